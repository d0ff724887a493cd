"""Who submitted when, against "trước ngày …", and how fresh each agency's progress is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.figures.milestones import last_on_time

if TYPE_CHECKING:
    import datetime as dt

    from cchc.model import Cycle, Dataset


class Punctuality(StrEnum):
    """How an agency stands with its submission."""

    ON_TIME = "dung-han"
    LATE = "nop-muon"
    WAITING = "chua-den-han"
    MISSING = "chua-nop"
    UNREADABLE = "tep-loi"


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionState:
    """An agency's row: every agency that must report has one (threat S03); days late is 0 when on time."""

    agency: str
    due_on: dt.date
    submitted_on: dt.date | None
    punctuality: Punctuality
    days_late: int
    updated_on: dt.date | None
    days_since_update: int | None


def submission_states(dataset: Dataset, cycle: Cycle, as_of: dt.date) -> tuple[SubmissionState, ...]:
    """Judge every agency that must report, in the order of the cycle's list; a later letter does not count yet."""
    due_on = last_on_time(cycle.file.milestones.submissions)
    states = []
    for agency in cycle.file.reporters:
        submission = cycle.submissions.get(agency)
        submitted_on = submission.letter.issued_on if submission and submission.letter.issued_on <= as_of else None
        days_late = max(0, ((submitted_on or as_of) - due_on).days)
        if submitted_on:
            punctuality = Punctuality.LATE if days_late else Punctuality.ON_TIME
        elif dataset.is_unreadable(f"ke-hoach/{cycle.year}/bao-cao/{agency}.yml"):
            punctuality = Punctuality.UNREADABLE
        else:
            punctuality = Punctuality.MISSING if days_late else Punctuality.WAITING
        updated_on = last_update(cycle, agency, as_of)
        states.append(
            SubmissionState(
                agency=agency,
                due_on=due_on,
                submitted_on=submitted_on,
                punctuality=punctuality,
                days_late=days_late,
                updated_on=updated_on,
                days_since_update=(as_of - updated_on).days if updated_on else None,
            )
        )
    return tuple(states)


def last_update(cycle: Cycle, agency: str, as_of: dt.date) -> dt.date | None:
    """Give the day of an agency's last progress update up to `as_of`, if there was one."""
    progress = cycle.progress.get(agency)
    return max((update.on for update in progress.updates if update.on <= as_of), default=None) if progress else None
