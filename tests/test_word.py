"""`cchc export docx`: what the Word file says is what was computed, in styles alone, the same bytes everywhere."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm

from cchc.basics.decimals import format_decimal
from cchc.cli import main
from cchc.export.document.form import LANGUAGE, Style
from cchc.figures.report import report_on
from cchc.reading.load import load
from conftest import ROOT
from payloads import GROUPS, Slot, fill, run
from test_new import start_collecting
from unit.trees import ADJUSTMENTS, AS_OF, CYCLE, RESULTS, SNV_SUBMISSION, edit

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.oxml.table import CT_Tbl
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.shared import Length

    from cchc.figures.report import CycleReport
    from conftest import Outcome

OUT = "build/ke-hoach-2023.docx"
TEXTS = {  # the free text that an agency, or the plan's own file, gives to a document
    "bao-cao:ket_qua_dat_duoc",
    "bao-cao:phan_tich.nguyen_nhan.noi_dung",
    "bao-cao:phan_tich.nhiem_vu.chi_so_ket_qua.ten",
    "bao-cao:phan_tich.nhiem_vu.noi_dung",
    "bao-cao:phan_tich.nhiem_vu.san_pham",
    "bao-cao:phan_tich.ton_tai",
    "bao-cao:van_ban.so",
    "bao-cao:van_ban.trich_yeu",
    "bao-cao:y_kien_khac",
    "bo-chi-so:linh_vuc.ten",
    "bo-chi-so:linh_vuc.tieu_chi.thanh_phan.ten",
    "bo-chi-so:ten",
    "dieu-chinh:dieu_chinh.ly_do",
    "dieu-chinh:dieu_chinh.van_ban.so",
    "ke-hoach:ban_hanh.so",
    "ke-hoach:ban_hanh.trich_yeu",
    "ke-hoach:can_cu",
    "ke-hoach:muc_dich",
    "ke-hoach:noi_nhan",
    "ke-hoach:ten",
    "ke-hoach:to_chuc_thuc_hien",
    "ke-hoach:van_ban_giao.so",
    "ke-hoach:van_ban_giao.trich_yeu",
    "ke-hoach:yeu_cau",
}


@pytest.fixture
def export(cchc: Callable[..., Outcome], tmp_path: Path) -> Callable[..., Document]:
    """Export from the current tree, and read the result back as Word would."""

    def made(*arguments: str) -> Document:
        place = tmp_path / "doc.docx"
        done = cchc("export", "docx", "--out", str(place), *arguments)
        assert done.code == 0, done
        return docx.Document(str(place))

    return made


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> tuple[Document, CycleReport]:
    """Export the repository's own plan."""
    place = tmp_path_factory.mktemp("word") / "plan.docx"
    assert main(["export", "docx", "--data", str(ROOT / "data"), "--out", str(place)]) == 0
    dataset, _ = load(ROOT / "data")
    return docx.Document(str(place)), report_on(dataset, dataset.cycles[2023], AS_OF)


def text_of(element: BaseOxmlElement) -> str:
    """Read every letter below an element; paragraphs and line breaks end lines."""
    ends = {qn("w:br"), qn("w:p")}
    return "".join(
        (one.text or "") if one.tag == qn("w:t") else "\n" for one in element.iter() if one.tag in {*ends, qn("w:t")}
    )


def whole(document: Document) -> str:
    """Read a document's body."""
    return text_of(document.element.body)


def headings(document: Document, level: int) -> list[str]:
    """List the headings of a level."""
    return [one.text for one in document.paragraphs if one.style and one.style.name == f"Heading {level}"]


def tables(document: Document, style: Style) -> list[CT_Tbl]:
    """List the tables of a style: those that hold data, or those that only place text."""
    id_ = document.styles[style].style_id
    return [one for one in document.element.body.iter(qn("w:tbl")) if one.tblStyle_val == id_]


def rows(table: CT_Tbl) -> list[list[str]]:
    """Read a table row by row; python-docx's own cells are slow to come by."""
    return [[text_of(cell).strip("\n") for cell in row.tc_lst] for row in table.tr_lst]


def in_mm(length: Length | None) -> int:
    """Give a length that must be stated."""
    assert length is not None
    return round(length / Mm(1))


def of_columns(document: Document, *titles: str) -> list[list[str]]:
    """Give some columns of every table that has them all, row by row, heads left out."""
    found = []
    for head, *body in map(rows, tables(document, Style.TABLE)):
        if set(titles) <= set(head):
            found += [[row[head.index(title)] for title in titles] for row in body]
    return found


