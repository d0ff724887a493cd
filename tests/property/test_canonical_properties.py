"""However a file is written, its canonical form says the same, keeps the comments and is one."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from cchc.basics.decimals import parse_decimal
from cchc.reading.canonical import canonical
from cchc.reading.formatting import rewritten
from cchc.reading.load import PLACES
from cchc.reading.scalars import as_number
from cchc.reading.source import read_source
from cchc.reading.validate import validate
from cchc.schema import Input, ProvinceFile
from conftest import ROOT
from property.restyled import Restyler
from property.trees import FILES

if TYPE_CHECKING:
    from decimal import Decimal

    from cchc.basics.nodes import Map

DATA = {path.relative_to(ROOT / "data").as_posix(): path.read_text("utf-8") for path in (ROOT / "data").rglob("*.yml")}
PATH = "data/x.yml"
PROVINCE = FILES["tinh.yml"]
YAML_SIGNS = "ab:-[]{}#&*!|>'\"%@`,?= \\0123.~<eEyNếđ“”‘_+/xof"
WORDS = [
    *("yes", "No", "on", "OFF", "true", "null", "~", "y", "N", "=", "<<", ".inf", "-.NaN", "---", "...", "- a", "? a"),
    *("1.1.2", "012", "0o17", "0x1F", "0b11", "1_000", "1e3", "-3", "+4", "12:30", "2001-12-14 21:59:43", "1.10"),
    *(
        "a: b",
        "a:",
        "a #b",
        "#a",
        "“a”",
        "‘a’",
        "“a” b",
        "a\nb",
        "a\n\n  b\n#c",
        "@a",
        "`a",
        "%",
        "1.1.2",
        ": a",
        "[a]",
    ),
]
TEXTS = st.lists(st.sampled_from(WORDS) | st.text(alphabet=YAML_SIGNS, min_size=1, max_size=12), min_size=1, max_size=8)


def record_of(relative: str, raw: bytes) -> tuple[Map, Input]:
    """Read a file that is known to be sound."""
    source = read_source(PATH, raw)
    assert source.findings == ()
    assert source.root is not None
    (model,) = (place.model for place in PLACES if place.pattern.fullmatch(relative))
    record, findings = validate(model, source.root)
    assert findings == []
    assert record is not None
    return source.root, record


def comments_of(text: str) -> list[str]:
    """List the comments that `Restyler` strewed in, in order."""
    return re.findall(r"# ghi chú: \d+ .*", text)


@given(st.sampled_from(sorted(FILES)), st.integers(min_value=0, max_value=2**32), st.booleans())
def test_any_style_has_the_canonical_form_of_its_values(relative: str, seed: int, shuffled: bool) -> None:  # noqa: FBT001 -- drawn
    """The same values and comments, lists in order; formatting twice is formatting once."""
    root, record = record_of(relative, FILES[relative].encode())
    restyler = Restyler(random.Random(seed), shuffled)  # noqa: S311 -- a style, not a secret
    raw = restyler.write(root, record)
    _, other = record_of(relative, raw)
    assert other.model_dump() == record.model_dump()
    text = rewritten(PATH, raw, other)
    _, again = record_of(relative, text.encode())
    assert again.model_dump() == record.model_dump()
    assert canonical(text, again) == text
    found = comments_of(text)
    assert Counter(found) == Counter(restyler.comments)
    if not shuffled:
        assert found == restyler.comments
    assert not re.search(r"[ \r\ufeff]$", text, re.MULTILINE)
    assert re.search(r"[^\n]\n\Z", text)


@pytest.mark.parametrize("relative", sorted(DATA))
def test_the_data_of_this_repository_survives_any_style(relative: str) -> None:
    """What agencies wrote, written in another way, says the same in a canonical form; as it stands, it is in it."""
    raw = DATA[relative].encode()
    root, record = record_of(relative, raw)
    restyler = Restyler(random.Random(relative), shuffled=True)  # noqa: S311 -- a style, not a secret
    other = restyler.write(root, record)
    text = rewritten(PATH, other, record_of(relative, other)[1])
    assert Counter(comments_of(text)) == Counter(restyler.comments)
    assert record_of(relative, text.encode())[1].model_dump() == record.model_dump()
    assert canonical(text, record) == text
    assert rewritten(PATH, raw, record).encode() == raw


@given(TEXTS)
def test_every_reader_of_yaml_takes_a_text_for_the_same_text(texts: list[str]) -> None:
    """PyYAML reads version 1.1, ruamel.yaml version 1.2: neither finds a number, a date or a truth value."""
    raw = PROVINCE + yaml.safe_dump({"ghi_chu": texts}, default_style='"', width=10_000)
    source = read_source(PATH, raw.encode())
    record, _ = validate(ProvinceFile, source.root) if source.root is not None else (None, [])
    assume(record is not None)
    assert record is not None
    text = rewritten(PATH, raw.encode(), record)
    for read in (yaml.safe_load, YAML(typ="safe", pure=True).load):
        assert [str(one).rstrip("\n") for one in read(text)["ghi_chu"]] == list(record.notes)
        assert {type(one) for one in read(text)["ghi_chu"]} == {str}


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4))
def test_a_number_is_written_in_one_way_that_is_read_back(value: Decimal) -> None:
    """No sign, no zero too many; one more only where three digits could be taken for a thousand."""
    text = as_number(value)
    assert parse_decimal(text) == value
    assert re.fullmatch(r"-?(?:0|[1-9]\d*)(?:\.(?:\d{0,3}[1-9]|\d{3}0))?", text)
    assert text == as_number(parse_decimal(text))
