"""What a pull request takes away: tasks, reports of progress, what was done, stages passed, what was locked (G16, O03).

Agencies may take things away, and must say why; what an issued plan holds nobody takes away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, Span, error, listing, quote
from cchc.schema import ReportedStatus, Stage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc.model import Cycle, Dataset
    from cchc.schema import LockFile, ProgressFile

BULK = 20  # percent of an agency's tasks: to take away more is no correction
ASK_FOR_REASON = "ghi một dòng “Lý do: …” trong phần mô tả của đề nghị hoặc trong lời ghi khi lưu (commit message)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Loss:
    """Something taken away from an agency's files, told as the beginning of a sentence.

    `is_bulk`: so much of it that a mistake is likelier than a decision.
    """

    agency: str
    span: Span
    told: str
    is_bulk: bool = False


def unexplained(losses: Sequence[Loss]) -> Iterator[Diagnostic]:
    """Yield what is taken away without a reason."""
    for loss in losses:
        yield error(loss.span, "thieu-ly-do", f"{loss.told}; phải nêu lý do", ASK_FOR_REASON)


def losses(before: Dataset, after: Dataset) -> Iterator[Loss]:
    """Walk what an agency's files said before and say no more; a file that cannot be read takes nothing away."""
    for year, cycle in before.cycles.items():
        other = after.cycles.get(year)
        if other is None:
            continue
        for agency in sorted({*cycle.submissions, *cycle.progress}):
            folder = f"ke-hoach/{year}"
            if not after.is_unreadable(f"{folder}/bao-cao/{agency}.yml"):
                yield from _tasks_gone(after, cycle, other, agency)
            if agency in cycle.progress and not after.is_unreadable(f"{folder}/tien-do/{agency}.yml"):
                yield from _reports_gone(after, cycle.progress[agency], other.progress.get(agency))


def _tasks_gone(after: Dataset, cycle: Cycle, other: Cycle, agency: str) -> Iterator[Loss]:
    """Tell of an agency's tasks that are gone; of approved ones the rule about them tells."""
    had = [one.task.code for one in cycle.proposed_tasks() if one.agency == agency]
    kept = {one.task.code for one in other.proposed_tasks()} | {
        one.code for one in (other.lock.tasks if other.lock else ())
    }
    gone = [code for code in had if code not in kept]
    if gone:
        is_bulk = len(gone) * 100 > BULK * len(had)
        told = f"bỏ {len(gone)} trong {len(had)} nhiệm vụ của cơ quan: {listing(gone)}"
        span = Span(path=f"{after.root}/ke-hoach/{cycle.year}/bao-cao/{agency}.yml")
        yield Loss(agency=agency, span=span, told=told, is_bulk=is_bulk)


def _reports_gone(after: Dataset, had: ProgressFile, has: ProgressFile | None) -> Iterator[Loss]:
    """Tell of reports that are gone, and of tasks that were done and are no longer."""
    span = has.here if has else Span(path=f"{after.root}/ke-hoach/{had.plan}/tien-do/{had.agency}.yml")
    kept = _reported(has) if has else set()
    gone = sorted(_reported(had) - kept)
    if gone:
        named = listing(f"{code} ngày {format_date(on)}" for on, code in gone)
        is_bulk = len(gone) * 100 > BULK * len(_reported(had))
        yield Loss(agency=had.agency, span=span, told=f"bỏ {len(gone)} lần báo tiến độ: {named}", is_bulk=is_bulk)
    latest, told = (_latest(has) if has else {}), {code for _, code in gone}
    back = [
        code
        for code, status in _latest(had).items()
        if status is ReportedStatus.DONE and code not in told and latest.get(code) not in {None, status}
    ]
    if back:
        yield Loss(agency=had.agency, span=span, told=f"lùi trạng thái đã hoàn thành của nhiệm vụ {listing(back)}")


def _reported(file: ProgressFile) -> set[tuple[dt.date, str]]:
    return {(update.on, entry.task) for update in file.updates for entry in update.entries}


def _latest(file: ProgressFile) -> dict[str, ReportedStatus]:
    return {entry.task: entry.status for update in file.updates for entry in update.entries}


def taken_back(before: Dataset, after: Dataset) -> Iterator[Diagnostic]:
    """Yield the plans that go back a stage, and locked values that are not what they were."""
    stages = list(Stage)
    for year, cycle in before.cycles.items():
        place = f"{after.root}/ke-hoach/{year}/ke-hoach.yml"
        other = after.cycles.get(year)
        if other is None:
            if cycle.file.stage.is_issued and not after.is_unreadable(f"ke-hoach/{year}/ke-hoach.yml"):
                message = f"kế hoạch {year} đã ban hành thì không bỏ đi được"
                yield error(Span(path=place), "lui-giai-doan", message, "khôi phục tệp này")
            continue
        is_back = stages.index(other.file.stage) < stages.index(cycle.file.stage)
        if is_back and other.lock is None:  # beside a lock, the rule about stages tells
            message = (
                f"kế hoạch {year} không lùi giai đoạn; từ {quote(cycle.file.stage)} thành {quote(other.file.stage)}"
            )
            hint = f"giữ “{cycle.file.stage}”; thay đổi sau khi ban hành ghi vào dieu-chinh.yml"
            yield error(other.file.span("stage"), "lui-giai-doan", message, hint)
        elif cycle.lock and other.lock:
            yield from _unlocked(cycle.lock, other.lock)


def editions_touched(before: Dataset, after: Dataset) -> Iterator[Diagnostic]:
    """Yield the editions that are gone, or whose bytes or day are others; even the list may not say so."""
    for year, file in before.editions.items():
        place = f"an-ban/{year}/an-ban.yml"
        other = after.editions.get(year)
        kept = {one.id: one for one in other.entries} if other else {}
        for one in () if after.is_unreadable(place) else file.entries:
            now = kept.get(one.id)
            if now is None or (now.sha256, now.as_of) != (one.sha256, one.as_of):
                what = "bị bỏ" if now is None else "bị sửa"
                gone = other.span("entries") if other else Span(path=f"{after.root}/{place}")
                span = now.span("sha256") if now else gone
                message = f"ấn bản đã chốt {quote(one.id)} {what}; người đã trích dẫn không còn tìm thấy số liệu ấy"
                hint = "khôi phục cả mục ở an-ban.yml lẫn tệp; số liệu mới thì chốt ấn bản mới"
                yield error(span, "lui-giai-doan", message, hint)


def _unlocked(before: LockFile, after: LockFile) -> Iterator[Diagnostic]:
    locked = {one.code: one for one in after.tasks}
    for one in before.tasks:
        now = locked.get(one.code)
        if now is None or (now.digest, now.values, now.added_on) != (one.digest, one.values, one.added_on):
            what = "bị bỏ khỏi" if now is None else "bị sửa trong"
            message = f"giá trị đã khóa của nhiệm vụ {quote(one.code)} {what} khoa.yml"
            span = now.here if now else after.span("tasks")
            yield error(span, "lui-giai-doan", message, "khôi phục khoa.yml; thay đổi ghi vào dieu-chinh.yml")
