"""The tables that readers narrow, sort, share and take with them; and what is left of them without scripts."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from payloads import MARKER

from .conftest import reader

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page, Route

    from payloads import Built

    from .conftest import Reader, Served

PLAN, PROGRESS = "ke-hoach/2023/", "tien-do/2023/"
TASKS = "#nhiem-vu tr[data-nv]"
# What a spreadsheet takes for a formula, at the start of a cell or of what another separator makes a cell.
FORMULA = re.compile(r"(?:^|[;,|\t\r\n])[\s\"']*[=+\-@＝＋－＠]")
SAFE = re.compile(r"(?:^|[;,|\t\r\n])'[\s\"']*[=+\-@＝＋－＠]")
NUMBER = re.compile(r"-?\d+(?:,\d+)?")


@pytest.fixture(scope="module")
def desk(browser: Browser, site: Served) -> Iterator[Reader]:
    """Look at the site on a desk, scripts on."""
    with reader(browser, site) as someone:
        yield someone


def shown(page: Page, rows: str = TASKS) -> list[str]:
    """Give the codes of the rows that are shown, from top to bottom."""
    found: list[str] = page.locator(f"{rows}:not([hidden])").evaluate_all("all => all.map(one => one.dataset.nv)")
    return found


def count(page: Page) -> str:
    """Give the sentence that counts rows."""
    return page.locator("form.loc output").inner_text()


def table(page: Page, button: str = "[data-tai]") -> list[dict[str, str]]:
    """Press the button that downloads the rows shown, and read the file as a program would."""
    with page.expect_download() as caught:
        page.locator(button).click()
    raw = Path(caught.value.path()).read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\n") >= raw.count(b"\r\n") > 0
    return list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


# --- narrowing ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def told(browser: Browser, site: Served) -> Iterator[Page]:
    """Open the plan with words of the tests' own in its first row."""
    code, words = "SNV-01", "Hòa giải tranh chấp đất đai (thí điểm)"

    def tell(route: Route) -> None:
        answer = route.fetch()
        start = answer.text().index(f'data-nv="{code}"')
        cell = re.compile(r'(data-nhan="Sản phẩm">)[^<]*')
        route.fulfill(response=answer, body=answer.text()[:start] + cell.sub(rf"\1{words}", answer.text()[start:], 1))

    with reader(browser, site) as someone:
        someone.context.route(f"**/{PLAN}", tell)
        with someone.visit(PLAN) as visit:
            assert words in str(visit.page.locator(f"tr[data-nv='{code}']").text_content())
            yield visit.page


@pytest.mark.parametrize(
    "typed",
    [
        "hoa giai tranh chap dat dai",
        "Hòa giải tranh chấp đất đai",
        "hoà  giải",  # the tone on the other letter, two spaces
        "HÒA GIẢI TRANH",
        "tranh châp đat",  # the circumflex first, the tones to come
        "(thi diem)",
        "thí điểm",
        "snv-01",
    ],
)
def test_text_is_found_with_its_marks_or_without(typed: str, told: Page) -> None:
    """However it is typed, and at every letter on the way, the row that holds the phrase stays; others go."""
    box = told.get_by_label("Tìm chữ")
    for end in range(1, len(typed) + 1):
        box.fill(typed[:end])
        assert "SNV-01" in shown(told), typed[:end]
    assert len(shown(told)) < 80
    box.fill("")


@pytest.mark.parametrize("typed", ["hoá giải", "đạt đai", "oa giai", "giai dat", "thi diem))", "SNV-011"])
def test_text_that_is_not_there_is_not_found(typed: str, told: Page) -> None:
    """Another mark, the middle of a syllable, words that do not follow each other: not this row."""
    told.get_by_label("Tìm chữ").fill(typed)
    assert "SNV-01" not in shown(told)
    told.get_by_label("Tìm chữ").fill("")


