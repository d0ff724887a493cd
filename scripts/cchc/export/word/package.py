"""A document as bytes: the same on every machine, whatever its clock, time zone and order of sets (threat X06)."""

from __future__ import annotations

import datetime as dt
import io
from textwrap import shorten
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx.oxml.ns import qn

from cchc.export.document.form import LANGUAGE

if TYPE_CHECKING:
    from docx.document import Document
    from docx.opc.rel import Relationships

# What python-docx's blank document brings along and no page of ours uses.
_UNUSED = {
    "thumbnail",
    "extended-properties",
    "customXml",
    "stylesWithEffects",
    "webSettings",
    "fontTable",
    "numbering",
}
_LONGEST_PROPERTY = 255  # characters
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def document_bytes(document: Document, title: str, as_of: dt.date) -> bytes:
    """Close a document.

    Args:
        document: everything is written in it.
        title: what programs and screen readers call it.
        as_of: the day it speaks of, which it gives as that of its making.
    """
    properties = document.core_properties
    properties.title = shorten(title, _LONGEST_PROPERTY, placeholder="…")
    properties.author, properties.comments = "cchc", ""
    properties.language, properties.last_modified_by = LANGUAGE, ""
    properties.created = properties.modified = dt.datetime.combine(as_of, dt.time())
    settings = document.settings.element
    settings.find(qn("w:themeFontLang")).set(qn("w:val"), LANGUAGE)
    settings.find(qn("w:decimalSymbol")).set(qn("w:val"), ",")
    settings.find(qn("w:listSeparator")).set(qn("w:val"), ";")
    _drop_unused(document.part.rels)
    _drop_unused(document.part.package.rels)
    written = io.BytesIO()
    document.save(written)
    return _canonical(written)


def _drop_unused(relations: Relationships) -> None:
    for id_, relation in list(relations.items()):
        if relation.reltype.rpartition("/")[2] in _UNUSED:
            del relations[id_]


def _canonical(package: io.BytesIO) -> bytes:
    """Zip the parts again: by name, at one time, with one set of rights."""
    out = io.BytesIO()
    with ZipFile(package) as made, ZipFile(out, "w") as again:
        for name in sorted(made.namelist()):
            entry = ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = ZIP_DEFLATED
            entry.create_system = 0
            again.writestr(entry, made.read(name))
    return out.getvalue()
