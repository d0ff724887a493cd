"""`ke-hoach/<year>/dieu-chinh.yml` and `khoa.yml`: what was approved and what was changed since."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field, model_validator

from cchc.fields import Date, DeadlineField, Line, Prose, Ref, RefusedError, Score, Slug, TaskCode, Year
from cchc.schema.base import DatedDocument, Input, Sourced
from cchc.schema.progress import ProgressFile
from cchc.schema.submission import Outcome, SubmissionFile


class AdjustmentKind(StrEnum):
    """What an adjustment does to an approved plan."""

    CHANGE = "sua-doi"
    ADD = "bo-sung"
    WITHDRAW = "bai-bo"


class TaskChange(Input):
    """New values of a task's approved fields; what is not named stays."""

    content: Prose | None = Field(None, alias="noi_dung", title="Nội dung")
    lead: Slug | None = Field(None, alias="chu_tri", title="Cơ quan chủ trì")
    implementers: tuple[Slug, ...] | None = Field(None, alias="thuc_hien", title="Đơn vị thực hiện", min_length=1)
    partners: tuple[Slug, ...] | None = Field(None, alias="phoi_hop", title="Đơn vị phối hợp")
    deliverable: Prose | None = Field(None, alias="san_pham", title="Sản phẩm, kết quả")
    deadline: DeadlineField | None = Field(None, alias="thoi_han", title="Thời hạn hoàn thành")
    target_points: Score | None = Field(None, alias="diem_phan_dau", title="Điểm phấn đấu")
    also_serves: tuple[Ref, ...] | None = Field(None, alias="cung_cho", title="Phục vụ thêm tiêu chí")
    outcome: Outcome | None = Field(None, alias="chi_so_ket_qua", title="Chỉ số kết quả")


class Adjustment(Input):
    """A change decided after approval."""

    on: Date = Field(alias="ngay", title="Ngày")
    document: DatedDocument = Field(alias="van_ban", title="Văn bản quyết định")
    task: TaskCode = Field(alias="nhiem_vu", title="Mã nhiệm vụ")
    kind: AdjustmentKind = Field(AdjustmentKind.CHANGE, alias="loai", title="Loại điều chỉnh")
    change: TaskChange | None = Field(None, alias="gia_tri_moi", title="Giá trị mới")
    reason: Prose = Field(alias="ly_do", title="Lý do")

    @model_validator(mode="after")
    def _says_what_changes(self) -> Adjustment:
        has_values = self.change is not None and bool(self.change.model_fields_set)
        if (self.kind is AdjustmentKind.CHANGE) != has_values:
            message = "điều chỉnh “sua-doi” phải có “gia_tri_moi”; “bo-sung” và “bai-bo” thì không"
            raise RefusedError(
                "dieu-chinh-khong-dung", message, "ví dụ: gia_tri_moi: rồi dòng dưới thoi_han: Quý IV/2023"
            )
        return self


class AdjustmentsFile(Sourced):
    """All changes made after approval."""

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    entries: tuple[Adjustment, ...] = Field(alias="dieu_chinh", title="Điều chỉnh", min_length=1)


class LockedTask(Input):
    """An approved task: its digest and the approved values, so that a message can name both."""

    code: TaskCode = Field(alias="ma", title="Mã nhiệm vụ")
    digest: Line = Field(alias="ma_bam", title="Mã băm")
    values: dict[str, Prose] = Field(alias="gia_tri", title="Giá trị đã duyệt")


class LockFile(Input):
    """Written by `cchc approve`: what was approved."""

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    approved_on: Date = Field(alias="ngay_duyet", title="Ngày duyệt")
    tasks: tuple[LockedTask, ...] = Field(alias="nhiem_vu", title="Nhiệm vụ")


OfACycle = SubmissionFile | ProgressFile | AdjustmentsFile | LockFile
