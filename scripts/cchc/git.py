"""The one boundary to Git: which commit the tree being built is, and what commits hold, without a checkout.

Everything else takes a `Revision | None`, or entries and bytes. Nothing here writes to a repository.
"""

from __future__ import annotations

import datetime as dt
import os
import subprocess
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

DATA_FOLDER = "data/"  # where links into the repository look for the data files
_SHORT = 10
_MAX_MESSAGES = 200  # commits whose messages are read


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


class NoCommitError(Exception):
    """A name means no commit, or two commits have nothing in common; says so in Vietnamese."""


class Entry(NamedTuple):
    """What a commit holds at a path: Git's mode (`100644`), the object's id, and its size in bytes."""

    mode: str
    oid: str
    size: int


def commit_of(repository: Path, ref: str) -> str:
    """Give the id of the commit that a name means.

    Raises:
        NoCommitError: there is none, or no repository.
    """
    try:
        return _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    except (OSError, ValueError, subprocess.CalledProcessError) as problem:
        message = f"không có bản nào tên “{ref}” trong kho Git ở {repository}"
        raise NoCommitError(message) from problem


def fork_point(repository: Path, base: str, head: str) -> str:
    """Give the commit that two commits both come from.

    Raises:
        NoCommitError: there is none here.
    """
    try:
        return _git(repository, "merge-base", base, head)
    except subprocess.CalledProcessError as problem:
        message = "hai bản không có gốc chung ở kho này; tải đủ lịch sử về (git fetch --unshallow) rồi chạy lại"
        raise NoCommitError(message) from problem


def is_ancestor(repository: Path, older: str, newer: str) -> bool:
    """Tell whether a commit is another one or comes before it; one that the repository does not hold never does."""
    try:
        _git(repository, "merge-base", "--is-ancestor", older, newer)
    except subprocess.CalledProcessError:
        return False
    return True


def entries(repository: Path, commit: str) -> dict[str, Entry]:
    """List everything that a commit holds, by path from the repository's root; a submodule has size 0."""
    listed = _output(repository, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
    found = {}
    for line in listed.split(b"\0")[:-1]:
        facts, _, path = line.partition(b"\t")
        mode, _, oid, size = facts.decode("ascii").split()
        found[path.decode("utf-8", "surrogateescape")] = Entry(mode, oid, 0 if size == "-" else int(size))
    return found


def contents(repository: Path, oids: Iterable[str]) -> dict[str, bytes]:
    """Read objects by their ids, all in one run of Git."""
    wanted = list(dict.fromkeys(oids))
    given = _output(repository, "cat-file", "--batch", given="".join(f"{oid}\n" for oid in wanted).encode())
    found, at = {}, 0
    for oid in wanted:
        end = given.index(b"\n", at)
        size = int(given[at:end].split()[2])
        found[oid] = given[end + 1 : end + 1 + size]
        at = end + 1 + size + 1
    return found


def messages(repository: Path, since: str, until: str) -> str:
    """Give what was said of the commits between two, the newest first."""
    return _git(repository, "log", f"--max-count={_MAX_MESSAGES}", "--format=%B", f"{since}..{until}")


def _git(folder: Path, *arguments: str) -> str:
    """Give what a command of Git says, as text without the line end."""
    return _output(folder, *arguments).decode("utf-8", "replace").strip()


def _output(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """Run a command of Git that only reads; a hook's environment must not point it to another repository.

    Objects are taken as they are, not as the repository would replace them.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    finished = subprocess.run(  # noqa: S603 -- fixed words, and names behind --end-of-options
        ["git", "--no-optional-locks", "--no-replace-objects", *arguments],  # noqa: S607 -- git, wherever it is
        cwd=folder,
        env=environment,
        input=given,
        capture_output=True,
        check=True,
    )
    return finished.stdout
