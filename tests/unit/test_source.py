"""The bounded reader: every limit, every construct it refuses, every encoding it meets."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest

from cchc.basics.nodes import Map, Seq
from cchc.reading.source import Source, read_source

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

PATH = "data/x.yml"
SAVE_AS = "mở bằng Notepad, chọn Lưu thành (Save as), mục Mã hóa (Encoding) chọn UTF-8"
QUOTE_IT = 'đặt cả giá trị trong dấu nháy kép "…"'
ONE_DOCUMENT = "mỗi tệp chỉ chứa một tài liệu, không có dòng “---” ở giữa và không có lệnh % — xóa dòng này"
NO_ANCHOR = "không dùng neo (&) của YAML — đặt giá trị trong dấu nháy nếu dấu & là chữ [yaml-khong-ho-tro]"
NO_ALIAS = "không dùng bí danh (*) của YAML — viết lại đầy đủ, hoặc đặt giá trị trong dấu nháy [yaml-khong-ho-tro]"
NO_TAG = "không dùng nhãn kiểu (!…) của YAML — đặt giá trị trong dấu nháy nếu dấu ! là chữ [yaml-khong-ho-tro]"
NO_KEY = f"tên mục phải là chữ; dấu ngoặc ở đây bị hiểu là danh sách hoặc nhóm — {QUOTE_IT} [yaml-khong-ho-tro]"
WRONG_ENCODING = f"tệp phải dùng bảng mã UTF-8; có byte không đọc được ở đây — {SAVE_AS} [bang-ma]"


def read(text: str | bytes) -> Source:
    """Read a file of the given content."""
    return read_source(PATH, text.encode() if isinstance(text, str) else text)


def values(text: str | bytes) -> Map:
    """Read a file that has no findings."""
    source = read(text)
    assert source.findings == ()
    assert source.root is not None
    return source.root


def refusals(text: str | bytes) -> list[str]:
    """Read a file that is refused; each finding without its path and severity: `line:column: message`."""
    source = read(text)
    assert source.root is None
    return [str(finding).removeprefix(f"{PATH}:").replace(": lỗi: ", ": ", 1) for finding in source.findings]


def rules(text: str | bytes) -> list[str]:
    """Give the rule of every finding."""
    return [finding.rule for finding in read(text).findings]


# --- what is read ---------------------------------------------------------------------------------------


@pytest.mark.threat("Y04")
@pytest.mark.parametrize(
    "text",
    [
        "no",
        "yes",
        "on",
        "off",
        "y",
        "true",
        "null",
        "~",
        "012",
        "0o14",
        "0x1F",
        "1_000",
        "12:30:45",
        "1.10",
        "1.000",
        "1e3",
        ".inf",
        ".nan",
        "-0",
        "2026-02-30",
        "2023-09-30",
        "2001-12-14t21:59:43.10-05:00",
        "=",
        "<<",
    ],
)
def test_every_scalar_stays_text(text: str) -> None:
    """YAML's own types never touch a value: no, 012, 1.10 and 12:30:45 are what was typed."""
    assert values(f"a: {text}\n{text}: b\n") == {"a": text, text: "b"}


def test_values_know_where_they_stand() -> None:
    """Lines and columns count from 1, for keys, values and items."""
    root = values("# đầu tệp\na: b\nc:\n  - d\n  - e: f\ng:\n")
    assert root == {"a": "b", "c": ["d", {"e": "f"}]}
    assert str(root.span) == "data/x.yml:2:1"
    assert {key: str(span) for key, span in root.key_spans.items()} == {
        "a": "data/x.yml:2:1",
        "c": "data/x.yml:3:1",
        "g": "data/x.yml:6:1",
    }
    assert str(root.value_spans["a"]) == "data/x.yml:2:4"
    items = root["c"]
    assert isinstance(items, Seq)
    assert [str(span) for span in items.spans] == ["data/x.yml:4:5", "data/x.yml:5:5"]
    assert list(root.blank) == ["g"]


def test_block_text_loses_only_its_last_line_ends() -> None:
    """Line ends inside a block stay, those at its end go; a quoted empty value is not blank."""
    root = values("a: |\n  một\n\n  hai\n\nb: >-\n  ba\n  bốn\nc: ''\n")
    assert root == {"a": "một\n\nhai", "b": "ba bốn", "c": ""}
    assert root.blank == {}


