"""The bounded reader: bytes of one file → values with their places, or findings an official understands.

Every scalar stays text (threat Y04). The tree is built from libyaml's event stream, never by its recursive
composer, which crashes the interpreter on deep nesting; the events are bounded first (threats Y02, Y09).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import yaml

from cchc.decoding import character_findings, decode, personal_finding
from cchc.diagnostics import Diagnostic, Span, error, quote
from cchc.privacy import find_personal_data
from cchc.text import forbidden_characters, nfc
from cchc.yaml_errors import QUOTE_IT, explain

MAX_DEPTH = 16
MAX_NODES = 40_000
MAX_SCALAR = 8_000

# A whole value between one pair of the quotes that Word types.
_SMART_QUOTED = re.compile("[“‘][^“”‘’]*[”’]")
_COMMENT_AFTER_PLAIN = re.compile(r"[ ]+#(.?)")
_COMMENT_AS_VALUE = re.compile(r"[ ]*#\S")

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Map(dict[str, "Value"]):
    """A mapping that knows where it, its keys and its values stand; keys left blank are kept aside."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.key_spans: dict[str, Span] = {}
        self.value_spans: dict[str, Span] = {}
        self.blank: dict[str, Span] = {}


class Seq(list["Value"]):
    """A list that knows where it and its items stand."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.spans: list[Span] = []


Value = Map | Seq | str


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
        raw: its bytes, or the first MAX_BYTES + 1 of them.
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


def _spans_lines(event: yaml.ScalarEvent) -> bool:
    start, end = event.start_mark, event.end_mark
    return start is not None and end is not None and start.line != end.line


class _Reader:
    """Builds the value tree from YAML events with an explicit stack: no recursion, bounded."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.lines = text.split("\n")
        self.findings: list[Diagnostic] = []
        self.stack: list[Map | Seq] = []
        self.keys: list[tuple[str, Span] | None] = []  # one slot for each container on the stack
        self.root: Value | None = None
        self.scalar: yaml.ScalarEvent | None = None  # the last one read: a syntax error may be its fault
        self.nodes = 0
        self.documents = 0

    def read(self) -> Map:
        for event in yaml.parse(self.text, Loader=_LOADER):
            self._take(event)
        if not isinstance(self.root, Map):
            message = "tệp phải gồm các mục “khóa: giá trị”" if self.root else "tệp không có nội dung"
            raise _RefusedError(error(Span(path=self.path), "tep-rong", message, "bắt đầu từ mẫu của cơ quan mình"))
        return self.root

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1 or event.tags or event.version:
                self._refuse(event, "mỗi tệp chỉ chứa một tài liệu, không có dòng “---” ở giữa và không có lệnh %")
        elif isinstance(event, yaml.AliasEvent):
            self._refuse(event, "không dùng bí danh (*) của YAML", "viết lại đầy đủ, hoặc đặt giá trị trong dấu nháy")
        elif isinstance(event, yaml.NodeEvent):
            self._take_node(event)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.stack.pop()
            self.keys.pop()

    def _take_node(self, event: yaml.NodeEvent) -> None:
        span = self._span(event)
        if event.anchor is not None:
            self._refuse(event, "không dùng neo (&) của YAML", "đặt giá trị trong dấu nháy nếu dấu & là chữ")
        if getattr(event, "tag", None) is not None:
            self._refuse(event, "không dùng nhãn kiểu (!…) của YAML", "đặt giá trị trong dấu nháy nếu dấu ! là chữ")
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self._refuse(event, f"mỗi tệp tối đa {MAX_NODES} giá trị", rule="tep-qua-lon")
        if isinstance(event, yaml.ScalarEvent):
            self._take_scalar(event, span)
            return
        container: Map | Seq = Map(span) if isinstance(event, yaml.MappingStartEvent) else Seq(span)
        if len(self.stack) >= MAX_DEPTH:
            self._refuse(event, f"lồng tối đa {MAX_DEPTH} cấp", "kiểm tra lại thụt đầu dòng và dấu ngoặc")
        self._place(container, span, event)
        self.stack.append(container)
        self.keys.append(None)

    def _take_scalar(self, event: yaml.ScalarEvent, span: Span) -> None:
        self.scalar = event
        value = self._checked(event, span)
        parent = self.stack[-1] if self.stack else None
        if isinstance(parent, Map) and self.keys[-1] is None:
            self._take_key(parent, value, span)
        elif isinstance(parent, Map) and not value and not event.style:
            key, key_span = self._pop_key()
            parent.blank[key] = key_span
        else:
            self._place(value, span, event)

    def _checked(self, event: yaml.ScalarEvent, span: Span) -> str:
        """Give a scalar's value, bounded; what escapes and folded lines make of it is looked at as the file was."""
        value, style = event.value, event.style
        if style in {"|", ">"}:
            value = value.rstrip("\n")
            if not value:
                self._refuse(event, "sau dấu | hoặc > phải xuống dòng rồi mới viết nội dung", QUOTE_IT, rule="cu-phap")
        if len(value) > MAX_SCALAR:
            self._refuse(event, f"mỗi giá trị tối đa {MAX_SCALAR} ký tự; giá trị này {len(value)}", rule="tep-qua-lon")
        if style == '"':
            value = nfc(value)
            if hidden := forbidden_characters(value):
                self._refuse(event, f"không được dùng {hidden[0][1]}, kể cả viết bằng mã \\", rule="ky-tu-la")
        if (style == '"' or _spans_lines(event)) and (personal := find_personal_data(value)):
            raise _RefusedError(personal_finding(span, personal))
        if not style:
            if _SMART_QUOTED.fullmatch(value):
                message = "dấu nháy cong “ ” không bao được giá trị: chúng sẽ hiện ra trang như chữ"
                self._refuse(event, message, 'bỏ đi, hoặc thay bằng dấu nháy thẳng "…"', rule="nhay-cong")
            self._check_cut_by_comment(event, value)
        return value

    def _check_cut_by_comment(self, event: yaml.ScalarEvent, value: str) -> None:
        """Refuse `Kế hoạch #1` and `#1`, of which YAML silently keeps `Kế hoạch` and nothing (threat Y07)."""
        if event.end_mark is None or event.end_mark.line >= len(self.lines):
            return
        line = self.lines[event.end_mark.line]
        cut = _COMMENT_AFTER_PLAIN if value else _COMMENT_AS_VALUE
        comment = cut.match(line, event.end_mark.column)
        if comment and (not value or comment[1].strip() or " " in value):
            lost = line[event.end_mark.column :].strip()
            self.findings.append(
                error(
                    Span(path=self.path, line=event.end_mark.line + 1, column=comment.start() + 1),
                    "cat-mat-chu",
                    f"phần {quote(lost)} sau dấu # sẽ bị YAML bỏ mất",
                    'đặt cả câu trong dấu nháy kép "…"; chú thích thì viết trên dòng riêng',
                )
            )

    def _take_key(self, parent: Map, key: str, span: Span) -> None:
        first = parent.key_spans.get(key)
        if first is not None:
            self.findings.append(
                error(span, "trung-khoa", f"mục {quote(key)} đã có ở dòng {first.line}", "gộp làm một mục")
            )
        parent.key_spans.setdefault(key, span)
        self.keys[-1] = (key, span)

    def _pop_key(self) -> tuple[str, Span]:
        key = self.keys[-1]
        if key is None:  # pragma: no cover -- libyaml always sends a key before its value
            message = "a value came before its key"
            raise AssertionError(message)
        self.keys[-1] = None
        return key

    def _place(self, value: Value, span: Span, event: yaml.NodeEvent) -> None:
        if not self.stack:
            self.root = value
            return
        parent = self.stack[-1]
        if isinstance(parent, Seq):
            parent.append(value)
            parent.spans.append(span)
            return
        if self.keys[-1] is None:
            self._refuse(event, "tên mục phải là chữ; dấu ngoặc ở đây bị hiểu là danh sách hoặc nhóm", QUOTE_IT)
        key, _ = self._pop_key()
        parent[key] = value
        parent.value_spans[key] = span

    def _span(self, event: yaml.Event) -> Span:
        mark = event.start_mark
        return Span(path=self.path, line=mark.line + 1, column=mark.column + 1) if mark else Span(path=self.path)

    def _refuse(self, event: yaml.Event, message: str, hint: str = "", rule: str = "yaml-khong-ho-tro") -> None:
        raise _RefusedError(error(self._span(event), rule, message, hint))
