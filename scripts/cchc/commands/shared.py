"""What the commands share: the words they take, reading and checking, printing findings, exit codes."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.dates import NotADateError, parse_date
from cchc.basics.diagnostics import has_errors
from cchc.check import check
from cchc.render.findings import FORMATS

if TYPE_CHECKING:
    import datetime as dt

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

CLEAN, DATA_ERRORS = 0, 1
BUILD = Path("build")  # where what is made goes, unless a command is told otherwise


def add_tree(parser: argparse.ArgumentParser) -> None:
    """Let a command take the data tree and the day to judge it by."""
    parser.add_argument(
        "--data",
        type=Path,
        default=Path("data"),
        metavar="THƯ_MỤC",
        help="thư mục dữ liệu (mặc định: data)",
    )
    add_as_of(parser)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    """Let a command take the day to judge by."""
    parser.add_argument(
        "--as-of",
        type=_date,
        metavar="NGÀY",
        help="tính đến ngày, ví dụ 2023-10-15 (mặc định: ngày ghi trong tinh.yml, nếu không có thì hôm nay)",
    )


def add_year(parser: argparse.ArgumentParser, otherwise: str = "kế hoạch mới nhất") -> None:
    """Let a command take the year of a plan; `otherwise` says what is meant without one."""
    parser.add_argument("--year", type=int, metavar="NĂM", help=f"năm của kế hoạch (mặc định: {otherwise})")


def _date(text: str) -> dt.date:
    try:
        return parse_date(text)
    except NotADateError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def read(options: argparse.Namespace) -> tuple[Dataset, dt.date, list[Diagnostic]]:
    """Read and check the tree that the options name."""
    return check(options.data, options.as_of)


def print_findings(dataset: Dataset, as_of: dt.date, found: list[Diagnostic], layout: str = "text") -> int:
    """Print findings in one of the formats; returns the exit code that they mean."""
    shown = FORMATS[layout](dataset, found, as_of)
    sys.stdout.writelines(shown.splitlines(keepends=True))  # by lines, so that a reader who left is soon noticed
    return DATA_ERRORS if has_errors(found) else CLEAN


def complain(problem: object) -> int:
    """Say on the error stream why a command cannot do its work; returns the exit code."""
    print(f"cchc: {problem}", file=sys.stderr)
    return DATA_ERRORS


def written(place: Path, content: bytes) -> Path:
    """Write a file that is made anew each time; returns where it stands."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    return place
