"""Rules about index frameworks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cchc.decimals import format_decimal
from cchc.diagnostics import Diagnostic, error

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.model import Dataset
    from cchc.schema import FrameworkFile, NodeInput


def codes_extend_their_parents(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Mã của tiêu chí bắt đầu bằng mã của cấp trên và thêm đúng một số (3 → 3.2 → 3.2.1)."""
    for framework in dataset.frameworks.values():
        for node, parent in framework.file.nodes():
            head, _, _ = node.code.rpartition(".")
            if head != parent:
                expected = f"{parent}.1" if parent else "1"
                message = f"mã phải nối tiếp mã cấp trên “{parent}”" if parent else "mã lĩnh vực là một số"
                yield error(
                    node.span("code"),
                    "ma-khong-noi-cap",
                    f"{message}; đang ghi “{node.code}”",
                    f"ví dụ: {expected}",
                )


def maxima_add_up(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Với bộ chỉ số tính bằng tổng, điểm tối đa của các mục con cộng lại đúng bằng điểm tối đa của mục cha."""
    for framework in dataset.frameworks.values():
        if not framework.is_summed:
            continue
        file = framework.file
        parents: list[tuple[FrameworkFile | NodeInput, str, tuple[NodeInput, ...]]] = [
            (file, "diem_toi_da của bộ chỉ số", file.domains),
            *(
                (node, f"điểm tối đa của “{node.code}”", node.children)
                for node, _ in framework.file.nodes()
                if node.children
            ),
        ]
        for parent, what, children in parents:
            total = sum((child.max_points for child in children), Decimal(0))
            if total != parent.max_points:
                stated = format_decimal(parent.max_points)
                message = f"{what} là {stated} nhưng các mục con cộng lại được {format_decimal(total)}"
                hint = "sửa điểm tối đa của mục cha hoặc của mục con"
                yield error(parent.span("max_points"), "tong-diem-toi-da", message, hint)


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
