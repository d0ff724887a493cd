"""No editor marks a value that the checker accepts, however it is typed and whatever YAML takes it for."""

from __future__ import annotations

import unicodedata
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # no stubs are locked
from pydantic import TypeAdapter, ValidationError

from cchc.basics.decimals import PLAIN
from cchc.basics.text import nfc
from cchc.schema import fields
from cchc.schema.editors import DATE, DEADLINE, HTTPS
from property.test_values_properties import VIETNAMESE
from test_schemas import as_json, yaml_1_1, yaml_1_2

WORDS = "trước ngày tháng quý năm sáu đầu cuối thường xuyên hằng đến hết trong 6 12 III 2023 , 30/9/2023 2023-06-30"
DEADLINES = st.lists(st.sampled_from(WORDS.split(" ")), max_size=6).map(" ".join)
FORMS = st.sampled_from(
    [
        "ngày 30/9/2023",
        "trước ngày 31/12/2023",
        "tháng 9 năm 2023",
        "quý III/2023",
        "quí 4 năm 2023",
        "sáu tháng đầu năm 2023",
        "6 tháng cuối năm 2023",
        "trong năm 2023",
        "thường xuyên",
        "hàng tháng, đến hết quý IV/2023",
        "hằng quý đến 30/11/2023",
    ]
)
KINDS: list[tuple[Any, st.SearchStrategy[str]]] = [
    (fields.Line, VIETNAMESE),
    (fields.Prose, VIETNAMESE),
    (fields.PlaceName, VIETNAMESE),
    (fields.Score, st.from_regex(PLAIN, fullmatch=True) | st.text("0123456789.,-", max_size=8)),
    (fields.Date, st.from_regex(DATE) | st.text("0123456789/-.", max_size=10)),
    (fields.DeadlineField, FORMS | DEADLINES | st.from_regex(DEADLINE)),
    (fields.Year, st.integers(1990, 2110).map(str)),
    (fields.Percent, st.integers(-1, 101).map(str)),
    (fields.Count, st.integers(0, 1_000_000).map(str)),
    (fields.Slug, st.from_regex(fields.SLUG, fullmatch=True) | st.sampled_from(["no", "true", "1e5", "2023"])),
    (fields.Abbreviation, st.from_regex(fields.ABBREVIATION, fullmatch=True) | st.sampled_from(["NO", "TRUE", "ON"])),
    (fields.Code, st.from_regex(fields.CODE, fullmatch=True)),
    (fields.TaskCode, st.from_regex(fields.TASK_CODE, fullmatch=True)),
    (fields.Ref, st.from_regex(f"{fields.SLUG}/{fields.CODE}", fullmatch=True)),
    (fields.Https, st.from_regex(HTTPS) | st.text("https:/.gov-A1#", max_size=20).map("https://a.vn".__add__)),
    (fields.Contact, st.text("abc.", max_size=6).map(lambda host: f"https://{host}gov.vn/a")),
]
LONGEST = fields.NAME_LENGTH  # decomposed text is longer than the limits of composed text say
TYPINGS = st.sampled_from([str, str.upper, str.title, lambda text: text.replace(" ", "  "), lambda text: f" {text} "])
FORMATIONS = st.sampled_from(["NFC", "NFD"])


def is_accepted(adapter: TypeAdapter[Any], text: str) -> bool:
    """Tell whether the checker takes a text, which it reads composed."""
    try:
        adapter.validate_python(nfc(text))
    except ValidationError:
        return False
    return True


def plain_values(text: str) -> list[Any]:
    """Give what YAML makes of a text written without quotes, where it can be."""
    found = []
    for read in (yaml_1_1, yaml_1_2):
        try:
            found.append(as_json(read(f"a: {text}"))["a"])
        except (yaml.YAMLError, ValueError, TypeError):
            continue
    return [value for value in found if isinstance(value, bool | int | float | str)]


@pytest.mark.parametrize(("kind", "texts"), KINDS, ids=range(len(KINDS)))
def test_what_the_checker_accepts_the_schema_accepts(kind: Any, texts: st.SearchStrategy[str]) -> None:  # noqa: ANN401 -- an annotated type
    """As text, and as whatever a plain value of the same letters becomes."""
    adapter = TypeAdapter(kind)
    checker = Draft7Validator(adapter.json_schema())

    @settings(max_examples=60, suppress_health_check=list(HealthCheck))
    @given(texts, TYPINGS, FORMATIONS)
    def holds(text: str, typed: Any, form: Any) -> None:  # noqa: ANN401 -- a way of typing, a Unicode form
        written = unicodedata.normalize(form, typed(text))
        assume(is_accepted(adapter, written) and len(written) <= LONGEST)
        assert checker.is_valid(written), written
        for value in plain_values(written):
            if str(value) == written:
                assert checker.is_valid(value), written

    holds()
