"""The ledger of changes: what each decision did to the approved tasks, day by day."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from cchc.schema import AdjustmentKind

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cchc.basics.diagnostics import Span
    from cchc.figures.freeze import Change, PlannedTask
    from cchc.schema import Adjustment, DatedDocument


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one decision did to one task; `changes` is empty when it added or withdrew the task."""

    on: dt.date
    kind: AdjustmentKind
    task: PlannedTask
    document: DatedDocument
    reason: str
    span: Span
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Journal:
    """Every event of a plan by the day it took effect, the newest day first, tasks by code within a day."""

    days: tuple[tuple[dt.date, tuple[Event, ...]], ...]

    @property
    def events(self) -> tuple[Event, ...]:
        """Every event, the newest first."""
        return tuple(event for _, events in self.days for event in events)

    @property
    def decisions(self) -> int:
        """How many documents decided."""
        return len({(event.document.number, event.document.issued_on) for event in self.events})

    @property
    def tasks(self) -> int:
        """How many tasks were touched."""
        return len({event.task.code for event in self.events})

    @property
    def postponed(self) -> int:
        """How many times a deadline was moved to a later day."""
        return sum(1 for days in self._moves() if days > 0)

    @property
    def brought_forward(self) -> int:
        """How many times a deadline was moved to an earlier day."""
        return sum(1 for days in self._moves() if days < 0)

    @property
    def longest_delay(self) -> int:
        """The largest number of days by which a deadline was moved to a later day; 0 when none was."""
        return max((0, *self._moves()))

    def count(self, kind: AdjustmentKind) -> int:
        """Count the events of one kind."""
        return sum(1 for event in self.events if event.kind is kind)

    def _moves(self) -> Iterator[int]:
        for event in self.events:
            for change in event.changes:
                if change.days_moved is not None:
                    yield change.days_moved


def journal(tasks: Iterable[PlannedTask]) -> Journal:
    """Arrange what adjustments did to the tasks, as far as the tasks know of them, by day."""
    events = sorted((event for task in tasks for event in events_of(task)), key=lambda one: one.task.code)
    events.sort(key=lambda one: one.on, reverse=True)
    return Journal(days=tuple((day, tuple(found)) for day, found in groupby(events, key=lambda one: one.on)))


def events_of(task: PlannedTask) -> Iterator[Event]:
    """Walk what happened to a task after approval, in time: it was added, changed, withdrawn."""
    if task.added_by:
        yield _event(task, task.added_by)
    for (on, _, reason), found in groupby(task.changes, key=lambda one: (one.on, one.document.number, one.reason)):
        changes = tuple(found)
        yield Event(
            on=on,
            kind=AdjustmentKind.CHANGE,
            task=task,
            document=changes[0].document,
            reason=reason,
            span=changes[0].span,
            changes=changes,
        )
    if task.withdrawn_by:
        yield _event(task, task.withdrawn_by)


def _event(task: PlannedTask, by: Adjustment) -> Event:
    return Event(on=by.on, kind=by.kind, task=task, document=by.document, reason=by.reason, span=by.here)
