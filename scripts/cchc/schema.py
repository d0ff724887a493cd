"""What agencies write: one input model for each kind of file, and the only place that knows YAML key names.

A model's attributes are the project's English terms; `alias` is the key in the file; `title` is what an
official calls it. Records are frozen and keep the place of every value (`span`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, PrivateAttr, ValidationInfo, model_validator

from cchc.diagnostics import Diagnostic, Span, error, quote
from cchc.fields import (
    Abbreviation,
    Code,
    Contact,
    Count,
    Date,
    DeadlineField,
    Https,
    Line,
    Percent,
    PlaceName,
    Prose,
    Ref,
    RefusedError,
    Score,
    Slug,
    TaskCode,
    TimeZone,
    Year,
)
from cchc.source import Map, Seq
from cchc.text import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic import ModelWrapValidatorHandler


class Input(BaseModel):
    """A frozen record read from a mapping; remembers where each of its values stood."""

    model_config = ConfigDict(frozen=True, extra="ignore", defer_build=True)
    _map: Map = PrivateAttr()

    @model_validator(mode="wrap")
    @classmethod
    def _keep_place(cls, data: Any, handler: ModelWrapValidatorHandler[Any], info: ValidationInfo) -> Any:  # noqa: ANN401 -- pydantic hands over whatever the file holds
        if not isinstance(data, Map):
            return handler(data)
        if isinstance(info.context, list):
            info.context.extend(cls._unknown_keys(data))
        record = handler(data)
        record._map = data  # noqa: SLF001 -- its own private attribute, set once
        return record

    @classmethod
    def keys(cls) -> dict[str, str]:
        """Map each key a file may use to the attribute it fills."""
        return {field.alias or name: name for name, field in cls.model_fields.items()}

    @classmethod
    def key_of(cls, attribute: str) -> str:
        """Name the YAML key of an attribute."""
        return cls.model_fields[attribute].alias or attribute

    @classmethod
    def title_of(cls, attribute: str) -> str:
        """Name an attribute as an official would."""
        return cls.model_fields[attribute].title or cls.key_of(attribute)

    @classmethod
    def _unknown_keys(cls, data: Map) -> list[Diagnostic]:
        known = cls.keys()
        return [
            error(
                span,
                "truong-la",
                f"không có mục nào tên {quote(key)} ở đây",
                did_you_mean(key, known) or f"các mục được dùng: {', '.join(known)}",
            )
            for key, span in data.key_spans.items()
            if key not in known
        ]

    @property
    def here(self) -> Span:
        """The place where this record begins."""
        return self._map.span

    def span(self, attribute: str, *path: int | str) -> Span:
        """Give the place of an attribute's value, or of what lies at `path` inside it.

        Falls back to the nearest enclosing place when the attribute was not written.
        """
        value: Any = self._map
        span = self._map.span
        for step in (self.key_of(attribute), *path):
            if isinstance(value, Map) and isinstance(step, str):
                span = value.value_spans.get(step) or value.blank.get(step) or span
                value = value.get(step)
            elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
                span, value = value.spans[step], value[step]
        return span

    def key_span(self, attribute: str, *path: str) -> Span:
        """Give the place of an attribute's key, or of the key at `path` inside it.

        Falls back to the nearest enclosing place when the key was not written.
        """
        value: Any = self._map
        span = self._map.span
        for step in (self.key_of(attribute), *path):
            if not isinstance(value, Map):
                break
            span, value = value.key_spans.get(step, span), value.get(step)
        return span


# --- shared parts ---------------------------------------------------------------------------------------


class Nature(StrEnum):
    """Where figures come from (format.md, `tinh_chat`)."""

    OFFICIAL = "chinh-thuc"
    DERIVED = "suy-ra"
    ILLUSTRATIVE = "minh-hoa"


class Reference(Input):
    """A public source: its name and, where there is one, its address."""

    name: Line = Field(alias="ten", title="Tên nguồn")
    url: Https | None = Field(None, alias="url", title="Địa chỉ")


class Sourced(Input):
    """Something whose nature is stated: official with its source, derived with its derivation, or invented."""

    nature: Nature = Field(alias="tinh_chat", title="Tính chất số liệu")
    sources: tuple[Reference, ...] = Field((), alias="nguon", title="Nguồn")
    derivation: Line | None = Field(None, alias="cach_suy_ra", title="Cách suy ra")

    @model_validator(mode="after")
    def _is_backed(self) -> Sourced:
        require_backing(self.nature, self.sources, self.derivation)
        return self


def require_backing(nature: Nature | None, sources: tuple[Reference, ...], derivation: str | None) -> None:
    """Insist that official figures name a source and derived ones their derivation.

    Raises:
        RefusedError: naming the key that lacks its backing.
    """
    if nature is Nature.OFFICIAL and not sources:
        message = "số liệu “chinh-thuc” phải có “nguon” (tên nguồn, địa chỉ)"
        hint = "thêm “nguon”, hoặc ghi “tinh_chat: minh-hoa” nếu là số liệu minh họa"
        raise RefusedError("thieu-nguon", message, hint, key="tinh_chat")
    if nature is Nature.DERIVED and not derivation:
        message = "số liệu “suy-ra” phải có “cach_suy_ra” nêu rõ phép tính"
        raise RefusedError("thieu-nguon", message, "ví dụ: cach_suy_ra: 87,33 − 2,86 = 84,47", key="tinh_chat")


def stated_natures(record: Input) -> Iterator[tuple[Span, Nature]]:
    """Walk every nature that a record states, its own and those of what lies inside it, with their places."""
    for attribute in type(record).model_fields:
        value = getattr(record, attribute)
        if isinstance(value, Nature):
            yield record.span(attribute), value
        for inner in value if isinstance(value, tuple) else (value,):
            if isinstance(inner, Input):
                yield from stated_natures(inner)


class DocumentRef(Input):
    """A document: number and symbol, date, abstract."""

    number: Line = Field(alias="so", title="Số, ký hiệu")
    issued_on: Date | None = Field(None, alias="ngay", title="Ngày ban hành")
    abstract: Line | None = Field(None, alias="trich_yeu", title="Trích yếu")


class DatedDocument(DocumentRef):
    """A document whose date matters."""

    issued_on: Date = Field(alias="ngay", title="Ngày ban hành")


# --- tinh.yml -------------------------------------------------------------------------------------------


class ProvinceKind(StrEnum):
    """What the province-level unit is."""

    PROVINCE = "tinh"
    CITY = "thanh-pho"


class ProvinceFile(Input):
    """This installation: the province, its repository and site."""

    name: PlaceName = Field(alias="ten", title="Tên tỉnh, thành phố")
    kind: ProvinceKind = Field(ProvinceKind.PROVINCE, alias="loai", title="Loại đơn vị")
    code: Line = Field(alias="ma", title="Mã đơn vị hành chính")
    repository: Https = Field(alias="kho_git", title="Địa chỉ kho Git")
    branch: Line = Field("main", alias="nhanh", title="Nhánh chính")
    site_url: Https = Field(alias="trang_web", title="Địa chỉ trang web")
    time_zone: TimeZone = Field("Asia/Ho_Chi_Minh", alias="mui_gio", title="Múi giờ")
    language: Line = Field("vi", alias="ngon_ngu", title="Ngôn ngữ")
    as_of: Date | None = Field(None, alias="tinh_den_ngay", title="Tính đến ngày")

    @property
    def full_name(self) -> str:
        """Name with its kind: "tỉnh Đắk Lắk", "thành phố Huế"."""
        return f"{'tỉnh' if self.kind is ProvinceKind.PROVINCE else 'thành phố'} {self.name}"


# --- don-vi.yml -----------------------------------------------------------------------------------------


class AgencyKind(StrEnum):
    """Kinds of agency and unit."""

    OFFICE = "van-phong"
    DEPARTMENT = "so"
    BOARD = "ban"
    INSPECTORATE = "thanh-tra"
    PUBLIC_UNIT = "don-vi-su-nghiep"
    DISTRICT = "huyen"
    TOWN = "thi-xa"
    CITY = "thanh-pho"
    COMMUNE = "xa"
    WARD = "phuong"
    OTHER = "khac"


class Account(Input):
    """A Git account that may submit for an agency: compared by numeric id, the login is only shown."""

    login: Line = Field(alias="ten", title="Tên tài khoản")
    id: Count = Field(alias="id", title="Mã số tài khoản")


class Agency(Input):
    """An agency or unit."""

    id: Slug = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên đầy đủ")
    short_name: Line = Field(alias="ten_ngan", title="Tên ngắn")
    abbreviation: Abbreviation = Field(alias="ten_tat", title="Tên viết tắt")
    kind: AgencyKind = Field(alias="loai", title="Loại")
    from_on: Date | None = Field(None, alias="tu_ngay", title="Có từ ngày")
    until_on: Date | None = Field(None, alias="den_ngay", title="Đến ngày")
    successor: Slug | None = Field(None, alias="ke_thua_boi", title="Cơ quan kế thừa")
    accounts: tuple[Account, ...] = Field((), alias="tai_khoan", title="Tài khoản được nộp")
    contact: Contact | None = Field(None, alias="lien_he", title="Liên hệ")


class AgencyGroup(Input):
    """A collective name for agencies of some kinds, as documents use it ("các sở, ban, ngành")."""

    id: Slug = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên")
    kinds: tuple[AgencyKind, ...] = Field(alias="loai", title="Gồm các loại")


class RegistryFile(Sourced):
    """Registry of agencies, units and collective names."""

    agencies: tuple[Agency, ...] = Field(alias="don_vi", title="Đơn vị", min_length=1)
    groups: tuple[AgencyGroup, ...] = Field((), alias="nhom", title="Nhóm đơn vị")


# --- bo-chi-so/<id>.yml ---------------------------------------------------------------------------------


class Unit(StrEnum):
    """What a framework's values are."""

    POINTS = "diem"
    PERCENT = "phan-tram"

    @property
    def sign(self) -> str:
        """What a message writes after a value."""
        return "điểm" if self is Unit.POINTS else "%"


