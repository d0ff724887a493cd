"""Built sites on a loopback port, compressed as a public server would, and one Chromium for all tests."""

from __future__ import annotations

import contextlib
import gzip
import io
import mimetypes
import shutil
import threading
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import sync_playwright

from cchc.cli import main
from payloads import GROUPS, ROOT, Built, Slot, build

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Request, Response

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
Scheme = Literal["light", "dark"]
IDLE_SECONDS = 10.0
COMPRESSED = (".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".map")


class _Server(ThreadingHTTPServer):
    """Serves one directory; keeps what it sent, in bytes, by path."""

    daemon_threads = False

    def __init__(self, site: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.site = site
        self.sent: list[tuple[str, int]] = []
        self.cache: dict[Path, bytes] = {}


class _Handler(BaseHTTPRequestHandler):
    """Answers one GET a connection: a file, else the page for what is missing; compressed when that helps."""

    timeout = IDLE_SECONDS
    server: _Server

    def do_GET(self) -> None:
        path = self.server.site / unquote(urlsplit(self.path).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        is_found = path.is_file() and path.resolve().is_relative_to(self.server.site.resolve())
        self.send_response(HTTPStatus.OK if is_found else HTTPStatus.NOT_FOUND)
        path = path if is_found else self.server.site / "404.html"
        body = self._body(path)
        self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
        if path.suffix in COMPRESSED:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # a page may close before all has come
            self.end_headers()
            self.wfile.write(body)
        self.server.sent.append((self.path, len(body)))

    def _body(self, path: Path) -> bytes:
        if path not in self.server.cache:
            raw = path.read_bytes()
            self.server.cache[path] = gzip.compress(raw, 6, mtime=0) if path.suffix in COMPRESSED else raw
        return self.server.cache[path]

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 -- the signature it overrides
        """Say nothing: tests read `sent`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A site on the loopback."""

    origin: str
    root: Path
    sent: list[tuple[str, int]]


@contextlib.contextmanager
def serve(site: Path) -> Iterator[Served]:
    """Serve a directory on a free port until the block ends."""
    server = _Server(site)
    thread = threading.Thread(target=partial(server.serve_forever, poll_interval=0.02))
    thread.start()
    try:
        yield Served(origin=f"http://127.0.0.1:{server.server_port}", root=site, sent=server.sent)
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass(slots=True, kw_only=True)
class Visit:
    """A page that is open, and everything that went wrong on it so far."""

    page: Page
    problems: list[str] = field(default_factory=list)

    def listen(self, origin: str) -> None:
        """Note errors, dialogs, failed requests, and requests that leave the site."""

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                self.problems.append(f"console: {message.text}")

        def on_request(request: Request) -> None:
            parts = urlsplit(request.url)
            if parts.scheme not in {"data", "blob"} and f"{parts.scheme}://{parts.netloc}" != origin:
                self.problems.append(f"request to another origin: {request.url}")

        def on_response(response: Response) -> None:
            if response.status >= HTTPStatus.BAD_REQUEST:
                self.problems.append(f"{response.status}: {response.url}")

        def on_dialog(dialog: Dialog) -> None:
            self.problems.append(f"dialog: {dialog.message}")
            dialog.dismiss()

        self.page.on("console", on_console)
        self.page.on("pageerror", lambda problem: self.problems.append(f"page error: {problem}"))
        self.page.on("request", on_request)
        self.page.on("response", on_response)
        self.page.on("dialog", on_dialog)


@dataclass(slots=True, kw_only=True)
class Reader:
    """Someone with a browser: screen, colour scheme, scripts on or off."""

    context: BrowserContext
    origin: str

    @contextlib.contextmanager
    def visit(self, url: str) -> Iterator[Visit]:
        """Open a page of the site, and close it when the block ends."""
        page = self.context.new_page()
        try:
            visit = Visit(page=page)
            visit.listen(self.origin)
            page.goto(f"{self.origin}/{url}", wait_until="load")
            yield visit
        finally:
            page.close()


@contextlib.contextmanager
def reader(  # noqa: PLR0913 -- what makes readers differ, by name
    browser: Browser,
    served: Served,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    has_scripts: bool = True,
    obeys_csp: bool = True,
) -> Iterator[Reader]:
    """Give a browser profile of its own: nothing cached, nothing stored."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=scheme,
        java_script_enabled=has_scripts,
        bypass_csp=not obeys_csp,
        locale="vi-VN",
        reduced_motion="reduce",
    )
    context.set_default_timeout(IDLE_SECONDS * 1000)
    try:
        yield Reader(context=context, origin=served.origin)
    finally:
        context.close()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start Chromium; where it is missing the tests fail, they are not skipped."""
    assert CHROMIUM.is_file(), "apt-get install chromium (make chromium)"
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        try:
            yield started
        finally:
            started.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Build the repository's own data set, as `make site` does, and serve it."""
    tree = tmp_path_factory.mktemp("real")
    for name in ("data", "docs", "tests/examples"):
        shutil.copytree(ROOT / name, tree / name, symlinks=True)
    shutil.copy(ROOT / "mkdocs.yml", tree)
    said = io.StringIO()
    with contextlib.chdir(tree), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["build"])
    assert code == 0, said.getvalue()
    with serve(tree / "build" / "site") as served:
        yield served


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the site whose every field holds payloads that run if they are ever markup."""
    return build(tmp_path_factory.mktemp("hostile"), lambda slot: slot.text(GROUPS[0]))


@pytest.fixture(scope="session")
def hostile_site(hostile: Built) -> Iterator[Served]:
    """Serve the hostile site."""
    with serve(hostile.site) as served:
        yield served


@pytest.fixture(scope="session")
def long_words(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the site whose every field holds one word of a hundred letters (threat H08)."""

    def text_of(slot: Slot) -> str:
        return f"{slot.marker}{'Ươ' * 50}"

    return build(tmp_path_factory.mktemp("long"), text_of)


@pytest.fixture(scope="session")
def long_words_site(long_words: Built) -> Iterator[Served]:
    """Serve the site of long words."""
    with serve(long_words.site) as served:
        yield served
