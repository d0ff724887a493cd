"""Other ways to write a data file: the same values in any style that the reader accepts."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, Any, cast

from cchc.basics.decimals import NotADecimalError, parse_decimal
from cchc.basics.nodes import Map, Seq, Value
from cchc.schema import Input

if TYPE_CHECKING:
    from random import Random

Group = Input | Mapping[str, Any]
HARMLESS = re.compile(r"[a-zA-ZÀ-ỹ0-9][a-zA-ZÀ-ỹ0-9/ .-]*")


@dataclass
class Restyler:
    """Writes a value tree with every choice of style left to chance; counts the comments that it strews in."""

    random: Random
    shuffled: bool
    comments: list[str] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)

    def write(self, root: Map, record: Input) -> bytes:
        """Give a file of these values."""
        self.group(root, record, "", "")
        self.strew("")
        text = "\n".join(self.lines) + self.random.choice(["\n", "", "\n\n\n"])
        text = unicodedata.normalize(self.random.choice(["NFC", "NFD"]), text)
        text = text.replace("\n", self.random.choice(["\n", "\r\n"]))
        return self.random.choice([b"", b"\xef\xbb\xbf"]) + text.encode()

    def strew(self, indent: str) -> None:
        """Write a blank line, a comment, or nothing, several times."""
        while self.random.random() < 0.15:
            blank = self.random.random() < 0.4
            self.lines.append("  " if blank else f"{indent}{' ' * self.random.randrange(3)}{self.comment()}")

    def comment(self) -> str:
        """Make a comment that no other is like."""
        self.comments.append(f"# ghi chú: {len(self.comments)} [“x”, {{y}}] 'z'")
        return self.comments[-1]

    def ending(self) -> str:
        """Make a comment for the end of a line, or none."""
        return f"  {self.comment()}" if self.random.random() < 0.1 else ""

    def group(self, node: Map, values: Group, first: str, indent: str) -> None:
        """Write a group of keys; `first` stands before the first key's line, `indent` before the others."""
        names = list(node)
        if self.shuffled and isinstance(values, Input):
            self.random.shuffle(names)
        for number, name in enumerate(names):
            if number:
                self.strew(indent)
            self.entry(f"{indent if number else first}{self.quoted(name)}:", node[name], value_of(values, name), indent)

    def entry(self, label: str, node: Value, value: object, indent: str) -> None:
        """Write a key and what it holds."""
        if isinstance(node, str):
            self.lines.append(f"{label} {self.scalar(node, value, indent)}")
        elif self.random.random() < 0.3 and all(isinstance(one, str) for one in children(node)):
            self.lines.append(f"{label} {self.flow(node, value, indent)}{self.ending()}")
        elif isinstance(node, Map):
            self.lines.append(f"{label}{self.ending()}")
            inner = indent + " " * self.random.choice([1, 2, 4])
            self.strew(inner)
            self.group(node, cast("Group", value), inner, inner)
        else:
            self.lines.append(f"{label}{self.ending()}")
            self.items(node, cast("tuple[object, ...]", value), indent + " " * self.random.choice([0, 2, 3]))

    def items(self, node: Seq, values: tuple[object, ...], indent: str) -> None:
        """Write a block list."""
        for child, value in zip(node, values, strict=True):
            self.strew(indent)
            if isinstance(child, str):
                self.lines.append(f"{indent}- {self.scalar(child, value, indent)}")
            elif self.random.random() < 0.2 and all(isinstance(one, str) for one in children(child)):
                self.lines.append(f"{indent}- {self.flow(child, value, indent)}{self.ending()}")
            elif isinstance(child, Map):
                first = f"{indent}- "
                if self.random.random() < 0.2:
                    self.lines.append(f"{indent}-{self.ending()}")
                    first = f"{indent}  "
                    self.strew(first)
                self.group(child, cast("Group", value), first, f"{indent}  ")

    def flow(self, node: Map | Seq, values: object, indent: str) -> str:
        """Write a list or a group between brackets, on one line or several."""
        comma = self.random.choice([", ", ",\n" + indent + "   "])
        if isinstance(node, Seq):
            parts = [
                self.quoted(other(self.random, str(text), one))
                for text, one in zip(node, cast("tuple[object, ...]", values), strict=True)
            ]
            return f"[{comma.join(parts)}]"
        parts = [
            f"{self.quoted(name)}: {self.quoted(other(self.random, str(text), value_of(cast('Group', values), name)))}"
            for name, text in node.items()
        ]
        return f"{{{comma.join(parts)}}}"

    def scalar(self, text: str, value: object, indent: str) -> str:
        """Write a single value between quotes of either kind, folded over lines, or as a block."""
        text = other(self.random, text, value)
        style = self.random.choice(["quoted", "quoted", "folded", ">-", "|"])
        if "\n" in text or style == "|":
            inner = f"\n{indent}    "
            return f"|-{self.ending()}{inner}{inner.join(text.split(chr(10)))}"
        if style == ">-":
            return f">-{self.ending()}\n{indent}    {text}"
        quoted = self.quoted(text)
        if style == "folded" and "  " not in quoted:
            head, space, tail = quoted.partition(" ")
            quoted = f"{head}\n{indent}      {tail}" if space else quoted
        return quoted if quoted[0] not in "'\"" and " " in quoted else quoted + self.ending()

    def quoted(self, text: str) -> str:
        """Write a text on one line, between quotes of either kind or, where it is harmless, without."""
        if HARMLESS.fullmatch(text) and self.random.random() < 0.5:
            return text
        if self.random.random() < 0.5:
            return "'{}'".format(text.replace("'", "''"))
        escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        return f'"{escaped}"'


def value_of(values: Group, name: str) -> object:
    """Give what a record or a table holds under a key of the file."""
    return getattr(values, values.keys()[name]) if isinstance(values, Input) else values[name]


def children(node: Map | Seq) -> list[Value]:
    """List what a collection holds."""
    return list(node.values()) if isinstance(node, Mapping) else list(node)


def other(random: Random, text: str, value: object) -> str:
    """Write a number or a date in another way; a text as it is, perhaps with blanks around it."""
    if isinstance(value, Decimal):
        ways = (f"{value}0", f"0{value}", f"{value}".replace(".", ","))
        return random.choice([text, *(way for way in ways if same(way, value))])
    if isinstance(value, dt.date):
        return random.choice([value.isoformat(), f"{value.day}/{value.month}/{value.year}", f"{value:%d-%m-%Y}"])
    if isinstance(value, int):
        return random.choice([str(value), f"0{value}"])
    return text


def same(text: str, value: Decimal) -> bool:
    """Tell whether a text is read as a number."""
    try:
        return parse_decimal(text) == value
    except NotADecimalError:
        return False
