"""What each commit of a branch changed in the data, told from Git's objects alone (threats S11, T07, O02).

A commit is dated by when it was made as it stands in the branch, never by what its author wrote. Values are compared
with the last version of their file that could be read: nothing stays hidden because a file was broken, or taken away,
in one commit and came back otherwise in the next.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from cchc import git
from cchc.basics.dates import TIME_ZONE, today_in
from cchc.reading.load import read_file
from cchc.revisions import changeset
from cchc.revisions.changeset import Touched
from cchc.revisions.values import FileChange, corrections, value_changes
from cchc.revisions.verdicts import Judge
from cchc.schema import LockFile, ResultsFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from cchc.git import Commit, Entry
    from cchc.model import Dataset
    from cchc.reading.load import FileRead, Read
    from cchc.reading.tree import Tree
    from cchc.revisions.verdicts import Verdict
    from cchc.schema import Input


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One commit: the files it touches, and their values that differ.

    `corrected` are values that stood published, `files` all others; `unreadable` are the files that it
    leaves unreadable. `is_backdated`: its day is before that of the commit before it, so that one of the two is wrong.
    `verdict` is None unless plans are compared.
    """

    sha: str
    on: dt.date
    is_backdated: bool
    touched: tuple[Touched, ...]
    corrected: tuple[FileChange, ...]
    files: tuple[FileChange, ...]
    unreadable: tuple[str, ...]
    verdict: Verdict | None

    @property
    def is_only_form(self) -> bool:
        """Whether files are only written otherwise: every one stays, can be read and says what it said."""
        stays = all(one.before and one.after for one in self.touched)
        return stays and not (self.corrected or self.files or self.unreadable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """What is told of a branch up to a commit, the newest first.

    `dataset` is the newest data, None unless plans are compared. `is_cut_off`: the repository at hand lacks what came
    before the oldest.
    """

    head: str
    dataset: Dataset | None
    records: tuple[Record, ...]
    is_cut_off: bool


def chronicle(
    repository: Path, head: str, *, since: str = "", limit: int | None = None, with_plans: bool = True
) -> Chronicle:
    """Tell what each commit that touched the data changed.

    Args:
        repository: a folder of the repository.
        head: a name of the branch's newest commit.
        since: a name of a commit; only what came after it is told.
        limit: how many commits are told at most.
        with_plans: whether to check each commit's data and to compare its plans, which takes a tenth of a second each.

    Raises:
        NoCommitError: a name means no commit, or `since` is not in the history of `head`.
    """
    newest = git.commit_of(repository, head)
    oldest = git.commit_of(repository, since) if since else ""
    if oldest and not git.comes_from(repository, newest, oldest):
        message = (
            f"bản “{since}” không nằm trong lịch sử của “{head}”: "
            "lịch sử đã bị viết lại, kho ở đây chưa tải đủ lịch sử, hoặc đó là bản của một nhánh khác"
        )
        raise git.NoCommitError(message)
    commits = git.commits(repository, newest, since=oldest, limit=limit)
    is_cut_off = bool(commits) and not commits[-1].parent and git.is_cut_off(repository)
    told = commits[:-1] if is_cut_off else commits
    walk = _Walk(repository, told, with_plans=with_plans)
    records = tuple(walk.records())
    dataset = walk.judge.newest if walk.judge else None
    return Chronicle(head=newest, dataset=dataset, records=records[::-1], is_cut_off=is_cut_off)


class _Version(NamedTuple):
    """The last version of a file that could be read: in which commit, of which object, and what it says."""

    sha: str
    oid: str
    record: Input


class _Reading:
    """Reads each content of a file once, however many commits hold it."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, bytes, int], FileRead] = {}

    def __call__(self, tree: Tree, relative: str, kind: str) -> FileRead:
        """Read a file of a tree, as `read_file` does."""
        key = (relative, kind, *tree.read(relative, sys.maxsize))
        if key not in self._known:
            self._known[key] = read_file(tree, relative, kind)
        return self._known[key]


class _Walk:
    """Goes from the oldest commit to the newest."""

    def __init__(self, repository: Path, commits: Sequence[Commit], *, with_plans: bool) -> None:
        read = _Reading()
        self._read: Read = read
        self.judge = Judge(read) if with_plans else None
        self._commits = commits[::-1]
        self._parent = self._commits[0].parent if commits else ""
        self._tree = git.entries(repository, self._parent) if with_plans and self._parent else {}
        sides = [{path: side[number] for path, side in one.changes.items()} for one in commits for number in (0, 1)]
        trees = [self._tree, *({path: entry for path, entry in side.items() if entry} for side in sides)]
        self._contents = git.contents(repository, (oid for one in trees for oid in changeset.readable(one)))
        self._versions: dict[str, _Version] = {}

    def records(self) -> Iterator[Record]:
        """Tell of each commit."""
        before: dt.date | None = None
        for commit in self._commits:
            on = today_in(TIME_ZONE, commit.committed_at)
            if before is None and self._tree:
                self._verdict(self._parent, on)
            touched = tuple(Touched(path, *commit.changes[path]) for path in sorted(commit.changes))
            self._tree = changeset.merged(self._tree, touched)
            verdict = self._verdict(commit.sha, on)
            with_tasks = verdict is None or verdict.plans is None
            changes = [pair for one in touched for pair in self._changes(commit, one, with_tasks=with_tasks)]
            yield Record(
                sha=commit.sha,
                on=on,
                is_backdated=before is not None and on < before,
                touched=touched,
                corrected=tuple(one for one, is_correction in changes if is_correction),
                files=tuple(one for one, is_correction in changes if not is_correction),
                unreadable=tuple(
                    one.shown for one in touched if one.after and self._file(one.path, one.after).findings
                ),
                verdict=verdict,
            )
            before = on

    def _verdict(self, sha: str, on: dt.date) -> Verdict | None:
        return self.judge.judge(sha, changeset.snapshot(self._tree, self._contents), on) if self.judge else None

    def _file(self, path: str, entry: Entry) -> FileRead:
        """Read a file as some version has it."""
        tree = changeset.snapshot({path: entry}, self._contents)
        ((relative, kind),) = tree.files()
        return self._read(tree, relative, kind)

    def _record(self, path: str, entry: Entry) -> Input | None:
        """Give what a file says in some version, if it can be read and is no edition."""
        return self._file(path, entry).record

    def _changes(self, commit: Commit, one: Touched, *, with_tasks: bool) -> Iterator[tuple[FileChange, bool]]:
        """Compare a file with the last version that could be read; each change with whether it is a correction."""
        last = self._versions.get(one.path)
        if last is None and one.before and (record := self._record(one.path, one.before)):
            last = _Version(commit.parent, one.before.oid, record)
        now = self._record(one.path, one.after) if one.after else None
        if one.after and now:
            self._versions[one.path] = _Version(commit.sha, one.after.oid, now)
        elif last:
            self._versions[one.path] = last
        if last is None or not (now or (one.after is None and isinstance(last.record, (ResultsFile, LockFile)))):
            return
        since = "" if one.before and one.before.oid == last.oid else last.sha
        values = value_changes(last.record, now, with_tasks=with_tasks)
        corrected = corrections(last.record, values)
        others = tuple(value for value in values if value not in corrected)
        for is_correction, found in ((True, corrected), (False, others)):
            if found:
                yield FileChange(path=one.shown, values=found, since=since), is_correction
