"""`cchc new`: a form for an agency, put where it belongs and never over a file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc.diagnostics import has_errors
from cchc.freeze import effective_tasks
from cchc.handshake import Answer, requests_of
from cchc.lookup import find_agency, find_cycle
from cchc.render.forms import progress_form, reply_form, submission_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from cchc.diagnostics import Diagnostic
    from cchc.model import Dataset

_BY_AN_AGENCY = re.compile(r"/ke-hoach/\d{4}/(?:bao-cao|tien-do)/")


class NoFormError(Exception):
    """No form was written; says why, in Vietnamese."""


def is_blocked(findings: Iterable[Diagnostic]) -> bool:
    """Tell whether the data a form is made from has errors; other agencies' files, half filled, do not matter."""
    return has_errors(finding for finding in findings if not _BY_AN_AGENCY.search(finding.span.path))


def write_form(data: Path, dataset: Dataset, as_of: dt.date, kind: str, agency_id: str, year: int | None) -> Path:  # noqa: PLR0913, PLR0917 -- one command's words
    """Write a form for an agency; without a year, for the newest plan.

    Returns:
        Where it was written.

    Raises:
        NotFoundError: agency or plan are unknown.
        NoFormError: there is nothing to report on, or the file exists.
    """
    agency, cycle = find_agency(dataset, agency_id), find_cycle(dataset, year)
    asked = requests_of(dataset, cycle, effective_tasks(cycle, as_of), as_of)
    requests = [one for one in asked if one.agency == agency.id and one.answer is Answer.WAITING]
    if kind == "bao-cao":
        text = submission_form(dataset, cycle, agency, requests)
    elif agency.id in cycle.submissions:
        text = progress_form(cycle, agency, as_of)
    elif requests:
        text = reply_form(dataset, cycle, agency, requests)
    else:
        message = (
            f"{agency.name} chưa có báo cáo đọc được cho kế hoạch {cycle.year}, cũng không có việc cơ quan khác giao "
            "chờ ý kiến, nên chưa có gì để báo."
        )
        raise NoFormError(message)
    place = data / "ke-hoach" / str(cycle.year) / kind / f"{agency.id}.yml"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        message = f"{place} đã có nên không ghi đè; mở tệp đó và viết tiếp."
        raise NoFormError(message) from None
    return place
