"""Read and check a data tree: everything that is known to be wrong, in one run."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc.dates import today_in
from cchc.load import load
from cchc.rules import check_rules

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.diagnostics import Diagnostic
    from cchc.model import Dataset

_TIME_ZONE = "Asia/Ho_Chi_Minh"


def check(data: Path, as_of: dt.date | None) -> tuple[Dataset, dt.date, list[Diagnostic]]:
    """Read a data tree and apply every rule.

    Args:
        data: the directory of the tree.
        as_of: the day to judge by; None means the day pinned in `tinh.yml`, else today in the province's
            time zone.

    Returns:
        The data set, the day it is judged by, and the findings, sorted by place, each once.
    """
    dataset, findings = load(data)
    judged_on = as_of or (dataset.province.as_of if dataset.province else None) or _today(dataset)
    findings += check_rules(dataset, judged_on)
    return dataset, judged_on, sorted(set(findings))


def _today(dataset: Dataset) -> dt.date:
    time_zone = dataset.province.time_zone if dataset.province else _TIME_ZONE
    return today_in(time_zone, dt.datetime.now(tz=dt.UTC))
