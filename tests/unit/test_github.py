"""The boundary to GitHub reads to the end, refuses what is no list, and keeps the token to itself."""

from __future__ import annotations

import datetime as dt
from email.message import Message
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from cchc.hosting.github import GitHub, GitHubError
from cchc.publishing.reproduce import day_of_server
from cchc.render.manifest import NoManifestError
from drills.fake_github import HOME, FakeGitHub, serving

if TYPE_CHECKING:
    from contextlib import AbstractContextManager


def test_a_list_is_read_to_its_end() -> None:
    """A hundred at a time, as GitHub gives them."""
    fake = FakeGitHub(pulls=[{"number": number} for number in range(250)])
    with serving(fake) as github:
        assert [one["number"] for one in github.every("pulls?state=open")] == list(range(250))
    assert fake.requests == [f"GET {HOME}/pulls"] * 3


def test_what_is_no_list_and_what_does_not_end_are_refused() -> None:
    """A forge that answers otherwise than it must is not followed."""
    fake = FakeGitHub(answers={f"{HOME}/la": {"number": 7}, f"{HOME}/dai": [{}] * 100})
    with serving(fake) as github:
        with pytest.raises(GitHubError, match="không trả về danh sách ở la"):
            list(github.every("la"))
        with pytest.raises(GitHubError, match="dài hơn 5000 mục"):
            list(github.every("dai"))


def test_a_refusal_tells_its_code_and_the_token_is_told_nowhere() -> None:
    """Neither in a message nor in what a debugger shows."""
    with serving(FakeGitHub()) as github, pytest.raises(GitHubError) as refused:
        github.get("khong-co")
    assert (str(refused.value), refused.value.code) == ("GitHub từ chối GET khong-co: 404", 404)
    assert github.token not in f"{github!r}{refused.value!r}"
    assert GitHub(repository="tinh/cchc", token="").home == "https://github.com/tinh/cchc"


@pytest.mark.threat("T08")
def test_the_day_is_asked_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the head of its answer, in UTC; a server that tells none is not guessed for."""
    headers = Message()

    class Answer:
        def __enter__(self) -> SimpleNamespace:
            return SimpleNamespace(headers=headers)

        def __exit__(self, *_: object) -> None:
            pass

    def answer(*_: object, **__: object) -> AbstractContextManager[SimpleNamespace]:
        return Answer()

    monkeypatch.setattr("urllib.request.urlopen", answer)
    with pytest.raises(NoManifestError, match="không cho biết hôm nay"):
        day_of_server("https://cchc.example")
    headers["Date"] = "Fri, 20 Nov 2026 23:59:59 GMT"
    assert day_of_server("https://cchc.example") == dt.date(2026, 11, 20)
    with pytest.raises(NoManifestError, match="phải bắt đầu bằng https"):
        day_of_server("http://cchc.example")
