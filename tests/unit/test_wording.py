"""Words that say nothing are pointed out; plain official wording is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.trees import SNV_SUBMISSION, STP_SUBMISSION, edit, rules

if TYPE_CHECKING:
    from pathlib import Path

CAUSE = "Kế hoạch không chia mốc theo quý nên phát hiện chậm muộn."
CONTENT = "Trình bãi bỏ, thay thế 04 văn bản đã có kết luận rà soát."
DELIVERABLE = "04 văn bản được bãi bỏ hoặc thay thế"


@pytest.mark.parametrize(
    ("cause", "repeats"),
    [
        ("Chưa hoàn thành kế hoạch.", True),
        ("Do kết quả hoàn thành kế hoạch còn thấp.", True),
        ("Còn 03 nhiệm vụ trong kế hoạch năm 2022 chưa hoàn thành.", True),
        ("Vì không đạt điểm.", True),
        ("Việc hoàn thành kế hoạch chưa kịp thời.", True),
        ("Kế hoạch giao muộn.", False),
        ("Thiếu kinh phí.", False),
        ("Không ai theo dõi các nhiệm vụ trong kế hoạch.", False),
        ("Kế hoạch chưa hoàn thành do chờ hướng dẫn của bộ.", False),
    ],
)
def test_a_cause_says_more_than_that_points_were_missed(base_tree: Path, cause: str, repeats: bool) -> None:  # noqa: FBT001 -- a table of cases
    """One word of a reason is enough; the criterion's name and the shortfall said again are not."""
    edit(base_tree, SNV_SUBMISSION, CAUSE, cause)
    assert rules(base_tree) == ["nguyen-nhan-lap-lai"] * repeats


@pytest.mark.parametrize(
    "deliverable",
    [
        "Nâng cao chất lượng",
        "Hoàn thành tốt",
        "Tỷ lệ được cải thiện",
        "Hoàn thành kế hoạch được giao",
        "Thực hiện đúng quy định",
        "Đảm bảo tiến độ",
        "Chất lượng văn bản được nâng lên trong năm 2023",
        "Việc giải quyết hồ sơ kịp thời",
        "Kết quả tốt hơn",
        "Duy trì điểm tối đa",
    ],
)
def test_a_product_nobody_can_see_is_pointed_out(draft: Path, deliverable: str) -> None:
    """A wish, a year or a plan fulfilled is nothing to put on the table."""
    edit(draft, STP_SUBMISSION, DELIVERABLE, deliverable)
    assert rules(draft) == ["san-pham-khong-do-duoc"]


@pytest.mark.parametrize(
    "deliverable",
    [
        "Kế hoạch",
        "Báo cáo kết quả",
        "Quyết định của UBND tỉnh",
        "Các lớp tập huấn",
        "Tin, bài trên Cổng thông tin điện tử",
        "Phần mềm được nghiệm thu",
        "Đạt 95 %",
        "Tỷ lệ hồ sơ đúng hạn từ 98 % trở lên",
        "Hoàn thành báo cáo tổng hợp",
        "Thực hiện thông báo kết luận",
        "Duy trì chuyên mục",
        "Nâng cao chất lượng; có biên bản kiểm tra",
        "Hai trạm y tế được sửa chữa",
        "Nghị quyết của HĐND tỉnh được ban hành",
    ],
)
def test_a_product_as_officials_name_it_is_left_alone(draft: Path, deliverable: str) -> None:
    """A document, an event, a system or a figure is enough; so is what this list does not know."""
    edit(draft, STP_SUBMISSION, DELIVERABLE, deliverable)
    assert rules(draft) == []


@pytest.mark.parametrize(
    ("content", "deliverable", "found"),
    [
        ("Tăng cường kiểm tra công vụ.", "Báo cáo", ["noi-dung-chung-chung"]),
        ("Tiếp tục nâng cao chất lượng phục vụ năm 2023.", "Văn bản chỉ đạo", ["noi-dung-chung-chung"]),
        ("Tiếp tục nâng cao chất lượng phục vụ.", "Nâng cao chất lượng phục vụ", ["san-pham-khong-do-duoc"]),
        ("Tăng cường kiểm tra công vụ tại 05 xã.", "Báo cáo", []),
        ("Tăng cường kiểm tra công vụ.", "05 biên bản", []),
        ("Tăng cường kiểm tra công vụ.", "Thông báo kết luận kiểm tra từng đơn vị", []),
        ("Tiếp tục thực hiện Đề án vị trí việc làm.", "Báo cáo", []),
        ("Kiểm tra công vụ.", "Báo cáo", []),
    ],
)
def test_work_that_opens_generally_needs_a_measure(
    draft: Path, content: str, deliverable: str, found: list[str]
) -> None:
    """A number, a named document or a product told apart; of two vague texts the product is the one to mend."""
    edit(draft, STP_SUBMISSION, CONTENT, content)
    edit(draft, STP_SUBMISSION, DELIVERABLE, deliverable)
    assert rules(draft) == found


def test_an_outcome_measures_both_content_and_product(draft: Path) -> None:
    """An indicator with its target is what the mandate asks for."""
    edit(draft, STP_SUBMISSION, CONTENT, "Nâng cao chất lượng văn bản.")
    outcome = ("chi_so_ket_qua:", "  ten: Tỷ lệ", "  hien_tai: 80", "  muc_tieu: 90", "  don_vi: điểm")
    lines = "\n        ".join(("Chất lượng được nâng lên", *outcome))
    edit(draft, STP_SUBMISSION, DELIVERABLE, lines)
    assert rules(draft) == []