# --- limits ---------------------------------------------------------------------------------------------


@pytest.mark.threat("F05")
def test_256_kib_are_read_and_one_byte_more_is_not() -> None:
    """The limit of a file is 262144 bytes."""
    head = "a: b\n#"
    fits = head + "x" * (262_144 - len(head))
    assert len(fits.encode()) == 262_144
    assert values(fits) == {"a": "b"}
    assert rules(fits + "x") == ["tep-qua-lon"]


@pytest.mark.threat("F05")
def test_a_file_too_large_is_told_its_size() -> None:
    """The finding stands at the head of the file and names limit and size."""
    assert refusals(b"a" * 524_288) == [
        "1:1: mỗi tệp tối đa 256 KiB; tệp này 512 KiB — hãy tách bớt nội dung [tep-qua-lon]"
    ]


@pytest.mark.threat("F05")
def test_a_file_one_byte_too_large_is_not_told_that_it_fits() -> None:
    """The size shown is larger than the limit shown."""
    assert "tệp này 256 KiB" not in refusals(b"a" * 262_145)[0]


@pytest.mark.threat("F05")
def test_a_lock_may_be_as_large_as_all_submissions_together() -> None:
    """The tool writes it from every task of the plan: 4 MiB are read, one byte more is not."""
    fits = b"a: b\n#" + b"x" * (4 * 1024 * 1024 - 6)
    assert read_source("data/ke-hoach/2023/khoa.yml", fits).root == {"a": "b"}
    refused = read_source("data/ke-hoach/2023/khoa.yml", fits + b"x").findings
    assert [(one.rule, one.message) for one in refused] == [
        ("tep-qua-lon", "mỗi tệp tối đa 4096 KiB; tệp này 4097 KiB")
    ]


@pytest.mark.threat("F05")
@pytest.mark.parametrize("name", ["bao-cao/benh-vien-da-khoa.yml", "bao-cao/khoa.yml", "tien-do/khoa.yml"])
def test_an_agency_whose_name_ends_like_the_lock_has_the_limit_of_agencies(name: str) -> None:
    """Only the plan's own lock may be larger."""
    refused = read_source(f"data/ke-hoach/2023/{name}", b"a: b\n#" + b"x" * 262_144).findings
    assert [one.rule for one in refused] == ["tep-qua-lon"]


@pytest.mark.threat("Y09")
def test_8000_lines_are_read_and_one_more_is_not() -> None:
    """The limit of lines is 8000."""
    assert values("a: b\n" + "#\n" * 7_999) == {"a": "b"}
    assert values("a: b\n" + "#\n" * 7_998 + "#") == {"a": "b"}
    assert refusals("a: b\n" + "#\n" * 8_000) == [
        "1:1: mỗi tệp tối đa 8000 dòng; tệp này có 8001 — hãy tách bớt nội dung [tep-qua-lon]"
    ]


@pytest.mark.threat("Y09")
def test_a_last_line_without_its_end_is_a_line() -> None:
    """8001 lines are 8001 lines, with or without a final newline."""
    assert rules("a: b\n" + "#\n" * 7_999 + "#") == ["tep-qua-lon"]


@pytest.mark.threat("Y09")
@pytest.mark.parametrize("opening", ["flow", "block"])
def test_depth_16_is_read_and_17_is_not(opening: str) -> None:
    """The root counts as the first level."""

    def nested(levels: int) -> str:
        if opening == "flow":
            return "a: " + "[" * (levels - 1) + "]" * (levels - 1) + "\n"
        return "".join(f"{'  ' * level}a:\n" for level in range(levels - 1)) + "  " * (levels - 1) + "a: b\n"

    values(nested(16))
    place = "1:19" if opening == "flow" else "17:33"
    assert refusals(nested(17)) == [
        f"{place}: lồng tối đa 16 cấp — kiểm tra lại thụt đầu dòng và dấu ngoặc [yaml-khong-ho-tro]"
    ]


