"""An agency that is given work by others and has sent no report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unit.trees import CYCLE, STP_SUBMISSION, edit, findings, rules, write

if TYPE_CHECKING:
    from pathlib import Path

LISTED = "  - so-tu-phap\n  - so-tai-chinh\n"


def test_one_finding_names_every_task(base_tree: Path) -> None:
    """One finding for an agency, however many tasks it is given."""
    edit(base_tree, CYCLE, "  - so-tu-phap\n", LISTED)
    (finding,) = findings(base_tree)
    assert (finding.rule, finding.span.line) == ("thuc-hien-chua-bao-cao", 17)
    assert "“STP-01”" in finding.message


def test_agencies_that_lead_report_or_are_not_listed_are_left_alone(draft: Path) -> None:
    """Who is not on the list, leads a task, or sent a file even if broken, knows of the plan."""
    assert rules(draft) == []
    edit(draft, CYCLE, "  - so-tu-phap\n", LISTED)
    assert rules(draft) == ["thuc-hien-chua-bao-cao"]
    edit(draft, STP_SUBMISSION, "chu_tri: so-tu-phap", "chu_tri: so-tai-chinh")
    assert rules(draft) == []
    edit(draft, STP_SUBMISSION, "chu_tri: so-tai-chinh", "chu_tri: so-tu-phap")
    write(draft, "ke-hoach/2023/bao-cao/so-tai-chinh.yml", "co_quan: 'so-tai-chinh\n")
    assert rules(draft) == ["cu-phap"]
