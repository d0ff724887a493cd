"""The pages of the site, as Markdown files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from cchc.figures.errands import queue_of
from cchc.figures.history import history
from cchc.figures.journal import journal
from cchc.figures.offices import collectives_of, offices_of
from cchc.render import links
from cchc.render.reminder import reminder
from cchc.render.view import View, assemble
from cchc.schema.fields import CriterionRef

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from cchc.catalogue import Rule
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.report import CycleReport
    from cchc.git import Revision
    from cchc.model import Dataset
    from cchc.render.downloads import Download

_LISTS = "loc-bang.js"  # narrows, sorts and downloads tables
# What `macros.html` writes beside invented figures and above them; the head of such a page says so too.
_ILLUSTRATIVE = ('class="nhan nhan-minh-hoa"', "<strong>Dữ liệu minh họa.</strong>")
_SNIPPET = 160  # characters of a description that search engines show


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its address, title, template, what the template needs, and the sentence that a search shows of it.

    `scripts` are those of `docs/assets/javascripts` that it runs; `is_wide`: a table needs the contents' room.
    """

    url: str
    title: str
    template: str
    description: str
    context: dict[str, Any] = field(default_factory=dict)
    is_wide: bool = False
    scripts: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """The Markdown file of the page, relative to the documents directory."""
        return f"{self.url}index.md"


# Address, title, template and description of the pages that tell of all years; "{}" is the province.
_OVERVIEWS = (
    (links.PLANS, "Kế hoạch các năm", "plans.html", "Kế hoạch cải thiện Chỉ số cải cách hành chính của {}, từng năm."),
    (links.PROGRESS, "Tiến độ các năm", "progresses.html", "Nhiệm vụ của {} theo năm: đã xong, còn hạn, quá hạn."),
    (links.AGENCIES, "Cơ quan, đơn vị", "agencies.html", "Cơ quan của {}: ai chủ trì gì, báo cáo đúng hạn không."),
    (links.CRITERIA, "Tiêu chí", "frameworks.html", "Các bộ chỉ số chấm {}: lĩnh vực, tiêu chí, điểm tối đa."),
    (
        links.JOURNAL,
        "Nhật ký thay đổi",
        "journal.html",
        "Kế hoạch của {} thay đổi gì sau khi duyệt: trước, sau, căn cứ.",
    ),
    (links.FIGURES, "Số liệu và nguồn", "figures.html", "Số liệu của {}: chính thức, suy ra hay minh họa; nguồn nào."),
)


def page_renderer(dataset: Dataset, as_of: dt.date, revision: Revision | None, journal: str) -> Callable[[Page], str]:
    """Give the function that renders one page as Markdown.

    Args:
        dataset: a data set without errors.
        as_of: the day the site speaks of.
        revision: the commit that is built, if known; links to the data lead there.
        journal: the hand-written journal of the site itself, Markdown, put under the plan's ledger of
            changes with its headings one level lower.
    """
    environment = View(dataset, as_of, revision).environment()

    def render(page: Page) -> str:
        body = environment.get_template(page.template).render(page=page, as_of=as_of, **page.context)
        is_illustrative = any(mark in body for mark in _ILLUSTRATIVE)
        description = f"Số liệu minh họa. {page.description}" if is_illustrative else page.description
        front_matter: dict[str, object] = {"title": escape(page.title), "description": escape(_snippet(description))}
        front_matter["hide"] = ["navigation", "toc"] if page.is_wide else ["navigation"]
        if page.scripts:
            front_matter["scripts"] = list(page.scripts)
        if is_illustrative:
            front_matter["illustrative"] = True
        text = assemble(front_matter, body)
        return f"{text}\n{_lowered(journal)}" if page.url == links.JOURNAL else text

    return render


def _snippet(text: str) -> str:
    """Write a description on one line, cut at a word when it is longer than what is shown of it."""
    return shorten(text, _SNIPPET, placeholder=" …")


def _lowered(markdown: str) -> str:
    return re.sub(r"^#", "##", markdown, flags=re.MULTILINE)


