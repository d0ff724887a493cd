"""The published tables with all that a reader must know of them, whatever the format: day, commit, licence, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables import FilledTable, Source, fill
from cchc.render import links
from cchc.render.licence import LICENCE, Licence
from cchc.render.view import View, natures_of, stated_files
from cchc.schema import Nature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.figures.report import CycleReport
    from cchc.git import Revision
    from cchc.model import Dataset
    from cchc.schema import Reference

ILLUSTRATIVE_NOTE = "Có số liệu minh họa, đặt ra để trình diễn: không trích dẫn như số liệu thật."


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenData:
    """The tables and their imprint.

    `commit` is None when it is unknown or the tree is not that commit's; `address` is the folder's, with its "/".
    """

    title: str
    place: str
    place_code: str
    as_of: dt.date
    commit: str | None
    natures: tuple[Nature, ...]
    sources: tuple[Reference, ...]
    licence: Licence
    address: str
    home: str
    tables: tuple[FilledTable, ...]

    @property
    def is_illustrative(self) -> bool:
        """Whether anything in it was invented."""
        return Nature.ILLUSTRATIVE in self.natures

    @property
    def about(self) -> str:
        """Say in two sentences what this is."""
        told = f"{self.title}. Tính đến ngày {self.as_of:%d/%m/%Y}."
        return f"{told} {ILLUSTRATIVE_NOTE}" if self.is_illustrative else told


def open_data(
    dataset: Dataset,
    reports: Sequence[CycleReport],
    as_of: dt.date,
    revision: Revision | None,
    *,
    is_partial: bool = False,
) -> OpenData:
    """Compute everything that is published as open data.

    Args:
        dataset: a data set without errors.
        reports: the cycles to publish, in any order.
        as_of: the day it speaks of.
        revision: the commit that the tree stands on, if known.
        is_partial: publish only what these cycles answer, not every year's results.
    """
    province = dataset.province
    if province is None:  # pragma: no cover -- a data set without errors has its province
        message = "no province"
        raise AssertionError(message)
    view = View(dataset, as_of, revision)
    in_time = tuple(sorted(reports, key=lambda report: report.year))
    natures = natures_of(dataset)
    return OpenData(
        title=f"Cải thiện Chỉ số cải cách hành chính {province.full_name}",
        place=province.full_name,
        place_code=province.code,
        as_of=as_of,
        commit=revision.sha if revision and revision.is_exact else None,
        natures=tuple(nature for nature in Nature if nature in natures),
        sources=_sources(dataset),
        licence=LICENCE,
        address=view.address(links.DATA),
        home=view.address(""),
        tables=fill(Source(view=view, reports=in_time, is_partial=is_partial)),
    )


def _sources(dataset: Dataset) -> tuple[Reference, ...]:
    """List every source that a file names for itself, for a total or for a maximum, once, in the files' order."""
    found: list[Reference] = []
    for file in stated_files(dataset):
        found += file.sources
    for results in dataset.results.values():
        found += [source for total in (results.total, *results.comparisons) for source in total.sources]
    for framework in dataset.frameworks.values():
        found += [source for node in framework.criteria.values() for source in node.sources]
    for cycle in dataset.cycles.values():
        found += cycle.file.mandate.sources
    by_name = {(source.name, source.url): source for source in found}
    return tuple(by_name.values())
