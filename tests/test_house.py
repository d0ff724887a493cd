"""The house keeps its order: layers, locks, clock, templates' manners, hooks."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from cchc.rules import READING_RULES, RULES
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = ROOT / "scripts" / "cchc"

# From the ground up. A module imports only from layers below its own; packages count as one module.
LAYERS = (
    {"basics", "git"},
    {"schema"},
    {"model"},
    {"figures", "lookup", "reading"},
    {"rules"},
    {"catalogue", "check"},
    {"revisions"},
    {"render"},
    {"excel", "hosting"},
    {"export", "new"},
    {"new_edition", "publishing"},
    {"commands"},
    {"cli"},
    {"__main__"},
)


def modules() -> Iterator[tuple[str, Path]]:
    """Pair every source file with the layer name of its module or package."""
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        yield parts[0], path


def imported(path: Path) -> set[str]:
    """Name the modules of this package that a file imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "cchc":
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("cchc."):
            found.add(str(node.module).split(".")[1])
        elif isinstance(node, ast.Import):
            found |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("cchc.")}
    return found


def test_a_module_imports_only_from_the_layers_below() -> None:
    """Data flows one way."""
    height = {name: number for number, layer in enumerate(LAYERS) for name in layer}
    wrong = []
    seen = set()
    for name, path in modules():
        if name == "__init__":
            continue
        seen.add(name)
        wrong += [f"{path.name} imports {other}" for other in imported(path) - {name} if height[other] >= height[name]]
    assert wrong == []
    assert seen == set(height)


def test_every_rule_id_in_the_code_is_in_the_registry() -> None:
    """A finding whose rule nobody can look up helps nobody."""
    called = re.compile(r'(?:error|warning|RefusedError|Refused)\(\s*(?:[^"()]|\([^()]*\))*?"([a-z]+(?:-[a-z]+)+)"')
    used = {rule for _, path in modules() for rule in called.findall(path.read_text("utf-8"))}
    known = {*RULES, *READING_RULES}
    assert len(used) > 40
    assert used - known == set()


@pytest.mark.threat("T01")
def test_only_one_place_reads_the_clock() -> None:
    """Everything else takes `as_of`."""
    clock = re.compile(r"\b(?:now|today|utcnow|localtime|monotonic|time\.time)\(")
    readers = {path.name for _, path in modules() if clock.search(path.read_text("utf-8"))}
    assert readers == {"check.py"}


def test_below_the_command_line_nothing_prints_or_exits() -> None:
    """Findings are yielded, never printed (manner 1)."""
    loud = re.compile(r"\bprint\(|sys\.exit\(|os\._exit\(|raise SystemExit")
    assert {name for name, path in modules() if loud.search(path.read_text("utf-8"))} == {
        "cli",
        "commands",
        "publishing",
    }


@pytest.mark.threat("W05")
@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock", "requirements-proof.lock"])
def test_a_lock_names_packages_and_hashes_only(name: str) -> None:
    """No registry host, no path of a machine; every package has its hash."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    packages = [line for line in lines if re.match(r"[a-z0-9]", line)]
    hashes = [line for line in lines if line.startswith("    --hash=sha256:")]
    notes = [line for line in lines if line.strip().startswith("#")]
    assert len(packages) > 20
    assert len(packages) + len(hashes) + len(notes) == len(lines)
    assert all(re.match(r"[a-z0-9.-]+==\S+( ; .+)? \\$", line) for line in packages)
    assert not re.search(r"https?:|file:|/(?:opt|work|home|root|tmp|usr)/", "\n".join(lines))


@pytest.mark.threat("W05")
def test_an_altered_hash_is_refused(tmp_path: Path) -> None:
    """The lock is what protects an installation: one changed digit stops it."""
    lines = (ROOT / "requirements.lock").read_text("utf-8").splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("tzdata=="))
    altered = [re.sub(r"sha256:.{4}", "sha256:0000", line) for line in lines[start : start + 3]]
    entry = tmp_path / "altered.lock"
    entry.write_text("\n".join(altered).rstrip(" \\") + "\n", "utf-8")
    command = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--require-hashes",
        "--no-deps",
        "--target",
        str(tmp_path / "here"),
    ]
    finished = subprocess.run([*command, "-r", str(entry)], capture_output=True, text=True, check=False)
    assert finished.returncode != 0
    assert "THESE PACKAGES DO NOT MATCH THE HASHES" in finished.stderr


def test_no_link_is_committed_but_the_example_of_one() -> None:
    """A link leads to where somebody's machine had something; the checker refuses them in data for that reason too."""
    listed = subprocess.run(["git", "ls-files", "--stage", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 -- git, wherever the machine has it
    entries = [entry.partition("\t") for entry in listed.stdout.split("\0")[:-1]]
    assert len(entries) > 500
    links = [path for facts, _, path in entries if facts.split()[0] not in {"100644", "100755"}]
    assert links == ["tests/examples/err-tep-la-lien-ket/data/bo-chi-so/ban-sao.yml"]


def test_no_committed_file_names_a_machine() -> None:
    """No path of a machine, no registry host, in any committed file."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 -- git, wherever the machine has it
    named = re.compile(r"/(?:work|home|root|Users)/[a-z]+/|(?:index|registry)[-_]?url\s*=", re.IGNORECASE)
    found = []
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix != ".png" and path != Path(__file__):
            text = path.read_text("utf-8", errors="replace")
            found += [f"{name}: {match}" for match in named.findall(text)]
    assert found == []


def test_hand_written_pages_and_configuration_name_no_province() -> None:
    """Another province adopts the site by replacing data/ alone; only the journal of the tool may name the first."""
    pages = [path for path in (ROOT / "docs").rglob("*.md") if path.name != "nhat-ky.md"]
    assert len(pages) > 5
    named = [path for path in (*pages, ROOT / "mkdocs.yml") if "Đắk Lắk" in path.read_text("utf-8")]
    assert named == []


def test_hooks_are_local_and_speak_vietnamese() -> None:
    """Nothing is fetched when someone commits, and every hook has a name that an official understands."""
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    assert [repo["repo"] for repo in config["repos"]] == ["local"]
    hooks = config["repos"][0]["hooks"]
    assert [hook["id"] for hook in hooks[:4]] == ["cchc-fmt", "cchc-check", "ruff-format", "ruff-check"]
    assert all(not hook["name"].isascii() for hook in hooks)
    checked = subprocess.run(
        [sys.executable, "-m", "pre_commit", "validate-config", str(ROOT / ".pre-commit-config.yaml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_the_top_level_holds_what_the_design_card_names() -> None:
    """A newcomer finds the room for a change in a minute."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S607 -- git, wherever the machine has it
    top = {name.split("/")[0] for name in listed.stdout.splitlines()}
    card = {"docs", "data", "scripts", ".github", "tests", "mkdocs.yml", "pyproject.toml", "README.md"}
    locks = {"requirements.lock", "requirements-test.lock", "requirements-proof.lock"}
    around = {"Makefile", *locks, "LICENSE", "LICENSE-DATA.md"}
    dotfiles = {".ci", ".editorconfig", ".gitattributes", ".gitignore", ".pre-commit-config.yaml"}
    assert top == card | around | dotfiles
