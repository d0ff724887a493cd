"""The consolidated plan as a document: mandate, results, tasks in three groups, who sees to it, annexes.

The parts are those of real plans: Đắk Lắk 142/KH-UBND (2022) and 120/KH-UBND (2025), Huế 205/KH-UBND (2023).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.dates import format_date
from cchc.decimals import format_decimal
from cchc.export.word import facts
from cchc.export.word.facts import name_of, nature_note, standing, told_analysis
from cchc.export.word.frame import (
    BLANK,
    DRAFT,
    ILLUSTRATIVE,
    Letterhead,
    dated,
    numbered,
    write_annex_head,
    write_end,
    write_head,
)
from cchc.export.word.styles import Style
from cchc.export.word.writer import Column, Writer
from cchc.journal import journal
from cchc.plan import GroupKind
from cchc.render.words import word

if TYPE_CHECKING:
    from decimal import Decimal
    from pathlib import Path

    from docx.document import Document

    from cchc.coverage import LeafCoverage, Ledger
    from cchc.export.word.writer import Cell
    from cchc.plan import Item
    from cchc.render.view import View
    from cchc.report import CycleReport, Evaluation
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
_LEAF_COLUMNS = (
    Column(title="STT", share=10),
    Column(title="Mã", share=13),
    Column(title="Tiêu chí", share=40),
    Column(title="Tối đa", share=14, is_number=True),
    Column(title="Đạt", share=14, is_number=True),
    Column(title="Mất", share=14, is_number=True),
    Column(title="Chủ trì", share=24),
    Column(title="Tồn tại, nguyên nhân", share=92),
    Column(title="Nhiệm vụ", share=26),
)


def plan_document(view: View, report: CycleReport, province: ProvinceFile, template: Path | None) -> Document:
    """Write a cycle's plan; before it is issued, as a draft without number and date."""
    head = _letterhead(report, province)
    out = Writer(
        mark=ILLUSTRATIVE if facts.is_illustrative(report) else "",
        watermark="" if report.is_tracked else DRAFT,
        template=template,
    )
    write_head(out, head)
    _write_grounds(out, report, province)
    _write_purposes(out, view, report)
    _write_results(out, view, report)
    _write_tasks(out, view, report)
    out.heading(1, "IV. TỔ CHỨC THỰC HIỆN")
    _write_points(out, report.cycle.file.organisation)
    write_end(out, report.cycle.file.recipients, SIGNATORY)
    _write_gap_annex(out, view, report, head)
    _write_task_annex(out, view, report, head)
    _write_change_annex(out, view, report, head)
    return out.document


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


def _write_grounds(out: Writer, report: CycleReport, province: ProvinceFile) -> None:
    file, mandate = report.cycle.file, report.cycle.file.mandate
    for ground in file.legal_grounds:
        out.write(Style.GROUND, f"Căn cứ {ground.rstrip('.;')};")
    on = f" {dated(mandate.issued_on, report.year)}" if mandate.issued_on else ""
    about = f" {mandate.abstract}" if mandate.abstract else ""
    out.write(Style.GROUND, f"Thực hiện Văn bản số {numbered(mandate.number)}{on}{about}.", nature_note(mandate.nature))
    title = file.name if file.name.startswith(_NAMED_BY_ITS_KIND) else f"{_NAMED_BY_ITS_KIND}{file.name}"
    out.write(Style.BODY, f"Ủy ban nhân dân {province.full_name} ban hành {title}, như sau:")
    if journal(report.tasks).events:
        day = format_date(report.judged_on)
        told = f"Nội dung tính đến ngày {day}, gồm cả các điều chỉnh sau khi ban hành nêu tại Phụ lục III."
        out.write(Style.NOTE, f"{told} Căn cứ thi hành là văn bản đã ban hành và các văn bản điều chỉnh.")


def _write_purposes(out: Writer, view: View, report: CycleReport) -> None:
    file = report.cycle.file
    out.heading(1, "I. MỤC ĐÍCH, YÊU CẦU")
    out.heading(2, "1. Mục đích")
    _write_points(out, file.purposes)
    out.heading(2, "2. Yêu cầu")
    _write_points(out, file.requirements)
    if file.targets:
        out.heading(2, "3. Mục tiêu")
    for id_, target in file.targets.items():
        points = f"{format_decimal(target.points)} {view.unit_of(id_)}" if target.points is not None else ""
        rank = f"hạng {target.rank}" if target.rank else ""
        told = ", ".join(part for part in (points, rank) if part)
        out.write(Style.BULLET, f"- {view.framework(id_).file.name}: {told}", nature_note(file.nature))


