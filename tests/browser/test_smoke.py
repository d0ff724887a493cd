"""Pages as readers have them: wide and narrow, light and dark, without scripts, on paper, by keyboard.

Threats H01 and H06 (nothing in the data runs), H08 (layout holds), L05 (no third party), L06 (readable by all).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from cchc.figures.handshake import Answer
from cchc.figures.progress import Status
from cchc.figures.punctuality import Punctuality
from cchc.render.words import word
from payloads import GROUPS

from .conftest import Scheme, reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from payloads import Built

    from .conftest import Reader, Served

HOME_BYTES = 150_000
PAGES = {
    "home": "",
    "gaps": "diem-mat/",
    "plan": "ke-hoach/2023/",
    "progress": "tien-do/2023/",
    "agency": "co-quan/so-noi-vu/",
    "criterion": "tieu-chi/par-index-2022/8.2.4/",
    "task": "nhiem-vu/2023/SNV-01/",
    "journal": "nhat-ky/",
    "figures": "so-lieu/",
    "rule": "huong-dan/quy-tac/hoan-thanh/",
}
# One of each kind in the example tree, for the site of long words.
LONG_PAGES = (
    "",
    "diem-mat/",
    "ke-hoach/",
    "ke-hoach/2023/",
    "tien-do/",
    "tien-do/2023/",
    "tien-do/2023/viec-cho/",
    "an-ban/",
    "an-ban/2023/2023-q2/",
    "co-quan/",
    "co-quan/so-noi-vu/",
    "tieu-chi/",
    "tieu-chi/par-index-2022/",
    "tieu-chi/par-index-2022/1.1.2/",
    "nhiem-vu/2023/SNV-02/",
    "nhat-ky/",
    "so-lieu/",
)
WITH_STATUS = ("home", "plan", "progress", "agency", "task")
STATUS_WORDS = {word(one) for kind in (Status, Punctuality, Answer) for one in kind} | {"Đã bãi bỏ"}
SCHEMES = {"light": "default", "dark": "slate"}
# What sticks out of the window to the right, tables in their own scrolling frame aside.
STICKING_OUT = """() => [
  ...(document.scrollingElement.scrollWidth > innerWidth
      ? [`body: ${document.scrollingElement.scrollWidth} > ${innerWidth}`] : []),
  ...[...document.querySelectorAll("article *, .md-header *")]
    .filter(one => !one.parentElement.closest(".bang, .ma, svg, .md-search, thead") && one.checkVisibility()
                   && one.getClientRects().length && one.getBoundingClientRect().right > innerWidth + 1)
    .map(one => `${one.tagName}.${one.className}: ${one.textContent.slice(0, 40)}`),
]"""

# On a telephone every row is a card: no frame scrolls sideways.
SCROLLING_CARDS = """[...document.querySelectorAll(".bang")].filter(one => one.scrollWidth > one.clientWidth)
  .map(one => `${one.getAttribute("aria-label")}: ${one.scrollWidth} > ${one.clientWidth}`)"""
# What a screen reader needs to read a table aloud, and the keyboard to scroll it.
BARE_TABLES = """[...document.querySelectorAll("article table")].filter(table => {
    const frame = table.closest("[role=region]");
    return !(table.caption?.textContent.trim() && table.querySelector("thead th[scope=col]")
             && frame?.tabIndex === 0 && frame.getAttribute("aria-label"));
  }).map(table => table.outerHTML.slice(0, 80))"""
# What must stay as it is however hostile the data.
WHAT_RAN = r"""() => {
  const all = [...document.querySelectorAll("*")], told = one => one.outerHTML.slice(0, 200);
  return {
    pwn: typeof window.__pwn,
    focused: document.activeElement.tagName,
    handlers: all.filter(one => [...one.attributes].some(({name}) => name.startsWith("on"))).map(told),
    addresses: all.filter(one => ["href", "src", "action", "xlink:href"].some(name =>
      /^\s*(javascript|data|vbscript):/i.test(one.getAttribute(name)))).map(told),
    // Our own filters are forms; harmless data gives the same ones (test_payloads.py).
    foreign: [...document.querySelectorAll(
      "article :is(script, img, iframe, object, embed, form, input, style, link, meta, base)")]
      .filter(one => !one.closest("form.loc")).map(told),
  };
}"""
# Seen on paper or not; what is transparent or folded away is not seen.
SEEN = "([...found]) => found.filter(one => one.checkVisibility({opacityProperty: true, visibilityProperty: true}))"


@pytest.fixture(scope="module", params=[(1280, "light"), (320, "dark")], ids=["1280", "320"])
def screen(request: pytest.FixtureRequest, browser: Browser, site: Served) -> Iterator[tuple[Reader, Scheme]]:
    """Look at the site through a wide window, light at first, and through a narrow one, dark at first."""
    width, scheme = request.param
    with reader(browser, site, width=width, scheme=scheme) as someone:
        yield someone, scheme


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site on a desk: wide, light, scripts on."""
    with reader(browser, site) as someone:
        yield someone


