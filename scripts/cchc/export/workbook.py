"""The open data as one Excel workbook: typed cells, no formula, ready to filter and to print.

The bytes depend on the tables alone: the day of making is the day they speak of (threat X06).
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.excel.paper import A4, FITS_A4, LINE, OPTIONS, lines, made_on
from cchc.export.open_data import ILLUSTRATIVE_NOTE
from cchc.export.tables import KIND_NAMES
from cchc.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from cchc.export.open_data import OpenData
    from cchc.export.tables import FilledTable, Row, Value

FILE = "so-lieu.xlsx"
FOLDED_NOTE = (
    "Mỗi bảng một trang tính. Cột chỉ dành cho máy (mã, tệp, dòng) được gấp lại: bấm dấu + phía trên các cột để mở. "
    "Trang tính cuối giải thích từng cột."
)
INTRODUCTION, DICTIONARY = "Giới thiệu", "Từ điển"
_EVERYWHERE = "A1:XFD1048576"
_NARROWEST, _WIDEST, _WIDEST_PROSE = 8, 48, 110  # characters


@dataclass(frozen=True, slots=True, kw_only=True)
class _Layout:
    """How a sheet lies: columns that stay in sight, columns folded away, the widest that one may be."""

    frozen: int = 0
    folded: frozenset[int] = frozenset()
    widest: int = _WIDEST


class TooLargeError(ValueError):
    """A text or a table is larger than a sheet can hold: it is never cut (threat X02)."""


def workbook_bytes(data: OpenData) -> bytes:
    """Write every table on a sheet of its own, between an introduction and a dictionary.

    Raises:
        TooLargeError: a text has more than 32,767 characters, a table more than 1,048,576 rows.
    """
    import xlsxwriter  # noqa: PLC0415 -- only the process that makes the files pays for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    book.set_properties({"title": data.title, "author": "cchc", "created": made_on(data.as_of)})
    sheets = _Sheets(book)
    sheets.write(INTRODUCTION, ("Mục", "Nội dung"), [*_introduction(data)], _Layout(widest=_WIDEST_PROSE))
    for filled in data.tables:
        table = filled.table
        header = tuple(column.title for column in table.columns)
        folded = frozenset(number for number, column in enumerate(table.columns) if column.id in table.machine_columns)
        sheets.write(table.title, header, filled.rows, _Layout(frozen=len(table.key), folded=folded))
    header = ("Bảng", "Cột", "Tên máy đọc", "Kiểu", "Nghĩa", "Các mã")
    sheets.write(DICTIONARY, header, [*_dictionary(data.tables)], _Layout())
    book.close()
    return out.getvalue()


def _introduction(data: OpenData) -> Iterator[Row]:
    yield "Tên", data.title
    yield "Tính đến ngày", data.as_of
    natures = ", ".join(word(nature) for nature in data.natures)
    yield "Tính chất số liệu", f"{natures}. {ILLUSTRATIVE_NOTE}" if data.is_illustrative else natures
    yield "Giấy phép", f"{data.licence.name}: {data.licence.url}"
    yield "Cách đọc", FOLDED_NOTE
    yield "Trang web", data.home
    yield "Bản của kho dữ liệu", data.commit or "chưa ghi vào lịch sử của kho"
    yield "Cách trích dẫn", f"{data.title}, tính đến ngày {format_date(data.as_of)}, {data.home}"
    for number, source in enumerate(data.sources, 1):
        yield f"Nguồn {number}", f"{source.name}: {source.url}" if source.url else source.name


def _dictionary(tables: tuple[FilledTable, ...]) -> Iterator[Row]:
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
        self.date = book.add_format(look | {"align": "center", "num_format": "dd/mm/yyyy"})
        self.plain = book.add_format(look | {"align": "center"})
        # Excel shows its own word for yes and no; LibreOffice would show 1 and 0.
        self.truth = book.add_format(look | {"align": "center", "num_format": '"Đúng";;"Sai"'})

    def write(self, title: str, header: Row, rows: Sequence[Row], layout: _Layout) -> None:
        """Write one sheet: a header row that stays in sight and is repeated on paper, typed cells, a filter."""
        sheet = self.book.add_worksheet(title)
        widths = [_width(column, layout.widest) for column in zip(header, *rows, strict=True)]
        for number, width in enumerate(widths):
            is_folded = number in layout.folded
            sheet.set_column(number, number, width, None, {"level": int(is_folded), "hidden": is_folded})
        for number, row in enumerate([header, *rows]):
            sheet.set_row(number, LINE * max(map(lines, row, widths)))
            self._row(sheet, number, row, self.text if number else self.head)
        sheet.freeze_panes(1, layout.frozen)
        sheet.autofilter(0, 0, len(rows), len(header) - 1)
        sheet.ignore_errors({"number_stored_as_text": _EVERYWHERE})
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)  # inches
        shown = sum(width for number, width in enumerate(widths) if number not in layout.folded)
        sheet.fit_to_pages(-(-shown // FITS_A4), 0)
        sheet.repeat_rows(0)
        if layout.frozen:
            sheet.repeat_columns(0, layout.frozen - 1)
        sheet.set_footer("&L&A&RTrang &P/&N")

    def _row(self, sheet: Worksheet, number: int, row: Row, text: Format) -> None:
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
            return int(sheet.write_boolean(row, column, value, self.truth))
        if isinstance(value, dt.date):
            return int(sheet.write_datetime(row, column, value, self.date))
        return int(sheet.write_number(row, column, float(value) if isinstance(value, Decimal) else value, self.plain))


def _width(column: Row, widest: int) -> int:
    """Give a column the room that its longest value takes, within reason; longer texts are wrapped."""
    longest = max(len(line) for value in column if value is not None for line in str(value).split("\n"))
    return min(max(longest + 2, _NARROWEST), widest)
