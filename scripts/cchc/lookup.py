"""Find what a command names: an agency by its id, a plan by its year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import quote
from cchc.basics.fixes import near_miss

if TYPE_CHECKING:
    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency


class NotFoundError(Exception):
    """Nothing bears the name; says what does, in Vietnamese."""


def find_agency(dataset: Dataset, id_: str) -> Agency:
    """Find an agency.

    Raises:
        NotFoundError: no agency has this id.
    """
    if id_ not in dataset.agencies:
        near = near_miss(id_, dataset.agencies, "xem các mã trong don-vi.yml").hint
        message = f"không có cơ quan mã {quote(id_)} — {near}"
        raise NotFoundError(message)
    return dataset.agencies[id_]


def find_cycle(dataset: Dataset, year: int | None) -> Cycle:
    """Find the plan of a year; without a year, the newest.

    Raises:
        NotFoundError: there is no such plan.
    """
    wanted = max(dataset.cycles, default=None) if year is None else year
    if wanted is None or wanted not in dataset.cycles:
        message = f"chưa có kế hoạch{f' {wanted}' if wanted else ''}; cần tệp ke-hoach/<năm>/ke-hoach.yml."
        raise NotFoundError(message)
    return dataset.cycles[wanted]
