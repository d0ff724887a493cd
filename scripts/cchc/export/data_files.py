"""The open data in every format, by the word that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.export import catalogue_files, csv_files, database, json_file, workbook

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cchc.export.open_data import OpenData

    Files = Iterator[tuple[str, bytes]]


def _json(data: OpenData) -> Files:
    yield json_file.FILE, json_file.json_text(data).encode()


def _xlsx(data: OpenData) -> Files:
    yield workbook.FILE, workbook.workbook_bytes(data)


def _sqlite(data: OpenData) -> Files:
    yield database.FILE, database.database_bytes(data)


def _csv(data: OpenData) -> Files:
    for filled in data.tables:
        yield csv_files.path_of(filled.table), csv_files.csv_bytes(filled)
    yield catalogue_files.PACKAGE_FILE, catalogue_files.package_text(data).encode()


# Names below the folder that is published, and contents; more than one file where a format needs several.
DATA_FILES: dict[str, Callable[[OpenData], Files]] = {"xlsx": _xlsx, "csv": _csv, "json": _json, "sqlite": _sqlite}
