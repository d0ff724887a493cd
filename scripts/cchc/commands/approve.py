"""`cchc approve`: freezes an issued plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.commands.shared import CLEAN, add_tree, complain, print_findings, read
from cchc.render.lock import lock_text, unlocked

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc approve`."""
    add_tree(parser)
    parser.add_argument("year", type=int, metavar="NĂM", help="năm của kế hoạch")


def run(options: argparse.Namespace) -> int:
    """Write khoa.yml beside the plan; once it is there, only tasks that an adjustment added are put to it."""
    dataset, as_of, found = read(options)
    blocking = [finding for finding in found if finding.rule != "giai-doan"]
    if has_errors(blocking):
        return print_findings(dataset, as_of, found)
    cycle = dataset.cycles.get(options.year)
    place = options.data / "ke-hoach" / str(options.year) / "khoa.yml"
    if cycle is None or not cycle.file.stage.is_issued or cycle.file.issuance is None:
        wanted = "“trang_thai” phải là “da-ban-hanh” và có “ban_hanh” (so, ngay)"
        return complain(f"kế hoạch {options.year} chưa ban hành: {wanted}.")
    new = unlocked(cycle)
    if place.exists() and not new:
        return complain(f"{place} đã giữ mọi nhiệm vụ; kế hoạch đã khóa chỉ thay đổi qua dieu-chinh.yml.")
    place.write_text(lock_text(cycle), "utf-8", newline="\n")
    print(f"Đã khóa {len(new)} nhiệm vụ{' bổ sung' if cycle.lock else ''}: {place}")
    return CLEAN
