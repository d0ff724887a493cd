"""The consolidated plan as a document: mandate, results, tasks in three groups, who sees to it, annexes.

The parts are those of real plans: Đắk Lắk 142/KH-UBND (2022) and 120/KH-UBND (2025), Huế 205/KH-UBND (2023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.decimals import format_decimal
from cchc.export.document import facts
from cchc.export.document.annexes import plan_annexes
from cchc.export.document.facts import in_two_places, name_of, nature_note, province_of, standing
from cchc.export.document.form import Style
from cchc.export.document.frame import BLANK, DRAFT, ILLUSTRATIVE, Letterhead, dated, end_of, head_of, numbered
from cchc.export.document.model import Block, Column, OfficialDocument, Paragraph, Table, bullets, heading
from cchc.figures.journal import journal
from cchc.figures.plan import GroupKind
from cchc.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.figures.coverage import Ledger
    from cchc.figures.plan import Item
    from cchc.figures.report import CycleReport, Evaluation
    from cchc.render.view import View
    from cchc.schema import ProvinceFile

SYMBOL = "/KH-UBND"
SIGNATORY = ("KT. Chủ tịch", "Phó Chủ tịch")  # as the mandate is signed; an official changes it in Word
_NAMED_BY_ITS_KIND = "Kế hoạch "

_DOMAIN_COLUMNS = (
    Column(title="Mã", share=14),
    Column(title="Tên", share=86),
    Column(title="Tối đa", share=20, is_number=True),
    Column(title="Đạt", share=20, is_number=True),
    Column(title="Mất", share=20, is_number=True),
)


def plan_document(view: View, report: CycleReport) -> OfficialDocument:
    """Give a cycle's plan; before it is issued, as a draft without number and date."""
    province = province_of(view)
    head = _letterhead(report, province)
    return OfficialDocument(
        title=report.cycle.file.name,
        as_of=view.as_of,
        mark=ILLUSTRATIVE if facts.is_illustrative(report) else "",
        watermark="" if report.is_tracked else DRAFT,
        body=tuple(_body(view, report, province, head)),
        annexes=tuple(plan_annexes(view, report, head)),
    )


def _body(view: View, report: CycleReport, province: ProvinceFile, head: Letterhead) -> Iterator[Block]:
    yield from head_of(head)
    yield from _grounds(report, province)
    yield from _purposes(view, report)
    yield from _results(view, report)
    yield from _tasks(view, report)
    yield heading(1, "IV. TỔ CHỨC THỰC HIỆN")
    yield from _points(report.cycle.file.organisation)
    yield from end_of(report.cycle.file.recipients, SIGNATORY)


def _letterhead(report: CycleReport, province: ProvinceFile) -> Letterhead:
    file = report.cycle.file
    issued = file.issuance if report.is_tracked else None
    title = file.name.removeprefix(_NAMED_BY_ITS_KIND)
    return Letterhead(
        superior="",
        issuer=f"Ủy ban nhân dân\n{province.full_name}",
        number=issued.number if issued else f"{BLANK}{SYMBOL}",
        place=province.name,
        day=dated(issued.issued_on if issued else None, report.year),
        kind=_NAMED_BY_ITS_KIND.strip(),
        abstract=(issued.abstract if issued else None) or title[:1].upper() + title[1:],
    )


def _grounds(report: CycleReport, province: ProvinceFile) -> Iterator[Block]:
    file, mandate = report.cycle.file, report.cycle.file.mandate
    for ground in file.legal_grounds:
        yield Paragraph(Style.GROUND, f"Căn cứ {ground.rstrip('.;')};")
    on = f" {dated(mandate.issued_on, report.year)}" if mandate.issued_on else ""
    about = f" {mandate.abstract}" if mandate.abstract else ""
    yield Paragraph(
        Style.GROUND, f"Thực hiện Văn bản số {numbered(mandate.number)}{on}{about}.", nature_note(mandate.nature)
    )
    title = file.name if file.name.startswith(_NAMED_BY_ITS_KIND) else f"{_NAMED_BY_ITS_KIND}{file.name}"
    yield Paragraph(Style.BODY, f"Ủy ban nhân dân {province.full_name} ban hành {title}, như sau:")
    if journal(report.tasks).events:
        day = format_date(report.judged_on)
        told = f"Nội dung tính đến ngày {day}, gồm cả các điều chỉnh sau khi ban hành nêu tại Phụ lục III."
        yield Paragraph(Style.NOTE, f"{told} Căn cứ thi hành là văn bản đã ban hành và các văn bản điều chỉnh.")


def _purposes(view: View, report: CycleReport) -> Iterator[Block]:
    file = report.cycle.file
    yield heading(1, "I. MỤC ĐÍCH, YÊU CẦU")
    yield heading(2, "1. Mục đích")
    yield from _points(file.purposes)
    yield heading(2, "2. Yêu cầu")
    yield from _points(file.requirements)
    if file.targets:
        yield heading(2, "3. Mục tiêu")
    for id_, target in file.targets.items():
        points = f"{format_decimal(target.points)} {view.unit_of(id_)}" if target.points is not None else ""
        rank = f"hạng {target.rank}" if target.rank else ""
        told = ", ".join(part for part in (points, rank) if part)
        yield Paragraph(Style.BULLET, f"- {view.framework(id_).file.name}: {told}", nature_note(file.nature))