@pytest.mark.parametrize(
    ("name", "label"),
    [("co-quan", "Cơ quan"), ("linh-vuc", "Lĩnh vực"), ("trang-thai", "Trạng thái"), ("han", "Thời hạn")],
)
def test_each_choice_shows_the_rows_that_answer_to_it(name: str, label: str, desk: Reader) -> None:
    """All options of a list have rows; the headings that stay are those with rows below them; the count says so."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        everything = len(shown(page))
        control = page.get_by_label(label, exact=name != "co-quan")
        options = control.locator("option").evaluate_all("all => all.map(one => one.value).filter(Boolean)")
        assert options
        for option in options:
            control.select_option(option)
            wanted = f"#nhiem-vu tbody tr[data-loc-{name}~='{option}']"
            rows = page.locator("#nhiem-vu tbody tr:not([hidden]):not([data-cap])")
            assert rows.count() == page.locator(wanted).count() > 0
            assert page.locator(f"{wanted}[hidden]").count() == 0
            assert count(page).startswith(f"Đang hiện {page.locator(f'{wanted}:not([data-la])').count()}/")
            bare = page.locator(
                "#nhiem-vu tbody:has(tr[data-cap='3']:not([hidden])):not(:has(tr:not([data-cap], [hidden])))"
            )
            assert bare.count() == 0
        page.get_by_role("button", name="Xóa bộ lọc").first.click()
        assert len(shown(page)) == everything
        assert visit.problems == []


def test_what_has_no_task_can_be_asked_for(desk: Reader) -> None:
    """The gaps that nobody answers are a choice like any status, and counted in words."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        page.get_by_label("Trạng thái").select_option(label="Chưa có nhiệm vụ")
        rows = page.locator("#nhiem-vu tr.chua-co:not([hidden])")
        assert rows.count() > 0
        assert shown(page) == []
        assert re.fullmatch(rf"Đang hiện 0/\d+ nhiệm vụ; {rows.count()} tiêu chí chưa có nhiệm vụ", count(page))


def test_choices_add_up_and_nothing_found_shows_the_way_out(desk: Reader) -> None:
    """Two choices narrow more than one; an empty result says so and its button brings everything back."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        everything = shown(page)
        page.get_by_label("Trạng thái").select_option(label="Chưa hoàn thành, quá hạn")
        late = shown(page)
        page.get_by_label("Tìm chữ").fill("khong co chu nay o dau ca")
        assert 0 < len(late) < len(everything)
        assert shown(page) == []
        message = page.locator("[data-loc-trong]")
        assert message.is_visible()
        assert not page.locator("#nhiem-vu").is_visible()
        message.get_by_role("button").click()
        assert shown(page) == everything
        assert not message.is_visible()
        assert page.evaluate("document.activeElement.name") == "tim"
        assert "?" not in page.url


# --- sorting --------------------------------------------------------------------------------------------------


def test_a_header_sorts_up_down_and_back_and_says_so(desk: Reader) -> None:
    """By keyboard: ascending, descending, the plan's own order with its headings; the column and a message tell."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        before = shown(page)
        dates = "#nhiem-vu tr[data-nv] td[data-nhan='Thời hạn']"
        column = page.locator("#nhiem-vu th[data-khoa='thoi-han']")
        said = page.locator("article p[role=status].chi-doc")
        column.get_by_role("button").focus()
        expected = sorted(page.locator(dates).evaluate_all("all => all.map(one => one.dataset.gia)"))
        for direction, order, words in (
            ("ascending", expected, "Xếp theo: Thời hạn, tăng dần"),
            ("descending", expected[::-1], "Xếp theo: Thời hạn, giảm dần"),
        ):
            page.keyboard.press("Enter")
            assert column.get_attribute("aria-sort") == direction
            assert page.locator(dates).evaluate_all("all => all.map(one => one.dataset.gia)") == order
            assert said.inner_text() == words
            assert page.locator("#nhiem-vu tr[data-cap]:not([hidden])").count() == 0
        page.keyboard.press("Enter")
        assert column.get_attribute("aria-sort") is None
        assert said.inner_text() == "Xếp theo: Thứ tự của bảng"
        assert shown(page) == before
        assert page.locator("#nhiem-vu tr[data-cap][hidden]").count() == 0
        assert visit.problems == []


