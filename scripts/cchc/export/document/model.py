"""What a document says, in order, and nothing of how a program writes it down: paragraphs, tables, pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.document.form import Style

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

Cell = str | tuple[str, ...]  # one paragraph, or several
_HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text of one kind, its line ends kept; a note tells of what nature its figures are, or is ""."""

    style: Style
    text: str
    note: str = ""

    @property
    def aside(self) -> str:
        """What follows the text to tell the nature of its figures, or ""."""
        return f" ({self.note})" if self.note else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, its share of the width, whether it holds numbers."""

    title: str
    share: int
    is_number: bool = False

    @property
    def style(self) -> Style:
        """The kind of paragraph in its cells."""
        return Style.CELL_NUMBER if self.is_number else Style.CELL


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Data under a title that a screen reader announces; the shares of the columns fill the page.

    `rows` have one cell a column; `total` is the closing row, or empty.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    total: tuple[str, ...] = ()

    @property
    def caption(self) -> Paragraph:
        """The title with the nature of the figures."""
        return Paragraph(Style.CAPTION, self.title, self.note)


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two columns of paragraphs without lines, and the share of the width that each has."""

    shares: tuple[int, int]
    left: tuple[Paragraph, ...]
    right: tuple[Paragraph, ...]


Block = Paragraph | Table | SideBySide


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficialDocument:
    """A whole document: its text in portrait, then annexes in landscape, each on pages of its own.

    `title` is what programs and screen readers call it, `as_of` the day it speaks of; `mark` is a line on top of
    every page and `watermark` words across every page, each "" when there are none.
    """

    title: str
    as_of: dt.date
    mark: str
    watermark: str
    body: tuple[Block, ...]
    annexes: tuple[tuple[Block, ...], ...]


def heading(level: int, text: str) -> Paragraph:
    """Make a heading of level 1 to 3."""
    return Paragraph(_HEADINGS[level], text)


def bullets(texts: Iterable[str]) -> Iterator[Paragraph]:
    """Make one dashed paragraph of each text."""
    return (Paragraph(Style.BULLET, f"- {text}") for text in texts)
