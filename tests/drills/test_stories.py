"""Stories of pull requests from beginning to end, each told by the command that a reviewer runs."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from conftest import ROOT
from drills.play import (
    CORE,
    CYCLE,
    PLAN,
    REGISTRY,
    SNV,
    SNV_PROGRESS,
    SNV_SUBMISSION,
    STP,
    STP_PROGRESS,
    STP_SUBMISSION,
    begin,
    collecting,
    commit,
    edit,
    merge,
    propose,
    reviewed,
)
from repositories import git

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Cchc = Callable[..., Outcome]

GOLDEN = ROOT / "tests" / "drills" / "expected"


def verdict(cchc: Cchc, place: Path, author: int, *more: str, **names: str) -> dict[str, Any]:
    """Review a pull request for a machine; the exit code says what the verdict does."""
    outcome = reviewed(cchc, place, author, "--format", "json", *more, **names)
    shown: dict[str, Any] = json.loads(outcome.out)
    assert outcome.code == {"clean": 0, "refused": 1}[shown["verdict"]]
    return shown


def rules(shown: dict[str, Any]) -> list[tuple[str, str]]:
    """Give the rule and the file of each finding, in order."""
    return [(one["rule"], one["path"]) for one in shown["findings"]]


def hold(text: str, name: str, request: pytest.FixtureRequest) -> None:
    """Hold a comment against its golden words; commits have ids of their own."""
    text = re.sub("bản `[0-9a-f]{10}`", "bản `…`", text)
    golden = GOLDEN / f"{name}.md"
    if request.config.getoption("--bless"):
        golden.write_text(text, "utf-8")
    assert text == golden.read_text("utf-8")


def test_a_good_first_submission(tmp_path: Path, cchc: Cchc, request: pytest.FixtureRequest) -> None:
    """The comment says that nothing is wrong, and what the public gains: an agency, a criterion, a task."""

    def without_it(place: Path) -> None:
        collecting(place)
        shutil.move(place / STP_SUBMISSION, place.with_suffix(".yml"))

    place = begin(tmp_path / "kho", without_it)
    propose(place)
    shutil.move(place.with_suffix(".yml"), place / STP_SUBMISSION)
    commit(place, "Báo cáo của Sở Tư pháp")
    outcome = reviewed(cchc, place, STP)
    assert (outcome.code, outcome.err) == (0, "")
    hold(outcome.out, "bao-cao-dau-tien", request)
    (plan,) = verdict(cchc, place, STP)["plans"]
    assert plan["submitted"] == [1, 2]
    assert plan["tasks"] == [4, 5]
    assert plan["added"] == ["STP-01"]
    assert next((one["criteria"], one["points"]) for one in plan["coverage"]) == ([2, 3], ["1.25", "2.25"])


def test_a_wrong_file_is_right_in_three_rounds(tmp_path: Path, cchc: Cchc, request: pytest.FixtureRequest) -> None:
    """Each round the official pastes what the comment offers; nothing new is complained of that was there before."""
    place = begin(tmp_path)
    propose(place)
    good = (place / STP_PROGRESS).read_text("utf-8").replace("phan_tram: 60", "phan_tram: 70")
    bad = good.replace("ma: STP-01", "ma: STP-1").replace("co_quan: ", "co_quan:").replace("dang-thuc-hien", "dang-lam")
    (place / STP_PROGRESS).write_text(bad, "utf-8")
    commit(place, "Lần một")
    outcome = reviewed(cchc, place, STP)
    assert outcome.code == 1
    hold(outcome.out, "sai-lan-mot", request)
    seen = []
    for _ in range(3):
        shown = verdict(cchc, place, STP)
        seen.append([one["rule"] for one in shown["findings"]])
        for finding in shown["findings"]:
            if finding["fix"]:
                edit(place, finding["path"], finding["fix"]["found"], finding["fix"]["instead"])
            else:
                (place / STP_PROGRESS).write_text(good, "utf-8")
        commit(place, "Lần sau") if shown["findings"] else None
    assert seen == [["cu-phap"], ["ma-khong-dung", "gia-tri-ngoai-danh-sach"], []]


@pytest.mark.threat("G01")
def test_an_agency_edits_anothers_file(tmp_path: Path, cchc: Cchc) -> None:
    """Both agencies are named, and only that is said: the file itself is right."""
    place = begin(tmp_path)
    propose(place)
    edit(place, SNV_PROGRESS, "phan_tram: 40", "phan_tram: 45")
    commit(place)
    shown = verdict(cchc, place, STP)
    assert rules(shown) == [("khong-duoc-sua", SNV_PROGRESS)]
    assert shown["findings"][0]["message"] == "tệp này của Sở Nội vụ; người gửi nộp thay Sở Tư pháp"
    assert verdict(cchc, place, SNV)["findings"] == []


@pytest.mark.threat("G02")
def test_whoever_gives_himself_a_right_has_none(tmp_path: Path, cchc: Cchc) -> None:
    """The registry of the base decides: to be in the core group of one's own pull request changes nothing."""
    place = begin(tmp_path)
    propose(place)
    edit(place, REGISTRY, "    id: 9002\n", f"    id: 9002\n  - ten: toi\n    id: {STP}\n")
    edit(place, SNV_PROGRESS, "phan_tram: 40", "phan_tram: 45")
    commit(place)
    assert rules(verdict(cchc, place, STP)) == [("khong-duoc-sua", REGISTRY), ("khong-duoc-sua", SNV_PROGRESS)]
    assert rules(verdict(cchc, place, CORE)) == [("tach-de-nghi", REGISTRY)]


