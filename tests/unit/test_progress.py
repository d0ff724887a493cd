"""Where each task stands at a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.figures.progress import Status, TaskState, last_full_period
from cchc.schema import UpdatePeriod
from unit.trees import (
    AS_OF,
    CYCLE,
    SNV_PROGRESS,
    STP_PROGRESS,
    STP_SUBMISSION,
    edit,
    findings,
    places,
    report_of,
    rules,
)

if TYPE_CHECKING:
    from pathlib import Path

EVIDENCE = """        minh_chung:
          - ten: Công văn kèm mẫu phiếu
            so: MH-33/SNV
            ngay: 2023-06-30
"""


def state_of(tree: Path, code: str, as_of: dt.date = AS_OF) -> TaskState:
    """Judge one task at a date."""
    return report_of(tree, as_of).state_by_code[code]


def test_the_four_classes_of_the_base(base_tree: Path) -> None:
    """Status, deadline and days left of every task on 15 October 2023."""
    report = report_of(base_tree)
    assert [(state.task.code, state.status, state.due_on, state.days_left) for state in report.states] == [
        ("SNV-01", Status.DONE_LATE, dt.date(2023, 9, 30), -15),
        ("SNV-02", Status.OPEN_IN_TIME, dt.date(2023, 12, 14), 60),
        ("SNV-03", Status.DONE_ON_TIME, dt.date(2023, 6, 30), -107),
        ("SNV-04", Status.OPEN_IN_TIME, dt.date(2023, 12, 31), 77),
        ("STP-01", Status.OPEN_OVERDUE, dt.date(2023, 8, 31), -45),
    ]
    assert report.status_counts == {
        Status.DONE_ON_TIME: 1,
        Status.DONE_LATE: 1,
        Status.OPEN_IN_TIME: 2,
        Status.OPEN_OVERDUE: 1,
    }
    assert [state.task.code for state in report.overdue] == ["STP-01"]


@pytest.mark.threat("T02")
@pytest.mark.parametrize(
    ("as_of", "status", "days_left", "days_overdue"),
    [
        (dt.date(2023, 8, 30), Status.OPEN_IN_TIME, 1, 0),
        (dt.date(2023, 8, 31), Status.OPEN_IN_TIME, 0, 0),
        (dt.date(2023, 9, 1), Status.OPEN_OVERDUE, -1, 1),
    ],
)
def test_a_task_due_today_is_not_overdue(
    base_tree: Path, as_of: dt.date, status: Status, days_left: int, days_overdue: int
) -> None:
    """Overdue begins on the day after the last day on time."""
    state = state_of(base_tree, "STP-01", as_of)
    assert (state.status, state.days_left, state.days_overdue) == (status, days_left, days_overdue)


@pytest.mark.threat("T02")
@pytest.mark.parametrize(
    ("done_on", "status"),
    [
        ("2023-06-29", Status.DONE_ON_TIME),
        ("2023-06-30", Status.DONE_ON_TIME),
        ("2023-07-01", Status.DONE_LATE),
    ],
)
def test_a_task_done_on_its_last_day_is_on_time(base_tree: Path, done_on: str, status: Status) -> None:
    """What counts is the day of completion, not the day of the report."""
    edit(base_tree, SNV_PROGRESS, "ngay_hoan_thanh: 2023-06-30", f"ngay_hoan_thanh: {done_on}")
    state = state_of(base_tree, "SNV-03")
    assert (state.status, state.completed_on) == (status, dt.date.fromisoformat(done_on))
    assert state.days_overdue == 0


@pytest.mark.threat("T02")
@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        (dt.date(2023, 8, 15), False),
        (dt.date(2023, 8, 16), True),
        (dt.date(2023, 8, 31), True),
        (dt.date(2023, 9, 1), False),
    ],
)
def test_due_soon_is_fifteen_days_or_less(base_tree: Path, as_of: dt.date, expected: bool) -> None:  # noqa: FBT001 -- one column of the table
    """Sixteen days before is not soon; overdue is not soon either."""
    assert state_of(base_tree, "STP-01", as_of).is_due_soon is expected


@pytest.mark.threat("T02")
def test_a_recurring_task_is_due_when_the_cycle_ends(base_tree: Path) -> None:
    """31 December is on time, 1 January is not."""
    edit(base_tree, STP_SUBMISSION, "thoi_han: tháng 8/2023", "thoi_han: thường xuyên")
    assert state_of(base_tree, "STP-01", dt.date(2023, 12, 31)).status is Status.OPEN_IN_TIME
    assert state_of(base_tree, "STP-01", dt.date(2024, 1, 1)).status is Status.OPEN_OVERDUE


@pytest.mark.parametrize(
    ("as_of", "status", "percent", "reports"),
    [
        (dt.date(2023, 7, 2), Status.OPEN_IN_TIME, 0, 0),
        (dt.date(2023, 7, 3), Status.OPEN_IN_TIME, 40, 1),
        (dt.date(2023, 10, 4), Status.OPEN_OVERDUE, 40, 1),
        (dt.date(2023, 10, 5), Status.DONE_LATE, 100, 2),
    ],
)
def test_reports_after_the_day_do_not_count(
    base_tree: Path, as_of: dt.date, status: Status, percent: int, reports: int
) -> None:
    """What was reported later was not known on the day."""
    state = state_of(base_tree, "SNV-01", as_of)
    assert (state.status, state.percent, len(state.log)) == (status, percent, reports)


@pytest.mark.parametrize(
    ("as_of", "stale"),
    [
        (dt.date(2023, 9, 29), []),
        (dt.date(2023, 9, 30), ["SNV-02", "SNV-04", "STP-01"]),
        (dt.date(2023, 10, 1), ["SNV-02", "SNV-04", "STP-01"]),
        (dt.date(2023, 10, 2), ["SNV-02", "SNV-04"]),
        (dt.date(2023, 12, 30), ["SNV-02", "SNV-04"]),
        (dt.date(2023, 12, 31), ["SNV-02", "SNV-04"]),
    ],
)
def test_a_task_without_a_report_in_a_full_period_is_stale(base_tree: Path, as_of: dt.date, stale: list[str]) -> None:
    """The first quarter that counts begins after the plan was issued; done tasks need no report."""
    assert [state.task.code for state in report_of(base_tree, as_of).states if state.is_stale] == stale


@pytest.mark.threat("T03")
@pytest.mark.parametrize(
    ("day", "period", "starts_on"),
    [
        (dt.date(2023, 10, 15), UpdatePeriod.QUARTERLY, dt.date(2023, 7, 1)),
        (dt.date(2023, 9, 30), UpdatePeriod.QUARTERLY, dt.date(2023, 7, 1)),
        (dt.date(2023, 9, 29), UpdatePeriod.QUARTERLY, dt.date(2023, 4, 1)),
        (dt.date(2023, 2, 15), UpdatePeriod.QUARTERLY, dt.date(2022, 10, 1)),
        (dt.date(2023, 3, 31), UpdatePeriod.QUARTERLY, dt.date(2023, 1, 1)),
        (dt.date(2023, 12, 31), UpdatePeriod.QUARTERLY, dt.date(2023, 10, 1)),
        (dt.date(2024, 2, 28), UpdatePeriod.MONTHLY, dt.date(2024, 1, 1)),
        (dt.date(2024, 2, 29), UpdatePeriod.MONTHLY, dt.date(2024, 2, 1)),
        (dt.date(2023, 2, 28), UpdatePeriod.MONTHLY, dt.date(2023, 2, 1)),
        (dt.date(2023, 1, 30), UpdatePeriod.MONTHLY, dt.date(2022, 12, 1)),
        (dt.date(2023, 1, 31), UpdatePeriod.MONTHLY, dt.date(2023, 1, 1)),
        (dt.date(2023, 12, 1), UpdatePeriod.MONTHLY, dt.date(2023, 11, 1)),
    ],
)
def test_the_last_full_period(day: dt.date, period: UpdatePeriod, starts_on: dt.date) -> None:
    """A period has passed on its last day, across years and leap days."""
    assert last_full_period(day, period) == starts_on


def test_a_closed_cycle_is_judged_at_its_end(base_tree: Path) -> None:
    """Years later a finished plan still reads as on the day it ended."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: da-ket-thuc\nket_thuc: 2023-12-20")
    late = report_of(base_tree, dt.date(2030, 1, 1))
    assert late.judged_on == dt.date(2023, 12, 20)
    assert late.state_by_code["STP-01"].days_overdue == 111
    assert late.state_by_code["SNV-04"].due_on == dt.date(2023, 12, 31)
    assert report_of(base_tree, dt.date(2023, 12, 19)).judged_on == dt.date(2023, 12, 19)


