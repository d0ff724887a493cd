"""What a filled workbook says becomes a data file: checked as it would stand in the tree, written only if it may."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.check import check_tree
from cchc.excel.cells import place_name
from cchc.excel.drafting import draft_of
from cchc.reading.tree import Overlaid

if TYPE_CHECKING:
    import datetime as dt

    from cchc.basics.diagnostics import Diagnostic, Span
    from cchc.excel.reading import Filled
    from cchc.reading.tree import Tree


@dataclass(frozen=True, slots=True, kw_only=True)
class Landing:
    """A data file made of a workbook: where it belongs below `data/`, its text, and every finding as it is told.

    `text` is None where an error stands against writing it.
    """

    relative: str
    text: str | None
    told: tuple[str, ...]


def land(filled: Filled, tree: Tree, as_of: dt.date | None, *, may_replace: bool) -> Landing:
    """Make the data file of a filled form, and check the tree as it would be with it.

    Raises:
        StandsError: a report, or an update of that day, stands already and may not be replaced.
    """
    relative = f"ke-hoach/{filled.cycle.year}/{filled.kind}/{filled.agency.id}.yml"
    own = filled.findings
    if has_errors(own):
        return Landing(relative=relative, text=None, told=tuple(_told(one) for one in own))
    shown = f"{tree.root}/{relative}"
    draft = draft_of(filled, tree, relative, may_replace=may_replace)
    before = set(check_tree(tree, as_of)[2])
    found = check_tree(Overlaid(tree, relative, draft.text.encode()), as_of)[2]
    mine = [one for one in found if one.span.path == shown]
    others = [one for one in found if one.span.path != shown and one not in before]
    told = [_told(one) for one in own]
    told += [_told(one, _cell_of(one.span, draft.cells)) for one in mine]
    told += [str(one) for one in others]
    return Landing(relative=relative, text=None if has_errors(mine) else draft.text, told=tuple(told))


def _told(finding: Diagnostic, cell: Span | None = None) -> str:
    """Write a finding as its one line, placed in the workbook; those of no rule are about the workbook alone."""
    text = f"{finding.message} — {finding.hint}" if finding.hint else finding.message
    rule = f" [{finding.rule}]" if finding.rule else ""
    return f"{place_name(cell or finding.span)}: {finding.severity}: {text}{rule}"


def _cell_of(span: Span, cells: tuple[tuple[Span, Span], ...]) -> Span:
    """Find the cell that a place in the written file comes from: of the last value that begins there or before."""
    number = bisect_right(cells, span, key=lambda pair: pair[0]) - 1
    return cells[max(number, 0)][1]
