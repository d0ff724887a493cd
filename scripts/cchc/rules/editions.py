"""Editions: frozen bytes stay as they were, and stand where they are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Span, error, quote
from cchc.reading.editions import NotAnEditionError, digest_of, path_of, read_frozen

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset
    from cchc.schema import Edition

_RESTORE = "khôi phục tệp từ lịch sử của kho"
_AGAIN = "bỏ mục này cùng tệp ấy, rồi chốt bằng cchc edition"


def bytes_stay(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Ấn bản đã chốt không đổi một byte: mã băm của tệp đúng như an-ban.yml ghi."""
    for year, entry, raw in _kept(dataset):
        if (found := digest_of(raw)) != entry.sha256:
            message = f"ấn bản đã chốt không được sửa; tệp {path_of(year, entry.id)} nay có mã băm {found[:12]}…"
            hint = f"{_RESTORE}; số liệu mới thì chốt ấn bản mới bằng cchc edition"
            yield error(entry.span("sha256"), "an-ban-bi-sua", message, hint)


def files_are_listed(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi ấn bản ghi ở an-ban.yml có đúng một tệp cạnh đó, mỗi tệp được ghi đúng một lần."""
    listed = set()
    for year, file in dataset.editions.items():
        for entry in file.entries:
            path = path_of(year, entry.id)
            if path in listed:
                message = f"mã {quote(entry.id)} đã dùng cho ấn bản ở trên"
                yield error(entry.span("id"), "an-ban-khong-khop", message, "mỗi ấn bản một mã; bỏ mục lặp lại")
            elif path not in dataset.frozen and not dataset.is_unreadable(path):
                message = f"không có tệp {path} của ấn bản này"
                yield error(entry.span("id"), "an-ban-khong-khop", message, _RESTORE)
            listed.add(path)
    for path in sorted(dataset.frozen.keys() - listed):
        folder = path.rpartition("/")[0]
        if not dataset.is_unreadable(f"{folder}/an-ban.yml"):
            message = f"tệp này không được ghi ở {folder}/an-ban.yml nên không phải ấn bản đã chốt"
            hint = "bỏ tệp này, rồi chốt bằng cchc edition"
            yield error(Span(path=f"{dataset.root}/{path}"), "an-ban-khong-khop", message, hint)


def contents_are_what_is_listed(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tệp ấn bản là số liệu mở dạng JSON phiên bản 1 của đúng kế hoạch ấy, tính đến đúng ngày ghi ở an-ban.yml."""
    for year, entry, raw in _kept(dataset):
        if digest_of(raw) != entry.sha256:
            continue
        try:
            data = read_frozen(raw)
        except NotAnEditionError as problem:
            message = f"tệp {path_of(year, entry.id)} phải là số liệu mở dạng JSON phiên bản 1; {problem}"
            yield error(entry.span("id"), "an-ban-khong-dung", message, _AGAIN)
            continue
        if data.plan != year:
            message = f"tệp {path_of(year, entry.id)} phải là số liệu của kế hoạch {year}; đang là của {data.plan}"
            yield error(entry.span("id"), "an-ban-khong-dung", message, _AGAIN)
        elif data.as_of != entry.as_of:
            on = format_date(data.as_of)
            message = f"số liệu trong tệp tính đến ngày {on}; ở đây ghi {format_date(entry.as_of)}"
            yield error(entry.span("as_of"), "an-ban-khong-dung", message, f"ghi {on}")


def _kept(dataset: Dataset) -> Iterator[tuple[int, Edition, bytes]]:
    """Walk the editions that have their bytes, with the year of their plan."""
    for year, file in dataset.editions.items():
        for entry in file.entries:
            raw = dataset.frozen.get(path_of(year, entry.id))
            if raw is not None:
                yield year, entry, raw
