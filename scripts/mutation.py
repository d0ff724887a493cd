"""Mutation testing: put small faults into the rules and the reader, one at a time, and count those the tests notice.

Run by `make mutation` (about an hour on two cores; nothing of it is in `make test`). Arguments, if any, are the
tool's own patterns of faults to try, such as `cchc.rules.tasks*`. A fault that no test runs counts as unnoticed.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).parent.parent
SCRATCH = ROOT / "build" / "mutation"
TESTS = ["tests/test_examples.py", "tests/unit/test_freeze.py", "tests/unit/test_load.py", "tests/unit/test_source.py"]
# The tool knows a package by its place under `src/`, copies what a link points to, and runs each test it selects.
CONFIG = f"""
[tool.mutmut]
source_paths = ["src"]
only_mutate = ["src/cchc/rules/*.py", "src/cchc/source.py"]
pytest_add_cli_args_test_selection = {json.dumps(TESTS)}
"""


def prepare() -> None:
    """Lay the package and its tests out afresh as the tool wants them; what was tried before is kept."""
    for name in ("src", "tests"):
        shutil.rmtree(SCRATCH / name, ignore_errors=True)
    shutil.copytree(ROOT / "scripts" / "cchc", SCRATCH / "src" / "cchc")
    shutil.copytree(ROOT / "tests", SCRATCH / "tests", symlinks=True)
    examples = SCRATCH / "tests" / "examples"
    for name in {path.relative_to(examples).parts[0] for path in examples.rglob("*") if path.is_symlink()}:
        shutil.rmtree(examples / name)
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    (SCRATCH / "pyproject.toml").write_text(text + CONFIG, "utf-8")


def score() -> None:
    """Print, for each module, how many faults were tried and how many were noticed."""
    tried: dict[str, list[bool]] = defaultdict(list)
    for path in sorted(SCRATCH.glob("mutants/src/cchc/**/*.py.meta")):
        verdicts = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        module = path.relative_to(SCRATCH / "mutants" / "src").as_posix().removesuffix(".py.meta")
        for name, code in verdicts.items():
            if code is not None:
                noticed = code not in {0, 33}  # 0: every test passed; 33: no test runs it
                tried[module].append(noticed)
                if not noticed:
                    sys.stdout.write(f"not noticed: {name}\n")
    tried["all"] = [noticed for verdicts in tried.values() for noticed in verdicts]
    for module, verdicts in tried.items():
        sys.stdout.write(
            f"{module:<28} {sum(verdicts):>5} of {len(verdicts):>5}  {sum(verdicts) / len(verdicts):.1%}\n"
        )


def main() -> int:
    """Try the faults and print the score; returns the tool's exit code."""
    prepare()
    finished = subprocess.run([sys.executable, "-m", "mutmut", "run", *sys.argv[1:]], cwd=SCRATCH, check=False)  # noqa: S603 -- our own tool
    score()
    return finished.returncode


if __name__ == "__main__":
    sys.exit(main())