class Aggregation(StrEnum):
    """How a parent relates to its children: their sum, or a value of its own."""

    SUM = "tong"
    INDEPENDENT = "doc-lap"


class AssessmentMethod(StrEnum):
    """How a leaf is scored: by appraisal, by survey, from statistics."""

    APPRAISAL = "tham-dinh"
    SURVEY = "dieu-tra"
    STATISTICS = "thong-ke"


class NodeInput(Input):
    """A domain, criterion or sub-criterion as written; `nature` speaks of its maximum."""

    code: Code = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa")
    explanation: Line | None = Field(None, alias="giai_thich", title="Giải thích")
    method: AssessmentMethod | None = Field(None, alias="phuong_phap", title="Phương pháp đánh giá")
    nature: Nature | None = Field(None, alias="tinh_chat", title="Tính chất số liệu")
    sources: tuple[Reference, ...] = Field((), alias="nguon", title="Nguồn")
    derivation: Line | None = Field(None, alias="cach_suy_ra", title="Cách suy ra")

    @model_validator(mode="after")
    def _is_backed(self) -> NodeInput:
        require_backing(self.nature, self.sources, self.derivation)
        return self

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """The nodes one level down."""
        return ()


class SubcriterionInput(NodeInput):
    """A sub-criterion: always a leaf."""


