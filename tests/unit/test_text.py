"""Vietnamese text: allowed characters, collation, near misses."""

from __future__ import annotations

import unicodedata

import pytest

from cchc.basics.text import fold, forbidden_characters, nearest, nfc, sort_key

HIDDEN = [
    *range(0x200B, 0x2010),  # zero-width and direction marks
    *range(0x202A, 0x202F),  # bidi embeddings and overrides
    *range(0x2060, 0x2065),  # word joiner, invisible operators
    *range(0x2066, 0x206A),  # bidi isolates
    0x00AD,
    0x034F,
    0x061C,
    0x115F,
    0x180E,
    0x3164,
    0xFE0F,
    0xFEFF,
    0xE0001,
    0xE0041,
    0xE007F,
]
LINE_BREAKERS = [0x2028, 0x2029, 0x0085, 0x000B, 0x000C, 0x000D]
CONTROLS = [*range(10), 0x0E, 0x1B, 0x1F, 0x7F, *range(0x80, 0xA0)]

SORTED = [
    "12 nhiệm vụ",
    "an",
    "án",
    "ảnh",
    "áo",
    "ăn",
    "ấn",
    "Ba Vì",
    "dân",
    "dư",
    "đá",
    "Đà Nẵng",
    "Đắk Lắk",
    "Đắk Nông",
    "đê",
    "e",
    "ê",
    "hoa",
    "hoà",
    "hoả",
    "hoã",
    "hoá",
    "hoạ",
    "Quý 2",
    "Quý 10",
    "Sở Nội vụ",
    "Sở Tài chính",
    "Sở Tư pháp",
    "uống",
    "ưu",
    "yêu",
]


@pytest.mark.threat("U01")
@pytest.mark.parametrize("text", ["Kế hoạch", "Đắk Lắk", "Quý III/2023", "hằng quý", "ưỡn ẹo"])
def test_decomposed_text_equals_composed_text(text: str) -> None:
    """However the accents were typed, the text is one string, one sort key, one folded form."""
    decomposed = unicodedata.normalize("NFD", text)
    assert decomposed != text
    assert nfc(decomposed) == text
    assert sort_key(decomposed)[:2] == sort_key(text)[:2]
    assert fold(decomposed) == fold(text)


@pytest.mark.threat("U01")
def test_mixed_composition_is_composed() -> None:
    """`ê` followed by a combining acute is `ế`."""
    assert nfc("K\u00ea\u0301 hoa\u0323ch") == "Kế hoạch"


@pytest.mark.threat("U02")
@pytest.mark.parametrize("code", HIDDEN, ids=hex)
def test_hidden_characters_are_refused_with_their_code(code: int) -> None:
    """Bidi controls, zero-width characters, soft hyphens and tag characters are named by code point."""
    found = forbidden_characters(f"a{chr(code)}b")
    assert [offset for offset, _ in found] == [1]
    assert f"U+{code:04X}" in found[0][1] or "quá nhiều dấu" in found[0][1]


@pytest.mark.threat("Y08")
@pytest.mark.parametrize("code", [*LINE_BREAKERS, *CONTROLS], ids=hex)
def test_controls_and_foreign_line_breaks_are_refused(code: int) -> None:
    """NUL, C0, C1 and the line separators never reach the YAML library."""
    found = forbidden_characters(f"a{chr(code)}b")
    assert [offset for offset, _ in found] == [1]
    assert f"U+{code:04X}" in found[0][1]


@pytest.mark.threat("U03")
@pytest.mark.parametrize(
    ("char", "description"),
    [
        ("\u0430", "chữ Kirin (Nga) “\u0430” (U+0430) trông giống chữ La-tinh"),
        ("\u0421", "chữ Kirin (Nga) “\u0421” (U+0421) trông giống chữ La-tinh"),
        ("\u03bf", "chữ Hy Lạp “\u03bf” (U+03BF) trông giống chữ La-tinh"),
        ("\uff21", "chữ toàn góc “\uff21” (U+FF21) trông giống chữ La-tinh"),
        ("ð", "chữ “ð” (không phải chữ “đ” tiếng Việt) (U+00F0)"),
        ("Ð", "chữ “Ð” lạ (không phải chữ “Đ” tiếng Việt) (U+00D0)"),
        ("\u0131", "ký tự “\u0131” (U+0131)"),
    ],
)
def test_lookalikes_are_refused_by_name(char: str, description: str) -> None:
    """A letter of another script that looks Latin is refused, and the message says which letter it is."""
    assert forbidden_characters(f"S{char} N") == [(1, description)]


@pytest.mark.threat("U06")
@pytest.mark.parametrize("char", ["😀", "✅", "❤", "🇻"])
def test_emoji_are_refused(char: str) -> None:
    """Emoji and pictographs are no administrative text."""
    assert forbidden_characters(f"tốt {char}") == [(4, f"ký hiệu hoặc biểu tượng cảm xúc (U+{ord(char):04X})")]


