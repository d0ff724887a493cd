"""Approved tasks: their canonical digest, and what adjustments have made of them at a date."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.basics.dates import in_one_spelling
from cchc.basics.deadline import Deadline
from cchc.basics.decimals import plain
from cchc.figures.milestones import cycle_ends_on
from cchc.schema import AdjustmentKind, Outcome, Task
from cchc.schema.fields import CriterionRef

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, ProposedTask
    from cchc.schema import Adjustment, DatedDocument, TaskChange

# The fields that approval freezes, in the order that documents print them.
FROZEN_FIELDS = (
    "content",
    "lead",
    "implementers",
    "partners",
    "deliverable",
    "deadline",
    "target_points",
    "also_serves",
    "outcome",
)

FrozenValue = str | tuple[str, ...] | tuple[CriterionRef, ...] | Deadline | Decimal | Outcome | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One approved value moved: which field, from what to what, by which decision and why.

    `days_moved` counts from the old deadline to the new, below 0 when it came nearer; None for other fields.
    """

    on: dt.date
    field: str
    before: FrozenValue
    after: FrozenValue
    days_moved: int | None
    document: DatedDocument
    reason: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedTask:
    """A task as it stands at a date, every adjustment up to then applied; points are the framework's."""

    code: str
    agency: str
    criterion: CriterionRef
    also_serves: tuple[CriterionRef, ...]
    is_upkeep: bool
    content: str
    lead: str
    implementers: tuple[str, ...]
    partners: tuple[str, ...]
    deliverable: str
    deadline: Deadline
    target_points: Decimal | None
    outcome: Outcome | None
    changes: tuple[Change, ...]
    added_by: Adjustment | None
    withdrawn_by: Adjustment | None
    span: Span

    @property
    def criteria(self) -> tuple[CriterionRef, ...]:
        """Every criterion it serves, its own first."""
        return (self.criterion, *self.also_serves)


def effective_tasks(cycle: Cycle, as_of: dt.date) -> tuple[PlannedTask, ...]:
    """Give every task as it stands at `as_of`, agencies by id, in the order written."""
    adjustments: dict[str, list[Adjustment]] = defaultdict(list)
    for entry in _adjustments(cycle, as_of):
        adjustments[entry.task].append(entry)
    ends_on = cycle_ends_on(cycle.file)
    return tuple(_effective(proposed, adjustments[proposed.task.code], ends_on) for proposed in cycle.proposed_tasks())


def effective_deadlines(cycle: Cycle, as_of: dt.date) -> dict[str, Deadline]:
    """Give every task's deadline as it stands at `as_of`, by task code."""
    deadlines = {proposed.task.code: proposed.task.deadline for proposed in cycle.proposed_tasks()}
    moved = {
        entry.task: entry.change.deadline
        for entry in _adjustments(cycle, as_of)
        if entry.change and entry.change.deadline
    }
    return deadlines | moved


def last_word(cycle: Cycle, field: str) -> Iterator[tuple[ProposedTask, Task | TaskChange]]:
    """Pair each task that stands in the end with what says the last word on a field of it: itself or a change."""
    entries = cycle.adjustments.entries if cycle.adjustments else ()
    withdrawn = {entry.task for entry in entries if entry.kind is AdjustmentKind.WITHDRAW}
    changes = {entry.task: entry.change for entry in entries if entry.change and field in entry.change.model_fields_set}
    for proposed in cycle.proposed_tasks():
        if proposed.task.code not in withdrawn:
            yield proposed, changes.get(proposed.task.code, proposed.task)


def additions(cycle: Cycle) -> dict[str, Adjustment]:
    """Give the adjustments that added a task after approval, by task code, whenever they take effect."""
    entries = cycle.adjustments.entries if cycle.adjustments else ()
    return {entry.task: entry for entry in entries if entry.kind is AdjustmentKind.ADD}


def _adjustments(cycle: Cycle, as_of: dt.date) -> list[Adjustment]:
    entries = cycle.adjustments.entries if cycle.adjustments else ()
    return sorted((entry for entry in entries if entry.on <= as_of), key=lambda entry: entry.on)


def _effective(proposed: ProposedTask, adjustments: list[Adjustment], ends_on: dt.date) -> PlannedTask:
    task = proposed.task
    values = {field: getattr(task, field) for field in FROZEN_FIELDS}
    changes = []
    for adjustment in adjustments:
        for field, new in _new_values(adjustment.change):
            changes.append(
                Change(
                    on=adjustment.on,
                    field=field,
                    before=values[field],
                    after=new,
                    days_moved=_days_between(values[field], new, ends_on),
                    document=adjustment.document,
                    reason=adjustment.reason,
                    span=adjustment.change.span(field) if adjustment.change else adjustment.here,
                )
            )
            values[field] = new
    by_kind = {adjustment.kind: adjustment for adjustment in adjustments}
    return PlannedTask(
        code=task.code,
        agency=proposed.agency,
        criterion=proposed.criterion,
        is_upkeep=proposed.is_upkeep,
        changes=tuple(changes),
        added_by=by_kind.get(AdjustmentKind.ADD),
        withdrawn_by=by_kind.get(AdjustmentKind.WITHDRAW),
        span=task.here,
        **values,
    )


def _days_between(before: FrozenValue, after: FrozenValue, ends_on: dt.date) -> int | None:
    if isinstance(before, Deadline) and isinstance(after, Deadline):
        return (after.due_on(ends_on) - before.due_on(ends_on)).days
    return None


def _new_values(change: TaskChange | None) -> Iterator[tuple[str, FrozenValue]]:
    if change is not None:
        for field in FROZEN_FIELDS:
            if field in change.model_fields_set:
                yield field, getattr(change, field)


def written(value: FrozenValue) -> str:
    """Write a task's value canonically: as text, lists joined, numbers without trailing zeros."""
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if isinstance(value, Outcome):
        return f"{written(value.name)}: {plain(value.current)} → {plain(value.target)} {written(value.unit)}"
    if isinstance(value, Decimal):
        return plain(value)
    return " ".join((value.text if isinstance(value, Deadline) else value).split())


def approved_values(proposed: ProposedTask) -> dict[str, str]:
    """Give what approval freezes of a task, by YAML key, written canonically: formatting changes leave it alone."""
    values = {Task.key_of(field): written(getattr(proposed.task, field)) for field in FROZEN_FIELDS}
    return {"tieu_chi": str(proposed.criterion), **{key: text for key, text in values.items() if text}}


def says_the_same(key: str, approved: str, found: str) -> bool:
    """Tell whether two values under one YAML key are one: a deadline's dates may be spelled in any way."""
    if key == Task.key_of("deadline"):
        return in_one_spelling(approved) == in_one_spelling(found)
    return approved == found


def digest_of(values: dict[str, str]) -> str:
    """SHA-256 of the canonical values, as 64 hexadecimal digits."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
