"""What a YAML syntax error means to someone who does not know YAML (threats Y13, F07)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, Fix, Span, error
from cchc.basics.fixes import closed_quote, in_quotes, spaced
from cchc.reading.foreign_lines import foreign

if TYPE_CHECKING:
    import yaml

    Cause = tuple[str, str]

_RULE = "cu-phap"
QUOTE_IT = 'đặt cả giá trị trong dấu nháy kép "…"'

_COLON_IN_VALUE = (
    "trong một giá trị có dấu hai chấm theo sau bởi dấu cách",
    QUOTE_IT + "; hoặc kiểm tra lại thụt đầu dòng",
)
_NO_COLON = (
    "dòng này thiếu dấu hai chấm sau tên mục",
    "viết “tên_mục: giá trị”, có dấu cách sau dấu hai chấm; câu dài viết trên một dòng",
)
_NO_SPACE = ("dòng này thiếu dấu cách sau dấu hai chấm", "viết “tên_mục: giá trị”, có dấu cách sau dấu hai chấm")
_TOO_DEEP = (
    "dòng này thụt sâu hơn mục ở trên dù mục đó đã có giá trị",
    "thụt bằng mục cùng cấp ở trên; câu dài viết trên một dòng",
)
_OPEN_QUOTE = ("dấu nháy mở ở đây không có dấu nháy đóng", "thêm dấu nháy ở cuối giá trị")
_AFTER_QUOTE = ("sau dấu nháy đóng còn chữ thừa", QUOTE_IT + ", bên trong chỉ dùng dấu nháy “…”")
_AFTER_BRACKET = ("giá trị bắt đầu bằng dấu ngoặc bị hiểu là danh sách, sau ngoặc đóng còn chữ thừa", QUOTE_IT)
_BAD_START = ("giá trị không được bắt đầu bằng ký tự {char}", QUOTE_IT)
_BACKSLASH = ("dấu \\ trong dấu nháy kép bị hiểu là ký tự đặc biệt", "dùng dấu nháy đơn '…'")
_OUTER = ("các mục ngoài cùng của tệp không thụt đầu dòng", "xóa dấu cách ở đầu dòng này và các dòng cùng cấp")
_INDENT = ("dòng này thụt không đúng", "thụt bằng mục cùng cấp ở trên")
_NO_ITEM = (
    "dòng này thụt ngang với các dòng bắt đầu bằng “- ” nhưng không phải một mục của danh sách",
    "thêm “- ” nếu là một mục của danh sách, nếu không thì lùi ra ngang với tên mục ở trên",
)
_BLOCK = ("sau dấu | hoặc > phải xuống dòng", "viết nội dung ở dòng dưới, hoặc " + QUOTE_IT)
_DIRECTIVE = ("dòng “...” và dòng bắt đầu bằng dấu % không dùng được ở đây", "xóa dòng này")

# libyaml's context or problem → (which of its two marks is the place; what must hold and what to write)
_CAUSES: tuple[tuple[str, str, Cause], ...] = (
    ("mapping values are not allowed", "problem", _COLON_IN_VALUE),
    ("found character that cannot start any token", "problem", _BAD_START),
    ("mapping keys are not allowed", "problem", _BAD_START),
    ("scanning an alias", "context", _BAD_START),
    ("scanning an anchor", "context", _BAD_START),
    ("scanning a tag", "context", _BAD_START),
    ("parsing a tag", "context", _BAD_START),
    ("found unexpected end of stream", "context", _OPEN_QUOTE),
    ("could not find expected ':'", "context", _NO_COLON),
    ("did not find expected key", "problem", _INDENT),
    ("did not find expected '-' indicator", "problem", _NO_ITEM),
    (
        "block sequence entries are not allowed",
        "problem",
        (
            "danh sách phải xuống dòng: “- ” không đứng cùng dòng với tên mục",
            "xuống dòng rồi thụt vào 2 dấu cách",
        ),
    ),
    ("found unknown escape character", "problem", _BACKSLASH),
    ("did not find expected hexdecimal number", "problem", _BACKSLASH),
    ("found invalid Unicode character escape code", "problem", _BACKSLASH),
    (
        "did not find expected ',' or",
        "context",
        ("ngoặc vuông hoặc ngoặc nhọn mở mà chưa đóng", "viết danh sách mỗi mục một dòng, bắt đầu bằng “- ”"),
    ),
    ("did not find expected node content", "problem", ("dấu ngoặc ở đây không đúng chỗ", QUOTE_IT)),
    ("scanning a block scalar", "problem", _BLOCK),
    ("did not find expected <document start>", "problem", _DIRECTIVE),
)
_UNKNOWN = ("dòng này không đúng cú pháp", "so lại với mẫu: thụt đầu dòng, dấu hai chấm, dấu nháy")
# What a line that does not belong at all may be taken for.
_OF_THE_LINE = (_NO_COLON, _BAD_START, _INDENT, _NO_ITEM, _BLOCK, _DIRECTIVE, _UNKNOWN)
_OUTER_KEY = re.compile(r" +\w+:(?: |$)")
_BARE_KEY = re.compile(r"""[ -]*(?:[\w.]+|"[^"]*"|'[^']*')""")
_WRITTEN = re.compile(r" *[^ #]")
_GLUED_KEY = re.compile(r"[ -]*(\w+):\S")