def _write_points(out: Writer, texts: tuple[str, ...]) -> None:
    out.bullets(texts)
    if not texts:
        out.write(Style.NOTE, "Chưa có nội dung.")


def _write_results(out: Writer, view: View, report: CycleReport) -> None:
    out.heading(1, "II. KẾT QUẢ VÀ ĐIỂM MẤT")
    for number, evaluation in enumerate(report.evaluations, 1):
        out.heading(2, f"{number}. {evaluation.framework.file.name}: kết quả năm {evaluation.results.year}")
        _write_evaluation(out, view, evaluation)
    out.heading(2, f"{len(report.evaluations) + 1}. Kết quả đạt được theo báo cáo của các cơ quan")
    submissions = report.cycle.submissions
    for agency in report.cycle.file.reporters:
        if agency in submissions and submissions[agency].achievements:
            out.heading(3, name_of(view, agency))
            out.bullets(submissions[agency].achievements)
    silent = [agency for agency in report.cycle.file.reporters if agency not in submissions]
    if silent:
        out.write(Style.NOTE, f"Chưa có báo cáo: {facts.names_of(view, silent)}.")


def _write_evaluation(out: Writer, view: View, evaluation: Evaluation) -> None:
    file, results, account = evaluation.framework.file, evaluation.results, evaluation.ledger
    unit, total = view.unit_of(evaluation.framework.id), results.total
    out_of = f"/{total.out_of}" if total.out_of else ""
    rank = f", xếp hạng {total.rank}{out_of}" if total.rank else ""
    told = f"Kết quả chung: {format_decimal(total.points)}/{format_decimal(file.max_points)} {unit}{rank}"
    out.write(Style.BODY, told, nature_note(total.nature, total.derivation))
    if not evaluation.is_detailed:
        out.write(Style.NOTE, "Chưa có số liệu của từng tiêu chí.")
        return
    note = nature_note(results.nature)
    out.write(Style.BODY, _told_account(account, unit), note)
    scored = [evaluation.scores[one.code] for one in evaluation.framework.domains if one.code in evaluation.scores]
    rows = (
        (one.criterion.code, one.criterion.name, *_in_two_places(one.criterion.max_points, one.points, one.gap))
        for one in scored
    )
    whole = _in_two_places(file.max_points, file.max_points - account.gap, account.gap)
    title = f"{file.abbreviation} {results.year} theo {evaluation.framework.level_name(1).lower()}, đơn vị: {unit}"
    out.table(title, _DOMAIN_COLUMNS, rows, note, ("", "Cộng", *whole) if evaluation.framework.is_summed else ())


def _told_account(account: Ledger, unit: str) -> str:
    """Tell how much was missed and how much of it no task answers; points have a sum, percentages have none."""
    gap, covered, uncovered = _in_two_places(account.gap, account.covered, account.uncovered)
    leaves, without = len(account.leaves), len(account.uncovered_leaves)
    if not leaves:
        return "Không tiêu chí nào dưới tối đa."
    if not account.framework.is_summed:
        rest = f"trong đó {without} tiêu chí chưa có nhiệm vụ" if without else "đều đã có nhiệm vụ khắc phục"
        return f"{leaves} tiêu chí chưa đạt tối đa, {rest}."
    rest = f"{covered} {unit} đã có nhiệm vụ khắc phục, {uncovered} {unit} ở {without} tiêu chí chưa có nhiệm vụ"
    return f"Mất {gap} {unit} ở {leaves} tiêu chí: {rest if without else 'tất cả đã có nhiệm vụ khắc phục'}."


def _in_two_places(*values: Decimal) -> tuple[str, ...]:
    return tuple(format_decimal(value, 2) for value in values)


