"""The committed data of the 2023 cycle: clean, full-size, adding up, and honest about what is invented."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cchc.check import check
from cchc.schema import AssessmentMethod, Nature
from conftest import ROOT

if TYPE_CHECKING:
    import datetime as dt

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset

DATA = ROOT / "data"
# Real documents that the data may name by number; every other number must carry the prefix of invented ones.
REAL_DOCUMENTS = {"876/QĐ-BNV", "92/BC-SNV", "/UBND-KSTTHC"}
LAWS = re.compile(r"\d+/\d{4}/(?:NĐ-CP|QH\d+|TT-[A-ZĐ]+)|\d+/(?:QĐ-TTg|CĐ-TTg|NQ-CP|CT-TTg)")
DOCUMENT_NUMBER = re.compile(r"(?:MH-)?[\d…]*(?:/\d{4})?/[A-ZĐ]{2,4}-[A-ZĐ][A-Za-zĐđ]+(?:-[A-ZĐ]+)?")


@pytest.fixture(scope="module")
def checked() -> tuple[Dataset, dt.date, list[Diagnostic]]:
    """Read the committed data once."""
    return check(DATA, None)


@pytest.fixture(scope="module")
def dataset(checked: tuple[Dataset, dt.date, list[Diagnostic]]) -> Dataset:
    """Give the committed data set."""
    return checked[0]


def test_the_only_findings_are_the_three_known_orphan_gaps(
    checked: tuple[Dataset, dt.date, list[Diagnostic]],
) -> None:
    """No error, and just the warnings that the demonstration wants: gaps without a task."""
    found = [(finding.rule, finding.message.split()[2], str(finding.severity)) for finding in checked[2]]
    assert sorted(found) == [
        ("chua-co-nhiem-vu", "par-index-2022/4.3.3", "cảnh báo"),
        ("chua-co-nhiem-vu", "par-index-2022/6.4.3", "cảnh báo"),
        ("chua-co-nhiem-vu", "par-index-2022/8.2.4", "cảnh báo"),
    ]


def test_the_site_is_judged_on_the_pinned_day(checked: tuple[Dataset, dt.date, list[Diagnostic]]) -> None:
    """The demonstration must not drift into years of delay."""
    assert checked[1].isoformat() == "2023-10-15"


@pytest.mark.parametrize("framework", ["par-index-2022", "sipas-2022"])
def test_every_criterion_is_explained_in_one_plain_sentence(dataset: Dataset, framework: str) -> None:
    """At most 30 words, its own, without figures: what we add to the names must not pass for a rule of scoring."""
    nodes = dataset.frameworks[framework].criteria.values()
    sentences = [str(node.explanation) for node in nodes]
    assert len(set(sentences)) == len(sentences)
    for node, sentence in zip(nodes, sentences, strict=True):
        assert 8 <= len(sentence.split()) <= 30, sentence
        assert re.fullmatch(r"[A-ZĐ][^\d.]+\.", sentence)
        assert node.name.lower() not in sentence.lower()


def test_the_framework_has_its_full_size_and_its_published_split(dataset: Dataset) -> None:
    """37 criteria, 88 sub-criteria; 61,5 appraised + 6,5 statistics + 22 and 10 surveyed make 100."""
    framework = dataset.frameworks["par-index-2022"]
    assert [sum(node.level == level for node in framework.criteria.values()) for level in (1, 2, 3)] == [8, 37, 88]
    by_method = dict.fromkeys(AssessmentMethod, Decimal(0))
    for leaf in framework.leaves:
        assert leaf.method is not None
        by_method[leaf.method] += leaf.max_points
    assert by_method == {
        AssessmentMethod.APPRAISAL: Decimal("61.5"),
        AssessmentMethod.STATISTICS: Decimal("6.5"),
        AssessmentMethod.SURVEY: Decimal(32),
    }
    assert framework.criteria["8.1"].max_points == Decimal(10)
    sourced = {code: str(framework.criteria[code].max_points) for code in ("2", "3", "4")}
    assert sourced == {"2": "10", "3": "13", "4": "10.5"}
    assert {framework.criteria[code].nature for code in sourced} == {Nature.OFFICIAL}


def test_sipas_has_two_aspects_and_nine_factors(dataset: Dataset) -> None:
    """As the 2022 survey does."""
    framework = dataset.frameworks["sipas-2022"]
    assert (len(framework.domains), len(framework.leaves)) == (2, 9)


def test_leaf_results_add_up_to_the_derived_total(dataset: Dataset) -> None:
    """84,47 is derived from published figures; the illustrative leaves sum to it exactly."""
    results = dataset.results[2022, "par-index-2022"]
    assert sum(results.scores.values()) == Decimal("84.47") == results.total.points
    assert results.total.nature is Nature.DERIVED
    assert results.nature is Nature.ILLUSTRATIVE


def test_six_submissions_with_at_least_120_different_tasks(dataset: Dataset) -> None:
    """No reader would take them for copies: every content and every product is its own."""
    cycle = dataset.cycles[2023]
    tasks = [proposed.task for proposed in cycle.proposed_tasks()]
    assert sorted(cycle.submissions) == sorted(cycle.file.reporters)
    assert len(cycle.submissions) == 6
    assert len(tasks) >= 120
    assert len({task.content for task in tasks}) == len(tasks)
    assert len({task.deliverable for task in tasks}) == len(tasks)
    openings = [" ".join(task.content.split()[:3]) for task in tasks]
    assert max(openings.count(opening) for opening in openings) <= 6


def test_every_reporter_updates_two_quarters(dataset: Dataset) -> None:
    """Two quarters of progress, with evidence for whatever is done."""
    cycle = dataset.cycles[2023]
    for progress in (cycle.progress[agency] for agency in cycle.file.reporters):
        assert [(update.on.month - 1) // 3 for update in progress.updates] in ([1, 2], [1, 3], [2, 3], [2, 2])
        assert len(progress.updates) == 2


def test_every_document_number_is_real_or_carries_the_prefix_of_invented_ones() -> None:
    """An invented number that looks real is the worst defect: invented documents are numbered “MH-…”."""
    suspicious = []
    invented = 0
    for path in sorted(DATA.rglob("*.yml")):
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1):
            if line.lstrip().startswith("#"):
                continue
            for found in DOCUMENT_NUMBER.findall(LAWS.sub("", line)):
                invented += found.startswith("MH-")
                if not found.startswith("MH-") and found not in REAL_DOCUMENTS:
                    suspicious.append(f"{path.relative_to(ROOT)}:{number}: {found}")
    assert suspicious == []
    assert invented > 80


def test_every_file_of_the_cycle_says_that_it_is_illustrative(dataset: Dataset) -> None:
    """Agencies' submissions and progress of this demonstration are invented, and say so."""
    cycle = dataset.cycles[2023]
    files = (cycle.file, *cycle.submissions.values(), *cycle.progress.values())
    assert {file.nature for file in files} == {Nature.ILLUSTRATIVE}
    assert cycle.file.mandate.nature is Nature.OFFICIAL


def test_published_results_name_a_source_with_an_address(dataset: Dataset) -> None:
    """2023's overall result and the neighbours' figures can be looked up."""
    published = [dataset.results[2023, "par-index-2022"].total]
    for results in dataset.results.values():
        published += [one for one in results.comparisons if one.nature is Nature.OFFICIAL]
    assert len(published) >= 8
    assert all(source.url for total in published for source in total.sources)
