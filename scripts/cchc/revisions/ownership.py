"""Who may change which file: read from the registry of the base commit alone (threats G01–G03, G05, G06, G15).

An agency's submission and its progress are its own, and its heirs' after a merger; everything else, in the data and
outside it, is the core group's (`nhom_loi`). Accounts are compared by number; a login is only shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Diagnostic, Span, error
from cchc.git import DATA_FOLDER
from cchc.schema.fields import SLUG

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cchc.model import Dataset
    from cchc.revisions.changeset import Touched
    from cchc.schema import Account, Agency

CORE = "nhóm lõi"
_AN_AGENCYS = re.compile(rf"{DATA_FOLDER}ke-hoach/\d{{4}}/(?:bao-cao|tien-do)/({SLUG})\.yml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who sends a pull request: the accounts of their number, and what those stand for on the day."""

    number: int
    login: str
    is_core: bool
    agencies: frozenset[str]
    lapsed: tuple[Account, ...]

    @property
    def is_known(self) -> bool:
        """Whether the number may send anything at all."""
        return self.is_core or bool(self.agencies)


def agency_of(path: str) -> str | None:
    """Tell which agency a path of the repository belongs to; None for the core group's."""
    match = _AN_AGENCYS.fullmatch(path)
    return match[1] if match else None


def sender(registry: Dataset, number: int, day: dt.date) -> Sender:
    """Look an account's number up in the base's registry, as it stands on a day."""
    mine = [(agency, account) for agency, account in _accounts(registry) if account.id == number]
    valid = [(agency, account) for agency, account in mine if account.is_valid_on(day)]
    return Sender(
        number=number,
        login=mine[0][1].login if mine else "",
        is_core=any(agency is None for agency, _ in valid),
        agencies=frozenset(agency.id for agency, _ in valid if agency and agency.exists_on(day)),
        lapsed=tuple(account for _, account in mine if not account.is_valid_on(day)),
    )


def _accounts(registry: Dataset) -> Iterator[tuple[Agency | None, Account]]:
    """Pair every account with the agency that it may send for; None stands for the core group."""
    for account in registry.registry.core if registry.registry else ():
        yield None, account
    for agency in registry.agencies.values():
        for account in agency.accounts:
            yield agency, account


def refusals(registry: Dataset, touched: Iterable[Touched], author: Sender) -> Iterator[Diagnostic]:
    """Yield what the author may not change; of an unknown author, only that."""
    if not author.is_known:
        yield _unknown(registry, author)
        return
    for one in touched:
        owner = agency_of(one.path)
        owners = {owner, *_heirs(registry, owner)} if owner else set()
        if author.is_core or owners & author.agencies:
            continue
        mine = name_of(registry, *sorted(author.agencies))
        message = f"tệp này của {name_of(registry, owner) if owner else CORE}; người gửi nộp thay {mine}"
        hint = "hãy tách: bỏ tệp này khỏi đề nghị, cần sửa thì nhờ nơi phụ trách tệp gửi"
        yield error(Span(path=one.shown), "khong-duoc-sua", message, hint)


def _unknown(registry: Dataset, author: Sender) -> Diagnostic:
    """Say that an account may send nothing, and why."""
    what = f"tài khoản số {author.number}"
    if registry.registry is None:
        message = f"chưa biết {what} là của ai vì danh bạ ở nhánh chính đang có lỗi"
        hint = "báo nhóm lõi sửa danh bạ trước"
    elif not any(_accounts(registry)):
        message, hint = (
            "danh bạ ở nhánh chính chưa ghi tài khoản nào",
            "người quản trị kho ghi “nhom_loi” vào don-vi.yml trước",
        )
    elif author.lapsed:
        ends = [account.until_on for account in author.lapsed if account.until_on]
        since = f" từ sau ngày {format_date(max(ends))}" if ends else " vào hôm nay"
        message, hint = (
            f"{what} không còn hiệu lực{since}",
            "gửi văn bản đề nghị cơ quan tổng hợp gia hạn hoặc đổi tài khoản",
        )
    elif author.login:
        message = f"{what} nộp thay cơ quan đã kết thúc hoạt động"
        hint = "gửi văn bản đề nghị cơ quan tổng hợp ghi tài khoản cho cơ quan kế thừa"
    else:
        message = f"{what} chưa có trong danh bạ nên chưa nộp thay được cơ quan nào"
        hint = "gửi văn bản đề nghị cơ quan tổng hợp ghi tài khoản vào don-vi.yml"
    return error(Span(path=f"{DATA_FOLDER}don-vi.yml"), "nguoi-gui-la", message, hint)


def _heirs(registry: Dataset, agency: str) -> tuple[str, ...]:
    return registry.heirs(agency) if agency in registry.agencies else ()


def name_of(registry: Dataset, *agencies: str) -> str:
    """Name agencies as people do; one that is not in the registry by its id."""
    known = registry.agencies
    return ", ".join(known[id_].short_name if id_ in known else f"“{id_}”" for id_ in agencies)
