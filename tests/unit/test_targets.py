"""Points aimed at beside the points won back before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.trees import ADJUSTMENTS, edit, rules, write

if TYPE_CHECKING:
    from pathlib import Path

EARLIER = {"1.1.1": "1", "1.1.2": "1.15", "1.2": "2.4", "2.1": "3"}


def add_year(tree: Path, year: int, scores: dict[str, str]) -> None:
    """Add the results of another year, computed to add up; without scores a total alone."""
    total = f"{sum(float(score) for score in scores.values()):.2f}" if scores else "7"
    listed = "diem:\n" + "".join(f'  "{code}": {score}\n' for code, score in scores.items()) if scores else ""
    head = (
        f"bo_chi_so: par-index-2022\nnam: {year}\ntinh_chat: minh-hoa\ntong:\n  diem: {total}\n  tinh_chat: minh-hoa\n"
    )
    write(tree, f"ket-qua/{year}/par-index-2022.yml", head + listed)


def aim(tree: Path, points: str) -> None:
    """Let SNV-02 aim at these points of 1.2, beside the 0.5 of SNV-01; domain 1 lost 1.25."""
    edit(tree, ADJUSTMENTS, "thoi_han: trước 15/12/2023", f"diem_phan_dau: {points}")


@pytest.mark.parametrize(
    ("scores", "points", "found"),
    [
        (EARLIER, "0.5", ["diem-phan-dau-qua-cao"]),
        (EARLIER, "0.13", ["diem-phan-dau-qua-cao"]),
        (EARLIER, "0.12", []),
        ({**EARLIER, "1.2": "1.7"}, "0.5", []),
        ({**EARLIER, "1.2": "2.6"}, "0.5", ["diem-phan-dau-qua-cao"]),
        ({**EARLIER, "1.2": "3"}, "0.5", []),
        ({}, "0.5", []),
    ],
)
def test_aims_are_compared_with_what_the_domain_won_back(
    base_tree: Path, scores: dict[str, str], points: str, found: list[str]
) -> None:
    """Beyond half the gap and twice the experience; one earlier gap or a bare total is no experience."""
    add_year(base_tree, 2021, scores)
    aim(base_tree, points)
    assert rules(base_tree) == found


def test_without_an_earlier_year_nothing_is_said(base_tree: Path) -> None:
    """A first year has no history, and a later one is not experience."""
    aim(base_tree, "0.5")
    assert rules(base_tree) == []
    add_year(base_tree, 2023, EARLIER)
    assert rules(base_tree) == []


def test_points_beyond_the_gap_are_the_only_mistake(base_tree: Path) -> None:
    """Root cause first: more than was lost is an error of its own."""
    add_year(base_tree, 2021, EARLIER)
    aim(base_tree, "0.9")
    assert rules(base_tree) == ["qua-diem-mat"]
