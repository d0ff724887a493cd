"""From a filled workbook to the values of a data file, each of which knows its cell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, Span, error, quote
from cchc.basics.nodes import Map, Seq, place_of
from cchc.excel.building import Builder
from cchc.excel.layout import MARK, VERSION
from cchc.excel.opened import NotReadableError
from cchc.excel.sheets import progress_layout, submission_layout
from cchc.excel.table import Tables, is_written
from cchc.lookup import find_agency, find_cycle
from cchc.reading.validate import validate
from cchc.schema import Analysis, ProgressEntry, ProgressFile, Reply, SubmissionFile, Task, Update, Upkeep

if TYPE_CHECKING:
    from collections.abc import Sequence

    from openpyxl import Workbook

    from cchc.excel.layout import Layout, Sheet
    from cchc.excel.table import Cells
    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency, Input

_MODELS: dict[str, type[Input]] = {"bao-cao": SubmissionFile, "tien-do": ProgressFile}
_START = place_of(0, 0)
_NOT_A_FORM = "tệp này không phải mẫu do “cchc new … --format xlsx” tạo ra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """What a workbook says: for which file, its values with their cells, and what was found."""

    kind: str
    agency: Agency
    cycle: Cycle
    model: type[Input]
    root: Map
    findings: list[Diagnostic]


def read_form(book: Workbook, name: str, dataset: Dataset) -> Filled:
    """Read a filled form; findings name its cells.

    Raises:
        NotReadableError: it is no form, or one of another version.
        NotFoundError: agency or plan are unknown.
    """
    mark = _mark(book)
    agency, cycle = find_agency(dataset, mark["co_quan"]), find_cycle(dataset, int(mark["ke_hoach"]))
    tables = Tables(book, name)
    model = _MODELS[mark["loai"]]
    if model is SubmissionFile:
        root = _submission(tables, submission_layout(dataset, cycle, agency), agency, cycle)
    else:
        root = _progress(tables, progress_layout(), agency, cycle)
    _, shape = validate(model, root)
    told = {one.span for one in tables.findings}
    findings = [*tables.findings, *(_retold(one) for one in shape if one.span not in told)]
    return Filled(kind=mark["loai"], agency=agency, cycle=cycle, model=model, root=root, findings=sorted(set(findings)))


def _mark(book: Workbook) -> dict[str, str]:
    if MARK not in book.sheetnames:
        raise NotReadableError(_NOT_A_FORM)
    mark = {str(key): str(value) for key, value in book[MARK].iter_rows(max_row=10, max_col=2, values_only=True)}
    if mark.get("phien_ban") != VERSION:
        message = f"mẫu này thuộc phiên bản {quote(mark.get('phien_ban', ''))}; cần phiên bản {VERSION}: tạo lại mẫu"
        raise NotReadableError(message)
    if mark.get("loai") not in _MODELS or "co_quan" not in mark or not mark.get("ke_hoach", "").isdecimal():
        raise NotReadableError(_NOT_A_FORM)
    return mark


def _retold(finding: Diagnostic) -> Diagnostic:
    """Tell of a blank value as of a cell."""
    if finding.rule != "thieu-truong":
        return finding
    return error(finding.span, finding.rule, "ô này không được để trống", "ghi vào ô, hoặc xóa mọi ô đã ghi của dòng")


def _submission(tables: Tables, layout: Layout, agency: Agency, cycle: Cycle) -> Map:
    report, analysis, tasks, upkeep, replies = layout.sheets
    builder = Builder(tables)
    root = _root(tables, report, SubmissionFile, agency, cycle)
    builder.fill(root, SubmissionFile, tables.record(report))
    analyses = _Entries(builder, Analysis)
    for row in tables.every_row(analysis):
        analyses.add(row, is_written=is_written(row))
    for row in tables.rows(tasks):
        analyses.attach(row)
    kept = _Entries(builder, Upkeep)
    for row in tables.rows(upkeep):
        kept.add(row, is_written=False)
        kept.attach(row)
    words = [builder.record(Reply, row) for row in tables.rows(replies)]
    for attribute, records in (("analyses", analyses.records()), ("upkeep", kept.records()), ("replies", words)):
        _put(root, SubmissionFile, attribute, records)
    return root


def _progress(tables: Tables, layout: Layout, agency: Agency, cycle: Cycle) -> Map:
    head, tasks = layout.sheets
    builder = Builder(tables)
    root = _root(tables, head, ProgressFile, agency, cycle)
    cells = tables.record(head)
    own = {one: cell for one, cell in cells.items() if one.path[0] == "updates"}
    builder.fill(root, ProgressFile, {one: cell for one, cell in cells.items() if one not in own})
    entries = [builder.record(ProgressEntry, row) for row in tables.rows(tasks)]
    start = Span(path=tables.path_of(tasks))
    if not entries and all(one.span.path != start.path for one in tables.findings):
        tables.findings.append(error(start, "", "chưa ghi nhiệm vụ nào", "ghi trạng thái của ít nhất một nhiệm vụ"))
    if entries and own:
        update = builder.record(Update, {replace(one, path=one.path[2:]): said for one, said in own.items()})
        _put(update, Update, "entries", entries)
        _put(root, ProgressFile, "updates", [update])
    return root


def _root(tables: Tables, sheet: Sheet, model: type[Input], agency: Agency, cycle: Cycle) -> Map:
    """Begin a file with what the workbook is for, which stands in no cell that people see."""
    root = Map(tables.path_of(sheet), _START)
    for attribute, value in (("agency", agency.id), ("plan", str(cycle.year))):
        root.add_key(model.key_of(attribute), _START)
        root.put(model.key_of(attribute), value, _START)
    return root


def _put(into: Map, model: type[Input], attribute: str, records: Sequence[Map]) -> None:
    """Set a list of records, unless it is empty."""
    if records:
        start = place_of(records[0].span.line - 1, records[0].span.column - 1)
        items = Seq(records[0].span.path, start)
        for one in records:
            items.put(one, place_of(one.span.line - 1, one.span.column - 1))
        into.add_key(model.key_of(attribute), start)
        into.put(model.key_of(attribute), items, start)


class _Entries:
    """The criteria that a report speaks of, each with the tasks that name it, in the order of the sheets."""

    def __init__(self, builder: Builder, model: type[Analysis | Upkeep]) -> None:
        self._builder = builder
        self._model = model
        self._found: list[tuple[Map, list[Map], bool]] = []
        self._by_criterion: dict[str, list[Map]] = {}

    def add(self, row: Cells, *, is_written: bool) -> None:
        """Take a row that speaks of a criterion; one that says nothing more stands only if tasks name it."""
        criterion = self._builder.text_of(row, "criterion", must=is_written)
        if criterion is None or (criterion in self._by_criterion and not is_written):
            return
        own = {one: cell for one, cell in row.items() if one.path and one.path[0] in self._model.model_fields}
        tasks: list[Map] = []
        self._found.append((self._builder.record(self._model, own), tasks, is_written))
        self._by_criterion.setdefault(criterion, tasks)

    def attach(self, row: Cells) -> None:
        """Take a row that is a task, under its criterion."""
        criterion = self._builder.text_of(row, "criterion", must=True)
        task = self._builder.record(Task, {one: cell for one, cell in row.items() if one.path != ("criterion",)})
        if criterion in self._by_criterion:
            self._by_criterion[criterion].append(task)
        elif criterion is not None:
            self._builder.refuse(row, "criterion", "tiêu chí này không có dòng nào ở trang “Phân tích”")

    def records(self) -> list[Map]:
        """Give the entries that say something."""
        for entry, tasks, _ in self._found:
            _put(entry, self._model, "tasks", tasks)
        return [entry for entry, tasks, is_written in self._found if tasks or is_written]
