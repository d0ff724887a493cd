"""The boundary to Git, held against real repositories made for the purpose."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cchc.git import revision_of
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
