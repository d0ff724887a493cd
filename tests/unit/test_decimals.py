"""Numbers as officials write them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc.basics.decimals import NotADecimalError, format_decimal, parse_decimal, plain


@pytest.mark.threat("Y05")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0,75", "0.75"),
        ("0.75", "0.75"),
        ("12,5", "12.5"),
        ("12", "12"),
        ("0", "0"),
        ("-2,86", "-2.86"),
        ("1000", "1000"),
        ("1234567,25", "1234567.25"),
        ("1,0000", "1.0000"),
        ("0,1234", "0.1234"),
        ("999999999999", "999999999999"),
    ],
)
def test_comma_and_point_are_the_same_number(text: str, value: str) -> None:
    """One grammar: digits, then a comma or a point and at most four digits; the value is exact."""
    assert str(parse_decimal(text)) == value


@pytest.mark.threat("Y05")
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.000", "số “1.000” có thể hiểu hai cách: viết 1000 (không dấu phân cách) hoặc 1"),
        ("1,000", "số “1,000” có thể hiểu hai cách: viết 1000 (không dấu phân cách) hoặc 1"),
        ("1,125", "số “1,125” có thể hiểu hai cách: viết 1125 (không dấu phân cách) hoặc 1,1250"),
        ("1 000", "số phải viết liền: 1000; đang ghi “1 000”"),
        ("-1 000 000", "số phải viết liền: -1000000; đang ghi “-1 000 000”"),
        ("12.500", "số “12.500” có thể hiểu hai cách: viết 12500 (không dấu phân cách) hoặc 12,5"),
        ("999,010", "số “999,010” có thể hiểu hai cách: viết 999010 (không dấu phân cách) hoặc 999,01"),
    ],
)
def test_a_thousands_separator_is_refused_with_both_readings(text: str, message: str) -> None:
    """What could be a thousand or a fraction is never guessed."""
    with pytest.raises(NotADecimalError) as refused:
        parse_decimal(text)
    assert str(refused.value) == message


@pytest.mark.threat("Y05")
@pytest.mark.parametrize(
    "text",
    [
        "1e3",
        "1E3",
        "NaN",
        "nan",
        "Infinity",
        ".inf",
        "0x10",
        "1_000",
        "1.000.000",
        "+1",
        "--1",
        "1,",
        ",5",
        "1,2,3",
        "1,23456",
        "1234567890123",
        "",
        " 1",
        "1 ",
        "mười",
        "½",
        "1:30",
        "50%",
        "²",
    ],
)
def test_anything_else_is_no_number(text: str) -> None:
    """Exponents, names of numbers, grouping, signs and units are refused with one sentence."""
    with pytest.raises(NotADecimalError) as refused:
        parse_decimal(text)
    assert str(refused.value) == f"phải là một số thập phân như 0,75 hoặc 12; đang ghi “{text}”"


def test_a_long_text_is_cut_in_the_message() -> None:
    """Forty characters are enough to find the place."""
    with pytest.raises(NotADecimalError, match=f"đang ghi “{'x' * 40}”$"):
        parse_decimal("x" * 41)


@pytest.mark.threat("Y05")
@pytest.mark.parametrize(("text", "value"), [("0,125", "0.125"), ("0.750", "0.750")])
def test_a_fraction_below_one_is_not_ambiguous(text: str, value: str) -> None:
    """No number written with a thousands separator begins with 0, so 0,125 has one reading."""
    assert parse_decimal(text) == Decimal(value)


@pytest.mark.threat("Y05")
def test_every_suggested_reading_is_itself_accepted() -> None:
    """An official who follows the message gets through."""
    with pytest.raises(NotADecimalError) as refused:
        parse_decimal("1,125")
    words = str(refused.value).partition("viết ")[2]
    readings = words.replace("(không dấu phân cách) hoặc ", "").split()
    assert [parse_decimal(reading) for reading in readings] == [Decimal(1125), Decimal("1.125")]


@pytest.mark.threat("Y05")
@pytest.mark.parametrize("text", ["-1.000", "-1,000", "-12.500"])
def test_a_negative_thousand_is_as_ambiguous_as_a_positive_one(text: str) -> None:
    """`chenh_lech` may be negative: the same guard must hold there."""
    with pytest.raises(NotADecimalError, match="có thể hiểu hai cách"):
        parse_decimal(text)


@pytest.mark.threat("Y05")
@pytest.mark.parametrize("text", ["\uff11\uff12", "\u0663,\u0665"])
def test_digits_of_other_scripts_are_no_number(text: str) -> None:
    """Only 0 to 9 are digits here."""
    with pytest.raises(NotADecimalError):
        parse_decimal(text)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0.75", None, "0,75"),
        ("0.7500", None, "0,75"),
        ("10", None, "10"),
        ("10.00", None, "10"),
        ("100", None, "100"),
        ("1E+2", None, "100"),
        ("-2.50", None, "-2,5"),
        ("2.5", 2, "2,50"),
        ("87.335", 2, "87,34"),
        ("87.345", 2, "87,34"),
        ("3", 0, "3"),
    ],
)
def test_numbers_are_written_with_a_decimal_comma(value: str, places: int | None, text: str) -> None:
    """Trailing zeros go unless a number of places is asked for; never an exponent."""
    assert format_decimal(Decimal(value), places) == text


@pytest.mark.parametrize(("value", "text"), [("0.750", "0.75"), ("1E+3", "1000"), ("-1.10", "-1.1"), ("0", "0")])
def test_machines_read_a_decimal_point(value: str, text: str) -> None:
    """The plain form has a point and no trailing zeros."""
    assert plain(Decimal(value)) == text
