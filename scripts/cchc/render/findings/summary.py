"""What stands below the findings: what was read, what remains to be mended, where each rule is explained."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Severity
from cchc.render import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

MAX_ADDRESSES = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What was read and what was found; `files` are those with errors."""

    tasks: int
    criteria: int
    errors: int
    warnings: int
    files: int


def count(dataset: Dataset, findings: Sequence[Diagnostic]) -> Counts:
    """Count what was read and what remains to be mended (threat M04)."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    return Counts(
        tasks=sum(len(cycle.proposed_tasks()) for cycle in dataset.cycles.values()),
        criteria=sum(len(framework.leaves) for framework in dataset.frameworks.values()),
        errors=len(errors),
        warnings=len(findings) - len(errors),
        files=len({finding.span.path for finding in errors}),
    )


def summary(dataset: Dataset, findings: Sequence[Diagnostic]) -> str:
    """Say what was read and what remains to be mended, in one sentence."""
    counts = count(dataset, findings)
    rest = f"còn {counts.errors} lỗi trong {counts.files} tệp" if counts.errors else "không có lỗi"
    advice = f", {counts.warnings} cảnh báo" if counts.warnings else ""
    return f"Đọc được {counts.tasks} nhiệm vụ, {counts.criteria} tiêu chí; {rest}{advice}."


def explanations(dataset: Dataset, findings: Sequence[Diagnostic]) -> Iterator[str]:
    """Give the lines that say where the rules met are explained: each rule's address, or that of them all."""
    rules = sorted({finding.rule for finding in findings})
    if rules:
        yield "Giải thích, ví dụ đúng và sai:"
        addresses = [links.rule(rule) for rule in rules] if len(rules) <= MAX_ADDRESSES else [links.RULES]
        yield from (f"  {web_address(dataset, address)}" for address in addresses)


def help_address(dataset: Dataset, rule: str) -> str:
    """Say where a rule is explained."""
    return web_address(dataset, links.rule(rule))


def web_address(dataset: Dataset, address: str) -> str:
    """Put an address of the site behind the site's own, where `tinh.yml` could be read."""
    site = dataset.province.site_url.rstrip("/") if dataset.province else ""
    return f"{site}/{address}"
