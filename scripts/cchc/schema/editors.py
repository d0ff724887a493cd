"""What editors are told of each kind of value: its JSON Schema, and what its reader accepts as a regular expression.

Expressions are written in what Python and JavaScript share; an editor sees a value before it is normalised. They
may accept what a reader refuses (no expression knows the length of February), never the other way round.
"""

from __future__ import annotations

import re

from pydantic import WithJsonSchema

from cchc.basics.deadline import grammar
from cchc.basics.decimals import AMBIGUOUS, PLAIN

_TOKEN = re.compile(r"\\.|\(\?P<\w+>|\[[^\]]*\]|[^\W\d_]| ")
# A Vietnamese letter as it may be typed: composed, or followed by one or two combining marks.
_LETTER = r"\S{1,3}"


def whole(pattern: str) -> str:
    """Anchor a pattern; a block scalar (`|`) ends in line breaks, which reading drops."""
    return rf"^(?:{pattern})\n*$"


def _as_typed(token: re.Match[str]) -> str:
    """Loosen one token of a grammar of lower-case words: any case, any spaces, letters composed or not."""
    text = token[0]
    if text.startswith("(?P<"):
        return "(?:"
    if text == " ":
        return " +"
    if not text.isascii():
        return _LETTER
    return f"[{text.upper()}{text}]" if text.isalpha() else text


def _deadline() -> str:
    words = grammar()
    for loose, tight in ((r"(\d{4})", _YEAR), (r"(\d{1,2})", _MONTH), (r"(\S+)", _DAY), (r"(\d\S*)", _DAY)):
        words = words.replace(loose, tight)
    return whole(rf" *(?:{_TOKEN.sub(_as_typed, words)}) *")


_YEAR = "(?:20[0-9]{2}|2100)"
_MONTH = "(?:0?[1-9]|1[0-2])"
# Days and the months that have them, but for the length of February in a leap year; Z is a zero that ISO demands.
_CALENDAR = (
    ("(?:Z[1-9]|[12][0-9])", "(?:Z[1-9]|1[0-2])"),
    ("30", "(?:Z[13-9]|1[0-2])"),
    ("31", "(?:Z[13578]|1[02])"),
)
_ISO = "|".join(f"{month}-{day}" for day, month in _CALENDAR).replace("Z", "0")
_DAY_FIRST = "|".join(f"{day}[/.-]{month}" for day, month in _CALENDAR).replace("Z", "0?")
_DAY = f"(?:{_YEAR}-(?:{_ISO})|(?:{_DAY_FIRST})[/.-]{_YEAR})"
_LABEL = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?[.]"
_PATH = "(?:/[A-Za-z0-9/._~%?&=+,;:!()@-]*)?(?:#[A-Za-z0-9._-]*)?"

LINE = whole(r"[^\n]*\S[^\n]*")
PROSE = r"\S"
DECIMAL = whole(rf"(?!{AMBIGUOUS.pattern}\n*$){PLAIN.pattern}")
INTEGER = whole("[0-9]{1,12}")
DATE = whole(_DAY)
DEADLINE = _deadline()
PLACE_NAME = whole(r"""[^!"#$%&()*+,/:;<=>?@\[\\\]^_`{|}~\n]+""")
HTTPS = whole(f"https://(?:{_LABEL})+[A-Za-z]{{2,}}{_PATH}")
CONTACT = whole(f"https://(?:{_LABEL})*[Gg][Oo][Vv][.][Vv][Nn]{_PATH}")

TEXT = ("string", "number", "boolean")


def describe(says: str, *examples: str, types: tuple[str, ...] = ("string",), **limits: float | str) -> WithJsonSchema:
    """Describe a kind of value to editors, which give it a type before we read it as text.

    Args:
        says: what must stand there; editors show it as `errorMessage`.
        examples: none, or more than one: editors write an only example into the file by themselves.
        types: what YAML may take the text for: `1.10` for a number, `no` for a boolean.
        limits: further keywords of JSON Schema.
    """
    message = f"{says}, ví dụ: {' hoặc '.join(examples)}" if examples else says
    shown = {"examples": list(examples)} if examples else {}
    return WithJsonSchema({"type": list(types), **shown, **limits, "errorMessage": message}, mode="validation")


def describe_integer(lowest: int, highest: int, *examples: str) -> WithJsonSchema:
    """Describe a whole number with its bounds."""
    says, limits = f"Cần một số nguyên từ {lowest} đến {highest}", {"minimum": lowest, "maximum": highest}
    return describe(says, *examples, types=("integer", "string"), pattern=INTEGER, **limits)
