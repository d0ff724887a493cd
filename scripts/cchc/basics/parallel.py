"""Share work over two processes where that is safe, so that a build keeps both cores busy."""

from __future__ import annotations

import multiprocessing
import os
import threading
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


def begin(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin `work` in a forked process; calling what is given back waits for its result.

    Where forking is impossible or unsafe (Windows, one core, other threads running) the work is done when its result
    is asked for: a lock that a thread holds as the process forks stays held in the copy for ever. The result is the
    same either way; an exception in the other process is raised by doing the work again where the result is asked for.
    """
    can_fork = "fork" in multiprocessing.get_all_start_methods() and _is_one_thread()
    if not can_fork or (os.cpu_count() or 1) == 1:
        return work
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)

    def help_out() -> None:
        with suppress(Exception):  # told once, by doing the work again below
            sender.send(work())

    helper = context.Process(target=help_out, daemon=True)
    helper.start()
    sender.close()

    def result() -> Result:
        try:
            found: Result = receiver.recv()
        except EOFError:
            found = work()
        finally:
            helper.join()
        return found

    return result


def _is_one_thread() -> bool:
    """Tell whether this process runs one thread; libraries start some that Python knows nothing of."""
    with suppress(OSError):
        return len(list(Path("/proc/self/task").iterdir())) == 1
    return threading.active_count() == 1


def in_two(work: Callable[[Sequence[Item]], Result], items: Sequence[Item]) -> list[Result]:
    """Do `work` on each half of `items`, the second half in a forked process."""
    second = begin(lambda: work(items[1::2]))
    return [work(items[::2]), second()]
