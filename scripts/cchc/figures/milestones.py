"""The cycle's own deadlines: the last on-time day, and the day the cycle ends."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cchc.schema import CycleFile, Milestone


def last_on_time(milestone: Milestone) -> dt.date:
    """Give the last day on time: "trước ngày 15/5/2023" means 14/5/2023, `han` includes its day."""
    if milestone.by is not None:
        return milestone.by
    if milestone.before is None:  # pragma: no cover -- the input model insists on one of the two
        message = "a milestone has one of the two"
        raise AssertionError(message)
    return milestone.before - dt.timedelta(days=1)


def cycle_starts_on(file: CycleFile) -> dt.date:
    """Give the day from which a cycle runs: the plan's date of issue, or the first day of its year."""
    return file.issuance.issued_on if file.issuance else dt.date(file.year, 1, 1)


def ends_after_it_starts(file: CycleFile) -> bool:
    """Tell whether the end of a cycle, where one is stated, makes sense."""
    return file.ends_on is None or file.ends_on > cycle_starts_on(file)


def cycle_ends_on(file: CycleFile) -> dt.date:
    """Give the day on which a cycle is judged: `ket_thuc`, or the last day of its year."""
    return file.ends_on or dt.date(file.year, 12, 31)
