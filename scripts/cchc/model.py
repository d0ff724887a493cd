"""The data set as a whole: frameworks as trees, cycles as bundles of files, and lookups across them."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from cchc.schema import (
    Agency,
    AgencyGroup,
    Aggregation,
    Analysis,
    AssessmentMethod,
    FrameworkFile,
    Nature,
    NodeInput,
    Reference,
    Upkeep,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from cchc.basics.diagnostics import Span
    from cchc.schema import (
        AdjustmentsFile,
        CycleFile,
        EditionsFile,
        LockFile,
        ProgressFile,
        ProvinceFile,
        RegistryFile,
        Reply,
        ResultsFile,
        SubmissionFile,
        Task,
    )
    from cchc.schema.fields import CriterionRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A node of a framework: domain (level 1), criterion (2) or sub-criterion (3); maxima in the framework's unit."""

    framework: str
    code: str
    name: str
    level: int
    max_points: Decimal
    explanation: str | None
    method: AssessmentMethod | None
    nature: Nature
    sources: tuple[Reference, ...]
    parent: str | None
    children: tuple[str, ...]
    span: Span

    @property
    def is_leaf(self) -> bool:
        """Whether it has no children: scored by itself."""
        return not self.children


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """An index framework with its nodes by code, parents before children, in the file's order."""

    file: FrameworkFile
    criteria: Mapping[str, Criterion]
    domains: tuple[Criterion, ...]
    leaves: tuple[Criterion, ...]
    leaves_by_code: Mapping[str, tuple[Criterion, ...]]  # those at or below each node

    @property
    def id(self) -> str:
        """The framework's id, which is its file's stem."""
        return self.file.id

    @property
    def is_summed(self) -> bool:
        """Whether a parent's value is the sum of its children's."""
        return self.file.aggregation is Aggregation.SUM

    def lineage(self, code: str) -> Iterator[Criterion]:
        """Walk from a node up to its domain, the node itself first."""
        current: str | None = code
        while current is not None:
            node = self.criteria[current]
            yield node
            current = node.parent

    def neighbours(self, code: str) -> tuple[Criterion | None, Criterion | None]:
        """Give the nodes before and after a node among its parent's children (a domain's: among the domains)."""
        parent = self.criteria[code].parent
        row = [self.criteria[one] for one in self.criteria[parent].children] if parent else [*self.domains]
        place = row.index(self.criteria[code])
        return (row[place - 1] if place else None), (row[place + 1] if place + 1 < len(row) else None)

    def level_name(self, level: int) -> str:
        """Give the Vietnamese name of a level, counted from 1."""
        return self.file.level_names[level - 1]


