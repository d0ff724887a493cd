"""Decimal numbers as Vietnamese officials write them, exact."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PLAIN = re.compile(r"-?\d{1,12}(?:[.,]\d{1,4})?", re.ASCII)
AMBIGUOUS = re.compile(r"(-?[1-9]\d{0,2})[.,](\d{3})", re.ASCII)
_GROUPED = re.compile(r"-?\d{1,3}(?:\s\d{3})+", re.ASCII)


class NotADecimalError(ValueError):
    """The text is not a number, or could be read as two different ones; `instead` is its only reading, or ""."""

    def __init__(self, message: str, instead: str = "") -> None:
        super().__init__(message)
        self.instead = instead


def parse_decimal(text: str) -> Decimal:
    """Read a number: `0,75` and `0.75` are the same, thousands separators are refused (threat Y05).

    Raises:
        NotADecimalError: with a Vietnamese message that says what to write.
    """
    if ambiguous := AMBIGUOUS.fullmatch(text):
        whole, digits = ambiguous.groups()
        fraction = digits.rstrip("0")
        if len(fraction) == len(digits):
            fraction += "0"  # with a fourth digit it can no longer be a thousand
        other = f"{whole},{fraction}".rstrip(",")
        message = f"số “{text}” có thể hiểu hai cách: viết {whole}{digits} (không dấu phân cách) hoặc {other}"
        raise NotADecimalError(message)
    if _GROUPED.fullmatch(text):
        joined = "".join(text.split())
        message = f"số phải viết liền: {joined}; đang ghi “{text}”"
        raise NotADecimalError(message, joined)
    if not PLAIN.fullmatch(text):
        message = f"phải là một số thập phân như 0,75 hoặc 12; đang ghi “{text[:40]}”"
        raise NotADecimalError(message)
    return Decimal(text.replace(",", "."))


def total_of(values: Iterable[Decimal]) -> Decimal:
    """Add numbers up; nothing adds up to 0."""
    return sum(values, Decimal(0))


def format_decimal(value: Decimal, places: int | None = None) -> str:
    """Write a number with a decimal comma; `places` fixes the digits after it, None keeps what matters."""
    if places is not None:
        return f"{value:.{places}f}".replace(".", ",")
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def plain(value: Decimal) -> str:
    """Write a number for machines: decimal point, no trailing zeros, never an exponent."""
    return format_decimal(value).replace(",", ".")
