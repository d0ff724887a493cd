"""Approved tasks: their digest, and what adjustments have made of them at a date."""

from __future__ import annotations

import datetime as dt
import hashlib
import unicodedata
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.basics.deadline import parse_deadline
from cchc.figures.freeze import FrozenValue, PlannedTask, approved_values, digest_of, effective_tasks, written
from cchc.reading.formatting import drafts
from cchc.render.lock import lock_text
from unit.trees import (
    ADJUSTMENTS,
    AS_OF,
    CYCLE,
    LOCK,
    SNV_PROGRESS,
    SNV_SUBMISSION,
    cycle_of,
    dataset_of,
    edit,
    findings,
    lines,
    places,
    report_of,
    rules,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.schema import LockedTask

SECOND = """  - ngay: 2023-09-10
    van_ban:
      so: MH-07/TB-UBND
      ngay: 2023-09-08
    nhiem_vu: SNV-02
    gia_tri_moi:
      thoi_han: tháng 12/2023
      diem_phan_dau: 0,50
      thuc_hien:
        - so-noi-vu
        - so-tai-chinh
    ly_do: Thêm đơn vị thực hiện.
"""
WITHDRAWAL = """  - ngay: 2023-09-10
    van_ban:
      so: MH-07/TB-UBND
      ngay: 2023-09-08
    nhiem_vu: SNV-02
    loai: bai-bo
    ly_do: Không còn phù hợp.
"""
SNV_05 = """      - ma: SNV-05
        noi_dung: Công khai kết luận của từng cuộc kiểm tra trên trang của sở.
        chu_tri: so-noi-vu
        thuc_hien:
          - so-noi-vu
        san_pham: 05 kết luận được đăng
        thoi_han: trước 15/12/2023
"""
SNV_03 = """    nhiem_vu:
      - ma: SNV-03
        noi_dung: Ban hành một mẫu phiếu hướng dẫn dùng chung cho cấp xã.
        chu_tri: so-noi-vu
        thuc_hien:
          - so-noi-vu
        san_pham: 01 công văn kèm mẫu phiếu
        thoi_han: 30/6/2023
"""


def task_of(tree: Path, code: str, as_of: dt.date = AS_OF) -> PlannedTask:
    """Give one task as it stands at a date."""
    return next(task for task in effective_tasks(cycle_of(tree), as_of) if task.code == code)


def append(tree: Path, entry: str) -> None:
    """Add one more adjustment."""
    place = tree / "data" / ADJUSTMENTS
    place.write_text(place.read_text("utf-8") + entry, "utf-8")


@pytest.mark.parametrize(
    ("as_of", "deadline", "changes"),
    [
        (dt.date(2023, 8, 19), "trước 30/11/2023", 0),
        (dt.date(2023, 8, 20), "trước 15/12/2023", 1),
        (dt.date(2023, 8, 21), "trước 15/12/2023", 1),
    ],
)
def test_an_adjustment_holds_from_its_day_on(base_tree: Path, as_of: dt.date, deadline: str, changes: int) -> None:
    """The day before, the approved value still stands."""
    task = task_of(base_tree, "SNV-02", as_of)
    assert task.deadline.text == deadline
    assert len(task.changes) == changes


def test_a_change_keeps_old_and_new(base_tree: Path) -> None:
    """Every moved value names its day, decision and reason."""
    (change,) = task_of(base_tree, "SNV-02").changes
    assert (
        change.on,
        change.field,
        written(change.before),
        written(change.after),
        change.document.number,
        change.reason,
    ) == (
        dt.date(2023, 8, 20),
        "deadline",
        "trước 30/11/2023",
        "trước 15/12/2023",
        "MH-05/TB-UBND",
        "Chờ kết quả rà soát địa bàn.",
    )
    assert 4 <= change.span.line <= 11


def test_changes_follow_one_another(base_tree: Path) -> None:
    """The old value of the second change is the new one of the first; fields not named stay."""
    append(base_tree, SECOND)
    task = task_of(base_tree, "SNV-02")
    assert [(change.field, written(change.before), written(change.after)) for change in task.changes] == [
        ("deadline", "trước 30/11/2023", "trước 15/12/2023"),
        ("implementers", "so-noi-vu", "so-noi-vu, so-tai-chinh"),
        ("deadline", "trước 15/12/2023", "tháng 12/2023"),
        ("target_points", "", "0.5"),
    ]
    assert task.deadline.last_on == dt.date(2023, 12, 31)
    assert task.implementers == ("so-noi-vu", "so-tai-chinh")
    assert task.partners == ("so-tu-phap",)
    assert findings(base_tree) == []


def test_a_withdrawn_task_stays_in_the_plan_without_a_state(base_tree: Path) -> None:
    """It is shown as withdrawn and judged no more."""
    append(base_tree, WITHDRAWAL)
    before, after = report_of(base_tree, dt.date(2023, 9, 9)), report_of(base_tree, dt.date(2023, 9, 10))
    assert len(before.states) == 5
    assert len(after.states) == 4
    assert len(after.tasks) == 5
    withdrawn = next(task for task in after.tasks if task.code == "SNV-02").withdrawn_by
    assert withdrawn is not None
    assert withdrawn.reason == "Không còn phù hợp."
    assert findings(base_tree) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        ((), ""),
        (("a", "b"), "a, b"),
        (Decimal("0.50"), "0.5"),
        (Decimal("1E+1"), "10"),
        ("  một \n hai  ", "một hai"),
        (parse_deadline("Quý  III/2023"), "Quý III/2023"),
    ],
)
def test_values_are_written_canonically(value: FrozenValue, text: str) -> None:
    """Layout and trailing zeros are no change of substance."""
    assert written(value) == text


