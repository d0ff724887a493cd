"""The small tree before approval."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from unit.trees import ADJUSTMENTS, CYCLE, LOCK, edit

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def draft(base_tree: Path) -> Path:
    """Give the small tree at the stage where tasks may still be rewritten."""
    edit(base_tree, CYCLE, "da-ban-hanh\nban_hanh:\n  so: MH-01/KH-UBND\n  ngay: 2023-06-12\n", "du-thao\n")
    for relative in (LOCK, ADJUSTMENTS):
        (base_tree / "data" / relative).unlink()
    return base_tree
