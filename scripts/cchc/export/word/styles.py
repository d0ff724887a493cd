"""Word's styles, which look as the form asks until a secretary restyles them: nothing is set by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml.etree import XMLSyntaxError, strip_elements

from cchc.export.document.form import CELL_PADDING, LANGUAGE, LOOKS, Look, Style

if TYPE_CHECKING:
    from pathlib import Path

    from docx.document import Document
    from docx.oxml.styles import CT_Styles

FONT = "Times New Roman"
_TWIPS_IN_A_CENTIMETRE = 567


class TemplateError(Exception):
    """A file cannot lend its styles; says why, in Vietnamese."""


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
    written = {style: _paragraph_style(style, LOOKS[style]) for style in Style if style in LOOKS}
    written[Style.NATURE] = _style("character", Style.NATURE, "<w:rPr><w:i/></w:rPr>")
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = '<w:tblCellMar><w:left w:w="{0}" w:type="dxa"/><w:right w:w="{0}" w:type="dxa"/></w:tblCellMar>'
    ruled = f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders>{margins.format(round(CELL_PADDING * 20))}</w:tblPr>"
    written[Style.TABLE] = _style("table", Style.TABLE, ruled)
    written[Style.LAYOUT] = _style("table", Style.LAYOUT, f"<w:tblPr>{margins.format(0)}</w:tblPr>")
    return written


def _paragraph_style(style: Style, look: Look) -> str:
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
