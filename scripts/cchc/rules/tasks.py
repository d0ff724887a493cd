"""Rules about the tasks that agencies propose."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, Fix, error, listing, warning
from cchc.rules.references import agency_problem, prefix_problem, unit_problem
from cchc.rules.uses import misabbreviated

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Dataset


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
    for id_, prefix in misabbreviated(dataset).items():
        agency = dataset.agencies[id_]
        written = agency.abbreviation
        message = f"mọi mã nhiệm vụ của {agency.short_name} bắt đầu bằng “{prefix}-” nhưng danh bạ ghi “{written}”"
        hint, fix = f"sửa thành “{prefix}”", Fix(written, prefix)
        yield error(agency.span("abbreviation"), "tien-to-ma-nhiem-vu", message, hint, fix)
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            if problem := prefix_problem(dataset, proposed):
                yield error(proposed.task.span("code"), "tien-to-ma-nhiem-vu", *problem)


def implementers_are_involved(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan phải báo cáo mà chưa báo cáo, không chủ trì việc gì, lại được giao thực hiện thì cần được báo cho biết.

    Đơn vị không thuộc danh sách phải báo cáo (cấp huyện, cấp xã, đơn vị sự nghiệp) nhận việc qua kế hoạch ban hành.
    """
    for cycle in dataset.cycles.values():
        file = cycle.file
        leaders = {agency for codes in file.assignment.values() for agency in codes.values()}
        work: dict[str, list[str]] = defaultdict(list)
        for proposed in cycle.proposed_tasks():
            leaders.add(proposed.task.lead)
            for unit in set(proposed.task.implementers):
                work[unit].append(proposed.task.code)
        for index, agency in enumerate(file.reporters):
            has_submitted = agency in cycle.submissions or dataset.is_unreadable(
                f"ke-hoach/{cycle.year}/bao-cao/{agency}.yml"
            )
            if agency in work and agency in dataset.agencies and agency not in leaders and not has_submitted:
                message = f"“{agency}” được giao thực hiện {listing(work[agency])} nhưng chưa nộp báo cáo"
                hint = "báo cho cơ quan này biết; nhắc nộp báo cáo, không phải nộp thì bỏ khỏi bao_cao"
                yield warning(file.span("reporters", index), "thuc-hien-chua-bao-cao", message, hint)
