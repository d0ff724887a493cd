"""Golden examples: each directory lays one mistake over `_base` and states every line that `cchc check` prints.

`err-<rule>[-<case>]` holds exactly one finding, of that rule, on the line marked `# LỖI` (where a line can be
marked); `ok-*` holds none; `plan-*` may hold warnings. `xoa.txt` lists files of `_base` to take away.
"""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from cchc.rules import ADVICE, READING_RULES, RULES, TOPICS, sentence
from conftest import EXAMPLES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

CASES = sorted(path.name for path in EXAMPLES.iterdir() if not path.name.startswith("_"))
ALL_RULES = {**RULES, **READING_RULES}
MARK = "# LỖI"
FINDING = re.compile(r"^\S+: (lỗi|cảnh báo): .+ \[([a-z0-9-]+)\]$", re.MULTILINE)


def lay_over(example: Path, tree: Path) -> None:
    """Lay an example's files over a copy of the base."""
    removals = example / "xoa.txt"
    for name in removals.read_text("utf-8").split() if removals.exists() else ():
        (tree / name).unlink()
    if (example / "data").exists():
        shutil.copytree(example / "data", tree / "data", dirs_exist_ok=True, symlinks=True)


@pytest.mark.parametrize("case", CASES)
def test_example_prints_exactly_its_golden_lines(
    case: str, base_tree: Path, cchc: Callable[..., Outcome], request: pytest.FixtureRequest
) -> None:
    """Every finding of an example is one golden line, word for word."""
    example = EXAMPLES / case
    lay_over(example, base_tree)
    outcome = cchc("check", "--as-of", "2023-10-15")
    golden = example / "expected.txt"
    if request.config.getoption("--bless"):
        golden.write_text(outcome.out, "utf-8")
    assert outcome.out == golden.read_text("utf-8")
    assert outcome.err == ""
    assert outcome.code == (1 if ": lỗi: " in outcome.out else 0)


@pytest.mark.threat("M01")
@pytest.mark.threat("M02")
@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("err-")])
def test_one_mistake_is_one_finding_on_its_line(case: str) -> None:
    """One mistake gives one finding, of the rule the example is named after, on the marked line."""
    example = EXAMPLES / case
    findings = [line for line in (example / "expected.txt").read_text("utf-8").splitlines() if line.endswith("]")]
    assert len(findings) == 1
    rule = findings[0].rpartition("[")[2].rstrip("]")
    named = case.removeprefix("err-")
    assert named == rule or named.startswith(f"{rule}-")
    marks = [
        (path.relative_to(example).as_posix(), number)
        for path in example.rglob("*.yml")
        if not path.is_symlink()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").splitlines(), start=1)
        if MARK in line
    ]
    assert len(marks) <= 1
    if marks:
        place = re.match(r"(.+?):(\d+):\d+: ", findings[0])
        assert place is not None
        assert (place[1], int(place[2])) == marks[0]


@pytest.mark.threat("S08")
@pytest.mark.parametrize("rule", sorted(ALL_RULES))
def test_every_rule_has_an_example_that_only_it_catches(rule: str) -> None:
    """A rule without a bad example may be broken without anyone noticing."""
    named = [case.removeprefix("err-") for case in CASES if case.startswith("err-")]
    longer = [other for other in ALL_RULES if other.startswith(f"{rule}-")]
    mine = [
        name
        for name in named
        if name == rule
        or (name.startswith(f"{rule}-") and not any(name == other or name.startswith(f"{other}-") for other in longer))
    ]
    assert mine


@pytest.mark.parametrize("case", [case for case in CASES if case.startswith("err-")])
def test_a_rule_advises_exactly_when_its_topic_says_so(case: str) -> None:
    """What blocks and what advises is told by the registry, which the public pages repeat."""
    (finding,) = FINDING.findall((EXAMPLES / case / "expected.txt").read_text("utf-8"))
    assert finding[0] == ("cảnh báo" if finding[1] in TOPICS[ADVICE] else "lỗi")


def test_every_rule_has_one_topic_and_a_public_sentence() -> None:
    """A rule's docstring is what the public reads."""
    sentences = [sentence(rule) for topic in TOPICS.values() for rule in topic.values()]
    assert len(sentences) == len(ALL_RULES)
    assert [one for one in sentences if not one.endswith(".")] == []
    assert len(set(sentences)) == len(sentences)
