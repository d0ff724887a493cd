"""A review of a pull request, written for people and for machines: one module for each format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cchc.render.review import json, markdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from cchc.revisions.review import Review

    Render = Callable[[Review, str], str]

FORMATS: dict[str, Render] = {"markdown": markdown.render, "json": json.render}
