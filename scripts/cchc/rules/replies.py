"""Rules about what agencies say of the tasks that others propose for them (`xac_nhan`).

A reply stands in one agency's file and speaks of another's. Neither may block the other's work: once a task no
longer names the agency, its reply is left over, which is advice and no error.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, error, listing, warning
from cchc.basics.fixes import near_miss
from cchc.figures.freeze import effective_tasks
from cchc.figures.handshake import Answer, asked, requests_of
from cchc.rules.references import is_hidden
from cchc.schema import Stage

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, Dataset


def tasks_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Ý kiến chỉ nêu nhiệm vụ có trong kế hoạch; mỗi cơ quan có một ý kiến về mỗi nhiệm vụ."""
    for cycle in dataset.cycles.values():
        codes = _asked_by_code(cycle)
        locked = {task.code for task in cycle.lock.tasks} if cycle.lock else set()  # if gone, that is the mistake
        first: dict[tuple[str, str], Span] = {}
        for agency, reply in cycle.replies():
            span = reply.span("task")
            before = first.setdefault((agency, reply.task), span)
            if reply.task not in {*codes, *locked} and not is_hidden(dataset, cycle, reply.task):
                mine = [code for code, units in codes.items() if agency in units]
                message = f"không có nhiệm vụ “{reply.task}” trong kế hoạch {cycle.year}"
                hint = f"nhiệm vụ nêu cơ quan này: {listing(mine)}" if mine else "không nhiệm vụ nào nêu cơ quan này"
                yield error(span, "xac-nhan", message, *near_miss(reply.task, mine, hint))
            elif before is not span:
                message = f"đã có ý kiến về nhiệm vụ “{reply.task}” ở {before.path} dòng {before.line}"
                yield error(span, "xac-nhan", message, "giữ một ý kiến, là ý kiến mới nhất")


def tasks_name_the_agency(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Chỉ cần ý kiến về nhiệm vụ của cơ quan khác đích danh giao cơ quan mình chủ trì hoặc thực hiện."""
    for cycle in dataset.cycles.values():
        codes = _asked_by_code(cycle)
        replied = {(agency, reply.task) for agency, reply in cycle.replies()}
        for agency, reply in cycle.replies():
            if agency not in codes.get(reply.task, {agency}):
                open_ = [code for code, units in codes.items() if agency in units and (agency, code) not in replied]
                message = f"nhiệm vụ “{reply.task}” không giao đích danh {agency} chủ trì hay thực hiện"
                hint = "xóa mục này nếu nhiệm vụ đã được sửa theo ý kiến"
                yield warning(reply.span("task"), "xac-nhan-thua", message, *near_miss(reply.task, open_, hint))


def requests_are_settled(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Kế hoạch trình đi không còn nhiệm vụ nào mà cơ quan được giao chưa trả lời hoặc không đồng ý.

    Chưa trình thì còn thời gian trao đổi; đã ban hành thì kế hoạch là căn cứ giao việc. Ý kiến vẫn hiện trên trang.
    """
    for cycle in dataset.cycles.values():
        if cycle.file.stage is not Stage.SUBMITTED:
            continue
        silent: dict[str, list[str]] = defaultdict(list)
        for request in requests_of(dataset, cycle, effective_tasks(cycle, as_of), as_of):
            if request.answer is Answer.WAITING:
                silent[request.agency].append(request.task.code)
            elif request.reply and request.answer is Answer.OBJECTED:
                message = f"{request.agency} không đồng ý nhiệm vụ “{request.task.code}” mà kế hoạch đã trình"
                hint = f"thống nhất với cơ quan đề xuất ({request.task.agency}) để sửa nhiệm vụ, hoặc ghi dong-y"
                yield warning(request.reply.span("opinion"), "chua-xac-nhan", message, hint)
        for agency, codes in silent.items():
            message = f"kế hoạch đã trình nhưng {agency} chưa có ý kiến về việc cơ quan khác giao: {listing(codes)}"
            hint = f"nội dung nhắc: cchc queue --reminder {agency}"
            yield warning(cycle.file.span("stage"), "chua-xac-nhan", message, hint)


def _asked_by_code(cycle: Cycle) -> dict[str, set[str]]:
    """Name whom each task asks, or asked before an adjustment, or will ask after one: no day turns a reply wrong."""
    entries = cycle.adjustments.entries if cycle.adjustments else ()
    units = {
        one.task.code: {*asked(one.agency, one.task.lead, one.task.implementers)} for one in cycle.proposed_tasks()
    }
    for entry in entries:
        if entry.change and entry.task in units:
            units[entry.task] |= {*asked("", entry.change.lead, entry.change.implementers or ())}
    return units
