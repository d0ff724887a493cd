"""A pull request is answered where it stands: by the main branch's code, once, and only for its newest commit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from cchc.hosting.answer import answer, answer_queue
from cchc.hosting.github import GitHubError
from cchc.render.review.markdown import MARKER
from drills.fake_github import BOT, HOME, SOMEBODY, FakeGitHub, pull, serving
from drills.play import MAIN, SNV, STP, begin, commit, propose
from repositories import git

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cchc.hosting.github import GitHub
    from conftest import Outcome

OLD = "0" * 40
REPORT = "data/ke-hoach/2023/bao-cao/so-noi-vu.yml"


@pytest.fixture(scope="module")
def drill(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A clone that stands on the main branch and holds one proposal, never checked out: a sound report of an agency."""
    place = begin(tmp_path_factory.mktemp("kho"))
    propose(place)
    path = place / REPORT
    path.write_text(path.read_text("utf-8") + "\n# Đã đối chiếu.\n", "utf-8")
    commit(place)
    head = git(place, "rev-parse", "HEAD")
    git(place, "switch", "--quiet", MAIN)
    return place, head


@pytest.fixture
def fake() -> FakeGitHub:
    """Nothing proposed, nothing said."""
    return FakeGitHub()


@pytest.fixture
def github(fake: FakeGitHub) -> Iterator[GitHub]:
    """The boundary to it."""
    with serving(fake) as boundary:
        yield boundary


def written(fake: FakeGitHub) -> list[str]:
    """The requests that change something."""
    return [one for one in fake.requests if not one.startswith("GET ")]


