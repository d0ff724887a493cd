"""What a cell says, as text: dates and numbers as data files write them, what Word brought along mended."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from openpyxl.cell.cell import MergedCell
from openpyxl.utils import get_column_letter

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Span, error, warning
from cchc.basics.text import nfc
from cchc.reading.decoding import character_findings
from cchc.reading.scalars import as_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from cchc.basics.diagnostics import Diagnostic

_BREAKS = re.compile("\r\n?|[\v\f\u0085\u2028\u2029]|_x000D_\n?")  # the last as Excel writes a carriage return
_HIDDEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a cell says, and where it stands: the sheet in `span.path`, then row and column from 1."""

    text: str
    span: Span
    format: str = ""


def place_name(span: Span) -> str:
    """Write a cell's place as Excel users know it: file:sheet!F12."""
    return f"{span.path}!{get_column_letter(span.column)}{span.line}"


def said(cell: Cell | MergedCell, path: str) -> tuple[Said, list[Diagnostic]]:
    """Read a cell; what cannot be used gives an empty text and a finding.

    Args:
        cell: the cell.
        path: how findings name its sheet.
    """
    span = Span(path=path, line=cell.row or 1, column=cell.column or 1)
    if isinstance(cell, MergedCell):
        return Said(text="", span=span), []
    if cell.data_type == "f":
        hint = "chép ô, dán lại bằng “Dán giá trị” (Paste values), hoặc gõ giá trị vào"
        return Said(text="", span=span), [error(span, "", "ô này là công thức; chỉ nhận giá trị", hint)]
    if cell.data_type == "e":
        return Said(text="", span=span), [error(span, "", f"ô này báo lỗi của Excel ({cell.value})", "gõ lại giá trị")]
    text = _text(cell)
    mended = _mended(text)
    found = [] if mended == text else [_mending(span)]
    found += [error(span, one.rule, one.message, one.hint) for one in character_findings("", mended)]
    return Said(text=mended.strip(), span=span, format=cell.number_format), found


def _text(cell: Cell) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        return _date(value.date(), cell.number_format)
    if isinstance(value, dt.date):
        return _date(value, cell.number_format)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, (int, float)):
        return _number(Decimal(repr(value)), cell.number_format)
    return nfc(str(value))


def _date(day: dt.date, shown_as: str) -> str:
    """Write a date as it is shown: “9/2023” that Excel made the first of September is a month still."""
    if "d" in re.sub(r"\[[^\]]*\]", "", shown_as).lower() or not re.search("[my]", shown_as.lower()):
        return format_date(day)
    return f"tháng {day.month}/{day.year}"


def _number(value: Decimal, shown_as: str) -> str:
    if not value.is_finite():
        return str(value)
    if "%" in shown_as:
        value *= 100  # 40% is kept as 0.4
    return as_number(value).replace(".", ",")


def _mended(text: str) -> str:
    text = _HIDDEN.sub("", _BREAKS.sub("\n", text))
    return "".join(" " if char == "\t" or unicodedata.category(char) == "Zs" else char for char in text)


def _mending(span: Span) -> Diagnostic:
    message = "đã thay dấu cách lạ, dấu xuống dòng lạ hay ký tự vô hình (thường theo từ Word) bằng dấu thường"
    return warning(span, "", message, "đọc lại ô này; không phải sửa gì nếu đúng ý")


def merged_findings(sheet: Worksheet, path: str, first: int) -> Iterator[Diagnostic]:
    """Report merged cells from a row on: which of their rows a value is meant for cannot be known."""
    for area in sheet.merged_cells.ranges:
        if area.max_row >= first:
            span = Span(path=path, line=area.min_row, column=area.min_col)
            message = f"không được gộp ô; đang gộp {area.coord}"
            yield error(span, "", message, "bỏ gộp (Unmerge Cells) rồi ghi vào từng ô")
