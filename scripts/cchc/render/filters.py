"""By what readers may narrow a table of tasks or gaps: the choices offered, and the marks by which rows answer.

A mark is a word of the row's `data-loc-<name>`; a choice's value is such a word. The script in the browser
(`loc-bang.js`) compares them and knows nothing of agencies or deadlines.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.figures.progress import DUE_SOON_DAYS, Status
from cchc.render.words import word
from cchc.schema import AssessmentMethod

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable, Iterator

    from cchc.figures.freeze import PlannedTask
    from cchc.figures.plan import Item
    from cchc.figures.progress import TaskState
    from cchc.figures.report import CycleReport, Evaluation
    from cchc.render.view import View

UNCOVERED = "chua-co-nhiem-vu"
_WITHDRAWN = "bai-bo"
_STALE = "chua-cap-nhat"
_OVERDUE = "qua-han"
_SOON = "sap-den-han"
_RANK = {status: rank for rank, status in enumerate(Status)}
_QUARTERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A list to choose from: its name in the page's address, its label, its options as value and label."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """The marks of one row, each a list of words in one text."""

    agencies: str
    domain: str
    status: str
    deadline: str


def task_marks(report: CycleReport, task: PlannedTask) -> Marks:
    """Mark a task's row: who leads or implements it, its domain, its classes, when it is due."""
    state = report.state_by_code.get(task.code)
    status, deadline = [_WITHDRAWN], []
    if state is not None:
        status = [state.status, *([_STALE] if state.is_stale else [])] if report.is_tracked else []
        deadline = [_quarter(state.due_on)]
        deadline += [_OVERDUE] if report.is_tracked and state.days_overdue else []
        deadline += [_SOON] if report.is_tracked and state.is_due_soon else []
    return Marks(
        agencies=" ".join(dict.fromkeys((task.lead, *task.implementers))),
        domain=_domain(task.criterion.framework, task.criterion.code),
        status=" ".join(status),
        deadline=" ".join(deadline),
    )


def uncovered_marks(item: Item) -> Marks:
    """Mark the row that says of a criterion that no task serves it."""
    domain = _domain(item.criterion.framework, item.criterion.code)
    return Marks(agencies=item.leader or "", domain=domain, status=UNCOVERED, deadline="")


def task_choices(view: View, report: CycleReport, *, with_uncovered: bool) -> tuple[Choice, ...]:
    """Offer what occurs among a cycle's tasks, and nothing else.

    Args:
        view: names of agencies and frameworks.
        report: the cycle.
        with_uncovered: whether the table also has rows for criteria that no task serves.
    """
    marks = [task_marks(report, task) for task in report.tasks]
    if with_uncovered:
        items = [item for group in report.groups for section in group.sections for item in section.items]
        marks += [uncovered_marks(item) for item in items if item.is_uncovered]
    found = {name: {one for mark in marks for one in getattr(mark, name).split()} for name in Marks.__slots__}
    units = ((id_, view.unit_name(id_)) for id_ in (*view.agencies, *view.groups))
    domains = (
        (
            _domain(one.framework.id, domain.code),
            f"{one.framework.file.abbreviation} {domain.code}. {domain.name}",
        )
        for one in report.evaluations
        for domain in one.framework.domains
    )
    quarters = ((mark, _quarter_name(mark)) for mark in sorted(found["deadline"]) if mark[:1].isdecimal())
    soon = (
        (_OVERDUE, "Quá hạn, chưa hoàn thành"),
        (_SOON, f"Trong {DUE_SOON_DAYS} ngày tới"),
    )
    return (
        Choice(name="co-quan", label="Cơ quan chủ trì hoặc thực hiện", options=_only(found["agencies"], units)),
        Choice(name="linh-vuc", label="Lĩnh vực", options=_only(found["domain"], domains)),
        Choice(name="trang-thai", label="Trạng thái", options=_only(found["status"], _status_names())),
        Choice(name="han", label="Thời hạn", options=_only(found["deadline"], (*soon, *quarters))),
    )


def gap_choices(view: View, evaluation: Evaluation) -> tuple[Choice, ...]:
    """Offer what occurs among the criteria that missed points; the framework's points add up."""
    leaves = evaluation.ledger.leaves
    domains = ((part.key.code, f"{part.key.code}. {part.key.name}") for part in evaluation.domains)
    agencies = ((id_, view.unit_name(id_)) for id_ in view.agencies)
    methods = ((method.value, word(method)) for method in AssessmentMethod)
    covered = (("co", "Đã có nhiệm vụ"), ("chua", "Chưa có nhiệm vụ"))
    found = {leaf.score.criterion.method for leaf in leaves}
    return (
        Choice(name="co-quan", label="Cơ quan chủ trì", options=_only({leaf.leader for leaf in leaves}, agencies)),
        Choice(
            name="linh-vuc",
            label=evaluation.framework.level_name(1),
            options=_only({part.key.code for part in evaluation.domains if part.ledger.leaves}, domains),
        ),
        Choice(name="phuong-phap", label="Phương pháp đánh giá", options=_only({*found}, methods)),
        Choice(
            name="nhiem-vu",
            label="Nhiệm vụ",
            options=_only({"co" if leaf.is_covered else "chua" for leaf in leaves}, covered),
        ),
    )


def status_rank(state: TaskState | None) -> str:
    """Give what a status is sorted by, the order of its class; nothing for a task that was withdrawn."""
    return str(_RANK[state.status]) if state else ""


def last_day(state: TaskState | None) -> str:
    """Give what a deadline is sorted by, its last day on time; nothing for a task that was withdrawn."""
    return state.due_on.isoformat() if state else ""


def _only(found: Collection[str | None], options: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(option for option in options if option[0] in found)


def _status_names() -> Iterator[tuple[str, str]]:
    yield from ((status.value, word(status)) for status in Status)
    yield _STALE, "Chưa cập nhật kỳ vừa qua"
    yield UNCOVERED, "Chưa có nhiệm vụ"
    yield _WITHDRAWN, "Đã bãi bỏ"


def _domain(framework: str, code: str) -> str:
    return f"{framework}/{code.partition('.')[0]}"


def _quarter(on: dt.date) -> str:
    return f"{on.year}-quy-{(on.month + 2) // 3}"


def _quarter_name(mark: str) -> str:
    year, _, number = mark.split("-")
    return f"Quý {_QUARTERS[int(number) - 1]}/{year}"
