"""The cycle's months: how many tasks fall due in each, what has become of them, and the cycle's own milestones."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.figures.milestones import cycle_ends_on, last_on_time
from cchc.figures.progress import count_by_status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.figures.progress import Status, TaskState
    from cchc.schema import CycleFile


class MarkKind(StrEnum):
    """The milestones of a cycle."""

    SUBMISSIONS = "nop-bao-cao"
    PLAN = "trinh-ke-hoach"
    ISSUED = "ban-hanh"
    EVIDENCE = "chot-minh-chung"
    END = "ket-thuc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A milestone and its day; of a deadline, the last day on time."""

    kind: MarkKind
    on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month: the tasks due in it, by class, and the milestones that fall in it."""

    first_on: dt.date
    states: tuple[TaskState, ...]
    marks: tuple[Mark, ...]

    @property
    def status_counts(self) -> dict[Status, int]:
        """How many of its tasks stand in each class, every class named."""
        return count_by_status(self.states)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The months from January of the plan's year to the cycle's end; `outside` are tasks due in no month of these."""

    months: tuple[Month, ...]
    outside: tuple[TaskState, ...]

    @property
    def busiest(self) -> Month:
        """The month in which most tasks fall due, the earliest of equals."""
        return max(self.months, key=lambda month: len(month.states))

    def place(self, on: dt.date) -> Decimal | None:
        """Tell where a day stands, in months from the left edge; None outside the months."""
        for number, month in enumerate(self.months):
            if _is_in_month(on, month.first_on):
                days = calendar.monthrange(on.year, on.month)[1]
                return (number + Decimal(on.day) / days).quantize(Decimal("0.01"))
        return None


def timeline(file: CycleFile, states: Sequence[TaskState]) -> Timeline:
    """Lay tasks and milestones out by month."""
    first, last = dt.date(file.year, 1, 1), max(cycle_ends_on(file), dt.date(file.year, 12, 31))
    starts = [
        dt.date(first.year + number // 12, number % 12 + 1, 1)
        for number in range(12 * (last.year - first.year) + last.month)
    ]
    milestones = marks(file)
    return Timeline(
        months=tuple(
            Month(
                first_on=start,
                states=tuple(state for state in states if _is_in_month(state.due_on, start)),
                marks=tuple(mark for mark in milestones if _is_in_month(mark.on, start)),
            )
            for start in starts
        ),
        outside=tuple(state for state in states if state.due_on.replace(day=1) not in starts),
    )


def _is_in_month(on: dt.date, first_on: dt.date) -> bool:
    return on.replace(day=1) == first_on


def marks(file: CycleFile) -> list[Mark]:
    """List the milestones of a cycle by day."""
    return sorted(_marks(file), key=lambda mark: mark.on)


def _marks(file: CycleFile) -> Iterator[Mark]:
    yield Mark(kind=MarkKind.SUBMISSIONS, on=last_on_time(file.milestones.submissions))
    yield Mark(kind=MarkKind.PLAN, on=last_on_time(file.milestones.plan))
    if file.issuance and file.stage.is_issued:
        yield Mark(kind=MarkKind.ISSUED, on=file.issuance.issued_on)
    if file.milestones.evidence_cutoff:
        yield Mark(kind=MarkKind.EVIDENCE, on=last_on_time(file.milestones.evidence_cutoff))
    yield Mark(kind=MarkKind.END, on=cycle_ends_on(file))
