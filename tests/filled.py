"""Workbooks of agencies, filled in as an official would fill them: by sheet, row and column title."""

from __future__ import annotations

from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

HEAD = 3


def cell(sheet: Worksheet, title: str, row: int) -> Cell:
    """Find a cell by its column's title; rows count from 1 below the head."""
    column = next(one.column for one in sheet[HEAD] if one.value == title)
    found = sheet.cell(HEAD + row, column or 1)
    assert not isinstance(found, openpyxl.cell.cell.MergedCell)
    return found


def line(sheet: Worksheet, title: str) -> Cell:
    """Find the cell beside a title on a sheet of single values."""
    number = next(row for row in range(1, sheet.max_row + 1) if sheet.cell(row, 1).value == title)
    found = sheet.cell(number, 2)
    assert not isinstance(found, openpyxl.cell.cell.MergedCell)
    return found


def fill(path: Path, values: dict[str, object]) -> None:
    """Write values into a workbook: `Sheet!Title` for single values, `Sheet!Title#row` for those of rows."""
    book = openpyxl.load_workbook(path)
    for place, value in values.items():
        sheet, _, title = place.partition("!")
        title, _, row = title.partition("#")
        found = cell(book[sheet], title, int(row)) if row else line(book[sheet], title)
        found.value = value  # type: ignore[assignment]  # whatever a cell may hold
    book.save(path)
