"""Rules about what agencies submit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.decimals import format_decimal
from cchc.basics.diagnostics import Diagnostic, error, listing, warning
from cchc.figures.gaps import leaf_gaps, scores_by_framework
from cchc.rules.references import agency_problem, criterion_problem
from cchc.schema import Upkeep

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, Dataset, Framework
    from cchc.schema import Analysis, SubmissionFile
    from cchc.schema.fields import CriterionRef


def _submissions(dataset: Dataset) -> Iterator[tuple[Cycle, SubmissionFile]]:
    for cycle in dataset.cycles.values():
        for submission in cycle.submissions.values():
            yield cycle, submission


def _entries(submission: SubmissionFile) -> Iterator[Analysis | Upkeep]:
    yield from submission.analyses
    yield from submission.upkeep


def _framework(dataset: Dataset, cycle: Cycle, ref: CriterionRef) -> Framework | None:
    """Give the framework of a reference when the cycle answers it and the code exists."""
    for framework, _ in dataset.evaluated(cycle):
        if framework.id == ref.framework and ref.code in framework.criteria:
            return framework
    return None


def submitters_are_listed(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Báo cáo của cơ quan ngoài danh sách phải báo cáo vẫn được nhận, nhưng cần rà lại danh sách."""
    for cycle, submission in _submissions(dataset):
        file = cycle.file
        leaders = {agency for codes in file.assignment.values() for agency in codes.values()}
        if submission.agency in {*file.reporters, *leaders}:
            continue  # a leader who is not listed is another rule's finding
        if not any(agency_problem(dataset, name) for name in (*file.reporters, submission.agency)):
            message = f"“{submission.agency}” không có trong danh sách bao_cao của kế hoạch {cycle.year}"
            hint = "kiểm tra lại tên tệp, hoặc thêm vào bao_cao"
            yield warning(submission.span("agency"), "ngoai-danh-sach", message, hint)


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
    if problem := criterion_problem(dataset, cycle, ref):
        yield error(span, "tieu-chi-khong-co", *problem)


def criteria_are_led(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan chỉ phân tích, đề xuất duy trì tiêu chí mình được phân công chủ trì."""
    for cycle, submission in _submissions(dataset):
        for entry in _entries(submission):
            framework = _framework(dataset, cycle, entry.criterion)
            if framework is None:
                continue
            leaders = {
                cycle.leading_agency(framework, leaf.code) for leaf in framework.leaves_by_code[entry.criterion.code]
            }
            if {submission.agency, *leaders} <= dataset.agencies.keys() and submission.agency not in leaders:
                named = listing(sorted(leader for leader in leaders if leader))
                message = f"tiêu chí {entry.criterion} do {named} chủ trì, không phải “{submission.agency}”"
                hint = "chuyển nhiệm vụ sang tiêu chí mình chủ trì và nêu tiêu chí này ở “cung_cho”"
                yield error(entry.span("criterion"), "khong-phu-trach", message, hint)


def entries_match_the_score(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tiêu chí mất điểm thì nêu ở “phan_tich”; tiêu chí đạt điểm tối đa thì nêu ở “duy_tri”."""
    for cycle in dataset.cycles.values():
        by_framework = scores_by_framework(dataset, cycle)
        for entry in (entry for submission in cycle.submissions.values() for entry in _entries(submission)):
            score = by_framework.get(entry.criterion.framework, {}).get(entry.criterion.code)
            if score is None:
                continue
            span = entry.span("criterion")
            is_upkeep = isinstance(entry, Upkeep)
            if not is_upkeep and score.gap == 0:
                message = f"tiêu chí {entry.criterion} đã đạt điểm tối đa"
                yield error(span, "dung-nhom", message, "chuyển nhiệm vụ của tiêu chí này sang “duy_tri”")
            elif is_upkeep and score.gap > 0:
                sign = dataset.frameworks[entry.criterion.framework].file.unit.sign
                message = f"tiêu chí {entry.criterion} còn mất {format_decimal(score.gap)} {sign}"
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


def gaps_are_analysed(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi tiêu chí mất điểm được cơ quan chủ trì phân tích nguyên nhân."""
    for cycle in dataset.cycles.values():
        gaps = [(framework, list(leaf_gaps(framework, results))) for framework, results in dataset.evaluated(cycle)]
        for submission in cycle.submissions.values():
            named = {entry.criterion for entry in _entries(submission)}  # under “duy_tri”: another rule's finding
            if any(criterion_problem(dataset, cycle, ref) for ref in named):
                continue  # the criterion meant may be one that is missing here
            for framework, codes in gaps:
                missing = [
                    code
                    for code in codes
                    if cycle.leading_agency(framework, code) == submission.agency
                    and not any(ref.covers(framework.id, code) for ref in named)
                ]
                if missing:
                    what = f"{len(missing)} tiêu chí mất điểm của {framework.id} chưa phân tích: {', '.join(missing)}"
                    hint = "thêm mỗi tiêu chí một mục trong phan_tich"
                    yield warning(submission.key_span("analyses"), "chua-phan-tich", f"còn {what}", hint)


def gaps_have_tasks(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tiêu chí mất điểm nên có nhiệm vụ khắc phục; nếu không, trang công khai ghi “chưa có nhiệm vụ”."""
    for cycle, submission in _submissions(dataset):
        served = {ref for proposed in cycle.proposed_tasks() for ref in proposed.criteria}
        for entry in submission.analyses:
            if not any(ref.covers(entry.criterion.framework, entry.criterion.code) for ref in served):
                message = f"tiêu chí {entry.criterion} mất điểm nhưng chưa có nhiệm vụ nào"
                yield warning(
                    entry.span("tasks"),
                    "chua-co-nhiem-vu",
                    message,
                    "thêm nhiệm vụ, hoặc để trang công khai ghi “chưa có nhiệm vụ”",
                )
