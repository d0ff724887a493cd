"""The plan and agencies' reports as official documents (Nghị định 30/2020/NĐ-CP): what they say, computed once.

Every file format sets the same `OfficialDocument`, so none can say anything that another does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.export.document.agency import agency_document
from cchc.export.document.plan import plan_document
from cchc.figures.offices import offices_of
from cchc.figures.report import report_on
from cchc.render.view import View

if TYPE_CHECKING:
    import datetime as dt

    from cchc.export.document.model import OfficialDocument
    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency

__all__ = ["agency_document", "official_document", "plan_document"]


def official_document(dataset: Dataset, cycle: Cycle, agency: Agency | None, as_of: dt.date) -> OfficialDocument:
    """Tell a cycle's plan, or what concerns one agency.

    Args:
        dataset: a data set without errors.
        cycle: one of its cycles.
        agency: whose report and tasks; None for the whole plan.
        as_of: the day the document speaks of.
    """
    view, report = View(dataset, as_of, None), report_on(dataset, cycle, as_of)
    if agency is None:
        return plan_document(view, report)
    return agency_document(view, offices_of(dataset, report)[agency.id])
