"""A site follows the live one only if it is later: by history, and by a day that no wrong clock has bent."""

from __future__ import annotations

import datetime as dt
from email.message import Message
from typing import TYPE_CHECKING
from urllib.error import HTTPError

import pytest

from cchc.git import is_ancestor
from cchc.publishing.succession import impediments
from cchc.render.manifest import Manifest, NoManifestError
from repositories import git, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

DAY = dt.date(2026, 11, 20)
ONE, TWO = "1" * 40, "2" * 40
BEFORE = {(ONE, ONE), (ONE, TWO), (TWO, TWO)}


def manifest(commit: str | None, day: dt.date, *, is_committed: bool = True) -> Manifest:
    """A site of no files."""
    return Manifest(
        format=1,
        tool="cchc",
        as_of=day,
        commit=commit,
        committed_at=None,
        is_committed=is_committed,
        natures=(),
        lock_sha256=None,
        files=(),
    )


def told(live: Manifest, built: Manifest, *, there: dt.date = DAY, is_fixed: bool = False) -> list[str]:
    """What speaks against it."""
    before = lambda older, newer: (older, newer) in BEFORE  # noqa: E731 -- a name for one line
    return list(impediments(live, built, there, is_fixed=is_fixed, is_ancestor=before))


@pytest.mark.threat("B06")
def test_an_older_commit_never_replaces_a_newer_one() -> None:
    """Merges that finish out of order, and histories that were written anew."""
    assert told(manifest(ONE, DAY), manifest(TWO, DAY)) == []
    assert told(manifest(TWO, DAY), manifest(TWO, DAY)) == []
    (problem,) = told(manifest(TWO, DAY), manifest(ONE, DAY))
    assert problem == f"trang đang chạy dựng từ bản {TWO}, không phải bản đứng trước {ONE} trong lịch sử kho"


def test_a_changed_tree_is_never_published() -> None:
    """Nobody could rebuild it."""
    for built in (manifest(None, DAY), manifest(TWO, DAY, is_committed=False)):
        (problem,) = told(manifest(ONE, DAY), built)
        assert "chưa ghi vào kho" in problem


@pytest.mark.threat("T08")
@pytest.mark.parametrize(("days", "is_good"), [(-1, False), (0, True), (1, True), (2, True), (3, False)])
def test_the_day_does_not_go_back_nor_far_ahead(days: int, *, is_good: bool) -> None:
    """Not before the live site's; at most two days after the server's own."""
    built = manifest(TWO, DAY + dt.timedelta(days=days))
    assert (told(manifest(ONE, DAY), built) == []) is is_good


@pytest.mark.threat("T08")
def test_a_province_may_fix_an_earlier_day_itself() -> None:
    """An archive or a demonstration stands still by the data, not by a clock."""
    assert told(manifest(ONE, DAY), manifest(TWO, dt.date(2023, 10, 15)), is_fixed=True) == []


def test_history_is_asked_of_git(tmp_path: Path) -> None:
    """A commit comes before itself and those made on it; one that is not there comes before nothing."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "a").write_text("a", "utf-8")
    place = repository(tmp_path)
    first = git(place, "rev-parse", "HEAD")
    git(place, "commit", "--quiet", "--allow-empty", "--message", "Hai")
    second = git(place, "rev-parse", "HEAD")
    assert is_ancestor(place / "data", first, second)
    assert is_ancestor(place / "data", second, second)
    assert not is_ancestor(place / "data", second, first)
    assert not is_ancestor(place / "data", ONE, second)


@pytest.mark.threat("B06")
def test_the_command_compares_with_what_is_live(
    base_tree: Path, cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A first site may begin; a server that does not answer lets nothing through."""
    asked: list[str] = []
    answers: dict[bool, Manifest | Exception] = {False: manifest(ONE, DAY)}

    def find(place: str) -> Manifest:
        asked.append(place)
        found = answers["://" in place]
        if isinstance(found, Manifest):
            return found
        raise NoManifestError(str(found)) from found

    monkeypatch.setattr("cchc.commands.live.find_manifest", find)
    monkeypatch.setattr("cchc.commands.live.day_of_server", lambda _: DAY)
    monkeypatch.setattr("cchc.commands.live.is_ancestor", lambda _place, older, newer: (older, newer) in BEFORE)
    answers[True] = HTTPError("", 404, "Not Found", Message(), None)
    outcome = cchc("live")
    assert outcome.code == 0
    assert "công bố lần đầu" in outcome.out
    answers[True] = TimeoutError("chậm")
    assert cchc("live").code == 1
    answers[True] = manifest(TWO, DAY)
    assert cchc("live").code == 1
    answers[True] = manifest(ONE, DAY)
    assert cchc("live").code == 0
    assert asked[0] == str(base_tree.joinpath("build", "site").relative_to(base_tree))
