"""The published tables: computed once, written in every format (threats S04, X04).

What people write and what machines read are different contracts: these columns have their own version
(`VERSION`), and a column may be added, but none renamed or given another meaning, without a new one.
"""

from __future__ import annotations

from typing import Any

from cchc.export.tables.agencies import AGENCIES, GROUPS
from cchc.export.tables.base import KIND_NAMES, SEPARATOR, Column, FilledTable, Kind, Row, Table, Value
from cchc.export.tables.cycle import ACHIEVEMENTS, PLANS, SUBMISSIONS
from cchc.export.tables.gaps import CAUSES, GAPS
from cchc.export.tables.index import CRITERIA, PARTS, RESULTS, SCORES
from cchc.export.tables.progress import CHANGES, EVIDENCE, REPORTS
from cchc.export.tables.requests import REQUESTS
from cchc.export.tables.source import Source
from cchc.export.tables.tasks import APPROVED, TASKS

__all__ = [
    "KIND_NAMES",
    "SEPARATOR",
    "TABLES",
    "VERSION",
    "Column",
    "FilledTable",
    "Kind",
    "Row",
    "Source",
    "Table",
    "Value",
    "fill",
]

VERSION = 1

# In the order in which a reader asks: what was scored, what is missing and why, who does what, how far it is.
TABLES: tuple[Table[Any], ...] = (
    RESULTS,
    PARTS,
    CRITERIA,
    SCORES,
    PLANS,
    SUBMISSIONS,
    ACHIEVEMENTS,
    GAPS,
    CAUSES,
    TASKS,
    APPROVED,
    REQUESTS,
    REPORTS,
    EVIDENCE,
    CHANGES,
    AGENCIES,
    GROUPS,
)


def fill(source: Source) -> tuple[FilledTable, ...]:
    """Compute every published table."""
    return tuple(FilledTable(table=table, rows=tuple(table.rows(source))) for table in TABLES)