class CriterionInput(NodeInput):
    """A criterion; without sub-criteria it is itself the leaf."""

    subcriteria: tuple[SubcriterionInput, ...] = Field((), alias="thanh_phan", title="Tiêu chí thành phần")

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """Its sub-criteria."""
        return self.subcriteria


class DomainInput(NodeInput):
    """A domain of criteria."""

    criteria: tuple[CriterionInput, ...] = Field((), alias="tieu_chi", title="Tiêu chí")

    @property
    def children(self) -> tuple[NodeInput, ...]:
        """Its criteria."""
        return self.criteria


class FrameworkFile(Sourced):
    """An index framework: domains → criteria → sub-criteria with their maxima."""

    id: Slug = Field(alias="ma", title="Mã")
    name: Line = Field(alias="ten", title="Tên")
    abbreviation: Line = Field(alias="viet_tat", title="Tên viết tắt")
    legal_basis: DatedDocument | None = Field(None, alias="can_cu", title="Căn cứ pháp lý")
    unit: Unit = Field(alias="don_vi_do", title="Đơn vị đo")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa")
    aggregation: Aggregation = Field(alias="cach_tinh", title="Cách tính")
    level_names: tuple[Line, Line, Line] = Field(alias="ten_cap", title="Tên ba cấp")
    domains: tuple[DomainInput, ...] = Field(alias="linh_vuc", title="Lĩnh vực", min_length=1)

    @model_validator(mode="after")
    def _has_unique_codes(self, info: ValidationInfo) -> FrameworkFile:
        """Report codes used twice here: a tree that is not certain cannot be compared with other files."""
        seen: dict[str, Span] = {}
        for node, _ in self.nodes():
            span = node.span("code")
            first = seen.setdefault(node.code, span)
            if first is not span and isinstance(info.context, list):
                message = f"mã “{node.code}” đã dùng ở dòng {first.line}"
                info.context.append(error(span, "trung-ma-tieu-chi", message, "đặt mã khác"))
        return self

    def nodes(self) -> Iterator[tuple[NodeInput, str]]:
        """Walk the nodes as written, each with its parent's code ("" for a domain)."""
        for domain in self.domains:
            yield domain, ""
            for criterion in domain.children:
                yield criterion, domain.code
                for subcriterion in criterion.children:
                    yield subcriterion, criterion.code


