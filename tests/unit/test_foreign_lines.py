"""Lines as other programs write them are told apart from lines of data (threat Y13)."""

from __future__ import annotations

import pytest

from cchc.reading.foreign_lines import foreign


@pytest.mark.threat("Y13")
@pytest.mark.parametrize(
    ("line", "mended"),
    [
        ("  – nội dung", "  - nội dung"),
        ("  —nội dung", "  - nội dung"),
        ("+ nội dung", "- nội dung"),
        ("• “Một cửa”", "- “Một cửa”"),
        ("* nội dung", "- nội dung"),
        ("1. nội dung", "- nội dung"),
        ("12) nội dung", "- nội dung"),
        ("-nội dung", "- nội dung"),
        ('-"nội dung"', '- "nội dung"'),
        ("    **ton_tai**: x", "    ton_tai: x"),
        ("// ghi chú", "# ghi chú"),
    ],
)
def test_what_can_be_mended_is_mended(line: str, mended: str) -> None:
    """Bullets become dashes with a space, comments get their sign, keys lose their stars."""
    found = foreign(line)
    assert found is not None
    assert found.fix is not None
    assert line.replace(found.fix.found, found.fix.instead, 1) == mended


@pytest.mark.threat("Y13")
@pytest.mark.parametrize("line", ["-----", "______", "  ...", "=====", "***", "```yaml", "```", "| STT | Nội dung |"])
def test_rules_fences_and_tables_have_no_correction(line: str) -> None:
    """They are to be taken away."""
    found = foreign(line)
    assert found is not None
    assert found.fix is None


@pytest.mark.threat("Y13")
@pytest.mark.parametrize(
    "line",
    ["- nội dung", "ton_tai: x", "-5", "-0,5", "1.1.2: 0,5", "2023: x", "# ghi chú", "", "nội dung", "1.5 điểm", "- -"],
)
def test_lines_of_data_are_not_foreign(line: str) -> None:
    """Items, keys, codes, numbers, comments."""
    assert foreign(line) is None
