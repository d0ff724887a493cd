"""The points ledger: points missed = covered by tasks + uncovered (peers.md, items 1 and 2)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc.basics.decimals import total_of
from cchc.figures.gaps import Score, leaf_gaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from decimal import Decimal

    from cchc.figures.freeze import PlannedTask
    from cchc.model import Criterion, Cycle, Framework
    from cchc.schema import Analysis, ResultsFile
    from cchc.schema.fields import CriterionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafCoverage:
    """What answers the gap of one leaf: who leads it, whether it was analysed, which tasks serve it."""

    score: Score
    leader: str | None
    analyses: tuple[Analysis, ...]
    tasks: tuple[PlannedTask, ...]

    @property
    def is_covered(self) -> bool:
        """Whether at least one task serves it."""
        return bool(self.tasks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """The account of one framework's gaps, in its unit; leaves in the framework's order."""

    framework: Framework
    leaves: tuple[LeafCoverage, ...]

    @property
    def gap(self) -> Decimal:
        """All points missed."""
        return gap_of(self.leaves)

    @property
    def covered(self) -> Decimal:
        """Points missed on leaves that some task serves."""
        return gap_of(self.covered_leaves)

    @property
    def uncovered(self) -> Decimal:
        """Points missed on leaves that no task serves."""
        return gap_of(self.uncovered_leaves)

    @property
    def covered_leaves(self) -> tuple[LeafCoverage, ...]:
        """The leaves that some task serves."""
        return tuple(leaf for leaf in self.leaves if leaf.is_covered)

    @property
    def uncovered_leaves(self) -> tuple[LeafCoverage, ...]:
        """The leaves that no task serves: the orphan gaps."""
        return tuple(leaf for leaf in self.leaves if not leaf.is_covered)

    def under(self, code: str) -> Ledger:
        """Draw the account of one node alone: the leaves at or below it."""
        return self.of(self.framework.leaves_by_code[code])

    def of(self, criteria: Iterable[Criterion]) -> Ledger:
        """Draw the account of some leaves alone."""
        codes = {one.code for one in criteria}
        return replace(self, leaves=tuple(one for one in self.leaves if one.score.criterion.code in codes))

    def led_by(self, agency: str) -> Ledger:
        """Draw the account of what one agency leads."""
        return replace(self, leaves=tuple(one for one in self.leaves if one.leader == agency))

    @property
    def tasks(self) -> tuple[PlannedTask, ...]:
        """The tasks that serve any of the leaves, each once, in the plan's order."""
        by_code = {task.code: task for leaf in self.leaves for task in leaf.tasks}
        return tuple(by_code.values())

    @property
    def largest_first(self) -> tuple[LeafCoverage, ...]:
        """The leaves that missed most first; equal ones stay in the framework's order."""
        return tuple(sorted(self.leaves, key=lambda leaf: -leaf.score.gap))

    @property
    def unanalysed_leaves(self) -> tuple[LeafCoverage, ...]:
        """The leaves whose cause nobody has stated."""
        return tuple(leaf for leaf in self.leaves if not leaf.analyses)


def gap_of(leaves: Iterable[LeafCoverage]) -> Decimal:
    """Add up the points that some leaves missed."""
    return total_of(leaf.score.gap for leaf in leaves)


def serves(refs: Sequence[CriterionRef], framework: str, code: str) -> bool:
    """Tell whether any reference names the criterion or one above it."""
    return any(ref.covers(framework, code) for ref in refs)


def ledger(cycle: Cycle, framework: Framework, results: ResultsFile, tasks: Sequence[PlannedTask]) -> Ledger:
    """Draw up the account of one framework; withdrawn tasks cover nothing."""
    named = [
        (task, {ref.code for ref in task.criteria if ref.framework == framework.id})
        for task in tasks
        if task.withdrawn_by is None
    ]
    leaves = []
    for code, score in leaf_gaps(framework, results).items():
        above = {node.code for node in framework.lineage(code)}
        analyses = [
            entry
            for _, submission in sorted(cycle.submissions.items())
            for entry in submission.analyses
            if serves([entry.criterion], framework.id, code)
        ]
        leaves.append(
            LeafCoverage(
                score=score,
                leader=cycle.leading_agency(framework, code),
                analyses=tuple(analyses),
                tasks=tuple(task for task, codes in named if not codes.isdisjoint(above)),
            )
        )
    return Ledger(framework=framework, leaves=tuple(leaves))
