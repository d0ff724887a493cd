"""Rules about a planning cycle's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, Fix, error
from cchc.basics.fixes import near_miss
from cchc.figures.freeze import additions
from cchc.figures.milestones import cycle_starts_on, ends_after_it_starts, last_on_time
from cchc.rules.references import agency_problem, code_hint
from cchc.rules.uses import misregistered, named_agencies

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Cycle, Dataset, Framework


def results_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Kết quả mà kế hoạch khắc phục (danh_gia) phải có trong ket-qua/."""
    for cycle in dataset.cycles.values():
        for ref in cycle.file.evaluates:
            relative = f"ket-qua/{ref.year}/{ref.framework}.yml"
            if (ref.year, ref.framework) in dataset.results or dataset.is_unreadable(relative):
                continue
            message = f"không có tệp kết quả {dataset.root}/{relative}"
            years = [str(year) for year, framework in dataset.results if framework == ref.framework]
            if years:
                hint = f"bộ chỉ số này có kết quả của năm: {', '.join(years)}"
                yield error(ref.span("year"), "ket-qua-khong-co", message, hint)
            else:
                known = [framework for year, framework in dataset.results if year == ref.year]
                meant = near_miss(ref.framework, known, "sửa bo_chi_so và nam, hoặc thêm tệp đó")
                yield error(ref.span("framework"), "ket-qua-khong-co", message, *meant)


def agencies_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan được nêu trong kế hoạch, báo cáo và tiến độ phải có trong don-vi.yml."""
    for id_, (unit, times) in misregistered(dataset).items():
        message = f"mã “{id_}” được dùng ở {times} chỗ nhưng danh bạ ghi “{unit.id}”"
        hint = f"sửa thành “{id_}”; nếu đúng là đổi mã thì sửa ở mọi chỗ đang dùng"
        yield error(unit.span("id"), "co-quan-khong-co", message, hint, Fix(unit.id, id_))
    for cycle in dataset.cycles.values():
        for agency, span in named_agencies(cycle):
            if problem := agency_problem(dataset, agency):
                yield error(span, "co-quan-khong-co", *problem)


def assigned_codes_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Phân công và mục tiêu chỉ nêu bộ chỉ số, mã tiêu chí có thật."""
    for cycle in dataset.cycles.values():
        answered = [ref.framework for ref in cycle.file.evaluates]  # whether these exist, other rules tell
        for attribute, table in (("assignment", cycle.file.assignment), ("targets", cycle.file.targets)):
            for id_ in table:
                known = id_ in dataset.frameworks or id_ in answered
                if not known and not dataset.is_unreadable(f"bo-chi-so/{id_}.yml"):
                    message = f"không có bộ chỉ số “{id_}”"
                    unused = [framework for framework in dataset.frameworks if framework not in table]
                    meant = near_miss(id_, unused, "dùng mã của một tệp trong bo-chi-so/")
                    yield error(cycle.file.key_span(attribute, id_), "phan-cong-sai-tieu-chi", message, *meant)
        for framework in dataset.frameworks.values():
            for code in _unknown_codes(cycle, framework):
                message = f"không có tiêu chí “{code}” trong bộ chỉ số {framework.id}"
                span = cycle.file.key_span("assignment", framework.id, code)
                yield error(span, "phan-cong-sai-tieu-chi", message, code_hint(framework, code))


def _unknown_codes(cycle: Cycle, framework: Framework) -> list[str]:
    return [code for code in cycle.file.assignment.get(framework.id, {}) if code not in framework.criteria]


def _is_misnamed(dataset: Dataset, cycle: Cycle, framework: Framework) -> bool:
    """Tell whether the assignment names what does not exist, so that its gaps may be assigned under that name."""
    assignment = cycle.file.assignment
    misspelt = framework.id not in assignment and any(id_ not in dataset.frameworks for id_ in assignment)
    return misspelt or bool(_unknown_codes(cycle, framework))


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
            if orphans and not _is_misnamed(dataset, cycle, framework):
                what = f"{len(orphans)} tiêu chí mất điểm của {framework.id}: {', '.join(orphans)}"
                message = f"chưa phân công cơ quan chủ trì cho {what}"
                hint = f'thêm vào phan_cong, mục {framework.id}: "{orphans[0]}": mã-cơ-quan'
                yield error(cycle.file.key_span("assignment", framework.id), "chua-phan-cong", message, hint)


