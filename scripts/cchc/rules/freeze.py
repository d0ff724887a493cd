"""Rules about an approved plan: nothing approved changes quietly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, Fix, error, quote_apart
from cchc.basics.fixes import near_miss
from cchc.figures.freeze import additions, approved_values, digest_of, says_the_same
from cchc.rules.references import (
    agency_problem,
    criterion_problem,
    is_hidden,
    owner_of,
    prefix_problem,
    unit_problem,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from cchc.model import Cycle, Dataset, ProposedTask
    from cchc.schema import Adjustment, AdjustmentsFile, LockedTask, TaskChange


def approved_tasks_stand(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Nhiệm vụ đã duyệt giữ nguyên trong báo cáo; mọi thay đổi sau phê duyệt đi qua dieu-chinh.yml."""
    for cycle in dataset.cycles.values():
        if cycle.lock is None:
            continue
        proposed = {one.task.code: one for one in reversed(cycle.proposed_tasks())}
        locked = {one.code: one for one in cycle.lock.tasks}
        renamed = _renamed(cycle, locked)
        for code, lock in locked.items():
            if digest_of(lock.values) != lock.digest:
                message = f"giá trị đã duyệt của “{code}” bị sửa tay"
                hint = "khôi phục khoa.yml từ lịch sử; tệp này chỉ do cchc approve ghi"
                yield error(lock.span("digest"), "nhiem-vu-da-duyet", message, hint)
            elif code in proposed:
                yield from _differences(dataset, cycle, lock, proposed[code])
            elif code in renamed:
                yield from _new_code(dataset, cycle, code, renamed[code])
        gone = [lock for code, lock in locked.items() if code not in {*proposed, *renamed}]
        yield from _gone(dataset, cycle, gone)
        yield from _added(dataset, cycle, {*locked, *(one.task.code for one in renamed.values())})
        yield from _no_longer_added(dataset, cycle)


def _renamed(cycle: Cycle, locked: Mapping[str, LockedTask]) -> dict[str, ProposedTask]:
    """Find the approved tasks that stand in the submissions under another code, by their approved code."""
    present: set[str] = set()
    others: dict[str, ProposedTask] = {}
    for one in cycle.proposed_tasks():
        if one.task.code in locked and one.task.code not in present:
            present.add(one.task.code)
        else:
            others[digest_of(approved_values(one))] = one
    return {code: others[lock.digest] for code, lock in locked.items() if code not in present and lock.digest in others}


def _new_code(dataset: Dataset, cycle: Cycle, approved: str, one: ProposedTask) -> Iterator[Diagnostic]:
    used = [other.task.code for other in cycle.proposed_tasks()].count(one.task.code)
    if used > 1 or prefix_problem(dataset, one):
        return  # the new code is wrong in itself, which another rule reports
    fix = Fix(one.task.code, approved)
    message = f"mã của nhiệm vụ đã duyệt “{approved}” bị đổi thành “{one.task.code}”{_mentions(cycle, approved)}"
    yield error(one.task.span("code"), "nhiem-vu-da-duyet", message, f"giữ mã đã duyệt: {approved}", fix)


def _gone(dataset: Dataset, cycle: Cycle, gone: list[LockedTask]) -> Iterator[Diagnostic]:
    """Report approved tasks that stand nowhere; those of a submission that is gone itself are one finding."""
    lost: set[str] = set()
    for lock in gone:
        owner = owner_of(dataset, lock.code)
        path = f"ke-hoach/{cycle.year}/bao-cao/{owner or '…'}.yml"
        if is_hidden(dataset, cycle, lock.code) or owner in lost or digest_of(lock.values) != lock.digest:
            continue
        if owner and owner not in cycle.submissions:
            lost.add(owner)
            message = f"kế hoạch đã duyệt có nhiệm vụ “{lock.code}” của {dataset.root}/{path} nhưng không có tệp này"
            hint = "khôi phục tệp từ lịch sử của kho"
        else:
            message = f"nhiệm vụ đã duyệt “{lock.code}” không còn trong {dataset.root}/{path}"
            hint = "khôi phục nhiệm vụ; muốn bãi bỏ thì vẫn giữ ở đó và ghi vào dieu-chinh.yml với loai: bai-bo"
        yield error(lock.span("code"), "nhiem-vu-da-duyet", message + _mentions(cycle, lock.code), hint)


