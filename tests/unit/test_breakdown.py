"""Where the points went: by domain, by leading agency, by method."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.figures.breakdown import most_missed
from cchc.figures.coverage import gap_of
from cchc.schema import AssessmentMethod
from unit.trees import CYCLE, FRAMEWORK, RESULTS, STP_SUBMISSION, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.report import Evaluation


def main_of(tree: Path) -> Evaluation:
    """Evaluate the framework whose points add up."""
    main = report_of(tree).main
    assert main is not None
    return main


def full_score(tree: Path) -> None:
    """Make the year one in which nothing was missed."""
    for old, new in (('"1.1.2": 1.25', '"1.1.2": 2'), ('"1.2": 2.5', '"1.2": 3'), ('"2.1": 3', '"2.1": 4')):
        edit(tree, RESULTS, old, new)


def test_every_domain_has_its_row(base_tree: Path) -> None:
    """In the framework's order, each with its own maximum and account."""
    assert [
        (part.key.code, part.max_points, part.points, part.ledger.gap, part.ledger.uncovered)
        for part in main_of(base_tree).domains
    ] == [
        ("1", Decimal(6), Decimal("4.75"), Decimal("1.25"), Decimal(0)),
        ("2", Decimal(4), Decimal(3), Decimal(1), Decimal(0)),
    ]


def test_an_agency_without_a_gap_keeps_its_row(base_tree: Path) -> None:
    """Everyone who must report is listed, in the cycle's order, the one that missed nothing with 0."""
    edit(base_tree, RESULTS, '"2.1": 3', '"2.1": 4')
    assert [(part.key, part.max_points, part.ledger.gap) for part in main_of(base_tree).leaders] == [
        ("so-noi-vu", Decimal(6), Decimal("1.25")),
        ("so-tu-phap", Decimal(4), Decimal(0)),
    ]


def test_an_agency_that_leads_without_having_to_report_is_counted(base_tree: Path) -> None:
    """Its points are in the whole, so it has a row, after those that report."""
    edit(base_tree, CYCLE, '    "2": so-tu-phap\n', '    "2": so-tai-chinh\n')
    parts = main_of(base_tree).leaders
    assert [(part.key, part.ledger.gap) for part in parts] == [
        ("so-noi-vu", Decimal("1.25")),
        ("so-tu-phap", Decimal(0)),
        ("so-tai-chinh", Decimal(1)),
    ]


def test_methods_stand_by_the_points_they_decide(base_tree: Path) -> None:
    """The method that holds most points comes first, whatever was missed."""
    appraisal, survey = AssessmentMethod.APPRAISAL, AssessmentMethod.SURVEY
    assert [(part.key, part.max_points, part.ledger.gap) for part in main_of(base_tree).methods] == [
        (appraisal, Decimal(7), Decimal("1.75")),
        (survey, Decimal(3), Decimal("0.5")),
    ]
    place = base_tree / "data" / FRAMEWORK
    head, _, last = place.read_text("utf-8").rpartition("tham-dinh")
    place.write_text(f"{head}dieu-tra{last}", "utf-8")
    assert [(part.key, part.max_points) for part in main_of(base_tree).methods] == [
        (survey, Decimal(7)),
        (appraisal, Decimal(3)),
    ]


@pytest.mark.threat("S04")
@pytest.mark.parametrize("split", ["domains", "leaders", "methods"])
def test_parts_add_up_to_the_whole(split: str, base_tree: Path) -> None:
    """However the account is cut, no point is counted twice or lost."""
    (base_tree / "data" / STP_SUBMISSION).unlink()
    main = main_of(base_tree)
    parts = getattr(main, split)
    assert sum(part.max_points for part in parts) == main.framework.file.max_points
    for side in ("gap", "covered", "uncovered"):
        assert sum(getattr(part.ledger, side) for part in parts) == getattr(main.ledger, side)
    assert sorted(leaf.score.criterion.code for part in parts for leaf in part.ledger.leaves) == [
        leaf.score.criterion.code for leaf in main.ledger.leaves
    ]


def test_the_worst_come_first_and_those_without_a_gap_not_at_all(base_tree: Path) -> None:
    """Equal ones stay in the framework's order."""
    assert [part.key.code for part in most_missed(main_of(base_tree).domains)] == ["1", "2"]
    edit(base_tree, RESULTS, '"2.1": 3', '"2.1": 2')
    edit(base_tree, RESULTS, "diem: 7.75", "diem: 6.75")
    assert [part.key.code for part in most_missed(main_of(base_tree).domains)] == ["2", "1"]
    edit(base_tree, RESULTS, '"2.1": 2', '"2.1": 2.75')
    assert [part.key.code for part in most_missed(main_of(base_tree).domains)] == ["1", "2"]
    edit(base_tree, RESULTS, '"2.1": 2.75', '"2.1": 4')
    assert [part.key.code for part in most_missed(main_of(base_tree).domains)] == ["1"]


def test_leaves_stand_by_the_points_they_missed(base_tree: Path) -> None:
    """The largest gap first; equal gaps in the framework's order."""
    assert [leaf.score.criterion.code for leaf in main_of(base_tree).ledger.largest_first] == ["2.1", "1.1.2", "1.2"]
    edit(base_tree, RESULTS, '"1.2": 2.5', '"1.2": 2.25')
    assert [leaf.score.criterion.code for leaf in main_of(base_tree).ledger.largest_first] == ["2.1", "1.1.2", "1.2"]


def test_nothing_missed_is_nothing_to_split(base_tree: Path) -> None:
    """With a full score every part stands with 0, and no part is the worst."""
    full_score(base_tree)
    main = main_of(base_tree)
    assert {part.ledger.gap for parts in (main.domains, main.leaders, main.methods) for part in parts} == {Decimal(0)}
    assert most_missed(main.domains) == ()
    assert gap_of(main.ledger.largest_first) == Decimal(0)


def test_percentages_and_bare_totals_have_no_parts(base_tree: Path) -> None:
    """Separate percentages have no sum; a total without leaves has nothing to split."""
    sipas = report_of(base_tree).evaluation("sipas-2022")
    assert sipas is not None
    assert (sipas.domains, sipas.leaders, sipas.methods, sipas.projection) == ((), (), (), None)
    place = base_tree / "data" / RESULTS
    place.write_text(place.read_text("utf-8").partition("\ndiem:\n")[0] + "\n", "utf-8")
    main = main_of(base_tree)
    assert not main.is_detailed
    assert (main.domains, main.leaders, main.methods, main.projection) == ((), (), (), None)