@pytest.mark.threat("X04")
@pytest.mark.threat("S04")
def test_the_plan_holds_every_task_of_the_report_once(real: tuple[Document, CycleReport]) -> None:
    """Same tasks, same five things, in the order of the groups, numbered through."""
    document, report = real
    written = of_columns(document, "STT", "Mã", "Thời hạn")
    wanted = [task for group in report.groups for task in group.tasks if task.withdrawn_by is None]
    assert len(wanted) == len(report.states) == 148
    assert written == [[str(number), task.code, task.deadline.text] for number, task in enumerate(wanted, 1)]
    products = of_columns(document, "Nhiệm vụ, giải pháp", "Sản phẩm, kết quả")
    for task, (content, product) in zip(wanted, products, strict=True):
        assert content.startswith(task.content)
        assert product.startswith(task.deliverable)


@pytest.mark.threat("X04")
@pytest.mark.threat("S04")
def test_the_plan_states_the_gaps_of_the_report(real: tuple[Document, CycleReport]) -> None:
    """Every leaf below its maximum, and the sum that the pages show."""
    document, report = real
    gaps = of_columns(document, "STT", "Mã", "Mất", "Tồn tại, nguyên nhân")
    leaves = [leaf for one in report.evaluations for leaf in one.ledger.leaves]
    assert [row[1:3] for row in gaps if row[0]] == [
        [leaf.score.criterion.code, format_decimal(leaf.score.gap, 2)] for leaf in leaves
    ]
    assert report.main is not None
    total = format_decimal(report.main.ledger.gap, 2)
    assert [row[2] for row in gaps if not row[0]] == [total] == ["15,53"]
    told = "14,22 điểm đã có nhiệm vụ khắc phục, 1,31 điểm ở 3 tiêu chí chưa có nhiệm vụ."
    assert f"Mất {total} điểm ở 71 tiêu chí: {told}" in whole(document)
    assert "9 tiêu chí chưa đạt tối đa, đều đã có nhiệm vụ khắc phục." in whole(document)


def test_the_parts_stand_in_the_order_of_real_plans(real: tuple[Document, CycleReport]) -> None:
    """I to IV as headings that Word lists, then the annexes."""
    document, _ = real
    assert headings(document, 1) == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. KẾT QUẢ VÀ ĐIỂM MẤT",
        "III. NHIỆM VỤ, GIẢI PHÁP",
        "IV. TỔ CHỨC THỰC HIỆN",
    ]
    assert [one[:2] for one in headings(document, 2)] == ["1.", "2.", "3."] * 3
    annexes = [one.text for one in document.paragraphs if one.style and one.style.name == Style.ANNEX]
    assert annexes == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert "Số: MH-01/KH-UBND" in whole(document)
    assert "Đắk Lắk, ngày 12 tháng 6 năm 2023" in whole(document)


@pytest.mark.threat("L07")
def test_tables_tell_screen_readers_what_they_are(real: tuple[Document, CycleReport]) -> None:
    """One head row, marked and so repeated on every page; a title; widths that LibreOffice obeys."""
    document, _ = real
    shown = tables(document, Style.TABLE)
    assert len(shown) == 8
    for table in shown:
        head = [row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None for row in table.tr_lst]
        assert head == [True] + [False] * (len(head) - 1)
        caption = table.tblPr.find(qn("w:tblCaption"))
        assert caption is not None
        assert "(số liệu minh họa)" in caption.get(qn("w:val"), "")
        assert sum(in_mm(column.w) for column in table.tblGrid.gridCol_lst) in range(158, 250)


def test_pages_are_those_of_the_decree(real: tuple[Document, CycleReport]) -> None:
    """A4; margins within the decree's; the number centred on top, not on the first page; annexes landscape."""
    document, _ = real
    first, *annexes = document.sections
    assert len(annexes) == 3
    for section in document.sections:
        assert {in_mm(section.page_width), in_mm(section.page_height)} == {210, 297}
        assert 20 <= in_mm(section.top_margin) <= 25
        assert 20 <= in_mm(section.bottom_margin) <= 25
        assert 30 <= in_mm(section.left_margin) <= 35
        assert 15 <= in_mm(section.right_margin) <= 20
        assert section.different_first_page_header_footer
    assert in_mm(first.page_width) == 210
    assert {in_mm(one.page_width) for one in annexes} == {297}
    number = qn("w:fldSimple")
    assert [one.get(qn("w:instr")) for one in first.header.part.element.iter(number)] == [" PAGE "]
    assert list(first.first_page_header.part.element.iter(number)) == []


