"""`bo-chi-so/<id>.yml` and `ket-qua/<year>/<framework>.yml`: what is measured and what was scored."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, model_validator

from cchc.diagnostics import error
from cchc.fields import Code, Count, Line, Score, Slug, Year
from cchc.schema.base import DatedDocument, Input, Nature, Reference, Sourced, require_backing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.diagnostics import Span


class Unit(StrEnum):
    """What a framework's values are."""

    POINTS = "diem"
    PERCENT = "phan-tram"

    @property
    def sign(self) -> str:
        """What a message writes after a value."""
        return "điểm" if self is Unit.POINTS else "%"


class Aggregation(StrEnum):
    """How a parent relates to its children: their sum, or a value of its own."""

    SUM = "tong"
    INDEPENDENT = "doc-lap"


class AssessmentMethod(StrEnum):
    """How a leaf is scored: by appraisal, by survey, from statistics."""

    APPRAISAL = "tham-dinh"
    SURVEY = "dieu-tra"
    STATISTICS = "thong-ke"


class NodeInput(Input):
    """A domain, criterion or sub-criterion as written; `nature` speaks of its maximum."""

    code: Code = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa")
    explanation: Line | None = Field(None, alias="giai_thich", title="Giải thích")
    method: AssessmentMethod | None = Field(None, alias="phuong_phap", title="Phương pháp đánh giá")
    nature: Nature | None = Field(None, alias="tinh_chat", title="Tính chất số liệu")
    sources: tuple[Reference, ...] = Field((), alias="nguon", title="Nguồn")
    derivation: Line | None = Field(None, alias="cach_suy_ra", title="Cách suy ra")

    @model_validator(mode="after")
    def _is_backed(self) -> NodeInput:
        require_backing(self.nature, self.sources, self.derivation)
        return self

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """The nodes one level down."""
        return ()


class SubcriterionInput(NodeInput):
    """A sub-criterion: always a leaf."""


class CriterionInput(NodeInput):
    """A criterion; without sub-criteria it is itself the leaf."""

    subcriteria: tuple[SubcriterionInput, ...] = Field((), alias="thanh_phan", title="Tiêu chí thành phần")

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """Its sub-criteria."""
        return self.subcriteria


class DomainInput(NodeInput):
    """A domain of criteria."""

    criteria: tuple[CriterionInput, ...] = Field((), alias="tieu_chi", title="Tiêu chí")

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """Its criteria."""
        return self.criteria


class FrameworkFile(Sourced):
    """An index framework: domains → criteria → sub-criteria with their maxima."""

    id: Slug = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên")
    abbreviation: Line = Field(alias="viet_tat", title="Tên viết tắt")
    legal_basis: DatedDocument | None = Field(None, alias="can_cu", title="Căn cứ pháp lý")
    unit: Unit = Field(alias="don_vi_do", title="Đơn vị đo")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa")
    aggregation: Aggregation = Field(alias="cach_tinh", title="Cách tính")
    level_names: tuple[Line, Line, Line] = Field(alias="ten_cap", title="Tên ba cấp")
    domains: tuple[DomainInput, ...] = Field(alias="linh_vuc", title="Lĩnh vực", min_length=1)

    @model_validator(mode="after")
    def _has_unique_codes(self, info: ValidationInfo) -> FrameworkFile:
        """Report codes used twice here: a tree that is not certain cannot be compared with other files."""
        seen: dict[str, Span] = {}
        for node, _ in self.nodes():
            span = node.span("code")
            first = seen.setdefault(node.code, span)
            if first is not span and isinstance(info.context, list):
                message = f"mã “{node.code}” đã dùng ở dòng {first.line}"
                info.context.append(error(span, "trung-ma-tieu-chi", message, "đặt mã khác"))
        return self

    def nodes(self) -> Iterator[tuple[NodeInput, str]]:
        """Walk the nodes as written, each with its parent's code ("" for a domain)."""
        for domain in self.domains:
            yield domain, ""
            for criterion in domain.children:
                yield criterion, domain.code
                for subcriterion in criterion.children:
                    yield subcriterion, criterion.code


class Total(Sourced):
    """A published overall result."""

    points: Score = Field(alias="diem", title="Điểm")
    rank: Count | None = Field(None, alias="xep_hang", title="Xếp hạng")
    out_of: Count | None = Field(None, alias="tren", title="Trên tổng số")


class Comparison(Total):
    """Another province's published result, for scale."""

    name: Line = Field(alias="ten", title="Tên")


class Part(Input):
    """A published part of the overall result."""

    name: Line = Field(alias="ten", title="Tên phần")
    points: Score = Field(alias="diem", title="Điểm")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa")


class Discrepancy(Input):
    """A stated difference between the leaves' sum and the published total, with its reason."""

    points: Score = Field(alias="diem", title="Chênh lệch")
    reason: Line = Field(alias="ly_do", title="Lý do")


class ResultsFile(Sourced):
    """What was scored in a year; `scores` is absent when only the total was published."""

    framework: Slug = Field(alias="bo_chi_so", title="Bộ chỉ số")
    year: Year = Field(alias="nam", title="Năm")
    total: Total = Field(alias="tong", title="Kết quả chung")
    scores: dict[Code, Score] = Field(default_factory=dict, alias="diem", title="Điểm từng tiêu chí")
    self_scores: dict[Code, Score] = Field(default_factory=dict, alias="tu_cham", title="Điểm tự chấm")
    discrepancy: Discrepancy | None = Field(None, alias="chenh_lech", title="Chênh lệch")
    parts: tuple[Part, ...] = Field((), alias="phan", title="Các phần điểm")
    comparisons: tuple[Comparison, ...] = Field((), alias="so_sanh", title="So sánh")
