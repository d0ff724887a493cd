"""`cchc verify`: rebuild what was published and compare."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.check import check
from cchc.commands.shared import CLEAN, DATA_ERRORS, complain, print_findings
from cchc.git import revision_of
from cchc.publishing.build import LOCK, BuildError, build_site
from cchc.publishing.reproduce import differences, find_manifest, obstacles
from cchc.render.manifest import NoManifestError, sha256_of

if TYPE_CHECKING:
    import argparse

_MAX_SHOWN = 50


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc verify`."""
    parser.add_argument("place", metavar="TRANG", help="địa chỉ https của trang, hoặc đường dẫn tới build.json")
    parser.add_argument(
        "--data", type=Path, default=Path("data"), metavar="THƯ_MỤC", help="thư mục dữ liệu (mặc định: data)"
    )


def run(options: argparse.Namespace) -> int:
    """Build the same commit as of the same day in a place of its own, and compare every file."""
    try:
        published = find_manifest(options.place)
    except NoManifestError as problem:
        return complain(problem)
    revision = revision_of(options.data)
    for obstacle in obstacles(published, revision, sha256_of(LOCK)):
        return complain(obstacle)
    dataset, _, found = check(options.data, published.as_of)
    if has_errors(found):
        return print_findings(dataset, published.as_of, found)
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
        try:
            build_site(dataset, options.data, published.as_of, revision, Path(scratch))
        except BuildError as problem:
            return complain(problem)
        wrong = differences(published, find_manifest(f"{scratch}/site"))
    if wrong:
        print(f"{len(wrong)} tệp không giống bản đã công bố:", *wrong[:_MAX_SHOWN], sep="\n  ", file=sys.stderr)
        if len(wrong) > _MAX_SHOWN:
            print(f"  … và {len(wrong) - _MAX_SHOWN} tệp khác", file=sys.stderr)
        return DATA_ERRORS
    print(f"Giống từng byte: {len(published.files)} tệp, bản {published.commit}, tính đến {published.as_of:%d/%m/%Y}.")
    return CLEAN
