"""Copied text and work done twice; what may rightly stand twice is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from unit.trees import SNV_SUBMISSION, STP_SUBMISSION, edit, findings, rules

if TYPE_CHECKING:
    from pathlib import Path

CAUSE = "Kế hoạch không chia mốc theo quý nên phát hiện chậm muộn."
CONTENT = "Trình bãi bỏ, thay thế 04 văn bản đã có kết luận rà soát."
STP_CAUSE = "Cơ quan soạn thảo chậm đăng ký sửa đổi."
CHECK = "Kiểm tra đột xuất không báo trước tại 05 Bộ phận Một cửa."


def test_a_cause_of_another_agency_is_a_copy_whatever_its_signs(base_tree: Path) -> None:
    """Case and signs hide no copy; the finding names the first place."""
    edit(base_tree, STP_SUBMISSION, STP_CAUSE, f"({CAUSE.upper()})")
    (finding,) = findings(base_tree)
    assert (finding.rule, finding.span.path.endswith("so-tu-phap.yml")) == ("chep-lai", True)
    assert "so-noi-vu.yml dòng 12" in finding.message


def test_one_agency_may_name_one_cause_for_several_criteria(base_tree: Path) -> None:
    """But not twice under one criterion."""
    edit(base_tree, SNV_SUBMISSION, "Đoàn kiểm tra chỉ làm việc một buổi ở mỗi đơn vị.", CAUSE)
    assert rules(base_tree) == []
    again = f"noi_dung: {CAUSE}\n      - loai: khach-quan\n        noi_dung: {CAUSE}"
    edit(base_tree, SNV_SUBMISSION, f"noi_dung: {CAUSE}", again)
    assert rules(base_tree) == ["chep-lai"]


def test_a_short_sentence_and_another_number_are_no_copies(draft: Path) -> None:
    """Two officials may write the same few words, and 05 offices are not 07."""
    edit(draft, STP_SUBMISSION, STP_CAUSE, "Thiếu kinh phí và nhân lực.")
    edit(draft, SNV_SUBMISSION, CAUSE, "Thiếu kinh phí và nhân lực.")
    edit(draft, STP_SUBMISSION, CONTENT, CHECK.replace("05", "07"))
    assert rules(draft) == []


def test_the_same_work_for_different_criteria_is_a_copy(draft: Path) -> None:
    """Two agencies with one sentence: a copy where the criteria differ."""
    edit(draft, STP_SUBMISSION, CONTENT, CHECK)
    assert rules(draft) == ["chep-lai"]


def test_the_same_work_for_one_criterion_is_done_twice(draft: Path) -> None:
    """Found through `cung_cho` too, told once, even where every word is the same."""
    shared = "        diem_phan_dau: 1\n        cung_cho:\n          - sipas-2022/1.1\n"
    edit(draft, STP_SUBMISSION, "        diem_phan_dau: 1\n", shared)
    edit(draft, STP_SUBMISSION, CONTENT, CHECK)
    assert rules(draft) == ["trung-viec"]
    edit(draft, STP_SUBMISSION, CHECK, "Mở lớp tập huấn kỹ năng tiếp dân cho công chức Bộ phận Một cửa.")
    assert rules(draft) == []


def test_copying_a_whole_task_is_the_code_used_twice(draft: Path) -> None:
    """Root cause first: within one criterion the second entry is what is wrong."""
    text = (draft / "data" / SNV_SUBMISSION).read_text("utf-8")
    entry = text[text.index("  - tieu_chi: par-index-2022/1.2") : text.index("  - tieu_chi: sipas-2022/1.1")]
    edit(draft, SNV_SUBMISSION, entry, entry + entry.replace("SNV-02", "SNV-09"))
    assert rules(draft) == ["trung-tieu-chi"]
