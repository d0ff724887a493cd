"""Pages: paper, margins, page numbers, and what stands across or above every page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from cchc.export.document.form import BOTTOM, HEADER_FROM_EDGE, LEFT, LONG_SIDE, RIGHT, SHORT_SIDE, TOP, Style
from cchc.export.word.styles import FONT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section, _Header

PORTRAIT_WIDTH, LANDSCAPE_WIDTH = SHORT_SIDE - LEFT - RIGHT, LONG_SIDE - LEFT - RIGHT  # of the text, in mm

_WATERMARK = (
    '<w:r {names} xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:pict>'
    '<v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
    '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
    '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
    '<v:path textpathok="t" o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800"/>'
    '<v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="{id}" type="#_x0000_t136" alt="{text}" style="position:absolute;width:380pt;height:95pt;'
    "rotation:315;z-index:-1;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#d9d9d9" stroked="f">'
    '<v:textpath style="font-family:&quot;{font}&quot;;font-size:1pt" string="{text}"/></v:shape></w:pict></w:r>'
)


def set_up_pages(document: Document, mark: str, watermark: str) -> None:
    """Lay out the first section, which the later ones follow.

    Args:
        document: one section, nothing in its headers.
        mark: a line on top of every page, or "".
        watermark: words across every page, or "".
    """
    section = document.sections[0]
    section.page_width, section.page_height = Mm(SHORT_SIDE), Mm(LONG_SIDE)
    section.top_margin, section.bottom_margin = Mm(TOP), Mm(BOTTOM)
    section.left_margin, section.right_margin = Mm(LEFT), Mm(RIGHT)
    section.header_distance = Mm(HEADER_FROM_EDGE)
    # The number stands centred in the top margin, and not on the first page (the same annex of the decree).
    section.different_first_page_header_footer = True
    _fill_header(document, section.first_page_header, mark, watermark, is_numbered=False)
    _fill_header(document, section.header, mark, watermark, is_numbered=True)


def add_landscape(document: Document) -> Section:
    """Begin a landscape section whose pages count from 1."""
    section: Section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(LONG_SIDE), Mm(SHORT_SIDE)
    properties = section._sectPr  # noqa: SLF001 -- python-docx has no words for page numbers
    if properties.find(qn("w:pgNumType")) is None:
        start = OxmlElement("w:pgNumType")
        start.set(qn("w:start"), "1")
        properties.get_or_add_pgMar().addnext(start)
    return section


def _fill_header(document: Document, header: _Header, mark: str, watermark: str, *, is_numbered: bool) -> None:
    header.is_linked_to_previous = False
    paragraph = header.paragraphs[0]
    paragraph.style = document.styles[Style.PAGE_NUMBER]
    if is_numbered:
        paragraph._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "/>'))  # noqa: SLF001 -- no words for fields
    if mark:
        header.add_paragraph(mark, document.styles[Style.MARK])
    if watermark:
        shape = _WATERMARK.format(names=nsdecls("w"), id=f"DauChim{int(is_numbered)}", text=watermark, font=FONT)
        paragraph._p.append(parse_xml(shape))  # noqa: SLF001 -- no words for shapes behind the text
