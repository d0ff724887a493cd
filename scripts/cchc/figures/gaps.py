"""Points achieved and points missed, at every level, exact. Gap = maximum − achieved (format.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.decimals import total_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from cchc.model import Criterion, Cycle, Dataset, Framework
    from cchc.schema import ResultsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What one node of a framework achieved, in the framework's unit (points or percent)."""

    criterion: Criterion
    points: Decimal

    @property
    def gap(self) -> Decimal:
        """Maximum minus achieved."""
        return self.criterion.max_points - self.points


def scores(framework: Framework, results: ResultsFile) -> dict[str, Score]:
    """Score every node that can be scored, by code, in the framework's order.

    Under `tong` a parent is the sum of its leaves; under `doc-lap` it has a value of its own. What was not
    scored is left out, and with it the sums that need it: an unknown score is not 0.
    """
    points = summed_up(framework, results.scores)
    return {code: Score(criterion=framework.criteria[code], points=value) for code, value in points.items()}


def summed_up(framework: Framework, values: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Give the value of every node for which `values`, by code, hold what it needs; in the framework's order."""
    points = {}
    for code in framework.criteria:
        parts = [leaf.code for leaf in framework.leaves_by_code[code]] if framework.is_summed else [code]
        if parts and all(part in values for part in parts):
            points[code] = total_of(values[part] for part in parts)
    return points


def leaf_gaps(framework: Framework, results: ResultsFile) -> dict[str, Score]:
    """Give the leaves that missed their maximum, by code, in the framework's order."""
    return {
        code: score for code, score in scores(framework, results).items() if score.criterion.is_leaf and score.gap > 0
    }


def scores_by_framework(dataset: Dataset, cycle: Cycle) -> dict[str, dict[str, Score]]:
    """Score every node of every framework that a cycle answers, by framework and code."""
    return {framework.id: scores(framework, results) for framework, results in dataset.evaluated(cycle)}