def test_an_open_cycle_is_judged_today(base_tree: Path) -> None:
    """As long as the cycle is not closed, time goes on."""
    assert report_of(base_tree, dt.date(2024, 2, 1)).judged_on == dt.date(2024, 2, 1)


@pytest.mark.threat("S05")
@pytest.mark.parametrize(
    ("relative", "old", "new", "finding"),
    [
        (
            SNV_PROGRESS,
            EVIDENCE,
            "",
            ":12:21 hoan-thanh",
        ),
        (
            SNV_PROGRESS,
            "        ngay_hoan_thanh: 2023-06-30\n",
            "",
            ":12:21 hoan-thanh",
        ),
        (
            SNV_PROGRESS,
            "ngay_hoan_thanh: 2023-06-30",
            "ngay_hoan_thanh: 2023-07-04",
            ":15:26 hoan-thanh",
        ),
        (
            SNV_PROGRESS,
            "            ngay: 2023-06-30",
            "            ngay: 2023-07-04",
            ":19:19 hoan-thanh",
        ),
        (
            SNV_PROGRESS,
            "phan_tram: 40",
            "phan_tram: 100",
            ":9:20 phan-tram",
        ),
        (
            SNV_PROGRESS,
            "trang_thai: dang-thuc-hien\n        phan_tram: 40",
            "trang_thai: chua-thuc-hien\n        phan_tram: 1",
            ":9:20 phan-tram",
        ),
        (
            SNV_PROGRESS,
            "phan_tram: 100",
            "phan_tram: 99",
            ":13:20 phan-tram",
        ),
        (
            SNV_PROGRESS,
            "phan_tram: 40",
            "phan_tram: 40\n        ngay_hoan_thanh: 2023-07-01",
            ":10:26 hoan-thanh",
        ),
        (
            STP_PROGRESS,
            "        kho_khan: Văn bản còn lại chờ ý kiến của hai huyện.\n",
            "",
            ":8:21 thieu-kho-khan",
        ),
        (
            "don-vi.yml",
            "    loai: huyen\n",
            "    loai: huyen\n    tu_ngay: 2023-02-01\n    den_ngay: 2023-01-31\n",
            ":29:15 don-vi-ke-thua",
        ),
    ],
)
def test_claims_that_contradict_themselves_are_refused(
    base_tree: Path, relative: str, old: str, new: str, finding: str
) -> None:
    """Done without proof, full but open, completed in the future, ended before it began."""
    edit(base_tree, relative, old, new)
    assert places(base_tree) == [f"data/{relative}{finding}"]


