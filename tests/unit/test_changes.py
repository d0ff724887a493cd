"""What a proposed change does to what agencies ask of one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from cchc.render.review.plans import advice, differences
from cchc.render.style import MARKDOWN
from cchc.revisions.changes import plan_changes
from unit.test_handshake import HEAD, OBJECTION, REPLY, STC_PROGRESS
from unit.trees import STP_SUBMISSION, dataset_of, edit, report_of, write

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.report import CycleReport

NAMING = "          - so-tai-chinh\n"


def told(tree: Path, before: CycleReport) -> list[str]:
    """Give what a reviewer reads of requests when the tree takes the place of what was reported before."""
    lines = [
        line
        for plan in plan_changes({2023: before}, {2023: report_of(tree)})
        for write in (differences, advice)
        for line in write(dataset_of(tree), plan, MARKDOWN)
    ]
    return [line for line in lines if "ý kiến" in line.casefold()]


def test_whoever_is_named_anew_is_to_be_asked(draft: Path) -> None:
    """As lead or as implementer."""
    edit(draft, STP_SUBMISSION, NAMING, "")
    before = report_of(draft)
    edit(draft, STP_SUBMISSION, "chu_tri: so-tu-phap", "chu_tri: so-tai-chinh")
    assert told(draft, before) == ["- **Cần ý kiến** của Sở Tài chính, được giao chủ trì `STP-01` (Sở Tư pháp)"]
    assert told(draft, report_of(draft)) == []


@pytest.mark.parametrize(
    ("reply", "line"),
    [
        (REPLY, "- **Ý kiến** của Sở Tài chính: đồng ý `STP-01` (Sở Tư pháp)"),
        (OBJECTION, "- **Ý kiến** của Sở Tài chính: không đồng ý `STP-01` (Sở Tư pháp): Đề nghị lùi thời hạn."),
    ],
)
def test_a_reply_is_told_with_its_reason(draft: Path, reply: str, line: str) -> None:
    """Once: a change that leaves it alone does not repeat it."""
    before = report_of(draft)
    write(draft, STC_PROGRESS, HEAD + reply)
    assert told(draft, before) == [line]
    assert told(draft, report_of(draft)) == []


def test_a_task_rewritten_after_another_agreed_to_it_is_to_be_asked_again(draft: Path) -> None:
    """The data alone cannot tell: the agreement still stands there."""
    write(draft, STC_PROGRESS, HEAD + REPLY)
    before = report_of(draft)
    edit(draft, STP_SUBMISSION, "thoi_han: tháng 8/2023", "thoi_han: tháng 7/2023")
    assert told(draft, before) == [
        "- **Hỏi lại ý kiến:** Sở Tài chính đã đồng ý `STP-01` (Sở Tư pháp) trước khi nhiệm vụ được sửa"
    ]
