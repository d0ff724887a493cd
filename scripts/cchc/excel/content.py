"""What a workbook is filled with before it is handed out: what is known already, and rows to write into."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.deadline import Deadline
from cchc.excel.layout import MOST_SLOTS, Column, Sheet
from cchc.excel.sheets import criteria_of, progress_layout, submission_layout
from cchc.figures.freeze import effective_tasks
from cchc.figures.gaps import scores_by_framework
from cchc.reading.scalars import as_number
from cchc.render.words import word
from cchc.schema import Nature

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cchc.excel.names import Names
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.handshake import Request
    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency, Analysis, Input, SubmissionFile, Task, Upkeep
    from cchc.schema.fields import CriterionRef

Value = str | int | Decimal | None
Row = dict[Column, Value]

_LEAST = {"achievements": 8, "sources": 2, "causes": 3, "evidence": 3, "updates": 1}
_SPARE_TASKS, _SPARE_UPKEEP = 15, 10


class TooLongError(Exception):
    """A report holds a list longer than a workbook has room for; told in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A sheet, the columns of it that are shown, its rows, and what must be known of the figures in them."""

    sheet: Sheet
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A workbook to hand out: what it is for, its sheets, and the lists to choose from."""

    kind: str
    agency: Agency
    year: int
    sheets: tuple[Filled, ...]
    lists: tuple[Names, ...]


def submission_form(dataset: Dataset, cycle: Cycle, agency: Agency, requests: Sequence[Request]) -> Form:
    """Fill the workbook of an agency's report with what it led and missed, or with its report as it stands."""
    layout = submission_layout(dataset, cycle, agency)
    report, analysis, tasks, upkeep, replies = layout.sheets
    submission = cycle.submissions.get(agency.id)
    analyses = submission.analyses if submission else ()
    kept = submission.upkeep if submission else ()
    entries: tuple[Analysis | Upkeep, ...] = (*analyses, *kept)
    codes = _Codes(agency, (task for entry in entries for task in entry.tasks))
    unmet, _ = criteria_of(dataset, cycle, agency)
    open_ = [ref for ref in unmet if ref not in {entry.criterion for entry in analyses}]
    scored = [file.nature for framework, results in dataset.evaluated(cycle) for file in (framework.file, results)]
    sheets = [
        _filled(report, [_row(report, submission)]),
        _filled(analysis, _analysis_rows(dataset, cycle, analysis, analyses, open_), scored),
        _filled(
            tasks,
            [
                *_task_rows(tasks, analyses),
                *(_blank_task(tasks, codes, agency, ref) for ref in open_),
                *(_blank_task(tasks, codes, agency) for _ in range(_SPARE_TASKS)),
            ],
        ),
        _filled(
            upkeep,
            [
                *_task_rows(upkeep, kept),
                *(_blank_task(upkeep, codes, agency) for _ in range(_SPARE_UPKEEP)),
            ],
        ),
    ]
    if rows := _reply_rows(cycle, replies, submission, requests):
        sheets.append(_filled(replies, rows))
    return Form(kind="bao-cao", agency=agency, year=cycle.year, sheets=tuple(sheets), lists=layout.lists)


def progress_form(cycle: Cycle, agency: Agency, as_of: dt.date) -> Form:
    """Fill the workbook of an agency's next progress update with every task of its report that stands."""
    layout = progress_layout()
    update, tasks = layout.sheets
    file = cycle.progress.get(agency.id)
    last = {
        entry.task: f"{format_date(one.on)}: {word(entry.status).lower()}, {entry.percent}%"
        for one in (file.updates if file else ())
        for entry in one.entries
    }
    standing = [task for task in effective_tasks(cycle, as_of) if task.agency == agency.id and not task.withdrawn_by]
    rows = [_progress_row(tasks, task, last.get(task.code, "")) for task in standing]
    head = _row(update, file)
    head[update.columns[0]] = None  # the day of the update to come
    sheets = (_filled(update, [head]), _filled(tasks, rows, [cycle.submissions[agency.id].nature]))
    return Form(kind="tien-do", agency=agency, year=cycle.year, sheets=sheets, lists=layout.lists)


