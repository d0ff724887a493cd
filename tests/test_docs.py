"""The guides say what the tool does: quoted findings, rule ids, commands, targets and files to copy are real."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from cchc.basics.text import sort_key
from cchc.cli import main
from cchc.reading.formatting import drafts
from cchc.rules import READING_RULES, RULES
from conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

GUIDES = ROOT / "docs" / "huong-dan"
DOCUMENTS = sorted((ROOT / "docs").rglob("*.md"))
PACKAGE = ROOT / "scripts" / "cchc"

FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FINDING = re.compile(r"\S+:\d+:\d+: (?:lỗi|cảnh báo): (.+ \[([a-z0-9-]+)\])")
PLACE = re.compile(r"# (data/\S+\.yml)\n")
COMMAND = re.compile(r"(?:^|[ /])cchc (-{0,2}[a-z]+)([^\n]*)", re.MULTILINE)
OPTION = re.compile(r"--[a-z-]+")
PYTEST_OPTIONS = {"--bless"}


def code_of(text: str) -> Iterator[str]:
    """Walk what a document sets as code: fenced blocks and spans."""
    for block in FENCE.finditer(text):
        yield block[2]
    for span in re.finditer(r"`([^`\n]+)`", FENCE.sub("", text)):
        yield span[1]


def code_in(path: Path) -> list[str]:
    """Collect the code of one document."""
    return list(code_of(path.read_text("utf-8")))


def golden_messages() -> set[str]:
    """Collect every message, hint and rule id that a golden example states."""
    texts = (path.read_text("utf-8") for path in EXAMPLES.glob("*/expected.txt"))
    found = (FINDING.fullmatch(line) for text in texts for line in text.splitlines())
    return {match[1] for match in found if match}


def files_to_copy(guide: str) -> dict[str, str]:
    """Give the files that a guide shows in full, by the place that their first line names."""
    blocks = (block[2] for block in FENCE.finditer((GUIDES / guide).read_text("utf-8")) if block[1] == "yaml")
    return {place[1]: block for block in blocks if (place := PLACE.match(block))}


def put(tree: Path, files: dict[str, str]) -> None:
    """Write files into a tree."""
    for name, text in files.items():
        path = tree / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Give the help of a command; fails when there is no such command."""
    with pytest.raises(SystemExit) as stop:
        main([*arguments, "--help"])
    assert stop.value.code == 0, arguments
    return capsys.readouterr().out


def test_quoted_findings_are_golden() -> None:
    """What an official reads in a guide is what the checker prints, word for word."""
    quoted = {(path.name, match[1]) for path in DOCUMENTS for code in code_in(path) for match in FINDING.finditer(code)}
    golden = golden_messages()
    assert len(quoted) > 10
    assert sorted(one for one in quoted if one[1] not in golden) == []


def test_whole_outputs_quoted_are_golden() -> None:
    """A block that begins with a finding is everything that the checker prints for an example, letter for letter."""
    golden = {path.read_text("utf-8") for path in EXAMPLES.glob("*/expected.txt")}
    texts = (path.read_text("utf-8") for path in DOCUMENTS)
    blocks = [block[2] for text in texts for block in FENCE.finditer(text) if FINDING.match(block[2])]
    assert blocks
    assert [block for block in blocks if block not in golden] == []


def test_the_table_of_other_messages_is_golden() -> None:
    """Each fragment of a message stands in a golden message of the rule named beside it."""
    text = (GUIDES / "doc-thong-bao.md").read_text("utf-8").partition("{#khac}")[2]
    rows = re.findall(r"^\| `(.+?)` \| `([a-z0-9-]+)` \|", text, re.MULTILINE)
    golden = golden_messages()
    missing = []
    for fragment, rule in rows:
        pattern = ".*".join(re.escape(part.strip()) for part in fragment.split("…")) + rf".*\[{rule}\]"
        if not any(re.search(pattern, message) for message in golden):
            missing.append((fragment, rule))
    assert len(rows) > 10
    assert missing == []