@pytest.fixture(scope="module")
def narrow_and_long(browser: Browser, long_words_site: Served) -> Iterator[Reader]:
    """Look at the site of long words through a narrow window."""
    with reader(browser, long_words_site, width=320) as someone:
        yield someone


@pytest.mark.threat("L05")
@pytest.mark.threat("L06")
@pytest.mark.threat("H08")
@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_clean(name: str, screen: tuple[Reader, Scheme]) -> None:
    """No error, no request elsewhere, nothing off the screen; heading, notice and statuses can be read."""
    someone, first = screen
    with someone.visit(PAGES[name]) as visit:
        page = visit.page
        assert page.evaluate("document.documentElement.lang") == "vi"
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.body.dataset.mdColorScheme") == SCHEMES[first]
        for scheme in SCHEMES.values():
            # The scheme is this attribute and nothing else; setting it spares a second load of every page.
            page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
            assert page.locator("article h1").is_visible()
            assert page.evaluate(STICKING_OUT) == []
            _check_illustrative(page, name)
            if name in WITH_STATUS:
                _check_statuses(page)
        assert page.evaluate(BARE_TABLES) == []
        assert someone.context.cookies() == []
        assert visit.problems == []


@pytest.mark.threat("H08")
@pytest.mark.parametrize("name", ["home", "gaps", "plan", "progress"])
def test_no_table_scrolls_sideways_on_a_telephone(name: str, browser: Browser, site: Served) -> None:
    """In a narrow window every row is a card as wide as the window."""
    with reader(browser, site, width=320) as someone, someone.visit(PAGES[name]) as visit:
        assert visit.page.locator(".bang").count() > 0
        assert visit.page.evaluate(SCROLLING_CARDS) == []


def _check_illustrative(page: Page, name: str) -> None:
    """Say that figures are invented before the first of them, or beside each."""
    if name == "figures":
        badges = page.locator("article .nhan-minh-hoa")
        assert badges.count() > 1
        assert badges.first.is_visible()
    else:
        notice = page.locator("article .luu-y").filter(has_text=re.compile("(Dữ liệu|Ví dụ) minh họa")).first
        assert notice.is_visible()
        tables = page.locator("article :is(table, .ma)")
        if tables.count():
            top, table = notice.bounding_box(), tables.first.bounding_box()
            assert top is not None
            assert table is not None
            assert top["y"] < table["y"]


def _check_statuses(page: Page) -> None:
    """Write every status in words that can be seen: colour and sign only help."""
    shown: list[dict[str, Any]] = page.evaluate(
        """[...document.querySelectorAll("article .trang-thai")].map(one => ({
             text: one.textContent.trim(),  // a row out of sight has no innerText until it is laid out
             visible: one.checkVisibility({visibilityProperty: true, opacityProperty: true}),
             size: parseFloat(getComputedStyle(one).fontSize)}))"""
    )
    assert shown
    assert {one["text"] for one in shown} <= STATUS_WORDS
    assert all(one["visible"] and one["size"] >= 10 for one in shown)


