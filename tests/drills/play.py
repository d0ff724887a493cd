"""Git repositories in which pull requests are played: a base, what is proposed, and what the base became meanwhile."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from conftest import BASE, EXAMPLES
from repositories import git, repository

if TYPE_CHECKING:
    from pathlib import Path

MAIN, PROPOSAL = "chinh", "de-nghi"
ACCOUNTS = EXAMPLES / "_de-nghi"  # the base's registry with accounts, to be laid over `_base`
CORE, SNV, STP, STC = 9001, 1001, 2001, 3001  # accounts of the registry


def lay(files: Path, place: Path) -> None:
    """Lay files over a working tree; as they are written now, Git looks at them whatever their size."""
    shutil.copytree(files, place, dirs_exist_ok=True, symlinks=True, copy_function=shutil.copyfile)


def begin(place: Path) -> Path:
    """Make a repository of the small valid tree, its registry with accounts; its branch is `MAIN`."""
    lay(BASE, place)
    lay(ACCOUNTS, place)
    repository(place)
    git(place, "branch", "--move", MAIN)
    return place


def propose(place: Path) -> None:
    """Begin a pull request: what is committed from here on stands on the branch `PROPOSAL`."""
    git(place, "switch", "--quiet", "--create", PROPOSAL, MAIN)


def commit(place: Path, message: str = "Sửa") -> None:
    """Commit the directory as it is."""
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", message)
