"""Look at the site on one's own machine: build, serve, rebuild when a watched file changes."""

from __future__ import annotations

import functools
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_QUIET_SECONDS = 0.5


class _Changed(FileSystemEventHandler):
    def __init__(self, flag: threading.Event) -> None:
        self.flag = flag

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in {"created", "modified", "moved", "deleted"}:
            self.flag.set()


def serve(build: Callable[[], int], site: Path, watched: list[Path], port: int) -> int:
    """Build, then serve `site` on the loopback address until interrupted, rebuilding after changes.

    Returns:
        The first build's exit code when it fails; otherwise 0 once interrupted.
    """
    if code := build():
        return code
    changed = threading.Event()
    observer = Observer()
    for folder in watched:
        observer.schedule(_Changed(changed), str(folder), recursive=True)
    observer.start()
    handler = functools.partial(SimpleHTTPRequestHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        print(f"Mở http://127.0.0.1:{server.server_port}/ (Ctrl+C để dừng)", flush=True)
        try:
            while True:
                changed.wait()
                while changed.is_set():
                    changed.clear()
                    threading.Event().wait(_QUIET_SECONDS)
                build()
        except KeyboardInterrupt:
            server.shutdown()
    observer.stop()
    observer.join()
    return 0