@pytest.mark.threat("Y09")
def test_40000_values_are_read_and_one_more_is_not() -> None:
    """Keys, values, lists and groups all count; the root and its key are two of them."""
    root = values("a: [" + "x," * 39_997 + "]\n")
    assert len(root["a"]) == 39_997
    column = len("a: [") + 2 * 39_997 + 1
    assert refusals("a: [" + "x," * 39_998 + "]\n") == [f"1:{column}: mỗi tệp tối đa 40000 giá trị [tep-qua-lon]"]


@pytest.mark.threat("Y09")
@pytest.mark.parametrize("shape", ["plain", "quoted", "block", "key"])
def test_8000_characters_are_read_and_one_more_is_not(shape: str) -> None:
    """A value's length counts characters, not bytes."""
    shapes = {"plain": "a: {}\n", "quoted": 'a: "{}"\n', "block": "a: |\n  {}\n", "key": "? {}\n: a\n"}
    place = "1:3" if shape == "key" else "1:4"
    values(shapes[shape].format("ế" * 8_000))
    assert refusals(shapes[shape].format("ế" * 8_001)) == [
        f"{place}: mỗi giá trị tối đa 8000 ký tự; giá trị này 8001 [tep-qua-lon]"
    ]


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("unit", ["[", "{", "- ", "? ", "{a: ", "a: [", "a:\n ", "'", '"', "!", "&a ", "|\n", ","])
@pytest.mark.parametrize("count", [30_000, 120_000])
def test_a_quarter_mebibyte_of_one_sign_gives_findings(unit: str, count: int) -> None:
    """30,000 brackets crash libyaml's composer; here they are one finding."""
    source = read((unit * count)[:262_144])
    assert source.root is None
    assert len(source.findings) == 1


# --- refused constructs ---------------------------------------------------------------------------------


@pytest.mark.threat("Y01")
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: 1\nb: 2\na: 3\n", "3:1: mục “a” đã có ở dòng 1 — gộp làm một mục [trung-khoa]"),
        ("x:\n  a: 1\n  a: 1\n", "3:3: mục “a” đã có ở dòng 2 — gộp làm một mục [trung-khoa]"),
        ("{a: 1, a: 2}\n", "1:8: mục “a” đã có ở dòng 1 — gộp làm một mục [trung-khoa]"),
        ("a:\na: 1\n", "2:1: mục “a” đã có ở dòng 1 — gộp làm một mục [trung-khoa]"),
        ('"a": 1\na: 2\n', "2:1: mục “a” đã có ở dòng 1 — gộp làm một mục [trung-khoa]"),
        ("k\u1ebf: 1\nke\u0302\u0301: 2\n", "2:1: mục “kế” đã có ở dòng 1 — gộp làm một mục [trung-khoa]"),
        ('"k\\u1ebf": 1\n"ke\\u0302\\u0301": 2\n', "2:1: mục “kế” đã có ở dòng 1 — gộp làm một mục [trung-khoa]"),
    ],
)
def test_a_key_stands_once(text: str, finding: str) -> None:
    """A second key is an error at its own place that names the line of the first, also after NFC."""
    assert refusals(text) == [finding]


@pytest.mark.threat("Y02")
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: &x b\n", f"1:4: {NO_ANCHOR}"),
        ("a: &x [b]\nc: *x\n", f"1:4: {NO_ANCHOR}"),
        ("a: &a [*a]\n", f"1:4: {NO_ANCHOR}"),
        ("<<: *x\n", f"1:5: {NO_ALIAS}"),
        ("a: *x\n", f"1:4: {NO_ALIAS}"),
        (
            "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: &d [*c,*c]\n",
            f"1:4: {NO_ANCHOR}",
        ),
    ],
)
def test_anchors_and_aliases_are_refused(text: str, finding: str) -> None:
    """Alias bombs, self-references and merge keys stop at the first anchor or alias."""
    assert refusals(text) == [finding]


@pytest.mark.threat("Y03")
@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system [id]", "!ENV x", "!!binary aGk=", "!!str x", "! x", "!<tag:x> y"]
)
def test_tags_are_refused(tag: str) -> None:
    """No tag of any kind, not even a harmless one."""
    assert refusals(f"a: {tag}\n") == [f"1:4: {NO_TAG}"]


