"""Home and the gap page as seen: the first screen of a telephone, and pictures that say what their tables say."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from .conftest import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator

    from .conftest import Reader, Served

SMALLEST_SCREEN = {"width": 320, "height": 568}
NUMBER = re.compile(r"\d+(?:,\d+)?")
# Where the parts of a bar begin and end, in shares of its width, hatching aside.
PARTS = """svg => [...svg.querySelectorAll("rect[class^='doan-']")].map(one =>
  [one.x.baseVal.value, one.width.baseVal.value].map(length => length / svg.getBoundingClientRect().width))"""


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site on a desk."""
    with reader(browser, site) as someone:
        yield someone


def numbers(text: str) -> list[Decimal]:
    """Read the numbers of a text, in order."""
    return [Decimal(one.replace(",", ".")) for one in NUMBER.findall(text)]


def column(rows: Locator, label: str) -> list[Decimal]:
    """Read one column of a table."""
    cells = rows.locator(f"[data-nhan='{label}']").all_inner_texts()
    return [numbers(cell)[0] for cell in cells]


@pytest.mark.threat("L06")
def test_the_first_screen_of_a_telephone_holds_the_sentence_and_the_picture(browser: Browser, site: Served) -> None:
    """Nobody has to scroll to learn how many points were missed and how many have a task."""
    with reader(browser, site, width=320) as someone, someone.visit("") as visit:
        page = visit.page
        page.set_viewport_size({"width": 320, "height": 568})
        for what in (".luu-y", ".cau-chinh", "svg.hinh"):
            box = page.locator(f"article {what}").first.bounding_box()
            assert box is not None
            assert box["y"] > 0
            assert box["y"] + box["height"] <= SMALLEST_SCREEN["height"], what
        assert visit.problems == []


@pytest.mark.threat("S04")
def test_sentence_picture_and_table_of_the_ledger_say_the_same(desk: Reader) -> None:
    """Achieved, covered and uncovered: in words, as lengths, as numbers; they add up to the whole."""
    with desk.visit("") as visit:
        page = visit.page
        shown = {
            one.get_attribute("data-tong"): numbers(one.inner_text())[0]
            for one in page.locator("article .cau-chinh data").all()
        }
        picture = page.locator("article svg.hinh").first
        whole, *told = numbers(picture.get_attribute("aria-label") or "")
        table = column(page.locator("article table").first.locator("tbody tr"), "Điểm")
        assert told == table == [shown["dat"], shown["co-nhiem-vu"], shown["chua-co-nhiem-vu"]]
        assert sum(table) == whole
        assert shown["co-nhiem-vu"] + shown["chua-co-nhiem-vu"] == shown["mat"]
        parts = picture.evaluate(PARTS)
        assert [round(width * 100) for _, width in parts] == [round(points * 100 / whole) for points in table]
        assert parts[-1][0] + parts[-1][1] == pytest.approx(1, abs=0.005)


@pytest.mark.threat("S04")
def test_small_pictures_say_what_the_table_of_domains_says(desk: Reader) -> None:
    """Every domain has both, with the same points."""
    with desk.visit("diem-mat/") as visit:
        page = visit.page
        small = page.locator("article .luoi > li")
        rows = page.locator("article table", has=page.locator("caption", has_text="theo lĩnh vực")).locator("tbody tr")
        assert small.count() == rows.count() > 1
        missed = [numbers(one.inner_text())[0] for one in small.locator(".kem").all()]
        assert missed == column(rows, "Mất")
        labels = [
            numbers((one.get_attribute("aria-label") or "").partition(":")[2]) for one in small.locator("svg").all()
        ]
        assert [achieved for achieved, *_ in labels] == column(rows, "Đạt")
        assert [covered + uncovered for *_, covered, uncovered in labels] == missed