def _added(dataset: Dataset, cycle: Cycle, approved: set[str]) -> Iterator[Diagnostic]:
    if cycle.lock is None or _are_adjustments_hidden(dataset, cycle):
        return
    known = approved | additions(cycle).keys()
    for one in cycle.proposed_tasks():
        if one.task.code not in known:
            approved_on = format_date(cycle.lock.approved_on)
            message = f"nhiệm vụ “{one.task.code}” chưa có trong kế hoạch đã duyệt ngày {approved_on}"
            hint = "thêm vào dieu-chinh.yml với loai: bo-sung"
            yield error(one.task.span("code"), "nhiem-vu-da-duyet", message, hint)


def _no_longer_added(dataset: Dataset, cycle: Cycle) -> Iterator[Diagnostic]:
    """Report tasks that the lock knows as added later while no adjustment says so any more."""
    for lock in cycle.lock.tasks if cycle.lock and not _are_adjustments_hidden(dataset, cycle) else ():
        if lock.added_on and lock.code not in additions(cycle):
            added_on = format_date(lock.added_on)
            message = f"nhiệm vụ “{lock.code}” được bổ sung ngày {added_on} nhưng dieu-chinh.yml không còn ghi"
            hint = "khôi phục mục bo-sung ấy từ lịch sử của kho; muốn bỏ nhiệm vụ thì thêm một mục loai: bai-bo"
            yield error(lock.span("added_on"), "nhiem-vu-da-duyet", message, hint)


def _are_adjustments_hidden(dataset: Dataset, cycle: Cycle) -> bool:
    return dataset.is_unreadable(f"ke-hoach/{cycle.year}/dieu-chinh.yml")


def _mentions(cycle: Cycle, code: str) -> str:
    """Say which file and line reports progress of a task that is gone (threat S02)."""
    for progress in cycle.progress.values():
        for entry in (entry for update in progress.updates for entry in update.entries):
            if entry.task == code:
                span = entry.span("task")
                return f"; {span.path} dòng {span.line} còn nêu mã này"
    return ""


def _differences(dataset: Dataset, cycle: Cycle, lock: LockedTask, one: ProposedTask) -> Iterator[Diagnostic]:
    now = approved_values(one)
    keys = one.task.keys()
    for key in sorted({*lock.values, *now}):
        approved, found = lock.values.get(key, ""), now.get(key, "")
        if says_the_same(key, approved, found) or _is_unknown(dataset, cycle, one, keys.get(key, "criterion")):
            continue
        span = one.task.span(keys[key]) if key in keys else one.entry.span("criterion")
        was, states = quote_apart(approved, found)
        message = (
            f"“{key}” của nhiệm vụ đã duyệt “{lock.code}” {f'là {was}' if approved else 'đang để trống'}; "
            f"tệp đang {f'ghi {states}' if found else 'để trống'}"
        )
        hint = "giữ nguyên giá trị đã duyệt và thêm một mục vào dieu-chinh.yml"
        fix = Fix(found, approved) if approved and found else None
        yield error(span, "nhiem-vu-da-duyet", message, hint, fix)


def _is_unknown(dataset: Dataset, cycle: Cycle, one: ProposedTask, attribute: str) -> bool:
    """Tell whether a task now names what does not exist, which the rules about submissions report."""
    task = one.task
    if attribute == "criterion":
        return criterion_problem(dataset, cycle, one.criterion) is not None
    if attribute == "lead":
        return agency_problem(dataset, task.lead) is not None
    if attribute == "also_serves":
        return any(ref == one.criterion or criterion_problem(dataset, cycle, ref) for ref in task.also_serves)
    units = {"implementers": task.implementers, "partners": task.partners}.get(attribute, ())
    return any(unit_problem(dataset, unit) for unit in units)


