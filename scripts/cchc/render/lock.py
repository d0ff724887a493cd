"""The lock file of an approved plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from cchc.formatting import rewritten
from cchc.freeze import approved_values, digest_of
from cchc.json_schema import modeline
from cchc.schema import LockFile

if TYPE_CHECKING:
    from cchc.model import Cycle

_HEADER = "# Do `cchc approve` ghi khi kế hoạch được ban hành; đừng sửa tay. Thay đổi về sau ghi ở dieu-chinh.yml.\n"


def lock_text(cycle: Cycle) -> str:
    """Write `khoa.yml`: every task's approved values and their digest; the cycle must be issued."""
    if cycle.file.issuance is None:
        message = "an approved plan has its issuance"
        raise ValueError(message)
    tasks = []
    for proposed in cycle.proposed_tasks():
        values = approved_values(proposed)
        tasks.append({"ma": proposed.task.code, "ma_bam": digest_of(values), "gia_tri": values})
    content = {
        "ke_hoach": str(cycle.year),
        "ngay_duyet": cycle.file.issuance.issued_on.isoformat(),
        "nhiem_vu": tasks,
    }
    place = f"ke-hoach/{cycle.year}/khoa.yml"
    text = modeline("khoa", place) + _HEADER + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
    return rewritten(place, text.encode(), LockFile.model_validate(content))
