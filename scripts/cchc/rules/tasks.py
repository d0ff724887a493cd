"""Rules about the tasks that agencies propose."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.dates import format_date
from cchc.decimals import format_decimal
from cchc.diagnostics import Diagnostic, error, warning
from cchc.gaps import scores_by_framework
from cchc.milestones import cycle_ends_on, ends_after_it_starts
from cchc.rules.references import agency_problem, prefix_problem, unit_problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.deadline import Deadline
    from cchc.diagnostics import Span
    from cchc.fields import CriterionRef
    from cchc.model import Cycle, Dataset, ProposedTask


def agencies_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan chủ trì có trong danh bạ; đơn vị thực hiện, phối hợp là đơn vị hoặc nhóm đơn vị trong danh bạ."""
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            task = proposed.task
            if problem := agency_problem(dataset, task.lead):
                yield error(task.span("lead"), "don-vi-khong-co", *problem)
            for attribute, units in (("implementers", task.implementers), ("partners", task.partners)):
                for index, unit in enumerate(units):
                    if problem := unit_problem(dataset, unit):
                        yield error(task.span(attribute, index), "don-vi-khong-co", *problem)


def codes_are_unique(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã nhiệm vụ chỉ dùng một lần trong kế hoạch, kể cả giữa các cơ quan."""
    for cycle in dataset.cycles.values():
        seen: dict[str, Span] = {}
        for proposed in cycle.proposed_tasks():
            span = proposed.task.span("code")
            first = seen.setdefault(proposed.task.code, span)
            if first is not span:
                message = f"mã nhiệm vụ “{proposed.task.code}” đã dùng ở {first.path} dòng {first.line}"
                yield error(span, "trung-ma-nhiem-vu", message, "đặt số thứ tự chưa dùng")


def codes_carry_the_agency(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã nhiệm vụ bắt đầu bằng tên viết tắt của cơ quan báo cáo."""
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            if problem := prefix_problem(dataset, proposed):
                yield error(proposed.task.span("code"), "tien-to-ma-nhiem-vu", *problem)


def target_points_fit_the_gap(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tổng điểm phấn đấu của các nhiệm vụ thuộc một tiêu chí, kể cả đã điều chỉnh, không vượt quá số điểm mất."""
    for cycle in dataset.cycles.values():
        by_framework = scores_by_framework(dataset, cycle)
        totals: dict[CriterionRef, Decimal] = defaultdict(Decimal)
        for proposed in cycle.proposed_tasks():
            criterion = proposed.criterion
            target, span = _target(cycle, proposed)
            if target is None:
                continue
            if target < 0:
                hint = "ghi số điểm sẽ lấy lại được, hoặc bỏ dòng này"
                message = f"điểm phấn đấu không được âm; đang ghi {format_decimal(target)}"
                yield error(span, "qua-diem-mat", message, hint)
                continue
            score = by_framework.get(criterion.framework, {}).get(criterion.code)
            before = totals[criterion]
            totals[criterion] += target
            if score and before <= score.gap < totals[criterion]:
                gap, total, lost = score.gap, format_decimal(totals[criterion]), format_decimal(score.gap)
                message = f"tổng điểm phấn đấu cho tiêu chí {criterion} đến đây là {total}, vượt số điểm mất {lost}"
                hint = f"nhiệm vụ này ghi tối đa {format_decimal(gap - before)}" if gap > before else "bỏ dòng này"
                yield error(span, "qua-diem-mat", message, hint)


def _target(cycle: Cycle, proposed: ProposedTask) -> tuple[Decimal | None, Span]:
    """Give the points a task aims at in the end, and the place that says so: the last adjustment wins."""
    target, span = proposed.task.target_points, proposed.task.span("target_points")
    for entry in cycle.adjustments.entries if cycle.adjustments else ():
        if entry.task == proposed.task.code and entry.change and "target_points" in entry.change.model_fields_set:
            target, span = entry.change.target_points, entry.change.span("target_points")
    return target, span


def deadlines_fit_the_cycle(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Thời hạn của nhiệm vụ nên nằm trong kỳ kế hoạch; ngoài kỳ thì không được tính khi đánh giá kỳ này."""
    for cycle in dataset.cycles.values():
        if not ends_after_it_starts(cycle.file):
            continue  # the cycle's end is what is wrong
        ends_on = cycle_ends_on(cycle.file)
        for deadline, span in _deadlines(cycle):
            last_on = deadline.last_on
            if last_on and not (cycle.year <= last_on.year and last_on <= ends_on):
                end = format_date(ends_on)
                message = f"thời hạn “{deadline.text}” nằm ngoài kỳ kế hoạch {cycle.year} (kết thúc {end})"
                hint = f"ghi hạn không sau ngày {end}" if last_on.year == ends_on.year else "kiểm tra lại năm"
                yield warning(span, "thoi-han-ngoai-ky", message, hint)


def _deadlines(cycle: Cycle) -> Iterator[tuple[Deadline, Span]]:
    """Walk the deadlines proposed and those that adjustments set."""
    for proposed in cycle.proposed_tasks():
        yield proposed.task.deadline, proposed.task.span("deadline")
    for entry in cycle.adjustments.entries if cycle.adjustments else ():
        if entry.change and entry.change.deadline:
            yield entry.change.deadline, entry.change.span("deadline")
