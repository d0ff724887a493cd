"""Whose a file is, and who an account stands for on a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cchc.git import Entry
from cchc.revisions.changeset import Touched
from cchc.revisions.ownership import agency_of, refusals, sender
from unit.trees import dataset_of, edit

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.model import Dataset

DAY = dt.date(2023, 10, 15)
FILE = Entry("100644", "0" * 40, 1)
MERGED = """    den_ngay: 2023-09-30
    ke_thua_boi: so-noi-vu
    tai_khoan:
      - ten: nguoi-cua-stp
        id: 2001
"""


def touched(*paths: str) -> list[Touched]:
    """Make edits of files."""
    return [Touched(path, FILE, FILE) for path in paths]


@pytest.fixture
def merged(base_tree: Path) -> Dataset:
    """A registry in which Sở Tư pháp went into Sở Nội vụ at the end of September."""
    edit(base_tree, "don-vi.yml", "    ten_tat: STP\n    loai: so\n", f"    ten_tat: STP\n    loai: so\n{MERGED}")
    heir = "    tai_khoan:\n      - ten: nguoi-cua-snv\n        id: 1001\n"
    edit(base_tree, "don-vi.yml", "    ten_tat: SNV\n    loai: so\n", f"    ten_tat: SNV\n    loai: so\n{heir}")
    return dataset_of(base_tree)


@pytest.mark.threat("G01")
@pytest.mark.parametrize(
    ("path", "owner"),
    [
        ("data/ke-hoach/2023/bao-cao/so-noi-vu.yml", "so-noi-vu"),
        ("data/ke-hoach/2024/tien-do/so-tu-phap.yml", "so-tu-phap"),
        ("data/ke-hoach/2023/ke-hoach.yml", None),
        ("data/ke-hoach/2023/khoa.yml", None),
        ("data/ke-hoach/2023/dieu-chinh.yml", None),
        ("data/don-vi.yml", None),
        ("data/ke-hoach/2023/bao-cao/so-noi-vu.yaml", None),
        ("data/ke-hoach/2023/bao-cao/so-noi-vu.yml\n", None),
        ("data/ke-hoach/2023/bao-cao/../so-noi-vu.yml", None),
        ("x/data/ke-hoach/2023/bao-cao/so-noi-vu.yml", None),
        ("data/ke-hoach/2023/bao-cao/SO-NOI-VU.yml", None),
        (".github/workflows/kiem-tra.yml", None),
        ("mkdocs.yml", None),
        ("data/.gitattributes", None),
    ],
)
def test_a_file_belongs_to_the_agency_it_is_named_after_or_to_the_core_group(path: str, owner: str | None) -> None:
    """What is not exactly an agency's is nobody else's than the core group's."""
    assert agency_of(path) == owner


@pytest.mark.threat("G06")
def test_an_heir_may_change_what_it_took_over(merged: Dataset) -> None:
    """After a merger the accounts of the agency that ended send nothing; its heir's send both agencies' files."""
    files = touched("data/ke-hoach/2023/tien-do/so-tu-phap.yml", "data/ke-hoach/2023/tien-do/so-noi-vu.yml")
    heir, gone = sender(merged, 1001, DAY), sender(merged, 2001, DAY)
    assert heir.agencies == {"so-noi-vu"}
    assert list(refusals(merged, files, heir)) == []
    (finding,) = refusals(merged, files, gone)
    assert finding.message == "tài khoản số 2001 nộp thay cơ quan đã kết thúc hoạt động"
    before = sender(merged, 2001, dt.date(2023, 9, 30))
    assert before.agencies == {"so-tu-phap"}
    assert [one.rule for one in refusals(merged, files, before)] == ["khong-duoc-sua"]


@pytest.mark.threat("G05")
def test_an_account_is_its_number(base_tree: Path) -> None:
    """Whoever takes over a login that was given up, or writes it in capitals, is somebody else."""
    account = "    tai_khoan:\n      - ten: so-noi-vu-dak\n        id: 1001\n"
    edit(base_tree, "don-vi.yml", "    ten_tat: SNV\n    loai: so\n", f"    ten_tat: SNV\n    loai: so\n{account}")
    registry = dataset_of(base_tree)
    assert sender(registry, 1001, DAY).login == "so-noi-vu-dak"
    assert not sender(registry, 10010, DAY).is_known


@pytest.mark.threat("G06")
@pytest.mark.parametrize(
    ("day", "is_known"),
    [
        (dt.date(2023, 5, 31), False),
        (dt.date(2023, 6, 1), True),
        (dt.date(2023, 6, 30), True),
        (dt.date(2023, 7, 1), False),
    ],
)
def test_an_account_is_valid_from_its_first_day_to_its_last(base_tree: Path, day: dt.date, *, is_known: bool) -> None:
    """Both days included."""
    account = "        tu_ngay: 2023-06-01\n        den_ngay: 2023-06-30\n"
    block = f"    ten_tat: SNV\n    loai: so\n    tai_khoan:\n      - ten: snv\n        id: 1001\n{account}"
    edit(base_tree, "don-vi.yml", "    ten_tat: SNV\n    loai: so\n", block)
    assert sender(dataset_of(base_tree), 1001, day).is_known == is_known


@pytest.mark.threat("G15")
def test_a_registry_without_accounts_says_where_to_begin(base_tree: Path) -> None:
    """A repository that has just been set up knows nobody, and lets nobody in."""
    registry = dataset_of(base_tree)
    (finding,) = refusals(registry, touched("data/don-vi.yml"), sender(registry, 1001, DAY))
    assert (finding.message, finding.hint) == (
        "danh bạ ở nhánh chính chưa ghi tài khoản nào",
        "người quản trị kho ghi “nhom_loi” vào don-vi.yml trước",
    )


@pytest.mark.threat("G15")
def test_while_the_registry_is_wrong_nobody_is_known(merged: Dataset) -> None:
    """A doubtful owner is none, and the message says where the doubt lies."""
    doubtful = replace(merged, registry=None)
    (finding,) = refusals(doubtful, touched("data/don-vi.yml"), sender(doubtful, 1001, DAY))
    assert finding.message == "chưa biết tài khoản số 1001 là của ai vì danh bạ ở nhánh chính đang có lỗi"
