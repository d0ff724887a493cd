"""Personal data that must never be published: phone numbers, personal mail, identity numbers (threat L01)."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Digits inside hexadecimal digests, document numbers and dates are not personal data: hence the guards.
_PATTERNS = (
    (
        "tài khoản trong địa chỉ web",
        re.compile(r"https?://[^\s/@]+@[\w-]+(?:\.[\w-]+)+"),
    ),
    (
        "thư điện tử",
        re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"),
    ),
    (
        "số căn cước công dân",
        re.compile(r"(?<![\da-fA-F/.,-])0\d{2}[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?![\da-fA-F/])"),
    ),
    (
        "số điện thoại",
        re.compile(r"(?<![\da-fA-F/.,-])(?:\+84|0084|0)[ .-]?(?:[2-9]\d{1,2})(?:[ .-]?\d{3,4}){2}(?![\da-fA-F/])"),
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Something that looks like personal data: what kind, where it starts, and a form safe to show."""

    kind: str
    offset: int
    masked: str


def find_personal_data(text: str) -> PersonalData | None:
    """Find the first value that looks like a phone number, a mail address or a 12-digit identity number."""
    if not any(char.isdigit() or char == "@" for char in text):
        return None
    for kind, pattern in _PATTERNS:
        if match := pattern.search(text):
            return PersonalData(kind=kind, offset=match.start(), masked=mask(match.group()))
    return None


def mask(value: str) -> str:
    """Hide all but the first two characters."""
    return value[:2] + "•" * min(len(value) - 2, 8)
