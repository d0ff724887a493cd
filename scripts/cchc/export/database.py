"""The open data as one SQLite file: a table each, typed, with keys, and a dictionary of the columns inside.

The bytes depend on the tables alone: made in memory, in one order, and the one field that names the library's
own version is set to nothing (threat X06).
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cchc.export.tables import VERSION, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc.export.open_data import OpenData
    from cchc.export.tables import Table, Value

FILE = "so-lieu.sqlite"
_TYPES = {Kind.TEXT: "TEXT", Kind.NUMBER: "REAL", Kind.DATE: "TEXT", Kind.INTEGER: "INTEGER", Kind.BOOLEAN: "INTEGER"}
_ABOUT = "CREATE TABLE gioi_thieu (muc TEXT NOT NULL PRIMARY KEY, noi_dung TEXT)"
_DICTIONARY = (
    "CREATE TABLE tu_dien (bang TEXT NOT NULL, cot TEXT NOT NULL, ten TEXT NOT NULL, kieu TEXT NOT NULL, "
    "mo_ta TEXT NOT NULL, PRIMARY KEY (bang, cot))"
)
_LIBRARY_VERSION = slice(96, 100)  # bytes of the file's header; readers do not look at them


def database_bytes(data: OpenData) -> bytes:
    """Write every table, what it means, and where it comes from."""
    with closing(sqlite3.connect(":memory:")) as base:
        base.execute("PRAGMA page_size = 4096")
        base.execute(f"PRAGMA user_version = {VERSION}")
        base.execute(_ABOUT)
        _insert(base, "gioi_thieu", _imprint(data))
        base.execute(_DICTIONARY)
        _insert(base, "tu_dien", _columns(data))
        for filled in data.tables:
            base.execute(definition(filled.table))
            _insert(base, filled.table.id, ([_stored(value) for value in row] for row in filled.rows))
        base.commit()
        content = bytearray(base.serialize())
    content[_LIBRARY_VERSION] = bytes(4)
    return bytes(content)


def definition(table: Table[Any]) -> str:
    """Write the statement that makes a table; ids are ASCII words of ours, never data."""
    columns = [
        f"{column.id} {_TYPES[column.kind]}{' NOT NULL' if column.is_required else ''}" for column in table.columns
    ]
    key = [f"PRIMARY KEY ({', '.join(table.key)})"] if table.key else []
    return f"CREATE TABLE {table.id} (\n  " + ",\n  ".join([*columns, *key]) + "\n)"


def _insert(base: sqlite3.Connection, table: str, rows: Iterable[Iterable[object]]) -> None:
    for row in rows:
        values = tuple(row)
        base.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)  # noqa: S608 -- a name of ours


def _imprint(data: OpenData) -> Iterator[tuple[str, str | None]]:
    yield "ten", data.title
    yield "tinh_den_ngay", data.as_of.isoformat()
    yield "tinh_chat", "; ".join(data.natures)
    yield "giay_phep", f"{data.licence.name}: {data.licence.url}"
    yield "trang_web", data.home
    yield "commit", data.commit
    for number, source in enumerate(data.sources, 1):
        yield f"nguon_{number}", f"{source.name}: {source.url}" if source.url else source.name


def _columns(data: OpenData) -> Iterator[tuple[str, str, str, str, str]]:
    for filled in data.tables:
        for column in filled.table.columns:
            yield filled.table.id, column.id, column.title, column.kind.value, column.about


def _stored(value: Value) -> object:
    """Give a value as SQLite keeps it: days as 2023-09-30, yes and no as 1 and 0, numbers to fifteen digits."""
    if isinstance(value, Decimal):
        return float(value)
    return value.isoformat() if isinstance(value, dt.date) else value
