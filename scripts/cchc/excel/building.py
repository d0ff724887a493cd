"""Rows of cells become the values of a data file, as its model nests them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import error, quote
from cchc.basics.nodes import Map, Seq, place_of
from cchc.reading.validate import model_in

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from cchc.basics.nodes import Value
    from cchc.excel.cells import Said
    from cchc.excel.layout import Column, Path
    from cchc.excel.table import Cells, Tables
    from cchc.schema import Input

    Below = Sequence[tuple[Path, Column, Said]]  # what is left of each column's path


def place(cell: Said) -> int:
    """Pack where a cell stands."""
    return place_of(cell.span.line - 1, cell.span.column - 1)


class Builder:
    """Builds values; what names nothing is told among the findings of the tables."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables

    def record(self, model: type[Input], row: Cells) -> Map:
        """Build the record of a row, which stands where its first cell does."""
        start = next(iter(row.values()))
        record = Map(start.span.path, place(start))
        self.fill(record, model, row)
        return record

    def fill(self, into: Map, model: type[Input], row: Mapping[Column, Said]) -> None:
        """Add a row's values to a record: what is blank is left out, or kept as blank where it must be written."""
        self._fill(into, model, [(one.path, one, cell) for one, cell in row.items() if one.path])

    def _fill(self, into: Map, model: type[Input], cells: Below) -> None:
        by_attribute: dict[str, list[tuple[Path, Column, Said]]] = {}
        for path, one, cell in cells:
            by_attribute.setdefault(str(path[0]), []).append((path[1:], one, cell))
        for attribute, below in by_attribute.items():
            info = model.model_fields[attribute]
            written = next((cell for _, _, cell in below if cell.text), None)
            if written is None and not info.is_required():
                continue
            start = place(written or below[0][2])
            into.add_key(model.key_of(attribute), start)
            if written:
                into.put(model.key_of(attribute), self._value(model_in(info.annotation), below), start)

    def _value(self, model: type[Input] | None, cells: Below) -> Value:
        path, one, cell = cells[0]
        if not path:
            return self._leaf(one, cell)
        if isinstance(path[0], int):
            return self._items(model, cells)
        record = Map(cell.span.path, place(cell))
        if model is not None:
            self._fill(record, model, cells)
        return record

    def _items(self, model: type[Input] | None, cells: Below) -> Seq:
        """Build a list from numbered columns; a number left blank is no item."""
        by_number: dict[str | int, list[tuple[Path, Column, Said]]] = {}
        for path, one, cell in cells:
            by_number.setdefault(path[0], []).append((path[1:], one, cell))
        items = Seq(cells[0][2].span.path, place(cells[0][2]))
        for _, below in sorted(by_number.items()):
            if any(cell.text for _, _, cell in below):
                items.put(self._value(model, below), place(below[0][2]))
        return items

    def _leaf(self, one: Column, cell: Said) -> Value:
        if not one.is_many:
            return self._named(one, cell, cell.text)
        items = Seq(cell.span.path, place(cell))
        for part in _parts(one, cell.text):
            items.put(self._named(one, cell, part), place(cell))
        return items

    def _named(self, one: Column, cell: Said, text: str) -> str:
        """Give the id that a name stands for, or the text itself where no name is asked for."""
        if one.names is None:
            return text
        id_ = one.names.id_of(text)
        if id_ is None:
            message = f"không có {one.names.title.lower()} nào tên {quote(text)}"
            self._tables.findings.append(error(cell.span, "", message, one.names.hint(text)))
        return id_ or text

    def text_of(self, row: Cells, attribute: str, *, must: bool) -> str | None:
        """Give the id in a row's column, None where there is none; that is told if there must be one."""
        one, cell = _cell(row, attribute)
        if cell.text and one.names:
            return one.names.id_of(cell.text)
        if must:
            self.refuse(row, attribute, "ô này không được để trống")
        return None

    def refuse(self, row: Cells, attribute: str, message: str) -> None:
        """Report what is wrong with the value that a row has to be chosen from a list."""
        _, cell = _cell(row, attribute)
        self._tables.findings.append(error(cell.span, "", message, "chọn trong danh sách của ô"))


def _cell(row: Cells, attribute: str) -> tuple[Column, Said]:
    return next((one, cell) for one, cell in row.items() if one.path == (attribute,))


def _parts(one: Column, text: str) -> list[str]:
    """Part the names in one cell: by lines, then by semicolons, unless the line is a name that holds one."""
    found: list[str] = []
    for line in text.split("\n"):
        is_name = one.names is not None and one.names.id_of(line) is not None
        found += [line] if is_name else line.split(";")
    return [part.strip() for part in found if part.strip()]
