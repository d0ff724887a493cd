"""Findings as a page to print and tick off: grouped by file, each with its line and what to write instead."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.render.findings.excerpt import Sources
from cchc.render.findings.summary import help_address, summary

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

_TEMPLATES = Path(__file__).parent.parent / "templates"


def render(dataset: Dataset, findings: Sequence[Diagnostic], as_of: dt.date) -> str:
    """Write a page that needs nothing else: no script, no other file."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # noqa: PLC0415 -- only this format pays for it

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sources = Sources()
    files = [
        (path, [(finding, sources.excerpt_of(finding), help_address(dataset, finding.rule)) for finding in group])
        for path, group in groupby(findings, key=lambda finding: finding.span.path)
    ]
    page = environment.get_template("checklist.html").render(
        place=dataset.province.full_name if dataset.province else "",
        as_of=format_date(as_of),
        summary=summary(dataset, findings),
        files=files,
    )
    return page.replace("##[", "##&#91;")  # no line is a command to the log of a build machine (threat W07)
