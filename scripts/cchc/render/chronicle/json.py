"""The chronicle of a branch for other programs, as one JSON object; its version grows only when a key changes meaning.

`errors`, `compared_with`, `agencies_added` and `plans` tell of a commit's data as a whole; `plans` is null where they
cannot be compared. Files and plans are written as `cchc review --format json` writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc.render.findings.json import dumped
from cchc.render.review.json import file_row, plan_row

if TYPE_CHECKING:
    from cchc.revisions.chronicle import Chronicle, Record
    from cchc.revisions.values import FileChange
    from cchc.revisions.verdicts import Verdict

VERSION = 1


def render(chronicle: Chronicle) -> str:
    """Write everything that the chronicle holds."""
    shown = {
        "version": VERSION,
        "head": chronicle.head,
        "is_cut_off": chronicle.is_cut_off,
        "commits": [_commit(one) for one in chronicle.records],
    }
    return dumped(shown)


def _commit(record: Record) -> dict[str, Any]:
    return {
        "sha": record.sha,
        "on": record.on.isoformat(),
        "is_backdated": record.is_backdated,
        "touched": [{"path": one.shown, "way": one.way.name.lower()} for one in record.touched],
        "corrected": [_file(one) for one in record.corrected],
        "files": [_file(one) for one in record.files],
        "unreadable": list(record.unreadable),
        **(_verdict(record.verdict) if record.verdict else {}),
    }


def _file(file: FileChange) -> dict[str, Any]:
    return file_row(file) | {"compared_with": file.since or None}


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "errors": verdict.errors,
        "compared_with": verdict.since or None,
        "agencies_added": list(verdict.agencies),
        "plans": None if verdict.plans is None else [plan_row(one) for one in verdict.plans],
    }
