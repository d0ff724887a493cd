"""`an-ban/<year>/an-ban.yml`: the editions of a plan, each a file beside this one that never changes."""

from __future__ import annotations

from pydantic import Field

from cchc.schema.base import Input
from cchc.schema.fields import Date, Line, Prose, Sha256, Slug, Year


class Edition(Input):
    """What was published of a plan on one day, under a name of its own."""

    id: Slug = Field(
        alias="ma",
        title="Mã ấn bản",
        description="Năm của kế hoạch, gạch nối, rồi tên kỳ: 2023-q3, 2023-thang-6. Tệp cạnh đây mang đúng mã này.",
    )
    name: Line = Field(alias="ten", title="Tên ấn bản", description="Tên gọi của kỳ, ví dụ: Quý III năm 2023.")
    as_of: Date = Field(
        alias="tinh_den_ngay", title="Tính đến ngày", description="Ngày mà số liệu của ấn bản tính đến."
    )
    frozen_on: Date | None = Field(
        None, alias="chot_ngay", title="Ngày chốt", description="Ngày ấn bản được chốt, nếu muốn công bố."
    )
    sha256: Sha256 = Field(
        alias="sha256", title="Mã băm SHA-256", description="Mã băm của tệp ấn bản, do công cụ tính; không sửa."
    )
    notes: Prose | None = Field(
        None, alias="ghi_chu", title="Ghi chú", description="Điều người đọc ấn bản cần biết, nếu có."
    )


class EditionsFile(Input):
    """Every edition of a plan."""

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm", description="Năm của kế hoạch, trùng với tên thư mục.")
    entries: tuple[Edition, ...] = Field(
        alias="an_ban",
        title="Ấn bản",
        description="Các ấn bản đã chốt, mỗi mục một kỳ, do công cụ ghi.",
        min_length=1,
    )
