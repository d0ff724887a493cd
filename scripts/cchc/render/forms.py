"""Files for an agency to fill in, with what is known of it already there; every blank is refused until filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.deadline import FORMS
from cchc.basics.decimals import format_decimal
from cchc.figures.freeze import effective_tasks
from cchc.figures.gaps import leaf_gaps
from cchc.reading.json_schema import modeline
from cchc.render.words import word
from cchc.schema import CauseKind, Nature, Opinion, ReportedStatus

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Sequence

    from cchc.figures.freeze import PlannedTask
    from cchc.figures.gaps import Score
    from cchc.figures.handshake import Request
    from cchc.model import Cycle, Dataset, Framework
    from cchc.schema import Agency
    from cchc.schema.choice import Choice

_HOW_TO_FILL = """\
# Điền vào sau mỗi dấu hai chấm còn trống; giữ nguyên số dấu cách ở đầu dòng.
# Dòng bắt đầu bằng dấu thăng là lời chỉ dẫn, có thể xóa."""
_ANALYSIS = """\
  # {criterion}
  - tieu_chi: {ref}
    ton_tai:
    nguyen_nhan:
      - loai:
        noi_dung:
    nhiem_vu:
      - ma: {code}
        noi_dung:
        chu_tri: {agency}
        thuc_hien:
        san_pham:
        thoi_han:
"""
_REPLY = """\
  # {code}, {proposer} đề xuất, giao {role}: {content}
  - nhiem_vu: {code}
    y_kien:
    ngay:
"""
_ENTRY = """\
      # {content}
      # Thời hạn: {deadline}
      - ma: {code}
        trang_thai:
        phan_tram:
        ket_qua:
"""


def _head(kind: str, cycle: Cycle, agency: Agency, about: str) -> str:
    """Begin a file of an agency: what it is, how to fill it in, whose, for which plan, of what nature."""
    return f"""\
{modeline(kind, f"ke-hoach/{cycle.year}/{kind}/{agency.id}.yml")}\
# {about}
{_HOW_TO_FILL}
co_quan: {agency.id}
ke_hoach: {cycle.year}
# Một trong:
{_choices(Nature, indent="#   ")}
# Ghi chinh-thuc thì thêm mục nguon, ghi suy-ra thì thêm mục cach_suy_ra.
tinh_chat:
"""


def submission_form(dataset: Dataset, cycle: Cycle, agency: Agency, requests: Sequence[Request]) -> str:
    """Write a submission with every criterion that the agency leads and that missed its maximum.

    What others ask of it stands at the end as comments: it need not wait for them, nor they for it.
    """
    gaps = [
        (framework, score)
        for framework, results in dataset.evaluated(cycle)
        for code, score in leaf_gaps(framework, results).items()
        if cycle.leading_agency(framework, code) == agency.id
    ]
    analyses = [
        _ANALYSIS.format(
            criterion=_criterion(framework, score),
            ref=f"{framework.id}/{score.criterion.code}",
            code=f"{agency.abbreviation}-{number:02}",
            agency=agency.id,
        )
        for number, (framework, score) in enumerate(gaps, start=1)
    ]
    about = (
        f"Báo cáo của {agency.name} cho kế hoạch năm {cycle.year}: {len(gaps)} tiêu chí mất điểm do cơ quan chủ trì."
    )
    return f"""\
{_head("bao-cao", cycle, agency, about)}\
# Số, ký hiệu và ngày của báo cáo mà cơ quan đã ký gửi.
van_ban:
  so:
  ngay:
# Các kết quả đã đạt, mỗi ý một dòng bắt đầu bằng gạch ngang và dấu cách; không bắt buộc.
ket_qua_dat_duoc:
# Với mỗi tiêu chí dưới đây:
#   ton_tai: điều chưa làm được.
#   loai: một trong
{_choices(CauseKind, indent="#     ")}
#   ma: thêm nhiệm vụ thì đánh số tiếp; không dùng lại mã cũ.
#   thuc_hien: mỗi dòng dưới đó là một gạch ngang, dấu cách và mã đơn vị hoặc nhóm đơn vị trong don-vi.yml.
#   thoi_han: {FORMS.replace("2023", str(cycle.year))}
phan_tich:
{"".join(analyses)}{_commented(_replies(dataset, requests)) if requests else ""}"""


