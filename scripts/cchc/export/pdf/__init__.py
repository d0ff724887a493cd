"""Official documents as PDF files: the same words as in the Word files, tagged for screen readers, set by typst.

What a document says goes to typst as data, never as markup; typst sees its template, its own fonts, and no other file.
"""

from __future__ import annotations

import datetime as dt
import json
import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import typst

from cchc.export.pdf.data import document_data

if TYPE_CHECKING:
    from cchc.export.document.model import OfficialDocument

__all__ = ["pdf_file"]

_HERE = Path(__file__).parent


def pdf_file(content: OfficialDocument) -> bytes:
    """Set a document as a PDF file: the same bytes on every machine (threat X06).

    The file keeps PDF/UA-1, for screen readers, and PDF/A-2a, for archives: typst writes none that does not.
    """
    said = json.dumps(document_data(content), ensure_ascii=False)
    with TemporaryDirectory() as alone:
        return typst.compile(
            Path(shutil.copy(_HERE / "template.typ", alone)),
            root=Path(alone),
            font_paths=_fonts(),
            sys_inputs={"document": said},
            pdf_standards=["ua-1", "a-2a"],
            timestamp=dt.datetime.combine(content.as_of, dt.time(), dt.UTC),
        )


@cache
def _fonts() -> typst.Fonts:
    """Take the fonts that the package brings and no other: those of the machine would change the bytes."""
    return typst.Fonts(include_system_fonts=False)
