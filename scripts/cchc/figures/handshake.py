"""What agencies ask of one another: a task names another agency as its lead or implementer, which agrees or objects.

A group of agencies ("UBND các huyện") is not asked member by member: it takes its work from the plan as issued.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.schema import Opinion

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cchc.figures.freeze import Change, PlannedTask
    from cchc.model import Cycle, Dataset
    from cchc.schema import Reply


class Answer(StrEnum):
    """How a request stands, in the order in which pages list them."""

    OBJECTED = "khong-dong-y"
    WAITING = "cho-tra-loi"
    AGREED = "dong-y"


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A task that asks something of an agency other than the one that proposed it.

    `asked_on` is the day of the submission, or of the adjustment that first named the agency so; `days` count from
    there to the reply, or to the day of judgement while there is none.
    """

    task: PlannedTask
    agency: str
    asked_on: dt.date
    reply: Reply | None
    days: int

    @property
    def answer(self) -> Answer:
        """How it stands."""
        if self.reply is None:
            return Answer.WAITING
        return Answer.AGREED if self.reply.opinion is Opinion.AGREES else Answer.OBJECTED

    @property
    def is_to_lead(self) -> bool:
        """Whether the agency is to lead the task, and not only to carry it out with others."""
        return self.agency == self.task.lead


def asked(proposer: str, lead: str | None, implementers: Iterable[str]) -> tuple[str, ...]:
    """Name whom a task asks, each once, the lead first; groups are among them as they are written."""
    return tuple(unit for unit in dict.fromkeys((*([lead] if lead else ()), *implementers)) if unit != proposer)


def requests_of(dataset: Dataset, cycle: Cycle, tasks: Sequence[PlannedTask], as_of: dt.date) -> tuple[Request, ...]:
    """List every request of the tasks that stand, in the order of the tasks; replies after `as_of` do not count."""
    replies = {(agency, reply.task): reply for agency, reply in cycle.replies() if reply.on <= as_of}
    found = []
    for task in tasks:
        for agency in asked(task.agency, task.lead, task.implementers) if task.withdrawn_by is None else ():
            if agency not in dataset.agencies:
                continue
            moved_on = max((change.on for change in task.changes if _brings_in(change, agency)), default=None)
            asked_on = moved_on or _proposed_on(cycle, task)
            reply = replies.get((agency, task.code))
            if reply and moved_on and reply.on < moved_on:
                reply = None  # it spoke of the task as it was before
            days = max(0, ((reply.on if reply else as_of) - asked_on).days)
            found.append(Request(task=task, agency=agency, asked_on=asked_on, reply=reply, days=days))
    return tuple(found)


def _proposed_on(cycle: Cycle, task: PlannedTask) -> dt.date:
    return task.added_by.on if task.added_by else cycle.submissions[task.agency].letter.issued_on


def _brings_in(change: Change, agency: str) -> bool:
    """Tell whether a change made an agency the lead or an implementer, which it was not before."""
    if change.field == "lead":
        return change.after == agency
    is_named = isinstance(change.after, tuple) and agency in change.after
    return change.field == "implementers" and is_named and agency not in (change.before or ())  # type: ignore[operator]  # implementers are a tuple