@pytest.mark.threat("Y03")
@pytest.mark.parametrize("directive", ["%TAG ! tag:x,2023:", "%YAML 1.1"])
def test_directives_are_refused(directive: str) -> None:
    """`%TAG` and `%YAML` are commands to a parser, no data."""
    assert refusals(f"{directive}\n---\na: b\n") == [f"1:1: {ONE_DOCUMENT} [yaml-khong-ho-tro]"]


@pytest.mark.threat("Y10")
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("a: 1\n---\nb: 2\n", f"2:1: {ONE_DOCUMENT} [yaml-khong-ho-tro]"),
        ("---\n---\n", f"2:1: {ONE_DOCUMENT} [yaml-khong-ho-tro]"),
        ("", "1:1: tệp không có nội dung — bắt đầu từ mẫu của cơ quan mình [tep-rong]"),
        ("\n\n# chỉ có chú thích\n", "1:1: tệp không có nội dung — bắt đầu từ mẫu của cơ quan mình [tep-rong]"),
        ("---\n", "1:1: tệp không có nội dung — bắt đầu từ mẫu của cơ quan mình [tep-rong]"),
        (
            "- a\n- b\n",
            "1:1: tệp phải gồm các mục “khóa: giá trị” — bắt đầu từ mẫu của cơ quan mình [tep-rong]",
        ),
        ("một câu\n", "1:1: tệp phải gồm các mục “khóa: giá trị” — bắt đầu từ mẫu của cơ quan mình [tep-rong]"),
        ("? [a]\n: b\n", f"1:3: {NO_KEY}"),
        ("{a: b}: c\n", f"1:1: {NO_KEY}"),
        ("? {a: b}\n: c\n", f"1:3: {NO_KEY}"),
        ("x: {[a]: b}\n", f"1:5: {NO_KEY}"),
    ],
)
def test_a_file_is_one_group_of_named_values(text: str, finding: str) -> None:
    """Several documents, no content, a list on top and a key that is no text are refused."""
    assert refusals(text) == [finding]


def test_one_document_may_be_marked() -> None:
    """A leading `---` and a closing `...` are harmless."""
    assert values("---\na: b\n...\n") == {"a": "b"}


@pytest.mark.threat("Y07")
@pytest.mark.parametrize(
    ("text", "place", "lost"),
    [
        ("a: Kế hoạch #1\n", "1:12", "#1"),
        ("a: Kế hoạch # 1 và 2\n", "1:12", "# 1 và 2"),
        ("a: so-noi-vu #1\n", "1:13", "#1"),
        ("- a: b\n", "", ""),
        ("a:\n  - Quyết định #12 của Bộ\n", "2:15", "#12 của Bộ"),
        ("a: [x #1\n  ]\n", "1:6", "#1"),
        ("a: một\n  hai #3\n", "2:6", "#3"),
    ],
)
def test_text_after_a_hash_is_not_lost_silently(text: str, place: str, lost: str) -> None:
    """YAML keeps `Kế hoạch` of `Kế hoạch #1`; here that is an error which quotes what would be lost."""
    expected = (
        [
            (
                f"data/x.yml:{place}: lỗi: phần “{lost}” sau dấu # sẽ bị YAML bỏ mất — đặt cả câu trong dấu nháy kép "
                '"…"; chú thích thì viết trên dòng riêng [cat-mat-chu]'
            )
        ]
        if lost
        else None
    )
    found = [str(finding) for finding in read(text).findings]
    if expected is not None:
        assert found == expected
    else:
        assert "cat-mat-chu" not in "".join(found)


@pytest.mark.threat("Y07")
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('a: "Kế hoạch #1"\n', "Kế hoạch #1"),
        ("a: 'Kế hoạch # 1'\n", "Kế hoạch # 1"),
        ("a: Kế hoạch#1\n", "Kế hoạch#1"),
        ("a: |\n  Kế hoạch #1\n", "Kế hoạch #1"),
        ("a: so-noi-vu # chú thích\n", "so-noi-vu"),
        ('a: "x" # chú thích\n', "x"),
        ("# chú thích\na: b\n# nữa\n", "b"),
    ],
)
def test_hashes_that_lose_nothing_are_fine(text: str, value: str) -> None:
    """Quoted text, a hash inside a word, and a comment after a code or on its own line."""
    assert values(text) == {"a": value}


