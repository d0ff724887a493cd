"""What both kinds of document say in the same words: figures with their nature, tasks, causes, decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.decimals import format_decimal
from cchc.export.document.frame import named
from cchc.export.document.model import Column
from cchc.figures.journal import events_of
from cchc.render.words import field_title, word
from cchc.schema import Nature, stated_natures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from decimal import Decimal

    from cchc.export.document.model import Cell
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.gaps import Score
    from cchc.figures.journal import Event
    from cchc.figures.report import CycleReport
    from cchc.render.view import View
    from cchc.schema import Analysis, ProvinceFile

TASK_COLUMNS = (
    Column(title="STT", share=10),
    Column(title="Mã", share=25),
    Column(title="Tiêu chí", share=36),
    Column(title="Nhiệm vụ, giải pháp", share=64),
    Column(title="Chủ trì", share=21),
    Column(title="Thực hiện, phối hợp", share=31),
    Column(title="Sản phẩm, kết quả", share=35),
    Column(title="Thời hạn", share=25),
)
CHANGE_COLUMNS = (
    Column(title="Có hiệu lực", share=22),
    Column(title="Văn bản", share=48),
    Column(title="Nhiệm vụ", share=26),
    Column(title="Nội dung điều chỉnh", share=99),
    Column(title="Lý do", share=52),
)


def province_of(view: View) -> ProvinceFile:
    """Give the province whose document it is."""
    province = view.dataset.province
    if province is None:  # pragma: no cover -- a data set without errors has its province
        message = "no province"
        raise AssertionError(message)
    return province


def is_illustrative(report: CycleReport) -> bool:
    """Tell whether anything that a document of this cycle may show was invented."""
    cycle = report.cycle
    files = (
        cycle.file,
        *cycle.submissions.values(),
        *((cycle.adjustments,) if cycle.adjustments else ()),
        *(file for one in report.evaluations for file in (one.results, one.framework.file)),
    )
    return any(nature is Nature.ILLUSTRATIVE for file in files for _, nature in stated_natures(file))


def nature_note(nature: Nature, derivation: str | None = None) -> str:
    """Say of what nature figures are, where they are not official; "" where they are."""
    if nature is Nature.OFFICIAL:
        return ""
    return f"số liệu {word(nature)}{f': {derivation}' if derivation else ''}"


def name_of(view: View, id_: str) -> str:
    """Name an agency or a group of agencies in full."""
    return view.agencies[id_].name if id_ in view.agencies else view.groups[id_].name


def names_of(view: View, ids: Iterable[str]) -> str:
    """Name agencies and groups of agencies in full."""
    return "; ".join(name_of(view, id_) for id_ in ids)


def told_score(view: View, score: Score) -> str:
    """Tell what a criterion scored and missed."""
    maximum, points, gap = in_two_places(score.criterion.max_points, score.points, score.gap)
    return f"tối đa {maximum}; đạt {points}; mất {gap} {view.unit_of(score.criterion.framework)}"


def told_analysis(analysis: Analysis) -> tuple[str, ...]:
    """Tell what fell short, then each cause."""
    return analysis.shortfall, *(f"{word(cause.kind)}: {cause.content}" for cause in analysis.causes)


def in_two_places(*values: Decimal) -> tuple[str, ...]:
    """Write points as tables of points do."""
    return tuple(format_decimal(value, 2) for value in values)


def standing(tasks: Iterable[PlannedTask]) -> list[PlannedTask]:
    """Leave withdrawn tasks out."""
    return [task for task in tasks if task.withdrawn_by is None]


def task_rows(view: View, tasks: Iterable[PlannedTask], first: int = 1) -> Iterator[tuple[Cell, ...]]:
    """Tell all that the mandate demands of each task, numbered from `first`."""
    return (_task_row(view, number, task) for number, task in enumerate(tasks, first))


def _task_row(view: View, number: int, task: PlannedTask) -> tuple[Cell, ...]:
    def more(field: str, value: object) -> str:
        return f"{field_title(field)}: {value}"

    criterion = view.criterion(task.criterion)
    serves = [f"{view.told('also_serves', (task.criterion,))}. {criterion.name}"]
    serves += [more("also_serves", view.told("also_serves", task.also_serves))] if task.also_serves else []
    if task.target_points is not None:
        serves.append(more("target_points", view.told("target_points", task.target_points)))
    content = [task.content, *(["Đã điều chỉnh sau khi ban hành."] if any(events_of(task)) else [])]
    doers = [names_of(view, task.implementers)]
    doers += [f"Phối hợp: {names_of(view, task.partners)}"] if task.partners else []
    product = [task.deliverable, *([view.told("outcome", task.outcome)] if task.outcome else [])]
    return (
        str(number),
        task.code,
        tuple(serves),
        tuple(content),
        name_of(view, task.lead),
        tuple(doers),
        tuple(product),
        task.deadline.text,
    )


def change_rows(view: View, events: Iterable[Event]) -> Iterator[tuple[Cell, ...]]:
    """Tell each decision after approval: what it changed, from what to what, and why."""
    for event in events:
        changes = tuple(
            f"{field_title(one.field)}: {view.told(one.field, one.before) or '(không có)'} → "
            f"{view.told(one.field, one.after) or '(không có)'}"
            for one in event.changes
        )
        yield (
            format_date(event.on),
            named(event.document),
            event.task.code,
            changes or (f"{word(event.kind).capitalize()} nhiệm vụ: {event.task.content}",),
            event.reason,
        )