@pytest.mark.threat("L05")
def test_the_first_view_of_home_is_light(browser: Browser, site: Served) -> None:
    """A first visit costs at most 150 KB over the wire, headers and whatever workers fetch included."""
    with reader(browser, site) as someone:
        page = someone.context.new_page()
        session = someone.context.new_cdp_session(page)
        received: dict[str, float] = {}
        session.on(
            "Network.loadingFinished", lambda event: received.update({event["requestId"]: event["encodedDataLength"]})
        )
        session.send("Network.enable")
        before = len(site.sent)
        page.goto(f"{site.origin}/", wait_until="networkidle")
        sent = site.sent[before:]
        page.close()
    assert len(received) > 3
    assert sum(received.values()) <= HOME_BYTES, sorted(sent, key=lambda one: -one[1])[:5]
    assert sum(size for _, size in sent) <= HOME_BYTES, sorted(sent, key=lambda one: -one[1])[:5]


@pytest.mark.threat("L06")
def test_everything_can_be_read_without_scripts(browser: Browser, site: Served) -> None:
    """Figures, tables and the way from home to plan to task need no JavaScript."""
    with reader(browser, site, has_scripts=False) as someone, someone.visit("") as visit:
        page = visit.page
        sentence = page.locator("article .cau-chinh").first
        assert sentence.is_visible()
        assert "84,47" in sentence.inner_text()
        page.locator("article a", has_text="Xem kế hoạch 2023").first.click()
        page.wait_for_url("**/ke-hoach/2023/")
        row = page.locator("article tr[data-nv]").first
        row.scroll_into_view_if_needed()
        assert row.is_visible()
        expect(row.locator("th a")).to_have_text(re.compile(r"\w+-\d+"), use_inner_text=True)  # a row is laid out late
        code = row.locator("th a").inner_text()
        assert code in row.inner_text()
        assert len(row.locator("td").all()) >= 5
        row.locator("th a").click()
        page.wait_for_url(f"**/nhiem-vu/2023/{code}/")
        assert code in page.locator("article h1").inner_text()
        assert page.locator("article .ho-so").is_visible()
        assert visit.problems == []


@pytest.mark.threat("L06")
@pytest.mark.parametrize("name", ["home", "plan", "progress"])
def test_paper_holds_the_tables_and_no_navigation(name: str, desk: Reader) -> None:
    """Printing gives the content alone, complete."""
    with desk.visit(PAGES[name]) as visit:
        page = visit.page
        page.emulate_media(media="print")
        tables = page.locator("article table")
        assert tables.count() > 0
        assert tables.evaluate_all(f"found => ({SEEN})(found).length") == tables.count()
        assert page.locator("article h1").is_visible()
        around = page.locator(".md-header, .md-tabs, .md-sidebar, .md-search, .md-top, .md-skip, .md-footer__link")
        assert around.count() > 3
        assert around.evaluate_all(f"found => ({SEEN})(found).map(one => one.className)") == []
        frames = page.locator(".bang")
        clipped = "found => found.filter(one => getComputedStyle(one).overflowX !== 'visible').length"
        assert frames.evaluate_all(clipped) == 0
        assert visit.problems == []


@pytest.mark.threat("L06")
def test_paper_shows_what_is_folded_away_on_screen(desk: Reader) -> None:
    """A closed `<details>` cannot be opened on paper."""
    with desk.visit(PAGES["plan"]) as visit:
        folded = visit.page.locator("article .bang details:not([open]) p").first
        assert not folded.is_visible()
        visit.page.emulate_media(media="print")
        assert folded.is_visible()


