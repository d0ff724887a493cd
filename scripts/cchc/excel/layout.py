"""What a workbook is made of: sheets, columns, and which value of a data file a column holds.

A column's path names attributes of the input models, and counts the items of lists from 0. Titles, explanations and
limits come from the models; a workbook may have fewer of the numbered columns than are described here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args, get_origin

from pydantic import StringConstraints

from cchc.reading.validate import model_in

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from cchc.excel.names import Names
    from cchc.schema import Input

Path = tuple[str | int, ...]

VERSION = "1"
MARK = "_cchc"  # the hidden sheet that says what the workbook is for
LISTS = "Danh mục"
MOST_SLOTS = 40  # numbered columns or lines that are understood; a form shows as many as are needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column, or a line of a sheet of single values; without a path it only shows what is known.

    `most` counts characters; `is_many`: a cell holds several values; `is_given`: filled in already, and locked.
    """

    title: str
    path: Path = ()
    about: str = ""
    width: int = 18
    most: int | None = None
    names: Names | None = None
    is_many: bool = False
    is_given: bool = False
    is_prefilled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A sheet: rows of records of a model. `is_upright`: one record, a value a line."""

    title: str
    model: type[Input]
    columns: tuple[Column, ...]
    lead: str  # what it is for, above its head
    is_upright: bool = False
    is_optional: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A workbook's sheets, and the lists to choose from."""

    sheets: tuple[Sheet, ...]
    lists: tuple[Names, ...]


def column(model: type[Input], *path: str | int, title: str = "", **more: Any) -> Column:  # noqa: ANN401 -- what `Column` takes
    """Describe the column of a value as its model does; what is given here goes before that."""
    info = field_at(model, path)
    number = next((f" {step + 1}" for step in path if isinstance(step, int)), "")
    described: dict[str, Any] = {
        "title": f"{title or info.title}{number}",
        "about": info.description or "",
        "most": _most(info.annotation) or next(filter(None, map(_most, info.metadata)), None),
        "is_many": get_origin(info.annotation) is tuple and not isinstance(path[-1], int),
    }
    return Column(path=path, **(described | more))


def field_at(model: type[Input], path: Path) -> FieldInfo:
    """Give the field of the last attribute that a path names."""
    current: type[Input] | None = model
    info: FieldInfo | None = None
    for step in path:
        if isinstance(step, str) and current is not None:
            info = current.model_fields[step]
            current = model_in(info.annotation)
    if info is None:
        message = f"{model.__name__} has nothing at {path}"
        raise KeyError(message)
    return info


def _most(annotation: object) -> int | None:
    """Find how long a text may be."""
    if isinstance(annotation, StringConstraints):
        return annotation.max_length
    inner = (*get_args(annotation), *getattr(annotation, "__metadata__", ()))
    return next(filter(None, map(_most, inner)), None)
