"""What a published table is: columns with their types and meanings, and how each reads its value from a record."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from cchc.render.words import word
from cchc.schema import Nature
from cchc.schema.choice import Choice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cchc.export.tables.source import Origin, Source

Record = TypeVar("Record")
Value = str | Decimal | dt.date | int | bool | None
Row = tuple[Value, ...]

SEPARATOR = "; "  # between the values of a cell that holds several


class Kind(StrEnum):
    """What a column holds; the words are those of Table Schema (Data Package)."""

    TEXT = "string"
    NUMBER = "number"
    DATE = "date"
    INTEGER = "integer"
    BOOLEAN = "boolean"


TEXT, NUMBER, DATE, INTEGER, BOOLEAN = Kind
KIND_NAMES = {TEXT: "chữ", NUMBER: "số thập phân", DATE: "ngày", INTEGER: "số nguyên", BOOLEAN: "đúng hoặc sai"}


@dataclass(frozen=True, slots=True)
class Column(Generic[Record]):
    """A column: its name for machines and for people, what it holds, where its value comes from.

    Written by position, because a table's definition reads as a table. `is_required`: no cell is empty;
    `choices` maps every code that may stand in it to its meaning, and is empty for other columns.
    """

    id: str
    title: str
    kind: Kind
    about: str
    value: Callable[[Record], Value]
    is_required: bool = field(default=True, kw_only=True)
    choices: Mapping[str, str] = field(default_factory=dict, kw_only=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Generic[Record]):
    """A published table: `key` names the columns that tell its rows apart.

    The key's columns come first; there is none where nothing promises to tell rows apart.
    """

    id: str
    title: str
    about: str
    key: tuple[str, ...]
    records: Callable[[Source], Iterable[Record]]
    columns: tuple[Column[Record], ...]

    @property
    def machine_columns(self) -> frozenset[str]:
        """Name the columns that say nothing to a reader: codes that another column tells in words, and places."""
        ids = {column.id for column in self.columns}
        return frozenset({id_ for id_ in ids if f"ten_{id_}" in ids} | {"tep", "dong"})

    def rows(self, source: Source) -> Iterator[Row]:
        """Compute the rows: one value for each column."""
        return (tuple(column.value(record) for column in self.columns) for record in self.records(source))


@dataclass(frozen=True, slots=True, kw_only=True)
class FilledTable:
    """A table with its rows."""

    table: Table[Any]
    rows: tuple[Row, ...]


class Placed(Protocol):
    """A record that knows where it comes from."""

    @property
    def origin(self) -> Origin:
        """Nature, file and line."""


PlacedRecord = TypeVar("PlacedRecord", bound=Placed)


def maybe(id_: str, title: str, kind: Kind, about: str, value: Callable[[Record], Value]) -> Column[Record]:
    """Make a column some of whose cells may be empty."""
    return Column(id_, title, kind, about, value, is_required=False)


def choice(
    id_: str, title: str, values: type[StrEnum], value: Callable[[Record], StrEnum | None], *, is_required: bool = True
) -> tuple[Column[Record], Column[Record]]:
    """Make two columns of one chosen value: its code, and what a reader calls it."""
    meanings = {one.value: one.meaning if isinstance(one, Choice) else f"{word(one)}." for one in values}

    def code(record: Record) -> str | None:
        found = value(record)
        return None if found is None else found.value

    def name(record: Record) -> str | None:
        found = value(record)
        return None if found is None else word(found)

    about = f"{title}, ghi bằng mã."
    return (
        Column(id_, f"{title} (mã)", TEXT, about, code, is_required=is_required, choices=meanings),
        Column(f"ten_{id_}", title, TEXT, f"{title}, ghi bằng lời.", name, is_required=is_required),
    )


def provenance(_of: type[PlacedRecord]) -> tuple[Column[PlacedRecord], ...]:
    """Make the columns that end every table: of what nature a row is, and where in the data it stands."""
    return (
        Column(
            "tinh_chat",
            "Tính chất số liệu",
            TEXT,
            "Số liệu của dòng này là thật, suy ra từ số liệu thật, hay chỉ để minh họa.",
            lambda one: one.origin.nature.value,
            choices={nature.value: nature.meaning for nature in Nature},
        ),
        Column("tep", "Tệp dữ liệu", TEXT, "Tệp trong kho mà dòng này được lấy ra.", lambda one: one.origin.path),
        Column("dong", "Dòng", INTEGER, "Dòng trong tệp ấy, đếm từ 1.", lambda one: one.origin.line),
    )


def listed(values: Iterable[object]) -> str | None:
    """Write several values in one cell; none is an empty cell."""
    return SEPARATOR.join(map(str, values)) or None
