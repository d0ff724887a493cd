"""Excerpts: few lines, the right ones, safe to show."""

from __future__ import annotations

import pytest

from cchc.reading.excerpts import MAX_ROWS, MAX_WIDTH, Row, compare, readable

LETTERS = "a\nb\nc\nd\ne\nf\ng\nh\n"


def written(rows: tuple[Row, ...]) -> list[str]:
    """Write rows as one reads them."""
    return [f"{'*' if row.is_marked else ' '}{row.number or ''} {row.text}".rstrip() for row in rows]


def test_a_changed_line_stands_on_both_sides_with_two_lines_around_it() -> None:
    """On the wrong side it is the mistake, on the right side what mends it."""
    wrong, right = compare(LETTERS.replace("d", "D"), LETTERS, 4)
    assert written(wrong) == [" 2 b", " 3 c", "*4 D", " 5 e", " 6 f"]
    assert written(right) == [" 2 b", " 3 c", "*4 d", " 5 e", " 6 f"]


def test_the_line_of_the_mistake_is_shown_wherever_the_difference_lies() -> None:
    """A finding may point to the head of a group in which something is missing; what lies between is left out."""
    wrong, right = compare(LETTERS.replace("h\n", ""), LETTERS, 1)
    assert written(wrong) == ["*1 a", " 2 b", " 3 c", "  …", " 6 f", " 7 g"]
    assert written(right) == [" 1 a", " 2 b", " 3 c", "  …", " 6 f", " 7 g", "*8 h"]


def test_a_version_that_is_not_there_has_no_rows() -> None:
    """Then all of the other is shown, none of it as the point."""
    assert compare("", "a\n", 1) == ((), (Row(number=1, text="a"),))
    assert compare("a\n", "", 1) == ((Row(number=1, text="a", is_marked=True),), ())


def test_a_long_difference_is_cut() -> None:
    """The rows nearest to the mistake stay."""
    wrong, _ = compare("x\n" * 100, "", 50)
    assert len(wrong) == MAX_ROWS + 1
    assert wrong[-1] == Row(number=0, text="…")
    assert [row.number for row in wrong if row.is_marked] == [50]


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("a\tb", "a⟨U+0009⟩b"),
        ("a\u202eb\u2028", "a⟨U+202E⟩b⟨U+2028⟩"),
        ("gọi 0905 123 456 nhé", "gọi •••••••••••• nhé"),
        ("x" * 200, "x" * (MAX_WIDTH - 1) + "…"),
        ("Đã trình 03/04 văn bản.", "Đã trình 03/04 văn bản."),
    ],
)
def test_a_line_is_shown_as_it_can_be_read(line: str, shown: str) -> None:
    """Nothing that a browser or a terminal obeys, nothing that tells of a person, no endless line."""
    assert readable(line) == shown


def test_what_tells_of_a_person_only_together_is_not_shown() -> None:
    """A number broken over two lines is still a number."""
    assert compare("gọi 0905\n  123 456\n", "a\n", 1)[0] == ()
