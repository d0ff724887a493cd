"""Nobody is kept out: what axe finds, keyboards, zoom, spacing, forced colours, paper (threat L06)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from payloads import ROOT

from .conftest import reader
from .test_smoke import STICKING_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from .conftest import Reader, Served

# One of every kind of page; where a kind has empty parts, one with and one without.
PAGES = (
    "",
    "diem-mat/",
    "ke-hoach/",
    "ke-hoach/2023/",
    "tien-do/",
    "tien-do/2023/",
    "tien-do/2023/viec-cho/",
    "co-quan/",
    "co-quan/so-noi-vu/",
    "co-quan/so-ngoai-vu/",
    "co-quan/huyen-lak/",
    "tieu-chi/",
    "tieu-chi/par-index-2022/",
    "tieu-chi/par-index-2022/1/",
    "tieu-chi/par-index-2022/8.2.4/",
    "nhiem-vu/2023/SNV-01/",
    "nhat-ky/",
    "an-ban/",
    "an-ban/2023/2023-q3/",
    "so-lieu/",
    "so-lieu/tu-dien/",
    "gioi-thieu/",
    "huong-dan/",
    "huong-dan/nop-bao-cao/",
    "huong-dan/doc-thong-bao/",
    "huong-dan/phat-trien/",
    "huong-dan/thuat-ngu/",
    "huong-dan/quy-tac/",
    "huong-dan/quy-tac/hoan-thanh/",
    "khong-co-trang-nay/",
)
SCHEMES = ("default", "slate")
WIDTHS = (1280, 320)
# Where the keyboard stands: what, whether it can be seen there, and whether a frame shows it. The scheme's switch has
# no size: its label wears the frame. The box of search opens when it is entered.
STANDING = """() => {
  const one = document.activeElement, worn = one.matches(".md-option") ? one.nextElementSibling : one;
  const place = worn.getBoundingClientRect(), style = getComputedStyle(worn);
  return one === document.body ? null : {
    what: one.outerHTML.slice(0, 120),
    isSearch: one.matches(".md-search__input"),
    isSeen: place.width > 0 && place.height > 0 && place.right > 0 && place.left < innerWidth && worn.checkVisibility(
      {opacityProperty: true, visibilityProperty: true}),
    isFramed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
# Text whose box hides what does not fit, or whose lines are too close for letters such as "Ệ" and "Ỗ".
CUT_TEXT = """() => [...document.querySelectorAll("body *")]
  .filter(one => [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && one.checkVisibility({opacityProperty: true, visibilityProperty: true}) && !one.closest("svg, thead, .md-search"))
  .filter(one => {
    const style = getComputedStyle(one), hides = ["hidden", "clip"].includes(style.overflowY);
    return parseFloat(style.lineHeight) < 1.25 * parseFloat(style.fontSize)
      || hides && one.scrollHeight > one.clientHeight + 1;
  })
  .map(one => `${one.tagName}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""
# WCAG 1.4.12: what readers may set for themselves.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
p { margin-bottom: 2em !important; }"""


@pytest.fixture(scope="module", params=WIDTHS, ids=str)
def someone(request: pytest.FixtureRequest, browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site through a wide window and through a narrow one."""
    with reader(browser, site, width=request.param) as one:
        yield one


def violations(page: Page, *, but: tuple[str, ...] = ()) -> list[str]:
    """Ask axe for everything it knows: WCAG 2.0 to 2.2, A and AA, and its best practices."""
    options = {"resultTypes": ["violations"], "rules": {rule: {"enabled": False} for rule in but}}
    found: list[dict[str, Any]] = Axe().run(page, options=options).response["violations"]
    return [f"{one['id']}: {node['html']}" for one in found for node in one["nodes"]]


@pytest.mark.threat("L06")
@pytest.mark.parametrize("url", PAGES)
def test_axe_finds_nothing(url: str, someone: Reader) -> None:
    """On every kind of page, wide and narrow, light and dark."""
    with someone.visit(url) as visit:
        for scheme in SCHEMES:
            # The scheme is this attribute and nothing else; setting it spares a second load of every page.
            visit.page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
            assert violations(visit.page) == [], scheme


@pytest.mark.threat("L06")
def test_axe_finds_nothing_in_search(someone: Reader) -> None:
    """While it is open, with results; the theme's script draws the kind of each as a `<nav>` without a name."""
    with someone.visit("") as visit:
        visit.page.keyboard.press("/")
        visit.page.keyboard.type("so noi vu")
        visit.page.locator(".md-search-result__item").first.wait_for()
        for scheme in SCHEMES:
            visit.page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
            assert violations(visit.page, but=("landmark-unique",)) == [], scheme


@pytest.mark.threat("L06")
@pytest.mark.parametrize("url", ["", "tien-do/2023/", "huong-dan/nop-bao-cao/"])
def test_the_keyboard_stands_where_eyes_can_follow(url: str, someone: Reader) -> None:
    """Every place that Tab reaches is on the page, not in a closed menu, and framed; the first leads to the content."""
    with someone.visit(url) as visit:
        stood = []
        for _ in range(60):
            visit.page.keyboard.press("Tab")
            stood.append(visit.page.evaluate(STANDING))
            if stood[-1] is None:
                break
        places = [one for one in stood if one]
        assert len(places) > 15
        assert "md-skip" in places[0]["what"]
        lost = [one["what"] for one in places if not (one["isSearch"] or (one["isSeen"] and one["isFramed"]))]
        assert lost == []


@pytest.mark.threat("L06")
def test_the_menu_of_a_narrow_window_opens_by_keyboard(browser: Browser, site: Served) -> None:
    """A button that says whether it is open; Escape closes the menu and comes back to it."""
    with reader(browser, site, width=320) as someone, someone.visit("") as visit:
        button = visit.page.get_by_role("button", name="Danh mục trang")
        link = visit.page.get_by_role("navigation", name="Thanh điều hướng").get_by_role("link", name="Cơ quan")
        assert not link.is_visible()
        button.focus()
        visit.page.keyboard.press("Space")
        link.wait_for()
        assert button.get_attribute("aria-expanded") == "true"
        visit.page.keyboard.press("Escape")
        link.wait_for(state="hidden")
        assert button.get_attribute("aria-expanded") == "false"
        assert button.evaluate("one => one === document.activeElement")
        assert visit.problems == []


@pytest.mark.threat("L06")
def test_without_scripts_a_narrow_window_still_has_a_menu(browser: Browser, site: Served) -> None:
    """The tabs stand in its place, all of them on the screen."""
    with reader(browser, site, width=320, has_scripts=False) as someone, someone.visit("") as visit:
        links = visit.page.locator(".md-tabs__link")
        assert links.count() >= 10
        assert all(one.is_visible() for one in links.all())
        assert visit.page.evaluate(STICKING_OUT) == []


@pytest.mark.threat("L06")
@pytest.mark.parametrize("width", WIDTHS)
def test_no_letter_is_cut_whatever_spacing_a_reader_sets(width: int, browser: Browser, site: Served) -> None:
    """Lines are high enough for stacked marks; with the spacing of WCAG 1.4.12 nothing is hidden or off the screen."""
    with reader(browser, site, width=width, obeys_csp=False) as someone:
        for url in PAGES:
            with someone.visit(url) as visit:
                assert visit.page.evaluate(CUT_TEXT) == [], url
                visit.page.add_style_tag(content=SPACED)
                assert visit.page.evaluate(CUT_TEXT) == [], url
                assert visit.page.evaluate(STICKING_OUT) == [], url


@pytest.mark.threat("L06")
def test_cards_are_still_tables_to_a_screen_reader(browser: Browser, site: Served) -> None:
    """A narrow window lays rows out as cards; what is read aloud stays rows of named cells."""
    with reader(browser, site, width=320) as someone, someone.visit("") as visit:
        table = visit.page.get_by_role("table", name="Nhiệm vụ theo trạng thái")
        assert table.get_by_role("columnheader").count() == 4
        assert table.get_by_role("row").count() == 5
        assert table.get_by_role("rowheader").count() == 4


@pytest.mark.threat("L06")
def test_pictures_keep_their_parts_apart_in_forced_colours(browser: Browser, site: Served) -> None:
    """A reader's own colours apply to text, not to the parts of a picture, which would become one."""
    with reader(browser, site) as someone, someone.visit("") as visit:
        visit.page.emulate_media(forced_colors="active")
        fills = (
            visit.page.locator("article .hinh")
            .first.locator("rect[class^=doan]")
            .evaluate_all("found => found.map(one => getComputedStyle(one).fill)")
        )
        assert len(fills) == len(set(fills)) == 3


@pytest.mark.threat("L06")
def test_paper_repeats_headers_and_prints_no_addresses(browser: Browser, site: Served) -> None:
    """A table that goes on to the next sheet has its header there too; the notice of invented data is on paper."""
    with reader(browser, site) as someone:
        for url in ("", "ke-hoach/2023/", "tien-do/2023/", "diem-mat/"):
            with someone.visit(url) as visit:
                visit.page.emulate_media(media="print")
                assert visit.page.locator("article .luu-y").first.is_visible()
                displays = "found => [...new Set(found.map(one => getComputedStyle(one).display))]"
                assert visit.page.locator("article thead").evaluate_all(displays) == ["table-header-group"]
                after = "found => [...new Set(found.map(one => getComputedStyle(one, '::after').content))]"
                assert set(visit.page.locator("article td a").evaluate_all(after)) <= {"none", "normal"}
                breaks = "found => [...new Set(found.map(one => getComputedStyle(one).breakAfter))]"
                assert visit.page.locator("article thead").evaluate_all(breaks) == ["avoid"]
                assert visit.problems == []


@pytest.mark.threat("L06")
def test_templates_name_no_role_that_elements_have() -> None:
    """The Nu checker counts each as an error; a table is a table without being told (see the test of cards)."""
    templates = sorted((ROOT / "scripts/cchc/render/templates").glob("*.html"))
    role = re.compile(r'role="(table|rowgroup|row|cell|rowheader|columnheader|list|listitem|link)"')
    assert len(templates) > 15
    assert [one.name for one in templates if role.search(one.read_text("utf-8"))] == []
