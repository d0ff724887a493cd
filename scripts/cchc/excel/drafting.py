"""The text of the data file that a filled workbook becomes, and which cell each of its values comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import yaml

from cchc.basics.dates import format_date
from cchc.basics.nodes import Map, Seq
from cchc.reading.decoding import MAX_BYTES
from cchc.reading.formatting import rewritten
from cchc.reading.json_schema import modeline
from cchc.reading.source import read_source
from cchc.reading.validate import validate
from cchc.schema import ProgressFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc.basics.diagnostics import Span
    from cchc.basics.nodes import Value
    from cchc.excel.reading import Filled
    from cchc.reading.tree import Tree
    from cchc.schema import Input

_UPDATES = ProgressFile.key_of("updates")


class StandsError(Exception):
    """Something is written already where a workbook's values belong, or none can be written; told in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The text of a data file; `cells` pairs places in it with the cells they come from, in the order of the text."""

    text: str
    cells: tuple[tuple[Span, Span], ...]


def draft_of(filled: Filled, tree: Tree, relative: str, *, may_replace: bool) -> Draft:
    """Write the data file of a form without errors: a report whole, an update after those that stand.

    Raises:
        StandsError: a report, or an update of that day, stands already and may not be replaced.
    """
    shown = f"{tree.root}/{relative}"
    said: Value = filled.root
    dumped = yaml.safe_dump(_plain(said), allow_unicode=True, sort_keys=False, width=1_000_000).encode()
    text = modeline(filled.kind, relative) + _canonical(shown, dumped, filled.model)
    path: tuple[str | int, ...] = ()
    stands = any(relative == one for one, _ in tree.files())
    if stands and filled.model is ProgressFile:
        raw, _ = tree.read(relative, MAX_BYTES + 1)
        text, number = _with_update(shown, raw, text, may_replace=may_replace)
        said, path = _at(said, (_UPDATES, 0)), (_UPDATES, number)
    elif stands and not may_replace:
        message = f"{shown} đã có nên không ghi đè; thêm --replace nếu muốn thay tệp đó bằng nội dung của tệp Excel"
        raise StandsError(message)
    root = read_source(shown, text.encode()).root
    pairs = _pairs(said, _at(root, path)) if root is not None else ()
    return Draft(text=text, cells=tuple(sorted(pairs)))


def _plain(value: Value) -> object:
    if isinstance(value, Map):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, Seq) else value


def _canonical(shown: str, raw: bytes, model: type[Input]) -> str:
    """Give a file's canonical text.

    Raises:
        StandsError: the file has errors of its own; of a workbook's, cells were told before.
    """
    source = read_source(shown, raw)
    record, findings = validate(model, source.root) if source.root is not None else (None, source.findings)
    if record is None:
        message = f"{shown} đang có lỗi: {findings[0].message}; sửa rồi chạy lại"
        raise StandsError(message)
    return rewritten(shown, raw, record)


def _with_update(shown: str, raw: bytes, fresh: str, *, may_replace: bool) -> tuple[str, int]:
    """Put the one update of a fresh file after those of another, or in the place of the one of its day.

    Returns:
        The text, with the comments that stood there, and the number of the update in it.
    """
    lines = _canonical(shown, raw, ProgressFile).splitlines(keepends=True)
    days, starts = _updates(shown, lines)
    (day,), (start,) = _updates(shown, fresh.splitlines(keepends=True))
    block = fresh.splitlines(keepends=True)[start:]
    if day not in days:
        kept = lines if days else [line for line in lines if not line.startswith(f"{_UPDATES}:")]
        return "".join((*kept, *(() if days else (f"{_UPDATES}:\n",)), *block)), len(days)
    if not may_replace:
        message = f"{shown} đã có lần cập nhật ngày {format_date(day)}; thêm --replace nếu muốn thay lần ấy"
        raise StandsError(message)
    number = days.index(day)
    end = [*starts, len(lines)][number + 1]
    return "".join((*lines[: starts[number]], *block, *lines[end:])), number


def _updates(shown: str, lines: Sequence[str]) -> tuple[list[dt.date], list[int]]:
    """Give the days of a file's updates, and the lines, from 0, on which they begin."""
    root = read_source(shown, "".join(lines).encode()).root
    record = validate(ProgressFile, root)[0] if root is not None else None
    updates = record.updates if record else ()
    return [one.on for one in updates], [one.here.line - 1 for one in updates]


def _at(value: Value, path: Sequence[str | int]) -> Value:
    for step in path:
        value = value[step]  # type: ignore[index]  # a path leads through what holds more
    return value


def _pairs(said: Value, lying: Value) -> Iterator[tuple[Span, Span]]:
    """Pair the places of two trees of the same values, keys and values alike."""
    if isinstance(said, Map) and isinstance(lying, Map):
        for key in lying.keys() & said.keys():
            cell = _span(said[key], said.find(key))
            yield from ((one, cell) for one in (lying.find_key(key), lying.find(key)) if one and cell)
            yield from _pairs(said[key], lying[key])
    elif isinstance(said, Seq) and isinstance(lying, Seq):
        for number, (one, other) in enumerate(zip(said, lying, strict=True)):
            yield lying.find(number), _span(one, said.find(number)) or said.span
            yield from _pairs(one, other)


def _span(value: Value, otherwise: Span | None) -> Span | None:
    """Give the cell of a value; lists and records know their sheet themselves."""
    return otherwise if isinstance(value, str) else value.span
