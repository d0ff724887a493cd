"""`ke-hoach/<year>/ke-hoach.yml`: a planning cycle."""

from __future__ import annotations

from pydantic import Field, model_validator

from cchc.schema.base import DatedDocument, DocumentRef, Input, Sourced
from cchc.schema.choice import Choice
from cchc.schema.fields import Code, Count, Date, Line, Prose, RefusedError, Score, Slug, Year


class Stage(Choice):
    """Stages of a planning cycle, in order."""

    COLLECTING = "lay-bao-cao", "Đang lấy báo cáo của các cơ quan."
    DRAFT = "du-thao", "Đang dự thảo kế hoạch."
    SUBMITTED = "da-trinh", "Đã trình, chờ ban hành."
    ISSUED = "da-ban-hanh", "Đã ban hành, đang thực hiện."
    CLOSED = "da-ket-thuc", "Đã kết thúc kỳ."

    @property
    def is_issued(self) -> bool:
        """Whether the plan is in force or was."""
        return self in {Stage.ISSUED, Stage.CLOSED}


class UpdatePeriod(Choice):
    """How often agencies update progress."""

    MONTHLY = "hang-thang", "Cập nhật hằng tháng."
    QUARTERLY = "hang-quy", "Cập nhật hằng quý."


class ResultsRef(Input):
    """The results a plan answers."""

    framework: Slug = Field(alias="bo_chi_so", title="Bộ chỉ số", description="Mã của bộ chỉ số.")
    year: Year = Field(alias="nam", title="Năm", description="Năm của kết quả mà kế hoạch khắc phục.")


class Mandate(DocumentRef, Sourced):
    """The document that orders the plan."""


class Milestone(Input):
    """A deadline of the cycle: `truoc` excludes the day named, `han` includes it."""

    before: Date | None = Field(
        None, alias="truoc", title="Trước ngày", description="Phải xong trước ngày này; ngày này đã là muộn."
    )
    by: Date | None = Field(None, alias="han", title="Hạn", description="Ngày cuối cùng còn đúng hạn.")

    @model_validator(mode="after")
    def _is_one(self) -> Milestone:
        if (self.before is None) == (self.by is None):
            message = "mốc thời gian phải có đúng một trong hai: “truoc” (trước ngày) hoặc “han” (hạn, tính cả ngày đó)"
            raise RefusedError("moc-khong-dung", message, "ví dụ: truoc: 15/5/2023")
        return self


class Milestones(Input):
    """The cycle's deadlines."""

    submissions: Milestone = Field(
        alias="nop_bao_cao", title="Nộp báo cáo", description="Thời hạn các cơ quan nộp báo cáo."
    )
    plan: Milestone = Field(alias="trinh_ke_hoach", title="Trình kế hoạch", description="Thời hạn trình kế hoạch.")
    evidence_cutoff: Milestone | None = Field(
        None,
        alias="chot_minh_chung",
        title="Chốt tài liệu kiểm chứng",
        description="Thời hạn chốt tài liệu kiểm chứng.",
    )


class Target(Input):
    """What the plan aims at for one framework."""

    points: Score | None = Field(None, alias="diem", title="Điểm", description="Điểm phấn đấu đạt.")
    rank: Count | None = Field(None, alias="xep_hang", title="Xếp hạng", description="Thứ hạng phấn đấu đạt.")


class CycleFile(Sourced):
    """A planning cycle: mandate, deadlines, assignment, objectives, approval and the document's own text."""

    year: Year = Field(alias="nam", title="Năm", description="Năm của kế hoạch, trùng với tên thư mục.")
    name: Line = Field(alias="ten", title="Tên kế hoạch", description="Tên đầy đủ của kế hoạch.")
    evaluates: tuple[ResultsRef, ...] = Field(
        alias="danh_gia",
        title="Kết quả được khắc phục",
        description="Các kết quả mà kế hoạch khắc phục; mỗi mục là một bộ chỉ số và một năm.",
        min_length=1,
    )
    mandate: Mandate = Field(alias="van_ban_giao", title="Văn bản giao", description="Văn bản giao lập kế hoạch.")
    consolidator: Slug = Field(
        alias="tong_hop", title="Cơ quan tổng hợp", description="Mã của cơ quan tổng hợp kế hoạch."
    )
    reporters: tuple[Slug, ...] = Field(
        alias="bao_cao", title="Cơ quan phải báo cáo", description="Mã của các cơ quan phải nộp báo cáo.", min_length=1
    )
    milestones: Milestones = Field(alias="moc", title="Các mốc", description="Các mốc thời gian của kỳ.")
    update_period: UpdatePeriod = Field(
        alias="chu_ky_cap_nhat",
        title="Chu kỳ cập nhật",
        description="Các cơ quan cập nhật tiến độ hằng tháng hay hằng quý.",
    )
    targets: dict[Slug, Target] = Field(
        default_factory=dict,
        alias="muc_tieu",
        title="Mục tiêu",
        description="Mục tiêu của kế hoạch: mã bộ chỉ số, rồi điểm và thứ hạng phấn đấu.",
    )
    assignment: dict[Slug, dict[Code, Slug]] = Field(
        alias="phan_cong",
        title="Phân công",
        description="Mỗi bộ chỉ số: từng dòng mã tiêu chí, dấu hai chấm, mã cơ quan chủ trì.",
    )
    stage: Stage = Field(alias="trang_thai", title="Trạng thái", description="Kế hoạch đang ở giai đoạn nào.")
    issuance: DatedDocument | None = Field(
        None,
        alias="ban_hanh",
        title="Ban hành",
        description="Số và ngày văn bản ban hành kế hoạch; bắt buộc khi đã ban hành.",
    )
    ends_on: Date | None = Field(
        None,
        alias="ket_thuc",
        title="Ngày kết thúc kỳ",
        description="Ngày chốt kết quả của kỳ; không ghi thì là ngày cuối năm.",
    )
    legal_grounds: tuple[Prose, ...] = Field(
        (), alias="can_cu", title="Căn cứ", description="Các căn cứ của kế hoạch, mỗi căn cứ một dòng."
    )
    purposes: tuple[Prose, ...] = Field(
        (), alias="muc_dich", title="Mục đích", description="Mục đích của kế hoạch, mỗi ý một dòng."
    )
    requirements: tuple[Prose, ...] = Field(
        (), alias="yeu_cau", title="Yêu cầu", description="Yêu cầu của kế hoạch, mỗi ý một dòng."
    )
    organisation: tuple[Prose, ...] = Field(
        (), alias="to_chuc_thuc_hien", title="Tổ chức thực hiện", description="Phần tổ chức thực hiện, mỗi ý một dòng."
    )
    recipients: tuple[Line, ...] = Field(
        (), alias="noi_nhan", title="Nơi nhận", description="Nơi nhận, mỗi nơi một dòng."
    )
