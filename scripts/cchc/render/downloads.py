"""Files that are published beside the pages, as the page of figures lists them; sizes and hashes are filled in last.

They are known only once every file is made, and MkDocs runs meanwhile: the page leaves a blank for each.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from cchc.basics.decimals import format_decimal

if TYPE_CHECKING:
    from collections.abc import Mapping

_BLANK = "chưa tính"  # as the template writes it
_KILO, _MEGA = 1_000, 1_000_000


class Shelf(StrEnum):
    """Where the page lists a file; the values are its headings."""

    DATA = "Mọi số liệu trong một tệp"
    TABLES = "Từng bảng, dạng CSV"
    DOCUMENTS = "Văn bản Word, PDF"
    FORMS = "Mẫu Excel để cơ quan điền"
    NEWS = "Nguồn tin: có gì mới (Atom)"
    CALENDARS = "Lịch: các thời hạn (iCalendar)"
    EDITIONS = "Ấn bản: số liệu đã chốt theo kỳ, không bao giờ đổi"
    OFFLINE = "Cả trang trong một gói, xem không cần mạng"

    @property
    def is_open(self) -> bool:
        """Whether its files are few and for everyone: the others are listed behind their heading."""
        return self in {Shelf.DATA, Shelf.OFFLINE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """A published file: where below the site's root, what it is, for whom."""

    path: str
    shelf: Shelf
    title: str
    audience: str
    media_type: str

    @property
    def name(self) -> str:
        """The file's own name."""
        return self.path.rpartition("/")[2]


class BlanksError(ValueError):
    """The page does not have exactly one blank for each size and each hash."""


def facts_of(content: bytes) -> tuple[str, str]:
    """Say how big a file is and what its SHA-256 is, as the page that lists the files does."""
    return size_text(len(content)), hashlib.sha256(content).hexdigest()


def fill_blanks(page: str, facts: Mapping[str, tuple[str, str]]) -> str:
    """Write sizes and hashes into a finished page.

    Args:
        page: the HTML of the page that lists the files.
        facts: what to say of the size and of the hash of each file, by its path below the site's root.

    Raises:
        BlanksError: a blank is missing, doubled or left over: nothing is published then.
    """
    for path, told in facts.items():
        for mark, fact in zip(("dung-luong", "ma-bam"), told, strict=True):
            blank = f'data-{mark}="{path}">{_BLANK}<'
            if page.count(blank) != 1:
                message = f"{page.count(blank)} blanks for {mark} of {path}"
                raise BlanksError(message)
            page = page.replace(blank, f'data-{mark}="{path}">{fact}<')
    if f">{_BLANK}<" in page:
        message = "a blank is left over"
        raise BlanksError(message)
    return page


def size_text(size: int) -> str:
    """Write a size as people read it, rounded up: "77 KB", "1,2 MB"."""
    unit, name, step = (_MEGA, "MB", "0.1") if size > _MEGA else (_KILO, "KB", "1")
    return f"{format_decimal((Decimal(size) / unit).quantize(Decimal(step), ROUND_CEILING))}\N{NO-BREAK SPACE}{name}"
