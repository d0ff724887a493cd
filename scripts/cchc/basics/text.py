"""Vietnamese text: which characters may stand in it, its sort order, and near misses."""

from __future__ import annotations

import difflib
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

# Vietnamese, the minority languages of the Central Highlands, Western European names and the signs that
# administrative documents use. Everything else is refused: controls, bidi and zero-width characters,
# look-alikes from other scripts, emoji (threats U02, U03, U06, Y08).
_ALLOWED = (
    "\n\x20-\x7e"
    "§«°±²³·¹»¼½¾À-ÏÑ-ÖØ-Ýß-ïñ-öø-ýÿ×÷"  # Latin-1 without NBSP, soft hyphen, eth and thorn
    "ĂăČčĐđĔĕĨĩĬĭŎŏŨũŬŭƀɃƠơƯư\u1ea0-\u1ef9"
    "\u0300-\u0303\u0306\u0309\u031b\u0323"  # combining marks, for text that is not composed yet
    "–—‘’“”•…‰′″₫€→←≤≥≈≠−"
)
_FORBIDDEN = re.compile(f"[^{_ALLOWED}]")
_TOO_MANY_MARKS = re.compile("[\u0300-\u036f][\u0300-\u036f]{2,}")  # written so that the engine skips to the first

_NAMED = {
    "\t": "dấu tab",
    "\r": "dấu xuống dòng lạ",
    "\u00a0": "dấu cách không ngắt (thường dính theo khi chép từ Word)",
    "\u00ad": "dấu nối mềm vô hình",
    "\ufeff": "ký tự vô hình BOM",
    "\u2028": "dấu xuống dòng lạ",
    "\u2029": "dấu xuống đoạn lạ",
    "\u0085": "dấu xuống dòng lạ",
    "\ufffd": "ký tự thay thế “�” (chữ đã hỏng khi chuyển mã)",
    "ð": "chữ “ð” (không phải chữ “đ” tiếng Việt)",
    "Ð": "chữ “Ð” lạ (không phải chữ “Đ” tiếng Việt)",
}
_SCRIPTS = {"CYRILLIC": "Kirin (Nga)", "GREEK": "Hy Lạp", "FULLWIDTH": "toàn góc"}

_ORDER = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = {"": 0, "\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
_TONE_MARKS = frozenset(_TONES) - {""}


def nfc(text: str) -> str:
    """Compose the text, so that equal words are equal strings (threat U01)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def forbidden_characters(text: str) -> list[tuple[int, str]]:
    r"""List the characters that may not stand in a data file.

    Args:
        text: NFC text with `\n` line ends.

    Returns:
        Pairs of offset and Vietnamese description, in order.
    """
    found = [(match.start(), _describe(match.group())) for match in _FORBIDDEN.finditer(text)]
    found += [(match.start(), "quá nhiều dấu chồng lên một chữ") for match in _TOO_MANY_MARKS.finditer(text)]
    return sorted(found)


def _describe(char: str) -> str:
    code = f"U+{ord(char):04X}"
    if char in _NAMED:
        return f"{_NAMED[char]} ({code})"
    script = _SCRIPTS.get(unicodedata.name(char, "").split(" ", 1)[0])
    if script:
        kinds = ("chữ số", "chữ số thường") if char.isdecimal() else ("chữ", "chữ La-tinh")
        kind, plain = kinds if char.isalnum() else ("dấu", "dấu thường")
        return f"{kind} {script} “{char}” ({code}) trông giống {plain}"
    if unicodedata.category(char) in {"So", "Sk"}:
        return f"ký hiệu hoặc biểu tượng cảm xúc ({code})"
    if char.isprintable():
        return f"ký tự “{char}” ({code})"
    return f"ký tự vô hình hoặc điều khiển {code}"


@lru_cache(maxsize=4096)
def sort_key(text: str) -> tuple[object, ...]:
    """Give the key by which Vietnamese text sorts: letters a ă â b … first, then tones, digits by value.

    Order of letters: a ă â b c d đ e ê … o ô ơ … u ư; of tones: ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    primary: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for chunk in re.findall(r"\d+|\D", nfc(text).lower()):
        if chunk.isdecimal():
            primary.append((0, int(chunk), ""))
            continue
        parts = unicodedata.normalize("NFD", chunk)
        tones += [_TONES[mark] for mark in parts if mark in _TONE_MARKS] or [0]
        letter = nfc("".join(mark for mark in parts if mark not in _TONE_MARKS))
        rank = _ORDER.find(letter)
        primary.append((1, rank, "") if rank >= 0 else (0, -1, letter))
    return (tuple(primary), tuple(tones), text)


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Strip case and every diacritic, đ included: what someone types without a Vietnamese keyboard."""
    bare = (c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    return "".join(bare).replace("đ", "d")


def words(text: str) -> list[str]:
    """Split a text into its words (in Vietnamese: syllables) in small letters; numbers and signs are left out."""
    return re.findall(r"[^\W\d_]+", text.lower())


def nearest(word: str, candidates: Iterable[str], likeness: float = 0.6) -> str | None:
    """Find the candidate that `word` was probably meant to be, blind to tones and case; `likeness` is at most 1."""
    by_folded = {fold(candidate).replace("_", "-"): candidate for candidate in candidates}
    close = difflib.get_close_matches(fold(word).replace("_", "-"), by_folded, n=1, cutoff=likeness)
    return by_folded[close[0]] if close else None
