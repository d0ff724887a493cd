"""A GitHub of our own on this machine: enough of the REST API to answer pull requests and to compare settings."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from cchc.hosting.github import GitHub

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPOSITORY = "tinh/cchc"
HOME = f"/repos/{REPOSITORY}"
BOT, SOMEBODY = 41898282, 77


def pull(number: int, head: str, author: int, body: str | None = "", base: str = "main") -> dict[str, Any]:
    """Describe an open pull request as GitHub does."""
    user = {"id": author, "login": "nguoi-gui"}
    return {
        "number": number,
        "state": "open",
        "head": {"sha": head, "ref": "sua"},
        "base": {"ref": base},
        "user": user,
        "body": body,
    }


@dataclass
class FakeGitHub:
    """What the repository holds; `before_reading` may change it just before a pull request is read on its own."""

    pulls: list[Any] = field(default_factory=list)
    comments: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    statuses: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=lambda: {HOME: {"default_branch": "main"}})
    requests: list[str] = field(default_factory=list)
    before_reading: Callable[[FakeGitHub], None] = lambda _: None

    def comment(self, number: int, user: int, body: str) -> dict[str, Any]:
        """Write a comment as somebody."""
        address = f"https://github.com/{REPOSITORY}/pull/{number}#issuecomment-{len(self.requests)}"
        written = {"id": 1000 + len(self.requests), "user": {"id": user}, "body": body, "html_url": address}
        self.comments.setdefault(number, []).append(written)
        return written

    def answer(self, method: str, path: str, body: Any) -> Any:  # noqa: ANN401, PLR0911 -- JSON; one line a request
        """Do what is asked; None when there is no such thing."""
        place, _, query = path.partition("?")
        parts = place.removeprefix(f"{HOME}/").split("/")
        page = slice(100 * (int(parse_qs(query).get("page", ["1"])[0]) - 1), None)
        match method, parts:
            case "GET", ["pulls"]:
                return self.pulls[page][:100]
            case "GET", ["pulls", number]:
                self.before_reading(self)
                return next((one for one in self.pulls if one["number"] == int(number)), None)
            case "GET", ["issues", number, "comments"]:
                return self.comments.get(int(number), [])[page][:100]
            case "POST", ["issues", number, "comments"]:
                return self.comment(int(number), BOT, body["body"])
            case "PATCH", ["issues", "comments", number]:
                (one,) = (one for them in self.comments.values() for one in them if one["id"] == int(number))
                one["body"] = body["body"]
                return one
            case "POST", ["statuses", sha]:
                self.statuses.append((sha, body))
                return {}
        return self.answers.get(place) if method == "GET" else None


@contextmanager
def serving(fake: FakeGitHub) -> Iterator[GitHub]:
    """Serve it on this machine; gives the boundary that speaks to it."""

    class Handler(BaseHTTPRequestHandler):
        def _handle(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            fake.requests.append(f"{self.command} {urlsplit(self.path).path}")
            found = fake.answer(self.command, self.path, body)
            allowed = self.headers["Authorization"] == "Bearer ma-truy-cap"
            self.send_response(401 if not allowed else 404 if found is None else 200)
            self.end_headers()
            self.wfile.write(json.dumps(found).encode() if allowed and found is not None else b"{}")

        do_GET = do_POST = do_PATCH = _handle  # noqa: N815 -- names that the base class looks for

        def log_message(self, *_: object) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        root = f"http://127.0.0.1:{server.server_address[1]}"
        yield GitHub(repository=REPOSITORY, token="ma-truy-cap", root=root)  # noqa: S106 -- it opens nothing
    finally:
        server.shutdown()
        server.server_close()
