"""`cchc build`: the public site."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands.shared import CLEAN, DATA_ERRORS, add_tree, print_findings, read
from cchc.git import revision_of
from cchc.publishing.build import BuildError, build_site
from cchc.reading.editions import kept_editions
from cchc.render.view import stated_files
from cchc.schema import Nature, stated_natures

if TYPE_CHECKING:
    import argparse

    from cchc.model import Dataset

DEFECT = 3


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc build`."""
    add_tree(parser)
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build"),
        metavar="THƯ_MỤC",
        help="nơi ghi kết quả (mặc định: build)",
    )
    parser.add_argument("--chinh-thuc", action="store_true", help="không công bố nếu còn dữ liệu minh họa")


def run(options: argparse.Namespace) -> int:
    """Check, build and publish; on any failure the old site stays."""
    dataset, as_of, found = read(options)
    if print_findings(dataset, as_of, found):
        print("Không dựng trang khi dữ liệu còn lỗi; trang cũ giữ nguyên.", file=sys.stderr)
        return DATA_ERRORS
    if options.chinh_thuc and (invented := _illustrative_files(dataset)):
        print("Không công bố chính thức dữ liệu minh họa; còn các tệp:", *invented, sep="\n  ", file=sys.stderr)
        return DATA_ERRORS
    try:
        pages = build_site(dataset, options.data, as_of, revision_of(options.data), options.out)
    except BuildError as problem:
        print(f"cchc: {problem}\nTrang đã công bố trước đó vẫn giữ nguyên.", file=sys.stderr)
        return DEFECT
    print(f"Đã dựng {pages} trang, tính đến ngày {as_of:%d/%m/%Y}: {options.out / 'site'}")
    return CLEAN


def _illustrative_files(dataset: Dataset) -> list[str]:
    places = {
        place.path
        for file in stated_files(dataset)
        for place, nature in stated_natures(file)
        if nature is Nature.ILLUSTRATIVE
    }
    frozen = {edition.entry.here.path for edition in kept_editions(dataset) if edition.is_illustrative}
    return sorted(places | frozen)
