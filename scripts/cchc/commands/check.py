"""`cchc check`: every finding of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.commands.shared import add_tree, print_findings, read
from cchc.render.findings import FORMATS

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc check`."""
    add_tree(parser)
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="dạng kết quả (mặc định: text)")


def run(options: argparse.Namespace) -> int:
    """Check the tree and print what was found."""
    return print_findings(*read(options), options.format)
