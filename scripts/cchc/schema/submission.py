"""`ke-hoach/<year>/bao-cao/<agency>.yml`: what an agency analyses and proposes."""

from __future__ import annotations

from pydantic import Field

from cchc.schema.base import DatedDocument, Input, Sourced
from cchc.schema.choice import Choice
from cchc.schema.fields import DeadlineField, Line, Prose, Ref, Score, Slug, TaskCode, Year
from cchc.schema.reply import Reply


class CauseKind(Choice):
    """Whether a cause lies with the agency or outside it."""

    SUBJECTIVE = "chu-quan", "Do chính cơ quan."
    OBJECTIVE = "khach-quan", "Do điều kiện bên ngoài cơ quan."


class Cause(Input):
    """Why points were missed."""

    kind: CauseKind = Field(
        alias="loai", title="Loại nguyên nhân", description="Nguyên nhân nằm ở cơ quan hay nằm ngoài cơ quan."
    )
    content: Prose = Field(
        alias="noi_dung",
        title="Nội dung",
        description="Vì sao mất điểm, ví dụ: Kế hoạch không chia mốc theo quý nên phát hiện chậm muộn.",
    )


class Outcome(Input):
    """A measurable outcome of a task."""

    name: Line = Field(
        alias="ten",
        title="Tên chỉ số",
        description="Tên chỉ số đo kết quả, ví dụ: Tỷ lệ nhiệm vụ hoàn thành đúng hạn.",
    )
    current: Score = Field(alias="hien_tai", title="Hiện tại", description="Giá trị hiện nay.")
    target: Score = Field(alias="muc_tieu", title="Mục tiêu", description="Giá trị muốn đạt.")
    unit: Line = Field(alias="don_vi", title="Đơn vị", description="Đơn vị đo của hai giá trị trên.")


class Task(Input):
    """A task with the five things the mandate demands: content, lead, implementers, deliverable, deadline."""

    code: TaskCode = Field(alias="ma", title="Mã nhiệm vụ", description="Mã riêng của nhiệm vụ, không dùng lại mã cũ.")
    content: Prose = Field(
        alias="noi_dung",
        title="Nội dung",
        description="Sẽ làm gì, cụ thể, ví dụ: Lập bảng theo dõi từng nhiệm vụ của kế hoạch theo tháng.",
    )
    lead: Slug = Field(
        alias="chu_tri", title="Cơ quan chủ trì", description="Mã của một cơ quan chịu trách nhiệm chính."
    )
    implementers: tuple[Slug, ...] = Field(
        alias="thuc_hien",
        title="Đơn vị thực hiện",
        description="Mã các đơn vị hoặc nhóm đơn vị cùng làm.",
        min_length=1,
    )
    partners: tuple[Slug, ...] = Field(
        (), alias="phoi_hop", title="Đơn vị phối hợp", description="Mã các đơn vị hoặc nhóm đơn vị phối hợp."
    )
    deliverable: Prose = Field(
        alias="san_pham",
        title="Sản phẩm, kết quả",
        description="Sản phẩm, kết quả đếm được, ví dụ: 07 bảng theo dõi tháng.",
    )
    deadline: DeadlineField = Field(
        alias="thoi_han",
        title="Thời hạn hoàn thành",
        description="Khi nào phải xong; trang công khai in đúng chữ được ghi.",
    )
    target_points: Score | None = Field(
        None,
        alias="diem_phan_dau",
        title="Điểm phấn đấu",
        description="Điểm mong lấy lại; cộng lại không vượt điểm mất của tiêu chí.",
    )
    also_serves: tuple[Ref, ...] = Field(
        (),
        alias="cung_cho",
        title="Phục vụ thêm tiêu chí",
        description="Các tiêu chí khác mà nhiệm vụ cũng giúp cải thiện.",
    )
    outcome: Outcome | None = Field(
        None, alias="chi_so_ket_qua", title="Chỉ số kết quả", description="Kết quả đo được bằng số, nếu có."
    )


class Analysis(Input):
    """Why one criterion missed its maximum, and the tasks that answer it."""

    criterion: Ref = Field(
        alias="tieu_chi",
        title="Tiêu chí",
        description="Tiêu chí mất điểm do cơ quan chủ trì: mã bộ chỉ số, dấu gạch chéo, mã tiêu chí.",
    )
    shortfall: Prose = Field(
        alias="ton_tai",
        title="Tồn tại",
        description="Điều chưa làm được, ví dụ: Còn 03 nhiệm vụ trong kế hoạch chưa hoàn thành.",
    )
    causes: tuple[Cause, ...] = Field(
        alias="nguyen_nhan", title="Nguyên nhân", description="Các nguyên nhân, ít nhất một.", min_length=1
    )
    tasks: tuple[Task, ...] = Field(
        (),
        alias="nhiem_vu",
        title="Nhiệm vụ, giải pháp",
        description="Các nhiệm vụ, giải pháp để lấy lại điểm; thiếu thì trang công khai ghi chưa có nhiệm vụ.",
    )


class Upkeep(Input):
    """Tasks that keep a full-score criterion where it is."""

    criterion: Ref = Field(
        alias="tieu_chi",
        title="Tiêu chí",
        description="Tiêu chí đã đạt điểm tối đa do cơ quan chủ trì: mã bộ chỉ số, dấu gạch chéo, mã tiêu chí.",
    )
    tasks: tuple[Task, ...] = Field(
        alias="nhiem_vu", title="Nhiệm vụ, giải pháp", description="Các nhiệm vụ để giữ điểm tối đa.", min_length=1
    )


class SubmissionFile(Sourced):
    """One agency's submission: achievements, causes, proposed tasks."""

    agency: Slug = Field(alias="co_quan", title="Cơ quan", description="Mã của cơ quan, trùng với tên tệp.")
    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm", description="Năm của kế hoạch, trùng với tên thư mục.")
    letter: DatedDocument = Field(
        alias="van_ban",
        title="Văn bản báo cáo",
        description="Số và ngày của báo cáo mà cơ quan đã ký gửi; ngày này quyết định nộp đúng hạn hay muộn.",
    )
    achievements: tuple[Prose, ...] = Field(
        (), alias="ket_qua_dat_duoc", title="Kết quả đạt được", description="Kết quả đã đạt, mỗi ý một dòng."
    )
    analyses: tuple[Analysis, ...] = Field(
        (),
        alias="phan_tich",
        title="Phân tích",
        description="Phân tích các tiêu chí mất điểm; mỗi mục là một tiêu chí.",
    )
    upkeep: tuple[Upkeep, ...] = Field(
        (),
        alias="duy_tri",
        title="Duy trì",
        description="Nhiệm vụ giữ các tiêu chí đã đạt điểm tối đa; mỗi mục là một tiêu chí.",
    )
    replies: tuple[Reply, ...] = Field(
        (),
        alias="xac_nhan",
        title="Ý kiến về việc cơ quan khác giao",
        description="Ý kiến về nhiệm vụ của cơ quan khác giao mình chủ trì hoặc thực hiện, mỗi nhiệm vụ một lần.",
    )
    remarks: Prose | None = Field(
        None, alias="y_kien_khac", title="Ý kiến khác", description="Kiến nghị, đề xuất khác."
    )
