"""What a reader can check: the page obeys its content policy, says where it comes from, and takes reports of errors."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from .conftest import Reader, Served, reader, serve
from .test_smoke import PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser

# Notes every breach from the first moment of a page on.
LISTEN = """window.__breaches = [];
addEventListener("securitypolicyviolation", one => window.__breaches.push(one.violatedDirective));
"""
BREACHES = "window.__breaches"


@pytest.fixture(scope="module")
def watched(browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site with the policy in force, noting every breach of it."""
    with reader(browser, site) as someone:
        someone.context.add_init_script(LISTEN)
        yield someone


@pytest.mark.threat("H05")
@pytest.mark.parametrize("url", [*PAGES.values(), "404.html", "gioi-thieu/", "huong-dan/doc-trang/"])
def test_no_page_breaches_its_own_policy(url: str, watched: Reader) -> None:
    """The policy is there, and all that the theme and we do on loading is allowed by it."""
    with watched.visit(url) as visit:
        policy = visit.page.locator('meta[http-equiv="Content-Security-Policy"]')
        assert str(policy.get_attribute("content")).startswith("default-src 'none'; script-src 'self' 'sha256-")
        assert visit.page.evaluate(BREACHES) == []
        assert visit.problems == []


@pytest.mark.threat("H05")
def test_search_palette_and_menu_work_under_the_policy(watched: Reader) -> None:
    """What readers do most needs a worker, storage and styles set by scripts: none of it is blocked."""
    with watched.visit("") as visit:
        page = visit.page
        page.locator("label[for=__palette_1]").click()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        page.reload()
        assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"
        page.locator("input.md-search__input").click()
        page.keyboard.type("thủ tục")
        page.locator(".md-search-result__item a").first.wait_for()
        page.keyboard.press("Enter")
        page.wait_for_load_state("load")
        page.set_viewport_size({"width": 320, "height": 700})
        page.get_by_role("button", name="Danh mục trang").click()
        page.locator(".md-nav--primary .md-nav__link").first.wait_for()
        assert page.evaluate(BREACHES) == []
        assert visit.problems == []


@pytest.mark.threat("H05")
def test_a_page_with_foreign_code_runs_none_of_it(browser: Browser, site: Served, tmp_path: Path) -> None:
    """Were markup ever to slip through, the browser would refuse to run, style or fetch it."""
    copy = shutil.copytree(site.root, tmp_path / "site")
    page = copy / "nhat-ky" / "index.html"
    hostile = (
        "<script>window.__pwn=1</script><img src=x onerror=window.__pwn=2>"
        '<p id="styled" style="position:fixed">x</p><base href="https://evil.example/">'
        '<script src="https://evil.example/x.js"></script></article>'
    )
    page.write_text(page.read_text("utf-8").replace("</article>", hostile), "utf-8")
    with serve(copy) as served, reader(browser, served) as someone:
        someone.context.add_init_script(LISTEN)
        with someone.visit("nhat-ky/") as visit:
            assert visit.page.evaluate("typeof window.__pwn") == "undefined"
            assert visit.page.evaluate("getComputedStyle(document.getElementById('styled')).position") == "static"
            assert visit.page.evaluate("document.baseURI").startswith(served.origin)
            breached = set(visit.page.evaluate(BREACHES))
            assert breached == {"script-src-elem", "script-src-attr", "style-src-attr", "base-uri"}


@pytest.mark.threat("B10")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_foot_says_which_day_and_commit_and_takes_reports(scheme: Any, browser: Browser, site: Served) -> None:  # noqa: ANN401 -- a literal, one value at a time
    """On a telephone too: the day, whether figures are invented, the commit if there is one, where to report."""
    with reader(browser, site, width=320, scheme=scheme) as someone, someone.visit("tien-do/2023/") as visit:
        foot = visit.page.locator(".chan-trang")
        assert foot.is_visible()
        text = " ".join(foot.inner_text().split())
        assert text.startswith("Tính đến ngày 15/10/2023 (ngày cố định). Có dữ liệu minh họa:")
        assert "Bản chưa ghi vào lịch sử của kho dữ liệu." in text  # the fixture's tree is no repository
        report = str(foot.locator("a", has_text="Báo sai sót").get_attribute("href"))
        assert "/issues/new?template=sai-sot.yml&title=B%C3%A1o%20sai%20s%C3%B3t%3A%20%2Ftien-do/2023/&" in report
        assert json.loads((site.root / "build.json").read_text("utf-8"))["as_of"] == "2023-10-15"


@pytest.mark.threat("B10")
def test_paper_keeps_the_foot_and_the_pages_address(browser: Browser, site: Served) -> None:
    """A printed table can be traced: its day, its commit, where it was printed from."""
    with reader(browser, site) as someone, someone.visit("tien-do/2023/") as visit:
        address = visit.page.locator(".chan-trang .chi-in")
        assert not address.is_visible()
        visit.page.emulate_media(media="print")
        assert address.inner_text().endswith("/tien-do/2023/")
        day = visit.page.locator(".chan-trang time")
        assert day.is_visible()
        assert day.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
        assert not visit.page.locator(".chan-trang .khong-in").is_visible()


@pytest.mark.threat("B05")
def test_a_figure_in_a_gap_table_leads_to_its_line(browser: Browser, site: Served) -> None:
    """It reads as a number, can be reached by keyboard, and says what it leads to."""
    with reader(browser, site) as someone, someone.visit("diem-mat/") as visit:
        figure = visit.page.locator("article td a.nguon-so").first
        figure.focus()
        assert figure.evaluate("one => getComputedStyle(one).textDecorationStyle") == "dotted"
        assert str(figure.get_attribute("aria-label")).endswith("xem dòng dữ liệu gốc")
        assert "/data/ket-qua/2022/par-index-2022.yml#L" in str(figure.get_attribute("href"))
