"""What every test may use: the repository's paths, the command line in-process, and `--bless`."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc.cli import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "tests" / "examples"
BASE = EXAMPLES / "_base"

# A finding's one line (format.md); what is quoted below it begins with a space.
FINDING = re.compile(
    r"(?P<path>\S.*?):(?P<line>\d+):(?P<column>\d+): (?P<severity>lỗi|cảnh báo): "
    r"(?P<message>.+) \[(?P<rule>[a-z0-9-]+)\]"
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--bless`, which rewrites golden files with what the code says now."""
    parser.addoption("--bless", action="store_true", help="rewrite golden files")


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def findings(self) -> list[str]:
        """The lines that are findings, without what is quoted below them and the closing summary."""
        return [line for line in self.out.splitlines() if FINDING.fullmatch(line)]


@pytest.fixture
def cchc(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run `cchc` in this process, in the current directory."""

    def run(*arguments: str) -> Outcome:
        capsys.readouterr()
        code = main(arguments)
        captured = capsys.readouterr()
        return Outcome(code=code, out=captured.out, err=captured.err)

    return run


@pytest.fixture
def base_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the small valid tree of the examples to a fresh directory and work there; returns that directory."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path
