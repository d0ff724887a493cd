"""Values in their places: what each kind of field accepts, and how a wrong shape is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cchc.schema import fields
from cchc.schema.fields import CriterionRef, RefusedError
from unit.trees import (
    CYCLE,
    FRAMEWORK,
    RESULTS,
    SNV_PROGRESS,
    SNV_SUBMISSION,
    dataset_of,
    edit,
    findings,
    lines,
    rules,
)

if TYPE_CHECKING:
    from pathlib import Path

REGISTRY = "don-vi.yml"
PROVINCE = "tinh.yml"


def refusal(kind: Any, value: object) -> RefusedError:  # noqa: ANN401 -- an annotated type has no type of its own
    """Read a value that a field refuses; returns why."""
    with pytest.raises(ValidationError) as refused:
        TypeAdapter[object](kind).validate_python(value)
    cause = refused.value.errors()[0]["ctx"]["error"]
    assert isinstance(cause, RefusedError)
    return cause


def accepted(kind: Any, value: str) -> object:  # noqa: ANN401 -- an annotated type has no type of its own
    """Read a value that a field accepts."""
    return TypeAdapter[object](kind).validate_python(value)


@pytest.mark.threat("Y04")
def test_values_that_yaml_would_change_reach_the_model_as_typed(base_tree: Path) -> None:
    """`no` stays a word, `012` keeps its zero, `1.10` is no float; a number becomes exact where one is wanted."""
    edit(base_tree, PROVINCE, 'ma: "00"', "ma: 012")
    edit(base_tree, PROVINCE, "ten: Mẫu", "ten: no")
    edit(base_tree, FRAMEWORK, "viet_tat: PAR Index", "viet_tat: 1.10")
    edit(base_tree, RESULTS, '"1.1.2": 1.25', "1.1.2: 1.2500")
    dataset = dataset_of(base_tree)
    assert dataset.province is not None
    assert (dataset.province.code, dataset.province.name) == ("012", "no")
    assert dataset.frameworks["par-index-2022"].file.abbreviation == "1.10"
    assert str(dataset.results[2022, "par-index-2022"].scores["1.1.2"]) == "1.2500"


@pytest.mark.threat("Y04")
def test_codes_that_yaml_would_take_for_numbers_stay_codes() -> None:
    """Code 1.10 is not 1.1, and 012 is no octal number."""
    assert accepted(fields.Code, "1.10") == "1.10"
    assert accepted(fields.Code, "01.10.2") == "01.10.2"
    assert accepted(fields.Line, "12:30:45") == "12:30:45"


@pytest.mark.parametrize(
    ("kind", "value", "rule", "message", "hint"),
    [
        (
            fields.Slug,
            "Sở Nội vụ",
            "ma-khong-dung",
            "mã phải là chữ thường không dấu, số và dấu gạch nối; đang ghi “Sở Nội vụ”",
            "ví dụ: so-noi-vu",
        ),
        (
            fields.Slug,
            "so--noi",
            "ma-khong-dung",
            "mã phải là chữ thường không dấu, số và dấu gạch nối; đang ghi “so--noi”",
            "ví dụ: so-noi-vu",
        ),
        (
            fields.TaskCode,
            "SNV-1",
            "ma-khong-dung",
            "mã nhiệm vụ gồm tên viết tắt của cơ quan, gạch nối và số thứ tự; đang ghi “SNV-1”",
            "ví dụ: SNV-01",
        ),
        (
            fields.Code,
            "1.1.1.1",
            "ma-khong-dung",
            "mã tiêu chí phải là các số cách nhau bằng dấu chấm; đang ghi “1.1.1.1”",
            "ví dụ: 1.1.2",
        ),
        (
            fields.Abbreviation,
            "snv",
            "ma-khong-dung",
            "tên viết tắt phải là chữ in hoa không dấu; đang ghi “snv”",
            "ví dụ: SNV",
        ),
        (
            fields.Ref,
            "1.1.2",
            "ma-khong-dung",
            "tiêu chí ghi theo dạng mã-bộ-chỉ-số/mã-tiêu-chí; đang ghi “1.1.2”",
            "ví dụ: par-index-2022/1.1.2",
        ),
        (fields.Percent, "101", "so-khong-dung", "phải là số nguyên từ 0 đến 100; đang ghi “101”", ""),
        (fields.Percent, "-1", "so-khong-dung", "phải là số nguyên từ 0 đến 100; đang ghi “-1”", ""),
        (
            fields.Percent,
            "50%",
            "so-khong-dung",
            "phải là số nguyên từ 0 đến 100; đang ghi “50%”",
            "chỉ ghi số, không ghi đơn vị: 50",
        ),
        (fields.Percent, "50,0", "so-khong-dung", "phải là số nguyên từ 0 đến 100; đang ghi “50,0”", ""),
        (fields.Count, "0", "so-khong-dung", "phải là số nguyên từ 1 đến 999999; đang ghi “0”", ""),
        (fields.Year, "1999", "so-khong-dung", "phải là số nguyên từ 2000 đến 2100; đang ghi “1999”", ""),
        (fields.Year, "2101", "so-khong-dung", "phải là số nguyên từ 2000 đến 2100; đang ghi “2101”", ""),
        (
            fields.Line,
            "một\nhai",
            "mot-dong",
            "giá trị này phải nằm trên một dòng",
            "bỏ chỗ xuống dòng",
        ),
        (
            fields.Line,
            "  ",
            "thieu-gia-tri",
            "mục này không được để trống",
            "điền nội dung hoặc xóa cả dòng",
        ),
        (
            fields.Date,
            ["1/1/2023"],
            "kieu-gia-tri",
            "chỗ này phải là một giá trị, không phải danh sách hay nhóm mục",
            "viết trên cùng dòng, sau dấu hai chấm",
        ),
        (
            fields.Date,
            "2023-02-29",
            "ngay-khong-dung",
            "tháng 2/2023 chỉ có 28 ngày; đang ghi “2023-02-29”",
            "",
        ),
        (
            fields.Contact,
            "https://so-mau.example.vn/",
            "lien-he-khong-dung",
            "địa chỉ liên hệ phải thuộc miền .gov.vn",
            "ví dụ: https://so-noi-vu.tinh-vi-du.gov.vn/",
        ),
    ],
)
def test_a_refused_value_says_what_must_hold_and_what_to_write(
    kind: object, value: object, rule: str, message: str, hint: str
) -> None:
    """Every kind of field has its own sentence."""
    cause = refusal(kind, value)
    assert (cause.rule, cause.message, cause.hint) == (rule, message, hint)


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (fields.Slug, "so-noi-vu", "so-noi-vu"),
        (fields.TaskCode, "SNV-01", "SNV-01"),
        (fields.TaskCode, "UBNDTP1-123", "UBNDTP1-123"),
        (fields.Ref, "par-index-2022/1.1.2", CriterionRef(framework="par-index-2022", code="1.1.2")),
        (fields.Percent, "0", 0),
        (fields.Percent, "100", 100),
        (fields.Year, "2000", 2000),
        (fields.Year, "2100", 2100),
        (fields.Count, "999999", 999_999),
        (fields.Line, "  một dòng ", "một dòng"),
        (fields.Prose, " một  \n\n hai \n", "một\n\n hai"),
        (fields.Contact, "https://snv.mau.gov.vn/", "https://snv.mau.gov.vn/"),
    ],
)
def test_values_at_their_limits_are_accepted(kind: object, value: str, read: object) -> None:
    """The limits themselves belong to what is allowed; space around a text does not."""
    assert accepted(kind, value) == read


def test_the_length_of_a_text_is_limited() -> None:
    """600 characters on a line, 4000 in a paragraph; one more is too many."""
    assert accepted(fields.Line, "ế" * 600) == "ế" * 600
    assert accepted(fields.Prose, "ế" * 4_000) == "ế" * 4_000
    for kind, limit in ((fields.Line, 600), (fields.Prose, 4_000)):
        with pytest.raises(ValidationError, match=f"at most {limit} characters"):
            TypeAdapter[object](kind).validate_python("ế" * (limit + 1))


@pytest.mark.threat("H04")
@pytest.mark.parametrize(
    "url",
    [
        "http://mau.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "//mau.example/",
        "HTTPS://mau.example/",
        "https://a@mau.example/",
        "https://mau.example:8443/",
        "https://127.0.0.1/",
        "https://[::1]/",
        "https://localhost/",
        "https://mẫu.example/",
        "https://xn--mu-yja.example/",
        "https://mau.example/a b",
        "https://mau.example/\tx",
        "https://mau.example/<script>",
        'https://mau.example/"x',
        "https://mau..example/",
        "https://-mau.example/",
        "https://mau.example\\@x.example/",
        "https:///x",
        " https://mau.example/",
        "\x01https://mau.example/",
        "",
    ],
)
def test_addresses_with_tricks_are_refused(url: str) -> None:
    """Only a plain https address of a named host is a link."""
    assert refusal(fields.Https, url).rule == "dia-chi-khong-dung"


@pytest.mark.threat("H04")
@pytest.mark.parametrize(
    "url",
    [
        "https://mau.example",
        "https://mau.example/",
        "https://vbpl.mau.gov.vn/TW/Pages/vbpq-toanvan.aspx?ItemID=12&a=b%20c#Dieu_5",
        "https://mau.example/a/(b);c,d!e:f@g~h+i",
    ],
)
def test_plain_addresses_are_accepted(url: str) -> None:
    """What official pages use."""
    assert accepted(fields.Https, url) == url


# --- shapes ---------------------------------------------------------------------------------------------


@pytest.mark.threat("Y11")
@pytest.mark.parametrize(
    ("relative", "old", "new", "finding"),
    [
        (
            PROVINCE,
            "trang_web:",
            "trang-web:",
            ":4:1: lỗi: không có mục nào tên “trang-web” ở đây — có phải “trang_web”? [truong-la]",
        ),
        (
            SNV_SUBMISSION,
            "        thoi_han: Quý III/2023",
            "        thời_hạn: Quý III/2023",
            ":21:9: lỗi: không có mục nào tên “thời_hạn” ở đây — có phải “thoi_han”? [truong-la]",
        ),
        (
            PROVINCE,
            'ma: "00"',
            'ma: "00"\nzzzzzzzz: 1',
            (
                ":3:1: lỗi: không có mục nào tên “zzzzzzzz” ở đây — các mục được dùng: ten, loai, ma, kho_git, nhanh, "
                "trang_web, mui_gio, ngon_ngu, tinh_den_ngay, ghi_chu [truong-la]"
            ),
        ),
    ],
)
def test_an_unknown_key_is_one_error_with_the_nearest_key(
    base_tree: Path, relative: str, old: str, new: str, finding: str
) -> None:
    """A misspelt required key is told once, not also as missing."""
    edit(base_tree, relative, old, new)
    assert lines(base_tree) == [f"data/{relative}{finding}"]


@pytest.mark.parametrize(
    ("relative", "old", "new", "finding"),
    [
        (
            PROVINCE,
            'ma: "00"\n',
            "",
            ":1:1: lỗi: thiếu mục bắt buộc “ma” (mã đơn vị hành chính) — thêm dòng “ma: …” [thieu-truong]",
        ),
        (
            PROVINCE,
            'ma: "00"\n',
            "ma:\n",
            ":2:1: lỗi: mục “ma” (mã đơn vị hành chính) đang để trống — điền giá trị sau dấu hai chấm [thieu-truong]",
        ),
        (
            SNV_SUBMISSION,
            "        san_pham: 07 bảng theo dõi tháng\n",
            "",
            ":14:9: lỗi: thiếu mục bắt buộc “san_pham” (sản phẩm, kết quả) — thêm dòng “san_pham: …” [thieu-truong]",
        ),
        (
            FRAMEWORK,
            "cach_tinh: tong",
            "cach_tinh: tổng",
            ":7:12: lỗi: phải là một trong: tong, doc-lap; đang ghi “tổng” — có phải “tong”? [gia-tri-ngoai-danh-sach]",
        ),
        (
            SNV_SUBMISSION,
            "        thuc_hien:\n          - so-noi-vu\n          - ubnd-cap-huyen\n",
            "        thuc_hien: so-noi-vu\n",
            (
                ":17:20: lỗi: chỗ này phải là danh sách, mỗi mục một dòng bắt đầu bằng “- ” — xuống dòng, thụt "
                "vào 2 dấu cách [kieu-gia-tri]"
            ),
        ),
        (
            SNV_SUBMISSION,
            "        thuc_hien:\n          - so-noi-vu\n          - ubnd-cap-huyen\n",
            "        thuc_hien: []\n",
            ":17:20: lỗi: danh sách này phải có ít nhất 1 mục; đang có 0 [thieu-gia-tri]",
        ),
        (
            SNV_SUBMISSION,
            "van_ban:\n  so: MH-20/BC-SNV\n  ngay: 2023-05-12\n",
            "van_ban: MH-20/BC-SNV\n",
            (
                ":4:10: lỗi: chỗ này phải là nhóm các mục “khóa: giá trị” — xuống dòng, mỗi mục một dòng, thụt "
                "vào 2 dấu cách [kieu-gia-tri]"
            ),
        ),
        (
            FRAMEWORK,
            "  - Tiêu chí thành phần\n",
            "  - Tiêu chí thành phần\n  - Chỉ tiêu\n",
            ":9:3: lỗi: danh sách này phải có nhiều nhất 3 mục; đang có 4 [thieu-gia-tri]",
        ),
        (
            CYCLE,
            "ten: Kế hoạch cải thiện Chỉ số mẫu năm 2023",
            f"ten: {'x' * 601}",
            ":2:6: lỗi: giá trị này dài tối đa 600 ký tự; đang dài 601 — viết gọn lại [qua-dai]",
        ),
    ],
)
def test_a_wrong_shape_is_one_error_at_its_place(
    base_tree: Path, relative: str, old: str, new: str, finding: str
) -> None:
    """Missing, empty, misshapen and overlong values, each with its own message."""
    edit(base_tree, relative, old, new)
    assert lines(base_tree) == [f"data/{relative}{finding}"]


def test_a_list_with_too_few_of_its_three_names_is_told_as_a_list(base_tree: Path) -> None:
    """`ten_cap` has three entries; nobody can add a line “2: …”."""
    edit(base_tree, FRAMEWORK, "  - Tiêu chí thành phần\n", "")
    assert rules(base_tree) == ["thieu-gia-tri"]


@pytest.mark.parametrize("value", ["[tong]", "{tong: 1}"])
def test_a_list_where_a_choice_is_wanted_is_told_without_python(base_tree: Path, value: str) -> None:
    """An official never reads `['tong']`."""
    edit(base_tree, FRAMEWORK, "cach_tinh: tong", f"cach_tinh: {value}")
    assert rules(base_tree) == ["kieu-gia-tri"]


@pytest.mark.threat("W07")
@pytest.mark.parametrize(
    ("relative", "old", "new"),
    [
        (FRAMEWORK, "diem_toi_da: 10", "diem_toi_da: |\n  1\n  ::error::x"),
        (FRAMEWORK, "diem_toi_da: 10", "diem_toi_da: |\n  1\n  000"),
        (CYCLE, "ngay: 2023-05-04", "ngay: |\n    x\n    ::error::x"),
        (CYCLE, "nam: 2023", "nam: |\n  x\n  ::error::x"),
        (CYCLE, "tong_hop: so-noi-vu", "tong_hop: |\n  x\n  ::error::x"),
        (SNV_SUBMISSION, "tieu_chi: par-index-2022/1.1.2", "tieu_chi: |\n      x\n      ::error::x"),
        (PROVINCE, "kho_git: https://kho-ma.example/mau", "kho_git: |\n  x\n  ::error::x"),
    ],
)
def test_a_finding_is_one_line_whatever_was_written(base_tree: Path, relative: str, old: str, new: str) -> None:
    """Text from a file cannot begin a line of output, where a workflow would read it as a command."""
    edit(base_tree, relative, old, new)
    found = lines(base_tree)
    assert len(found) == 1
    assert "\n" not in found[0]


@pytest.mark.threat("Y14")
def test_all_wrong_values_of_a_file_are_told_at_once(base_tree: Path) -> None:
    """One run names every mistake, in the order of the file."""
    edit(base_tree, SNV_PROGRESS, "ngay: 2023-07-03", "ngay: 2023-07-32")
    edit(base_tree, SNV_PROGRESS, "trang_thai: dang-thuc-hien", "trang_thai: đang làm")
    edit(base_tree, SNV_PROGRESS, "phan_tram: 40", "phan_tram: bốn mươi")
    edit(base_tree, SNV_PROGRESS, "ket_qua: Đã phát hành", "kết_quả: Đã phát hành")
    assert [(finding.rule, finding.span.line) for finding in findings(base_tree)] == [
        ("ngay-khong-dung", 5),
        ("gia-tri-ngoai-danh-sach", 8),
        ("so-khong-dung", 9),
        ("truong-la", 10),
    ]


@pytest.mark.threat("M02")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("loai: chu-quan", "loai: không rõ"),
        ("          - so-noi-vu\n        phoi_hop", "          - Sở Nội vụ\n        phoi_hop"),
        ("thoi_han: năm 2023", "thoi_han: cuối năm"),
    ],
)
def test_one_wrong_item_of_a_list_of_one_is_one_finding(base_tree: Path, old: str, new: str) -> None:
    """The list has its item; only the item is wrong."""
    edit(base_tree, SNV_SUBMISSION, old, new)
    assert len(rules(base_tree)) == 1


@pytest.mark.threat("U04")
def test_an_agency_is_named_by_its_id_only(base_tree: Path) -> None:
    """The name of an agency cannot stand where its id must: no spelling of a name makes a second agency."""
    edit(base_tree, SNV_SUBMISSION, "chu_tri: so-noi-vu", "chu_tri: Sở Nội vụ")
    assert rules(base_tree) == ["ma-khong-dung"]


@pytest.mark.threat("U04")
@pytest.mark.parametrize("name", ["Sở nội vụ", "Sở  Nội vụ", "Sở Nội vu", "Sở Nội vụ"])
def test_two_agencies_of_nearly_the_same_name_are_a_warning(base_tree: Path, name: str) -> None:
    """A near-duplicate in the registry is probably the same agency twice."""
    edit(base_tree, REGISTRY, "ten: Sở Tài chính", f"ten: {name}")
    assert len(rules(base_tree)) == 1
