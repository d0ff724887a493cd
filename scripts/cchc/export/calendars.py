"""Deadlines as calendars (RFC 5545): whole, and for each agency; made when the site is built."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from icalendar import Calendar, Event

from cchc.export.news import titled
from cchc.figures.timeline import MarkKind, marks
from cchc.render import links
from cchc.render.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc.figures.progress import TaskState
    from cchc.figures.report import CycleReport
    from cchc.figures.timeline import Mark
    from cchc.render.view import View

_PRODUCT = "-//cchc//Ke hoach cai cach hanh chinh//VI"
_MIDNIGHT = dt.time(17, tzinfo=dt.UTC)  # the day before: midnight in Vietnam


def calendar_bytes(view: View, reports: Sequence[CycleReport], agency: str | None = None) -> bytes:
    """Write the last days on time of the plans' milestones and of their tasks, as whole days.

    Args:
        view: names and addresses.
        reports: the cycles.
        agency: only the tasks that this agency leads, or all; the milestones always.
    """
    province = view.dataset.province
    name = f"Kế hoạch CCHC {province.full_name if province else ''}"
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{view.unit_name(agency)}: {name}" if agency else name)
    calendar.add("x-wr-timezone", "Asia/Ho_Chi_Minh")
    for report in sorted(reports, key=lambda one: one.year):
        for mark in marks(report.cycle.file):
            calendar.add_component(_milestone(view, report, mark))
        for state in report.states if report.is_tracked else ():
            if agency in {None, state.task.lead}:
                calendar.add_component(_deadline(view, report, state))
    return bytes(calendar.to_ical())


def _milestone(view: View, report: CycleReport, mark: Mark) -> Event:
    title = titled(report.cycle.file.nature, f"{word(mark.kind)} ({report.year})")
    event = _day(view.address(f"moc/{report.year}/{mark.kind.value}"), title, mark.on, report.judged_on)
    page = links.plan(report.year) if mark.kind is MarkKind.ISSUED else links.progress(report.year)
    event.add("url", view.address(page))
    return event


def _deadline(view: View, report: CycleReport, state: TaskState) -> Event:
    task = state.task
    nature = report.cycle.submissions[task.agency].nature
    title = titled(nature, f"Hạn {task.code}: {' '.join(task.content.split())}")
    address = view.address(links.task(report.year, task.code))
    event = _day(address, title, state.due_on, report.judged_on)
    told = (
        f"Chủ trì: {view.unit_name(task.lead)}",
        f"Sản phẩm: {task.deliverable}",
        f"Thời hạn ghi trong kế hoạch: {task.deadline.text}",
        f"Trạng thái: {word(state.status)}",
        address,
    )
    event.add("description", "\n".join(told))
    event.add("url", address)
    return event


def _day(id_: str, title: str, on: dt.date, judged_on: dt.date) -> Event:
    """Make an event of a whole day, stamped with the day the plan is judged at: the file tells no clock."""
    event = Event()
    event.add("uid", id_)
    event.add("dtstamp", dt.datetime.combine(judged_on - dt.timedelta(days=1), _MIDNIGHT))
    event.add("dtstart", on)
    event.add("dtend", on + dt.timedelta(days=1))
    event.add("summary", title)
    event.add("transp", "TRANSPARENT")
    return event
