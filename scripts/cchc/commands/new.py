"""`cchc new`: a form prefilled with what is known of an agency."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.usage import WRONG_USE
from cchc.commands.shared import BUILD, CLEAN, add_tree, add_year, complain, print_findings, read, written
from cchc.lookup import NotFoundError
from cchc.new import NoFormError, Wanted, form_workbook, is_blocked, write_form

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
    parser.add_argument(
        "--format", choices=("yaml", "xlsx"), default="yaml", help="yaml, hoặc xlsx: tệp Excel để điền (mặc định: yaml)"
    )
    parser.add_argument(
        "--out", type=Path, metavar="TỆP", help="xlsx: nơi ghi (mặc định: build/<loại>-<năm>-<cơ quan>.xlsx)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the form in its place, unless something already stands there; a workbook belongs to no tree."""
    if options.out and options.format != "xlsx":
        complain("--out chỉ dùng với --format xlsx.")
        return WRONG_USE
    dataset, as_of, found = read(options)
    if is_blocked(found):
        return print_findings(dataset, as_of, found)
    wanted = Wanted(agency=options.agency, kind=options.kind, year=options.year)
    try:
        if options.format == "xlsx":
            name, workbook = form_workbook(dataset, as_of, wanted)
            place = written(options.out or BUILD / name, workbook)
            print(f"Đã ghi {place}\nĐiền các ô trắng, lưu, rồi chạy cchc import {place}")
        else:
            place = write_form(options.data, dataset, as_of, wanted)
            print(f"Đã ghi {place}\nĐiền các mục còn trống rồi chạy cchc check.")
    except (NotFoundError, NoFormError) as problem:
        return complain(problem)
    return CLEAN
