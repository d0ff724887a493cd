"""How each kind of paragraph looks until a secretary restyles it in Word: only styles, nothing set by hand.

Sizes are in points, indents in centimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import XMLSyntaxError, strip_elements

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.oxml.styles import CT_Styles

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
_TWIPS_IN_A_CENTIMETRE = 567


class TemplateError(Exception):
    """A file cannot lend its styles; says why, in Vietnamese."""


class Style(StrEnum):
    """The styles by the names that Word shows; Word itself knows the English ones and translates them."""

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
class _Look:
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
    Style.NATION: _Look(size=12, align="center", bold=True, capitals=True),
    Style.MOTTO: _Look(size=13, align="center", bold=True),
    Style.UNDER_MOTTO: _Look(size=2, before=3, indent=2.1, rule="top"),
    Style.PAGE_NUMBER: _Look(size=13, align="center"),
}
# Customary; not held against the decree's annex, so nothing is claimed of them: restyle them in Word.
_CUSTOMARY = {
    Style.BODY: _Look(size=14, align="both", after=_BETWEEN_PARAGRAPHS, line=1.1, first_line=1.27),
    Style.BULLET: _Look(size=14, align="both", after=_BETWEEN_PARAGRAPHS, line=1.1, first_line=1.27),
    Style.CRITERION: _Look(
        size=14, align="both", italic=True, before=3, after=_BETWEEN_PARAGRAPHS, first_line=1.27, keep_next=True
    ),
    Style.NOTE: _Look(size=12, align="both", italic=True, after=_BETWEEN_PARAGRAPHS),
    Style.SUPERIOR: _Look(size=12, align="center", capitals=True),
    Style.ISSUER: _Look(size=12, align="center", bold=True, capitals=True),
    Style.UNDER_ISSUER: _Look(size=2, before=3, indent=1.9, rule="top"),
    Style.NUMBER: _Look(size=13, align="center", before=6),
    Style.PLACE: _Look(size=13, align="center", italic=True, before=6),
    Style.KIND: _Look(size=14, align="center", bold=True, capitals=True, before=18),
    Style.ABSTRACT: _Look(size=14, align="center", bold=True, after=3),
    Style.UNDER_ABSTRACT: _Look(size=2, before=3, after=12, indent=5.5, rule="top"),
    Style.GROUND: _Look(size=14, align="both", italic=True, after=_BETWEEN_PARAGRAPHS, line=1.1, first_line=1.27),
    Style.HEADING_1: _Look(
        size=14, bold=True, before=12, after=_BETWEEN_PARAGRAPHS, first_line=1.27, level=1, keep_next=True
    ),
    Style.HEADING_2: _Look(
        size=14, bold=True, before=6, after=_BETWEEN_PARAGRAPHS, first_line=1.27, level=2, keep_next=True
    ),
    Style.HEADING_3: _Look(
        size=14, bold=True, italic=True, before=3, after=_BETWEEN_PARAGRAPHS, first_line=1.27, level=3, keep_next=True
    ),
    Style.ANNEX: _Look(size=14, align="center", bold=True, level=1, keep_next=True),
    Style.ANNEX_TITLE: _Look(size=14, align="center", bold=True, capitals=True, keep_next=True),
    Style.ANNEX_REFERENCE: _Look(size=13, align="center", italic=True, after=9),
    Style.CAPTION: _Look(size=13, align="center", bold=True, before=9, after=4, keep_next=True),
    Style.CELL: _Look(size=11, before=1, after=1),
    Style.CELL_NUMBER: _Look(size=11, align="right", before=1, after=1),
    Style.CELL_HEAD: _Look(size=11, align="center", bold=True, before=2, after=2, keep_next=True),
    Style.RECIPIENTS_HEAD: _Look(size=12, bold=True, italic=True, before=12),
    Style.RECIPIENT: _Look(size=11),
    Style.SIGNATORY: _Look(size=14, align="center", bold=True, capitals=True, keep_next=True),
    Style.SIGNATURE: _Look(size=14, align="center", before=72, indent=1.5, rule="bottom"),
    Style.MARK: _Look(size=11, align="center", bold=True),
}
_BUILT_IN = {Style.KIND, Style.ABSTRACT, Style.HEADING_1, Style.HEADING_2, Style.HEADING_3, Style.CAPTION}
_FIRST_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List"}  # every document needs these


def blank_document(template: Path | None = None) -> Document:
    """Start a document that has every style and no text.

    Args:
        template: a Word file whose styles stand before ours; whatever else it holds is left out.

    Raises:
        TemplateError: it is no Word file.
    """
    document = docx.Document()
    styles = document.styles.element
    if template is None:
        for style in styles.findall(qn("w:style")):
            if style.name_val not in _FIRST_STYLES:
                styles.remove(style)
        styles[0] = parse_xml(_defaults())  # they stand first
    else:
        _borrow(styles, template)
    known = {style.name_val for style in styles.style_lst}
    for style, text in _styles().items():
        if style not in known:
            styles.append(parse_xml(text))
    for language in document.part._styles_part.element.iter(qn("w:lang")):  # noqa: SLF001 -- there is no other way to it
        language.set(qn("w:val"), LANGUAGE)
    return document


def _borrow(styles: CT_Styles, template: Path) -> None:
    """Put a file's styles in place of ours; list numbering stays behind, for it lives outside the styles."""
    try:
        theirs = docx.Document(str(template)).styles.element
    except (OSError, PackageNotFoundError, BadZipFile, XMLSyntaxError, KeyError, ValueError) as problem:
        message = f"không đọc được kiểu chữ của “{template}”: phải là tệp Word (.docx)"
        raise TemplateError(message) from problem
    styles[:] = list(theirs)
    strip_elements(styles, qn("w:numPr"))


