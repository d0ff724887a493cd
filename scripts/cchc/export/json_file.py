"""The open data as one JSON file, and its schema: the same contract told twice, compared by a test.

Decimal numbers are JSON numbers with every digit that the data has; readers that need them exact take them as
decimals (`parse_float=Decimal` in Python), readers that do not lose nothing below fifteen digits.
"""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cchc.basics.decimals import plain
from cchc.export.tables import TABLES, VERSION, Kind
from cchc.schema import Nature

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cchc.export.open_data import OpenData
    from cchc.export.tables import Column, FilledTable, Table, Value

FILE = "so-lieu.json"
SCHEMA_FILE = "so-lieu-v1.schema.json"
SCHEMA_PATH = f"luoc-do/{SCHEMA_FILE}"  # below the site's root: it is one of the committed documents
_DIGITS_OF_COMMIT = 40


def json_text(data: OpenData) -> str:
    """Write everything, one row a line, so that two editions can be compared line by line."""
    head = {
        "phien_ban": VERSION,
        "luoc_do": f"{data.home}{SCHEMA_PATH}",
        "ten": data.title,
        "tinh": {"ma": data.place_code, "ten": data.place},
        "tinh_den_ngay": data.as_of.isoformat(),
        "commit": data.commit,
        "tinh_chat": [nature.value for nature in data.natures],
        "giay_phep": {"ma": data.licence.id, "ten": data.licence.name, "dia_chi": data.licence.url},
        "nguon": [{"ten": source.name, "dia_chi": source.url} for source in data.sources],
    }
    lines = [f"{_text(key)}: {_text(value)}," for key, value in head.items()]
    tables = ",\n".join(f"{_text(one.table.id)}: [{_rows(one)}]" for one in data.tables)
    return "\n".join(["{", *lines, f'"bang": {{\n{tables}\n}}', "}"]) + "\n"


def _rows(filled: FilledTable) -> str:
    names = [_text(column.id) for column in filled.table.columns]
    rows = (", ".join(f"{name}: {_value(one)}" for name, one in zip(names, row, strict=True)) for row in filled.rows)
    return ",".join(f"\n{{{row}}}" for row in rows) + ("\n" if filled.rows else "")


def _value(value: Value) -> str:
    if isinstance(value, Decimal):
        return plain(value)
    return _text(value.isoformat() if isinstance(value, dt.date) else value)


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def json_schema_text() -> str:
    """Write the schema of the JSON file, which is also that of every table (JSON Schema, draft 7)."""
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"Số liệu mở, phiên bản {VERSION}",
        "description": "Mọi bảng số liệu của trang. "
        "Phiên bản này có thể thêm bảng, thêm cột; không đổi nghĩa cột đã có.",
        **_record(
            {
                "phien_ban": {"title": "Phiên bản", "const": VERSION},
                "luoc_do": {"title": "Địa chỉ của lược đồ này", "type": "string"},
                "ten": {"title": "Tên bộ số liệu", "type": "string"},
                "tinh": _record({"ma": {"type": "string"}, "ten": {"type": "string"}}),
                "tinh_den_ngay": {"title": "Tính đến ngày", "type": "string", "format": "date"},
                "commit": {
                    "title": "Bản của kho dữ liệu",
                    "description": "Trống khi số liệu không lấy từ một bản đã ghi vào lịch sử của kho.",
                    "type": ["string", "null"],
                    "pattern": f"^[0-9a-f]{{{_DIGITS_OF_COMMIT}}}$",
                },
                "tinh_chat": {
                    "title": "Tính chất số liệu có trong tệp",
                    "type": "array",
                    "items": {"enum": [nature.value for nature in Nature]},
                },
                "giay_phep": _record({key: {"type": "string"} for key in ("ma", "ten", "dia_chi")}),
                "nguon": {
                    "title": "Nguồn",
                    "type": "array",
                    "items": _record({"ten": {"type": "string"}, "dia_chi": {"type": ["string", "null"]}}),
                },
                "bang": _record({table.id: _table(table) for table in TABLES}),
            }
        ),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _record(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _table(table: Table[Any]) -> dict[str, Any]:
    columns = {column.id: dict(_column(column)) for column in table.columns}
    return {"title": table.title, "description": table.about, "type": "array", "items": _record(columns)}


def _column(column: Column[Any]) -> Iterator[tuple[str, Any]]:
    yield "title", column.title
    yield "description", column.about
    kind = Kind.TEXT if column.kind is Kind.DATE else column.kind
    yield "type", kind.value if column.is_required else [kind.value, "null"]
    if column.kind is Kind.DATE:
        yield "format", "date"
    if column.choices:
        yield "enum", [*column.choices, *([] if column.is_required else [None])]
        yield "enumDescriptions", [*column.choices.values(), *([] if column.is_required else ["Trống."])]
