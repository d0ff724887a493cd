"""What a page's computed figures are computed from: places in the public repository, named for readers.

A figure that was read from a file leads to its own line; sums, gaps, shares and counts have no line of their own, so
their table or sentence names what went into them.
"""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cchc.basics.diagnostics import Span
    from cchc.figures.offices import Office
    from cchc.figures.report import CycleReport, Evaluation
    from cchc.model import Framework
    from cchc.render.view import View
    from cchc.schema import ResultsFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A line or a folder of the data: what it holds, and its address."""

    name: str
    url: str


def scores(view: View, framework: Framework, years: Iterable[ResultsFile], code: str = "") -> tuple[Origin, ...]:
    """Name the leaves' points of some years and their maxima, of a whole framework or below one of its nodes."""
    leaves = framework.leaves_by_code[code] if code else framework.leaves
    short = framework.file.abbreviation
    value = "mức điểm" if framework.is_summed else "tỷ lệ"
    found = []
    for results in years:
        line = results.span("scores", leaves[0].code) if code else results.key_span("scores")
        found.append(_line(view, line, f"{len(leaves)} {value} {short} {results.year}"))
    maxima = framework.criteria[code].span if code else framework.file.key_span("domains")
    return (*found, _line(view, maxima, f"mức tối đa {short}"))


def gaps(view: View, report: CycleReport) -> tuple[Origin, ...]:
    """Name what stands behind the account of every framework that a plan answers."""
    evaluations = report.evaluations
    return tuple(one for each in evaluations for one in scores(view, each.framework, [each.results]))


def recurrences(view: View, evaluation: Evaluation) -> tuple[Origin, ...]:
    """Name the points of every year in which a criterion of an evaluation missed some."""
    framework = evaluation.framework
    return scores(view, framework, [view.dataset.results[year, framework.id] for year in evaluation.recurrent_years])


def leaders(view: View, report: CycleReport) -> tuple[Origin, ...]:
    """Name the place that assigns criteria to agencies."""
    return (_line(view, report.cycle.file.key_span("assignment"), "phân công chủ trì"),)


def tasks(view: View, report: CycleReport) -> tuple[Origin, ...]:
    """Name the submissions that propose the tasks, and what was changed after approval."""
    found = _folder(view, report, "bao-cao", "báo cáo", report.cycle.submissions)
    changes = report.cycle.adjustments
    return (*found, _line(view, changes.here, "điều chỉnh")) if changes else found


def progress(view: View, report: CycleReport) -> tuple[Origin, ...]:
    """Name what a class of progress is computed from: deadlines in the tasks, and what agencies say of them."""
    return (*tasks(view, report), *_folder(view, report, "tien-do", "báo cáo tiến độ", report.cycle.progress))


def projection(view: View, report: CycleReport) -> tuple[Origin, ...]:
    """Name the published total, and the points that tasks aim for and cover."""
    if not (main := report.main):
        return ()
    total = f"kết quả {main.framework.file.abbreviation} {main.results.year}"
    gaps_of_main = scores(view, main.framework, [main.results])
    return (_line(view, main.results.total.span("points"), total), *gaps_of_main, *tasks(view, report))


def office(view: View, one: Office) -> tuple[Origin, ...]:
    """Name what an agency's year is told from."""
    led = [each.evaluation for each in one.leadership]
    found = [origin for each in led for origin in scores(view, each.framework, [each.results])]
    return (*found, *(leaders(view, one.report) if led else ()), *progress(view, one.report))


def _line(view: View, span: Span, name: str) -> Origin:
    return Origin(name=name, url=view.source_url(span))


def _folder(view: View, report: CycleReport, name: str, holds: str, files: Mapping[str, object]) -> tuple[Origin, ...]:
    if not files:
        return ()
    beside = posixpath.dirname(view.file_name(report.cycle.file.here))
    url = view.forge.folder(f"{beside}/{name}") if view.forge else ""
    return (Origin(name=f"{len(files)} {holds}", url=url),)
