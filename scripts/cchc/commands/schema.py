"""`cchc schema`: JSON Schemas for editors."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands.shared import CLEAN, DATA_ERRORS
from cchc.export.json_file import SCHEMA_FILE, json_schema_text
from cchc.reading.json_schema import differences, schema_texts

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc schema`."""
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("docs/luoc-do"),
        metavar="THƯ_MỤC",
        help="nơi ghi lược đồ (mặc định: docs/luoc-do)",
    )
    parser.add_argument("--check", action="store_true", help="không ghi, chỉ so với các lược đồ đang có")


def run(options: argparse.Namespace) -> int:
    """Write the schemas, or only compare them with those that lie there."""
    wanted = schema_texts() | {SCHEMA_FILE: json_schema_text()}
    if options.check:
        wrong = differences(options.out, wanted)
        if wrong:
            print("Lược đồ khác với mô hình dữ liệu; chạy cchc schema để ghi lại:", *wrong, sep="\n  ", file=sys.stderr)
        return DATA_ERRORS if wrong else CLEAN
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (options.out / name).write_text(text, "utf-8", newline="\n")
    print(f"Đã ghi {len(wanted)} lược đồ: {options.out}")
    return CLEAN
