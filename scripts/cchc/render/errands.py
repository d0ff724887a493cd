"""What waits on whom: plain text for the terminal, JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc.figures.errands import Errands, Queue
    from cchc.figures.handshake import Request
    from cchc.model import Dataset

_VERSION = 1


def queue_text(dataset: Dataset, queues: Sequence[Queue]) -> str:
    """Write what waits in every cycle, in the order given."""
    return "\n".join(line for queue in queues for line in _lines(dataset, queue)) + "\n"


def _lines(dataset: Dataset, queue: Queue) -> Iterator[str]:
    name = {id_: agency.short_name for id_, agency in dataset.agencies.items()}
    yield f"Việc đang chờ của kế hoạch {queue.report.year}, tính đến {format_date(queue.report.judged_on)}"
    yield f"  Báo cáo chưa nhận: {len(queue.submissions)}"
    for submission in queue.submissions:
        late = f"đã quá {submission.days_late} ngày" if submission.days_late else "chưa đến hạn"
        yield f"    {name[submission.agency]}: hạn {format_date(submission.due_on)}, {late}"
    yield f"  Chưa có ý kiến về việc cơ quan khác giao: {len(queue.requests)}"
    for one in queue.agencies:
        if one.requests:
            yield f"    {name[one.agency]}: {_codes(one.requests)}"
    yield f"  Không đồng ý, chờ thống nhất: {len(queue.objections)}"
    for request in queue.objections:
        proposer = name[request.task.agency]
        yield f"    {name[request.agency]}: {request.task.code} do {proposer} đề xuất"
    if queue.update_due_on:
        yield f"  Cập nhật tiến độ kỳ này: chậm nhất {format_date(queue.update_due_on)}"
        for one in queue.agencies:
            if one.open:
                stale = f", {len(one.stale)} chưa cập nhật kỳ vừa qua" if one.stale else ""
                yield f"    {name[one.agency]}: {len(one.open)} nhiệm vụ chưa hoàn thành{stale}"


def _codes(requests: Sequence[Request]) -> str:
    return ", ".join(f"{one.task.code} ({one.days} ngày)" for one in requests)


def queue_json(as_of: dt.date, queues: Sequence[Queue]) -> str:
    """Write the same for programs; days are whole, dates as YYYY-MM-DD."""
    plans = [
        {
            "year": queue.report.year,
            "judged_on": queue.report.judged_on.isoformat(),
            "update_due_on": queue.update_due_on.isoformat() if queue.update_due_on else None,
            "agencies": [_agency(one) for one in queue.agencies],
            "objections": [_request(one) for one in queue.objections],
        }
        for queue in queues
    ]
    content = {"version": _VERSION, "as_of": as_of.isoformat(), "plans": plans}
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _agency(one: Errands) -> dict[str, object]:
    awaited = one.submission
    return {
        "agency": one.agency,
        "submission": {"due_on": awaited.due_on.isoformat(), "days_late": awaited.days_late} if awaited else None,
        "requests": [_request(request) for request in one.requests],
        "open": [state.task.code for state in one.open],
        "stale": [state.task.code for state in one.stale],
    }


def _request(one: Request) -> dict[str, object]:
    return {
        "task": one.task.code,
        "agency": one.agency,
        "proposed_by": one.task.agency,
        "asked_on": one.asked_on.isoformat(),
        "days": one.days,
        "reason": one.reply.reason if one.reply else None,
    }
