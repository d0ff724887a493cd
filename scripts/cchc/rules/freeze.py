"""Rules about an approved plan: nothing approved changes quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.dates import format_date
from cchc.diagnostics import Diagnostic, error, quote
from cchc.freeze import approved_values, digest_of
from cchc.schema import AdjustmentKind
from cchc.text import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Cycle, Dataset, ProposedTask
    from cchc.schema import LockedTask


def approved_tasks_stand(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Nhiệm vụ đã duyệt giữ nguyên trong báo cáo; mọi thay đổi sau phê duyệt đi qua dieu-chinh.yml."""
    for cycle in dataset.cycles.values():
        if cycle.lock is None:
            continue
        proposed = {one.task.code: one for one in cycle.proposed_tasks()}
        locked = {one.code: one for one in cycle.lock.tasks}
        added = _touched(cycle, AdjustmentKind.ADD)
        for code, lock in locked.items():
            if digest_of(lock.values) != lock.digest:
                message = f"giá trị đã duyệt của “{code}” bị sửa tay"
                yield error(
                    lock.span("digest"),
                    "nhiem-vu-da-duyet",
                    message,
                    "khôi phục khoa.yml từ lịch sử; tệp này chỉ do cchc approve ghi",
                )
            elif code in proposed:
                yield from _differences(lock, proposed[code])
            elif not _is_hidden(dataset, cycle, code):
                message = f"nhiệm vụ đã duyệt “{code}” không còn trong báo cáo của cơ quan"
                hint = "khôi phục nhiệm vụ; muốn bãi bỏ thì thêm vào dieu-chinh.yml với loai: bai-bo"
                yield error(lock.span("code"), "nhiem-vu-da-duyet", message, hint)
        for code, one in proposed.items():
            if code not in locked and code not in added:
                message = (
                    f"nhiệm vụ “{code}” chưa có trong kế hoạch đã duyệt ngày {format_date(cycle.lock.approved_on)}"
                )
                hint = "thêm vào dieu-chinh.yml với loai: bo-sung"
                yield error(one.task.span("code"), "nhiem-vu-da-duyet", message, hint)


def _touched(cycle: Cycle, kind: AdjustmentKind) -> set[str]:
    entries = cycle.adjustments.entries if cycle.adjustments else ()
    return {entry.task for entry in entries if entry.kind is kind}


def _is_hidden(dataset: Dataset, cycle: Cycle, code: str) -> bool:
    """Tell whether the task's submission exists but could not be read: one mistake, one finding."""
    prefix = code.rpartition("-")[0]
    owners = [agency.id for agency in dataset.agencies.values() if agency.abbreviation == prefix]
    return any(dataset.is_unreadable(f"ke-hoach/{cycle.year}/bao-cao/{owner}.yml") for owner in owners)


def _differences(lock: LockedTask, one: ProposedTask) -> Iterator[Diagnostic]:
    now = approved_values(one)
    keys = one.task.keys()
    for key in sorted({*lock.values, *now}):
        approved, found = lock.values.get(key, ""), now.get(key, "")
        if approved == found:
            continue
        span = one.task.span(keys[key]) if key in keys else one.entry.span("criterion")
        message = (
            f"“{key}” của nhiệm vụ đã duyệt “{lock.code}” là {quote(approved) if approved else 'để trống'}; "
            f"tệp đang ghi {quote(found) if found else 'để trống'}"
        )
        hint = "giữ nguyên giá trị đã duyệt và thêm một mục vào dieu-chinh.yml"
        yield error(span, "nhiem-vu-da-duyet", message, hint)


def adjustments_are_sound(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điều chỉnh chỉ nêu nhiệm vụ, đơn vị có thật, xếp theo ngày và không trước ngày ban hành kế hoạch."""
    for cycle in dataset.cycles.values():
        if cycle.adjustments is None:
            continue
        known = [one.task.code for one in cycle.proposed_tasks()]
        previous: dt.date | None = None
        for entry in cycle.adjustments.entries:
            if entry.task not in known and not _is_hidden(dataset, cycle, entry.task):
                message = f"không có nhiệm vụ “{entry.task}” trong kế hoạch {cycle.year}"
                yield error(entry.span("task"), "dieu-chinh", message, did_you_mean(entry.task, known))
            issued_on = cycle.file.issuance.issued_on if cycle.file.issuance else None
            if issued_on is None or entry.on < issued_on:
                yield error(
                    entry.span("on"),
                    "dieu-chinh",
                    "điều chỉnh phải sau ngày ban hành kế hoạch",
                    "trước khi ban hành, sửa thẳng báo cáo",
                )
            if previous and entry.on < previous:
                yield error(entry.span("on"), "dieu-chinh", "các điều chỉnh phải xếp theo ngày tăng dần")
            previous = entry.on
            if entry.change and dataset.agencies:
                named = [("lead", entry.change.lead)] if entry.change.lead else []
                named += [("implementers", one) for one in entry.change.implementers or ()]
                named += [("partners", one) for one in entry.change.partners or ()]
                for attribute, agency in named:
                    if agency not in dataset.agencies and agency not in dataset.groups:
                        message = f"không có đơn vị “{agency}” trong don-vi.yml"
                        hint = did_you_mean(agency, (*dataset.agencies, *dataset.groups))
                        yield error(entry.change.span(attribute), "dieu-chinh", message, hint)
