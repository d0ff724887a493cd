"""A document as plain data, which the template sets."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from cchc.export.document.form import (
    BOTTOM,
    CELL_PADDING,
    HEADER_FROM_EDGE,
    LANGUAGE,
    LEFT,
    LONG_SIDE,
    LOOKS,
    RIGHT,
    SHORT_SIDE,
    TOP,
)
from cchc.export.document.model import Paragraph, SideBySide, Table

if TYPE_CHECKING:
    from cchc.export.document.model import Block, OfficialDocument

# Of the fonts that typst brings, the one with serifs and every Vietnamese letter. The Times New Roman that the decree
# asks for may not be handed out: the Word file has it. This font's bold puts marks beside their letters, and its bold
# italic leaves letters out; its semibold does neither.
FONT, BOLD = "Libertinus Serif", 600
_AUTHOR = "cchc"
_PAPER = {  # in mm
    "short": SHORT_SIDE,
    "long": LONG_SIDE,
    "top": TOP,
    "bottom": BOTTOM,
    "left": LEFT,
    "right": RIGHT,
    "header": HEADER_FROM_EDGE,
}

_Data = dict[str, Any]


def document_data(content: OfficialDocument) -> _Data:
    """Give a document as what JSON can hold: strings, numbers, lists, and dictionaries of them."""
    language, _, region = LANGUAGE.partition("-")
    return {
        "title": content.title,
        "author": _AUTHOR,
        "language": language,
        "region": region,
        "font": FONT,
        "bold": BOLD,
        "paper": _PAPER,
        "cell_padding": CELL_PADDING,
        "looks": {style.name: asdict(look) for style, look in LOOKS.items()},
        "mark": content.mark,
        "watermark": content.watermark,
        "sections": [[_block(block) for block in section] for section in (content.body, *content.annexes)],
    }


def _block(block: Block) -> _Data:
    match block:
        case Paragraph():
            return {"kind": "paragraph"} | _paragraph(block)
        case Table():
            return {
                "kind": "table",
                "caption": _paragraph(block.caption),
                "columns": [
                    {"title": column.title, "share": column.share, "style": column.style.name}
                    for column in block.columns
                ],
                "rows": block.rows,
                "total": block.total,
            }
        case SideBySide():
            return {
                "kind": "columns",
                "shares": block.shares,
                "left": [_paragraph(one) for one in block.left],
                "right": [_paragraph(one) for one in block.right],
            }


def _paragraph(paragraph: Paragraph) -> _Data:
    return {"style": paragraph.style.name, "text": paragraph.text, "aside": paragraph.aside}
