"""`cchc serve`: what is on the screen follows what is in the files."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import time
import urllib.request
from typing import TYPE_CHECKING

import pytest

from conftest import BASE
from repositories import lay_out

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PATIENCE_SECONDS = 30


@pytest.fixture
def obeys_interrupts() -> Iterator[None]:
    """Let processes that a test starts obey Ctrl+C, also where the tests themselves run in the background."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("obeys_interrupts")
def test_the_site_is_rebuilt_when_a_file_changes_and_kept_when_the_change_is_wrong(tmp_path: Path) -> None:
    """Build, serve, rebuild on change; a mistake leaves the last good site on the screen; Ctrl+C ends it with 0."""
    place = lay_out(tmp_path / "house", BASE / "data")
    registry = place / "data" / "don-vi.yml"
    text = registry.read_text("utf-8")
    command = [sys.executable, "-m", "cchc", "serve", "--port", "0"]
    with subprocess.Popen(command, cwd=place, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as server:
        assert server.stdout is not None
        try:
            address = next(
                found[0] for line in server.stdout if (found := re.findall(r"http://127\.0\.0\.1:\d+/", line))
            )
            assert "Sở Tài chính" in page(address)
            registry.write_text(text.replace("Sở Tài chính", "Sở Tài chính mới"), "utf-8")
            wait_for(address, "Sở Tài chính mới")
            registry.write_text(text.replace("ten: Sở Tài chính", "tem: Sở Tài chính"), "utf-8")
            assert any("trang cũ giữ nguyên" in line for line in server.stdout)
            assert "Sở Tài chính mới" in page(address)
            server.send_signal(signal.SIGINT)
            assert server.wait(PATIENCE_SECONDS) == 0
        finally:
            server.kill()


def page(address: str) -> str:
    """Fetch the page of agencies."""
    with urllib.request.urlopen(f"{address}co-quan/") as answer:  # noqa: S310 -- the loopback address just printed
        return str(answer.read().decode())


def wait_for(address: str, words: str) -> None:
    """Wait until the page holds some words; a site that never changes fails the test."""
    for _ in range(PATIENCE_SECONDS * 10):
        if words in page(address):
            return
        time.sleep(0.1)
    raise AssertionError(words)
