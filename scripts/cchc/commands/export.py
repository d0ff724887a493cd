"""`cchc export`: the plan as a document, or everything as open data."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import has_errors
from cchc.basics.usage import WRONG_USE
from cchc.commands.shared import BUILD, CLEAN, add_tree, add_year, complain, print_findings, read, written
from cchc.export.data_files import DATA_FILES
from cchc.export.document import official_document
from cchc.export.open_data import open_data
from cchc.export.pdf import pdf_file
from cchc.export.word import TemplateError, word_file
from cchc.figures.report import report_on
from cchc.git import revision_of
from cchc.lookup import NotFoundError, find_agency, find_cycle

if TYPE_CHECKING:
    import argparse
    import datetime as dt

    from cchc.model import Dataset

_DOCUMENTS = ("docx", "pdf")
_ONLY_WITH = {"agency": _DOCUMENTS, "template": ("docx",)}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc export`."""
    add_tree(parser)
    parser.add_argument(
        "format",
        choices=(*_DOCUMENTS, *DATA_FILES),
        metavar="DẠNG",
        help="docx, pdf: văn bản Word, PDF; xlsx, csv, json, sqlite: mọi bảng số liệu",
    )
    add_year(parser, "docx, pdf: kế hoạch mới nhất; số liệu: mọi năm")
    parser.add_argument(
        "--agency", metavar="CƠ_QUAN", help="docx, pdf: chỉ báo cáo và nhiệm vụ của cơ quan có mã này, ví dụ so-noi-vu"
    )
    parser.add_argument("--template", type=Path, metavar="TỆP", help="docx: tệp Word cho mượn kiểu chữ")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="TỆP",
        help="nơi ghi (mặc định: build/ke-hoach-<năm>[-<cơ quan>].<dạng>, build/so-lieu.<dạng>; csv: build/so-lieu/)",
    )


def run(options: argparse.Namespace) -> int:
    """Write the file or files; nothing is written while the data has errors."""
    for word, formats in _ONLY_WITH.items():
        if getattr(options, word) and options.format not in formats:
            complain(f"--{word} chỉ dùng với {' và '.join(formats)}.")
            return WRONG_USE
    dataset, as_of, found = read(options)
    if has_errors(found):
        return print_findings(dataset, as_of, found)
    try:
        place = (_document if options.format in _DOCUMENTS else _data)(options, dataset, as_of)
    except (NotFoundError, TemplateError) as problem:
        return complain(problem)
    print(f"Đã ghi {place}, tính đến ngày {as_of:%d/%m/%Y}.")
    return CLEAN


def _document(options: argparse.Namespace, dataset: Dataset, as_of: dt.date) -> Path:
    cycle = find_cycle(dataset, options.year)
    agency = find_agency(dataset, options.agency) if options.agency else None
    document = official_document(dataset, cycle, agency, as_of)
    content = pdf_file(document) if options.format == "pdf" else word_file(document, options.template)
    name = f"ke-hoach-{cycle.year}{f'-{agency.id}' if agency else ''}.{options.format}"
    return written(options.out or BUILD / name, content)


def _data(options: argparse.Namespace, dataset: Dataset, as_of: dt.date) -> Path:
    cycles = [find_cycle(dataset, options.year)] if options.year else dataset.cycles.values()
    reports = [report_on(dataset, cycle, as_of) for cycle in cycles]
    data = open_data(dataset, reports, as_of, revision_of(options.data), is_partial=bool(options.year))
    (first, content), *others = DATA_FILES[options.format](data)
    if not others:
        return written(options.out or BUILD / first, content)
    folder: Path = options.out or BUILD / "so-lieu"
    for name, inner in ((first, content), *others):
        written(folder / name, inner)
    return folder
