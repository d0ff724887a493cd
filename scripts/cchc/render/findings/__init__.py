"""What the checker found, written for people and for machines: one module for each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.render.findings import checklist, github, json, sarif, text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

    Render = Callable[[Dataset, Sequence[Diagnostic], dt.date], str]

FORMATS: dict[str, Render] = {
    "text": text.render,
    "github": github.render,
    "json": json.render,
    "sarif": sarif.render,
    "checklist": checklist.render,
}
