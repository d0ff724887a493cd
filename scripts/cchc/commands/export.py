"""`cchc export`: the plan as a document."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.commands.shared import CLEAN, add_tree, add_year, complain, print_findings, read
from cchc.diagnostics import has_errors
from cchc.export.document import official_document
from cchc.export.word import TemplateError, word_file
from cchc.lookup import NotFoundError, find_agency, find_cycle

if TYPE_CHECKING:
    import argparse


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc export`."""
    add_tree(parser)
    parser.add_argument("format", choices=("docx",), metavar="DẠNG", help="docx: văn bản Word")
    add_year(parser)
    parser.add_argument(
        "--agency", metavar="CƠ_QUAN", help="chỉ báo cáo và nhiệm vụ của cơ quan có mã này, ví dụ so-noi-vu"
    )
    parser.add_argument("--template", type=Path, metavar="TỆP", help="tệp Word cho mượn kiểu chữ")
    parser.add_argument(
        "--out", type=Path, metavar="TỆP", help="nơi ghi (mặc định: build/ke-hoach-<năm>[-<cơ quan>].docx)"
    )


def run(options: argparse.Namespace) -> int:
    """Write the document; nothing is written while the data has errors."""
    dataset, as_of, found = read(options)
    if has_errors(found):
        return print_findings(dataset, as_of, found)
    try:
        cycle = find_cycle(dataset, options.year)
        agency = find_agency(dataset, options.agency) if options.agency else None
        content = word_file(official_document(dataset, cycle, agency, as_of), options.template)
    except (NotFoundError, TemplateError) as problem:
        return complain(problem)
    name = f"ke-hoach-{cycle.year}{f'-{agency.id}' if agency else ''}.docx"
    place = options.out or Path("build") / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    print(f"Đã ghi {place}, tính đến ngày {as_of:%d/%m/%Y}.")
    return CLEAN
