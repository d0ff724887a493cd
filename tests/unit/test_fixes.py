"""Corrections written at once: which text is replaced by which, and where none is offered."""

from __future__ import annotations

import pytest

from cchc.basics.diagnostics import Fix
from cchc.basics.fixes import Suggestion, closed_quote, in_quotes, indent_below, near_miss, permitted, spaced


def test_a_near_miss_is_a_hint_and_a_correction_from_one_place() -> None:
    """A question and what it asks for; or other words, and no correction."""
    known = ["so-noi-vu", "so-tu-phap"]
    assert near_miss("so-noi-v", known) == Suggestion("có phải “so-noi-vu”?", Fix("so-noi-v", "so-noi-vu"))
    assert near_miss("qqqq", known, "xem danh bạ") == Suggestion("xem danh bạ", None)


@pytest.mark.parametrize(
    ("line", "found", "instead"),
    [
        ("  a: b: c", "b: c", '"b: c"'),
        ("  - ma: b: c # ghi chú", "b: c", '"b: c"'),
        ("- Lập bảng: tháng", "Lập bảng: tháng", '"Lập bảng: tháng"'),
        ('a: Gọi "Quy chế": xong', 'Gọi "Quy chế": xong', "'Gọi \"Quy chế\": xong'"),
        ('a: "Đã trình "Quy chế" xong"', '"Đã trình "Quy chế" xong"', "'Đã trình \"Quy chế\" xong'"),
        ('a: "A" và "B"', '"A" và "B"', '\'"A" và "B"\''),
        ('a: "C:\\x"', '"C:\\x"', "'C:\\x'"),
        ('a: it\'s "x": y', 'it\'s "x": y', "'it''s \"x\": y'"),
        ("a: “Kế hoạch”", "“Kế hoạch”", '"Kế hoạch"'),
    ],
)
def test_a_value_is_put_in_quotes_as_a_whole(line: str, found: str, instead: str) -> None:
    """Double quotes, or single ones where the value holds double quotes or a backslash; a comment stays outside."""
    assert in_quotes(line) == Fix(found, instead)


@pytest.mark.parametrize("line", ["", "chỉ có chữ", "a:", "a: |"])
def test_what_is_no_value_gets_no_quotes(line: str) -> None:
    """No key or dash, or nothing to hold."""
    assert in_quotes(line) is None


def test_a_comment_that_was_meant_as_text_goes_inside() -> None:
    """Where the sign itself is the mistake."""
    assert in_quotes("a: x y # z", with_comment=True) == Fix("x y # z", '"x y # z"')


def test_an_open_quote_is_closed_only_where_it_stands_alone() -> None:
    """Two quotes in a line are another mistake."""
    assert closed_quote('a: "b c') == Fix('"b c', '"b c"')
    assert closed_quote("- 'b c # d") == Fix("'b c", "'b c'")
    assert closed_quote('a: "b" c') is None
    assert closed_quote("a: b") is None


def test_a_space_follows_the_colon() -> None:
    """The key is what is replaced, so that the value stays."""
    assert spaced("so") == Fix("so:", "so: ")


@pytest.mark.parametrize(
    ("above", "width"),
    [([], 0), (["a:"], 2), (["a: b"], 0), (["a:", "  - b: c"], 4), (["a:", "  - b:", "# x"], 6), (["  c: d", ""], 2)],
)
def test_a_key_is_indented_as_the_lines_above_say(above: list[str], width: int) -> None:
    """At the same depth, or one level deeper below a key without value."""
    assert indent_below(above) == width


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ð", "đ"),
        ("\u00a0", " "),
        ("\t", " "),
        ("\u2003", " "),
        ("\u200b", ""),
        ("\ufeff", ""),
        ("\u00ad", ""),
        ("\u202e", ""),
        ("\x00", ""),
        ("\u2028", " "),
        ("３", "3"),
        ("Ａ", "A"),
        ("а", "a"),
        ("\U0001f389", ""),
        ("a\u00a0b\u200bc", "a bc"),
    ],
)
def test_a_strange_character_is_what_it_looks_like(text: str, meant: str) -> None:
    """A look-alike, a space, or nothing at all."""
    assert permitted(text) == meant


@pytest.mark.parametrize("text", ["中", "\ufffd", "\r", "a\ufffdb"])
def test_what_nobody_can_tell_is_left_to_people(text: str) -> None:
    """Letters that are broken or foreign, and line ends."""
    assert permitted(text) is None
