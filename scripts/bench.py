"""Whole-process timings: `cchc check` and `cchc build` against tools that do a part of their work on the same files.

The documents of the plan are timed alone. Run by `make bench`. Seconds are wall time, medians of several runs in
turn; memory is the peak of the largest process (`cchc check` is one process). The trees of 10, 100 and 1,000 files
are grown from `data/`: its newest cycle for other years, locked anew as `cchc approve` would.
"""

from __future__ import annotations

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from cchc.reading.load import load
from cchc.render.lock import lock_text

RUNS = 5
DATA = Path("data")
SCHEMAS = Path("docs/luoc-do")
CCHC = [sys.executable, "-m", "cchc"]
FIRST_YEAR = 2030  # of the grown trees
COMMITS = 200
COMPARED = 100  # files: a thousand would take check-jsonschema minutes
# A data file's place, and which schema describes it.
PLACES = {
    "tinh": "tinh.yml",
    "don-vi": "don-vi.yml",
    "bo-chi-so": "bo-chi-so/*.yml",
    "ket-qua": "ket-qua/*/*.yml",
    "ke-hoach": "ke-hoach/*/ke-hoach.yml",
    "bao-cao": "ke-hoach/*/bao-cao/*.yml",
    "tien-do": "ke-hoach/*/tien-do/*.yml",
    "dieu-chinh": "ke-hoach/*/dieu-chinh.yml",
    "khoa": "ke-hoach/*/khoa.yml",
    "an-ban": "an-ban/*/an-ban.yml",
}


class Run(NamedTuple):
    """What one run of a command took."""

    seconds: float
    megabytes: float


def run(*commands: list[str]) -> Run:
    """Run commands one after the other; findings (exit code 1) are no failure, all else ends the benchmark."""
    started = time.perf_counter()
    peak = 0
    for command in commands:
        with tempfile.TemporaryFile() as output:
            child = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603 -- our own commands
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            if child.returncode not in {0, 1}:
                output.seek(0)
                raise SystemExit(output.read().decode())
            peak = max(peak, usage.ru_maxrss)
    return Run(time.perf_counter() - started, peak / 1024)


def medians(runs: list[Run]) -> str:
    """Write the median time with its range, and the largest peak of memory."""
    times = [one.seconds for one in runs]
    spread = f"({min(times):.2f}-{max(times):.2f})"
    return f"{statistics.median(times):6.2f} s {spread:<15} {max(one.megabytes for one in runs):5.0f} MB"


def report(name: str, runs: list[Run]) -> float:
    """Print one line of figures; give the median time."""
    sys.stdout.write(f"{name:<32}{medians(runs)}\n")
    sys.stdout.flush()
    return statistics.median(one.seconds for one in runs)


