"""The command line: exit codes, Vietnamese words, and files that are written only when all is well."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from cchc.cli import main
from conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "cchc: dùng sai: thiếu LỆNH\nXem hướng dẫn: cchc --help\n"),
        (["check", "--nhanh"], "cchc: dùng sai: không hiểu --nhanh\nXem hướng dẫn: cchc --help\n"),
        (["check", "--as-of"], "cchc: dùng sai: --as-of cần một giá trị đi kèm\nXem hướng dẫn: cchc check --help\n"),
        (
            ["check", "--as-of", "30/2/2023"],
            (
                "cchc: dùng sai: --as-of: tháng 2/2023 chỉ có 28 ngày; đang ghi “30/2/2023”\n"
                "Xem hướng dẫn: cchc check --help\n"
            ),
        ),
    ],
)
def test_wrong_use_is_told_in_vietnamese_with_exit_2(
    arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 2 and what to do instead."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert capsys.readouterr().err == message


def test_help_is_vietnamese(capsys: pytest.CaptureFixture[str]) -> None:
    """No English word meets an official who asks for help."""
    for arguments in (["--help"], ["check", "--help"], ["build", "--help"], ["approve", "--help"]):
        with pytest.raises(SystemExit) as stop:
            main(arguments)
        assert stop.value.code == 0
        shown = capsys.readouterr().out
        assert shown.startswith("Cách dùng: cchc")
        assert not any(word in shown for word in ("usage", "options", "positional", "show this"))


def test_a_missing_data_directory_is_an_error_not_a_crash(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """The command was run in the wrong place."""
    monkeypatch.chdir(tmp_path)
    outcome = cchc("check")
    assert outcome.code == 1
    assert outcome.out.startswith("data:1:1: lỗi: không có thư mục dữ liệu “data”")


@pytest.mark.threat("Y12")
@pytest.mark.usefixtures("base_tree")
def test_a_defect_of_ours_is_exit_3_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """Never green, never a traceback."""

    def broken(*_: object) -> None:
        raise ZeroDivisionError("đứt gánh")  # noqa: TRY003 -- the words are what the test looks for

    monkeypatch.delenv("CCHC_TRACEBACK", raising=False)
    monkeypatch.setattr("cchc.commands.shared.check", broken)
    outcome = cchc("check")
    assert outcome.code == 3
    assert "lỗi của chính công cụ (ZeroDivisionError: đứt gánh)" in outcome.err
    assert "Traceback" not in outcome.err


def test_json_findings_are_the_text_findings(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Machines read the same places and words."""
    registry = base_tree / "data" / "don-vi.yml"
    registry.write_text(registry.read_text("utf-8").replace("loai: so\n", "loai: sở\n", 1), "utf-8")
    text, machine = cchc("check"), cchc("check", "--format", "json")
    rows = json.loads(machine.out)["findings"]
    lines = [f"{row['path']}:{row['line']}:{row['column']}: lỗi: " for row in rows]
    assert machine.code == text.code == 1
    assert len(rows) == 1
    assert rows[0]["severity"] == "error"
    assert text.out.startswith(lines[0])
    assert text.out.splitlines()[0].endswith(f"[{rows[0]['rule']}]")


