"""`cchc serve`: build, serve, rebuild on change."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands import build
from cchc.publishing.serve import serve

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc serve`."""
    build.configure(parser)
    parser.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng (mặc định: 8000)")


def run(options: argparse.Namespace) -> int:
    """Serve until interrupted."""
    site, watched = options.out / "site", [options.data, Path("docs")]
    return serve(lambda: build.run(options), site, watched=watched, port=options.port)
