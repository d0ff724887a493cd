"""Every rule has a page that an official can act on: what must hold, a wrong example, its message, a right one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import lxml.html
import pytest

from cchc.catalogue import Case, Rule, read_catalogue
from cchc.reading.privacy import find_personal_data
from cchc.render import links
from cchc.rules import ADVICE, READING_RULES, RULES, TOPICS
from conftest import BASE, EXAMPLES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

CATALOGUE = read_catalogue(EXAMPLES)
CASES = [case for rule in CATALOGUE for case in rule.cases]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small repository with its examples."""
    place = tmp_path_factory.mktemp("catalogue")
    shutil.copytree(BASE / "data", place / "data")
    shutil.copytree(ROOT / "docs", place / "docs")
    shutil.copytree(EXAMPLES, place / "tests" / "examples", symlinks=True)
    shutil.copy(ROOT / "mkdocs.yml", place)
    subprocess.run([sys.executable, "-m", "cchc", "build"], cwd=place, env=os.environ, check=True, capture_output=True)
    return place / "build" / "site"


def article(site: Path, url: str) -> lxml.html.HtmlElement:
    """Parse the part of a page that we write."""
    (found,) = lxml.html.document_fromstring((site / url / "index.html").read_bytes()).iter("article")
    return found


def test_every_case_stands_under_its_rule() -> None:
    """No example is lost on the way to its page."""
    assert [rule.id for rule in CATALOGUE] == [id_ for rules in TOPICS.values() for id_ in rules]
    examples = [*EXAMPLES.glob("err-*/expected.txt"), *EXAMPLES.glob("pr-*/expected.txt")]
    printed = {path.read_text("utf-8").split("\n")[0] for path in examples}
    assert {case.message for case in CASES} == printed
    assert [rule.id for rule in CATALOGUE if not rule.cases] == []


@pytest.mark.threat("M03")
@pytest.mark.parametrize("rule", CATALOGUE, ids=lambda rule: rule.id)
def test_a_rule_has_its_page(rule: Rule, site: Path) -> None:
    """The address that the checker prints tells what must hold, what is wrong, in which words, and what to write."""
    page = article(site, links.rule(rule.id))
    text = " ".join(page.text_content().split())
    assert rule.id in page.findtext(".//h1", "")
    assert rule.sentence in text
    assert ("Cảnh báo: nên xem lại" if rule.id in TOPICS[ADVICE] else "Lỗi: phải sửa thì mới được gộp") in text
    assert "Ví dụ minh họa, không phải số liệu thật." in text
    shown = [" ".join(code.text_content().split()) for code in page.xpath("//p[@class='thong-bao']/code")]
    assert shown == [" ".join(case.message.split()) for case in rule.cases]
    golden = [(EXAMPLES / case.name / "expected.txt").read_text("utf-8") for case in rule.cases]
    assert all(case.message in lines for case, lines in zip(rule.cases, golden, strict=True))
    assert all(f"/{links.rule(rule.id)}\n" in lines for lines in golden)
    wrong = page.xpath("//code[contains(@class, 'dong-sai')]")
    assert len(wrong) == sum(1 for case in rule.cases if case.wrong)


@pytest.mark.threat("M03")
def test_the_list_of_rules_names_them_all(site: Path) -> None:
    """Whoever has a rule's id finds its page."""
    page = article(site, links.RULES)
    assert [cell.text_content() for cell in page.xpath("//tbody//th")] == [rule.id for rule in CATALOGUE]
    assert {*RULES, *READING_RULES} == {rule.id for rule in CATALOGUE}


@pytest.mark.threat("M03")
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_case_shows_both_sides(case: Case) -> None:
    """The wrong line is the line that the message names; what cannot be shown is told."""
    assert [row.number for row in case.wrong if row.is_marked] == ([case.line] if case.wrong else [])
    assert case.wrong or case.wrong_note
    assert case.right_note or any(row.is_marked for row in case.right) or not case.wrong
    assert case.right or case.right_note


def test_first_stands_the_case_named_like_the_rule() -> None:
    """Where one case is clearest, its directory bears the rule's name alone."""
    named = {case.name.partition("-")[2] for case in CASES}
    first = {rule.id: rule.cases[0].name.partition("-")[2] for rule in CATALOGUE}
    assert [id_ for id_, name in first.items() if id_ in named and name != id_] == []


@pytest.mark.threat("L01")
def test_no_page_shows_what_looks_like_personal_data(site: Path) -> None:
    """The examples hold invented numbers and addresses; readers and search engines cannot know that."""
    for rule in CATALOGUE:
        page = article(site, links.rule(rule.id))
        text = page.text_content()
        assert find_personal_data(" ".join(text.split())) is None, rule.id
        assert [line for line in text.split("\n") if find_personal_data(line)] == []


@pytest.mark.threat("U02")
def test_no_page_holds_characters_without_a_shape(site: Path) -> None:
    """Invisible and control characters of the examples are shown by their numbers."""
    for rule in CATALOGUE:
        text = article(site, links.rule(rule.id)).text_content()
        assert {char for char in text if not char.isprintable()} <= {"\n"}, rule.id
    assert "⟨U+00A0⟩" in article(site, links.rule("ky-tu-la")).text_content()


def test_without_examples_a_rule_still_has_its_sentence(tmp_path: Path) -> None:
    """Another province may use the package without our tests."""
    bare = read_catalogue(tmp_path)
    assert [(rule.id, rule.sentence, rule.is_blocking) for rule in bare] == [
        (rule.id, rule.sentence, rule.is_blocking) for rule in CATALOGUE
    ]
    assert [rule.cases for rule in bare if rule.cases] == []