# --- ket-qua/<year>/<framework>.yml ---------------------------------------------------------------------


class Total(Sourced):
    """A published overall result."""

    points: Score = Field(alias="diem", title="Điểm")
    rank: Count | None = Field(None, alias="xep_hang", title="Xếp hạng")
    out_of: Count | None = Field(None, alias="tren", title="Trên tổng số")


class Comparison(Total):
    """Another province's published result, for scale."""

    name: Line = Field(alias="ten", title="Tên")


class Part(Input):
    """A published part of the overall result."""

    name: Line = Field(alias="ten", title="Tên phần")
    points: Score = Field(alias="diem", title="Điểm")
    max_points: Score = Field(alias="diem_toi_da", title="Điểm tối đa")


class Discrepancy(Input):
    """A stated difference between the leaves' sum and the published total, with its reason."""

    points: Score = Field(alias="diem", title="Chênh lệch")
    reason: Line = Field(alias="ly_do", title="Lý do")


class ResultsFile(Sourced):
    """What was scored in a year; `scores` is absent when only the total was published."""

    framework: Slug = Field(alias="bo_chi_so", title="Bộ chỉ số")
    year: Year = Field(alias="nam", title="Năm")
    total: Total = Field(alias="tong", title="Kết quả chung")
    scores: dict[Code, Score] = Field(default_factory=dict, alias="diem", title="Điểm từng tiêu chí")
    self_scores: dict[Code, Score] = Field(default_factory=dict, alias="tu_cham", title="Điểm tự chấm")
    discrepancy: Discrepancy | None = Field(None, alias="chenh_lech", title="Chênh lệch")
    parts: tuple[Part, ...] = Field((), alias="phan", title="Các phần điểm")
    comparisons: tuple[Comparison, ...] = Field((), alias="so_sanh", title="So sánh")


# --- ke-hoach/<year>/ke-hoach.yml -----------------------------------------------------------------------


class Stage(StrEnum):
    """Stages of a planning cycle, in order."""

    COLLECTING = "lay-bao-cao"
    DRAFT = "du-thao"
    SUBMITTED = "da-trinh"
    ISSUED = "da-ban-hanh"
    CLOSED = "da-ket-thuc"

    @property
    def is_issued(self) -> bool:
        """Whether the plan is in force or was."""
        return self in {Stage.ISSUED, Stage.CLOSED}


class UpdatePeriod(StrEnum):
    """How often agencies update progress."""

    MONTHLY = "hang-thang"
    QUARTERLY = "hang-quy"


