"""The points ledger: points missed = covered by tasks + uncovered."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.figures.coverage import serves
from cchc.schema.fields import CriterionRef
from unit.trees import (
    ADJUSTMENTS,
    AS_OF,
    CYCLE,
    SNV_SUBMISSION,
    STP_SUBMISSION,
    edit,
    findings,
    report_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.coverage import Ledger

WITHDRAWAL = """  - ngay: 2023-09-01
    van_ban:
      so: MH-06/QĐ-UBND
      ngay: 2023-08-30
    nhiem_vu: STP-01
    loai: bai-bo
    ly_do: Nhập vào chương trình khác.
"""


def ledger_of(tree: Path, framework: str = "par-index-2022", as_of: dt.date = AS_OF) -> Ledger:
    """Draw up the account of one framework."""
    evaluation = report_of(tree, as_of).evaluation(framework)
    assert evaluation is not None
    return evaluation.ledger


def withdraw(tree: Path) -> None:
    """Withdraw task STP-01 from 1 September 2023 on."""
    place = tree / "data" / ADJUSTMENTS
    place.write_text(place.read_text("utf-8") + WITHDRAWAL, "utf-8")


def test_every_gap_is_covered_or_uncovered(base_tree: Path) -> None:
    """In the base every gap has a task, a leader and an analysis."""
    ledger = ledger_of(base_tree)
    assert (ledger.gap, ledger.covered, ledger.uncovered) == (Decimal("2.25"), Decimal("2.25"), Decimal(0))
    assert [
        (leaf.score.criterion.code, leaf.leader, len(leaf.analyses), [task.code for task in leaf.tasks])
        for leaf in ledger.leaves
    ] == [
        ("1.1.2", "so-noi-vu", 1, ["SNV-01"]),
        ("1.2", "so-noi-vu", 1, ["SNV-02"]),
        ("2.1", "so-tu-phap", 1, ["STP-01"]),
    ]
    assert ledger.unanalysed_leaves == ()


def test_a_withdrawn_task_covers_nothing_from_its_day_on(base_tree: Path) -> None:
    """The day before the withdrawal the gap is covered, on the day it is not."""
    withdraw(base_tree)
    before = ledger_of(base_tree, as_of=dt.date(2023, 8, 31))
    on_the_day = ledger_of(base_tree, as_of=dt.date(2023, 9, 1))
    assert (before.covered, before.uncovered) == (Decimal("2.25"), Decimal(0))
    assert (on_the_day.covered, on_the_day.uncovered) == (Decimal("1.25"), Decimal(1))
    assert [leaf.score.criterion.code for leaf in on_the_day.uncovered_leaves] == ["2.1"]
    assert [leaf.score.criterion.code for leaf in on_the_day.covered_leaves] == ["1.1.2", "1.2"]


def test_a_missing_submission_leaves_its_gaps_uncovered_and_unanalysed(base_tree: Path) -> None:
    """The gap stays in the account, with its leader."""
    (base_tree / "data" / STP_SUBMISSION).unlink()
    ledger = ledger_of(base_tree)
    assert (ledger.gap, ledger.covered, ledger.uncovered) == (Decimal("2.25"), Decimal("1.25"), Decimal(1))
    assert [(leaf.score.criterion.code, leaf.leader) for leaf in ledger.unanalysed_leaves] == [("2.1", "so-tu-phap")]


@pytest.mark.parametrize(
    ("named", "asked", "expected"),
    [
        ("1", "1.1.2", True),
        ("1.1", "1.1.2", True),
        ("1.1.2", "1.1.2", True),
        ("1.1.2", "1.1", False),
        ("1.1", "1.10", False),
        ("1", "10", False),
        ("2", "1.1", False),
    ],
)
def test_a_reference_serves_its_criterion_and_those_below(named: str, asked: str, expected: bool) -> None:  # noqa: FBT001 -- one column of the table
    """Codes are compared by their parts: 1.1 is not above 1.10."""
    refs = [CriterionRef(framework="a", code=named)]
    assert serves(refs, "a", asked) is expected
    assert serves(refs, "b", asked) is False


def test_the_nearest_assignment_leads(base_tree: Path) -> None:
    """An entry for a criterion wins over its domain's."""
    edit(base_tree, CYCLE, '    "1": so-noi-vu\n    "2"', '    "1": so-noi-vu\n    "1.2": so-tu-phap\n    "2"')
    assert [leaf.leader for leaf in ledger_of(base_tree).leaves] == ["so-noi-vu", "so-tu-phap", "so-tu-phap"]


