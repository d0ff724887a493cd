"""How each agency stands: its submission, its tasks, its delays, its last update; facts side by side, no score."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.figures.progress import Status, count_by_status
from cchc.figures.punctuality import last_update

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.figures.progress import TaskState
    from cchc.figures.punctuality import SubmissionState
    from cchc.model import Cycle, Dataset


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyRecord:
    """An agency with the tasks it leads; `submission` is None when it need not report.

    `updated_on` is the day of its own last update; for one that files none, the last report on a task it leads.
    """

    agency: str
    submission: SubmissionState | None
    states: tuple[TaskState, ...]
    updated_on: dt.date | None
    days_since_update: int | None

    @property
    def status_counts(self) -> dict[Status, int]:
        """How many of its tasks stand in each class, every class named."""
        return count_by_status(self.states)

    @property
    def overdue(self) -> int:
        """How many of its tasks are past their deadline and not done."""
        return self.status_counts[Status.OPEN_OVERDUE]

    @property
    def stale(self) -> int:
        """How many of its tasks had no update in the last full period."""
        return sum(state.is_stale for state in self.states)

    @property
    def settled(self) -> int:
        """How many of its tasks can be judged: done, or past their deadline."""
        return len(self.states) - self.status_counts[Status.OPEN_IN_TIME]

    @property
    def on_time_ratio(self) -> Decimal | None:
        """The share of settled tasks that were done on time, from 0 to 1; None when nothing is settled yet."""
        return Decimal(self.status_counts[Status.DONE_ON_TIME]) / self.settled if self.settled else None

    @property
    def longest_delay(self) -> int:
        """Days of its longest delay, whether the task was done in the end or not; 0 when nothing is late."""
        return max((state.delay for state in self.states), default=0)


def agency_records(
    dataset: Dataset,
    cycle: Cycle,
    states: Sequence[TaskState],
    submissions: Sequence[SubmissionState],
    day: dt.date,
) -> tuple[AgencyRecord, ...]:
    """Draw up a row for every agency that must report or leads a task (threat S03).

    Returns:
        The rows: most overdue tasks first, then the longest delay, then the registry's order.
    """
    submission_by_agency = {one.agency: one for one in submissions}
    rank = {id_: number for number, id_ in enumerate(dataset.agencies)}
    records = []
    for agency in sorted({*submission_by_agency, *(state.task.lead for state in states)}, key=rank.__getitem__):
        led = tuple(state for state in states if state.task.lead == agency)
        reported = max((state.latest.on for state in led if state.latest), default=None)
        updated_on = last_update(cycle, agency, day) or reported
        records.append(
            AgencyRecord(
                agency=agency,
                submission=submission_by_agency.get(agency),
                states=led,
                updated_on=updated_on,
                days_since_update=(day - updated_on).days if updated_on else None,
            )
        )
    return tuple(sorted(records, key=lambda record: (-record.overdue, -record.longest_delay)))
