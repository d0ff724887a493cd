"""Search as readers use it: with marks and without, by abbreviation, by code; keyboard, telephone, no scripts.

The first results are what an official who types these words looks for; they were not read off the program.
"""

from __future__ import annotations

import gzip
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from .conftest import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from .conftest import Reader, Served

MAX_INDEX_BYTES = 300_000
SEARCHED = ("search/search_index.json", "assets/synonyms.json")

# What is typed, and the page that must come first.
FIRST = {
    "cai cach thu tuc": "tieu-chi/par-index-2022/3/",
    "cải cách thủ tục": "tieu-chi/par-index-2022/3/",
    "CẢI CÁCH THỦ TỤC": "tieu-chi/par-index-2022/3/",
    "cai cach thu tu": "tieu-chi/par-index-2022/3/",
    "TTHC": "tieu-chi/par-index-2022/3/",
    "bao dak lak": "co-quan/bao-dak-lak/",
    "so noi vu": "co-quan/so-noi-vu/",
    "sở nội v": "co-quan/so-noi-vu/",
    "SNV": "co-quan/so-noi-vu/",
    "VPUBND": "co-quan/van-phong-ubnd-tinh/",
    "van phong ubnd tinh": "co-quan/van-phong-ubnd-tinh/",
    "so kh&dt": "co-quan/so-ke-hoach-va-dau-tu/",
    "SNV-01": "nhiem-vu/2023/SNV-01/",
    "snv-01": "nhiem-vu/2023/SNV-01/",
    "nhiem-vu/2023/SNV-01": "nhiem-vu/2023/SNV-01/",
    "1.1.2": "tieu-chi/par-index-2022/1.1.2/",
    "par-index-2022/1.1.2": "tieu-chi/par-index-2022/1.1.2/",
    "giải ngân": "tieu-chi/par-index-2022/6.1.1/",
    "mot cua lien thong": "tieu-chi/par-index-2022/3.3/",
    "dich vu cong truc tuyen": "tieu-chi/par-index-2022/7.2/",
    "DVCTT": "tieu-chi/par-index-2022/7.2/",
    "chuyen doi so": "tieu-chi/par-index-2022/7.1/",
    "vòi vĩnh": "tieu-chi/par-index-2022/5.5.4/",  # words of our explanations, not of the criteria's names
    "giam chan nhau": "tieu-chi/par-index-2022/4.5.1/",
    "CBCCVC": "tieu-chi/par-index-2022/5.4.1/",
    "SIPAS": "tieu-chi/sipas-2022/",
    "nop bao cao": "huong-dan/nop-bao-cao/",
    "kế hoạch 2023": "ke-hoach/2023/",
    "tien do 2023": "tien-do/2023/",
    "so lieu va nguon": "so-lieu/",
    "thieu-gia-tri": "huong-dan/quy-tac/thieu-gia-tri/",
}
# Two ways to write the same words find the same pages in the same order.
SAME = (
    ("đất đai", unicodedata.normalize("NFD", "đất đai")),
    ("hoà", "hòa"),
    ("thuỷ lợi", "thủy lợi"),
    ("CCHC", "cải cách hành chính"),
    ("UBND cấp huyện", "Ủy ban nhân dân cấp huyện"),
)
KINDS = {
    "snv-01": "Nhiệm vụ 2023",
    "1.1.2": "Tiêu chí",
    "so noi vu": "Cơ quan",
    "ke hoach 2023": "Kế hoạch 2023",
    "nop bao cao": "Hướng dẫn",
    "thieu-gia-tri": "Quy tắc",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """One result as it is seen."""

    url: str
    title: str
    kind: str
    marked: str


def search(page: Page, query: str) -> list[Result]:
    """Type a query into an open page and give what is shown, best first."""
    box = page.locator("input.md-search__input")
    box.click()
    box.fill("")
    box.press("Shift")
    page.locator(".md-search-result__item").first.wait_for(state="detached")
    box.fill(query)
    box.press("Shift")
    page.locator(".md-search-result__item").first.wait_for()
    found = page.locator(".md-search-result__item > a:first-child").evaluate_all(
        """links => links.map(one => [one.pathname.slice(1), one.querySelector("h1").textContent,
             one.querySelector(".md-tag")?.textContent ?? "",
             [...one.querySelectorAll("mark")].map(mark => mark.textContent).join(" ")])"""
    )
    return [Result(url=url, title=title, kind=kind, marked=marked) for url, title, kind, marked in found]


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site on a desk."""
    with reader(browser, site) as someone:
        yield someone


@pytest.fixture(scope="module")
def page(desk: Reader) -> Iterator[Page]:
    """Keep one page open for many queries; it must stay without a fault."""
    with desk.visit("") as visit:
        yield visit.page
        assert visit.problems == []


@pytest.mark.parametrize("query", FIRST)
def test_the_page_looked_for_comes_first(query: str, page: Page) -> None:
    """Whichever way an official types it."""
    assert search(page, query)[0].url == FIRST[query]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_write_are_one(one: str, other: str, page: Page) -> None:
    """Composed or not, tone mark on either vowel, short or in full."""
    assert [result.url for result in search(page, one)] == [result.url for result in search(page, other)]


def test_words_are_found_without_their_marks(page: Page) -> None:
    """And shown with them."""
    assert all(result.marked.startswith("đất đai") for result in search(page, "dat dai")[:5])
    assert search(page, "dak lak")[0].marked.startswith("Đắk Lắk")


def test_what_is_spelled_as_typed_stands_above_what_only_looks_alike(page: Page) -> None:
    """`đất` before `đạt` and `đặt`, which are found too."""
    words = [set(result.marked.lower().split()) for result in search(page, "đất") if result.marked]
    is_exact = ["đất" in one for one in words]
    assert sum(is_exact) > 5
    assert is_exact == sorted(is_exact, reverse=True)


@pytest.mark.parametrize("query", KINDS)
def test_a_result_says_what_it_is(query: str, page: Page) -> None:
    """Its kind, with the year where there is one."""
    assert search(page, query)[0].kind == KINDS[query]


def test_a_task_says_what_it_is_about(page: Page) -> None:
    """A code alone would have to be opened to be understood."""
    assert search(page, "SNV-01")[0].title.startswith("Nhiệm vụ SNV-01 năm 2023: Lập bảng theo dõi từng nhiệm vụ")


def test_a_word_that_is_nowhere_is_named(page: Page) -> None:
    """The pages that hold the other words are shown, and which word they lack."""
    assert "công khai" in search(page, "qwertz cong khai")[0].title.lower()
    assert "Không có từ: qwertz" in page.locator(".md-search-result__item").first.inner_text()


# --- cost -------------------------------------------------------------------------------------------------


@pytest.mark.threat("L05")
def test_nothing_is_fetched_for_search_before_it_is_used(browser: Browser, site: Served) -> None:
    """The first view stays light; what is searched comes with the first word, from this site, and is small."""
    with reader(browser, site) as someone, someone.visit("") as visit:
        visit.page.wait_for_load_state("networkidle")
        before = len(site.sent)
        search(visit.page, "so noi vu")
        assert {path for path, _ in site.sent[before:]} == {f"/{path}" for path in SEARCHED}
        assert visit.problems == []
    sizes = [len(gzip.compress((site.root / path).read_bytes(), 6)) for path in SEARCHED]
    assert sum(sizes) <= MAX_INDEX_BYTES


def test_what_cannot_be_fetched_is_said(browser: Browser, site: Served) -> None:
    """Not that nothing was found; typing again tries again."""
    with reader(browser, site) as someone, someone.visit("") as visit:

        def fail(route: Route) -> None:
            route.abort()

        someone.context.route("**/search/search_index.json", fail)
        assert search(visit.page, "đất")[0].title == "Chưa tải được dữ liệu tìm kiếm"
        someone.context.unroute("**/search/search_index.json", fail)
        assert search(visit.page, "đất đai")[0].marked.startswith("đất đai")


# --- readers ----------------------------------------------------------------------------------------------


@pytest.mark.threat("L06")
def test_the_keyboard_searches_and_opens_a_result(desk: Reader) -> None:
    """A slash opens search, arrows walk the results, Enter opens one, Escape closes."""
    with desk.visit("") as visit:
        page = visit.page
        page.keyboard.press("/")
        page.keyboard.type("giai ngan")
        page.locator(".md-search-result__item").nth(1).wait_for()
        page.keyboard.press("ArrowDown")
        focused = page.locator(":focus")
        assert focused.evaluate("one => one.matches('.md-search-result__link')")
        assert focused.evaluate("one => getComputedStyle(one).backgroundColor") != "rgba(0, 0, 0, 0)"
        page.keyboard.press("Enter")
        page.wait_for_url("**/tieu-chi/par-index-2022/6.1.1/")
        page.keyboard.press("/")
        assert page.locator(".md-search__output").is_visible()
        page.keyboard.press("Escape")
        assert not page.locator("#__search").is_checked()
        assert visit.problems == []


@pytest.mark.threat("H08")
def test_results_fit_a_telephone(browser: Browser, site: Served) -> None:
    """Every result is as wide as the window, not wider."""
    with reader(browser, site, width=320, scheme="dark") as someone, someone.visit("") as visit:
        visit.page.locator(".md-header__button[for=__search]").click()
        assert search(visit.page, "thu tuc hanh chinh")
        wide = "found => found.filter(one => one.getBoundingClientRect().right > innerWidth + 1).length"
        results = visit.page.locator(".md-search-result__item *")
        assert results.count() > 10
        assert results.evaluate_all(wide) == 0
        assert visit.problems == []


@pytest.mark.threat("L06")
def test_search_is_not_offered_without_scripts(browser: Browser, site: Served) -> None:
    """It could not work."""
    with reader(browser, site, has_scripts=False) as someone, someone.visit("") as visit:
        assert visit.page.locator(".md-search, [for=__search]").count() > 1
        assert visit.page.locator(".md-search, [for=__search]").locator("visible=true").count() == 0


@pytest.mark.parametrize(
    ("address", "words", "first"),
    [
        ("co-quan/so-noi-vuu/", "co quan so noi vuu", ""),
        ("tieu-chi/so-noi-vu/index.html", "tieu chi so noi vu", ""),
        ("nhiem-vu/2024/SNV-01/", "nhiem vu 2024 SNV-01", ""),
        ("s%E1%BB%9F-n%E1%BB%99i-v%E1%BB%A5", "sở nội vụ", "co-quan/so-noi-vu/"),
        ("%E1%BB<img src=x onerror=alert(1)>", "%E1%BB%3Cimg%20src=x%20onerror=alert(1)%3E", ""),
    ],
)
def test_a_missing_address_offers_to_search_for_its_words(address: str, words: str, first: str, desk: Reader) -> None:
    """In Vietnamese, at any depth; the link opens search with the words typed in."""
    page = desk.context.new_page()
    page.goto(f"{desk.origin}/{address}", wait_until="load")
    offer = page.locator("#tim-lai a")
    assert offer.inner_text() == f"Tìm “{words}”"
    offer.click()
    page.wait_for_url("**/?q=*")
    assert page.locator("input.md-search__input").input_value() == words
    if first:
        link = page.locator(".md-search-result__item a").first
        assert urlsplit(link.evaluate("one => one.href")).path == f"/{first}"
    page.close()


def test_a_missing_address_has_plain_links_without_scripts(browser: Browser, site: Served) -> None:
    """Nothing dead is offered."""
    with reader(browser, site, has_scripts=False) as someone:
        page = someone.context.new_page()
        page.goto(f"{someone.origin}/co-quan/khong-co/", wait_until="load")
        assert page.locator("article h1").inner_text() == "Không tìm thấy trang"
        assert not page.locator("#tim-lai").is_visible()
        page.locator("article a", has_text="Cơ quan").click()
        page.wait_for_url("**/co-quan/")
