"""`cchc review`: what a pull request changes, and whether it may be merged."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from cchc.basics.usage import WRONG_USE
from cchc.commands.shared import CLEAN, DATA_ERRORS, add_as_of, complain
from cchc.git import NoCommitError
from cchc.render.review import FORMATS
from cchc.revisions.review import review


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc review`."""
    parser.add_argument("--base", required=True, metavar="BẢN", help="nhánh hay bản sẽ gộp vào, ví dụ origin/main")
    parser.add_argument("--head", default="HEAD", metavar="BẢN", help="bản được đề nghị gộp (mặc định: HEAD)")
    parser.add_argument(
        "--repo", type=Path, default=Path(), metavar="THƯ_MỤC", help="thư mục của kho (mặc định: nơi đang đứng)"
    )
    parser.add_argument(
        "--author", type=_account, metavar="MÃ_SỐ", help="mã số tài khoản người gửi, đối chiếu với danh bạ"
    )
    parser.add_argument(
        "--message-file", type=Path, metavar="TỆP", help="tệp chứa phần mô tả của đề nghị, nơi ghi lý do"
    )
    parser.add_argument("--more-at", type=_address, metavar="ĐỊA_CHỈ", help="nơi xem những gì không hiện đủ")
    parser.add_argument(
        "--format", choices=tuple(FORMATS), default="markdown", help="dạng kết quả (mặc định: markdown)"
    )
    parser.add_argument("--out", type=Path, metavar="TỆP", help="ghi vào tệp thay vì in ra")
    add_as_of(parser)


def run(options: argparse.Namespace) -> int:
    """Review the pull request; nothing of it is checked out or run."""
    try:
        message = options.message_file.read_text("utf-8", errors="replace") if options.message_file else ""
        found = review(
            options.repo, options.base, options.head, author=options.author, message=message, as_of=options.as_of
        )
    except (NoCommitError, OSError) as problem:
        complain(problem)
        return WRONG_USE
    text = FORMATS[options.format](found, options.more_at or "")
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text, "utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return DATA_ERRORS if found.is_refused else CLEAN


def _account(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        message = "cần mã số, không phải tên tài khoản"
        raise argparse.ArgumentTypeError(message)
    return int(text)


def _address(text: str) -> str:
    if not re.fullmatch(r"https://[^\s<>|`]+", text):
        message = "cần một địa chỉ https"
        raise argparse.ArgumentTypeError(message)
    return text