@pytest.mark.threat("G03")
def test_a_renamed_file_has_two_owners(tmp_path: Path, cchc: Cchc) -> None:
    """Git would show one renamed file; taking it away is as much as adding the other."""
    place = begin(tmp_path, collecting)
    propose(place)
    git(place, "mv", SNV_SUBMISSION, f"{CYCLE}/bao-cao/so-tai-chinh.yml")
    commit(place)
    refused = [one for one in rules(verdict(cchc, place, STP)) if one[0] == "khong-duoc-sua"]
    assert refused == [
        ("khong-duoc-sua", SNV_SUBMISSION),
        ("khong-duoc-sua", f"{CYCLE}/bao-cao/so-tai-chinh.yml"),
    ]


@pytest.mark.threat("S01")
def test_two_right_pull_requests_are_wrong_together(tmp_path: Path, cchc: Cchc) -> None:
    """One takes a unit away, the other gives it work: whichever comes second is told, before it is merged."""
    place = begin(tmp_path, collecting)
    propose(place, "bo-huyen")
    unit = (place / REGISTRY).read_text("utf-8").partition("  - ma: huyen-mau\n")[0]
    (place / REGISTRY).write_text(unit, "utf-8")
    commit(place)
    propose(place, "giao-huyen")
    edit(place, STP_SUBMISSION, "          - so-tai-chinh\n", "          - so-tai-chinh\n          - huyen-mau\n")
    commit(place)
    assert verdict(cchc, place, CORE, head="bo-huyen")["findings"] == []
    assert verdict(cchc, place, STP, head="giao-huyen")["findings"] == []
    merge(place, "bo-huyen")
    assert rules(verdict(cchc, place, STP, head="giao-huyen")) == [("don-vi-khong-co", STP_SUBMISSION)]


@pytest.mark.threat("G07")
@pytest.mark.threat("G08")
def test_a_weakened_checker_is_not_run(tmp_path: Path, cchc: Cchc) -> None:
    """What the head calls a checker is only a file that its sender may not change; the base's checker speaks."""
    place = begin(tmp_path / "kho")
    propose(place)
    canary = tmp_path / "da-chay"
    code = f"open({str(canary)!r}, 'w').close()\nraise SystemExit(0)\n"
    for name in ("scripts/cchc/check.py", "scripts/cchc/__init__.py", "sitecustomize.py", "conftest.py"):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(code, "utf-8")
    (place / ".gitattributes").write_text("data/** -diff linguist-generated filter=chay\n", "utf-8")
    edit(place, STP_PROGRESS, "phan_tram: 60", "phan_tram: 160")
    commit(place)
    shown = verdict(cchc, place, STP)
    assert rules(shown) == [
        *(("khong-duoc-sua", name) for name in (".gitattributes", "conftest.py", "scripts/cchc/__init__.py")),
        *(("khong-duoc-sua", name) for name in ("scripts/cchc/check.py", "sitecustomize.py")),
        ("so-khong-dung", STP_PROGRESS),
    ]
    assert all("hãy tách" in one["hint"] for one in shown["findings"][:5])
    assert "tach-de-nghi" in dict(rules(verdict(cchc, place, CORE)))
    assert not canary.exists()


