"""How one telling is written for a forge and for a terminal: text that may hold anything, and what stands out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.render.review.gfm import EMPTY, code, cut, on_one_line, prose

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The manners of a format: a value letter for letter, a sentence, what stands out, an address, a heading."""

    value: Callable[[str], str]
    prose: Callable[[str], str]
    strong: Callable[[str], str]
    link: Callable[[str], str]
    heading: Callable[[int, str], str]

    def arrow(self, before: str, after: str) -> str:
        """Write what was and what is."""
        return f"{self.value(before) if before else EMPTY} → {self.value(after) if after else EMPTY}"


MARKDOWN = Style(
    value=code,
    prose=prose,
    strong=lambda text: f"**{text}**",
    link=lambda address: f"<{address}>",
    heading=lambda level, text: f"{'#' * level} {text}",
)
PLAIN = Style(
    value=lambda text: f"“{cut(on_one_line(text))}”",
    prose=on_one_line,
    strong=str,
    link=str,
    heading=lambda level, text: f"{text}\n{'=-'[level - 1] * len(text)}",
)
