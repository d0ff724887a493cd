"""Rules about words that say nothing: a cause that only repeats, a product nobody can see, work without a measure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, quote, warning
from cchc.basics.text import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Dataset
    from cchc.schema import Task

# Words that carry no reason: joints of a sentence, and the talk of points lost.
_EMPTY = frozenset(
    "do vì bởi tại nên mà thì là bị được có của các những nhiều một số và hoặc với trong ngoài ở cho đến từ khi này đó "  # noqa: SIM905 -- a list of words reads best as a sentence
    "năm nay vẫn còn đã chưa không ít chỉ mới rất quá thật sự mức độ tỷ lệ cao thấp kém yếu chậm muộn trễ kịp thời tốt "
    "hạn chế tồn điểm đạt mất "
    "trừ tiêu chí thành phần tối đa việc công tác nguyên nhân kết quả thực hiện".split()
)
_MOSTLY_REPEATED = 0.9  # at most one new word in ten

# A product that can be put on the table, standing where a sentence names it.
_THING = (
    r"(?:kế hoạch|báo cáo|quyết định|công văn|tờ trình|văn bản|chỉ thị|nghị quyết|đề án|dự án|dự thảo|chương trình|"
    r"thông báo|kết luận|biên bản|hướng dẫn|quy chế|quy trình|quy định|danh mục|danh sách|bảng|biểu|sổ|sổ tay|"
    r"cẩm nang|tài liệu|hồ sơ|bộ|mẫu|phiếu|lớp|hội nghị|hội thảo|cuộc|buổi|đợt|đoàn|tin|bài|chuyên mục|chuyên trang|"
    r"phóng sự|video|tờ|pa nô|phần mềm|hệ thống|cơ sở dữ liệu|dữ liệu|cổng|trang|ứng dụng|chức năng|nền tảng|"
    r"hợp đồng|giấy|chứng thư|chứng chỉ|tài khoản|mã|thiết bị|trụ sở|mô hình|giải pháp|sáng kiến|câu|bản)"
)
_NAMED = re.compile(
    r"(?:^|[;,:.+\n(]\s*|\b(?:có|kèm|bằng|qua|trình|ban hành|công bố|phê duyệt|nghiệm thu)\s+|"
    # What one fulfils is no product: "hoàn thành kế hoạch" shows nothing, "hoàn thành báo cáo" does.
    r"\b(?:hoàn thành|thực hiện|triển khai|duy trì|tổ chức|xây dựng)\s+(?!kế hoạch|chương trình|quy định|nghị quyết))"
    rf"(?:(?:các|những|mỗi|từng|toàn bộ|một)\s+)?{_THING}\b"
)
_VAGUE_PRODUCT = re.compile(
    r"(?:được |có )?(?:nâng cao|nâng lên|cải thiện|hoàn thành|thực hiện|triển khai|tăng cường|đẩy mạnh|tăng|giảm|"
    r"bảo đảm|đảm bảo|duy trì|phát huy|góp phần|tạo|khắc phục|hạn chế|từng bước|chuyển biến|chất lượng|hiệu quả|"
    r"hiệu lực|tỷ lệ|tỉ lệ|mức độ|ý thức|nhận thức|trách nhiệm|kỷ luật|công tác|việc|đạt|tốt|theo|đúng|kịp thời|"
    r"đầy đủ|thường xuyên|nghiêm túc|sự|kết quả (?:tốt|cao|được))\b"
)
_GENERAL_WORK = re.compile(
    r"(?:tiếp tục|tăng cường|đẩy mạnh|nâng cao|chú trọng|quan tâm|phát huy|chủ động|tích cực|không ngừng|từng bước|"
    r"thường xuyên|cải thiện|thực hiện (?:tốt|nghiêm|có hiệu quả)|làm tốt)\b"
)
_DOCUMENT = re.compile(
    r"(?<=\s)(?:Kế hoạch|Đề án|Chương trình|Nghị quyết|Quyết định|Chỉ thị|Thông tư|Nghị định|Luật|Quy chế|Quy định|"
    r"Công điện|Bộ tiêu chí|Bộ chỉ số|Hệ thống|Cổng)\b"
)
# A year or a period is no measure of the work.
_WHEN = re.compile(r"\b(?:năm|tháng|quý|quí|giai đoạn|ngày)\s+[\divx][\divx/. –-]*", re.IGNORECASE)
_BARE_PRODUCT = 5  # words: "Báo cáo kết quả thực hiện" tells no report from another


def causes_say_why(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Nguyên nhân phải nói vì sao, không nhắc lại tên tiêu chí hay tồn tại (“chưa hoàn thành kế hoạch”)."""
    for cycle in dataset.cycles.values():
        for submission in cycle.submissions.values():
            for entry in submission.analyses:
                criterion = dataset.criterion(entry.criterion)
                known = {*words(entry.shortfall), *words(criterion.name if criterion else ""), *_EMPTY}
                for cause in entry.causes:
                    said = set(words(cause.content)) - _EMPTY
                    if len(said & known) >= _MOSTLY_REPEATED * len(said):
                        message = (
                            f"nguyên nhân {quote(cause.content)} chỉ nhắc lại tên tiêu chí, tồn tại hoặc việc mất điểm"
                        )
                        hint = "nêu vì sao: khâu nào, ai, thiếu gì dẫn đến kết quả đó"
                        yield warning(cause.span("content"), "nguyen-nhan-lap-lai", message, hint)


def deliverables_can_be_shown(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Sản phẩm phải đếm được hoặc đưa ra được: văn bản, lớp học, hệ thống, con số; không phải “nâng cao chất lượng”."""
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            task = proposed.task
            if _is_vague(task):
                message = f"sản phẩm {quote(task.deliverable)} không đếm được, không có gì để kiểm chứng"
                hint = "ghi văn bản, số lượng hoặc tỷ lệ, ví dụ: 01 kế hoạch; 05 biên bản kiểm tra; đạt 95 %"
                yield warning(task.span("deliverable"), "san-pham-khong-do-duoc", message, hint)


def _has_figure(text: str) -> bool:
    return any(char.isdecimal() for char in _WHEN.sub("", text))


def _is_vague(task: Task) -> bool:
    """Tell whether a product is a wish: nothing in it, nor an outcome beside it, can be counted or shown."""
    text = task.deliverable.lower()
    return bool(_VAGUE_PRODUCT.match(text)) and not (task.outcome or _has_figure(text) or _NAMED.search(text))


def contents_are_concrete(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Việc mở đầu bằng “tiếp tục”, “tăng cường”, “nâng cao”… phải kèm số lượng, tên văn bản hoặc sản phẩm rõ ràng."""
    for cycle in dataset.cycles.values():
        for proposed in cycle.proposed_tasks():
            task = proposed.task
            if opening := _GENERAL_WORK.match(task.content.lower()):
                if _has_measure(task) or _is_vague(task):  # a product to be mended is the mistake then
                    continue
                message = f"nhiệm vụ mở đầu bằng “{opening[0]}” mà không nêu số lượng, văn bản hay chỉ số kết quả nào"
                hint = "ghi làm gì, bao nhiêu, ở đâu; hoặc thêm chi_so_ket_qua"
                yield warning(task.span("content"), "noi-dung-chung-chung", message, hint)


def _has_measure(task: Task) -> bool:
    """Tell whether anything of a task can be measured: its content, its outcome or its product."""
    if task.outcome or _has_figure(task.content) or _DOCUMENT.search(task.content):
        return True
    return _has_figure(task.deliverable) or len(words(task.deliverable)) > _BARE_PRODUCT
