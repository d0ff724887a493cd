"""Tables of tasks: as they stand, and as approved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

from cchc.export.tables.base import (
    BOOLEAN,
    DATE,
    INTEGER,
    NUMBER,
    TEXT,
    Column,
    Table,
    choice,
    listed,
    maybe,
    provenance,
)
from cchc.figures.milestones import cycle_ends_on
from cchc.figures.progress import Status
from cchc.render import links

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cchc.export.tables.base import Value
    from cchc.export.tables.source import Origin, Source
    from cchc.figures.freeze import PlannedTask
    from cchc.figures.progress import TaskState
    from cchc.figures.report import CycleReport
    from cchc.model import ProposedTask
    from cchc.schema import Task


class _Valued(Protocol):
    """A record that tells of a task, as it stands or as it was approved."""

    @property
    def report(self) -> CycleReport: ...
    @property
    def task(self) -> PlannedTask | Task: ...
    @property
    def source(self) -> Source: ...


_Record = TypeVar("_Record", bound=_Valued)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """`state` is None for a withdrawn task, and where the plan is not in force yet."""

    source: Source
    report: CycleReport
    task: PlannedTask
    state: TaskState | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class _Approved:
    source: Source
    report: CycleReport
    proposed: ProposedTask
    origin: Origin

    @property
    def task(self) -> Task:
        return self.proposed.task


def _tasks(source: Source) -> Iterator[_Task]:
    for report in source.reports:
        for task in report.tasks:
            yield _Task(
                source=source,
                report=report,
                task=task,
                state=report.state_by_code.get(task.code) if report.is_tracked else None,
                origin=source.origin(task.span, report.cycle.submissions[task.agency].nature),
            )


def _approved(source: Source) -> Iterator[_Approved]:
    for report in source.reports:
        for proposed in report.cycle.proposed_tasks() if report.is_tracked else ():
            nature = report.cycle.submissions[proposed.agency].nature
            origin = source.origin(proposed.task.here, nature)
            yield _Approved(source=source, report=report, proposed=proposed, origin=origin)


def _stated(read: Callable[[TaskState], Value]) -> Callable[[_Task], Value]:
    """Read a value from a task's state; where it has none, there is no value."""
    return lambda one: read(one.state) if one.state else None


def _values(_of: type[_Record]) -> tuple[Column[_Record], ...]:
    """Make the columns of what approval freezes of a task."""
    return (
        Column("noi_dung", "Nhiệm vụ, giải pháp", TEXT, "Sẽ làm gì.", lambda one: one.task.content),
        Column("chu_tri", "Chủ trì (mã)", TEXT, "Mã cơ quan chịu trách nhiệm chính.", lambda one: one.task.lead),
        Column("ten_chu_tri", "Chủ trì", TEXT, "Tên cơ quan.", lambda one: one.source.names([one.task.lead])[0]),
        maybe(
            "thuc_hien",
            "Thực hiện (mã)",
            TEXT,
            "Mã các đơn vị, nhóm đơn vị cùng làm.",
            lambda one: listed(one.task.implementers),
        ),
        maybe(
            "ten_thuc_hien",
            "Thực hiện",
            TEXT,
            "Tên các đơn vị, nhóm đơn vị cùng làm.",
            lambda one: listed(one.source.names(one.task.implementers)),
        ),
        maybe(
            "phoi_hop",
            "Phối hợp (mã)",
            TEXT,
            "Mã các đơn vị, nhóm đơn vị phối hợp.",
            lambda one: listed(one.task.partners),
        ),
        maybe(
            "ten_phoi_hop",
            "Phối hợp",
            TEXT,
            "Tên các đơn vị, nhóm đơn vị phối hợp.",
            lambda one: listed(one.source.names(one.task.partners)),
        ),
        Column("san_pham", "Sản phẩm, kết quả", TEXT, "Làm xong thì có gì.", lambda one: one.task.deliverable),
        Column("thoi_han", "Thời hạn", TEXT, "Đúng chữ đã ghi trong kế hoạch.", lambda one: one.task.deadline.text),
        Column(
            "ngay_cuoi",
            "Ngày cuối còn đúng hạn",
            DATE,
            "Tính từ thời hạn: “trước 30/9/2023” thì là 29/9/2023.",
            lambda one: one.task.deadline.due_on(cycle_ends_on(one.report.cycle.file)),
        ),
        maybe(
            "lap_lai",
            "Lặp lại",
            TEXT,
            "Thường xuyên, hằng tháng hay hằng quý; trống nếu chỉ làm một lần.",
            lambda one: one.task.deadline.recurrence.value if one.task.deadline.recurrence else None,
        ),
        maybe(
            "diem_phan_dau",
            "Điểm phấn đấu",
            NUMBER,
            "Điểm cơ quan mong lấy lại; không phải dự báo.",
            lambda one: one.task.target_points,
        ),
        maybe(
            "cung_cho",
            "Phục vụ thêm tiêu chí",
            TEXT,
            "Các tiêu chí khác, ghi bộ chỉ số/mã.",
            lambda one: listed(one.task.also_serves),
        ),
        maybe(
            "chi_so",
            "Chỉ số kết quả",
            TEXT,
            "Kết quả đo được bằng số, nếu có.",
            lambda one: one.task.outcome.name if one.task.outcome else None,
        ),
        maybe(
            "chi_so_hien_tai",
            "Chỉ số: hiện tại",
            NUMBER,
            "Giá trị khi lập kế hoạch.",
            lambda one: one.task.outcome.current if one.task.outcome else None,
        ),
        maybe(
            "chi_so_muc_tieu",
            "Chỉ số: mục tiêu",
            NUMBER,
            "Giá trị muốn đạt.",
            lambda one: one.task.outcome.target if one.task.outcome else None,
        ),
        maybe(
            "chi_so_don_vi",
            "Chỉ số: đơn vị",
            TEXT,
            "Đơn vị đo của hai giá trị.",
            lambda one: one.task.outcome.unit if one.task.outcome else None,
        ),
    )


