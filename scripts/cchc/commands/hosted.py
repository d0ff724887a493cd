"""What the commands that speak to GitHub share: which repository, and by what right."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cchc.hosting.github import ROOT, GitHub

if TYPE_CHECKING:
    import argparse


def add_github(parser: argparse.ArgumentParser) -> None:
    """Let a command take a repository; the variables are those that GitHub Actions sets."""
    named = os.environ.get("GITHUB_REPOSITORY")
    parser.add_argument(
        "--github",
        default=named,
        required=not named,
        metavar="CHỦ/KHO",
        help="kho trên GitHub (mặc định: biến GITHUB_REPOSITORY); mã truy cập đọc ở biến GITHUB_TOKEN",
    )


def github_of(options: argparse.Namespace) -> GitHub:
    """Give the repository that the options name."""
    environment = os.environ
    return GitHub(
        repository=options.github,
        token=environment.get("GITHUB_TOKEN", ""),
        root=environment.get("GITHUB_API_URL", ROOT),
    )
