"""Rules about progress updates."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, error, listing, warning
from cchc.basics.fixes import Suggestion, near_miss
from cchc.figures.freeze import effective_deadlines
from cchc.figures.milestones import cycle_ends_on
from cchc.schema import ReportedStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Cycle, Dataset
    from cchc.schema import ProgressEntry, ProgressFile, Update


def _entries(dataset: Dataset) -> Iterator[tuple[Cycle, ProgressFile, Update, ProgressEntry]]:
    for cycle in dataset.cycles.values():
        for progress in cycle.progress.values():
            for update in progress.updates:
                for entry in update.entries:
                    yield cycle, progress, update, entry


def tasks_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tiến độ chỉ nêu nhiệm vụ có trong báo cáo của chính cơ quan đó."""
    for cycle in dataset.cycles.values():
        owners = {proposed.task.code: proposed.agency for proposed in cycle.proposed_tasks()}
        locked = {task.code for task in cycle.lock.tasks} if cycle.lock else set()
        for progress in cycle.progress.values():
            relative = f"ke-hoach/{cycle.year}/bao-cao/{progress.agency}.yml"
            if dataset.is_unreadable(relative):
                continue
            known = [code for code, owner in owners.items() if owner == progress.agency]
            gone = locked - owners.keys()  # an approved task that is gone is the mistake then
            for entry in (entry for update in progress.updates for entry in update.entries):
                if entry.task not in {*known, *gone}:
                    message = f"không có nhiệm vụ “{entry.task}” trong {dataset.root}/{relative}"
                    meant = _meant_task(entry.task, known, owners)
                    yield error(entry.span("task"), "nhiem-vu-khong-co", message, *meant)


def _meant_task(code: str, known: list[str], owners: dict[str, str]) -> Suggestion:
    if code in owners:
        return Suggestion(f"nhiệm vụ này nằm trong báo cáo của {owners[code]}")
    return near_miss(code, known, f"tệp đó có: {listing(known)}" if known else "tệp đó chưa có nhiệm vụ nào")


