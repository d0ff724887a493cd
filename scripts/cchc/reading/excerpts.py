"""A few lines of two versions of a file, around where they differ, safe to show to everyone."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.reading.privacy import find_personal_data, without_personal_data

if TYPE_CHECKING:
    from collections.abc import Sequence

CONTEXT = 2
MAX_ROWS = 16
MAX_WIDTH = 120
_MAX_LINES = 400  # of a version: what lies below is never near the mistake


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line, its number counted from 1, and whether it is what matters; number 0 stands for lines left out."""

    number: int
    text: str
    is_marked: bool = False


Rows = tuple[Row, ...]
_LEFT_OUT = Row(number=0, text="…")


def compare(wrong: str, right: str, line: int) -> tuple[Rows, Rows]:
    """Show both versions where they differ.

    Args:
        wrong: a version with a mistake.
        right: the same without it.
        line: where the mistake is found in `wrong`, counted from 1.

    Returns:
        Rows of `wrong`, the line of the mistake marked, and of `right`, the lines that mend it marked; a version
        without lines has no rows.
    """
    one, other = lines_of(wrong)[:_MAX_LINES], lines_of(right)[:_MAX_LINES]
    here = line - 1
    shown, shown_other, mending = set(_around(here, here + 1)), set[int](), set[int]()
    for tag, start, end, from_, to in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            shown.update(_around(start, end))
            shown_other.update(_around(from_, to))
            mending.update(range(from_, to))
        elif start <= here < end:
            shown_other.update(_around(from_ + here - start, from_ + here - start + 1))
    marked = mending if one else set[int]()
    return _rows(one, shown, {here}, here), _rows(other, shown_other, marked, min(mending, default=here))


def lines_of(text: str) -> list[str]:
    """Split a text where editors do, at line feeds alone."""
    return text.removesuffix("\n").split("\n") if text else []


def _around(start: int, end: int) -> range:
    return range(max(0, start - CONTEXT), end + CONTEXT)


def _rows(lines: Sequence[str], shown: set[int], marked: set[int], middle: int) -> Rows:
    """Write lines as rows, those nearest to `middle`; none where they tell of a person."""
    there = sorted(shown & set(range(len(lines))), key=lambda index: (abs(index - middle), index))
    rows: list[Row] = []
    for index in sorted(there[:MAX_ROWS]):
        if rows and rows[-1].number < index:
            rows.append(_LEFT_OUT)
        rows.append(Row(number=index + 1, text=readable(lines[index]), is_marked=index in marked))
    if len(there) > MAX_ROWS:
        rows.append(_LEFT_OUT)
    words = " ".join(" ".join(row.text.split()) for row in rows)
    return () if find_personal_data(words) else tuple(rows)


def readable(line: str) -> str:
    """Write a line as it can be read: what has no shape by its number, personal data masked, cut when very long."""
    shown = "".join(char if char.isprintable() else f"⟨U+{ord(char):04X}⟩" for char in line)
    shown = without_personal_data(shown)
    return f"{shown[: MAX_WIDTH - 1]}…" if len(shown) > MAX_WIDTH else shown
