"""The plan's annexes: the points missed, the list of tasks, the changes after approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.decimals import format_decimal
from cchc.export.document.facts import (
    CHANGE_COLUMNS,
    TASK_COLUMNS,
    change_rows,
    in_two_places,
    name_of,
    nature_note,
    standing,
    task_rows,
    told_analysis,
)
from cchc.export.document.form import Style
from cchc.export.document.frame import annex_head
from cchc.export.document.model import Block, Column, Paragraph, Table
from cchc.figures.journal import journal
from cchc.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc.export.document.frame import Letterhead
    from cchc.export.document.model import Cell
    from cchc.figures.coverage import LeafCoverage
    from cchc.figures.journal import Event
    from cchc.figures.report import CycleReport, Evaluation
    from cchc.render.view import View
    from cchc.schema import AdjustmentsFile

_LEAF_COLUMNS = (
    Column(title="STT", share=10),
    Column(title="Mã", share=13),
    Column(title="Tiêu chí", share=40),
    Column(title="Tối đa", share=14, is_number=True),
    Column(title="Đạt", share=14, is_number=True),
    Column(title="Mất", share=14, is_number=True),
    Column(title="Chủ trì", share=24),
    Column(title="Tồn tại, nguyên nhân", share=92),
    Column(title="Nhiệm vụ", share=26),
)


def plan_annexes(view: View, report: CycleReport, head: Letterhead) -> Iterator[tuple[Block, ...]]:
    """Give what missed its maximum, then all tasks, then what was decided after approval, if anything was."""
    yield tuple(_gap_annex(view, report, head))
    yield tuple(_task_annex(view, report, head))
    events = journal(report.tasks).events
    if events and report.cycle.adjustments:
        yield tuple(_change_annex(view, events, report.cycle.adjustments, head))


def _gap_annex(view: View, report: CycleReport, head: Letterhead) -> Iterator[Block]:
    yield from annex_head(head, "I", "Tiêu chí, tiêu chí thành phần chưa đạt tối đa")
    for evaluation in report.evaluations:
        file, results, account = evaluation.framework.file, evaluation.results, evaluation.ledger
        title = f"{file.abbreviation} {results.year}, đơn vị: {view.unit_of(file.id)}"
        if not account.leaves:
            yield Paragraph(Style.NOTE, f"{title}: {_no_leaves(evaluation)}")
            continue
        rows = tuple(_leaf_row(view, number, leaf) for number, leaf in enumerate(account.leaves, 1))
        whole = ("", "", "Cộng", "", "", format_decimal(account.gap, 2), "", "", "")
        total = whole if evaluation.framework.is_summed else ()
        note = nature_note(results.nature)
        yield Table(title=title, columns=_LEAF_COLUMNS, rows=rows, note=note, total=total)


def _no_leaves(evaluation: Evaluation) -> str:
    return "không tiêu chí nào dưới tối đa." if evaluation.is_detailed else "chưa có số liệu của từng tiêu chí."


def _leaf_row(view: View, number: int, leaf: LeafCoverage) -> tuple[Cell, ...]:
    criterion = leaf.score.criterion
    causes = tuple(line for analysis in leaf.analyses for line in told_analysis(analysis))
    return (
        str(number),
        criterion.code,
        criterion.name,
        *in_two_places(criterion.max_points, leaf.score.points, leaf.score.gap),
        name_of(view, leaf.leader) if leaf.leader else "chưa phân công",
        causes or "chưa phân tích",
        ", ".join(task.code for task in leaf.tasks) or "chưa có nhiệm vụ",
    )


def _task_annex(view: View, report: CycleReport, head: Letterhead) -> Iterator[Block]:
    yield from annex_head(head, "II", "Danh mục nhiệm vụ, giải pháp")
    note = nature_note(report.cycle.file.nature)
    first = 1
    for group in report.groups:
        tasks = standing(group.tasks)
        title = f"Nhóm {group.kind.value}. {word(group.kind)}: {len(tasks)} nhiệm vụ"
        if tasks:
            rows = tuple(task_rows(view, tasks, first))
            yield Table(title=title, columns=TASK_COLUMNS, rows=rows, note=note)
        else:
            yield Paragraph(Style.NOTE, f"{title}.")
        first += len(tasks)


def _change_annex(
    view: View, events: Iterable[Event], adjustments: AdjustmentsFile, head: Letterhead
) -> Iterator[Block]:
    yield from annex_head(head, "III", "Các điều chỉnh sau khi ban hành")
    rows = tuple(change_rows(view, events))
    title = f"{len(rows)} điều chỉnh, mới nhất ở trên"
    yield Table(title=title, columns=CHANGE_COLUMNS, rows=rows, note=nature_note(adjustments.nature))
