"""One agency's report and task list as a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.dates import format_date
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
from cchc.export.word.writer import Writer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from docx.document import Document

    from cchc.freeze import PlannedTask
    from cchc.offices import Office
    from cchc.render.view import View
    from cchc.schema import ProvinceFile, SubmissionFile

SIGNATORY = ("Thủ trưởng cơ quan",)  # an official writes the office's own title in Word


def agency_document(view: View, office: Office, province: ProvinceFile, template: Path | None) -> Document:
    """Write an agency's report with its tasks as they stand; without a report, the list of its tasks alone."""
    report, agency = office.report, office.agency
    submission = report.cycle.submissions.get(agency.id)
    head = _letterhead(office, submission, province)
    out = Writer(
        mark=ILLUSTRATIVE if facts.is_illustrative(report) else "",
        watermark="" if submission else DRAFT,
        template=template,
    )
    write_head(out, head)
    note = f"Phục vụ {report.cycle.file.name}. Nhiệm vụ ghi theo các điều chỉnh có hiệu lực đến ngày"
    out.write(Style.NOTE, f"{note} {format_date(report.judged_on)}.")
    if submission:
        _write_report(out, view, submission, office)
        write_end(out, (name_of(view, report.cycle.file.consolidator), "Lưu: VT"), SIGNATORY)
        write_annex_head(out, head, "", f"Danh mục nhiệm vụ của {agency.name}")
    else:
        out.write(Style.NOTE, "Cơ quan chưa có báo cáo phân tích cho kế hoạch này.")
        out.turn_page()
    _write_task_list(out, view, office)
    return out.document


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


def _write_report(out: Writer, view: View, submission: SubmissionFile, office: Office) -> None:
    out.heading(1, "I. KẾT QUẢ ĐẠT ĐƯỢC")
    out.bullets(submission.achievements)
    if not submission.achievements:
        out.write(Style.NOTE, "Chưa có nội dung.")
    out.heading(1, "II. TỒN TẠI, NGUYÊN NHÂN")
    note = nature_note(submission.nature)
    for analysis in submission.analyses:
        ref = analysis.criterion
        evaluation = office.report.evaluation(ref.framework)
        score = evaluation.scores.get(ref.code) if evaluation else None
        out.heading(2, f"{view.framework(ref.framework).file.abbreviation} {ref.code}. {view.criterion(ref).name}")
        if score and evaluation:
            told = facts.told_score(view, score)
            out.write(Style.BODY, f"{told[:1].upper()}{told[1:]}.", nature_note(evaluation.results.nature))
        shortfall, *causes = told_analysis(analysis)
        out.write(Style.BODY, f"Tồn tại: {shortfall}", note)
        out.bullets(causes)
    if not submission.analyses:
        out.write(Style.NOTE, "Không có tiêu chí mất điểm nào được phân tích.")
    out.heading(1, "III. NHIỆM VỤ, GIẢI PHÁP")
    tasks = standing((*office.leads, *office.proposes))
    out.write(Style.BODY, f"{len(tasks)} nhiệm vụ, giải pháp; đầy đủ tại Phụ lục.", note)
    out.bullets(f"{task.code}: {task.content}" for task in tasks)
    if submission.remarks:
        out.heading(1, "IV. Ý KIẾN KHÁC")
        out.write(Style.BODY, submission.remarks)


def _write_task_list(out: Writer, view: View, office: Office) -> None:
    note = nature_note(office.report.cycle.file.nature)
    shown = [(title, found) for title, tasks in _lists(office) if (found := standing(tasks))]
    for title, tasks in shown:
        rows = facts.task_rows(view, tasks)
        out.table(f"{title}: {len(tasks)} nhiệm vụ", facts.TASK_COLUMNS, rows, note)
    if not shown:
        out.write(Style.NOTE, "Cơ quan không có nhiệm vụ nào trong kế hoạch này.")


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
