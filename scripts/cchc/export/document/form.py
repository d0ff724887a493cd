"""The form of official texts, whatever sets them: the kinds of paragraph, how each looks, the paper.

Sizes are in points, indents in centimetres, paper in millimetres. What the decree states is claimed and cites it;
the rest is customary and claims nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

LANGUAGE = "vi-VN"

# Nghị định 30/2020/NĐ-CP, Phụ lục I: A4; top and bottom 20–25 mm, left 30–35, right 15–20.
SHORT_SIDE, LONG_SIDE = 210, 297
TOP = BOTTOM = RIGHT = 20
LEFT = 30
HEADER_FROM_EDGE = 8  # customary
CELL_PADDING = 3.5  # beside the text of a table's cell, in points; customary


class Style(StrEnum):
    """The kinds of paragraph and table by the names that Word shows; it translates the English ones."""

    BODY = "Nội dung"
    BULLET = "Gạch đầu dòng"
    CRITERION = "Tiêu chí"
    NOTE = "Ghi chú"
    NATION = "Quốc hiệu"
    MOTTO = "Tiêu ngữ"
    UNDER_MOTTO = "Kẻ dưới tiêu ngữ"
    SUPERIOR = "Cơ quan chủ quản"
    ISSUER = "Cơ quan ban hành"
    UNDER_ISSUER = "Kẻ dưới tên cơ quan"
    NUMBER = "Số ký hiệu"
    PLACE = "Địa danh ngày tháng"
    KIND = "Title"
    ABSTRACT = "Subtitle"
    UNDER_ABSTRACT = "Kẻ dưới trích yếu"
    GROUND = "Căn cứ"
    HEADING_1 = "heading 1"
    HEADING_2 = "heading 2"
    HEADING_3 = "heading 3"
    ANNEX = "Phụ lục"
    ANNEX_TITLE = "Tên phụ lục"
    ANNEX_REFERENCE = "Kèm theo văn bản"
    CAPTION = "caption"
    CELL = "Ô bảng"
    CELL_NUMBER = "Số trong bảng"
    CELL_HEAD = "Đầu bảng"
    RECIPIENTS_HEAD = "Nơi nhận"
    RECIPIENT = "Danh sách nơi nhận"
    SIGNATORY = "Quyền hạn chức vụ"
    SIGNATURE = "Chỗ ký"
    PAGE_NUMBER = "Số trang"
    MARK = "Dấu tính chất"
    NATURE = "Tính chất số liệu"
    TABLE = "Bảng số liệu"
    LAYOUT = "Bảng dàn trang"


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How a kind of paragraph looks."""

    size: float
    align: str = "left"
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    before: float = 0
    after: float = 0
    line: float = 1  # times the font's own
    first_line: float = 0
    indent: float = 0  # on both sides
    rule: str = ""  # "top" or "bottom": a line along that edge
    level: int = 0  # of a heading, 0 for none
    keep_next: bool = False


# Nghị định 30/2020/NĐ-CP, Phụ lục I: Quốc hiệu 12–13, bold capitals; Tiêu ngữ 13–14, bold, centred, with a rule
# below; page number 13–14, centred. Of running text: at least 6 points between paragraphs, lines single to 1.5.
_BETWEEN_PARAGRAPHS = 6
_DECREED = {
    Style.NATION: Look(size=12, align="center", bold=True, capitals=True),
    Style.MOTTO: Look(size=13, align="center", bold=True),
    Style.UNDER_MOTTO: Look(size=2, before=3, indent=2.1, rule="top"),
    Style.PAGE_NUMBER: Look(size=13, align="center"),
}
# Customary; not held against the decree's annex, so nothing is claimed of them: restyle them in Word.
_CUSTOMARY = {
    Style.BODY: Look(size=14, align="both", after=_BETWEEN_PARAGRAPHS, line=1.1, first_line=1.27),
    Style.BULLET: Look(size=14, align="both", after=_BETWEEN_PARAGRAPHS, line=1.1, first_line=1.27),
    Style.CRITERION: Look(
        size=14, align="both", italic=True, before=3, after=_BETWEEN_PARAGRAPHS, first_line=1.27, keep_next=True
    ),
    Style.NOTE: Look(size=12, align="both", italic=True, after=_BETWEEN_PARAGRAPHS),
    Style.SUPERIOR: Look(size=12, align="center", capitals=True),
    Style.ISSUER: Look(size=12, align="center", bold=True, capitals=True),
    Style.UNDER_ISSUER: Look(size=2, before=3, indent=1.9, rule="top"),
    Style.NUMBER: Look(size=13, align="center", before=6),
    Style.PLACE: Look(size=13, align="center", italic=True, before=6),
    Style.KIND: Look(size=14, align="center", bold=True, capitals=True, before=18),
    Style.ABSTRACT: Look(size=14, align="center", bold=True, after=3),
    Style.UNDER_ABSTRACT: Look(size=2, before=3, after=12, indent=5.5, rule="top"),
    Style.GROUND: Look(size=14, align="both", italic=True, after=_BETWEEN_PARAGRAPHS, line=1.1, first_line=1.27),
    Style.HEADING_1: Look(
        size=14, bold=True, before=12, after=_BETWEEN_PARAGRAPHS, first_line=1.27, level=1, keep_next=True
    ),
    Style.HEADING_2: Look(
        size=14, bold=True, before=6, after=_BETWEEN_PARAGRAPHS, first_line=1.27, level=2, keep_next=True
    ),
    Style.HEADING_3: Look(
        size=14, bold=True, italic=True, before=3, after=_BETWEEN_PARAGRAPHS, first_line=1.27, level=3, keep_next=True
    ),
    Style.ANNEX: Look(size=14, align="center", bold=True, level=1, keep_next=True),
    Style.ANNEX_TITLE: Look(size=14, align="center", bold=True, capitals=True, keep_next=True),
    Style.ANNEX_REFERENCE: Look(size=13, align="center", italic=True, after=9),
    Style.CAPTION: Look(size=13, align="center", bold=True, before=9, after=4, keep_next=True),
    Style.CELL: Look(size=11, before=1, after=1),
    Style.CELL_NUMBER: Look(size=11, align="right", before=1, after=1),
    Style.CELL_HEAD: Look(size=11, align="center", bold=True, before=2, after=2, keep_next=True),
    Style.RECIPIENTS_HEAD: Look(size=12, bold=True, italic=True, before=12),
    Style.RECIPIENT: Look(size=11),
    Style.SIGNATORY: Look(size=14, align="center", bold=True, capitals=True, keep_next=True),
    Style.SIGNATURE: Look(size=14, align="center", before=72, indent=1.5, rule="bottom"),
    Style.MARK: Look(size=11, align="center", bold=True),
}
LOOKS = _DECREED | _CUSTOMARY
