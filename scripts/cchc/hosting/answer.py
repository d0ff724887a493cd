"""Answer a pull request where it stands: one comment kept up to date, and a status bound to the commit reviewed.

Runs from the main branch's code (threat G08). Nothing that the pull request's own run produced is read: no artifact,
no output, no number. Which pull request a commit belongs to is asked of GitHub (threat W03), and asked again before
anything is written: a commit that is no longer the newest gets no answer (threat W12).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from cchc.basics.diagnostics import Severity
from cchc.hosting.github import GitHubError
from cchc.render.review import FORMATS
from cchc.render.review.markdown import MARKER
from cchc.revisions.review import review

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cchc.basics.diagnostics import Diagnostic
    from cchc.hosting.github import GitHub

CONTEXT = "nhan-xet"  # the status that the ruleset demands by name
BOT = 41898282  # the account under which GitHub Actions writes


class _Part(BaseModel):
    """A part of what GitHub says, as it must be; what else it says is not looked at."""

    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)


_Asked = TypeVar("_Asked", bound=_Part)


class _Repository(_Part):
    default_branch: str


class _User(_Part):
    id: int


class _Commit(_Part):
    sha: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{40}$")]


class _Branch(_Part):
    ref: str


class _Pull(_Part):
    number: int
    state: Literal["open", "closed"]
    head: _Commit
    base: _Branch
    user: _User | None  # None for a deleted account
    body: str | None


class _Comment(_Part):
    id: int
    user: _User | None
    body: str | None
    html_url: str


def answer(github: GitHub, repository: Path, head: str, more_at: str = "") -> Iterator[str]:
    """Review every open pull request whose newest commit is `head`, and say there what was found.

    Args:
        github: where the repository lives.
        repository: a folder of a clone that stands on the main branch and holds the commit.
        head: the commit, 40 letters.
        more_at: the address at which the run that asked for this can be read.

    Yields:
        What was done, in Vietnamese, for the log.

    Raises:
        GitHubError: GitHub does not do or describe something as it must.
        NoCommitError: the clone does not hold the commit.
    """
    branch = _read(_Repository, github.get("")).default_branch
    pulls = [_read(_Pull, row) for row in github.every("pulls?state=open&sort=updated&direction=desc")]
    mine = [pull for pull in pulls if (pull.state, pull.base.ref, pull.head.sha) == ("open", branch, head)]
    if not mine:
        yield f"Không có đề nghị nào đang mở mà bản mới nhất là {head}: không ghi gì."
        return
    # Two pull requests may offer the same commit and share its status: it is good only if both are.
    errors, address = 0, ""
    for pull in mine:
        author = pull.user.id if pull.user else 0  # nobody's number
        found = review(repository, "HEAD", head, author=author, message=pull.body or "")
        now = _read(_Pull, github.get(f"pulls/{pull.number}"))
        if (now.state, now.head.sha) != ("open", head):
            yield f"Đề nghị {pull.number} đã có bản mới hơn hoặc đã đóng: không ghi gì."
            return
        address = _tell(github, pull.number, FORMATS["markdown"](found, more_at))
        yield f"Đã ghi nhận xét: {address}"
        errors += _errors(found.findings)
    yield _set_status(github, head, errors, address)


def answer_queue(github: GitHub, repository: Path, head: str, more_at: str = "") -> Iterator[str]:
    """Say of a commit of the merge queue whether its data has errors; who may what was judged at its pull requests."""
    yield _set_status(github, head, _errors(review(repository, "HEAD", head).after.findings), more_at)


def _read(what: type[_Asked], row: object) -> _Asked:
    try:
        return what.model_validate(row)
    except ValidationError as problem:
        message = f"GitHub trả lời không như thường lệ ở {problem.error_count()} chỗ, nên không ghi gì"
        raise GitHubError(message) from problem


def _tell(github: GitHub, number: int, text: str) -> str:
    """Write the one comment, or bring it up to date; others' are left alone, whatever they hold (threat W11)."""
    for row in github.every(f"issues/{number}/comments"):
        comment = _read(_Comment, row)
        if comment.user and comment.user.id == BOT and (comment.body or "").startswith(MARKER):
            github.send("PATCH", f"issues/comments/{comment.id}", {"body": text})
            return comment.html_url
    return _read(_Comment, github.send("POST", f"issues/{number}/comments", {"body": text})).html_url


def _errors(findings: Iterable[Diagnostic]) -> int:
    return sum(one.severity is Severity.ERROR for one in findings)


def _set_status(github: GitHub, head: str, errors: int, address: str) -> str:
    """Bind the verdict to the commit; its words are ours and a number, nothing of a contributor's (threat W08)."""
    verdict = f"Còn {errors} lỗi phải sửa" if errors else "Không có lỗi"
    status = {"state": "failure" if errors else "success", "context": CONTEXT, "description": verdict}
    github.send("POST", f"statuses/{head}", {**status, "target_url": address} if address else status)
    return f"Đã ghi trạng thái của bản {head}: {verdict}"