class ResultsRef(Input):
    """The results a plan answers."""

    framework: Slug = Field(alias="bo_chi_so", title="Bộ chỉ số")
    year: Year = Field(alias="nam", title="Năm")


class Mandate(DocumentRef, Sourced):
    """The document that orders the plan."""


class Milestone(Input):
    """A deadline of the cycle: `truoc` excludes the day named, `han` includes it."""

    before: Date | None = Field(None, alias="truoc", title="Trước ngày")
    by: Date | None = Field(None, alias="han", title="Hạn")

    @model_validator(mode="after")
    def _is_one(self) -> Milestone:
        if (self.before is None) == (self.by is None):
            message = "mốc thời gian phải có đúng một trong hai: “truoc” (trước ngày) hoặc “han” (hạn, tính cả ngày đó)"
            raise RefusedError("moc-khong-dung", message, "ví dụ: truoc: 15/5/2023")
        return self


class Milestones(Input):
    """The cycle's deadlines."""

    submissions: Milestone = Field(alias="nop_bao_cao", title="Nộp báo cáo")
    plan: Milestone = Field(alias="trinh_ke_hoach", title="Trình kế hoạch")
    evidence_cutoff: Milestone | None = Field(None, alias="chot_minh_chung", title="Chốt tài liệu kiểm chứng")


class Target(Input):
    """What the plan aims at for one framework."""

    points: Score | None = Field(None, alias="diem", title="Điểm")
    rank: Count | None = Field(None, alias="xep_hang", title="Xếp hạng")


class CycleFile(Sourced):
    """A planning cycle: mandate, deadlines, assignment, objectives, approval and the document's own text."""

    year: Year = Field(alias="nam", title="Năm")
    name: Line = Field(alias="ten", title="Tên kế hoạch")
    evaluates: tuple[ResultsRef, ...] = Field(alias="danh_gia", title="Kết quả được khắc phục", min_length=1)
    mandate: Mandate = Field(alias="van_ban_giao", title="Văn bản giao")
    consolidator: Slug = Field(alias="tong_hop", title="Cơ quan tổng hợp")
    reporters: tuple[Slug, ...] = Field(alias="bao_cao", title="Cơ quan phải báo cáo", min_length=1)
    milestones: Milestones = Field(alias="moc", title="Các mốc")
    update_period: UpdatePeriod = Field(alias="chu_ky_cap_nhat", title="Chu kỳ cập nhật")
    targets: dict[Slug, Target] = Field(default_factory=dict, alias="muc_tieu", title="Mục tiêu")
    assignment: dict[Slug, dict[Code, Slug]] = Field(alias="phan_cong", title="Phân công")
    stage: Stage = Field(alias="trang_thai", title="Trạng thái")
    issuance: DatedDocument | None = Field(None, alias="ban_hanh", title="Ban hành")
    ends_on: Date | None = Field(None, alias="ket_thuc", title="Ngày kết thúc kỳ")
    legal_grounds: tuple[Prose, ...] = Field((), alias="can_cu", title="Căn cứ")
    purposes: tuple[Prose, ...] = Field((), alias="muc_dich", title="Mục đích")
    requirements: tuple[Prose, ...] = Field((), alias="yeu_cau", title="Yêu cầu")
    organisation: tuple[Prose, ...] = Field((), alias="to_chuc_thuc_hien", title="Tổ chức thực hiện")
    recipients: tuple[Line, ...] = Field((), alias="noi_nhan", title="Nơi nhận")


# --- bao-cao/<agency>.yml -------------------------------------------------------------------------------


class CauseKind(StrEnum):
    """Whether a cause lies with the agency or outside it."""

    SUBJECTIVE = "chu-quan"
    OBJECTIVE = "khach-quan"


class Cause(Input):
    """Why points were missed."""

    kind: CauseKind = Field(alias="loai", title="Loại nguyên nhân")
    content: Prose = Field(alias="noi_dung", title="Nội dung")


class Outcome(Input):
    """A measurable outcome of a task."""

    name: Line = Field(alias="ten", title="Tên chỉ số")
    current: Score = Field(alias="hien_tai", title="Hiện tại")
    target: Score = Field(alias="muc_tieu", title="Mục tiêu")
    unit: Line = Field(alias="don_vi", title="Đơn vị")


