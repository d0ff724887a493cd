"""Scores of a criterion from year to year, and its neighbours in the framework."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.figures.history import history
from unit.trees import RESULTS, dataset_of, write

if TYPE_CHECKING:
    from pathlib import Path

LATER = """bo_chi_so: par-index-2022
nam: 2023
tinh_chat: minh-hoa
tong:
  diem: 9
  tinh_chat: minh-hoa
diem:
{scores}
tu_cham:
{own}
"""


def later_year(tree: Path, scores: dict[str, str], own: dict[str, str]) -> None:
    """Add the results of 2023."""
    lines = ("\n".join(f'  "{code}": {value}' for code, value in one.items()) for one in (scores, own))
    write(tree, "ket-qua/2023/par-index-2022.yml", LATER.format(scores=next(lines), own=next(lines)))


def leaves_of(tree: Path) -> list[str]:
    """Name the leaves of the summed framework."""
    return [leaf.code for leaf in dataset_of(tree).frameworks["par-index-2022"].leaves]


def test_years_come_newest_first_with_sums_at_every_level(base_tree: Path) -> None:
    """Each node has each scored year; a parent is the sum of its leaves."""
    codes = leaves_of(base_tree)
    later_year(base_tree, dict.fromkeys(codes, "1"), dict.fromkeys(codes, "0,5"))
    dataset = dataset_of(base_tree)
    years = history(dataset, dataset.frameworks["par-index-2022"])
    assert [one.year for one in years["1.1.2"]] == [2023, 2022]
    below = [code for code in codes if code.startswith("1.")]
    assert (years["1"][0].score.points, years["1"][0].self_scored) == (Decimal(len(below)), Decimal(len(below)) / 2)
    assert years["1"][1].score.points == Decimal("4.75")


def test_what_the_province_gave_itself_is_none_where_a_part_is_unknown(base_tree: Path) -> None:
    """A sum of some parts is no self-score of the whole."""
    codes = leaves_of(base_tree)
    later_year(base_tree, dict.fromkeys(codes, "1"), {codes[0]: "1"})
    dataset = dataset_of(base_tree)
    years = history(dataset, dataset.frameworks["par-index-2022"])
    assert years[codes[0]][0].self_scored == Decimal(1)
    assert years["1"][0].self_scored is None
    assert years["1"][1].self_scored is None


def test_a_node_never_scored_is_left_out(base_tree: Path) -> None:
    """An unknown score is not 0; where nothing was scored there is no history at all."""
    (base_tree / "data" / RESULTS).unlink()
    dataset = dataset_of(base_tree)
    assert history(dataset, dataset.frameworks["par-index-2022"]) == {}
    assert "1.1" in history(dataset, dataset.frameworks["sipas-2022"])


def test_neighbours_stand_under_the_same_parent(base_tree: Path) -> None:
    """A step aside never leaves the parent; the first has none before it, the last none after it."""
    framework = dataset_of(base_tree).frameworks["par-index-2022"]
    beside = {
        code: tuple(one.code if one else None for one in framework.neighbours(code)) for code in framework.criteria
    }
    assert beside["1"] == (None, "2")
    assert beside["2"] == ("1", None)
    assert beside["1.1"] == (None, "1.2")
    assert beside["1.1.2"][0] == "1.1.1"
