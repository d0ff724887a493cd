"""Read and check a data tree: everything that is known to be wrong, in one run."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import TYPE_CHECKING

from cchc.basics.dates import TIME_ZONE, today_in
from cchc.basics.diagnostics import Severity
from cchc.reading.load import load_tree
from cchc.reading.tree import Folder
from cchc.rules import check_rules

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cchc.basics.diagnostics import Diagnostic, Span
    from cchc.model import Dataset
    from cchc.reading.load import Read
    from cchc.reading.tree import Tree

_UNAPPROVED = "nhiem-vu-da-duyet"


def check(data: Path, as_of: dt.date | None) -> tuple[Dataset, dt.date, list[Diagnostic]]:
    """Read the data tree of a directory and apply every rule; see `check_tree`."""
    return check_tree(Folder(data), as_of)


def check_tree(
    tree: Tree, as_of: dt.date | None, read: Read | None = None
) -> tuple[Dataset, dt.date, list[Diagnostic]]:
    """Read a data tree and apply every rule.

    Args:
        tree: the tree.
        as_of: the day to judge by; None means the day pinned in `tinh.yml`, else today in the province's
            time zone.
        read: reads one file, where something else than `load.read_file` does.

    Returns:
        The data set, the day it is judged by, and the findings, sorted by place, each once.
    """
    dataset, findings = load_tree(tree, read)
    judged_on = as_of or (dataset.province.as_of if dataset.province else None) or today_of(dataset)
    findings += check_rules(dataset, judged_on)
    return dataset, judged_on, sorted(_without_echoes(set(findings)))


def _without_echoes(findings: set[Diagnostic]) -> Iterator[Diagnostic]:
    """Leave out what only repeats an error at the same place: one mistake, one finding.

    A value that is wrong in itself is also not the approved one, and advice on it can wait until it is mended.
    """
    errors: dict[Span, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.severity is Severity.ERROR:
            errors[finding.span].add(finding.rule)
    for finding in findings:
        echoes = finding.rule == _UNAPPROVED or finding.severity is Severity.WARNING
        if not (echoes and errors[finding.span] - {finding.rule}):
            yield finding


def today_of(dataset: Dataset) -> dt.date:
    """Give today in the province's time zone; the clock is read nowhere else."""
    time_zone = dataset.province.time_zone if dataset.province else TIME_ZONE
    return today_in(time_zone, dt.datetime.now(tz=dt.UTC))
