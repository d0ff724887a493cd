"""`tinh.yml` and `don-vi.yml`: the installation and its agencies."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic looks annotations up at run time

from pydantic import Field

from cchc.schema.base import Input, Sourced
from cchc.schema.choice import Choice
from cchc.schema.fields import Abbreviation, AccountId, Contact, Date, Https, Line, PlaceName, Prose, Slug, TimeZone


class ProvinceKind(Choice):
    """What the province-level unit is."""

    PROVINCE = "tinh", "Tỉnh."
    CITY = "thanh-pho", "Thành phố trực thuộc trung ương."


class ProvinceFile(Input):
    """This installation: the province, its repository and site."""

    name: PlaceName = Field(
        alias="ten", title="Tên tỉnh, thành phố", description="Tên gọi, không ghi chữ tỉnh hay thành phố ở trước."
    )
    kind: ProvinceKind = Field(
        ProvinceKind.PROVINCE,
        alias="loai",
        title="Loại đơn vị",
        description="Đơn vị cấp tỉnh là tỉnh hay thành phố; không ghi thì là tỉnh.",
    )
    code: Line = Field(
        alias="ma", title="Mã đơn vị hành chính", description="Mã đơn vị hành chính cấp tỉnh do Nhà nước quy định."
    )
    repository: Https = Field(alias="kho_git", title="Địa chỉ kho Git", description="Địa chỉ kho Git chứa dữ liệu này.")
    branch: Line = Field(
        "main", alias="nhanh", title="Nhánh chính", description="Nhánh chính của kho Git; không ghi thì là main."
    )
    site_url: Https = Field(alias="trang_web", title="Địa chỉ trang web", description="Địa chỉ của trang công khai.")
    time_zone: TimeZone = Field(
        "Asia/Ho_Chi_Minh", alias="mui_gio", title="Múi giờ", description="Múi giờ dùng để biết hôm nay là ngày nào."
    )
    language: Line = Field(
        "vi", alias="ngon_ngu", title="Ngôn ngữ", description="Ngôn ngữ của trang; không ghi thì là vi."
    )
    as_of: Date | None = Field(
        None,
        alias="tinh_den_ngay",
        title="Tính đến ngày",
        description="Ngày cố định mà trang tính đến; bỏ mục này thì tính đến hôm nay.",
    )
    notes: tuple[Prose, ...] = Field(
        (),
        alias="ghi_chu",
        title="Lưu ý về dữ liệu",
        description="Điều người đọc cần biết về dữ liệu của nơi này, mỗi ý một dòng.",
    )

    @property
    def full_name(self) -> str:
        """Name with its kind: "tỉnh Đắk Lắk", "thành phố Huế"."""
        return f"{'tỉnh' if self.kind is ProvinceKind.PROVINCE else 'thành phố'} {self.name}"


class AgencyKind(Choice):
    """Kinds of agency and unit."""

    OFFICE = "van-phong", "Văn phòng."
    DEPARTMENT = "so", "Sở."
    BOARD = "ban", "Ban."
    INSPECTORATE = "thanh-tra", "Thanh tra."
    PUBLIC_UNIT = "don-vi-su-nghiep", "Đơn vị sự nghiệp."
    DISTRICT = "huyen", "Huyện."
    TOWN = "thi-xa", "Thị xã."
    CITY = "thanh-pho", "Thành phố."
    COMMUNE = "xa", "Xã."
    WARD = "phuong", "Phường."
    OTHER = "khac", "Loại khác."


class Account(Input):
    """A Git account that may send changes: compared by numeric id, the login is only shown (threat G05)."""

    login: Line = Field(alias="ten", title="Tên tài khoản", description="Tên tài khoản, chỉ để người đọc nhận ra.")
    id: AccountId = Field(
        alias="id",
        title="Mã số tài khoản",
        description="Mã số của tài khoản, dùng để đối chiếu vì không đổi khi tài khoản đổi tên.",
    )
    from_on: Date | None = Field(
        None, alias="tu_ngay", title="Dùng từ ngày", description="Ngày tài khoản bắt đầu được nộp thay."
    )
    until_on: Date | None = Field(
        None, alias="den_ngay", title="Dùng đến ngày", description="Ngày cuối cùng tài khoản còn được nộp thay."
    )

    def is_valid_on(self, day: dt.date) -> bool:
        """Whether the account may be used on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)


