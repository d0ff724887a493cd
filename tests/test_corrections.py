"""Corrections offered are corrections: writing what a finding says leaves nothing to find."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cchc.check import check
from cchc.render.findings.excerpt import Sources
from conftest import EXAMPLES
from test_examples import ERRORS, lay_over

CORRECTED = [case for case in ERRORS if "→ | " in (EXAMPLES / case / "expected.txt").read_text("utf-8")]

# What stood behind a mistake and could not be told as long as the file could not be read: another rule's finding, or
# the next line of a list all of whose lines are written so.
HIDDEN = {
    "err-kieu-gia-tri-danh-so": ["cu-phap"],
    "err-kieu-gia-tri-gach-dinh-lien": ["cu-phap"],
    "err-kieu-gia-tri-gach-ngang-dai": ["cu-phap"],
    "err-cat-mat-chu-gia-tri-bat-buoc": ["nhiem-vu-da-duyet"],
    "err-cat-mat-chu-huong-dan": ["nhiem-vu-da-duyet"],
    "err-so-khong-dung-dau-cach-nghin": ["diem-ngoai-khoang"],
    "err-tieu-chi-khong-co-bo-chi-so": ["dung-nhom", "trung-tieu-chi"],
}


def test_many_examples_offer_a_correction() -> None:
    """Enough for the property below to mean something."""
    assert len(CORRECTED) >= 50


@pytest.mark.threat("M03")
@pytest.mark.parametrize("case", CORRECTED)
def test_writing_the_correction_leaves_nothing_to_find(case: str, base_tree: Path) -> None:
    """The corrected line, pasted over the wrong one, ends the finding and starts no other."""
    lay_over(EXAMPLES / case, base_tree)
    as_of = dt.date(2023, 10, 15)
    (finding,) = check(Path("data"), as_of)[2]
    place = Sources().place_of(finding)
    assert place is not None
    assert place.corrected is not None
    path = Path(finding.span.path)
    text = path.read_bytes().decode()
    assert text.count(place.line) == 1
    path.write_bytes(text.replace(place.line, place.corrected).encode())
    assert [left.rule for left in check(Path("data"), as_of)[2]] == HIDDEN.get(case, [])