def test_numbers_sort_as_numbers_and_names_as_vietnamese(desk: Reader) -> None:
    """0,2 stands before 0,15 when the largest comes first; Đ is a letter after D; what has no value stands last."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        page.locator("th[data-khoa=mat] button").click()
        page.locator("th[data-khoa=mat] button").click()
        cells = page.locator("#nhiem-vu tbody tr:not([data-cap]) td[data-nhan='Điểm mất']").all_text_contents()
        values = [float(one.replace(",", ".")) for one in cells if one != "–"]
        assert len(set(values)) > 3
        assert values == sorted(values, reverse=True)
        assert all(one == "–" for one in cells[len(values) :])
    with desk.visit(PROGRESS) as visit:
        page = visit.page
        page.locator("#co-quan-chu-tri th[data-khoa=co-quan] button").click()
        names = page.locator("#co-quan-chu-tri tbody th").all_inner_texts()
        assert names == page.evaluate("names => [...names].sort(new Intl.Collator('vi').compare)", names)
        assert page.url.endswith("?xep-co-quan-chu-tri=co-quan")


def test_each_table_of_an_agency_is_sorted_for_itself(desk: Reader) -> None:
    """By criterion's gap and by deadline; what is a single row offers no order."""
    with desk.visit("co-quan/so-noi-vu/") as visit:
        page = visit.page
        led = "#bang-nhiem-vu-2023 tr[data-nv]"
        before = shown(page, led)
        gaps = page.locator("#bang-mat-2023-par-index-2022")
        for _ in ("ascending", "descending"):
            gaps.locator("th[data-khoa=mat] button").click()
        cells = gaps.locator("td[data-nhan='Mất']").all_text_contents()
        values = [float(one.replace(",", ".")) for one in cells]
        assert values == sorted(values, reverse=True)
        assert shown(page, led) == before
        page.locator("#bang-nhiem-vu-2023 th[data-khoa=thoi-han] button").click()
        deadlines = page.locator(f"{led} td[data-nhan='Thời hạn']")
        last_days = deadlines.evaluate_all("all => all.map(one => one.dataset.gia)")
        known = [day for day in last_days if day]
        assert last_days[: len(known)] == sorted(known)
        assert len(set(known)) > 3
        assert page.locator("#bang-de-xuat-2023 tr[data-nv]").count() == 1
        assert page.locator("#bang-de-xuat-2023 button").count() == 0
        assert visit.problems == []


# --- the address ------------------------------------------------------------------------------------------------


