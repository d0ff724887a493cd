"""`bo-chi-so/<id>.yml` and `ket-qua/<year>/<framework>.yml`: what is measured and what was scored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field, ValidationInfo, model_validator

from cchc.basics.diagnostics import error
from cchc.schema.base import DatedDocument, Input, Nature, Reference, Sourced, require_backing
from cchc.schema.choice import Choice
from cchc.schema.fields import Code, Count, Line, Score, Slug, Year

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span


class Unit(Choice):
    """What a framework's values are."""

    POINTS = "diem", "Điểm."
    PERCENT = "phan-tram", "Phần trăm."

    @property
    def sign(self) -> str:
        """What a message writes after a value."""
        return "điểm" if self is Unit.POINTS else "%"


class Aggregation(Choice):
    """How a parent relates to its children: their sum, or a value of its own."""

    SUM = "tong", "Cấp trên bằng tổng các cấp dưới."
    INDEPENDENT = "doc-lap", "Mỗi mục có giá trị riêng, không cộng dồn."


class AssessmentMethod(Choice):
    """How a leaf is scored: by appraisal, by survey, from statistics."""

    APPRAISAL = "tham-dinh", "Chấm qua thẩm định hồ sơ."
    SURVEY = "dieu-tra", "Chấm qua điều tra xã hội học."
    STATISTICS = "thong-ke", "Chấm theo số liệu thống kê."


class NodeInput(Input):
    """A domain, criterion or sub-criterion as written; `nature` speaks of its maximum."""

    code: Code = Field(alias="ma", title="Mã", description="Mã của mục này; mã cấp dưới bắt đầu bằng mã cấp trên.")
    name: Line = Field(alias="ten", title="Tên", description="Tên của mục này như trong bộ chỉ số.")
    max_points: Score = Field(
        alias="diem_toi_da",
        title="Điểm tối đa",
        description="Điểm tối đa của mục này; cấp trên bằng tổng các cấp dưới khi bộ chỉ số cộng dồn.",
    )
    explanation: Line | None = Field(
        None,
        alias="giai_thich",
        title="Giải thích",
        description="Một câu để người dân hiểu; trang ghi là giải thích của nhóm làm trang.",
    )
    method: AssessmentMethod | None = Field(
        None, alias="phuong_phap", title="Phương pháp đánh giá", description="Cách chấm; chỉ ghi ở cấp thấp nhất."
    )
    nature: Nature | None = Field(
        None,
        alias="tinh_chat",
        title="Tính chất số liệu",
        description="Điểm tối đa của mục này là thật, suy ra hay minh họa, khi khác với cả tệp.",
    )
    derivation: Line | None = Field(
        None, alias="cach_suy_ra", title="Cách suy ra", description="Phép tính ra điểm tối đa; bắt buộc khi là suy ra."
    )
    sources: tuple[Reference, ...] = Field(
        (), alias="nguon", title="Nguồn", description="Danh sách nguồn của điểm tối đa; bắt buộc khi là chính thức."
    )

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

    subcriteria: tuple[SubcriterionInput, ...] = Field(
        (),
        alias="thanh_phan",
        title="Tiêu chí thành phần",
        description="Các mục ở cấp thứ ba; không có thì chính mục này được chấm điểm.",
    )

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """Its sub-criteria."""
        return self.subcriteria


class DomainInput(NodeInput):
    """A domain of criteria."""

    criteria: tuple[CriterionInput, ...] = Field(
        (), alias="tieu_chi", title="Tiêu chí", description="Các mục ở cấp thứ hai."
    )

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """Its criteria."""
        return self.criteria


