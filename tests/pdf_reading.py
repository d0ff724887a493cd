"""Reads PDF files back as a screen reader or a search engine would: letters by each font's own table, tags in order.

Only what our files use is understood: two-byte glyphs, one `cm` before each run of letters, marked content by number.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAIR = re.compile(rb"<([0-9A-F]{4})> <((?:[0-9A-F]{4})+)>")
_Letters = dict[bytes, str]  # of a font, by glyph


@dataclass(frozen=True, slots=True)
class Run:
    """Letters set in one go: where they begin, in points from the lower left corner, and by what number tags know them.

    Page numbers, marks and repeated heads of tables have no number: a screen reader passes them over.
    """

    page: int
    x: float
    y: float
    letters: str
    mark: int | None


def runs(pdf: pikepdf.Pdf) -> list[Run]:
    """List every run of letters, in the order of the file."""
    tables: dict[tuple[int, int], _Letters] = {}
    return [run for number, page in enumerate(pdf.pages, 1) for run in _runs(page, number, tables)]


def text_of(pdf: pikepdf.Pdf) -> str:
    """Read a file from tag to tag; spaces and line ends are left out, for where lines end is form."""
    pages = [page.objgen for page in pdf.pages]
    marked: defaultdict[tuple[object, int | None], str] = defaultdict(str)
    for run in runs(pdf):
        marked[pages[run.page - 1], run.mark] += run.letters
    return squeezed("".join(marked[place] for place in _marks(pdf.Root.StructTreeRoot.K, None)))


def squeezed(text: str) -> str:
    """Leave every space and line end out."""
    return "".join(text.split())


def tags(pdf: pikepdf.Pdf) -> Iterator[tuple[str, pikepdf.Object]]:
    """Walk the structure of a file: each tag with its element, parents first."""
    waiting = [pdf.Root.StructTreeRoot.K]
    while waiting:
        element = waiting.pop()
        if isinstance(element, pikepdf.Array):
            waiting += reversed(list(element))
        elif isinstance(element, pikepdf.Dictionary) and "/S" in element:
            yield str(element.S).removeprefix("/"), element
            waiting.append(element.get("/K", pikepdf.Array()))


def fonts(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Walk the fonts of every page."""
    for page in pdf.pages:
        yield from page.Resources.get("/Font", pikepdf.Dictionary()).values()


def _marks(element: object, page: object) -> Iterator[tuple[object, int]]:
    """Walk the marked content below a tag, in reading order: the page it stands on and its number there."""
    if isinstance(element, int):
        yield page, element
    elif isinstance(element, pikepdf.Array):
        for one in element:
            yield from _marks(one, page)
    elif isinstance(element, pikepdf.Dictionary):
        page = element.Pg.objgen if "/Pg" in element else page
        yield from _marks(element.get("/MCID", element.get("/K", pikepdf.Array())), page)


def _runs(page: pikepdf.Page, number: int, tables: dict[tuple[int, int], _Letters]) -> Iterator[Run]:
    marks: list[int | None] = []
    x = y = 0.0
    table: _Letters = {}
    for instruction in pikepdf.parse_content_stream(page):
        operands = instruction.operands
        match str(instruction.operator):
            case "BDC":
                found = operands[1].get("/MCID")
                marks.append(None if found is None else int(found))
            case "BMC":
                marks.append(None)
            case "EMC":
                marks.pop()
            case "cm":
                x, y = float(operands[4]), float(operands[5])
            case "Tf":
                font = page.Resources.Font[str(operands[0])]
                if font.objgen not in tables:
                    tables[font.objgen] = dict(_letters(font))
                table = tables[font.objgen]
            case "Tj" | "TJ":
                shown = operands[0] if isinstance(operands[0], pikepdf.Array) else operands
                glyphs = b"".join(bytes(one) for one in shown if isinstance(one, pikepdf.String))
                pairs = (glyphs[at : at + 2] for at in range(0, len(glyphs), 2))
                known = [mark for mark in marks if mark is not None]
                yield Run(number, x, y, "".join(table[pair] for pair in pairs), known[-1] if known else None)


def _letters(font: pikepdf.Object) -> Iterator[tuple[bytes, str]]:
    for glyph, letters in _PAIR.findall(font.ToUnicode.read_bytes()):
        yield bytes.fromhex(glyph.decode()), bytes.fromhex(letters.decode()).decode("utf-16-be")
