"""Sizes and hashes reach the finished page exactly, or nothing is published."""

from __future__ import annotations

import pytest

from cchc.render.downloads import BlanksError, facts_of, fill_blanks, size_text

FACTS = {"a.json": ("2 KB", "abc"), "b/c.csv": ("78 KB", "def")}
ROW = '<span data-dung-luong="{0}">chưa tính</span><code class="ma-bam" data-ma-bam="{0}">chưa tính</code>'
PAGE = "".join(ROW.format(path) for path in FACTS)


def test_every_blank_is_filled_with_its_own_fact() -> None:
    """Whichever order the files have."""
    filled = fill_blanks(PAGE, FACTS)
    assert 'data-dung-luong="a.json">2 KB<' in filled
    assert 'data-ma-bam="b/c.csv">def<' in filled
    assert "chưa tính" not in filled
    assert fill_blanks(PAGE, dict(reversed(FACTS.items()))) == filled


@pytest.mark.threat("B01")
@pytest.mark.parametrize(
    ("page", "problem"),
    [
        ("", "0 blanks for dung-luong of a.json"),
        (PAGE + ROW.format("a.json"), "2 blanks for dung-luong of a.json"),
        (PAGE + ROW.format("d.csv"), "a blank is left over"),
    ],
)
def test_a_page_with_other_blanks_is_refused(page: str, problem: str) -> None:
    """Missing, doubled, left over: the page and the list of files have come apart."""
    with pytest.raises(BlanksError, match=problem):
        fill_blanks(page, FACTS)


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 KB"), (1_000, "1 KB"), (1_001, "2 KB"), (1_000_000, "1000 KB"), (1_000_001, "1,1 MB")]
)
def test_sizes_are_rounded_up(size: int, text: str) -> None:
    """No file is told smaller than it is."""
    assert size_text(size) == text.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_file_is_told_by_its_size_and_its_sha_256() -> None:
    """FIPS 180-4's example."""
    size, digest = facts_of(b"abc")
    assert size == "1\N{NO-BREAK SPACE}KB"
    assert digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
