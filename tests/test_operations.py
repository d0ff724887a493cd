"""The runbooks do what they say: their scripts are taken from the guides and run against repositories made for it."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from conftest import ROOT
from drills.play import MAIN, SNV, STP, begin, commit
from repositories import git
from test_docs import FENCE, GUIDES

if TYPE_CHECKING:
    from collections.abc import Mapping

GIT_IDENTITY = {
    "GIT_AUTHOR_NAME": "Tester",
    "GIT_AUTHOR_EMAIL": "tester@example.invalid",
    "GIT_COMMITTER_NAME": "Tester",
    "GIT_COMMITTER_EMAIL": "tester@example.invalid",
}


def block(guide: str, anchor: str, language: str = "sh") -> str:
    """Give the first block of a language in the part of a guide that an anchor names."""
    part = (GUIDES / guide).read_text("utf-8").partition(f"{{#{anchor}}}")[2].partition("\n## ")[0]
    return next(one[2] for one in FENCE.finditer(part) if one[1] == language)


def run(script: str, place: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a script in a place, as cron would: nothing of our environment but where programs are."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(place), "LC_ALL": "C.UTF-8", **GIT_IDENTITY, **variables}
    return subprocess.run(
        ["/bin/sh", "-e", "-c", script], cwd=place, env=environment, capture_output=True, text=True, check=False
    )


def programs(place: Path, texts: Mapping[str, str]) -> str:
    """Write small programs that stand for real ones; gives the PATH that finds them first."""
    place.mkdir()
    for name, text in texts.items():
        (place / name).write_text(f"#!/bin/sh\n{text}\n", "utf-8")
        (place / name).chmod(0o755)
    return f"{place}:{os.environ['PATH']}"


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    """A repository whose branch is `main`, with one proposal as the forge keeps it."""
    place = begin(tmp_path / "kho")
    git(place, "branch", "--move", MAIN, "main")
    git(place, "switch", "--quiet", "--create", "sua")
    note = place / "data" / "ke-hoach" / "2023" / "bao-cao" / "so-noi-vu.yml"
    note.write_text(note.read_text("utf-8") + "\n# Đã đối chiếu.\n", "utf-8")
    commit(place)
    git(place, "update-ref", "refs/pull/1/head", "HEAD")
    git(place, "switch", "--quiet", "main")
    return place


@pytest.mark.threat("O02")
def test_the_mirror_takes_what_is_new_and_stops_at_a_rewritten_history(origin: Path, tmp_path: Path) -> None:
    """A force push is simulated: the copy keeps what it had, and says so."""
    mirror = tmp_path / "cchc.git"
    git(tmp_path, "clone", "--quiet", "--bare", "--branch", "main", str(origin), str(mirror))
    script = block("van-hanh.md", "ban-sao").replace("/srv/cchc.git", str(mirror))
    git(origin, "commit", "--quiet", "--allow-empty", "--message", "Hai")
    newest = git(origin, "rev-parse", "HEAD")
    assert run(script, tmp_path).returncode == 0
    assert git(mirror, "rev-parse", "main") == newest
    assert git(mirror, "rev-parse", "refs/de-nghi/1") == git(origin, "rev-parse", "sua")
    git(origin, "update-ref", "refs/pull/1/head", newest)  # a proposal may be written anew
    assert run(script, tmp_path).returncode == 0
    assert git(mirror, "rev-parse", "refs/de-nghi/1") == newest
    git(origin, "commit", "--quiet", "--amend", "--allow-empty", "--message", "Viết lại")
    alarm = run(script, tmp_path)
    assert alarm.returncode == 1
    assert f"giữ nguyên bản {newest}." in alarm.stderr
    assert git(mirror, "rev-parse", "main") == newest


@pytest.mark.threat("T04")
@pytest.mark.parametrize(("days", "is_fresh"), [(0, True), (2, False)])
def test_the_monitor_tells_when_the_site_has_stopped(days: int, *, is_fresh: bool, tmp_path: Path) -> None:
    """It reads the day out of a real manifest's layout; a site that does not answer is told too."""
    day = (dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=days)).date()
    text = f'{{\n "format": 1,\n "tool": "cchc 0.1.0",\n "as_of": "{day}",\n "commit": null\n}}'
    path = programs(tmp_path / "bin", {"curl": f"cat <<'E'\n{text}\nE"})
    script = block("van-hanh.md", "theo-doi")
    found = run(script, tmp_path, PATH=path, TZ="UTC")
    assert found.returncode == (0 if is_fresh else 1)
    assert (f"dừng ở ngày {day}" in found.stderr) is not is_fresh
    silent = programs(tmp_path / "hong", {"curl": "exit 22"})
    assert run(script, tmp_path, PATH=silent, TZ="UTC").returncode != 0


