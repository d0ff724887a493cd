"""Share work over two processes where that is safe, so that a build keeps both cores busy."""

from __future__ import annotations

import multiprocessing
import os
import threading
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_two(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """Do `work` on each half of `items`, the second half in a forked process.

    Where forking is impossible or unsafe (Windows, one core, other threads running) everything is done here.
    The results are the same either way; an exception in the other process is raised here by doing that half again.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    if not can_fork or (os.cpu_count() or 1) == 1:
        return [work(items)]
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    first, second = items[::2], items[1::2]

    def help_out() -> None:
        with suppress(Exception):  # told once, by doing this half again below
            sender.send(work(second))

    helper = context.Process(target=help_out, daemon=True)
    helper.start()
    sender.close()
    mine = work(first)
    try:
        other = receiver.recv()
    except EOFError:
        other = work(second)
    finally:
        helper.join()
    return [mine, other]