@pytest.mark.threat("S05")
@pytest.mark.parametrize(("ends_on", "expected"), [("2023-06-12", [30]), ("2023-06-13", [])])
def test_a_cycle_ends_after_it_was_issued(base_tree: Path, ends_on: str, expected: list[int]) -> None:
    """The day of issue itself is too early."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh\n", f"trang_thai: da-ban-hanh\nket_thuc: {ends_on}\n")
    found = [finding for finding in findings(base_tree) if finding.rule == "moc-thoi-gian"]
    assert [finding.span.line for finding in found] == expected


@pytest.mark.threat("S05")
def test_a_task_completed_on_the_day_of_its_report_is_fine(base_tree: Path) -> None:
    """The limit is the day of the report itself."""
    edit(base_tree, SNV_PROGRESS, "ngay_hoan_thanh: 2023-06-30", "ngay_hoan_thanh: 2023-07-03")
    assert findings(base_tree) == []


@pytest.mark.threat("S05")
@pytest.mark.parametrize(("as_of", "expected"), [(dt.date(2023, 10, 4), 1), (dt.date(2023, 10, 5), 0)])
def test_a_report_from_the_future_is_a_warning(base_tree: Path, as_of: dt.date, expected: int) -> None:
    """It is not counted yet, and who reads the findings is told."""
    assert rules(base_tree, as_of) == ["ngay-tuong-lai"] * expected


@pytest.mark.threat("S09")
def test_the_order_of_entries_in_an_update_changes_nothing(base_tree: Path) -> None:
    """Two tasks reported in one update may stand in either order."""
    before = {state.task.code: (state.status, state.percent) for state in report_of(base_tree).states}
    place = base_tree / "data" / SNV_PROGRESS
    text = place.read_text("utf-8")
    first = text[text.index("      - ma: SNV-01") : text.index("      - ma: SNV-03")]
    second = text[text.index("      - ma: SNV-03") : text.index("  - ngay: 2023-10-05")]
    place.write_text(text.replace(first + second, second + first), "utf-8")
    assert {state.task.code: (state.status, state.percent) for state in report_of(base_tree).states} == before
    assert findings(base_tree) == []
