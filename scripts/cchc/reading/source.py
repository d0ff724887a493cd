"""The bounded reader: bytes of one file → values with their places, or findings an official understands.

Every scalar stays text (threat Y04). The tree is built from libyaml's event stream, never by its recursive
composer, which crashes the interpreter on deep nesting; the events are bounded first (threats Y02, Y09). A check
spends most of its time here: what is looked at for every value is a few comparisons.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

import yaml
from yaml._yaml import CParser

from cchc.basics.diagnostics import Diagnostic, Span, error, quote
from cchc.basics.fixes import in_quotes
from cchc.basics.nodes import Map, Seq, Value, place_of
from cchc.basics.text import forbidden_characters, nfc
from cchc.reading.decoding import character_findings, decode, personal_finding, scale_of
from cchc.reading.privacy import find_personal_data
from cchc.reading.yaml_errors import QUOTE_IT, explain

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 16
MAX_NODES = 40_000
MAX_SCALAR = 8_000

_BLOCKS = frozenset("|>")
_SMART_QUOTES = frozenset("“‘")
# A whole value between one pair of the quotes that Word types.
_SMART_QUOTED = re.compile("[“‘][^“”‘’]*[”’]")
_COMMENT_AFTER_PLAIN = re.compile(r"[ ]+#(.?)")
_COMMENT_AS_VALUE = re.compile(r"[ ]*#\S")

_Event = Any  # libyaml's events: all have both marks, which their type stubs leave open


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read: its root mapping, or None and the findings that say why not."""

    path: str
    root: Map | None
    findings: tuple[Diagnostic, ...]


def read_source(path: str, raw: bytes, size: int | None = None) -> Source:
    """Read the bytes of one data file; never raises for what the bytes hold.

    Args:
        path: how findings name the file.
        raw: its bytes, or what may be read of it and one more.
        size: how many bytes the file has, where `raw` may hold only its beginning.

    Returns:
        The file as read. What is not certain (a key written twice, text lost to a comment) leaves no root:
        findings about the values would only echo it.
    """
    text, problems = decode(path, raw, size or len(raw))
    if text is None:
        return Source(path=path, root=None, findings=tuple(problems))
    problems += list(character_findings(path, text))
    if problems:
        return Source(path=path, root=None, findings=tuple(problems))
    reader = _Reader(path, text)
    try:
        root = reader.read()
    except _RefusedError as refused:
        return Source(path=path, root=None, findings=(*reader.findings, refused.finding))
    except yaml.YAMLError as problem:
        return Source(path=path, root=None, findings=(*reader.findings, explain(path, text, problem, reader.scalar)))
    return Source(path=path, root=None if reader.findings else root, findings=tuple(reader.findings))


class _RefusedError(Exception):
    """A construct this reader does not accept; carries its finding."""

    def __init__(self, finding: Diagnostic) -> None:
        super().__init__(finding.message)
        self.finding = finding


