"""The site as one zip that opens from a disk, without a server or a network.

A browser that reads files shows no folder's page, runs no worker and fetches nothing: addresses are made those of
files, and what the search would fetch comes as scripts (`offline.js`).
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

from cchc.render import links, synonyms
from cchc.render.licence import LICENCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip can tell: the bundle tells no clock
_PLAIN_FILE = 0o100644 << 16
_SCRIPT = "assets/javascripts/offline.js"
_INDEX = "search/search_index.json"
# What the theme brings along and no page asks for: source maps, another search, the server's own files.
_UNUSED = re.compile(r".*\.map|assets/javascripts/(?:lunr|workers)/.*|sitemap\.xml(?:\.gz)?|robots\.txt|404\.html")
# A link of a page to a folder of the site; what a page says can hold no quotation mark as it is.
_TO_FOLDER = re.compile(r'(<(?:a|link) [^>]*?href=")((?:[^":#?]*/)?(?:\.{1,2}(?=[#?"]))?)(?=[#?"])([^"]*")')
_READ_ME = "DOC-TRUOC.txt"
_NOT_INSIDE = (links.MANIFEST, links.BUNDLE)  # what tells the bundle's own hash lies on the public site only


def bundle_bytes(site: Path, folder: str, about: str, address: Callable[[str], str]) -> bytes:
    """Pack a finished site.

    Args:
        site: the directory to pack; every file of it that a reader may need.
        folder: what to call the one folder in the zip.
        about: what this is, as of when, under which terms: stands beside the site as plain text.
        address: writes a path below the site's root as a full address.

    Returns:
        A zip of regular files with relative names, the same bytes for the same site.
    """
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted((*_files(site, address), (_READ_ME, about.encode("utf-8-sig")))):
            entry = zipfile.ZipInfo(f"{folder}/{name}", _EARLIEST)
            entry.compress_type, entry.external_attr, entry.create_system = zipfile.ZIP_DEFLATED, _PLAIN_FILE, 3
            archive.writestr(entry, content)
    return packed.getvalue()


def _files(site: Path, address: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    for path in site.rglob("*"):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or _UNUSED.fullmatch(name):
            continue
        content = path.read_bytes()
        if name.endswith(".html"):
            content = opened_from_disk(content.decode("utf-8"), name, address).encode()
        yield name, content
    for name, variable in ((_INDEX, "__index"), (synonyms.FILE, "__synonyms")):
        script = f"var {variable} = {(site / name).read_text('utf-8').strip()};\n"
        yield f"{name.removesuffix('.json')}.js", script.encode()


def opened_from_disk(page: str, name: str, address: Callable[[str], str]) -> str:
    """Make a page's links lead to files, and let the script that stands in for a server run first.

    Args:
        page: the HTML of a built page.
        name: where it lies below the site's root.
        address: writes a path below the site's root as a full address.
    """
    top = "../" * name.count("/")
    for absent in _NOT_INSIDE:
        page = page.replace(f'href="{top}{absent}"', f'href="{address(absent)}"')
    script = f'<script src="{top}{_SCRIPT}"></script>'
    return _TO_FOLDER.sub(_to_file, page).replace("</title>", f"</title>{script}", 1)


def _to_file(link: re.Match[str]) -> str:
    start, folder, rest = link.groups()
    return f"{start}{folder.rstrip('/')}/index.html{rest}" if folder else link[0]


def about_text(title: str, as_of: str, address: str) -> str:
    """Write what stands beside the site in the bundle, as Notepad reads it."""
    lines = (
        title,
        "",
        "Mở tệp index.html bằng trình duyệt; không cần mạng.",
        f"Nội dung tính đến ngày {as_of}. Bản mới nhất: {address}",
        f"Số liệu và văn bản nằm trong thư mục {links.DATA}",
        f"Giấy phép: {LICENCE.name}, {LICENCE.url}",
        "",
    )
    return "\r\n".join(lines)
