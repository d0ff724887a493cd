"""`tinh.yml` and `don-vi.yml`: the installation and its agencies."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from cchc.fields import Abbreviation, Contact, Count, Date, Https, Line, PlaceName, Prose, Slug, TimeZone
from cchc.schema.base import Input, Sourced


class ProvinceKind(StrEnum):
    """What the province-level unit is."""

    PROVINCE = "tinh"
    CITY = "thanh-pho"


class ProvinceFile(Input):
    """This installation: the province, its repository and site."""

    name: PlaceName = Field(alias="ten", title="Tên tỉnh, thành phố")
    kind: ProvinceKind = Field(ProvinceKind.PROVINCE, alias="loai", title="Loại đơn vị")
    code: Line = Field(alias="ma", title="Mã đơn vị hành chính")
    repository: Https = Field(alias="kho_git", title="Địa chỉ kho Git")
    branch: Line = Field("main", alias="nhanh", title="Nhánh chính")
    site_url: Https = Field(alias="trang_web", title="Địa chỉ trang web")
    time_zone: TimeZone = Field("Asia/Ho_Chi_Minh", alias="mui_gio", title="Múi giờ")
    language: Line = Field("vi", alias="ngon_ngu", title="Ngôn ngữ")
    as_of: Date | None = Field(None, alias="tinh_den_ngay", title="Tính đến ngày")
    notes: tuple[Prose, ...] = Field((), alias="ghi_chu", title="Lưu ý về dữ liệu")

    @property
    def full_name(self) -> str:
        """Name with its kind: "tỉnh Đắk Lắk", "thành phố Huế"."""
        return f"{'tỉnh' if self.kind is ProvinceKind.PROVINCE else 'thành phố'} {self.name}"


class AgencyKind(StrEnum):
    """Kinds of agency and unit."""

    OFFICE = "van-phong"
    DEPARTMENT = "so"
    BOARD = "ban"
    INSPECTORATE = "thanh-tra"
    PUBLIC_UNIT = "don-vi-su-nghiep"
    DISTRICT = "huyen"
    TOWN = "thi-xa"
    CITY = "thanh-pho"
    COMMUNE = "xa"
    WARD = "phuong"
    OTHER = "khac"


class Account(Input):
    """A Git account that may submit for an agency: compared by numeric id, the login is only shown."""

    login: Line = Field(alias="ten", title="Tên tài khoản")
    id: Count = Field(alias="id", title="Mã số tài khoản")


class Agency(Input):
    """An agency or unit."""

    id: Slug = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên đầy đủ")
    short_name: Line = Field(alias="ten_ngan", title="Tên ngắn")
    abbreviation: Abbreviation = Field(alias="ten_tat", title="Tên viết tắt")
    kind: AgencyKind = Field(alias="loai", title="Loại")
    from_on: Date | None = Field(None, alias="tu_ngay", title="Có từ ngày")
    until_on: Date | None = Field(None, alias="den_ngay", title="Đến ngày")
    successor: Slug | None = Field(None, alias="ke_thua_boi", title="Cơ quan kế thừa")
    accounts: tuple[Account, ...] = Field((), alias="tai_khoan", title="Tài khoản được nộp")
    contact: Contact | None = Field(None, alias="lien_he", title="Liên hệ")

    def existed_in(self, year: int) -> bool:
        """Whether the agency existed on any day of a year."""
        began = self.from_on is None or self.from_on.year <= year
        return began and (self.until_on is None or self.until_on.year >= year)


class AgencyGroup(Input):
    """A collective name for agencies of some kinds, as documents use it ("các sở, ban, ngành")."""

    id: Slug = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên")
    kinds: tuple[AgencyKind, ...] = Field(alias="loai", title="Gồm các loại")


class RegistryFile(Sourced):
    """Registry of agencies, units and collective names."""

    agencies: tuple[Agency, ...] = Field(alias="don_vi", title="Đơn vị", min_length=1)
    groups: tuple[AgencyGroup, ...] = Field((), alias="nhom", title="Nhóm đơn vị")
