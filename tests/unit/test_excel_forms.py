"""The workbook that an agency is handed: what it may change, what it may choose, what is told at once."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cchc.excel.content import TooLongError, progress_form, submission_form
from cchc.excel.form import form_bytes
from cchc.excel.layout import MOST_SLOTS
from cchc.excel.names import Names
from cchc.excel.offered import offered
from cchc.excel.sheets import submission_layout
from cchc.schema.fields import LINE_LENGTH, PROSE_LENGTH
from filled import cell, line
from unit.trees import AS_OF, CYCLE, STP_SUBMISSION, cycle_of, dataset_of, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

REPORT = "ke-hoach/2023/bao-cao/so-noi-vu.yml"


@pytest.fixture
def book(base_tree: Path) -> Workbook:
    """Make the workbook of a report that stands."""
    dataset = dataset_of(base_tree)
    form = submission_form(dataset, cycle_of(base_tree), dataset.agencies["so-noi-vu"], [])
    return openpyxl.load_workbook(io.BytesIO(form_bytes(form, AS_OF)))


def rule_of(sheet: Worksheet, place: str) -> tuple[str | None, str | None]:
    """Give the kind of a cell's validation and what it is held against."""
    found = next(one for one in sheet.data_validations.dataValidation if place in one.cells)
    return found.type, found.formula1


def test_only_what_is_known_is_locked_and_without_a_password(book: Workbook) -> None:
    """Criteria and their points are grey and locked; whatever is to be written is open, and stays as it is typed."""
    analysis, tasks = book["Phân tích"], book["Nhiệm vụ"]
    for title in ("Tiêu chí", "Điểm tối đa", "Điểm đạt", "Điểm mất"):
        assert cell(analysis, title, 1).protection.locked
    for sheet, title in ((analysis, "Tồn tại"), (analysis, "Nguyên nhân 3"), (tasks, "Thời hạn hoàn thành")):
        assert not cell(sheet, title, 1).protection.locked
        assert cell(sheet, title, 1).number_format == "@"
    assert [cell(analysis, title, 1).value for title in ("Điểm tối đa", "Điểm đạt", "Điểm mất")] == [2, 1.25, 0.75]
    assert {sheet.protection.sheet for sheet in book if sheet.title != "_cchc"} == {True}
    assert {sheet.protection.password for sheet in book} == {None}
    assert book["_cchc"].sheet_state == "veryHidden"


def test_lists_and_limits_are_those_of_the_models(book: Workbook) -> None:
    """A name is chosen; a text is as long as the model lets it be; the head explains in the model's words."""
    tasks = book["Nhiệm vụ"]
    lead, content, name = (cell(tasks, title, 1).coordinate for title in ("Cơ quan chủ trì", "Nội dung", "Tên chỉ số"))
    kind, source = rule_of(tasks, lead)
    assert kind == "list"
    assert source is not None
    first, last = source.replace("$", "").partition("!")[2].split(":")
    offered = [row[0].value for row in book["Danh mục"][first:last]]
    assert offered[0] == "Sở Nội vụ"
    assert rule_of(tasks, content) == ("textLength", str(PROSE_LENGTH))
    assert rule_of(tasks, name) == ("textLength", str(LINE_LENGTH))
    comment = cell(tasks, "Sản phẩm, kết quả", 0).comment
    assert comment is not None
    assert comment.text == "Sản phẩm, kết quả đếm được, ví dụ: 07 bảng theo dõi tháng."


def test_figures_that_are_not_official_are_said_to_be_so(book: Workbook, base_tree: Path) -> None:
    """Above the table in which they stand; a report's own nature stands in its own line."""
    assert str(book["Phân tích"]["A2"].value).endswith(" Số liệu, nội dung điền sẵn là minh họa.")
    assert line(book["Báo cáo"], "Tính chất số liệu").value == "Minh họa"
    form = progress_form(cycle_of(base_tree), dataset_of(base_tree).agencies["so-noi-vu"], AS_OF)
    assert form.sheets[1].note == "Số liệu, nội dung điền sẵn là minh họa."


def test_new_tasks_are_numbered_on_from_those_that_stand(book: Workbook) -> None:
    """Four tasks stand; the rows below begin with the fifth code, and no code is offered twice."""
    codes = [
        str(row[1].value)
        for title in ("Nhiệm vụ", "Duy trì")
        for row in book[title].iter_rows(min_row=4)
        if row[1].value
    ]
    assert codes[:4] == ["SNV-01", "SNV-02", "SNV-03", "SNV-05"]
    assert len(codes) == len(set(codes))
    assert line(book["Báo cáo"], "Số, ký hiệu của báo cáo").value == "MH-20/BC-SNV"


