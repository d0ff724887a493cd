"""Rules about yearly results."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.basics.decimals import format_decimal
from cchc.basics.diagnostics import Diagnostic, error
from cchc.basics.fixes import near_miss
from cchc.rules.references import code_hint
from cchc.rules.uses import places_naming

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cchc.model import Criterion, Dataset, Framework
    from cchc.schema import FrameworkFile, ResultsFile

_PLACES_NAMED = 4


def _pairs(dataset: Dataset) -> Iterator[tuple[ResultsFile, Framework]]:
    for results in dataset.results.values():
        if framework := dataset.frameworks.get(results.framework):
            yield results, framework


def _score_tables(results: ResultsFile) -> Iterator[tuple[str, dict[str, Decimal]]]:
    yield "scores", results.scores
    yield "self_scores", results.self_scores


def codes_exist(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tệp kết quả chỉ nêu bộ chỉ số và mã tiêu chí có thật; bộ chỉ số tính bằng tổng chỉ chấm tiêu chí cuối."""
    missing: set[str] = set()
    for results in dataset.results.values():
        framework = dataset.frameworks.get(results.framework)
        if framework is None:
            if results.framework not in missing and not dataset.is_unreadable(f"bo-chi-so/{results.framework}.yml"):
                missing.add(results.framework)
                meant = near_miss(results.framework, dataset.frameworks, "thêm tệp bộ chỉ số, hoặc sửa bo_chi_so")
                hint = meant.hint  # the file bears this name too, so that its line alone mends nothing
                message = f"không có bộ chỉ số “{results.framework}” trong bo-chi-so/"
                yield error(results.span("framework"), "ket-qua-sai-tieu-chi", message, hint)
            continue
        for table, scores in _score_tables(results):
            for code in _strangers(scores, framework):
                is_parent = code in framework.criteria
                what = "có mục con, chỉ chấm điểm ở mục con" if is_parent else "không có trong bộ chỉ số"
                span, also = results.key_span(table, code), _also_named(dataset, framework.id, code)
                hint = code_hint(framework, code)
                yield error(span, "ket-qua-sai-tieu-chi", f"tiêu chí “{code}” {what}{also}", hint)


def _also_named(dataset: Dataset, framework: str, code: str) -> str:
    """Name the other places that use a code, which a code renamed or deleted leaves without meaning (threat S02)."""
    places = places_naming(dataset, framework, code)
    named = ", ".join(f"{place.path} dòng {place.line}" for place in places[:_PLACES_NAMED])
    rest = f" và {len(places) - _PLACES_NAMED} chỗ khác" if len(places) > _PLACES_NAMED else ""
    return f"; mã này còn được dùng ở {named}{rest}" if places else ""


def _strangers(scores: Iterable[str], framework: Framework) -> list[str]:
    """List the codes that carry a score and may not."""
    scored = {node.code for node in (framework.leaves if framework.is_summed else framework.criteria.values())}
    return [code for code in scores if code not in scored]


