"""What the public would see otherwise, plan by plan: figures before and after, then every task that differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.decimals import format_decimal
from cchc.render.review.gfm import row
from cchc.render.words import field_title, word
from cchc.revisions.ownership import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.figures.freeze import PlannedTask
    from cchc.figures.handshake import Request
    from cchc.figures.progress import TaskState
    from cchc.model import Dataset
    from cchc.render.style import Style
    from cchc.revisions.changes import FieldChange, PlanChange

_NAMED = 5  # other agencies' tasks named beside one that serves the same


def table(plan: PlanChange, style: Style) -> str:
    """Write the table of a plan's figures in Markdown."""
    head = [f"**Kế hoạch {plan.year}**", "", row("", "Trước", "Sau"), "|---|---|---|"]
    return "\n".join([*head, *(row(*cells) for cells in figures(plan, style)), ""])


def figures(plan: PlanChange, style: Style) -> list[tuple[str, ...]]:
    """Give a plan's figures: what is counted, before, after."""
    rows: list[tuple[str, ...]] = [
        ("Cơ quan đã nộp báo cáo", *(f"{n}/{plan.reporters}" for n in (plan.submitted.before, plan.submitted.after))),
        ("Nhiệm vụ", str(plan.tasks.before), str(plan.tasks.after)),
    ]
    for one in plan.coverage:
        index, unit = style.prose(one.framework.file.abbreviation), word(one.framework.file.unit)
        criteria = (f"{n}/{one.missed}" for n in (one.criteria.before, one.criteria.after))
        rows.append((f"{index}: tiêu chí mất điểm đã có nhiệm vụ", *criteria))
        if one.framework.is_summed:
            gap = format_decimal(one.gap)
            points = (f"{format_decimal(n)}/{gap}" for n in (one.points.before, one.points.after))
            rows.append((f"{index}: {unit} mất đã có nhiệm vụ", *points))
    return rows


def differences(dataset: Dataset, plan: PlanChange, style: Style) -> Iterator[str]:
    """Write an item for each task that would be there, be gone, read otherwise or stand otherwise."""
    for state in plan.newly_overdue:
        yield f"- {style.strong('Mới quá hạn:')} {_named(dataset, state.task, style)}, hạn {format_date(state.due_on)}"
    for task in plan.removed:
        yield f"- {style.strong('Bỏ nhiệm vụ')} {_named(dataset, task, style)}: {style.prose(task.content)}"
    for task in plan.added:
        due = f"Thời hạn {style.value(task.deadline.text)}; sản phẩm: {style.prose(task.deliverable)}"
        yield f"- {style.strong('Thêm nhiệm vụ')} {_named(dataset, task, style)}: {style.prose(task.content)} {due}"
    for edit in plan.edited:
        lines = (f"  - {_field(one, style)}" for one in edit.fields)
        yield "\n".join([f"- {style.strong('Sửa nhiệm vụ')} {_named(dataset, edit.task, style)}:", *lines])
    for change in plan.states:
        if change.before:
            moved = f"{_stands(change.before)} → {_stands(change.after)}"
            yield f"- {style.strong('Tiến độ')} {_named(dataset, change.after.task, style)}: {moved}"
    for request in plan.requests:
        yield f"- {_asked(dataset, request, style)}"


def advice(dataset: Dataset, plan: PlanChange, style: Style) -> Iterator[str]:
    """Write an item for what reviewers should think of: words given of tasks that read otherwise now, overlaps."""
    for request in plan.outdated:
        agency, task = style.prose(name_of(dataset, request.agency)), _named(dataset, request.task, style)
        yield f"- {style.strong('Hỏi lại ý kiến:')} {agency} đã đồng ý {task} trước khi nhiệm vụ được sửa"
    for overlap in plan.overlaps:
        others = ", ".join(_named(dataset, task, style) for task in overlap.others[:_NAMED])
        rest = len(overlap.others) - _NAMED
        more = f" và {rest} nhiệm vụ khác" if rest > 0 else ""
        task = _named(dataset, overlap.task, style)
        yield f"- {style.strong('Cùng phục vụ một tiêu chí:')} {task} với {others}{more}"


def _named(dataset: Dataset, task: PlannedTask, style: Style) -> str:
    return f"{style.value(task.code)} ({style.prose(name_of(dataset, task.agency))})"


def _asked(dataset: Dataset, request: Request, style: Style) -> str:
    agency, task = style.prose(name_of(dataset, request.agency)), _named(dataset, request.task, style)
    if request.reply is None:
        role = "chủ trì" if request.is_to_lead else "thực hiện"
        return f"{style.strong('Cần ý kiến')} của {agency}, được giao {role} {task}"
    reason = f": {style.prose(request.reply.reason)}" if request.reply.reason else ""
    return f"{style.strong('Ý kiến')} của {agency}: {word(request.answer).lower()} {task}{reason}"


def _field(change: FieldChange, style: Style) -> str:
    name = "Tiêu chí" if change.field == "criterion" else field_title(change.field)
    days = change.days_moved or 0
    moved = f" (lùi {days} ngày)" if days > 0 else f" (sớm hơn {-days} ngày)" if days < 0 else ""
    return f"{name}: {style.arrow(change.text.before, change.text.after)}{moved}"


def _stands(state: TaskState) -> str:
    return f"{word(state.status).lower()} ({state.percent} %)"
