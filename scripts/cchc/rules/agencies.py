"""Rules about the registry of agencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.diagnostics import Diagnostic, error
from cchc.text import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.diagnostics import Span
    from cchc.model import Dataset
    from cchc.schema import Agency, AgencyGroup


def codes_are_unique(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã và tên viết tắt của mỗi đơn vị, nhóm đơn vị chỉ xuất hiện một lần."""
    if dataset.registry is None:
        return
    ids: dict[str, Span] = {}
    abbreviations: dict[str, Span] = {}
    units: tuple[Agency | AgencyGroup, ...] = (*dataset.registry.agencies, *dataset.registry.groups)
    for unit in units:
        span = unit.span("id")
        first = ids.setdefault(unit.id, span)
        if first is not span:
            yield error(span, "trung-ma-don-vi", f"mã “{unit.id}” đã dùng ở dòng {first.line}", "đặt mã khác")
    for agency in dataset.registry.agencies:
        span = agency.span("abbreviation")
        first = abbreviations.setdefault(agency.abbreviation, span)
        if first is not span:
            message = f"tên viết tắt “{agency.abbreviation}” đã dùng ở dòng {first.line}"
            yield error(span, "trung-ma-don-vi", message, "đặt tên viết tắt khác")


def successors_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan kế thừa phải có trong danh bạ, không vòng tròn; cơ quan được kế thừa phải có ngày kết thúc."""
    agencies = dataset.agencies
    for agency in agencies.values():
        if agency.from_on and agency.until_on and agency.until_on < agency.from_on:
            yield error(agency.span("until_on"), "don-vi-ke-thua", "“den_ngay” không được trước “tu_ngay”")
        if agency.successor is None:
            continue
        span = agency.span("successor")
        if agency.successor not in agencies:
            hint = did_you_mean(agency.successor, agencies)
            yield error(span, "don-vi-ke-thua", f"không có đơn vị “{agency.successor}” trong danh bạ", hint)
        elif agency.until_on is None:
            message = "đơn vị có “ke_thua_boi” phải có “den_ngay”"
            yield error(span, "don-vi-ke-thua", message, "thêm ngày cuối cùng đơn vị còn hoạt động")
        else:
            seen = {agency.id}
            current = agencies[agency.successor]
            while current.id not in seen and current.successor in agencies:
                seen.add(current.id)
                current = agencies[current.successor]
            if current.id in seen:
                yield error(span, "don-vi-ke-thua", "các đơn vị kế thừa nhau theo vòng tròn")
