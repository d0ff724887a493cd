"""Rules about yearly results."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.decimals import format_decimal
from cchc.diagnostics import Diagnostic, error
from cchc.text import did_you_mean

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Dataset, Framework
    from cchc.schema import ResultsFile


def _pairs(dataset: Dataset) -> Iterator[tuple[ResultsFile, Framework]]:
    for results in dataset.results.values():
        if framework := dataset.frameworks.get(results.framework):
            yield results, framework


def _score_tables(results: ResultsFile) -> Iterator[tuple[str, dict[str, Decimal]]]:
    yield "scores", results.scores
    yield "self_scores", results.self_scores


def codes_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tệp kết quả chỉ nêu bộ chỉ số và mã tiêu chí có thật; bộ chỉ số tính bằng tổng chỉ chấm tiêu chí cuối."""
    for results in dataset.results.values():
        framework = dataset.frameworks.get(results.framework)
        if framework is None:
            if not dataset.is_unreadable(f"bo-chi-so/{results.framework}.yml"):
                hint = did_you_mean(results.framework, dataset.frameworks)
                message = f"không có bộ chỉ số “{results.framework}” trong bo-chi-so/"
                yield error(results.span("framework"), "ket-qua-sai-tieu-chi", message, hint)
            continue
        scored = {node.code for node in (framework.leaves if framework.is_summed else framework.criteria.values())}
        for table, scores in _score_tables(results):
            for code in scores:
                if code in scored:
                    continue
                what = (
                    "có mục con, chỉ chấm điểm ở mục con" if code in framework.criteria else "không có trong bộ chỉ số"
                )
                message = f"tiêu chí “{code}” {what}"
                yield error(results.span(table, code), "ket-qua-sai-tieu-chi", message, did_you_mean(code, scored))


def leaves_are_scored(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Đã chấm điểm từng tiêu chí thì mọi tiêu chí cuối đều có điểm."""
    for results, framework in _pairs(dataset):
        missing = [leaf.code for leaf in framework.leaves if leaf.code not in results.scores]
        if results.scores and missing:
            listed = ", ".join(missing[:8]) + ("…" if len(missing) > 8 else "")  # noqa: PLR2004 -- enough to find the place
            message = f"còn {len(missing)} tiêu chí chưa có điểm: {listed}"
            yield error(
                results.key_span("scores"),
                "thieu-diem",
                message,
                'thêm mỗi tiêu chí một dòng, ví dụ: "1.1.1": 0,5',
            )


def scores_are_in_range(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điểm của tiêu chí không nhỏ hơn 0 và không lớn hơn điểm tối đa."""
    for results, framework in _pairs(dataset):
        for table, scores in _score_tables(results):
            for code, points in scores.items():
                node = framework.criteria.get(code)
                if node and not 0 <= points <= node.max_points:
                    bound = format_decimal(node.max_points)
                    message = f"điểm của “{code}” phải từ 0 đến {bound}; đang ghi {format_decimal(points)}"
                    yield error(results.span(table, code), "diem-ngoai-khoang", message)
        if not 0 <= results.total.points <= framework.file.max_points:
            bound, found = format_decimal(framework.file.max_points), format_decimal(results.total.points)
            message = f"tổng phải từ 0 đến {bound}; đang ghi {found}"
            yield error(results.total.span("points"), "diem-ngoai-khoang", message)


def scores_add_up(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điểm các tiêu chí cuối, các phần điểm cộng lại đúng bằng tổng; nếu không, ghi “chenh_lech” kèm lý do."""
    for results, framework in _pairs(dataset):
        if not framework.is_summed:
            continue
        stated = results.discrepancy.points if results.discrepancy else 0
        sums = []
        if results.scores and all(leaf.code in results.scores for leaf in framework.leaves):
            sums.append(
                ("các tiêu chí cuối", sum((results.scores[leaf.code] for leaf in framework.leaves), Decimal(0)))
            )
        if results.parts:
            sums.append(("các phần điểm", sum((part.points for part in results.parts), Decimal(0))))
        for what, total in sums:
            if total + stated != results.total.points:
                difference = format_decimal(results.total.points - total)
                message = (
                    f"{what} cộng lại được {format_decimal(total)}, khác tổng {format_decimal(results.total.points)}"
                )
                hint = f"sửa điểm, hoặc thêm “chenh_lech” với diem: {difference} và ly_do"
                yield error(results.total.span("points"), "tong-diem", message, hint)


def ranks_are_possible(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Thứ hạng đi kèm tổng số và không lớn hơn tổng số."""
    for results in dataset.results.values():
        for total in (results.total, *results.comparisons):
            if total.rank is not None and (total.out_of is None or total.rank > total.out_of):
                message = "“xep_hang” phải đi kèm “tren” và không lớn hơn “tren”"
                yield error(total.span("rank"), "xep-hang", message, "ví dụ: xep_hang: 38, dòng dưới tren: 63")