class Agency(Input):
    """An agency or unit."""

    id: Slug = Field(
        alias="ma", title="Mã", description="Mã riêng của cơ quan, cũng là tên các tệp của cơ quan; không đổi về sau."
    )
    name: Line = Field(
        alias="ten",
        title="Tên đầy đủ",
        description="Tên đầy đủ của cơ quan, đơn vị, ví dụ: Sở Nội vụ.",
    )
    short_name: Line = Field(alias="ten_ngan", title="Tên ngắn", description="Tên ngắn dùng trong bảng.")
    abbreviation: Abbreviation = Field(
        alias="ten_tat", title="Tên viết tắt", description="Tên viết tắt, đứng đầu mã nhiệm vụ của cơ quan."
    )
    kind: AgencyKind = Field(alias="loai", title="Loại", description="Loại cơ quan, đơn vị.")
    from_on: Date | None = Field(
        None, alias="tu_ngay", title="Có từ ngày", description="Ngày cơ quan bắt đầu hoạt động, nếu mới thành lập."
    )
    until_on: Date | None = Field(
        None,
        alias="den_ngay",
        title="Đến ngày",
        description="Ngày cuối cùng cơ quan còn hoạt động, nếu đã sáp nhập hoặc giải thể.",
    )
    successor: Slug | None = Field(
        None,
        alias="ke_thua_boi",
        title="Cơ quan kế thừa",
        description="Mã của cơ quan tiếp nhận nhiệm vụ sau khi sáp nhập.",
    )
    accounts: tuple[Account, ...] = Field(
        (), alias="tai_khoan", title="Tài khoản được nộp", description="Các tài khoản được nộp thay cơ quan."
    )
    contact: Contact | None = Field(
        None, alias="lien_he", title="Liên hệ", description="Địa chỉ trang của cơ quan, thuộc miền .gov.vn."
    )

    def exists_on(self, day: dt.date) -> bool:
        """Whether the agency has begun and not yet ended on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.until_on is None or day <= self.until_on)

    def existed_in(self, year: int) -> bool:
        """Whether the agency existed on any day of a year."""
        began = self.from_on is None or self.from_on.year <= year
        return began and (self.until_on is None or self.until_on.year >= year)


class AgencyGroup(Input):
    """A collective name for agencies of some kinds, as documents use it ("các sở, ban, ngành")."""

    id: Slug = Field(alias="ma", title="Mã", description="Mã riêng của nhóm, dùng thay cho việc kể từng đơn vị.")
    name: Line = Field(
        alias="ten",
        title="Tên",
        description="Tên gọi chung như trong văn bản, ví dụ: UBND các huyện, thị xã, thành phố.",
    )
    kinds: tuple[AgencyKind, ...] = Field(
        alias="loai", title="Gồm các loại", description="Nhóm gồm mọi đơn vị thuộc các loại này."
    )


class RegistryFile(Sourced):
    """Registry of agencies, units and collective names."""

    groups: tuple[AgencyGroup, ...] = Field(
        (), alias="nhom", title="Nhóm đơn vị", description="Các tên gọi chung cho nhiều đơn vị."
    )
    core: tuple[Account, ...] = Field(
        (),
        alias="nhom_loi",
        title="Nhóm lõi",
        description="Các tài khoản được sửa những gì không thuộc riêng cơ quan nào: danh bạ, bộ chỉ số, kế hoạch, mã.",
    )
    agencies: tuple[Agency, ...] = Field(
        alias="don_vi", title="Đơn vị", description="Danh bạ cơ quan, đơn vị; mỗi mục là một cơ quan.", min_length=1
    )