def _defaults() -> str:
    fonts = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
    return (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr><w:rFonts {fonts}/>"
        f'<w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="{LANGUAGE}" w:eastAsia="{LANGUAGE}"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
    )


def _styles() -> dict[Style, str]:
    """Write every style; the order is the order in which Word lists them."""
    looks = _DECREED | _CUSTOMARY
    written = {style: _paragraph_style(style, looks[style]) for style in Style if style in looks}
    written[Style.NATURE] = _style("character", Style.NATURE, "<w:rPr><w:i/></w:rPr>")
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
    ruled = f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders>{margins.format(70)}</w:tblPr>"
    written[Style.TABLE] = _style("table", Style.TABLE, ruled)
    written[Style.LAYOUT] = _style("table", Style.LAYOUT, f"<w:tblPr>{margins.format(0)}</w:tblPr>")
    return written


def _paragraph_style(style: Style, look: _Look) -> str:
    before, after, line = (round(number) for number in (look.before * 20, look.after * 20, look.line * 240))
    side, first_line = round(look.indent * _TWIPS_IN_A_CENTIMETRE), round(look.first_line * _TWIPS_IN_A_CENTIMETRE)
    border = f'<w:pBdr><w:{look.rule} w:val="single" w:sz="6" w:space="1" w:color="auto"/></w:pBdr>'
    properties = [
        "<w:keepNext/>" if look.keep_next else "",
        border if look.rule else "",
        f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="auto"/>',
        f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="{first_line}"/>',
        f'<w:jc w:val="{look.align}"/>',
        f'<w:outlineLvl w:val="{look.level - 1}"/>' if look.level else "",
    ]
    letters = [
        "<w:b/>" if look.bold else "",
        "<w:i/>" if look.italic else "",
        "<w:caps/>" if look.capitals else "",
        f'<w:sz w:val="{look.size * 2:.0f}"/><w:szCs w:val="{look.size * 2:.0f}"/>',
    ]
    return _style("paragraph", style, f"<w:pPr>{''.join(properties)}</w:pPr><w:rPr>{''.join(letters)}</w:rPr>")


def _style(kind: str, style: Style, properties: str) -> str:
    custom = "" if style in _BUILT_IN else ' w:customStyle="1"'
    bases = {"paragraph": "Normal", "table": "TableNormal", "character": "DefaultParagraphFont"}
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}"{custom} w:styleId="{style.name.title().replace("_", "")}">'
        f'<w:name w:val="{style}"/><w:basedOn w:val="{bases[kind]}"/><w:qFormat/>{properties}</w:style>'
    )
