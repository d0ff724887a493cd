"""From room to room as readers go: agency, group, heir and predecessor, criterion, task, term."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from .conftest import reader
from .test_smoke import STICKING_OUT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from .conftest import Reader, Served

NARROW = (
    "co-quan/huyen-lak/",
    "co-quan/nhom/ubnd-cap-huyen/",
    "co-quan/so-tai-chinh/",
    "co-quan/so-nong-nghiep-va-moi-truong/",
    "tieu-chi/par-index-2022/4/",
    "tieu-chi/sipas-2022/1/",
    "nhiem-vu/2023/SNV-30/",
    "huong-dan/thuat-ngu/",
)
DISTRICT_BYTES = 40_000


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site on a desk."""
    with reader(browser, site) as someone:
        yield someone


@pytest.mark.threat("H08")
@pytest.mark.parametrize("url", NARROW)
def test_a_room_fits_a_telephone(url: str, browser: Browser, site: Served) -> None:
    """Nothing sticks out at 320 pixels, light or dark."""
    with reader(browser, site, width=320, scheme="dark") as someone, someone.visit(url) as visit:
        assert visit.page.evaluate(STICKING_OUT) == []
        assert visit.problems == []


def test_a_district_leads_to_its_groups_tasks_and_the_group_back(desk: Reader, site: Served) -> None:
    """The count on the district's page is the number of rows on the group's, where each member is listed."""
    with desk.visit("co-quan/huyen-lak/") as visit:
        page = visit.page
        link = page.get_by_role("link", name=re.compile(r"^\d+ nhiệm vụ giao chung"))
        count = int(link.inner_text().split()[0])
        link.click()
        page.wait_for_url("**/co-quan/nhom/ubnd-cap-huyen/")
        assert count > 20
        assert page.locator("article tr[data-nv]").count() == count
        assert page.locator("article .nhieu-cot a").count() == 15
        page.get_by_role("link", name="UBND huyện Lắk").click()
        page.wait_for_url("**/co-quan/huyen-lak/")
        assert visit.problems == []
    assert (site.root / "co-quan/huyen-lak/index.html").stat().st_size < DISTRICT_BYTES


def test_members_stand_in_vietnamese_order(desk: Reader) -> None:
    """Letters with marks come after those without, as in a dictionary."""
    with desk.visit("co-quan/nhom/ubnd-cap-huyen/") as visit:
        names = visit.page.locator("article .nhieu-cot a").all_inner_texts()
    districts = [name.removeprefix("UBND huyện ") for name in names if name.startswith("UBND huyện ")]
    assert districts == [
        *("Buôn Đôn", "Cư Kuin", "Cư M'gar", "Ea H'leo", "Ea Kar", "Ea Súp", "Krông Ana", "Krông Bông"),
        *("Krông Búk", "Krông Năng", "Krông Pắc", "Lắk", "M'Đrắk"),
    ]


def test_a_merger_is_walked_in_both_directions(desk: Reader) -> None:
    """From a task of the old department to the heir, to the inherited tasks, and back."""
    with desk.visit("nhiem-vu/2023/SKHDT-01/") as visit:
        page = visit.page
        page.locator("article .kem a", has_text="Sở Tài chính").click()
        page.wait_for_url("**/co-quan/so-tai-chinh/")
        page.get_by_role("link", name="xem nhiệm vụ kế thừa từ Sở KH&ĐT").click()
        page.wait_for_url("**/co-quan/so-tai-chinh/#ke-thua-2023-so-ke-hoach-va-dau-tu")
        assert page.locator("#ke-thua-2023-so-ke-hoach-va-dau-tu").is_visible()
        table = page.get_by_role("table", name=re.compile("^Nhiệm vụ kế thừa từ Sở KH&ĐT"))
        assert table.get_by_role("link", name="SKHDT-01", exact=True).is_visible()
        page.locator("article").get_by_role("link", name="Sở KH&ĐT", exact=True).first.click()
        page.wait_for_url("**/co-quan/so-ke-hoach-va-dau-tu/")
        page.locator("article [role=note]").get_by_role("link", name="Sở Tài chính").click()
        page.wait_for_url("**/co-quan/so-tai-chinh/")
        assert visit.problems == []


def test_criteria_are_walked_from_one_to_the_next_and_up(desk: Reader) -> None:
    """Neighbours and parents are one step away, in landmarks with a name."""
    with desk.visit("tieu-chi/par-index-2022/4.3/") as visit:
        page = visit.page
        page.get_by_role("navigation", name="Mục liền kề").get_by_role("link", name=re.compile(r"^4\.4\. ")).click()
        page.wait_for_url("**/par-index-2022/4.4/")
        page.locator("article a[rel=prev]").click()
        page.wait_for_url("**/par-index-2022/4.3/")
        page.get_by_role("navigation", name="Mục cấp trên").locator("a").last.click()
        page.wait_for_url("**/par-index-2022/4/")
        assert visit.problems == []


def test_one_click_marks_the_whole_citation(desk: Reader) -> None:
    """What a journalist copies is the whole line, with the page's own address."""
    with desk.visit("nhiem-vu/2023/SNV-30/") as visit:
        page = visit.page
        citation = page.locator("article .trich-dan")
        citation.click()
        marked = str(page.evaluate("getSelection().toString()")).strip()
        assert marked == citation.inner_text().strip()
        canonical = str(page.locator("link[rel=canonical]").get_attribute("href"))
        assert marked.endswith(canonical)
        assert "minh họa" in marked


def test_a_term_leads_to_its_definition(desk: Reader) -> None:
    """A word of art is one click from its meaning."""
    with desk.visit("tieu-chi/par-index-2022/8.2.4/") as visit:
        page = visit.page
        page.locator("article a.thuat-ngu", has_text="thống kê").click()
        page.wait_for_url("**/huong-dan/thuat-ngu/#thong-ke")
        assert page.locator("#thong-ke").is_visible()
        assert visit.problems == []
