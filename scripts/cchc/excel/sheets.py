"""Which value of a data file stands in which column of which sheet: written and read by this one description."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc.basics.deadline import FORMS
from cchc.excel.layout import MOST_SLOTS, Column, Layout, Sheet, column
from cchc.excel.names import Names, agency_names, choice_names, criterion_names, unit_names
from cchc.figures.gaps import scores_by_framework
from cchc.schema import (
    Analysis,
    CauseKind,
    Nature,
    Opinion,
    ProgressEntry,
    ProgressFile,
    Reply,
    ReportedStatus,
    SubmissionFile,
    Task,
    Upkeep,
)
from cchc.schema.fields import CriterionRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency, Input

_MANY = "Nhiều đơn vị thì mỗi đơn vị một dòng trong ô (Alt + Enter) hoặc cách nhau bằng dấu chấm phẩy."


def _head(model: type[Input]) -> Iterator[Column]:
    yield column(
        model,
        "nature",
        names=choice_names(Nature, "Tính chất số liệu"),
        about="Số liệu thật thì chọn “Chính thức” và ghi nguồn bên dưới; chọn “Suy ra” thì ghi cách suy ra.",
    )
    yield column(model, "derivation")
    for number in range(MOST_SLOTS):
        yield column(model, "sources", number, "name", title="Nguồn")
        yield column(model, "sources", number, "url", title="Địa chỉ của nguồn")


def submission_layout(dataset: Dataset, cycle: Cycle, agency: Agency) -> Layout:
    """Describe the workbook of a report."""
    unmet, kept = criteria_of(dataset, cycle, agency)
    submission = cycle.submissions.get(agency.id)
    analysed = [entry.criterion for entry in submission.analyses] if submission else []
    below = criterion_names(dataset, cycle, "Tiêu chí mất điểm của cơ quan", dict.fromkeys((*unmet, *analysed)))
    best = criterion_names(dataset, cycle, "Tiêu chí đạt tối đa của cơ quan", kept)
    every = criterion_names(dataset, cycle, "Mọi tiêu chí")
    agencies, units = agency_names(dataset, cycle), unit_names(dataset, cycle)
    causes, opinions = choice_names(CauseKind, "Loại nguyên nhân"), choice_names(Opinion, "Ý kiến")
    report = Sheet(
        title="Báo cáo",
        model=SubmissionFile,
        is_upright=True,
        lead="Ghi vào cột “Nội dung”. Dòng nào không có gì thì để trống.",
        columns=(
            column(SubmissionFile, "letter", "number", title="Số, ký hiệu của báo cáo"),
            column(SubmissionFile, "letter", "issued_on", title="Ngày ký báo cáo"),
            column(SubmissionFile, "letter", "abstract", title="Trích yếu"),
            *_head(SubmissionFile),
            *(
                column(SubmissionFile, "achievements", number, about="Mỗi kết quả một dòng của bảng.")
                for number in range(MOST_SLOTS)
            ),
            column(SubmissionFile, "remarks"),
        ),
    )
    analysis = Sheet(
        title="Phân tích",
        model=Analysis,
        lead="Mỗi dòng là một tiêu chí mất điểm. Ghi tồn tại và các nguyên nhân; cột xám đã điền sẵn.",
        columns=(
            column(
                Analysis, "criterion", names=below, is_given=True, width=32, about="Điền sẵn theo kết quả chấm điểm."
            ),
            Column(title="Điểm tối đa", is_given=True, width=9),
            Column(title="Điểm đạt", is_given=True, width=9),
            Column(title="Điểm mất", is_given=True, width=9),
            column(Analysis, "shortfall", width=30),
            *(
                one
                for number in range(MOST_SLOTS)
                for one in (
                    column(Analysis, "causes", number, "kind", title="Loại nguyên nhân", names=causes, width=10),
                    column(Analysis, "causes", number, "content", title="Nguyên nhân", width=26),
                )
            ),
        ),
    )
    tasks = Sheet(
        title="Nhiệm vụ",
        model=Task,
        lead="Mỗi dòng là một nhiệm vụ. Dòng mới có tiêu chí, mã và cơ quan chủ trì thì coi như để trống.",
        columns=_task_columns(
            column(Analysis, "criterion", names=below, width=30, is_prefilled=True), agencies, units, every
        ),
    )
    upkeep = Sheet(
        title="Duy trì",
        model=Task,
        lead="Nhiệm vụ giữ các tiêu chí đã đạt điểm tối đa; không bắt buộc.",
        columns=_task_columns(
            column(Upkeep, "criterion", names=best, width=30, is_prefilled=True), agencies, units, every
        ),
    )
    replies = Sheet(
        title="Ý kiến",
        model=Reply,
        is_optional=True,
        lead="Việc cơ quan khác giao cơ quan mình chủ trì hoặc thực hiện. Chưa có ý kiến thì để trống cả dòng.",
        columns=(
            column(Reply, "task", is_given=True, width=12),
            Column(title="Nhiệm vụ được giao", is_given=True, width=60),
            column(Reply, "opinion", names=opinions, width=16),
            column(Reply, "on", title="Ngày có ý kiến", width=14),
            column(Reply, "reason", width=40),
        ),
    )
    lists = (below, best, agencies, units, every, choice_names(Nature, "Tính chất số liệu"), causes, opinions)
    return Layout(sheets=(report, analysis, tasks, upkeep, replies), lists=lists)


def _task_columns(criterion: Column, agencies: Names, units: Names, criteria: Names) -> tuple[Column, ...]:
    return (
        criterion,
        column(Task, "code", width=10, is_prefilled=True),
        column(Task, "content", width=44),
        column(Task, "lead", names=agencies, width=20, is_prefilled=True, about="Chọn một cơ quan trong danh sách."),
        column(Task, "implementers", names=units, width=24, about=f"Chọn trong danh sách. {_MANY}"),
        column(Task, "partners", names=units, width=24, about=f"Không bắt buộc. {_MANY}"),
        column(Task, "deliverable", width=30),
        column(Task, "deadline", width=18, about=f"Một trong: {FORMS}"),
        column(Task, "target_points", width=10, about="Không bắt buộc. Ghi như 0,25; cộng lại không vượt điểm mất."),
        column(
            Task,
            "also_serves",
            names=criteria,
            width=28,
            about=f"Không bắt buộc. {_MANY.replace('đơn vị', 'tiêu chí')}",
        ),
        *(
            column(Task, "outcome", part, width=width)
            for part, width in (("name", 24), ("current", 9), ("target", 9), ("unit", 9))
        ),
    )


def progress_layout() -> Layout:
    """Describe the workbook of one progress update."""
    statuses, natures = choice_names(ReportedStatus, "Trạng thái"), choice_names(Nature, "Tính chất số liệu")
    update = Sheet(
        title="Lần cập nhật",
        model=ProgressFile,
        is_upright=True,
        lead="Ghi vào cột “Nội dung”. Dòng nào không có gì thì để trống.",
        columns=(replace(column(ProgressFile, "updates", 0, "on"), title="Ngày cập nhật"), *_head(ProgressFile)),
    )
    tasks = Sheet(
        title="Tiến độ",
        model=ProgressEntry,
        lead="Mỗi dòng là một nhiệm vụ của cơ quan. Nhiệm vụ không báo lần này thì để trống.",
        columns=(
            column(ProgressEntry, "task", is_given=True, width=10),
            Column(title="Nội dung nhiệm vụ", is_given=True, width=44),
            Column(title="Thời hạn", is_given=True, width=16),
            Column(title="Lần báo trước", is_given=True, width=20),
            column(ProgressEntry, "status", names=statuses, width=16),
            column(ProgressEntry, "percent", width=9),
            column(ProgressEntry, "result", width=40),
            column(ProgressEntry, "completed_on", width=14),
            column(ProgressEntry, "difficulty", width=36),
            *(
                column(ProgressEntry, "evidence", number, part, title=title, width=width)
                for number in range(MOST_SLOTS)
                for part, title, width in (
                    ("name", "Tên tài liệu", 28),
                    ("number", "Số, ký hiệu", 14),
                    ("issued_on", "Ngày của tài liệu", 13),
                    ("url", "Địa chỉ", 24),
                )
            ),
        ),
    )
    return Layout(sheets=(update, tasks), lists=(natures, statuses))


def criteria_of(dataset: Dataset, cycle: Cycle, agency: Agency) -> tuple[list[CriterionRef], list[CriterionRef]]:
    """Give the leaves that an agency leads: those below their maximum, and those at it."""
    unmet: list[CriterionRef] = []
    kept: list[CriterionRef] = []
    for framework_id, by_code in scores_by_framework(dataset, cycle).items():
        framework = dataset.frameworks[framework_id]
        for code, score in by_code.items():
            if score.criterion.is_leaf and cycle.leading_agency(framework, code) == agency.id:
                (unmet if score.gap > 0 else kept).append(CriterionRef(framework=framework_id, code=code))
    return unmet, kept
