"""Tables of what a plan answers: the points that were missed, who leads there, and why they were missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables.base import BOOLEAN, INTEGER, NUMBER, TEXT, Column, Table, choice, maybe, provenance
from cchc.schema import Analysis, Cause, CauseKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.tables.source import Origin, Source
    from cchc.figures.coverage import LeafCoverage
    from cchc.figures.report import Evaluation


@dataclass(frozen=True, slots=True, kw_only=True)
class _Gap:
    year: int
    evaluation: Evaluation
    leaf: LeafCoverage
    leader: str | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cause:
    year: int
    agency: str
    name: str
    number: int
    analysis: Analysis
    criterion: str
    cause: Cause
    origin: Origin


def _gaps(source: Source) -> Iterator[_Gap]:
    for report in source.reports:
        for evaluation in report.evaluations:
            results = evaluation.results
            for leaf in evaluation.ledger.leaves:
                criterion = leaf.score.criterion
                yield _Gap(
                    year=report.year,
                    evaluation=evaluation,
                    leaf=leaf,
                    leader=", ".join(source.names([leaf.leader] if leaf.leader else [])) or None,
                    origin=source.origin(results.span("scores", criterion.code), results.nature, criterion.nature),
                )


def _causes(source: Source) -> Iterator[_Cause]:
    for report in source.reports:
        for agency, file in sorted(report.cycle.submissions.items()):
            pairs = [(analysis, cause) for analysis in file.analyses for cause in analysis.causes]
            for number, (analysis, cause) in enumerate(pairs, 1):
                yield _Cause(
                    year=report.year,
                    agency=agency,
                    name=source.names([agency])[0],
                    number=number,
                    analysis=analysis,
                    criterion=source.view.criterion(analysis.criterion).name,
                    cause=cause,
                    origin=source.origin(cause.here, file.nature),
                )


GAPS: Table[_Gap] = Table(
    id="diem_mat",
    title="Điểm mất và nhiệm vụ",
    about="Các tiêu chí cuối cùng chưa đạt điểm tối đa mà kế hoạch phải trả lời: ai chủ trì, đã có nhiệm vụ chưa.",
    key=("ke_hoach", "bo_chi_so", "ma"),
    records=_gaps,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.evaluation.framework.id),
        Column("ma", "Mã tiêu chí", TEXT, "Mã trong bộ chỉ số.", lambda one: one.leaf.score.criterion.code),
        Column("ten", "Tiêu chí", TEXT, "Tên tiêu chí.", lambda one: one.leaf.score.criterion.name),
        Column("nam", "Năm chấm điểm", INTEGER, "Năm được chấm điểm.", lambda one: one.evaluation.results.year),
        Column("diem_toi_da", "Tối đa", NUMBER, "Điểm tối đa.", lambda one: one.leaf.score.criterion.max_points),
        Column("diem", "Đạt", NUMBER, "Điểm đạt được.", lambda one: one.leaf.score.points),
        Column("diem_mat", "Mất", NUMBER, "Điểm tối đa trừ điểm đạt.", lambda one: one.leaf.score.gap),
        maybe("chu_tri", "Cơ quan chủ trì (mã)", TEXT, "Mã cơ quan chủ trì tiêu chí.", lambda one: one.leaf.leader),
        maybe("ten_chu_tri", "Cơ quan chủ trì", TEXT, "Tên cơ quan chủ trì tiêu chí.", lambda one: one.leader),
        Column(
            "da_phan_tich",
            "Đã phân tích",
            BOOLEAN,
            "Đúng: đã có cơ quan nêu tồn tại, nguyên nhân.",
            lambda one: bool(one.leaf.analyses),
        ),
        Column("so_nhiem_vu", "Số nhiệm vụ", INTEGER, "Số nhiệm vụ phục vụ tiêu chí.", lambda one: len(one.leaf.tasks)),
        *provenance(_Gap),
    ),
)

CAUSES: Table[_Cause] = Table(
    id="nguyen_nhan",
    title="Nguyên nhân",
    about="Vì sao mất điểm, theo phân tích của các cơ quan; mỗi nguyên nhân một dòng.",
    key=("ke_hoach", "co_quan", "stt"),
    records=_causes,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.year),
        Column("co_quan", "Cơ quan (mã)", TEXT, "Mã cơ quan phân tích.", lambda one: one.agency),
        Column("stt", "Số thứ tự", INTEGER, "Thứ tự trong báo cáo, từ 1.", lambda one: one.number),
        Column("ten_co_quan", "Cơ quan", TEXT, "Tên cơ quan phân tích.", lambda one: one.name),
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.analysis.criterion.framework),
        Column("ma_tieu_chi", "Mã tiêu chí", TEXT, "Mã trong bộ chỉ số.", lambda one: one.analysis.criterion.code),
        Column("ten_tieu_chi", "Tiêu chí", TEXT, "Tên tiêu chí.", lambda one: one.criterion),
        Column("ton_tai", "Tồn tại", TEXT, "Điều chưa làm được.", lambda one: one.analysis.shortfall),
        *choice("loai", "Loại nguyên nhân", CauseKind, lambda one: one.cause.kind),
        Column("noi_dung", "Nguyên nhân", TEXT, "Vì sao mất điểm.", lambda one: one.cause.content),
        *provenance(_Cause),
    ),
)
