"""The pages of editions: each compared with its plan as it stands now, and the list of them all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.export.tables import Source
from cchc.export.tables.tasks import TASKS
from cchc.figures.progress import Status
from cchc.reading.editions import FrozenTask, differences, kept_editions, status_counts
from cchc.render import links
from cchc.render.citation import edition_citation
from cchc.render.downloads import size_text
from cchc.render.site import Page
from cchc.render.view import View
from cchc.render.words import word

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from cchc.figures.report import CycleReport
    from cchc.model import Dataset
    from cchc.reading.editions import KeptEdition


def edition_pages(dataset: Dataset, reports: Sequence[CycleReport], as_of: dt.date) -> Iterator[Page]:
    """List the page of every edition, and the page that lists them."""
    editions = list(kept_editions(dataset))
    view = View(dataset, as_of, None)
    yield Page(
        url=links.EDITIONS,
        title="Ấn bản",
        template="editions.html",
        description="Số liệu của từng kế hoạch đã chốt theo kỳ, mỗi ấn bản một địa chỉ cố định và một mã băm.",
        context={"editions": editions},
    )
    tasks_by_year = {one.year: _tasks(view, one) for one in reports if one.year in dataset.editions}
    yield from (_page(view, one, tasks_by_year[one.plan]) for one in editions)


def _tasks(view: View, report: CycleReport) -> tuple[FrozenTask, ...]:
    """Give a plan's tasks as they would be frozen now."""
    names = [column.id for column in TASKS.columns]
    rows = TASKS.rows(Source(view=view, reports=(report,)))
    return tuple(FrozenTask.model_validate(dict(zip(names, row, strict=True))) for row in rows)


def _page(view: View, edition: KeptEdition, today: tuple[FrozenTask, ...]) -> Page:
    url = links.edition(edition.plan, edition.entry.id)
    then, now = status_counts(edition.data.tasks), status_counts(today)
    known = [word(status) for status in Status]
    return Page(
        url=url,
        title=f"{edition.entry.name}, ấn bản của kế hoạch {edition.plan}",
        template="edition.html",
        description=f"{edition.entry.name}: số liệu đã chốt của kế hoạch {edition.plan}, cách trích dẫn, khác gì nay.",
        context={
            "edition": edition,
            "size": size_text(len(edition.raw)),
            "citation": edition_citation(edition, view.address(url)),
            "statuses": [(one, then[one], now[one]) for one in dict.fromkeys((*known, *then)) if then[one] or now[one]],
            "standing": [sum(1 for task in tasks if not task.is_withdrawn) for tasks in (edition.data.tasks, today)],
            "differences": list(differences(edition.data.tasks, today)),
        },
    )
