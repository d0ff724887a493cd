"""What a pull request touches: two trees of Git compared path by path, and what may not come in whatever it says.

Everything here is judged by Git's own records (modes, sizes, names), before a byte of a contributor is read. A renamed
file is one taken away and one added: both have an owner (threat G03).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from cchc.basics.diagnostics import Diagnostic, Span, error, listing
from cchc.git import DATA_FOLDER
from cchc.reading.decoding import MAX_BYTES, scale_of
from cchc.reading.load import printable
from cchc.reading.tree import Held, Snapshot

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from cchc.git import Entry

MAX_FILES = 20  # more than a person reads through, except for the core group
MAX_TOTAL = 5 * 1024 * 1024  # bytes
REGULAR = "100644"
_KINDS = {"120000": "liên kết", "160000": "kho con (submodule)", "100755": "tệp có quyền chạy"}


class Way(StrEnum):
    """What happened to a file."""

    ADDED = "thêm"
    EDITED = "sửa"
    REMOVED = "xóa"


class Touched(NamedTuple):
    """A path at which two trees differ: what was there and what is, either of which may be nothing."""

    path: str
    before: Entry | None
    after: Entry | None

    @property
    def way(self) -> Way:
        """What happened to the file."""
        if self.before is None:
            return Way.ADDED
        return Way.REMOVED if self.after is None else Way.EDITED

    @property
    def shown(self) -> str:
        """The path as it may be printed."""
        return printable(self.path)

    @property
    def is_data(self) -> bool:
        """Whether it is a file of the data tree."""
        return self.path.startswith(DATA_FOLDER)


def compare(before: Mapping[str, Entry], after: Mapping[str, Entry]) -> tuple[Touched, ...]:
    """List the paths at which two trees differ, by path."""
    paths = sorted(before.keys() | after.keys())
    return tuple(
        Touched(path, before.get(path), after.get(path)) for path in paths if before.get(path) != after.get(path)
    )


def merged(base: Mapping[str, Entry], touched: Iterable[Touched]) -> dict[str, Entry]:
    """Give the tree that there would be if what was touched came into the base as it is."""
    paths = {one.path for one in touched}
    kept = {path: entry for path, entry in base.items() if path not in paths}
    return kept | {one.path: one.after for one in touched if one.after is not None}


def outdated(base: Mapping[str, Entry], touched: Iterable[Touched]) -> Iterator[Diagnostic]:
    """Yield the files that were changed in the base too, in another way, since the pull request began."""
    for one in touched:
        now = base.get(one.path)
        if now not in {one.before, one.after}:
            message = (
                "tệp này đã được sửa ở nhánh chính sau khi đề nghị này bắt đầu; gộp bây giờ sẽ mất một trong hai bản"
            )
            hint = "bấm Update branch ở cuối trang của đề nghị, hoặc sửa lại từ bản mới nhất"
            yield error(Span(path=one.shown), "ban-cu", message, hint)


def size_of(touched: Iterable[Touched]) -> int:
    """Add up the bytes that a pull request brings."""
    return sum(one.after.size for one in touched if one.after)


def too_much(touched: tuple[Touched, ...], *, is_core: bool) -> Iterator[Diagnostic]:
    """Yield what is too much to be read: by a machine in bytes, by a person in files (threats F05, G04)."""
    total = size_of(touched)
    if total > MAX_TOTAL:
        sizes = f"{MAX_TOTAL // 1024} KiB; đề nghị này {-(-total // 1024)} KiB"
        message, hint = f"một đề nghị chứa tối đa {sizes}", "tách thành nhiều đề nghị; không tải tệp đính kèm lên kho"
        yield error(Span(path=touched[0].shown), "qua-nhieu-tep", message, hint)
    elif len(touched) > MAX_FILES and not is_core:
        message = f"một đề nghị sửa tối đa {MAX_FILES} tệp; đề nghị này sửa {len(touched)}"
        hint = "tách thành nhiều đề nghị; việc lớn hơn do nhóm lõi làm"
        yield error(Span(path=touched[0].shown), "qua-nhieu-tep", message, hint)


def strange(touched: Iterable[Touched]) -> Iterator[Diagnostic]:
    """Yield links and submodules outside the data; in the data the reader reports them (threat F01)."""
    for one in touched:
        if not one.is_data and one.after and one.after.mode in {"120000", "160000"}:
            message = f"chỉ nhận tệp thường; đây là {_KINDS[one.after.mode]}"
            yield error(Span(path=one.shown), "tep-la", message, "thay bằng tệp thường")


def mixed(touched: tuple[Touched, ...], agency_of: Callable[[str], str | None]) -> Iterator[Diagnostic]:
    """Yield what must come in pull requests of their own (threats G02, G07)."""
    data = [one for one in touched if one.is_data]
    others = [one.shown for one in touched if not one.is_data]
    if data and others:
        message = f"đề nghị này vừa sửa dữ liệu, vừa sửa thứ khác: {listing(others, limit=3)}"
        hint = "hãy tách thành hai đề nghị: một chỉ sửa trong data/, một cho phần còn lại"
        yield error(Span(path=others[0]), "tach-de-nghi", message, hint)
    registry = f"{DATA_FOLDER}don-vi.yml"
    owned = [one.shown for one in data if agency_of(one.path)]
    if owned and any(one.path == registry for one in data):
        message = f"đề nghị này vừa sửa danh bạ, vừa sửa tệp của cơ quan: {listing(owned, limit=3)}"
        hint = "hãy tách thành hai đề nghị: danh bạ trước, tệp của cơ quan sau"
        yield error(Span(path=registry), "tach-de-nghi", message, hint)


def readable(tree: Mapping[str, Entry]) -> list[str]:
    """Give the objects of a commit's data files that may be read: regular ones within their size."""
    return [
        entry.oid
        for path, entry in tree.items()
        if path.startswith(DATA_FOLDER) and entry.mode == REGULAR and entry.size <= scale_of(path) * MAX_BYTES
    ]


def snapshot(tree: Mapping[str, Entry], content_by_oid: Mapping[str, bytes]) -> Snapshot:
    """Hold a commit's data tree in memory; what may not be read is there by its name and size alone."""
    held = {
        path.removeprefix(DATA_FOLDER): Held(
            kind="" if entry.mode == REGULAR else _KINDS.get(entry.mode, "tệp đặc biệt"),
            size=entry.size,
            content=content_by_oid.get(entry.oid, b""),
        )
        for path, entry in tree.items()
        if path.startswith(DATA_FOLDER)
    }
    return Snapshot(root=DATA_FOLDER.rstrip("/"), held=held)
