"""Rules about the points that tasks aim to win back."""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from cchc.basics.decimals import format_decimal
from cchc.basics.diagnostics import Diagnostic, error, warning
from cchc.figures.freeze import last_word
from cchc.figures.gaps import leaf_gaps, scores_by_framework

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, Dataset, Framework, ProposedTask
    from cchc.schema.fields import CriterionRef

# Below half of a gap no aim is called high; above it, one that is more than twice what was won back before.
_MODEST = Decimal("0.5")
_MULTIPLE = 2
_FEWEST_GAPS = 2  # one gap is no experience


def target_points_fit_the_gap(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tổng điểm phấn đấu của các nhiệm vụ thuộc một tiêu chí, kể cả đã điều chỉnh, không vượt quá số điểm mất."""
    for cycle in dataset.cycles.values():
        by_framework = scores_by_framework(dataset, cycle)
        totals: dict[CriterionRef, Decimal] = defaultdict(Decimal)
        for proposed, target, span in _targets(cycle):
            criterion = proposed.criterion
            if target < 0:
                hint = "ghi số điểm sẽ lấy lại được, hoặc bỏ dòng này"
                message = f"điểm phấn đấu không được âm; đang ghi {format_decimal(target)}"
                yield error(span, "qua-diem-mat", message, hint)
                continue
            score = by_framework.get(criterion.framework, {}).get(criterion.code)
            before = totals[criterion]
            totals[criterion] += target
            if score and before <= score.gap < totals[criterion]:
                gap, total, lost = score.gap, format_decimal(totals[criterion]), format_decimal(score.gap)
                message = f"tổng điểm phấn đấu cho tiêu chí {criterion} đến đây là {total}, vượt số điểm mất {lost}"
                hint = f"nhiệm vụ này ghi tối đa {format_decimal(gap - before)}" if gap > before else "bỏ dòng này"
                yield error(span, "qua-diem-mat", message, hint)


def _targets(cycle: Cycle) -> Iterator[tuple[ProposedTask, Decimal, Span]]:
    """Walk the points that tasks aim at in the end, and the places that say so."""
    for proposed, holder in last_word(cycle, "target_points"):
        if holder.target_points is not None:
            yield proposed, holder.target_points, holder.span("target_points")


def targets_are_within_experience(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điểm phấn đấu của cơ quan ở một lĩnh vực nên gần với mức lĩnh vực đó từng lấy lại được những năm trước.

    Chỉ xét khi có điểm từng tiêu chí của ít nhất hai năm theo cùng một bộ chỉ số, và khi phấn đấu quá nửa số điểm mất.
    """
    for cycle in dataset.cycles.values():
        for framework, results in dataset.evaluated(cycle):
            shares = _recovered_shares(dataset, framework, results.year)
            gaps = {code: score.gap for code, score in leaf_gaps(framework, results).items()} if shares else {}
            lost: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
            for agency, submission in cycle.submissions.items():
                named = [entry.criterion for entry in submission.analyses]
                for code, gap in gaps.items():
                    if any(ref.covers(framework.id, code) for ref in named):
                        lost[agency, _domain(code)] += gap
            aims: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
            for proposed, target, span in _targets(cycle):
                domain = _domain(proposed.criterion.code)
                part = (proposed.agency, domain)
                if proposed.criterion.framework != framework.id or domain not in shares or part not in lost:
                    continue
                bound = max(_MODEST, _MULTIPLE * shares[domain]) * lost[part]
                before = aims[part]
                aims[part] += max(target, Decimal(0))
                if before <= bound < aims[part] <= lost[part]:  # beyond what was lost: another rule's finding
                    yield _beyond_experience(framework, domain, span, aims[part] / lost[part], shares[domain])


def _domain(code: str) -> str:
    return code.partition(".")[0]


def _recovered_shares(dataset: Dataset, framework: Framework, until: int) -> dict[str, Decimal]:
    """Tell by domain which share (0 to 1) of the points missed in one year came back in the next year scored.

    Counted over the leaves that had a gap, up to the results of year `until`; a domain with hardly a gap is left out.
    """
    missed: dict[str, list[Decimal]] = defaultdict(list)
    won: dict[str, Decimal] = defaultdict(Decimal)
    years = sorted(year for year, id_ in dataset.results if id_ == framework.id and year <= until)
    for earlier, later in pairwise([dataset.results[year, framework.id] for year in years]):
        for code, score in leaf_gaps(framework, earlier).items():
            if code in later.scores:
                missed[_domain(code)].append(score.gap)
                won[_domain(code)] += max(Decimal(0), later.scores[code] - score.points)
    return {domain: won[domain] / sum(gaps) for domain, gaps in missed.items() if len(gaps) >= _FEWEST_GAPS}


def _beyond_experience(framework: Framework, domain: str, span: Span, aimed: Decimal, recovered: Decimal) -> Diagnostic:
    named = f"lĩnh vực {framework.id}/{domain}"
    message = (
        f"đến đây đã phấn đấu lấy lại {aimed * 100:.0f} % số điểm mất của {named}, "
        f"trong khi những lần chấm trước chỉ lấy lại được {recovered * 100:.0f} %"
    )
    return warning(span, "diem-phan-dau-qua-cao", message, "hạ điểm phấn đấu, hoặc chuẩn bị căn cứ để giải trình")