@pytest.mark.threat("B08")
def test_a_merge_is_taken_back_by_one_more_commit(origin: Path, tmp_path: Path) -> None:
    """What the site was made from before is what it is made from after; nothing of the history is lost."""
    before = git(origin, "rev-parse", "HEAD^{tree}")
    git(origin, "merge", "--quiet", "--no-ff", "--no-edit", "sua")
    merged = git(origin, "rev-parse", "HEAD")
    clone = tmp_path / "ban-sao"
    git(tmp_path, "clone", "--quiet", "--branch", "main", str(origin), str(clone))
    finished = run(block("van-hanh.md", "lui-ban"), clone, BAN=merged)
    assert finished.returncode == 0, finished.stderr
    assert git(origin, "rev-parse", "lui-ban^{tree}") == before
    assert git(origin, "rev-parse", "lui-ban^") == merged


@pytest.mark.parametrize(("author", "code"), [(SNV, 0), (STP, 1)])
def test_a_proposal_is_reviewed_by_the_main_branch_s_code(author: int, code: int, origin: Path, tmp_path: Path) -> None:
    """The three lines of the guide: the working tree stays the main branch's."""
    clone = tmp_path / "ban-sao"
    git(tmp_path, "clone", "--quiet", "--branch", "main", str(origin), str(clone))
    script = block("may-chu-khac.md", "nhan-xet").replace(".venv/bin/cchc", f"{sys.executable} -m cchc")
    finished = run(script, clone, NGUON="refs/pull/1/head", TAI_KHOAN=str(author), PYTHONPATH=str(ROOT / "scripts"))
    assert finished.returncode == code, finished.stderr
    assert (clone / "build" / "nhan-xet.md").read_text("utf-8").startswith("<!-- cchc-review -->")
    assert git(clone, "rev-parse", "--abbrev-ref", "HEAD") == "main"
    assert not git(clone, "status", "--porcelain", "--untracked-files=no")


@pytest.mark.threat("B01")
def test_a_server_of_one_s_own_publishes_in_one_step_or_not_at_all(origin: Path, tmp_path: Path) -> None:
    """Each step that fails leaves the link to the site that was live."""
    clone, sites = tmp_path / "cchc", tmp_path / "trang"
    git(tmp_path, "clone", "--quiet", "--branch", "main", str(origin), str(clone))
    sites.mkdir()
    script = block("may-chu-khac.md", "may-chu").replace("/srv", str(tmp_path))
    make = 'mkdir -p build/site .venv/bin; date +%N > build/site/index.html; cp "$HOME/cchc-gia" .venv/bin/cchc'
    path = programs(tmp_path / "bin", {"make": make})
    (tmp_path / "cchc-gia").write_text('#!/bin/sh\ntest "$1" != "$HONG"\n', "utf-8")
    (tmp_path / "cchc-gia").chmod(0o755)
    live = sites / "hien-tai"
    assert run(script, tmp_path, PATH=path, HONG="live").returncode != 0
    assert not live.exists()
    assert run(script, tmp_path, PATH=path, HONG="").returncode == 0
    published = live.readlink()
    for broken in ("verify", "live"):
        assert run(script, tmp_path, PATH=path, HONG=broken).returncode != 0
        assert live.readlink() == published
    git(origin, "commit", "--quiet", "--amend", "--allow-empty", "--message", "Viết lại")
    assert run(script, tmp_path, PATH=path, HONG="").returncode != 0
    assert live.readlink() == published


