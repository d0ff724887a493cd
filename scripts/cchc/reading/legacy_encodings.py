"""Recognise Vietnamese text of the time before Unicode: TCVN3 (ABC), VNI, Windows-1258, and UTF-8 read wrongly (F08).

Such text reaches a file in two ways: as its bytes, or already turned into the wrong letters (“Chñ tr×” for
“Chủ trì”) and saved as UTF-8. Both look the same once the bytes are read as Windows-1252, as editors do.
Tables: TCVN 5712:1993 as the ABC fonts use it; VNI Windows as published by its maker.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_TCVN3 = str.maketrans(
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉËÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ®¡¢£¤¥¦§",
    "áàảãạăắằẳẵặâấầẩẫậéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵđĂÂÊÔƠƯĐ",
)
# VNI writes a mark as a second letter; combining marks in the order of Unicode's decomposition.
_VNI_MARKS = {
    **dict(zip("ùøûõï", "\u0301\u0300\u0309\u0303\u0323", strict=True)),
    **dict(zip("âáàåãä", ("\u0302" + tone for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")), strict=True)),
    **dict(zip("êéèúüë", ("\u0306" + tone for tone in ("", *"\u0301\u0300\u0309\u0303\u0323")), strict=True)),
}
_VNI_LETTERS = dict(zip("íìæóòôöîñ", "íìỉĩịơưỵđ", strict=True))
_VNI_LETTER = re.compile(f"([aeouyôö])([{''.join(_VNI_MARKS)}])|([{''.join(_VNI_LETTERS)}])", re.IGNORECASE)

_WORD = re.compile("[A-Za-z\u00a1-\u024f\u1ea0-\u1ef9\u0300-\u0323]+")
_ASCII_LETTER = re.compile("[A-Za-z]")
_PIECE = re.compile(r"[^ \n]+")
# What correct Vietnamese never holds, but each of these encodings does when its bytes are taken for letters.
_SUSPECT = re.compile("[\u0080-\u00bfÄÅÆÇËÎÏÐÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþÿ]")
# Vietnamese letters that none of these encodings can look like.
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")

_TONE = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_ONSET = "(?:ngh?|nh|gh?|gi|kh?|ph?|qu|th|tr?|ch?|[bdđhlmnrsvx])?"
# What may follow each nucleus, tones apart.
_FINALS = {
    "a|oa": "c|ch|i|m|n|ng|nh|o|p|t|u|y",
    "ă|â|oă|uâ": "c|m|n|ng|p|t|u|y",
    "e|oe": "c|m|n|ng|o|p|t",
    "ê|i|y|uê|uy": "ch|m|n|nh|p|t|u",
    "o|ô|ơ|uô|ươ|oo": "c|i|m|n|ng|p|t|u",
    "u|ư": "a|c|i|m|n|ng|p|t|u",
    "iê|yê|uyê": "c|m|n|ng|p|t|u",
    "ia|uơ|uya": "",
}
_RHYME = "|".join(f"(?:{nucleus})(?:{finals})?" for nucleus, finals in _FINALS.items())
_SYLLABLE = re.compile(f"{_ONSET}(?:{_RHYME})")
_FEWEST_WORDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Legacy:
    """A recognised encoding: what it is called, its name in UniKey's list, one word as it looks and as it was meant."""

    name: str
    unikey: str
    seen: str
    meant: str


def _from_vni(word: str) -> str:
    def letter(match: re.Match[str]) -> str:
        base, mark, single = (part and part.lower() for part in match.groups())
        meant = _VNI_LETTERS[single] if single else _VNI_LETTERS.get(base, base) + _VNI_MARKS[mark]
        return meant.upper() if match.group()[0].isupper() else meant

    return _VNI_LETTER.sub(letter, word)


def _from_windows_1258(word: str) -> str:
    return word.encode("cp1252", "replace").decode("cp1258", "replace")


# By name and UniKey's name: how one word, as it looks, turns into what was meant.
_READINGS: dict[tuple[str, str], Callable[[str], str]] = {
    ("TCVN3 (ABC)", "TCVN3 (ABC)"): lambda word: word.translate(_TCVN3),
    ("VNI", "VNI Windows"): _from_vni,
    ("Windows-1258", "Vietnamese locale CP 1258"): _from_windows_1258,
}
_MISREAD = ("UTF-8 bị mở nhầm thành Windows-1252", "UTF-8 Literal")
_BYTE_OF = {bytes([byte]).decode("cp1252", "ignore") or chr(byte): byte for byte in range(256)}


def recognise_bytes(raw: bytes) -> Legacy | None:
    """Name the encoding of bytes that are not UTF-8, if it is sure."""
    return _recognise(raw.decode("cp1252", "replace"))


def misread_lines(text: str) -> dict[int, Legacy]:
    """Give the lines, counted from 0, whose letters are wrong: all beyond ASCII where the text as a whole is."""
    if not _SUSPECT.search(text):
        return {}
    lines = text.split("\n")
    if whole := _recognise(text):
        return {number: whole for number, line in enumerate(lines) if not line.isascii()}
    return {number: legacy for number, line in enumerate(lines) if (legacy := _recognise(line))}


def _recognise(text: str) -> Legacy | None:
    """Name the encoding that a text was written in before it was taken for Windows-1252, if it is sure.

    Sure means: of the words with letters beyond ASCII, at least two, nine in ten become Vietnamese syllables in
    one encoding more than in the others, and at most half of them are so already.
    """
    if misread := _misread_utf8(text):
        return misread
    if _UNICODE_ONLY.search(text):
        return None
    words = [word for word in _WORD.findall(text) if not word.isascii() and _ASCII_LETTER.search(word)]
    if len(words) < _FEWEST_WORDS or 2 * sum(map(_is_syllable, words)) > len(words):
        return None
    counts = {name: sum(_is_syllable(reading(word)) for word in words) for name, reading in _READINGS.items()}
    best = max(counts, key=lambda name: counts[name])
    if 10 * counts[best] < 9 * len(words) or list(counts.values()).count(counts[best]) > 1:
        return None
    seen = next(word for word in words if _is_syllable(_READINGS[best](word)) and not _is_syllable(word))
    return Legacy(name=best[0], unikey=best[1], seen=seen, meant=unicodedata.normalize("NFC", _READINGS[best](seen)))


def _misread_utf8(text: str) -> Legacy | None:
    """Recognise UTF-8 that was read as Windows-1252 and saved again: “Chá»§” for “Chủ”."""
    pieces = [piece for piece in _PIECE.findall(text) if not piece.isascii()]
    mended = [(piece, meant) for piece in pieces if (meant := _as_utf8(piece))]
    if len(mended) < _FEWEST_WORDS or 10 * len(mended) < 9 * len(pieces):
        return None
    return Legacy(name=_MISREAD[0], unikey=_MISREAD[1], seen=mended[0][0], meant=mended[0][1])


def _as_utf8(piece: str) -> str | None:
    """Read a piece of text, which was taken for Windows-1252, as the UTF-8 that it was, if it was."""
    try:
        return bytes(_BYTE_OF[char] for char in piece).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def _is_syllable(word: str) -> bool:
    """Tell whether a word is built as Vietnamese syllables are: one onset, one rhyme, at most one tone."""
    letters = unicodedata.normalize("NFD", word.lower())
    bare, tones = _TONE.subn("", letters)
    return tones <= 1 and _SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)) is not None