@pytest.mark.threat("Y07")
@pytest.mark.parametrize("text", ["a: #5 đã xong\nb: c\n", "b: c\na: #12/KH-UBND\n", "a:\n  - b\n  - #1 của Bộ\n"])
def test_a_value_that_begins_with_a_hash_is_not_lost_silently(text: str) -> None:
    """`ket_qua: #5 đã xong` has a value for whoever wrote it; YAML sees none."""
    assert rules(text) == ["cat-mat-chu"]


@pytest.mark.threat("F09")
@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", "=======", ">>>>>>> nhanh-cua-toi"])
def test_merge_markers_have_their_own_message(marker: str) -> None:
    """A merge left half done is told as that, at the marker's line."""
    assert refusals(f"a: b\n{marker}\nc: d\n") == [
        (
            "2:1: tệp còn dấu của lần gộp dở dang (<<<<<<<, =======, >>>>>>>) — giữ lại một trong hai phần và xóa "
            "các dòng dấu này [dau-xung-dot]"
        )
    ]


@pytest.mark.threat("F09")
def test_what_only_resembles_a_merge_marker_is_fine() -> None:
    """A longer rule of equals signs in a block of text is text."""
    assert values("a: |\n  ========\n  =======\n") == {"a": "========\n======="}


# --- characters -----------------------------------------------------------------------------------------


@pytest.mark.threat("U05")
def test_a_space_from_word_is_refused_at_its_column() -> None:
    """A non-breaking space looks like a space and is none."""
    assert refusals("a: Kế\u00a0hoạch\n") == [
        (
            "1:6: không được dùng dấu cách không ngắt (thường dính theo khi chép từ Word) (U+00A0) — xóa rồi gõ "
            "lại dấu cách thường [ky-tu-la]"
        )
    ]


@pytest.mark.threat("U05")
def test_smart_quotes_inside_text_are_text() -> None:
    """“Một cửa” is how official text quotes."""
    assert values("a: Bộ phận “Một cửa” và ‘Hiến kế’\n") == {"a": "Bộ phận “Một cửa” và ‘Hiến kế’"}


@pytest.mark.threat("U05")
def test_smart_quotes_do_not_quote_a_colon() -> None:
    """A value with a colon between smart quotes is a syntax error that says which quotes to use."""
    assert refusals("a: “Mục tiêu: 90 %”\n") == [
        (
            f"1:13: trong một giá trị có dấu hai chấm theo sau bởi dấu cách — {QUOTE_IT}; hoặc kiểm tra lại thụt "
            "đầu dòng [cu-phap]"
        )
    ]


@pytest.mark.threat("U05")
@pytest.mark.parametrize("text", ["ten: “Mẫu”\n", "ten: ‘Mẫu’\n", "“ten”: Mẫu\n"])
def test_smart_quotes_as_delimiters_are_refused(text: str) -> None:
    """A whole value between smart quotes would be published with them."""
    assert rules(text) != []


@pytest.mark.threat("F07")
def test_tabs_are_refused_with_their_line() -> None:
    """The message says what to type instead."""
    assert refusals("a:\n\t- b\n") == [
        "2:1: không được dùng dấu tab (U+0009) — thay dấu tab bằng dấu cách (mỗi cấp thụt 2 dấu cách) [ky-tu-la]"
    ]


@pytest.mark.threat("Y08")
@pytest.mark.parametrize("char", ["\u2028", "\u2029", "\u0085", "\x00", "\x0b", "\x1b", "\x9b", "\r"])
def test_line_breakers_and_controls_never_reach_the_parser(char: str) -> None:
    """One visible line is never two keys: the file is refused before it is parsed."""
    assert rules(f"a: b{char}c: d\n") == ["ky-tu-la"]


@pytest.mark.threat("Y08")
@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\e", r"\N", r"\L", r"\P", r"\u202e", r"\ufeff", r"\t", r"\_"])
def test_escapes_do_not_smuggle_characters_in(escape: str) -> None:
    """What may not stand in a file may not be written as an escape either."""
    found = refusals(f'a: "x{escape}y"\n')
    assert len(found) == 1
    assert found[0].startswith("1:4: không được dùng ")
    assert found[0].endswith(", kể cả viết bằng mã \\ [ky-tu-la]")


