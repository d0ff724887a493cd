"""Dates, ends of periods and the one door for the clock."""

from __future__ import annotations

import ast
import datetime as dt

import pytest

from cchc.basics.dates import NotADateError, end_of_month, end_of_quarter, format_date, parse_date, today_in
from conftest import ROOT


@pytest.mark.threat("Y06")
@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2023-09-30", dt.date(2023, 9, 30)),
        ("30/9/2023", dt.date(2023, 9, 30)),
        ("30/09/2023", dt.date(2023, 9, 30)),
        ("30-9-2023", dt.date(2023, 9, 30)),
        ("30.9.2023", dt.date(2023, 9, 30)),
        ("1/2/2023", dt.date(2023, 2, 1)),
        ("29/2/2024", dt.date(2024, 2, 29)),
        ("2000-01-01", dt.date(2000, 1, 1)),
        ("31/12/2100", dt.date(2100, 12, 31)),
    ],
)
def test_dates_are_read_day_first_or_iso(text: str, day: dt.date) -> None:
    """1/2/2023 is the first of February."""
    assert parse_date(text) == day


@pytest.mark.threat("Y06")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("2026-02-30", "tháng 2/2026 chỉ có 28 ngày; đang ghi “2026-02-30”"),
        ("31/11/2026", "tháng 11/2026 chỉ có 30 ngày; đang ghi “31/11/2026”"),
        ("29/2/2023", "tháng 2/2023 chỉ có 28 ngày; đang ghi “29/2/2023”"),
        ("29/2/2100", "tháng 2/2100 chỉ có 28 ngày; đang ghi “29/2/2100”"),
        ("0/5/2023", "tháng 5/2023 chỉ có 31 ngày; đang ghi “0/5/2023”"),
        (
            "9/30/2023",
            "không có tháng 30: ngày viết theo thứ tự ngày/tháng/năm; đang ghi “9/30/2023”",
        ),
        ("1/0/2023", "không có tháng 0: ngày viết theo thứ tự ngày/tháng/năm; đang ghi “1/0/2023”"),
        ("2206-01-05", "năm phải từ 2000 đến 2100; đang ghi “2206-01-05”"),
        ("31/12/1999", "năm phải từ 2000 đến 2100; đang ghi “31/12/1999”"),
        ("1/1/2101", "năm phải từ 2000 đến 2100; đang ghi “1/1/2101”"),
    ],
)
def test_dates_that_are_not_in_the_calendar_say_why(text: str, message: str) -> None:
    """The message says what the calendar holds and what was written."""
    with pytest.raises(NotADateError) as refused:
        parse_date(text)
    assert str(refused.value) == message


@pytest.mark.threat("Y06")
@pytest.mark.parametrize(
    "text",
    ["2026-1-5", "5/1/26", "05/01", "2023/09/30", "30 tháng 9", "30/9/2023 ", "", "20230930", "30/9/20233"],
)
def test_other_forms_are_refused_with_the_form_to_write(text: str) -> None:
    """Two-digit years and half-written dates are never guessed."""
    with pytest.raises(NotADateError) as refused:
        parse_date(text)
    expected = f"ngày phải viết như 30/9/2023 (ngày/tháng/năm đủ bốn chữ số); đang ghi “{text}”"
    assert str(refused.value) == expected


@pytest.mark.threat("T03")
@pytest.mark.parametrize(
    ("year", "month", "last"),
    [(2023, 1, 31), (2023, 2, 28), (2024, 2, 29), (2100, 2, 28), (2000, 2, 29), (2023, 4, 30), (2026, 12, 31)],
)
def test_month_ends(year: int, month: int, last: int) -> None:
    """The last day of a month, leap years by the Gregorian rule."""
    assert end_of_month(year, month) == dt.date(year, month, last)


@pytest.mark.threat("T03")
@pytest.mark.parametrize(
    ("quarter", "day"),
    [
        (1, dt.date(2024, 3, 31)),
        (2, dt.date(2024, 6, 30)),
        (3, dt.date(2024, 9, 30)),
        (4, dt.date(2024, 12, 31)),
    ],
)
def test_quarter_ends(quarter: int, day: dt.date) -> None:
    """The last day of each quarter."""
    assert end_of_quarter(2024, quarter) == day


def test_dates_are_shown_as_vietnamese_readers_expect() -> None:
    """Day, month, year with zeros."""
    assert format_date(dt.date(2023, 9, 5)) == "05/09/2023"


@pytest.mark.threat("T01")
@pytest.mark.parametrize(
    ("hour", "minute", "day"),
    [
        (16, 59, dt.date(2023, 10, 15)),
        (17, 0, dt.date(2023, 10, 16)),
        (17, 1, dt.date(2023, 10, 16)),
    ],
)
def test_today_turns_at_midnight_in_ha_noi(hour: int, minute: int, day: dt.date) -> None:
    """17:00 UTC is 00:00 of the next day in Asia/Ho_Chi_Minh."""
    instant = dt.datetime(2023, 10, 15, hour, minute, tzinfo=dt.UTC)
    assert today_in("Asia/Ho_Chi_Minh", instant) == day


@pytest.mark.threat("T01")
def test_today_does_not_depend_on_the_zone_of_the_instant() -> None:
    """The same instant told in another zone is the same day."""
    tokyo = dt.timezone(dt.timedelta(hours=9))
    assert today_in("Asia/Ho_Chi_Minh", dt.datetime(2023, 10, 16, 1, 59, tzinfo=tokyo)) == dt.date(2023, 10, 15)
    assert today_in("Asia/Ho_Chi_Minh", dt.datetime(2023, 10, 16, 2, 0, tzinfo=tokyo)) == dt.date(2023, 10, 16)


@pytest.mark.threat("T01")
def test_only_the_checker_reads_the_clock() -> None:
    """No computation asks what day it is; the one call stands in check.py. Git's own times are told in UTC."""
    calls = [
        (path.relative_to(ROOT / "scripts" / "cchc").as_posix(), node.func.attr, ast.unparse(node))
        for path in (ROOT / "scripts" / "cchc").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]
    assert {path for path, name, _ in calls if name in {"today", "now", "utcnow"}} == {"check.py"}
    told = [(path, call) for path, name, call in calls if name in {"fromtimestamp", "utcfromtimestamp"}]
    assert [path for path, _ in told] == ["git.py"]
    assert all(call.endswith("dt.UTC)") for _, call in told)
