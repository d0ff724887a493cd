"""Build and publish: made in a fresh directory, checked, and only then put in place (threats B01–B03)."""

from __future__ import annotations

import ctypes
import datetime as dt
import logging
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.parallel import begin, in_two
from cchc.catalogue import read_catalogue
from cchc.export.dictionary import dictionary_page
from cchc.export.edition_pages import edition_pages
from cchc.export.published import Published, bundle_of, contents_of, published_files
from cchc.figures.report import report_on
from cchc.publishing.audit import expected_totals
from cchc.publishing.verify import verify_site
from cchc.render import links, synonyms
from cchc.render.chronicle.html import history_html, tell
from cchc.render.config import config_text
from cchc.render.downloads import facts_of, fill_blanks
from cchc.render.manifest import describe_site
from cchc.render.site import Page, page_renderer, site_pages
from cchc.render.view import View
from cchc.revisions.chronicle import chronicle

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from cchc.git import Revision
    from cchc.model import Dataset
    from cchc.revisions.chronicle import Chronicle

STAGING_PREFIX = ".dang-dung-"
PUBLISHED = ("docs", "mkdocs.yml", "site")
MKDOCS_CONFIG = Path("mkdocs.yml")
LOCK = Path("requirements.lock")
DOCUMENTS = Path("docs")
OVERRIDES = DOCUMENTS / "overrides"  # the theme's, not documents
JOURNAL = "nhat-ky.md"
EXAMPLES = Path("tests/examples")  # what the pages of the rules quote
MAX_PROBLEMS_SHOWN = 20
COMMITS_TOLD = 20


class BuildError(Exception):
    """The site could not be built or did not pass its checks: a defect of ours, told in Vietnamese."""


def build_site(dataset: Dataset, data: Path, as_of: dt.date, revision: Revision | None, out: Path) -> int:
    """Render, run MkDocs, check the result and publish it; on any failure the old site stays as it was.

    Args:
        dataset: a data set without errors.
        data: the tree it was read from, for the independent counter.
        as_of: the day the site speaks of.
        revision: the commit that the tree stands on, if known.
        out: receives `docs`, `mkdocs.yml` and `site`.

    Returns:
        How many pages were published.

    Raises:
        BuildError: when MkDocs fails or a check on the result does.
    """
    out.mkdir(parents=True, exist_ok=True)
    _clear_up(out)
    staging = Path(tempfile.mkdtemp(prefix=STAGING_PREFIX, dir=out))
    staging.chmod(0o755)
    try:
        read = begin(lambda: (read_catalogue(EXAMPLES), expected_totals(data, as_of)))
        reports = [report_on(dataset, cycle, as_of) for _, cycle in sorted(dataset.cycles.items(), reverse=True)]
        catalogue, totals = read()
        files = published_files(dataset, reports, as_of, revision)
        pages = [*site_pages(dataset, reports, catalogue, [one.download for one in files]), dictionary_page()]
        pages += edition_pages(dataset, reports, as_of)
        _write_documents(pages, page_renderer(dataset, as_of, revision, _journal()), staging / "docs")
        (staging / "docs" / synonyms.FILE).write_text(synonyms.as_json(dataset.agencies.values()), "utf-8")
        _write_config(staging, staging, dataset, as_of, revision)
        beside = begin(
            lambda: (contents_of(files), history_html(View(dataset, as_of, revision), read_history(data, revision)))
        )
        _run_mkdocs(staging / "mkdocs.yml", as_of)
        contents, told = beside()
        _tell_history(staging / "site", told)
        _add_files(staging / "site", files, contents, lambda: bundle_of(staging / "site", dataset, as_of))
        manifest = describe_site(dataset, as_of, revision, LOCK, staging / "site")
        (staging / "site" / links.MANIFEST).write_text(manifest.as_text(), "utf-8", newline="\n")
        expected = {page.url for page in pages}
        problems = verify_site(staging / "site", expected, totals, reports)
        if problems:
            shown = "\n".join(problems[:MAX_PROBLEMS_SHOWN])
            rest = len(problems) - MAX_PROBLEMS_SHOWN
            message = f"trang dựng xong nhưng không qua kiểm tra:\n{shown}" + (
                f"\n… và {rest} lỗi khác" if rest > 0 else ""
            )
            raise BuildError(message)
        _write_config(staging, out, dataset, as_of, revision)
        for name in PUBLISHED:
            replace(staging / name, out / name)
        return len(expected)
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _clear_up(out: Path) -> None:
    """Mend what a killed build left behind: put back what was being replaced, remove what was being made."""
    for name in PUBLISHED:
        if _set_aside(out / name).exists() and not (out / name).exists():
            _set_aside(out / name).rename(out / name)
    for path in out.glob(f"{STAGING_PREFIX}*"):
        shutil.rmtree(path, ignore_errors=True)


def _journal() -> str:
    return (DOCUMENTS / JOURNAL).read_text("utf-8")


