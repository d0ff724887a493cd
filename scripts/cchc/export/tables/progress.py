"""Tables of what happened to tasks: what agencies reported, with which evidence; what decisions changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables.base import DATE, INTEGER, TEXT, Column, Table, choice, maybe, provenance
from cchc.figures.freeze import written
from cchc.figures.journal import journal
from cchc.schema import AdjustmentKind, Evidence, ReportedStatus, Task

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.tables.source import Origin, Source
    from cchc.figures.freeze import Change
    from cchc.figures.journal import Event
    from cchc.figures.progress import LogEntry
    from cchc.schema import ProgressEntry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    year: int
    number: int
    log: LogEntry
    origin: Origin

    @property
    def entry(self) -> ProgressEntry:
        return self.log.entry


@dataclass(frozen=True, slots=True, kw_only=True)
class _Proof:
    report: _Report
    number: int
    evidence: Evidence
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Change:
    """What a decision did to one field of a task; `change` is None when it added or withdrew the task."""

    year: int
    number: int
    event: Event
    change: Change | None
    origin: Origin


def _reports(source: Source) -> Iterator[_Report]:
    for report in source.reports:
        natures = {file.here.path: file.nature for file in report.cycle.progress.values()}
        for state in report.states:
            for number, log in enumerate(state.log, 1):
                place = log.entry.here
                origin = source.origin(place, natures[place.path])
                yield _Report(year=report.year, number=number, log=log, origin=origin)


def _proofs(source: Source) -> Iterator[_Proof]:
    for report in _reports(source):
        for number, evidence in enumerate(report.entry.evidence, 1):
            origin = source.origin(evidence.here, report.origin.nature)
            yield _Proof(report=report, number=number, evidence=evidence, origin=origin)


def _changes(source: Source) -> Iterator[_Change]:
    for report in source.reports:
        adjustments = report.cycle.adjustments
        if adjustments is None:
            continue
        pairs = [(event, one) for event in journal(report.tasks).events for one in event.changes or (None,)]
        for number, (event, change) in enumerate(pairs, 1):
            yield _Change(
                year=report.year,
                number=number,
                event=event,
                change=change,
                origin=source.origin(change.span if change else event.span, adjustments.nature),
            )


REPORTS: Table[_Report] = Table(
    id="tien_do",
    title="Nhật ký tiến độ",
    about="Từng lần cơ quan báo tiến độ của từng nhiệm vụ, tới ngày tính; không có nhiệm vụ đã bãi bỏ.",
    key=("ke_hoach", "nhiem_vu", "lan"),
    records=_reports,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("nhiem_vu", "Mã nhiệm vụ", TEXT, "Nhiệm vụ được báo.", lambda one: one.entry.task),
        Column("lan", "Lần báo", INTEGER, "Lần thứ mấy, từ 1.", lambda one: one.number),
        Column("ngay", "Ngày cập nhật", DATE, "Ngày cơ quan báo.", lambda one: one.log.on),
        *choice("bao_la", "Cơ quan báo là", ReportedStatus, lambda one: one.entry.status),
        Column("phan_tram", "Phần trăm", INTEGER, "Đã làm được bao nhiêu phần trăm.", lambda one: one.entry.percent),
        maybe("ket_qua", "Kết quả", TEXT, "Đã làm được gì.", lambda one: one.entry.result),
        maybe(
            "ngay_hoan_thanh",
            "Ngày hoàn thành",
            DATE,
            "Chỉ có khi đã hoàn thành.",
            lambda one: one.entry.completed_on,
        ),
        maybe("kho_khan", "Khó khăn, vướng mắc", TEXT, "Vướng ở đâu.", lambda one: one.entry.difficulty),
        Column(
            "so_minh_chung",
            "Số tài liệu kiểm chứng",
            INTEGER,
            "Từng tài liệu ở bảng minh_chung.",
            lambda one: len(one.entry.evidence),
        ),
        *provenance(_Report),
    ),
)

EVIDENCE: Table[_Proof] = Table(
    id="minh_chung",
    title="Tài liệu kiểm chứng",
    about="Tài liệu chứng minh kết quả, mỗi tài liệu một dòng.",
    key=("ke_hoach", "nhiem_vu", "lan", "stt"),
    records=_proofs,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.report.year),
        Column("nhiem_vu", "Mã nhiệm vụ", TEXT, "Nhiệm vụ được chứng minh.", lambda one: one.report.entry.task),
        Column("lan", "Lần báo", INTEGER, "Lần báo ở bảng tien_do.", lambda one: one.report.number),
        Column("stt", "Số thứ tự", INTEGER, "Thứ tự trong lần báo, từ 1.", lambda one: one.number),
        Column("ten", "Tên tài liệu", TEXT, "Tên tài liệu.", lambda one: one.evidence.name),
        maybe("so", "Số, ký hiệu", TEXT, "Số và ký hiệu ghi trên tài liệu.", lambda one: one.evidence.number),
        maybe("ngay", "Ngày", DATE, "Ngày ghi trên tài liệu.", lambda one: one.evidence.issued_on),
        maybe("dia_chi", "Địa chỉ", TEXT, "Địa chỉ công khai, nếu có.", lambda one: one.evidence.url),
        *provenance(_Proof),
    ),
)

CHANGES: Table[_Change] = Table(
    id="dieu_chinh",
    title="Điều chỉnh",
    about="Mọi thay đổi sau khi kế hoạch được duyệt, tới ngày tính; mỗi mục thay đổi một dòng, mới nhất đứng trước.",
    key=("ke_hoach", "stt"),
    records=_changes,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("stt", "Số thứ tự", INTEGER, "Từ 1.", lambda one: one.number),
        Column("ngay", "Ngày có hiệu lực", DATE, "Ngày điều chỉnh có hiệu lực.", lambda one: one.event.on),
        Column("nhiem_vu", "Mã nhiệm vụ", TEXT, "Nhiệm vụ được điều chỉnh.", lambda one: one.event.task.code),
        *choice("loai", "Loại điều chỉnh", AdjustmentKind, lambda one: one.event.kind),
        maybe(
            "muc",
            "Mục thay đổi (mã)",
            TEXT,
            "Tên mục trong tệp dữ liệu; trống khi thêm hay bỏ cả nhiệm vụ.",
            lambda one: Task.key_of(one.change.field) if one.change else None,
        ),
        maybe(
            "ten_muc",
            "Mục thay đổi",
            TEXT,
            "Tên gọi của mục.",
            lambda one: Task.title_of(one.change.field) if one.change else None,
        ),
        maybe(
            "gia_tri_cu",
            "Giá trị cũ",
            TEXT,
            "Viết như trong tệp dữ liệu: đơn vị ghi bằng mã.",
            lambda one: written(one.change.before) or None if one.change else None,
        ),
        maybe(
            "gia_tri_moi",
            "Giá trị mới",
            TEXT,
            "Viết như trong tệp dữ liệu: đơn vị ghi bằng mã.",
            lambda one: written(one.change.after) or None if one.change else None,
        ),
        maybe(
            "so_ngay_doi",
            "Thời hạn đổi mấy ngày",
            INTEGER,
            "Lùi là số dương, sớm hơn là số âm; chỉ có khi mục là thời hạn.",
            lambda one: one.change.days_moved if one.change else None,
        ),
        Column("ly_do", "Lý do", TEXT, "Vì sao điều chỉnh.", lambda one: one.event.reason),
        Column("van_ban", "Văn bản", TEXT, "Số, ký hiệu văn bản quyết định.", lambda one: one.event.document.number),
        Column("ngay_van_ban", "Ngày văn bản", DATE, "Ngày ban hành.", lambda one: one.event.document.issued_on),
        maybe("trich_yeu", "Trích yếu", TEXT, "Trích yếu của văn bản.", lambda one: one.event.document.abstract),
        *provenance(_Change),
    ),
)
