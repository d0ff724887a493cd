"""Who submitted when, and that every agency that must report has a row."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.figures.milestones import cycle_ends_on, last_on_time
from cchc.figures.punctuality import Punctuality, SubmissionState
from cchc.figures.report import report_on
from cchc.reading.load import load
from unit.trees import (
    AS_OF,
    CYCLE,
    SNV_PROGRESS,
    SNV_SUBMISSION,
    STP_SUBMISSION,
    dataset_of,
    edit,
    report_of,
    rules,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path


def row_of(tree: Path, agency: str, as_of: dt.date = AS_OF) -> SubmissionState:
    """Judge one agency at a date."""
    return next(state for state in report_of(tree, as_of).submissions if state.agency == agency)


def test_rows_of_the_base(base_tree: Path) -> None:
    """Both agencies were on time; freshness counts days since the last update."""
    assert report_of(base_tree).submissions == (
        SubmissionState(
            agency="so-noi-vu",
            due_on=dt.date(2023, 5, 14),
            submitted_on=dt.date(2023, 5, 12),
            punctuality=Punctuality.ON_TIME,
            days_late=0,
            updated_on=dt.date(2023, 10, 5),
            days_since_update=10,
        ),
        SubmissionState(
            agency="so-tu-phap",
            due_on=dt.date(2023, 5, 14),
            submitted_on=dt.date(2023, 5, 10),
            punctuality=Punctuality.ON_TIME,
            days_late=0,
            updated_on=dt.date(2023, 10, 2),
            days_since_update=13,
        ),
    )


@pytest.mark.threat("T02")
@pytest.mark.parametrize(
    ("milestone", "submitted_on", "punctuality", "days_late"),
    [
        ("truoc: 15/5/2023", "2023-05-13", Punctuality.ON_TIME, 0),
        ("truoc: 15/5/2023", "2023-05-14", Punctuality.ON_TIME, 0),
        ("truoc: 15/5/2023", "2023-05-15", Punctuality.LATE, 1),
        ("han: 15/5/2023", "2023-05-15", Punctuality.ON_TIME, 0),
        ("han: 15/5/2023", "2023-05-16", Punctuality.LATE, 1),
        ("han: 29/2/2024", "2024-03-01", Punctuality.LATE, 1),
    ],
)
def test_before_a_day_excludes_it_and_a_deadline_includes_it(
    base_tree: Path, milestone: str, submitted_on: str, punctuality: Punctuality, days_late: int
) -> None:
    """Trước ngày 15/5 ends on the 14th, hạn 15/5 on the 15th."""
    edit(base_tree, CYCLE, "truoc: 2023-05-15", milestone)
    edit(base_tree, SNV_SUBMISSION, "ngay: 2023-05-12", f"ngay: {submitted_on}")
    row = row_of(base_tree, "so-noi-vu", dt.date(2024, 4, 1))
    assert (row.punctuality, row.days_late) == (punctuality, days_late)


@pytest.mark.threat("T02")
@pytest.mark.threat("S03")
@pytest.mark.parametrize(
    ("as_of", "punctuality", "days_late"),
    [
        (dt.date(2023, 5, 13), Punctuality.WAITING, 0),
        (dt.date(2023, 5, 14), Punctuality.WAITING, 0),
        (dt.date(2023, 5, 15), Punctuality.MISSING, 1),
        (dt.date(2023, 10, 15), Punctuality.MISSING, 154),
    ],
)
def test_an_agency_that_did_not_submit_keeps_its_row(
    base_tree: Path, as_of: dt.date, punctuality: Punctuality, days_late: int
) -> None:
    """A missing file is a row that says so, not a shorter table."""
    (base_tree / "data" / STP_SUBMISSION).unlink()
    rows = report_of(base_tree, as_of).submissions
    assert [row.agency for row in rows] == ["so-noi-vu", "so-tu-phap"]
    assert (rows[1].punctuality, rows[1].submitted_on, rows[1].days_late) == (punctuality, None, days_late)


@pytest.mark.threat("S03")
def test_an_agency_without_any_file_has_a_row(base_tree: Path) -> None:
    """Being on the list of those that must report is enough."""
    edit(base_tree, CYCLE, "  - so-tu-phap\n", "  - so-tu-phap\n  - so-tai-chinh\n")
    assert rules(base_tree) == ["thuc-hien-chua-bao-cao"]  # it has work to do for another agency
    row = row_of(base_tree, "so-tai-chinh")
    assert (row.punctuality, row.updated_on, row.days_since_update) == (Punctuality.MISSING, None, None)


@pytest.mark.threat("S03")
def test_a_file_that_cannot_be_read_is_not_a_missing_one(base_tree: Path) -> None:
    """Who sent a broken file did send one."""
    write(base_tree, STP_SUBMISSION, "co_quan: 'so-tu-phap\n")
    dataset, _ = load(base_tree / "data")
    rows = report_on(dataset, dataset.cycles[2023], AS_OF).submissions
    assert [(row.agency, row.punctuality) for row in rows] == [
        ("so-noi-vu", Punctuality.ON_TIME),
        ("so-tu-phap", Punctuality.UNREADABLE),
    ]


@pytest.mark.threat("S09")
def test_rows_follow_the_list_of_the_cycle(base_tree: Path) -> None:
    """The list decides the order; the rows themselves do not change with it."""
    before = {row.agency: row for row in report_of(base_tree).submissions}
    edit(base_tree, CYCLE, "  - so-noi-vu\n  - so-tu-phap\n", "  - so-tu-phap\n  - so-noi-vu\n")
    after = report_of(base_tree).submissions
    assert [row.agency for row in after] == ["so-tu-phap", "so-noi-vu"]
    assert {row.agency: row for row in after} == before


@pytest.mark.parametrize(
    ("as_of", "updated_on", "days"),
    [
        (dt.date(2023, 7, 2), None, None),
        (dt.date(2023, 7, 3), dt.date(2023, 7, 3), 0),
        (dt.date(2023, 10, 4), dt.date(2023, 7, 3), 93),
        (dt.date(2023, 10, 6), dt.date(2023, 10, 5), 1),
    ],
)
def test_freshness_knows_only_updates_up_to_the_day(
    base_tree: Path, as_of: dt.date, updated_on: dt.date | None, days: int | None
) -> None:
    """An update dated later does not make progress fresh."""
    row = row_of(base_tree, "so-noi-vu", as_of)
    assert (row.updated_on, row.days_since_update) == (updated_on, days)


def test_progress_without_updates_is_as_old_as_none(base_tree: Path) -> None:
    """An empty file of progress says nothing."""
    write(base_tree, SNV_PROGRESS, "co_quan: so-noi-vu\nke_hoach: 2023\ntinh_chat: minh-hoa\n")
    assert row_of(base_tree, "so-noi-vu").updated_on is None


@pytest.mark.parametrize(
    ("as_of", "punctuality"),
    [(dt.date(2023, 5, 11), Punctuality.WAITING), (dt.date(2023, 5, 12), Punctuality.ON_TIME)],
)
def test_a_letter_counts_from_its_own_day(base_tree: Path, as_of: dt.date, punctuality: Punctuality) -> None:
    """The day before the letter's date the agency is still awaited."""
    assert row_of(base_tree, "so-noi-vu", as_of).punctuality is punctuality


@pytest.mark.threat("T03")
def test_a_cycle_without_an_end_ends_with_its_year(base_tree: Path) -> None:
    """31 December, or the day that is stated."""
    file = dataset_of(base_tree).cycles[2023].file
    assert cycle_ends_on(file) == dt.date(2023, 12, 31)
    assert last_on_time(file.milestones.submissions) == dt.date(2023, 5, 14)
    assert last_on_time(file.milestones.plan) == dt.date(2023, 5, 29)
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: da-ban-hanh\nket_thuc: 2024-02-29")
    assert cycle_ends_on(dataset_of(base_tree).cycles[2023].file) == dt.date(2024, 2, 29)
