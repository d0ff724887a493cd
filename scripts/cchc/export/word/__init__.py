"""Official documents as Word files that an office numbers, restyles and sends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.export.word.package import document_bytes
from cchc.export.word.styles import TemplateError
from cchc.export.word.writer import Writer

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.export.document.model import OfficialDocument

__all__ = ["TemplateError", "word_file"]


def word_file(content: OfficialDocument, template: Path | None) -> bytes:
    """Write a document as a Word file.

    Args:
        content: what it says.
        template: a Word file whose styles to use, or None.

    Raises:
        TemplateError: the template is no Word file.
    """
    out = Writer(content, template)
    for block in content.body:
        out.write(block)
    for annex in content.annexes:
        out.turn_page()
        for block in annex:
            out.write(block)
    return document_bytes(out.document, content.title, content.as_of)
