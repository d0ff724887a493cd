"""Everything computed about a cycle at a date, once: pages and documents all read this (threat S04)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from cchc.figures.breakdown import Part, by_domain, by_leader, by_method, most_missed
from cchc.figures.coverage import Ledger, ledger, serves
from cchc.figures.freeze import effective_tasks
from cchc.figures.gaps import Score, scores
from cchc.figures.handshake import Request, requests_of
from cchc.figures.league import AgencyRecord, agency_records
from cchc.figures.plan import Group, consolidate
from cchc.figures.progress import Status, TaskState, count_by_status, judged_on, task_states
from cchc.figures.projection import Projection, project
from cchc.figures.punctuality import SubmissionState, submission_states
from cchc.figures.recurrence import Recurrence, recurrences
from cchc.figures.timeline import Timeline, timeline

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from cchc.figures.freeze import Change, PlannedTask
    from cchc.model import Criterion, Cycle, Dataset, Framework
    from cchc.schema import AssessmentMethod, Nature, ResultsFile
    from cchc.schema.fields import CriterionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """One framework as scored in one year, with the account of its gaps; the parts are empty unless points add up."""

    framework: Framework
    results: ResultsFile
    scores: dict[str, Score]
    ledger: Ledger
    domains: tuple[Part[Criterion], ...]
    leaders: tuple[Part[str | None], ...]
    methods: tuple[Part[AssessmentMethod | None], ...]
    projection: Projection | None
    recurrences: tuple[Recurrence, ...]

    @property
    def is_detailed(self) -> bool:
        """Whether the points of its criteria are known, not only the total."""
        return bool(self.scores)

    @property
    def recurrent_years(self) -> tuple[int, ...]:
        """The years that any criterion in `recurrences` missed points in, the oldest first."""
        return tuple(sorted({year for one in self.recurrences for year, _ in one.gaps}))

    @property
    def worst_domains(self) -> tuple[Part[Criterion], ...]:
        """The domains that missed anything, most points first."""
        return most_missed(self.domains)

    @property
    def worst_leaders(self) -> tuple[Part[str | None], ...]:
        """The agencies whose criteria missed anything, most points first."""
        return most_missed(self.leaders)


@dataclass(frozen=True, kw_only=True)  # no slots: what only some readers ask for is worked out once and kept
class CycleReport:
    """A cycle at the day it is judged.

    A withdrawn task has no state.
    """

    cycle: Cycle
    judged_on: dt.date
    evaluations: tuple[Evaluation, ...]
    tasks: tuple[PlannedTask, ...]
    states: tuple[TaskState, ...]
    state_by_code: Mapping[str, TaskState]
    submissions: tuple[SubmissionState, ...]
    requests: tuple[Request, ...]
    agencies: tuple[AgencyRecord, ...]
    timeline: Timeline
    natures: frozenset[Nature]

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The plan itself: its groups of criteria with their tasks."""
        scored = {one.framework.id: one.scores for one in self.evaluations}
        return consolidate(self.cycle, [one.ledger for one in self.evaluations], scored, self.tasks)

    @property
    def year(self) -> int:
        """The plan's year."""
        return self.cycle.year

    @property
    def is_tracked(self) -> bool:
        """Whether progress is due: from the day the plan is issued."""
        return self.cycle.file.stage.is_issued

    @property
    def status_counts(self) -> dict[Status, int]:
        """How many tasks stand in each class, every class named."""
        return count_by_status(self.states)

    @property
    def overdue(self) -> tuple[TaskState, ...]:
        """Tasks past their deadline and not done, the latest first."""
        late = [state for state in self.states if state.status is Status.OPEN_OVERDUE]
        return tuple(sorted(late, key=lambda state: (-state.days_overdue, state.task.code)))

    @property
    def next_due(self) -> tuple[TaskState, ...]:
        """Tasks not done whose deadline has not passed, the nearest first."""
        waiting = [state for state in self.states if state.status is Status.OPEN_IN_TIME]
        return tuple(sorted(waiting, key=lambda state: (state.days_left, state.task.code)))

    @property
    def changes(self) -> tuple[tuple[PlannedTask, Change], ...]:
        """Every change of an approved value, the newest first."""
        moved = [(task, change) for task in self.tasks for change in task.changes]
        return tuple(sorted(moved, key=lambda pair: (pair[1].on, pair[0].code), reverse=True))

    @property
    def main(self) -> Evaluation | None:
        """The evaluation whose gaps are points of a sum: the plan's headline."""
        return next((one for one in self.evaluations if one.framework.is_summed), None)

    @property
    def tasks_without_gap(self) -> tuple[PlannedTask, ...]:
        """Tasks that no missed point stands behind: they keep what is done well."""
        answering = {task.code for one in self.evaluations for leaf in one.ledger.leaves for task in leaf.tasks}
        return tuple(state.task for state in self.states if state.task.code not in answering)

    def requests_about(self, code: str) -> tuple[Request, ...]:
        """What a task asks of other agencies than the one that proposed it."""
        return tuple(one for one in self.requests if one.task.code == code)

    def evaluation(self, framework: str) -> Evaluation | None:
        """Find the evaluation of a framework."""
        return next((one for one in self.evaluations if one.framework.id == framework), None)

    def tasks_serving(self, ref: CriterionRef) -> tuple[PlannedTask, ...]:
        """Tasks that name a criterion or one above it, as their own or as one more they serve."""
        return tuple(task for task in self.tasks if serves(task.criteria, ref.framework, ref.code))


def report_on(dataset: Dataset, cycle: Cycle, as_of: dt.date) -> CycleReport:
    """Compute a cycle's report at a date."""
    day = judged_on(cycle, as_of)
    tasks = effective_tasks(cycle, day)
    states = task_states(cycle, tasks, day)
    evaluations = tuple(
        _evaluate(dataset, cycle, framework, results, tasks) for framework, results in dataset.evaluated(cycle)
    )
    submissions = submission_states(dataset, cycle, day)
    files = (cycle.file, *cycle.submissions.values(), *cycle.progress.values(), *(one.results for one in evaluations))
    return CycleReport(
        cycle=cycle,
        judged_on=day,
        evaluations=evaluations,
        tasks=tasks,
        states=states,
        state_by_code={state.task.code: state for state in states},
        submissions=submissions,
        requests=requests_of(dataset, cycle, tasks, day),
        agencies=agency_records(dataset, cycle, states, submissions, day),
        timeline=timeline(cycle.file, states),
        natures=frozenset(file.nature for file in files),
    )


def _evaluate(
    dataset: Dataset, cycle: Cycle, framework: Framework, results: ResultsFile, tasks: Sequence[PlannedTask]
) -> Evaluation:
    account = ledger(cycle, framework, results, tasks)
    scored = scores(framework, results)
    has_parts = framework.is_summed and bool(scored)
    return Evaluation(
        framework=framework,
        results=results,
        scores=scored,
        ledger=account,
        domains=by_domain(account) if has_parts else (),
        leaders=by_leader(account, cycle) if has_parts else (),
        methods=by_method(account) if has_parts else (),
        projection=project(account, results.total.points, tasks) if has_parts else None,
        recurrences=recurrences(dataset, framework, results.year),
    )
