"""`cchc fmt`: the canonical form of data files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.usage import WRONG_USE
from cchc.commands.shared import CLEAN, DATA_ERRORS, add_tree, complain
from cchc.reading.formatting import drafts, lies_in
from cchc.render.findings.text import harmless, told

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc fmt`."""
    add_tree(parser)
    parser.add_argument("--check", action="store_true", help="chỉ cho xem chỗ sẽ đổi, không ghi")
    parser.add_argument(
        "paths", type=Path, nargs="*", metavar="TỆP", help="tệp hay thư mục trong thư mục dữ liệu (mặc định: tất cả)"
    )


def run(options: argparse.Namespace) -> int:
    """Rewrite the files, or only show what would change."""
    paths = options.paths or [options.data]
    for path in paths:
        if not path.exists() or not lies_in(path, options.data):
            complain(f"không có “{path}” trong thư mục dữ liệu “{options.data}”.")
            return WRONG_USE
    found, findings = drafts(options.data, paths)
    for draft in found:
        if options.check:
            sys.stdout.write(harmless(draft.difference()))
        else:
            draft.write()
            print(f"Đã sửa lại định dạng: {draft.path.as_posix()}")
    sys.stdout.write(harmless(told(findings)))
    if findings:
        print("Tệp còn lỗi được giữ nguyên; sửa lỗi rồi định dạng lại.")
    elif not found:
        print("Mọi tệp đã đúng định dạng.")
    elif options.check:
        print(f"{len(found)} tệp chưa đúng định dạng; chạy “cchc fmt” để sửa.")
    return DATA_ERRORS if findings or (found and options.check) else CLEAN
