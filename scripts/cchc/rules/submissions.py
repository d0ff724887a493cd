"""Rules about what agencies submit."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.decimals import format_decimal
from cchc.diagnostics import Diagnostic, error, listing, warning
from cchc.gaps import leaf_gaps, scores
from cchc.milestones import cycle_ends_on
from cchc.text import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.diagnostics import Span
    from cchc.fields import CriterionRef
    from cchc.gaps import Score
    from cchc.model import Cycle, Dataset, Framework
    from cchc.schema import Analysis, SubmissionFile, Upkeep


def _submissions(dataset: Dataset) -> Iterator[tuple[Cycle, SubmissionFile]]:
    for cycle in dataset.cycles.values():
        for submission in cycle.submissions.values():
            yield cycle, submission


def _entries(submission: SubmissionFile) -> Iterator[Analysis | Upkeep]:
    yield from submission.analyses
    yield from submission.upkeep


def _scores_by_framework(dataset: Dataset, cycle: Cycle) -> dict[str, dict[str, Score]]:
    return {framework.id: scores(framework, results) for framework, results in dataset.evaluated(cycle)}


def _framework(dataset: Dataset, cycle: Cycle, ref: CriterionRef) -> Framework | None:
    """Give the framework of a reference when the cycle answers it and the code exists."""
    for framework, _ in dataset.evaluated(cycle):
        if framework.id == ref.framework and ref.code in framework.criteria:
            return framework
    return None


def submitters_are_listed(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Báo cáo của cơ quan ngoài danh sách phải báo cáo vẫn được nhận, nhưng cần rà lại danh sách."""
    for cycle, submission in _submissions(dataset):
        if submission.agency not in cycle.file.reporters and submission.agency in dataset.agencies:
            message = f"“{submission.agency}” không có trong danh sách bao_cao của kế hoạch {cycle.year}"
            yield warning(
                submission.span("agency"),
                "ngoai-danh-sach",
                message,
                "kiểm tra lại tên tệp, hoặc thêm vào bao_cao",
            )


def criteria_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tiêu chí được nêu phải có trong bộ chỉ số mà kế hoạch khắc phục."""
    for cycle, submission in _submissions(dataset):
        for entry in _entries(submission):
            yield from _check_ref(dataset, cycle, entry.criterion, entry.span("criterion"))
            for task in entry.tasks:
                for index, ref in enumerate(task.also_serves):
                    span = task.span("also_serves", index)
                    yield from _check_ref(dataset, cycle, ref, span)
                    if ref == entry.criterion:
                        message = f"“cung_cho” nhắc lại chính tiêu chí {ref}"
                        yield error(span, "tieu-chi-khong-co", message, "xóa dòng này")


def _check_ref(dataset: Dataset, cycle: Cycle, ref: CriterionRef, span: Span) -> Iterator[Diagnostic]:
    answered = [result.framework for result in cycle.file.evaluates]
    if ref.framework not in answered:
        message = f"bộ chỉ số phải là một trong {listing(answered)}; đang ghi “{ref.framework}”"
        yield error(span, "tieu-chi-khong-co", message, did_you_mean(ref.framework, answered))
        return
    framework = dataset.frameworks.get(ref.framework)
    if framework and ref.code not in framework.criteria:
        message = f"mã tiêu chí phải có trong bộ chỉ số {framework.id}; không có “{ref.code}”"
        yield error(span, "tieu-chi-khong-co", message, did_you_mean(ref.code, framework.criteria))


def criteria_are_led(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan chỉ phân tích, đề xuất duy trì tiêu chí mình được phân công chủ trì."""
    for cycle, submission in _submissions(dataset):
        for entry in _entries(submission):
            framework = _framework(dataset, cycle, entry.criterion)
            if framework is None:
                continue
            leaders = {
                cycle.leading_agency(framework, leaf.code) for leaf in framework.leaves_under(entry.criterion.code)
            }
            if submission.agency not in leaders and None not in leaders:
                named = listing(sorted(leader for leader in leaders if leader))
                message = f"tiêu chí {entry.criterion} do {named} chủ trì, không phải “{submission.agency}”"
                hint = "chuyển nhiệm vụ sang tiêu chí mình chủ trì và nêu tiêu chí này ở “cung_cho”"
                yield error(entry.span("criterion"), "khong-phu-trach", message, hint)


