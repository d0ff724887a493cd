"""A pull request as its reviewers need it: what it touches and whose that is, what must be mended, what it changes.

Both trees are read from Git's objects; nothing of the head is checked out or run (threats G08, F01). What is checked
is the tree that merging would give: the base with every touched file as the head has it (threat S01).
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cchc import git
from cchc.basics.diagnostics import Severity, has_errors
from cchc.basics.text import nfc
from cchc.check import check_tree, today_of
from cchc.figures.report import CycleReport, report_on
from cchc.reading.load import read_file
from cchc.revisions import changeset
from cchc.revisions.changes import PlanChange, plan_changes
from cchc.revisions.losses import Loss, editions_touched, losses, taken_back, unexplained
from cchc.revisions.ownership import Sender, agency_of, refusals, sender
from cchc.revisions.values import FileChange, value_changes

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from cchc.basics.diagnostics import Diagnostic
    from cchc.git import Entry
    from cchc.model import Dataset
    from cchc.reading.tree import Snapshot
    from cchc.revisions.changeset import Touched

_REGISTRY = f"{git.DATA_FOLDER}don-vi.yml"
_REASON = re.compile(r"^[ \t>*_-]*lý do[ \t*_]*:[ \t*_]*(\S[^\n]{9,})$", re.IGNORECASE | re.MULTILINE)
_MAX_REASON = 500
_LINE_NUMBER = re.compile(r"dòng \d+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A data tree as checked: the base's, or what merging would give."""

    tree: Snapshot
    dataset: Dataset
    as_of: dt.date
    findings: tuple[Diagnostic, ...]

    @property
    def is_sound(self) -> bool:
        """Whether it has no errors, so that it can be computed with and published."""
        return not has_errors(self.findings)

    def reports(self) -> dict[int, CycleReport]:
        """Compute every plan's report, by year; only of a sound tree."""
        return {year: report_on(self.dataset, cycle, self.as_of) for year, cycle in self.dataset.cycles.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What there is to say of a pull request.

    `findings` are those it brings or leaves in files that it touches, root cause first: what may not be at all, then
    what is wrong in the data. `standing` are errors of the base in other files; `mended` are the base's findings that
    it takes away. `losses` is what it takes away from agencies' files, for `reason`. `plans` are what the public would
    see otherwise, None while either side has errors: nothing could be published then. `files` are the data files that
    are edited and can be read on both sides, tasks' values left out.
    """

    base: str
    head: str
    author: Sender | None
    touched: tuple[Touched, ...]
    before: Side
    after: Side
    findings: tuple[Diagnostic, ...]
    standing: tuple[Diagnostic, ...]
    mended: tuple[Diagnostic, ...]
    losses: tuple[Loss, ...]
    reason: str
    plans: tuple[PlanChange, ...] | None
    files: tuple[FileChange, ...]

    @property
    def is_refused(self) -> bool:
        """Whether something must be mended before it can be merged."""
        return has_errors(self.findings)


def review(  # noqa: PLR0913 -- a pull request and who asks about it
    repository: Path,
    base: str,
    head: str,
    *,
    author: int | None = None,
    message: str = "",
    as_of: dt.date | None = None,
) -> Review:
    """Review what merging `head` into `base` would do.

    Args:
        repository: a folder of the repository.
        base: a name of the commit to merge into.
        head: a name of the commit to merge.
        author: the number of the sender's account; None when nobody asks whether they may.
        message: the pull request's own text, in which a reason may stand.
        as_of: the day to judge by; None means the day pinned in `tinh.yml`, else today.

    Raises:
        NoCommitError: a name means no commit.
    """
    into, proposed = git.commit_of(repository, base), git.commit_of(repository, head)
    fork = git.fork_point(repository, into, proposed)
    target = git.entries(repository, into)
    touched = changeset.compare(git.entries(repository, fork), git.entries(repository, proposed))
    before = _side(repository, target, as_of)
    registry = _trusted(before)
    who = sender(registry, author, as_of or today_of(registry)) if author is not None else None
    may_all = who is None or who.is_core
    excess = tuple(changeset.too_much(touched, is_core=may_all))
    after = before if excess else _side(repository, changeset.merged(target, touched), as_of)
    lost = tuple(losses(before.dataset, after.dataset))
    reason = _reason(message) or _reason(git.messages(repository, into, proposed))
    mine, standing = _told_apart(before, after, {one.shown for one in touched})
    return Review(
        base=into,
        head=proposed,
        author=who,
        touched=touched,
        before=before,
        after=after,
        findings=(
            *(refusals(registry, touched, who) if who else ()),
            *changeset.strange(touched),
            *excess,
            *(changeset.mixed(touched, agency_of) if may_all else ()),
            *changeset.outdated(target, touched),
            *taken_back(before.dataset, after.dataset),
            *editions_touched(before.dataset, after.dataset),
            *(() if reason else unexplained(lost)),
            *mine,
        ),
        standing=standing,
        mended=_beyond(before.findings, after.findings),
        losses=lost,
        reason=reason,
        plans=plan_changes(before.reports(), after.reports()) if before.is_sound and after.is_sound else None,
        files=tuple(_files(before, after, touched)),
    )


def _side(repository: Path, entries: Mapping[str, Entry], as_of: dt.date | None) -> Side:
    tree = changeset.snapshot(entries, git.contents(repository, changeset.readable(entries)))
    dataset, judged_on, findings = check_tree(tree, as_of)
    return Side(tree=tree, dataset=dataset, as_of=judged_on, findings=tuple(findings))


def _files(before: Side, after: Side, touched: Iterable[Touched]) -> Iterator[FileChange]:
    """Compare the touched data files value by value; what cannot be read says so in a finding."""
    for path in (one.path.removeprefix(git.DATA_FOLDER) for one in touched if one.is_data):
        was, now = (
            read_file(side.tree, path).record if (path, "") in side.tree.files() else None for side in (before, after)
        )
        if was and now and (values := value_changes(was, now)):
            yield FileChange(path=f"{git.DATA_FOLDER}{path}", values=values)


def _trusted(before: Side) -> Dataset:
    """Give the base with its registry only if nothing is wrong with it: a doubtful owner is none."""
    if any(one.span.path == _REGISTRY and one.severity is Severity.ERROR for one in before.findings):
        return replace(before.dataset, registry=None)
    return before.dataset


def _reason(text: str) -> str:
    """Find the line in which somebody says why; empty when nobody does."""
    found = _REASON.search(nfc(text))
    return " ".join(found[1].split())[:_MAX_REASON] if found else ""


def _told_apart(before: Side, after: Side, touched: set[str]) -> tuple[tuple[Diagnostic, ...], tuple[Diagnostic, ...]]:
    """Part the findings of the result: those of the pull request, and errors of the base in files it leaves alone."""
    new = set(_beyond(after.findings, before.findings))
    mine = [
        one for one in after.findings if one in new or (one.severity is Severity.ERROR and one.span.path in touched)
    ]
    rest = [one for one in after.findings if one.severity is Severity.ERROR and one not in mine]
    return tuple(sorted(mine, key=lambda one: (one.severity is not Severity.ERROR, one))), tuple(rest)


def _beyond(findings: Iterable[Diagnostic], others: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Give the findings that others do not repeat, wherever in their files they have moved."""
    left = Counter(map(_identity, others))
    beyond = []
    for one in findings:
        if left[_identity(one)]:
            left[_identity(one)] -= 1
        else:
            beyond.append(one)
    return tuple(beyond)


def _identity(finding: Diagnostic) -> tuple[str, str, str, str]:
    return finding.span.path, finding.rule, finding.severity, _LINE_NUMBER.sub("dòng", finding.message)
