"""Points achieved and missed, at every level, exact."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.figures.gaps import leaf_gaps, scores
from unit.trees import FRAMEWORK, RESULTS, dataset_of, edit, findings, rules

if TYPE_CHECKING:
    from pathlib import Path

SIPAS = "ket-qua/2022/sipas-2022.yml"


def rows(tree: Path, framework: str) -> dict[str, tuple[str, str]]:
    """Give points and gap of every scored node, as text."""
    dataset = dataset_of(tree)
    scored = scores(dataset.frameworks[framework], dataset.results[2022, framework])
    return {code: (str(score.points), str(score.gap)) for code, score in scored.items()}


@pytest.mark.threat("S04")
def test_a_parent_is_the_exact_sum_of_its_leaves(base_tree: Path) -> None:
    """Under `tong` points and gaps add up at every level, without rounding."""
    assert rows(base_tree, "par-index-2022") == {
        "1": ("4.75", "1.25"),
        "1.1": ("2.25", "0.75"),
        "1.1.1": ("1", "0"),
        "1.1.2": ("1.25", "0.75"),
        "1.2": ("2.5", "0.5"),
        "2": ("3", "1"),
        "2.1": ("3", "1"),
    }


def test_an_independent_node_has_its_own_value(base_tree: Path) -> None:
    """Under `doc-lap` a parent is what was measured, not a sum."""
    edit(base_tree, SIPAS, '"1": 80.5', '"1": 70,25')
    assert rows(base_tree, "sipas-2022") == {"1": ("70.25", "29.75"), "1.1": ("80.5", "19.5")}


def test_an_independent_node_without_a_value_has_no_row(base_tree: Path) -> None:
    """Nothing is invented for a parent that was not measured."""
    edit(base_tree, SIPAS, '  "1": 80.5\n', "")
    assert rows(base_tree, "sipas-2022") == {"1.1": ("80.5", "19.5")}


def test_a_total_alone_gives_no_rows(base_tree: Path) -> None:
    """When only the total was published there is nothing to say of criteria."""
    edit(base_tree, SIPAS, 'diem:\n  "1": 80.5\n  "1.1": 80.5\n', "")
    assert rows(base_tree, "sipas-2022") == {}


def test_only_leaves_below_their_maximum_have_gaps(base_tree: Path) -> None:
    """In the framework's order; a full score is no gap."""
    dataset = dataset_of(base_tree)
    found = leaf_gaps(dataset.frameworks["par-index-2022"], dataset.results[2022, "par-index-2022"])
    assert {code: score.gap for code, score in found.items()} == {
        "1.1.2": Decimal("0.75"),
        "1.2": Decimal("0.5"),
        "2.1": Decimal(1),
    }
    assert list(found) == ["1.1.2", "1.2", "2.1"]


@pytest.mark.threat("S04")
def test_sums_are_decimal_not_binary(base_tree: Path) -> None:
    """0,1 + 0,2 is 0,3: no total is off by a float's error."""
    for old, new in (('"1.1.1": 1', '"1.1.1": 0,1'), ('"1.1.2": 1.25', '"1.1.2": 0,2')):
        edit(base_tree, RESULTS, old, new)
    edit(base_tree, RESULTS, "diem: 7.75", "diem: 5,8")
    assert rows(base_tree, "par-index-2022")["1.1"] == ("0.3", "2.7")
    assert [rule for rule in rules(base_tree) if rule == "tong-diem"] == []


@pytest.mark.threat("S09")
def test_the_order_of_scores_in_the_file_changes_nothing(base_tree: Path) -> None:
    """Rows follow the framework, not the results file."""
    before = rows(base_tree, "par-index-2022")
    table = '  "1.1.1": 1\n  "1.1.2": 1.25\n  "1.2": 2.5\n  "2.1": 3\n'
    reversed_table = "".join(reversed(table.splitlines(keepends=True)))
    edit(base_tree, RESULTS, table, reversed_table)
    after = rows(base_tree, "par-index-2022")
    assert after == before
    assert list(after) == list(before)


@pytest.mark.threat("S02")
def test_a_criterion_renamed_while_referenced_names_every_referrer(base_tree: Path) -> None:
    """A code that disappears is one error, where it is scored, and it lists every other place that uses it."""
    edit(base_tree, FRAMEWORK, 'ma: "2.1"', 'ma: "2.2"')
    found = [finding for finding in findings(base_tree) if "“2.1”" in finding.message]
    assert [finding.span.path.rpartition("/data/")[2] for finding in found] == [RESULTS]
    assert "ke-hoach/2023/bao-cao/so-tu-phap.yml dòng 8" in found[0].message
