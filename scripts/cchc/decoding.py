"""From the bytes of a file to clean text: encoding, size, characters, personal data (threats F05, F07, F08, U, L01)."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from cchc.diagnostics import Diagnostic, Fix, Span, error
from cchc.fixes import indent_below, permitted
from cchc.privacy import PersonalData, find_personal_data, may_hold_personal_data
from cchc.text import forbidden_characters, nfc

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_BYTES = 256 * 1024
MAX_LINES = 8_000
MAX_CHARACTER_FINDINGS = 20

_SAVE_AS = "mở bằng Notepad, chọn Lưu thành (Save as), mục Mã hóa (Encoding) chọn UTF-8"
_RETYPE = "xóa hoặc gõ lại ký tự này"
_HINTS = {
    "\t": "thay dấu tab bằng dấu cách (mỗi cấp thụt 2 dấu cách)",
    "\u00a0": "xóa rồi gõ lại dấu cách thường",
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MERGE_MARKER = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)


def decode(path: str, raw: bytes, size: int) -> tuple[str | None, list[Diagnostic]]:
    """Turn bytes into NFC text with plain line ends, or say why not; `size` is the file's, `raw` may be its start."""
    start = Span(path=path)
    if size > MAX_BYTES:
        message = f"mỗi tệp tối đa {MAX_BYTES // 1024} KiB; tệp này {-(-size // 1024)} KiB"
        return None, [error(start, "tep-qua-lon", message, "hãy tách bớt nội dung")]
    if raw.startswith(_UTF_16) or b"\0" in raw[:2]:
        return None, [error(start, "bang-ma", "tệp phải dùng bảng mã UTF-8; tệp này là UTF-16", _SAVE_AS)]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start].decode("utf-8")
        place = _span_at(path, before, len(before))
        return None, [error(place, "bang-ma", "tệp phải dùng bảng mã UTF-8; có byte không đọc được ở đây", _SAVE_AS)]
    text = nfc(text.replace("\r\n", "\n"))
    lines = text.removesuffix("\n").count("\n") + 1
    if lines > MAX_LINES:
        message = f"mỗi tệp tối đa {MAX_LINES} dòng; tệp này có {lines}"
        return None, [error(start, "tep-qua-lon", message, "hãy tách bớt nội dung")]
    return text, []


def _span_at(path: str, text: str, offset: int) -> Span:
    return Span(path=path, line=text.count("\n", 0, offset) + 1, column=offset - (text.rfind("\n", 0, offset) + 1) + 1)


def character_findings(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield what may not be published whatever YAML makes of it: strange characters, merge marks, personal data."""
    yield from _strange_characters(path, text)
    if marker := _MERGE_MARKER.search(text):
        message = "tệp còn dấu của lần gộp dở dang (<<<<<<<, =======, >>>>>>>)"
        hint = "giữ lại một trong hai phần và xóa các dòng dấu này"
        yield error(_span_at(path, text, marker.start()), "dau-xung-dot", message, hint)
    lines = text.split("\n") if may_hold_personal_data(text) else ()
    for number, line in enumerate(lines, start=1):
        if personal := find_personal_data(line):
            yield personal_finding(Span(path=path, line=number, column=personal.offset + 1), personal)


def _strange_characters(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield one finding for each line with characters that may not stand there, at the first; up to a cap."""
    found = forbidden_characters(text)
    if not found:
        return
    lines = text.split("\n")
    by_line: dict[int, list[tuple[int, str]]] = {}
    for offset, description in found:
        span = _span_at(path, text, offset)
        by_line.setdefault(span.line, []).append((span.column, description))
    for number, (line, here) in enumerate(by_line.items()):
        (column, description), rest = here[0], len(here) - 1
        span = Span(path=path, line=line, column=column)
        if number == MAX_CHARACTER_FINDINGS:
            left = len(by_line) - number
            yield error(span, "ky-tu-la", f"còn {left} dòng khác có ký tự lạ từ đây về sau")
            break
        more = f" và {rest} ký tự lạ khác ở dòng này" if rest else ""
        fix = _permitted(lines, line, column, here[-1][0])
        yield error(
            span,
            "ky-tu-la",
            f"không được dùng {description}{more}",
            _HINTS.get(lines[line - 1][column - 1], _RETYPE),
            fix,
        )


def _permitted(lines: list[str], number: int, first: int, last: int) -> Fix | None:
    """Mend a line from its first strange character to its last; a tab before the text indents as the line above."""
    line = lines[number - 1]
    found = line[first - 1 : last]
    before = line[: first - 1]
    if not before.strip() and not found.strip("\t ") and line.strip():
        text = line.strip()
        found = line[first - 1 : len(line) - len(line.lstrip())]
        width = indent_below(lines[: number - 1]) - len(before)
        return Fix(found, " " * width) if width >= 0 and not text.startswith("-") else None
    instead = permitted(found)
    return None if instead is None else Fix(found, instead)


def personal_finding(span: Span, personal: PersonalData) -> Diagnostic:
    """Report personal data, masked."""
    message = f"không được công khai dữ liệu cá nhân; chỗ này giống {personal.kind} “{personal.masked}”"
    return error(span, "du-lieu-ca-nhan", message, "xóa đi; nếu cần liên hệ, ghi tên cơ quan")