@pytest.mark.threat("Y14")
def test_all_lines_with_strange_characters_are_told_up_to_a_cap() -> None:
    """One finding for each line, which counts its characters; twenty lines, then one finding that counts the rest."""
    assert refusals("a: " + "\u00a0" * 20 + "\n") == [
        (
            "1:4: không được dùng dấu cách không ngắt (thường dính theo khi chép từ Word) (U+00A0) và 19 ký tự lạ "
            "khác ở dòng này — xóa rồi gõ lại dấu cách thường [ky-tu-la]"
        ),
    ]
    twenty = refusals("a: \u00a0\n" * 20)
    assert [finding.partition(":")[0] for finding in twenty] == [str(number) for number in range(1, 21)]
    more = refusals("a: \u00a0\n" * 25)
    assert len(more) == 21
    assert more[20] == "21:4: còn 5 dòng khác có ký tự lạ từ đây về sau [ky-tu-la]"


@pytest.mark.threat("Y14")
def test_every_duplicate_and_every_cut_of_a_file_is_told() -> None:
    """A reader's findings do not hide one another."""
    assert refusals("a: x y #1\na: z\nb: c\nb: d\n") == [
        (
            '1:7: phần “#1” sau dấu # sẽ bị YAML bỏ mất — đặt cả câu trong dấu nháy kép "…"; chú thích thì viết trên '
            "dòng riêng [cat-mat-chu]"
        ),
        "2:1: mục “a” đã có ở dòng 1 — gộp làm một mục [trung-khoa]",
        "4:1: mục “b” đã có ở dòng 3 — gộp làm một mục [trung-khoa]",
    ]


@pytest.mark.threat("U08")
def test_decomposed_keys_and_values_are_composed() -> None:
    """Files typed with "Unicode tổ hợp" read the same."""
    text = "khóa: giá trị của tệp\n"
    assert values(unicodedata.normalize("NFD", text)) == {"khóa": "giá trị của tệp"}


# --- encodings and line ends ----------------------------------------------------------------------------


@pytest.mark.threat("F07")
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("final", [True, False])
def test_windows_files_read_the_same(bom: bytes, ending: str, final: bool) -> None:  # noqa: FBT001 -- one axis of the matrix
    """Line ends, a byte-order mark and a missing final newline change neither values nor places."""
    text = ending.join(["a: Kế hoạch", "b:", "  - |", "    dòng 1", "    dòng 2"]) + ending * final
    root = values(bom + text.encode())
    assert root == {"a": "Kế hoạch", "b": ["dòng 1\ndòng 2"]}
    assert str(root.key_spans["b"]) == "data/x.yml:2:1"


@pytest.mark.threat("F08")
@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["\ufeff", ""])
def test_utf_16_is_named(encoding: str, mark: str) -> None:
    """A file saved as "Unicode" on Windows is told what it is and what to choose."""
    raw = f"{mark}a: Kế hoạch\n".encode(encoding)
    assert refusals(raw) == [f"1:1: tệp phải dùng bảng mã UTF-8; tệp này là UTF-16 — {SAVE_AS} [bang-ma]"]


@pytest.mark.threat("F08")
@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"ten: K\xd5\n", "1:7"),  # one word is too little to be sure
        (b"a: b\r\nc: d\r\ne: \xff\r\n", "3:4"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "1:1"),
        (b"a: \xed\xa0\x80\n", "1:4"),
        (b"a: \xc0\xaf\n", "1:4"),
    ],
)
def test_other_encodings_are_refused_at_their_first_byte(raw: bytes, place: str) -> None:
    """Binary files and encodings that are not sure are never guessed."""
    assert refusals(raw) == [f"{place}: {WRONG_ENCODING}"]


