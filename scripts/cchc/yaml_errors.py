"""What a YAML syntax error means to someone who does not know YAML (threats Y13, F07)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc.diagnostics import Diagnostic, Span, error

if TYPE_CHECKING:
    import yaml

_RULE = "cu-phap"
_QUOTE_IT = 'đặt cả giá trị trong dấu nháy kép "…"'

# libyaml's problem → (where the cause is: its problem or its context mark; what must hold; what to write)
_CAUSES: tuple[tuple[str, str, str, str], ...] = (
    (
        "mapping values are not allowed",
        "problem",
        "trong một giá trị có dấu hai chấm theo sau bởi dấu cách",
        _QUOTE_IT + "; hoặc kiểm tra lại thụt đầu dòng",
    ),
    (
        "found character that cannot start any token",
        "problem",
        "giá trị không được bắt đầu bằng ký tự {char}",
        _QUOTE_IT,
    ),
    (
        "found unexpected end of stream",
        "context",
        "dấu nháy mở ở đây không có dấu nháy đóng",
        "thêm dấu nháy ở cuối giá trị",
    ),
    (
        "could not find expected ':'",
        "context",
        "dòng này thiếu dấu hai chấm sau tên mục",
        "viết “tên_mục: giá trị”, có dấu cách sau dấu hai chấm; câu dài viết trên một dòng",
    ),
    (
        "did not find expected key",
        "problem",
        "dòng này thụt không đúng, hoặc có chữ thừa sau dấu nháy đóng",
        "thụt bằng mục cùng cấp ở trên; nếu giá trị có dấu nháy thì đặt cả giá trị trong dấu nháy kép",
    ),
    (
        "did not find expected '-' indicator",
        "problem",
        "dòng này thụt không đúng: ngang hàng với các dòng bắt đầu bằng “- ” nhưng không phải một mục của danh sách",
        "thêm “- ” nếu là một mục của danh sách, nếu không thì lùi ra ngang với tên mục ở trên",
    ),
    (
        "block sequence entries are not allowed",
        "problem",
        "danh sách phải xuống dòng: “- ” không đứng cùng dòng với tên mục",
        "xuống dòng rồi thụt vào 2 dấu cách",
    ),
    (
        "found unknown escape character",
        "problem",
        "dấu \\ trong dấu nháy kép bị hiểu là ký tự đặc biệt",
        "dùng dấu nháy đơn '…'",
    ),
    (
        "did not find expected ',' or",
        "problem",
        "ngoặc vuông hoặc ngoặc nhọn mở mà chưa đóng",
        "viết danh sách mỗi mục một dòng, bắt đầu bằng “- ”",
    ),
    ("did not find expected node content", "problem", "dấu ngoặc ở đây không đúng chỗ", _QUOTE_IT),
    (
        "did not find expected comment or line break",
        "problem",
        "sau dấu | hoặc > phải xuống dòng",
        "viết nội dung ở dòng dưới, hoặc " + _QUOTE_IT,
    ),
)


def explain(path: str, text: str, problem: yaml.YAMLError) -> Diagnostic:
    """Turn what the YAML library raised into a finding at the place of its cause."""
    what = str(getattr(problem, "problem", "") or "")
    for needle, where, message, hint in _CAUSES:
        if needle in what:
            mark = getattr(problem, f"{where}_mark", None) or getattr(problem, "problem_mark", None)
            span = _span(path, mark)
            return error(span, _RULE, message.format(char=_character(text, span)), hint)
    span = _span(path, getattr(problem, "problem_mark", None))
    return error(span, _RULE, "dòng này không đúng cú pháp", "so lại với mẫu: thụt đầu dòng, dấu hai chấm, dấu nháy")


def _span(path: str, mark: yaml.Mark | None) -> Span:
    return Span(path=path, line=mark.line + 1, column=mark.column + 1) if mark else Span(path=path)


def _character(text: str, span: Span) -> str:
    rest = text.split("\n")[span.line - 1][span.column - 1 :]
    match = re.match(r"\S", rest)
    return f"“{match.group()}”" if match else "này"
