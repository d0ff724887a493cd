"""`cchc live`: whether the site that was built may take the place of the live one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import HTTPError

from cchc.check import check
from cchc.commands.shared import CLEAN, complain
from cchc.git import is_ancestor
from cchc.publishing.reproduce import day_of_server, find_manifest
from cchc.publishing.succession import impediments
from cchc.render.manifest import NoManifestError

if TYPE_CHECKING:
    import argparse

_NOT_FOUND = 404


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc live`."""
    parser.add_argument(
        "--data", type=Path, default=Path("data"), metavar="THƯ_MỤC", help="thư mục dữ liệu (mặc định: data)"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=Path("build"),
        metavar="THƯ_MỤC",
        help="nơi cchc build đã ghi kết quả (mặc định: build)",
    )


def run(options: argparse.Namespace) -> int:
    """Compare both descriptions; where nothing is live yet, anything may begin."""
    dataset, _, _ = check(options.data, None)
    if dataset.province is None:
        return complain("không đọc được data/tinh.yml; chạy cchc check để xem vì sao")
    site = dataset.province.site_url
    try:
        built = find_manifest(str(options.out / "site"))
        live = find_manifest(site)
        there = day_of_server(site)
    except NoManifestError as problem:
        cause = problem.__cause__
        if isinstance(cause, HTTPError) and cause.code == _NOT_FOUND:
            print(f"Chưa có trang nào ở {site}: công bố lần đầu.")
            return CLEAN
        return complain(problem)
    is_fixed = dataset.province.as_of is not None
    for wrong in impediments(live, built, there, is_fixed=is_fixed, is_ancestor=partial(is_ancestor, options.data)):
        return complain(wrong)
    print(f"Được thay trang đang chạy (bản {live.commit}) bằng bản {built.commit}.")
    return CLEAN
