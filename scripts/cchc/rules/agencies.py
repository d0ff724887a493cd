"""Rules about the registry of agencies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, error, quote, warning
from cchc.basics.text import fold
from cchc.rules.references import agency_problem

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from cchc.basics.diagnostics import Span
    from cchc.model import Dataset
    from cchc.schema import Account, Agency, AgencyGroup


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


def without_duplicates(dataset: Dataset) -> Dataset:
    """Leave out a registry that has one id twice: what another id stands for nobody can tell."""
    if dataset.registry is None:
        return dataset
    ids = [*(agency.id for agency in dataset.registry.agencies), *(group.id for group in dataset.registry.groups)]
    if len(ids) == len(set(ids)):
        return dataset
    return replace(dataset, registry=None, unreadable=dataset.unreadable | {"don-vi.yml"})


def names_differ(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Hai đơn vị không nên có tên chỉ khác nhau ở dấu, chữ hoa hay khoảng trắng: thường là một đơn vị ghi hai lần."""
    seen: dict[str, Agency] = {}
    for agency in dataset.agencies.values():
        first = seen.setdefault(" ".join(fold(agency.name).split()), agency)
        if first is not agency:
            message = f"tên {quote(agency.name)} gần như trùng với “{first.id}” ở dòng {first.span('name').line}"
            yield warning(agency.span("name"), "ten-don-vi-gan-trung", message, "nếu là một đơn vị thì xóa một mục")


def successors_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan kế thừa phải có trong danh bạ, không vòng tròn; cơ quan được kế thừa phải có ngày kết thúc."""
    agencies = dataset.agencies
    for agency in agencies.values():
        if agency.from_on and agency.until_on and agency.until_on < agency.from_on:
            until_on, from_on = format_date(agency.until_on), format_date(agency.from_on)
            message = f"“den_ngay” không được trước “tu_ngay”; đang ghi {until_on} và {from_on}"
            yield error(agency.span("until_on"), "don-vi-ke-thua", message, "kiểm tra lại hai ngày")
        if agency.successor is None:
            continue
        span = agency.span("successor")
        if problem := agency_problem(dataset, agency.successor):
            yield error(span, "don-vi-ke-thua", *problem)
        elif agency.until_on is None:
            message = "đơn vị có “ke_thua_boi” phải có “den_ngay”"
            yield error(span, "don-vi-ke-thua", message, "thêm ngày cuối cùng đơn vị còn hoạt động")
        elif _leads_a_circle(agency, agencies):
            message = "các đơn vị kế thừa nhau theo vòng tròn"
            yield error(span, "don-vi-ke-thua", message, "bỏ “ke_thua_boi” của đơn vị vẫn còn hoạt động")


def accounts_stand_for_one(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi tài khoản, ở một thời điểm, chỉ nộp thay một cơ quan; ngày cuối được dùng không trước ngày đầu."""
    if dataset.registry is None:
        return
    seen: dict[int, list[Account]] = {}
    for account in (account for agency in dataset.registry.agencies for account in agency.accounts):
        others = seen.setdefault(account.id, [])
        if other := next((other for other in others if _overlap(account, other)), None):
            message = f"tài khoản số {account.id} đã được ghi ở dòng {other.here.line}"
            hint = (
                "mỗi tài khoản chỉ nộp thay một cơ quan: ghi tài khoản khác, hoặc ghi “den_ngay” cho mục không còn dùng"
            )
            yield error(account.span("id"), "tai-khoan", message, hint)
        others.append(account)
    for account in (*dataset.registry.core, *(one for same in seen.values() for one in same)):
        if account.from_on and account.until_on and account.until_on < account.from_on:
            until_on, from_on = format_date(account.until_on), format_date(account.from_on)
            message = f"“den_ngay” không được trước “tu_ngay”; đang ghi {until_on} và {from_on}"
            yield error(account.span("until_on"), "tai-khoan", message, "kiểm tra lại hai ngày")


def _overlap(one: Account, other: Account) -> bool:
    """Tell whether there is a day on which both may be used."""
    return not any(
        first.until_on and second.from_on and first.until_on < second.from_on
        for first, second in ((one, other), (other, one))
    )


def accounts_have_a_substitute(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Cơ quan nên có ít nhất hai tài khoản được nộp, để khi một người chuyển việc vẫn nộp được."""
    for agency in dataset.agencies.values():
        usable = [account for account in agency.accounts if account.until_on is None or account.until_on >= as_of]
        if len(usable) == 1:
            message = f"{agency.short_name} chỉ còn một tài khoản được nộp"
            yield warning(agency.key_span("accounts"), "tai-khoan-du-phong", message, "ghi thêm một tài khoản dự phòng")


def _leads_a_circle(agency: Agency, agencies: Mapping[str, Agency]) -> bool:
    """Tell whether an agency is its own successor in the end, and the first of that circle in the file."""
    circle = [agency.id]
    while (heir := agencies[circle[-1]].successor) and heir in agencies and heir not in circle:
        circle.append(heir)
    return heir == agency.id and agency.id == next(id_ for id_ in agencies if id_ in circle)
