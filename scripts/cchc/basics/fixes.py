"""Corrections that can be written at once: near misses, values that need quotes, characters that do not belong."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

from cchc.basics.diagnostics import Fix
from cchc.basics.text import nearest

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

# A line's value after its dash or key; a comment, which has a space after its sign, stands apart.
_ENTRY = re.compile(
    r"""(?P<head>[ ]*(?:-[ ]+)*(?:(?:[\w.-]+|"[^"]*"|'[^']*')[ ]*:[ ]+)?)(?P<value>\S.*?)(?P<comment>[ ]+\#[ ].*)?""",
    re.VERBOSE,
)
_SMART = {"“": "”", "‘": "’"}
# Letters of other alphabets that look like ours, letter for letter.
_LOOK_ALIKE = dict(
    zip(
        "ðÐаеорсухіАВЕКМНОРСТХІαιονρΑΒΕΖΗΙΚΜΝΟΡΤΥΧ",
        "đĐaeopcyxiABEKMHOPCTXIaiovpABEZHIKMNOPTYX",
        strict=True,
    )
)


class Suggestion(NamedTuple):
    """What to write instead: in words, and where it is known as a correction of the text itself."""

    hint: str
    fix: Fix | None = None


def near_miss(word: str, candidates: Iterable[str], otherwise: str = "") -> Suggestion:
    """Suggest the candidate that `word` was probably meant to be, or say `otherwise`."""
    candidate = nearest(word, candidates)
    return Suggestion(f"có phải “{candidate}”?", Fix(word, candidate)) if candidate else Suggestion(otherwise)


def in_quotes(line: str, *, with_comment: bool = False) -> Fix | None:
    """Put the whole value of a line between straight quotes; None for a line without key or dash."""
    entry = _ENTRY.fullmatch(line.rstrip())
    if entry is None or not entry["head"].strip():
        return None
    value = line.rstrip()[entry.start("value") :] if with_comment else entry["value"]
    return Fix(value, _quoted(_bare(value))) if len(value) > 1 else None


def _bare(value: str) -> str:
    """Take away the quotes around a value, if they are meant to hold all of it."""
    first = value[0]
    closing = _SMART.get(first, first if first in "\"'" else "")
    if not closing or not value.endswith(closing):
        return value
    second = value.index(closing, 1)
    return value[1:-1] if second == len(value) - 1 or value[second - 1] == " " else value


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'" if '"' in value or "\\" in value else f'"{value}"'


def closed_quote(line: str) -> Fix | None:
    """Close a quote that is opened before a line's value and nowhere else in it."""
    entry = _ENTRY.fullmatch(line.rstrip())
    if entry is None or entry["value"][0] not in "\"'" or entry["value"].count(entry["value"][0]) > 1:
        return None
    return Fix(entry["value"], entry["value"] + entry["value"][0])


def spaced(key: str) -> Fix:
    """Put the space that is missing behind a key's colon."""
    return Fix(f"{key}:", f"{key}: ")


def indent_below(above: Sequence[str]) -> int:
    """Say by how many spaces a key is indented below other lines: as the last of them, or one level deeper."""
    last = next((line for line in reversed(above) if line.strip() and not line.lstrip().startswith("#")), "")
    indent = len(last) - len(last.lstrip(" -"))
    return indent + 2 if last.rstrip().endswith(":") else indent


def permitted(text: str) -> str | None:
    """Write forbidden characters as they were meant: as look-alikes, a space or nothing; None if nobody can tell."""
    parts = [_permitted(char) for char in text]
    return None if None in parts else "".join(part or "" for part in parts)


def _permitted(char: str) -> str | None:
    if char in _LOOK_ALIKE:
        return _LOOK_ALIKE[char]
    if char in "\t\u0085" or unicodedata.category(char) in {"Zs", "Zl", "Zp"}:
        return " "
    if char in "\r\ufffd":
        return None
    if unicodedata.category(char) in {"Cf", "Cc", "So", "Sk"}:
        return ""
    plain = unicodedata.normalize("NFKC", char)
    return plain if plain.isascii() else None