def _filled(sheet: Sheet, rows: Iterable[Row], natures: Iterable[Nature] = ()) -> Filled:
    """Show as many numbered columns as the rows need, and as a form has at least."""
    rows = tuple(rows)
    used = {one for row in rows for one, value in row.items() if value is not None}
    needed: Counter[str | int] = Counter(_LEAST)
    for one in used:
        if len(one.path) > 1 and isinstance(one.path[1], int):
            needed[one.path[0]] = max(needed[one.path[0]], one.path[1] + 1)
    shown = tuple(
        one for one in sheet.columns if _slot(one) < needed[one.path[0] if one.path else ""] or _slot(one) < 0
    )
    unreal = dict.fromkeys(word(nature) for nature in natures if nature is not Nature.OFFICIAL)
    note = f"Số liệu, nội dung điền sẵn là {', '.join(unreal)}." if unreal else ""
    return Filled(sheet=sheet, columns=shown, rows=rows, note=note)


def _slot(column: Column) -> int:
    """Give the number of a numbered column, from 0; -1 for any other."""
    return next((step for step in column.path if isinstance(step, int)), -1)


def _row(sheet: Sheet, *records: Input | None) -> Row:
    """Fill a row with what records say; each column takes the first record that has its attribute."""
    row: Row = {}
    for record in filter(None, records):
        if any(isinstance(value, tuple) and len(value) > MOST_SLOTS for _, value in record):
            message = f"có danh sách dài hơn {MOST_SLOTS} mục nên mẫu Excel không đủ chỗ; hãy sửa tệp .yml"
            raise TooLongError(message)
    for one in sheet.columns:
        owner = next((record for record in records if record and one.path and hasattr(record, str(one.path[0]))), None)
        row[one] = shown(one, _value(owner, one.path)) if owner else None
    return row


def _value(value: object, path: Sequence[str | int]) -> object:
    for step in path:
        if isinstance(value, tuple):
            value = value[step] if isinstance(step, int) and step < len(value) else None
        elif value is not None:
            value = getattr(value, str(step))
    return value


def shown(column: Column, value: object) -> Value:
    """Write a value as an official would: names for ids, dates and numbers as read aloud."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return "\n".join(str(shown(column, one)) for one in value)
    if isinstance(value, int):
        return value
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, Decimal):
        return as_number(value).replace(".", ",")
    text = value.text if isinstance(value, Deadline) else str(value)
    return column.names.shown(text) if column.names else text


def _analysis_rows(
    dataset: Dataset, cycle: Cycle, sheet: Sheet, analyses: Iterable[Analysis], open_: Iterable[CriterionRef]
) -> list[Row]:
    known = scores_by_framework(dataset, cycle)
    criterion, *figures = sheet.columns[:4]
    rows = []
    for ref, row in [(one.criterion, _row(sheet, one)) for one in analyses] + [(ref, _row(sheet)) for ref in open_]:
        score = known.get(ref.framework, {}).get(ref.code)
        values = (score.criterion.max_points, score.points, score.gap) if score else ()
        rows.append(row | {criterion: shown(criterion, ref)} | dict(zip(figures, values, strict=False)))
    return rows


def _task_rows(sheet: Sheet, entries: Iterable[Analysis | Upkeep]) -> list[Row]:
    return [_row(sheet, entry, task) for entry in entries for task in entry.tasks]


class _Codes:
    """Counts task codes on from those that are used."""

    def __init__(self, agency: Agency, used: Iterable[Task]) -> None:
        self._prefix = agency.abbreviation
        self._last = max((int(task.code.rpartition("-")[2]) for task in used), default=0)

    def next(self) -> str:
        self._last += 1
        return f"{self._prefix}-{self._last:02}"


def _blank_task(sheet: Sheet, codes: _Codes, agency: Agency, ref: CriterionRef | None = None) -> Row:
    known = {"criterion": ref, "code": codes.next(), "lead": agency.id}
    return {one: shown(one, known.get(str(one.path[0]))) for one in sheet.columns}


def _reply_rows(
    cycle: Cycle, sheet: Sheet, submission: SubmissionFile | None, requests: Iterable[Request]
) -> list[Row]:
    written = submission.replies if submission else ()
    what = {one.task.code: one.task for one in cycle.proposed_tasks()}
    rows = [_row(sheet, reply) for reply in written]
    task, content = sheet.columns[:2]
    answered = {reply.task for reply in written}
    rows += [_row(sheet) | {task: one.task.code} for one in requests if one.task.code not in answered]
    for row in rows:
        asked = what.get(str(row[task]))
        row[content] = " ".join(asked.content.split()) if asked else None
    return rows


def _progress_row(sheet: Sheet, task: PlannedTask, last: str) -> Row:
    known = (task.code, task.content, task.deadline.text, last or None)
    return _row(sheet) | dict(zip(sheet.columns, known, strict=False))
