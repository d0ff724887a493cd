"""Rules about people in the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, warning
from cchc.reading.privacy import find_person

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Cycle, Dataset
    from cchc.schema import Input


def people_are_not_named(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Kế hoạch, báo cáo, tiến độ nêu chức danh, không nêu họ tên (“ông”, “bà”, “đồng chí” kèm tên riêng)."""
    for cycle in dataset.cycles.values():
        for record in _records(cycle):
            for span, person in record.search(find_person):
                message = f"không nên nêu họ tên của cá nhân; có “{person.masked}” (ở đây đã viết tắt)"
                hint = "ghi chức danh, ví dụ: Giám đốc Sở, công chức Bộ phận Một cửa"
                yield warning(span, "ten-nguoi", message, hint)


def _records(cycle: Cycle) -> Iterator[Input]:
    yield cycle.file
    yield from cycle.submissions.values()
    yield from cycle.progress.values()
    if cycle.adjustments:
        yield cycle.adjustments
