"""`ke-hoach/<year>/dieu-chinh.yml` and `khoa.yml`: what was approved and what was changed since."""

from __future__ import annotations

from pydantic import Field, model_validator

from cchc.schema.base import DatedDocument, Input, Sourced
from cchc.schema.choice import Choice
from cchc.schema.edition import EditionsFile
from cchc.schema.fields import Date, DeadlineField, Line, Prose, Ref, RefusedError, Score, Slug, TaskCode, Year
from cchc.schema.progress import ProgressFile
from cchc.schema.submission import Outcome, SubmissionFile


class AdjustmentKind(Choice):
    """What an adjustment does to an approved plan."""

    CHANGE = "sua-doi", "Sửa giá trị đã duyệt; phải ghi giá trị mới."
    ADD = "bo-sung", "Thêm nhiệm vụ chưa có trong kế hoạch đã duyệt."
    WITHDRAW = "bai-bo", "Bỏ nhiệm vụ đã duyệt."


class TaskChange(Input):
    """New values of a task's approved fields; what is not named stays."""

    content: Prose | None = Field(None, alias="noi_dung", title="Nội dung", description="Nội dung mới của nhiệm vụ.")
    lead: Slug | None = Field(None, alias="chu_tri", title="Cơ quan chủ trì", description="Mã của cơ quan chủ trì mới.")
    implementers: tuple[Slug, ...] | None = Field(
        None,
        alias="thuc_hien",
        title="Đơn vị thực hiện",
        description="Danh sách mới, đầy đủ, các đơn vị thực hiện.",
        min_length=1,
    )
    partners: tuple[Slug, ...] | None = Field(
        None, alias="phoi_hop", title="Đơn vị phối hợp", description="Danh sách mới, đầy đủ, các đơn vị phối hợp."
    )
    deliverable: Prose | None = Field(
        None, alias="san_pham", title="Sản phẩm, kết quả", description="Sản phẩm, kết quả mới."
    )
    deadline: DeadlineField | None = Field(
        None, alias="thoi_han", title="Thời hạn hoàn thành", description="Thời hạn mới."
    )
    target_points: Score | None = Field(
        None, alias="diem_phan_dau", title="Điểm phấn đấu", description="Điểm phấn đấu mới."
    )
    also_serves: tuple[Ref, ...] | None = Field(
        None,
        alias="cung_cho",
        title="Phục vụ thêm tiêu chí",
        description="Danh sách mới, đầy đủ, các tiêu chí được phục vụ thêm.",
    )
    outcome: Outcome | None = Field(
        None, alias="chi_so_ket_qua", title="Chỉ số kết quả", description="Chỉ số kết quả mới."
    )


class Adjustment(Input):
    """A change decided after approval."""

    on: Date = Field(alias="ngay", title="Ngày", description="Ngày điều chỉnh có hiệu lực.")
    document: DatedDocument = Field(
        alias="van_ban", title="Văn bản quyết định", description="Văn bản quyết định điều chỉnh."
    )
    task: TaskCode = Field(alias="nhiem_vu", title="Mã nhiệm vụ", description="Mã của nhiệm vụ được điều chỉnh.")
    kind: AdjustmentKind = Field(
        AdjustmentKind.CHANGE,
        alias="loai",
        title="Loại điều chỉnh",
        description="Sửa, thêm hay bỏ nhiệm vụ; không ghi thì là sửa.",
    )
    change: TaskChange | None = Field(
        None, alias="gia_tri_moi", title="Giá trị mới", description="Chỉ ghi những mục thay đổi, với giá trị mới."
    )
    reason: Prose = Field(alias="ly_do", title="Lý do", description="Vì sao điều chỉnh.")

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

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm", description="Năm của kế hoạch, trùng với tên thư mục.")
    entries: tuple[Adjustment, ...] = Field(
        alias="dieu_chinh",
        title="Điều chỉnh",
        description="Các điều chỉnh sau khi ban hành; mỗi mục là một nhiệm vụ trong một quyết định.",
        min_length=1,
    )


class LockedTask(Input):
    """An approved task: its digest and the approved values, so that a message can name both."""

    code: TaskCode = Field(alias="ma", title="Mã nhiệm vụ", description="Mã của nhiệm vụ đã duyệt.")
    digest: Line = Field(
        alias="ma_bam", title="Mã băm", description="Dấu nhận dạng của các giá trị đã duyệt, do công cụ tính."
    )
    values: dict[str, Prose] = Field(
        alias="gia_tri", title="Giá trị đã duyệt", description="Các giá trị đã duyệt, do công cụ ghi."
    )
    added_on: Date | None = Field(
        None,
        alias="bo_sung",
        title="Ngày bổ sung",
        description="Ngày mà dieu-chinh.yml thêm nhiệm vụ này; nhiệm vụ có từ khi ban hành thì không ghi.",
    )


class LockFile(Input):
    """Written by `cchc approve`: what was approved."""

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm", description="Năm của kế hoạch, trùng với tên thư mục.")
    approved_on: Date = Field(alias="ngay_duyet", title="Ngày duyệt", description="Ngày kế hoạch được duyệt.")
    tasks: tuple[LockedTask, ...] = Field(
        alias="nhiem_vu", title="Nhiệm vụ", description="Mọi nhiệm vụ đã duyệt, do công cụ ghi."
    )


OfACycle = SubmissionFile | ProgressFile | AdjustmentsFile | LockFile | EditionsFile
