"""Text of agencies in a comment on GitHub: shown as it is, never a link, a mention, a number of an issue or HTML (W09).

Whatever is not plainly a word stands in code, where neither Markdown nor the forge looks for anything. Nothing
invisible is put in: what a reader copies from here is what the file holds.
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from cchc.reading.privacy import without_personal_data

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

EMPTY = "(trống)"
_OPENING, _CLOSING = "“‘(", "”’),;:?!.…%"
# Words, numbers, codes of criteria and dates; or a single sign.
_PLAIN = re.compile(r"[^\W_]*(?:[/&][^\W_]+)*|\d+(?:[.,]\d+)+|[–—→·−]")
_OBJECT = re.compile(r"\b[0-9a-f]{7,40}\b")  # what a forge takes for a commit
_TICKS = re.compile("`+")
_MAX_SHOWN = 300  # characters of one value: a reviewer reads the rest in the file


def prose(text: str) -> str:
    """Write a sentence that may hold anything: words as they are, everything else as code.

    It goes on in a line of ours: at the start of one, a number would begin a list.
    """
    runs = groupby(on_one_line(text).split(), _is_plain)
    return " ".join(_words(run) if is_plain else _quoted(" ".join(run)) for is_plain, run in runs)


def _words(run: Iterable[str]) -> str:
    """Write words as they are; what could be read as a character's name is not."""
    return " ".join(run).replace("&", "&amp;")


def _is_plain(word: str) -> bool:
    core = word.lstrip(_OPENING).rstrip(_CLOSING)
    return bool(_PLAIN.fullmatch(core)) and not _OBJECT.search(core)


def _quoted(text: str) -> str:
    """Write as code what stands between the marks of a sentence."""
    inner = text.lstrip(_OPENING)
    core = inner.rstrip(_CLOSING)
    return f"{text[: len(text) - len(inner)]}{code(core)}{inner[len(core) :]}" if core else code(text)


def code(text: str) -> str:
    """Write a value that may hold anything as code on one line, cut when it is very long."""
    shown = cut(on_one_line(text))
    if not shown:
        return EMPTY
    ticks = _fence(shown, 1)
    pad = " " if shown[0] in "` " or shown[-1] in "` " else ""
    return f"{ticks}{pad}{shown}{pad}{ticks}"


def block(lines: Sequence[str], margin: str = "") -> Iterator[str]:
    """Write lines of a file as a block of code, letter for letter."""
    ticks = _fence("\n".join(lines), 3)
    yield f"{margin}{ticks}yaml"
    yield from (f"{margin}{line}" for line in lines)
    yield f"{margin}{ticks}"


def row(*cells: str) -> str:
    """Write a row of a table; a bar of the text would begin a cell, whatever stands before it."""
    return f"| {' | '.join(cell.replace('|', '¦') for cell in cells)} |"


def _fence(text: str, least: int) -> str:
    longest = max((len(run) for run in _TICKS.findall(text)), default=0)
    return "`" * max(least, longest + 1)


def cut(text: str) -> str:
    """Leave off the end of a value that is very long."""
    return text if len(text) <= _MAX_SHOWN else f"{text[: _MAX_SHOWN - 1]}…"


def on_one_line(text: str) -> str:
    """Bring a text to one line of characters with a shape, persons' data masked."""
    shown = " ".join(without_personal_data(text).split())
    return "".join(char if char.isprintable() else "�" for char in shown)