def entries_match_the_score(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tiêu chí mất điểm thì nêu ở “phan_tich”; tiêu chí đạt điểm tối đa thì nêu ở “duy_tri”."""
    for cycle, submission in _submissions(dataset):
        by_framework = _scores_by_framework(dataset, cycle)
        for group, entries in (("phan_tich", submission.analyses), ("duy_tri", submission.upkeep)):
            for entry in entries:
                score = by_framework.get(entry.criterion.framework, {}).get(entry.criterion.code)
                if score is None:
                    continue
                span = entry.span("criterion")
                if group == "phan_tich" and score.gap == 0:
                    message = f"tiêu chí {entry.criterion} đã đạt điểm tối đa"
                    yield error(span, "dung-nhom", message, "chuyển nhiệm vụ của tiêu chí này sang “duy_tri”")
                elif group == "duy_tri" and score.gap > 0:
                    message = f"tiêu chí {entry.criterion} còn mất {format_decimal(score.gap)}"
                    yield error(span, "dung-nhom", message, "chuyển sang “phan_tich”, nêu tồn tại và nguyên nhân")


def criteria_stand_once(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi tiêu chí chỉ có một mục phân tích trong báo cáo của một cơ quan."""
    for _, submission in _submissions(dataset):
        seen: dict[CriterionRef, Span] = {}
        for entry in _entries(submission):
            span = entry.span("criterion")
            first = seen.setdefault(entry.criterion, span)
            if first is not span:
                message = f"tiêu chí {entry.criterion} đã được nêu ở dòng {first.line}"
                yield error(span, "trung-tieu-chi", message, "gộp các nhiệm vụ vào một mục")


def task_agencies_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan chủ trì có trong danh bạ; đơn vị thực hiện, phối hợp là đơn vị hoặc nhóm đơn vị trong danh bạ."""
    agencies, groups = dataset.agencies, dataset.groups
    if not agencies:
        return
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            task = proposed.task
            if task.lead in groups:
                message = f"cơ quan chủ trì phải là một đơn vị; “{task.lead}” là nhóm đơn vị"
                yield error(task.span("lead"), "don-vi-khong-co", message, "ghi mã của một cơ quan, ví dụ: so-noi-vu")
            elif task.lead not in agencies:
                message = f"không có đơn vị “{task.lead}” trong don-vi.yml"
                yield error(task.span("lead"), "don-vi-khong-co", message, did_you_mean(task.lead, agencies))
            for attribute, ids in (("implementers", task.implementers), ("partners", task.partners)):
                for index, id_ in enumerate(ids):
                    if id_ not in agencies and id_ not in groups:
                        message = f"không có đơn vị hoặc nhóm đơn vị “{id_}” trong don-vi.yml"
                        hint = did_you_mean(id_, (*agencies, *groups))
                        yield error(task.span(attribute, index), "don-vi-khong-co", message, hint)


def task_codes_are_unique(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã nhiệm vụ chỉ dùng một lần trong kế hoạch, kể cả giữa các cơ quan."""
    for cycle in dataset.cycles.values():
        seen: dict[str, Span] = {}
        for proposed in cycle.proposed_tasks():
            span = proposed.task.span("code")
            first = seen.setdefault(proposed.task.code, span)
            if first is not span:
                message = f"mã nhiệm vụ “{proposed.task.code}” đã dùng ở {first.path} dòng {first.line}"
                yield error(span, "trung-ma-nhiem-vu", message, "đặt số thứ tự chưa dùng")


def task_codes_carry_the_agency(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã nhiệm vụ bắt đầu bằng tên viết tắt của cơ quan báo cáo."""
    agencies = dataset.agencies
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            agency = agencies.get(proposed.agency)
            prefix, _, number = proposed.task.code.rpartition("-")
            if agency and prefix != agency.abbreviation:
                what = f"mã nhiệm vụ của {agency.short_name} phải bắt đầu bằng “{agency.abbreviation}-”"
                message = f"{what}; đang ghi “{proposed.task.code}”"
                hint = f"sửa thành “{agency.abbreviation}-{number}” nếu số này chưa dùng"
                yield error(proposed.task.span("code"), "tien-to-ma-nhiem-vu", message, hint)


def target_points_fit_the_gap(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tổng điểm phấn đấu của các nhiệm vụ thuộc một tiêu chí không vượt quá số điểm tiêu chí đó mất."""
    for cycle in dataset.cycles.values():
        by_framework = _scores_by_framework(dataset, cycle)
        totals: dict[CriterionRef, Decimal] = defaultdict(Decimal)
        for proposed in cycle.proposed_tasks():
            target = proposed.task.target_points
            if target is None:
                continue
            span = proposed.task.span("target_points")
            if target < 0:
                yield error(span, "qua-diem-mat", "điểm phấn đấu không được âm")
                continue
            score = by_framework.get(proposed.criterion.framework, {}).get(proposed.criterion.code)
            if score is None:
                continue
            before = totals[proposed.criterion]
            totals[proposed.criterion] += target
            if before <= score.gap < totals[proposed.criterion]:
                total = format_decimal(totals[proposed.criterion])
                message = (
                    f"tổng điểm phấn đấu cho tiêu chí {proposed.criterion} đến đây là {total}, "
                    f"vượt số điểm mất {format_decimal(score.gap)}"
                )
                hint = (
                    f"nhiệm vụ này ghi tối đa {format_decimal(score.gap - before)}"
                    if score.gap > before
                    else "bỏ dòng này"
                )
                yield error(span, "qua-diem-mat", message, hint)


def deadlines_fit_the_cycle(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Thời hạn của nhiệm vụ nên nằm trong kỳ kế hoạch; ngoài kỳ thì không được tính khi đánh giá kỳ này."""
    for cycle in dataset.cycles.values():
        ends_on = cycle_ends_on(cycle.file)
        for proposed in cycle.proposed_tasks():
            deadline = proposed.task.deadline
            if deadline.last_on and not (ends_on.year == deadline.last_on.year and deadline.last_on <= ends_on):
                message = f"thời hạn “{deadline.text}” nằm ngoài kỳ kế hoạch {cycle.year} (kết thúc {ends_on:%d/%m/%Y})"
                yield warning(proposed.task.span("deadline"), "thoi-han-ngoai-ky", message, "kiểm tra lại năm")


def gaps_are_analysed(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi tiêu chí mất điểm được cơ quan chủ trì phân tích nguyên nhân."""
    for cycle, submission in _submissions(dataset):
        analysed = {entry.criterion for entry in submission.analyses}
        for framework, results in dataset.evaluated(cycle):
            missing = [
                code
                for code in leaf_gaps(framework, results)
                if cycle.leading_agency(framework, code) == submission.agency
                and not any(ref.framework == framework.id and f"{code}.".startswith(f"{ref.code}.") for ref in analysed)
            ]
            if missing:
                message = (
                    f"còn {len(missing)} tiêu chí mất điểm của {framework.id} chưa phân tích: {', '.join(missing)}"
                )
                yield warning(
                    submission.key_span("analyses"),
                    "chua-phan-tich",
                    message,
                    "thêm mỗi tiêu chí một mục trong phan_tich",
                )


def gaps_have_tasks(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tiêu chí mất điểm nên có nhiệm vụ khắc phục; nếu không, trang công khai ghi “chưa có nhiệm vụ”."""
    for cycle, submission in _submissions(dataset):
        served = {ref for proposed in cycle.proposed_tasks() for ref in proposed.criteria}
        for entry in submission.analyses:
            if entry.criterion not in served:
                message = f"tiêu chí {entry.criterion} mất điểm nhưng chưa có nhiệm vụ nào"
                yield warning(
                    entry.span("tasks"),
                    "chua-co-nhiem-vu",
                    message,
                    "thêm nhiệm vụ, hoặc để trang công khai ghi “chưa có nhiệm vụ”",
                )