def site_pages(
    dataset: Dataset, reports: Sequence[CycleReport], catalogue: Sequence[Rule], downloads: Sequence[Download] = ()
) -> Iterator[Page]:
    """List every generated page.

    Args:
        dataset: a data set without errors.
        reports: the cycles', the newest first.
        catalogue: the rules, those of one topic together.
        downloads: the files that are published beside the pages.
    """
    province = dataset.province.full_name if dataset.province else ""
    latest = reports[0] if reports else None
    shared: dict[str, Any] = {"reports": reports, "report": latest, "downloads": downloads}
    yield Page(
        url=links.HOME,
        title=f"Cải thiện Chỉ số cải cách hành chính {province}",
        template="home.html",
        description=f"Chỉ số cải cách hành chính {province}: mất bao nhiêu điểm, vì sao, ai làm gì, bao giờ xong.",
        context=shared,
    )
    shared["journals"] = [(report, journal(report.tasks)) for report in reports]
    yield Page(
        url=links.GAPS,
        title="Điểm mất",
        template="gaps.html",
        description=f"Điểm mất của {province}: tiêu chí nào, cơ quan nào chủ trì, đã có nhiệm vụ chưa.",
        context=shared,
        scripts=(_LISTS,),
    )
    for url, title, template, description in _OVERVIEWS:
        yield Page(url=url, title=title, template=template, description=description.format(province), context=shared)
    for report in reports:
        yield Page(
            url=links.plan(report.year),
            title=f"Kế hoạch {report.year}",
            template="plan.html",
            description=f"Kế hoạch {report.year} của {province}: vì sao mất điểm, ai làm gì, hạn nào.",
            context={"report": report},
            is_wide=True,
            scripts=(_LISTS,),
        )
        yield Page(
            url=links.progress(report.year),
            title=f"Tiến độ {report.year}",
            template="progress.html",
            description=f"Tiến độ kế hoạch {report.year} của {province}: nhiệm vụ nào xong, nhiệm vụ nào quá hạn.",
            context={"report": report},
            is_wide=True,
            scripts=(_LISTS,),
        )
        yield _queue_page(dataset, report)
        for task in report.tasks:
            yield _task_page(report, task)
    yield from _agency_pages(dataset, reports, frozenset(one.path for one in downloads))
    yield from _criterion_pages(dataset, reports)
    yield from _rule_pages(catalogue)


def _queue_page(dataset: Dataset, report: CycleReport) -> Page:
    queue = queue_of(dataset, report)
    return Page(
        url=links.queue(report.year),
        title=f"Việc đang chờ {report.year}",
        template="queue.html",
        description=f"Kế hoạch {report.year}: báo cáo, ý kiến, cập nhật nào chưa có, chờ cơ quan nào, bao nhiêu ngày.",
        context={"queue": queue, "letters": [(one, reminder(dataset, queue, one)) for one in queue.late]},
    )


def _task_page(report: CycleReport, task: PlannedTask) -> Page:
    return Page(
        url=links.task(report.year, task.code),
        title=f"Nhiệm vụ {task.code} năm {report.year}",
        template="task.html",
        description=task.content,
        context={"report": report, "task": task, "state": report.state_by_code.get(task.code)},
    )


def _agency_pages(dataset: Dataset, reports: Sequence[CycleReport], published: frozenset[str]) -> Iterator[Page]:
    offices = [offices_of(dataset, report) for report in reports]
    for agency in dataset.agencies.values():
        yield Page(
            url=links.agency(agency.id),
            title=agency.name,
            template="agency.html",
            description=f"{agency.name}: chủ trì tiêu chí nào, mất bao nhiêu điểm, làm nhiệm vụ gì, đến đâu.",
            context={"agency": agency, "offices": [one[agency.id] for one in offices], "published": published},
            scripts=(_LISTS,),
        )
    collectives = [collectives_of(dataset, report) for report in reports]
    for group in dataset.groups.values():
        yield Page(
            url=links.group(group.id),
            title=group.name,
            template="group.html",
            description=f"{group.name}: nhiệm vụ giao chung cho cả nhóm, gồm những đơn vị nào.",
            context={"group": group, "collectives": [one[group.id] for one in collectives]},
            scripts=(_LISTS,),
        )


def _criterion_pages(dataset: Dataset, reports: Sequence[CycleReport]) -> Iterator[Page]:
    for framework in dataset.frameworks.values():
        years = history(dataset, framework)
        yield Page(
            url=links.framework(framework.id),
            title=f"{framework.file.abbreviation}: {framework.file.name}",
            template="framework.html",
            description=f"{framework.file.name}: lĩnh vực, tiêu chí, điểm tối đa, phương pháp đánh giá.",
            context={"framework": framework, "reports": reports},
        )
        for criterion in framework.criteria.values():
            ref = CriterionRef(framework=framework.id, code=criterion.code)
            yield Page(
                url=links.criterion(ref),
                title=f"{framework.file.abbreviation} {criterion.code}. {criterion.name}",
                template="criterion.html",
                description=criterion.explanation or criterion.name,
                context={
                    "framework": framework,
                    "criterion": criterion,
                    "ref": ref,
                    "reports": reports,
                    "history": years.get(criterion.code, ()),
                },
            )


def _rule_pages(catalogue: Sequence[Rule]) -> Iterator[Page]:
    topics = [(topic, list(rules)) for topic, rules in groupby(catalogue, key=lambda rule: rule.topic)]
    yield Page(
        url=links.RULES,
        title="Quy tắc kiểm tra",
        template="rules.html",
        description="Mọi quy tắc mà công cụ kiểm tra dữ liệu, theo chủ đề, mỗi quy tắc có ví dụ đúng và sai.",
        context={"topics": topics},
    )
    for rule in catalogue:
        yield Page(
            url=links.rule(rule.id),
            title=f"Quy tắc {rule.id}",
            template="rule.html",
            description=rule.sentence,
            context={"rule": rule},
        )
