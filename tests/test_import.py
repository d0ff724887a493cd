"""`cchc new --format xlsx` and `cchc import`: what officials write in Excel is judged as what they write in YAML."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from cchc.check import check
from cchc.excel import opened
from filled import cell, fill
from test_new import CYCLE, start_collecting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

FORM = "build/bao-cao-2023-so-noi-vu.xlsx"
NAME = "bao-cao-2023-so-noi-vu.xlsx"
REPORT = f"{CYCLE}/bao-cao/so-noi-vu.yml"
PROGRESS = "build/tien-do-2023-so-noi-vu.xlsx"
ANSWERS: dict[str, object] = {
    "Báo cáo!Số, ký hiệu của báo cáo": "MH-20/BC-SNV",
    "Báo cáo!Ngày ký báo cáo": dt.datetime(2023, 5, 12),  # noqa: DTZ001 -- as Excel keeps days
    "Báo cáo!Tính chất số liệu": "Minh họa",
    "Báo cáo!Kết quả đạt được 2": "Ban hành kế hoạch đúng hạn.  ",
    "Phân tích!Tồn tại#1": "Còn 03 nhiệm vụ\u00a0chưa hoàn thành.",
    "Phân tích!Loại nguyên nhân 1#1": "chủ quan",
    "Phân tích!Nguyên nhân 1#1": "Kế hoạch không chia mốc theo quý.",
    "Phân tích!Loại nguyên nhân 3#1": "Khách quan",
    "Phân tích!Nguyên nhân 3#1": "=1 là chữ chứ không phải công thức",
    "Nhiệm vụ!Nội dung#1": "Lập bảng theo dõi tháng.\nGửi người đứng đầu.",
    "Nhiệm vụ!Đơn vị thực hiện#1": "Sở Nội vụ; ubnd  các huyện",
    "Nhiệm vụ!Đơn vị phối hợp#1": "STP\nSở Tài chính",
    "Nhiệm vụ!Sản phẩm, kết quả#1": "07 bảng theo dõi tháng",
    "Nhiệm vụ!Thời hạn hoàn thành#1": dt.datetime(2023, 9, 29),  # noqa: DTZ001 -- as above
    "Nhiệm vụ!Điểm phấn đấu#1": 0.25,
    "Nhiệm vụ!Phục vụ thêm tiêu chí#1": "sipas-2022/1.1",
}
LANDED = """\
# yaml-language-server: $schema=../../../../docs/luoc-do/bao-cao.schema.json
co_quan: so-noi-vu
ke_hoach: 2023
tinh_chat: minh-hoa
van_ban:
  so: MH-20/BC-SNV
  ngay: 2023-05-12
ket_qua_dat_duoc:
  - Ban hành kế hoạch đúng hạn.
phan_tich:
  - tieu_chi: par-index-2022/1.1.2
    ton_tai: Còn 03 nhiệm vụ chưa hoàn thành.
    nguyen_nhan:
      - loai: chu-quan
        noi_dung: Kế hoạch không chia mốc theo quý.
      - loai: khach-quan
        noi_dung: =1 là chữ chứ không phải công thức
    nhiem_vu:
      - ma: SNV-01
        noi_dung: |
          Lập bảng theo dõi tháng.
          Gửi người đứng đầu.
        chu_tri: so-noi-vu
        thuc_hien:
          - so-noi-vu
          - ubnd-cap-huyen
        phoi_hop:
          - so-tu-phap
          - so-tai-chinh
        san_pham: 07 bảng theo dõi tháng
        thoi_han: 29/09/2023
        diem_phan_dau: 0.25
        cung_cho:
          - sipas-2022/1.1
"""


@pytest.fixture
def form(base_tree: Path, cchc: Callable[..., Outcome]) -> Path:
    """Make the workbook of a report that is still to be written."""
    start_collecting(base_tree)
    assert cchc("new", "so-noi-vu", "--format", "xlsx").code == 0
    return base_tree / FORM


def fill_text(path: Path, values: dict[str, object]) -> None:
    """Fill cells; a text that begins with a sign of equality stays a text, as in a cell set to text."""
    fill(path, values)
    book = openpyxl.load_workbook(path)
    for sheet in book:
        for row in sheet.iter_rows():
            for one in row:
                if one.data_type == "f":
                    one.data_type = "s"
    book.save(path)


@pytest.mark.threat("X01")
def test_a_filled_form_becomes_the_report(form: Path, base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Names become codes, dates and numbers are read from cells, what Word brought is mended; the tree stays clean."""
    fill_text(form, ANSWERS)
    outcome = cchc("import", FORM)
    assert [one for one in outcome.out.splitlines() if not one.endswith("[chua-phan-tich]")] == [
        (
            f"{NAME}:Phân tích!E4: cảnh báo: đã thay dấu cách lạ, dấu xuống dòng lạ hay ký tự vô hình (thường theo từ "
            "Word) bằng dấu thường — đọc lại ô này; không phải sửa gì nếu đúng ý"
        ),
        f"Đã ghi {REPORT}",
    ]
    assert outcome.code == 0
    assert (base_tree / REPORT).read_text("utf-8") == LANDED
    assert {line.rpartition(" ")[2] for line in cchc("check").findings} <= {"[chua-phan-tich]", "[chua-co-bao-cao]"}
    assert cchc("fmt", "--check").code == 0