@pytest.mark.threat("G16")
def test_what_is_taken_away_needs_a_reason_and_a_second_reviewer(tmp_path: Path, cchc: Cchc) -> None:
    """A reason in the pull request's text or in a commit message is repeated; without one there is an error."""
    place = begin(tmp_path / "kho", collecting)
    propose(place)
    entry = (place / SNV_SUBMISSION).read_text("utf-8").partition("duy_tri:")[0]
    (place / SNV_SUBMISSION).write_text(entry, "utf-8")
    commit(place, "Bỏ SNV-04")
    shown = verdict(cchc, place, SNV)
    assert rules(shown) == [("thieu-ly-do", SNV_SUBMISSION)]
    assert shown["losses"][0] | {"path": ""} == {
        "agency": "so-noi-vu",
        "path": "",
        "told": "bỏ 1 trong 4 nhiệm vụ của cơ quan: “SNV-04”",
        "is_bulk": True,
    }
    text = tmp_path / "mo-ta.md"
    text.write_text("## Việc\n\n**Lý do:** nhiệm vụ đã giao ở văn bản khác, xem @ai-do #12\n", "utf-8")
    shown = verdict(cchc, place, SNV, "--message-file", str(text))
    assert (shown["needs_second_approval"], shown["reason"]) == (
        True,
        "nhiệm vụ đã giao ở văn bản khác, xem @ai-do #12",
    )
    comment = reviewed(cchc, place, SNV, "--message-file", str(text)).out
    assert "Lý do: nhiệm vụ đã giao ở văn bản khác, xem `@ai-do #12` **Cần người thứ hai duyệt.**" in comment
    commit_message = "Bỏ SNV-04\n\nLý do: nhiệm vụ đã giao ở văn bản khác"
    git(place, "commit", "--quiet", "--amend", "--message", commit_message)
    assert verdict(cchc, place, SNV)["reason"] == "nhiệm vụ đã giao ở văn bản khác"


def test_an_empty_reason_is_none(tmp_path: Path, cchc: Cchc) -> None:
    """The line of a template that nobody filled in explains nothing."""
    place = begin(tmp_path / "kho", collecting)
    propose(place)
    entry = (place / SNV_SUBMISSION).read_text("utf-8").partition("duy_tri:")[0]
    (place / SNV_SUBMISSION).write_text(entry, "utf-8")
    commit(place, "Bỏ SNV-04")
    text = tmp_path / "mo-ta.md"
    text.write_text("Lý do:\n\n<!-- Lý do: ghi vì sao bỏ nhiệm vụ -->\n", "utf-8")
    assert rules(verdict(cchc, place, SNV, "--message-file", str(text))) == [("thieu-ly-do", SNV_SUBMISSION)]


def test_what_stood_wrong_in_the_base_refuses_nobody(tmp_path: Path, cchc: Cchc) -> None:
    """An error of another file that was there before is told apart, and nothing can be shown while it is there."""
    place = begin(tmp_path, lambda place: edit(place, SNV_PROGRESS, "phan_tram: 40", "phan_tram: 140"))
    propose(place)
    edit(place, STP_PROGRESS, "phan_tram: 60", "phan_tram: 70")
    commit(place)
    shown = verdict(cchc, place, STP)
    assert (shown["findings"], shown["plans"]) == ([], None)
    assert [one["path"] for one in shown["standing"]] == [SNV_PROGRESS]
    assert "### Lỗi có sẵn ở nhánh chính" in reviewed(cchc, place, STP).out


