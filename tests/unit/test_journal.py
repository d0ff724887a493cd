"""The ledger of changes: by day, by decision, how far a deadline moved."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.figures.freeze import written
from cchc.figures.journal import Journal, events_of, journal
from cchc.schema import AdjustmentKind
from unit.trees import ADJUSTMENTS, AS_OF, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

ENTRY = """  - ngay: {on}
    van_ban:
      so: {number}
      ngay: {on}
    nhiem_vu: {task}
    ly_do: Lý do của {number}.
{more}
"""


def append(tree: Path, task: str, on: str, number: str, more: str) -> None:
    """Add an adjustment."""
    place = tree / "data" / ADJUSTMENTS
    place.write_text(place.read_text("utf-8") + ENTRY.format(task=task, on=on, number=number, more=more), "utf-8")


def journal_of(tree: Path, as_of: dt.date = AS_OF) -> Journal:
    """Draw up the journal of the only cycle."""
    return journal(report_of(tree, as_of).tasks)


def test_one_decision_on_one_task_is_one_event_with_all_it_changed(base_tree: Path) -> None:
    """Two values moved by one decision stand together under it."""
    edit(base_tree, ADJUSTMENTS, "      thoi_han:", "      san_pham: 04 thông báo kết luận kiểm tra\n      thoi_han:")
    ((day, (event,)),) = journal_of(base_tree).days
    assert day == event.on == dt.date(2023, 8, 20)
    assert (event.task.code, event.kind, event.document.number) == ("SNV-02", AdjustmentKind.CHANGE, "MH-05/TB-UBND")
    assert [
        (change.field, written(change.before), written(change.after), change.days_moved) for change in event.changes
    ] == [
        ("deliverable", "05 thông báo kết luận kiểm tra", "04 thông báo kết luận kiểm tra", None),
        ("deadline", "trước 30/11/2023", "trước 15/12/2023", 15),
    ]


@pytest.mark.parametrize(
    ("deadline", "days"),
    [("trước 15/11/2023", -15), ("29/11/2023", 0), ("năm 2023", 32), ("thường xuyên", 32), ("Quý IV/2023", 32)],
)
def test_a_deadline_moves_by_days_between_last_on_time_days(base_tree: Path, deadline: str, days: int) -> None:
    """The last on-time day counts: "trước 30/11" means 29/11; an open-ended deadline means the cycle's end."""
    edit(base_tree, ADJUSTMENTS, "trước 15/12/2023", deadline)
    (event,) = journal_of(base_tree).events
    assert [change.days_moved for change in event.changes] == [days]


def test_days_come_newest_first_and_tasks_by_code_within_a_day(base_tree: Path) -> None:
    """A reader sees what is new first; every kind of event has its day."""
    append(base_tree, "SNV-04", "2023-09-10", "MH-09/QĐ-UBND", "    loai: bai-bo")
    append(base_tree, "SNV-03", "2023-09-10", "MH-09/QĐ-UBND", "    loai: bo-sung")
    append(base_tree, "SNV-02", "2023-09-30", "MH-11/QĐ-UBND", "    gia_tri_moi:\n      thoi_han: 1/12/2023")
    found = journal_of(base_tree)
    assert [(day.isoformat(), [(one.task.code, one.kind.value) for one in events]) for day, events in found.days] == [
        ("2023-09-30", [("SNV-02", "sua-doi")]),
        ("2023-09-10", [("SNV-03", "bo-sung"), ("SNV-04", "bai-bo")]),
        ("2023-08-20", [("SNV-02", "sua-doi")]),
    ]
    assert (found.decisions, found.tasks) == (3, 3)
    assert (found.postponed, found.longest_delay, found.brought_forward) == (1, 15, 1)
    assert [found.count(kind) for kind in AdjustmentKind] == [2, 1, 1]
    second = next(task for task in report_of(base_tree).tasks if task.code == "SNV-02")
    assert [event.on.isoformat() for event in events_of(second)] == ["2023-08-20", "2023-09-30"]


def test_what_takes_effect_later_is_not_told_yet(base_tree: Path) -> None:
    """The journal speaks of the day the site speaks of."""
    before = journal_of(base_tree, dt.date(2023, 8, 19))
    assert (before.days, before.events) == ((), ())
    assert (before.decisions, before.tasks, before.postponed, before.longest_delay) == (0, 0, 0, 0)
    assert journal_of(base_tree, dt.date(2023, 8, 20)).decisions == 1
