"""`cchc import`: what an agency wrote in Excel becomes its data file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands.shared import CLEAN, DATA_ERRORS, add_tree, complain, print_findings, read
from cchc.excel.drafting import StandsError
from cchc.excel.landing import land
from cchc.excel.opened import NotReadableError, open_workbook
from cchc.excel.reading import read_form
from cchc.lookup import NotFoundError
from cchc.new import is_blocked
from cchc.reading.formatting import put
from cchc.reading.tree import Folder
from cchc.render.findings.text import harmless

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc import`."""
    add_tree(parser)
    parser.add_argument("workbook", type=Path, metavar="TỆP", help="mẫu Excel (.xlsx) do cchc new tạo ra và đã điền")
    parser.add_argument("--replace", action="store_true", help="thay báo cáo, hay lần cập nhật cùng ngày, đã có")
    parser.add_argument(
        "--out", type=Path, metavar="TỆP", help="nơi ghi (mặc định: đúng chỗ của tệp trong thư mục dữ liệu)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the data file, unless it has errors; each is told with its sheet and cell."""
    dataset, as_of, found = read(options)
    if is_blocked(found):
        return print_findings(dataset, as_of, found)
    try:
        filled = read_form(open_workbook(options.workbook), options.workbook.name, dataset)
        landing = land(filled, Folder(options.data), as_of, may_replace=options.replace)
    except (NotReadableError, NotFoundError, StandsError) as problem:
        return complain(f"{options.workbook.name}: {problem}")
    sys.stdout.write(harmless(landing.told))
    if landing.text is None:
        print("Chưa ghi gì. Sửa các ô trên trong tệp Excel, lưu, rồi chạy lại.")
        return DATA_ERRORS
    place = options.out or options.data / landing.relative
    put(place, landing.text)
    print(f"Đã ghi {place}")
    return CLEAN
