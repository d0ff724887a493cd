"""Every value of two versions of a file, by the keys that lead to it: what was written, and what is written now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.dates import format_date
from cchc.deadline import Deadline
from cchc.decimals import format_decimal
from cchc.schema import Input, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

# What tells the items of a list apart, best first; items without any are told apart by their number.
_NAMES = ("code", "id", "task", "criterion", "on", "framework")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value that is not what it was; `place` names the keys that lead to it, empty text stands for none."""

    place: str
    before: str
    after: str


def value_changes(before: Input, after: Input) -> tuple[ValueChange, ...]:
    """List the values that differ, in the order of the file; those of tasks are told apart from these."""
    was, now = (dict(_values(one, "")) for one in (before, after))
    return tuple(
        ValueChange(place=place, before=was.get(place, ""), after=now.get(place, ""))
        for place in dict.fromkeys((*now, *was))
        if was.get(place, "") != now.get(place, "")
    )


def _values(record: Input, place: str) -> Iterator[tuple[str, str]]:
    """Walk the values that a record states, each with its place."""
    for attribute in type(record).model_fields:
        if attribute in record.model_fields_set:
            key = record.key_of(attribute)
            yield from _below(getattr(record, attribute), f"{place}.{key}" if place else key)


def _below(value: object, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, Input):
        yield from _values(value, place)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _below(one, f"{place}[{key}]")
    elif isinstance(value, tuple):
        seen: set[str] = set()
        for number, one in enumerate(value, start=1):
            name = _name(one)
            name = str(number) if not name or name in seen else name
            seen.add(name)
            if not isinstance(one, Task):
                yield from _below(one, f"{place}[{name}]")
    elif value is not None:
        yield place, _text(value)


def _name(item: object) -> str:
    """Name an item of a list by what stands for it in the file."""
    if not isinstance(item, Input):
        return ""
    return next((_text(getattr(item, name)) for name in _NAMES if getattr(item, name, None) is not None), "")


def _text(value: object) -> str:
    if isinstance(value, dt.date):
        return format_date(value)
    if isinstance(value, Decimal):
        return format_decimal(value)
    return value.text if isinstance(value, Deadline) else str(value)
