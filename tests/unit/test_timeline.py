"""The months of a cycle: what falls due in each, the cycle's milestones, and where a day stands."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.figures.progress import Status
from cchc.figures.timeline import MarkKind
from unit.trees import ADJUSTMENTS, AS_OF, CYCLE, LOCK, SNV_SUBMISSION, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path


def test_tasks_stand_in_the_month_of_their_last_day_on_time(base_tree: Path) -> None:
    """Tháng 8 is August, Quý III September, "trước 15/12" December, năm 2023 December."""
    line = report_of(base_tree).timeline
    due = {month.first_on.month: [state.task.code for state in month.states] for month in line.months if month.states}
    assert due == {6: ["SNV-03"], 8: ["STP-01"], 9: ["SNV-01"], 12: ["SNV-02", "SNV-04"]}
    assert [month.first_on for month in line.months] == [dt.date(2023, number, 1) for number in range(1, 13)]
    assert line.busiest.first_on == dt.date(2023, 12, 1)
    assert line.busiest.status_counts[Status.OPEN_IN_TIME] == 2
    assert line.outside == ()


@pytest.mark.threat("S04")
def test_every_live_task_is_counted_once(base_tree: Path) -> None:
    """A task due after the last month is counted apart, not lost."""
    for name in (LOCK, ADJUSTMENTS):
        (base_tree / "data" / name).unlink()
    edit(base_tree, SNV_SUBMISSION, "trước 30/11/2023", "trước 15/2/2024")
    report = report_of(base_tree)
    line = report.timeline
    assert [state.task.code for state in line.outside] == ["SNV-02"]
    assert sum(len(month.states) for month in line.months) + 1 == len(report.states)


def test_a_cycle_that_ends_the_year_after_has_months_up_to_its_end(base_tree: Path) -> None:
    """The months run from January of the plan's year to the month in which the cycle is judged."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "ket_thuc: 2024-02-15\ntrang_thai: da-ban-hanh")
    line = report_of(base_tree).timeline
    assert (line.months[0].first_on, line.months[-1].first_on) == (dt.date(2023, 1, 1), dt.date(2024, 2, 1))
    assert len(line.months) == 14
    assert [mark.kind for mark in line.months[-1].marks] == [MarkKind.END]


@pytest.mark.threat("T02")
def test_milestones_stand_on_their_last_day_on_time(base_tree: Path) -> None:
    """Trước ngày 15/5 is the 14th; a plan that is not issued has no day of issue."""
    marks = {mark.kind: mark.on for month in report_of(base_tree).timeline.months for mark in month.marks}
    assert marks == {
        MarkKind.SUBMISSIONS: dt.date(2023, 5, 14),
        MarkKind.PLAN: dt.date(2023, 5, 29),
        MarkKind.ISSUED: dt.date(2023, 6, 12),
        MarkKind.END: dt.date(2023, 12, 31),
    }


@pytest.mark.parametrize(
    ("day", "place"),
    [
        (dt.date(2023, 1, 31), Decimal("1.00")),
        (dt.date(2023, 6, 15), Decimal("5.50")),
        (AS_OF, Decimal("9.48")),
        (dt.date(2023, 12, 31), Decimal("12.00")),
        (dt.date(2022, 12, 31), None),
        (dt.date(2024, 1, 1), None),
    ],
)
def test_a_day_stands_between_the_edges_of_its_month(base_tree: Path, day: dt.date, place: Decimal | None) -> None:
    """The end of a month is the right edge of its column; a day outside the months stands nowhere."""
    assert report_of(base_tree).timeline.place(day) == place


def test_a_plan_without_tasks_has_its_months(draft: Path) -> None:
    """Nothing due is a row of zeros, not an error."""
    for path in (draft / "data/ke-hoach/2023/bao-cao").iterdir():
        path.unlink()
    for path in (draft / "data/ke-hoach/2023/tien-do").iterdir():
        path.unlink()
    line = report_of(draft).timeline
    assert all(month.states == () for month in line.months)
    assert line.busiest.first_on == dt.date(2023, 1, 1)
    assert MarkKind.ISSUED not in {mark.kind for month in line.months for mark in month.marks}
