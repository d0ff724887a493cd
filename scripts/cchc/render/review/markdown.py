"""A review as one comment: the verdict, what to mend, what the public will see, who owns what, advice.

A forge takes no comment of more than 65,536 characters; what does not fit is counted, and where to read it is told.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.diagnostics import Severity
from cchc.render.findings.excerpt import Sources
from cchc.render.findings.summary import help_address, summary
from cchc.render.findings.text import and_others, grouped, harmless
from cchc.render.review.gfm import block, code, prose, row
from cchc.render.review.plans import advice, differences, table
from cchc.render.style import MARKDOWN
from cchc.revisions.ownership import CORE, agency_of, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset
    from cchc.revisions.review import Review
    from cchc.revisions.values import FileChange

MAX_LENGTH = 60_000
MARKER = "<!-- cchc-review -->"  # by which the comment is found again
_RESERVE = 400  # characters for the heading and the closing line of a section


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the comment: its title, what stands there whatever its length, and items that may be left out."""

    title: str
    before: str
    items: Sequence[str]
    noun: str


def render(review: Review, more_at: str = "") -> str:
    """Write the comment; `more_at` is the address at which everything can be read, if there is one."""
    head = "\n".join([MARKER, *_verdict(review)])
    parts, left = [head], MAX_LENGTH - len(head)
    sections = [one for one in _sections(review) if one.before or one.items]
    for number, section in enumerate(sections):
        kept = left - _RESERVE * (len(sections) - number - 1)
        part = _fitted(section, kept, more_at)
        parts.append(part)
        left -= len(part) + 1
    return harmless("\n".join(parts).split("\n"))


def _fitted(section: Section, room: int, more_at: str) -> str:
    """Write a section with as many of its items as there is room for, and how many there are not."""
    text = [f"\n### {section.title}\n"]
    used = len(text[0]) + _RESERVE
    pieces = [*([section.before] if section.before else []), *section.items]
    for number, piece in enumerate(pieces):
        used += len(piece) + 1
        if used > room:
            where = f"xem đủ ở <{more_at}>" if more_at else "chạy `cchc review --format json` để xem đủ"
            rest = min(len(pieces) - number, len(section.items))
            text.append(f"\n… và {rest} {section.noun} nữa chưa hiện ở đây; {where}.")
            break
        text.append(piece)
    return "\n".join(text)


def _verdict(review: Review) -> Iterator[str]:
    dataset = review.after.dataset
    errors = sum(1 for one in review.findings if one.severity is Severity.ERROR)
    yield f"## Chưa gộp được: còn {errors} điều phải sửa" if errors else "## Không có lỗi: chờ người duyệt xem nội dung"
    yield ""
    checked = summary(dataset, review.after.findings)
    yield f"{checked} Tính đến ngày {format_date(review.after.as_of)}; bản {code(review.head[:10])}."
    yield _sender(review)
    if errors:
        yield "Sửa xong thì lưu vào chính đề nghị này; máy tự xem lại."
    if review.losses and review.reason:
        told = "; ".join(prose(loss.told) for loss in review.losses)
        yield f"**Đề nghị này bỏ bớt dữ liệu:** {told}. Lý do: {prose(review.reason)} **Cần người thứ hai duyệt.**"


def _sender(review: Review) -> str:
    author = review.author
    if author is None:
        return "Chưa đối chiếu người gửi với danh bạ vì không biết tài khoản."
    who = f"Người gửi: tài khoản số {author.number}" + (f" ({code(author.login)})" if author.login else "")
    names = prose(name_of(review.before.dataset, *sorted(author.agencies)))
    stands = [f"thuộc {CORE}"] * author.is_core + [f"nộp thay {names}"] * bool(names)
    return f"{who}, {', '.join(stands) or 'chưa được nộp thay cơ quan nào'}."


def _sections(review: Review) -> Iterator[Section]:
    base = review.before.dataset
    errors = [one for one in review.findings if one.severity is Severity.ERROR]
    advice = [one for one in review.findings if one.severity is Severity.WARNING]
    sources, old = Sources(review.after.tree), Sources(review.before.tree)
    yield Section("Cần sửa", "", _told(base, errors, sources), "lỗi")
    yield from _public(review)
    yield Section("Giá trị khác đi trong từng tệp", "", [*_values(review.files)], "giá trị")
    yield Section("Tệp nào của ai", _owners_head(review), [*_owners(review)], "tệp")
    yield Section("Nên xem lại", "", _told(base, advice, sources), "cảnh báo")
    yield Section("Đã hết", "", [f"- {_line(one)}" for one in review.mended], "điều")
    note = "Không do đề nghị này; nơi phụ trách tệp cần sửa ở một đề nghị khác.\n"
    yield Section("Lỗi có sẵn ở nhánh chính", note if review.standing else "", _told(base, review.standing, old), "lỗi")


def _public(review: Review) -> Iterator[Section]:
    title = "Người dân sẽ thấy gì khác"
    if review.plans is None:
        yield Section(title, "Chưa cho xem được khi dữ liệu còn lỗi.", [], "")
    elif not review.plans and any(one.is_data for one in review.touched):
        yield Section(title, "Số liệu, nhiệm vụ, trạng thái trên trang đều như cũ.", [], "")
    for plan in review.plans or ():
        told = (list(write(review.after.dataset, plan, MARKDOWN)) for write in (differences, advice))
        yield Section(title, table(plan, MARKDOWN), [one for items in told for one in items], "thay đổi")


def _told(dataset: Dataset, findings: Sequence[Diagnostic], sources: Sources) -> list[str]:
    """Write each finding with what to do, and its line as it is and as it should be; of many alike, the first."""
    in_order = {finding: number for number, finding in enumerate(findings)}
    shown, alike = grouped(findings)
    items = []
    for finding in sorted(shown, key=in_order.__getitem__):
        lines = [f"- {_line(finding)} [Giải thích](<{help_address(dataset, finding.rule)}>)"]
        if excerpt := sources.excerpt_of(finding):
            lines += block([excerpt.shown], "  ")
            if excerpt.corrected is not None:
                lines += ["  Viết lại thành:", *block([excerpt.corrected], "  ")]
        if rest := alike.get(finding):
            lines.append(f"  {prose(and_others(rest))}")
        items.append("\n".join(lines))
    return items


def _line(finding: Diagnostic) -> str:
    span = finding.span
    place = f"**{code(span.path)}**" + (f", dòng {span.line}" if (span.line, span.column) != (1, 1) else "")
    hint = f" — {prose(finding.hint)}" if finding.hint else ""
    return f"{place}: {prose(finding.message)}{hint}."


def _values(files: Sequence[FileChange]) -> Iterator[str]:
    for file in files:
        for number, one in enumerate(file.values):
            named = "" if number else f"\n{code(file.path)}\n\n"
            yield f"{named}- {code(one.place)}: {code(one.before)} → {code(one.after)}"


def _owners_head(review: Review) -> str:
    return "\n".join([row("Tệp", "Việc", "Của"), "|---|---|---|"]) if review.touched else ""


def _owners(review: Review) -> Iterator[str]:
    for one in review.touched:
        owner = agency_of(one.path)
        yield row(code(one.shown), str(one.way), prose(name_of(review.before.dataset, owner)) if owner else CORE)