@pytest.mark.threat("S04")
def test_the_projection_says_the_same_in_words_and_numbers_and_claims_nothing(desk: Reader) -> None:
    """Arithmetic, not a forecast; others' published scores stand in a part of the table of their own."""
    with desk.visit("diem-mat/") as visit:
        page = visit.page
        section = page.locator("#phep-tinh + .khoi")
        sentence = section.locator("p").first
        assert "không phải dự báo" in sentence.inner_text()
        shown = {one.get_attribute("data-tong"): numbers(one.inner_text())[0] for one in sentence.locator("data").all()}
        table = section.locator("table").first.locator("tbody tr")
        running = [numbers(cell) for cell in table.locator("[data-nhan='Cộng dồn']").all_inner_texts()]
        assert running[1:3] == [[shown["neu-dat-phan-dau"]], [shown["neu-lay-lai-het"]]]
        assert column(table, "Điểm")[1] == shown["diem-phan-dau"]
        own, others = section.locator("table").nth(1).locator("tbody").all()
        assert own.locator("circle.vong").count() == 3
        assert others.locator("circle.vong").count() == 0
        places = others.locator("circle").evaluate_all("all => all.map(one => one.getBoundingClientRect().x)")
        assert places == sorted(places, reverse=True)
        assert column(others, "Điểm") == sorted(column(others, "Điểm"), reverse=True)


def test_criteria_stand_by_the_points_they_missed(desk: Reader) -> None:
    """The largest gap first, in each framework; what has no task says so in words."""
    with desk.visit("diem-mat/") as visit:
        page = visit.page
        for id_ in ("par-index-2022", "sipas-2022"):
            rows = page.locator(f"#tung-tieu-chi-{id_} + .khoi table tbody tr")
            missed = column(rows, "Mất")
            assert len(missed) > 5
            assert missed == sorted(missed, reverse=True)
        bare = page.locator("article tr.chua-co")
        assert bare.count() > 0
        assert all("chưa có" in row.inner_text() for row in bare.all())


def test_gaps_are_narrowed_sorted_and_taken_along(desk: Reader) -> None:
    """One index at a time: what has no task, by the share missed; each row of the file leads to its criterion."""
    with desk.visit("diem-mat/?nhiem-vu=chua") as visit:
        page = visit.page
        rows = page.locator("#bang-par-index-2022 tbody tr")
        shown = [row for row in rows.all() if row.is_visible()]
        assert 0 < len(shown) < rows.count()
        assert all("chưa có" in row.inner_text() for row in shown)
        output = page.locator("#loc-bang-par-index-2022 output")
        assert output.inner_text() == f"Đang hiện {len(shown)}/{rows.count()} tiêu chí"
        whole = page.locator("article .luoi .canh-bao").count()
        assert len(shown) == whole
        page.locator("#bang-par-index-2022 th button", has_text="Tỷ lệ mất").click()
        shares = [
            numbers(cell.inner_text())[0]
            for cell in page.locator("#bang-par-index-2022 .cot-ty-le").all()
            if cell.is_visible()
        ]
        assert shares == sorted(shares)
        with page.expect_download() as file:
            page.locator("[data-tai]").click()
        lines = file.value.path().read_text("utf-8-sig").splitlines()
        assert len(lines) == 1 + len(shown)
        assert '"Địa chỉ"' in lines[0]
        assert all("/tieu-chi/par-index-2022/" in line for line in lines[1:])
        assert visit.problems == []


@pytest.mark.threat("L06")
@pytest.mark.parametrize("url", ["", "diem-mat/", "tien-do/2023/"])
def test_parts_of_a_picture_differ_in_pattern_and_stay_visible_in_both_schemes_and_on_paper(
    url: str, desk: Reader
) -> None:
    """Beside the colour every part but the first has a hatching that exists on the page."""
    with desk.visit(url) as visit:
        page = visit.page
        hatchings = page.locator("article svg.hinh").first.evaluate(
            """svg => [...svg.querySelectorAll("rect[fill]")].map(one => one.getAttribute("fill"))"""
        )
        assert hatchings
        assert len(set(hatchings)) == len(hatchings)
        for fill in hatchings:
            assert page.locator(fill.removeprefix("url(").removesuffix(")")).count() == 1
        for scheme in ("default", "slate"):
            page.evaluate("scheme => { document.body.dataset.mdColorScheme = scheme }", scheme)
            fills = page.locator("article svg.hinh rect[class^='doan-']").evaluate_all(
                "all => all.map(one => getComputedStyle(one).fill)"
            )
            assert fills
            assert not {"none", "rgb(0, 0, 0)"} & set(fills)
        page.emulate_media(media="print")
        assert page.locator("article svg.hinh").first.is_visible()
