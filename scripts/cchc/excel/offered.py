"""Which workbooks agencies may fill in now: published with the site, so that nobody needs a tool to get one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.excel.content import TooLongError, progress_form, submission_form
from cchc.figures.handshake import Answer
from cchc.schema import Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.excel.content import Form
    from cchc.figures.report import CycleReport
    from cchc.model import Dataset


def offered(dataset: Dataset, report: CycleReport) -> Iterator[Form]:
    """Yield the forms of a cycle's stage: reports until the plan is issued, then updates until it is closed.

    An agency whose file holds more than a workbook has room for goes on in its file, and is offered none.
    """
    cycle = report.cycle
    for id_ in cycle.file.reporters if cycle.file.stage is not Stage.CLOSED else ():
        agency = dataset.agencies[id_]
        try:
            if not cycle.file.stage.is_issued:
                asked = [one for one in report.requests if one.agency == id_ and one.answer is Answer.WAITING]
                yield submission_form(dataset, cycle, agency, asked)
            elif id_ in cycle.submissions:
                yield progress_form(cycle, agency, report.judged_on)
        except TooLongError:
            continue
