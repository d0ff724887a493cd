"""The chronicle of a branch as people read it, on a terminal or on a forge: no author, no mail address (threat L04)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.render.findings.text import harmless
from cchc.render.forge import Forge
from cchc.render.review.plans import differences, figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cchc.model import Dataset
    from cchc.render.style import Style
    from cchc.revisions.changes import PlanChange
    from cchc.revisions.chronicle import Chronicle, Record
    from cchc.revisions.values import FileChange

_SHORT = 10  # letters of a commit's name
_SHOWN = 12  # values of one file, tasks of one plan; the rest is counted
_FILES_NAMED = 20
BACKDATED = "Ngày không đáng tin: bản này ghi ngày trước ngày của bản đứng ngay trước nó."
ONLY_FORM = "Chỉ đổi cách viết, không đổi giá trị nào."
CUT_OFF = "Kho ở đây không có lịch sử trước bản cũ nhất kể trên. Muốn xem đủ: git fetch --unshallow."


def render(chronicle: Chronicle, style: Style) -> str:
    """Write every commit, the newest first."""
    return harmless("\n".join(_lines(chronicle, style)).split("\n"))


def _lines(chronicle: Chronicle, style: Style) -> Iterator[str]:
    yield style.heading(1, "Dữ liệu đã đổi những gì")
    yield ""
    yield (
        f"Tính đến bản {chronicle.head[:_SHORT]}: {len(chronicle.records)} lần dữ liệu thay đổi, lần mới nhất ở trên. "
        "Ngày là ngày ghi vào nhánh, theo giờ Việt Nam."
    )
    dataset = chronicle.dataset
    province = dataset.province if dataset else None
    for record in chronicle.records:
        yield ""
        yield style.heading(2, f"{format_date(record.on)}, bản {record.sha[:_SHORT]}")
        yield ""
        if province:
            yield f"- Xem ở kho: {style.link(Forge(province=province, revision=None).commit(record.sha))}"
        yield from _told(record, dataset, style)
    if chronicle.is_cut_off:
        yield ""
        yield CUT_OFF


def _told(record: Record, dataset: Dataset | None, style: Style) -> Iterator[str]:
    if record.is_backdated:
        yield f"- {style.strong(BACKDATED)}"
    for file in record.corrected:
        yield f"- {style.strong('Sửa điều đã công bố')} ở {_file(file, style)}:"
        yield from _values(file, style, len(file.values))
    yield from _verdict(record, style)
    if record.verdict and dataset:
        for plan in record.verdict.plans or ():
            yield from _plan(dataset, plan, style)
    for file in record.files:
        yield f"- Giá trị khác đi ở {_file(file, style)}:"
        yield from _values(file, style, _SHOWN)
    for path in record.unreadable:
        yield f"- Không đọc được {style.value(path)} nên không so được giá trị của tệp này"
    if record.is_only_form:
        yield f"- {ONLY_FORM}"
    named = [f"{one.way} {style.value(one.shown)}" for one in record.touched[:_FILES_NAMED]]
    rest = len(record.touched) - len(named)
    yield f"- Tệp: {'; '.join(named)}{f' và {rest} tệp khác' if rest else ''}"


def _verdict(record: Record, style: Style) -> Iterator[str]:
    verdict = record.verdict
    if verdict is None:
        return
    if verdict.errors:
        yield f"- Theo các quy tắc hiện nay, dữ liệu ở bản này có {verdict.errors} lỗi nên không so được kế hoạch"
    elif verdict.plans is None:
        yield "- Trước bản này không có bản nào không lỗi; từ bản này mới so được kế hoạch"
    elif verdict.since:
        yield f"- Kế hoạch được so với bản {verdict.since[:_SHORT]}, bản không lỗi gần nhất"
    if verdict.agencies:
        yield f"- {style.strong('Thêm cơ quan')} {', '.join(map(style.prose, verdict.agencies))}"


def _plan(dataset: Dataset, plan: PlanChange, style: Style) -> Iterator[str]:
    yield f"- {style.strong(f'Kế hoạch {plan.year}')}:"
    for name, before, after in figures(plan, style):
        if before != after:
            yield f"  - {name}: {before} → {after}"
    yield from _first((f"  {line}" for item in differences(dataset, plan, style) for line in item.split("\n")), "dòng")


def _file(file: FileChange, style: Style) -> str:
    since = f" (so với bản {file.since[:_SHORT]}, bản gần nhất đọc được tệp này)" if file.since else ""
    return f"{style.value(file.path)}{since}"


def _values(file: FileChange, style: Style, shown: int) -> Iterator[str]:
    lines = (f"  - {style.prose(one.named)}: {style.arrow(one.before, one.after)}" for one in file.values)
    yield from _first(lines, "giá trị", shown)


def _first(lines: Iterable[str], noun: str, shown: int = _SHOWN) -> Iterator[str]:
    """Write the first lines, and how many there are besides."""
    every = iter(lines)
    yield from islice(every, shown)
    if rest := sum(1 for _ in every):
        yield f"  - … và {rest} {noun} nữa; xem đủ với --format json"
