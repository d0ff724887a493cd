"""A reminder ready to send to an agency: what waits on it, in the manner of an official letter, naming no person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.render import links
from cchc.schema import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.figures.errands import Errands, Queue
    from cchc.figures.handshake import Request
    from cchc.model import Dataset

_INVENTED = "DỮ LIỆU MINH HỌA: thư mẫu để xem, không gửi đi."


def reminder(dataset: Dataset, queue: Queue, errands: Errands) -> str:
    """Write the letter that the consolidating agency may send to one that lets it wait; lines end in line feeds."""
    report = queue.report
    sender = dataset.agencies[report.cycle.file.consolidator].name
    receiver = dataset.agencies[errands.agency].name
    asked = "\n".join(f"{number}. {text}" for number, text in enumerate(_points(dataset, queue, errands), start=1))
    site = dataset.province.site_url.rstrip("/") if dataset.province else ""
    guides = "\n".join(f"- {about}: {site}/{address}" for about, address in _GUIDES)
    opening = f"Thực hiện {report.cycle.file.name}, tính đến ngày {format_date(report.judged_on)}"
    parts = [
        *([_INVENTED] if Nature.ILLUSTRATIVE in report.natures else []),
        f"Kính gửi: {receiver}",
        f"{opening}, {sender} đề nghị {receiver}:",
        asked,
        f"Hướng dẫn:\n{guides}",
        f"{sender} trân trọng đề nghị {receiver} quan tâm, thực hiện./.",
    ]
    return "\n\n".join(parts) + "\n"


_GUIDES = (
    ("Nộp báo cáo, ghi ý kiến", links.HOW_TO_SUBMIT),
    ("Cập nhật tiến độ", links.HOW_TO_UPDATE),
)


def _points(dataset: Dataset, queue: Queue, errands: Errands) -> Iterator[str]:
    if errands.submission:
        due_on, days = errands.submission.due_on, errands.submission.days_late
        late = f", đã quá hạn {days} ngày" if days else ""
        what = "Gửi báo cáo phân tích các tiêu chí chưa đạt điểm tối đa và đề xuất nhiệm vụ, giải pháp"
        yield f"{what} (hạn cuối: ngày {format_date(due_on)}{late})."
    if errands.requests:
        what = f"Cho ý kiến về {len(errands.requests)} nhiệm vụ do cơ quan khác đề xuất, giao quý cơ quan"
        yield f"{what}:\n" + "\n".join(_asked(dataset, request) for request in errands.requests)
    if errands.open and queue.update_due_on:
        what = f"Cập nhật tiến độ {len(errands.open)} nhiệm vụ chưa hoàn thành, chậm nhất ngày"
        late = ", ".join(one.task.code for one in errands.stale)
        missed = f"; trong đó chưa cập nhật kỳ vừa qua: {late}" if late else ""
        yield f"{what} {format_date(queue.update_due_on)}{missed}."


def _asked(dataset: Dataset, request: Request) -> str:
    task = request.task
    role = "chủ trì" if request.is_to_lead else "thực hiện"
    proposer = dataset.agencies[task.agency].short_name
    content = " ".join(task.content.split()).rstrip(".")
    return f"- {task.code} ({proposer} đề xuất, giao {role}): {content}. Thời hạn: {task.deadline.text}."
