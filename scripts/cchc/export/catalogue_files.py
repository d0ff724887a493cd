"""What catalogues of open data read: a Data Package of the CSV files, and a DCAT description of every format."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from cchc.export.csv_files import csv_bytes, path_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc.export.open_data import OpenData
    from cchc.export.tables import Column, FilledTable

PACKAGE_FILE, DCAT_FILE = "datapackage.json", "dcat.jsonld"
_CSV_NOTE = (
    "Ô chữ bắt đầu bằng dấu nháy đơn là để bảng tính không hiểu nhầm chữ thành công thức: "
    "bỏ một dấu nháy đơn ở đầu thì được đúng chữ gốc."
)


def package_text(data: OpenData) -> str:
    """Describe the CSV files as a Data Package: columns with types, keys, sizes and hashes."""
    package = {
        "profile": "tabular-data-package",
        "name": "so-lieu",
        "title": data.title,
        "description": f"{data.about} {_CSV_NOTE}",
        "homepage": data.home,
        "version": data.as_of.isoformat(),
        "licenses": [{"name": data.licence.id, "title": data.licence.name, "path": data.licence.url}],
        "sources": [{"title": source.name, **({"path": source.url} if source.url else {})} for source in data.sources],
        "resources": [_resource(filled) for filled in data.tables],
    }
    return json.dumps(package, ensure_ascii=False, indent=1) + "\n"


def _resource(filled: FilledTable) -> dict[str, Any]:
    content = csv_bytes(filled)
    table = filled.table
    return {
        "profile": "tabular-data-resource",
        "name": table.id,
        "title": table.title,
        "description": table.about,
        "path": path_of(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": {
            "fields": [_field(column) for column in table.columns],
            **({"primaryKey": [*table.key]} if table.key else {}),
        },
    }


def _field(column: Column[Any]) -> dict[str, Any]:
    constraints: dict[str, Any] = {"required": True} if column.is_required else {}
    if column.choices:
        constraints["enum"] = [*column.choices]
    field = {"name": column.id, "title": column.title, "type": column.kind.value, "description": column.about}
    return field | ({"constraints": constraints} if constraints else {})


def dcat_text(data: OpenData, files: Iterable[tuple[str, str, str]]) -> str:
    """Describe the data set for catalogues (DCAT 3, JSON-LD).

    Args:
        data: what is published.
        files: path below the site's root, title and media type of each file.
    """
    described = {
        "@context": {
            "dcat": "http://www.w3.org/ns/dcat#",
            "dcterms": "http://purl.org/dc/terms/",
            "xsd": "http://www.w3.org/2001/XMLSchema#",
        },
        "@id": f"{data.address}{DCAT_FILE}#bo-so-lieu",
        "@type": "dcat:Dataset",
        "dcterms:title": {"@value": data.title, "@language": "vi"},
        "dcterms:description": {"@value": data.about, "@language": "vi"},
        "dcterms:modified": {"@value": data.as_of.isoformat(), "@type": "xsd:date"},
        "dcterms:language": {"@id": "http://publications.europa.eu/resource/authority/language/VIE"},
        "dcterms:license": {"@id": data.licence.url},
        "dcat:landingPage": {"@id": data.home},
        "dcterms:source": [{"@id": source.url} for source in data.sources if source.url],
        "dcat:distribution": [
            {
                "@type": "dcat:Distribution",
                "dcterms:title": {"@value": title, "@language": "vi"},
                "dcat:downloadURL": {"@id": f"{data.home}{path}"},
                "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{media_type}"},
                "dcterms:license": {"@id": data.licence.url},
            }
            for path, title, media_type in files
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"