def step(workflow: str, job: str, name: str) -> str:
    """Give what a step of a workflow runs."""
    described = yaml.safe_load((ROOT / ".github" / "workflows" / f"{workflow}.yml").read_text("utf-8"))
    (found,) = (one["run"] for one in described["jobs"][job]["steps"] if one.get("name", "").startswith(name))
    return str(found)


@pytest.mark.threat("G12")
@pytest.mark.parametrize(
    ("path", "is_tested"),
    [("data/don-vi.yml", False), ("scripts/cchc/check.py", True), (".github/workflows/kiem-tra.yml", True)],
)
def test_the_tool_is_tested_whenever_more_than_data_is_touched(
    path: str, *, is_tested: bool, origin: Path, tmp_path: Path
) -> None:
    """Decided in the step, so that the job is never skipped; and tested when Git cannot tell."""
    script = step("kiem-tra", "test", "Kiểm thử")
    variables = {"PATH": programs(tmp_path / "bin", {"make": 'echo "make $1"'}), "BASE": "main", "HEAD": "HEAD"}
    git(origin, "switch", "--quiet", "--create", "khac", "main")
    place = origin / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("# khác\n", "utf-8")
    commit(origin)
    assert run(script, origin, **variables).stdout == ("make test\n" if is_tested else "")
    assert run(script, origin, **variables | {"BASE": "khong-co"}).stdout == "make test\n"


@pytest.mark.parametrize(("code", "is_good"), [(0, True), (1, True), (2, False), (3, False)])
def test_a_review_that_refuses_is_still_a_review(code: int, *, is_good: bool, tmp_path: Path) -> None:
    """The answer by the main branch's code decides; a review that could not be made fails."""
    tool = tmp_path / ".venv" / "bin"
    tool.mkdir(parents=True)
    (tool / "cchc").write_text(f"#!/bin/sh\nexit {code}\n", "utf-8")
    (tool / "cchc").chmod(0o755)
    script = step("kiem-tra", "review", "So với")
    finished = run(script, tmp_path, BASE="a", HEAD="b", GITHUB_STEP_SUMMARY=str(tmp_path / "tom-tat.md"))
    assert (finished.returncode == 0) is is_good


@pytest.mark.threat("B07")
def test_the_deployment_waits_until_the_live_site_is_the_one_built(tmp_path: Path) -> None:
    """Once the server is out, once it still gives the old site, then the new one."""
    (tmp_path / "build.json").write_text("mới", "utf-8")
    curl = 'echo "$5" >> goi; case $(wc -l < goi) in 1) exit 22;; 2) printf cũ;; *) printf mới;; esac'
    path = programs(tmp_path / "bin", {"curl": curl, "sleep": "exit 0"})
    script = step("xuat-ban", "deploy", "Chờ tới khi")
    assert run(script, tmp_path, PATH=path, SITE="https://cchc.example/").returncode == 0
    assert len((tmp_path / "goi").read_text("utf-8").splitlines()) == 3


@pytest.mark.threat("B01")
@pytest.mark.parametrize(("opened", "is_created"), [(0, True), (1, False)])
def test_one_issue_is_opened_when_nothing_could_be_published(opened: int, *, is_created: bool, tmp_path: Path) -> None:
    """A failure that goes on for days is told once."""
    gh = f'test "$2" = list && echo {opened} || echo "$@" > mo'
    path = programs(tmp_path / "bin", {"gh": gh})
    script = step("xuat-ban", "alarm", "Mở một vấn đề")
    finished = run(
        script, tmp_path, PATH=path, TITLE="Chưa công bố được trang", RUN="https://github.com/a/b/actions/runs/1"
    )
    assert finished.returncode == 0
    assert (tmp_path / "mo").exists() is is_created


def test_gitlab_understands_its_file(tmp_path: Path) -> None:
    """As a forge of GitLab's own schema reads it."""
    path = tmp_path / ".gitlab-ci.yml"
    path.write_text(block("may-chu-khac.md", "gitlab", "yaml"), "utf-8")
    command = [str(Path(sys.executable).parent / "check-jsonschema"), "--builtin-schema", "vendor.gitlab-ci", str(path)]
    finished = subprocess.run(command, capture_output=True, text=True, check=False)
    assert finished.returncode == 0, finished.stdout
