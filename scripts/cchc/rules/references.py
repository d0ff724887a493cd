"""What one file names and another must hold: whether it exists, and what to write where it does not.

A rule reports the problem; other rules ask for it too, to leave out what would only echo it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Fix, listing
from cchc.basics.fixes import near_miss
from cchc.rules.uses import misabbreviated, misregistered

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc.model import Cycle, Dataset, Framework, ProposedTask
    from cchc.schema.fields import CriterionRef

    Problem = tuple[str, str, Fix | None]  # what must hold and what was found; what to write; how to mend it

_SEE_REGISTRY = "dùng một mã có trong don-vi.yml, hoặc thêm đơn vị vào đó"


def agency_problem(dataset: Dataset, id_: str) -> Problem | None:
    """Say why an id is no agency of the registry; without a registry nothing can be said."""
    agencies = dataset.agencies
    if not agencies or id_ in agencies or id_ in misregistered(dataset):
        return None
    if id_ in dataset.groups:
        message = f"chỗ này phải là một cơ quan; “{id_}” là nhóm đơn vị"
        return message, "ghi mã của một cơ quan, ví dụ: so-noi-vu", None
    return f"không có cơ quan “{id_}” trong don-vi.yml", *near_miss(id_, agencies, _SEE_REGISTRY)


def unit_problem(dataset: Dataset, id_: str) -> Problem | None:
    """Say why an id is neither an agency nor a group of the registry."""
    known = (*dataset.agencies, *dataset.groups)
    if not known or id_ in known or id_ in misregistered(dataset):
        return None
    message = f"không có đơn vị hoặc nhóm đơn vị “{id_}” trong don-vi.yml"
    return message, *near_miss(id_, known, _SEE_REGISTRY)


def criterion_problem(dataset: Dataset, cycle: Cycle, ref: CriterionRef) -> Problem | None:
    """Say why a reference names no criterion that the cycle answers."""
    answered = [result.framework for result in cycle.file.evaluates]
    framework = dataset.frameworks.get(ref.framework)
    if ref.framework not in answered:
        if framework and len(dataset.evaluated(cycle)) < len(answered):
            return None  # the plan's own list names what does not exist: that is the mistake
        message = f"bộ chỉ số phải là một trong {listing(answered)}; đang ghi “{ref.framework}”"
        return message, *near_miss(ref.framework, answered)
    if framework and ref.code not in framework.criteria:
        if any(ref.code in results.scores for one, results in dataset.evaluated(cycle) if one is framework):
            return None  # the results score it too: that it is missing from the framework is told there
        message = f"mã tiêu chí phải có trong bộ chỉ số {framework.id}; không có “{ref.code}”"
        return message, code_hint(framework, ref.code), None
    return None


def prefix_problem(dataset: Dataset, one: ProposedTask) -> Problem | None:
    """Say why a task's code is not one of its agency's."""
    agency = dataset.agencies.get(one.agency)
    prefix, _, number = one.task.code.rpartition("-")
    if agency is None or prefix == agency.abbreviation or agency.id in misabbreviated(dataset):
        return None
    message = f"mã nhiệm vụ của {agency.short_name} phải bắt đầu bằng “{agency.abbreviation}-”"
    hint = f"sửa thành “{agency.abbreviation}-{number}” nếu số này chưa dùng"
    return f"{message}; đang ghi “{one.task.code}”", hint, Fix(one.task.code, f"{agency.abbreviation}-{number}")


def owner_of(dataset: Dataset, code: str) -> str | None:
    """Tell whose task it is, by the code's prefix."""
    prefix = code.rpartition("-")[0]
    return next((agency.id for agency in dataset.agencies.values() if agency.abbreviation == prefix), None)


def is_hidden(dataset: Dataset, cycle: Cycle, code: str) -> bool:
    """Tell whether the task's submission exists but could not be read: one mistake, one finding."""
    return dataset.is_unreadable(f"ke-hoach/{cycle.year}/bao-cao/{owner_of(dataset, code)}.yml")


def code_hint(framework: Framework, code: str) -> str:
    """Name the codes that stand where a wrong code was looked for: among numbers, the nearest is a guess."""
    parent = code
    while parent and parent not in framework.criteria:
        parent = parent.rpartition(".")[0]
    if not parent:
        return f"mã cấp cao nhất có: {_codes(domain.code for domain in framework.domains)}"
    children = framework.criteria[parent].children
    return f"dưới “{parent}” có: {_codes(children)}" if children else f"“{parent}” không có mục con"


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(codes)
