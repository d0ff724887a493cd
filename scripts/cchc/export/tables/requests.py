"""The table of what agencies ask of one another through their tasks, and what was answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables.base import BOOLEAN, DATE, INTEGER, TEXT, Column, Table, choice, maybe, provenance
from cchc.figures.handshake import Answer, Request

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.tables.source import Origin, Source


@dataclass(frozen=True, slots=True, kw_only=True)
class _Request:
    year: int
    request: Request
    name: str
    origin: Origin


def _requests(source: Source) -> Iterator[_Request]:
    for report in source.reports:
        cycle = report.cycle
        natures = {file.here.path: file.nature for file in (*cycle.submissions.values(), *cycle.progress.values())}
        for request in report.requests:
            place = request.reply.here if request.reply else request.task.span
            yield _Request(
                year=report.year,
                request=request,
                name=source.names([request.agency])[0],
                origin=source.origin(place, natures[place.path]),
            )


REQUESTS: Table[_Request] = Table(
    id="xac_nhan",
    title="Ý kiến về việc được giao",
    about="Nhiệm vụ của một cơ quan giao cơ quan khác chủ trì hoặc thực hiện: cơ quan được giao đã trả lời thế nào.",
    key=("ke_hoach", "nhiem_vu", "co_quan"),
    records=_requests,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("nhiem_vu", "Mã nhiệm vụ", TEXT, "Nhiệm vụ giao việc.", lambda one: one.request.task.code),
        Column("co_quan", "Cơ quan được giao (mã)", TEXT, "Mã cơ quan.", lambda one: one.request.agency),
        Column("ten_co_quan", "Cơ quan được giao", TEXT, "Tên cơ quan.", lambda one: one.name),
        Column(
            "la_chu_tri",
            "Được giao chủ trì",
            BOOLEAN,
            "Sai: được giao cùng thực hiện.",
            lambda one: one.request.is_to_lead,
        ),
        Column("ngay_giao", "Ngày giao", DATE, "Ngày cơ quan được nêu tên.", lambda one: one.request.asked_on),
        *choice("tra_loi", "Trả lời", Answer, lambda one: one.request.answer),
        maybe(
            "ngay_tra_loi",
            "Ngày trả lời",
            DATE,
            "Trống khi chưa trả lời.",
            lambda one: one.request.reply.on if one.request.reply else None,
        ),
        Column(
            "so_ngay",
            "Số ngày",
            INTEGER,
            "Tới khi trả lời, hoặc tới ngày tính.",
            lambda one: one.request.days,
        ),
        maybe(
            "ly_do",
            "Lý do",
            TEXT,
            "Đề nghị sửa gì, vì sao.",
            lambda one: one.request.reply.reason if one.request.reply else None,
        ),
        *provenance(_Request),
    ),
)
