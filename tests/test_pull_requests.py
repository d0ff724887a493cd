"""Golden examples of pull requests: `pr-<rule>[-<case>]` is sent to the examples' base, its registry with accounts.

`de-nghi/` holds the files sent, `xoa.txt` lists those taken away, `nhanh-chinh/` holds what the base became meanwhile,
`nguoi-gui.txt` the number of the sender's account. `chuyen.txt` tells the story to the public: what was sent, what to
send instead. `expected.txt` is what the review finds.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.render.findings.excerpt import Sources
from cchc.render.findings.summary import explanations, summary
from cchc.render.findings.text import harmless, told
from cchc.revisions.review import review
from cchc.rules import PULL_REQUEST, TOPICS
from conftest import EXAMPLES, FINDING
from drills.play import MAIN, PROPOSAL, begin, commit, lay, propose
from repositories import git

if TYPE_CHECKING:
    from pathlib import Path

AS_OF = dt.date(2023, 10, 15)
STORIES = sorted(path.name for path in EXAMPLES.glob("pr-*"))


def play(example: Path, place: Path) -> None:
    """Make the repository of an example."""
    begin(place)
    propose(place)
    removals = example / "xoa.txt"
    for name in removals.read_text("utf-8").split() if removals.exists() else ():
        (place / name).unlink()
    lay(example / "de-nghi", place)
    commit(place)
    if (example / "nhanh-chinh").exists():
        git(place, "switch", "--quiet", MAIN)
        lay(example / "nhanh-chinh", place)
        commit(place)


@pytest.mark.threat("M02")
@pytest.mark.parametrize("story", STORIES)
def test_a_story_is_told_by_its_golden_lines(story: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """One thing wrong with a pull request is one finding, of the rule that the example is named after."""
    example = EXAMPLES / story
    play(example, tmp_path)
    author = int((example / "nguoi-gui.txt").read_text("utf-8"))
    found = review(tmp_path, MAIN, PROPOSAL, author=author, as_of=AS_OF)
    dataset, sources = found.before.dataset, Sources(found.after.tree)
    lines = [*told(found.findings, sources), summary(dataset, found.findings), *explanations(dataset, found.findings)]
    golden = example / "expected.txt"
    if request.config.getoption("--bless"):
        golden.write_text(harmless(lines), "utf-8")
    assert harmless(lines) == golden.read_text("utf-8")
    (finding,) = (match for line in lines if (match := FINDING.fullmatch(line)))
    named = story.removeprefix("pr-")
    assert named == finding["rule"] or named.startswith(f"{finding['rule']}-")
    assert finding["rule"] in TOPICS[PULL_REQUEST]
    assert found.is_refused
