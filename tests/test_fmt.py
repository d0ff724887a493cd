"""`cchc fmt`: what it changes, what it leaves alone, and what it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from cchc.reading.canonical import canonical
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

SUBMISSION = "data/ke-hoach/2023/bao-cao/so-tu-phap.yml"
UNTIDY = """\
# Báo cáo của Sở Tư pháp.

# Kỳ kế hoạch năm 2023
ke_hoach: '2023'
co_quan: "so-tu-phap"   # đơn vị nộp


tinh_chat:   minh-hoa
van_ban: {so: MH-21/BC-STP, ngay: 10/5/2023}   # văn bản gửi kèm
phan_tich:
- tieu_chi: "par-index-2022/2.1"
  # chưa rà soát
  ton_tai: >-
    Còn 04 văn bản chưa xử lý
    sau khi đã có kết luận rà soát.
  nhiem_vu:
  # đã thống nhất với Sở Tài chính
  - ma: STP-01
    thuc_hien: [so-tu-phap, "so-tai-chinh"]   # hai sở
    chu_tri: so-tu-phap
    noi_dung: |
      Trình bãi bỏ, thay thế 04 văn bản
      đã có kết luận rà soát.
    san_pham: "Kết quả: 04 văn bản được bãi bỏ hoặc thay thế"
    thoi_han: 'tháng 8/2023'
    diem_phan_dau: 1,00
  nguyen_nhan:
  - {noi_dung: "Chưa phân công theo dõi “sau rà soát”.", loai: chu-quan}
# hết
"""
TIDY = """\
# Báo cáo của Sở Tư pháp.

# Kỳ kế hoạch năm 2023
co_quan: so-tu-phap # đơn vị nộp
ke_hoach: 2023

tinh_chat: minh-hoa
van_ban: # văn bản gửi kèm
  so: MH-21/BC-STP
  ngay: 2023-05-10
phan_tich:
  - tieu_chi: par-index-2022/2.1
    # chưa rà soát
    ton_tai: Còn 04 văn bản chưa xử lý sau khi đã có kết luận rà soát.
    nguyen_nhan:
      - loai: chu-quan
        noi_dung: Chưa phân công theo dõi “sau rà soát”.
    nhiem_vu:
      # đã thống nhất với Sở Tài chính
      - ma: STP-01
        noi_dung: |
          Trình bãi bỏ, thay thế 04 văn bản
          đã có kết luận rà soát.
        chu_tri: so-tu-phap
        thuc_hien: # hai sở
          - so-tu-phap
          - so-tai-chinh
        san_pham: "Kết quả: 04 văn bản được bãi bỏ hoặc thay thế"
        thoi_han: tháng 8/2023
        diem_phan_dau: 1
# hết
"""


def test_the_data_of_this_repository_is_canonical(
    monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """And so are the examples' base and the lock files in both, which `cchc approve` wrote."""
    monkeypatch.chdir(ROOT)
    for data in ("data", "tests/examples/_base/data"):
        outcome = cchc("fmt", "--check", "--data", data)
        assert outcome.out == "Mọi tệp đã đúng định dạng.\n"
        assert outcome.code == 0


