"""The rulebook, by topic.

A rule is an id and what checks it: a generator of findings, whose docstring is the sentence the public reads; or
that sentence alone, where a file or a value is checked as it is read (`fields`, `schema`, `source`).
The registry is written out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.rules import (
    agencies,
    copies,
    cycles,
    deadlines,
    editions,
    frameworks,
    freeze,
    people,
    progress,
    replies,
    results,
    submissions,
    targets,
    tasks,
    wording,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

    Check = Callable[[Dataset, dt.date], Iterator[Diagnostic]]

# The topic of the rules that advise; the findings of all other rules block.
ADVICE = "Nên xem lại"
# The topic of what only a comparison with the base can tell: `cchc review` reports it.
PULL_REQUEST = "Đề nghị thay đổi"

TOPICS: dict[str, dict[str, Check | str]] = {
    "Tệp và cách lưu": {
        "thieu-tep": "Thư mục dữ liệu phải có tinh.yml và don-vi.yml.",
        "tep-la": "Mọi tệp dưới data/ phải đúng chỗ, đúng tên, đuôi .yml hay .json; không có liên kết, tệp đính kèm.",
        "ten-tep-khac-ma": "Mã ghi trong tệp phải trùng với tên tệp và thư mục năm.",
        "tep-qua-lon": "Mỗi tệp tối đa 256 KiB, 8.000 dòng; mỗi giá trị tối đa 8.000 ký tự.",
        "tep-rong": "Tệp phải gồm các mục “khóa: giá trị”.",
        "bang-ma": "Tệp phải lưu ở bảng mã UTF-8.",
        "ky-tu-la": "Không dùng dấu tab, ký tự vô hình, chữ giống chữ La-tinh của bảng chữ khác, biểu tượng cảm xúc.",
        "dau-xung-dot": "Không để lại dấu của lần gộp dở dang (<<<<<<<, =======, >>>>>>>).",
        "du-lieu-ca-nhan": "Không công khai số điện thoại, thư điện tử, số căn cước.",
        "bi-mat-nha-nuoc": "Không đưa vào dữ liệu công khai văn bản mang dấu độ mật: Tuyệt mật, Tối mật, Mật.",
    },
    "Cú pháp": {
        "cu-phap": "Tệp phải đúng cú pháp YAML: thụt đầu dòng, dấu hai chấm, dấu nháy.",
        "yaml-khong-ho-tro": "Không dùng neo, bí danh, nhãn kiểu, nhiều tài liệu trong một tệp, lồng quá sâu.",
        "nhay-cong": "Dấu nháy cong “ ” dùng trong câu được; muốn bao cả giá trị thì dùng dấu nháy thẳng.",
        "trung-khoa": "Mỗi mục chỉ xuất hiện một lần ở một chỗ.",
        "cat-mat-chu": "Chữ đứng sau “ #” bị YAML bỏ mất nên phải đặt trong dấu nháy.",
    },
    "Mục và giá trị": {
        "truong-la": "Chỉ dùng các mục có trong mẫu.",
        "thieu-truong": "Các mục bắt buộc phải có và không để trống.",
        "thieu-gia-tri": "Giá trị không để trống; danh sách có đủ số mục.",
        "kieu-gia-tri": "Giá trị đơn, danh sách và nhóm mục phải đúng chỗ.",
        "mot-dong": "Giá trị ngắn nằm trên một dòng.",
        "qua-dai": "Giá trị không dài quá giới hạn của mục.",
        "gia-tri-ngoai-danh-sach": "Mục có danh sách lựa chọn chỉ nhận một giá trị trong danh sách.",
        "so-khong-dung": "Số viết như 0,75 hoặc 12, không có dấu phân cách hàng nghìn.",
        "ngay-khong-dung": "Ngày viết như 30/9/2023 hoặc 2023-09-30 và có thật trong lịch.",
        "ma-khong-dung": "Mã viết đúng dạng: so-noi-vu, 1.1.2, par-index-2022/1.1.2, SNV-01.",
        "dia-chi-khong-dung": "Địa chỉ bắt đầu bằng https:// và không chứa ký tự lạ.",
        "thieu-nguon": "Số liệu chính thức có nguồn; số liệu suy ra có cách suy ra.",
    },
    "Danh bạ đơn vị": {
        "lien-he-khong-dung": "Địa chỉ liên hệ thuộc miền .gov.vn.",
        "trung-ma-don-vi": agencies.codes_are_unique,
        "don-vi-ke-thua": agencies.successors_exist,
        "tai-khoan": agencies.accounts_stand_for_one,
    },
    "Bộ chỉ số và kết quả": {
        "trung-ma-tieu-chi": "Mỗi mã lĩnh vực, tiêu chí, tiêu chí thành phần chỉ xuất hiện một lần trong bộ chỉ số.",
        "ma-khong-noi-cap": frameworks.codes_extend_their_parents,
        "tong-diem-toi-da": frameworks.maxima_add_up,
        "phuong-phap": frameworks.leaves_have_a_method,
        "ket-qua-sai-tieu-chi": results.codes_exist,
        "thieu-diem": results.leaves_are_scored,
        "diem-ngoai-khoang": results.scores_are_in_range,
        "tong-diem": results.scores_add_up,
        "xep-hang": results.ranks_are_possible,
    },
    "Kế hoạch và phân công": {
        "ket-qua-khong-co": cycles.results_exist,
        "co-quan-khong-co": cycles.agencies_exist,
        "phan-cong-sai-tieu-chi": cycles.assigned_codes_exist,
        "chua-phan-cong": cycles.gaps_have_one_leader,
        "dau-moi-chua-bao-cao": cycles.leaders_report,
        "moc-khong-dung": "Mốc thời gian ghi đúng một trong hai: truoc hoặc han.",
        "moc-thoi-gian": cycles.dates_are_in_order,
        "giai-doan": cycles.stage_has_its_papers,
        "mo-coi": cycles.files_belong_to_a_cycle,
    },
    "Báo cáo của cơ quan": {
        "tieu-chi-khong-co": submissions.criteria_exist,
        "khong-phu-trach": submissions.criteria_are_led,
        "dung-nhom": submissions.entries_match_the_score,
        "trung-tieu-chi": submissions.criteria_stand_once,
    },
    "Nhiệm vụ": {
        "don-vi-khong-co": tasks.agencies_exist,
        "trung-ma-nhiem-vu": tasks.codes_are_unique,
        "tien-to-ma-nhiem-vu": tasks.codes_carry_the_agency,
        "qua-diem-mat": targets.target_points_fit_the_gap,
        "thoi-han-khong-dung": "Thời hạn theo dạng quy định: ngày, trước ngày, tháng, quý, 6 tháng, năm, thường xuyên.",
    },
    "Tiến độ": {
        "nhiem-vu-khong-co": progress.tasks_exist,
        "thu-tu-cap-nhat": progress.updates_are_in_order,
        "hoan-thanh": progress.done_is_proved,
        "thieu-kho-khan": progress.overdue_is_explained,
        "phan-tram": progress.percent_matches_the_status,
    },
    "Việc cơ quan khác giao": {
        "xac-nhan": replies.tasks_exist,
        "xac-nhan-khong-dung": "Không đồng ý với nhiệm vụ cơ quan khác giao thì phải nêu lý do.",
    },
    "Sau khi ban hành": {
        "nhiem-vu-da-duyet": freeze.approved_tasks_stand,
        "dieu-chinh": freeze.adjustments_are_sound,
        "dieu-chinh-khong-dung": "Điều chỉnh sửa đổi có giá trị mới; bổ sung, bãi bỏ thì không.",
    },
    "Ấn bản": {
        "an-ban-bi-sua": editions.bytes_stay,
        "an-ban-khong-khop": editions.files_are_listed,
        "an-ban-khong-dung": editions.contents_are_what_is_listed,
    },
    PULL_REQUEST: {
        "nguoi-gui-la": "Người gửi phải có tài khoản còn hiệu lực trong danh bạ ở nhánh chính.",
        "khong-duoc-sua": "Cơ quan chỉ sửa báo cáo, tiến độ của mình; mọi tệp khác do nhóm lõi sửa.",
        "tach-de-nghi": "Dữ liệu, danh bạ và những thứ ngoài dữ liệu được sửa trong những đề nghị riêng.",
        "qua-nhieu-tep": "Một đề nghị sửa tối đa 20 tệp (nhóm lõi thì không giới hạn), tổng cộng không quá 5 MiB.",
        "ban-cu": "Tệp được sửa phải là bản mới nhất của nhánh chính.",
        "thieu-ly-do": "Bỏ nhiệm vụ, bỏ lần báo tiến độ, lùi trạng thái đã hoàn thành thì phải nêu lý do.",
        "lui-giai-doan": "Kế hoạch không lùi giai đoạn; giá trị đã khóa, ấn bản đã chốt không bị sửa, bị bỏ.",
    },
    ADVICE: {
        "ten-don-vi-gan-trung": agencies.names_differ,
        "tai-khoan-du-phong": agencies.accounts_have_a_substitute,
        "ngoai-danh-sach": submissions.submitters_are_listed,
        "chua-phan-tich": submissions.gaps_are_analysed,
        "chua-co-nhiem-vu": submissions.gaps_have_tasks,
        "nguyen-nhan-lap-lai": wording.causes_say_why,
        "san-pham-khong-do-duoc": wording.deliverables_can_be_shown,
        "noi-dung-chung-chung": wording.contents_are_concrete,
        "chep-lai": copies.texts_are_not_copied,
        "trung-viec": copies.work_is_not_done_twice,
        "thuc-hien-chua-bao-cao": tasks.implementers_are_involved,
        "xac-nhan-thua": replies.tasks_name_the_agency,
        "chua-xac-nhan": replies.requests_are_settled,
        "diem-phan-dau-qua-cao": targets.targets_are_within_experience,
        "thoi-han-ngoai-ky": deadlines.deadlines_fit_the_cycle,
        "sau-chot-minh-chung": deadlines.deadlines_come_before_the_evidence_cutoff,
        "ngay-nghi": deadlines.deadlines_are_working_days,
        "ten-nguoi": people.people_are_not_named,
        "phan-tram-giam": progress.percent_does_not_fall,
        "ngay-tuong-lai": progress.updates_are_not_in_the_future,
    },
}
RULES: dict[str, Check] = {
    id_: rule for topic in TOPICS.values() for id_, rule in topic.items() if not isinstance(rule, str)
}
READING_RULES: dict[str, str] = {
    id_: rule for topic in TOPICS.values() for id_, rule in topic.items() if isinstance(rule, str)
}


def sentence(rule: Check | str) -> str:
    """Give what must hold, in one sentence for the public."""
    return rule if isinstance(rule, str) else " ".join((rule.__doc__ or "").split())


# What these report makes other findings doubtful: the files concerned are left out for all other rules.
_ROOTS = {"trung-ma-don-vi", "ma-khong-noi-cap"}


def check_rules(dataset: Dataset, as_of: dt.date) -> Iterator[Diagnostic]:
    """Yield the findings of every rule; `as_of` matters only to rules that speak of the future."""
    sound = agencies.without_duplicates(frameworks.without_misnumbered(dataset))
    for id_, check in RULES.items():
        yield from check(dataset if id_ in _ROOTS else sound, as_of)