def test_every_word_is_vietnamese_in_a_style_and_nothing_is_set_by_hand(real: tuple[Document, CycleReport]) -> None:
    """Restyling in Word reaches every paragraph."""
    document, _ = real
    assert document.core_properties.language == LANGUAGE
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {LANGUAGE}
    for paragraph in document.element.body.iter(qn("w:pPr")):
        assert {child.tag for child in paragraph} <= {qn("w:pStyle"), qn("w:sectPr")}
    for run_ in document.element.body.iter(qn("w:rPr")):
        assert {child.tag for child in run_} == {qn("w:rStyle")}
    used = {one.get(qn("w:val")) for one in document.element.body.iter(qn("w:pStyle"))}
    assert used <= {style.style_id for style in document.styles}
    assert len(used) > 20


@pytest.mark.threat("X06")
def test_the_bytes_depend_on_nothing_but_the_data(tmp_path: Path) -> None:
    """Neither on the time zone, the locale, the order of sets nor the current directory."""
    made = []
    for number, zone in enumerate(("Asia/Ho_Chi_Minh", "America/Los_Angeles")):
        place, home = tmp_path / f"{number}.docx", tmp_path / zone[:4]
        home.mkdir()
        surroundings = os.environ | {"TZ": zone, "LC_ALL": ("C", "C.UTF-8")[number], "PYTHONHASHSEED": str(number + 1)}
        command = [sys.executable, "-m", "cchc", "export", "docx", "--data", str(ROOT / "data"), "--out", str(place)]
        subprocess.run(command, cwd=home, env=surroundings | {"PYTHONPATH": str(ROOT / "scripts")}, check=True)
        made.append(place.read_bytes())
    assert made[0] == made[1]


def test_before_it_is_issued_a_plan_is_a_draft_without_number_and_date(
    base_tree: Path, export: Callable[..., Document]
) -> None:
    """Room is left for what only the issuing office may write; the draft says so on every page."""
    start_collecting(base_tree)
    document = export()
    assert "Số:       /KH-UBND" in whole(document)
    assert "Mẫu, ngày      tháng      năm 2023" in whole(document)
    assert "(Kèm theo Kế hoạch số       /KH-UBND ngày      tháng      năm 2023 của Ủy ban nhân dân tỉnh Mẫu)" in whole(
        document
    )
    for header in (document.sections[0].header, document.sections[0].first_page_header):
        assert [
            one.get("string")
            for one in header.part.element.iter("{urn:schemas-microsoft-com:vml}textpath")
            if one.get("string")
        ] == ["DỰ THẢO"]
    assert "Chưa có báo cáo: Sở Nội vụ; Sở Tư pháp." in whole(document)
    assert "Chưa có nhiệm vụ cho phần điểm mất này." in whole(document)
    assert of_columns(document, "STT", "Thời hạn") == []


def test_an_issued_plan_is_no_draft_and_nobody_has_signed_it(base_tree: Path, export: Callable[..., Document]) -> None:
    """The signature is a blank line under the office that signs."""
    assert base_tree.is_dir()
    document = export()
    assert "textpath" not in document.sections[0].header.part.element.xml
    head, end = tables(document, Style.LAYOUT)
    assert "Số: MH-01/KH-UBND" in text_of(head)
    left, right = end.tr_lst[0].tc_lst
    assert text_of(left).startswith("\nNơi nhận:")
    assert text_of(right) == "\nKT. Chủ tịch\nPhó Chủ tịch\n"
    assert right.p_lst[-1].style == document.styles[Style.SIGNATURE].style_id


def test_invented_figures_are_marked_on_every_page_and_official_ones_are_not(
    base_tree: Path, export: Callable[..., Document]
) -> None:
    """The mark goes when the last invented figure goes."""
    marked = export().sections[0]
    for header in (marked.header, marked.first_page_header):
        assert header.paragraphs[-1].text == "SỐ LIỆU MINH HỌA – không phải văn bản, số liệu chính thức"
    for path in sorted((base_tree / "data").rglob("*.yml")):
        official = r"\1tinh_chat: chinh-thuc\n\1nguon:\n\1  - ten: Công báo"
        path.write_text(re.sub(r"(?m)^( *)tinh_chat: minh-hoa", official, path.read_text("utf-8")), "utf-8")
    document = export()
    assert len(document.sections[0].header.paragraphs) == 1
    assert "minh họa" not in whole(document)


