"""`cchc history`: what each commit of a branch changed in the data."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from cchc.basics.usage import WRONG_USE
from cchc.commands.shared import CLEAN, complain
from cchc.git import NoCommitError
from cchc.render.chronicle import FORMATS
from cchc.revisions.chronicle import chronicle


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc history`."""
    parser.add_argument(
        "--repo", type=Path, default=Path(), metavar="THƯ_MỤC", help="thư mục của kho (mặc định: nơi đang đứng)"
    )
    parser.add_argument(
        "--head", default="HEAD", metavar="BẢN", help="nhánh hay bản cuối cùng xét tới (mặc định: HEAD)"
    )
    many = parser.add_mutually_exclusive_group()
    many.add_argument(
        "--since", default="", metavar="BẢN", help="chỉ kể những gì sau bản này; báo lỗi nếu nhánh không còn nó"
    )
    many.add_argument("--limit", type=_count, metavar="SỐ", help="chỉ kể bấy nhiêu lần thay đổi mới nhất")
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="dạng kết quả (mặc định: text)")


def run(options: argparse.Namespace) -> int:
    """Tell what the commits changed; nothing is checked out."""
    try:
        told = chronicle(options.repo, options.head, since=options.since, limit=options.limit)
    except (NoCommitError, OSError) as problem:
        complain(problem)
        return WRONG_USE
    sys.stdout.writelines(FORMATS[options.format](told).splitlines(keepends=True))
    return CLEAN


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not int(text):
        message = "cần một số từ 1 trở lên"
        raise argparse.ArgumentTypeError(message)
    return int(text)