class _Reader:
    """Builds the value tree from YAML events with an explicit stack: no recursion, bounded."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.findings: list[Diagnostic] = []
        self.root: Value | None = None
        self.scalar: yaml.ScalarEvent | None = None  # the last one read: a syntax error may be its fault
        self._lines = text.split("\n")
        self._hashed = {number for number, line in enumerate(self._lines) if "#" in line} if "#" in text else set()
        self._inside: Map | Seq | None = None  # the innermost container that is open
        self._key: str | None = None  # the key whose value comes next
        self._around: list[Map | Seq | None] = []  # those around it
        self._nodes = 0
        self._max_nodes = scale_of(path) * MAX_NODES
        self._documents = 0

    def read(self) -> Map:
        next_event: Callable[[], _Event | None] = CParser(self.text).get_event
        while event := next_event():
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._take_scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open(event, Map)
            elif kind is yaml.SequenceStartEvent:
                self._open(event, Seq)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._inside, self._key = self._around.pop(), None
            elif kind is yaml.AliasEvent:
                hint = "viết lại đầy đủ, hoặc đặt giá trị trong dấu nháy"
                self._refuse(event, "không dùng bí danh (*) của YAML", hint)
            elif kind is yaml.DocumentStartEvent:
                self._documents += 1
                if self._documents > 1 or event.tags or event.version:
                    message = "mỗi tệp chỉ chứa một tài liệu, không có dòng “---” ở giữa và không có lệnh %"
                    self._refuse(event, message, "xóa dòng này")
        if not isinstance(self.root, Map):
            message = "tệp phải gồm các mục “khóa: giá trị”" if self.root else "tệp không có nội dung"
            raise _RefusedError(error(Span(path=self.path), "tep-rong", message, "bắt đầu từ mẫu của cơ quan mình"))
        return self.root

    def _admitted(self, event: _Event) -> int:
        """Count a node, refuse what this reader does not accept of it, and give its place."""
        if event.anchor is not None:
            self._refuse(event, "không dùng neo (&) của YAML", "đặt giá trị trong dấu nháy nếu dấu & là chữ")
        if event.tag is not None:
            self._refuse(event, "không dùng nhãn kiểu (!…) của YAML", "đặt giá trị trong dấu nháy nếu dấu ! là chữ")
        self._nodes += 1
        if self._nodes > self._max_nodes:
            self._refuse(event, f"mỗi tệp tối đa {self._max_nodes} giá trị", rule="tep-qua-lon")
        return place_of(event.start_mark.line, event.start_mark.column)

    def _open(self, event: _Event, container: type[Map | Seq]) -> None:
        place = self._admitted(event)
        if len(self._around) >= MAX_DEPTH:
            self._refuse(event, f"lồng tối đa {MAX_DEPTH} cấp", "kiểm tra lại thụt đầu dòng và dấu ngoặc")
        opened = container(self.path, place)
        self._put(event, opened, place)
        self._around.append(self._inside)
        self._inside, self._key = opened, None

    def _take_scalar(self, event: _Event) -> None:
        self.scalar = event
        place = self._admitted(event)
        value = self._checked(event)
        inside, key = self._inside, self._key
        if key is None and isinstance(inside, Map):
            self._key = value = sys.intern(value)
            if first := inside.add_key(value, place):
                message = f"mục {quote(value)} đã có ở dòng {first.line}"
                self.findings.append(error(self._span(event), "trung-khoa", message, "gộp làm một mục"))
        elif key is not None and not value and not event.style:
            self._key = None  # a key left blank
        else:
            self._put(event, value, place)

    def _put(self, event: _Event, value: Value, place: int) -> None:
        """Set a value where it belongs: as the root, as an item, or under the key before it."""
        inside = self._inside
        if isinstance(inside, Map):
            if self._key is None:
                self._refuse(event, "tên mục phải là chữ; dấu ngoặc ở đây bị hiểu là danh sách hoặc nhóm", QUOTE_IT)
            inside.put(self._key, value, place)
            self._key = None
        elif inside is None:
            self.root = value
        else:
            inside.put(value, place)

    def _checked(self, event: _Event) -> str:
        """Give a scalar's value, bounded; what escapes and folded lines make of it is looked at as the file was."""
        value: str = event.value
        style: str | None = event.style
        end = event.end_mark.line
        if style in _BLOCKS:
            value = value.rstrip("\n")
            if not value:
                message = "nội dung sau dấu | hoặc > phải ở dòng dưới và thụt vào sâu hơn tên mục"
                self._refuse(event, message, f"thụt vào, hoặc {QUOTE_IT}", rule="cu-phap")
        if len(value) > MAX_SCALAR:
            self._refuse(event, f"mỗi giá trị tối đa {MAX_SCALAR} ký tự; giá trị này {len(value)}", rule="tep-qua-lon")
        if style == '"':
            value = nfc(value)
            if hidden := forbidden_characters(value):
                self._refuse(event, f"không được dùng {hidden[0][1]}, kể cả viết bằng mã \\", rule="ky-tu-la")
        if (style == '"' or end != event.start_mark.line) and (personal := find_personal_data(value)):
            raise _RefusedError(personal_finding(self._span(event), personal))
        if not style:
            if value[:1] in _SMART_QUOTES and _SMART_QUOTED.fullmatch(value):
                message = "dấu nháy cong “ ” không bao được giá trị: chúng sẽ hiện ra trang như chữ"
                self._refuse(event, message, 'bỏ đi, hoặc thay bằng dấu nháy thẳng "…"', rule="nhay-cong")
            if end in self._hashed:
                self._check_cut_by_comment(event, value)
        return value

    def _check_cut_by_comment(self, event: _Event, value: str) -> None:
        """Refuse `Kế hoạch #1` and `#1`, of which YAML silently keeps `Kế hoạch` and nothing (threat Y07)."""
        number, column = event.end_mark.line, event.end_mark.column
        line = self._lines[number]
        cut = _COMMENT_AFTER_PLAIN if value else _COMMENT_AS_VALUE
        comment = cut.match(line, column)
        if comment and (not value or comment[1].strip() or " " in value):
            self.findings.append(
                error(
                    Span(path=self.path, line=number + 1, column=comment.start() + 1),
                    "cat-mat-chu",
                    f"phần {quote(line[column:].strip())} sau dấu # sẽ bị YAML bỏ mất",
                    'đặt cả câu trong dấu nháy kép "…"; chú thích thì viết trên dòng riêng',
                    in_quotes(line, with_comment=True),
                )
            )

    def _span(self, event: _Event) -> Span:
        return Span(path=self.path, line=event.start_mark.line + 1, column=event.start_mark.column + 1)

    def _refuse(self, event: _Event, message: str, hint: str = "", rule: str = "yaml-khong-ho-tro") -> NoReturn:
        span = self._span(event)
        fix = in_quotes(self._lines[span.line - 1]) if "dấu nháy" in hint else None
        raise _RefusedError(error(span, rule, message, hint, fix))
