"""`cchc queue`: what waits, on whom and for how long; a reminder ready to send."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.commands.shared import CLEAN, add_tree, add_year, complain, print_findings, read
from cchc.figures.errands import queue_of
from cchc.figures.report import report_on
from cchc.lookup import NotFoundError, find_agency, find_cycle
from cchc.render.errands import queue_json, queue_text
from cchc.render.reminder import reminder

if TYPE_CHECKING:
    import argparse

    from cchc.figures.errands import Queue
    from cchc.model import Dataset


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc queue`."""
    add_tree(parser)
    add_year(parser)
    parser.add_argument("--format", choices=("text", "json"), default="text", help="dạng kết quả (mặc định: text)")
    parser.add_argument("--reminder", metavar="CƠ_QUAN", help="in nội dung nhắc gửi cơ quan có mã này")


def run(options: argparse.Namespace) -> int:
    """Print the queue of a plan, or one agency's reminder."""
    dataset, as_of, found = read(options)
    if has_errors(found):
        return print_findings(dataset, as_of, found)
    try:
        queue = queue_of(dataset, report_on(dataset, find_cycle(dataset, options.year), as_of))
        if options.reminder:
            sys.stdout.write(_letter(dataset, queue, find_agency(dataset, options.reminder).id))
        elif options.format == "json":
            sys.stdout.write(queue_json(as_of, [queue]))
        else:
            sys.stdout.write(queue_text(dataset, [queue]))
    except NotFoundError as problem:
        return complain(problem)
    return CLEAN


def _letter(dataset: Dataset, queue: Queue, agency: str) -> str:
    errands = next((one for one in queue.late if one.agency == agency), None)
    if errands is None:
        return f"{dataset.agencies[agency].name} không có việc nào phải nhắc.\n"
    return reminder(dataset, queue, errands)
