"""Criteria that miss points each time they are scored."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.figures.recurrence import recurrences
from unit.trees import RESULTS, dataset_of, report_of, write

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.recurrence import Recurrence

HEAD = "bo_chi_so: par-index-2022\nnam: {0}\ntinh_chat: minh-hoa\ntong:\n  diem: {1}\n  tinh_chat: minh-hoa\n"


def score(tree: Path, year: int, points: dict[str, str], total: str = "1") -> None:
    """Write another year's results under the same framework; no points means only the total was published."""
    leaves = "".join(f'  "{code}": {value}\n' for code, value in points.items())
    text = HEAD.format(year, total) + (f"diem:\n{leaves}" if leaves else "")
    write(tree, RESULTS.replace("2022/", f"{year}/"), text)


def rows(tree: Path, year: int = 2022) -> list[tuple[str, list[tuple[int, str]]]]:
    """Give code and gaps by year of every criterion that keeps missing points."""
    dataset = dataset_of(tree)
    found: tuple[Recurrence, ...] = recurrences(dataset, dataset.frameworks["par-index-2022"], year)
    return [(one.criterion.code, [(scored, str(gap)) for scored, gap in one.gaps]) for one in found]


def test_one_year_is_no_habit(base_tree: Path) -> None:
    """With a single year of leaves there is nothing to say."""
    assert rows(base_tree) == []
    main = report_of(base_tree).main
    assert main is not None
    assert main.recurrences == ()


def test_gaps_of_two_years_make_a_habit_and_a_full_score_ends_it(base_tree: Path) -> None:
    """2.1 missed more than 1.2 in both years; 1.1.2 was full before, 1.1.1 is full now."""
    score(base_tree, 2021, {"1.1.1": "0", "1.1.2": "2", "1.2": "2.9", "2.1": "1"})
    assert rows(base_tree) == [
        ("2.1", [(2021, "3"), (2022, "1")]),
        ("1.2", [(2021, "0.1"), (2022, "0.5")]),
    ]


def test_more_years_weigh_more_than_more_points(base_tree: Path) -> None:
    """A run goes back until the criterion was full."""
    score(base_tree, 2020, {"1.1.1": "1", "1.1.2": "1", "1.2": "2.9", "2.1": "4"})
    score(base_tree, 2021, {"1.1.1": "1", "1.1.2": "2", "1.2": "2.9", "2.1": "1"})
    assert rows(base_tree) == [
        ("1.2", [(2020, "0.1"), (2021, "0.1"), (2022, "0.5")]),
        ("2.1", [(2021, "3"), (2022, "1")]),
    ]


def test_a_year_with_a_total_alone_breaks_no_run(base_tree: Path) -> None:
    """What was not published says nothing of a criterion."""
    score(base_tree, 2020, {"1.1.1": "1", "1.1.2": "2", "1.2": "3", "2.1": "1"})
    score(base_tree, 2021, {})
    assert rows(base_tree) == [("2.1", [(2020, "3"), (2022, "1")])]


def test_later_years_do_not_count(base_tree: Path) -> None:
    """The evaluation of 2022 speaks of what was known up to 2022."""
    score(base_tree, 2023, {"1.1.1": "1", "1.1.2": "2", "1.2": "3", "2.1": "1"})
    assert rows(base_tree) == []
    assert rows(base_tree, 2023) == [("2.1", [(2022, "1"), (2023, "3")])]


def test_the_whole_gap_of_a_run_is_exact(base_tree: Path) -> None:
    """0,1 and 0,5 are 0,6."""
    score(base_tree, 2021, {"1.1.1": "1", "1.1.2": "2", "1.2": "2.9", "2.1": "4"})
    dataset = dataset_of(base_tree)
    (only,) = recurrences(dataset, dataset.frameworks["par-index-2022"], 2022)
    assert only.gap == Decimal("0.6")