def test_the_digest_is_sha_256_of_the_canonical_values() -> None:
    """Keys in order, no spaces, text as it is: anyone can recompute it."""
    expected = hashlib.sha256('{"a":"1","noi_dung":"Kế hoạch"}'.encode()).hexdigest()
    assert digest_of({"noi_dung": "Kế hoạch", "a": "1"}) == expected
    assert digest_of({"a": "1"}) == "9afeb0f2b203f254312ec8ded441d0318b7c34c57f8695ede42d2215a30c0960"


def test_the_digests_of_the_base_are_those_of_its_lock(base_tree: Path) -> None:
    """What approval wrote is what is computed today."""
    cycle = cycle_of(base_tree)
    assert cycle.lock is not None
    assert {one.task.code: digest_of(approved_values(one)) for one in cycle.proposed_tasks()} == {
        one.code: one.digest for one in cycle.lock.tasks
    }
    assert digest_of(approved_values(cycle.proposed_tasks()[0])) == (
        "36c6abdb4cdd02a5d0936d3bd3edf049297b526488a69ab10ace7c9473851bb6"
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("diem_phan_dau: 0.5", "diem_phan_dau: 0,50"),
        ("thoi_han: Quý III/2023", 'thoi_han: "Quý  III/2023 "'),
        (
            "noi_dung: Lập bảng theo dõi từng nhiệm vụ của kế hoạch theo tháng.",
            "noi_dung: >\n          Lập bảng theo dõi từng nhiệm vụ\n          của kế hoạch theo tháng.",
        ),
        ("      - ma: SNV-01", "      # chú thích\n      - ma: SNV-01"),
        ("thoi_han: trước 30/11/2023", "thoi_han: trước 2023-11-30"),
        ("thoi_han: trước 30/11/2023", "thoi_han: trước 30.11.2023"),
        ("thoi_han: 30/6/2023", "thoi_han: 30/06/2023"),
        (
            "        san_pham: 07 bảng theo dõi tháng\n        thoi_han: Quý III/2023\n",
            "        thoi_han: Quý III/2023\n        san_pham: 07 bảng theo dõi tháng\n",
        ),
    ],
)
def test_a_new_layout_of_an_approved_task_is_no_change(base_tree: Path, old: str, new: str) -> None:
    """Quotes, folding, comments, trailing zeros, spelling of dates, order of keys may change; the approval stands."""
    edit(base_tree, SNV_SUBMISSION, old, new)
    assert findings(base_tree) == []


def test_formatting_keeps_every_approval(base_tree: Path) -> None:
    """What `cchc fmt` rewrites of a file in another layout is not what was approved."""
    edit(base_tree, SNV_SUBMISSION, "        diem_phan_dau: 0.5\n", "")
    edit(base_tree, SNV_SUBMISSION, "      - ma: SNV-01\n", "      - diem_phan_dau: '0,50'\n        ma:   SNV-01\n")
    drafted, found = drafts(base_tree / "data", [base_tree / "data" / SNV_SUBMISSION])
    assert found == []
    (draft,) = drafted
    assert findings(base_tree) == []
    draft.write()
    assert findings(base_tree) == []


