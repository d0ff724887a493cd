"""What a file holds once read: texts, lists and groups of keys that know where they stand.

A place is one integer, line and column packed together. The files of all provinces hold a million places and only
a handful of findings, so a `Span` is made when one is asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from cchc.basics.diagnostics import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping, Sequence

Found = TypeVar("Found")

# Enough for every column and line of the largest file that is read (256 KiB).
_BITS = 20
_LOW = (1 << _BITS) - 1
_PLACE_BITS = 2 * _BITS
_PLACE = (1 << _PLACE_BITS) - 1


def place_of(line: int, column: int) -> int:
    """Pack a line and a column, both counted from 0, into a place, which is never 0."""
    return (line + 1) << _BITS | (column + 1)


class Map(dict[str, "Value"]):
    """A mapping that knows where it, its keys and its values stand; keys left blank are kept aside."""

    __slots__ = ("_marks", "_path", "_place")

    def __init__(self, path: str, place: int) -> None:
        super().__init__()
        self._path = path
        self._place = place
        self._marks: dict[str, int] = {}  # by key: its place, and that of its value, 0 where there is none

    def add_key(self, key: str, place: int) -> Span | None:
        """Take note of a key; give the place where it already stood, if it did."""
        if key in self._marks:
            return self.find_key(key)
        self._marks[key] = place << _PLACE_BITS
        return None

    def put(self, key: str, value: Value, place: int) -> None:
        """Set the value of a key that was added."""
        self[key] = value
        self._marks[key] |= place

    @property
    def span(self) -> Span:
        """The place where the mapping begins."""
        return _span(self._path, self._place)

    @property
    def key_spans(self) -> dict[str, Span]:
        """The places of all keys, blank ones too, in the order of the file."""
        return {key: _span(self._path, mark >> _PLACE_BITS) for key, mark in self._marks.items()}

    @property
    def value_spans(self) -> dict[str, Span]:
        """The places of the values."""
        return {key: _span(self._path, self._marks[key] & _PLACE) for key in self}

    @property
    def blank(self) -> dict[str, Span]:
        """The places of the keys that have no value."""
        return {key: span for key, span in self.key_spans.items() if key not in self}

    def is_within(self, known: Mapping[str, object]) -> bool:
        """Tell whether every key, blank ones too, is among the known ones."""
        return self._marks.keys() <= known.keys()

    def strangers(self, known: Container[str]) -> dict[str, Span]:
        """Give the places of the keys, blank ones too, that are not among the known ones."""
        return {key: _span(self._path, mark >> _PLACE_BITS) for key, mark in self._marks.items() if key not in known}

    def find_key(self, key: str) -> Span | None:
        """Give the place of a key, None where it was not written."""
        mark = self._marks.get(key)
        return None if mark is None else _span(self._path, mark >> _PLACE_BITS)

    def find(self, key: str) -> Span | None:
        """Give the place of a key's value, or of the key where it was left blank; None where it was not written."""
        mark = self._marks.get(key)
        return None if mark is None else _span(self._path, mark & _PLACE or mark >> _PLACE_BITS)


class Seq(list["Value"]):
    """A list that knows where it and its items stand."""

    __slots__ = ("_path", "_place", "_places")

    def __init__(self, path: str, place: int) -> None:
        super().__init__()
        self._path = path
        self._place = place
        self._places: list[int] = []

    def put(self, value: Value, place: int) -> None:
        """Append an item."""
        self.append(value)
        self._places.append(place)

    @property
    def span(self) -> Span:
        """The place where the list begins."""
        return _span(self._path, self._place)

    @property
    def spans(self) -> list[Span]:
        """The places of the items."""
        return [_span(self._path, place) for place in self._places]

    def find(self, index: int) -> Span:
        """Give the place of one item."""
        return _span(self._path, self._places[index])


Value = Map | Seq | str


def locate(root: Map, path: Sequence[int | str]) -> Span:
    """Give the place of what lies at `path` below a mapping, or of the nearest thing around it that was written."""
    value: Value | None = root
    span = root.span
    for step in path:
        if isinstance(value, Map):
            span, value = value.find(str(step)) or span, value.get(str(step))
        elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
            span, value = value.find(step), value[step]
    return span


def locate_key(root: Map, path: Sequence[int | str]) -> Span:
    """Give the place of the key at `path` below a mapping, or of the nearest key around it that was written."""
    value: Value | None = root
    span = root.span
    for step in path:
        if isinstance(value, Map):
            span, value = value.find_key(str(step)) or span, value.get(str(step))
        elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
            value = value[step]
    return span


def search(root: Map, look: Callable[[str], Found | None]) -> Iterator[tuple[Span, Found]]:
    """Look at every text at and below a mapping; give what was found in it, with its place."""
    waiting: list[tuple[tuple[int | str, ...], Map | Seq]] = [((), root)]
    while waiting:
        path, container = waiting.pop()
        for step, value in container.items() if isinstance(container, Map) else enumerate(container):
            if not isinstance(value, str):
                waiting.append(((*path, step), value))
            elif (found := look(value)) is not None:
                yield locate(root, (*path, step)), found


def _span(path: str, place: int) -> Span:
    return Span(path=path, line=place >> _BITS, column=place & _LOW)
