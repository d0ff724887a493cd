"""Marks of state secrets are found; the same letters in ordinary words are not (threat L09)."""

from __future__ import annotations

import pytest

from cchc.reading.secrecy import find_secrecy_mark


@pytest.mark.threat("L09")
@pytest.mark.parametrize(
    ("line", "offset", "mark"),
    [
        ("so: 12/BC-UBND (Mật)", 16, "Mật"),
        ("so: 12/BC-UBND (MẬT)", 16, "MẬT"),
        ("so: 12/BC-UBND-Mật", 15, "Mật"),
        ("so: 12/BC-UBND Tối mật", 15, "Tối mật"),
        ("so: 12/BC-UBND TUYỆT MẬT", 15, "TUYỆT MẬT"),
        ("ten: Báo cáo số 12/BC-UBND Mật ngày 2/3/2023", 27, "Mật"),
        ("trich_yeu: Tuyệt mật", 11, "Tuyệt mật"),
        ('trich_yeu: "Mật" # chú thích', 12, "Mật"),
        ("  - Tối mật", 4, "Tối mật"),
        ("MẬT", 0, "MẬT"),
        ("# MẬT", 2, "MẬT"),
        ("ket_qua: Đã báo cáo. TỐI MẬT", 21, "TỐI MẬT"),
        ("ket_qua: MẬT Số 12 đã gửi", 9, "MẬT"),
        ('ghi_chu: "độ mật: Tối mật, không phổ biến"', 18, "Tối mật"),
        ("ghi_chu: tài liệu có độ mật là Mật", 31, "Mật"),
        ("ket_qua: báo cáo (tuyệt mật) đã trình", 18, "tuyệt mật"),
        ("ket_qua: báo cáo [Mật] đã trình", 18, "Mật"),
    ],
)
def test_a_mark_is_found_where_it_stands(line: str, offset: int, mark: str) -> None:
    """As a remark in brackets, behind a number, as a stamp in capitals, as the whole of a value."""
    assert find_secrecy_mark(line) == (offset, mark)


@pytest.mark.threat("L09")
@pytest.mark.parametrize(
    "line",
    [
        "noi_dung: Bảo mật thông tin người dùng trên Cổng dịch vụ công",
        "noi_dung: Tăng cường bảo vệ bí mật nhà nước trên không gian mạng",
        "noi_dung: Rà soát danh mục bí mật nhà nước độ Tuyệt mật, Tối mật và Mật",
        "noi_dung: Giải mật tài liệu đã hết thời hạn bảo vệ bí mật",
        "noi_dung: Mật độ xây dựng không quá 60 %",
        "noi_dung: Đổi mật khẩu định kỳ; không dùng chung mật khẩu (mật khẩu mạnh)",
        "noi_dung: Sản phẩm mật ong Đắk Lắk",
        "noi_dung: Cuộc họp mật thiết với người dân",
        "ten: BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "ten: QUY CHẾ BẢO MẬT",
        "ten: AN TOÀN, BẢO MẬT THÔNG TIN",
        "ten: MẬT KHẨU MẠNH",
        "ten: KẾ HOẠCH GIẢM MẬT ĐỘ GIAO THÔNG",
        "so: 12/QĐ-UBND",
        "ten: Quyết định số 12/QĐ-UBND mật độ dân cư",
        "ten: Quyết định 12/QĐ-UBND Bảo mật dữ liệu",
        "ten: Thông tư 13/2021/TT-BKHĐT, mật độ thống kê",
        "noi_dung: thất thoát, sự thật, kỷ luật, chật hẹp (thật)",
        "noi_dung: Ban Cơ yếu; mã hóa đường truyền bảo mật (bảo mật)",
    ],
)
def test_ordinary_words_are_not_marks(line: str) -> None:
    """What an agency may well write about protecting secrets, density, passwords and honey."""
    assert find_secrecy_mark(line) is None
