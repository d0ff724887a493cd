"""Rules about a planning cycle's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.diagnostics import Diagnostic, error
from cchc.milestones import last_on_time
from cchc.schema import Stage
from cchc.text import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.diagnostics import Span
    from cchc.model import Cycle, Dataset

_ISSUED = (Stage.ISSUED, Stage.CLOSED)


def results_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Kết quả mà kế hoạch khắc phục (danh_gia) phải có trong ket-qua/."""
    for cycle in dataset.cycles.values():
        for ref in cycle.file.evaluates:
            relative = f"ket-qua/{ref.year}/{ref.framework}.yml"
            if (ref.year, ref.framework) not in dataset.results and not dataset.is_unreadable(relative):
                known = [framework for year, framework in dataset.results if year == ref.year]
                message = f"không có tệp kết quả {relative}"
                yield error(ref.span("framework"), "ket-qua-khong-co", message, did_you_mean(ref.framework, known))


def _named_agencies(cycle: Cycle) -> Iterator[tuple[str, Span]]:
    file = cycle.file
    yield file.consolidator, file.span("consolidator")
    for index, agency in enumerate(file.reporters):
        yield agency, file.span("reporters", index)
    for framework, codes in file.assignment.items():
        for code, agency in codes.items():
            yield agency, file.span("assignment", framework, code)
    for submission in cycle.submissions.values():
        yield submission.agency, submission.span("agency")
    for progress in cycle.progress.values():
        yield progress.agency, progress.span("agency")


def agencies_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan được nêu trong kế hoạch, báo cáo và tiến độ phải có trong don-vi.yml."""
    agencies = dataset.agencies
    if not agencies:
        return
    for cycle in dataset.cycles.values():
        for agency, span in _named_agencies(cycle):
            if agency not in agencies:
                message = f"không có cơ quan “{agency}” trong don-vi.yml"
                yield error(span, "co-quan-khong-co", message, did_you_mean(agency, agencies))


def assigned_codes_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Phân công và mục tiêu chỉ nêu bộ chỉ số, mã tiêu chí có thật."""
    for cycle in dataset.cycles.values():
        for attribute, table in (("assignment", cycle.file.assignment), ("targets", cycle.file.targets)):
            for id_ in table:
                if id_ not in dataset.frameworks and not dataset.is_unreadable(f"bo-chi-so/{id_}.yml"):
                    message = f"không có bộ chỉ số “{id_}”"
                    hint = did_you_mean(id_, dataset.frameworks)
                    yield error(cycle.file.span(attribute, id_), "phan-cong-sai-tieu-chi", message, hint)
        for id_, codes in cycle.file.assignment.items():
            framework = dataset.frameworks.get(id_)
            for code in codes if framework else ():
                if framework and code not in framework.criteria:
                    message = f"không có tiêu chí “{code}” trong bộ chỉ số {id_}"
                    hint = did_you_mean(code, framework.criteria)
                    yield error(cycle.file.span("assignment", id_, code), "phan-cong-sai-tieu-chi", message, hint)


def gaps_have_one_leader(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi tiêu chí chưa đạt điểm tối đa được phân công cho đúng một cơ quan chủ trì."""
    for cycle in dataset.cycles.values():
        for framework, results in dataset.evaluated(cycle):
            orphans = [
                leaf.code
                for leaf in framework.leaves
                if results.scores.get(leaf.code, leaf.max_points) < leaf.max_points
                and cycle.leading_agency(framework, leaf.code) is None
            ]
            if orphans:
                what = f"{len(orphans)} tiêu chí mất điểm của {framework.id}: {', '.join(orphans)}"
                message = f"chưa phân công cơ quan chủ trì cho {what}"
                hint = f'thêm vào phan_cong, ví dụ: "{orphans[0]}": so-noi-vu'
                yield error(cycle.file.span("assignment", framework.id), "chua-phan-cong", message, hint)


def leaders_report(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan được phân công chủ trì phải nằm trong danh sách phải báo cáo."""
    for cycle in dataset.cycles.values():
        for framework, codes in cycle.file.assignment.items():
            for code, agency in codes.items():
                if agency not in cycle.file.reporters and agency in dataset.agencies:
                    message = f"“{agency}” chủ trì {framework}/{code} nhưng không có trong danh sách bao_cao"
                    yield error(
                        cycle.file.span("assignment", framework, code),
                        "dau-moi-chua-bao-cao",
                        message,
                        "thêm vào bao_cao",
                    )


def dates_are_in_order(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Hạn nộp báo cáo không sau hạn trình kế hoạch; kỳ kết thúc sau khi ban hành."""
    for cycle in dataset.cycles.values():
        file = cycle.file
        if last_on_time(file.milestones.plan) < last_on_time(file.milestones.submissions):
            yield error(
                file.milestones.span("plan"),
                "moc-thoi-gian",
                "hạn trình kế hoạch không được trước hạn nộp báo cáo",
            )
        if file.ends_on and file.issuance and file.ends_on <= file.issuance.issued_on:
            yield error(file.span("ends_on"), "moc-thoi-gian", "“ket_thuc” phải sau ngày ban hành kế hoạch")


def stage_has_its_papers(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Kế hoạch đã ban hành phải có số, ngày ban hành và tệp khoa.yml do lệnh `cchc approve` ghi."""
    for cycle in dataset.cycles.values():
        if cycle.file.stage not in _ISSUED:
            continue
        span = cycle.file.span("stage")
        if cycle.file.issuance is None:
            yield error(span, "giai-doan", "kế hoạch đã ban hành phải có “ban_hanh” (so, ngay)")
        if cycle.lock is None and not dataset.is_unreadable(f"ke-hoach/{cycle.year}/khoa.yml"):
            message = "kế hoạch đã ban hành phải được khóa"
            yield error(span, "giai-doan", message, f"chạy: cchc approve {cycle.year}")


def files_belong_to_a_cycle(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Báo cáo, tiến độ, điều chỉnh chỉ có nghĩa khi năm đó có tệp ke-hoach.yml."""
    for year, span in dataset.orphans:
        relative = f"ke-hoach/{year}/ke-hoach.yml"
        if not dataset.is_unreadable(relative):
            yield error(
                span,
                "mo-coi",
                f"chưa có tệp {dataset.root}/{relative} cho năm này",
                "kiểm tra lại năm, hoặc thêm tệp đó",
            )
