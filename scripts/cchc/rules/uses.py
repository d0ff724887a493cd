"""Where the registry's ids and abbreviations are used, and which of its own lines they show to be wrong.

What many files agree on and the registry alone writes otherwise is one mistake: the registry's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from cchc.basics.text import nearest
from cchc.schema.fields import CriterionRef

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, Dataset
    from cchc.schema import Agency, AgencyGroup, Analysis, Task, TaskChange, Upkeep

_ALIKE = 0.8  # much nearer than a guess need be: an id that is not registered may also be a new agency's


def named_agencies(cycle: Cycle) -> Iterator[tuple[str, Span]]:
    """Walk the agencies that a plan names, and those that submit and report under it, with their places."""
    file = cycle.file
    yield file.consolidator, file.span("consolidator")
    for index, agency in enumerate(file.reporters):
        yield agency, file.span("reporters", index)
    for framework, codes in file.assignment.items():
        for code, agency in codes.items():
            yield agency, file.span("assignment", framework, code)
    for submission in cycle.submissions.values():
        yield submission.agency, submission.span("agency")
    for progress in cycle.progress.values():
        yield progress.agency, progress.span("agency")


def _used_ids(dataset: Dataset) -> Counter[str]:
    """Count the uses of every id of an agency or group."""
    used = Counter(agency.successor for agency in dataset.agencies.values() if agency.successor)
    for cycle in dataset.cycles.values():
        used.update(agency for agency, _ in named_agencies(cycle))
        tasks: list[Task | TaskChange] = [proposed.task for proposed in cycle.proposed_tasks()]
        tasks += [entry.change for entry in (cycle.adjustments.entries if cycle.adjustments else ()) if entry.change]
        for task in tasks:
            used.update([*([task.lead] if task.lead else ()), *(task.implementers or ()), *(task.partners or ())])
    return used


def places_naming(dataset: Dataset, framework: str, code: str) -> list[Span]:
    """List the places in plans and submissions that name a criterion, by path and line."""
    ref = CriterionRef(framework=framework, code=code)
    places = []
    for cycle in dataset.cycles.values():
        if code in cycle.file.assignment.get(framework, {}):
            places.append(cycle.file.key_span("assignment", framework, code))
        for submission in cycle.submissions.values():
            entries: tuple[Analysis | Upkeep, ...] = (*submission.analyses, *submission.upkeep)
            places += [entry.span("criterion") for entry in entries if entry.criterion == ref]
    return sorted(places)


def misregistered(dataset: Dataset) -> dict[str, tuple[Agency | AgencyGroup, int]]:
    """Find the ids that several places use and the registry writes otherwise.

    Returns:
        By the id used: the unit that the registry has under an id which is nearly the same and nowhere used, and how
        many places use the id.
    """
    units: dict[str, Agency | AgencyGroup] = {**dataset.agencies, **dataset.groups}
    used = _used_ids(dataset)
    unused = [id_ for id_ in units if id_ not in used]
    found = {}
    for id_, times in used.items():
        meant = nearest(id_, unused, _ALIKE) if id_ not in units and times > 1 else None
        if meant:
            found[id_] = (units[meant], times)
    return found


def misabbreviated(dataset: Dataset) -> dict[str, str]:
    """Find the agencies all of whose tasks, two at least, carry one prefix that no agency is registered with.

    Returns:
        The prefix, by agency.
    """
    prefixes: dict[str, list[str]] = defaultdict(list)
    for cycle in dataset.cycles.values():
        for one in cycle.proposed_tasks():
            prefixes[one.agency].append(one.task.code.rpartition("-")[0])
    registered = {agency.abbreviation for agency in dataset.agencies.values()}
    return {
        agency: codes[0]
        for agency, codes in prefixes.items()
        if agency in dataset.agencies and len(codes) > 1 and set(codes) == {codes[0]} and codes[0] not in registered
    }