def test_tasks_are_told_as_adjusted_and_each_decision_is_listed(
    base_tree: Path, export: Callable[..., Document]
) -> None:
    """The effective values stand in the list, the way to them in an annex; before any, there is no such annex."""
    document = export()
    deadlines = dict(of_columns(document, "Mã", "Thời hạn"))
    assert deadlines["SNV-02"] == "trước 15/12/2023"
    (change,) = of_columns(document, "Có hiệu lực", "Văn bản", "Nhiệm vụ", "Lý do", "Nội dung điều chỉnh")
    assert change[:4] == [
        "20/08/2023",
        "MH-05/TB-UBND ngày 18 tháng 8 năm 2023",
        "SNV-02",
        "Chờ kết quả rà soát địa bàn.",
    ]
    assert change[4].endswith("→ trước 15/12/2023")
    assert "Căn cứ thi hành là văn bản đã ban hành và các văn bản điều chỉnh." in whole(document)
    (base_tree / "data" / ADJUSTMENTS).unlink()
    assert "Phụ lục III" not in whole(export())


def test_a_withdrawn_task_is_in_no_list_and_its_withdrawal_is_told(
    base_tree: Path, export: Callable[..., Document]
) -> None:
    """It counts nowhere, as on the pages."""
    before = [code for code, _ in of_columns(export(), "Mã", "Thời hạn")]
    adjustment = "nhiem_vu: SNV-02\n    gia_tri_moi:\n      thoi_han: trước 15/12/2023"
    edit(base_tree, ADJUSTMENTS, adjustment, "nhiem_vu: SNV-02\n    loai: bai-bo")
    document = export()
    assert [code for code, _ in of_columns(document, "Mã", "Thời hạn")] == [code for code in before if code != "SNV-02"]
    ((told,),) = of_columns(document, "Nội dung điều chỉnh")
    assert told.startswith("Bãi bỏ nhiệm vụ: ")


def test_line_ends_of_agencies_are_kept(base_tree: Path, export: Callable[..., Document]) -> None:
    """A list that an agency typed stays a list."""
    path = base_tree / "data" / SNV_SUBMISSION
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"(?m)^( +)ton_tai: .+$", r"\1ton_tai: |-\n\1  Dòng một\n\1  Dòng hai", text, count=1), "utf-8"
    )
    assert "Dòng một\nDòng hai" in whole(export("--agency", "so-noi-vu"))


def test_results_without_points_say_so(base_tree: Path, export: Callable[..., Document]) -> None:
    """A total alone is told; the rest is not made up."""
    start_collecting(base_tree)
    path = base_tree / "data" / RESULTS
    path.write_text(path.read_text("utf-8").partition("\ndiem:")[0] + "\n", "utf-8")
    text = whole(export())
    assert "Chưa có số liệu của từng tiêu chí." in text


def test_no_heading_stands_above_nothing(base_tree: Path, export: Callable[..., Document]) -> None:
    """Where every agency has reported and none tells of achievements, that is said."""
    assert base_tree.is_dir()
    _, told = whole(export()).split("3. Kết quả đạt được theo báo cáo của các cơ quan\n")
    assert told.startswith("Chưa có nội dung.\n")


def test_an_agency_has_its_report_and_its_tasks(base_tree: Path, export: Callable[..., Document]) -> None:
    """Achievements, analysis, tasks; then the list of all it has a part in."""
    assert base_tree.is_dir()
    document = export("--agency", "so-noi-vu")
    assert headings(document, 1)[:3] == ["I. KẾT QUẢ ĐẠT ĐƯỢC", "II. TỒN TẠI, NGUYÊN NHÂN", "III. NHIỆM VỤ, GIẢI PHÁP"]
    dataset, _ = load(base_tree / "data")
    report = report_on(dataset, dataset.cycles[2023], AS_OF)
    led = [state.task.code for state in report.states if state.task.lead == "so-noi-vu"]
    listed = [code for code, _ in of_columns(document, "Mã", "Thời hạn")]
    assert listed[: len(led)] == led
    assert whole(document).count("Nhiệm vụ chủ trì") == 1


