"""Golden examples: each directory lays one mistake over `_base` and states every line that `cchc check` prints.

`err-<rule>[-<case>]` holds exactly one finding, of that rule, on the line marked `# LỖI` (where a line can be
marked); `ok-*` holds none; `plan-*` may hold warnings. `xoa.txt` lists files of `_base` to take away; `sua.txt`
holds what mends an example in the place of its wrong line, where `_base` does not show it.
"""

from __future__ import annotations

import re
import shutil
import unicodedata
from typing import TYPE_CHECKING

import pytest

from cchc.rules import ADVICE, READING_RULES, RULES, TOPICS, sentence
from conftest import EXAMPLES, FINDING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

CASES = sorted(path.name for path in EXAMPLES.iterdir() if not path.name.startswith(("_", "pr-")))
STORIES = sorted(path.name for path in EXAMPLES.glob("pr-*"))  # of pull requests, told in test_pull_requests.py
ALL_RULES = {**RULES, **READING_RULES}
ERRORS = [case for case in CASES if case.startswith("err-")]
MARK = "# LỖI"


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


def only_finding(case: str) -> tuple[re.Match[str], list[str]]:
    """Give an example's one finding and the lines that stand below it, up to the summary."""
    lines = (EXAMPLES / case / "expected.txt").read_text("utf-8").splitlines()
    findings = [match for line in lines if (match := FINDING.fullmatch(line))]
    assert len(findings) == 1
    assert FINDING.fullmatch(lines[0])
    end = next(number for number, line in enumerate(lines) if line.startswith("Đọc được "))
    return findings[0], lines[1:end]


def marks_of(case: str) -> list[tuple[str, int, str]]:
    """List the lines marked `# LỖI` in an example: path, number, text as the checker reads it."""
    example = EXAMPLES / case
    return [
        (path.relative_to(example).as_posix(), number, unicodedata.normalize("NFC", line))
        for path in example.rglob("*.yml")
        if not path.is_symlink()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").split("\n"), start=1)
        if MARK in line
    ]


@pytest.mark.threat("M01")
@pytest.mark.threat("M02")
@pytest.mark.parametrize("case", ERRORS)
def test_one_mistake_is_one_finding_on_its_line(case: str) -> None:
    """One mistake gives one finding, of the rule the example is named after, on the marked line."""
    finding, _ = only_finding(case)
    named = case.removeprefix("err-")
    assert named == finding["rule"] or named.startswith(f"{finding['rule']}-")
    marks = marks_of(case)
    assert len(marks) <= 1
    if marks:
        assert (finding["path"], int(finding["line"])) == marks[0][:2]


def columns(text: str) -> int:
    """Count the columns of text in a terminal, by the Unicode database alone."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
        for char in text
    )


@pytest.mark.threat("M01")
@pytest.mark.threat("L01")
@pytest.mark.parametrize("case", ERRORS)
def test_the_marked_line_is_quoted_with_a_caret_below_its_place(case: str) -> None:
    """Below a finding stands its line, letter for letter, and a caret in the column that the finding names.

    A line too long is cut around the place, personal data is masked, and a sign stands for what cannot be seen.
    """
    finding, below = only_finding(case)
    marks = marks_of(case)
    if not marks or finding["rule"] == "bang-ma":
        return
    if not below:
        # a value over two lines, of which neither is shown, or what may be secret
        assert finding["rule"] in {"du-lieu-ca-nhan", "bi-mat-nha-nuoc"}
        return
    quoted, caret = re.fullmatch(r" {2}(\d+) \| (.+)", below[0]), re.fullmatch(r"( +)\| ( *)\^", below[1])
    assert quoted is not None
    assert caret is not None
    assert quoted[1] == finding["line"]
    assert len(caret[1]) == len(quoted[1]) + 3
    shown, line, before = quoted[2], marks[0][2], int(finding["column"]) - 1
    if shown.startswith("…"):  # then the caret tells how much was cut away
        shift = before - len(caret[2]) + 1
        shown, line, before = shown[1:], line[shift:], before - shift
        caret_column = len(caret[2]) - 1
    else:
        caret_column = len(caret[2])
    assert caret_column == columns(shown[:before])
    whole = shown.removesuffix("…")
    assert len(whole) <= 100
    masked = finding["rule"] in {"du-lieu-ca-nhan", "ten-nguoi"}
    for there, here in zip(line, whole, strict=not shown.endswith("…")):
        assert here == there or here in ("•" if masked else "⇥␣�"), (there, here)
    if masked:
        assert whole.count("•") >= 10


@pytest.mark.threat("M03")
@pytest.mark.parametrize("case", sorted(path.parent.name for path in EXAMPLES.glob("*/sua.txt")))
def test_an_example_is_mended_by_what_it_says_mends_it(
    case: str, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """What the rule's page tells to write instead is accepted."""
    example = EXAMPLES / case
    lay_over(example, base_tree)
    place = re.match(r"(.+?):(\d+):", (example / "expected.txt").read_text("utf-8"))
    assert place is not None
    wrong = base_tree / place[1]
    lines = wrong.read_text("utf-8").splitlines()
    lines[int(place[2]) - 1 : int(place[2])] = (example / "sua.txt").read_text("utf-8").splitlines()
    wrong.write_text("\n".join(lines) + "\n", "utf-8")
    assert cchc("check", "--as-of", "2023-10-15").findings == []


@pytest.mark.threat("S08")
@pytest.mark.parametrize("rule", sorted(ALL_RULES))
def test_every_rule_has_an_example_that_only_it_catches(rule: str) -> None:
    """A rule without a bad example may be broken without anyone noticing."""
    named = [case.removeprefix("err-") for case in CASES if case.startswith("err-")]
    named += [story.removeprefix("pr-") for story in STORIES]
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
    finding, _ = only_finding(case)
    assert finding["severity"] == ("cảnh báo" if finding["rule"] in TOPICS[ADVICE] else "lỗi")


def test_every_rule_has_one_topic_and_a_public_sentence() -> None:
    """A rule's docstring is what the public reads."""
    sentences = [sentence(rule) for topic in TOPICS.values() for rule in topic.values()]
    assert len(sentences) == len(ALL_RULES)
    assert [one for one in sentences if not one.endswith(".")] == []
    assert len(set(sentences)) == len(sentences)