class Task(Input):
    """A task with the five things the mandate demands: content, lead, implementers, deliverable, deadline."""

    code: TaskCode = Field(alias="ma", title="Mã nhiệm vụ")
    content: Prose = Field(alias="noi_dung", title="Nội dung")
    lead: Slug = Field(alias="chu_tri", title="Cơ quan chủ trì")
    implementers: tuple[Slug, ...] = Field(alias="thuc_hien", title="Đơn vị thực hiện", min_length=1)
    partners: tuple[Slug, ...] = Field((), alias="phoi_hop", title="Đơn vị phối hợp")
    deliverable: Prose = Field(alias="san_pham", title="Sản phẩm, kết quả")
    deadline: DeadlineField = Field(alias="thoi_han", title="Thời hạn hoàn thành")
    target_points: Score | None = Field(None, alias="diem_phan_dau", title="Điểm phấn đấu")
    also_serves: tuple[Ref, ...] = Field((), alias="cung_cho", title="Phục vụ thêm tiêu chí")
    outcome: Outcome | None = Field(None, alias="chi_so_ket_qua", title="Chỉ số kết quả")


class Analysis(Input):
    """Why one criterion missed its maximum, and the tasks that answer it."""

    criterion: Ref = Field(alias="tieu_chi", title="Tiêu chí")
    shortfall: Prose = Field(alias="ton_tai", title="Tồn tại")
    causes: tuple[Cause, ...] = Field(alias="nguyen_nhan", title="Nguyên nhân", min_length=1)
    tasks: tuple[Task, ...] = Field((), alias="nhiem_vu", title="Nhiệm vụ, giải pháp")


class Upkeep(Input):
    """Tasks that keep a full-score criterion where it is."""

    criterion: Ref = Field(alias="tieu_chi", title="Tiêu chí")
    tasks: tuple[Task, ...] = Field(alias="nhiem_vu", title="Nhiệm vụ, giải pháp", min_length=1)


class SubmissionFile(Sourced):
    """One agency's submission: achievements, causes, proposed tasks."""

    agency: Slug = Field(alias="co_quan", title="Cơ quan")
    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    letter: DatedDocument = Field(alias="van_ban", title="Văn bản báo cáo")
    achievements: tuple[Prose, ...] = Field((), alias="ket_qua_dat_duoc", title="Kết quả đạt được")
    analyses: tuple[Analysis, ...] = Field((), alias="phan_tich", title="Phân tích")
    upkeep: tuple[Upkeep, ...] = Field((), alias="duy_tri", title="Duy trì")
    remarks: Prose | None = Field(None, alias="y_kien_khac", title="Ý kiến khác")


# --- tien-do/<agency>.yml -------------------------------------------------------------------------------


class ReportedStatus(StrEnum):
    """What an agency says of a task; what the public reads is computed (progress.py)."""

    NOT_STARTED = "chua-thuc-hien"
    UNDER_WAY = "dang-thuc-hien"
    DONE = "hoan-thanh"


class Evidence(Input):
    """A document that proves a result."""

    name: Line = Field(alias="ten", title="Tên tài liệu")
    number: Line | None = Field(None, alias="so", title="Số, ký hiệu")
    issued_on: Date | None = Field(None, alias="ngay", title="Ngày")
    url: Https | None = Field(None, alias="url", title="Địa chỉ")


class ProgressEntry(Input):
    """What an agency reports of one task at one update."""

    task: TaskCode = Field(alias="ma", title="Mã nhiệm vụ")
    status: ReportedStatus = Field(alias="trang_thai", title="Trạng thái")
    percent: Percent = Field(alias="phan_tram", title="Phần trăm")
    result: Prose | None = Field(None, alias="ket_qua", title="Kết quả")
    completed_on: Date | None = Field(None, alias="ngay_hoan_thanh", title="Ngày hoàn thành")
    difficulty: Prose | None = Field(None, alias="kho_khan", title="Khó khăn, vướng mắc")
    evidence: tuple[Evidence, ...] = Field((), alias="minh_chung", title="Tài liệu kiểm chứng")


