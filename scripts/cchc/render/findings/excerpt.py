"""The place of a finding as its file shows it: the line, where in it, and the line as it should read."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.decoding import MAX_BYTES, decode
from cchc.privacy import without_personal_data

if TYPE_CHECKING:
    from cchc.diagnostics import Diagnostic

MAX_WIDTH = 100
_BEFORE_THE_PLACE = 60  # how much of a long line is shown before its place

# Signs for what a reader must see and cannot.
_SIGNS = {"\t": "⇥", "\u00a0": "␣"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A finding's own line, as its file holds it, and what a fix would put where: offsets in characters, from 0."""

    line: str
    start: int
    end: int
    instead: str | None


class Sources:
    """The files that findings name, each read again when first asked for."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str]] = {}

    def place_of(self, finding: Diagnostic) -> Place | None:
        """Find a finding's line; None for a finding about a file as a whole or without a line that can be shown."""
        span = finding.span
        if finding.rule == "tep-la":
            return None  # a file that is not the data's is not shown
        if span.path not in self._lines:
            self._lines[span.path] = _read(Path(span.path))
        lines = self._lines[span.path]
        line = lines[span.line - 1] if span.line <= len(lines) else ""
        if not line.strip():
            return None
        if finding.rule == "du-lieu-ca-nhan" and without_personal_data(line) == line:
            return None  # the value runs over several lines: half of it is not shown either
        at = min(span.column - 1, len(line))
        if finding.fix:
            found, instead = finding.fix
            start = line.find(found, max(0, span.column - len(found)))
            if start >= 0:
                return Place(line=line, start=start, end=start + len(found), instead=instead)
        return Place(line=line, start=at, end=at, instead=None)


def _read(path: Path) -> list[str]:
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return []
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError:
        return []
    text, _ = decode(str(path), raw, len(raw))
    return text.split("\n") if text else []


def excerpt(finding: Diagnostic, sources: Sources) -> list[str]:
    """Quote a finding's line with its number, a caret below the place, and the corrected line where one is known."""
    place = sources.place_of(finding)
    if place is None:
        return []
    number, column = finding.span.line, min(finding.span.column - 1, len(place.line))
    margin = len(str(number)) + 2
    shown, before = _around(_visible(place.line), column)
    lines = [f"{number:>{margin}} | {shown}", f"{'':>{margin}} | {' ' * _width(before)}^"]
    corrected = corrected_line(place)
    if corrected is not None:
        lines.append(f"{'→':>{margin}} | {_around(_visible(corrected), column)[0]}")
    return lines


def corrected_line(place: Place) -> str | None:
    """Write the line as it should read, where that is known."""
    return None if place.instead is None else place.line[: place.start] + place.instead + place.line[place.end :]


def _visible(line: str) -> str:
    """Show a line without personal data and without what a terminal would obey."""
    masked = without_personal_data(line)
    return "".join(_SIGNS.get(char) or (char if char.isprintable() else "�") for char in masked)


def _around(line: str, column: int) -> tuple[str, str]:
    """Cut a long line around a place; gives what is shown, and what of it stands before the place."""
    start = max(0, min(column - _BEFORE_THE_PLACE, len(line) - MAX_WIDTH))
    end = min(len(line), start + MAX_WIDTH)
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    return f"{head}{line[start:end]}{tail}", f"{head}{line[start:column]}"


def _width(text: str) -> int:
    """Count the columns that text takes in a terminal."""
    from wcwidth import wcswidth  # noqa: PLC0415 -- slow to import, needed only where there are findings

    return int(wcswidth(text))