def test_the_address_carries_filter_and_order_and_the_back_button_takes_them_back(desk: Reader) -> None:
    """What one reader sees another sees who opens the address; unknown values in it do no harm."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        steps = [(page.url, shown(page))]
        page.get_by_label("Trạng thái").select_option(label="Chưa hoàn thành, quá hạn")
        steps.append((page.url, shown(page)))
        page.locator("th[data-khoa=ma] button").click()
        page.locator("th[data-khoa=ma] button").click()
        page.get_by_label("Tìm chữ").fill("hồ sơ")
        page.wait_for_url(re.compile("tim="))
        assert "trang-thai=chua-hoan-thanh-qua-han" in page.url
        assert "xep-nhiem-vu=-ma" in page.url
        last = (page.url, shown(page))
        assert 0 < len(last[1]) < len(steps[1][1])
        with desk.visit(page.url.removeprefix(f"{desk.origin}/")) as other:
            assert shown(other.page) == last[1]
            assert other.page.get_by_label("Tìm chữ").input_value() == "hồ sơ"
            assert other.page.locator("form.loc").evaluate("one => one.getBoundingClientRect().top < innerHeight")
        page.go_back()
        page.go_back()
        assert (page.url, shown(page)) == steps[1]
        page.go_back()
        assert (page.url, shown(page)) == steps[0]
        page.go_forward()
        assert (page.url, shown(page)) == steps[1]
    with desk.visit(f"{PLAN}?trang-thai=khong-co&xep-nhiem-vu=khong-co&la=1") as visit:
        assert shown(visit.page) == steps[0][1]
        assert visit.problems == []


def test_a_link_to_a_hidden_heading_brings_the_whole_table_back(desk: Reader) -> None:
    """An anchor is permanent: whatever was filtered, it leads to its place."""
    with desk.visit(f"{PLAN}?tim=khong+co+dau") as visit:
        page = visit.page
        page.evaluate("location.hash = 'nhom-3'")
        page.locator("#nhom-3").wait_for()
        assert page.locator("#nhom-3").is_visible()
        assert page.url.endswith(f"{PLAN}#nhom-3")
        assert page.get_by_label("Tìm chữ").input_value() == ""


# --- the file ---------------------------------------------------------------------------------------------------


@pytest.mark.threat("X04")
@pytest.mark.threat("X05")
def test_the_file_holds_the_rows_shown_in_their_order(desk: Reader) -> None:
    """UTF-8 with its mark, RFC 4180; nature, day and address of each row; causes of its criterion; dates in ISO."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        page.get_by_label("Trạng thái").select_option(label="Chưa hoàn thành, quá hạn")
        page.locator("th[data-khoa=thoi-han] button").click()
        rows = table(page)
        assert [row["Mã"] for row in rows] == shown(page)
        for row in rows:
            line = page.locator(f"tr[data-nv='{row['Mã']}']")
            assert (
                row["Nhiệm vụ, giải pháp"].split() == str(line.locator("[data-nhan='Nhiệm vụ']").text_content()).split()
            )
            assert row["Địa chỉ"] == f"{desk.origin}/nhiem-vu/2023/{row['Mã']}/"
            assert re.fullmatch(r"\d{4}-\d\d-\d\d", row["Tính đến ngày"])
            assert row["Tính chất"] == "minh họa"
            assert row["Nhóm"]
            assert row["Tên tiêu chí"]
        assert any("Chủ quan:" in row["Nguyên nhân"] for row in rows)
        assert visit.problems == []
    with desk.visit(PROGRESS) as visit:
        latest = [row["Báo cáo gần nhất"] for row in table(visit.page)]
        assert any(re.match(r"\d{4}-\d\d-\d\d, \d+ %", one) for one in latest)


@pytest.mark.threat("X01")
def test_no_cell_of_the_file_is_a_formula(desk: Reader) -> None:
    """Ten beginnings, with spaces and quotes before them and behind separators inside the cell, stay text."""
    hostile = ["=1+1", "+1", "-1+1", "@SUM(A1)", " =1", '"=1', "a;=1", "a,+1", "a\n-1+cmd", "＝1", "a|@b"]
    with desk.visit(PLAN) as visit:
        page = visit.page
        codes = shown(page)[: len(hostile)]
        for code, text in zip(codes, hostile, strict=True):
            page.locator(f"tr[data-nv='{code}'] [data-nhan='Sản phẩm']").evaluate(
                """(cell, text) => cell.replaceChildren(...text.split("\\n").flatMap((line, place) =>
                     place ? [document.createElement("br"), line] : [line]))""",
                text,
            )
        cells = {row["Mã"]: row for row in table(page)}
        for code, text in zip(codes, hostile, strict=True):
            cell = cells[code]["Sản phẩm, kết quả"]
            assert cell.replace("'", "") == text.strip().replace("'", "")
            assert SAFE.search(cell)
        everything = [cell for row in cells.values() for cell in row.values() if not NUMBER.fullmatch(cell)]
        assert [cell for cell in everything if FORMULA.search(SAFE.sub("", cell))] == []


