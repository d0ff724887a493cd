"""From the bytes of a file to clean text: encoding, size, characters, what may not be public (threats F, U, L)."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, Fix, Span, error
from cchc.basics.fixes import indent_below, permitted
from cchc.basics.text import forbidden_characters, nfc
from cchc.reading.legacy_encodings import Legacy, misread_lines, recognise_bytes
from cchc.reading.privacy import PersonalData, find_personal_data, lines_worth_looking_at
from cchc.reading.secrecy import find_secrecy_mark, may_be_secret

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MAX_BYTES = 256 * 1024
MAX_LINES = 8_000
# Locks, not ".../benh-vien-da-khoa.yml", an agency's; editions.
_BY_THE_TOOL = re.compile(r"(?:^|/)(?:ke-hoach/\d{4}/khoa\.yml|an-ban/\d{4}/[^/]+\.json)$")
TOOL_SCALE = 16  # they hold the tasks of all submissions, and the tool writes them
MAX_CHARACTER_FINDINGS = 20

_CONVERT = (
    "chép {what}, bấm Ctrl+Shift+F6 của UniKey, chuyển mã clipboard từ “{name}” sang “Unicode”, dán lại rồi lưu với "
    "mã UTF-8"
)
_SAVE_AS = "mở bằng Notepad, chọn Lưu thành (Save as), mục Mã hóa (Encoding) chọn UTF-8"
_RETYPE = "xóa hoặc gõ lại ký tự này"
_HINTS = {
    "\t": "thay dấu tab bằng dấu cách (mỗi cấp thụt 2 dấu cách)",
    "\u00a0": "xóa rồi gõ lại dấu cách thường",
}
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_MERGE_MARKER = re.compile(r"^(?:<{7} |>{7} |={7}$)", re.MULTILINE)


def scale_of(path: str) -> int:
    """Give by how much the limits of a file exceed those of a file that people write."""
    return TOOL_SCALE if _BY_THE_TOOL.search(path) else 1


def oversize(path: str, size: int) -> Diagnostic | None:
    """Report a file that is too large to be read."""
    limit = scale_of(path) * MAX_BYTES
    if size <= limit:
        return None
    message = f"mỗi tệp tối đa {limit // 1024} KiB; tệp này {-(-size // 1024)} KiB"
    return error(Span(path=path), "tep-qua-lon", message, "hãy tách bớt nội dung")


def decode(path: str, raw: bytes, size: int) -> tuple[str | None, list[Diagnostic]]:
    """Turn bytes into NFC text with plain line ends, or say why not; `size` is the file's, `raw` may be its start."""
    start, scale = Span(path=path), scale_of(path)
    if too_large := oversize(path, size):
        return None, [too_large]
    if raw.startswith(_UTF_16) or b"\0" in raw[:2]:
        return None, [error(start, "bang-ma", "tệp phải dùng bảng mã UTF-8; tệp này là UTF-16", _SAVE_AS)]
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = raw[: problem.start].decode("utf-8")
        place = _span_at(path, before, len(before))
        return None, [_not_utf8(place, recognise_bytes(raw))]
    text = nfc(text.replace("\r\n", "\n"))
    lines = text.removesuffix("\n").count("\n") + 1
    if lines > scale * MAX_LINES:
        message = f"mỗi tệp tối đa {scale * MAX_LINES} dòng; tệp này có {lines}"
        return None, [error(start, "tep-qua-lon", message, "hãy tách bớt nội dung")]
    return text, []


def _not_utf8(place: Span, legacy: Legacy | None) -> Diagnostic:
    if legacy is None:
        return error(place, "bang-ma", "tệp phải dùng bảng mã UTF-8; có byte không đọc được ở đây", _SAVE_AS)
    message = f"tệp phải dùng bảng mã UTF-8; tệp này dùng bảng mã {legacy.name}"
    return error(place, "bang-ma", message, _CONVERT.format(what="hết chữ trong tệp", name=legacy.unikey))


def _span_at(path: str, text: str, offset: int) -> Span:
    return Span(path=path, line=text.count("\n", 0, offset) + 1, column=offset - (text.rfind("\n", 0, offset) + 1) + 1)


def character_findings(path: str, text: str) -> Iterator[Diagnostic]:
    """Yield what may not be published whatever YAML makes of it: characters, merge marks, personal data, secrets."""
    misread = misread_lines(text)
    if misread:
        yield _misread(path, text, misread)
    yield from _strange_characters(path, text, misread)
    if marker := _MERGE_MARKER.search(text):
        message = "tệp còn dấu của lần gộp dở dang (<<<<<<<, =======, >>>>>>>)"
        hint = "giữ lại một trong hai phần và xóa các dòng dấu này"
        yield error(_span_at(path, text, marker.start()), "dau-xung-dot", message, hint)
    for number, line in lines_worth_looking_at(text):
        if personal := find_personal_data(line):
            yield personal_finding(Span(path=path, line=number, column=personal.offset + 1), personal)
    lines = text.split("\n") if may_be_secret(text) else ()
    for number, line in enumerate(lines, start=1):
        if mark := find_secrecy_mark(line):
            yield _secret(Span(path=path, line=number, column=mark[0] + 1), mark[1])


def _secret(span: Span, mark: str) -> Diagnostic:
    """Report a mark of a state secret; nothing else of its line is repeated."""
    message = f"không được đưa văn bản mang dấu độ mật lên đây; chỗ này ghi “{mark}”"
    hint = (
        "xóa ngay và báo người phụ trách bảo vệ bí mật nhà nước của cơ quan; nếu không phải dấu độ mật thì viết lại câu"
    )
    return error(span, "bi-mat-nha-nuoc", message, hint)


def _misread(path: str, text: str, lines: Mapping[int, Legacy]) -> Diagnostic:
    """Report text whose letters are wrong, once, however many lines it has; it stands where the wrong word does."""
    first, legacy = next(iter(lines.items()))
    column = text.split("\n")[first].find(legacy.seen)
    others = f" (và {len(lines) - 1} dòng khác)" if len(lines) > 1 else ""
    what = f"“{legacy.seen}” lẽ ra là “{legacy.meant}”"
    message = f"chữ phải viết bằng Unicode; dòng này{others} dùng bảng mã {legacy.name}: {what}"
    place = Span(path=path, line=first + 1, column=max(column, 0) + 1)
    return error(place, "bang-ma", message, _CONVERT.format(what="những chữ này", name=legacy.unikey))


def _strange_characters(path: str, text: str, misread: Mapping[int, Legacy]) -> Iterator[Diagnostic]:
    """Yield one finding for each line with characters that may not stand there, at the first; up to a cap.

    In lines whose letters are wrong altogether they are only a consequence.
    """
    if not forbidden_characters(text):
        return
    lines = text.split("\n")
    strange = [
        (index + 1, found)
        for index, line in enumerate(lines)
        if index not in misread and (found := forbidden_characters(line))
    ]
    for number, (line, here) in enumerate(strange):
        (offset, description), rest = here[0], len(here) - 1
        span = Span(path=path, line=line, column=offset + 1)
        if number == MAX_CHARACTER_FINDINGS:
            left = len(strange) - number
            yield error(span, "ky-tu-la", f"còn {left} dòng khác có ký tự lạ từ đây về sau")
            break
        more = f" và {rest} ký tự lạ khác ở dòng này" if rest else ""
        fix = _permitted(lines, line, offset + 1, here[-1][0] + 1)
        yield error(
            span,
            "ky-tu-la",
            f"không được dùng {description}{more}",
            _HINTS.get(lines[line - 1][offset], _RETYPE),
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
