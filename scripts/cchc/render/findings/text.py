"""Findings for people at a terminal: each on its one line, below it the place in the file."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from cchc.render.findings.excerpt import Sources
from cchc.render.findings.summary import explanations, summary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset
    from cchc.render.findings.excerpt import Excerpt

MAX_ALIKE = 30  # more findings of one rule in one file are one mistake made many times
ALIKE_SHOWN = 5
MAX_LINES_NAMED = 20


def render(dataset: Dataset, findings: Sequence[Diagnostic], _as_of: dt.date) -> str:
    """Write every finding with its excerpt, then what was read and where the rules are explained."""
    return harmless([*told(findings), summary(dataset, findings), *explanations(dataset, findings)])


def harmless(lines: Iterable[str]) -> str:
    """Join lines, and break in them what the log of a build machine would take for a command (threat W07)."""
    return "".join(f"{'| ' if line.lstrip().startswith('::') else ''}{line.replace('##[', '## [')}\n" for line in lines)


def told(findings: Sequence[Diagnostic], sources: Sources | None = None) -> Iterator[str]:
    """Tell every finding with its excerpt; of many alike, the first ones."""
    sources = sources or Sources()
    shown, alike = grouped(findings)
    for finding in shown:
        yield str(finding)
        if excerpt := sources.excerpt_of(finding):
            yield from _quotation(excerpt)
        if rest := alike.get(finding):
            yield and_others(rest)


def _quotation(excerpt: Excerpt) -> Iterator[str]:
    """Quote a line with its number, a caret below the place, and the corrected line where one is known."""
    margin = len(str(excerpt.number)) + 2
    yield f"{excerpt.number:>{margin}} | {excerpt.shown}"
    yield f"{'':>{margin}} | {' ' * _width(excerpt.before)}^"
    if excerpt.corrected is not None:
        yield f"{'→':>{margin}} | {excerpt.corrected}"


def _width(text: str) -> int:
    """Count the columns that text takes in a terminal."""
    from wcwidth import wcswidth  # noqa: PLC0415 -- slow to import, needed only where there are findings

    return int(wcswidth(text))


def grouped(findings: Sequence[Diagnostic]) -> tuple[list[Diagnostic], dict[Diagnostic, list[Diagnostic]]]:
    """Part the findings to be told from those like them in the same file, by the last one told before them."""
    told: list[Diagnostic] = []
    alike: dict[Diagnostic, list[Diagnostic]] = {}
    in_order = sorted(findings, key=_kind)
    for _, group in groupby(in_order, key=_kind):
        members = list(group)
        shown = members if len(members) <= MAX_ALIKE else members[:ALIKE_SHOWN]
        told += shown
        alike[shown[-1]] = members[len(shown) :]
    return sorted(told), alike


def _kind(finding: Diagnostic) -> tuple[str, str, str]:
    return finding.span.path, finding.severity, finding.rule


def and_others(rest: Sequence[Diagnostic]) -> str:
    """Say where the findings stand that are like the one told before them."""
    numbers = sorted({finding.span.line for finding in rest})
    named = ", ".join(map(str, numbers[:MAX_LINES_NAMED])) + (", …" if len(numbers) > MAX_LINES_NAMED else "")
    return f"  và {len(rest)} chỗ khác cùng lỗi này trong tệp: dòng {named} [{rest[0].rule}]"