def test_a_file_is_brought_to_its_canonical_form(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Word for word: order, quotes, dates, numbers, indentation; comments stay with what they speak of."""
    (base_tree / SUBMISSION).write_bytes(b"\xef\xbb\xbf" + UNTIDY.replace("\n", "\r\n").encode())
    before = cchc("check").out
    (base_tree / SUBMISSION).chmod(0o640)
    outcome = cchc("fmt")
    assert outcome.out == f"Đã sửa lại định dạng: {SUBMISSION}\n"
    assert outcome.code == 0
    assert (base_tree / SUBMISSION).read_bytes().decode() == TIDY
    assert (base_tree / SUBMISSION).stat().st_mode & 0o777 == 0o640
    assert [line.split(": ", 1)[1] for line in cchc("check").findings] == [
        line.split(": ", 1)[1] for line in before.splitlines() if line.startswith("data/")
    ]
    assert cchc("fmt").out == "Mọi tệp đã đúng định dạng.\n"


@pytest.mark.parametrize(
    ("written", "formatted"),
    [
        ("ghi_chu: # 1\n  # 2\n  - một # 3\n  # 4\n", "ghi_chu: # 1\n  # 2\n  - một # 3\n# 4\n"),
        ("ghi_chu: [một, # 1\n  # 2\n  hai, ba] # 3\n", "ghi_chu: # 1\n  - một\n  # 2\n  - hai # 3\n  - ba\n"),
        ("ghi_chu:\n- # 1\n  # 2\n  một\n\n\n- hai", "ghi_chu:\n  # 1\n  # 2\n  - một\n\n  - hai\n"),
        ("nhanh: # 1\n  # 2\n  chinh # 3", "# 1\n# 2\nnhanh: chinh # 3\n"),
        ("nhanh: # 1\n  chinh", "nhanh: chinh # 1\n"),
        ("? nhanh # 1\n: # 2\n  chinh", "# 1\n# 2\nnhanh: chinh\n"),
        ("nhanh: 'chinh' #1", 'nhanh: "chinh" #1\n'),
        ("nhanh: 'nhánh chính' # 1", 'nhanh: "nhánh chính" # 1\n'),
        ("nhanh: # 1", "nhanh: # 1\n"),
        ("ghi_chu: [ # 1\n# 2\n]\n# 3\n", "ghi_chu: [] # 1\n# 2\n# 3\n"),
        ("ghi_chu:\n  - |2 # 1\n    một\n\n\n    #2\n\n# 3", "ghi_chu:\n  - | # 1\n    một\n\n\n    #2\n\n# 3\n"),
        ("ghi_chu:\n- >- # 1\n  một\n  hai\n\n  ba\n", "ghi_chu:\n  - | # 1\n    một hai\n    ba\n"),
        ('ghi_chu:\n- "một \\\n  hai # 0" # 1\n', 'ghi_chu:\n  - "một hai # 0" # 1\n'),
        (
            """ghi_chu: ['Ghi: "a"', '“a”', '\\a: ''b''']""",
            """ghi_chu:\n  - 'Ghi: "a"'\n  - "“a”"\n  - '\\a: ''b'''\n""",
        ),
    ],
)
def test_comments_and_texts_in_odd_places(
    written: str, formatted: str, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Every comment goes to the nearest place that YAML has for it; formatting again changes nothing."""
    province = base_tree / "data" / "tinh.yml"
    before = province.read_text("utf-8").replace("tinh_den_ngay: 2023-10-15\n", "")
    province.write_text(before + written, "utf-8")
    assert cchc("fmt").code == 0
    after = province.read_text("utf-8")
    assert formatted in after
    assert sorted(after.splitlines()) == sorted((before + formatted).splitlines())
    assert cchc("fmt", "--check").out == "Mọi tệp đã đúng định dạng.\n"


def test_check_shows_what_would_change_and_changes_nothing(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """A unified diff, and exit 1 for the machine that asks."""
    plan = base_tree / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    changed = plan.read_text("utf-8").replace("truoc: 2023-05-15", "truoc: 15/5/2023")
    plan.write_text(changed, "utf-8")
    outcome = cchc("fmt", "--check")
    assert outcome.code == 1
    assert outcome.out == (
        "--- data/ke-hoach/2023/ke-hoach.yml\n"
        "+++ data/ke-hoach/2023/ke-hoach.yml (đã định dạng)\n"
        "@@ -18,3 +18,3 @@\n"
        "   nop_bao_cao:\n"
        "-    truoc: 15/5/2023\n"
        "+    truoc: 2023-05-15\n"
        "   trinh_ke_hoach:\n"
        "1 tệp chưa đúng định dạng; chạy “cchc fmt” để sửa.\n"
    )
    assert plan.read_text("utf-8") == changed


def test_a_difference_that_cannot_be_seen_is_told(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Line ends and byte-order marks."""
    registry = base_tree / "data" / "don-vi.yml"
    registry.write_bytes(registry.read_bytes().replace(b"\n", b"\r\n"))
    told = "data/don-vi.yml: chỉ khác cách lưu (BOM, dấu xuống dòng, cách ghép dấu chữ Việt)\n"
    assert cchc("fmt", "--check").out.startswith(told)


def test_a_long_difference_is_cut(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Nobody reads two thousand lines in a terminal."""
    lock = base_tree / "data" / "ke-hoach" / "2023" / "khoa.yml"
    lock.write_text(lock.read_text("utf-8").replace("\n  ", "\n"), "utf-8")
    outcome = cchc("fmt", "--check")
    assert len(outcome.out.splitlines()) == 62
    assert re.fullmatch(r"… và \d+ dòng khác", outcome.out.splitlines()[-2])


def test_a_file_with_errors_is_left_alone(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Its findings are told; the others are formatted all the same."""
    registry, submission = base_tree / "data" / "don-vi.yml", base_tree / SUBMISSION
    wrong = registry.read_text("utf-8").replace("loai: so\n", "loai: 'sở'\n", 1)
    registry.write_text(wrong, "utf-8")
    submission.write_text(UNTIDY, "utf-8")
    outcome = cchc("fmt")
    assert outcome.code == 1
    lines = outcome.out.splitlines()
    assert lines[0] == f"Đã sửa lại định dạng: {SUBMISSION}"
    assert re.match(r"data/don-vi\.yml:\d+:\d+: lỗi: .+ \[gia-tri-ngoai-danh-sach\]$", lines[1])
    assert lines[2].endswith("'sở'")
    assert lines[-1:] == ["Tệp còn lỗi được giữ nguyên; sửa lỗi rồi định dạng lại."]
    assert registry.read_text("utf-8") == wrong


def test_only_the_files_named_are_formatted(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """A hook hands over what was changed; a folder stands for all that lies in it."""
    files = [base_tree / "data" / "don-vi.yml", base_tree / SUBMISSION]
    for file in files:
        file.write_bytes(file.read_bytes() + b"\n")
    assert cchc("fmt", "data/don-vi.yml").out == "Đã sửa lại định dạng: data/don-vi.yml\n"
    assert cchc("fmt", "--check", "data/ke-hoach/2024").code == 2
    outcome = cchc("fmt", str(base_tree / "data" / "ke-hoach"), "data/tinh.yml")
    assert outcome.out == f"Đã sửa lại định dạng: {SUBMISSION}\n"


@pytest.mark.parametrize("path", ["data/khong-co.yml", "xa.yml", "../data"])
def test_a_path_that_is_no_data_is_wrong_use(path: str, base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Nothing outside the data directory is ever touched."""
    (base_tree / "xa.yml").write_text("ten:   Xa\n", "utf-8")
    outcome = cchc("fmt", path)
    assert outcome.code == 2
    assert outcome.err == f"cchc: không có “{path}” trong thư mục dữ liệu “data”.\n"
    assert (base_tree / "xa.yml").read_text("utf-8") == "ten:   Xa\n"


def test_a_text_that_would_say_something_else_is_never_written(
    base_tree: Path, monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """A defect of ours is told as one, and every file stays as it was."""
    tree = {path: path.read_bytes() for path in (base_tree / "data").rglob("*.yml")}
    monkeypatch.setattr(
        "cchc.reading.formatting.canonical", lambda text, record: canonical(text, record).replace("Mẫu", "Khác")
    )
    (base_tree / SUBMISSION).write_bytes(tree[base_tree / SUBMISSION] + b"\n")
    outcome = cchc("fmt")
    assert outcome.code == 3
    assert re.search(r"định dạng data/\S+\.yml sẽ làm đổi nội dung", outcome.err)
    assert {path: path.read_bytes() for path in tree if path != base_tree / SUBMISSION} == {
        path: raw for path, raw in tree.items() if path != base_tree / SUBMISSION
    }
    assert (base_tree / SUBMISSION).read_bytes().endswith(b"\n\n")


def test_a_file_is_never_half_written(
    base_tree: Path, monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """Where the last step fails, the old file stands and nothing is left beside it."""

    def fails(*_: object) -> None:
        raise OSError(28, "đĩa đầy")

    submission = base_tree / SUBMISSION
    submission.write_text(UNTIDY, "utf-8")
    beside = sorted(submission.parent.iterdir())
    monkeypatch.setattr("pathlib.Path.replace", fails)
    assert cchc("fmt").code == 3
    assert submission.read_text("utf-8") == UNTIDY
    assert sorted(submission.parent.iterdir()) == beside