def test_as_of_wins_over_the_pinned_day(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """The same tree, judged on another day, tells another state."""
    assert base_tree.exists()
    assert "tính đến 15/10/2023" in cchc("status").out
    early = cchc("status", "--as-of", "2023-05-11").out
    assert "Sở Nội vụ: chưa đến hạn (nộp –, hạn 14/05/2023)" in early
    assert "Sở Tư pháp: đúng hạn (nộp 10/05/2023, hạn 14/05/2023)" in early


def test_status_of_the_small_tree(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Who submitted, the four classes, and what has no task: word for word."""
    assert base_tree.exists()
    assert cchc("status").out == (
        "Kế hoạch 2023: đã ban hành, tính đến 15/10/2023\n"
        "  Nộp báo cáo:\n"
        "    Sở Nội vụ: đúng hạn (nộp 12/05/2023, hạn 14/05/2023)\n"
        "    Sở Tư pháp: đúng hạn (nộp 10/05/2023, hạn 14/05/2023)\n"
        "  Nhiệm vụ:\n"
        "    Hoàn thành đúng hạn: 1\n"
        "    Hoàn thành quá hạn: 1\n"
        "    Chưa hoàn thành, trong hạn: 2\n"
        "    Chưa hoàn thành, quá hạn: 1\n"
        "    Chưa cập nhật kỳ vừa qua: 2\n"
        "  Việc cơ quan khác giao: không đồng ý 0, chưa trả lời 1, đồng ý 0\n"
        "    Sở Tài chính chưa trả lời: STP-01\n"
    )


def test_approve_freezes_an_issued_plan_once(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """The same tasks give the same lock; a second approval is refused; a draft cannot be approved."""
    lock = base_tree / "data" / "ke-hoach" / "2023" / "khoa.yml"
    first = "# yaml-language-server: $schema=../../../docs/luoc-do/khoa.schema.json\n"
    before = first + lock.read_text("utf-8")
    again = cchc("approve", "2023")
    assert again.code == 1
    assert "đã giữ mọi nhiệm vụ; kế hoạch đã khóa chỉ thay đổi qua dieu-chinh.yml" in again.err
    lock.unlink()
    assert cchc("approve", "2023").code == 0
    assert lock.read_text("utf-8") == before
    lock.unlink()
    plan = base_tree / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    plan.write_text(plan.read_text("utf-8").replace("trang_thai: da-ban-hanh", "trang_thai: du-thao"), "utf-8")
    draft = cchc("approve", "2023")
    assert draft.code == 1
    assert not lock.exists()


def test_approve_freezes_what_an_adjustment_added(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """A second approval puts the added task to the lock and leaves the rest of it alone."""
    shutil.copytree(EXAMPLES / "err-giai-doan-bo-sung" / "data", base_tree / "data", dirs_exist_ok=True)
    lock = base_tree / "data" / "ke-hoach" / "2023" / "khoa.yml"
    before = lock.read_text("utf-8")
    assert cchc("approve", "2023").out == "Đã khóa 1 nhiệm vụ bổ sung: data/ke-hoach/2023/khoa.yml\n"
    after = lock.read_text("utf-8").partition("\n")[2]
    assert after.startswith(before)
    assert after.removeprefix(before).endswith("    bo_sung: 2023-09-05\n")
    assert cchc("check").findings == []
    assert cchc("approve", "2023").code == 1


def test_a_plan_of_many_tasks_can_be_approved(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """The lock grows past what an official's file may be, and is read again."""
    plan = base_tree / "data" / "ke-hoach" / "2023"
    submission = plan / "bao-cao" / "so-noi-vu.yml"
    text, after = submission.read_text("utf-8"), "  - tieu_chi: par-index-2022/1.2\n"
    task = text[text.index("      - ma: SNV-01") : text.index("        diem_phan_dau")]
    many = "".join(task.replace("SNV-01", f"SNV-{number}") for number in range(100, 900))
    submission.write_text(text.replace(after, many + after), "utf-8")
    assert submission.stat().st_size < 256 * 1024
    for name in ("khoa.yml", "dieu-chinh.yml"):
        (plan / name).unlink()
    assert cchc("approve", "2023").code == 0
    assert (plan / "khoa.yml").stat().st_size > 256 * 1024
    assert cchc("fmt", "--check", str(plan / "khoa.yml")).code == 0
    found = cchc("check", "--as-of", "2023-10-15").out
    assert "khoa.yml" not in found
    assert "da-duyet" not in found


def test_approve_writes_nothing_while_the_data_has_errors(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """An error elsewhere blocks the freeze."""
    lock = base_tree / "data" / "ke-hoach" / "2023" / "khoa.yml"
    lock.unlink()
    (base_tree / "data" / "la.yml").write_text("a: b\n", "utf-8")
    assert cchc("approve", "2023").code == 1
    assert not lock.exists()


@pytest.mark.parametrize("lines", [0, 1])
def test_a_reader_who_leaves_early_gets_no_traceback_and_no_clean_exit(lines: int, base_tree: Path) -> None:
    """`cchc check | head -1`: what was not read out in full was not found to be clean."""
    for number in range(2_000):
        (base_tree / "data" / f"la-{number}.yml").write_text("a: b\n", "utf-8")
    command = [sys.executable, "-m", "cchc", "check"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as check:
        assert check.stdout is not None
        assert check.stderr is not None
        for _ in range(lines):
            check.stdout.readline()
        check.stdout.close()
        assert check.stderr.read() == ""
        assert check.wait(30) == 3
