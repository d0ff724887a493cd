"""Puts text into a document by style: paragraphs, headings, tables. Data text stays text, its line ends kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm

from cchc.export.document.form import Style
from cchc.export.document.model import Paragraph, SideBySide, Table
from cchc.export.word.page import LANDSCAPE_WIDTH, PORTRAIT_WIDTH, add_landscape, set_up_pages
from cchc.export.word.styles import blank_document

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from docx.document import Document
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as WordParagraph

    from cchc.export.document.model import Block, Cell, OfficialDocument


class Writer:
    """A Word document being written from top to bottom."""

    def __init__(self, content: OfficialDocument, template: Path | None) -> None:
        self.document: Document = blank_document(template)
        self._ids = {style.name_val: style.styleId for style in self.document.styles.element.style_lst}
        self._width = PORTRAIT_WIDTH
        set_up_pages(self.document, content.mark, content.watermark)

    def write(self, block: Block) -> None:
        """Add a paragraph, a table or two columns at the end."""
        match block:
            case Paragraph():
                self._add(self.document, block)
            case Table():
                self._add_table(block)
            case SideBySide():
                self._add_columns(block)

    def turn_page(self) -> None:
        """Go on in landscape, on a new page that is number 1."""
        add_landscape(self.document)
        self._width = LANDSCAPE_WIDTH

    def _add(self, place: Document | _Cell, paragraph: Paragraph) -> None:
        added = place.add_paragraph()
        self._set(added, paragraph.style, paragraph.text)
        if paragraph.note:
            added.add_run(paragraph.aside).style = self.document.styles[Style.NATURE]

    def _add_table(self, content: Table) -> None:
        self._add(self.document, content.caption)
        columns = content.columns
        table = self._grid(Style.TABLE, [column.share for column in columns])
        _describe(table, f"{content.title}{content.caption.aside}")
        head = _add_row(table)
        head._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 -- python-docx has no words for it
        self._fill(head, [Style.CELL_HEAD] * len(columns), [column.title for column in columns])
        styles = [column.style for column in columns]
        for row in content.rows:
            self._fill(_add_row(table), styles, row)
        if content.total:
            self._fill(_add_row(table), [Style.CELL_HEAD] * len(columns), content.total)

    def _add_columns(self, content: SideBySide) -> None:
        cells = _add_row(self._grid(Style.LAYOUT, content.shares)).cells
        for cell, paragraphs in zip(cells, (content.left, content.right), strict=True):
            for paragraph in paragraphs:
                self._add(cell, paragraph)
            first = cell.paragraphs[0]._p  # noqa: SLF001 -- the empty one that a new cell begins with cannot be removed otherwise
            first.getparent().remove(first)

    def _grid(self, style: Style, shares: Sequence[int]) -> WordTable:
        table: WordTable = self.document.add_table(0, len(shares), self.document.styles[style])
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
                self._add(cell, Paragraph(style, text))

    def _set(self, paragraph: WordParagraph, style: Style, text: str) -> None:
        paragraph._p.style = self._ids[style]  # noqa: SLF001 -- by name, the style would be looked up every time
        if text:
            paragraph.add_run(text)


def _add_row(table: WordTable) -> _Row:
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]  # python-docx leaves it without types
    return row


def _describe(table: WordTable, text: str) -> None:
    """Name a table for those who cannot see it (threat L07)."""
    caption = OxmlElement("w:tblCaption")
    caption.set(qn("w:val"), text)
    table._tbl.tblPr.append(caption)  # noqa: SLF001 -- python-docx has no words for it
