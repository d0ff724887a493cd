"""Every value of two versions of a file, by the keys that lead to it: what was written, and what is written now."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from cchc.basics.dates import format_date
from cchc.basics.deadline import Deadline
from cchc.basics.decimals import format_decimal
from cchc.schema import FrameworkFile, Input, LockedTask, LockFile, NodeInput, ResultsFile, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

# What tells the items of a list apart, best first; items without any are told apart by their number.
_NAMES = ("code", "id", "task", "criterion", "on", "framework")
_FIELDS = {key: f"“{Task.title_of(attribute)}”" for key, attribute in Task.keys().items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueChange:
    """A value that is not what it was; empty text stands for none.

    `place` names the keys that lead to it; `named` says the same as a reader does who never saw the file.
    """

    place: str
    named: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FileChange:
    """A data file that can be read in two versions, and its values that differ.

    `since` is the commit of the older version, where that is not the one just before.
    """

    path: str
    values: tuple[ValueChange, ...]
    since: str = ""

    @property
    def count(self) -> int:
        """How many values differ."""
        return len(self.values)


class _Place(NamedTuple):
    """The keys that lead to a value, and their titles."""

    keys: str = ""
    titles: str = ""

    def at(self, record: Input, attribute: str) -> _Place:
        """Go to an attribute of a record."""
        dot, comma = (".", ", ") if self.keys else ("", "")
        title = record.title_of(attribute)
        title = title if not comma or title[1:2].isupper() else f"{title[:1].lower()}{title[1:]}"
        return _Place(f"{self.keys}{dot}{record.key_of(attribute)}", f"{self.titles}{comma}{title}")

    def item(self, name: str) -> _Place:
        """Go to one of many; a lock names a task's fields by their keys."""
        return _Place(f"{self.keys}[{name}]", f"{self.titles} {_FIELDS.get(name, name)}")


def value_changes(before: Input, after: Input | None, *, with_tasks: bool = False) -> tuple[ValueChange, ...]:
    """List the values that differ, in the order of the file.

    Args:
        before: the file as it was.
        after: the file as it is; None when it is gone, and all its values with it.
        with_tasks: whether tasks' values are among them; who compares plans tells of tasks as wholes.
    """
    was, now = ({place.keys: (place, text) for place, text in _values(one, with_tasks)} for one in (before, after))
    changes = []
    for keys in dict.fromkeys((*now, *was)):
        place, _ = now.get(keys) or was[keys]
        old, new = (side[keys][1] if keys in side else "" for side in (was, now))
        if old != new:
            changes.append(ValueChange(place=place.keys, named=place.titles, before=old, after=new))
    return tuple(changes)


def corrections(record: Input, changes: tuple[ValueChange, ...]) -> tuple[ValueChange, ...]:
    """Give the changes of what stood published: results, what criteria count for, what was approved and locked."""
    if isinstance(record, ResultsFile):
        return tuple(one for one in changes if one.before)
    if isinstance(record, FrameworkFile):
        return tuple(one for one in changes if one.before and one.place.endswith(NodeInput.key_of("max_points")))
    if isinstance(record, LockFile):
        return tuple(one for one in changes if one.before and not one.place.endswith(LockedTask.key_of("digest")))
    return ()


def _values(record: Input | None, with_tasks: bool) -> Iterator[tuple[_Place, str]]:  # noqa: FBT001 -- handed on
    """Walk the values that a record states, each with its place."""
    yield from _below(record, _Place(), with_tasks)


def _below(value: object, place: _Place, with_tasks: bool) -> Iterator[tuple[_Place, str]]:  # noqa: FBT001 -- the same
    if isinstance(value, Input):
        for attribute in type(value).model_fields:
            if attribute in value.model_fields_set:
                yield from _below(getattr(value, attribute), place.at(value, attribute), with_tasks)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _below(one, place.item(str(key)), with_tasks)
    elif isinstance(value, tuple):
        seen: set[str] = set()
        for number, one in enumerate(value, start=1):
            name = _name(one)
            name = str(number) if not name or name in seen else name
            seen.add(name)
            if with_tasks or not isinstance(one, Task):
                yield from _below(one, place.item(name), with_tasks)
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
