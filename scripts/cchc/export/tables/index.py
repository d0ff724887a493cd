"""Tables of the index: what was scored, node by node, against which maximum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables.base import BOOLEAN, INTEGER, NUMBER, TEXT, Column, Table, choice, listed, maybe, provenance
from cchc.figures.gaps import Score, scores
from cchc.schema import AssessmentMethod, Part, ResultsFile, Total, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.tables.source import Origin, Source
    from cchc.model import Criterion, Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class _Total:
    framework: Framework
    year: int
    place: str
    is_own: bool
    total: Total
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    results: ResultsFile
    part: Part
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    criterion: Criterion
    level_name: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scored:
    results: ResultsFile
    score: Score
    origin: Origin


def _totals(source: Source) -> Iterator[_Total]:
    for framework, results in source.results():
        province = source.view.dataset.province
        own = (province.full_name if province else "", results.total)
        for place, total in (own, *((one.name, one) for one in results.comparisons)):
            yield _Total(
                framework=framework,
                year=results.year,
                place=place,
                is_own=total is results.total,
                total=total,
                origin=source.origin(total.span("points"), total.nature),
            )


def _parts(source: Source) -> Iterator[_Part]:
    for _, results in source.results():
        for part in results.parts:
            yield _Part(results=results, part=part, origin=source.origin(part.here, results.nature))


def _nodes(source: Source) -> Iterator[_Node]:
    for framework in source.view.dataset.frameworks.values():
        for node in framework.criteria.values():
            origin = source.origin(node.span, node.nature)
            yield _Node(criterion=node, level_name=framework.level_name(node.level), origin=origin)


def _scored(source: Source) -> Iterator[_Scored]:
    for framework, results in source.results():
        for code, score in scores(framework, results).items():
            origin = source.origin(results.span("scores", code), results.nature, score.criterion.nature)
            yield _Scored(results=results, score=score, origin=origin)


RESULTS: Table[_Total] = Table(
    id="ket_qua",
    title="Kết quả chung",
    about="Kết quả chung của từng bộ chỉ số, từng năm: của nơi này và của những nơi được đem so sánh.",
    key=(),
    records=_totals,
    columns=(
        Column("nam", "Năm", INTEGER, "Năm được chấm điểm.", lambda one: one.year),
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.framework.id),
        Column("ten_bo_chi_so", "Bộ chỉ số", TEXT, "Tên viết tắt.", lambda one: one.framework.file.abbreviation),
        Column("noi", "Nơi được chấm", TEXT, "Tỉnh, thành phố, hoặc mức đem so sánh.", lambda one: one.place),
        Column("la_noi_nay", "Của nơi này", BOOLEAN, "Sai: số đem so sánh.", lambda one: one.is_own),
        Column("diem", "Kết quả", NUMBER, "Kết quả đã công bố.", lambda one: one.total.points),
        Column(
            "diem_toi_da", "Tối đa", NUMBER, "Mức cao nhất của bộ chỉ số.", lambda one: one.framework.file.max_points
        ),
        *choice("don_vi_do", "Đơn vị đo", Unit, lambda one: one.framework.file.unit),
        maybe("xep_hang", "Xếp hạng", INTEGER, "Thứ hạng.", lambda one: one.total.rank),
        maybe(
            "tren", "Trên tổng số", INTEGER, "Xếp hạng trong bao nhiêu tỉnh, thành phố.", lambda one: one.total.out_of
        ),
        maybe(
            "cach_suy_ra", "Cách suy ra", TEXT, "Phép tính, khi số liệu là suy ra.", lambda one: one.total.derivation
        ),
        maybe(
            "nguon",
            "Nguồn",
            TEXT,
            "Tên các nguồn đã công bố.",
            lambda one: listed(source.name for source in one.total.sources),
        ),
        maybe(
            "dia_chi_nguon",
            "Địa chỉ nguồn",
            TEXT,
            "Địa chỉ công khai của các nguồn.",
            lambda one: listed(source.url for source in one.total.sources if source.url),
        ),
        *provenance(_Total),
    ),
)

PARTS: Table[_Part] = Table(
    id="phan_diem",
    title="Các phần điểm",
    about="Các phần cộng thành kết quả chung, ở những năm được công bố.",
    key=(),
    records=_parts,
    columns=(
        Column("nam", "Năm", INTEGER, "Năm được chấm điểm.", lambda one: one.results.year),
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.results.framework),
        Column("ten", "Phần điểm", TEXT, "Tên phần điểm.", lambda one: one.part.name),
        Column("diem_toi_da", "Tối đa", NUMBER, "Điểm tối đa của phần.", lambda one: one.part.max_points),
        Column("diem", "Đạt", NUMBER, "Điểm đạt được.", lambda one: one.part.points),
        Column(
            "diem_mat", "Mất", NUMBER, "Điểm tối đa trừ điểm đạt.", lambda one: one.part.max_points - one.part.points
        ),
        *provenance(_Part),
    ),
)

CRITERIA: Table[_Node] = Table(
    id="tieu_chi",
    title="Tiêu chí",
    about="Cây tiêu chí của từng bộ chỉ số, cấp trên đứng trước cấp dưới.",
    key=("bo_chi_so", "ma"),
    records=_nodes,
    columns=(
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.criterion.framework),
        Column("ma", "Mã", TEXT, "Mã của mục; là chữ, không phải số: 1.10 khác 1.1.", lambda one: one.criterion.code),
        Column("ten", "Tên", TEXT, "Tên của mục.", lambda one: one.criterion.name),
        Column("cap", "Cấp (số)", INTEGER, "1 là cấp trên cùng.", lambda one: one.criterion.level),
        Column("ten_cap", "Cấp", TEXT, "Tên gọi của cấp.", lambda one: one.level_name),
        maybe(
            "thuoc",
            "Thuộc mục",
            TEXT,
            "Mã của mục ở ngay cấp trên; trống ở cấp trên cùng.",
            lambda one: one.criterion.parent,
        ),
        Column(
            "la_muc_cuoi",
            "Là mục cuối",
            BOOLEAN,
            "Đúng: mục được chấm điểm riêng, không chia nhỏ nữa.",
            lambda one: one.criterion.is_leaf,
        ),
        Column("diem_toi_da", "Tối đa", NUMBER, "Điểm tối đa của mục.", lambda one: one.criterion.max_points),
        *choice(
            "phuong_phap",
            "Phương pháp đánh giá",
            AssessmentMethod,
            lambda one: one.criterion.method,
            is_required=False,
        ),
        maybe(
            "giai_thich", "Giải thích", TEXT, "Một câu giải thích cho người dân.", lambda one: one.criterion.explanation
        ),
        maybe(
            "nguon",
            "Nguồn",
            TEXT,
            "Nguồn của điểm tối đa, khi mục ghi riêng.",
            lambda one: listed(source.name for source in one.criterion.sources),
        ),
        *provenance(_Node),
    ),
)

SCORES: Table[_Scored] = Table(
    id="diem",
    title="Điểm từng tiêu chí",
    about="Điểm đạt, điểm mất của từng mục ở mọi cấp, những năm có điểm chi tiết. Không cộng các cấp với nhau: "
    "điểm cấp trên đã gồm cấp dưới.",
    key=("nam", "bo_chi_so", "ma"),
    records=_scored,
    columns=(
        Column("nam", "Năm", INTEGER, "Năm được chấm điểm.", lambda one: one.results.year),
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.results.framework),
        Column("ma", "Mã", TEXT, "Mã của mục trong bộ chỉ số.", lambda one: one.score.criterion.code),
        Column("ten", "Tên", TEXT, "Tên của mục.", lambda one: one.score.criterion.name),
        Column("cap", "Cấp (số)", INTEGER, "1 là cấp trên cùng.", lambda one: one.score.criterion.level),
        Column(
            "la_muc_cuoi",
            "Là mục cuối",
            BOOLEAN,
            "Đúng: mục được chấm điểm riêng; chỉ cộng các mục này.",
            lambda one: one.score.criterion.is_leaf,
        ),
        Column("diem_toi_da", "Tối đa", NUMBER, "Điểm tối đa.", lambda one: one.score.criterion.max_points),
        Column("diem", "Đạt", NUMBER, "Điểm đạt được.", lambda one: one.score.points),
        Column("diem_mat", "Mất", NUMBER, "Điểm tối đa trừ điểm đạt.", lambda one: one.score.gap),
        maybe(
            "tu_cham",
            "Tự chấm",
            NUMBER,
            "Điểm tỉnh, thành phố tự chấm, nếu có.",
            lambda one: one.results.self_scores.get(one.score.criterion.code),
        ),
        *provenance(_Scored),
    ),
)
