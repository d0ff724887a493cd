"""Personal data: a corpus of what must be found, and a set of what must not be taken for it (threat L01)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cchc.reading.privacy import (
    PersonalData,
    find_person,
    find_personal_data,
    lines_worth_looking_at,
    mask,
    without_personal_data,
)
from cchc.reading.source import read_source
from unit.trees import ADJUSTMENTS, CYCLE, SNV_PROGRESS, SNV_SUBMISSION, edit, lines

if TYPE_CHECKING:
    from pathlib import Path

PHONES = [
    "0905123456",
    "0905 123 456",
    "0905.123.456",
    "0905-123-456",
    "091 234 5678",
    "036 123 4567",
    "0262 3856789",
    "0262.3856789",
    "0262-3856789",
    "0262 385 6789",
    "024 3825 1234",
    "+84905123456",
    "+84 905 123 456",
    "+84-905-123-456",
    "0084905123456",
    "ĐT:0905123456",
    "gọi 0905123456.",
    "(0905123456)",
    "0905123456, 0914123456",
    "0905123456-0914123456",
    "liên hệ ông A 0905123456 để được hướng dẫn",
    "0905123456/0914123456",
    "Fax: 0262.3855555/3856666",
    "ĐT.0905123456",
    "(0262) 3856789",
    "(+84) 905 123 456",
    "+84(0)905123456",
    "84905123456",
    "0262.3.856.789",
    "0905.12.34.56",
    "0905  123  456",
]
MAILS = [
    "nguyenvana@gmail.com",
    "a.b+c@mail.example.vn",
    "vanthu@so-mau.example.vn",
    "Nguyễn.Văn.A@yahoo.com",
    "<x_y-z@hotmail.com>",
]
IDENTITY_NUMBERS = [
    "066089001234",
    "066 089 001 234",
    "066.089.001.234",
    "001301001234",
    "CCCD 066089001234.",
]
HARMLESS = [
    "142/KH-UBND",
    "03-NQ/TU ngày 05/02/2023",
    "Nghị định 61/2018/NĐ-CP, 107/2021/NĐ-CP",
    "Quyết định 1149/QĐ-BNV",
    "MH-20/BC-SNV",
    "15/5/2023",
    "05.05.2023",
    "2023-09-30",
    "từ 01/01/2023-30/06/2023",
    "giai đoạn 2021-2025",
    "1.050.300.400 đồng",
    "1,050,300,400",
    "3.000.000.000 đồng",
    "12000000000",
    "6000123456",
    "87,33 − 2,86 = 84,47",
    "0,25; 0,5; 0,75",
    "0.2345678",
    "36c6abdb4cdd02a5d0936d3bd3edf049297b526488a69ab10ace7c9473851bb6",
    "0905123456abcdef0905123456abcdef0905123456abcdef0905123456abcdef",
    "abcdef0905123456",
    "1.004227.000.00.00.H15",
    "2.000205.000.00.00.H15",
    "000.00.12.H15-230515-0001",
    "H15.12.03-230515-0234",
    "TCVN ISO 9001:2015",
    "https://cchc.example.gov.vn/tin/0261234567",
    "https://cchc.example.gov.vn/-/0905123456",
    "Tổng đài 1022, 19001234",
    "8934563138165",
    "0512345678901234",
    "012",
    "1.1.2",
    "@ nơi nhận",
    "không có số nào",
    "",
    "1 050 300 400 đồng",
    "12 034 567 890 đồng",
    "https://vbpl.example.vn/toanvan.aspx?ItemID=0912345678",
]


@pytest.mark.threat("L01")
@pytest.mark.parametrize("text", PHONES)
def test_phone_numbers_are_found(text: str) -> None:
    """Mobile and landline numbers, with and without country code and separators."""
    found = find_personal_data(text)
    assert found is not None
    assert found.kind == "số điện thoại"


@pytest.mark.threat("L01")
@pytest.mark.parametrize("text", MAILS)
def test_mail_addresses_are_found(text: str) -> None:
    """No mail address is published."""
    found = find_personal_data(text)
    assert found is not None
    assert found.kind == "thư điện tử"


@pytest.mark.threat("L01")
@pytest.mark.parametrize("text", IDENTITY_NUMBERS)
def test_identity_numbers_are_found(text: str) -> None:
    """Twelve digits that begin with a province and a century are an identity number."""
    found = find_personal_data(text)
    assert found is not None
    assert found.kind == "số căn cước công dân"


@pytest.mark.threat("L01")
@pytest.mark.parametrize("text", HARMLESS)
def test_numbers_of_documents_money_dates_and_digests_are_not_personal(text: str) -> None:
    """The false-positive set: what administrative text is full of."""
    assert find_personal_data(text) is None


@pytest.mark.threat("L01")
def test_what_is_found_is_placed_and_masked() -> None:
    """The finding never repeats the value: two characters, then at most eight dots."""
    phone = PersonalData(kind="số điện thoại", offset=4, end=14, masked="09••••••••")
    identity = PersonalData(kind="số căn cước công dân", offset=0, end=12, masked="06••••••••")
    mail = PersonalData(kind="thư điện tử", offset=0, end=6, masked="a@••••")
    assert find_personal_data("gọi 0905123456") == phone
    assert find_personal_data("066089001234") == identity
    assert find_personal_data("a@b.vn") == mail


@pytest.mark.threat("L01")
@pytest.mark.parametrize("end", ["", "\n", "\nhết"])
def test_every_line_with_personal_data_is_looked_at(end: str) -> None:
    """Each suspect line once, with its own number, wherever in the text it stands."""
    suspects = [*PHONES, *MAILS, *IDENTITY_NUMBERS]
    text = "\n".join(line for suspect in suspects for line in ("# 12/7/2023", f"a: {suspect} và {suspect}")) + end
    everywhere = [(number, line) for number, line in enumerate(text.split("\n"), 1) if find_personal_data(line)]
    assert len(everywhere) == len(suspects)
    assert list(lines_worth_looking_at(text)) == everywhere


@pytest.mark.threat("L01")
@pytest.mark.parametrize("text", [*PHONES, *MAILS, *IDENTITY_NUMBERS])
def test_a_line_without_personal_data_keeps_its_length(text: str) -> None:
    """Every value is hidden letter for letter, wherever and however often it stands; the rest stays."""
    line = f"a {text} b {text}"
    hidden = without_personal_data(line)
    assert find_personal_data(hidden) is None
    assert len(hidden) == len(line)
    assert hidden.startswith("a ")
    assert [(here, there) for here, there in zip(line, hidden, strict=True) if there not in (here, "•")] == []


@pytest.mark.parametrize(("value", "masked"), [("0905", "09••"), ("09", "09"), ("0" * 40, "00••••••••")])
def test_mask_shows_two_characters(value: str, masked: str) -> None:
    """The mask does not even tell how long a long value is."""
    assert mask(value) == masked


@pytest.mark.threat("L01")
@pytest.mark.parametrize("text", ["# hỏi chị B 0905123456", "ten: 0905123456", "0905123456: x", '- "0905123456"'])
def test_personal_data_is_found_anywhere_in_a_file(text: str) -> None:
    """Comments, keys and values alike: the file itself is public."""
    source = read_source("data/tinh.yml", f"a: b\n{text}\n".encode())
    assert source.root is None
    column = text.index("0905") + 1
    assert [str(finding) for finding in source.findings] == [
        (
            f"data/tinh.yml:2:{column}: lỗi: không được công khai dữ liệu cá nhân; chỗ này giống số điện thoại "
            "“09••••••••” — xóa đi; nếu cần liên hệ, ghi tên cơ quan [du-lieu-ca-nhan]"
        )
    ]


@pytest.mark.threat("L01")
def test_a_personal_value_is_never_printed(base_tree: Path) -> None:
    """Whatever else is wrong with the file, no finding holds the number."""
    edit(base_tree, SNV_PROGRESS, "phan_tram: 40", "phan_tram: 0905123456")
    found = lines(base_tree)
    assert [line.partition(": lỗi")[0] for line in found] == [f"data/{SNV_PROGRESS}:9:20"]
    assert "0905123456" not in "\n".join(found)


@pytest.mark.threat("L01")
@pytest.mark.parametrize(
    "text",
    [
        "a: gọi số 0905\n  123 456 để hỏi\n",
        "a: >\n  gọi số 0905\n  123 456 để hỏi\n",
        'a: "gọi số 0905\\\n  123456"\n',
        'a: "gọi \\x30905123456"\n',
        'a: "lan\\u0040mail.example"\n',
    ],
)
def test_personal_data_is_found_across_folded_lines_and_escapes(text: str) -> None:
    """What the page would show is what must be looked at: folded lines join, escapes resolve."""
    rules = [finding.rule for finding in read_source("data/tinh.yml", text.encode()).findings]
    assert rules == ["du-lieu-ca-nhan"]


@pytest.mark.threat("L02")
@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Phân công ông Nguyễn Văn Mẫu theo dõi.", "ông N. V. M."),
        ("Bà Trần Thị Ví Dụ phụ trách", "Bà T. T. V. D."),
        ("Họp xong. Đồng chí Lê Mẫu kết luận", "Đồng chí L. M."),
        ("giao ông/bà Nguyễn Văn Mẫu", "ông N. V. M."),
        ("giao ông (bà) Phạm Mẫu", "ông P. M."),
        ("giao ông bà Phạm Mẫu", "bà P. M."),
        ("đồng chí: Đỗ Ước Mẫu", "đồng chí Đ. Ư. M."),
        ("bà H'Mẫu Niê trực", "bà H. N."),
        ("ông NGUYỄN VĂN MẪU", "ông N. V. M."),
        ("anh Ấn Mẫu và chị Mẫu", "anh Ấ. M."),
    ],
)
def test_a_person_named_is_found_and_shown_by_initials(text: str, shown: str) -> None:
    """A form of address and two words with capitals are a name."""
    person = find_person(text)
    assert person is not None
    assert person.masked == shown
    assert not {"Mẫu", "MẪU"} & set(without_personal_data(text).split()[:-1])
    assert len(without_personal_data(text)) == len(text)


@pytest.mark.threat("L02")
@pytest.mark.parametrize(
    "text",
    [
        "Bà Rịa - Vũng Tàu, Bà Nà Hills, Ông Đốc",
        "học kinh nghiệm của Bà Rịa Vũng Tàu",
        "đường Ông Ích Khiêm, phố Bà Triệu",
        "Đồng chí Phó Chủ tịch UBND tỉnh, đồng chí Bí thư Tỉnh ủy",
        "đồng chí Giám đốc Sở Nội vụ",
        "các anh chị em Bộ phận Một cửa",
        "phong tặng Bà Mẹ Việt Nam anh hùng, Anh hùng Lao động",
        "Thông tin công khai; không Hội Nông dân nào trả lời",
        "tiếng Anh Văn phòng, Vương quốc Anh Quốc",
        "ông Nguyễn Văn A",
        "ông bà, bà con Ê Đê",
        "",
    ],
)
def test_places_titles_and_sayings_are_no_persons(text: str) -> None:
    """A warning that is mostly wrong is soon ignored."""
    assert find_person(text) is None


@pytest.mark.threat("L02")
def test_names_are_found_in_every_text_of_a_cycle_and_never_repeated(base_tree: Path) -> None:
    """Submission, progress, plan and adjustments; the message shows initials only."""
    edit(base_tree, SNV_SUBMISSION, "Hướng dẫn hồ sơ ở cấp xã", "Hướng dẫn của ông Nguyễn Văn Mẫu ở cấp xã")
    edit(base_tree, SNV_PROGRESS, "ten: Công văn kèm mẫu phiếu", "ten: Công văn do bà Trần Thị Mẫu ký")
    edit(base_tree, CYCLE, "ten: Kế hoạch cải thiện", "ten: Kế hoạch của đồng chí Lê Thị Mẫu về cải thiện")
    edit(base_tree, ADJUSTMENTS, "Chờ kết quả", "Chờ anh Phạm Văn Mẫu rà soát kết quả")
    found = lines(base_tree)
    assert [line.rpartition("[")[2] for line in found] == ["ten-nguoi]"] * 4
    assert "Mẫu" not in "".join(found)
