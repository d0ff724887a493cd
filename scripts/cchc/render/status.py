"""Who has submitted, who is late, what is missing: plain text for the terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date
from cchc.basics.decimals import format_decimal
from cchc.figures.handshake import Answer
from cchc.render.words import word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from cchc.figures.report import CycleReport
    from cchc.model import Dataset
    from cchc.schema import Agency


def status_text(dataset: Dataset, reports: list[CycleReport]) -> str:
    """Write the state of every cycle, the newest first."""
    return "\n".join(line for report in reports for line in _lines(dataset, report)) + "\n"


def _lines(dataset: Dataset, report: CycleReport) -> Iterator[str]:
    yield f"Kế hoạch {report.year}: {word(report.cycle.file.stage).lower()}, tính đến {format_date(report.judged_on)}"
    yield "  Nộp báo cáo:"
    agencies = dataset.agencies
    for state in report.submissions:
        when = format_date(state.submitted_on) if state.submitted_on else "–"
        late = f", {state.days_late} ngày" if state.days_late else ""
        name, stands = agencies[state.agency].short_name, word(state.punctuality).lower()
        yield f"    {name}: {stands}{late} (nộp {when}, hạn {format_date(state.due_on)})"
    if report.is_tracked:
        yield "  Nhiệm vụ:"
        for status, number in report.status_counts.items():
            yield f"    {word(status)}: {number}"
        stale = sum(state.is_stale for state in report.states)
        yield f"    Chưa cập nhật kỳ vừa qua: {stale}"
    yield from _requests(agencies, report)
    for evaluation in report.evaluations:
        orphans = evaluation.ledger.uncovered_leaves
        if orphans:
            codes = ", ".join(f"{leaf.score.criterion.code} (mất {format_decimal(leaf.score.gap)})" for leaf in orphans)
            yield f"  Tiêu chí {evaluation.framework.file.abbreviation} mất điểm chưa có nhiệm vụ: {codes}"


def _requests(agencies: Mapping[str, Agency], report: CycleReport) -> Iterator[str]:
    """Say what agencies ask of one another: how many tasks under each answer, then whose word is missing."""
    if not report.requests:
        return
    counts = Counter(one.answer for one in report.requests)
    yield "  Việc cơ quan khác giao: " + ", ".join(f"{word(one).lower()} {counts[one]}" for one in Answer)
    for agency in agencies.values():
        for answer in (Answer.OBJECTED, Answer.WAITING):
            codes = [one.task.code for one in report.requests if (one.agency, one.answer) == (agency.id, answer)]
            if codes:
                yield f"    {agency.short_name} {word(answer).lower()}: {', '.join(codes)}"
