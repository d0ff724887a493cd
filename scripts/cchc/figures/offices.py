"""What each agency, and each group of agencies named together, has to do with a plan: every part told apart."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc.figures.handshake import Answer
from cchc.figures.progress import Status, TaskState, count_by_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.figures.coverage import Ledger
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.handshake import Request
    from cchc.figures.punctuality import SubmissionState
    from cchc.figures.report import CycleReport, Evaluation
    from cchc.model import Dataset
    from cchc.schema import Agency, AgencyGroup


@dataclass(frozen=True, slots=True, kw_only=True)
class Leadership:
    """What an agency leads in one framework: how many leaves, and the account of those below their maximum."""

    evaluation: Evaluation
    leaves: int
    ledger: Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class Collective:
    """A group of agencies in one cycle: whom the plan's year meant by it, what they carry out or help with.

    A task that names the group both ways stands among those it implements. Withdrawn tasks are included.
    """

    report: CycleReport
    group: AgencyGroup
    members: tuple[Agency, ...]
    implements: tuple[PlannedTask, ...]
    partners: tuple[PlannedTask, ...]

    @property
    def count(self) -> int:
        """How many tasks that were not withdrawn name the group."""
        return sum(task.withdrawn_by is None for task in (*self.implements, *self.partners))


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An agency in one cycle. A task stands once, under the first of: leads, proposes, implements, partners.

    Lists of tasks are in plan order and include withdrawn ones; `states` are those of the tasks it leads that
    were not withdrawn; `requests` are what others ask of it, answered or not; `collectives` are the groups that it
    belongs to and that some task names; `inherited` are the offices of the agencies whose place it took, at once or
    by way of others, that led some task.
    """

    report: CycleReport
    agency: Agency
    submission: SubmissionState | None
    leadership: tuple[Leadership, ...]
    leads: tuple[PlannedTask, ...]
    proposes: tuple[PlannedTask, ...]
    implements: tuple[PlannedTask, ...]
    partners: tuple[PlannedTask, ...]
    states: tuple[TaskState, ...]
    requests: tuple[Request, ...]
    collectives: tuple[Collective, ...]
    inherited: tuple[Office, ...] = ()

    @property
    def status_counts(self) -> dict[Status, int]:
        """How many of the tasks it leads stand in each class, every class named."""
        return count_by_status(self.states)

    @property
    def has_document(self) -> bool:
        """Whether there is something to put on paper for it: a report that it owes, tasks that it leads."""
        return bool(self.submission or self.leads)

    @property
    def answer_counts(self) -> dict[Answer, int]:
        """How many of the tasks that others propose for it stand under each answer, every answer named."""
        counts = Counter(one.answer for one in self.requests)
        return {answer: counts[answer] for answer in Answer}

    @property
    def asked(self) -> tuple[tuple[PlannedTask, Request | None], ...]:
        """The tasks that others propose for it to lead or carry out; a withdrawn one asks nothing any more."""
        by_code = {one.task.code: one for one in self.requests}
        proposed = [task for task in self.leads if task.agency != self.agency.id]
        return tuple((task, by_code.get(task.code)) for task in (*proposed, *self.implements))

    @property
    def is_active(self) -> bool:
        """Whether the cycle names it anywhere, be it within a group."""
        tasks = (*self.leads, *self.proposes, *self.implements, *self.partners)
        return bool(self.submission or self.leadership or tasks or self.collectives)


def collectives_of(dataset: Dataset, report: CycleReport) -> dict[str, Collective]:
    """Draw up every group's part, by id; a collective name means the agencies that existed in the plan's year."""
    return {
        group.id: Collective(
            report=report,
            group=group,
            members=tuple(
                one for one in dataset.agencies.values() if one.kind in group.kinds and one.existed_in(report.year)
            ),
            implements=tuple(task for task in report.tasks if group.id in task.implementers),
            partners=tuple(task for task in report.tasks if group.id in {*task.partners} - {*task.implementers}),
        )
        for group in dataset.groups.values()
    }


def offices_of(dataset: Dataset, report: CycleReport) -> dict[str, Office]:
    """Draw up every agency's part, by id: each has one, be it empty."""
    submissions = {one.agency: one for one in report.submissions}
    collectives = collectives_of(dataset, report)
    offices = {
        id_: Office(
            report=report,
            agency=agency,
            submission=submissions.get(id_),
            leadership=tuple(_leadership(report, id_)),
            leads=tuple(task for task in report.tasks if task.lead == id_),
            proposes=tuple(task for task in report.tasks if task.agency == id_ != task.lead),
            implements=tuple(task for task in _given(report, id_) if id_ in task.implementers),
            partners=tuple(task for task in _given(report, id_) if id_ not in task.implementers),
            states=tuple(state for state in report.states if state.task.lead == id_),
            requests=tuple(one for one in report.requests if one.agency == id_),
            collectives=tuple(one for one in collectives.values() if agency in one.members and one.count),
        )
        for id_, agency in dataset.agencies.items()
    }
    inherited: dict[str, list[Office]] = defaultdict(list)
    for id_, office in offices.items():
        for heir in dataset.heirs(id_) if office.leads else ():
            inherited[heir].append(office)
    return {id_: replace(office, inherited=tuple(inherited[id_])) for id_, office in offices.items()}


def _given(report: CycleReport, agency: str) -> Iterator[PlannedTask]:
    """Walk the tasks that others lead and propose and that name an agency itself, not a group it belongs to."""
    for task in report.tasks:
        if agency in {*task.implementers, *task.partners} - {task.lead, task.agency}:
            yield task


def _leadership(report: CycleReport, agency: str) -> Iterator[Leadership]:
    for evaluation in report.evaluations:
        framework = evaluation.framework
        led = [leaf for leaf in framework.leaves if report.cycle.leading_agency(framework, leaf.code) == agency]
        if led:
            yield Leadership(evaluation=evaluation, leaves=len(led), ledger=evaluation.ledger.led_by(agency))
