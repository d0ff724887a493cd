"""The plan and agencies' reports as Word documents in the form of official texts (Nghị định 30/2020/NĐ-CP)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.export.word.agency import agency_document
from cchc.export.word.package import document_bytes
from cchc.export.word.plan import plan_document
from cchc.export.word.styles import TemplateError
from cchc.offices import offices_of
from cchc.render.view import View
from cchc.report import report_on

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency

__all__ = ["TemplateError", "word_document"]


def word_document(
    dataset: Dataset, cycle: Cycle, agency: Agency | None, as_of: dt.date, template: Path | None
) -> bytes:
    """Write a cycle's plan, or what concerns one agency, as a Word file.

    Args:
        dataset: a data set without errors.
        cycle: one of its cycles.
        agency: whose report and tasks; None for the whole plan.
        as_of: the day the document speaks of.
        template: a Word file whose styles to use, or None.

    Raises:
        TemplateError: the template is no Word file.
    """
    province = dataset.province
    if province is None:  # pragma: no cover -- a data set without errors has its province
        message = "no province"
        raise AssertionError(message)
    view, report = View(dataset, as_of, None), report_on(dataset, cycle, as_of)
    if agency is None:
        return document_bytes(plan_document(view, report, province, template), cycle.file.name, as_of)
    office = offices_of(dataset, report)[agency.id]
    return document_bytes(agency_document(view, office, province, template), f"{agency.name}: {cycle.file.name}", as_of)
