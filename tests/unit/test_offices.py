"""What each agency and each group of agencies has to do with a plan."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.figures.offices import collectives_of, offices_of
from unit.trees import CYCLE, SNV_SUBMISSION, dataset_of, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.freeze import PlannedTask
    from cchc.figures.offices import Collective, Office

REGISTRY = "don-vi.yml"
UNIT = "  - ma: {0}\n    ten: Đơn vị {0}\n    ten_ngan: {0}\n    ten_tat: {1}\n    loai: {2}\n"


def office_of(tree: Path, agency: str) -> Office:
    """Draw up one agency's part."""
    return offices_of(dataset_of(tree), report_of(tree))[agency]


def collective_of(tree: Path, group: str) -> Collective:
    """Draw up one group's part."""
    return collectives_of(dataset_of(tree), report_of(tree))[group]


def register(tree: Path, id_: str, abbreviation: str, kind: str, more: str = "") -> None:
    """Add a unit to the registry."""
    place = tree / "data" / REGISTRY
    place.write_text(place.read_text("utf-8") + UNIT.format(id_, abbreviation, kind) + more, "utf-8")


def codes(tasks: tuple[PlannedTask, ...]) -> list[str]:
    """Name tasks by code."""
    return [task.code for task in tasks]


def test_leading_implementing_and_partnering_are_told_apart(base_tree: Path) -> None:
    """Each task stands once, where the agency's part in it is greatest."""
    office = office_of(base_tree, "so-tu-phap")
    assert codes(office.leads) == ["STP-01"]
    assert codes(office.partners) == ["SNV-02"]
    assert codes(office.proposes) == codes(office.implements) == []
    assert codes(office_of(base_tree, "so-tai-chinh").implements) == ["STP-01"]


def test_a_task_led_by_another_stays_in_sight_of_who_proposed_it(draft: Path) -> None:
    """Who proposes a task and hands it over still answers for having proposed it."""
    edit(draft, SNV_SUBMISSION, "chu_tri: so-noi-vu", "chu_tri: so-tai-chinh")
    office = office_of(draft, "so-noi-vu")
    assert codes(office.proposes) == ["SNV-01"]
    assert "SNV-01" not in codes((*office.leads, *office.implements, *office.partners))
    assert codes(office_of(draft, "so-tai-chinh").leads) == ["SNV-01"]


def test_what_an_agency_leads_is_counted_with_what_it_missed(base_tree: Path) -> None:
    """All leaves it leads, those below their maximum, and their points, per framework."""
    summed, satisfaction = office_of(base_tree, "so-noi-vu").leadership
    assert (summed.evaluation.framework.id, summed.leaves, len(summed.ledger.leaves)) == ("par-index-2022", 3, 2)
    assert summed.ledger.gap == Decimal("1.25")
    assert satisfaction.evaluation.framework.id == "sipas-2022"
    assert office_of(base_tree, "so-tai-chinh").leadership == ()


def test_statuses_are_those_of_the_tasks_led_and_not_withdrawn(base_tree: Path) -> None:
    """A withdrawn task stays in the list and out of the counts."""
    withdrawal = """  - ngay: 2023-09-10
    van_ban:
      so: MH-09/QĐ-UBND
      ngay: 2023-09-08
    nhiem_vu: SNV-04
    loai: bai-bo
    ly_do: Đã làm xong từ trước.
"""
    place = base_tree / "data/ke-hoach/2023/dieu-chinh.yml"
    place.write_text(place.read_text("utf-8") + withdrawal, "utf-8")
    office = office_of(base_tree, "so-noi-vu")
    assert codes(office.leads) == ["SNV-01", "SNV-02", "SNV-03", "SNV-04"]
    assert sum(office.status_counts.values()) == len(office.states) == 3


def test_a_group_lists_its_tasks_once_and_each_member_points_there(base_tree: Path) -> None:
    """What is given to "UBND các huyện" is the group's; a member has its count, not its rows."""
    group = collective_of(base_tree, "ubnd-cap-huyen")
    assert (codes(group.implements), codes(group.partners), group.count) == (["SNV-01"], [], 1)
    member = office_of(base_tree, "huyen-mau")
    assert [one.group.id for one in member.collectives] == ["ubnd-cap-huyen"]
    assert codes((*member.leads, *member.implements, *member.partners)) == []
    assert member.is_active


def test_a_group_named_both_ways_implements(draft: Path) -> None:
    """One row for a task, under the stronger of the two parts."""
    edit(draft, SNV_SUBMISSION, "        san_pham: 07", "        phoi_hop: [ubnd-cap-huyen]\n        san_pham: 07")
    group = collective_of(draft, "ubnd-cap-huyen")
    assert (codes(group.implements), codes(group.partners), group.count) == (["SNV-01"], [], 1)


def test_members_are_those_of_the_plans_year(base_tree: Path) -> None:
    """A district founded later was not meant; one that ended later was."""
    register(base_tree, "huyen-moi", "MOI", "huyen", "    tu_ngay: 2025-01-01\n")
    register(base_tree, "huyen-cu", "CU", "huyen", "    den_ngay: 2024-12-31\n")
    members = [one.id for one in collective_of(base_tree, "ubnd-cap-huyen").members]
    assert members == ["huyen-mau", "huyen-cu"]
    assert not office_of(base_tree, "huyen-moi").is_active


def test_an_heir_has_what_its_predecessors_led_through_every_merger(base_tree: Path) -> None:
    """Sở Tư pháp merged into one that merged again: both heirs show its task."""
    edit(
        base_tree,
        REGISTRY,
        "    ten_tat: STP\n    loai: so\n",
        "    ten_tat: STP\n    loai: so\n    den_ngay: 2025-02-19\n    ke_thua_boi: so-giua\n",
    )
    register(base_tree, "so-giua", "SG", "so", "    den_ngay: 2026-01-31\n    ke_thua_boi: so-cuoi\n")
    register(base_tree, "so-cuoi", "SC", "so")
    assert dataset_of(base_tree).heirs("so-tu-phap") == ("so-giua", "so-cuoi")
    for heir in ("so-giua", "so-cuoi"):
        office = office_of(base_tree, heir)
        assert [one.agency.id for one in office.inherited] == ["so-tu-phap"]
        assert codes(office.inherited[0].leads) == ["STP-01"]
        assert not office.is_active
    assert office_of(base_tree, "so-tai-chinh").inherited == ()


def test_every_agency_has_an_office_be_it_empty(base_tree: Path) -> None:
    """A page never lacks its computation; an agency that must report is active even if it never answers."""
    dataset = dataset_of(base_tree)
    assert offices_of(dataset, report_of(base_tree)).keys() == dataset.agencies.keys()
    edit(base_tree, CYCLE, "  - so-tu-phap\n", "  - so-tu-phap\n  - so-tai-chinh\n")
    submission = office_of(base_tree, "so-tai-chinh").submission
    assert submission is not None
    assert submission.submitted_on is None
