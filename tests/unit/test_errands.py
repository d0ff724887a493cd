"""What waits, on whom, for how long; and the letter that says so."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

import pytest

from cchc.check import check
from cchc.figures.errands import Queue, queue_of
from cchc.figures.progress import current_period_ends_on
from cchc.figures.report import report_on
from cchc.render.reminder import reminder
from cchc.schema import UpdatePeriod
from conftest import ROOT
from unit.test_handshake import HEAD, OBJECTION, REPLY, STC_PROGRESS
from unit.trees import AS_OF, CYCLE, STP_PROGRESS, STP_SUBMISSION, dataset_of, edit, report_of, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

LETTER = """\
DỮ LIỆU MINH HỌA: thư mẫu để xem, không gửi đi.

Kính gửi: Sở Tài chính

Thực hiện Kế hoạch cải thiện Chỉ số mẫu năm 2023, tính đến ngày 15/10/2023, Sở Nội vụ đề nghị Sở Tài chính:

1. Cho ý kiến về 1 nhiệm vụ do cơ quan khác đề xuất, giao quý cơ quan:
- STP-01 (Sở Tư pháp đề xuất, giao thực hiện): Trình bãi bỏ, thay thế 04 văn bản đã có kết luận rà soát. \
Thời hạn: tháng 8/2023.

Hướng dẫn:
- Nộp báo cáo, ghi ý kiến: https://mau.example/huong-dan/nop-bao-cao/
- Cập nhật tiến độ: https://mau.example/huong-dan/cap-nhat-tien-do/

Sở Nội vụ trân trọng đề nghị Sở Tài chính quan tâm, thực hiện./.
"""


def queue(tree: Path, as_of: dt.date = AS_OF) -> Queue:
    """Gather what waits in the small tree."""
    return queue_of(dataset_of(tree), report_of(tree, as_of))


def owed(tree: Path, as_of: dt.date = AS_OF) -> dict[str, tuple[int | None, list[str], list[str], list[str]]]:
    """Give, by agency, the days its report is late, the tasks it was asked about, and its open and stale tasks."""
    return {
        one.agency: (
            one.submission.days_late if one.submission else None,
            [request.task.code for request in one.requests],
            [state.task.code for state in one.open],
            [state.task.code for state in one.stale],
        )
        for one in queue(tree, as_of).agencies
    }


def test_everyone_who_owes_something_has_a_row_and_nobody_else(base_tree: Path) -> None:
    """Tasks that are done are owed no more; progress is owed by who proposed the task."""
    assert owed(base_tree) == {
        "so-noi-vu": (None, [], ["SNV-02", "SNV-04"], ["SNV-02", "SNV-04"]),
        "so-tu-phap": (None, [], ["STP-01"], []),
        "so-tai-chinh": (None, ["STP-01"], [], []),
    }
    assert queue(base_tree).update_due_on == dt.date(2023, 12, 31)
    assert [one.agency for one in queue(base_tree).late] == ["so-tai-chinh"]  # who reminds is not reminded


def test_reports_that_did_not_come_are_counted_in_days(draft: Path) -> None:
    """A draft has no progress to report; a deadline that has not passed is no delay."""
    for relative in (STP_SUBMISSION, STP_PROGRESS):
        (draft / "data" / relative).unlink()
    assert owed(draft) == {"so-tu-phap": (154, [], [], [])}
    assert owed(draft, dt.date(2023, 5, 14))["so-tu-phap"] == (0, [], [], [])
    assert [one.agency for one in queue(draft, dt.date(2023, 5, 14)).late] == []
    assert queue(draft).update_due_on is None
    dataset = dataset_of(draft)
    (errands,) = queue(draft).late
    assert "(hạn cuối: ngày 14/05/2023, đã quá hạn 154 ngày)." in reminder(dataset, queue(draft), errands)


def test_an_objection_waits_for_a_decision_and_not_for_its_author(base_tree: Path) -> None:
    """The agency has spoken; it owes nothing."""
    write(base_tree, STC_PROGRESS, HEAD + OBJECTION)
    assert "so-tai-chinh" not in owed(base_tree)
    assert [one.task.code for one in queue(base_tree).objections] == ["STP-01"]


def test_of_a_task_that_is_done_nothing_is_asked(base_tree: Path) -> None:
    """The request stays visible on the task's page, and nobody is reminded of it."""
    done = "hoan-thanh\n        ngay_hoan_thanh: 2023-10-01\n        minh_chung:\n          - ten: Tờ trình"
    edit(base_tree, STP_PROGRESS, "dang-thuc-hien", done)
    edit(base_tree, STP_PROGRESS, "phan_tram: 60", "phan_tram: 100")
    assert owed(base_tree).keys() == {"so-noi-vu"}
    assert len(report_of(base_tree).requests) == 1


