"""Dates: how officials write them, how pages show them, and what "today" is."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from zoneinfo import ZoneInfo

_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
FIRST_YEAR, LAST_YEAR = 2000, 2100
TIME_ZONE = "Asia/Ho_Chi_Minh"  # of every province


class NotADateError(ValueError):
    """The text is not a date of the calendar, or lies outside the years this data can speak of.

    `found` is the text, `instead` the one date it can have been meant to be, or "".
    """

    def __init__(self, message: str, found: str) -> None:
        super().__init__(message)
        self.found = found
        self.instead = _only_reading(found)


def parse_date(text: str) -> dt.date:
    """Read `2023-09-30` or `30/9/2023` (day first) (threat Y06).

    Raises:
        NotADateError: with a Vietnamese message that says what to write.
    """
    if iso := _ISO.fullmatch(text):
        year, month, day = map(int, iso.groups())
    elif day_first := _DAY_FIRST.fullmatch(text):
        day, month, year = map(int, day_first.groups())
    else:
        message = f"ngày phải viết như 30/9/2023 (ngày/tháng/năm đủ bốn chữ số); đang ghi “{text[:40]}”"
        raise NotADateError(message, text)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        message = f"năm phải từ {FIRST_YEAR} đến {LAST_YEAR}; đang ghi “{text}”"
        raise NotADateError(message, text)
    if not 1 <= month <= 12:  # noqa: PLR2004 -- a year has twelve months
        message = f"không có tháng {month}: ngày viết theo thứ tự ngày/tháng/năm; đang ghi “{text}”"
        raise NotADateError(message, text)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        message = f"tháng {month}/{year} chỉ có {last} ngày; đang ghi “{text}”"
        raise NotADateError(message, text)
    return dt.date(year, month, day)


def in_one_spelling(text: str) -> str:
    """Write every date that stands in a text in one way, whichever of the accepted ways each was written in."""
    return re.sub(rf"\b(?:{_ISO.pattern}|{_DAY_FIRST.pattern})\b", _as_iso, text)


def _as_iso(match: re.Match[str]) -> str:
    try:
        return parse_date(match.group()).isoformat()
    except NotADateError:
        return match.group()


def _only_reading(text: str) -> str:
    """Write a date that is not in form, or has day and month exchanged, as the one day it can be; "" for any other."""
    parts = re.fullmatch(r"(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})", text)
    if parts is None:
        return ""
    first, second, third = int(parts[1]), int(parts[3]), int(parts[4])
    year_first = len(parts[1]) == 4  # noqa: PLR2004 -- a year's digits
    year, month, day = (first, second, third) if year_first else (third, second, first)
    if month > 12:  # noqa: PLR2004 -- a year has twelve months
        day, month = month, day
    try:
        meant = dt.date(year if year >= 100 else FIRST_YEAR + year, month, day)  # noqa: PLR2004 -- two digits of this century
    except ValueError:
        return ""
    if not FIRST_YEAR <= meant.year <= LAST_YEAR:
        return ""
    return f"{meant:%Y-%m-%d}" if year_first else f"{meant.day}/{meant.month}/{meant.year}"


def end_of_month(year: int, month: int) -> dt.date:
    """Give the last day of a month."""
    return dt.date(year, month, calendar.monthrange(year, month)[1])


def end_of_quarter(year: int, quarter: int) -> dt.date:
    """Give the last day of quarter 1 to 4."""
    return end_of_month(year, quarter * 3)


def format_date(day: dt.date) -> str:
    """Write a date as Vietnamese readers expect it: 30/09/2023."""
    return f"{day:%d/%m/%Y}"


def today_in(time_zone: str, instant: dt.datetime) -> dt.date:
    """Give the calendar day in a time zone at an instant: the only door for the clock (threat T01)."""
    return instant.astimezone(ZoneInfo(time_zone)).date()
