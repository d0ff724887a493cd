"""`cchc new`: a form prefilled with what is known of an agency."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.commands.shared import CLEAN, add_tree, add_year, complain, print_findings, read
from cchc.lookup import NotFoundError
from cchc.new import NoFormError, is_blocked, write_form

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc new`."""
    add_tree(parser)
    parser.add_argument("agency", metavar="CƠ_QUAN", help="mã cơ quan, ví dụ so-noi-vu")
    add_year(parser)
    parser.add_argument(
        "--kind",
        choices=("bao-cao", "tien-do"),
        default="bao-cao",
        help="bao-cao: báo cáo, điền sẵn tiêu chí mất điểm; tien-do: tiến độ, điền sẵn nhiệm vụ (mặc định: bao-cao)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the form in its place, unless something already stands there."""
    dataset, as_of, found = read(options)
    if is_blocked(found):
        return print_findings(dataset, as_of, found)
    try:
        place = write_form(options.data, dataset, as_of, options.kind, options.agency, options.year)
    except (NotFoundError, NoFormError) as problem:
        return complain(problem)
    print(f"Đã ghi {place}\nĐiền các mục còn trống rồi chạy cchc check.")
    return CLEAN
