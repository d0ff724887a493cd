"""The one way to write a data file: the same values and comments, keys in order, quotes only where needed.

The text is written anew from its YAML nodes, so that nothing of an author's style is left to differ. What a value
is (a number, a date, a text) is asked of the record that the file was validated to be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from itertools import takewhile
from typing import TYPE_CHECKING, Any, cast, get_args, get_origin

import yaml

from cchc.basics.text import nfc
from cchc.reading.comments import Comments
from cchc.reading.scalars import as_scalar, as_text, written
from cchc.schema import Input, Sourced

if TYPE_CHECKING:
    from collections.abc import Iterable

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_BACKING = tuple(Sourced.__annotations__)

Group = Input | Mapping[str, Any]


def canonical(text: str, record: Input) -> str:
    """Write a data file in its canonical form.

    Args:
        text: the file as decoded; the bounded reader has accepted it.
        record: what the file was validated to be.
    """
    root = cast("yaml.MappingNode", yaml.compose(text, Loader=_LOADER))
    writer = _Writer(Comments(text, root))
    writer.group("", root, record)
    return writer.finish()


class _Writer:
    """Collects lines; a `margin` is what stands before an entry on its line: spaces, then perhaps a list's dash."""

    def __init__(self, comments: Comments) -> None:
        self._comments = comments
        self._lines: list[str] = []

    def finish(self) -> str:
        """Give the text, with what stood below the last value."""
        self._remark("", self._comments.below)
        self._comments.insist_on_none_left()
        return "\n".join(self._lines).rstrip("\n") + "\n"

    def group(self, margin: str, node: yaml.MappingNode, values: Group) -> None:
        """Write keys and their values. What stands above the first key stays on top: it may speak of them all."""
        first, _ = node.value[0]
        self._remark(margin, self._comments.above(first))
        written = {nfc(key.value): (key, child) for key, child in node.value}
        for name in _in_order(written, values):
            key, child = written[name]
            label = f"{as_text(name)}: "
            value = _value_of(values, name)
            if isinstance(child, yaml.ScalarNode):
                self._scalar(margin, label, [key, child], value)
            else:
                empty = "" if child.value else "{}" if isinstance(child, yaml.MappingNode) else "[]"
                self._line(margin, f"{label}{empty}", self._comment(margin, [key]))
                self._collection(f"{_spaces(margin)}  ", child, value)
            margin = _spaces(margin)

    def _collection(self, margin: str, node: yaml.CollectionNode, value: Any) -> None:  # noqa: ANN401 -- a record's value
        if not node.value:
            return
        if isinstance(node, yaml.MappingNode):
            self.group(margin, node, value)
            return
        for child, item in zip(node.value, value, strict=True):
            if isinstance(child, yaml.ScalarNode):
                self._scalar(f"{margin}- ", "", [child], item)
            else:
                self._collection(f"{margin}- ", child, item)

    def _scalar(self, margin: str, label: str, nodes: Sequence[yaml.ScalarNode], value: object) -> None:
        """Write one value, or one list item where the label is empty; the last of the nodes is the value's."""
        comment = self._comment(margin, nodes)
        text = written(nodes[-1].value, value)
        if "\n" in text or nodes[-1].style == "|":
            self._line(margin, f"{label}|", comment)
            self._lines += [f"{_spaces(margin)}{'  ' if label else ''}{line}".rstrip() for line in text.split("\n")]
        else:
            self._line(margin, label + as_scalar(text, value, comment), comment)

    def _comment(self, margin: str, nodes: Sequence[yaml.ScalarNode]) -> str:
        """Write what stands above a line; give the comment that ends it."""
        remarks: list[str] = []
        at_end = False
        for node in nodes:
            above, behind = self._comments.above(node), self._comments.behind(node)
            remarks += above + behind
            at_end = bool(behind) or (at_end and not above)
        comment = remarks.pop() if at_end else ""
        self._remark(margin, remarks)
        return comment

    def _remark(self, margin: str, remarks: Iterable[str]) -> None:
        indent = " " * len(margin.removesuffix("- "))
        for remark in remarks:
            if remark or (self._lines and self._lines[-1]):  # blank lines: never two, never at the top
                self._lines.append(f"{indent}{remark}".rstrip())

    def _line(self, margin: str, content: str, comment: str) -> None:
        self._lines.append(f"{margin}{content.rstrip()} {comment}".rstrip())


def _spaces(margin: str) -> str:
    return " " * len(margin)


def _value_of(values: Group, name: str) -> Any:  # noqa: ANN401 -- a record's value
    return getattr(values, values.keys()[name]) if isinstance(values, Input) else values.get(name)


def _in_order(names: Iterable[str], values: Group) -> list[str]:
    """Order the keys of a record as its model does; those of a table stay as they were written."""
    return sorted(names, key=_key_order(type(values)).index) if isinstance(values, Input) else list(names)


@cache
def _key_order(model: type[Input]) -> list[str]:
    """Give a model's keys as declared; the nature and its backing follow the first single values, as a title does."""
    own = [name for name in model.model_fields if name not in _BACKING]
    backing = [name for name in model.model_fields if name in _BACKING]
    head = list(takewhile(lambda name: not _holds_more(model.model_fields[name].annotation), own))
    return [model.key_of(name) for name in (*head, *backing, *own[len(head) :])]


def _holds_more(annotation: object) -> bool:
    """Tell lists, tables and groups of keys from single values."""
    kinds = {get_origin(annotation) or annotation, *(get_origin(one) or one for one in get_args(annotation))}
    return any(isinstance(kind, type) and issubclass(kind, (tuple, dict, Input)) for kind in kinds)
