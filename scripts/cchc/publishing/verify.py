"""Checks on the built site, read back from the pages themselves (threats H05, H07, H09, H10, B03, B09)."""

from __future__ import annotations

import posixpath
import stat
from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import unquote, urlsplit

import lxml.etree

from cchc.basics.decimals import format_decimal
from cchc.basics.parallel import in_two
from cchc.publishing.heads import head_problems, policy_problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from cchc.figures.report import CycleReport

# Data text can hold none of these in a page's source: its braces are written as references.
_RESIDUE = (b"{{", b"{%", b"%}", b"}}", b"{#", b"Traceback (most recent", b"\x00", b"\x01", b"\x02", b"\x03")
_FETCHED, _LINKED, _IDS, _TASKS, _STATUS = (
    lxml.etree.XPath(query, smart_strings=False)
    for query in (
        "//*[not(self::a)]/@src | //link[@rel!='canonical']/@href",
        "//a/@href",
        "//@id",
        "//@data-nv",
        "//@data-trang-thai",
    )
)
_PARSER = lxml.etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_blank_text=True)
_SMALLEST_PAGE = 2_000
_ILLUSTRATIVE = b'class="nhan nhan-minh-hoa"'
_LARGEST_SITE = 100 * 1_000_000  # bytes: what the host unpacks without trouble, several times a province's site
_NOT_FOUND = "404.html"  # served at any depth, so its links are absolute; no search engine finds it


@dataclass(frozen=True, slots=True, kw_only=True)
class BuiltPage:
    """What the checks need of one built page; `links` are inner ones: as written, resolved target, anchor."""

    url: str
    problems: tuple[str, ...]
    ids: frozenset[str]
    links: tuple[tuple[str, str, str], ...]
    tasks: Counter[str]
    totals: tuple[tuple[str, str, str], ...]
    status: str


def verify_site(
    site: Path, expected: set[str], totals: Mapping[tuple[str, str], Decimal], reports: list[CycleReport]
) -> list[str]:
    """Read a built site back and list everything that is wrong with it.

    Args:
        site: the directory MkDocs wrote.
        expected: addresses of the pages that must exist.
        totals: figures from the independent counter, by page and name.
        reports: the cycles whose tasks must stand on their pages.

    Returns:
        Problems in Vietnamese, empty when the site may be published.
    """
    problems = _unfit_files(site)
    pages: dict[str, BuiltPage] = {}

    def read(paths: Sequence[Path]) -> list[BuiltPage]:
        return [_read_page(_url(path, site), path.read_bytes()) for path in paths]

    for part in in_two(read, sorted(site.rglob("*.html"))):
        pages |= {page.url: page for page in part}
    problems += [problem for url in sorted(pages) for problem in pages[url].problems]
    problems += [f"thiếu trang /{url}" for url in sorted(expected - pages.keys())]
    problems += _link_problems(site, pages)
    problems += _orphan_problems(pages)
    problems += _total_problems(pages, totals)
    for report in reports:
        problems += _task_problems(pages, report)
        problems += _status_problems(pages, report)
    return problems


def _unfit_files(site: Path) -> list[str]:
    """List what may not be handed to a host: links, devices, too many bytes (threat B09)."""
    kinds = [(path, path.lstat()) for path in sorted(site.rglob("*"))]
    odd = [path for path, kind in kinds if not (stat.S_ISREG(kind.st_mode) or stat.S_ISDIR(kind.st_mode))]
    problems = [f"{path.relative_to(site).as_posix()}: không phải tệp thường" for path in odd]
    size = sum(kind.st_size for _, kind in kinds if stat.S_ISREG(kind.st_mode))
    if size > _LARGEST_SITE:
        problems.append(f"trang nặng {size} byte, quá {_LARGEST_SITE} byte")
    return problems


def _url(path: Path, site: Path) -> str:
    return path.relative_to(site).as_posix().removesuffix("index.html")


def _read_page(url: str, raw: bytes) -> BuiltPage:
    """Read what the checks need of one page."""
    start, end = raw.find(b"<article"), raw.rfind(b"</article>")
    article = raw[start:end] if 0 <= start < end else raw
    problems = [f"trang ngắn bất thường ({len(raw)} byte)"] if len(raw) < _SMALLEST_PAGE else []
    problems += [
        f"còn sót “{mark.decode()}” của khuôn mẫu hoặc lỗi chương trình" for mark in _RESIDUE if mark in article
    ]
    document = lxml.etree.fromstring(raw, _PARSER)
    ids = Counter(_strings(_IDS, document))
    fetched = _strings(_FETCHED, document)
    problems += [f"tải tài nguyên từ máy chủ khác: {link}" for link in fetched if urlsplit(link).netloc]
    figures = document.iterfind(".//data[@data-tong]") if b"data-tong" in article else ()
    problems += [f"mã “{name}” dùng {count} lần" for name, count in ids.items() if count > 1]
    problems += policy_problems(document)
    problems += head_problems(document, is_illustrative=_ILLUSTRATIVE in article) if url != _NOT_FOUND else ()
    return BuiltPage(
        url=url,
        problems=tuple(f"/{url}: {problem}" for problem in problems),
        ids=frozenset(ids),
        links=tuple(_inner_links(url, {*fetched, *_strings(_LINKED, document)})),
        tasks=Counter(_strings(_TASKS, document)),
        totals=tuple((str(one.get("data-tong")), str(one.get("value")), str(one.text)) for one in figures),
        status="".join(_strings(_STATUS, document)) if b"data-trang-thai" in article else "",
    )


