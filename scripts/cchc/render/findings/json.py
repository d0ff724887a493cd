"""Findings for other programs, as one JSON object; its version grows only when a key changes its meaning.

Keys of a finding: `path`, `line`, `column` (from 1), `severity` (`error` or `warning`), `rule`, `message`, `hint`,
`help` (where the rule is explained) and `fix`: null, or the `column` at which `found` stands and what to write
`instead`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cchc.basics.diagnostics import Severity
from cchc.render.findings.excerpt import Sources
from cchc.render.findings.summary import count, help_address

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

VERSION = 1


def render(dataset: Dataset, findings: Sequence[Diagnostic], as_of: dt.date) -> str:
    """Write the findings, the day they are judged by, and how much was read."""
    sources = Sources()
    shown = {
        "version": VERSION,
        "as_of": as_of.isoformat(),
        "findings": [finding_row(dataset, finding, sources) for finding in findings],
        "summary": asdict(count(dataset, findings)),
    }
    return dumped(shown)


def dumped(value: object) -> str:
    """Write JSON for people to read too, in which nothing is a command to the log of a build machine (threat W07)."""
    return json.dumps(value, ensure_ascii=False, indent=2).replace("##[", "#\\u0023[") + "\n"


def finding_row(dataset: Dataset, finding: Diagnostic, sources: Sources) -> dict[str, Any]:
    """Write a finding as an object."""
    return {
        "path": finding.span.path,
        "line": finding.span.line,
        "column": finding.span.column,
        "severity": "error" if finding.severity is Severity.ERROR else "warning",
        "rule": finding.rule,
        "message": finding.message,
        "hint": finding.hint,
        "help": help_address(dataset, finding.rule),
        "fix": _fix(finding, sources),
    }


def _fix(finding: Diagnostic, sources: Sources) -> dict[str, Any] | None:
    place = sources.place_of(finding)
    if place is None or place.instead is None:
        return None
    return {"column": place.start + 1, "found": place.line[place.start : place.end], "instead": place.instead}
