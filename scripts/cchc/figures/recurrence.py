"""Criteria that miss points each time they are scored, under one framework: other codes cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from cchc.basics.decimals import total_of
from cchc.figures.gaps import leaf_gaps

if TYPE_CHECKING:
    from decimal import Decimal

    from cchc.model import Criterion, Dataset, Framework

_FEWEST_YEARS = 2  # missing points once is no habit


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A leaf and its gaps in the last years scored without a break, the oldest first; the unit is the framework's."""

    criterion: Criterion
    gaps: tuple[tuple[int, Decimal], ...]

    @property
    def gap(self) -> Decimal:
        """Everything it missed in those years."""
        return total_of(gap for _, gap in self.gaps)


def recurrences(dataset: Dataset, framework: Framework, year: int) -> tuple[Recurrence, ...]:
    """Find the leaves that missed points in the last two or more years scored up to `year`.

    Most years first, then most points; a year whose leaves were not published is passed over.
    """
    years = sorted((scored for scored, id_ in dataset.results if id_ == framework.id and scored <= year), reverse=True)
    gaps_by_year = {
        scored: leaf_gaps(framework, results)
        for scored in years
        if (results := dataset.results[scored, framework.id]).scores
    }
    found = []
    for leaf in framework.leaves:
        missed = list(takewhile(lambda scored: leaf.code in gaps_by_year[scored], gaps_by_year))  # noqa: B023 -- used at once
        if len(missed) >= _FEWEST_YEARS:
            gaps = tuple((scored, gaps_by_year[scored][leaf.code].gap) for scored in reversed(missed))
            found.append(Recurrence(criterion=leaf, gaps=gaps))
    return tuple(sorted(found, key=lambda one: (-len(one.gaps), -one.gap)))
