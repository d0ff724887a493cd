"""`ke-hoach/<year>/ke-hoach.yml`: a planning cycle."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from cchc.fields import Code, Count, Date, Line, Prose, RefusedError, Score, Slug, Year
from cchc.schema.base import DatedDocument, DocumentRef, Input, Sourced


class Stage(StrEnum):
    """Stages of a planning cycle, in order."""

    COLLECTING = "lay-bao-cao"
    DRAFT = "du-thao"
    SUBMITTED = "da-trinh"
    ISSUED = "da-ban-hanh"
    CLOSED = "da-ket-thuc"

    @property
    def is_issued(self) -> bool:
        """Whether the plan is in force or was."""
        return self in {Stage.ISSUED, Stage.CLOSED}


class UpdatePeriod(StrEnum):
    """How often agencies update progress."""

    MONTHLY = "hang-thang"
    QUARTERLY = "hang-quy"


class ResultsRef(Input):
    """The results a plan answers."""

    framework: Slug = Field(alias="bo_chi_so", title="Bộ chỉ số")
    year: Year = Field(alias="nam", title="Năm")


class Mandate(DocumentRef, Sourced):
    """The document that orders the plan."""


class Milestone(Input):
    """A deadline of the cycle: `truoc` excludes the day named, `han` includes it."""

    before: Date | None = Field(None, alias="truoc", title="Trước ngày")
    by: Date | None = Field(None, alias="han", title="Hạn")

    @model_validator(mode="after")
    def _is_one(self) -> Milestone:
        if (self.before is None) == (self.by is None):
            message = "mốc thời gian phải có đúng một trong hai: “truoc” (trước ngày) hoặc “han” (hạn, tính cả ngày đó)"
            raise RefusedError("moc-khong-dung", message, "ví dụ: truoc: 15/5/2023")
        return self


class Milestones(Input):
    """The cycle's deadlines."""

    submissions: Milestone = Field(alias="nop_bao_cao", title="Nộp báo cáo")
    plan: Milestone = Field(alias="trinh_ke_hoach", title="Trình kế hoạch")
    evidence_cutoff: Milestone | None = Field(None, alias="chot_minh_chung", title="Chốt tài liệu kiểm chứng")


class Target(Input):
    """What the plan aims at for one framework."""

    points: Score | None = Field(None, alias="diem", title="Điểm")
    rank: Count | None = Field(None, alias="xep_hang", title="Xếp hạng")


class CycleFile(Sourced):
    """A planning cycle: mandate, deadlines, assignment, objectives, approval and the document's own text."""

    year: Year = Field(alias="nam", title="Năm")
    name: Line = Field(alias="ten", title="Tên kế hoạch")
    evaluates: tuple[ResultsRef, ...] = Field(alias="danh_gia", title="Kết quả được khắc phục", min_length=1)
    mandate: Mandate = Field(alias="van_ban_giao", title="Văn bản giao")
    consolidator: Slug = Field(alias="tong_hop", title="Cơ quan tổng hợp")
    reporters: tuple[Slug, ...] = Field(alias="bao_cao", title="Cơ quan phải báo cáo", min_length=1)
    milestones: Milestones = Field(alias="moc", title="Các mốc")
    update_period: UpdatePeriod = Field(alias="chu_ky_cap_nhat", title="Chu kỳ cập nhật")
    targets: dict[Slug, Target] = Field(default_factory=dict, alias="muc_tieu", title="Mục tiêu")
    assignment: dict[Slug, dict[Code, Slug]] = Field(alias="phan_cong", title="Phân công")
    stage: Stage = Field(alias="trang_thai", title="Trạng thái")
    issuance: DatedDocument | None = Field(None, alias="ban_hanh", title="Ban hành")
    ends_on: Date | None = Field(None, alias="ket_thuc", title="Ngày kết thúc kỳ")
    legal_grounds: tuple[Prose, ...] = Field((), alias="can_cu", title="Căn cứ")
    purposes: tuple[Prose, ...] = Field((), alias="muc_dich", title="Mục đích")
    requirements: tuple[Prose, ...] = Field((), alias="yeu_cau", title="Yêu cầu")
    organisation: tuple[Prose, ...] = Field((), alias="to_chuc_thuc_hien", title="Tổ chức thực hiện")
    recipients: tuple[Line, ...] = Field((), alias="noi_nhan", title="Nơi nhận")