def _write_documents(pages: Sequence[Page], render: Callable[[Page], str], target: Path) -> None:
    """Put the hand-written documents and the rendered pages side by side, as MkDocs wants them."""
    shutil.copytree(DOCUMENTS, target, ignore=shutil.ignore_patterns(JOURNAL, OVERRIDES.name))
    for page in pages:
        if (target / page.path).exists():
            message = f"trang viết tay docs/{page.path} trùng với trang sinh ra"
            raise BuildError(message)

    def write(share: Sequence[Page]) -> None:
        for page in share:
            place = target / page.path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(render(page), "utf-8", newline="\n")

    in_two(write, pages)


def read_history(data: Path, revision: Revision | None) -> Chronicle | None:
    """Read what the last commits changed, file by file; only where whoever rebuilds finds the same."""
    if revision is None or not revision.is_whole:
        return None
    return chronicle(data, revision.sha, limit=COMMITS_TOLD, with_plans=False)


def _tell_history(site: Path, told: str) -> None:
    """Write into the journal's finished page what commits changed: read beside MkDocs, it costs no time."""
    place = site / links.JOURNAL / "index.html"
    place.write_text(tell(place.read_text("utf-8"), told), "utf-8", newline="\n")


def _add_files(
    site: Path, files: Sequence[Published], contents: Mapping[str, bytes], bundle: Callable[[], bytes]
) -> None:
    """Put the files that are published beside the pages, and say on the page that lists them what they are.

    The last is the bundle of all else: inside it, where its own hash would stand, stands that it is this one.
    """
    for name, content in contents.items():
        place = site / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)
    paths = {one.download.path for one in files} - {links.BUNDLE}
    facts = {path: facts_of((site / path).read_bytes()) for path in paths}
    place = site / links.FIGURES / "index.html"
    page = place.read_text("utf-8")
    place.write_text(
        fill_blanks(page, facts | {links.BUNDLE: ("gói này", "xem trang công khai")}), "utf-8", newline="\n"
    )
    packed = bundle()
    (site / links.BUNDLE).write_bytes(packed)
    place.write_text(fill_blanks(page, facts | {links.BUNDLE: facts_of(packed)}), "utf-8", newline="\n")


def _write_config(staging: Path, home: Path, dataset: Dataset, as_of: dt.date, revision: Revision | None) -> None:
    """Write into `staging` the configuration as it must read where it will lie, in `home`."""
    inherited, overrides = (Path(os.path.relpath(path, home)).as_posix() for path in (MKDOCS_CONFIG, OVERRIDES))
    text = config_text(dataset, as_of, revision, inherited, overrides)
    (staging / "mkdocs.yml").write_text(text, "utf-8", newline="\n")


def _run_mkdocs(config: Path, as_of: dt.date) -> None:
    """Run MkDocs in this process (it shares half of its imports with ours), strictly."""
    midnight = dt.datetime(as_of.year, as_of.month, as_of.day, tzinfo=dt.UTC)
    os.environ |= {"SOURCE_DATE_EPOCH": str(int(midnight.timestamp())), "NO_MKDOCS_2_WARNING": "1"}
    from mkdocs.commands import build  # noqa: PLC0415 -- after the environment it reads at import is set
    from mkdocs.config import load_config  # noqa: PLC0415 -- the same
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 -- the same

    heard = _Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate = False
    try:
        loaded = load_config(str(config), strict=True)
        loaded.plugins.on_startup(command="build", dirty=False)
        build.build(loaded)
        loaded.plugins.on_shutdown()
    except (MkDocsException, SystemExit) as problem:
        lines = [*heard.lines, str(problem)]
        message = "MkDocs không dựng được trang:\n" + "\n".join(lines[-MAX_PROBLEMS_SHOWN:])
        raise BuildError(message) from problem
    finally:
        logger.removeHandler(heard)


class _Heard(logging.Handler):
    """Keeps what MkDocs warned of, to be told only if the build fails."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def replace(source: Path, target: Path) -> None:
    """Put `source` where `target` is, in one step where the system can exchange two names, else in two renames."""
    if source.is_file() or not target.exists():
        source.replace(target)
        return
    if not _exchange(source, target):
        old = _set_aside(target)
        shutil.rmtree(old, ignore_errors=True)
        target.rename(old)
        source.rename(target)
        shutil.rmtree(old, ignore_errors=True)


def _set_aside(target: Path) -> Path:
    return target.with_name(f"{STAGING_PREFIX}cu-{target.name}")


def _exchange(source: Path, target: Path) -> bool:
    """Swap two directories in one step (Linux `renameat2`, RENAME_EXCHANGE); False where that cannot be done."""
    at_working_directory, rename_exchange = -100, 2
    with suppress(AttributeError, OSError):
        library = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(source), os.fsencode(target)
        return bool(
            library.renameat2(at_working_directory, names[0], at_working_directory, names[1], rename_exchange) == 0
        )
    return False