def reply_form(dataset: Dataset, cycle: Cycle, agency: Agency, requests: Sequence[Request]) -> str:
    """Write the progress file of an agency that submits no report: only its word on what others ask of it."""
    about = f"Ý kiến của {agency.name} về {len(requests)} nhiệm vụ cơ quan khác giao trong kế hoạch năm {cycle.year}."
    return f"""\
{_head("tien-do", cycle, agency, about)}\
{_replies(dataset, requests)}"""


def _replies(dataset: Dataset, requests: Sequence[Request]) -> str:
    rows = [
        _REPLY.format(
            code=one.task.code,
            proposer=dataset.agencies[one.task.agency].short_name,
            role="chủ trì" if one.is_to_lead else "thực hiện",
            content=" ".join(one.task.content.split()),
        )
        for one in requests
    ]
    return f"""\
# Nhiệm vụ cơ quan khác giao. Chưa có ý kiến về nhiệm vụ nào thì xóa mục của nó.
#   y_kien: một trong
{_choices(Opinion, indent="#     ")}
#   ngay: ngày có ý kiến. Không đồng ý thì thêm dòng ly_do.
xac_nhan:
{"".join(rows)}"""


def _commented(text: str) -> str:
    """Turn lines into comments that are uncommented by taking the sign and one blank away."""
    lines = [line if line.startswith("#") else f"# {line}" for line in text.splitlines()]
    return "\n".join(
        [*lines[:1], "# Muốn ghi thì bỏ dấu thăng và một dấu cách ở đầu các dòng từ xac_nhan.", *lines[1:], ""]
    )


def progress_form(cycle: Cycle, agency: Agency, as_of: dt.date) -> str:
    """Write an agency's first progress update with every task of its submission that stands at `as_of`."""
    tasks = [task for task in effective_tasks(cycle, as_of) if task.agency == agency.id and not task.withdrawn_by]
    about = f"Tiến độ của {agency.name} trong kế hoạch năm {cycle.year}: {len(tasks)} nhiệm vụ."
    return f"""\
{_head("tien-do", cycle, agency, about)}\
# Với mỗi nhiệm vụ dưới đây:
#   trang_thai: một trong
{_choices(ReportedStatus, indent="#     ")}
#   ket_qua: đã làm được gì; có thể để trống.
#   Hoàn thành thì thêm ngay_hoan_thanh và minh_chung; quá hạn mà chưa xong thì thêm kho_khan.
# Nhiệm vụ không báo lần này thì xóa cả mục. Lần sau viết thêm ở cuối tệp, cũng bắt đầu bằng một gạch ngang và ngay.
cap_nhat:
  - ngay:
    nhiem_vu:
{"".join(_entry(task) for task in tasks)}"""


def _criterion(framework: Framework, score: Score) -> str:
    node, sign = score.criterion, framework.file.unit.sign
    unit = f" {sign}" if sign.isalpha() else sign
    best, reached, gap = (format_decimal(value) for value in (node.max_points, score.points, score.gap))
    method = f"; cách chấm: {word(node.method).lower()}" if node.method else ""
    return f"{node.code}. {node.name}: tối đa {best}, đạt {reached}, mất {gap}{unit}{method}"


def _entry(task: PlannedTask) -> str:
    return _ENTRY.format(content=" ".join(task.content.split()), deadline=task.deadline.text, code=task.code)


def _choices(words: Iterable[Choice], indent: str) -> str:
    """List allowed words with their meanings, a comment line each."""
    return "\n".join(f"{indent}{choice}: {choice.meaning}" for choice in words)