@pytest.mark.threat("H01")
@pytest.mark.threat("X01")
def test_hostile_text_stays_text_in_filters_and_files(browser: Browser, hostile: Built, hostile_site: Served) -> None:
    """Filtering, sorting and downloading data full of markup runs nothing and loses nothing."""
    with reader(browser, hostile_site, obeys_csp=False) as someone, someone.visit(PLAN) as visit:
        page = visit.page
        for typed in ("<script>", "autofocus onfocus", "\\", "[(*+?", "{{", "k0"):
            page.get_by_label("Tìm chữ").fill(typed)
        page.get_by_label("Tìm chữ").fill("")
        for button in page.locator("#nhiem-vu th button").all():
            button.click()
        rows = table(page)
        assert len(rows) == page.locator("#nhiem-vu tbody tr:not([data-cap])").count()
        told = " ".join(cell for row in rows for cell in row.values())
        plain = re.sub(r"[\s']", "", told)
        markers = set(
            MARKER.findall(page.locator("#nhiem-vu tr[data-nv] [data-nhan='Nhiệm vụ']").first.text_content() or "")
        )
        assert markers
        for marker in markers:
            assert re.sub(r"[\s']", "", hostile.texts[marker]) in plain
        assert page.evaluate("typeof window.__pwn") == "undefined"
        assert page.locator("article :is(script, img, iframe, [onfocus], [onload], [onerror])").count() == 0
        assert visit.problems == []


# --- for everyone -------------------------------------------------------------------------------------------------


@pytest.mark.threat("L06")
def test_without_scripts_there_is_the_whole_table_and_no_dead_control(browser: Browser, site: Served) -> None:
    """Nothing to press that does nothing; every row and heading is there."""
    with reader(browser, site, has_scripts=False) as someone:
        for url, rows in ((PLAN, "#nhiem-vu"), (PROGRESS, "#tien-do")):
            with someone.visit(url) as visit:
                page = visit.page
                assert page.locator("article :is(form, button, input, select):visible").count() == 0
                assert page.locator(f"{rows} tr[data-nv]:visible").count() > 100
                assert page.locator(f"{rows} tr[hidden], .xep-the").count() == 0


@pytest.mark.threat("L06")
def test_on_a_telephone_cards_are_sorted_from_a_list(browser: Browser, site: Served) -> None:
    """Cards have no header to press: a list offers the same orders, and the keyboard passes hidden buttons by."""
    with reader(browser, site, width=320) as someone, someone.visit(PLAN) as visit:
        page = visit.page
        before = shown(page)
        buttons = page.locator("#nhiem-vu thead button")
        assert buttons.count() > 0  # read aloud as the names of columns
        assert buttons.evaluate_all("found => found.filter(one => one.tabIndex >= 0).length") == 0
        page.get_by_label("Xếp theo").select_option(label="Thời hạn, giảm dần")
        assert shown(page) != before
        assert sorted(shown(page)) == sorted(before)
        assert "xep-nhiem-vu=-thoi-han" in page.url
        page.get_by_label("Tìm chữ").focus()
        for _ in range(12):
            page.keyboard.press("Tab")
            assert page.evaluate("document.activeElement.closest('thead')") is None
        assert page.evaluate("document.scrollingElement.scrollWidth") <= 320
        sizes = page.locator("form.loc :is(input, select, button)").evaluate_all(
            "all => all.map(one => Math.min(one.offsetHeight, one.offsetWidth))"
        )
        assert min(sizes) >= 24
        assert visit.problems == []


@pytest.mark.threat("L06")
def test_the_header_stays_in_sight_and_paper_repeats_it(desk: Reader) -> None:
    """The table scrolls in its frame under its header; on paper the frame is gone and the header heads each page."""
    with desk.visit(PLAN) as visit:
        page = visit.page
        frame, header = page.locator(".bang:has(#nhiem-vu)"), page.locator("#nhiem-vu thead th").first
        frame.evaluate("one => { one.scrollTop = 3000; }")
        top, head = frame.bounding_box(), header.bounding_box()
        assert top is not None
        assert head is not None
        assert abs(top["y"] - head["y"]) <= 2
        page.emulate_media(media="print")
        assert frame.evaluate("one => [getComputedStyle(one).overflowY, getComputedStyle(one).maxHeight]") == [
            "visible",
            "none",
        ]
        assert page.locator("#nhiem-vu thead").evaluate("one => getComputedStyle(one).display") == "table-header-group"
        assert page.locator("form.loc").first.is_visible() is False
