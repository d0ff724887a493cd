"""`cchc new`: a form for an agency, put where it belongs and never over a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.excel import content
from cchc.excel.form import form_bytes
from cchc.figures.freeze import effective_tasks
from cchc.figures.handshake import Answer, requests_of
from cchc.lookup import find_agency, find_cycle
from cchc.render.forms import progress_form, reply_form, submission_form

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from pathlib import Path

    from cchc.basics.diagnostics import Diagnostic
    from cchc.figures.handshake import Request
    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency

_BY_AN_AGENCY = re.compile(r"/ke-hoach/\d{4}/(?:bao-cao|tien-do)/")


class NoFormError(Exception):
    """No form was written; says why, in Vietnamese."""


def is_blocked(findings: Iterable[Diagnostic]) -> bool:
    """Tell whether the data a form is made from has errors; other agencies' files, half filled, do not matter."""
    return has_errors(finding for finding in findings if not _BY_AN_AGENCY.search(finding.span.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The form that is asked for: of which agency, `bao-cao` or `tien-do`, for which plan, None for the newest."""

    agency: str
    kind: str
    year: int | None


def write_form(data: Path, dataset: Dataset, as_of: dt.date, wanted: Wanted) -> Path:
    """Write a form as a data file, where it belongs.

    Returns:
        Where it was written.

    Raises:
        NotFoundError: agency or plan are unknown.
        NoFormError: there is nothing to report on, or the file exists.
    """
    agency, cycle = find_agency(dataset, wanted.agency), find_cycle(dataset, wanted.year)
    requests = _waiting(dataset, cycle, agency, as_of)
    if wanted.kind == "bao-cao":
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
    place = data / "ke-hoach" / str(cycle.year) / wanted.kind / f"{agency.id}.yml"
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with place.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        message = f"{place} đã có nên không ghi đè; mở tệp đó và viết tiếp."
        raise NoFormError(message) from None
    return place


def form_workbook(dataset: Dataset, as_of: dt.date, wanted: Wanted) -> tuple[str, bytes]:
    """Make a form as an Excel workbook, filled with what the agency has reported already.

    Returns:
        A name for the file, and its bytes.

    Raises:
        NotFoundError: agency or plan are unknown.
        NoFormError: there is nothing to report on.
    """
    agency, cycle = find_agency(dataset, wanted.agency), find_cycle(dataset, wanted.year)
    try:
        if wanted.kind == "bao-cao":
            form = content.submission_form(dataset, cycle, agency, _waiting(dataset, cycle, agency, as_of))
        elif agency.id in cycle.submissions:
            form = content.progress_form(cycle, agency, as_of)
        else:
            message = (
                f"{agency.name} chưa có báo cáo đọc được cho kế hoạch {cycle.year} nên chưa có nhiệm vụ để báo; "
                "ý kiến về việc cơ quan khác giao thì ghi theo mẫu YAML (bỏ --format xlsx)."
            )
            raise NoFormError(message)
    except content.TooLongError as problem:
        raise NoFormError(str(problem)) from problem
    return f"{wanted.kind}-{cycle.year}-{agency.id}.xlsx", form_bytes(form, as_of)


def _waiting(dataset: Dataset, cycle: Cycle, agency: Agency, as_of: dt.date) -> list[Request]:
    """List what others ask of an agency and it has not answered."""
    asked = requests_of(dataset, cycle, effective_tasks(cycle, as_of), as_of)
    return [one for one in asked if one.agency == agency.id and one.answer is Answer.WAITING]