def leaders_report(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan được phân công chủ trì phải nằm trong danh sách phải báo cáo."""
    for cycle in dataset.cycles.values():
        file = cycle.file
        if any(agency_problem(dataset, reporter) for reporter in file.reporters):
            continue  # the wrong name in the list may be the leader's
        seen = set(file.reporters)
        for framework, codes in file.assignment.items():
            for code, agency in codes.items():
                if agency in dataset.agencies and agency not in seen:
                    message = f"“{agency}” chủ trì {framework}/{code} nhưng không có trong danh sách bao_cao"
                    span = file.span("assignment", framework, code)
                    yield error(span, "dau-moi-chua-bao-cao", message, f"thêm dòng “- {agency}” vào bao_cao")
                seen.add(agency)


def dates_are_in_order(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Hạn nộp báo cáo không sau hạn trình kế hoạch; kỳ kết thúc sau khi bắt đầu, tức là sau ngày ban hành."""
    for cycle in dataset.cycles.values():
        file = cycle.file
        plan, submissions = last_on_time(file.milestones.plan), last_on_time(file.milestones.submissions)
        if plan < submissions:
            message = (
                f"hạn trình kế hoạch không được trước hạn nộp báo cáo; ngày cuối còn đúng hạn là "
                f"{format_date(plan)} và {format_date(submissions)}"
            )
            yield error(file.milestones.span("plan"), "moc-thoi-gian", message, "kiểm tra lại hai ngày")
        if file.ends_on and not ends_after_it_starts(file):
            start = "ngày ban hành kế hoạch" if file.issuance else "ngày đầu của kỳ"
            message = (
                f"“ket_thuc” phải sau {start} ({format_date(cycle_starts_on(file))}); "
                f"đang ghi {format_date(file.ends_on)}"
            )
            yield error(file.span("ends_on"), "moc-thoi-gian", message, "kiểm tra lại hai ngày")


def stage_has_its_papers(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Kế hoạch đã ban hành có số, ngày, khoa.yml giữ mọi nhiệm vụ kể cả bổ sung; đã khóa thì không trở lại dự thảo."""
    for cycle in dataset.cycles.values():
        span = cycle.file.span("stage")
        if not cycle.file.stage.is_issued:
            if cycle.lock:
                message = (
                    f"kế hoạch đã khóa ngày {format_date(cycle.lock.approved_on)} không trở lại “{cycle.file.stage}”"
                )
                hint = "ghi lại da-ban-hanh hoặc da-ket-thuc; nhiệm vụ thay đổi qua dieu-chinh.yml"
                yield error(span, "giai-doan", message, hint)
            continue
        if cycle.file.issuance is None:
            hint = "thêm “ban_hanh” với so và ngay của quyết định; chưa ban hành thì sửa “trang_thai”"
            yield error(span, "giai-doan", "kế hoạch đã ban hành phải có “ban_hanh” (so, ngay)", hint)
        if cycle.lock is None and not dataset.is_unreadable(f"ke-hoach/{cycle.year}/khoa.yml"):
            message = "kế hoạch đã ban hành phải được khóa"
            yield error(span, "giai-doan", message, f"chạy: cchc approve {cycle.year}")
        yield from _unlocked_additions(cycle)


def _unlocked_additions(cycle: Cycle) -> Iterator[Diagnostic]:
    """Report added tasks that are not frozen: nothing would notice a later edit of them."""
    present = {one.task.code for one in cycle.proposed_tasks()}
    locked = {one.code for one in cycle.lock.tasks} if cycle.lock else present
    for code, entry in additions(cycle).items():
        if code in present - locked:
            message = f"nhiệm vụ bổ sung “{code}” phải được khóa"
            yield error(entry.span("task"), "giai-doan", message, f"chạy: cchc approve {cycle.year}")


def files_belong_to_a_cycle(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Báo cáo, tiến độ, điều chỉnh chỉ có nghĩa khi năm đó có tệp ke-hoach.yml."""
    seen: set[int] = set()
    for year, span in dataset.orphans:
        relative = f"ke-hoach/{year}/ke-hoach.yml"
        if year not in seen and not dataset.is_unreadable(relative):
            seen.add(year)
            yield error(
                span,
                "mo-coi",
                f"chưa có tệp {dataset.root}/{relative} cho năm này",
                "kiểm tra lại năm, hoặc thêm tệp đó",
            )
