"""Work shared over two processes gives what one would give, failures included."""

from __future__ import annotations

import os
import threading
from typing import TYPE_CHECKING

import pytest

from cchc.parallel import in_two

if TYPE_CHECKING:
    from collections.abc import Sequence


def squares(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Square numbers, each with the process that did it."""
    return [(number * number, os.getpid()) for number in numbers]


def test_both_halves_come_back_each_from_its_own_process() -> None:
    """Nothing is lost, nothing is done twice."""
    halves = in_two(squares, range(11))
    assert sorted(square for half in halves for square, _ in half) == [number * number for number in range(11)]
    assert len({process for half in halves for _, process in half}) == 2


def test_while_other_threads_run_everything_is_done_here() -> None:
    """Forking beside threads is unsafe: `cchc serve` builds in one process."""
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        halves = in_two(squares, range(4))
    finally:
        stop.set()
        thread.join()
    assert halves == [squares(range(4))]


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("wrong", [2, 3])
def test_a_failure_in_either_half_is_raised_here_and_printed_nowhere(
    wrong: int, capfd: pytest.CaptureFixture[str]
) -> None:
    """No traceback of a helper process reaches an official."""

    def refuse(numbers: Sequence[int]) -> None:
        if wrong in numbers:
            raise ValueError(wrong)

    with pytest.raises(ValueError, match=str(wrong)):
        in_two(refuse, range(4))
    assert capfd.readouterr() == ("", "")
