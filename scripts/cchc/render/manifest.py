"""`build.json`: what was published, from what, with which hashes; anyone can rebuild and compare (threat B05)."""

from __future__ import annotations

import hashlib
import json
from importlib.metadata import version
from typing import TYPE_CHECKING

from cchc.render.view import natures_of
from cchc.schema import Nature

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cchc.git import Revision
    from cchc.model import Dataset

_FORMAT = 1


def manifest_text(dataset: Dataset, as_of: dt.date, revision: Revision | None, lock: Path, site: Path) -> str:
    """Describe a built site; the same tree at the same commit gives the same text.

    Args:
        dataset: what was published.
        as_of: the day the site speaks of.
        revision: the commit that was built, if known.
        lock: the file that pins the packages; a tree without one is described without its hash.
        site: the directory that MkDocs wrote.
    """
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    contents = ((name, (site / name).read_bytes()) for name in names)
    described = {
        "format": _FORMAT,
        "tool": f"cchc {version('cchc')}",
        "as_of": as_of.isoformat(),
        "commit": revision.sha if revision else None,
        "committed_at": revision.committed_at.isoformat() if revision else None,
        "is_committed": revision is not None and revision.is_exact,
        "natures": [nature.value for nature in Nature if nature in natures_of(dataset)],
        "lock_sha256": _sha256(lock.read_bytes()) if lock.is_file() else None,
        "files": [{"path": name, "size": len(content), "sha256": _sha256(content)} for name, content in contents],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