@pytest.mark.threat("X01")
def test_a_text_that_looks_like_a_formula_stays_a_text(base_tree: Path) -> None:
    """No sheet of a form holds a formula, whatever an agency wrote."""
    edit(base_tree, REPORT, "Còn 03 nhiệm vụ", "=HYPERLINK(A1) Còn 03 nhiệm vụ")
    dataset = dataset_of(base_tree)
    form = submission_form(dataset, cycle_of(base_tree), dataset.agencies["so-noi-vu"], [])
    sheet = openpyxl.load_workbook(io.BytesIO(form_bytes(form, AS_OF)))["Phân tích"]
    assert str(cell(sheet, "Tồn tại", 1).value).startswith("=HYPERLINK")
    assert cell(sheet, "Tồn tại", 1).data_type == "s"


def test_a_progress_form_shows_what_was_reported_last(base_tree: Path) -> None:
    """Every task that stands, with the words of its last update; the percentage is a whole number."""
    dataset = dataset_of(base_tree)
    form = progress_form(cycle_of(base_tree), dataset.agencies["so-noi-vu"], AS_OF)
    sheet = openpyxl.load_workbook(io.BytesIO(form_bytes(form, AS_OF)))["Tiến độ"]
    assert [cell(sheet, "Mã nhiệm vụ", row).value for row in range(1, 5)] == ["SNV-01", "SNV-02", "SNV-03", "SNV-04"]
    assert cell(sheet, "Lần báo trước", 1).value == "05/10/2023: hoàn thành, 100%"
    assert rule_of(sheet, "F4") == ("whole", "0")


def test_a_list_that_has_no_room_is_told(base_tree: Path) -> None:
    """Nothing is cut in silence."""
    results = "ket_qua_dat_duoc:\n" + "  - Đã xong.\n" * (MOST_SLOTS + 1)
    edit(base_tree, REPORT, "phan_tich:\n", f"{results}phan_tich:\n")
    dataset = dataset_of(base_tree)
    with pytest.raises(TooLongError, match=f"có danh sách dài hơn {MOST_SLOTS} mục"):
        submission_form(dataset, cycle_of(base_tree), dataset.agencies["so-noi-vu"], [])


def test_titles_on_a_sheet_are_all_different(base_tree: Path) -> None:
    """A column is found again by its title, wherever it was moved."""
    dataset = dataset_of(base_tree)
    for sheet in submission_layout(dataset, cycle_of(base_tree), dataset.agencies["so-noi-vu"]).sheets:
        titles = [one.title for one in sheet.columns]
        assert len(titles) == len(set(titles)), sheet.title


def test_a_name_that_two_share_is_shown_with_its_code_and_not_understood_alone() -> None:
    """Which of two was meant is never guessed; case and spacing do not matter, tones do."""
    names = Names({"so-a": ("Sở Mẫu", "SM"), "so-b": ("Sở mẫu", "SM2"), "so-c": ("Sở Y tế",)}, "Cơ quan")
    assert names.offered == ("Sở Mẫu (so-a)", "Sở mẫu (so-b)", "Sở Y tế")
    assert [names.id_of(text) for text in ("sở mẫu", "sm2", "SỞ  Y TẾ", "so-c", "So Y te")] == [
        None,
        "so-b",
        "so-c",
        "so-c",
        None,
    ]
    assert names.hint("So Y te") == "có phải “Sở Y tế”?"


def _names(tree: Path) -> list[tuple[str, str]]:
    """Name the forms that a tree's site offers: what for, and for whom."""
    return [(form.kind, form.agency.id) for form in offered(dataset_of(tree), report_of(tree))]


def test_the_site_offers_reports_before_the_issue_and_updates_after_it(base_tree: Path) -> None:
    """Agencies need no tool to get a form; one that has not reported has no tasks to update."""
    assert _names(base_tree) == [("tien-do", "so-noi-vu"), ("tien-do", "so-tu-phap")]
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: lay-bao-cao")
    assert _names(base_tree) == [("bao-cao", "so-noi-vu"), ("bao-cao", "so-tu-phap")]
    (base_tree / "data" / STP_SUBMISSION).unlink()
    assert _names(base_tree) == [("bao-cao", "so-noi-vu"), ("bao-cao", "so-tu-phap")]


def test_a_closed_plan_offers_no_forms(base_tree: Path) -> None:
    """Nothing more is reported to it."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: da-ket-thuc\nket_thuc: 2023-12-31")
    assert _names(base_tree) == []
