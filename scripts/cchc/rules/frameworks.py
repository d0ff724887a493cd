"""Rules about index frameworks."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.basics.decimals import format_decimal
from cchc.basics.diagnostics import Diagnostic, Fix, error

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from cchc.model import Dataset, Framework
    from cchc.schema import FrameworkFile, NodeInput


def codes_extend_their_parents(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã của tiêu chí bắt đầu bằng mã của cấp trên và thêm đúng một số (3 → 3.2 → 3.2.1)."""
    for framework in dataset.frameworks.values():
        wrong = {}
        for node, parent in framework.file.nodes():
            meant = _meant_code(node, parent, framework)
            if meant:
                wrong[node.code] = meant
                message = f"các mục con có mã bắt đầu bằng “{meant}.” nhưng mã cấp trên ghi “{node.code}”"
                fix = Fix(node.code, meant)
                yield error(node.span("code"), "ma-khong-noi-cap", message, f"sửa thành “{meant}”", fix)
            head, _, _ = node.code.rpartition(".")
            if head != parent and head != wrong.get(parent):
                expected = f"{parent}.1" if parent else "1"
                message = f"mã phải nối tiếp mã cấp trên “{parent}”" if parent else "mã lĩnh vực là một số"
                yield error(
                    node.span("code"),
                    "ma-khong-noi-cap",
                    f"{message}; đang ghi “{node.code}”",
                    f"ví dụ: {expected}",
                )


def _meant_code(node: NodeInput, parent: str, framework: Framework) -> str:
    """Give the code that all children of a node extend, where it is not the node's and no other node has it."""
    heads = {child.code.rpartition(".")[0] for child in node.children}
    head = heads.pop() if len(heads) == 1 else ""
    return head if head.rpartition(".")[0] == parent and head not in framework.criteria else ""


def without_misnumbered(dataset: Dataset) -> Dataset:
    """Leave out the frameworks whose own codes are wrong: what refers to them says nothing more."""
    wrong = {
        id_
        for id_, framework in dataset.frameworks.items()
        if any(node.code.rpartition(".")[0] != parent for node, parent in framework.file.nodes())
    }
    if not wrong:
        return dataset
    kept = {id_: framework for id_, framework in dataset.frameworks.items() if id_ not in wrong}
    unreadable = dataset.unreadable | {f"bo-chi-so/{id_}.yml" for id_ in wrong}
    return replace(dataset, frameworks=kept, unreadable=unreadable)


def maxima_add_up(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Điểm tối đa lớn hơn 0; khi tính bằng tổng, điểm tối đa của các mục con cộng lại bằng điểm tối đa của mục cha."""
    for framework in dataset.frameworks.values():
        file = framework.file
        every: tuple[FrameworkFile | NodeInput, ...] = (file, *(node for node, _ in file.nodes()))
        for one in every:
            if one.max_points <= 0:
                message = f"điểm tối đa phải lớn hơn 0; đang ghi {format_decimal(one.max_points)}"
                yield error(one.span("max_points"), "tong-diem-toi-da", message, "ghi số điểm lấy từ văn bản")
        if not framework.is_summed:
            continue
        parents: list[tuple[FrameworkFile | NodeInput, str, tuple[NodeInput, ...]]] = [
            (file, "diem_toi_da của bộ chỉ số", file.domains),
            *(
                (node, f"điểm tối đa của “{node.code}”", node.children)
                for node, _ in framework.file.nodes()
                if node.children
            ),
        ]
        for parent, what, children in parents:
            total = _sum(children)
            if min(parent.max_points, *(child.max_points for child in children)) <= 0:
                continue  # that number is the mistake
            if total != parent.max_points and sum(map(_built_from, children), Decimal(0)) != parent.max_points:
                stated = format_decimal(parent.max_points)
                message = f"{what} là {stated} nhưng các mục con cộng lại được {format_decimal(total)}"
                hint = "sửa điểm tối đa của mục cha hoặc của mục con"
                yield error(parent.span("max_points"), "tong-diem-toi-da", message, hint)


def _sum(nodes: Iterable[NodeInput]) -> Decimal:
    return sum((node.max_points for node in nodes), Decimal(0))


def _built_from(node: NodeInput) -> Decimal:
    """Give what a node's maximum must be by its children: where it differs, the mistake is the node's, told there."""
    return _sum(node.children) if node.children else node.max_points


def leaves_have_a_method(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mỗi tiêu chí cuối (không có mục con) nêu phương pháp đánh giá; mục có mục con thì không nêu."""
    for framework in dataset.frameworks.values():
        for node, _ in framework.file.nodes():
            if not node.children and node.method is None:
                message = f"tiêu chí “{node.code}” thiếu “phuong_phap”"
                yield error(node.span("code"), "phuong-phap", message, "ghi một trong: tham-dinh, dieu-tra, thong-ke")
            elif node.children and node.method is not None:
                message = f"“{node.code}” có mục con nên không ghi “phuong_phap”"
                yield error(node.span("method"), "phuong-phap", message, "chuyển xuống từng mục con")
