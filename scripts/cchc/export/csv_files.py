"""The open data as CSV, one file a table: RFC 4180, UTF-8 with a byte order mark so that Excel sees the accents.

Spreadsheets take a cell that begins with certain characters for a formula (threat X01). Such a text is written
with an apostrophe before it, and so is one that begins with an apostrophe: whoever reads the file drops one
apostrophe from the start of a text cell, if there is one, and has the text as it was. Texts are always quoted.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cchc.basics.decimals import plain

if TYPE_CHECKING:
    from cchc.export.tables import FilledTable, Table, Value

_FOLDER = "csv/"
_WITH_MARK = "utf-8-sig"
_OBEYED = re.compile(r"'|[ \t\r\n]*[=+\-@＝＋－＠\t\r]")


def path_of(table: Table[Any]) -> str:
    """Name the file of a table."""
    return f"{_FOLDER}{table.id}.csv"


def csv_bytes(filled: FilledTable) -> bytes:
    """Write one table: a header of column ids, days as 2023-09-30, numbers with a decimal point, `true` and `false`."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerow([column.id for column in filled.table.columns])
    writer.writerows([_cell(value) for value in row] for row in filled.rows)
    return out.getvalue().encode(_WITH_MARK)


def guarded(text: str) -> str:
    """Write a text so that no spreadsheet obeys it."""
    return f"'{text}" if _OBEYED.match(text) else text


def unguarded(cell: str) -> str:
    """Give the text that `guarded` was given."""
    return cell.removeprefix("'")


def _cell(value: Value) -> object:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return Decimal(plain(value))
    if isinstance(value, dt.date):
        return value.isoformat()
    return guarded(value) if isinstance(value, str) else value