def adjustments_are_sound(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điều chỉnh chỉ nêu nhiệm vụ, đơn vị có thật, xếp theo ngày, không trước ngày ban hành và ngày văn bản."""
    for cycle in dataset.cycles.values():
        if cycle.adjustments is None:
            continue
        if cycle.file.issuance is None and not cycle.file.stage.is_issued:
            message = "kế hoạch chưa ban hành nên chưa có điều chỉnh"
            hint = "sửa thẳng báo cáo của cơ quan rồi xóa tệp này"
            yield error(cycle.adjustments.key_span("entries"), "dieu-chinh", message, hint)
            continue
        yield from _dates_in_order(cycle.adjustments, cycle.file.issuance.issued_on if cycle.file.issuance else None)
        yield from _additions_match(cycle)
        locked = {one.code for one in cycle.lock.tasks} if cycle.lock else set()
        known = [one.task.code for one in cycle.proposed_tasks()]
        for entry in cycle.adjustments.entries:
            if entry.task not in {*known, *locked} and not is_hidden(dataset, cycle, entry.task):
                message = f"không có nhiệm vụ “{entry.task}” trong kế hoạch {cycle.year}"
                meant = near_miss(entry.task, known, "ghi mã của một nhiệm vụ trong báo cáo của các cơ quan")
                yield error(entry.span("task"), "dieu-chinh", message, *meant)
            if entry.change:
                yield from _units_exist(dataset, entry.change)
                for index, ref in enumerate(entry.change.also_serves or ()):
                    if problem := criterion_problem(dataset, cycle, ref):
                        yield error(entry.change.span("also_serves", index), "dieu-chinh", *problem)


def _additions_match(cycle: Cycle) -> Iterator[Diagnostic]:
    """An added task was frozen with the day of its adjustment; what was approved at first cannot be added."""
    locked = {one.code: one for one in cycle.lock.tasks} if cycle.lock else {}
    for entry in additions(cycle).values():
        lock = locked.get(entry.task)
        if lock is None or lock.added_on == entry.on:
            continue
        if lock.added_on:
            fix = Fix(entry.on.isoformat(), lock.added_on.isoformat())
            message = f"nhiệm vụ “{entry.task}” đã khóa với ngày bổ sung {format_date(lock.added_on)}"
            yield error(
                entry.span("on"), "dieu-chinh", f"{message}; đang ghi {format_date(entry.on)}", "giữ ngày cũ", fix
            )
        else:
            message = f"nhiệm vụ “{entry.task}” đã có trong kế hoạch ban hành nên không phải bổ sung"
            hint = "muốn sửa thì ghi loai: sua-doi và gia_tri_moi; thêm nhiệm vụ khác thì đặt mã mới"
            yield error(entry.span("task"), "dieu-chinh", message, hint)


def _dates_in_order(file: AdjustmentsFile, issued_on: dt.date | None) -> Iterator[Diagnostic]:
    previous: Adjustment | None = None
    for entry in file.entries:
        on, decided_on = format_date(entry.on), format_date(entry.document.issued_on)
        if issued_on and entry.on < issued_on:
            message = f"ngày điều chỉnh không được trước ngày ban hành {format_date(issued_on)}; đang ghi {on}"
            yield error(entry.span("on"), "dieu-chinh", message, "kiểm tra lại ngày")
        elif previous and entry.on < previous.on:
            message = f"các điều chỉnh phải xếp theo ngày; ngày {on} đứng sau ngày {format_date(previous.on)}"
            yield error(entry.span("on"), "dieu-chinh", message, "kiểm tra lại ngày, hoặc chuyển mục này lên trên")
        elif entry.on < entry.document.issued_on:
            message = f"ngày văn bản không được sau ngày điều chỉnh {on}; đang ghi {decided_on}"
            yield error(entry.document.span("issued_on"), "dieu-chinh", message, "kiểm tra lại hai ngày")
        previous = entry


def _units_exist(dataset: Dataset, change: TaskChange) -> Iterator[Diagnostic]:
    if change.lead and (problem := agency_problem(dataset, change.lead)):
        yield error(change.span("lead"), "dieu-chinh", *problem)
    for attribute, units in (("implementers", change.implementers), ("partners", change.partners)):
        for index, unit in enumerate(units or ()):
            if problem := unit_problem(dataset, unit):
                yield error(change.span(attribute, index), "dieu-chinh", *problem)
