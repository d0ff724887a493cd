"""Whole-process timings of `cchc check` and `cchc build`, the latter against MkDocs alone on the same documents.

Run by `make bench`. Figures are wall seconds; medians and the ratio are what to quote.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
CCHC = [sys.executable, "-m", "cchc"]


def seconds(command: list[str]) -> float:
    """Time one run of a command; a failing command ends the benchmark."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603 -- our own commands
    return time.perf_counter() - started


def report(name: str, figures: list[float]) -> None:
    """Print minimum, median and maximum."""
    line = f"{name:<28} min {min(figures):.2f}  median {statistics.median(figures):.2f}  max {max(figures):.2f} s"
    sys.stdout.write(line + "\n")


def main() -> None:
    """Time each command several times after a warm-up, build and MkDocs in turn."""
    with tempfile.TemporaryDirectory() as scratch:
        build = [*CCHC, "build", "--out", scratch]
        alone = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
        alone += ["--config-file", f"{scratch}/mkdocs.yml", "--site-dir", f"{scratch}/alone"]
        seconds(build)
        checks = [seconds([*CCHC, "check"]) for _ in range(RUNS)]
        pairs = [(seconds(build), seconds(alone)) for _ in range(RUNS)]
        weight = sum(path.stat().st_size for path in Path(scratch, "site").rglob("*") if path.is_file())
    report("cchc check", checks)
    report("cchc build", [one for one, _ in pairs])
    report("mkdocs build, same documents", [other for _, other in pairs])
    ratios = [one / other for one, other in pairs]
    sys.stdout.write(f"build / mkdocs: median {statistics.median(ratios):.2f}\nsite: {weight / 1e6:.1f} MB\n")


if __name__ == "__main__":
    main()
