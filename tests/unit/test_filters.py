"""By what a reader may narrow the tasks: marks of rows and choices that fit them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.figures.progress import Status
from cchc.render.filters import task_choices, task_marks
from cchc.render.view import View
from unit.trees import AS_OF, STP_SUBMISSION, dataset_of, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.render.filters import Marks


def marks(tree: Path, code: str) -> Marks:
    """Give the marks of one task's row."""
    report = report_of(tree)
    return task_marks(report, next(task for task in report.tasks if task.code == code))


def choices(tree: Path, *, with_uncovered: bool = True) -> dict[str, list[tuple[str, str]]]:
    """Give the options offered, by the name of their choice."""
    view = View(dataset_of(tree), AS_OF, None)
    found = task_choices(view, report_of(tree), with_uncovered=with_uncovered)
    return {choice.name: list(choice.options) for choice in found}


def test_a_row_is_marked_by_units_domain_class_and_deadline(base_tree: Path) -> None:
    """Lead and implementers once each, collective names as written; overdue beside the quarter."""
    one = marks(base_tree, "SNV-01")
    assert one.agencies == "so-noi-vu ubnd-cap-huyen"
    assert one.domain == "par-index-2022/1"
    assert one.status == Status.DONE_LATE
    assert one.deadline == "2023-quy-3"
    assert marks(base_tree, "STP-01").deadline == "2023-quy-3 qua-han"
    assert marks(base_tree, "SNV-04").status.split() == [Status.OPEN_IN_TIME, "chua-cap-nhat"]


def test_only_what_occurs_is_offered(base_tree: Path) -> None:
    """No option leads to an empty table; options stand in the order of registry, framework, classes, calendar."""
    found = choices(base_tree)
    assert [value for value, _ in found["co-quan"]] == ["so-noi-vu", "so-tu-phap", "so-tai-chinh", "ubnd-cap-huyen"]
    assert found["linh-vuc"] == [
        ("par-index-2022/1", "PAR Index 1. Chỉ đạo, điều hành"),
        ("par-index-2022/2", "PAR Index 2. Cải cách thể chế"),
        ("sipas-2022/1", found["linh-vuc"][2][1]),
    ]
    assert [value for value, _ in found["trang-thai"]] == [*Status, "chua-cap-nhat"]
    assert found["han"] == [
        ("qua-han", "Quá hạn, chưa hoàn thành"),
        ("2023-quy-2", "Quý II/2023"),
        ("2023-quy-3", "Quý III/2023"),
        ("2023-quy-4", "Quý IV/2023"),
    ]


def test_a_plan_not_yet_issued_has_no_classes_to_choose(draft: Path) -> None:
    """Progress is not due yet, so nothing is late; a gap without a task can be asked for all the same."""
    edit(
        draft,
        STP_SUBMISSION,
        "    nhiem_vu:\n      - ma: STP-01",
        "    nhiem_vu: []\nduy_tri:\n  - tieu_chi: par-index-2022/1.1.1\n    nhiem_vu:\n      - ma: STP-01",
    )
    found = choices(draft)
    assert found["trang-thai"] == [("chua-co-nhiem-vu", "Chưa có nhiệm vụ")]
    assert "qua-han" not in dict(found["han"])
    assert choices(draft, with_uncovered=False)["trang-thai"] == []
