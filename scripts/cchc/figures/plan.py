"""The consolidated plan: six submissions become one document in the real plan's three groups.

Source of the groups: Đắk Lắk 142/KH-UBND (2022) and 120/KH-UBND (2025): criteria below their maximum; SIPAS;
what is done well and must be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

from cchc.figures.coverage import serves

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.figures.coverage import Ledger
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.gaps import Score
    from cchc.model import Criterion, Cycle, Framework
    from cchc.schema import Analysis


class GroupKind(IntEnum):
    """The three groups of the plan, numbered as the document numbers them."""

    BELOW_MAXIMUM = 1
    SATISFACTION = 2
    UPKEEP = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyAnalysis:
    """One agency's analysis of a criterion."""

    agency: str
    analysis: Analysis


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A criterion of the plan: its score, who leads it, why it fell short, its tasks.

    `elsewhere` are live tasks that stand under another criterion and serve this one too; `is_uncovered` tells
    that points are missing, at it or below it, which no live task serves.
    """

    criterion: Criterion
    score: Score | None
    leader: str | None
    analyses: tuple[AgencyAnalysis, ...]
    tasks: tuple[PlannedTask, ...]
    elsewhere: tuple[PlannedTask, ...]
    is_uncovered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A domain of a framework with its items, in the framework's order."""

    framework: Framework
    domain: Criterion
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One of the three groups; never empty of sections unless it truly is."""

    kind: GroupKind
    sections: tuple[Section, ...]

    @property
    def tasks(self) -> tuple[PlannedTask, ...]:
        """All its tasks, in order."""
        return tuple(task for section in self.sections for item in section.items for task in item.tasks)


def consolidate(
    cycle: Cycle, ledgers: Sequence[Ledger], scored: dict[str, dict[str, Score]], tasks: Sequence[PlannedTask]
) -> tuple[Group, ...]:
    """Arrange every task under its criterion, criteria under their domain, domains under the three groups.

    Args:
        cycle: the cycle.
        ledgers: the account of each framework the cycle answers, in the cycle's order.
        scored: the scores of each framework, by framework id and code.
        tasks: the tasks as they stand, withdrawn ones included.
    """
    groups: dict[GroupKind, list[Section]] = {kind: [] for kind in GroupKind}
    for ledger in ledgers:
        framework = ledger.framework
        below = GroupKind.BELOW_MAXIMUM if framework.is_summed else GroupKind.SATISFACTION
        for kind in (below, GroupKind.UPKEEP):
            mine = [task for task in tasks if task.criterion.framework == framework.id]
            mine = [task for task in mine if task.is_upkeep == (kind is GroupKind.UPKEEP)]
            codes = {task.criterion.code for task in mine}
            if kind is below:
                codes |= {entry.analysis.criterion.code for entry in _analyses(cycle, framework.id)}
                codes |= {
                    leaf.score.criterion.code
                    for leaf in ledger.leaves  # a leaf answered at a level above is told there
                    if not any(node.code in codes for node in framework.lineage(leaf.score.criterion.code))
                }
            items = [
                _item(cycle, ledger, scored[framework.id].get(code), framework.criteria[code], mine, tasks)
                for code in framework.criteria
                if code in codes
            ]
            for domain in framework.domains:
                under = tuple(one for one in items if f"{one.criterion.code}.".startswith(f"{domain.code}."))
                if under:
                    groups[kind].append(Section(framework=framework, domain=domain, items=under))
    return tuple(Group(kind=kind, sections=tuple(sections)) for kind, sections in groups.items())


def _item(  # noqa: PLR0913, PLR0917 -- what one row of the plan is made of
    cycle: Cycle,
    ledger: Ledger,
    score: Score | None,
    criterion: Criterion,
    mine: Sequence[PlannedTask],
    tasks: Sequence[PlannedTask],
) -> Item:
    framework, code = ledger.framework, criterion.code
    own = tuple(task for task in mine if task.criterion.code == code)
    is_live = any(task.withdrawn_by is None for task in own)
    return Item(
        criterion=criterion,
        score=score,
        leader=cycle.leading_agency(framework, code),
        analyses=tuple(entry for entry in _analyses(cycle, framework.id) if entry.analysis.criterion.code == code),
        tasks=own,
        elsewhere=tuple(
            task
            for task in tasks
            if task.withdrawn_by is None and serves(task.criteria, framework.id, code) and task not in own
        ),
        is_uncovered=not is_live
        and any(f"{leaf.score.criterion.code}.".startswith(f"{code}.") for leaf in ledger.uncovered_leaves),
    )


def _analyses(cycle: Cycle, framework: str) -> Iterator[AgencyAnalysis]:
    for agency, submission in sorted(cycle.submissions.items()):
        for analysis in submission.analyses:
            if analysis.criterion.framework == framework:
                yield AgencyAnalysis(agency=agency, analysis=analysis)
