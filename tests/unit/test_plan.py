"""The consolidated plan: every task once, in three groups, in the framework's order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cchc.figures.plan import GroupKind
from unit.trees import (
    ADJUSTMENTS,
    RESULTS,
    SNV_SUBMISSION,
    STP_SUBMISSION,
    edit,
    report_of,
)

if TYPE_CHECKING:
    from pathlib import Path

WITHDRAWAL = """  - ngay: 2023-07-01
    van_ban:
      so: MH-06/QĐ-UBND
      ngay: 2023-06-30
    nhiem_vu: STP-01
    loai: bai-bo
    ly_do: Nhập vào chương trình khác.
"""
Outline = dict[int, list[tuple[str, str, list[tuple[str, list[str]]]]]]


def outline(tree: Path) -> Outline:
    """Give group → (framework, domain, items with their tasks), all by code."""
    return {
        int(group.kind): [
            (
                section.framework.id,
                section.domain.code,
                [(item.criterion.code, [task.code for task in item.tasks]) for item in section.items],
            )
            for section in group.sections
        ]
        for group in report_of(tree).groups
    }


BASE_OUTLINE: Outline = {
    1: [
        ("par-index-2022", "1", [("1.1.2", ["SNV-01"]), ("1.2", ["SNV-02"])]),
        ("par-index-2022", "2", [("2.1", ["STP-01"])]),
    ],
    2: [("sipas-2022", "1", [("1.1", ["SNV-03"])])],
    3: [("par-index-2022", "1", [("1.1.1", ["SNV-04"])])],
}


def test_submissions_become_three_groups(base_tree: Path) -> None:
    """Criteria below their maximum; satisfaction; what must be kept."""
    assert outline(base_tree) == BASE_OUTLINE


@pytest.mark.threat("S06")
def test_every_task_stands_in_the_plan_exactly_once(base_tree: Path) -> None:
    """A task that serves two criteria is printed under its own."""
    report = report_of(base_tree)
    printed = [task.code for group in report.groups for task in group.tasks]
    assert (
        sorted(printed)
        == sorted(task.code for task in report.tasks)
        == [
            "SNV-01",
            "SNV-02",
            "SNV-03",
            "SNV-04",
            "STP-01",
        ]
    )


@pytest.mark.threat("S03")
def test_a_gap_nobody_answered_stays_in_the_plan(base_tree: Path) -> None:
    """The criterion is listed with its leader and without tasks."""
    (base_tree / "data" / STP_SUBMISSION).unlink()
    expected = {**BASE_OUTLINE, 1: [BASE_OUTLINE[1][0], ("par-index-2022", "2", [("2.1", [])])]}
    assert outline(base_tree) == expected
    item = report_of(base_tree).groups[0].sections[1].items[0]
    assert (item.leader, item.analyses) == ("so-tu-phap", ())
    assert item.score is not None
    assert str(item.score.gap) == "1"


def test_an_item_carries_its_score_leader_and_analyses(base_tree: Path) -> None:
    """What the document prints beside the tasks."""
    item = report_of(base_tree).groups[0].sections[0].items[0]
    assert item.score is not None
    assert (str(item.score.points), str(item.score.gap)) == ("1.25", "0.75")
    assert [(one.agency, one.analysis.causes[0].kind.value) for one in item.analyses] == [("so-noi-vu", "chu-quan")]


def test_a_withdrawn_task_is_still_printed(base_tree: Path) -> None:
    """The document shows what was withdrawn."""
    place = base_tree / "data" / ADJUSTMENTS
    place.write_text(
        place.read_text("utf-8")
        + "  - ngay: 2023-09-01\n    van_ban:\n      so: MH-06/QĐ-UBND\n      ngay: 2023-08-30\n"
        "    nhiem_vu: STP-01\n    loai: bai-bo\n    ly_do: Trùng nhiệm vụ.\n",
        "utf-8",
    )
    assert outline(base_tree) == BASE_OUTLINE


def test_a_group_without_tasks_is_empty(base_tree: Path) -> None:
    """When nothing is kept, the third group has no sections, and it is still there."""
    text = (base_tree / "data" / SNV_SUBMISSION).read_text("utf-8")
    edit(base_tree, SNV_SUBMISSION, text[text.index("duy_tri:") :], "")
    groups = report_of(base_tree).groups
    assert [group.kind for group in groups] == list(GroupKind)
    assert groups[2].sections == ()
    assert groups[2].tasks == ()


@pytest.mark.threat("S09")
def test_the_order_of_analyses_does_not_move_the_plan(base_tree: Path) -> None:
    """Items follow the framework whatever the submission's order."""
    place = base_tree / "data" / SNV_SUBMISSION
    head, _, rest = place.read_text("utf-8").partition("phan_tich:\n")
    entries, _, tail = rest.partition("duy_tri:\n")
    first, second, third = entries.split("  - tieu_chi: ")[1:]
    swapped = "".join(f"  - tieu_chi: {entry}" for entry in (third, second, first))
    place.write_text(f"{head}duy_tri:\n{tail}phan_tich:\n{swapped}", "utf-8")
    assert outline(base_tree) == BASE_OUTLINE


@pytest.mark.threat("S09")
def test_the_order_of_results_does_not_move_the_plan(base_tree: Path) -> None:
    """Nor does the order of scores."""
    edit(base_tree, RESULTS, '  "1.1.2": 1.25\n  "1.2": 2.5\n', '  "1.2": 2.5\n  "1.1.2": 1.25\n')
    assert outline(base_tree) == BASE_OUTLINE


def uncovered(tree: Path) -> set[str]:
    """Name the criteria of which the plan says that no task serves them."""
    items = [item for group in report_of(tree).groups for section in group.sections for item in section.items]
    return {item.criterion.code for item in items if item.is_uncovered}


def test_a_criterion_served_from_elsewhere_is_covered_and_names_the_task(base_tree: Path) -> None:
    """SNV-02 stands under 1.2 and serves SIPAS 1.1 too: without SNV-03 that one still has a task."""
    edit(base_tree, ADJUSTMENTS, "dieu_chinh:\n", f"dieu_chinh:\n{WITHDRAWAL.replace('STP-01', 'SNV-03')}")
    (section,) = report_of(base_tree).groups[1].sections
    (item,) = section.items
    assert [task.code for task in item.tasks] == ["SNV-03"]
    assert [task.code for task in item.elsewhere] == ["SNV-02"]
    assert uncovered(base_tree) == set()


@pytest.mark.threat("S04")
def test_the_plan_calls_uncovered_what_the_ledger_does(base_tree: Path) -> None:
    """A criterion whose only task was withdrawn is uncovered, though the withdrawn task is still shown."""
    assert uncovered(base_tree) == set()
    edit(base_tree, ADJUSTMENTS, "dieu_chinh:\n", f"dieu_chinh:\n{WITHDRAWAL}")
    report = report_of(base_tree)
    orphans = {leaf.score.criterion.code for one in report.evaluations for leaf in one.ledger.uncovered_leaves}
    assert uncovered(base_tree) == orphans == {"2.1"}
