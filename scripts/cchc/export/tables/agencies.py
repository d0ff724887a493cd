"""Tables of the registry: agencies, and the names that documents use for several of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.tables.base import DATE, TEXT, Column, Table, listed, maybe, provenance
from cchc.schema import Agency, AgencyGroup, AgencyKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.tables.source import Origin, Source

_KINDS = {kind.value: kind.meaning for kind in AgencyKind}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agency:
    agency: Agency
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Group:
    group: AgencyGroup
    origin: Origin


def _agencies(source: Source) -> Iterator[_Agency]:
    if registry := source.view.dataset.registry:
        for agency in registry.agencies:
            yield _Agency(agency=agency, origin=source.origin(agency.here, registry.nature))


def _groups(source: Source) -> Iterator[_Group]:
    if registry := source.view.dataset.registry:
        for group in registry.groups:
            yield _Group(group=group, origin=source.origin(group.here, registry.nature))


AGENCIES: Table[_Agency] = Table(
    id="co_quan",
    title="Cơ quan, đơn vị",
    about="Danh bạ cơ quan, đơn vị, kể cả cơ quan đã sáp nhập.",
    key=("ma",),
    records=_agencies,
    columns=(
        Column("ma", "Mã", TEXT, "Mã của cơ quan, dùng trong mọi bảng khác.", lambda one: one.agency.id),
        Column("ten", "Tên đầy đủ", TEXT, "Tên đầy đủ.", lambda one: one.agency.name),
        Column("ten_ngan", "Tên ngắn", TEXT, "Tên dùng trong bảng.", lambda one: one.agency.short_name),
        Column("ten_tat", "Tên viết tắt", TEXT, "Đứng đầu mã nhiệm vụ.", lambda one: one.agency.abbreviation),
        Column("loai", "Loại", TEXT, "Loại cơ quan.", lambda one: one.agency.kind.value, choices=_KINDS),
        maybe("tu_ngay", "Có từ ngày", DATE, "Nếu mới thành lập.", lambda one: one.agency.from_on),
        maybe("den_ngay", "Đến ngày", DATE, "Ngày hoạt động cuối cùng.", lambda one: one.agency.until_on),
        maybe(
            "ke_thua_boi",
            "Cơ quan kế thừa (mã)",
            TEXT,
            "Mã cơ quan tiếp nhận nhiệm vụ sau khi sáp nhập.",
            lambda one: one.agency.successor,
        ),
        maybe("lien_he", "Liên hệ", TEXT, "Địa chỉ trang của cơ quan.", lambda one: one.agency.contact),
        *provenance(_Agency),
    ),
)

GROUPS: Table[_Group] = Table(
    id="nhom_don_vi",
    title="Nhóm đơn vị",
    about="Tên gọi chung cho nhiều đơn vị, dùng khi giao việc cho cả nhóm.",
    key=("ma",),
    records=_groups,
    columns=(
        Column("ma", "Mã", TEXT, "Mã của nhóm.", lambda one: one.group.id),
        Column("ten", "Tên", TEXT, "Tên gọi chung.", lambda one: one.group.name),
        maybe("gom_loai", "Gồm các loại", TEXT, "Mọi đơn vị thuộc các loại này.", lambda one: listed(one.group.kinds)),
        *provenance(_Group),
    ),
)
