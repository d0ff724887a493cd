"""Where a framework's points went: by domain, by leading agency, by method of assessment.

Only for frameworks whose points add up (`tong`); percentages of separate items have no sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from cchc.basics.decimals import total_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from decimal import Decimal

    from cchc.figures.coverage import Ledger
    from cchc.model import Criterion, Cycle
    from cchc.schema import AssessmentMethod

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[Key]):
    """Leaves that share a domain, a leader or a method, and the account of those that missed points."""

    key: Key
    leaves: tuple[Criterion, ...]
    ledger: Ledger

    @property
    def max_points(self) -> Decimal:
        """The most that all its leaves could score, those without a gap included."""
        return total_of(leaf.max_points for leaf in self.leaves)

    @property
    def points(self) -> Decimal:
        """What they scored."""
        return self.max_points - self.ledger.gap


def by_domain(ledger: Ledger) -> tuple[Part[Criterion], ...]:
    """Split an account by domain: every domain, in the framework's order."""
    framework = ledger.framework
    top = {leaf.code: domain for domain in framework.domains for leaf in framework.leaves_by_code[domain.code]}
    return _split(ledger, lambda leaf: top[leaf.code], framework.domains)


def by_leader(ledger: Ledger, cycle: Cycle) -> tuple[Part[str | None], ...]:
    """Split an account by leading agency: those that must report in their order, then any other that leads.

    Leaves without a gap need no leader: those that have none stand under None.
    """
    return _split(ledger, lambda leaf: cycle.leading_agency(ledger.framework, leaf.code), cycle.file.reporters)


def by_method(ledger: Ledger) -> tuple[Part[AssessmentMethod | None], ...]:
    """Split an account by method of assessment, the method that holds most points first."""
    parts = _split(ledger, lambda leaf: leaf.method, ())
    return tuple(sorted(parts, key=lambda part: -part.max_points))


def most_missed(parts: Iterable[Part[Key]]) -> tuple[Part[Key], ...]:
    """Give the parts that missed anything, most points first; equal ones stay in their order."""
    return tuple(sorted((part for part in parts if part.ledger.leaves), key=lambda part: -part.ledger.gap))


def _split(ledger: Ledger, key_of: Callable[[Criterion], Key], known: Iterable[Key]) -> tuple[Part[Key], ...]:
    """Put every leaf under its key: the keys that are known first, then others as they are met."""
    leaves: dict[Key, list[Criterion]] = {key: [] for key in known}
    for leaf in ledger.framework.leaves:
        leaves.setdefault(key_of(leaf), []).append(leaf)
    return tuple(Part(key=key, leaves=tuple(own), ledger=ledger.of(own)) for key, own in leaves.items())
