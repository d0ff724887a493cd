"""A task that names another agency asks for its word: who is asked, since when, and what each answer means."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.figures.freeze import approved_values, digest_of
from cchc.figures.handshake import Answer, Request
from cchc.figures.offices import offices_of
from unit.trees import (
    ADJUSTMENTS,
    AS_OF,
    SNV_SUBMISSION,
    STP_SUBMISSION,
    cycle_of,
    dataset_of,
    edit,
    findings,
    report_of,
    rules,
    write,
)

if TYPE_CHECKING:
    from pathlib import Path

STC_PROGRESS = "ke-hoach/2023/tien-do/so-tai-chinh.yml"
HEAD = "co_quan: so-tai-chinh\nke_hoach: 2023\ntinh_chat: minh-hoa\nxac_nhan:\n"
REPLY = "  - nhiem_vu: STP-01\n    y_kien: dong-y\n    ngay: 2023-05-24\n"
OBJECTION = REPLY.replace("dong-y", "khong-dong-y") + "    ly_do: Đề nghị lùi thời hạn.\n"
NAMING = """  - ngay: 2023-09-10
    van_ban:
      so: MH-07/TB-UBND
      ngay: 2023-09-08
    nhiem_vu: SNV-02
    gia_tri_moi:
      thuc_hien:
        - so-noi-vu
        - so-tai-chinh
    ly_do: Thêm đơn vị thực hiện.
"""


def requests(tree: Path, as_of: dt.date = AS_OF) -> list[tuple[str, str, str, int]]:
    """Give every request as task, agency, answer and days."""
    return [(one.task.code, one.agency, one.answer.value, one.days) for one in report_of(tree, as_of).requests]


def only_request(tree: Path) -> Request:
    """Give the one request of the small tree."""
    (request,) = report_of(tree).requests
    return request


def adjust(tree: Path, entry: str) -> None:
    """Add an adjustment."""
    place = tree / "data" / ADJUSTMENTS
    place.write_text(place.read_text("utf-8") + entry, "utf-8")


def test_an_implementer_of_another_agency_is_asked_from_the_day_of_the_report(base_tree: Path) -> None:
    """Neither partners nor groups nor the proposing agency itself are; days run to the day of judgement."""
    assert requests(base_tree) == [("STP-01", "so-tai-chinh", "cho-tra-loi", 158)]
    assert requests(base_tree, dt.date(2023, 5, 10)) == [("STP-01", "so-tai-chinh", "cho-tra-loi", 0)]


def test_a_lead_is_asked_to_lead(base_tree: Path) -> None:
    """An agency that leads and carries out is asked once."""
    edit(base_tree, STP_SUBMISSION, "chu_tri: so-tu-phap", "chu_tri: so-tai-chinh")
    assert only_request(base_tree).is_to_lead
    assert only_request(base_tree).asked_on == dt.date(2023, 5, 10)


@pytest.mark.parametrize(("reply", "answer"), [(REPLY, Answer.AGREED), (OBJECTION, Answer.OBJECTED)])
def test_a_reply_settles_a_request_on_its_day(base_tree: Path, reply: str, answer: Answer) -> None:
    """Days then run to the reply; what is dated later than the day of judgement does not count yet."""
    write(base_tree, STC_PROGRESS, HEAD + reply)
    assert findings(base_tree) == []
    assert requests(base_tree) == [("STP-01", "so-tai-chinh", answer.value, 14)]
    assert requests(base_tree, dt.date(2023, 5, 23)) == [("STP-01", "so-tai-chinh", "cho-tra-loi", 13)]
    assert rules(base_tree, dt.date(2023, 5, 23)) == ["ngay-tuong-lai"] * 4  # with three updates


@pytest.mark.threat("T06")
def test_an_adjustment_that_names_an_agency_asks_it_from_its_day(base_tree: Path) -> None:
    """What the agency said before of the task as it was does not answer that."""
    adjust(base_tree, NAMING)
    assert requests(base_tree)[0] == ("SNV-02", "so-tai-chinh", "cho-tra-loi", 35)
    early = REPLY.replace("STP-01", "SNV-02")
    write(base_tree, STC_PROGRESS, HEAD + early)
    assert findings(base_tree) == []
    assert requests(base_tree)[0] == ("SNV-02", "so-tai-chinh", "cho-tra-loi", 35)
    write(base_tree, STC_PROGRESS, HEAD + early.replace("05-24", "09-20"))
    assert requests(base_tree)[0] == ("SNV-02", "so-tai-chinh", "dong-y", 10)
    assert requests(base_tree, dt.date(2023, 9, 9)) == [("STP-01", "so-tai-chinh", "cho-tra-loi", 122)]
    assert set(rules(base_tree, dt.date(2023, 9, 9))) == {"ngay-tuong-lai"}  # the day turns no reply wrong


def test_a_change_of_something_else_asks_nobody_anew(base_tree: Path) -> None:
    """Nor does a list of implementers that names the agency as before."""
    write(base_tree, STC_PROGRESS, HEAD + REPLY)
    adjust(base_tree, NAMING.replace("SNV-02", "STP-01").replace("so-noi-vu", "so-tu-phap"))
    assert requests(base_tree) == [("STP-01", "so-tai-chinh", "dong-y", 14)]


def test_a_withdrawn_task_asks_nothing(base_tree: Path) -> None:
    """The reply may stay where it is."""
    write(base_tree, STC_PROGRESS, HEAD + OBJECTION)
    withdrawal = NAMING.partition("    gia_tri_moi")[0].replace("SNV-02", "STP-01")
    adjust(base_tree, f"{withdrawal}    loai: bai-bo\n    ly_do: Đã xét ý kiến.\n")
    assert requests(base_tree) == []
    assert findings(base_tree) == []
    dataset = dataset_of(base_tree)
    office = offices_of(dataset, report_of(base_tree))["so-tai-chinh"]
    assert [(task.code, request) for task, request in office.asked] == [("STP-01", None)]


def test_a_reply_does_not_touch_what_was_approved(base_tree: Path) -> None:
    """It stands in an approved report beside what was approved, and may be added afterwards."""
    adjust(base_tree, NAMING.replace("- so-tai-chinh", "- so-tu-phap"))
    place = base_tree / "data" / STP_SUBMISSION
    before = [digest_of(approved_values(one)) for one in cycle_of(base_tree).proposed_tasks()]
    place.write_text(place.read_text("utf-8") + "xac_nhan:\n" + REPLY.replace("STP-01", "SNV-02"), "utf-8")
    assert findings(base_tree) == []
    assert [digest_of(approved_values(one)) for one in cycle_of(base_tree).proposed_tasks()] == before


@pytest.mark.threat("S02")
def test_an_objection_that_was_heeded_does_not_block_who_heeded_it(draft: Path) -> None:
    """The proposing agency takes the other's name out; the objection left over is advice, no error."""
    write(draft, STC_PROGRESS, HEAD + OBJECTION)
    assert rules(draft) == []
    edit(draft, STP_SUBMISSION, "          - so-tai-chinh\n", "")
    assert rules(draft) == ["xac-nhan-thua"]
    assert report_of(draft).requests == ()


