"""How to quote a page: who, what, in which plan, of what nature, as of when, in which version, where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.schema import Nature

if TYPE_CHECKING:
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.report import CycleReport
    from cchc.git import Revision
    from cchc.model import Dataset
    from cchc.reading.editions import KeptEdition


_INVENTED = "dữ liệu minh họa, không phải số liệu chính thức"


def task_citation(
    dataset: Dataset, report: CycleReport, task: PlannedTask, address: str, revision: Revision | None
) -> str:
    """Write a task's citation on one line; invented data is called so, wherever the line is copied to."""
    file = report.cycle.file
    issued = f" ({file.issuance.number}, ngày {format_date(file.issuance.issued_on)})" if file.issuance else ""
    invented = [_INVENTED] if Nature.ILLUSTRATIVE in report.natures else []
    version = [f"bản {revision.short}"] if revision and revision.is_exact else []
    parts = (
        dataset.agencies[task.lead].name,
        f"nhiệm vụ {task.code} “{' '.join(task.content.split())}”",
        f"{file.name}{issued}",
        *invented,
        f"tính đến ngày {format_date(report.judged_on)}",
        *version,
        address,
    )
    return ", ".join(parts)


def edition_citation(edition: KeptEdition, address: str) -> str:
    """Write an edition's citation on one line, from what is frozen of it alone: it reads the same for ever."""
    data, entry = edition.data, edition.entry
    parts = (
        data.title,
        f"kế hoạch {edition.plan}, ấn bản {entry.id}",
        *([_INVENTED] if edition.is_illustrative else []),
        f"tính đến ngày {format_date(data.as_of)}",
        *([f"bản {data.commit[:10]}"] if data.commit else []),
        f"SHA-256 {entry.sha256}",
        address,
    )
    return ", ".join(parts)