def leaves_are_scored(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Đã chấm điểm từng tiêu chí thì mọi tiêu chí cuối đều có điểm."""
    for results, framework in _pairs(dataset):
        missing = _unscored(results, framework)
        if results.scores and missing:
            listed = ", ".join(missing[:8]) + ("…" if len(missing) > 8 else "")  # noqa: PLR2004 -- enough to find the place
            message = f"còn {len(missing)} tiêu chí chưa có điểm: {listed}"
            yield error(
                results.key_span("scores"),
                "thieu-diem",
                message,
                f'thêm mỗi tiêu chí một dòng, ví dụ: "{missing[0]}": 0,5',
            )


def _unscored(results: ResultsFile, framework: Framework) -> list[str]:
    """List the leaves without a score, save those whose score stands at a wrong code: that is the mistake then."""
    strangers = _strangers(results.scores, framework)
    parents = tuple(f"{code}." for code in strangers if code in framework.criteria)
    missing = [
        leaf.code for leaf in framework.leaves if leaf.code not in results.scores and not leaf.code.startswith(parents)
    ]
    return missing if len(missing) > len(strangers) - len(parents) else []


def scores_are_in_range(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điểm của tiêu chí không nhỏ hơn 0 và không lớn hơn điểm tối đa."""
    for results, framework in _pairs(dataset):
        for table, scores in _score_tables(results):
            for code, points in scores.items():
                node = framework.criteria.get(code)
                if node and not _is_possible(points, node):
                    bound = format_decimal(node.max_points)
                    message = f"điểm của “{code}” phải từ 0 đến {bound}; đang ghi {format_decimal(points)}"
                    yield error(results.span(table, code), "diem-ngoai-khoang", message, _CHECK_THE_COMMA)
        if not _is_possible(results.total.points, framework.file):
            bound, found = format_decimal(framework.file.max_points), format_decimal(results.total.points)
            message = f"tổng phải từ 0 đến {bound}; đang ghi {found}"
            yield error(results.total.span("points"), "diem-ngoai-khoang", message, _CHECK_THE_COMMA)


_CHECK_THE_COMMA = "kiểm tra dấu thập phân và số chép từ văn bản"


def _is_possible(points: Decimal, node: Criterion | FrameworkFile) -> bool:
    return 0 <= points <= node.max_points or node.max_points <= 0  # then the maximum is what is wrong


def scores_add_up(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điểm các tiêu chí cuối, các phần điểm cộng lại đúng bằng tổng; nếu không, ghi “chenh_lech” kèm lý do."""
    for results, framework in _pairs(dataset):
        for what, total in _sums(results, framework):
            stated = results.discrepancy.points if results.discrepancy else Decimal(0)
            if total + stated == results.total.points:
                continue
            found = f"{what} cộng lại được {format_decimal(total)}"
            published = format_decimal(results.total.points)
            difference = format_decimal(results.total.points - total)
            if results.discrepancy:
                span = results.discrepancy.span("points")
                message = f"{found}, thêm chênh lệch {format_decimal(stated)} thì khác tổng {published}"
                hint = f"sửa điểm, hoặc sửa diem của “chenh_lech” thành {difference}"
            else:
                span = results.total.span("points")
                message = f"{found}, khác tổng {published}"
                hint = f"sửa điểm, hoặc thêm “chenh_lech” với diem: {difference} và ly_do"
            yield error(span, "tong-diem", message, hint)


def _sums(results: ResultsFile, framework: Framework) -> Iterator[tuple[str, Decimal]]:
    """Add up what must equal the total, where every number of the sum is there and possible."""
    if not framework.is_summed or not _is_possible(results.total.points, framework.file):
        return
    leaves = [(results.scores.get(leaf.code), leaf) for leaf in framework.leaves]
    points = [score for score, leaf in leaves if score is not None and _is_possible(score, leaf)]
    if len(points) == len(leaves):
        yield "các tiêu chí cuối", sum(points, Decimal(0))
    if results.parts:
        yield "các phần điểm", sum((part.points for part in results.parts), Decimal(0))


def ranks_are_possible(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Thứ hạng đi kèm tổng số và không lớn hơn tổng số."""
    for results in dataset.results.values():
        for total in (results.total, *results.comparisons):
            if total.rank is None:
                continue
            if total.out_of is None:
                message = f"“xep_hang” phải đi kèm “tren”; đang chỉ ghi xep_hang: {total.rank}"
                yield error(total.span("rank"), "xep-hang", message, "thêm dòng tren: số tỉnh, thành phố được xếp hạng")
            elif total.rank > total.out_of:
                message = f"“xep_hang” không được lớn hơn “tren”; đang ghi {total.rank} trên {total.out_of}"
                yield error(total.span("rank"), "xep-hang", message, "kiểm tra lại hai số")