def test_an_agency_without_a_report_has_its_tasks_alone(base_tree: Path, export: Callable[..., Document]) -> None:
    """No number, no signature: nothing was sent."""
    dataset, _ = load(base_tree / "data")
    silent = next(id_ for id_ in dataset.agencies if id_ not in dataset.cycles[2023].submissions)
    document = export("--agency", silent)
    assert "Cơ quan chưa có báo cáo phân tích cho kế hoạch này." in whole(document)
    assert headings(document, 1) == []
    assert len(tables(document, Style.LAYOUT)) == 1


def test_a_secretary_restyles_a_document_and_lends_it_as_a_template(
    base_tree: Path, export: Callable[..., Document]
) -> None:
    """Any document exported before will do: its styles stand, its text does not."""
    restyled = export()
    content = whole(restyled)
    restyled.styles[Style.BODY].font.name = "Arial"
    restyled.styles.element.remove(restyled.styles[Style.CELL].element)
    restyled.add_paragraph("chữ của người khác")
    restyled.save(str(base_tree / "mau.docx"))
    document = export("--template", "mau.docx")
    assert document.styles[Style.BODY].font.name == "Arial"
    assert Style.CELL in {style.name for style in document.styles}
    assert whole(document) == content


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06" + bytes(18), "chữ".encode(), b"PK\x03\x04"])
def test_what_is_no_word_file_lends_no_styles(base_tree: Path, cchc: Callable[..., Outcome], content: bytes) -> None:
    """A sentence, no traceback, and nothing written."""
    (base_tree / "mau.docx").write_bytes(content)
    done = cchc("export", "docx", "--template", "mau.docx")
    assert done.code == 1
    assert done.err == "cchc: không đọc được kiểu chữ của “mau.docx”: phải là tệp Word (.docx)\n"
    assert not (base_tree / OUT).exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--agency", "so-noi-vo"], "cchc: không có cơ quan mã “so-noi-vo” — có phải “so-noi-vu”?\n"),
        (["--year", "2031"], "cchc: chưa có kế hoạch 2031; cần tệp ke-hoach/<năm>/ke-hoach.yml.\n"),
    ],
)
def test_what_is_not_there_is_named(
    base_tree: Path, cchc: Callable[..., Outcome], arguments: Sequence[str], said: str
) -> None:
    """Nothing is written."""
    done = cchc("export", "docx", *arguments)
    assert (done.code, done.err) == (1, said)
    assert not (base_tree / OUT).exists()


def test_data_with_errors_becomes_no_document(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """What cannot be published cannot be sent either."""
    edit(base_tree, CYCLE, "tong_hop: so-noi-vu", "tong_hop: so-khac")
    done = cchc("export", "docx")
    assert done.code == 1
    assert len(done.findings) == 1
    assert not (base_tree / OUT).exists()


def _in_slot(text_in: Callable[[Slot, tuple[str, ...]], str], group: tuple[str, ...], slot: Slot) -> str:
    return text_in(slot, group)


@pytest.mark.threat("X01")
@pytest.mark.threat("H02")
@pytest.mark.parametrize("group", range(len(GROUPS)))
def test_hostile_text_stays_text(tmp_path: Path, group: int) -> None:
    """Every text stands there letter for letter; there is no field, link or part that harmless text lacks."""
    documents = {}
    for kind, text_in in (("hostile", Slot.text), ("harmless", Slot.harmless)):
        tree = tmp_path / kind
        tree.mkdir()
        slots = fill(tree, partial(_in_slot, text_in, GROUPS[group]))
        run(tree, ["approve", "2023"], ["export", "docx"], ["export", "docx", "--agency", "so-noi-vu"])
        documents[kind] = [docx.Document(str(one)) for one in sorted((tree / "build").iterdir())]
    assert len(documents["hostile"]) == 2
    text = "\n".join(map(whole, documents["hostile"]))
    shown = {slot.where for slot in slots if slot.text(GROUPS[group]).strip().rstrip(".;") in text}
    assert sorted(TEXTS - shown) == []
    for hostile, harmless in zip(documents["hostile"], documents["harmless"], strict=True):
        assert [one.tag for one in hostile.element.iter()] == [one.tag for one in harmless.element.iter()]
        assert {part.partname for part in hostile.part.package.iter_parts()} == {
            part.partname for part in harmless.part.package.iter_parts()
        }
        assert not any(relation.is_external for relation in hostile.part.rels.values())
