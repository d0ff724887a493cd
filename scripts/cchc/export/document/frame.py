"""What stands around the text of an official document: its head, its end, the head of an annex."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.document.form import Style
from cchc.export.document.model import Block, Paragraph, SideBySide

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Sequence

    from cchc.schema import DatedDocument

DRAFT = "DỰ THẢO"
ILLUSTRATIVE = "SỐ LIỆU MINH HỌA – không phải văn bản, số liệu chính thức"
BLANK = " " * 6  # where an official writes a number or a date by hand
_LAST_MONTH_WITH_ZERO = 2

# Widths in mm of what stands side by side; the decree's drawing gives the left part the smaller share.
_HEAD_SHARES, _END_SHARES = (62, 98), (80, 80)


@dataclass(frozen=True, slots=True, kw_only=True)
class Letterhead:
    """How a document names itself: who issues it, its number and date, its kind and subject.

    `superior` is "" when the issuer stands under nobody; line ends in both names are kept.
    """

    superior: str
    issuer: str
    number: str
    place: str
    day: str
    kind: str
    abstract: str

    @property
    def reference(self) -> str:
        """Name the document in its annexes."""
        issuer = self.issuer.replace("\n", " ")
        return f"(Kèm theo {self.kind} số {self.number} {self.day} của {issuer})"


def numbered(number: str) -> str:
    """Write a document's number; one that lacks its figures keeps room for them."""
    return f"{BLANK}{number}" if number.startswith("/") else number


def dated(day: dt.date | None, year: int) -> str:
    """Write a day as documents do: days below 10, January and February with a 0; a day to come leaves room."""
    if day is None:
        return f"ngày{BLANK}tháng{BLANK}năm {year}"
    month = f"{day:%m}" if day.month <= _LAST_MONTH_WITH_ZERO else str(day.month)
    return f"ngày {day:%d} tháng {month} năm {day.year}"


def named(document: DatedDocument) -> str:
    """Name a document by its number and date."""
    return f"{document.number} {dated(document.issued_on, document.issued_on.year)}"


def head_of(head: Letterhead) -> Iterator[Block]:
    """Give everything above the text: state and issuer, number and date, kind and subject."""
    superior = (Paragraph(Style.SUPERIOR, head.superior),) if head.superior else ()
    yield SideBySide(
        shares=_HEAD_SHARES,
        left=(
            *superior,
            Paragraph(Style.ISSUER, head.issuer),
            Paragraph(Style.UNDER_ISSUER, ""),
            Paragraph(Style.NUMBER, f"Số: {head.number}"),
        ),
        right=(
            Paragraph(Style.NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam"),
            Paragraph(Style.MOTTO, "Độc lập - Tự do - Hạnh phúc"),
            Paragraph(Style.UNDER_MOTTO, ""),
            Paragraph(Style.PLACE, f"{head.place}, {head.day}"),
        ),
    )
    yield Paragraph(Style.KIND, head.kind)
    yield Paragraph(Style.ABSTRACT, head.abstract)
    yield Paragraph(Style.UNDER_ABSTRACT, "")


def end_of(recipients: Sequence[str], signatory: Iterable[str]) -> Iterator[Block]:
    """Give the recipients and, beside them, whose office signs, with room to sign and no name."""
    listed = (
        Paragraph(Style.RECIPIENT, f"- {recipient.rstrip('.;')}{'.' if number == len(recipients) else ';'}")
        for number, recipient in enumerate(recipients, 1)
    )
    signed = (Paragraph(Style.SIGNATORY, line) for line in signatory)
    yield SideBySide(
        shares=_END_SHARES,
        left=(Paragraph(Style.RECIPIENTS_HEAD, "Nơi nhận:"), *listed),
        right=(*signed, Paragraph(Style.SIGNATURE, "")),
    )


def annex_head(head: Letterhead, number: str, title: str) -> Iterator[Block]:
    """Give what an annex begins with."""
    yield Paragraph(Style.ANNEX, f"Phụ lục {number}".rstrip())
    yield Paragraph(Style.ANNEX_TITLE, title)
    yield Paragraph(Style.ANNEX_REFERENCE, head.reference)
