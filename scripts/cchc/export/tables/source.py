"""What the published tables are computed from: one data set at one date, and where each of its values stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.schema import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc.basics.diagnostics import Span
    from cchc.figures.report import CycleReport
    from cchc.model import Framework
    from cchc.render.view import View
    from cchc.schema import ResultsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a row comes from: the nature of its figures, the file in the repository, the line counted from 1."""

    nature: Nature
    path: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One data set at one date; `reports` are the cycles that are published, the oldest first.

    `is_partial`: only these cycles and what they answer are published, not every year's results.
    """

    view: View
    reports: tuple[CycleReport, ...]
    is_partial: bool = False

    def origin(self, span: Span, *natures: Nature) -> Origin:
        """Tell where a row comes from; figures made of several are of the weakest nature among them."""
        return Origin(nature=weakest(natures), path=self.view.file_name(span), line=span.line)

    def results(self) -> Iterator[tuple[Framework, ResultsFile]]:
        """Pair every published result with its framework, by year, then by framework."""
        answered = {(one.results.year, one.framework.id) for report in self.reports for one in report.evaluations}
        for key, results in sorted(self.view.dataset.results.items()):
            if not self.is_partial or key in answered:
                yield self.view.framework(results.framework), results

    def names(self, ids: Iterable[str]) -> list[str]:
        """Name agencies and groups of agencies in full."""
        agencies, groups = self.view.agencies, self.view.groups
        return [agencies[id_].name if id_ in agencies else groups[id_].name for id_ in ids]


def weakest(natures: Iterable[Nature]) -> Nature:
    """Give the nature of what is made of several: invented if any part is, official only if all are."""
    order = list(Nature)
    return max(natures, key=order.index)
