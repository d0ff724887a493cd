"""`cchc status`: who has submitted, who is late, what is missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.commands.shared import CLEAN, add_tree, print_findings, read
from cchc.figures.report import report_on
from cchc.render.status import status_text

if TYPE_CHECKING:
    import argparse

configure = add_tree


def run(options: argparse.Namespace) -> int:
    """Print the state of every cycle, the latest first."""
    dataset, as_of, found = read(options)
    if has_errors(found):
        return print_findings(dataset, as_of, found)
    reports = [report_on(dataset, cycle, as_of) for cycle in reversed(tuple(dataset.cycles.values()))]
    sys.stdout.write(status_text(dataset, reports))
    return CLEAN