class Update(Input):
    """One progress update of an agency."""

    on: Date = Field(alias="ngay", title="Ngày cập nhật")
    entries: tuple[ProgressEntry, ...] = Field(alias="nhiem_vu", title="Nhiệm vụ", min_length=1)


class ProgressFile(Sourced):
    """An agency's progress updates."""

    agency: Slug = Field(alias="co_quan", title="Cơ quan")
    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    updates: tuple[Update, ...] = Field((), alias="cap_nhat", title="Các lần cập nhật")


# --- dieu-chinh.yml, khoa.yml ---------------------------------------------------------------------------


class AdjustmentKind(StrEnum):
    """What an adjustment does to an approved plan."""

    CHANGE = "sua-doi"
    ADD = "bo-sung"
    WITHDRAW = "bai-bo"


class TaskChange(Input):
    """New values of a task's approved fields; what is not named stays."""

    content: Prose | None = Field(None, alias="noi_dung", title="Nội dung")
    lead: Slug | None = Field(None, alias="chu_tri", title="Cơ quan chủ trì")
    implementers: tuple[Slug, ...] | None = Field(None, alias="thuc_hien", title="Đơn vị thực hiện", min_length=1)
    partners: tuple[Slug, ...] | None = Field(None, alias="phoi_hop", title="Đơn vị phối hợp")
    deliverable: Prose | None = Field(None, alias="san_pham", title="Sản phẩm, kết quả")
    deadline: DeadlineField | None = Field(None, alias="thoi_han", title="Thời hạn hoàn thành")
    target_points: Score | None = Field(None, alias="diem_phan_dau", title="Điểm phấn đấu")
    also_serves: tuple[Ref, ...] | None = Field(None, alias="cung_cho", title="Phục vụ thêm tiêu chí")
    outcome: Outcome | None = Field(None, alias="chi_so_ket_qua", title="Chỉ số kết quả")


class Adjustment(Input):
    """A change decided after approval."""

    on: Date = Field(alias="ngay", title="Ngày")
    document: DatedDocument = Field(alias="van_ban", title="Văn bản quyết định")
    task: TaskCode = Field(alias="nhiem_vu", title="Mã nhiệm vụ")
    kind: AdjustmentKind = Field(AdjustmentKind.CHANGE, alias="loai", title="Loại điều chỉnh")
    change: TaskChange | None = Field(None, alias="gia_tri_moi", title="Giá trị mới")
    reason: Prose = Field(alias="ly_do", title="Lý do")

    @model_validator(mode="after")
    def _says_what_changes(self) -> Adjustment:
        has_values = self.change is not None and bool(self.change.model_fields_set)
        if (self.kind is AdjustmentKind.CHANGE) != has_values:
            message = "điều chỉnh “sua-doi” phải có “gia_tri_moi”; “bo-sung” và “bai-bo” thì không"
            raise RefusedError(
                "dieu-chinh-khong-dung", message, "ví dụ: gia_tri_moi: rồi dòng dưới thoi_han: Quý IV/2023"
            )
        return self


class AdjustmentsFile(Sourced):
    """All changes made after approval."""

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    entries: tuple[Adjustment, ...] = Field(alias="dieu_chinh", title="Điều chỉnh", min_length=1)


class LockedTask(Input):
    """An approved task: its digest and the approved values, so that a message can name both."""

    code: TaskCode = Field(alias="ma", title="Mã nhiệm vụ")
    digest: Line = Field(alias="ma_bam", title="Mã băm")
    values: dict[str, Prose] = Field(alias="gia_tri", title="Giá trị đã duyệt")


class LockFile(Input):
    """Written by `cchc approve`: what was approved."""

    plan: Year = Field(alias="ke_hoach", title="Kế hoạch năm")
    approved_on: Date = Field(alias="ngay_duyet", title="Ngày duyệt")
    tasks: tuple[LockedTask, ...] = Field(alias="nhiem_vu", title="Nhiệm vụ")


OfACycle = SubmissionFile | ProgressFile | AdjustmentsFile | LockFile
