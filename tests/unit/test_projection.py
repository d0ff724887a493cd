"""What the total would be if planned points came back."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from unit.test_coverage import withdraw
from unit.trees import RESULTS, SNV_SUBMISSION, STP_SUBMISSION, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.projection import Projection


def projection_of(tree: Path) -> Projection:
    """Project the framework whose points add up."""
    main = report_of(tree).main
    assert main is not None
    assert main.projection is not None
    return main.projection


def numbers(projection: Projection) -> tuple[Decimal, ...]:
    """Give what was added and what comes of it: covered, targeted, if covered, if targeted."""
    return (projection.covered, projection.targeted, projection.if_covered, projection.if_targeted)


def test_what_is_covered_and_what_is_aimed_for_come_on_top_of_the_published_total(base_tree: Path) -> None:
    """All gaps of the base have a task; the tasks aim for part of them."""
    edit(base_tree, STP_SUBMISSION, "diem_phan_dau: 1", "diem_phan_dau: 0,4")
    aimed = sum((task.target_points or Decimal(0) for task in report_of(base_tree).tasks), Decimal(0))
    assert Decimal(0) < aimed < Decimal("2.25")
    assert numbers(projection_of(base_tree)) == (Decimal("2.25"), aimed, Decimal(10), Decimal("7.75") + aimed)


def test_a_withdrawn_task_brings_nothing_back(base_tree: Path) -> None:
    """Neither what it covered nor what it aimed for."""
    before = projection_of(base_tree)
    withdraw(base_tree)
    after = projection_of(base_tree)
    assert (before.covered - after.covered, before.targeted - after.targeted) == (Decimal(1), Decimal(1))


def test_no_task_leaves_the_total_as_it_is(base_tree: Path) -> None:
    """Nothing covered, nothing aimed for."""
    for place in (SNV_SUBMISSION, STP_SUBMISSION):
        (base_tree / "data" / place).unlink()
    assert numbers(projection_of(base_tree)) == (Decimal(0), Decimal(0), Decimal("7.75"), Decimal("7.75"))


def test_aims_beyond_the_gaps_bring_back_no_more_than_the_gaps(base_tree: Path) -> None:
    """Two aims at one gap, one for the criterion and one for the domain above it, win its points once."""
    edit(base_tree, STP_SUBMISSION, "diem_phan_dau: 1", "diem_phan_dau: 9")
    projection = projection_of(base_tree)
    assert projection.targeted == projection.covered == Decimal("2.25")


def test_a_published_total_above_the_sum_of_the_leaves_never_passes_the_maximum(base_tree: Path) -> None:
    """A stated discrepancy must not project more than there is to win."""
    edit(base_tree, RESULTS, "diem: 7.75", "diem: 8.25")
    projection = projection_of(base_tree)
    assert projection.achieved + projection.covered > projection.max_points
    assert projection.if_covered == projection.max_points == Decimal(10)