@pytest.mark.threat("L01")
@pytest.mark.threat("M03")
def test_what_is_wrong_is_told_by_its_cell_and_nothing_is_written(
    form: Path, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Every mistake at once: of the cell, of its form, of a name, of the tree; the root cause alone."""
    wrong: dict[str, object] = {
        "Báo cáo!Ngày ký báo cáo": "31/2/2023",
        "Báo cáo!Số, ký hiệu của báo cáo": None,
        "Phân tích!Loại nguyên nhân 1#1": None,
        "Nhiệm vụ!Nội dung#1": "=A1",
        "Nhiệm vụ!Cơ quan chủ trì#1": "Sở Nội vu",
        "Nhiệm vụ!Đơn vị phối hợp#1": "Sở Tư pháp\nSở Tai chinh",
        "Nhiệm vụ!Thời hạn hoàn thành#1": "sớm",
        "Nhiệm vụ!Điểm phấn đấu#1": "0,25 điểm",
        "Nhiệm vụ!Sản phẩm, kết quả#1": "Gọi 0905 123 456",
    }
    fill(form, ANSWERS | wrong | {"Phân tích!Nguyên nhân 3#1": "Chờ."})
    outcome = cchc("import", FORM)
    shown = [one.replace(f"{NAME}:", "") for one in outcome.out.splitlines() if ": lỗi: " in one]
    assert [one.partition(" — ")[0].partition(" [")[0] for one in shown] == [
        "Báo cáo!B4: lỗi: ô này không được để trống",
        "Báo cáo!B5: lỗi: tháng 2/2023 chỉ có 28 ngày; đang ghi “31/2/2023”",
        "Nhiệm vụ!C4: lỗi: ô này là công thức; chỉ nhận giá trị",
        "Nhiệm vụ!D4: lỗi: không có cơ quan nào tên “Sở Nội vu”",
        "Nhiệm vụ!F4: lỗi: không có cơ quan hay nhóm đơn vị nào tên “Sở Tai chinh”",
        "Nhiệm vụ!G4: lỗi: không được công khai dữ liệu cá nhân; chỗ này giống số điện thoại “09••••••••”",
        (
            "Nhiệm vụ!H4: lỗi: thời hạn phải theo một trong các dạng: 30/9/2023 · trước 30/9/2023 · tháng 9/2023 · "
            "Quý III/2023 · 6 tháng đầu năm 2023 · năm 2023 · thường xuyên · hằng tháng · hằng quý; đang ghi “sớm”"
        ),
        "Nhiệm vụ!I4: lỗi: phải là một số thập phân như 0,75 hoặc 12; đang ghi “0,25 điểm”",
        "Phân tích!F4: lỗi: ô này không được để trống",
    ]
    assert "có phải “Sở Tài chính”?" in outcome.out
    assert "chỉ ghi số, không ghi đơn vị: 0,25 [so-khong-dung]" in outcome.out
    assert outcome.out.endswith("\nChưa ghi gì. Sửa các ô trên trong tệp Excel, lưu, rồi chạy lại.\n")
    assert outcome.code == 1
    assert not (base_tree / REPORT).exists()


def test_what_the_tree_finds_is_told_by_the_cell_it_came_from(
    form: Path, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """A rule between files speaks of the written file; its reader has only the workbook."""
    fill(
        form,
        ANSWERS
        | {"Phân tích!Nguyên nhân 3#1": "Chờ.", "Nhiệm vụ!Điểm phấn đấu#1": 2.5, "Nhiệm vụ!Mã nhiệm vụ#1": "STP-01"},
    )
    outcome = cchc("import", FORM)
    errors = [one for one in outcome.out.splitlines() if ": lỗi: " in one]
    assert [one.rpartition(" ")[2] for one in errors] == ["[tien-to-ma-nhiem-vu]", "[qua-diem-mat]"]
    assert [one.partition(": ")[0] for one in errors] == [f"{NAME}:Nhiệm vụ!B4", f"{NAME}:Nhiệm vụ!I4"]
    assert not (base_tree / REPORT).exists()


def test_a_report_goes_to_excel_and_back_unchanged(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """A report that stands fills its form; back again it is the same file, put there only when asked."""
    before = (base_tree / REPORT).read_text("utf-8")
    assert cchc("new", "so-noi-vu", "--format", "xlsx").code == 0
    refused = cchc("import", FORM)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        f"cchc: {NAME}: {REPORT} đã có nên không ghi đè; thêm --replace nếu muốn thay tệp đó bằng nội dung của tệp "
        "Excel\n"
    )
    assert cchc("import", FORM, "--replace").out == f"Đã ghi {REPORT}\n"
    assert (base_tree / REPORT).read_text("utf-8").partition("\n")[2] == before
    assert cchc("import", FORM, "--replace", "--out", "rieng.yml").out == "Đã ghi rieng.yml\n"


def test_an_update_is_added_to_those_that_stand(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Earlier updates and their comments stay; an update of the same day is replaced only when asked."""
    file = base_tree / CYCLE / "tien-do" / "so-noi-vu.yml"
    file.write_text(file.read_text("utf-8").replace("cap_nhat:\n", "# Giữ lại.\ncap_nhat:\n"), "utf-8")
    before = file.read_text("utf-8")
    assert cchc("new", "so-noi-vu", "--kind", "tien-do", "--format", "xlsx").code == 0
    sheet = openpyxl.load_workbook(base_tree / PROGRESS)["Tiến độ"]
    assert [cell(sheet, "Lần báo trước", row).value for row in (1, 2)] == ["05/10/2023: hoàn thành, 100%", None]
    empty = cchc("import", PROGRESS)
    assert "Tiến độ!A1: lỗi: chưa ghi nhiệm vụ nào" in empty.out
    update: dict[str, object] = {
        "Lần cập nhật!Ngày cập nhật": "12/10/2023",
        "Tiến độ!Trạng thái#2": "đang thực hiện",
        "Tiến độ!Phần trăm#2": 40,
        "Tiến độ!Kết quả#2": "Đã kiểm tra 02 nơi.",
        "Tiến độ!Trạng thái#4": "Hoàn thành",
        "Tiến độ!Phần trăm#4": 100,
        "Tiến độ!Ngày hoàn thành#4": "10/10/2023",
        "Tiến độ!Tên tài liệu 2#4": "Tờ trình",
        "Tiến độ!Địa chỉ 2#4": "https://vi-du.gov.vn/a",
    }
    fill(base_tree / PROGRESS, update)
    outcome = cchc("import", PROGRESS, "--as-of", "2023-10-15")
    assert (outcome.code, outcome.out) == (0, f"Đã ghi {CYCLE}/tien-do/so-noi-vu.yml\n")
    added = """\
  - ngay: 2023-10-12
    nhiem_vu:
      - ma: SNV-02
        trang_thai: dang-thuc-hien
        phan_tram: 40
        ket_qua: Đã kiểm tra 02 nơi.
      - ma: SNV-04
        trang_thai: hoan-thanh
        phan_tram: 100
        ngay_hoan_thanh: 2023-10-10
        minh_chung:
          - ten: Tờ trình
            url: https://vi-du.gov.vn/a
"""
    assert file.read_text("utf-8") == before + added
    again = cchc("import", PROGRESS, "--as-of", "2023-10-15")
    assert "đã có lần cập nhật ngày 12/10/2023; thêm --replace" in again.err
    fill(base_tree / PROGRESS, {"Tiến độ!Phần trăm#2": 50})
    assert cchc("import", PROGRESS, "--as-of", "2023-10-15", "--replace").code == 0
    assert file.read_text("utf-8") == before + added.replace("40", "50")
    assert cchc("check", "--as-of", "2023-10-15").code == 0


def test_an_update_is_not_added_to_a_file_with_errors(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """What stands there is kept for its author to mend."""
    assert cchc("new", "so-noi-vu", "--kind", "tien-do", "--format", "xlsx").code == 0
    file = base_tree / CYCLE / "tien-do" / "so-noi-vu.yml"
    broken = file.read_text("utf-8").replace("phan_tram: 40", "phan_tram: bốn mươi")
    file.write_text(broken, "utf-8")
    update: dict[str, object] = {
        "Lần cập nhật!Ngày cập nhật": "12/10/2023",
        "Tiến độ!Trạng thái#2": "Đang thực hiện",
        "Tiến độ!Phần trăm#2": 40,
    }
    fill(base_tree / PROGRESS, update)
    outcome = cchc("import", PROGRESS)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err == (
        "cchc: tien-do-2023-so-noi-vu.xlsx: data/ke-hoach/2023/tien-do/so-noi-vu.yml đang có lỗi: phải là số nguyên từ "
        "0 đến 100; đang ghi “bốn mươi”; sửa rồi chạy lại\n"
    )
    assert file.read_text("utf-8") == broken


def test_a_line_or_a_column_that_is_gone_is_told(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Nothing can be said of rows whose columns are not known, and nothing is written."""
    assert cchc("new", "so-noi-vu", "--kind", "tien-do", "--format", "xlsx").code == 0
    book = openpyxl.load_workbook(base_tree / PROGRESS)
    book["Lần cập nhật"].delete_rows(4)
    book["Tiến độ"].delete_cols(1)
    book.save(base_tree / PROGRESS)
    errors = [one.partition(" — ")[0] for one in cchc("import", PROGRESS).out.splitlines() if ": lỗi: " in one]
    assert [one.removeprefix("tien-do-2023-so-noi-vu.xlsx:") for one in errors] == [
        "Lần cập nhật!A1: lỗi: thiếu dòng “Ngày cập nhật”",
        "Tiến độ!A3: lỗi: thiếu cột “Mã nhiệm vụ”",
    ]


def test_a_first_update_makes_the_file(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Without a file the sheet's nature is the file's; what is wrong with it is told by its cell."""
    file = base_tree / CYCLE / "tien-do" / "so-noi-vu.yml"
    file.unlink()
    assert cchc("new", "so-noi-vu", "--kind", "tien-do", "--format", "xlsx").code == 0
    update: dict[str, object] = {
        "Lần cập nhật!Ngày cập nhật": "12/6/2023",
        "Tiến độ!Trạng thái#1": "Chưa thực hiện",
        "Tiến độ!Phần trăm#1": 40,
    }
    fill(base_tree / PROGRESS, update)
    assert "Lần cập nhật!B5: lỗi: ô này không được để trống" in cchc("import", PROGRESS).out
    fill(base_tree / PROGRESS, {"Lần cập nhật!Tính chất số liệu": "Minh họa"})
    refused = cchc("import", PROGRESS)
    assert "tien-do-2023-so-noi-vu.xlsx:Tiến độ!F4: lỗi: " in refused.out
    assert not file.exists()
    fill(base_tree / PROGRESS, {"Tiến độ!Phần trăm#1": 0})
    assert cchc("import", PROGRESS).code == 0
    assert check(base_tree / "data", None)[0].cycles[2023].progress["so-noi-vu"].updates[0].entries[0].percent == 0


def repack(path: Path, name: str, content: bytes) -> None:
    """Add a part to a workbook, or replace one."""
    with zipfile.ZipFile(path) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for one, held in (parts | {name: content}).items():
            new.writestr(one, held)


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><sst><si><t>&c;</t></si></sst>"""


@pytest.mark.threat("F08")
@pytest.mark.parametrize(
    ("harm", "told"),
    [
        (lambda path: path.write_bytes(b"co_quan: so-noi-vu\n"), "chỉ nhận tệp .xlsx"),
        (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "Excel đời cũ (.xls) hoặc có mật khẩu"),
        (lambda path: path.write_bytes(path.read_bytes()[:3000]), "tệp Excel bị hỏng"),
        (lambda path: path.write_bytes(path.read_bytes() + bytes(opened.MAX_BYTES)), "tối đa 5 MiB"),
        (lambda path: repack(path, "xl/vbaProject.bin", b"x"), "không nhận tệp Excel có macro"),
        (lambda path: repack(path, "xl/big.bin", bytes(opened.MAX_UNPACKED)), "bung ra quá lớn"),
        (lambda path: repack(path, "xl/sharedStrings.xml", LAUGHS), "phần không do Excel tạo ra"),
        (lambda path: repack(path, "xl/sharedStrings.xml", LAUGHS.decode().encode("utf-16")), "không do Excel tạo ra"),
        (lambda path: repack(path, "xl/a.xml", b"<?xml version='1.0' encoding='UTF-7'?>+ADw-"), "không do Excel tạo"),
        (lambda path: repack(path, "xl/workbook.xml", b"<workbook"), "tệp Excel bị hỏng"),
    ],
)
def test_a_hostile_or_damaged_workbook_is_refused(
    harm: Callable[[Path], object], told: str, form: Path, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Nothing of it is parsed that could grow, run or reach out; the message says what to do."""
    harm(form)
    outcome = cchc("import", FORM)
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"cchc: {NAME}: ")
    assert told in outcome.err
    assert not (base_tree / REPORT).exists()


def test_a_workbook_that_is_no_form_is_refused(form: Path, cchc: Callable[..., Outcome]) -> None:
    """Another table, a form of another version, of another agency: each is told."""
    shutil.copy(form, form.with_suffix(".xlsm"))
    assert "không nhận tệp Excel có thể chứa macro (.xlsm)" in cchc("import", FORM.replace("xlsx", "xlsm")).err
    assert "không mở được tệp" in cchc("import", "khong-co.xlsx").err
    book = openpyxl.load_workbook(form)
    book["_cchc"]["B1"] = "9"
    book.save(form)
    assert "mẫu này thuộc phiên bản “9”; cần phiên bản 1: tạo lại mẫu" in cchc("import", FORM).err
    book["_cchc"]["B1"], book["_cchc"]["B3"] = "1", "so-noi-v"
    book.save(form)
    assert "không có cơ quan mã “so-noi-v” — có phải “so-noi-vu”?" in cchc("import", FORM).err
    del book["_cchc"]
    book.save(form)
    assert "không phải mẫu do “cchc new … --format xlsx” tạo ra" in cchc("import", FORM).err


def test_a_form_that_was_changed_is_told_where(form: Path, cchc: Callable[..., Outcome]) -> None:
    """Merged cells, a head typed over, a sheet gone; a column of one's own is only left out."""
    fill(form, ANSWERS | {"Phân tích!Nguyên nhân 3#1": "Chờ."})
    book = openpyxl.load_workbook(form)
    book["Phân tích"].merge_cells("E4:E5")
    book["Nhiệm vụ"]["G3"] = "Sản phẩm"
    book["Phân tích"]["M3"] = "Ghi chú riêng"
    del book["Duy trì"]
    book.save(form)
    out = cchc("import", FORM).out.replace(f"{NAME}:", "")
    assert "Phân tích!E4: lỗi: không được gộp ô; đang gộp E4:E5 — bỏ gộp" in out
    assert "Nhiệm vụ!A3: lỗi: thiếu cột “Sản phẩm, kết quả” — dùng lại mẫu" in out
    assert "Phân tích!M3: cảnh báo: cột “Ghi chú riêng” không thuộc mẫu nên không được đọc" in out
    assert "Duy trì!A1: lỗi: thiếu trang “Duy trì” — dùng lại mẫu" in out


def test_excel_s_own_ways_with_dates_and_shares_are_understood(form: Path, cchc: Callable[..., Outcome]) -> None:
    """“9/2023” that became the first of September is a month; 40% that is kept as 0.4 is forty."""
    fill(form, ANSWERS | {"Phân tích!Nguyên nhân 3#1": "Chờ.", "Nhiệm vụ!Điểm phấn đấu#1": 0.003})
    book = openpyxl.load_workbook(form)
    cell(book["Nhiệm vụ"], "Thời hạn hoàn thành", 1).number_format = "mmm-yy"
    cell(book["Nhiệm vụ"], "Điểm phấn đấu", 1).number_format = "0%"
    book.save(form)
    assert cchc("import", FORM, "--out", "a.yml").code == 0
    text = (form.parent.parent / "a.yml").read_text("utf-8")
    assert "thoi_han: tháng 9/2023\n" in text
    assert "diem_phan_dau: 0.3\n" in text


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["huyen-mau", "--kind", "tien-do", "--format", "xlsx"], "chưa có báo cáo đọc được cho kế hoạch 2023"),
        (["so-noi-v", "--format", "xlsx"], "không có cơ quan mã “so-noi-v”"),
        (["so-noi-vu", "--out", "a.yml"], "--out chỉ dùng với --format xlsx."),
    ],
)
def test_a_form_that_cannot_be_made_is_told(
    words: list[str], told: str, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Nothing is written for nobody."""
    outcome = cchc("new", *words)
    assert told in outcome.err
    assert outcome.code == (2 if "--out" in words else 1)
    assert not (base_tree / "build").exists()


def test_a_form_is_the_same_each_time(form: Path, cchc: Callable[..., Outcome]) -> None:
    """The same data, the same bytes."""
    first = form.read_bytes()
    assert cchc("new", "so-noi-vu", "--format", "xlsx", "--out", "khac.xlsx").code == 0
    assert (form.parent.parent / "khac.xlsx").read_bytes() == first
