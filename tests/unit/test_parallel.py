"""Work shared over two processes gives what one would give, failures included.

Each case runs in a fresh interpreter: forking is refused beside the threads that other tests keep.
"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

PROGRAM = """
import _thread, json, os, sys, threading
from cchc.basics.parallel import in_two

def squares(numbers):
    if {wrong} in numbers:
        raise ValueError({wrong})
    return [[number * number, os.getpid()] for number in numbers]

{first}
try:
    print(json.dumps(in_two(squares, range(11))))
except ValueError as problem:
    print(json.dumps(str(problem)))
"""


def outcome(*, wrong: int = -1, first: str = "") -> object:
    """Run the program; whatever it writes to the error stream fails the test."""
    command = [sys.executable, "-c", PROGRAM.format(wrong=wrong, first=first)]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    assert finished.stderr == ""
    return json.loads(finished.stdout)


def test_both_halves_come_back_each_from_its_own_process() -> None:
    """Nothing is lost, nothing is done twice."""
    halves = outcome()
    assert isinstance(halves, list)
    assert sorted(square for half in halves for square, _ in half) == [number * number for number in range(11)]
    assert len({process for half in halves for _, process in half}) == 2


@pytest.mark.parametrize(
    "first",
    [
        "threading.Thread(target=threading.Event().wait, daemon=True).start()",
        "_thread.start_new_thread(threading.Event().wait, ())",
    ],
    ids=["of Python", "of a library"],
)
def test_while_other_threads_run_everything_is_done_here(first: str) -> None:
    """Forking beside threads is unsafe: `cchc serve` builds in one process, and typst keeps threads of its own."""
    halves = outcome(first=first)
    assert isinstance(halves, list)
    assert sorted(square for half in halves for square, _ in half) == [number * number for number in range(11)]
    assert len({process for half in halves for _, process in half}) == 1


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("wrong", [2, 3])
def test_a_failure_in_either_half_is_raised_here_and_printed_nowhere(wrong: int) -> None:
    """No traceback of a helper process reaches an official."""
    assert outcome(wrong=wrong) == str(wrong)
