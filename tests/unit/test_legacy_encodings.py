"""Vietnamese text of the time before Unicode is named; Unicode text never is taken for it (threat F08)."""

from __future__ import annotations

import unicodedata

import pytest

from cchc.reading.legacy_encodings import misread_lines, recognise_bytes
from conftest import ROOT

SENTENCE = "Văn bản còn lại chờ ý kiến của hai huyện; rà soát những thủ tục đã quá hạn."
# The same sentence as each encoding's letters look in an editor that takes its bytes for Windows-1252.
LOOKS = {
    "TCVN3 (ABC)": "V¨n b¶n cßn l¹i chê ý kiÕn cña hai huyÖn; rµ so¸t nh÷ng thñ tôc ®· qu¸ h¹n.",
    "VNI": "Vaên baûn coøn laïi chôø yù kieán cuûa hai huyeän; raø soaùt nhöõng thuû tuïc ñaõ quaù haïn.",
    "Windows-1258": "Vãn baÒn coÌn laòi chõÌ yì kiêìn cuÒa hai huyêòn; raÌ soaìt nhýÞng thuÒ tuòc ðaÞ quaì haòn.",
    "UTF-8 bị mở nhầm thành Windows-1252": "".join(
        bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in SENTENCE.encode()
    ),
}
DATA_LINES = [
    line
    for path in [*sorted((ROOT / "data").rglob("*.yml")), *sorted((ROOT / "docs").rglob("*.md"))]
    for line in path.read_text("utf-8").splitlines()
]


def names(text: str) -> dict[int, str]:
    """Name the encoding of each line that is recognised."""
    return {number: legacy.name for number, legacy in misread_lines(text).items()}


@pytest.mark.threat("F08")
@pytest.mark.parametrize("name", LOOKS)
def test_text_turned_into_the_wrong_letters_is_named(name: str) -> None:
    """Valid UTF-8 it may be; Vietnamese it is not."""
    assert names(LOOKS[name]) == {0: name}


@pytest.mark.threat("F08")
@pytest.mark.parametrize("name", ["TCVN3 (ABC)", "VNI", "Windows-1258"])
def test_bytes_are_named(name: str) -> None:
    """What a file of that encoding holds, ASCII keys around it."""
    legacy = recognise_bytes(f"co_quan: so-noi-vu\nton_tai: {LOOKS[name]}\n".encode("cp1252"))
    assert legacy is not None
    assert legacy.name == name


@pytest.mark.threat("F08")
@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("TCVN3 (ABC)", ("V¨n", "Văn")),
        ("VNI", ("Vaên", "Văn")),
        ("Windows-1258", ("baÒn", "bản")),
        ("UTF-8 bị mở nhầm thành Windows-1252", ("VÄƒn", "Văn")),
    ],
)
def test_a_word_is_shown_as_it_looks_and_as_it_was_meant(name: str, word: tuple[str, str]) -> None:
    """The official sees on their own word what went wrong."""
    legacy = misread_lines(LOOKS[name])[0]
    assert (legacy.seen, legacy.meant) == word
    assert unicodedata.is_normalized("NFC", legacy.meant)


@pytest.mark.threat("F08")
def test_the_encodings_own_tables_read_every_letter() -> None:
    """The Windows-1258 column is checked against Python's own codec, the sentence against all of them."""
    bare = unicodedata.normalize("NFC", LOOKS["Windows-1258"].encode("cp1252").decode("cp1258"))
    assert bare == SENTENCE


@pytest.mark.threat("F08")
def test_unicode_text_is_never_taken_for_an_older_encoding() -> None:
    """Not one line of the real data and of the documents."""
    assert len(DATA_LINES) > 4_000
    assert [line for line in DATA_LINES if misread_lines(line)] == []


@pytest.mark.threat("F08")
@pytest.mark.parametrize(
    "text",
    [
        "Buôn Ma Thuột, Čư M'gar, Ƀuôn Ama Thuột, Ea H'leo, Krông Pắc",
        "mñê, Ñuôl, ĕ ŏ ŭ: chữ Êđê",
        "Hoà Bình, thuỷ lợi, uỷ ban",
        "São Paulo, Köln, München, Français, Malmö",
        "à á â ã è é ê ì í ò ó ô õ ù ú ý",
        "25 m² × 3; 5 ± 1 %; « ngoặc » · gạch",
        "cà phê, bò, nhà, hòa, xã, lí do, ô tô",
    ],
)
def test_letters_of_other_languages_are_not_taken_for_an_older_encoding(text: str) -> None:
    """The letters that the allow-list accepts for names of places and people stay what they are."""
    assert misread_lines(text) == {}


@pytest.mark.threat("F08")
def test_one_pasted_line_among_unicode_lines_is_found() -> None:
    """Text pasted from an old document stands out line by line."""
    assert names(f"{SENTENCE}\n{LOOKS['VNI']}\n{SENTENCE}\n{LOOKS['TCVN3 (ABC)']}") == {1: "VNI", 3: "TCVN3 (ABC)"}


@pytest.mark.threat("F08")
@pytest.mark.parametrize(
    "raw", ["文件还在等待意见".encode("gb18030"), "ファイル".encode("shift_jis"), b"\xff\xfe\x00\x80" * 50]
)
def test_other_bytes_have_no_name(raw: bytes) -> None:
    """A wrong name would be worse than none."""
    assert recognise_bytes(raw) is None
