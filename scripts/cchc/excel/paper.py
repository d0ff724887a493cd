"""How sheets lie on paper, and how high a row must be: programs do not all work a row's height out themselves."""

from __future__ import annotations

import datetime as dt

# Text stays text, whatever it begins with (threat X01).
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4 = 9  # as Excel counts paper sizes
FITS_A4 = 200  # characters, in small but legible print
LINE = 15  # points
_TALLEST = 27  # lines of the tallest row that Excel allows


def lines(value: object, width: int) -> int:
    """Count the lines that a wrapped text takes in a column that holds `width` characters."""
    if not isinstance(value, str):
        return 1
    return min(sum(-(-max(1, len(line)) // (width - 1)) for line in value.split("\n")), _TALLEST)


def made_on(day: dt.date) -> dt.datetime:
    """Give the moment that a workbook says it was made: the same for the same data."""
    return dt.datetime.combine(day, dt.time(), dt.UTC)
