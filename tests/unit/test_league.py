"""How each agency stands: counts, share on time, delays, freshness, and the order of the rows."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.figures.progress import Status
from unit.trees import AS_OF, LOCK, SNV_SUBMISSION, STP_PROGRESS, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.figures.league import AgencyRecord


def records(tree: Path, as_of: dt.date = AS_OF) -> dict[str, AgencyRecord]:
    """Give every agency's row, in the order of the rows."""
    return {record.agency: record for record in report_of(tree, as_of).agencies}


def test_rows_of_the_base(base_tree: Path) -> None:
    """The agency with an overdue task stands first, though the registry names it second."""
    found = records(base_tree)
    assert list(found) == ["so-tu-phap", "so-noi-vu"]
    interior, justice = found["so-noi-vu"], found["so-tu-phap"]
    assert (interior.overdue, interior.settled, interior.on_time_ratio) == (0, 2, Decimal("0.5"))
    assert interior.longest_delay == 2  # SNV-01: due 30 September, done 2 October
    assert (justice.overdue, justice.settled, justice.on_time_ratio) == (1, 1, Decimal(0))
    assert justice.longest_delay == 45  # STP-01: due 31 August, not done on 15 October
    assert (interior.days_since_update, justice.days_since_update) == (10, 13)
    assert interior.status_counts[Status.OPEN_IN_TIME] == 2


@pytest.mark.threat("S04")
def test_the_rows_add_up_to_the_plan(base_tree: Path) -> None:
    """Every live task stands in one row; the classes sum to those of the whole plan."""
    report = report_of(base_tree)
    assert sum(len(record.states) for record in report.agencies) == len(report.states)
    for status, number in report.status_counts.items():
        assert sum(record.status_counts[status] for record in report.agencies) == number


@pytest.mark.threat("S03")
def test_an_agency_that_reported_nothing_keeps_its_row_and_has_no_share(base_tree: Path) -> None:
    """Nothing due yet is not "0 %"; never updated is not "0 days ago"."""
    (base_tree / "data" / STP_PROGRESS).unlink()
    early = records(base_tree, dt.date(2023, 6, 20))["so-tu-phap"]
    assert (early.settled, early.on_time_ratio, early.longest_delay) == (0, None, 0)
    assert (early.updated_on, early.days_since_update) == (None, None)
    assert early.submission is not None


def test_an_agency_that_files_nothing_is_as_fresh_as_the_reports_on_its_tasks(base_tree: Path) -> None:
    """A lead that need not report has a row too; whoever proposed the task reports for it."""
    (base_tree / "data" / LOCK).unlink()
    edit(base_tree, SNV_SUBMISSION, "chu_tri: so-noi-vu", "chu_tri: so-tai-chinh")
    found = records(base_tree)
    assert list(found) == ["so-tu-phap", "so-tai-chinh", "so-noi-vu"]  # overdue first, then the longest delay
    finance = found["so-tai-chinh"]
    assert finance.submission is None
    assert [state.task.code for state in finance.states] == ["SNV-01"]
    assert (finance.updated_on, finance.days_since_update) == (dt.date(2023, 10, 5), 10)


def test_equal_rows_stand_as_the_registry_lists_them(base_tree: Path) -> None:
    """Before anything is due nobody is ahead of anybody."""
    assert list(records(base_tree, dt.date(2023, 5, 1))) == ["so-noi-vu", "so-tu-phap"]