@pytest.mark.threat("S02")
def test_a_task_that_a_reply_names_does_not_vanish(draft: Path) -> None:
    """Removing or renaming it is told at the reply."""
    write(draft, STC_PROGRESS, HEAD + REPLY.replace("STP-01", "SNV-04"))
    edit(draft, SNV_SUBMISSION, "ma: SNV-04", "ma: SNV-14")
    assert "xac-nhan" in rules(draft)


def test_a_word_is_given_once_in_whichever_file(base_tree: Path) -> None:
    """Two files of an agency are one voice."""
    write(base_tree, STC_PROGRESS, HEAD + REPLY)
    report = (
        "co_quan: so-tai-chinh\nke_hoach: 2023\ntinh_chat: minh-hoa\nvan_ban:\n  so: MH-09/BC-STC\n  ngay: 2023-05-12\n"
    )
    write(base_tree, "ke-hoach/2023/bao-cao/so-tai-chinh.yml", f"{report}xac_nhan:\n{REPLY}")
    assert "xac-nhan" in rules(base_tree)


@pytest.mark.parametrize("stage", ["lay-bao-cao", "du-thao", "da-trinh"])
def test_only_a_submitted_plan_is_warned_of_unsettled_requests(draft: Path, stage: str) -> None:
    """Before, there is time to talk; once issued, the plan itself gives the work."""
    edit(draft, "ke-hoach/2023/ke-hoach.yml", "trang_thai: du-thao", f"trang_thai: {stage}")
    assert rules(draft) == (["chua-xac-nhan"] if stage == "da-trinh" else [])
    write(draft, STC_PROGRESS, HEAD + REPLY)
    assert rules(draft) == []
