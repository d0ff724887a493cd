"""Where each task stands at a date: the Government Office's four classes, computed, never declared.

Source: Báo cáo 1270/BC-TCTTTg (2017): hoàn thành (đúng hạn, quá hạn), chưa hoàn thành (trong hạn, quá hạn).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.basics.dates import end_of_month
from cchc.figures.milestones import cycle_ends_on
from cchc.schema import ReportedStatus, Stage, UpdatePeriod

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc.figures.freeze import PlannedTask
    from cchc.model import Cycle
    from cchc.schema import ProgressEntry

DUE_SOON_DAYS = 15


class Status(StrEnum):
    """The four classes, in the order in which pages list them."""

    DONE_ON_TIME = "hoan-thanh-dung-han"
    DONE_LATE = "hoan-thanh-qua-han"
    OPEN_IN_TIME = "chua-hoan-thanh-trong-han"
    OPEN_OVERDUE = "chua-hoan-thanh-qua-han"

    @property
    def is_done(self) -> bool:
        """Whether the task is completed."""
        return self in {Status.DONE_ON_TIME, Status.DONE_LATE}


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """What was reported of a task on a day."""

    on: dt.date
    entry: ProgressEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskState:
    """A task at the day it is judged; `days_left` is negative when the deadline has passed."""

    task: PlannedTask
    due_on: dt.date
    status: Status
    days_left: int
    is_due_soon: bool
    is_stale: bool
    log: tuple[LogEntry, ...]

    @property
    def latest(self) -> LogEntry | None:
        """The last report, if any."""
        return self.log[-1] if self.log else None

    @property
    def percent(self) -> int:
        """Percent done as last reported, 0 when nothing was."""
        return self.log[-1].entry.percent if self.log else 0

    @property
    def days_overdue(self) -> int:
        """Days past the deadline of a task that is not done; 0 otherwise."""
        return -self.days_left if self.status is Status.OPEN_OVERDUE else 0

    @property
    def delay(self) -> int:
        """Days past the deadline, whether the task was done in the end or is not done yet; 0 when it is not late."""
        done_on = self.completed_on
        return max(0, (done_on - self.due_on).days) if done_on else self.days_overdue

    @property
    def completed_on(self) -> dt.date | None:
        """The day it was completed, if it was."""
        return self.log[-1].entry.completed_on if self.log and self.status.is_done else None


def count_by_status(states: Iterable[TaskState]) -> dict[Status, int]:
    """Count how many tasks stand in each class, every class named."""
    counts = Counter(state.status for state in states)
    return {status: counts[status] for status in Status}


def judged_on(cycle: Cycle, as_of: dt.date) -> dt.date:
    """Give the day a cycle is judged: a finished one at the earlier of `as_of` and its end."""
    return min(as_of, cycle_ends_on(cycle.file)) if cycle.file.stage is Stage.CLOSED else as_of


def task_states(cycle: Cycle, tasks: Sequence[PlannedTask], as_of: dt.date) -> tuple[TaskState, ...]:
    """Judge every task that was not withdrawn, in the order given; reports after `as_of` do not count."""
    day = judged_on(cycle, as_of)
    ends_on = cycle_ends_on(cycle.file)
    logs: dict[str, list[LogEntry]] = {}
    for progress in cycle.progress.values():
        for update in progress.updates:
            for entry in update.entries if update.on <= day else ():
                logs.setdefault(entry.task, []).append(LogEntry(on=update.on, entry=entry))
    period = last_full_period(day, cycle.file.update_period)
    issued_on = cycle.file.issuance.issued_on if cycle.file.issuance else None
    tracked = issued_on is not None and issued_on <= period
    return tuple(
        _judge(
            task,
            task.deadline.due_on(ends_on),
            tuple(logs.get(task.code, ())),
            day,
            period if tracked else None,
        )
        for task in tasks
        if task.withdrawn_by is None
    )


def _judge(
    task: PlannedTask,
    due_on: dt.date,
    log: tuple[LogEntry, ...],
    day: dt.date,
    period_starts_on: dt.date | None,
) -> TaskState:
    latest = log[-1] if log else None
    done_on = latest.entry.completed_on if latest and latest.entry.status is ReportedStatus.DONE else None
    if done_on is not None:
        status = Status.DONE_ON_TIME if done_on <= due_on else Status.DONE_LATE
    else:
        status = Status.OPEN_OVERDUE if day > due_on else Status.OPEN_IN_TIME
    days_left = (due_on - day).days
    reported_since = latest is not None and period_starts_on is not None and latest.on >= period_starts_on
    return TaskState(
        task=task,
        due_on=due_on,
        status=status,
        days_left=days_left,
        is_due_soon=status is Status.OPEN_IN_TIME and days_left <= DUE_SOON_DAYS,
        is_stale=not status.is_done and period_starts_on is not None and not reported_since,
        log=log,
    )


def current_period_ends_on(day: dt.date, period: UpdatePeriod) -> dt.date:
    """Give the last day of the update period that a day lies in."""
    months = _months(period)
    return end_of_month(day.year, (day.month + months - 1) // months * months)


def _months(period: UpdatePeriod) -> int:
    return 1 if period is UpdatePeriod.MONTHLY else 3


def last_full_period(day: dt.date, period: UpdatePeriod) -> dt.date:
    """Give the first day of the last update period that has wholly passed by `day`."""
    months = _months(period)
    first_month = (day.month - 1) // months * months + 1
    if day == end_of_month(day.year, first_month + months - 1):
        return dt.date(day.year, first_month, 1)
    year, month = (day.year, first_month - months) if first_month > months else (day.year - 1, 13 - months)
    return dt.date(year, month, 1)