def _strings(query: lxml.etree.XPath, document: Any) -> list[str]:  # noqa: ANN401 -- the stubs name an element type that is private
    """Give the attribute values that a query finds."""
    return cast("list[str]", query(document))


def _inner_links(page: str, links: set[str]) -> Iterator[tuple[str, str, str]]:
    """Resolve the links that stay inside the site, as paths below its root."""
    if page == _NOT_FOUND:
        return
    for link in sorted(links):
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc:
            path = unquote(parts.path)
            target = posixpath.normpath(posixpath.join("/", page, path)).lstrip("/") if path else page
            yield link, target, unquote(parts.fragment)


def _page_at(target: str) -> str:
    """Give the address of the page that a resolved link leads to, if it leads to one."""
    return f"{target}/" if target and not target.endswith(("/", ".html")) else target


def _link_problems(site: Path, pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    known_files: dict[str, bool] = {}
    for page in pages.values():
        for link, target, anchor in page.links:
            as_page = _page_at(target)
            if as_page in pages:
                if anchor and anchor not in pages[as_page].ids:
                    yield f"/{page.url}: liên kết tới mốc không có: {link}"
                continue
            if target not in known_files:
                known_files[target] = (site / target).is_file()
            if not known_files[target]:
                yield f"/{page.url}: liên kết hỏng: {link}"


def _orphan_problems(pages: Mapping[str, BuiltPage]) -> Iterator[str]:
    """Walk the links from the home page: a page that no way leads to is read by nobody (threat H10)."""
    reached, waiting = {"", _NOT_FOUND}, [""]
    while waiting and waiting[-1] in pages:
        found = {_page_at(target) for _, target, _ in pages[waiting.pop()].links} & pages.keys() - reached
        reached |= found
        waiting += found
    for url in sorted(pages.keys() - reached):
        yield f"/{url}: không có đường nào dẫn tới từ trang chủ"


def _total_problems(pages: Mapping[str, BuiltPage], expected: Mapping[tuple[str, str], Decimal]) -> Iterator[str]:
    for (url, name), value in sorted(expected.items()):
        shown = [total for total in (pages[url].totals if url in pages else ()) if total[0] == name]
        if not shown:
            yield f"/{url}: thiếu con số “{name}” (bộ đếm độc lập: {format_decimal(value)})"
        for _, machine, text in shown:
            if _decimal(machine) != value or _decimal(text) != value:
                yield f"/{url}: con số “{name}” trên trang là {text}, bộ đếm độc lập tính được {format_decimal(value)}"


def _decimal(text: str) -> Decimal | None:
    try:
        return Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None


def _task_problems(pages: Mapping[str, BuiltPage], report: CycleReport) -> Iterator[str]:
    """Every task stands once on each page where a reader would look for it, and on no other."""
    below = {
        ref: [
            f"tieu-chi/{one.framework.id}/{code}/"
            for one in report.evaluations
            for code in one.framework.criteria
            if ref.covers(one.framework.id, code)
        ]
        for ref in {ref for task in report.tasks for ref in task.criteria}
    }
    for task in report.tasks:
        wanted = {f"nhiem-vu/{report.year}/{task.code}/", f"ke-hoach/{report.year}/"}
        wanted |= {
            url if (url := f"co-quan/{unit}/") in pages else f"co-quan/nhom/{unit}/"
            for unit in (task.lead, task.agency, *task.implementers, *task.partners)
        }
        wanted |= {url for ref in task.criteria for url in below[ref]}
        if report.is_tracked and task.code in report.state_by_code:
            wanted.add(f"tien-do/{report.year}/")
        found = {url: page.tasks[task.code] for url, page in pages.items() if task.code in page.tasks}
        for url in sorted(wanted | found.keys()):
            expected = int(url in wanted)
            if found.get(url, 0) != expected:
                yield f"/{url}: nhiệm vụ {task.code} phải xuất hiện {expected} lần; thấy {found.get(url, 0)}"


def _status_problems(pages: Mapping[str, BuiltPage], report: CycleReport) -> Iterator[str]:
    """The counts on the progress page and on the leading agencies' equal the number of task pages in each class."""
    if not report.is_tracked:
        return
    counted: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for task in report.tasks:
        page = pages.get(f"nhiem-vu/{report.year}/{task.code}/")
        status = page.status if page else ""
        counted[f"tien-do/{report.year}/", "trang-thai"][status] += 1
        counted[f"tien-do/{report.year}/", f"trang-thai:{task.lead}"][status] += 1
        counted[f"co-quan/{task.lead}/", f"trang-thai:{report.year}"][status] += 1
    for (url, kind), number in counted.items():
        for name, _, text in pages[url].totals if url in pages else ():
            head, _, status = name.rpartition(":")
            if head == kind and _decimal(text) != number[status]:
                yield f"/{url}: “{status}” ghi {text}, các trang nhiệm vụ có {number[status]}"
