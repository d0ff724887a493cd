"""What the total would be if points that have a task came back: arithmetic on what is planned, no forecast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.decimals import total_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from cchc.figures.coverage import Ledger
    from cchc.figures.freeze import PlannedTask


@dataclass(frozen=True, slots=True, kw_only=True)
class Projection:
    """Points a plan could add to the published total, in the framework's unit.

    `targeted` is what tasks say they aim for, never more than `covered`: one gap may stand behind several tasks.
    """

    achieved: Decimal
    covered: Decimal
    targeted: Decimal
    max_points: Decimal

    @property
    def if_covered(self) -> Decimal:
        """The total if every point that has a task came back."""
        return min(self.achieved + self.covered, self.max_points)

    @property
    def if_targeted(self) -> Decimal:
        """The total if every task won back the points that it aims for."""
        return min(self.achieved + self.targeted, self.max_points)


def project(ledger: Ledger, achieved: Decimal, tasks: Sequence[PlannedTask]) -> Projection:
    """Add to the published total what the tasks that were not withdrawn cover and aim for."""
    aims = [
        task.target_points
        for task in tasks
        if task.withdrawn_by is None and task.criterion.framework == ledger.framework.id and task.target_points
    ]
    return Projection(
        achieved=achieved,
        covered=ledger.covered,
        targeted=min(total_of(aims), ledger.covered),
        max_points=ledger.framework.file.max_points,
    )
