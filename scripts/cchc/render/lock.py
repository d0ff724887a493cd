"""The lock file of an approved plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from cchc.figures.freeze import additions, approved_values, digest_of
from cchc.reading.formatting import rewritten
from cchc.reading.json_schema import modeline
from cchc.schema import LockFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cchc.model import Cycle, ProposedTask

_HEADER = "# Do `cchc approve` ghi khi kế hoạch được ban hành; đừng sửa tay. Thay đổi về sau ghi ở dieu-chinh.yml.\n"


def lock_text(cycle: Cycle) -> str:
    """Write `khoa.yml`: what it holds already, then every other task's approved values and their digest.

    The cycle must be issued. A task that an adjustment added carries the day of that adjustment.
    """
    if cycle.file.issuance is None:
        message = "an approved plan has its issuance"
        raise ValueError(message)
    locked = cycle.lock.tasks if cycle.lock else ()
    tasks = [_entry(one.code, one.digest, one.values, one.added_on) for one in locked]
    for code, proposed in unlocked(cycle).items():
        values = approved_values(proposed)
        adjustment = additions(cycle).get(code)
        tasks.append(_entry(code, digest_of(values), values, adjustment.on if adjustment else None))
    content = {
        "ke_hoach": str(cycle.year),
        "ngay_duyet": cycle.file.issuance.issued_on.isoformat(),
        "nhiem_vu": tasks,
    }
    place = f"ke-hoach/{cycle.year}/khoa.yml"
    text = modeline("khoa", place) + _HEADER + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return rewritten(place, text.encode(), LockFile.model_validate(content))


def unlocked(cycle: Cycle) -> dict[str, ProposedTask]:
    """Give the tasks that the lock does not hold yet, by code."""
    locked = {one.code for one in cycle.lock.tasks} if cycle.lock else set()
    return {one.task.code: one for one in cycle.proposed_tasks() if one.task.code not in locked}


def _entry(code: str, digest: str, values: Mapping[str, str], added_on: dt.date | None) -> dict[str, object]:
    added = {"bo_sung": added_on.isoformat()} if added_on else {}
    return {"ma": code, "ma_bam": digest, "gia_tri": dict(values), **added}
