"""Rules about the days by which tasks are to be done."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, warning
from cchc.figures.freeze import last_word
from cchc.figures.milestones import cycle_ends_on, ends_after_it_starts, last_on_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holidays.countries.vietnam import Vietnam

    from cchc.basics.deadline import Deadline
    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, Dataset

_WEEKEND = {5: "Thứ Bảy", 6: "Chủ Nhật"}


def _deadlines(cycle: Cycle) -> Iterator[tuple[Deadline, dt.date, Span]]:
    """Walk the deadlines that hold in the end and name a last day, with that day and the place that says so."""
    for _, holder in last_word(cycle, "deadline"):
        if holder.deadline and holder.deadline.last_on:
            yield holder.deadline, holder.deadline.last_on, holder.span("deadline")


def _is_inside(cycle: Cycle, day: dt.date) -> bool:
    return cycle.year <= day.year and day <= cycle_ends_on(cycle.file)


def _misses_the_cutoff(cycle: Cycle, deadline: Deadline) -> bool:
    """Tell whether work done once comes after the day on which evidence is closed, though within the cycle."""
    milestone, last_on = cycle.file.milestones.evidence_cutoff, deadline.last_on
    if milestone is None or last_on is None or deadline.recurrence:
        return False
    return last_on_time(milestone) < last_on and _is_inside(cycle, last_on)


def deadlines_fit_the_cycle(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Thời hạn của nhiệm vụ nên nằm trong kỳ kế hoạch; ngoài kỳ thì không được tính khi đánh giá kỳ này."""
    for cycle in dataset.cycles.values():
        if not ends_after_it_starts(cycle.file):
            continue  # the cycle's end is what is wrong
        ends_on = cycle_ends_on(cycle.file)
        for deadline, last_on, span in _deadlines(cycle):
            if not _is_inside(cycle, last_on):
                end = format_date(ends_on)
                message = f"thời hạn “{deadline.text}” nằm ngoài kỳ kế hoạch {cycle.year} (kết thúc {end})"
                hint = f"ghi hạn không sau ngày {end}" if last_on.year == ends_on.year else "kiểm tra lại năm"
                yield warning(span, "thoi-han-ngoai-ky", message, hint)


def deadlines_come_before_the_evidence_cutoff(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Việc làm xong sau mốc chốt tài liệu kiểm chứng (moc.chot_minh_chung) không được tính điểm trong năm.

    Việc định kỳ có sản phẩm trước mốc nên không bị nhắc; thời hạn ngoài kỳ đã có quy tắc riêng.
    """
    for cycle in dataset.cycles.values():
        milestone = cycle.file.milestones.evidence_cutoff
        if milestone is None or not ends_after_it_starts(cycle.file):
            continue
        cutoff = format_date(last_on_time(milestone))
        for deadline, last_on, span in _deadlines(cycle):
            if _misses_the_cutoff(cycle, deadline):
                message = (
                    f"thời hạn “{deadline.text}” đến hết ngày {format_date(last_on)}, sau mốc chốt tài liệu "
                    f"kiểm chứng {cutoff}: kết quả sẽ không được tính điểm năm nay"
                )
                yield warning(span, "sau-chot-minh-chung", message, f"ghi hạn không sau ngày {cutoff}")


def deadlines_are_working_days(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Thời hạn ghi bằng một ngày cụ thể nên là ngày làm việc, không phải thứ Bảy, Chủ Nhật hay ngày nghỉ lễ, tết.

    Không xét thời hạn theo tháng, quý, năm, việc định kỳ và các mốc của kế hoạch do văn bản giao ấn định.
    """
    for cycle in dataset.cycles.values():
        for deadline, last_on, span in _deadlines(cycle):
            if not deadline.is_day or deadline.recurrence or _calendar().is_working_day(last_on):
                continue
            if not _is_inside(cycle, last_on) or _misses_the_cutoff(cycle, deadline):
                continue  # another day is asked for already
            working = _working_day_before(last_on)
            message = f"ngày cuối còn đúng hạn {format_date(last_on)} là {_name_of(last_on)}"
            hint = f"nếu cần nộp trong ngày làm việc thì ghi {working.day}/{working.month}/{working.year}"
            yield warning(span, "ngay-nghi", message, hint)


@cache
def _calendar() -> Vietnam:
    """Give the calendar of public holidays, days off in lieu and swapped working days."""
    from holidays.countries.vietnam import Vietnam  # noqa: PLC0415 -- slow to import, needed only for days

    return Vietnam(language="vi")  # type: ignore[no-untyped-call]  # the library leaves its constructor untyped


def _name_of(day_off: dt.date) -> str:
    if holiday := _calendar().get(day_off):
        return f"ngày nghỉ lễ, tết: {holiday}"
    return _WEEKEND[day_off.weekday()]


def _working_day_before(day: dt.date) -> dt.date:
    while not _calendar().is_working_day(day):
        day -= dt.timedelta(days=1)
    return day
