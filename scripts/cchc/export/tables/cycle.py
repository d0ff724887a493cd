"""Tables of a planning cycle: the plan, who reported when, what was achieved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables.base import DATE, INTEGER, TEXT, Column, Table, choice, maybe, provenance
from cchc.figures.milestones import last_on_time
from cchc.figures.progress import Status
from cchc.figures.punctuality import Punctuality, SubmissionState
from cchc.schema import Stage, SubmissionFile

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.tables.source import Origin, Source
    from cchc.figures.report import CycleReport


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    report: CycleReport
    consolidator: str
    origin: Origin

    def count(self, status: Status) -> int | None:
        return self.report.status_counts[status] if self.report.is_tracked else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Submission:
    year: int
    state: SubmissionState
    name: str
    file: SubmissionFile | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Achievement:
    year: int
    agency: str
    name: str
    number: int
    content: str
    origin: Origin


def _plans(source: Source) -> Iterator[_Plan]:
    for report in source.reports:
        file = report.cycle.file
        (consolidator,) = source.names([file.consolidator])
        yield _Plan(report=report, consolidator=consolidator, origin=source.origin(file.here, file.nature))


def _submissions(source: Source) -> Iterator[_Submission]:
    for report in source.reports:
        for state in report.submissions:
            submission = report.cycle.submissions.get(state.agency)
            file = submission or report.cycle.file
            place = submission.span("letter") if submission else report.cycle.file.span("reporters")
            (name,) = source.names([state.agency])
            yield _Submission(
                year=report.year, state=state, name=name, file=submission, origin=source.origin(place, file.nature)
            )


def _achievements(source: Source) -> Iterator[_Achievement]:
    for report in source.reports:
        for agency, file in sorted(report.cycle.submissions.items()):
            for index, content in enumerate(file.achievements):
                yield _Achievement(
                    year=report.year,
                    agency=agency,
                    name=source.names([agency])[0],
                    number=index + 1,
                    content=content,
                    origin=source.origin(file.span("achievements", index), file.nature),
                )


PLANS: Table[_Plan] = Table(
    id="ke_hoach",
    title="Kế hoạch",
    about="Mỗi dòng là kế hoạch của một năm: giai đoạn, các mốc, bao nhiêu nhiệm vụ ở trạng thái nào.",
    key=("nam",),
    records=_plans,
    columns=(
        Column("nam", "Năm", INTEGER, "Năm của kế hoạch.", lambda one: one.report.year),
        Column("ten", "Tên kế hoạch", TEXT, "Tên đầy đủ.", lambda one: one.report.cycle.file.name),
        *choice("trang_thai", "Giai đoạn", Stage, lambda one: one.report.cycle.file.stage),
        Column(
            "ngay_tinh", "Ngày tính trạng thái", DATE, "Ngày mà trạng thái được tính.", lambda one: one.report.judged_on
        ),
        Column(
            "tong_hop", "Cơ quan tổng hợp (mã)", TEXT, "Mã cơ quan.", lambda one: one.report.cycle.file.consolidator
        ),
        Column("ten_tong_hop", "Cơ quan tổng hợp", TEXT, "Tên cơ quan.", lambda one: one.consolidator),
        Column(
            "van_ban_giao",
            "Văn bản giao",
            TEXT,
            "Số và ký hiệu của văn bản giao lập kế hoạch.",
            lambda one: one.report.cycle.file.mandate.number,
        ),
        maybe(
            "ngay_van_ban_giao",
            "Ngày văn bản giao",
            DATE,
            "Ngày ghi trên văn bản ấy.",
            lambda one: one.report.cycle.file.mandate.issued_on,
        ),
        Column(
            "han_nop_bao_cao",
            "Hạn nộp báo cáo",
            DATE,
            "Ngày cuối cùng còn đúng hạn.",
            lambda one: last_on_time(one.report.cycle.file.milestones.submissions),
        ),
        Column(
            "han_trinh_ke_hoach",
            "Hạn trình kế hoạch",
            DATE,
            "Ngày cuối cùng còn đúng hạn.",
            lambda one: last_on_time(one.report.cycle.file.milestones.plan),
        ),
        maybe(
            "van_ban_ban_hanh",
            "Văn bản ban hành",
            TEXT,
            "Số và ký hiệu; trống khi chưa ban hành.",
            lambda one: one.report.cycle.file.issuance.number if one.report.cycle.file.issuance else None,
        ),
        maybe(
            "ngay_ban_hanh",
            "Ngày ban hành",
            DATE,
            "Trống khi chưa ban hành.",
            lambda one: one.report.cycle.file.issuance.issued_on if one.report.cycle.file.issuance else None,
        ),
        Column(
            "so_nhiem_vu", "Số nhiệm vụ", INTEGER, "Không kể nhiệm vụ đã bãi bỏ.", lambda one: len(one.report.states)
        ),
        maybe(
            "hoan_thanh_dung_han",
            "Hoàn thành đúng hạn",
            INTEGER,
            "Số nhiệm vụ; trống khi kế hoạch chưa ban hành.",
            lambda one: one.count(Status.DONE_ON_TIME),
        ),
        maybe(
            "hoan_thanh_qua_han",
            "Hoàn thành quá hạn",
            INTEGER,
            "Số nhiệm vụ; trống khi kế hoạch chưa ban hành.",
            lambda one: one.count(Status.DONE_LATE),
        ),
        maybe(
            "chua_hoan_thanh_trong_han",
            "Chưa hoàn thành, trong hạn",
            INTEGER,
            "Số nhiệm vụ; trống khi kế hoạch chưa ban hành.",
            lambda one: one.count(Status.OPEN_IN_TIME),
        ),
        maybe(
            "chua_hoan_thanh_qua_han",
            "Chưa hoàn thành, quá hạn",
            INTEGER,
            "Số nhiệm vụ; trống khi kế hoạch chưa ban hành.",
            lambda one: one.count(Status.OPEN_OVERDUE),
        ),
        *provenance(_Plan),
    ),
)

SUBMISSIONS: Table[_Submission] = Table(
    id="bao_cao",
    title="Báo cáo của cơ quan",
    about="Mọi cơ quan phải báo cáo, mỗi cơ quan một dòng, kể cả cơ quan chưa nộp.",
    key=("ke_hoach", "co_quan"),
    records=_submissions,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("co_quan", "Cơ quan (mã)", TEXT, "Mã cơ quan.", lambda one: one.state.agency),
        Column("ten_co_quan", "Cơ quan", TEXT, "Tên cơ quan.", lambda one: one.name),
        *choice("tinh_trang", "Tình trạng nộp", Punctuality, lambda one: one.state.punctuality),
        Column("han_nop", "Hạn nộp", DATE, "Ngày cuối cùng còn đúng hạn.", lambda one: one.state.due_on),
        maybe("ngay_nop", "Ngày nộp", DATE, "Ngày ghi trên báo cáo.", lambda one: one.state.submitted_on),
        Column("so_ngay_muon", "Số ngày muộn", INTEGER, "0 là không muộn.", lambda one: one.state.days_late),
        maybe(
            "van_ban",
            "Văn bản báo cáo",
            TEXT,
            "Số và ký hiệu của báo cáo.",
            lambda one: one.file.letter.number if one.file and one.state.submitted_on else None,
        ),
        maybe(
            "cap_nhat_gan_nhat",
            "Cập nhật tiến độ gần nhất",
            DATE,
            "Ngày cơ quan cập nhật tiến độ lần cuối.",
            lambda one: one.state.updated_on,
        ),
        maybe(
            "y_kien_khac",
            "Ý kiến khác",
            TEXT,
            "Kiến nghị, đề xuất khác.",
            lambda one: one.file.remarks if one.file else None,
        ),
        *provenance(_Submission),
    ),
)

ACHIEVEMENTS: Table[_Achievement] = Table(
    id="ket_qua_dat_duoc",
    title="Kết quả đạt được",
    about="Kết quả mà các cơ quan nêu trong báo cáo, mỗi ý một dòng.",
    key=("ke_hoach", "co_quan", "stt"),
    records=_achievements,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("co_quan", "Cơ quan (mã)", TEXT, "Mã cơ quan.", lambda one: one.agency),
        Column("stt", "Số thứ tự", INTEGER, "Thứ tự trong báo cáo, từ 1.", lambda one: one.number),
        Column("ten_co_quan", "Cơ quan", TEXT, "Tên cơ quan.", lambda one: one.name),
        Column("noi_dung", "Nội dung", TEXT, "Kết quả đã đạt.", lambda one: one.content),
        *provenance(_Achievement),
    ),
)
