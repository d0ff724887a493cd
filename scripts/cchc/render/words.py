"""The Vietnamese words that readers see for the values that files and computations use."""

from __future__ import annotations

from cchc.figures.handshake import Answer
from cchc.figures.plan import GroupKind
from cchc.figures.progress import Status
from cchc.figures.punctuality import Punctuality
from cchc.figures.timeline import MarkKind
from cchc.schema import (
    AdjustmentKind,
    AssessmentMethod,
    CauseKind,
    Nature,
    ReportedStatus,
    Stage,
    Task,
    Unit,
    UpdatePeriod,
)

WORDS: dict[object, str] = {
    Nature.OFFICIAL: "chính thức",
    Nature.DERIVED: "suy ra",
    Nature.ILLUSTRATIVE: "minh họa",
    Status.DONE_ON_TIME: "Hoàn thành đúng hạn",
    Status.DONE_LATE: "Hoàn thành quá hạn",
    Status.OPEN_IN_TIME: "Chưa hoàn thành, trong hạn",
    Status.OPEN_OVERDUE: "Chưa hoàn thành, quá hạn",
    Punctuality.ON_TIME: "Đúng hạn",
    Punctuality.LATE: "Nộp muộn",
    Punctuality.WAITING: "Chưa đến hạn",
    Punctuality.MISSING: "Chưa nộp",
    Punctuality.UNREADABLE: "Tệp có lỗi",
    Answer.OBJECTED: "Không đồng ý",
    Answer.WAITING: "Chưa trả lời",
    Answer.AGREED: "Đồng ý",
    AssessmentMethod.APPRAISAL: "Thẩm định",
    AssessmentMethod.SURVEY: "Điều tra xã hội học",
    AssessmentMethod.STATISTICS: "Số liệu thống kê",
    CauseKind.SUBJECTIVE: "Chủ quan",
    CauseKind.OBJECTIVE: "Khách quan",
    ReportedStatus.NOT_STARTED: "Chưa thực hiện",
    ReportedStatus.UNDER_WAY: "Đang thực hiện",
    ReportedStatus.DONE: "Hoàn thành",
    Stage.COLLECTING: "Đang lấy báo cáo của các cơ quan",
    Stage.DRAFT: "Dự thảo",
    Stage.SUBMITTED: "Đã trình Ủy ban nhân dân tỉnh",
    Stage.ISSUED: "Đã ban hành",
    Stage.CLOSED: "Đã kết thúc",
    UpdatePeriod.MONTHLY: "hằng tháng",
    UpdatePeriod.QUARTERLY: "hằng quý",
    Unit.POINTS: "điểm",
    Unit.PERCENT: "%",
    AdjustmentKind.CHANGE: "sửa đổi",
    AdjustmentKind.ADD: "bổ sung",
    AdjustmentKind.WITHDRAW: "bãi bỏ",
    MarkKind.SUBMISSIONS: "Hạn nộp báo cáo",
    MarkKind.PLAN: "Hạn trình kế hoạch",
    MarkKind.ISSUED: "Ban hành kế hoạch",
    MarkKind.EVIDENCE: "Chốt tài liệu kiểm chứng",
    MarkKind.END: "Kết thúc kỳ",
    GroupKind.BELOW_MAXIMUM: "Khắc phục các tiêu chí, tiêu chí thành phần chưa đạt điểm tối đa",
    GroupKind.SATISFACTION: "Cải thiện Chỉ số hài lòng của người dân, tổ chức",
    GroupKind.UPKEEP: "Duy trì các tiêu chí, tiêu chí thành phần đã đạt điểm tối đa",
}


def word(value: object) -> str:
    """Give the reader's word for an enumerated value."""
    return WORDS[value]


def reading(text: str) -> str:
    """Give the reader's word for what a file says, where there is one, else the text itself."""
    return WORDS.get(text, text)


def field_title(attribute: str) -> str:
    """Name a task's field as an official would."""
    return Task.title_of(attribute)
