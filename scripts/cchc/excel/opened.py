"""Open a workbook that anyone may have made: bounded, nothing run, nothing fetched (threats F08, X01)."""

from __future__ import annotations

import io
import lzma
import re
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING

import openpyxl

if TYPE_CHECKING:
    from pathlib import Path

    from openpyxl import Workbook

MAX_BYTES = 5 * 1024 * 1024
MAX_UNPACKED = 16 * 1024 * 1024
MAX_PARTS = 400
_OLD = b"\xd0\xcf\x11\xe0"  # .xls, and any workbook with a password
_SAVE_AS = "mở bằng Excel, chọn Lưu thành (Save as), loại tệp “Excel Workbook (*.xlsx)”"
_DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError)
_MACROS = re.compile(r"vbaProject|macrosheets|\.xlm$", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_READ_ALIKE = {b"utf-8", b"utf-16", b"us-ascii", b"ascii"}


class NotReadableError(Exception):
    """The file is no workbook that may be opened; says why and what to do, in Vietnamese."""


def open_workbook(path: Path) -> Workbook:
    """Open a workbook of cells and values.

    Raises:
        NotReadableError: it is no .xlsx file, too large, or holds what a form never does.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as problem:
        message = "không mở được tệp; xem lại tên và chỗ của tệp"
        raise NotReadableError(message) from problem
    _insist_on_a_workbook(path.suffix.lower(), raw)
    _insist_on_harmless_parts(raw)
    try:
        with warnings.catch_warnings(action="ignore"):  # it warns of what it leaves out, which is none of ours
            return openpyxl.load_workbook(io.BytesIO(raw), keep_links=False)
    except Exception as problem:  # a damaged workbook fails in as many ways as there are parts
        message = f"tệp Excel bị hỏng nên không đọc được; {_SAVE_AS}"
        raise NotReadableError(message) from problem


def _insist_on_a_workbook(ending: str, raw: bytes) -> None:
    if len(raw) > MAX_BYTES:
        message = f"tệp Excel tối đa {MAX_BYTES // 1024 // 1024} MiB; xóa hình ảnh và các trang không thuộc mẫu"
        raise NotReadableError(message)
    if ending in {".xlsm", ".xltm", ".xlsb", ".xlam"}:
        message = f"không nhận tệp Excel có thể chứa macro ({ending}); {_SAVE_AS}"
        raise NotReadableError(message)
    if raw.startswith(_OLD):
        message = f"tệp này là Excel đời cũ (.xls) hoặc có mật khẩu; bỏ mật khẩu, {_SAVE_AS}"
        raise NotReadableError(message)
    if ending != ".xlsx" or not raw.startswith(b"PK"):
        message = f"chỉ nhận tệp .xlsx; {_SAVE_AS}"
        raise NotReadableError(message)


def _insist_on_harmless_parts(raw: bytes) -> None:
    """Look at every part before anything is parsed: how much it unpacks to, macros, document types and entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
            if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
                message = "tệp Excel bung ra quá lớn; chỉ giữ các trang của mẫu và xóa hình ảnh"
                raise NotReadableError(message)
            for part in parts:
                if _MACROS.search(part.filename):
                    message = f"không nhận tệp Excel có macro; {_SAVE_AS}"
                    raise NotReadableError(message)
                # What a part says of its size may be a lie: no more than that is unpacked.
                content = packed.open(part).read(part.file_size + 1)
                if part.filename.endswith((".xml", ".rels", ".vml")) and not _is_plain_xml(content):
                    message = f"tệp Excel có phần không do Excel tạo ra ({part.filename[:60]!r}); {_SAVE_AS}"
                    raise NotReadableError(message)
    except (*_DAMAGED, OSError, ValueError) as problem:
        message = f"tệp Excel bị hỏng nên không đọc được; {_SAVE_AS}"
        raise NotReadableError(message) from problem


def _is_plain_xml(content: bytes) -> bool:
    """Tell XML without a document type, which alone can define entities, in an encoding in which that can be seen."""
    text = content.replace(b"\0", b"").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff").removeprefix(b"\xef\xbb\xbf")
    named = _ENCODING.match(text)
    is_read_alike = named is None or named[1].lower() in _READ_ALIKE
    return is_read_alike and text.lstrip()[:1] in {b"<", b""} and b"<!DOCTYPE" not in text and b"<!ENTITY" not in text