@pytest.mark.threat("F08")
@pytest.mark.parametrize(
    ("raw", "place", "name", "unikey"),
    [
        (b"ten: K\xea\xec hoa\xf2ch\n", "1:7", "Windows-1258", "Vietnamese locale CP 1258"),
        (b"a: b\nten: K\xd5 ho\xb9ch\n", "2:7", "TCVN3 (ABC)", "TCVN3 (ABC)"),
        (b"ten: Ke\xe1 hoa\xefch\n", "1:8", "VNI", "VNI Windows"),
    ],
)
def test_old_vietnamese_encodings_are_named(raw: bytes, place: str, name: str, unikey: str) -> None:
    """Two words that become Vietnamese are enough; the way out is the tool that officials have."""
    hint = (
        f"bấm Ctrl+Shift+F6 của UniKey, chuyển mã clipboard từ “{unikey}” sang “Unicode”, dán lại rồi lưu với mã UTF-8"
    )
    what = f"tệp phải dùng bảng mã UTF-8; tệp này dùng bảng mã {name} — chép hết chữ trong tệp, {hint}"
    assert refusals(raw) == [f"{place}: {what} [bang-ma]"]


@pytest.mark.threat("F08")
def test_a_bad_byte_after_a_byte_order_mark_keeps_its_line() -> None:
    """The byte-order mark does not move the finding to the line above."""
    assert refusals(b"\xef\xbb\xbfa: b\n\xff\n") == [f"2:1: {WRONG_ENCODING}"]


@pytest.mark.threat("F08")
def test_the_column_of_a_bad_byte_counts_characters() -> None:
    """`Kế ` is three characters though it is five bytes."""
    assert refusals("Kế ".encode() + b"\xff\n") == [f"1:4: {WRONG_ENCODING}"]


@pytest.mark.threat("F08")
def test_utf_16_without_a_byte_order_mark_is_one_finding() -> None:
    """One cause, one message."""
    assert rules("ma: so-noi-vu\nten_tat: SNV\n".encode("utf-16-le")) == ["bang-ma"]


@pytest.mark.threat("F05")
def test_a_git_lfs_pointer_is_no_data() -> None:
    """The pointer that Git LFS leaves in place of a file is refused."""
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{'4d7a21' * 10}\nsize 12345\n"
    assert rules(pointer) == ["tep-rong"]


# --- syntax errors in Vietnamese ------------------------------------------------------------------------


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("text", ["[", "a: [", "a: {", "b: c\na: [d,"])
def test_a_bracket_left_open_at_the_very_end_is_a_finding(text: str) -> None:
    """An error may be placed on a line that a file without a final newline does not have."""
    source = read(text)
    assert [(finding.rule, finding.span.line) for finding in source.findings] == [("cu-phap", text.count("\n") + 1)]


@pytest.mark.threat("Y13")
@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "a: Mục tiêu: 90 %\n",
            (
                f"1:12: trong một giá trị có dấu hai chấm theo sau bởi dấu cách — {QUOTE_IT}; hoặc kiểm tra lại thụt "
                "đầu dòng"
            ),
        ),
        ("a: @ubnd\n", f"1:4: giá trị không được bắt đầu bằng ký tự “@” — {QUOTE_IT}"),
        ("b: c\na: `x`\n", f"2:4: giá trị không được bắt đầu bằng ký tự “`” — {QUOTE_IT}"),
        ("a: %5\n", f"1:4: giá trị không được bắt đầu bằng ký tự “%” — {QUOTE_IT}"),
        ("a: 'x\nb: c\n", "1:4: dấu nháy mở ở đây không có dấu nháy đóng — thêm dấu nháy ở cuối giá trị"),
        ('b: c\na: "x\n', "2:4: dấu nháy mở ở đây không có dấu nháy đóng — thêm dấu nháy ở cuối giá trị"),
        (
            "a: b\nmột dòng thiếu\nc: d\n",
            (
                "2:1: dòng này thiếu dấu hai chấm sau tên mục — viết “tên_mục: giá trị”, có dấu cách sau dấu hai chấm; "
                "câu dài viết trên một dòng"
            ),
        ),
        (
            "a:\n  b: c\n d: e\n",
            "3:2: dòng này thụt không đúng — thụt bằng mục cùng cấp ở trên",
        ),
        (
            'a: "Một cửa" cấp xã\n',
            f"1:14: sau dấu nháy đóng còn chữ thừa — {QUOTE_IT}, bên trong chỉ dùng dấu nháy “…”",
        ),
        (
            "a:\n  - b\n  c: d\n",
            (
                "3:3: dòng này thụt ngang với các dòng bắt đầu bằng “- ” nhưng không phải một mục của "
                "danh sách — thêm “- ” nếu là một mục của danh sách, nếu không thì lùi ra ngang với tên mục ở trên"
            ),
        ),
        (
            "a: - b\n",
            (
                "1:4: danh sách phải xuống dòng: “- ” không đứng cùng dòng với tên mục — xuống dòng rồi thụt vào 2 "
                "dấu cách"
            ),
        ),
        (
            'a: "C:\\data"\n',
            "1:7: dấu \\ trong dấu nháy kép bị hiểu là ký tự đặc biệt — dùng dấu nháy đơn '…'",
        ),
        ("a: ]\n", f"1:4: dấu ngoặc ở đây không đúng chỗ — {QUOTE_IT}"),
        (
            "a: | x\n  y\n",
            f"1:6: sau dấu | hoặc > phải xuống dòng — viết nội dung ở dòng dưới, hoặc {QUOTE_IT}",
        ),
        (
            "a: * x\n",
            f"1:4: giá trị không được bắt đầu bằng ký tự “*” — {QUOTE_IT}",
        ),
    ],
)
def test_a_syntax_error_is_told_in_vietnamese(text: str, finding: str) -> None:
    """Each error of the YAML library has a line, a column, what must hold and what to type."""
    assert refusals(text) == [f"{finding} [cu-phap]"]


