"""The grammar of deadlines as officials write them (format.md, `thoi_han`)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.basics.dates import FIRST_YEAR, LAST_YEAR, NotADateError, end_of_month, end_of_quarter, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable

_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
FORMS = (
    "30/9/2023 · trước 30/9/2023 · tháng 9/2023 · Quý III/2023 · 6 tháng đầu năm 2023 · năm 2023 · "
    "thường xuyên · hằng tháng · hằng quý"
)


class Recurrence(StrEnum):
    """How often a recurring task comes round."""

    ALWAYS = "thường xuyên"
    MONTHLY = "hằng tháng"
    QUARTERLY = "hằng quý"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """A deadline: the words as written, the last day on time if they name one, and whether it recurs.

    `is_day`: the words name a day ("30/9/2023"), not the end of a period ("tháng 9/2023").
    """

    text: str
    last_on: dt.date | None
    recurrence: Recurrence | None = None
    is_day: bool = False

    def due_on(self, cycle_ends_on: dt.date) -> dt.date:
        """Give the last on-time day; a recurring task without an end runs to the end of the cycle."""
        return self.last_on or cycle_ends_on


class NotADeadlineError(ValueError):
    """The text is none of the forms of the grammar; `date` says which date in it is the mistake, if one is."""

    def __init__(self, message: str, date: NotADateError | None = None) -> None:
        super().__init__(message)
        self.date = date


def _year(text: str) -> int:
    year = int(text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"năm phải từ {FIRST_YEAR} đến {LAST_YEAR}; đang ghi “{text}”"
        raise NotADeadlineError(message)
    return year


def _month_end(match: re.Match[str]) -> dt.date:
    month = int(match[1])
    if not 1 <= month <= 12:  # noqa: PLR2004 -- a year has twelve months
        message = f"tháng phải từ 1 đến 12; đang ghi “{match.group()}”"
        raise NotADeadlineError(message)
    return end_of_month(_year(match[2]), month)


def _half_end(match: re.Match[str]) -> dt.date:
    return end_of_month(_year(match[2]), 6 if match[1] == "đầu" else 12)


_YEAR = r"(\d{4})"
_Forms = tuple[tuple[re.Pattern[str], "Callable[[re.Match[str]], dt.date]"], ...]
_DAYS: _Forms = (
    (re.compile(r"trước (?:ngày )?(\S+)"), lambda match: parse_date(match[1]) - dt.timedelta(days=1)),
    (re.compile(r"(?:ngày )?(\d\S*)"), lambda match: parse_date(match[1])),
)
_PERIODS: _Forms = (
    (re.compile(rf"tháng (\d{{1,2}})(?:/| năm ){_YEAR}"), _month_end),
    (
        re.compile(rf"qu[ýí] (iv|i{{1,3}}|[1-4])(?:/| năm ){_YEAR}"),
        lambda match: end_of_quarter(_year(match[2]), _QUARTERS[match[1]]),
    ),
    (re.compile(rf"(?:6|sáu) tháng (đầu|cuối) năm {_YEAR}"), _half_end),
    (re.compile(rf"(?:trong )?năm {_YEAR}"), lambda match: end_of_month(_year(match[1]), 12)),
)
_RECURRING = re.compile(r"(?P<how>thường xuyên|h[ằà]ng tháng|h[ằà]ng quý)(?:,? đến (?:hết )?(?P<until>.+))?")


def grammar() -> str:
    """Write the whole grammar as one regular expression over lower-case words with single spaces between them."""
    period = "|".join(pattern.pattern for pattern, _ in (*_DAYS, *_PERIODS))
    return f"{period}|{_RECURRING.pattern.replace('.+', f'(?:{period})')}"


def parse_deadline(text: str) -> Deadline:
    """Read a deadline; "trước 30/9/2023" means that 29/9/2023 is the last day on time.

    Raises:
        NotADeadlineError: with a Vietnamese message that lists the forms.
    """
    written = " ".join(text.split())
    words = written.lower()
    recurring = _RECURRING.fullmatch(words)
    try:
        if recurring:
            how = Recurrence(recurring["how"].replace("hàng", "hằng"))
            until = recurring["until"]
            last_on, is_day = _last_on(until, written) if until else (None, False)
            return Deadline(text=text, last_on=last_on, recurrence=how, is_day=is_day)
        last_on, is_day = _last_on(words, written)
        return Deadline(text=text, last_on=last_on, is_day=is_day)
    except NotADateError as problem:
        raise NotADeadlineError(str(problem), problem) from problem


def _last_on(words: str, written: str) -> tuple[dt.date, bool]:
    """Give the last day on time, and whether the words name a day."""
    for form in (*_DAYS, *_PERIODS):
        pattern, resolve = form
        if match := pattern.fullmatch(words):
            return resolve(match), form in _DAYS
    message = f"thời hạn phải theo một trong các dạng: {FORMS}; đang ghi “{written[:60]}”"
    raise NotADeadlineError(message)