def test_a_plan_that_changes_shows_old_and_new(tmp_path: Path, cchc: Cchc, request: pytest.FixtureRequest) -> None:
    """Every field of a task, a deadline by days, a state, an overlap, every value of a file: old → new."""
    place = begin(tmp_path, collecting)
    propose(place)
    edit(place, STP_SUBMISSION, "thoi_han: tháng 8/2023", "thoi_han: Quý IV/2023")
    edit(place, STP_SUBMISSION, "        diem_phan_dau: 1\n", "        cung_cho:\n          - par-index-2022/1.2\n")
    edit(place, STP_SUBMISSION, "Cơ quan soạn thảo chậm đăng ký", "Ba cơ quan soạn thảo chậm đăng ký")
    commit(place)
    outcome = reviewed(cchc, place, STP)
    assert outcome.code == 0
    hold(outcome.out, "ke-hoach-doi", request)


def test_progress_that_changes_shows_states(tmp_path: Path, cchc: Cchc, request: pytest.FixtureRequest) -> None:
    """A task that is done, one that would be overdue now: as the public would read it."""
    place = begin(tmp_path)
    propose(place)
    edit(place, STP_PROGRESS, "dang-thuc-hien\n        phan_tram: 60", "hoan-thanh\n        phan_tram: 100")
    proof = "        ngay_hoan_thanh: 2023-09-30\n        minh_chung:\n          - ten: Tờ trình\n        kho_khan:"
    edit(place, STP_PROGRESS, "        kho_khan:", proof)
    edit(place, PLAN, "truoc: 2023-05-30", "truoc: 2023-05-31")
    commit(place)
    outcome = reviewed(cchc, place, CORE)
    assert outcome.code == 0
    hold(outcome.out, "tien-do-doi", request)


def test_a_deadline_brought_forward_makes_a_task_overdue(tmp_path: Path, cchc: Cchc) -> None:
    """Whoever merges sees it before the public does."""
    place = begin(tmp_path)
    propose(place)
    edit(place, f"{CYCLE}/dieu-chinh.yml", "thoi_han: trước 15/12/2023", "thoi_han: trước 10/10/2023")
    commit(place)
    (plan,) = verdict(cchc, place, CORE)["plans"]
    assert plan["newly_overdue"] == ["SNV-02"]
    assert plan["edited"] == [
        {
            "task": "SNV-02",
            "fields": [
                {"field": "deadline", "before": "trước 15/12/2023", "after": "trước 10/10/2023", "days_moved": -66}
            ],
        }
    ]
    comment = reviewed(cchc, place, CORE).out
    assert "- **Mới quá hạn:** `SNV-02` (Sở Nội vụ), hạn 09/10/2023" in comment
    assert "`trước 15/12/2023` → `trước 10/10/2023` (sớm hơn 66 ngày)" in comment


def test_wrong_use_is_told_apart(tmp_path: Path, cchc: Cchc) -> None:
    """A name that is no commit, no repository, histories without a common beginning: exit code 2."""
    place = begin(tmp_path / "kho")
    propose(place)
    outcome = reviewed(cchc, place, STP, head="khong-co")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == f"cchc: không có bản nào tên “khong-co” trong kho Git ở {place}\n"
    assert reviewed(cchc, place, STP, "--head=--output=x").code == 2
    git(place, "switch", "--quiet", "--orphan", "khac")
    git(place, "commit", "--quiet", "--allow-empty", "--message", "Khác")
    assert "không có gốc chung" in reviewed(cchc, place, STP, head="khac").err
    (tmp_path / "trong").mkdir()
    assert reviewed(cchc, tmp_path / "trong", STP).code == 2


def test_the_comment_can_be_written_to_a_file(tmp_path: Path, cchc: Cchc) -> None:
    """As it would be printed."""
    place = begin(tmp_path / "kho")
    propose(place)
    edit(place, STP_PROGRESS, "phan_tram: 60", "phan_tram: 70")
    commit(place)
    out = tmp_path / "moi" / "tra-loi.md"
    printed = reviewed(cchc, place, STP).out
    assert reviewed(cchc, place, STP, "--out", str(out)).out == ""
    assert out.read_text("utf-8") == printed
