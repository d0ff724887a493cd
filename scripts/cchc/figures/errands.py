"""What waits, on whom and for how long: reports not received, requests not answered, updates not made.

Only what the published data shows; pull requests that wait for review live where the repository is hosted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.figures.handshake import Answer
from cchc.figures.progress import current_period_ends_on
from cchc.figures.punctuality import Punctuality
from cchc.schema import Stage

if TYPE_CHECKING:
    import datetime as dt

    from cchc.figures.handshake import Request
    from cchc.figures.progress import TaskState
    from cchc.figures.punctuality import SubmissionState
    from cchc.figures.report import CycleReport
    from cchc.model import Dataset

_AWAITED = {Punctuality.MISSING, Punctuality.UNREADABLE, Punctuality.WAITING}


@dataclass(frozen=True, slots=True, kw_only=True)
class Errands:
    """What one agency still owes a plan.

    `submission` is None unless its report is awaited; `requests` are those of unfinished tasks that wait for its
    reply; `stale` are tasks it proposed that the last full period passed without an update; `open` are all tasks
    whose progress it has yet to report.
    """

    agency: str
    submission: SubmissionState | None
    requests: tuple[Request, ...]
    stale: tuple[TaskState, ...]
    open: tuple[TaskState, ...]

    @property
    def is_late(self) -> bool:
        """Whether anything waits that should be there already: a reminder is due."""
        return bool((self.submission and self.submission.days_late) or self.requests or self.stale)


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits in one cycle: `agencies` owe something, in the registry's order; `objections` want a decision.

    Of a task that is done nothing is asked any more. `update_due_on` is the last day of the update period that runs;
    None while progress is not reported, and when it is no more.
    """

    report: CycleReport
    agencies: tuple[Errands, ...]
    objections: tuple[Request, ...]
    update_due_on: dt.date | None

    @property
    def submissions(self) -> tuple[SubmissionState, ...]:
        """The reports that have not come."""
        return tuple(one.submission for one in self.agencies if one.submission)

    @property
    def requests(self) -> tuple[Request, ...]:
        """The requests that nobody has answered."""
        return tuple(request for one in self.agencies for request in one.requests)

    @property
    def late(self) -> tuple[Errands, ...]:
        """The agencies to be reminded: all but the one that reminds."""
        consolidator = self.report.cycle.file.consolidator
        return tuple(one for one in self.agencies if one.is_late and one.agency != consolidator)


def queue_of(dataset: Dataset, report: CycleReport) -> Queue:
    """Gather what waits on every agency at the day a cycle is judged; of a finished cycle nothing waits."""
    file = report.cycle.file
    is_running = file.stage is not Stage.CLOSED
    tracked = report.states if report.is_tracked and is_running else ()
    submissions = {one.agency: one for one in report.submissions if one.punctuality in _AWAITED and is_running}
    done = {one.task.code for one in report.states if one.status.is_done}
    unsettled = [one for one in report.requests if one.task.code not in done] if is_running else []
    unfinished = [one for one in tracked if not one.status.is_done]
    agencies = [
        Errands(
            agency=id_,
            submission=submissions.get(id_),
            requests=tuple(one for one in unsettled if one.agency == id_ and one.answer is Answer.WAITING),
            stale=tuple(one for one in unfinished if one.task.agency == id_ and one.is_stale),
            open=tuple(one for one in unfinished if one.task.agency == id_),
        )
        for id_ in dataset.agencies
    ]
    return Queue(
        report=report,
        agencies=tuple(one for one in agencies if one.submission or one.requests or one.open),
        objections=tuple(one for one in unsettled if one.answer is Answer.OBJECTED),
        update_due_on=current_period_ends_on(report.judged_on, file.update_period) if tracked else None,
    )
