"""The licence of the data and of what is made from it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Licence:
    """Under which terms the data may be used."""

    id: str
    short_name: str
    name: str
    url: str


# What LICENSE-DATA.md says (a test compares).
LICENCE = Licence(
    id="CC-BY-4.0",
    short_name="CC BY 4.0",
    name="Creative Commons Ghi công 4.0 Quốc tế (CC BY 4.0)",
    url="https://creativecommons.org/licenses/by/4.0/legalcode.vi",
)
