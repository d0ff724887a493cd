"""`ke-hoach/<year>/tien-do/<agency>.yml`: what an agency reports of its tasks."""

from __future__ import annotations

from pydantic import Field

from cchc.schema.base import Input, Sourced
from cchc.schema.choice import Choice
from cchc.schema.fields import Date, Https, Line, Percent, Prose, Slug, TaskCode, Year
from cchc.schema.reply import Reply


class ReportedStatus(Choice):
    """What an agency says of a task; what the public reads is computed (progress.py)."""

    NOT_STARTED = "chua-thuc-hien", "Chưa bắt đầu; phần trăm là 0."
    UNDER_WAY = "dang-thuc-hien", "Đang làm; phần trăm từ 0 đến 99."
    DONE = "hoan-thanh", "Đã xong; phần trăm là 100, có ngày hoàn thành và tài liệu kiểm chứng."


class Evidence(Input):
    """A document that proves a result."""

    name: Line = Field(
        alias="ten",
        title="Tên tài liệu",
        description="Tên tài liệu chứng minh kết quả, ví dụ: Báo cáo tổng hợp theo dõi quý III.",
    )
    number: Line | None = Field(None, alias="so", title="Số, ký hiệu", description="Số và ký hiệu ghi trên tài liệu.")
    issued_on: Date | None = Field(
        None, alias="ngay", title="Ngày", description="Ngày ghi trên tài liệu, không sau ngày cập nhật."
    )
    url: Https | None = Field(None, alias="url", title="Địa chỉ", description="Địa chỉ công khai của tài liệu, nếu có.")


class ProgressEntry(Input):
    """What an agency reports of one task at one update."""

    task: TaskCode = Field(alias="ma", title="Mã nhiệm vụ", description="Mã của nhiệm vụ, đúng như trong báo cáo.")
    status: ReportedStatus = Field(
        alias="trang_thai",
        title="Trạng thái",
        description="Cơ quan đã làm đến đâu; đúng hạn hay quá hạn do công cụ tính.",
    )
    percent: Percent = Field(
        alias="phan_tram", title="Phần trăm", description="Đã làm được bao nhiêu phần trăm; hoàn thành thì ghi 100."
    )
    result: Prose | None = Field(None, alias="ket_qua", title="Kết quả", description="Đã làm được gì.")
    completed_on: Date | None = Field(
        None,
        alias="ngay_hoan_thanh",
        title="Ngày hoàn thành",
        description="Ngày hoàn thành; chỉ ghi khi đã hoàn thành.",
    )
    difficulty: Prose | None = Field(
        None,
        alias="kho_khan",
        title="Khó khăn, vướng mắc",
        description="Vướng ở đâu và cần ai tháo gỡ; bắt buộc khi đã quá hạn mà chưa xong.",
    )
    evidence: tuple[Evidence, ...] = Field(
        (),
        alias="minh_chung",
        title="Tài liệu kiểm chứng",
        description="Các tài liệu kiểm chứng; bắt buộc khi hoàn thành.",
    )


class Update(Input):
    """One progress update of an agency."""

    on: Date = Field(alias="ngay", title="Ngày cập nhật", description="Ngày cập nhật; lần sau muộn hơn lần trước.")
    entries: tuple[ProgressEntry, ...] = Field(
        alias="nhiem_vu",
        title="Nhiệm vụ",
        description="Các nhiệm vụ được báo trong lần này, mỗi nhiệm vụ một lần.",
        min_length=1,
    )


class ProgressFile(Sourced):
    """An agency's progress updates."""

    agency: Slug = Field(alias="co_quan", title="Cơ quan", description="Mã của cơ quan, trùng với tên tệp.")
    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm", description="Năm của kế hoạch, trùng với tên thư mục.")
    replies: tuple[Reply, ...] = Field(
        (),
        alias="xac_nhan",
        title="Ý kiến về việc cơ quan khác giao",
        description="Ý kiến về nhiệm vụ của cơ quan khác giao mình chủ trì hoặc thực hiện, mỗi nhiệm vụ một lần.",
    )
    updates: tuple[Update, ...] = Field(
        (), alias="cap_nhat", title="Các lần cập nhật", description="Các lần cập nhật, lần sau ở dưới lần trước."
    )
