"""`ke-hoach/<year>/bao-cao/<agency>.yml`: what an agency analyses and proposes."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from cchc.fields import DeadlineField, Line, Prose, Ref, Score, Slug, TaskCode, Year
from cchc.schema.base import DatedDocument, Input, Sourced


class CauseKind(StrEnum):
    """Whether a cause lies with the agency or outside it."""

    SUBJECTIVE = "chu-quan"
    OBJECTIVE = "khach-quan"


class Cause(Input):
    """Why points were missed."""

    kind: CauseKind = Field(alias="loai", title="Loại nguyên nhân")
    content: Prose = Field(alias="noi_dung", title="Nội dung")


class Outcome(Input):
    """A measurable outcome of a task."""

    name: Line = Field(alias="ten", title="Tên chỉ số")
    current: Score = Field(alias="hien_tai", title="Hiện tại")
    target: Score = Field(alias="muc_tieu", title="Mục tiêu")
    unit: Line = Field(alias="don_vi", title="Đơn vị")


class Task(Input):
    """A task with the five things the mandate demands: content, lead, implementers, deliverable, deadline."""

    code: TaskCode = Field(alias="ma", title="Mã nhiệm vụ")
    content: Prose = Field(alias="noi_dung", title="Nội dung")
    lead: Slug = Field(alias="chu_tri", title="Cơ quan chủ trì")
    implementers: tuple[Slug, ...] = Field(alias="thuc_hien", title="Đơn vị thực hiện", min_length=1)
    partners: tuple[Slug, ...] = Field((), alias="phoi_hop", title="Đơn vị phối hợp")
    deliverable: Prose = Field(alias="san_pham", title="Sản phẩm, kết quả")
    deadline: DeadlineField = Field(alias="thoi_han", title="Thời hạn hoàn thành")
    target_points: Score | None = Field(None, alias="diem_phan_dau", title="Điểm phấn đấu")
    also_serves: tuple[Ref, ...] = Field((), alias="cung_cho", title="Phục vụ thêm tiêu chí")
    outcome: Outcome | None = Field(None, alias="chi_so_ket_qua", title="Chỉ số kết quả")


class Analysis(Input):
    """Why one criterion missed its maximum, and the tasks that answer it."""

    criterion: Ref = Field(alias="tieu_chi", title="Tiêu chí")
    shortfall: Prose = Field(alias="ton_tai", title="Tồn tại")
    causes: tuple[Cause, ...] = Field(alias="nguyen_nhan", title="Nguyên nhân", min_length=1)
    tasks: tuple[Task, ...] = Field((), alias="nhiem_vu", title="Nhiệm vụ, giải pháp")


class Upkeep(Input):
    """Tasks that keep a full-score criterion where it is."""

    criterion: Ref = Field(alias="tieu_chi", title="Tiêu chí")
    tasks: tuple[Task, ...] = Field(alias="nhiem_vu", title="Nhiệm vụ, giải pháp", min_length=1)


class SubmissionFile(Sourced):
    """One agency's submission: achievements, causes, proposed tasks."""

    agency: Slug = Field(alias="co_quan", title="Cơ quan")
    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    letter: DatedDocument = Field(alias="van_ban", title="Văn bản báo cáo")
    achievements: tuple[Prose, ...] = Field((), alias="ket_qua_dat_duoc", title="Kết quả đạt được")
    analyses: tuple[Analysis, ...] = Field((), alias="phan_tich", title="Phân tích")
    upkeep: tuple[Upkeep, ...] = Field((), alias="duy_tri", title="Duy trì")
    remarks: Prose | None = Field(None, alias="y_kien_khac", title="Ý kiến khác")
