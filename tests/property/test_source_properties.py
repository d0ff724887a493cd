"""Whatever a file holds, it gives values or findings, never an exception (threat Y12)."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc import schema
from cchc.basics.diagnostics import QUOTE_LIMIT, Diagnostic, has_errors, quote
from cchc.basics.nodes import Map, Seq, Value
from cchc.basics.text import forbidden_characters, nfc
from cchc.figures.report import report_on
from cchc.reading.load import PLACES
from cchc.reading.source import read_source
from cchc.reading.validate import validate
from property.trees import AS_OF, FILES, check_files

if TYPE_CHECKING:
    from collections.abc import Iterable

PATH = "data/x.yml"
YAML_SIGNS = "ab:-[]{}#&*!|>'\"%@`,?= \n\\01.~<ếđ“”"
LINES = [
    "a: b",
    "a:",
    "- a",
    "  - a: b",
    "  c: d",
    "    e:",
    "? a",
    ": b",
    "a: |",
    "a: >-",
    "a: 'b",
    'a: "b',
    "a: [b, c",
    "a: {b: c",
    "]",
    "}",
    "---",
    "...",
    "%YAML 1.2",
    "a: &x b",
    "a: *x",
    "a: !!int 1",
    "<<: *x",
    "# c",
    "a: b # c",
    "a: b c #d",
    "\ta: b",
    "<<<<<<< HEAD",
    "a: \u00a0",
    "a: 0905123456",
    "",
    "  ",
]
MODELS = [place.model for place in PLACES]
KEYS = sorted(
    {
        key
        for model in vars(schema).values()
        if isinstance(model, type) and issubclass(model, schema.Input)
        for key in model.keys()  # noqa: SIM118 -- `keys` names the YAML keys of a model, it is no mapping
    }
)
SCALARS = [
    "",
    "x",
    "2023",
    "2022",
    "1.1.2",
    "1",
    "0,5",
    "1.000",
    "-3",
    "100",
    "30/9/2023",
    "2023-02-30",
    "Quý III/2023",
    "thường xuyên",
    "so-noi-vu",
    "khong-co",
    "SNV-01",
    "SNV-02",
    "SNV",
    "par-index-2022",
    "par-index-2022/1.1.2",
    "sipas-2022/9",
    "minh-hoa",
    "chinh-thuc",
    "suy-ra",
    "tong",
    "doc-lap",
    "diem",
    "so",
    "huyen",
    "tham-dinh",
    "da-ban-hanh",
    "da-ket-thuc",
    "lay-bao-cao",
    "hang-thang",
    "hoan-thanh",
    "dang-thuc-hien",
    "sua-doi",
    "bai-bo",
    "bo-sung",
    "https://mau.example/",
    "http://mau.example/",
    "một\nhai",
    "Kế hoạch #1",
    "x" * 601,
    "²",
]

TREES = st.recursive(
    st.sampled_from(SCALARS) | st.text(alphabet=YAML_SIGNS, max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=6),
    max_leaves=25,
)


def assert_sound(findings: Iterable[Diagnostic], raw: bytes) -> None:
    """Every finding stands at a line that the file has, and says something."""
    lines = raw.count(b"\n") + 1
    for finding in findings:
        assert finding.span.path == PATH
        assert 1 <= finding.span.line <= lines
        assert finding.span.column >= 1
        assert finding.rule
        assert finding.message


def assert_text(value: Value) -> None:
    """Every scalar is composed text without a forbidden character."""
    if isinstance(value, str):
        assert value == nfc(value)
        assert forbidden_characters(value) == []
    elif isinstance(value, Seq):
        assert len(value) == len(value.spans)
        for item in value:
            assert_text(item)
    else:
        assert isinstance(value, Map)
        assert set(value) | set(value.blank) == set(value.key_spans)
        for key, item in value.items():
            assert_text(key)
            assert_text(item)


def assert_read(raw: bytes) -> None:
    """Reading gives a root or at least one finding, and nothing raises."""
    source = read_source(PATH, raw)
    assert_sound(source.findings, raw)
    if source.root is None:
        assert source.findings
    else:
        assert_text(source.root)


@pytest.mark.threat("Y12")
@given(st.binary(max_size=400))
def test_any_bytes_give_values_or_findings(raw: bytes) -> None:
    """No bytes are worse than a finding."""
    assert_read(raw)


@pytest.mark.threat("Y12")
@given(st.binary(max_size=40), st.sampled_from([b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff", b"a: b\n", b"a: '"]))
def test_any_bytes_after_a_beginning_give_values_or_findings(tail: bytes, head: bytes) -> None:
    """Byte-order marks and a sound beginning do not change that."""
    assert_read(head + tail)


@pytest.mark.threat("Y12")
@given(st.text(max_size=200))
def test_any_text_gives_values_or_findings(text: str) -> None:
    """No text is worse than a finding."""
    assert_read(text.encode("utf-8", "surrogatepass"))


@pytest.mark.threat("Y12")
@given(st.text(alphabet=YAML_SIGNS, max_size=60))
def test_any_heap_of_yaml_signs_gives_values_or_findings(text: str) -> None:
    """Text made of what YAML gives a meaning."""
    assert_read(text.encode())


@pytest.mark.threat("Y12")
@given(st.lists(st.sampled_from(LINES), max_size=12), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_heap_of_yaml_lines_gives_values_or_findings(lines: list[str], ending: str) -> None:
    """Lines that are each plausible, in any order, with any line end."""
    assert_read(ending.join(lines).encode())


@pytest.mark.threat("Y12")
@given(TREES, st.sampled_from(MODELS))
def test_any_structure_is_a_record_or_findings(tree: object, model: type[schema.Input]) -> None:
    """Any nesting of our own keys, in any kind of file, is read or refused at a place in the file."""
    content = tree if isinstance(tree, dict) else {"a": tree}
    raw = yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()
    source = read_source(PATH, raw)
    assert_sound(source.findings, raw)
    if source.root is not None:
        record, findings = validate(model, source.root)
        assert_sound(findings, raw)
        assert (record is None) == bool(findings)


@pytest.mark.threat("Y12")
@settings(max_examples=100)
@given(
    st.sampled_from(sorted(FILES)),
    st.lists(st.tuples(st.integers(min_value=0, max_value=10_000), st.sampled_from(SCALARS)), max_size=3),
)
def test_any_value_anywhere_in_the_tree_gives_a_report_or_findings(
    relative: str, changes: list[tuple[int, str]]
) -> None:
    """Values in wrong places of a valid tree never break a rule, and what passes the rules can be computed."""
    lines = FILES[relative].splitlines()
    places = [number for number, line in enumerate(lines) if ": " in line and not line.startswith("#")]
    for choice, value in changes:
        number = places[choice % len(places)]
        lines[number] = f"{lines[number].partition(': ')[0]}: {yaml.safe_dump(value, width=10_000).split(chr(10))[0]}"
    dataset, findings, _ = check_files({**FILES, relative: "\n".join(lines) + "\n"})
    if not has_errors(findings):
        for cycle in dataset.cycles.values():
            assert report_on(dataset, cycle, AS_OF).cycle is cycle


@pytest.mark.threat("U02")
@given(st.characters(categories=["Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp"], exclude_characters="\n"))
def test_every_control_and_format_character_is_refused(char: str) -> None:
    """By category, not by list: controls, formats, private use, unassigned, separators."""
    assert forbidden_characters(f"a{char}b") != []


@pytest.mark.threat("U03")
@given(st.characters(categories=["L"]))
def test_every_letter_of_another_script_is_refused(char: str) -> None:
    """A letter that is allowed is a Latin letter, composed or not."""
    composed = nfc(char)
    if not forbidden_characters(composed):
        assert all(unicodedata.name(one).startswith("LATIN ") for one in composed)


@pytest.mark.threat("U06")
@given(
    st.sampled_from("aeiouydqxAEIOUY"),
    st.lists(st.integers(min_value=0x300, max_value=0x36F).map(chr), min_size=6, max_size=30),
)
def test_every_heap_of_marks_is_refused(letter: str, marks: list[str]) -> None:
    """A letter absorbs at most two marks when it is composed; six can never all be absorbed."""
    assert forbidden_characters(nfc(letter + "".join(marks))) != []


@pytest.mark.threat("W07")
@given(st.text(max_size=100))
def test_quoted_text_is_one_short_line(text: str) -> None:
    """What a message repeats cannot break its line, colour a terminal or fill a screen."""
    shown = quote(text)
    assert len(shown) <= QUOTE_LIMIT + 2
    assert shown.isprintable()
    assert shown[0] + shown[-1] == "“”"
