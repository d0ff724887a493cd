"""Puts text into a document by style: paragraphs, headings, tables. Data text stays text, its line ends kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from cchc.export.word.page import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, add_landscape, set_up_pages
from cchc.export.word.styles import Style, blank_document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

Cell = str | tuple[str, ...]  # one paragraph, or several
HEADINGS = {1: Style.HEADING_1, 2: Style.HEADING_2, 3: Style.HEADING_3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its head, its share of the width, whether it holds numbers."""

    title: str
    share: int
    is_number: bool = False


class Writer:
    """A document being written from top to bottom."""

    def __init__(self, *, mark: str, watermark: str, template: Path | None) -> None:
        self.document: Document = blank_document(template)
        self._ids = {style.name_val: style.styleId for style in self.document.styles.element.style_lst}
        self._width = PORTRAIT_WIDTH
        set_up_pages(self.document, mark, watermark)

    def write(self, style: Style, text: str, note: str = "", cell: _Cell | None = None) -> Paragraph:
        """Add a paragraph, at the end or in a table's cell; a note on the nature of its figures follows the text."""
        paragraph = (cell or self.document).add_paragraph()
        self._set(paragraph, style, text)
        if note:
            paragraph.add_run(f" ({note})").style = self.document.styles[Style.NATURE]
        return paragraph

    def heading(self, level: int, text: str) -> None:
        """Add a heading of level 1 to 3."""
        self.write(HEADINGS[level], text)

    def bullets(self, texts: Iterable[str]) -> None:
        """Add one dashed paragraph for each text."""
        for text in texts:
            self.write(Style.BULLET, f"- {text}")

    def turn_page(self) -> None:
        """Go on in landscape, on a new page that is number 1."""
        add_landscape(self.document)
        self._width = LANDSCAPE_WIDTH

    def table(
        self,
        title: str,
        columns: Sequence[Column],
        rows: Iterable[Sequence[Cell]],
        note: str = "",
        total: Sequence[str] = (),
    ) -> None:
        """Add a table under its title.

        Args:
            title: what it shows; also what a screen reader announces.
            columns: from left to right; their shares fill the page.
            rows: one cell a column.
            note: of what nature the figures are, or "".
            total: the closing row, or nothing.
        """
        self.write(Style.CAPTION, title, note)
        table = self._grid(Style.TABLE, [column.share for column in columns])
        _describe(table, f"{title} ({note})" if note else title)
        head = _add_row(table)
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- python-docx has no words for it
        self._fill(head, [Style.CELL_HEAD] * len(columns), [column.title for column in columns])
        styles = [Style.CELL_NUMBER if column.is_number else Style.CELL for column in columns]
        for row in rows:
            self._fill(_add_row(table), styles, row)
        if total:
            self._fill(_add_row(table), [Style.CELL_HEAD] * len(columns), total)

    def side_by_side(self, shares: tuple[int, int]) -> tuple[_Cell, _Cell]:
        """Give two empty cells beside each other, without lines; what is written there follows an empty paragraph."""
        table = self._grid(Style.LAYOUT, shares)
        left, right = _add_row(table).cells
        return left, right

    def drop_first_paragraph(self, *cells: _Cell) -> None:
        """Take out the empty paragraph that a new cell begins with, once another stands there."""
        for cell in cells:
            first = cell.paragraphs[0]._p  # noqa: SLF001 -- a paragraph cannot be removed otherwise
            first.getparent().remove(first)

    def _grid(self, style: Style, shares: Sequence[int]) -> Table:
        table: Table = self.document.add_table(0, len(shares), self.document.styles[style])
        table.autofit = False
        whole = sum(shares)
        for column, share in zip(table._tbl.tblGrid.gridCol_lst, shares, strict=True):  # noqa: SLF001 -- `columns` walks every row
            column.w = Mm(self._width * share / whole)  # LibreOffice goes by these alone
        return table

    def _fill(self, row: _Row, styles: Sequence[Style], cells: Sequence[Cell]) -> None:
        for cell, style, content in zip(row.cells, styles, cells, strict=True):
            first, *more = (content,) if isinstance(content, str) else content
            self._set(cell.paragraphs[0], style, first)
            for text in more:
                self.write(style, text, cell=cell)

    def _set(self, paragraph: Paragraph, style: Style, text: str) -> None:
        paragraph._p.style = self._ids[style]  # noqa: SLF001 -- by name, the style would be looked up every time
        if text:
            paragraph.add_run(text)


def _add_row(table: Table) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it without types
    return row


def _describe(table: Table, text: str) -> None:
    """Name a table for those who cannot see it (threat L07)."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)  # noqa: SLF001 -- python-docx has no words for it