def updates_are_in_order(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Các lần cập nhật xếp theo ngày tăng dần, mỗi ngày một lần; mỗi nhiệm vụ nêu một lần trong một lần cập nhật."""
    for cycle in dataset.cycles.values():
        for progress in cycle.progress.values():
            for update, previous in _out_of_order(progress):
                if previous.on > as_of:  # then that day is the mistake
                    message = f"ngày cập nhật {format_date(previous.on)} phải trước lần sau ({format_date(update.on)})"
                    yield error(previous.span("on"), "thu-tu-cap-nhat", message, "kiểm tra lại ngày")
                    continue
                message = f"ngày cập nhật {format_date(update.on)} phải sau lần trước ({format_date(previous.on)})"
                yield error(update.span("on"), "thu-tu-cap-nhat", message, "xếp các lần cập nhật theo ngày")
            for update in progress.updates:
                seen: set[str] = set()
                for entry in update.entries:
                    if entry.task in seen:
                        message = f"nhiệm vụ “{entry.task}” được nêu hai lần trong lần cập nhật này"
                        yield error(entry.span("task"), "thu-tu-cap-nhat", message, "giữ một dòng")
                    seen.add(entry.task)


def _out_of_order(progress: ProgressFile) -> Iterator[tuple[Update, Update]]:
    """Yield each update that is not later than the one before it, and that one."""
    for previous, update in pairwise(progress.updates):
        if update.on <= previous.on:
            yield update, previous


def done_is_proved(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """“hoan-thanh” phải có ngày hoàn thành không sau ngày cập nhật và ít nhất một tài liệu kiểm chứng."""
    for _, progress, update, entry in _entries(dataset):
        span = entry.span("status")
        if entry.status is not ReportedStatus.DONE:
            if entry.completed_on is not None:
                message = f"nhiệm vụ “{entry.task}” chưa hoàn thành nên không ghi “ngay_hoan_thanh”"
                hint = "bỏ dòng này, hoặc ghi trang_thai: hoan-thanh"
                yield error(entry.span("completed_on"), "hoan-thanh", message, hint)
            continue
        if entry.completed_on is None:
            message = f"nhiệm vụ “{entry.task}” hoàn thành phải có “ngay_hoan_thanh”"
            yield error(span, "hoan-thanh", message, "ví dụ: ngay_hoan_thanh: 30/9/2023")
        if not entry.evidence:
            message = f"nhiệm vụ “{entry.task}” hoàn thành phải có tài liệu kiểm chứng"
            yield error(span, "hoan-thanh", message, "thêm “minh_chung” với ten, so, ngay của văn bản")
        if update.here not in {misdated.here for misdated, _ in _out_of_order(progress)}:
            yield from _dated_before(update, entry)


def _dated_before(update: Update, entry: ProgressEntry) -> Iterator[Diagnostic]:
    """Completion comes no later than the update that reports it, and then so do the documents that prove it."""
    updated = format_date(update.on)
    if entry.completed_on and entry.completed_on > update.on:
        message = f"ngày hoàn thành {format_date(entry.completed_on)} sau ngày cập nhật {updated}"
        yield error(entry.span("completed_on"), "hoan-thanh", message, "chỉ báo hoàn thành khi đã hoàn thành")
        return
    for evidence in entry.evidence:
        if evidence.issued_on and evidence.issued_on > update.on:
            message = f"tài liệu kiểm chứng có ngày {format_date(evidence.issued_on)} sau ngày cập nhật {updated}"
            yield error(evidence.span("issued_on"), "hoan-thanh", message, "kiểm tra lại ngày")


def overdue_is_explained(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Nhiệm vụ quá hạn mà chưa hoàn thành thì phải nêu khó khăn, vướng mắc."""
    for cycle in dataset.cycles.values():
        ends_on = cycle_ends_on(cycle.file)
        for progress in cycle.progress.values():
            for update in progress.updates:
                if update.on > as_of:
                    continue  # it does not count yet, or its day is the mistake
                deadlines = effective_deadlines(cycle, update.on)
                for entry in update.entries:
                    if entry.task not in deadlines or entry.status is ReportedStatus.DONE or entry.difficulty:
                        continue
                    due_on = deadlines[entry.task].due_on(ends_on)
                    if due_on < update.on:
                        message = f"nhiệm vụ “{entry.task}” đã quá hạn {format_date(due_on)} mà chưa hoàn thành"
                        hint = "thêm “kho_khan”: vướng ở đâu, cần ai tháo gỡ"
                        yield error(entry.span("status"), "thieu-kho-khan", message, hint)


def percent_matches_the_status(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Hoàn thành là 100 %, chưa thực hiện là 0 %, đang thực hiện là dưới 100 %."""
    for _, _, _, entry in _entries(dataset):
        bounds = {
            ReportedStatus.DONE: (100, 100),
            ReportedStatus.NOT_STARTED: (0, 0),
            ReportedStatus.UNDER_WAY: (0, 99),
        }
        lowest, highest = bounds[entry.status]
        if not lowest <= entry.percent <= highest:
            wanted = str(lowest) if lowest == highest else f"{lowest} đến {highest}"
            message = f"trạng thái “{entry.status}” đi với phan_tram {wanted}; đang ghi {entry.percent}"
            yield error(
                entry.span("percent"),
                "phan-tram",
                message,
                f"sửa phan_tram, hoặc sửa trang_thai của “{entry.task}”",
            )


def percent_does_not_fall(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Phần trăm hoàn thành của một nhiệm vụ không nên giảm giữa hai lần cập nhật; giảm thì nêu lý do."""
    for cycle in dataset.cycles.values():
        for progress in cycle.progress.values():
            latest: dict[str, int] = {}
            for update in progress.updates:
                for entry in update.entries:
                    before = latest.get(entry.task, 0)
                    if entry.percent < before:
                        message = f"nhiệm vụ “{entry.task}” giảm từ {before} % xuống {entry.percent} %"
                        hint = "nêu lý do trong ket_qua nếu đúng"
                        yield warning(entry.span("percent"), "phan-tram-giam", message, hint)
                    latest[entry.task] = entry.percent


def updates_are_not_in_the_future(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Lần cập nhật, ý kiến có ngày sau ngày “tính đến” chưa được tính."""
    for cycle in dataset.cycles.values():
        for _, reply in cycle.replies():
            if reply.on > as_of:
                message = f"ý kiến ngày {format_date(reply.on)} chưa được tính vì trang tính đến {format_date(as_of)}"
                yield warning(reply.span("on"), "ngay-tuong-lai", message, "kiểm tra lại ngày")
        for progress in cycle.progress.values():
            for update in progress.updates:
                if update.on > as_of:
                    dated, judged = format_date(update.on), format_date(as_of)
                    message = f"lần cập nhật ngày {dated} chưa được tính vì trang tính đến {judged}"
                    yield warning(update.span("on"), "ngay-tuong-lai", message, "kiểm tra lại ngày")
