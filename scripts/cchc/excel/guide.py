"""The words on a workbook's first sheet: what to do, an example, what not to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.deadline import FORMS

if TYPE_CHECKING:
    from cchc.excel.content import Form

_STEPS = {
    "bao-cao": (
        "1. Trang “Báo cáo”: số, ngày của báo cáo đã ký; kết quả đạt được; ý kiến khác.",
        (
            "2. Trang “Phân tích”: mỗi tiêu chí mất điểm một dòng. Ghi tồn tại; mỗi nguyên nhân chọn loại chủ quan hay "
            "khách quan rồi ghi nội dung."
        ),
        (
            "3. Trang “Nhiệm vụ”: mỗi nhiệm vụ một dòng. Chọn tiêu chí, cơ quan trong danh sách; mã đã điền sẵn, không "
            "dùng lại mã cũ. Cần thêm thì dùng các dòng trống ở dưới."
        ),
        "4. Trang “Duy trì”: nhiệm vụ giữ các tiêu chí đã đạt tối đa; không bắt buộc.",
        "5. Trang “Ý kiến”, nếu có: việc cơ quan khác giao. Chưa có ý kiến thì để trống.",
        "6. Lưu tệp với đuôi .xlsx và gửi cho cơ quan tổng hợp, hoặc tự chạy: cchc import <tệp>.",
    ),
    "tien-do": (
        "1. Trang “Lần cập nhật”: ngày cập nhật.",
        (
            "2. Trang “Tiến độ”: mỗi nhiệm vụ một dòng. Chọn trạng thái, ghi phần trăm và kết quả. Nhiệm vụ không báo "
            "lần này thì để trống."
        ),
        (
            "3. Hoàn thành thì ghi ngày hoàn thành và ít nhất một tài liệu kiểm chứng. Quá hạn mà chưa xong thì ghi "
            "khó khăn, vướng mắc."
        ),
        "4. Lưu tệp với đuôi .xlsx và gửi cho cơ quan tổng hợp, hoặc tự chạy: cchc import <tệp>.",
    ),
}
_EXAMPLE = {
    "bao-cao": (
        "VÍ DỤ",
        "Tồn tại: Còn 03 nhiệm vụ trong kế hoạch năm trước chưa hoàn thành.",
        "Nguyên nhân (chủ quan): Kế hoạch không chia mốc theo quý nên phát hiện chậm muộn.",
        "Nhiệm vụ: Lập bảng theo dõi từng nhiệm vụ của kế hoạch theo tháng. Sản phẩm: 07 bảng theo dõi tháng.",
        f"Thời hạn ghi một trong: {FORMS}",
    ),
    "tien-do": (
        "VÍ DỤ",
        "Trạng thái: Đang thực hiện. Phần trăm: 40. Kết quả: Đã phát hành bảng theo dõi tháng 6.",
    ),
}
_MANNERS = (
    "CÁCH GHI",
    "Ô trắng là ô để ghi. Ô xám đã điền sẵn và khóa, không có mật khẩu; đưa chuột tới đầu cột để đọc cách ghi.",
    "Ngày ghi 30/9/2023. Số ghi 0,75. Xuống dòng trong ô: Alt + Enter.",
    (
        "Một ô chứa nhiều đơn vị hay tiêu chí: mỗi tên một dòng, hoặc cách nhau bằng dấu chấm phẩy. Tên chép từ trang "
        "“Danh mục”."
    ),
    "KHÔNG GHI",
    (
        "Tên người, số điện thoại, thư điện tử, số căn cước, số tài khoản: mọi điều ghi ở đây được công khai. Ghi tên "
        "cơ quan hoặc chức danh."
    ),
    "Nội dung thuộc bí mật nhà nước. Công thức. Không gộp ô, không đổi tên trang, không đổi đầu cột.",
)


def guide(form: Form) -> tuple[str, ...]:
    """Give the paragraphs of the first sheet; headings are in capitals."""
    return ("CÁC BƯỚC", *_STEPS[form.kind], *_EXAMPLE[form.kind], *_MANNERS)
