"""The grammar of deadlines: the last on-time day, and whether it recurs."""

from __future__ import annotations

import datetime as dt

import pytest

from cchc.basics.deadline import NotADeadlineError, Recurrence, parse_deadline

FORMS = (
    "30/9/2023 · trước 30/9/2023 · tháng 9/2023 · Quý III/2023 · 6 tháng đầu năm 2023 · năm 2023 · "
    "thường xuyên · hằng tháng · hằng quý"
)


@pytest.mark.threat("T03")
@pytest.mark.parametrize(
    ("text", "last_on"),
    [
        ("30/9/2023", dt.date(2023, 9, 30)),
        ("2023-09-30", dt.date(2023, 9, 30)),
        ("ngày 30/9/2023", dt.date(2023, 9, 30)),
        ("trước 30/9/2023", dt.date(2023, 9, 29)),
        ("Trước ngày 30/9/2023", dt.date(2023, 9, 29)),
        ("trước 1/1/2024", dt.date(2023, 12, 31)),
        ("trước 1/3/2024", dt.date(2024, 2, 29)),
        ("trước 1/3/2023", dt.date(2023, 2, 28)),
        ("tháng 9/2023", dt.date(2023, 9, 30)),
        ("Tháng 9 năm 2023", dt.date(2023, 9, 30)),
        ("tháng 02/2024", dt.date(2024, 2, 29)),
        ("tháng 2/2023", dt.date(2023, 2, 28)),
        ("tháng 12/2026", dt.date(2026, 12, 31)),
        ("Quý I/2024", dt.date(2024, 3, 31)),
        ("quý II/2024", dt.date(2024, 6, 30)),
        ("Quý III/2023", dt.date(2023, 9, 30)),
        ("QUÝ IV NĂM 2023", dt.date(2023, 12, 31)),
        ("quí 3/2023", dt.date(2023, 9, 30)),
        ("6 tháng đầu năm 2023", dt.date(2023, 6, 30)),
        ("Sáu tháng cuối năm 2023", dt.date(2023, 12, 31)),
        ("năm 2023", dt.date(2023, 12, 31)),
        ("trong năm 2024", dt.date(2024, 12, 31)),
        ("  Quý   III/2023  ", dt.date(2023, 9, 30)),
    ],
)
def test_each_form_names_its_last_day_on_time(text: str, last_on: dt.date) -> None:
    """A period ends with its last day, "trước" excludes the day named; the words stay as written."""
    deadline = parse_deadline(text)
    assert (deadline.last_on, deadline.recurrence, deadline.text) == (last_on, None, text)
    assert deadline.due_on(dt.date(2025, 1, 1)) == last_on


@pytest.mark.threat("T03")
@pytest.mark.parametrize(
    ("text", "recurrence", "last_on"),
    [
        ("thường xuyên", Recurrence.ALWAYS, None),
        ("Hằng tháng", Recurrence.MONTHLY, None),
        ("hàng tháng", Recurrence.MONTHLY, None),
        ("hằng quý", Recurrence.QUARTERLY, None),
        ("hàng quý, đến hết Quý III/2023", Recurrence.QUARTERLY, dt.date(2023, 9, 30)),
        ("thường xuyên đến 30/11/2023", Recurrence.ALWAYS, dt.date(2023, 11, 30)),
        ("hằng tháng, đến tháng 2/2024", Recurrence.MONTHLY, dt.date(2024, 2, 29)),
        ("hằng tháng đến trước 1/12/2023", Recurrence.MONTHLY, dt.date(2023, 11, 30)),
    ],
)
def test_recurring_tasks_run_to_their_end_or_the_cycles(
    text: str, recurrence: Recurrence, last_on: dt.date | None
) -> None:
    """Without an end of its own a recurring task is due when the cycle ends."""
    cycle_ends_on = dt.date(2023, 12, 31)
    deadline = parse_deadline(text)
    assert (deadline.recurrence, deadline.last_on) == (recurrence, last_on)
    assert deadline.due_on(cycle_ends_on) == (last_on or cycle_ends_on)


@pytest.mark.threat("T03")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("tháng 0/2023", "tháng phải từ 1 đến 12; đang ghi “tháng 0/2023”"),
        ("tháng 13/2023", "tháng phải từ 1 đến 12; đang ghi “tháng 13/2023”"),
        ("Quý III/1999", "năm phải từ 2000 đến 2100; đang ghi “1999”"),
        ("năm 2101", "năm phải từ 2000 đến 2100; đang ghi “2101”"),
        ("trước 31/11/2023", "tháng 11/2023 chỉ có 30 ngày; đang ghi “31/11/2023”"),
        ("thường xuyên đến 29/2/2023", "tháng 2/2023 chỉ có 28 ngày; đang ghi “29/2/2023”"),
        (
            "30/9",
            "ngày phải viết như 30/9/2023 (ngày/tháng/năm đủ bốn chữ số); đang ghi “30/9”",
        ),
    ],
)
def test_impossible_periods_say_why(text: str, message: str) -> None:
    """A month 13 or a 31 November is refused with what the calendar holds."""
    with pytest.raises(NotADeadlineError) as refused:
        parse_deadline(text)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "text", ["quý v/2023", "sớm nhất", "trước tháng 9/2023", "tháng 9", "thường xuyên, đến thường xuyên", "năm 23"]
)
def test_other_words_are_refused_with_every_form(text: str) -> None:
    """The message lists the forms, so that one of them can be copied."""
    with pytest.raises(NotADeadlineError) as refused:
        parse_deadline(text)
    expected = f"thời hạn phải theo một trong các dạng: {FORMS}; đang ghi “{text}”"
    assert str(refused.value) == expected
