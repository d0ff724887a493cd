"""Deadlines on days off and after the evidence is closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.trees import ADJUSTMENTS, CYCLE, SNV_SUBMISSION, STP_SUBMISSION, edit, findings, rules

if TYPE_CHECKING:
    from pathlib import Path

MILESTONE = "  trinh_ke_hoach:\n    truoc: 2023-05-30\n"


def set_deadline(tree: Path, text: str) -> None:
    """Give one task another deadline."""
    edit(tree, STP_SUBMISSION, "thoi_han: tháng 8/2023", f"thoi_han: {text}")


@pytest.mark.parametrize(
    ("deadline", "named", "working_day"),
    [
        ("30/9/2023", "là Thứ Bảy", "29/9/2023"),
        ("trước 2/10/2023", "là Chủ Nhật", "29/9/2023"),
        ("ngày 1/5/2023", "là ngày nghỉ lễ, tết: Ngày Quốc tế Lao động", "28/4/2023"),
        ("3/5/2023", "là ngày nghỉ lễ, tết: Ngày Chiến thắng (nghỉ bù)", "28/4/2023"),
        ("4/9/2023", "là ngày nghỉ lễ, tết: Quốc khánh (nghỉ bù)", "31/8/2023"),
        ("25/1/2023", "là ngày nghỉ lễ, tết: Mùng bốn Tết Nguyên Đán", "19/1/2023"),
    ],
)
def test_a_day_off_is_named_with_the_working_day_before(
    draft: Path, deadline: str, named: str, working_day: str
) -> None:
    """Weekends, public holidays and days in lieu."""
    set_deadline(draft, deadline)
    (finding,) = findings(draft)
    assert finding.rule == "ngay-nghi"
    assert finding.message.endswith(named)
    assert finding.hint.endswith(f"ghi {working_day}")


@pytest.mark.parametrize(
    "deadline",
    ["Quý III/2023", "tháng 12/2023", "năm 2023", "hằng quý đến 30/9/2023", "29/9/2023", "trước 30/9/2023"],
)
def test_a_period_and_a_working_day_are_left_alone(draft: Path, deadline: str) -> None:
    """Nobody picked the last day of a quarter."""
    set_deadline(draft, deadline)
    assert rules(draft) == []


def test_a_working_day_swapped_onto_a_saturday_is_no_day_off(draft: Path) -> None:
    """On 4/5/2024 offices worked for 29/4/2024."""
    edit(draft, CYCLE, "trang_thai: du-thao\n", "trang_thai: du-thao\nket_thuc: 2024-12-31\n")
    set_deadline(draft, "4/5/2024")
    assert rules(draft) == []
    edit(draft, STP_SUBMISSION, "4/5/2024", "29/4/2024")
    assert rules(draft) == ["ngay-nghi"]


@pytest.mark.parametrize(
    ("deadline", "cutoff", "found"),
    [
        ("30/11/2023", "han: 30/11/2023", []),
        ("30/11/2023", "truoc: 30/11/2023", ["sau-chot-minh-chung"]),
        ("Quý IV/2023", "han: 30/11/2023", ["sau-chot-minh-chung"]),
        ("23/12/2023", "han: 30/11/2023", ["sau-chot-minh-chung"]),
        ("hằng tháng đến 31/12/2023", "han: 30/11/2023", []),
        ("thường xuyên", "han: 30/11/2023", []),
        ("tháng 1/2024", "han: 30/11/2023", ["thoi-han-ngoai-ky"]),
        ("6/1/2024", "han: 30/11/2023", ["thoi-han-ngoai-ky"]),
    ],
)
def test_work_done_after_the_evidence_is_closed_scores_nothing(
    draft: Path, deadline: str, cutoff: str, found: list[str]
) -> None:
    """The day itself is in time; recurring work has products before it; one mistake, one finding."""
    edit(draft, CYCLE, MILESTONE, f"{MILESTONE}  chot_minh_chung:\n    {cutoff}\n")
    edit(draft, SNV_SUBMISSION, "thoi_han: năm 2023", "thoi_han: Quý III/2023")
    set_deadline(draft, deadline)
    assert rules(draft) == found


def test_the_last_word_on_a_deadline_counts(base_tree: Path) -> None:
    """Adjusted onto a working day, or withdrawn, a task needs no advice; adjusted onto a Saturday it does."""
    edit(base_tree, ADJUSTMENTS, "trước 15/12/2023", "16/12/2023")
    assert rules(base_tree) == ["ngay-nghi"]
    later = (
        "\n  - ngay: 2023-09-20\n    van_ban:\n      so: MH-06/TB-UBND\n      ngay: 2023-09-18\n    nhiem_vu: SNV-02\n"
    )
    place = base_tree / "data" / ADJUSTMENTS
    before = place.read_text("utf-8").rstrip("\n")
    place.write_text(f"{before}{later}    gia_tri_moi:\n      thoi_han: 15/12/2023\n    ly_do: Lùi ngày.\n", "utf-8")
    assert rules(base_tree) == []
    place.write_text(f"{before}{later}    loai: bai-bo\n    ly_do: Không còn cần.\n", "utf-8")
    assert rules(base_tree) == []