@pytest.mark.threat("S06")
def test_a_task_that_serves_two_criteria_is_one_task(base_tree: Path) -> None:
    """SNV-02 answers two gaps; it is counted once among the tasks and once under each gap."""
    report = report_of(base_tree)
    assert [task.code for task in report.tasks] == ["SNV-01", "SNV-02", "SNV-03", "SNV-04", "STP-01"]
    assert sum(report.status_counts.values()) == 5
    assert [task.code for task in ledger_of(base_tree, "sipas-2022").leaves[0].tasks] == ["SNV-02", "SNV-03"]
    assert [task.code for task in ledger_of(base_tree).leaves[1].tasks] == ["SNV-02"]


@pytest.mark.threat("S06")
def test_a_gap_served_twice_counts_its_points_once(base_tree: Path) -> None:
    """A second task for the same criterion covers no more points."""
    edit(base_tree, SNV_SUBMISSION, "sipas-2022/1.1\n  - tieu_chi", "par-index-2022/2.1\n  - tieu_chi")
    ledger = ledger_of(base_tree)
    assert [task.code for task in ledger.leaves[2].tasks] == ["SNV-02", "STP-01"]
    assert ledger.covered == Decimal("2.25")


@pytest.mark.threat("S06")
def test_the_same_task_code_in_two_agencies_is_an_error(base_tree: Path) -> None:
    """The second use is told where the first stands."""
    edit(base_tree, STP_SUBMISSION, "ma: STP-01", "ma: SNV-01")
    root = base_tree.as_posix()
    assert [
        (finding.span.path, finding.span.line, finding.message)
        for finding in findings(base_tree)
        if finding.rule == "trung-ma-nhiem-vu"
    ] == [
        (
            f"{root}/data/{STP_SUBMISSION}",
            14,
            f"mã nhiệm vụ “SNV-01” đã dùng ở {root}/data/{SNV_SUBMISSION} dòng 14",
        )
    ]


@pytest.mark.threat("S06")
def test_two_agencies_cannot_win_back_the_same_points(base_tree: Path) -> None:
    """Target points of all tasks under a criterion fit its gap together; at the gap itself they still fit."""
    edit(base_tree, STP_SUBMISSION, "diem_phan_dau: 1", "diem_phan_dau: 1,0001")
    assert [(one.rule, one.span.line) for one in findings(base_tree) if one.rule == "qua-diem-mat"] == [
        ("qua-diem-mat", 22)
    ]
    edit(base_tree, STP_SUBMISSION, "diem_phan_dau: 1,0001", "diem_phan_dau: 1")
    assert findings(base_tree) == []


@pytest.mark.threat("S09")
def test_the_order_of_entries_changes_no_account(base_tree: Path) -> None:
    """Analyses written in another order give the same ledger, leaf by leaf."""
    place = base_tree / "data" / SNV_SUBMISSION
    before = ledger_of(base_tree)
    head, _, rest = place.read_text("utf-8").partition("phan_tich:\n")
    entries, _, tail = rest.partition("duy_tri:\n")
    first, second, third = entries.split("  - tieu_chi: ")[1:]
    swapped = "".join(f"  - tieu_chi: {entry}" for entry in (third, second, first))
    place.write_text(f"{head}phan_tich:\n{swapped}duy_tri:\n{tail}", "utf-8")
    after = ledger_of(base_tree)
    assert (after.gap, after.covered, after.uncovered) == (before.gap, before.covered, before.uncovered)
    assert [(leaf.score.criterion.code, [task.code for task in leaf.tasks]) for leaf in after.leaves] == [
        (leaf.score.criterion.code, [task.code for task in leaf.tasks]) for leaf in before.leaves
    ]