@pytest.mark.threat("U06")
def test_two_combining_marks_pass_and_three_do_not() -> None:
    """The limit of combining marks on one letter is literal: 2 pass, 3 are refused."""
    assert forbidden_characters("q\u0301\u0323") == []
    assert forbidden_characters("q\u0301\u0323\u0303") == [(1, "quá nhiều dấu chồng lên một chữ")]


@pytest.mark.parametrize(
    "text",
    [
        "Ủy ban nhân dân tỉnh Đắk Lắk; số 142/KH-UBND ngày 15/5/2023 (bản “cuối”) – 87,33 % ≥ 80 %",
        "Buôn Ma Thuột, buôn Ako Dhông, ƀuôn Čuôr Đăng, M'nông, Jrai, Êđê Ŏ ŏ Ĕ ĕ",
        "Bảng §2: 1 m² ± 0,5° … • ½ ¼ ×3 → 12 € 5 ₫",
        "d\u00f2ng 1\nd\u00f2ng 2",
        "François, Müller, Nuñez",
    ],
)
def test_administrative_text_is_allowed(text: str) -> None:
    """What documents of the province contain passes without a finding."""
    assert forbidden_characters(text) == []


def test_no_letter_of_vietnamese_is_refused() -> None:
    """Every vowel in every tone, both cases, composed or not, is allowed."""
    letters = [
        vowel + tone
        for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
        for tone in ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    ]
    assert len(letters) == 144
    assert forbidden_characters(unicodedata.normalize("NFC", "".join(letters))) == []
    assert forbidden_characters(unicodedata.normalize("NFD", "".join(letters))) == []


def test_forbidden_characters_come_in_order_of_place() -> None:
    """Findings follow the text, whatever their kind."""
    found = forbidden_characters("x\u0301\u0303\u0323\tz\u00a0")
    assert found == [
        (1, "quá nhiều dấu chồng lên một chữ"),
        (4, "dấu tab (U+0009)"),
        (6, "dấu cách không ngắt (thường dính theo khi chép từ Word) (U+00A0)"),
    ]


@pytest.mark.threat("U07")
def test_sort_order_is_vietnamese() -> None:
    """A ă â before b, d before đ, tones ngang huyền hỏi ngã sắc nặng, digits by value."""
    letters = sorted("ưuơôoêeđdâăa", key=sort_key)
    assert letters == list("aăâdđeêoôơuư")
    tones = sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key)
    assert tones == ["ma", "mà", "mả", "mã", "má", "mạ"]


@pytest.mark.threat("U07")
def test_sort_order_matches_the_golden_list() -> None:
    """Names of agencies and places sort as in a Vietnamese register, from any input order."""
    by_code_point = sorted(SORTED)
    assert by_code_point != SORTED
    assert sorted(by_code_point, key=sort_key) == SORTED
    by_code_point.reverse()
    assert sorted(by_code_point, key=sort_key) == SORTED


@pytest.mark.threat("U07")
def test_equal_letters_and_tones_have_a_stable_order() -> None:
    """Words that differ only in case never tie, so no output depends on the order of input."""
    assert sorted(["sở", "Sở"], key=sort_key) == sorted(["Sở", "sở"], key=sort_key) == ["Sở", "sở"]


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("text", ["Ban quản lý 500 m²", "km³", "x¹"])
def test_superscript_digits_sort_without_an_exception(text: str) -> None:
    """A superscript is an allowed character, so it must have a place in the order."""
    assert forbidden_characters(text) == []
    assert sorted([text, "a"], key=sort_key)


@pytest.mark.threat("U04")
@pytest.mark.parametrize(
    ("left", "right"), [("hoà", "hòa"), ("Sở Nội Vụ", "SO NOI VU"), ("Đắk Lắk", "dak lak"), ("thuý", "thúy")]
)
def test_fold_makes_near_duplicates_equal(left: str, right: str) -> None:
    """Tone placement, case and missing diacritics do not make two names different."""
    assert fold(left) == fold(right)


@pytest.mark.threat("Y11")
@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tinh-chat", "tinh_chat"),
        ("TINH_CHAT", "tinh_chat"),
        ("tính_chất", "tinh_chat"),
        ("thoi_hạn", "thoi_han"),
        ("thoihan", "thoi_han"),
        ("zzzzzz", None),
        ("", None),
    ],
)
def test_nearest_is_blind_to_tones_case_and_joiners(word: str, expected: str | None) -> None:
    """A misspelt key finds the key that was meant, and nonsense finds none."""
    assert nearest(word, ["tinh_chat", "thoi_han", "noi_dung"]) == expected
