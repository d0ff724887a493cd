"""Small changes to a copy of the examples' valid tree, and what the checker says of it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc.check import check
from cchc.figures.report import CycleReport, report_on
from cchc.reading.load import load

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Cycle, Dataset

AS_OF = dt.date(2023, 10, 15)
FRAMEWORK = "bo-chi-so/par-index-2022.yml"
RESULTS = "ket-qua/2022/par-index-2022.yml"
CYCLE = "ke-hoach/2023/ke-hoach.yml"
SNV_SUBMISSION = "ke-hoach/2023/bao-cao/so-noi-vu.yml"
STP_SUBMISSION = "ke-hoach/2023/bao-cao/so-tu-phap.yml"
SNV_PROGRESS = "ke-hoach/2023/tien-do/so-noi-vu.yml"
STP_PROGRESS = "ke-hoach/2023/tien-do/so-tu-phap.yml"
ADJUSTMENTS = "ke-hoach/2023/dieu-chinh.yml"
LOCK = "ke-hoach/2023/khoa.yml"


def edit(tree: Path, relative: str, old: str, new: str) -> None:
    """Replace the first occurrence of `old` in a data file; it must stand there."""
    place = tree / "data" / relative
    text = place.read_text("utf-8")
    assert old in text
    place.write_text(text.replace(old, new, 1), "utf-8", newline="\n")


def write(tree: Path, relative: str, content: str | bytes) -> Path:
    """Write a data file, its folders included; returns its path."""
    place = tree / "data" / relative
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    return place


def findings(tree: Path, as_of: dt.date | None = AS_OF) -> list[Diagnostic]:
    """Give every finding about a tree, paths written as from the tree itself."""
    dataset, _, found = check(tree / "data", as_of)
    assert dataset.root == (tree / "data").as_posix()
    return found


def lines(tree: Path, as_of: dt.date | None = AS_OF) -> list[str]:
    """Give every finding as the line that is printed, with paths relative to the tree."""
    return [str(finding).replace(f"{tree.as_posix()}/", "") for finding in findings(tree, as_of)]


def places(tree: Path, as_of: dt.date | None = AS_OF) -> list[str]:
    """Give every finding as place and rule; its words are held by the golden examples."""
    return [f"{line.partition(': ')[0]} {line.rpartition('[')[2].rstrip(']')}" for line in lines(tree, as_of)]


def rules(tree: Path, as_of: dt.date | None = AS_OF) -> list[str]:
    """Give the rule of every finding."""
    return [finding.rule for finding in findings(tree, as_of)]


def dataset_of(tree: Path) -> Dataset:
    """Load a tree that has no findings of shape."""
    dataset, found = load(tree / "data")
    assert found == []
    return dataset


def cycle_of(tree: Path) -> Cycle:
    """Load the only cycle of a tree."""
    return dataset_of(tree).cycles[2023]


def report_of(tree: Path, as_of: dt.date = AS_OF) -> CycleReport:
    """Compute the report of the only cycle of a tree."""
    dataset = dataset_of(tree)
    return report_on(dataset, dataset.cycles[2023], as_of)
