"""Where the comments of a YAML text stand, told by the scalars around them, so that the text can be written anew."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_COMMENT = re.compile(r"#(?:.*\S)?")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*")


class Comments:
    """Comments and blank lines ("") of a text, each taken once.

    A comment on a line of its own stands above the next scalar; one that ends a line stands behind the first
    scalar of that line (of `a: [b, c] # d`, that is `a`). What follows the last scalar is `below`.
    """

    def __init__(self, text: str, root: yaml.Node) -> None:
        """Read what lies between the scalars: there YAML has signs and comments, and nothing else.

        Args:
            text: a whole file, without anchors or tags.
            root: its composed nodes.
        """
        self._above: dict[int, list[str]] = {}  # by where a scalar starts
        self._behind: defaultdict[int, list[str]] = defaultdict(list)
        owner, gap_start, line_break = 0, 0, "\n"  # as if a line before the first had ended
        for scalar in _scalars(root):
            start = scalar.start_mark.index
            rest, *lines = (line_break + text[gap_start:start]).split("\n")
            line_break = ""
            self._behind[owner] += _COMMENT.findall(rest)
            self._above[start] = list(_remarks(lines[:-1]))
            owner = start if lines else owner
            written = text[start : scalar.end_mark.index].rstrip()
            gap_start = start + len(written)
            if "\n" in written:
                if scalar.style in {"|", ">"}:
                    self._behind[owner] += _COMMENT.findall(_BLOCK_HEADER.sub("", written.split("\n")[0]))
                owner = start
        rest, *lines = text[gap_start:].split("\n")
        self._behind[owner] += _COMMENT.findall(rest)
        self.below = list(_remarks(lines))

    def above(self, scalar: yaml.ScalarNode) -> list[str]:
        """Take what stands above a scalar."""
        return self._above.pop(scalar.start_mark.index, [])

    def behind(self, scalar: yaml.ScalarNode) -> list[str]:
        """Take the comment behind a scalar, if there is one."""
        return self._behind.pop(scalar.start_mark.index, [])

    def insist_on_none_left(self) -> None:
        """Check that every comment was taken.

        Raises:
            AssertionError: when one would be lost.
        """
        if any(self._above.values()) or any(self._behind.values()):
            message = "a comment was not written"
            raise AssertionError(message)


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    """Walk keys and values in the order of the text."""
    if isinstance(node, yaml.ScalarNode):
        yield node
        return
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)


def _remarks(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if comment := _COMMENT.search(line):
            yield comment.group()
        elif not line.strip():
            yield ""
