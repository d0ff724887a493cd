"""Findings for other programs, as one JSON object."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cchc.diagnostics import Severity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.diagnostics import Diagnostic
    from cchc.model import Dataset


def render(_dataset: Dataset, findings: Sequence[Diagnostic], _as_of: dt.date) -> str:
    """Write the findings as a JSON list of flat objects."""
    rows = [
        {
            "path": finding.span.path,
            "line": finding.span.line,
            "column": finding.span.column,
            "severity": "error" if finding.severity is Severity.ERROR else "warning",
            "rule": finding.rule,
            "message": finding.message,
            "hint": finding.hint,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"
