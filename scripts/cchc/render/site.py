"""The pages of the site, as Markdown files."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from cchc.fields import CriterionRef
from cchc.render import links
from cchc.render.view import View, assemble

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence

    from cchc.catalogue import Rule
    from cchc.freeze import PlannedTask
    from cchc.model import Dataset
    from cchc.report import CycleReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its address, title, template and what the template needs."""

    url: str
    title: str
    template: str
    description: str = ""
    context: dict[str, Any] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The Markdown file of the page, relative to the documents directory."""
        return f"{self.url}index.md"


def page_renderer(dataset: Dataset, as_of: dt.date, journal: str) -> Callable[[Page], str]:
    """Give the function that renders one page as Markdown.

    Args:
        dataset: a data set without errors.
        as_of: the day the site speaks of.
        journal: the hand-written journal of the site itself, Markdown, put under the plan's ledger of
            changes with its headings one level lower.
    """
    environment = View(dataset, as_of).environment()

    def render(page: Page) -> str:
        body = environment.get_template(page.template).render(page=page, as_of=as_of, **page.context)
        front_matter: dict[str, object] = {"title": escape(page.title), "description": escape(page.description)}
        front_matter["hide"] = ["navigation"]
        text = assemble(front_matter, body)
        return f"{text}\n{_lowered(journal)}" if page.url == links.JOURNAL else text

    return render


def _lowered(markdown: str) -> str:
    return re.sub(r"^#", "##", markdown, flags=re.MULTILINE)


def site_pages(dataset: Dataset, reports: Sequence[CycleReport], catalogue: Sequence[Rule]) -> Iterator[Page]:
    """List every generated page; `reports` are the cycles', the newest first; the rules' stand together by topic."""
    province = dataset.province.full_name if dataset.province else ""
    latest = reports[0] if reports else None
    shared: dict[str, Any] = {"reports": reports, "report": latest}
    yield Page(
        url=links.HOME,
        title=f"Cải thiện Chỉ số cải cách hành chính {province}",
        template="home.html",
        description=f"{province}: mất bao nhiêu điểm cải cách hành chính, vì sao, ai làm gì, bao giờ xong.",
        context=shared,
    )
    yield Page(url=links.GAPS, title="Điểm mất", template="gaps.html", context=shared)
    yield Page(url=links.PLANS, title="Kế hoạch các năm", template="plans.html", context=shared)
    yield Page(url=links.PROGRESS, title="Tiến độ các năm", template="progresses.html", context=shared)
    yield Page(url=links.AGENCIES, title="Cơ quan, đơn vị", template="agencies.html", context=shared)
    yield Page(url=links.CRITERIA, title="Tiêu chí", template="frameworks.html", context=shared)
    yield Page(url=links.JOURNAL, title="Nhật ký thay đổi", template="journal.html", context=shared)
    yield Page(url=links.FIGURES, title="Số liệu và nguồn", template="figures.html", context=shared)
    for report in reports:
        yield Page(
            url=links.plan(report.year),
            title=f"Kế hoạch {report.year}",
            template="plan.html",
            context={"report": report},
        )
        yield Page(
            url=links.progress(report.year),
            title=f"Tiến độ {report.year}",
            template="progress.html",
            context={"report": report},
        )
        for task in report.tasks:
            yield _task_page(report, task)
    yield from _agency_pages(dataset, reports)
    yield from _criterion_pages(dataset, reports)
    yield from _rule_pages(catalogue)


def _task_page(report: CycleReport, task: PlannedTask) -> Page:
    return Page(
        url=links.task(report.year, task.code),
        title=f"Nhiệm vụ {task.code}",
        template="task.html",
        description=task.content[:150],
        context={"report": report, "task": task, "state": report.state_by_code.get(task.code)},
    )


def _agency_pages(dataset: Dataset, reports: Sequence[CycleReport]) -> Iterator[Page]:
    predecessors = defaultdict(list)
    for agency in dataset.agencies.values():
        if agency.successor:
            predecessors[agency.successor].append(agency)
    for agency in dataset.agencies.values():
        yield Page(
            url=links.agency(agency.id),
            title=agency.name,
            template="agency.html",
            context={"agency": agency, "predecessors": predecessors[agency.id], "reports": reports},
        )


def _criterion_pages(dataset: Dataset, reports: Sequence[CycleReport]) -> Iterator[Page]:
    for framework in dataset.frameworks.values():
        yield Page(
            url=links.framework(framework.id),
            title=f"{framework.file.abbreviation}: {framework.file.name}",
            template="framework.html",
            context={"framework": framework, "reports": reports},
        )
        for criterion in framework.criteria.values():
            ref = CriterionRef(framework=framework.id, code=criterion.code)
            yield Page(
                url=links.criterion(ref),
                title=f"{framework.file.abbreviation} {criterion.code}. {criterion.name}",
                template="criterion.html",
                description=criterion.explanation or criterion.name,
                context={"framework": framework, "criterion": criterion, "ref": ref, "reports": reports},
            )


def _rule_pages(catalogue: Sequence[Rule]) -> Iterator[Page]:
    topics = [(topic, list(rules)) for topic, rules in groupby(catalogue, key=lambda rule: rule.topic)]
    yield Page(url=links.RULES, title="Quy tắc kiểm tra", template="rules.html", context={"topics": topics})
    for rule in catalogue:
        yield Page(
            url=links.rule(rule.id),
            title=f"Quy tắc {rule.id}",
            template="rule.html",
            description=rule.sentence,
            context={"rule": rule},
        )
