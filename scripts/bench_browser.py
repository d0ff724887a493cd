"""How quickly a browser answers a reader of a plan with 500 tasks: a keystroke in the filter, a choice, a sort, search.

Run by `make bench`. The tasks of `data/`'s newest cycle are repeated under new codes. A time runs from the
event until the frame that shows what it did was drawn; the bar is 50 ms a keystroke. Search is timed from the first key
of a first visit, everything still to fetch; its bar is 500 ms.
"""

from __future__ import annotations

import copy
import datetime as dt
import functools
import gzip
import shutil
import statistics
import sys
import tempfile
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Page, sync_playwright

from cchc.publishing.build import build_site
from cchc.reading.load import load

DATA = Path("data")
AS_OF = dt.date(2023, 10, 15)
TASKS = 500
CHROMIUM = "/usr/bin/chromium"
TYPED = ("dat dai", "hồ sơ", "so noi vu", "chuyển đổi số", "zzz")
# Does something to the page, and waits until the frame that shows it was drawn (browsers wait up to 17 ms before they
# begin one); gives milliseconds.
TIMED = """([selector, value, event]) => new Promise(tell => {
  const one = document.querySelector(selector);
  if (value !== null) one.value = value;
  const start = performance.now();
  one.dispatchEvent(new Event(event, { bubbles: true }));
  requestAnimationFrame(() => setTimeout(() => tell(performance.now() - start)));
})"""

# Gives milliseconds from the first key until the first result stands in the page; started before the key is pressed.
FIRST_RESULT = """void (window.taken = new Promise(tell => {
  let pressed;
  addEventListener("keydown", () => { pressed ??= performance.now(); }, true);
  new MutationObserver((_, watcher) => {
    if (!document.querySelector(".md-search-result__item")) return;
    watcher.disconnect();
    tell(performance.now() - pressed);
  }).observe(document.querySelector(".md-search-result__list"), { childList: true });
}))"""
VISITS = 5


def grow(tree: Path) -> None:
    """Make a data tree whose newest plan has so many tasks."""
    shutil.copytree(DATA, tree)
    cycle = max((tree / "ke-hoach").iterdir())
    submissions = {path: yaml.load(path.read_text("utf-8"), yaml.BaseLoader) for path in cycle.glob("bao-cao/*.yml")}  # noqa: S506 -- a base loader: every scalar stays text
    lists = [entry["nhiem_vu"] for one in submissions.values() for entry in one["phan_tich"] + one.get("duy_tri", [])]
    originals = [(tasks, task) for tasks in lists for task in tasks]
    for number in range(TASKS - len(originals)):
        tasks, task = originals[number % len(originals)]
        prefix, _, code = task["ma"].rpartition("-")
        copied: dict[str, Any] = copy.deepcopy(task)  # YAML would write what is shared as an alias
        copied.pop("diem_phan_dau", None)
        tasks.append(copied | {"ma": f"{prefix}-{1 + number // len(originals)}{int(code):02}"})
    for path, content in submissions.items():
        path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), "utf-8")
    (cycle / "khoa.yml").unlink()  # it locks the tasks as they were before they were repeated


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def tell(name: str, times: list[float]) -> None:
    """Print one line of figures."""
    sys.stdout.write(f"{name:<32}{statistics.median(times):6.1f} ms, longest {max(times):.1f} ms, of {len(times)}\n")


def measure(page: Page) -> None:
    """Type, choose and sort, and tell how long each took."""
    box = "form.loc [name=tim]"
    page.locator("form.loc").evaluate("one => one.scrollIntoView()")
    keys = [page.evaluate(TIMED, [box, typed[:end], "input"]) for typed in TYPED for end in range(len(typed) + 1)]
    tell("keystroke in the filter", keys)
    page.evaluate(TIMED, [box, "", "input"])
    status = "form.loc [name=trang-thai]"
    values = page.locator(f"{status} option").evaluate_all("all => all.map(one => one.value)")
    tell("choice in the filter", [page.evaluate(TIMED, [status, value, "input"]) for value in (*values, "")])
    header = "#nhiem-vu th[data-khoa=thoi-han] button"
    tell("sort", [page.evaluate(TIMED, [header, None, "click"]) for _ in range(6)])


def measure_search(browser: Browser, home: str) -> None:
    """Search on first visits: nothing cached, the index not yet fetched."""
    times = []
    for _ in range(VISITS):
        page = browser.new_page()  # a context of its own
        page.goto(home)
        page.locator("input.md-search__input").click()
        page.evaluate(FIRST_RESULT)
        page.keyboard.press("d")
        times.append(page.evaluate("window.taken"))
        page.close()
    tell("first result of search", times)


def main() -> None:
    """Build the site of the grown tree and measure its plan page, wide and narrow."""
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        tree, out = Path(scratch, "data"), Path(scratch, "build")
        grow(tree)
        dataset, _ = load(tree)
        build_site(dataset, tree, AS_OF, None, out)
        plan = max((out / "site" / "ke-hoach").glob("[0-9]*/index.html"))
        raw = plan.read_bytes()
        sys.stdout.write(
            f"plan page, {TASKS} tasks: {len(raw) / 1e3:.0f} KB, {len(gzip.compress(raw)) / 1e3:.0f} KB gz\n"
        )
        handler = functools.partial(_Quiet, directory=str(out / "site"))
        with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--headless", "--no-sandbox"])
            for width in (1280, 320):
                page = browser.new_page(viewport={"width": width, "height": 800})
                page.goto(f"http://127.0.0.1:{server.server_port}/ke-hoach/{plan.parent.name}/")
                sys.stdout.write(f"{width} px wide\n")
                measure(page)
            measure_search(browser, f"http://127.0.0.1:{server.server_port}/")
            browser.close()
            server.shutdown()


if __name__ == "__main__":
    main()
