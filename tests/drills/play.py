"""Git repositories in which pull requests are played: a base, what is proposed, and what the base became meanwhile."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from conftest import BASE, EXAMPLES
from repositories import git, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

MAIN, PROPOSAL = "chinh", "de-nghi"
ACCOUNTS = EXAMPLES / "_de-nghi"  # the base's registry with accounts, to be laid over `_base`
CORE, SNV, STP, STC = 9001, 1001, 2001, 3001  # accounts of the registry
CYCLE = "data/ke-hoach/2023"
STP_SUBMISSION = f"{CYCLE}/bao-cao/so-tu-phap.yml"
STP_PROGRESS = f"{CYCLE}/tien-do/so-tu-phap.yml"
SNV_SUBMISSION = f"{CYCLE}/bao-cao/so-noi-vu.yml"
SNV_PROGRESS = f"{CYCLE}/tien-do/so-noi-vu.yml"
PLAN = f"{CYCLE}/ke-hoach.yml"
REGISTRY = "data/don-vi.yml"


def lay(files: Path, place: Path) -> None:
    """Lay files over a working tree; as they are written now, Git looks at them whatever their size."""
    shutil.copytree(files, place, dirs_exist_ok=True, symlinks=True, copy_function=shutil.copyfile)


def begin(place: Path, prepare: Callable[[Path], None] | None = None) -> Path:
    """Make a repository of the small valid tree, its registry with accounts; its branch is `MAIN`.

    `prepare` may change the tree before it is committed.
    """
    lay(BASE, place)
    lay(ACCOUNTS, place)
    if prepare:
        prepare(place)
    repository(place)
    git(place, "branch", "--move", MAIN)
    return place


def collecting(place: Path) -> None:
    """Make the plan one that still collects submissions."""
    shutil.rmtree(place / CYCLE / "tien-do")
    for name in ("khoa.yml", "dieu-chinh.yml"):
        (place / CYCLE / name).unlink()
    text = (place / PLAN).read_text("utf-8").partition("trang_thai:")[0]
    (place / PLAN).write_text(f"{text}trang_thai: lay-bao-cao\n", "utf-8")


def propose(place: Path, name: str = PROPOSAL) -> None:
    """Begin a pull request: what is committed from here on stands on a branch of its own."""
    git(place, "switch", "--quiet", "--create", name, MAIN)


def commit(place: Path, message: str = "Sửa", **times: str) -> None:
    """Commit the directory as it is; `times` as in `repositories.git`."""
    git(place, "add", "--all")
    git(place, "commit", "--quiet", "--message", message, **times)


def edit(place: Path, name: str, old: str, new: str) -> None:
    """Replace text that stands once in a file."""
    text = (place / name).read_text("utf-8")
    assert text.count(old) == 1, (name, old)
    (place / name).write_text(text.replace(old, new), "utf-8")


def merge(place: Path, name: str = PROPOSAL) -> None:
    """Merge a pull request as a forge does, and stay on the base."""
    git(place, "switch", "--quiet", MAIN)
    git(place, "merge", "--quiet", "--no-ff", "--no-edit", name)


def reviewed(cchc: Callable[..., Outcome], place: Path, author: int, *more: str, head: str = PROPOSAL) -> Outcome:
    """Review a pull request by the command."""
    who = ("--author", str(author), "--as-of", "2023-10-15")
    return cchc("review", "--repo", str(place), "--base", MAIN, "--head", head, *who, *more)