@pytest.mark.parametrize("stage", ["lay-bao-cao", "du-thao", "da-trinh"])
def test_a_frozen_plan_does_not_go_back(base_tree: Path, stage: str) -> None:
    """While the lock stands, no earlier stage does: its tasks would look as if they could be rewritten."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", f"trang_thai: {stage}")
    assert rules(base_tree) == ["giai-doan"]


def locked_in(tree: Path) -> tuple[LockedTask, ...]:
    """Give what the lock of the only cycle holds."""
    lock = cycle_of(tree).lock
    assert lock is not None
    return lock.tasks


def added(tree: Path) -> None:
    """Add task SNV-05 to a submission after approval, by an adjustment."""
    edit(tree, SNV_SUBMISSION, SNV_03, SNV_03 + SNV_05)
    append(tree, WITHDRAWAL.replace("SNV-02", "SNV-05").replace("bai-bo", "bo-sung"))


@pytest.mark.threat("S02")
def test_an_added_task_is_frozen_as_the_others_are(base_tree: Path) -> None:
    """Approval puts it to the lock with its day; then an edit in place names both values."""
    before = {one.code: one.digest for one in locked_in(base_tree)}
    added(base_tree)
    assert rules(base_tree) == ["giai-doan"]
    (base_tree / "data" / LOCK).write_text(lock_text(cycle_of(base_tree)), "utf-8")
    assert findings(base_tree) == []
    *old, new = locked_in(base_tree)
    assert {one.code: one.digest for one in old} == before
    assert [one.added_on for one in old] == [None] * len(old)
    assert (new.code, new.added_on) == ("SNV-05", dt.date(2023, 9, 10))
    edit(base_tree, SNV_SUBMISSION, "san_pham: 05 kết luận", "san_pham: 03 kết luận")
    (line,) = lines(base_tree)
    assert "“SNV-05” là “05 kết luận được đăng”; tệp đang ghi “03 kết luận được đăng”" in line
    assert line.endswith("[nhiem-vu-da-duyet]")


@pytest.mark.threat("S02")
def test_an_added_task_changes_by_another_adjustment(base_tree: Path) -> None:
    """As any approved task does, its submission keeps what was approved."""
    added(base_tree)
    (base_tree / "data" / LOCK).write_text(lock_text(cycle_of(base_tree)), "utf-8")
    append(base_tree, SECOND.replace("SNV-02", "SNV-05").replace("      diem_phan_dau: 0,50\n", ""))
    assert findings(base_tree) == []
    assert task_of(base_tree, "SNV-05").deadline.text == "tháng 12/2023"


@pytest.mark.threat("U01")
def test_a_decomposed_file_keeps_its_approval(base_tree: Path) -> None:
    """The same words typed with combining accents have the same digest."""
    place = base_tree / "data" / SNV_SUBMISSION
    place.write_text(unicodedata.normalize("NFD", place.read_text("utf-8")), "utf-8")
    assert findings(base_tree) == []


@pytest.mark.threat("S02")
@pytest.mark.parametrize(
    ("old", "new", "place", "values"),
    [
        ("thoi_han: Quý III/2023", "thoi_han: Quý IV/2023", ":21:19", ["“Quý III/2023”", "“Quý IV/2023”"]),
        ("        diem_phan_dau: 0.5\n", "", ":14:", ["“0.5”"]),
        ("          - ubnd-cap-huyen\n", "", ":18:11", ["“so-noi-vu, ubnd-cap-huyen”", "“so-noi-vu”"]),
    ],
)
def test_an_approved_value_edited_in_place_names_both_values(
    base_tree: Path, old: str, new: str, place: str, values: list[str]
) -> None:
    """What was approved changes only through an adjustment; the finding says what was approved and what is written."""
    edit(base_tree, SNV_SUBMISSION, old, new)
    (line,) = lines(base_tree)
    assert line.startswith(f"data/{SNV_SUBMISSION}{place}")
    assert line.endswith("[nhiem-vu-da-duyet]")
    assert [value for value in ["“SNV-01”", *values] if value not in line] == []


@pytest.mark.threat("S02")
def test_an_approved_task_is_not_renamed(base_tree: Path) -> None:
    """The new id is refused where it stands."""
    edit(base_tree, SNV_SUBMISSION, "ma: SNV-03", "ma: SNV-33")
    assert f"data/{SNV_SUBMISSION}:46:13 nhiem-vu-da-duyet" in places(base_tree)


@pytest.mark.threat("S02")
def test_an_approved_task_is_not_deleted(base_tree: Path) -> None:
    """It is withdrawn by an adjustment; the approval still names it."""
    edit(base_tree, SNV_SUBMISSION, SNV_03, "")
    assert f"data/{LOCK}:26:9 nhiem-vu-da-duyet" in places(base_tree)


@pytest.mark.threat("S02")
@pytest.mark.parametrize(("old", "new"), [("ma: SNV-03", "ma: SNV-33"), (SNV_03, "")])
def test_a_task_that_progress_names_is_missed_there(base_tree: Path, old: str, new: str) -> None:
    """Before approval a task may go, but not while progress still speaks of it."""
    for relative in (LOCK, ADJUSTMENTS):
        (base_tree / "data" / relative).unlink()
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: du-thao")
    assert rules(base_tree) == []
    edit(base_tree, SNV_SUBMISSION, old, new)
    assert f"data/{SNV_PROGRESS}:11:13 nhiem-vu-khong-co" in places(base_tree)


@pytest.mark.threat("S02")
def test_an_agency_deleted_while_referenced_names_every_referrer(base_tree: Path) -> None:
    """The registry keeps agencies that data still names."""
    text = (base_tree / "data" / "don-vi.yml").read_text("utf-8")
    block = text[text.index("  - ma: so-tu-phap") : text.index("  - ma: so-tai-chinh")]
    edit(base_tree, "don-vi.yml", block, "")
    found = [line.partition(": lỗi")[0] for line in lines(base_tree)]
    assert found == [
        "data/ke-hoach/2023/bao-cao/so-noi-vu.yml:35:13",
        "data/ke-hoach/2023/bao-cao/so-tu-phap.yml:1:10",
        "data/ke-hoach/2023/bao-cao/so-tu-phap.yml:16:18",
        "data/ke-hoach/2023/bao-cao/so-tu-phap.yml:18:13",
        "data/ke-hoach/2023/ke-hoach.yml:16:5",
        "data/ke-hoach/2023/ke-hoach.yml:26:10",
        "data/ke-hoach/2023/tien-do/so-tu-phap.yml:1:10",
    ]


@pytest.mark.threat("S02")
def test_an_id_used_twice_is_refused(base_tree: Path) -> None:
    """The id of a task is never reused, not even in the same submission."""
    edit(base_tree, SNV_SUBMISSION, "ma: SNV-04", "ma: SNV-02")
    assert "trung-ma-nhiem-vu" in rules(base_tree)


@pytest.mark.threat("S02")
def test_a_lock_edited_by_hand_is_refused(base_tree: Path) -> None:
    """Approved values and their digest stand or fall together."""
    edit(base_tree, LOCK, "san_pham: 07 bảng", "san_pham: 06 bảng")
    assert places(base_tree) == [f"data/{LOCK}:6:13 nhiem-vu-da-duyet"]


@pytest.mark.threat("S09")
def test_adjustments_apply_by_date_not_by_place(base_tree: Path) -> None:
    """The same two adjustments in either order give the same task."""
    append(base_tree, SECOND)
    before = task_of(base_tree, "SNV-02")
    place = base_tree / "data" / ADJUSTMENTS
    text = place.read_text("utf-8")
    first = text[text.index("  - ngay: 2023-08-20") : text.index(SECOND)]
    place.write_text(text.replace(first + SECOND, SECOND + first), "utf-8")
    after = task_of(base_tree, "SNV-02")
    assert [(change.on, change.field, written(change.before), written(change.after)) for change in after.changes] == [
        (change.on, change.field, written(change.before), written(change.after)) for change in before.changes
    ]
    assert (after.deadline, after.implementers) == (before.deadline, before.implementers)
    assert dataset_of(base_tree).cycles[2023].adjustments is not None
    assert rules(base_tree) == ["dieu-chinh"]
