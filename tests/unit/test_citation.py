"""A task's citation: whatever is known of it on one line, and what is unknown left out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc.git import Revision
from cchc.render.citation import task_citation
from unit.trees import dataset_of, report_of

if TYPE_CHECKING:
    from pathlib import Path

ADDRESS = "https://mau.example/nhiem-vu/2023/SNV-01/"
COMMITTED_AT = dt.datetime(2023, 10, 14, tzinfo=dt.UTC)


def cite(tree: Path, *, is_exact: bool) -> str:
    """Cite SNV-01 at a commit that is the tree's, or that the tree has moved away from."""
    report = report_of(tree)
    task = next(one for one in report.tasks if one.code == "SNV-01")
    revision = Revision(sha="0123456789abcdef" * 2, committed_at=COMMITTED_AT, is_exact=is_exact)
    return task_citation(dataset_of(tree), report, task, ADDRESS, revision)


def test_a_citation_names_the_commit_where_the_tree_is_that_commits(base_tree: Path) -> None:
    """Whoever checks a quotation later finds the very figures; a tree with changes of its own has no name yet."""
    text = (
        "Sở Nội vụ, nhiệm vụ SNV-01 “Lập bảng theo dõi từng nhiệm vụ của kế hoạch theo tháng.”, "
        "Kế hoạch cải thiện Chỉ số mẫu năm 2023 (MH-01/KH-UBND, ngày 12/06/2023), "
        "dữ liệu minh họa, không phải số liệu chính thức, tính đến ngày 15/10/2023, "
    )
    assert cite(base_tree, is_exact=True) == f"{text}bản 0123456789, {ADDRESS}"
    assert cite(base_tree, is_exact=False) == f"{text}{ADDRESS}"


def test_a_plan_not_issued_is_cited_without_a_number(draft: Path) -> None:
    """No document is invented."""
    assert "Kế hoạch cải thiện Chỉ số mẫu năm 2023, dữ liệu minh họa" in cite(draft, is_exact=False)
