"""The chronicle of a branch on the page of the journal, written there once that page is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.render.chronicle.prose import BACKDATED, ONLY_FORM
from cchc.render.review.gfm import cut
from cchc.render.words import reading

if TYPE_CHECKING:
    from cchc.render.view import View
    from cchc.revisions.chronicle import Chronicle

_BLANK = '<div class="lich-su" data-search-exclude="">chưa đọc</div>'  # as the template writes it
_SHOWN = 6  # values of one file; of what stood published, every one


class NoBlankError(ValueError):
    """The page does not have exactly one place for the history."""


def history_html(view: View, chronicle: Chronicle | None) -> str:
    """Write what commits changed; None says that their history is not at hand."""
    template = view.environment().get_template("chronicle.html")
    return template.render(chronicle=chronicle, shown=_SHOWN, told=_told, backdated=BACKDATED, only_form=ONLY_FORM)


def _told(value: str) -> str:
    return cut(reading(value)) or "không có"


def tell(page: str, told: str) -> str:
    """Put the history in its place on a finished page.

    Raises:
        NoBlankError: there is no such place, or more than one: nothing is published then.
    """
    if page.count(_BLANK) != 1:
        message = f"{page.count(_BLANK)} places for the history"
        raise NoBlankError(message)
    return page.replace(_BLANK, f'<div class="lich-su" data-search-exclude="">{told}</div>')
