"""One agency's report and task list as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.export.document import facts
from cchc.export.document.facts import name_of, nature_note, province_of, standing, told_analysis
from cchc.export.document.form import Style
from cchc.export.document.frame import (
    BLANK,
    DRAFT,
    ILLUSTRATIVE,
    Letterhead,
    annex_head,
    dated,
    end_of,
    head_of,
    numbered,
)
from cchc.export.document.model import Block, OfficialDocument, Paragraph, Table, bullets, heading

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.figures.freeze import PlannedTask
    from cchc.figures.offices import Office
    from cchc.render.view import View
    from cchc.schema import ProvinceFile, SubmissionFile

SIGNATORY = ("Thủ trưởng cơ quan",)  # an official writes the office's own title in Word


def agency_document(view: View, office: Office) -> OfficialDocument:
    """Give an agency's report with its tasks as they stand; without a report, the list of its tasks alone."""
    report, agency = office.report, office.agency
    submission = report.cycle.submissions.get(agency.id)
    head = _letterhead(office, submission, province_of(view))
    annex = annex_head(head, "", f"Danh mục nhiệm vụ của {agency.name}") if submission else ()
    return OfficialDocument(
        title=f"{agency.name}: {report.cycle.file.name}",
        as_of=view.as_of,
        mark=ILLUSTRATIVE if facts.is_illustrative(report) else "",
        watermark="" if submission else DRAFT,
        body=tuple(_body(view, office, submission, head)),
        annexes=((*annex, *_task_list(view, office)),),
    )


def _body(view: View, office: Office, submission: SubmissionFile | None, head: Letterhead) -> Iterator[Block]:
    report = office.report
    yield from head_of(head)
    note = f"Phục vụ {report.cycle.file.name}. Nhiệm vụ ghi theo các điều chỉnh có hiệu lực đến ngày"
    yield Paragraph(Style.NOTE, f"{note} {format_date(report.judged_on)}.")
    if submission:
        yield from _report(view, submission, office)
        yield from end_of((name_of(view, report.cycle.file.consolidator), "Lưu: VT"), SIGNATORY)
    else:
        yield Paragraph(Style.NOTE, "Cơ quan chưa có báo cáo phân tích cho kế hoạch này.")


def _letterhead(office: Office, submission: SubmissionFile | None, province: ProvinceFile) -> Letterhead:
    letter = submission.letter if submission else None
    if letter:
        subject = "Kết quả đạt được, nguyên nhân mất điểm và nhiệm vụ, giải pháp cải thiện Chỉ số cải cách hành chính"
    else:
        subject = f"Nhiệm vụ của {office.agency.name} trong kế hoạch"
    return Letterhead(
        superior=f"Ủy ban nhân dân\n{province.full_name}",
        issuer=office.agency.name,
        number=numbered(letter.number) if letter else BLANK,
        place=province.name,
        day=dated(letter.issued_on if letter else None, office.report.year),
        kind="Báo cáo" if letter else "Danh mục nhiệm vụ",
        abstract=(letter.abstract if letter else None) or f"{subject} năm {office.report.year}",
    )


def _report(view: View, submission: SubmissionFile, office: Office) -> Iterator[Block]:
    yield heading(1, "I. KẾT QUẢ ĐẠT ĐƯỢC")
    yield from bullets(submission.achievements)
    if not submission.achievements:
        yield Paragraph(Style.NOTE, "Chưa có nội dung.")
    yield heading(1, "II. TỒN TẠI, NGUYÊN NHÂN")
    note = nature_note(submission.nature)
    for analysis in submission.analyses:
        ref = analysis.criterion
        evaluation = office.report.evaluation(ref.framework)
        score = evaluation.scores.get(ref.code) if evaluation else None
        yield heading(2, f"{view.framework(ref.framework).file.abbreviation} {ref.code}. {view.criterion(ref).name}")
        if score and evaluation:
            told = facts.told_score(view, score)
            yield Paragraph(Style.BODY, f"{told[:1].upper()}{told[1:]}.", nature_note(evaluation.results.nature))
        shortfall, *causes = told_analysis(analysis)
        yield Paragraph(Style.BODY, f"Tồn tại: {shortfall}", note)
        yield from bullets(causes)
    if not submission.analyses:
        yield Paragraph(Style.NOTE, "Không có tiêu chí mất điểm nào được phân tích.")
    yield heading(1, "III. NHIỆM VỤ, GIẢI PHÁP")
    tasks = standing((*office.leads, *office.proposes))
    yield Paragraph(Style.BODY, f"{len(tasks)} nhiệm vụ, giải pháp; đầy đủ tại Phụ lục.", note)
    yield from bullets(f"{task.code}: {task.content}" for task in tasks)
    if submission.remarks:
        yield heading(1, "IV. Ý KIẾN KHÁC")
        yield Paragraph(Style.BODY, submission.remarks)


def _task_list(view: View, office: Office) -> Iterator[Block]:
    note = nature_note(office.report.cycle.file.nature)
    shown = [(title, found) for title, tasks in _lists(office) if (found := standing(tasks))]
    for title, tasks in shown:
        told = f"{title}: {len(tasks)} nhiệm vụ"
        yield Table(title=told, columns=facts.TASK_COLUMNS, rows=tuple(facts.task_rows(view, tasks)), note=note)
    if not shown:
        yield Paragraph(Style.NOTE, "Cơ quan không có nhiệm vụ nào trong kế hoạch này.")


def _lists(office: Office) -> Iterator[tuple[str, Sequence[PlannedTask]]]:
    """Walk an agency's tasks by its part in them, as its page does; a task may be given to it and to its group."""
    yield "Nhiệm vụ chủ trì", office.leads
    yield "Nhiệm vụ đề xuất, cơ quan khác chủ trì", office.proposes
    yield "Nhiệm vụ thực hiện cùng cơ quan khác", office.implements
    yield "Nhiệm vụ phối hợp", office.partners
    for one in office.collectives:
        yield f"Nhiệm vụ giao chung cho {one.group.name}", (*one.implements, *one.partners)
    for before in office.inherited:
        yield f"Nhiệm vụ kế thừa từ {before.agency.name}", before.leads
