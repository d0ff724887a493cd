"""The place of a finding as its file shows it: the line, where in it, and the line as it should read."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from cchc.reading.decoding import MAX_BYTES, decode, scale_of
from cchc.reading.privacy import may_hold_personal_data, without_personal_data
from cchc.rules import PULL_REQUEST, TOPICS

if TYPE_CHECKING:
    from cchc.basics.diagnostics import Diagnostic
    from cchc.reading.tree import Tree

MAX_WIDTH = 100
MAX_LINE = 4_000
_BEFORE_THE_PLACE = 60  # how much of a long line is shown before its place

# Neither what is no data file nor what may be secret is shown; a pull request's files are judged as a whole.
_NOT_SHOWN = {"tep-la", "bi-mat-nha-nuoc", *TOPICS[PULL_REQUEST]} - {"lui-giai-doan"}
_PERSONAL = {"du-lieu-ca-nhan", "ten-nguoi"}
# Signs for what a reader must see and cannot.
_SIGNS = {"\t": "⇥", "\u00a0": "␣"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A finding's own line as read, and what its fix would put where: offsets in characters, from 0.

    `is_exact` tells whether offsets hold in the file too, which may write its letters in parts.
    """

    line: str
    start: int
    end: int
    instead: str | None
    is_exact: bool

    @property
    def corrected(self) -> str | None:
        """The line as it should read, where that is known."""
        return None if self.instead is None else self.line[: self.start] + self.instead + self.line[self.end :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """A finding's line as it may be shown, what of it stands before the place, and the corrected line if known."""

    number: int
    shown: str
    before: str
    corrected: str | None


class Sources:
    """The files that findings name, each read again when first asked for: from a tree, else from where they lie."""

    def __init__(self, tree: Tree | None = None) -> None:
        self._tree = tree
        self._files: dict[str, tuple[list[str], bool]] = {}

    def place_of(self, finding: Diagnostic) -> Place | None:
        """Find a finding's line; None for a finding about a file as a whole or without a line that can be shown."""
        span = finding.span
        if finding.rule in _NOT_SHOWN:
            return None
        if span.path not in self._files:
            raw = _held(span.path, self._tree) if self._tree else _stored(Path(span.path))
            self._files[span.path] = _lines_of(span.path, raw)
        lines, is_exact = self._files[span.path]
        line = lines[span.line - 1] if span.line <= len(lines) else ""
        if len(line) > MAX_LINE and may_hold_personal_data(line):
            return None  # looking for what must be masked would take too long
        is_personal = _masked(line) != line
        if not line.strip() or (finding.rule in _PERSONAL and not is_personal):
            return None  # a value over several lines is not shown either, not even half of it
        if finding.fix and not is_personal:
            found, instead = finding.fix
            start = line.find(found, max(0, span.column - len(found)))
            if start >= 0:
                return Place(line=line, start=start, end=start + len(found), instead=instead, is_exact=is_exact)
        at = min(span.column - 1, len(line))
        return Place(line=line, start=at, end=at, instead=None, is_exact=is_exact)

    def excerpt_of(self, finding: Diagnostic) -> Excerpt | None:
        """Give what may be shown of a finding's line: cut around the place, personal data masked."""
        place = self.place_of(finding)
        if place is None:
            return None
        column = min(finding.span.column - 1, len(place.line))
        shown, before = _around(_visible(place.line), column)
        corrected = None if place.corrected is None else _visible(place.corrected)  # whole: it is there to be pasted
        return Excerpt(number=finding.span.line, shown=shown, before=before, corrected=corrected)


def _held(path: str, tree: Tree) -> bytes:
    """Give what a tree holds of a file that a finding names; nothing of what is not in it."""
    relative = path.removeprefix(f"{tree.root}/")
    return tree.read(relative, scale_of(path) * MAX_BYTES + 1)[0] if (relative, "") in tree.files() else b""


def _stored(path: Path) -> bytes:
    """Give what a file on the disk holds; nothing of what is no regular file."""
    try:
        if not stat.S_ISREG(path.lstat().st_mode):
            return b""
        with path.open("rb") as file:
            return file.read(scale_of(path.as_posix()) * MAX_BYTES + 1)
    except OSError:
        return b""


def _lines_of(path: str, raw: bytes) -> tuple[list[str], bool]:
    """Split a file into lines as the reader does; also tell whether they are the file's letter for letter."""
    text, _ = decode(path, raw, len(raw))
    if not text:
        return [], False
    return text.split("\n"), is_normalized("NFC", raw.decode())


def _visible(line: str) -> str:
    """Show a line without personal data and without what a terminal would obey."""
    return "".join(_SIGNS.get(char) or (char if char.isprintable() else "�") for char in _masked(line))


def _masked(line: str) -> str:
    """Hide personal data, also where strange spaces, invisible characters or wide digits stand in it."""
    hidden = without_personal_data("".join(map(_plain, line)))
    return "".join("•" if there == "•" else here for here, there in zip(line, hidden, strict=True))


def _plain(char: str) -> str:
    """Write a character as the letter, digit or space it stands for, one for one."""
    if char.isascii() and char.isprintable():
        return char
    plain = normalize("NFKC", char)
    return plain if len(plain) == 1 and plain.isprintable() else " "


def _around(line: str, column: int) -> tuple[str, str]:
    """Cut a long line around a place; gives what is shown, and what of it stands before the place."""
    start = max(0, min(column - _BEFORE_THE_PLACE, len(line) - MAX_WIDTH))
    end = min(len(line), start + MAX_WIDTH)
    head, tail = "…" if start else "", "…" if end < len(line) else ""
    return f"{head}{line[start:end]}{tail}", f"{head}{line[start:column]}"
