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
    from collections.abc import Iterable, Iterator
    from pathlib import Path

DATA_FOLDER = "data/"  # where links into the repository look for the data files
_SHORT = 10
_MAX_MESSAGES = 200  # commits whose messages are read
_COMMIT = "\x01"  # begins a commit in what the log says; a path is read where only a path can stand
_NOTHING = "0" * 6  # the mode of a path that is not there
_LAST_SECOND = 253_000_000_000  # of the year 9987: a commit may claim any time


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """The commit that a working tree stands on.

    `is_exact` says whether the tree is that commit's: nothing changed, added or taken away since. `is_whole` says
    whether all commits before it are at hand too.
    """

    sha: str
    committed_at: dt.datetime
    is_exact: bool
    is_whole: bool = True

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
        is_whole = not is_cut_off(data)
    except (OSError, subprocess.CalledProcessError):
        return None
    return Revision(
        sha=sha, committed_at=dt.datetime.fromisoformat(committed_at), is_exact=not changes, is_whole=is_whole
    )


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


class Commit(NamedTuple):
    """A commit of a branch, and how its data differ from those of the commit before it on that branch, by path.

    `committed_at` is when it was made as it stands, whatever its author wrote. `parent` is empty for the branch's
    first commit, and for the first at hand where the history is cut off.
    """

    sha: str
    parent: str
    committed_at: dt.datetime
    changes: dict[str, tuple[Entry | None, Entry | None]]


def commits(repository: Path, head: str, *, since: str = "", limit: int | None = None) -> list[Commit]:
    """List the commits that changed the data, as one branch tells them: a merge is one, whatever it brought.

    Args:
        repository: a folder of the repository.
        head: the id of the branch's newest commit.
        since: the id of a commit; only what came after it is listed.
        limit: how many are listed at most.

    Returns:
        The newest first.
    """
    said = _output(
        repository,
        *("-c", "log.showRoot=true", "log", "--first-parent", "--diff-merges=first-parent", "--no-renames"),
        *("--no-show-signature", "--no-relative", "--no-color", "--raw", "-z", "--no-abbrev"),
        *(f"--format={_COMMIT}%H %ct %P", *([f"--max-count={limit}"] if limit is not None else [])),
        *(f"{since}..{head}" if since else head, "--", f":(top){DATA_FOLDER}"),
    )
    told = list(_told(iter(said.decode("utf-8", "surrogateescape").split("\0"))))
    blobs = {oid for *_, paths in told for sides in paths.values() for mode, oid in sides if mode[:2] == "10"}
    sizes = _sizes(repository, blobs)

    def entry(mode: str, oid: str) -> Entry | None:
        return None if mode == _NOTHING else Entry(mode, oid, sizes.get(oid, 0))

    return [
        Commit(sha, parent, at, {path: (entry(*was), entry(*now)) for path, (was, now) in paths.items()})
        for sha, parent, at, paths in told
    ]


def _told(words: Iterator[str]) -> Iterator[tuple[str, str, dt.datetime, dict[str, list[tuple[str, str]]]]]:
    """Read what the log says: each commit, its parent, its time, and by path the mode and object of both sides."""
    paths: dict[str, list[tuple[str, str]]] = {}
    for word in words:
        if word.startswith(_COMMIT):
            sha, seconds, parent, *_ = [*word.removeprefix(_COMMIT).split(" "), ""]
            at = dt.datetime.fromtimestamp(min(max(int(seconds), 0), _LAST_SECOND), dt.UTC)
            paths = {}
            yield sha, parent, at, paths
        elif word.strip():
            old_mode, new_mode, old, new, _ = word.lstrip("\n:").split(" ")
            paths[next(words)] = [(old_mode, old), (new_mode, new)]


def _sizes(repository: Path, oids: Iterable[str]) -> dict[str, int]:
    """Tell how many bytes files have, by their objects' ids."""
    given = "".join(f"{oid}\n" for oid in sorted(oids)).encode()
    listed = _output(repository, "cat-file", "--batch-check=%(objectname) %(objectsize)", given=given)
    return {oid: int(size) for oid, size in (line.split() for line in listed.decode("ascii").splitlines())}


def is_cut_off(repository: Path) -> bool:
    """Tell whether the repository lacks the beginning of its history, as copies made for one build do."""
    return _git(repository, "rev-parse", "--is-shallow-repository") == "true"


def comes_from(repository: Path, commit: str, ancestor: str) -> bool:
    """Tell whether a commit has another one in its history."""
    try:
        _git(repository, "merge-base", "--is-ancestor", ancestor, commit)
    except subprocess.CalledProcessError:
        return False
    return True


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