@pytest.mark.threat("Y13")
@pytest.mark.parametrize("text", ['a: "C:\\Users"\n', 'a: "tệp \\xuat"\n', 'a: "\\ud800"\n'])
def test_a_half_escape_is_told_like_an_unknown_one(text: str) -> None:
    r"""A Windows path in double quotes breaks at `\\U` as it does at `\\q`."""
    assert "dấu \\ trong dấu nháy kép bị hiểu là ký tự đặc biệt" in refusals(text)[0]


@pytest.mark.threat("M01")
def test_an_unclosed_bracket_is_told_where_it_opens() -> None:
    """The mistake stands where the bracket does."""
    assert refusals("a: [1, 2\nb: c\n") == [
        (
            "1:4: ngoặc vuông hoặc ngoặc nhọn mở mà chưa đóng — viết danh sách mỗi mục một dòng, bắt đầu bằng “- ” "
            "[cu-phap]"
        )
    ]


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("unit", ["1", "1 ", "0905 ", "a@b.c ", "a@", "a", "MẬT ", "(Mật) ", "Chñ tr× ", "\x01", "ật"])
def test_searches_take_time_in_proportion_to_the_text(unit: str) -> None:
    """One line of 256 KiB made of what the searches look for: each would take minutes if it looked back."""
    raw = (unit * 262_144).encode()[:262_144]
    assert all(finding.span.path == PATH for finding in read(raw).findings)


@pytest.mark.threat("Y14")
def test_what_may_not_be_public_is_told_all_at_once() -> None:
    """Strange characters, text of an old encoding, personal data and secrets of one file do not hide one another."""
    text = "a: Kế\u00a0hoạch\nb: Chñ tr×\nc: 0905 123 456\nd: snv@daklak.example\ne: x (Mật)\nf: g: h\n"
    found = [(finding.span.line, finding.rule) for finding in read(text).findings]
    assert sorted(found) == [
        (1, "ky-tu-la"),
        (2, "bang-ma"),
        (3, "du-lieu-ca-nhan"),
        (4, "du-lieu-ca-nhan"),
        (5, "bi-mat-nha-nuoc"),
    ]


@pytest.mark.threat("L03")
def test_personal_data_is_told_before_anything_is_sent(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """`cchc check` on one's own machine stops what a pull request would publish, and does not repeat it."""
    path = base_tree / "data/ke-hoach/2023/tien-do/so-tu-phap.yml"
    path.write_text(path.read_text("utf-8").replace("Đã trình", "Gọi 0905 123 456, đã trình"), "utf-8")
    outcome = cchc("check")
    assert outcome.code == 1
    assert "[du-lieu-ca-nhan]" in outcome.out
    assert "123 456" not in outcome.out
