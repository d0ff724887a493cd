"""Values as YAML scalars: numbers and dates in one way each, quotes where some reader of YAML needs them."""

from __future__ import annotations

import datetime as dt
import io
import re
from decimal import Decimal

import yaml

from cchc.basics.deadline import Deadline
from cchc.basics.decimals import NotADecimalError, parse_decimal, plain
from cchc.basics.text import nfc

_EMITTER = yaml.emitter.Emitter(io.StringIO(), allow_unicode=True)
_RESOLVER = yaml.resolver.Resolver()
_TEXT_TAG = yaml.resolver.BaseResolver.DEFAULT_SCALAR_TAG

# What a reader of YAML 1.1 or 1.2 may take for a number, a time or a truth value, beyond what PyYAML does; and
# codes such as 1.1.2, so that those of one list look alike.
_LIKE_A_NUMBER = re.compile(r"[-+.]?[0-9][0-9_.,:+-]*(?:[eE][-+]?[0-9]+)?|0o[0-7]+|[yYnN]")
_CURLY = ("“", "‘")  # the reader takes a bare value between these for a mistake


def written(text: str, value: object) -> str:
    """Write a value: numbers and dates in one way each, text as it is but for blanks around it."""
    if isinstance(value, Decimal):
        return as_number(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int):
        return str(value)
    return "\n".join(line.rstrip() for line in nfc(text).strip().split("\n"))


def as_number(value: Decimal) -> str:
    """Write a number so that it can be read in one way only: 1.125 might be a thousand and more, 1.1250 is not."""
    text = plain(value + 0)  # a negative zero is none
    try:
        parse_decimal(text)
    except NotADecimalError:
        return f"{text}0"
    return text


def as_scalar(text: str, value: object, comment: str) -> str:
    """Give one line's value as YAML: numbers, dates and deadlines bare, whatever other readers make of them."""
    if not text:
        return ""  # a key left blank
    if comment and (" " in text or not comment.startswith("# ")):
        return _quoted(text)  # else the reader would ask whether the comment is a part of it
    if isinstance(value, (Decimal, dt.date, int, Deadline)) and _can_stand_bare(text):
        return text
    return as_text(text)


def as_text(text: str) -> str:
    """Write a text so that every reader of YAML takes it for this text: bare where it can stand bare."""
    tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]  # PyYAML's stubs leave it so
    is_bare = tag == _TEXT_TAG and not _LIKE_A_NUMBER.fullmatch(text) and _can_stand_bare(text)
    return text if is_bare else _quoted(text)


def _can_stand_bare(text: str) -> bool:
    return _EMITTER.analyze_scalar(text).allow_block_plain and not text.startswith(_CURLY)


def _quoted(text: str) -> str:
    return "'{}'".format(text.replace("'", "''")) if '"' in text or "\\" in text else f'"{text}"'
