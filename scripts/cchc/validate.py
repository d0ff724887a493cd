"""From a read source to a record, or to every finding about its shape."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, get_args

from pydantic import ValidationError

from cchc.diagnostics import Diagnostic, Span, error, quote
from cchc.fields import RefusedError
from cchc.source import Map, Seq
from cchc.text import did_you_mean, nearest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from cchc.schema import Input

Record = TypeVar("Record", bound="Input")

_SHAPES = {
    "model_type": "chỗ này phải là nhóm các mục “khóa: giá trị”",
    "dict_type": "chỗ này phải là nhóm các mục “khóa: giá trị”",
    "tuple_type": "chỗ này phải là danh sách, mỗi mục một dòng bắt đầu bằng “- ”",
}


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
        details = [
            detail
            for detail in problems.errors(include_url=False)
            if not (detail["type"] == "missing" and _is_misspelt(root, tuple(detail["loc"]), misspelt))
        ]
        return None, unknown + [_finding(model, root, detail) for detail in details]
    return (None if unknown else record), unknown


def _is_misspelt(root: Map, path: tuple[int | str, ...], misspelt: set[Span]) -> bool:
    """Tell whether a missing key stands there under a misspelt name: one mistake, one finding."""
    *parents, key = path
    parent = _value_at(root, tuple(parents))
    if not isinstance(parent, Map):
        return False
    strangers = [name for name, span in parent.key_spans.items() if span in misspelt]
    return any(nearest(stranger, [str(key)]) for stranger in strangers)


def _finding(model: type[Input], root: Map, detail: ErrorDetails) -> Diagnostic:
    path = tuple(detail["loc"])
    kind = detail["type"]
    context = detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, RefusedError):
        return error(_locate(root, path), cause.rule, cause.message, cause.hint)
    if kind == "missing":
        return _missing(model, root, path)
    span = _locate(root, path)
    if kind == "enum":
        return _not_a_choice(span, detail)
    if kind in _SHAPES:
        return error(span, "kieu-gia-tri", _SHAPES[kind])
    if kind in {"too_short", "too_long"}:
        wanted = context.get("min_length") or context.get("max_length")
        bound = "ít nhất" if kind == "too_short" else "nhiều nhất"
        return error(span, "thieu-gia-tri", f"danh sách này phải có {bound} {wanted} mục")
    if kind == "string_too_long":
        return error(span, "qua-dai", f"giá trị này dài tối đa {context.get('max_length')} ký tự", "viết gọn lại")
    message = f"unexpected validation error {kind} at {path}"
    raise AssertionError(message)


def _missing(model: type[Input], root: Map, path: tuple[int | str, ...]) -> Diagnostic:
    *parents, key = path
    parent = _value_at(root, tuple(parents))
    title = _title(model, path)
    named = f"“{key}” ({title[0].lower()}{title[1:]})" if title else f"“{key}”"
    if isinstance(parent, Map) and key in parent.blank:
        return error(
            parent.blank[str(key)],
            "thieu-truong",
            f"mục {named} đang để trống",
            "điền giá trị sau dấu hai chấm",
        )
    return error(_locate(root, tuple(parents)), "thieu-truong", f"thiếu mục bắt buộc {named}", f"thêm dòng “{key}: …”")


def _not_a_choice(span: Span, detail: ErrorDetails) -> Diagnostic:
    choices = [
        choice.strip(" '") for choice in str(detail.get("ctx", {}).get("expected", "")).replace(" or ", ", ").split(",")
    ]
    given = str(detail["input"])
    hint = did_you_mean(given, choices)
    return error(
        span,
        "gia-tri-ngoai-danh-sach",
        f"phải là một trong: {', '.join(choices)}; đang ghi {quote(given)}",
        hint,
    )


def _value_at(root: Map, path: tuple[int | str, ...]) -> Any:  # noqa: ANN401 -- whatever the file holds there
    value: Any = root
    for step in path:
        if isinstance(value, Map):
            value = value.get(str(step))
        elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
            value = value[step]
    return value


def _locate(root: Map, path: tuple[int | str, ...]) -> Span:
    value: Any = root
    span = root.span
    for step in path:
        if isinstance(value, Map):
            if step == "[key]":
                break
            span = value.value_spans.get(str(step)) or value.blank.get(str(step)) or span
            value = value.get(str(step))
        elif isinstance(value, Seq) and isinstance(step, int) and step < len(value):
            span, value = value.spans[step], value[step]
    return span


def _title(model: type[Input], path: tuple[int | str, ...]) -> str | None:
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
        current = _model_in(field.annotation)
    return title


def _model_in(annotation: Any) -> type[Input] | None:  # noqa: ANN401 -- type annotations are untyped
    if isinstance(annotation, type) and hasattr(annotation, "model_fields"):
        return annotation
    for argument in get_args(annotation):
        if found := _model_in(argument):
            return found
    return None
