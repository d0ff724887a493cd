"""The one boundary to Git: which commit the tree being built is. Everything else takes a `Revision | None`."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

DATA_FOLDER = "data/"  # where links into the repository look for the data files
_SHORT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The commit that a working tree stands on.

    `is_exact` says whether the tree is that commit's: nothing changed, added or taken away since.
    """

    sha: str
    committed_at: dt.datetime
    is_exact: bool

    @property
    def short(self) -> str:
        """As many letters as people copy and compare."""
        return self.sha[:_SHORT]


def revision_of(data: Path) -> Revision | None:
    """Tell which commit the repository around a data directory stands on.

    Returns:
        None without Git or a commit, and where `data` is not the folder of that name at the repository's root:
        no link into the repository could be made for such a tree.
    """
    try:
        if _git(data, "rev-parse", "--show-prefix") != DATA_FOLDER:
            return None
        sha, committed_at = _git(data, "show", "--no-patch", "--format=%H %cI", "HEAD").split()
        changes = _git(data, "status", "--porcelain")
    except (OSError, subprocess.CalledProcessError):
        return None
    return Revision(sha=sha, committed_at=dt.datetime.fromisoformat(committed_at), is_exact=not changes)


def _git(folder: Path, *arguments: str) -> str:
    """Run a command of Git that only reads; a hook's environment must not point it to another repository."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    finished = subprocess.run(  # noqa: S603 -- fixed words
        ["git", "--no-optional-locks", *arguments],  # noqa: S607 -- git, wherever the machine has it
        cwd=folder,
        env=environment,
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    return finished.stdout.strip()
