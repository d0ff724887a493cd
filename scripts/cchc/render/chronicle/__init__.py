"""What the commits of a branch changed, written for people and for machines."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cchc.render.chronicle import json, prose
from cchc.render.style import MARKDOWN, PLAIN

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc.revisions.chronicle import Chronicle

FORMATS: dict[str, Callable[[Chronicle], str]] = {
    "text": partial(prose.render, style=PLAIN),
    "json": json.render,
    "markdown": partial(prose.render, style=MARKDOWN),
}
