"""The rulebook: what must hold between values and between files, by topic.

A rule is an id, a generator of findings and a docstring, which is the sentence the public reads. The
registry is written out; the shape of a single value is checked where it is read (`fields`, `schema`, `source`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.rules import agencies, cycles, frameworks, freeze, progress, results, submissions

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from cchc.diagnostics import Diagnostic
    from cchc.model import Dataset

    Check = Callable[[Dataset, dt.date], Iterator[Diagnostic]]

RULES: dict[str, Check] = {
    "trung-ma-don-vi": agencies.codes_are_unique,
    "don-vi-ke-thua": agencies.successors_exist,
    "trung-ma-tieu-chi": frameworks.codes_are_unique,
    "ma-khong-noi-cap": frameworks.codes_extend_their_parents,
    "tong-diem-toi-da": frameworks.maxima_add_up,
    "phuong-phap": frameworks.leaves_have_a_method,
    "ket-qua-sai-tieu-chi": results.codes_exist,
    "thieu-diem": results.leaves_are_scored,
    "diem-ngoai-khoang": results.scores_are_in_range,
    "tong-diem": results.scores_add_up,
    "xep-hang": results.ranks_are_possible,
    "ket-qua-khong-co": cycles.results_exist,
    "co-quan-khong-co": cycles.agencies_exist,
    "phan-cong-sai-tieu-chi": cycles.assigned_codes_exist,
    "chua-phan-cong": cycles.gaps_have_one_leader,
    "dau-moi-chua-bao-cao": cycles.leaders_report,
    "moc-thoi-gian": cycles.dates_are_in_order,
    "giai-doan": cycles.stage_has_its_papers,
    "mo-coi": cycles.files_belong_to_a_cycle,
    "ngoai-danh-sach": submissions.submitters_are_listed,
    "tieu-chi-khong-co": submissions.criteria_exist,
    "khong-phu-trach": submissions.criteria_are_led,
    "dung-nhom": submissions.entries_match_the_score,
    "trung-tieu-chi": submissions.criteria_stand_once,
    "don-vi-khong-co": submissions.task_agencies_exist,
    "trung-ma-nhiem-vu": submissions.task_codes_are_unique,
    "tien-to-ma-nhiem-vu": submissions.task_codes_carry_the_agency,
    "qua-diem-mat": submissions.target_points_fit_the_gap,
    "thoi-han-ngoai-ky": submissions.deadlines_fit_the_cycle,
    "chua-phan-tich": submissions.gaps_are_analysed,
    "chua-co-nhiem-vu": submissions.gaps_have_tasks,
    "nhiem-vu-khong-co": progress.tasks_exist,
    "thu-tu-cap-nhat": progress.updates_are_in_order,
    "hoan-thanh": progress.done_is_proved,
    "thieu-kho-khan": progress.overdue_is_explained,
    "phan-tram": progress.percent_matches_the_status,
    "ngay-tuong-lai": progress.updates_are_not_in_the_future,
    "nhiem-vu-da-duyet": freeze.approved_tasks_stand,
    "dieu-chinh": freeze.adjustments_are_sound,
}


def check_rules(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Yield the findings of every rule; `as_of` matters only to rules that speak of the future."""
    for check in RULES.values():
        yield from check(dataset, as_of)
