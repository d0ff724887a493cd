"""`build.json`: what was published, from what, with which hashes; anyone can rebuild and compare (threat B05)."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic reads the annotations
import hashlib
from importlib.metadata import version
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, ValidationError

from cchc.reading.editions import kept_editions
from cchc.render.view import natures_of
from cchc.schema import Nature

if TYPE_CHECKING:
    from pathlib import Path

    from cchc.git import Revision
    from cchc.model import Dataset

_FORMAT = 1


class PublishedFile(BaseModel):
    """One file of a site: its path below the site's root, its size in bytes, its SHA-256 in hexadecimal."""

    model_config = ConfigDict(frozen=True, defer_build=True)

    path: str
    size: int
    sha256: str


class Manifest(BaseModel):
    """A built site described. The same tree at the same commit gives the same description: it tells no clock.

    `commit` and `committed_at` are None where no commit is known; `is_committed` says whether the tree was exactly
    that commit's; `lock_sha256` is None for a tree without a lock file.
    """

    model_config = ConfigDict(frozen=True, defer_build=True)

    format: int
    tool: str
    as_of: dt.date
    commit: str | None
    committed_at: dt.datetime | None
    is_committed: bool
    natures: tuple[Nature, ...]
    lock_sha256: str | None
    files: tuple[PublishedFile, ...]

    def as_text(self) -> str:
        """Write it as `build.json`."""
        return self.model_dump_json(indent=1) + "\n"


class NoManifestError(Exception):
    """What was read is no `build.json` that this version knows; says so in Vietnamese."""


def describe_site(dataset: Dataset, as_of: dt.date, revision: Revision | None, lock: Path, site: Path) -> Manifest:
    """Describe a built site.

    Args:
        dataset: what was published.
        as_of: the day the site speaks of.
        revision: the commit that was built, if known.
        lock: the file that pins the packages; a tree without one is described without its hash.
        site: the directory that MkDocs wrote.
    """
    natures = natures_of(dataset).union(*(edition.data.natures for edition in kept_editions(dataset)))
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    contents = ((name, (site / name).read_bytes()) for name in names)
    return Manifest(
        format=_FORMAT,
        tool=f"cchc {version('cchc')}",
        as_of=as_of,
        commit=revision.sha if revision else None,
        committed_at=revision.committed_at if revision else None,
        is_committed=revision is not None and revision.is_exact,
        natures=tuple(nature for nature in Nature if nature in natures),
        lock_sha256=sha256_of(lock),
        files=tuple(
            PublishedFile(path=name, size=len(content), sha256=hashlib.sha256(content).hexdigest())
            for name, content in contents
        ),
    )


def parse_manifest(text: bytes) -> Manifest:
    """Read a `build.json` that someone published.

    Raises:
        NoManifestError: for anything else, or one of a format that this version does not know.
    """
    try:
        manifest = Manifest.model_validate_json(text)
    except ValidationError as problem:
        message = "đây không phải tệp build.json của một trang do cchc dựng"
        raise NoManifestError(message) from problem
    if manifest.format != _FORMAT:
        message = f"build.json này theo dạng {manifest.format}; bản cchc đang dùng chỉ đọc được dạng {_FORMAT}"
        raise NoManifestError(message)
    return manifest


def sha256_of(file: Path) -> str | None:
    """Give the SHA-256 of a file in hexadecimal, None where there is no file."""
    return hashlib.sha256(file.read_bytes()).hexdigest() if file.is_file() else None
