"""JSON Schemas of the data files, made from the input models: editors complete, explain and check with them.

They are published contracts and the only generated files under `docs/`: committed, and compared with the models
by `cchc schema --check`. They never refuse what the checker accepts (only a text near its limit of length, typed
with combining marks, looks longer than it is), and refuse most of what it refuses; what speaks of several values
or files is the checker's alone. Draft 7 is what every editor's YAML support understands.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cchc import schema

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "docs/luoc-do"
KINDS: dict[str, tuple[type[schema.Input], str]] = {
    "tinh": (schema.ProvinceFile, "Tỉnh, thành phố"),
    "don-vi": (schema.RegistryFile, "Danh bạ cơ quan, đơn vị"),
    "bo-chi-so": (schema.FrameworkFile, "Bộ chỉ số"),
    "ket-qua": (schema.ResultsFile, "Kết quả chấm điểm"),
    "ke-hoach": (schema.CycleFile, "Kỳ kế hoạch"),
    "bao-cao": (schema.SubmissionFile, "Báo cáo của cơ quan"),
    "tien-do": (schema.ProgressFile, "Tiến độ của cơ quan"),
    "dieu-chinh": (schema.AdjustmentsFile, "Điều chỉnh kế hoạch đã ban hành"),
    "khoa": (schema.LockFile, "Kế hoạch đã khóa"),
    "an-ban": (schema.EditionsFile, "Ấn bản đã chốt của kế hoạch"),
}
_TYPES = ("string", "number", "boolean", "null", "array", "object")
_ABOUT = ("title", "description", "examples")


def file_name(kind: str) -> str:
    """Name the schema of a kind of file."""
    return f"{kind}.schema.json"


def modeline(kind: str, place: str) -> str:
    """Write the first line that ties a data file to its schema; `place` is the file's path below `data/`."""
    up = "../" * len(place.split("/"))
    return f"# yaml-language-server: $schema={up}{FOLDER}/{file_name(kind)}\n"


def schema_texts() -> dict[str, str]:
    """Write the schema of every kind of file, by file name."""
    return {file_name(kind): _text(model, title) for kind, (model, title) in KINDS.items()}


def differences(folder: Path, wanted: dict[str, str]) -> list[str]:
    """Name the schemas of a folder that are not as wanted, what is missing and what is too many, in Vietnamese."""
    found = {path.name: path.read_text("utf-8") for path in folder.glob(file_name("*"))}
    wrong = {name: "khác" for name, text in wanted.items() if found.get(name) != text}
    wrong |= dict.fromkeys(wanted.keys() - found.keys(), "thiếu") | dict.fromkeys(found.keys() - wanted.keys(), "thừa")
    return [f"{folder / name}: {what}" for name, what in sorted(wrong.items())]


def _text(model: type[schema.Input], title: str) -> str:
    made = model.model_json_schema(mode="validation")
    definitions = made.pop("$defs", {})
    root = _plain({key: value for key, value in made.items() if key not in _ABOUT}, definitions)
    whole = {"$schema": "http://json-schema.org/draft-07/schema#", "title": title, **root}
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _resolved(node: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    """Follow a reference, and "this or None", keeping the title and description of the place; drop defaults."""
    about = {key: node[key] for key in _ABOUT if key in node}
    if "$ref" in node:
        target = definitions[node["$ref"].rpartition("/")[2]]
        return {key: value for key, value in target.items() if key not in _ABOUT} | about
    if "anyOf" in node:
        (given,) = (choice for choice in node["anyOf"] if choice.get("type") != "null")
        return _resolved(given, definitions) | about
    return {key: value for key, value in node.items() if key != "default"}


def _plain(node: dict[str, Any], definitions: dict[str, Any], *, may_be_blank: bool = False) -> dict[str, Any]:
    """Turn what pydantic makes into a schema without references, English docstrings and defaults."""
    made = _resolved(node, definitions)
    if "patternProperties" in made:
        ((pattern, made["additionalProperties"]),) = made.pop("patternProperties").items()
        made["propertyNames"] = {"pattern": pattern}
    if "additionalProperties" in made:
        made["additionalProperties"] = _plain(made["additionalProperties"], definitions, may_be_blank=True)
    if "properties" in made:
        made["properties"] = {
            key: _plain(member, definitions, may_be_blank=key not in made.get("required", ()))
            for key, member in made["properties"].items()
        }
        made["additionalProperties"] = False
    if "prefixItems" in made:
        made["items"] = [_plain(item, definitions) for item in made.pop("prefixItems")]
    elif "items" in made:
        made["items"] = _plain(made["items"], definitions)
    return _with_unnamed(made, may_be_blank=may_be_blank)


def _with_unnamed(made: dict[str, Any], *, may_be_blank: bool) -> dict[str, Any]:
    """Accept a boolean, and nothing at all where a key may be left blank, without naming these types.

    Editors offer `true`, `false` and `null` wherever a schema names their types; nobody should choose them here.
    """
    about = {key: made[key] for key in _ABOUT if key in made}
    rules = {key: value for key, value in made.items() if key not in _ABOUT}
    unnamed = {"null"} if may_be_blank else set()
    if "boolean" in rules.get("type", ()):
        rules["type"] = [one for one in rules["type"] if one != "boolean"]
        unnamed.add("boolean")
    if not unnamed:
        return about | rules
    return about | {"anyOf": [rules, {"not": {"type": [one for one in _TYPES if one not in unnamed]}}]}