def _points(texts: tuple[str, ...]) -> Iterator[Block]:
    yield from bullets(texts)
    if not texts:
        yield Paragraph(Style.NOTE, "Chưa có nội dung.")


def _results(view: View, report: CycleReport) -> Iterator[Block]:
    yield heading(1, "II. KẾT QUẢ VÀ ĐIỂM MẤT")
    for number, evaluation in enumerate(report.evaluations, 1):
        yield heading(2, f"{number}. {evaluation.framework.file.name}: kết quả năm {evaluation.results.year}")
        yield from _evaluation(view, evaluation)
    yield heading(2, f"{len(report.evaluations) + 1}. Kết quả đạt được theo báo cáo của các cơ quan")
    yield from _achievements(view, report)


def _achievements(view: View, report: CycleReport) -> Iterator[Block]:
    submissions, reporters = report.cycle.submissions, report.cycle.file.reporters
    telling = [agency for agency in reporters if agency in submissions and submissions[agency].achievements]
    for agency in telling:
        yield heading(3, name_of(view, agency))
        yield from bullets(submissions[agency].achievements)
    silent = [agency for agency in reporters if agency not in submissions]
    if silent:
        yield Paragraph(Style.NOTE, f"Chưa có báo cáo: {facts.names_of(view, silent)}.")
    elif not telling:
        yield Paragraph(Style.NOTE, "Chưa có nội dung.")


def _evaluation(view: View, evaluation: Evaluation) -> Iterator[Block]:
    file, results, account = evaluation.framework.file, evaluation.results, evaluation.ledger
    unit, total = view.unit_of(evaluation.framework.id), results.total
    out_of = f"/{total.out_of}" if total.out_of else ""
    rank = f", xếp hạng {total.rank}{out_of}" if total.rank else ""
    told = f"Kết quả chung: {format_decimal(total.points)}/{format_decimal(file.max_points)} {unit}{rank}"
    yield Paragraph(Style.BODY, told, nature_note(total.nature, total.derivation))
    if not evaluation.is_detailed:
        yield Paragraph(Style.NOTE, "Chưa có số liệu của từng tiêu chí.")
        return
    note = nature_note(results.nature)
    yield Paragraph(Style.BODY, _told_account(account, unit), note)
    scored = [evaluation.scores[one.code] for one in evaluation.framework.domains if one.code in evaluation.scores]
    rows = tuple(
        (one.criterion.code, one.criterion.name, *in_two_places(one.criterion.max_points, one.points, one.gap))
        for one in scored
    )
    whole = in_two_places(file.max_points, file.max_points - account.gap, account.gap)
    title = f"{file.abbreviation} {results.year} theo {evaluation.framework.level_name(1).lower()}, đơn vị: {unit}"
    closing = ("", "Cộng", *whole) if evaluation.framework.is_summed else ()
    yield Table(title=title, columns=_DOMAIN_COLUMNS, rows=rows, note=note, total=closing)


def _told_account(account: Ledger, unit: str) -> str:
    """Tell how much was missed and how much of it no task answers; points have a sum, percentages have none."""
    gap, covered, uncovered = in_two_places(account.gap, account.covered, account.uncovered)
    leaves, without = len(account.leaves), len(account.uncovered_leaves)
    if not leaves:
        return "Không tiêu chí nào dưới tối đa."
    if not account.framework.is_summed:
        rest = f"trong đó {without} tiêu chí chưa có nhiệm vụ" if without else "đều đã có nhiệm vụ khắc phục"
        return f"{leaves} tiêu chí chưa đạt tối đa, {rest}."
    rest = f"{covered} {unit} đã có nhiệm vụ khắc phục, {uncovered} {unit} ở {without} tiêu chí chưa có nhiệm vụ"
    return f"Mất {gap} {unit} ở {leaves} tiêu chí: {rest if without else 'tất cả đã có nhiệm vụ khắc phục'}."


def _tasks(view: View, report: CycleReport) -> Iterator[Block]:
    yield heading(1, "III. NHIỆM VỤ, GIẢI PHÁP")
    told = f"Kế hoạch gồm {len(report.states)} nhiệm vụ, giải pháp. Chủ trì, thực hiện, sản phẩm và thời hạn"
    yield Paragraph(Style.BODY, f"{told} của từng nhiệm vụ nêu tại Phụ lục II.", nature_note(report.cycle.file.nature))
    for group in report.groups:
        yield heading(2, f"{group.kind.value}. {word(group.kind)}")
        if not group.sections:
            yield Paragraph(Style.NOTE, "Nhóm này chưa có nội dung.")
        for section in group.sections:
            level = section.framework.level_name(1)
            yield heading(3, f"{level} {section.domain.code}. {section.domain.name}")
            for item in section.items:
                yield from _item(view, item, is_upkeep=group.kind is GroupKind.UPKEEP)


def _item(view: View, item: Item, *, is_upkeep: bool) -> Iterator[Block]:
    leader = name_of(view, item.leader) if item.leader else "chưa phân công"
    score = f" ({facts.told_score(view, item.score)})" if item.score else ""
    yield Paragraph(Style.CRITERION, f"{item.criterion.code}. {item.criterion.name}{score}. Chủ trì: {leader}.")
    tasks = standing(item.tasks)
    yield from bullets(f"{task.code}: {task.content}" for task in tasks)
    if not tasks and not is_upkeep:
        yield Paragraph(Style.NOTE, "Chưa có nhiệm vụ cho phần điểm mất này.")