def build_framework(file: FrameworkFile) -> Framework:
    """Index a framework's nodes; of nodes with one code the first stands (a rule reports the others)."""
    criteria: dict[str, Criterion] = {}

    def add(node: NodeInput, level: int, parent: str | None) -> None:
        if node.code in criteria:
            return
        criteria[node.code] = Criterion(
            framework=file.id,
            code=node.code,
            name=node.name,
            level=level,
            max_points=node.max_points,
            explanation=node.explanation,
            method=node.method,
            nature=node.nature or file.nature,
            sources=node.sources,
            parent=parent,
            children=tuple(child.code for child in node.children),
            span=node.span("code"),
        )
        for child in node.children:
            add(child, level + 1, node.code)

    for domain in file.domains:
        add(domain, 1, None)
    leaves = tuple(node for node in criteria.values() if node.is_leaf)
    return Framework(
        file=file,
        criteria=criteria,
        domains=tuple(node for node in criteria.values() if node.level == 1),
        leaves=leaves,
        leaves_by_code={
            code: tuple(leaf for leaf in leaves if f"{leaf.code}.".startswith(f"{code}.")) for code in criteria
        },
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedTask:
    """A task where it stands: which agency's submission, for which criterion, to mend or to keep."""

    agency: str
    entry: Analysis | Upkeep
    task: Task

    @property
    def criterion(self) -> CriterionRef:
        """The criterion under which the task is proposed."""
        return self.entry.criterion

    @property
    def is_upkeep(self) -> bool:
        """Whether it keeps a full score instead of closing a gap."""
        return isinstance(self.entry, Upkeep)

    @property
    def criteria(self) -> tuple[CriterionRef, ...]:
        """Every criterion it serves, its own first."""
        return (self.criterion, *self.task.also_serves)


@dataclass(frozen=True, kw_only=True)  # no slots: what every rule asks for is worked out once and kept
class Cycle:
    """One planning cycle: its own file and what agencies wrote for it, by agency id."""

    file: CycleFile
    submissions: Mapping[str, SubmissionFile] = field(default_factory=dict)
    progress: Mapping[str, ProgressFile] = field(default_factory=dict)
    adjustments: AdjustmentsFile | None = None
    lock: LockFile | None = None

    @property
    def year(self) -> int:
        """The year the plan is for."""
        return self.file.year

    def proposed_tasks(self) -> tuple[ProposedTask, ...]:
        """Every task of every submission, agencies by id, in the order written."""
        return self._proposed

    @cached_property
    def _proposed(self) -> tuple[ProposedTask, ...]:
        found = []
        for agency, submission in sorted(self.submissions.items()):
            entries: tuple[Analysis | Upkeep, ...] = (*submission.analyses, *submission.upkeep)
            found += [ProposedTask(agency=agency, entry=entry, task=task) for entry in entries for task in entry.tasks]
        return tuple(found)

    def replies(self) -> Iterator[tuple[str, Reply]]:
        """Walk what agencies say of tasks that others propose for them: the agency's id and its word."""
        files: tuple[SubmissionFile | ProgressFile, ...] = (*self.submissions.values(), *self.progress.values())
        for file in files:
            for reply in file.replies:
                yield file.agency, reply

    def leading_agency(self, framework: Framework, code: str) -> str | None:
        """Tell who leads a criterion: the nearest ancestor's entry of the assignment applies."""
        assigned = self.file.assignment.get(framework.id, {})
        for node in framework.lineage(code):
            if node.code in assigned:
                return assigned[node.code]
        return None


@dataclass(frozen=True, kw_only=True)  # no slots, for the same reason
class Dataset:
    """Everything that could be read; files that could not are named in `unreadable` and left out.

    `orphans` places the files of a year that has no cycle. `editions` lists, by the year of their plan, what is kept in
    `frozen`: bytes by their path in the tree.
    """

    root: str
    province: ProvinceFile | None
    registry: RegistryFile | None
    frameworks: Mapping[str, Framework]
    results: Mapping[tuple[int, str], ResultsFile]
    cycles: Mapping[int, Cycle]
    orphans: tuple[tuple[int, Span], ...]
    unreadable: frozenset[str]
    editions: Mapping[int, EditionsFile] = field(default_factory=dict)
    frozen: Mapping[str, bytes] = field(default_factory=dict)

    def is_unreadable(self, relative: str) -> bool:
        """Tell whether a file of the tree exists but could not be read: its absence is then no finding."""
        return relative in self.unreadable

    @cached_property
    def agencies(self) -> dict[str, Agency]:
        """Agencies by id."""
        return {agency.id: agency for agency in self.registry.agencies} if self.registry else {}

    @cached_property
    def groups(self) -> dict[str, AgencyGroup]:
        """Collective names by id."""
        return {group.id: group for group in self.registry.groups} if self.registry else {}

    def heirs(self, agency: str) -> tuple[str, ...]:
        """Give the agencies that took an agency's place, one after the other; the last stands in it today."""
        chain: list[str] = []
        current = self.agencies[agency].successor
        while current:
            chain.append(current)
            current = self.agencies[current].successor
        return tuple(chain)

    def criterion(self, ref: CriterionRef) -> Criterion | None:
        """Look a criterion up."""
        framework = self.frameworks.get(ref.framework)
        return framework.criteria.get(ref.code) if framework else None

    def evaluated(self, cycle: Cycle) -> list[tuple[Framework, ResultsFile]]:
        """Give the frameworks and results that a cycle answers, in its order; what is unreadable is left out."""
        pairs = []
        for ref in cycle.file.evaluates:
            framework, results = (
                self.frameworks.get(ref.framework),
                self.results.get((ref.year, ref.framework)),
            )
            if framework and results:
                pairs.append((framework, results))
        return pairs
