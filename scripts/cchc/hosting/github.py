"""The one boundary to GitHub: a repository spoken to through the REST API. What is said there is decided elsewhere."""

from __future__ import annotations

import json
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = "https://api.github.com"
VERSION = "2022-11-28"
PAGE_SIZE = 100
_MAX_PAGES = 50
_MAX_BYTES = 16 * 1024 * 1024
_SECONDS = 30


class GitHubError(Exception):
    """GitHub did not answer, or not what was asked; says so in Vietnamese. `code` is HTTP's, 0 without an answer."""

    def __init__(self, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class GitHub:
    """One repository, named `owner/name`. Paths are below the repository's own, or begin with a slash."""

    repository: str
    token: str = field(repr=False)
    root: str = ROOT

    @property
    def home(self) -> str:
        """Address at which people read the repository."""
        return f"https://github.com/{self.repository}"

    def get(self, path: str) -> Any:  # noqa: ANN401 -- whatever JSON is there; the reader of it says what it must be
        """Read one thing.

        Raises:
            GitHubError: it cannot be read.
        """
        return self.send("GET", path)

    def every(self, path: str) -> Iterator[Any]:
        """Read a list to its end, page by page.

        Raises:
            GitHubError: it cannot be read, is no list, or does not end.
        """
        sign = "&" if "?" in path else "?"
        for number in range(1, _MAX_PAGES + 1):
            page = self.get(f"{path}{sign}per_page={PAGE_SIZE}&page={number}")
            if not isinstance(page, list):
                message = f"GitHub không trả về danh sách ở {path}"
                raise GitHubError(message)
            yield from page
            if len(page) < PAGE_SIZE:
                return
        message = f"danh sách ở {path} dài hơn {_MAX_PAGES * PAGE_SIZE} mục"
        raise GitHubError(message)

    def send(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 -- as in `get`
        """Ask GitHub to do something; gives what it says, None when it says nothing.

        Raises:
            GitHubError: it was not done.
        """
        request = urllib.request.Request(  # noqa: S310 -- the root is ours, not a contributor's
            f"{self.root}{path}" if path.startswith("/") else f"{self.root}/repos/{self.repository}/{path}".rstrip("/"),
            data=None if body is None else json.dumps(body).encode(),
            method=method,
            headers={
                "Accept": "application/vnd.github+json",
                "Content-Type": "application/json",
                "User-Agent": "cchc",
                "X-GitHub-Api-Version": VERSION,
                **({"Authorization": f"Bearer {self.token}"} if self.token else {}),
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 -- the same
                content = answer.read(_MAX_BYTES)
            return json.loads(content) if content else None
        except HTTPError as problem:
            problem.close()
            message = f"GitHub từ chối {method} {path or 'kho'}: {problem.code}"
            raise GitHubError(message, problem.code) from problem
        except (OSError, ValueError) as problem:
            message = f"không nói chuyện được với GitHub ({method} {path}): {problem}"
            raise GitHubError(message) from problem