def test_rules_named_exist() -> None:
    """No guide speaks of a rule that is gone."""
    named = {(path.name, rule) for path in DOCUMENTS for code in code_in(path) for _, rule in FINDING.findall(code)}
    table = (GUIDES / "doc-thong-bao.md").read_text("utf-8").partition("{#khac}")[2]
    named |= {("doc-thong-bao.md", rule) for rule in re.findall(r"\| `([a-z0-9-]+)` \|", table)}
    assert named
    assert sorted(one for one in named if one[1] not in {*RULES, *READING_RULES}) == []


@pytest.mark.parametrize("path", [*DOCUMENTS, ROOT / "README.md"], ids=lambda path: path.name)
def test_commands_and_options_named_exist(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever types what a document says is understood."""
    code = code_in(path)
    known = set(OPTION.findall(help_of(capsys))) | PYTEST_OPTIONS
    for command in re.findall(r"^    ([a-z]+) ", help_of(capsys), re.MULTILINE):
        known |= set(OPTION.findall(help_of(capsys, command)))
    for text in code:
        for command, rest in COMMAND.findall(text):
            shown = help_of(capsys) if command.startswith("--") else help_of(capsys, command)
            assert set(OPTION.findall(rest)) <= set(OPTION.findall(shown)), text
        if text.startswith("--"):
            assert set(OPTION.findall(text)) <= known, text


def test_make_targets_named_exist() -> None:
    """The documents name real targets, and the guide for developers names all of them."""
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {
        (path.name, target)
        for path in [*DOCUMENTS, ROOT / "README.md"]
        for code in code_in(path)
        for target in re.findall(r"\bmake ([a-z]+)", code)
    }
    assert sorted(one for one in named if one[1] not in targets) == []
    assert {target for name, target in named if name == "phat-trien.md"} == targets - {"chromium"}


def test_modules_listed_are_the_modules_there_are() -> None:
    """The developers' table names every module once, in its room, and the parts of the two packages it takes apart."""
    text = (GUIDES / "phat-trien.md").read_text("utf-8").partition("{#dong-chay}")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| ([^|]*)\| `(\w+(?:\.py|/))` \| (.+) \|$", text, re.MULTILINE)
    listed, room = [], ""
    for heading, name, _ in rows:
        if heading.strip():
            named = re.search(r"`(\w+/)`", heading)
            room = named[1] if named else ""
        listed.append(f"{room}{name}")
    rooms = {name.partition("/")[0] for name in listed if name.partition("/")[2]}
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    there = {path.name for path in PACKAGE.glob("*.py")} - {"__init__.py", "__main__.py"}
    there |= {f"{package}/" for package in packages - rooms}
    there |= {f"{one}/{path.name}" for one in rooms for path in (PACKAGE / one).glob("*.py")}
    assert sorted(listed) == sorted(there - {f"{one}/__init__.py" for one in rooms})
    for package in ("rules", "schema"):
        parts = {path.name for path in (PACKAGE / package).glob("*.py")} - {"__init__.py"}
        description = next(told for _, name, told in rows if name == f"{package}/")
        assert set(re.findall(r"`(\w+\.py)`", description)) == parts


def test_the_submission_to_copy_is_clean(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """An agency that copies the skeleton into a collecting cycle has nothing to mend but criteria to add."""
    cycle = base_tree / "data" / "ke-hoach" / "2023"
    shutil.rmtree(cycle / "tien-do")
    for name in ("khoa.yml", "dieu-chinh.yml"):
        (cycle / name).unlink()
    plan = (cycle / "ke-hoach.yml").read_text("utf-8").partition("trang_thai:")[0]
    (cycle / "ke-hoach.yml").write_text(f"{plan}trang_thai: lay-bao-cao\n", "utf-8")
    files = files_to_copy("nop-bao-cao.md")
    assert list(files) == ["data/ke-hoach/2023/bao-cao/so-noi-vu.yml"]
    put(base_tree, files)
    outcome = cchc("check")
    assert [line for line in outcome.findings if not line.endswith("[chua-phan-tich]")] == []
    assert outcome.code == 0


def test_the_progress_to_copy_is_clean(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """An agency that copies the skeleton has nothing to mend."""
    files = files_to_copy("cap-nhat-tien-do.md")
    assert list(files) == ["data/ke-hoach/2023/tien-do/so-noi-vu.yml"]
    put(base_tree, files)
    assert cchc("check").findings == []


def test_the_adjustments_to_copy_are_clean(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """The three kinds of adjustment in the reviewers' guide stand as written, the added task once it is frozen."""
    put(base_tree, files_to_copy("nguoi-duyet.md"))
    submission = base_tree / "data" / "ke-hoach" / "2023" / "bao-cao" / "so-noi-vu.yml"
    text = submission.read_text("utf-8")
    last = text[text.index("      - ma: SNV-04") :]
    submission.write_text(text + last.replace("SNV-04", "SNV-05").replace("năm sau", "năm 2025"), "utf-8")
    assert cchc("approve", "2023").code == 0
    assert cchc("check").findings == []


@pytest.mark.parametrize("guide", ["nop-bao-cao.md", "cap-nhat-tien-do.md", "nguoi-duyet.md", "tinh-khac.md"])
def test_files_to_copy_are_canonical(guide: str, tmp_path: Path) -> None:
    """But for dates and numbers, which the guides write as officials do."""
    files = files_to_copy(guide)
    put(tmp_path, files)
    found, findings = drafts(tmp_path / "data", [tmp_path])
    assert findings == []
    for draft in found:
        text = re.sub(r"(?<!thoi_han)(: )(\d+)/(\d+)/(\d{4})$", _iso, draft.before.decode(), flags=re.MULTILINE)
        assert re.sub(r"(: \d+),(\d+)$", r"\1.\2", text, flags=re.MULTILINE) == draft.after


def _iso(match: re.Match[str]) -> str:
    return f"{match[1]}{match[4]}-{match[3]:0>2}-{match[2]:0>2}"


def test_another_province_can_start_from_the_guide(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """The files of the guide are a whole tree: clean while collecting, and still so once issued and adjusted."""
    monkeypatch.chdir(tmp_path)
    files = files_to_copy("tinh-khac.md")
    adjustments = {name: files.pop(name) for name in list(files) if name.endswith("/dieu-chinh.yml")}
    assert len(files) == 7
    assert len(adjustments) == 1
    put(tmp_path, files)
    assert cchc("check").findings == []
    blocks = [block[2] for block in FENCE.finditer((GUIDES / "nguoi-duyet.md").read_text("utf-8"))]
    (issued,) = (block for block in blocks if block.startswith("trang_thai: da-ban-hanh\n"))
    plan = files["data/ke-hoach/2023/ke-hoach.yml"]
    assert plan.count("trang_thai: lay-bao-cao\n") == 1
    put(tmp_path, {"data/ke-hoach/2023/ke-hoach.yml": plan.replace("trang_thai: lay-bao-cao\n", issued)})
    assert cchc("approve", "2023").out == "Đã khóa 2 nhiệm vụ: data/ke-hoach/2023/khoa.yml\n"
    put(tmp_path, adjustments)
    assert cchc("check").findings == []


def test_the_glossary_lists_its_terms_in_alphabetical_order_and_defines_each() -> None:
    """The list on top sorts as Vietnamese does; its entries lead to the definitions, each of them listed."""
    text = (GUIDES / "thuat-ngu.md").read_text("utf-8")
    listed = re.findall(r"^\[([^\]]+)\]\(#([a-z-]+)\)", text, re.MULTILINE)
    defined = re.findall(r"^### .+ \{#([a-z-]+)\}$\n\n(.+)", text, re.MULTILINE)
    assert len(listed) > 30
    assert [name for name, _ in listed] == sorted((name for name, _ in listed), key=sort_key)
    assert {anchor for _, anchor in listed} == {anchor for anchor, _ in defined}
    assert [anchor for anchor, words in defined if len(words) > 320] == []
