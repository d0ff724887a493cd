"""Personal data that has no place in public: phone numbers, mail, identity numbers (threat L01), names (L02)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_COUNTRY = "VN"
_MOST_MASKED = 20
# Parts are no longer than the standards allow, so that a search through any text takes time in proportion to it.
_HOST = r"[\w-]{1,63}(?:\.[\w-]{1,63})+"
_ACCOUNT = re.compile(rf"https?://[^\s/@]{{1,128}}@{_HOST}")
_MAIL = re.compile(rf"[\w.+-]{{1,64}}@{_HOST}")
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
_SUSPECT = re.compile(rf"@|{_MAY_BE_PHONE.pattern}")

# A form of address and the words after it; written so that the engine skips to the letters a form begins with.
_ADDRESSED = re.compile(
    r"(?P<form>ông|Ông|bà|Bà|đồng chí|Đồng chí|đ/c|Đ/c|anh|Anh|chị|Chị)(?:\s*[/(]\s*bà\b\s*\)?)?:?\s+"
    r"(?=(?P<words>[^\W\d_][\w'’]*(?:[ \n][^\W\d_][\w'’]*){1,4}))"
)
_BEFORE_A_SENTENCE = "\n.;:!?“\"'(•–-"
# Titles after "đồng chí", and what follows in places and sayings: Bà Rịa, Bà Nà, Ông Đốc, Anh Quốc, Bà Mẹ Việt Nam.
_NOT_A_NAME = frozenset(
    "phó bí chủ trưởng giám tổng chánh thường ủy uỷ thủ bộ thứ cục vụ tỉnh thành huyện xã ban sở phòng đảng lãnh đại "  # noqa: SIM905 -- a list of words reads best as a sentence
    "rịa nà đốc đen điểm mẹ quốc trưng triệu ubnd hđnd ubmttq gđ pgđ ct pct tt".split()
)


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


def lines_worth_looking_at(text: str) -> Iterator[tuple[int, str]]:
    """Find the lines that may hold personal data, at little cost: their numbers, from 1, and what they say."""
    number, start, end = 1, 0, -1
    for suspect in _SUSPECT.finditer(text):
        if suspect.start() > end:
            begin = text.rfind("\n", 0, suspect.start()) + 1
            number, start = number + text.count("\n", start, begin), begin
            end = text.find("\n", begin)
            end = len(text) if end < 0 else end
            yield number, text[begin:end]


def find_personal_data(text: str) -> PersonalData | None:
    """Find the first value that looks like a mail address, a 12-digit identity number or a phone number."""
    if not may_hold_personal_data(text):
        return None
    for kind, pattern in (("tài khoản trong địa chỉ web", _ACCOUNT), ("thư điện tử", _MAIL)):
        if "@" in text and (match := pattern.search(text)):
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


def find_person(text: str) -> PersonalData | None:
    """Find the first person named with a form of address; the form safe to show holds initials: "ông N. V. A."."""
    if " " not in text and "\n" not in text:  # codes, dates, single words: most of what a file holds
        return None
    for found in _ADDRESSED.finditer(text):
        before = text[: found.start()]
        if before[-1:].isalnum():
            continue  # the end of another word: không
        if found["form"][0].isupper() and before.rstrip(" ")[-1:] not in _BEFORE_A_SENTENCE:
            continue  # part of a name: đường Bà Triệu
        words = list(takewhile(lambda word: word[0][0].isupper(), re.finditer(r"[^ \n]+", found["words"])))
        names = [word[0] for word in words]
        if len(names) > 1 and len(names[-1]) > 1 and _NOT_A_NAME.isdisjoint(name.lower() for name in names[:2]):
            initials = " ".join([found["form"], *(f"{name[0]}." for name in names)])
            start = found.start("words")
            return PersonalData(kind="họ tên", offset=start, end=start + words[-1].end(), masked=initials)
    return None


def _found(kind: str, offset: int, value: str) -> PersonalData:
    return PersonalData(kind=kind, offset=offset, end=offset + len(value), masked=mask(value))


def mask(value: str) -> str:
    """Hide all but the first two characters."""
    return value[:2] + "•" * min(len(value) - 2, 8)


def without_personal_data(text: str) -> str:
    """Hide every value that looks like personal data, each letter for letter, so that columns stay true."""
    for _ in range(_MOST_MASKED):
        personal = find_personal_data(text) or find_person(text)
        if personal is None:
            return text
        text = text[: personal.offset] + "•" * (personal.end - personal.offset) + text[personal.end :]
    return "•" * len(text)  # a list of people: none of it is shown
