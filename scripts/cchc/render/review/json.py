"""A review for other programs, as one JSON object; its version grows only when a key changes its meaning.

`verdict` is `clean` or `refused`; `needs_second_approval` tells that agencies' data is taken away for a stated reason.
Findings are written as `cchc check --format json` writes them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cchc.figures.freeze import written
from cchc.render.findings.excerpt import Sources
from cchc.render.findings.json import dumped, finding_row
from cchc.revisions.ownership import agency_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.figures.handshake import Request
    from cchc.figures.progress import TaskState
    from cchc.revisions.changes import PlanChange
    from cchc.revisions.review import Review, Side
    from cchc.revisions.values import FileChange

VERSION = 1


def render(review: Review, _more_at: str = "") -> str:
    """Write everything that the review holds."""
    author = review.author
    shown = {
        "version": VERSION,
        "base": review.base,
        "head": review.head,
        "as_of": review.after.as_of.isoformat(),
        "verdict": "refused" if review.is_refused else "clean",
        "needs_second_approval": bool(review.losses and review.reason),
        "author": author
        and {
            "id": author.number,
            "login": author.login,
            "is_core": author.is_core,
            "agencies": sorted(author.agencies),
        },
        "touched": [
            {"path": one.shown, "way": one.way.name.lower(), "owner": agency_of(one.path)} for one in review.touched
        ],
        "findings": _rows(review, review.after, review.findings),
        "standing": _rows(review, review.before, review.standing),
        "mended": _rows(review, review.before, review.mended),
        "losses": [
            {"agency": one.agency, "path": one.span.path, "told": one.told, "is_bulk": one.is_bulk}
            for one in review.losses
        ],
        "reason": review.reason,
        "plans": None if review.plans is None else [plan_row(one) for one in review.plans],
        "files": [file_row(one) for one in review.files],
    }
    return dumped(shown)


def _rows(review: Review, side: Side, findings: Sequence[Diagnostic]) -> list[dict[str, Any]]:
    sources = Sources(side.tree)
    return [finding_row(review.before.dataset, finding, sources) for finding in findings]


def file_row(file: FileChange) -> dict[str, Any]:
    """Write a file's values that differ."""
    values = [{"place": one.place, "before": one.before, "after": one.after} for one in file.values]
    return {"path": file.path, "values": values}


def plan_row(plan: PlanChange) -> dict[str, Any]:
    """Write what is different of a plan."""
    return {
        "year": plan.year,
        "reporters": plan.reporters,
        "submitted": [plan.submitted.before, plan.submitted.after],
        "tasks": [plan.tasks.before, plan.tasks.after],
        "coverage": [
            {
                "framework": one.framework.id,
                "missed": one.missed,
                "gap": written(one.gap),
                "criteria": [one.criteria.before, one.criteria.after],
                "points": [written(one.points.before), written(one.points.after)],
            }
            for one in plan.coverage
        ],
        "added": [task.code for task in plan.added],
        "removed": [task.code for task in plan.removed],
        "edited": [
            {
                "task": edit.task.code,
                "fields": [
                    {
                        "field": one.field,
                        "before": one.text.before,
                        "after": one.text.after,
                        "days_moved": one.days_moved,
                    }
                    for one in edit.fields
                ],
            }
            for edit in plan.edited
        ],
        "states": [
            {"task": one.after.task.code, "before": one.before and _state(one.before), "after": _state(one.after)}
            for one in plan.states
        ],
        "newly_overdue": [state.task.code for state in plan.newly_overdue],
        "requests": [_asked(one) for one in plan.requests],
        "outdated_replies": [_asked(one) for one in plan.outdated],
        "overlaps": [{"task": one.task.code, "others": [task.code for task in one.others]} for one in plan.overlaps],
    }


def _asked(request: Request) -> dict[str, Any]:
    return {"task": request.task.code, "agency": request.agency, "answer": request.answer}


def _state(state: TaskState) -> dict[str, Any]:
    return {"status": state.status, "percent": state.percent, "due_on": state.due_on.isoformat()}
