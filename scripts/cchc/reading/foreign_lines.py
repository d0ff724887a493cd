"""Lines as people write them elsewhere: bullets, rules, tables and comments of Word, chat and other programs (Y13)."""

from __future__ import annotations

import re
from typing import NamedTuple

from cchc.basics.diagnostics import Fix


class Foreign(NamedTuple):
    """What a line holds that YAML does not know: what must be, what to write, and the correction where it is known."""

    message: str
    hint: str
    fix: Fix | None = None


_BULLET = re.compile(r"(?P<mark>[–—−+•·▪●*](?!\*)|\d{1,2}[.)](?= )) *(?=[\w\"'“(])")
_BOLD = re.compile(r"\*\*(?P<key>\w+)\*\*")
# How a line begins → what must be, what to write, and what to put in place of that beginning.
_BEGINNINGS = (
    (re.compile(r"-(?=[^\W\d_]|[\"“])"), "sau dấu gạch ngang phải có một dấu cách", "viết “- ” rồi đến nội dung", "- "),
    (
        re.compile(r"//|/\*|<!--"),
        "ghi chú phải bắt đầu bằng dấu #",
        "viết “# ” rồi đến ghi chú, hoặc xóa dòng này",
        "#",
    ),
    (re.compile(r"\|.*\| *$"), "tệp không chứa bảng", "viết từng mục “tên_mục: giá trị” như trong mẫu", None),
    (
        re.compile(r"([-_=*.~–—])\1+ *$|`{3}"),
        "dòng kẻ, dòng dấu chấm, dấu ``` không thuộc nội dung tệp",
        "xóa dòng này",
        None,
    ),
)


def foreign(line: str) -> Foreign | None:
    """Tell what a line that does not belong begins with; None if it begins as lines should."""
    text = line.lstrip(" ")
    if bullet := _BULLET.match(text):
        what = f"dòng này bắt đầu bằng “{bullet['mark']}”"
        message = f"mục của danh sách bắt đầu bằng dấu gạch ngang và một dấu cách; {what}"
        return Foreign(message, "viết “- ” rồi đến nội dung", Fix(bullet.group(), "- "))
    if bold := _BOLD.match(text):
        return Foreign("tên mục viết trần, không in đậm", f"viết “{bold['key']}”", Fix(bold.group(), bold["key"]))
    for pattern, message, hint, instead in _BEGINNINGS:
        if begins := pattern.match(text):
            return Foreign(message, hint, Fix(begins.group(), instead) if instead else None)
    return None
