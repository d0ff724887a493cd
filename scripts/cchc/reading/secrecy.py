"""Marks of state secrets, which never belong in a public repository (threat L09).

The Law on the Protection of State Secrets (29/2018/QH14, article 8) has three degrees: “Tuyệt mật”, “Tối mật”,
“Mật”. Only what is written as a mark is found: “bảo mật”, “mật độ”, “bí mật nhà nước” are words like others.
"""

from __future__ import annotations

import re

_MAY_BE = re.compile("[mM][ậẬ][tT]")
_ANY = "(?i:tuyệt mật|tối mật|mật)"
_CAPITAL = "(?:Tuyệt mật|Tối mật|Mật|TUYỆT MẬT|TỐI MẬT|MẬT)"
_MARKS = (
    re.compile(rf"[(\[]\s*({_ANY})\s*[)\]]"),  # (Mật), [Tối mật]
    re.compile(rf"(?:^|: |- )\s*[\"']?({_ANY})[\"']?\s*(?:#|$)"),  # the whole of a value
    re.compile(rf"[Đđ]ộ mật\s*(?::|là)\s*[\"'“]?({_ANY})(?!\w)"),  # độ mật: Tối mật
    re.compile(rf"\d/[\w&./-]{{0,40}}[A-ZĐ]\s*[-–,;]?\s*({_CAPITAL})\s*(?=[).,;#]|ngày|$)"),  # 12/BC-UBND Mật
)
# As it is stamped on paper: in capitals, among words that are not.
_STAMP = re.compile(r"(?<!\w)(?:TUYỆT MẬT|TỐI MẬT|MẬT)(?!\w)")
_NEAR = 20  # characters: enough for the word before and the word behind


def may_be_secret(text: str) -> bool:
    """Tell at little cost whether a text, of many lines maybe, is worth looking through."""
    return _MAY_BE.search(text) is not None


def find_secrecy_mark(line: str) -> tuple[int, str] | None:
    """Find the first mark of a degree of secrecy in a line of NFC text: its offset, and the mark itself."""
    if not may_be_secret(line):
        return None
    for pattern in _MARKS:
        if match := pattern.search(line):
            return match.start(1), match[1]
    return next(((stamp.start(), stamp.group()) for stamp in _STAMP.finditer(line) if _stands_out(stamp)), None)


def _stands_out(stamp: re.Match[str]) -> bool:
    start, end = stamp.span()
    before, after = stamp.string[max(0, start - _NEAR) : start].split(), stamp.string[end : end + _NEAR].split()
    return not any(word.isupper() for word in (*before[-1:], *after[:1]))
