"""Findings as text for people and as data for machines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cchc.diagnostics import Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc.diagnostics import Diagnostic
    from cchc.model import Dataset


def as_text(findings: Sequence[Diagnostic]) -> str:
    """Write one line for each finding."""
    return "".join(f"{finding}\n" for finding in findings)


def as_json(findings: Sequence[Diagnostic]) -> str:
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


def summary(dataset: Dataset, findings: Sequence[Diagnostic]) -> str:
    """Say what was read and what remains to be mended (threat M04)."""
    tasks = sum(1 for cycle in dataset.cycles.values() for _ in cycle.proposed_tasks())
    leaves = sum(len(framework.leaves) for framework in dataset.frameworks.values())
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    warnings = len(findings) - len(errors)
    files = len({finding.span.path for finding in errors})
    rest = f"còn {len(errors)} lỗi trong {files} tệp" if errors else "không có lỗi"
    advice = f", {warnings} cảnh báo" if warnings else ""
    return f"Đọc được {tasks} nhiệm vụ, {leaves} tiêu chí; {rest}{advice}."
