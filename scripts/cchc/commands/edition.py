"""`cchc edition`: freezes what is published of a plan as of one day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.commands.shared import CLEAN, add_tree, complain, print_findings, read
from cchc.git import revision_of
from cchc.lookup import NotFoundError
from cchc.new_edition import NoEditionError, write_edition

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc edition`."""
    add_tree(parser)
    parser.add_argument("year", type=int, metavar="NĂM", help="năm của kế hoạch")
    parser.add_argument("id", metavar="MÃ", help="mã ấn bản: năm của kế hoạch rồi tên kỳ, ví dụ 2023-q3, 2023-thang-6")
    parser.add_argument("--ten", required=True, metavar="TÊN", help="tên gọi của kỳ, ví dụ “Quý III năm 2023”")


def run(options: argparse.Namespace) -> int:
    """Write the edition and list it; nothing is written while the data has errors, nor over an edition."""
    dataset, as_of, found = read(options)
    if has_errors(found):
        return print_findings(dataset, as_of, found)
    revision = revision_of(options.data)
    try:
        place = write_edition(options.data, dataset, as_of, revision, options.year, options.id, options.ten)
    except (NotFoundError, NoEditionError) as problem:
        return complain(problem)
    print(f"Đã chốt {place}, tính đến ngày {as_of:%d/%m/%Y}.")
    if not (revision and revision.is_exact):
        print("Số liệu không lấy từ một bản đã ghi vào lịch sử của kho nên ấn bản không nêu được bản nào.")
    return CLEAN