class FrameworkFile(Sourced):
    """An index framework: domains → criteria → sub-criteria with their maxima."""

    id: Slug = Field(alias="ma", title="Mã", description="Mã của bộ chỉ số, trùng với tên tệp.")
    name: Line = Field(alias="ten", title="Tên", description="Tên đầy đủ của bộ chỉ số.")
    abbreviation: Line = Field(
        alias="viet_tat",
        title="Tên viết tắt",
        description="Tên viết tắt dùng trong bảng, ví dụ: PAR Index.",
    )
    legal_basis: DatedDocument | None = Field(
        None, alias="can_cu", title="Căn cứ pháp lý", description="Văn bản ban hành bộ chỉ số."
    )
    unit: Unit = Field(alias="don_vi_do", title="Đơn vị đo", description="Giá trị của bộ chỉ số là điểm hay phần trăm.")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa", description="Điểm tối đa của cả bộ chỉ số.")
    aggregation: Aggregation = Field(
        alias="cach_tinh", title="Cách tính", description="Cấp trên cộng từ cấp dưới, hay mỗi mục có giá trị riêng."
    )
    level_names: tuple[Line, Line, Line] = Field(
        alias="ten_cap", title="Tên ba cấp", description="Tên gọi của ba cấp, từ trên xuống."
    )
    domains: tuple[DomainInput, ...] = Field(
        alias="linh_vuc", title="Lĩnh vực", description="Các mục ở cấp thứ nhất.", min_length=1
    )

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


class Compared(Input):
    """What a result is compared with; a base of its own, so that the name comes first among the keys."""

    name: Line = Field(alias="ten", title="Tên", description="Tên tỉnh, thành phố hoặc mức được đem so sánh.")


class Total(Sourced):
    """A published overall result."""

    points: Score = Field(alias="diem", title="Điểm", description="Kết quả chung đã công bố.")
    rank: Count | None = Field(None, alias="xep_hang", title="Xếp hạng", description="Thứ hạng đã công bố.")
    out_of: Count | None = Field(
        None, alias="tren", title="Trên tổng số", description="Xếp hạng trong tổng số bao nhiêu tỉnh, thành phố."
    )


class Comparison(Total, Compared):
    """Another province's published result, for scale."""


class Part(Input):
    """A published part of the overall result."""

    name: Line = Field(
        alias="ten",
        title="Tên phần",
        description="Tên phần điểm, ví dụ: Điểm thẩm định.",
    )
    points: Score = Field(alias="diem", title="Điểm", description="Điểm đạt của phần này.")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa", description="Điểm tối đa của phần này.")


class Discrepancy(Input):
    """A stated difference between the leaves' sum and the published total, with its reason."""

    points: Score = Field(alias="diem", title="Chênh lệch", description="Tổng đã công bố trừ đi tổng các tiêu chí.")
    reason: Line = Field(alias="ly_do", title="Lý do", description="Vì sao hai tổng không bằng nhau.")


class ResultsFile(Sourced):
    """What was scored in a year; `scores` is absent when only the total was published."""

    framework: Slug = Field(alias="bo_chi_so", title="Bộ chỉ số", description="Mã của bộ chỉ số, trùng với tên tệp.")
    year: Year = Field(alias="nam", title="Năm", description="Năm được chấm điểm, trùng với tên thư mục.")
    total: Total = Field(alias="tong", title="Kết quả chung", description="Kết quả chung đã công bố của cả bộ chỉ số.")
    parts: tuple[Part, ...] = Field(
        (), alias="phan", title="Các phần điểm", description="Các phần cộng thành kết quả chung, nếu được công bố."
    )
    comparisons: tuple[Comparison, ...] = Field(
        (), alias="so_sanh", title="So sánh", description="Kết quả của nơi khác để so sánh."
    )
    scores: dict[Code, Score] = Field(
        default_factory=dict,
        alias="diem",
        title="Điểm từng tiêu chí",
        description="Điểm đạt của từng tiêu chí: mã tiêu chí, dấu hai chấm, điểm.",
    )
    self_scores: dict[Code, Score] = Field(
        default_factory=dict,
        alias="tu_cham",
        title="Điểm tự chấm",
        description="Điểm tự chấm của từng tiêu chí, nếu có.",
    )
    discrepancy: Discrepancy | None = Field(
        None,
        alias="chenh_lech",
        title="Chênh lệch",
        description="Chênh lệch giữa tổng các tiêu chí và kết quả chung, nếu có.",
    )
