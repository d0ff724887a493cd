"""What each of many commits' data are worth as a whole, one after the other: errors, and what the public saw otherwise.

Plans are compared with those of the last data without errors: what was never published changed nothing. Both sides
are judged on the same day, so that time alone changes nothing either.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Severity
from cchc.check import check_tree
from cchc.figures.report import report_on
from cchc.revisions.changes import plan_changes
from cchc.schema import ProvinceFile

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cchc.figures.report import CycleReport
    from cchc.model import Dataset
    from cchc.reading.load import Read
    from cchc.reading.tree import Tree
    from cchc.revisions.changes import PlanChange

_PROVINCE = "tinh.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What is to be said of a commit's data as a whole.

    `plans` is None where they cannot be compared: there are errors, or nothing without errors came before. `since` is
    the commit compared with, where that is not the one just before; `agencies` names those new in the registry.
    """

    errors: int
    plans: tuple[PlanChange, ...] | None
    since: str
    agencies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Sound:
    """Data without errors: of which commit, and its plans as of a day."""

    sha: str
    dataset: Dataset
    as_of: dt.date
    reports: Mapping[int, CycleReport]

    def reports_as_of(self, day: dt.date) -> Mapping[int, CycleReport]:
        """Give the plans as of another day."""
        return self.reports if day == self.as_of else _reports(self.dataset, day)


class Judge:
    """Judges commits, the oldest first; `newest` is the data of the last one judged."""

    def __init__(self, read: Read) -> None:
        self._read = read
        self._sound: _Sound | None = None
        self._last = ""
        self.newest: Dataset | None = None

    def judge(self, sha: str, tree: Tree, day: dt.date) -> Verdict:
        """Judge a commit's data as of the day it was made, or the day that the data pin."""
        found = (path for path, kind in tree.files() if (path, kind) == (_PROVINCE, ""))
        province = next((self._read(tree, path, "").record for path in found), None)
        as_of = province.as_of if isinstance(province, ProvinceFile) else None
        dataset, as_of, findings = check_tree(tree, as_of or day, self._read)
        had = self.newest.agencies if self.newest else dataset.agencies
        agencies = tuple(one.name for id_, one in dataset.agencies.items() if id_ not in had)
        last, self._last, self.newest = self._last, sha, dataset
        if errors := sum(one.severity is Severity.ERROR for one in findings):
            return Verdict(errors=errors, plans=None, since="", agencies=agencies)
        before, self._sound = self._sound, _Sound(sha, dataset, as_of, _reports(dataset, as_of))
        plans = plan_changes(before.reports_as_of(as_of), self._sound.reports) if before else None
        since = before.sha if before and before.sha != last else ""
        return Verdict(errors=0, plans=plans, since=since, agencies=agencies)


def _reports(dataset: Dataset, as_of: dt.date) -> dict[int, CycleReport]:
    return {year: report_on(dataset, cycle, as_of) for year, cycle in dataset.cycles.items()}
