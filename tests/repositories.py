"""Trees like our repository, made for tests, and Git repositories of them.

Somebody commits at a fixed time, so that the same tree has the same commit.
"""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from conftest import ROOT

if TYPE_CHECKING:
    from pathlib import Path

AT = "2026-11-20T08:30:00+07:00"


def lay_out(target: Path, data: Path) -> Path:
    """Put a data tree, the hand-written documents and what governs a build side by side, as in the repository."""
    shutil.copytree(data, target / "data")
    shutil.copytree(ROOT / "docs", target / "docs")
    for name in ("mkdocs.yml", "requirements.lock", ".gitignore"):
        shutil.copy(ROOT / name, target)
    return target


def git(place: Path, *arguments: str, at: str = AT, authored: str = "") -> str:
    """Run Git in a repository, as somebody, at a fixed time; gives what it printed.

    Args:
        place: a directory of the repository.
        arguments: the command.
        at: the committer's time.
        authored: the author's time, where it is another.
    """
    identity = ("-c", "user.name=Tester", "-c", "user.email=tester@example.invalid")
    environment = {
        "HOME": str(place),
        "PATH": "/usr/bin:/bin",
        "GIT_AUTHOR_DATE": authored or at,
        "GIT_COMMITTER_DATE": at,
    }
    command = ["git", *identity, *arguments]
    finished = subprocess.run(command, cwd=place, env=environment, capture_output=True, text=True, check=True)
    return finished.stdout.strip()


def repository(place: Path) -> Path:
    """Make a directory a repository and commit all it holds; gives the directory back."""
    git(place, "init", "--quiet")
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", "Một")
    return place