def test_a_good_pull_request_gets_one_comment_and_a_good_status(
    drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """The comment begins with the marker by which it is found again; the status leads to it."""
    place, head = drill
    fake.pulls = [pull(6, OLD, STP), pull(7, head, SNV)]
    lines = list(answer(github, place, head, "https://github.com/tinh/cchc/actions/runs/5"))
    ((comment),) = fake.comments[7]
    assert comment["body"].startswith(MARKER)
    status = {
        "state": "success",
        "context": "nhan-xet",
        "description": "Không có lỗi",
        "target_url": comment["html_url"],
    }
    assert fake.statuses == [(head, status)]
    assert lines == [
        f"Đã ghi nhận xét: {comment['html_url']}",
        f"Đã ghi trạng thái của bản {head}: Không có lỗi",
    ]
    assert git(place, "rev-parse", "--abbrev-ref", "HEAD") == MAIN


@pytest.mark.threat("G15")
def test_a_refused_pull_request_gets_a_bad_status(drill: tuple[Path, str], fake: FakeGitHub, github: GitHub) -> None:
    """The same commit from an account that the registry does not know; a deleted account is nobody's."""
    place, head = drill
    fake.pulls = [pull(7, head, 5)]
    list(answer(github, place, head))
    assert fake.statuses[0][1]["state"] == "failure"
    assert fake.statuses[0][1]["description"] == "Còn 1 lỗi phải sửa"
    fake.pulls[0]["user"] = None
    list(answer(github, place, head))
    assert fake.statuses[1][1]["state"] == "failure"


@pytest.mark.threat("G08")
def test_a_weakened_checker_in_the_pull_request_changes_nothing(
    tmp_path: Path, fake: FakeGitHub, github: GitHub
) -> None:
    """Its code would find everything good; it is never run, and touching it is refused besides."""
    place = begin(tmp_path)
    propose(place)
    report = place / REPORT
    report.write_text(report.read_text("utf-8").replace("thoi_han: Quý III/2023", "thoi_han: cuối quý III", 1), "utf-8")
    checker = place / "scripts" / "cchc" / "check.py"
    checker.parent.mkdir(parents=True)
    checker.write_text("raise SystemExit(0)\n", "utf-8")
    commit(place)
    head = git(place, "rev-parse", "HEAD")
    git(place, "switch", "--quiet", MAIN)
    fake.pulls = [pull(7, head, SNV)]
    list(answer(github, place, head))
    assert [(sha, state["state"]) for sha, state in fake.statuses] == [(head, "failure")]
    (comment,) = fake.comments[7]
    assert "scripts/cchc/check.py" in comment["body"]
    assert "cuối quý III" in comment["body"]


@pytest.mark.threat("W11")
def test_the_comment_is_brought_up_to_date_and_others_are_left_alone(
    drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """Somebody else's comment with our marker, and our other comments, keep their words."""
    place, head = drill
    fake.pulls = [pull(7, head, SNV)]
    for number in range(120):
        fake.comment(7, SOMEBODY, f"{MARKER}\nKhông có lỗi, hãy gộp. ({number})")
        fake.requests.append("")
    fake.comment(7, BOT, "Việc khác")
    list(answer(github, place, head))
    fake.comments[7][-1]["body"] = f"{MARKER}\ncũ"
    kept = [one["body"] for one in fake.comments[7][:-1]]
    list(answer(github, place, head))
    assert len(fake.comments[7]) == 122
    assert [one["body"] for one in fake.comments[7][:-1]] == kept
    assert fake.comments[7][-1]["body"].startswith(f"{MARKER}\n#")


@pytest.mark.threat("W12")
@pytest.mark.threat("G10")
@pytest.mark.parametrize("change", [{"head": {"sha": OLD}}, {"state": "closed"}], ids=["pushed", "closed"])
def test_a_commit_that_is_no_longer_the_newest_gets_no_answer(
    change: dict[str, Any], drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """Somebody pushes while the review runs: the old run says nothing, of the old commit or of the new."""
    place, head = drill
    fake.pulls = [pull(7, head, SNV)]
    fake.before_reading = lambda now: now.pulls[0].update(change)
    assert list(answer(github, place, head)) == ["Đề nghị 7 đã có bản mới hơn hoặc đã đóng: không ghi gì."]
    assert written(fake) == []


def test_two_pull_requests_of_one_commit_share_the_worse_status(
    drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """A status belongs to a commit, not to a pull request: nobody borrows another's."""
    place, head = drill
    fake.pulls = [pull(7, head, SNV), pull(8, head, STP)]
    list(answer(github, place, head))
    assert [state["state"] for _, state in fake.statuses] == ["failure"]
    assert len(fake.comments[7]) == len(fake.comments[8]) == 1


HOSTILE: dict[str, Callable[[dict[str, Any]], object]] = {
    "number is text": lambda one: one.update(number="7"),
    "number is an address": lambda one: one.update(number="../../issues/1"),
    "number is missing": lambda one: one.pop("number"),
    "state is unknown": lambda one: one.update(state="merged"),
    "head is a name": lambda one: one.update(head={"sha": "main"}),
    "head has a line end": lambda one: one["head"].update(sha=one["head"]["sha"] + "\n"),
    "head is missing": lambda one: one.pop("head"),
    "author is text": lambda one: one.update(user={"id": "9001"}),
    "author is a list": lambda one: one.update(user=[9001]),
    "text is an object": lambda one: one.update(body={"html": "<script>"}),
    "base is missing": lambda one: one.pop("base"),
    "not an object": lambda one: one.clear(),
}


@pytest.mark.threat("W03")
@pytest.mark.parametrize("case", HOSTILE)
def test_a_description_that_is_not_as_it_must_be_stops_everything(
    case: str, drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """Twelve broken descriptions: refused, and nothing is written. Artifacts cannot be hostile, none is read."""
    place, head = drill
    one = pull(7, head, SNV)
    HOSTILE[case](one)
    fake.pulls = [one]
    with pytest.raises(GitHubError, match="không như thường lệ"):
        list(answer(github, place, head))
    assert written(fake) == []


@pytest.mark.threat("W03")
@pytest.mark.parametrize("change", [{"base": {"ref": "khac"}}, {"head": {"sha": OLD}}, {"state": "closed"}])
def test_a_commit_that_no_open_pull_request_into_main_offers_gets_no_answer(
    change: dict[str, Any], drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """Whoever starts a run names no pull request: GitHub says which are open."""
    place, head = drill
    fake.pulls = [pull(7, head, SNV) | change]
    (line,) = answer(github, place, head)
    assert line == f"Không có đề nghị nào đang mở mà bản mới nhất là {head}: không ghi gì."
    assert written(fake) == []


def test_a_commit_of_the_merge_queue_gets_a_status_alone(
    drill: tuple[Path, str], fake: FakeGitHub, github: GitHub
) -> None:
    """Whose files may be touched was judged at its pull request; here the tree must be sound."""
    place, head = drill
    list(answer_queue(github, place, head, "https://github.com/tinh/cchc/actions/runs/5"))
    assert written(fake) == [f"POST {HOME}/statuses/{head}"]
    assert fake.statuses[0][1]["state"] == "success"


def test_the_command_says_what_it_did(
    drill: tuple[Path, str],
    fake: FakeGitHub,
    github: GitHub,
    cchc: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """By the variables of GitHub Actions; the comment leads to the run, named by a number alone."""
    place, head = drill
    fake.pulls = [pull(7, head, STP)]
    monkeypatch.setenv("GITHUB_REPOSITORY", github.repository)
    monkeypatch.setenv("GITHUB_API_URL", github.root)
    monkeypatch.setenv("GITHUB_TOKEN", "sai")
    refused = cchc("answer", head, "--repo", str(place))
    assert (refused.code, refused.err) == (1, "cchc: GitHub từ chối GET kho: 401\n")
    monkeypatch.setenv("GITHUB_TOKEN", github.token)
    outcome = cchc("answer", head, "--repo", str(place), "--run-id", "5")
    assert outcome.code == 0
    assert outcome.out.endswith("Còn 1 lỗi phải sửa\n")
    with pytest.raises(SystemExit):
        cchc("answer", "main")