def test_a_finished_cycle_waits_for_nobody(base_tree: Path) -> None:
    """Whatever was not done then is history."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: da-ket-thuc")
    assert owed(base_tree) == {}
    assert queue(base_tree).update_due_on is None


@pytest.mark.parametrize(
    ("day", "period", "end"),
    [
        (dt.date(2023, 10, 1), UpdatePeriod.QUARTERLY, dt.date(2023, 12, 31)),
        (dt.date(2023, 9, 30), UpdatePeriod.QUARTERLY, dt.date(2023, 9, 30)),
        (dt.date(2024, 2, 1), UpdatePeriod.MONTHLY, dt.date(2024, 2, 29)),
        (dt.date(2024, 1, 31), UpdatePeriod.QUARTERLY, dt.date(2024, 3, 31)),
    ],
)
def test_an_update_is_due_by_the_end_of_its_period(day: dt.date, period: UpdatePeriod, end: dt.date) -> None:
    """The last day of the month or quarter counts."""
    assert current_period_ends_on(day, period) == end


@pytest.mark.usefixtures("base_tree")
def test_the_letter_is_an_official_one(cchc: Callable[..., Outcome]) -> None:
    """It says what to do, of which task, by when, and where the way is described; invented data says so first."""
    assert cchc("queue", "--reminder", "so-tai-chinh").out == LETTER


def test_a_letter_lists_what_progress_is_missing(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Stale tasks by code, the rest by number."""
    edit(base_tree, STP_PROGRESS, "2023-10-02", "2023-06-20")
    said = cchc("queue", "--reminder", "so-tu-phap").out
    assert "1. Cập nhật tiến độ 1 nhiệm vụ chưa hoàn thành, chậm nhất ngày 31/12/2023; trong đó chưa" in said
    assert said.count("STP-01") == 1


@pytest.mark.usefixtures("base_tree")
def test_who_need_not_be_reminded_gets_no_letter(cchc: Callable[..., Outcome]) -> None:
    """Nor does the agency that sends them; an unknown one is named with the nearest."""
    assert cchc("queue", "--reminder", "huyen-mau").out == "Ủy ban nhân dân huyện Mẫu không có việc nào phải nhắc.\n"
    assert cchc("queue", "--reminder", "so-noi-vu").out == "Sở Nội vụ không có việc nào phải nhắc.\n"
    wrong = cchc("queue", "--reminder", "so-tai-chin")
    assert (wrong.code, wrong.out) == (1, "")
    assert "có phải “so-tai-chinh”?" in wrong.err


def test_the_list_is_told_in_text_and_to_programs(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Both say the same of the same day."""
    assert cchc("queue").out == (
        "Việc đang chờ của kế hoạch 2023, tính đến 15/10/2023\n"
        "  Báo cáo chưa nhận: 0\n"
        "  Chưa có ý kiến về việc cơ quan khác giao: 1\n"
        "    Sở Tài chính: STP-01 (158 ngày)\n"
        "  Không đồng ý, chờ thống nhất: 0\n"
        "  Cập nhật tiến độ kỳ này: chậm nhất 31/12/2023\n"
        "    Sở Nội vụ: 2 nhiệm vụ chưa hoàn thành, 2 chưa cập nhật kỳ vừa qua\n"
        "    Sở Tư pháp: 1 nhiệm vụ chưa hoàn thành\n"
    )
    write(base_tree, STC_PROGRESS, HEAD + OBJECTION)
    told = json.loads(cchc("queue", "--format", "json").out)
    assert (told["version"], told["as_of"]) == (1, "2023-10-15")
    (plan,) = told["plans"]
    assert (plan["year"], plan["update_due_on"]) == (2023, "2023-12-31")
    assert [one["agency"] for one in plan["agencies"]] == ["so-noi-vu", "so-tu-phap"]
    assert plan["agencies"][1] == {
        "agency": "so-tu-phap",
        "submission": None,
        "requests": [],
        "open": ["STP-01"],
        "stale": [],
    }
    assert plan["objections"] == [
        {
            "task": "STP-01",
            "agency": "so-tai-chinh",
            "proposed_by": "so-tu-phap",
            "asked_on": "2023-05-10",
            "days": 14,
            "reason": "Đề nghị lùi thời hạn.",
        }
    ]


def test_status_tells_whose_word_is_missing(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Every agency that is asked sees it there, by the codes of the tasks."""
    assert (
        "  Việc cơ quan khác giao: không đồng ý 0, chưa trả lời 1, đồng ý 0\n    Sở Tài chính chưa trả lời: STP-01\n"
    ) in cchc("status").out
    write(base_tree, STC_PROGRESS, HEAD + REPLY)
    assert "Việc cơ quan khác giao: không đồng ý 0, chưa trả lời 0, đồng ý 1\n" in cchc("status").out


def test_errors_in_the_data_come_first(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Nobody is reminded by what may be wrong."""
    edit(base_tree, CYCLE, "nam: 2023", "nam: 2O23")
    outcome = cchc("queue")
    assert outcome.code == 1
    assert len(outcome.findings) == 1


def test_letters_to_whoever_waits_in_the_committed_data_name_no_person() -> None:
    """No form of address of a person stands in any of them."""
    dataset, as_of, _ = check(ROOT / "data", None)
    waiting = queue_of(dataset, report_on(dataset, dataset.cycles[2023], as_of))
    letters = [reminder(dataset, waiting, one).casefold().split() for one in waiting.late]
    assert len(letters) > 10
    assert [letter for letter in letters if {"ông", "bà"} & {*letter} or "đồng chí" in " ".join(letter)] == []