def explain(path: str, text: str, problem: yaml.YAMLError, scalar: yaml.ScalarEvent | None) -> Diagnostic:
    """Turn what the YAML library raised into a finding at the place of its cause.

    Args:
        path: how findings name the file.
        text: what the file holds.
        problem: what the library raised.
        scalar: the last value read before that: the error may be its fault.
    """
    lines = text.split("\n")
    what = f"{getattr(problem, 'context', None)}; {getattr(problem, 'problem', None)}"
    where, cause = next(((where, cause) for needle, where, cause in _CAUSES if needle in what), ("problem", _UNKNOWN))
    mark = getattr(problem, f"{where}_mark", None) or getattr(problem, "problem_mark", None)
    span = _span(path, lines, mark)
    if cause is _COLON_IN_VALUE:
        span, cause = _colon(lines, span)
    elif cause is _NO_COLON and _GLUED_KEY.match(lines[span.line - 1]):
        cause = _NO_SPACE
    elif cause is _DIRECTIVE:
        span, cause = _document(lines, span)
    elif cause in {_INDENT, _NO_ITEM}:
        span, cause = _after_value(lines, span, scalar, cause)
    if cause in _OF_THE_LINE and (strange := foreign(lines[span.line - 1])):
        start = len(lines[span.line - 1]) - len(lines[span.line - 1].lstrip(" ")) + 1
        return error(Span(path=path, line=span.line, column=start), _RULE, *strange)
    message, hint = cause
    return error(span, _RULE, message.format(char=_character(lines, span)), hint, _fix(lines[span.line - 1], cause))


def _fix(line: str, cause: Cause) -> Fix | None:
    """Write what the hint says, where that can be done within the line."""
    if cause is _OPEN_QUOTE:
        return closed_quote(line)
    if cause is _NO_SPACE and (key := _GLUED_KEY.match(line)):
        return spaced(key[1])
    return in_quotes(line) if cause is _BACKSLASH or QUOTE_IT in cause[1] else None


def _span(path: str, lines: list[str], mark: yaml.Mark | None) -> Span:
    """Give the place of a mark; one behind the last line is put at its end."""
    if mark is None:
        return Span(path=path)
    if mark.line >= len(lines):
        return Span(path=path, line=len(lines), column=len(lines[-1]) + 1)
    return Span(path=path, line=mark.line + 1, column=mark.column + 1)


def _character(lines: list[str], span: Span) -> str:
    match = re.match(r"\S", lines[span.line - 1][span.column - 1 :])
    return f"“{match.group()}”" if match else "này"


def _line_above(lines: list[str], span: Span, wanted: re.Pattern[str]) -> Span:
    """Give the nearest line above that begins with what is wanted, or the place itself."""
    for number in range(span.line - 1, 0, -1):
        line = lines[number - 1]
        if wanted.match(line):
            return Span(path=span.path, line=number, column=len(line) - len(line.lstrip()) + 1)
    return span


def _colon(lines: list[str], span: Span) -> tuple[Span, Cause]:
    """Tell a colon inside a value from one that follows a mistake in its own line's indent or in the line above."""
    key = _BARE_KEY.fullmatch(lines[span.line - 1][: span.column - 1])
    if key is None:
        return span, _COLON_IN_VALUE
    above = _line_above(lines, span, _WRITTEN)
    if _GLUED_KEY.match(lines[above.line - 1]):
        return above, _NO_SPACE
    if foreign(lines[above.line - 1]) or ":" not in lines[above.line - 1]:
        return above, _NO_COLON
    indent = len(key.group()) - len(key.group().lstrip())
    return Span(path=span.path, line=span.line, column=indent + 1), _TOO_DEEP


def _document(lines: list[str], span: Span) -> tuple[Span, Cause]:
    """Tell a line that ends the document from one without a key, which is taken for all of it."""
    directive = _line_above(lines, span, re.compile(r"\.\.\.|%"))
    if directive != span:
        return directive, _DIRECTIVE
    above = _line_above(lines, span, _WRITTEN)
    if _OUTER_KEY.match(lines[above.line - 1]):
        return above, _OUTER
    return above, _NO_SPACE if _GLUED_KEY.match(lines[above.line - 1]) else _NO_COLON


def _after_value(lines: list[str], span: Span, scalar: yaml.ScalarEvent | None, cause: Cause) -> tuple[Span, Cause]:
    """Tell text after a closing quote or bracket, and a quote left open further up, from a wrong indent."""
    before = lines[span.line - 1][: span.column - 1].rstrip()
    opened, closed = (scalar.start_mark, scalar.end_mark) if scalar and scalar.style in {"'", '"'} else (None, None)
    if opened and closed and closed.line == span.line - 1:
        if opened.line == closed.line:
            return span, _AFTER_QUOTE
        return Span(path=span.path, line=opened.line + 1, column=opened.column + 1), _OPEN_QUOTE
    if before.endswith(("]", "}")):
        return span, _AFTER_BRACKET
    above = _line_above(lines, span, _WRITTEN)
    is_inside = above.column < span.column and foreign(lines[above.line - 1])
    return (above if is_inside else span), cause
