"""`cchc settings`: whether the repository on GitHub is set up as the files say."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands.hosted import add_github, github_of
from cchc.commands.shared import CLEAN, DATA_ERRORS, add_tree, complain, print_findings, read
from cchc.hosting.github import GitHubError
from cchc.hosting.settings import discrepancies

if TYPE_CHECKING:
    import argparse

_FOLDER = Path(".github")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc settings`."""
    add_tree(parser)
    add_github(parser)


def run(options: argparse.Namespace) -> int:
    """Compare, change nothing."""
    dataset, as_of, found = read(options)
    if dataset.registry is None:
        return print_findings(dataset, as_of, found)
    try:
        wrong = list(discrepancies(github_of(options), _FOLDER, dataset.registry.core))
    except GitHubError as problem:
        return complain(problem)
    if wrong:
        print(
            f"{len(wrong)} thiết lập của {options.github} khác các tệp trong .github:",
            *wrong,
            sep="\n  ",
            file=sys.stderr,
        )
        return DATA_ERRORS
    print(f"Thiết lập của {options.github} đúng như các tệp trong .github.")
    return CLEAN