TASKS: Table[_Task] = Table(
    id="nhiem_vu",
    title="Nhiệm vụ",
    about="Mọi nhiệm vụ như đang có hiệu lực: mọi điều chỉnh tới ngày tính đã được áp dụng.",
    key=("ke_hoach", "ma"),
    records=_tasks,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.report.year),
        Column("ma", "Mã nhiệm vụ", TEXT, "Mã riêng của nhiệm vụ.", lambda one: one.task.code),
        Column("bo_chi_so", "Bộ chỉ số (mã)", TEXT, "Mã của bộ chỉ số.", lambda one: one.task.criterion.framework),
        Column("ma_tieu_chi", "Mã tiêu chí", TEXT, "Mã trong bộ chỉ số.", lambda one: one.task.criterion.code),
        Column(
            "ten_tieu_chi",
            "Tiêu chí",
            TEXT,
            "Tên tiêu chí mà nhiệm vụ phục vụ.",
            lambda one: one.source.view.criterion(one.task.criterion).name,
        ),
        Column(
            "la_duy_tri",
            "Giữ điểm tối đa",
            BOOLEAN,
            "Đúng: giữ tiêu chí đã đạt điểm tối đa. Sai: khắc phục điểm mất.",
            lambda one: one.task.is_upkeep,
        ),
        *_values(_Task),
        *choice(
            "trang_thai", "Trạng thái", Status, lambda one: one.state.status if one.state else None, is_required=False
        ),
        maybe("phan_tram", "Phần trăm", INTEGER, "Theo báo cáo gần nhất.", _stated(lambda state: state.percent)),
        maybe(
            "ngay_hoan_thanh",
            "Ngày hoàn thành",
            DATE,
            "Trống khi chưa xong.",
            _stated(lambda state: state.completed_on),
        ),
        maybe(
            "so_ngay_qua_han",
            "Số ngày quá hạn",
            INTEGER,
            "Kể cả khi cuối cùng đã xong; 0 là không quá hạn.",
            _stated(lambda state: state.delay),
        ),
        maybe(
            "sap_den_han",
            "Sắp đến hạn",
            BOOLEAN,
            "Chưa xong và còn không quá 15 ngày.",
            _stated(lambda state: state.is_due_soon),
        ),
        maybe(
            "cham_cap_nhat",
            "Chưa cập nhật kỳ vừa qua",
            BOOLEAN,
            "Chưa xong mà kỳ cập nhật vừa qua không có báo cáo.",
            _stated(lambda state: state.is_stale),
        ),
        maybe(
            "cap_nhat_gan_nhat",
            "Cập nhật gần nhất",
            DATE,
            "Ngày của báo cáo gần nhất.",
            _stated(lambda state: state.latest.on if state.latest else None),
        ),
        Column(
            "da_dieu_chinh",
            "Đã điều chỉnh",
            BOOLEAN,
            "Giá trị đã duyệt có thay đổi; xem bảng dieu_chinh.",
            lambda one: bool(one.task.changes),
        ),
        Column("da_bai_bo", "Đã bãi bỏ", BOOLEAN, "Không còn hiệu lực.", lambda one: one.task.withdrawn_by is not None),
        Column("de_xuat", "Cơ quan đề xuất (mã)", TEXT, "Cơ quan nêu nhiệm vụ.", lambda one: one.task.agency),
        Column(
            "trang",
            "Trang của nhiệm vụ",
            TEXT,
            "Địa chỉ cố định, có nhật ký tiến độ.",
            lambda one: one.source.view.address(links.task(one.report.year, one.task.code)),
        ),
        *provenance(_Task),
    ),
)

APPROVED: Table[_Approved] = Table(
    id="nhiem_vu_da_duyet",
    title="Nhiệm vụ như đã duyệt",
    about="Giá trị của từng nhiệm vụ khi được duyệt, trước mọi điều chỉnh; chỉ có với kế hoạch đã ban hành.",
    key=("ke_hoach", "ma"),
    records=_approved,
    columns=(
        Column("ke_hoach", "Kế hoạch năm", INTEGER, "Năm của kế hoạch.", lambda one: one.report.year),
        Column("ma", "Mã nhiệm vụ", TEXT, "Mã riêng của nhiệm vụ.", lambda one: one.task.code),
        *_values(_Approved),
        *provenance(_Approved),
    ),
)