@pytest.mark.threat("L06")
def test_the_keyboard_reaches_links_and_tables(desk: Reader) -> None:
    """Tab comes to the way past the navigation first, then to links, then to each table's frame, visibly."""
    with desk.visit("") as visit:
        page = visit.page
        page.keyboard.press("Tab")
        skip = page.evaluate("({tag: document.activeElement.tagName, to: document.activeElement.getAttribute('href')})")
        assert skip["tag"] == "A"
        assert page.locator(skip["to"].replace(":", r"\:")).count() == 1
        assert page.locator("a:focus").is_visible()
        page.keyboard.press("Enter")
        reached: list[str] = []
        for _ in range(30):
            page.keyboard.press("Tab")
            reached.append(
                page.evaluate("document.activeElement.closest('article') ? document.activeElement.tagName : ''")
            )
            if reached[-1] == "DIV":
                break
        assert "A" in reached
        frame = page.locator(":focus")
        assert frame.get_attribute("role") == "region"
        assert frame.get_attribute("aria-label")
        assert frame.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
        assert visit.problems == []


@pytest.mark.threat("M03")
@pytest.mark.threat("L06")
def test_an_excerpt_scrolls_in_its_box_and_marks_lines_by_signs(browser: Browser, site: Served) -> None:
    """The keyboard reaches the box, seen to be there; the wrong line and those that mend it are not told by colour."""
    with reader(browser, site, width=320) as someone, someone.visit(PAGES["rule"]) as visit:
        page = visit.page
        box = page.locator("article .ma").first
        assert box.evaluate("one => one.scrollWidth > one.clientWidth")
        assert page.evaluate(STICKING_OUT) == []
        page.locator("article a").first.focus()
        page.keyboard.press("Tab")
        assert page.locator(":focus").get_attribute("aria-label") == box.get_attribute("aria-label")
        assert box.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
        sign = "one => getComputedStyle(one, '::before').content"
        assert "✕" in page.locator(".dong-sai").first.evaluate(sign)
        assert "✓" in page.locator(".dong-dung").first.evaluate(sign)
        assert visit.problems == []


# --- hostile data ---------------------------------------------------------------------------------------


@pytest.mark.threat("H01")
def test_no_payload_runs_in_a_browser(browser: Browser, hostile: Built, hostile_site: Served) -> None:
    """With the content security policy off, on every generated page: no script, no dialog, no request, no focus."""
    with reader(browser, hostile_site, obeys_csp=False) as someone, someone.visit("") as visit:
        for url in hostile.urls:
            visit.page.goto(f"{someone.origin}/{url}", wait_until="load")
            assert visit.page.evaluate(WHAT_RAN) == {
                "pwn": "undefined",
                "focused": "BODY",
                "handlers": [],
                "addresses": [],
                "foreign": [],
            }, url
            assert visit.problems == [], url
    assert len(hostile.urls) > 25


@pytest.mark.threat("H06")
def test_search_shows_payloads_as_text(browser: Browser, hostile: Built, hostile_site: Served) -> None:
    """Results that search writes into the page as HTML stay text."""
    assert "autofocus" in GROUPS[0][4]
    assert hostile.slots
    with reader(browser, hostile_site, obeys_csp=False) as someone, someone.visit("") as visit:
        page = visit.page
        page.locator("input.md-search__input").click()
        page.keyboard.type("autofocus")
        first = page.locator(".md-search-result__item").first
        first.wait_for()
        assert "window.__pwn" in page.locator(".md-search-result__list").inner_text()
        foreign = page.locator(
            ".md-search-result__list :is(script, img, iframe, input, [onfocus], [onload], [onerror])"
        )
        assert foreign.count() == 0
        assert page.evaluate("typeof window.__pwn") == "undefined"
        assert visit.problems == []


@pytest.mark.threat("H08")
@pytest.mark.parametrize("url", LONG_PAGES)
def test_very_long_words_stay_on_the_screen(url: str, narrow_and_long: Reader) -> None:
    """A word of a hundred letters wraps or scrolls inside its table; the page itself never scrolls sideways."""
    with narrow_and_long.visit(url) as visit:
        assert visit.page.evaluate(STICKING_OUT) == []
        visit.page.set_viewport_size({"width": 1280, "height": 800})
        assert visit.page.evaluate(STICKING_OUT) == []
