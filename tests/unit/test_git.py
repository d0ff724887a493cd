"""The boundary to Git, held against real repositories made for the purpose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.git import NoCommitError, commit_of, contents, entries, revision_of
from repositories import AT, git
from repositories import repository as committed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with one commit, in which `data/` holds a file."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "tinh.yml").write_text("ten: Mẫu\n", "utf-8")
    return committed(tmp_path)


@pytest.mark.threat("B05")
def test_a_clean_tree_is_its_commit(repository: Path) -> None:
    """The commit, its time with the offset it was written with, and that the tree is exactly it."""
    revision = revision_of(repository / "data")
    assert revision is not None
    assert revision.sha == git(repository, "rev-parse", "HEAD")
    assert revision.short == revision.sha[:10]
    assert revision.committed_at == dt.datetime.fromisoformat(AT)
    assert revision.is_exact


@pytest.mark.threat("B05")
@pytest.mark.parametrize("name", ["data/tinh.yml", "data/moi.yml", "docs.md"])
def test_a_tree_changed_since_its_commit_says_so(repository: Path, name: str) -> None:
    """A file changed or added, in the data or beside it: the site cannot be rebuilt from the commit alone."""
    (repository / name).write_text("ten: Khác\n", "utf-8")
    revision = revision_of(repository / "data")
    assert revision is not None
    assert revision.sha == git(repository, "rev-parse", "HEAD")
    assert not revision.is_exact


def test_what_git_ignores_changes_nothing(repository: Path) -> None:
    """The site itself lies in `build/`, which is ignored."""
    (repository / ".gitignore").write_text("build/\n", "utf-8")
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Hai")
    (repository / "build").mkdir()
    (repository / "build" / "a.html").touch()
    revision = revision_of(repository / "data")
    assert revision is not None
    assert revision.is_exact


def test_without_a_commit_there_is_no_revision(tmp_path: Path) -> None:
    """A plain directory, and a repository in which nothing was committed."""
    (tmp_path / "data").mkdir()
    assert revision_of(tmp_path / "data") is None
    git(tmp_path, "init", "--quiet")
    assert revision_of(tmp_path / "data") is None


def test_without_git_there_is_no_revision(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine without Git builds all the same."""
    monkeypatch.setenv("PATH", str(repository))
    assert revision_of(repository / "data") is None


@pytest.mark.parametrize("folder", ["khac", "sau/data"])
def test_data_elsewhere_in_a_repository_has_no_revision(repository: Path, folder: str) -> None:
    """Links lead to `data/` at the repository's root: a tree that lies elsewhere must not borrow its commit."""
    (repository / folder).mkdir(parents=True)
    assert revision_of(repository / folder) is None


def test_a_hooks_environment_names_no_other_repository(repository: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git sets GIT_DIR for hooks; a build started by one still tells of the tree it reads."""
    monkeypatch.setenv("GIT_DIR", str(repository / "nowhere"))
    revision = revision_of(repository / "data")
    assert revision is not None
    assert revision.is_exact


def test_looking_writes_nothing(repository: Path) -> None:
    """A build only reads the repository: `git status` would otherwise refresh the index."""
    index = repository / ".git" / "index"
    (repository / "data" / "tinh.yml").touch()
    before = index.read_bytes(), index.stat().st_mtime_ns
    assert revision_of(repository / "data") is not None
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


# --- what commits hold ----------------------------------------------------------------------------------


def test_a_commits_entries_and_contents_are_read_without_a_checkout(repository: Path) -> None:
    """Any name and any bytes, as they were committed and not as they lie in the directory."""
    strange = "data/Tên lạ\n\tcó “ngoặc”.yml"
    (repository / strange).write_bytes(b"\0\r\n\xff")
    (repository / "data" / "trong.yml").touch()
    git(repository, "add", "--all")
    git(repository, "commit", "--quiet", "--message", "Hai")
    (repository / "data" / "tinh.yml").write_text("khác", "utf-8")
    sha = commit_of(repository, "HEAD")
    found = entries(repository, sha)
    assert {path: (entry.mode, entry.size) for path, entry in found.items()} == {
        "data/tinh.yml": ("100644", 11),
        "data/trong.yml": ("100644", 0),
        strange: ("100644", 4),
    }
    read = contents(repository, [found[path].oid for path in (strange, "data/trong.yml", "data/tinh.yml", strange)])
    assert read[found[strange].oid] == b"\0\r\n\xff"
    assert read[found["data/trong.yml"].oid] == b""
    assert read[found["data/tinh.yml"].oid] == "ten: Mẫu\n".encode()
    assert contents(repository, []) == {}


@pytest.mark.threat("W02")
@pytest.mark.parametrize("name", ["", "khong-co", "--all", "-h", "HEAD;id", "HEAD..HEAD", "HEAD^{tree}", "\0", "x\ny"])
def test_what_names_no_commit_is_refused(repository: Path, name: str) -> None:
    """Nothing of a name is an option or a command."""
    with pytest.raises(NoCommitError, match="không có bản nào tên"):
        commit_of(repository, name)


def test_a_commit_that_replaces_another_is_not_followed(repository: Path) -> None:
    """A repository may hold instructions to show other objects than those that were asked for."""
    first = commit_of(repository, "HEAD")
    (repository / "data" / "tinh.yml").write_text("ten: Khác\n", "utf-8")
    git(repository, "commit", "--quiet", "--all", "--message", "Hai")
    git(repository, "replace", first, "HEAD")
    assert entries(repository, first) != entries(repository, commit_of(repository, "HEAD"))
