"""`cchc owners`: who must approve what, for the forge."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands.shared import CLEAN, add_tree, complain, print_findings, read
from cchc.render.code_owners import NotALoginError, code_owners_text

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc owners`."""
    add_tree(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path(".github/CODEOWNERS"),
        metavar="TỆP",
        help="nơi ghi (mặc định: .github/CODEOWNERS)",
    )
    parser.add_argument("--check", action="store_true", help="không ghi, chỉ so với tệp đang có")


def run(options: argparse.Namespace) -> int:
    """Write the file, or only compare it with the one that lies there."""
    dataset, as_of, found = read(options)
    if dataset.registry is None:
        return print_findings(dataset, as_of, found)
    try:
        wanted = code_owners_text(dataset.registry, as_of)
    except NotALoginError as problem:
        return complain(problem)
    if options.check:
        is_same = options.out.is_file() and options.out.read_text("utf-8") == wanted
        return CLEAN if is_same else complain(f"{options.out} khác danh bạ; chạy cchc owners để ghi lại")
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(wanted, "utf-8", newline="\n")
    print(f"Đã ghi {options.out}")
    return CLEAN
