"""A workbook to fill in: what is known is there, grey and locked; lists to choose from; limits from the models."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from cchc.excel.guide import guide
from cchc.excel.layout import LISTS, MARK, VERSION
from cchc.excel.paper import A4, FITS_A4, LINE, OPTIONS, lines, made_on
from cchc.schema.fields import PROSE_LENGTH

if TYPE_CHECKING:
    import datetime as dt

    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from cchc.excel.content import Filled, Form, Value
    from cchc.excel.layout import Column
    from cchc.excel.names import Names

HEAD = 2  # the row of the head, from 0: above it stand the title and what the sheet is for
_UPRIGHT = ("Mục", "Nội dung", "Cách ghi")
_UPRIGHT_WIDTHS = (30, 70, 60)
_LEAST_LINES = 2  # a row to write into looks like one
_ALLOWED = {"format_columns": True, "format_rows": True, "insert_rows": True, "autofilter": True}


def form_bytes(form: Form, as_of: dt.date) -> bytes:
    """Write a workbook; the same form at the same day gives the same bytes."""
    import xlsxwriter  # noqa: PLC0415 -- only who makes the files pays for it

    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, OPTIONS)
    title = f"{_KINDS[form.kind]} {form.year}: {form.agency.name}"
    book.set_properties({"title": title, "author": "cchc", "created": made_on(as_of)})
    writer = _Writer(book, title)
    writer.guide(guide(form))
    lists = {names: _range(number, names) for number, names in enumerate(form.lists)}
    for filled in form.sheets:
        (writer.upright if filled.sheet.is_upright else writer.table)(filled, lists)
    writer.lists(form.lists)
    writer.mark({"phien_ban": VERSION, "loai": form.kind, "co_quan": form.agency.id, "ke_hoach": str(form.year)})
    book.close()
    return out.getvalue()


_KINDS = {"bao-cao": "Báo cáo cho kế hoạch năm", "tien-do": "Cập nhật tiến độ kế hoạch năm"}


def _range(number: int, names: Names) -> str:
    """Give the cells of the sheet of lists that hold some names."""
    from xlsxwriter.utility import xl_range_abs  # noqa: PLC0415 -- as above

    return f"='{LISTS}'!{xl_range_abs(1, number, max(1, len(names.offered)), number)}"


class _Writer:
    """Writes sheets of one look into a workbook."""

    def __init__(self, book: Workbook, title: str) -> None:
        self._book = book
        self._title = title
        look = {"valign": "top", "border": 1, "border_color": "#BFBFBF", "text_wrap": True, "align": "left"}
        self._plain = book.add_format({"valign": "top", "text_wrap": True})
        self._bold = book.add_format({"bold": True, "font_size": 14})
        self._note = book.add_format({"italic": True})
        self._head = book.add_format(look | {"bold": True, "bg_color": "#DCE6F1"})
        self._given = book.add_format(look | {"bg_color": "#EDEDED"})
        # Whatever is typed stays as typed: a program set to English would read 5/9/2023 as May and 0,75 as 75.
        self._open = book.add_format(look | {"num_format": "@", "locked": False})
        self._whole = book.add_format(look | {"num_format": "0", "locked": False})

    def guide(self, paragraphs: tuple[str, ...]) -> None:
        """Write what to do, a paragraph a row."""
        sheet = self._sheet("Hướng dẫn")
        sheet.set_column(0, 0, 110)
        for number, text in enumerate(paragraphs, start=1):
            is_heading = text.isupper()
            sheet.set_row(number, LINE * lines(text, 110))
            sheet.write_string(number, 0, text, self._head if is_heading else self._plain)

    def table(self, filled: Filled, lists: dict[Names, str]) -> None:
        """Write a sheet of rows; its head stays in sight, is repeated on paper and explains itself."""
        sheet = self._sheet(filled.sheet.title, f"{filled.sheet.lead} {filled.note}".rstrip())
        for number, one in enumerate(filled.columns):
            sheet.set_column(number, number, one.width)
            sheet.write_string(HEAD, number, one.title, self._head)
            if one.about:
                sheet.write_comment(HEAD, number, one.about, {"x_scale": 2, "author": "cchc"})
            self._limit(sheet, one, (HEAD + 1, number, HEAD + len(filled.rows), number), lists)
        sheet.set_row(HEAD, LINE * max(lines(one.title, one.width) for one in filled.columns))
        for line, row in enumerate(filled.rows, start=HEAD + 1):
            values = [row.get(one) for one in filled.columns]
            needed = (lines(value, one.width) for value, one in zip(values, filled.columns, strict=True))
            sheet.set_row(line, LINE * max(_LEAST_LINES, *needed))
            for number, (one, value) in enumerate(zip(filled.columns, values, strict=True)):
                self._cell(sheet, line, number, one, value)
        first = sum(1 for one in filled.columns if one.is_given or one.path in {("code",), ("criterion",)})
        sheet.freeze_panes(HEAD + 1, min(first, 2))
        sheet.fit_to_pages(-(-sum(one.width for one in filled.columns) // FITS_A4), 0)
        sheet.repeat_rows(HEAD)
        sheet.repeat_columns(0, min(first, 2) - 1)

    def upright(self, filled: Filled, lists: dict[Names, str]) -> None:
        """Write a sheet of one record: a value a line, with how to write it."""
        sheet = self._sheet(filled.sheet.title, filled.sheet.lead)
        for number, (title, width) in enumerate(zip(_UPRIGHT, _UPRIGHT_WIDTHS, strict=True)):
            sheet.set_column(number, number, width)
            sheet.write_string(HEAD, number, title, self._head)
        for line, one in enumerate(filled.columns, start=HEAD + 1):
            value = filled.rows[0].get(one)
            heights = (
                lines(text, width) for text, width in zip((one.title, value, one.about), _UPRIGHT_WIDTHS, strict=True)
            )
            sheet.set_row(line, LINE * max(_LEAST_LINES, *heights))
            sheet.write_string(line, 0, one.title, self._given)
            self._cell(sheet, line, 1, one, value)
            sheet.write_string(line, 2, one.about, self._given)
            self._limit(sheet, one, (line, 1, line, 1), lists)
        sheet.freeze_panes(HEAD + 1, 1)
        sheet.repeat_rows(HEAD)

    def lists(self, lists: tuple[Names, ...]) -> None:
        """Write the names to choose from, a list a column."""
        sheet = self._sheet(LISTS)
        for number, names in enumerate(lists):
            sheet.set_column(number, number, 36)
            sheet.write_string(0, number, names.title, self._head)
            for line, name in enumerate(names.offered, start=1):
                sheet.write_string(line, number, name, self._given)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)

    def mark(self, values: dict[str, str]) -> None:
        """Write what the workbook is for where no one changes it by mistake."""
        sheet = self._book.add_worksheet(MARK)
        sheet.very_hidden()
        for line, pair in enumerate(values.items()):
            for number, text in enumerate(pair):
                sheet.write_string(line, number, text)

    def _sheet(self, title: str, lead: str = "") -> Worksheet:
        sheet = self._book.add_worksheet(title)
        if title != LISTS:
            sheet.write_string(0, 0, self._title, self._bold)
        if lead:
            sheet.write_string(1, 0, lead, self._note)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)  # inches
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RTrang &P/&N")
        sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        sheet.protect("", _ALLOWED)
        return sheet

    def _cell(self, sheet: Worksheet, line: int, number: int, one: Column, value: Value) -> None:
        look = self._given if one.is_given else self._look(one)
        if value is None:
            sheet.write_blank(line, number, None, look)
        elif isinstance(value, str):
            sheet.write_string(line, number, value, look)
        else:
            sheet.write_number(line, number, float(value), look)

    def _look(self, one: Column) -> Format:
        return self._whole if one.path == ("percent",) else self._open

    def _limit(self, sheet: Worksheet, one: Column, cells: tuple[int, int, int, int], lists: dict[Names, str]) -> None:
        """Let the program tell at once what would be refused later."""
        if one.is_given:
            return
        if one.names in lists:
            # Several names in one cell are none of the list: then it only helps to choose the first.
            rule = {"validate": "list", "source": lists[one.names], "show_error": not one.is_many}
            said = ("Chọn trong danh sách", "Bấm mũi tên ở góc ô và chọn một tên.")
        elif one.path == ("percent",):
            rule = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 100}
            said = ("Phần trăm", "Ghi một số nguyên từ 0 đến 100.")
        else:
            most = one.most or PROSE_LENGTH
            rule = {"validate": "length", "criteria": "<=", "value": most}
            said = ("Quá dài", f"Ô này tối đa {most} ký tự.")
        sheet.data_validation(*cells, rule | {"error_title": said[0], "error_message": said[1]})
