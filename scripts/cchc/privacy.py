"""Personal data that must never be published: phone numbers, personal mail, identity numbers (threat L01)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_COUNTRY = "VN"
_ACCOUNT = re.compile(r"https?://[^\s/@]+@[\w-]+(?:\.[\w-]+)+")
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# Twelve digits that begin with a province and a century; not inside digests, document numbers or amounts.
_IDENTITY = re.compile(r"(?<![\da-fA-F/.,-])0\d{2}[ .]?[0-3]\d{2}[ .]?\d{3}[ .]?\d{3}(?![\da-fA-F/])")
# Web addresses and the digests of locked tasks identify pages and texts, not people.
_IDENTIFIER = re.compile(r"https?://\S+|\b[0-9a-f]{64}\b")
# Two numbers joined by a hyphen, which the library takes for one that is too long.
_JOINED = re.compile(r"(?<=\d{9})-(?=0\d{8})")
# A number as one dials it; without its leading zero or country code it is an amount of money.
_DIALLED = re.compile(r"[0+]|84\d{9}")
# What must be there before the library is asked: nine digits with at most a few signs between them.
_MAY_BE_PHONE = re.compile(r"[0-9](?:[ ().+-]{0,3}[0-9]){8}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    """Something that looks like personal data: what kind, where it starts and ends, and a form safe to show."""

    kind: str
    offset: int
    end: int
    masked: str


def may_hold_personal_data(text: str) -> bool:
    """Tell at little cost whether a text, of many lines maybe, is worth looking through."""
    return "@" in text or _MAY_BE_PHONE.search(text) is not None


def find_personal_data(text: str) -> PersonalData | None:
    """Find the first value that looks like a mail address, a 12-digit identity number or a phone number."""
    if not may_hold_personal_data(text):
        return None
    for kind, pattern in (("tài khoản trong địa chỉ web", _ACCOUNT), ("thư điện tử", _MAIL)):
        if match := pattern.search(text):
            return _found(kind, match.start(), match.group())
    numbers = _IDENTIFIER.sub(lambda identifier: " " * len(identifier.group()), text)
    if identity := _IDENTITY.search(numbers):
        return _found("số căn cước công dân", identity.start(), identity.group())
    if not _MAY_BE_PHONE.search(numbers):
        return None
    from phonenumbers import Leniency, PhoneNumberMatcher  # noqa: PLC0415 -- slow to import, rarely needed

    for phone in PhoneNumberMatcher(_JOINED.sub(" ", numbers), _COUNTRY, leniency=Leniency.VALID):
        number = phone.raw_string.lstrip("(")
        if _DIALLED.match(number):
            return _found("số điện thoại", phone.start + len(phone.raw_string) - len(number), number)
    return None


def _found(kind: str, offset: int, value: str) -> PersonalData:
    return PersonalData(kind=kind, offset=offset, end=offset + len(value), masked=mask(value))


def mask(value: str) -> str:
    """Hide all but the first two characters."""
    return value[:2] + "•" * min(len(value) - 2, 8)


def without_personal_data(text: str) -> str:
    """Hide every value that looks like personal data, each letter for letter, so that columns stay true."""
    while personal := find_personal_data(text):
        text = text[: personal.offset] + "•" * (personal.end - personal.offset) + text[personal.end :]
    return text