def _write_tasks(out: Writer, view: View, report: CycleReport) -> None:
    out.heading(1, "III. NHIỆM VỤ, GIẢI PHÁP")
    told = f"Kế hoạch gồm {len(report.states)} nhiệm vụ, giải pháp. Chủ trì, thực hiện, sản phẩm và thời hạn"
    out.write(Style.BODY, f"{told} của từng nhiệm vụ nêu tại Phụ lục II.", nature_note(report.cycle.file.nature))
    for group in report.groups:
        out.heading(2, f"{group.kind.value}. {word(group.kind)}")
        if not group.sections:
            out.write(Style.NOTE, "Nhóm này chưa có nội dung.")
        for section in group.sections:
            level = section.framework.level_name(1)
            out.heading(3, f"{level} {section.domain.code}. {section.domain.name}")
            for item in section.items:
                _write_item(out, view, item, is_upkeep=group.kind is GroupKind.UPKEEP)


def _write_item(out: Writer, view: View, item: Item, *, is_upkeep: bool) -> None:
    leader = name_of(view, item.leader) if item.leader else "chưa phân công"
    score = f" ({facts.told_score(view, item.score)})" if item.score else ""
    out.write(Style.CRITERION, f"{item.criterion.code}. {item.criterion.name}{score}. Chủ trì: {leader}.")
    tasks = standing(item.tasks)
    out.bullets(f"{task.code}: {task.content}" for task in tasks)
    if not tasks and not is_upkeep:
        out.write(Style.NOTE, "Chưa có nhiệm vụ cho phần điểm mất này.")


def _write_gap_annex(out: Writer, view: View, report: CycleReport, head: Letterhead) -> None:
    write_annex_head(out, head, "I", "Tiêu chí, tiêu chí thành phần chưa đạt tối đa")
    for evaluation in report.evaluations:
        file, results, account = evaluation.framework.file, evaluation.results, evaluation.ledger
        title = f"{file.abbreviation} {results.year}, đơn vị: {view.unit_of(file.id)}"
        if not account.leaves:
            out.write(Style.NOTE, f"{title}: {_no_leaves(evaluation)}")
            continue
        rows = (_leaf_row(view, number, leaf) for number, leaf in enumerate(account.leaves, 1))
        total = ("", "", "Cộng", "", "", format_decimal(account.gap, 2), "", "", "")
        note = nature_note(results.nature)
        out.table(title, _LEAF_COLUMNS, rows, note, total if evaluation.framework.is_summed else ())


def _no_leaves(evaluation: Evaluation) -> str:
    return "không tiêu chí nào dưới tối đa." if evaluation.is_detailed else "chưa có số liệu của từng tiêu chí."


def _leaf_row(view: View, number: int, leaf: LeafCoverage) -> tuple[Cell, ...]:
    criterion = leaf.score.criterion
    causes = tuple(line for analysis in leaf.analyses for line in told_analysis(analysis))
    return (
        str(number),
        criterion.code,
        criterion.name,
        *_in_two_places(criterion.max_points, leaf.score.points, leaf.score.gap),
        name_of(view, leaf.leader) if leaf.leader else "chưa phân công",
        causes or "chưa phân tích",
        ", ".join(task.code for task in leaf.tasks) or "chưa có nhiệm vụ",
    )


def _write_task_annex(out: Writer, view: View, report: CycleReport, head: Letterhead) -> None:
    write_annex_head(out, head, "II", "Danh mục nhiệm vụ, giải pháp")
    note = nature_note(report.cycle.file.nature)
    first = 1
    for group in report.groups:
        tasks = standing(group.tasks)
        title = f"Nhóm {group.kind.value}. {word(group.kind)}: {len(tasks)} nhiệm vụ"
        if tasks:
            out.table(title, facts.TASK_COLUMNS, facts.task_rows(view, tasks, first), note)
        else:
            out.write(Style.NOTE, f"{title}.")
        first += len(tasks)


def _write_change_annex(out: Writer, view: View, report: CycleReport, head: Letterhead) -> None:
    events = journal(report.tasks).events
    if events and report.cycle.adjustments:
        write_annex_head(out, head, "III", "Các điều chỉnh sau khi ban hành")
        note = nature_note(report.cycle.adjustments.nature)
        rows = facts.change_rows(view, events)
        out.table(f"{len(events)} điều chỉnh, mới nhất ở trên", facts.CHANGE_COLUMNS, rows, note)
