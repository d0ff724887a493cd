"""From a read source to a record, or to every finding about its shape."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import ValidationError

from cchc.basics.diagnostics import Diagnostic, Span, error, quote
from cchc.basics.fixes import near_miss, spaced
from cchc.basics.nodes import Map, Seq, locate, locate_key
from cchc.basics.text import nearest
from cchc.reading.foreign_lines import foreign
from cchc.schema.fields import RefusedError, scalar

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from cchc.schema import Input

Record = TypeVar("Record", bound="Input")

Path = tuple[int | str, ...]

# pydantic's kind of error → (what must stand there; what to write)
_GROUP = ("chỗ này phải là nhóm các mục “khóa: giá trị”", "xuống dòng, mỗi mục một dòng, thụt vào 2 dấu cách")
_LIST = ("chỗ này phải là danh sách, mỗi mục một dòng bắt đầu bằng “- ”", "xuống dòng, thụt vào 2 dấu cách")
_SHAPES = {"model_type": _GROUP, "dict_type": _GROUP, "tuple_type": _LIST}
_KEY_WITHOUT_SPACE = re.compile(r"([a-z_]+):(\S+)")


def validate(model: type[Record], root: Map) -> tuple[Record | None, list[Diagnostic]]:
    """Check the shape of a file.

    Returns:
        The record, or None when a finding blocks; and the findings.
    """
    unknown: list[Diagnostic] = []
    try:
        record = model.model_validate(root, context=unknown)
    except ValidationError as problems:
        misspelt = {finding.span for finding in unknown}
        details = problems.errors(include_url=False)
        missing = {tuple(detail["loc"]) for detail in details if detail["type"] == "missing"}
        causes = [detail for detail in details if not _is_consequence(root, detail, misspelt, missing)]
        return None, unknown + [_finding(model, root, detail) for detail in causes]
    return (None if unknown else record), unknown


def _is_consequence(root: Map, detail: ErrorDetails, misspelt: set[Span], missing: set[Path]) -> bool:
    """Tell whether a finding only repeats another: one mistake, one finding.

    A missing key may stand there under a misspelt name; what a group lacks or has too much of may be so for the same
    reason; a list that is too short may be so because its items are wrong; of a fixed list only the last missing
    item is told, which says how many there must be.
    """
    path = tuple(detail["loc"])
    if detail["type"] == "value_error":
        return _holds(_value_at(root, path), misspelt)
    if detail["type"] == "too_short":
        written = _value_at(root, path)
        return isinstance(written, Seq) and len(written) >= detail["ctx"]["min_length"]
    if detail["type"] != "missing":
        return False
    *parents, key = path
    if isinstance(key, int):
        return (*parents, key + 1) in missing
    parent = _value_at(root, tuple(parents))
    if not isinstance(parent, Map):
        return False
    strangers = [name for name, span in parent.key_spans.items() if span in misspelt]
    return any(nearest(stranger, [key]) for stranger in strangers)


def _holds(value: object, misspelt: set[Span]) -> bool:
    """Tell whether a group holds a misspelt key, at whatever depth."""
    if isinstance(value, Map):
        return not misspelt.isdisjoint(value.key_spans.values()) or any(_holds(one, misspelt) for one in value.values())
    return isinstance(value, Seq) and any(_holds(one, misspelt) for one in value)


def _finding(model: type[Input], root: Map, detail: ErrorDetails) -> Diagnostic:
    path: Path = tuple(detail["loc"])
    kind = detail["type"]
    context = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, RefusedError):
        place = (*path, cause.key) if cause.key else path
        return error(_locate(root, place), cause.rule, cause.message, cause.hint, cause.fix)
    if kind == "missing":
        return _missing(model, root, path)
    span = _locate(root, path)
    if kind == "enum":
        return _not_a_choice(span, detail)
    if kind in _SHAPES:
        return _wrong_shape(span, kind, detail["input"])
    if kind in {"too_short", "too_long"}:
        bound = f"ít nhất {context['min_length']}" if kind == "too_short" else f"nhiều nhất {context['max_length']}"
        return error(span, "thieu-gia-tri", f"danh sách này phải có {bound} mục; đang có {len(detail['input'])}")
    if kind == "string_too_long":
        message = f"giá trị này dài tối đa {context['max_length']} ký tự; đang dài {len(detail['input'])}"
        return error(span, "qua-dai", message, "viết gọn lại")
    message = f"unexpected validation error {kind} at {path}"
    raise AssertionError(message)


def _wrong_shape(span: Span, kind: str, given: object) -> Diagnostic:
    message, hint = _SHAPES[kind]
    fix = None
    if isinstance(given, str) and (glued := _KEY_WITHOUT_SPACE.match(given)):
        hint = f"thêm dấu cách sau dấu hai chấm: {glued[1]}: {glued[2]}"
        fix = spaced(glued[1]) if glued.end() == len(given) else None  # else one line would be mended of several
    elif kind == "tuple_type" and isinstance(given, str) and (bullet := foreign(given)):
        message, hint, fix = bullet
    elif kind == "tuple_type" and isinstance(given, Map) and given:
        hint = f"thêm “- ” trước “{next(iter(given))}”, các dòng sau của mục ấy thụt vào cho thẳng hàng"
    return error(span, "kieu-gia-tri", message, hint, fix)


def _missing(model: type[Input], root: Map, path: Path) -> Diagnostic:
    *parents, key = path
    parent = _value_at(root, tuple(parents))
    if isinstance(key, int):
        message = f"danh sách này phải có đủ {key + 1} mục; đang có {len(parent)}"
        return error(_locate(root, tuple(parents)), "thieu-gia-tri", message)
    title = _title(model, path)
    named = f"“{key}” ({title[0].lower()}{title[1:]})" if title else f"“{key}”"
    if isinstance(parent, Map) and (blank := parent.find_key(key)):
        return error(
            blank,
            "thieu-truong",
            f"mục {named} đang để trống",
            "điền giá trị sau dấu hai chấm",
        )
    return error(_locate(root, tuple(parents)), "thieu-truong", f"thiếu mục bắt buộc {named}", f"thêm dòng “{key}: …”")


def _not_a_choice(span: Span, detail: ErrorDetails) -> Diagnostic:
    choices = [
        choice.strip(" '") for choice in str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(",")
    ]
    try:
        given = scalar(detail["input"])
    except RefusedError as refused:
        return error(span, refused.rule, refused.message, refused.hint, refused.fix)
    message = f"phải là một trong: {', '.join(choices)}; đang ghi {quote(given)}"
    return error(span, "gia-tri-ngoai-danh-sach", message, *near_miss(given, choices))


def _value_at(root: Map, path: Path) -> Any:  # noqa: ANN401 -- whatever the file holds there
    value: Any = root
    for step in path:
        if isinstance(value, Map):
            value = value.get(str(step))
        elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
            value = value[step]
    return value


def _locate(root: Map, path: Path) -> Span:
    if path[-1:] == ("[key]",):  # pydantic's name for the key itself
        return locate_key(root, path[:-1])
    return locate(root, path)


def _title(model: type[Input], path: Path) -> str | None:
    """Find what an official calls the key at the end of a path, walking the models."""
    current: type[Input] | None = model
    title = None
    for step in path:
        if not isinstance(step, str) or current is None:
            continue
        attribute = current.keys().get(step)
        if attribute is None:
            return None
        field = current.model_fields[attribute]
        title = field.title
        current = model_in(field.annotation)
    return title


def model_in(annotation: Any) -> type[Input] | None:  # noqa: ANN401 -- type annotations are untyped
    """Find the input model that values of a field are records of."""
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    for argument in get_args(annotation):
        if found := model_in(argument):
            return found
    return None
