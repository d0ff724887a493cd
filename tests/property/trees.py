"""Copies of the examples' valid tree, kept in memory, and what the checker says of them."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.check import check
from conftest import BASE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

AS_OF = dt.date(2023, 10, 15)
FILES = {
    path.relative_to(BASE / "data").as_posix(): path.read_text("utf-8")
    for path in sorted((BASE / "data").rglob("*.yml"))
}


def check_files(files: Mapping[str, str | bytes]) -> tuple[Dataset, list[Diagnostic], str]:
    """Check a tree of these files; returns the data set, the findings and the prefix of their paths."""
    with tempfile.TemporaryDirectory() as directory:
        data = Path(directory) / "data"
        for relative, content in files.items():
            place = data / relative
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        dataset, _, found = check(data, AS_OF)
    return dataset, found, f"{data.as_posix()}/"
