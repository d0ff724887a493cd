"""The rows of a sheet, cell by cell, as the layout names its columns; what cannot be read is told with its cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, Span, error, quote, warning
from cchc.excel.cells import Said, merged_findings, said
from cchc.excel.layout import MOST_SLOTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

    from cchc.excel.layout import Column, Sheet

MAX_ROWS, MAX_COLUMNS = 2000, 250
_HEAD_WITHIN = 10  # rows
_LATER = range(1, MOST_SLOTS)
_KEEP_THE_FORM = "dùng lại mẫu do cchc new tạo, không đổi tên trang, không đổi đầu cột"

Cells = dict["Column", Said]


class Tables:
    """Reads the sheets of one workbook and collects what is found on the way.

    A row is the cells of its columns in the order of the sheet.
    """

    def __init__(self, book: Workbook, name: str) -> None:
        self._book = book
        self._name = name
        self.findings: list[Diagnostic] = []

    def path_of(self, sheet: Sheet) -> str:
        """Name a sheet as findings do."""
        return f"{self._name}:{sheet.title}"

    def rows(self, sheet: Sheet) -> list[Cells]:
        """Give the rows of a sheet that hold more than what was filled in beforehand."""
        return [row for row in self.every_row(sheet) if is_written(row)]

    def every_row(self, sheet: Sheet) -> list[Cells]:
        """Give the rows of a sheet, written into or not."""
        path = self.path_of(sheet)
        lying = self._sheet(sheet, path)
        if lying is None:
            return []
        head, places = self._head(lying, sheet, path)
        self.findings += merged_findings(lying, path, head)
        if not places:
            return []
        return [
            {one: self._said(lying, line, number, path) for one, number in places.items()}
            for line in range(head + 1, lying.max_row + 1)
        ]

    def record(self, sheet: Sheet) -> Cells:
        """Give the values of a sheet of one record, each with the cell that follows its title."""
        path = self.path_of(sheet)
        lying = self._sheet(sheet, path)
        if lying is None:
            return {}
        self.findings += merged_findings(lying, path, 1)
        by_title = {one.title: one for one in sheet.columns}
        found: Cells = {}
        for line in range(1, lying.max_row + 1):
            title = str(lying.cell(line, 1).value or "").strip()
            if title in by_title:
                found[by_title[title]] = self._said(lying, line, 2, path)
        self._insist(sheet, found, Span(path=path))
        return found

    def _sheet(self, sheet: Sheet, path: str) -> Worksheet | None:
        if sheet.title not in self._book.sheetnames:
            if not sheet.is_optional:
                self.findings.append(error(Span(path=path), "", f"thiếu trang {quote(sheet.title)}", _KEEP_THE_FORM))
            return None
        lying: Worksheet = self._book[sheet.title]
        if lying.max_row > MAX_ROWS or lying.max_column > MAX_COLUMNS:
            message = f"trang này tối đa {MAX_ROWS} dòng, {MAX_COLUMNS} cột"
            self.findings.append(error(Span(path=path), "", message, "xóa các dòng, cột thừa ở cuối trang"))
            return None
        return lying

    def _head(self, lying: Worksheet, sheet: Sheet, path: str) -> tuple[int, dict[Column, int]]:
        """Find the row of the head, and the number of each column, wherever it was moved; none if one is gone."""
        by_title = {one.title: one for one in sheet.columns}
        line, titles = max(
            ((line, _titles(lying, line)) for line in range(1, min(lying.max_row, _HEAD_WITHIN) + 1)),
            key=lambda one: len(one[1].keys() & by_title.keys()),
        )
        places = {one: titles[title] for title, one in by_title.items() if title in titles}
        if not self._insist(sheet, places, Span(path=path, line=line)):
            return line, {}
        for title, number in titles.items():
            if title not in by_title:
                message = f"cột {quote(title)} không thuộc mẫu nên không được đọc"
                self.findings.append(warning(Span(path=path, line=line, column=number), "", message))
        return line, places

    def _insist(self, sheet: Sheet, found: Mapping[Column, object], span: Span) -> bool:
        """Report the columns that are gone, but for those that only show what is known, and numbers after the first."""
        what = "dòng" if sheet.is_upright else "cột"
        must = (one for one in sheet.columns if one.path and not any(step in _LATER for step in one.path))
        gone = [one for one in must if one not in found]
        self.findings += [error(span, "", f"thiếu {what} {quote(one.title)}", _KEEP_THE_FORM) for one in gone]
        return not gone

    def _said(self, lying: Worksheet, line: int, number: int, path: str) -> Said:
        one, found = said(lying.cell(line, number), path)
        self.findings += found
        return one


def _titles(lying: Worksheet, line: int) -> dict[str, int]:
    """Give the texts of a row by column; of two alike the first."""
    numbers = range(lying.max_column, 0, -1)
    texts = ((str(lying.cell(line, number).value or "").strip(), number) for number in numbers)
    return {text: number for text, number in texts if text}


def is_written(row: Cells) -> bool:
    """Tell whether a row holds more than what was filled in beforehand."""
    return any(cell.text for one, cell in row.items() if not (one.is_given or one.is_prefilled))
