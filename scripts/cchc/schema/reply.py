"""`xac_nhan`: what an agency says of the tasks that others propose for it to lead or to carry out."""

from __future__ import annotations

from pydantic import Field, model_validator

from cchc.schema.base import Input
from cchc.schema.choice import Choice
from cchc.schema.fields import Date, Prose, RefusedError, TaskCode


class Opinion(Choice):
    """What an agency says of a task that another proposed for it."""

    AGREES = "dong-y", "Nhận việc như nhiệm vụ đang ghi."
    OBJECTS = "khong-dong-y", "Đề nghị sửa nhiệm vụ; phải ghi lý do."


class Reply(Input):
    """An agency's word on one task that names it."""

    task: TaskCode = Field(
        alias="nhiem_vu", title="Mã nhiệm vụ", description="Mã nhiệm vụ của cơ quan khác có nêu cơ quan mình."
    )
    opinion: Opinion = Field(alias="y_kien", title="Ý kiến", description="Nhận việc hay đề nghị sửa.")
    on: Date = Field(alias="ngay", title="Ngày", description="Ngày có ý kiến.")
    reason: Prose | None = Field(
        None,
        alias="ly_do",
        title="Lý do",
        description="Đề nghị sửa gì, vì sao; bắt buộc khi không đồng ý.",
    )

    @model_validator(mode="after")
    def _objects_with_a_reason(self) -> Reply:
        if self.opinion is Opinion.OBJECTS and self.reason is None:
            hint = "thêm dòng “ly_do: …” nói rõ đề nghị sửa gì, vì sao"
            raise RefusedError("xac-nhan-khong-dung", "không đồng ý thì phải có “ly_do”", hint, key="y_kien")
        return self
