"""Whatever a file holds, reading and checking it gives findings within two seconds (threat Y12), found with atheris.

Run by `make fuzz`: libFuzzer mutates the real files and the examples, guided by coverage of this package, and stops at
the first exception or slow input. Its own options may follow: `-runs=1000000`, `-max_total_time=600`, a crash file.
"""

from __future__ import annotations

import datetime as dt
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["cchc"]):
    from cchc.reading.load import PLACES, load
    from cchc.reading.source import read_source
    from cchc.reading.validate import validate
    from cchc.rules import check_rules
    from cchc.schema import SubmissionFile

ROOT = Path(__file__).resolve().parents[2]
BASE, _ = load(ROOT / "tests" / "examples" / "_base" / "data")
MODELS = [place.model for place in PLACES]
RUNS = 100_000
SLOW = 2  # seconds


def one_input(raw: bytes) -> None:
    """Read the bytes as a data file; hold what can be read against every kind of file, a submission against rules."""
    source = read_source("data/x.yml", raw)
    if source.root is None:
        assert source.findings
        return
    for model in MODELS:
        record, findings = validate(model, source.root)
        assert record is not None or findings
        if isinstance(record, SubmissionFile):
            cycles = {
                year: replace(cycle, submissions={**cycle.submissions, record.agency: record})
                for year, cycle in BASE.cycles.items()
            }
            list(check_rules(replace(BASE, cycles=cycles), dt.date(2023, 10, 15)))


def main() -> None:
    """Seed the corpus with every data file of the repository, then hand over to libFuzzer."""
    with tempfile.TemporaryDirectory() as corpus:
        seeds = [*ROOT.glob("data/**/*.yml"), *ROOT.glob("tests/examples/*/data/**/*.yml")]
        for number, path in enumerate(path for path in seeds if path.is_file() and not path.is_symlink()):
            (Path(corpus) / str(number)).write_bytes(path.read_bytes()[:4096])
        options = sys.argv[1:] or [f"-runs={RUNS}"]
        atheris.Setup([sys.argv[0], "-max_len=4096", f"-timeout={SLOW}", *options, corpus], one_input)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
