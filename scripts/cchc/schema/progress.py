"""`ke-hoach/<year>/tien-do/<agency>.yml`: what an agency reports of its tasks."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from cchc.fields import Date, Https, Line, Percent, Prose, Slug, TaskCode, Year
from cchc.schema.base import Input, Sourced


class ReportedStatus(StrEnum):
    """What an agency says of a task; what the public reads is computed (progress.py)."""

    NOT_STARTED = "chua-thuc-hien"
    UNDER_WAY = "dang-thuc-hien"
    DONE = "hoan-thanh"


class Evidence(Input):
    """A document that proves a result."""

    name: Line = Field(alias="ten", title="Tên tài liệu")
    number: Line | None = Field(None, alias="so", title="Số, ký hiệu")
    issued_on: Date | None = Field(None, alias="ngay", title="Ngày")
    url: Https | None = Field(None, alias="url", title="Địa chỉ")


class ProgressEntry(Input):
    """What an agency reports of one task at one update."""

    task: TaskCode = Field(alias="ma", title="Mã nhiệm vụ")
    status: ReportedStatus = Field(alias="trang_thai", title="Trạng thái")
    percent: Percent = Field(alias="phan_tram", title="Phần trăm")
    result: Prose | None = Field(None, alias="ket_qua", title="Kết quả")
    completed_on: Date | None = Field(None, alias="ngay_hoan_thanh", title="Ngày hoàn thành")
    difficulty: Prose | None = Field(None, alias="kho_khan", title="Khó khăn, vướng mắc")
    evidence: tuple[Evidence, ...] = Field((), alias="minh_chung", title="Tài liệu kiểm chứng")


class Update(Input):
    """One progress update of an agency."""

    on: Date = Field(alias="ngay", title="Ngày cập nhật")
    entries: tuple[ProgressEntry, ...] = Field(alias="nhiem_vu", title="Nhiệm vụ", min_length=1)


class ProgressFile(Sourced):
    """An agency's progress updates."""

    agency: Slug = Field(alias="co_quan", title="Cơ quan")
    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    updates: tuple[Update, ...] = Field((), alias="cap_nhat", title="Các lần cập nhật")
