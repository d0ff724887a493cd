"""The open data as one Excel workbook: typed cells, no formula, ready to filter and to print.

The bytes depend on the tables alone: the day of making is the day they speak of (threat X06).
"""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import xlsxwriter

from cchc.dates import format_date
from cchc.export.open_data import ILLUSTRATIVE_NOTE
from cchc.export.tables import KIND_NAMES
from cchc.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from cchc.export.open_data import OpenData
    from cchc.export.tables import FilledTable, Value

FILE = "so-lieu.xlsx"
INTRODUCTION, DICTIONARY = "Giới thiệu", "Từ điển"
# Text stays text, whatever it begins with (threat X01).
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
_A3, _A4 = 8, 9  # paper sizes as Excel counts them
_NARROWEST, _WIDEST, _FITS_A4 = 8, 48, 200  # characters


class TooLargeError(ValueError):
    """A text or a table is larger than a sheet can hold: it is never cut (threat X02)."""


def workbook_bytes(data: OpenData) -> bytes:
    """Write every table on a sheet of its own, between an introduction and a dictionary.

    Raises:
        TooLargeError: a text has more than 32,767 characters, a table more than 1,048,576 rows.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties(
        {"title": data.title, "author": "cchc", "created": dt.datetime.combine(data.as_of, dt.time(), dt.UTC)}
    )
    sheets = _Sheets(book)
    sheets.write(INTRODUCTION, ("Mục", "Nội dung"), [*_introduction(data)])
    for filled in data.tables:
        header = tuple(column.title for column in filled.table.columns)
        sheets.write(filled.table.title, header, filled.rows)
    sheets.write(DICTIONARY, ("Bảng", "Cột", "Tên máy đọc", "Kiểu", "Nghĩa", "Các mã"), [*_dictionary(data.tables)])
    book.close()
    return out.getvalue()


def _introduction(data: OpenData) -> Iterator[tuple[Value, ...]]:
    yield "Tên", data.title
    yield "Tính đến ngày", data.as_of
    natures = ", ".join(word(nature) for nature in data.natures)
    yield "Tính chất số liệu", f"{natures}. {ILLUSTRATIVE_NOTE}" if data.is_illustrative else natures
    yield "Giấy phép", f"{data.licence.name}: {data.licence.url}"
    yield "Trang web", data.home
    yield "Bản của kho dữ liệu", data.commit or "chưa ghi vào lịch sử của kho"
    yield "Cách trích dẫn", f"{data.title}, tính đến ngày {format_date(data.as_of)}, {data.home}"
    for number, source in enumerate(data.sources, 1):
        yield f"Nguồn {number}", f"{source.name}: {source.url}" if source.url else source.name


def _dictionary(tables: tuple[FilledTable, ...]) -> Iterator[tuple[Value, ...]]:
    for filled in tables:
        for column in filled.table.columns:
            codes = "\n".join(f"{code}: {meaning}" for code, meaning in column.choices.items())
            yield filled.table.title, column.title, column.id, KIND_NAMES[column.kind], column.about, codes or None


class _Sheets:
    """Writes sheets of one look into a workbook."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        look = {"valign": "top", "border": 1, "border_color": "#BFBFBF"}
        self.head = book.add_format(look | {"bold": True, "bg_color": "#DCE6F1", "text_wrap": True})
        self.text = book.add_format(look | {"text_wrap": True, "num_format": "@"})
        self.date = book.add_format(look | {"num_format": "dd/mm/yyyy"})
        self.plain = book.add_format(look)

    def write(self, title: str, header: tuple[str, ...], rows: Any) -> None:  # noqa: ANN401 -- tuples or lists of values
        """Write one sheet: a header row that stays in sight and is repeated on paper, typed cells, a filter."""
        sheet = self.book.add_worksheet(title)
        self._row(sheet, 0, header, self.head)
        for number, row in enumerate(rows, 1):
            self._row(sheet, number, row, self.text)
        widths = [_width(column) for column in zip(header, *rows, strict=True)]
        for number, width in enumerate(widths):
            sheet.set_column(number, number, width)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
        sheet.set_landscape()
        sheet.set_paper(_A4 if sum(widths) <= _FITS_A4 else _A3)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.set_footer("&L&A&RTrang &P/&N")

    def _row(self, sheet: Worksheet, number: int, row: tuple[Value, ...], text: Format) -> None:
        for place, value in enumerate(row):
            if self._cell(sheet, number, place, value, text):
                message = f"sheet {sheet.name}, row {number}: too large for a sheet"
                raise TooLargeError(message)

    def _cell(self, sheet: Worksheet, row: int, column: int, value: Value, text: Format) -> int:
        """Write one cell; gives 0, or what went wrong."""
        if value is None:
            return int(sheet.write_blank(row, column, None, self.plain))
        if isinstance(value, str):
            return int(sheet.write_string(row, column, value, text))
        if isinstance(value, bool):
            return int(sheet.write_boolean(row, column, value, self.plain))
        if isinstance(value, dt.date):
            return int(sheet.write_datetime(row, column, value, self.date))
        return int(sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value, self.plain))


def _width(column: tuple[Value, ...]) -> int:
    """Give a column the room that its longest value takes, within reason; longer texts are wrapped."""
    longest = max(len(line) for value in column if value is not None for line in str(value).split("\n"))
    return min(max(longest + 2, _NARROWEST), _WIDEST)
