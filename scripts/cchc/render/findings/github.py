"""Findings as annotations on a pull request: GitHub's workflow commands, then the text for the log.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the tenth counts them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Severity
from cchc.render.findings import text
from cchc.render.findings.excerpt import Sources
from cchc.render.findings.summary import help_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

MAX_ANNOTATIONS = 10


def render(dataset: Dataset, findings: Sequence[Diagnostic], as_of: dt.date) -> str:
    """Write the commands that GitHub takes, and below them all findings, of which it takes no line for a command."""
    sources = Sources()
    commands = [
        line
        for command, severity in (("error", Severity.ERROR), ("warning", Severity.WARNING))
        for line in _annotations(dataset, command, [one for one in findings if one.severity is severity], sources)
    ]
    return "".join(f"{line}\n" for line in commands) + text.render(dataset, findings, as_of)


def _annotations(dataset: Dataset, command: str, findings: Sequence[Diagnostic], sources: Sources) -> Iterator[str]:
    shown = list(findings) if len(findings) <= MAX_ANNOTATIONS else _spread(findings)[: MAX_ANNOTATIONS - 1]
    for finding in sorted(shown):
        path, line, column = finding.span
        place = f"file={_property(path)},line={line},col={column},title={_property(finding.rule)}"
        yield f"::{command} {place}::{_data(_message(dataset, finding, sources))}"
    if rest := len(findings) - len(shown):
        title = _property(f"và {rest} {findings[0].severity} khác")
        yield f"::{command} title={title}::Danh sách đầy đủ ở nhật ký của bước này."


def _spread(findings: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Put the first finding of each file before all others, so that no file goes unmentioned for another's sake."""
    first_by_path = {finding.span.path: finding for finding in reversed(findings)}
    firsts = [finding for finding in findings if first_by_path[finding.span.path] is finding]
    return firsts + [finding for finding in findings if first_by_path[finding.span.path] is not finding]


def _message(dataset: Dataset, finding: Diagnostic, sources: Sources) -> str:
    excerpt = sources.excerpt_of(finding)
    lines = [f"{finding.message} — {finding.hint}" if finding.hint else finding.message]
    if excerpt and excerpt.corrected is not None:
        lines.append(f"→ {excerpt.corrected.strip()}")
    return "\n".join([*lines, help_address(dataset, finding.rule)])


def _data(value: str) -> str:
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace("##[", "## [")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
