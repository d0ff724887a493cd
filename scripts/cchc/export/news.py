"""What happened to the plans, as news: told from the days that the data itself states, never from a clock or from code.

An agency reported, a plan was issued, progress was reported, a decision changed an approved task. News speak of what
stands in the data at the day of judgement; a correction of the site's program is no news.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.figures.journal import journal
from cchc.render import links
from cchc.render.words import field_title, word
from cchc.schema import Nature

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc.figures.journal import Event
    from cchc.figures.report import CycleReport
    from cchc.render.view import View
    from cchc.schema import Analysis, ProgressEntry, SubmissionFile, Update, Upkeep
    from cchc.schema.fields import CriterionRef

_INVENTED = "[Minh họa] "


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """One thing that happened.

    Attributes:
        id: never given to another: a path of what it is about, whose, when.
        on: the day it happened.
        title: one line; of what was invented it says so first.
        lines: the rest, a sentence each.
        page: the address below the site's root where it is told in full.
        agencies: whom it concerns, by id.
        criteria: which criteria it concerns.
    """

    id: str
    on: dt.date
    title: str
    lines: tuple[str, ...]
    page: str
    agencies: frozenset[str]
    criteria: frozenset[CriterionRef]


def news_of(view: View, reports: Sequence[CycleReport]) -> tuple[News, ...]:
    """Give all news of some cycles up to the day each is judged at, the newest first."""
    found = [one for report in reports for one in _of_cycle(view, report) if one.on <= report.judged_on]
    found.sort(key=lambda one: one.id)
    found.sort(key=lambda one: one.on, reverse=True)
    return tuple(found)


def _of_cycle(view: View, report: CycleReport) -> Iterator[News]:
    for submission in report.cycle.submissions.values():
        yield _submitted(view, report, submission)
    if report.cycle.file.issuance:
        yield _issued(report)
    for agency, progress in report.cycle.progress.items():
        for update in progress.updates:
            yield _updated(view, report, agency, update, progress.nature)
    numbers: Counter[str] = Counter()
    for event in journal(report.tasks).events:
        start = f"dieu-chinh/{report.year}/{event.task.code}/{event.on.isoformat()}"
        numbers[start] += 1
        yield _decided(view, report, event, f"{start}/{numbers[start]}")


def _submitted(view: View, report: CycleReport, submission: SubmissionFile) -> News:
    entries: tuple[Analysis | Upkeep, ...] = (*submission.analyses, *submission.upkeep)
    tasks = [task for entry in entries for task in entry.tasks]
    letter = submission.letter
    return News(
        id=f"bao-cao/{report.year}/{submission.agency}",
        on=letter.issued_on,
        title=titled(submission.nature, f"{view.unit_name(submission.agency)} báo cáo cho kế hoạch {report.year}"),
        lines=(
            f"Văn bản số {letter.number}.",
            f"Phân tích {len(submission.analyses)} tiêu chí mất điểm, đề xuất {len(tasks)} nhiệm vụ.",
        ),
        page=links.agency(submission.agency),
        agencies=frozenset({submission.agency}),
        criteria=frozenset(entry.criterion for entry in entries),
    )


def _issued(report: CycleReport) -> News:
    file = report.cycle.file
    assert file.issuance is not None  # noqa: S101 -- the caller looked
    return News(
        id=f"ban-hanh/{report.year}",
        on=file.issuance.issued_on,
        title=titled(file.nature, f"Ban hành {file.name}"),
        lines=(f"Văn bản số {file.issuance.number}.",),
        page=links.plan(report.year),
        agencies=frozenset({file.consolidator, *file.reporters}),
        criteria=frozenset(ref for task in report.tasks for ref in task.criteria),
    )


def _updated(view: View, report: CycleReport, agency: str, update: Update, nature: Nature) -> News:
    planned = {task.code: task for task in report.tasks}
    criteria = (ref for entry in update.entries if entry.task in planned for ref in planned[entry.task].criteria)
    return News(
        id=f"tien-do/{report.year}/{agency}/{update.on.isoformat()}",
        on=update.on,
        title=titled(nature, f"{view.unit_name(agency)} cập nhật tiến độ {len(update.entries)} nhiệm vụ"),
        lines=tuple(map(_reported, update.entries)),
        page=links.agency(agency),
        agencies=frozenset({agency}),
        criteria=frozenset(criteria),
    )


def _reported(entry: ProgressEntry) -> str:
    state = f"{word(entry.status).lower()}, {entry.percent} %"
    completed = f", xong ngày {format_date(entry.completed_on)}" if entry.completed_on else ""
    told = entry.result or entry.difficulty
    return f"{entry.task}: {state}{completed}.{f' {_one_line(told)}' if told else ''}"


def _decided(view: View, report: CycleReport, event: Event, id_: str) -> News:
    task = event.task
    changes = tuple(
        f"{field_title(one.field)}: “{view.told(one.field, one.before) or 'không có'}” thành "
        f"“{view.told(one.field, one.after) or 'không có'}”."
        for one in event.changes
    )
    adjustments = report.cycle.adjustments
    nature = adjustments.nature if adjustments else Nature.OFFICIAL
    number, day = event.document.number, format_date(event.document.issued_on)
    return News(
        id=id_,
        on=event.on,
        title=titled(nature, f"{word(event.kind).capitalize()} nhiệm vụ {task.code} của {view.unit_name(task.lead)}"),
        lines=(
            _one_line(task.content),
            *map(_one_line, changes),
            f"Văn bản số {number} ngày {day}.",
            f"Lý do: {_one_line(event.reason)}",
        ),
        page=links.task(report.year, task.code),
        agencies=frozenset({task.lead, task.agency, *task.implementers, *task.partners}),
        criteria=frozenset(task.criteria),
    )


def titled(nature: Nature, title: str) -> str:
    """Write a title that leaves this place alone, without the page that tells its nature: it says so itself."""
    return f"{_INVENTED if nature is Nature.ILLUSTRATIVE else ''}{title}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
