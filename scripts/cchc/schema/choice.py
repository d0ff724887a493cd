"""A value chosen from a list: the word a file writes, and what it means to whoever chooses."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from pydantic import GetJsonSchemaHandler
    from pydantic_core import CoreSchema


class Choice(StrEnum):
    """A list of allowed words; each member is written as the word and its meaning in Vietnamese."""

    meaning: str

    def __new__(cls, word: str, meaning: str) -> Self:
        """Make a member that is its word, as any text is."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.meaning = meaning
        return member

    @classmethod
    def __get_pydantic_json_schema__(cls, _core: CoreSchema, _handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """Explain every word to editors (`enumDescriptions` is theirs, not the standard's)."""
        return {
            "enum": [member.value for member in cls],
            "enumDescriptions": [member.meaning for member in cls],
            "errorMessage": f"Ghi một trong: {', '.join(cls)}.",
        }
