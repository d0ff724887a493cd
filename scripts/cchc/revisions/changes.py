"""What would be published differently: the reports of two data sets compared, as a citizen would notice.

Pure. Withdrawn tasks count as gone; a task is the same task as long as its code is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from cchc.figures.coverage import serves
from cchc.figures.freeze import FROZEN_FIELDS, written
from cchc.figures.handshake import Answer
from cchc.figures.milestones import cycle_ends_on
from cchc.figures.progress import Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from cchc.figures.freeze import PlannedTask
    from cchc.figures.handshake import Request
    from cchc.figures.progress import TaskState
    from cchc.figures.report import CycleReport, Evaluation
    from cchc.model import Framework

Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(Generic[Value]):
    """A value before and after."""

    before: Value
    after: Value

    @property
    def differs(self) -> bool:
        """Whether the two are not the same."""
        return self.before != self.after


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of what a framework missed has tasks: criteria, and points in the framework's unit.

    `missed` and `gap` are what was missed in all, after.
    """

    framework: Framework
    missed: int
    gap: Decimal
    criteria: Pair[int]
    points: Pair[Decimal]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field of a task (attribute of `Task`, or `criterion`), written as documents write it.

    `days_moved` counts from the old deadline to the new, below 0 when it came nearer; None for other fields.
    """

    field: str
    text: Pair[str]
    days_moved: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskChange:
    """A task that stays, with the fields that do not."""

    task: PlannedTask
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateChange:
    """A task's state that would read otherwise; before is None for one that had no state."""

    before: TaskState | None
    after: TaskState

    @property
    def is_newly_overdue(self) -> bool:
        """Whether it would be overdue now and was not."""
        was_overdue = self.before is not None and self.before.status is Status.OPEN_OVERDUE
        return self.after.status is Status.OPEN_OVERDUE and not was_overdue


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A new or edited task, and those of other agencies that serve a criterion it serves."""

    task: PlannedTask
    others: tuple[PlannedTask, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChange:
    """What would be different of one year's plan.

    `requests` ask another agency something new or are answered otherwise; `outdated` were agreed to, of tasks that
    would read otherwise than they did then.
    """

    year: int
    reporters: int
    submitted: Pair[int]
    tasks: Pair[int]
    coverage: tuple[Coverage, ...]
    added: tuple[PlannedTask, ...]
    removed: tuple[PlannedTask, ...]
    edited: tuple[TaskChange, ...]
    states: tuple[StateChange, ...]
    overlaps: tuple[Overlap, ...]
    requests: tuple[Request, ...]
    outdated: tuple[Request, ...]

    @property
    def newly_overdue(self) -> tuple[TaskState, ...]:
        """The states of tasks that would be overdue and were not."""
        return tuple(one.after for one in self.states if one.is_newly_overdue)

    @property
    def is_empty(self) -> bool:
        """Whether nothing that the plan shows would be different."""
        figures = self.submitted, *(pair for one in self.coverage for pair in (one.criteria, one.points))
        lists = self.added, self.removed, self.edited, self.states, self.requests
        return not (any(pair.differs for pair in figures) or any(lists))


def plan_changes(before: Mapping[int, CycleReport], after: Mapping[int, CycleReport]) -> tuple[PlanChange, ...]:
    """Compare the reports of every year's plan, the newest first; plans that stay as they are are left out."""
    changes = (_plan(year, before.get(year), after[year]) for year in sorted(after, reverse=True))
    return tuple(change for change in changes if not change.is_empty)


def _plan(year: int, before: CycleReport | None, after: CycleReport) -> PlanChange:
    was, now = _live(before) if before else {}, _live(after)
    added = tuple(task for code, task in now.items() if code not in was)
    edited = tuple(_edits(was, now, after))
    old, asked = _requests(before) if before else {}, _requests(after)
    rewritten = {one.task.code for one in edited}
    return PlanChange(
        year=year,
        reporters=len(after.submissions),
        submitted=Pair(before=_submitted(before) if before else 0, after=_submitted(after)),
        tasks=Pair(before=len(was), after=len(now)),
        coverage=tuple(_coverage(before, one) for one in after.evaluations if one.is_detailed),
        added=added,
        removed=tuple(task for code, task in was.items() if code not in now),
        edited=edited,
        states=tuple(_states(before, after)),
        overlaps=tuple(_overlaps((*added, *(one.task for one in edited)), now)),
        requests=tuple(one for key, one in asked.items() if key not in old or old[key].answer is not one.answer),
        outdated=tuple(
            one
            for key, one in asked.items()
            if key in old and old[key].answer is one.answer is Answer.AGREED and one.task.code in rewritten
        ),
    )


def _live(report: CycleReport) -> dict[str, PlannedTask]:
    return {task.code: task for task in report.tasks if task.withdrawn_by is None}


def _requests(report: CycleReport) -> dict[tuple[str, str], Request]:
    return {(one.task.code, one.agency): one for one in report.requests}


def _submitted(report: CycleReport) -> int:
    return sum(1 for one in report.submissions if one.submitted_on)


def _coverage(before: CycleReport | None, now: Evaluation) -> Coverage:
    was = before.evaluation(now.framework.id) if before else None
    account, old = now.ledger, was.ledger if was else None
    return Coverage(
        framework=now.framework,
        missed=len(account.leaves),
        gap=account.gap,
        criteria=Pair(before=len(old.covered_leaves) if old else 0, after=len(account.covered_leaves)),
        points=Pair(before=old.covered if old else account.covered * 0, after=account.covered),
    )


def _edits(was: Mapping[str, PlannedTask], now: Mapping[str, PlannedTask], report: CycleReport) -> Iterator[TaskChange]:
    ends_on = cycle_ends_on(report.cycle.file)
    for code, task in now.items():
        old = was.get(code)
        fields = []
        for field in ("criterion", *FROZEN_FIELDS) if old else ():
            if getattr(old, field) == getattr(task, field):
                continue
            text = Pair(before=_written(old, field), after=_written(task, field))
            if text.differs:
                days = (task.deadline.due_on(ends_on) - old.deadline.due_on(ends_on)).days if old else 0
                fields.append(FieldChange(field=field, text=text, days_moved=days if field == "deadline" else None))
        if fields:
            yield TaskChange(task=task, fields=tuple(fields))


def _written(task: PlannedTask | None, field: str) -> str:
    value = getattr(task, field)
    return str(value) if field == "criterion" else written(value)


def _states(before: CycleReport | None, after: CycleReport) -> Iterator[StateChange]:
    """Compare how tasks stand, from the day on which that is shown."""
    for code, state in after.state_by_code.items() if after.is_tracked else ():
        old = before.state_by_code.get(code) if before and before.is_tracked else None
        if old is None or (old.status, old.percent) != (state.status, state.percent):
            yield StateChange(before=old, after=state)


def _overlaps(tasks: tuple[PlannedTask, ...], now: Mapping[str, PlannedTask]) -> Iterator[Overlap]:
    for task in tasks:
        others = tuple(
            other
            for other in now.values()
            if other.agency != task.agency
            and any(serves(other.criteria, ref.framework, ref.code) for ref in task.criteria)
        )
        if others:
            yield Overlap(task=task, others=others)
