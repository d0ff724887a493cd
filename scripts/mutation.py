"""Mutation testing: put small faults into the rules and the reader, one at a time, and count those the tests notice.

Run by `make mutation`; nothing of it is in `make test`. mutmut makes the faults. They are tried here, not by it: each
in a process of its own, forked with everything loaded, on the golden examples of the rule first, then on the other
examples, then on the module's unit tests, so that most are noticed within milliseconds.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import NoReturn

import pytest

ROOT = Path(__file__).parent.parent
SCRATCH = ROOT / "build" / "mutation"
PACKAGE = SCRATCH / "mutants" / "src"
EXAMPLES = ROOT / "tests" / "examples"
TREES = SCRATCH / "trees"
CONFIG = """
[tool.mutmut]
source_paths = ["src"]
only_mutate = [
  "src/cchc/rules/*.py",
  "src/cchc/reading/source.py",
  "src/cchc/basics/nodes.py",
  "src/cchc/reading/decoding.py",
]
"""
GENERATE = "from mutmut import __main__ as tool; tool.copy_src_dir(); tool.setup_source_paths(); tool.create_mutants(2)"
AS_OF = dt.date(2023, 10, 15)  # the day of the golden lines
# What a fault leaves open when it stops a check halfway is no failure of the unit tests that run after it.
QUIETLY = ("-x", "-q", "-p", "no:cacheprovider", "-p", "no:unraisableexception")
SECONDS = 60  # a fault that makes a check run longer is noticed: it hangs


def prepare() -> list[str]:
    """Lay out the package as the tool wants it, let it make the faults, and return their names."""
    shutil.rmtree(SCRATCH, ignore_errors=True)
    shutil.copytree(ROOT / "scripts" / "cchc", SCRATCH / "src" / "cchc")
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    (SCRATCH / "pyproject.toml").write_text(text + CONFIG, "utf-8")
    (SCRATCH / "mutants").mkdir()
    subprocess.run([sys.executable, "-c", GENERATE], cwd=SCRATCH, check=True, capture_output=True)  # noqa: S603 -- ours
    found = (json.loads(path.read_text("utf-8"))["exit_code_by_key"] for path in sorted(PACKAGE.rglob("*.py.meta")))
    return [name.replace("__init__.", "") for names in found for name in names]


def lay_out_examples() -> list[str]:
    """Lay every example over the base in a tree of its own; returns their names."""
    names = sorted(path.name for path in EXAMPLES.iterdir() if not path.name.startswith(("_", "pr-")))
    for name in names:
        shutil.copytree(EXAMPLES / "_base", TREES / name)
        removals = EXAMPLES / name / "xoa.txt"
        for removed in removals.read_text("utf-8").split() if removals.exists() else ():
            (TREES / name / removed).unlink()
        if (EXAMPLES / name / "data").exists():
            shutil.copytree(EXAMPLES / name / "data", TREES / name / "data", dirs_exist_ok=True, symlinks=True)
    return names


def fails(example: str) -> bool:
    """Tell whether the checker now says anything else of an example than its golden lines."""
    from cchc.check import check  # noqa: PLC0415 -- from among the faults, whose place is known only by now
    from cchc.render.findings import FORMATS  # noqa: PLC0415 -- the same

    os.chdir(TREES / example)
    try:
        dataset, day, findings = check(Path("data"), AS_OF)
        said = FORMATS["text"](dataset, findings, day)
    except Exception:  # noqa: BLE001 -- whatever a fault raises is noticed
        return True
    return said != (EXAMPLES / example / "expected.txt").read_text("utf-8")


def _out_of_time(_signal: int, _frame: object) -> NoReturn:
    raise TimeoutError


def is_noticed(fault: str) -> tuple[str, bool]:
    """Try one fault; runs in a process of its own."""
    from cchc.rules import RULES  # noqa: PLC0415 -- from among the faults

    module = fault.rpartition(".")[0]
    own = [rule for rule, check in RULES.items() if check.__module__ == module]
    names = sorted(TREES.iterdir(), key=lambda tree: not any(tree.name.startswith(f"err-{rule}") for rule in own))
    unit = ROOT / "tests" / "unit" / f"test_{module.rpartition('.')[2]}.py"
    signal.signal(signal.SIGALRM, _out_of_time)
    signal.alarm(SECONDS)
    os.environ["MUTANT_UNDER_TEST"] = fault
    try:
        if any(fails(tree.name) for tree in names):
            return fault, True
        os.chdir(ROOT)
        if not unit.exists():
            return fault, False
        with contextlib.redirect_stdout(io.StringIO()):
            return fault, pytest.main([*QUIETLY, str(unit)]) != 0
    except TimeoutError:
        return fault, True
    finally:
        signal.alarm(0)


def main() -> int:
    """Try every fault whose name begins with one of the arguments, all without any; print the score by module."""
    faults = [name for name in prepare() if not sys.argv[1:] or name.startswith(tuple(sys.argv[1:]))]
    sys.path[:0] = [str(PACKAGE), str(ROOT / "tests")]
    os.environ["MUTANT_UNDER_TEST"] = ""
    if wrong := [name for name in lay_out_examples() if fails(name)]:
        sys.stderr.write(f"without any fault these examples fail already: {wrong}\n")
        return 1
    tried: Counter[str] = Counter()
    noticed: Counter[str] = Counter()
    with multiprocessing.get_context("fork").Pool(maxtasksperchild=1) as pool:
        for fault, was_noticed in pool.imap_unordered(is_noticed, faults):
            module = fault.rpartition(".")[0]
            tried[module] += 1
            noticed[module] += was_noticed
            if not was_noticed:
                sys.stdout.write(f"not noticed: {fault}\n")
    for module in sorted(tried):
        sys.stdout.write(
            f"{module:<26} {noticed[module]:>5} of {tried[module]:>5}  {noticed[module] / tried[module]:.1%}\n"
        )
    total = noticed.total() / tried.total()
    sys.stdout.write(f"{'all':<26} {noticed.total():>5} of {tried.total():>5}  {total:.1%}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
