"""What each criterion was scored from year to year, as far as one framework reaches: other codes mean other things."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.figures.gaps import Score, scores, summed_up

if TYPE_CHECKING:
    from decimal import Decimal

    from cchc.model import Dataset, Framework
    from cchc.schema import ResultsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class YearScore:
    """What one node achieved in one year; what the province gave itself stands beside it where it was recorded."""

    results: ResultsFile
    score: Score
    self_scored: Decimal | None

    @property
    def year(self) -> int:
        """The year that was scored."""
        return self.results.year


def history(dataset: Dataset, framework: Framework) -> dict[str, tuple[YearScore, ...]]:
    """Give every scored year of every node, the newest first, by code; what was never scored is left out."""
    years: dict[str, list[YearScore]] = defaultdict(list)
    for (_, id_), results in sorted(dataset.results.items(), reverse=True):
        if id_ == framework.id:
            own = summed_up(framework, results.self_scores)
            for code, score in scores(framework, results).items():
                years[code].append(YearScore(results=results, score=score, self_scored=own.get(code)))
    return {code: tuple(found) for code, found in years.items()}
