"""Rebuild what was published and compare it file by file (threat B05)."""

from __future__ import annotations

import urllib.request
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError
from urllib.parse import urlsplit

from cchc.render.links import MANIFEST
from cchc.render.manifest import NoManifestError, parse_manifest

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.git import Revision
    from cchc.render.manifest import Manifest

MAX_BYTES = 16 * 1024 * 1024  # of a manifest: a hundred times that of a province
_SECONDS = 30


def find_manifest(place: str) -> Manifest:
    """Read the manifest of a published site.

    Args:
        place: `build.json` itself or the site it belongs to; a path, or an https address.

    Raises:
        NoManifestError: nothing can be read there, or it is no manifest.
    """
    is_address = "://" in place
    whole = place if place.endswith(".json") else f"{place.rstrip('/')}/{MANIFEST}"
    try:
        content = _download(whole) if is_address else Path(whole).read_bytes()
    except FileNotFoundError as problem:
        message = f"không có tệp {whole}"
        raise NoManifestError(message) from problem
    except HTTPError as problem:
        problem.close()
        message = f"không đọc được {whole}: máy chủ trả lời {problem.code}"
        raise NoManifestError(message) from problem
    except OSError as problem:
        message = f"không đọc được {whole}: {problem}"
        raise NoManifestError(message) from problem
    return parse_manifest(content)


def day_of_server(site: str) -> dt.date:
    """Tell which day it is, UTC, by the clock of the server of a site: one that the machine which builds cannot bend.

    Args:
        site: the https address of the site.

    Raises:
        NoManifestError: the server cannot be reached or does not tell.
    """
    _refuse_unless_safe(site)
    try:
        with urllib.request.urlopen(site, timeout=_SECONDS) as answer:  # noqa: S310 -- https only, looked at above
            return parsedate_to_datetime(answer.headers["Date"]).date()
    except (OSError, TypeError, ValueError) as problem:
        message = f"máy chủ của {site} không cho biết hôm nay là ngày nào: {problem}"
        raise NoManifestError(message) from problem


def _refuse_unless_safe(address: str) -> None:
    if urlsplit(address).scheme != "https":
        message = f"địa chỉ phải bắt đầu bằng https://; đang ghi {address}"
        raise NoManifestError(message)


def _download(address: str) -> bytes:
    _refuse_unless_safe(address)
    with urllib.request.urlopen(address, timeout=_SECONDS) as answer:  # noqa: S310 -- https only, looked at above and below
        if urlsplit(answer.url).scheme != "https":
            message = f"máy chủ dẫn sang địa chỉ không an toàn: {answer.url}"
            raise NoManifestError(message)
        content: bytes = answer.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        message = f"tệp lớn hơn {MAX_BYTES // 1024 // 1024} MiB, không phải build.json"
        raise NoManifestError(message)
    return content


def obstacles(published: Manifest, revision: Revision | None, lock_sha256: str | None) -> Iterator[str]:
    """Say why the tree at hand cannot give what was published, and what to do, before anything is built."""
    if published.commit is None or not published.is_committed:
        yield "trang ấy không dựng từ một bản đã ghi vào kho, nên không ai dựng lại được đúng nó"
    elif revision is None or revision.sha != published.commit:
        yield f"trang ấy dựng từ bản {published.commit}; chạy “git checkout {published.commit}” rồi “make site”"
    elif not revision.is_exact:
        yield "thư mục này có thay đổi chưa ghi vào kho; chạy “git status” để xem, cất hoặc bỏ chúng đi"
    elif not revision.is_whole:
        yield "kho ở đây chưa có đủ lịch sử, mà trang Nhật ký kể lịch sử; chạy “git fetch --unshallow”"
    elif lock_sha256 != published.lock_sha256:
        yield "requirements.lock ở đây khác tệp đã dùng khi dựng trang ấy"


def differences(published: Manifest, rebuilt: Manifest) -> list[str]:
    """List the files that are not the same, by path: published otherwise, published only, rebuilt only."""
    before = {file.path: file for file in published.files}
    after = {file.path: file for file in rebuilt.files}
    found = []
    for path in sorted(before.keys() | after.keys()):
        old, new = before.get(path), after.get(path)
        if old and new and old != new:
            found.append(f"{path}: nội dung khác (công bố {old.sha256}, dựng lại {new.sha256})")
        elif not new:
            found.append(f"{path}: chỉ có ở trang đã công bố")
        elif not old:
            found.append(f"{path}: chỉ có khi dựng lại")
    return found