def grow(tree: Path, files: int) -> None:
    """Make a data tree of so many files: the first of `data/`, or all of it and its newest cycle year after year."""
    every = sorted(DATA.rglob("*.yml"), key=lambda path: (len(path.parts), path))
    for path in every[:files]:
        _copy(path, tree / path.relative_to(DATA))
    newest = max((DATA / "ke-hoach").iterdir())
    cycle = sorted(newest.rglob("*.yml"))
    for number in range(files - len(every)):
        path, year = cycle[number % len(cycle)], str(FIRST_YEAR + number // len(cycle))
        _copy(path, tree / "ke-hoach" / year / path.relative_to(newest), newest.name, year)
    for grown in load(tree)[0].cycles.values():
        if grown.lock and grown.year >= FIRST_YEAR:
            (tree / "ke-hoach" / str(grown.year) / "khoa.yml").write_text(lock_text(grown), "utf-8")


def _copy(source: Path, target: Path, old: str = "", new: str = "") -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(source.read_text("utf-8").replace(old, new) if old else source.read_text("utf-8"), "utf-8")


def check(tree: Path, *options: str) -> list[str]:
    """Write the command that checks a tree."""
    return [*CCHC, "check", "--data", str(tree), *options]


def schema_checks(tree: Path) -> list[list[str]]:
    """Write the commands by which check-jsonschema holds every file of a tree against its schema."""
    tool = [str(Path(sys.executable).with_name("check-jsonschema")), "--no-cache", "--quiet", "--schemafile"]
    files = {kind: sorted(map(str, tree.glob(pattern))) for kind, pattern in PLACES.items()}
    return [[*tool, str(SCHEMAS / f"{kind}.schema.json"), *paths] for kind, paths in files.items() if paths]


def bench_checks(scratch: Path) -> None:
    """Time `cchc check` on the real tree, on grown ones, and beside a validator that knows only schemas."""
    real = report("cchc check, data/", [run(check(DATA)) for _ in range(RUNS)])
    beside = report("check-jsonschema, data/", [run(*schema_checks(DATA)) for _ in range(2)])
    sys.stdout.write(f"  check / check-jsonschema: {real / beside:.2f}\n")
    for files in (10, 100, 1_000):
        tree = scratch / str(files)
        grow(tree, files)
        size = sum(path.stat().st_size for path in tree.rglob("*.yml")) / 1e6
        # A day after all years: every cycle is judged at its own end, and nothing lies in the future.
        median = report(f"cchc check, {files} files", [run(check(tree, "--as-of", "2100-12-31")) for _ in range(RUNS)])
        sys.stdout.write(
            f"  {size:.1f} MB of YAML, {1000 * median / files:.1f} ms a file, {median / size:.2f} s a MB\n"
        )
        if files == COMPARED:
            beside = report(f"check-jsonschema, {files} files", [run(*schema_checks(tree))])
            sys.stdout.write(f"  check / check-jsonschema: {median / beside:.2f}\n")


def bench_review(scratch: Path) -> None:
    """Time `cchc review` of a pull request that brings a whole plan of `data/`, and of one that edits a submission."""
    place = scratch / "kho"
    newest = max((DATA / "ke-hoach").iterdir())
    shutil.copytree(
        DATA, place / "data", ignore=lambda folder, _: {newest.name} if Path(folder).name == "ke-hoach" else ()
    )
    _commit(place, "init", "--quiet", "--initial-branch=dau")
    shutil.copytree(newest, place / newest)
    _commit(place, "switch", "--quiet", "--create", "ca-ke-hoach")
    submission = max((place / newest / "bao-cao").iterdir(), key=lambda path: path.stat().st_size)
    submission.write_text(submission.read_text("utf-8").replace("ton_tai: ", "ton_tai: Nay ", 1), "utf-8")
    _commit(place, "switch", "--quiet", "--create", "sua-mot-tep")
    command = [*CCHC, "review", "--repo", str(place)]
    for name, base, head in (
        ("cchc review, a whole plan", "dau", "ca-ke-hoach"),
        ("cchc review, one submission", "ca-ke-hoach", "sua-mot-tep"),
    ):
        report(name, [run([*command, "--base", base, "--head", head]) for _ in range(RUNS)])


def bench_history(scratch: Path) -> None:
    """Time `cchc history` of a branch in which submissions of `data/` were edited in turn."""
    place = scratch / "lich-su"
    shutil.copytree(DATA, place / "data")
    _commit(place, "init", "--quiet")
    submissions = sorted((place / "data" / "ke-hoach").glob("*/bao-cao/*.yml"))
    for number in range(COMMITS):
        path = submissions[number % len(submissions)]
        text = path.read_text("utf-8")
        path.write_text(re.sub("ton_tai: (Lần [0-9]+ )?", f"ton_tai: Lần {number} ", text, count=1), "utf-8")
        _commit(place)
    for limit in (20, COMMITS):
        report(f"cchc history, {limit} commits", [run([*CCHC, "history", "--repo", str(place), "--limit", str(limit)])])


def _commit(place: Path, *first: str) -> None:
    """Run a command of Git if there is one to run first, then commit the directory as it is."""
    identity = ["-c", "user.name=bench", "-c", "user.email=bench@example.invalid"]
    before = (first,) if first else ()
    for arguments in (*before, ("add", "--all"), (*identity, "commit", "--quiet", "--message", "Bản")):
        subprocess.run(["git", *arguments], cwd=place, check=True)  # noqa: S603, S607 -- fixed words


def bench_build(scratch: Path) -> None:
    """Time `cchc build` and MkDocs alone on the same documents, in turn."""
    build = [*CCHC, "build", "--out", str(scratch)]
    alone = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict"]
    alone += ["--config-file", f"{scratch}/mkdocs.yml", "--site-dir", f"{scratch}/alone"]
    run(build)
    pairs = [(run(build), run(alone)) for _ in range(RUNS)]
    report("cchc build", [one for one, _ in pairs])
    report("mkdocs build, same documents", [other for _, other in pairs])
    ratio = statistics.median(one.seconds / other.seconds for one, other in pairs)
    weight = sum(path.stat().st_size for path in Path(scratch, "site").rglob("*") if path.is_file())
    sys.stdout.write(f"  build / mkdocs: {ratio:.2f}; site: {weight / 1e6:.1f} MB\n")


def bench_documents(scratch: Path) -> None:
    """Time the plan at its full size as a document."""
    for form in ("docx", "pdf"):
        export = [*CCHC, "export", form, "--out", str(scratch / f"plan.{form}")]
        report(f"cchc export {form}", [run(export) for _ in range(RUNS)])


def main() -> None:
    """Run all measurements."""
    with tempfile.TemporaryDirectory() as scratch:
        bench_checks(Path(scratch))
        bench_review(Path(scratch))
        bench_history(Path(scratch))
        bench_documents(Path(scratch))
        bench_build(Path(scratch))


if __name__ == "__main__":
    main()
