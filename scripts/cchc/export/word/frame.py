"""What stands around the text of an official document: its head, its end, the head of an annex."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.export.word.styles import Style

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cchc.export.word.writer import Writer
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


def write_head(out: Writer, head: Letterhead) -> None:
    """Write everything above the text: state and issuer, number and date, kind and subject."""
    left, right = out.side_by_side(_HEAD_SHARES)
    if head.superior:
        out.write(Style.SUPERIOR, head.superior, cell=left)
    out.write(Style.ISSUER, head.issuer, cell=left)
    out.write(Style.UNDER_ISSUER, "", cell=left)
    out.write(Style.NUMBER, f"Số: {head.number}", cell=left)
    out.write(Style.NATION, "Cộng hòa xã hội chủ nghĩa Việt Nam", cell=right)
    out.write(Style.MOTTO, "Độc lập - Tự do - Hạnh phúc", cell=right)
    out.write(Style.UNDER_MOTTO, "", cell=right)
    out.write(Style.PLACE, f"{head.place}, {head.day}", cell=right)
    out.drop_first_paragraph(left, right)
    out.write(Style.KIND, head.kind)
    out.write(Style.ABSTRACT, head.abstract)
    out.write(Style.UNDER_ABSTRACT, "")


def write_end(out: Writer, recipients: Sequence[str], signatory: Iterable[str]) -> None:
    """Write the recipients and, beside them, whose office signs, with room to sign and no name."""
    left, right = out.side_by_side(_END_SHARES)
    out.write(Style.RECIPIENTS_HEAD, "Nơi nhận:", cell=left)
    for number, recipient in enumerate(recipients, 1):
        out.write(Style.RECIPIENT, f"- {recipient.rstrip('.;')}{'.' if number == len(recipients) else ';'}", cell=left)
    for line in signatory:
        out.write(Style.SIGNATORY, line, cell=right)
    out.write(Style.SIGNATURE, "", cell=right)
    out.drop_first_paragraph(left, right)


def write_annex_head(out: Writer, head: Letterhead, number: str, title: str) -> None:
    """Begin an annex on a landscape page of its own."""
    out.turn_page()
    out.write(Style.ANNEX, f"Phụ lục {number}".rstrip())
    out.write(Style.ANNEX_TITLE, title)
    out.write(Style.ANNEX_REFERENCE, head.reference)
