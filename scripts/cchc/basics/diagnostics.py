"""Findings: what is wrong in which place, told to an official who does not know YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import takewhile
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

QUOTE_LIMIT = 60


class Severity(StrEnum):
    """How much a finding weighs: an error blocks publication, a warning advises."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"


class Span(NamedTuple):
    """A place in a file: `path` relative to where the command ran, line and column counted from 1.

    A tuple, for speed: every value of every file has one.
    """

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """Write the place as editors and terminals link it."""
        return f"{self.path}:{self.line}:{self.column}"


class Fix(NamedTuple):
    """A correction known for sure, or near enough to offer: the text at the place, and what to write instead.

    `found` stands in the finding's own line and covers the finding's place or follows it.
    """

    found: str
    instead: str


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Diagnostic:
    """One finding; `message` says what must hold and what was found, `hint` what to write instead."""

    span: Span
    rule: str
    severity: Severity
    message: str
    hint: str = ""
    fix: Fix | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Write the finding as its one line."""
        text = f"{self.message} — {self.hint}" if self.hint else self.message
        return f"{self.span}: {self.severity}: {text} [{self.rule}]"


def error(span: Span, rule: str, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
    """Make a finding that blocks."""
    return _finding(span, rule, Severity.ERROR, message, hint, fix)


def warning(span: Span, rule: str, message: str, hint: str = "", fix: Fix | None = None) -> Diagnostic:
    """Make a finding that advises."""
    return _finding(span, rule, Severity.WARNING, message, hint, fix)


def _finding(  # noqa: PLR0913, PLR0917 -- the parts of a finding, each given by its two makers above
    span: Span, rule: str, severity: Severity, message: str, hint: str, fix: Fix | None
) -> Diagnostic:
    """Keep a finding on one line, whatever an agency's text in it holds."""
    message, hint = " ".join(message.split()), " ".join(hint.split())
    return Diagnostic(span=span, rule=rule, severity=severity, message=message, hint=hint, fix=fix)


def has_errors(findings: Iterable[Diagnostic]) -> bool:
    """Tell whether any finding blocks."""
    return any(finding.severity is Severity.ERROR for finding in findings)


def quote(text: str) -> str:
    """Quote agency text inside a message: on one line, cut with an ellipsis, nothing a terminal obeys."""
    shown = "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))
    return f"“{shown[: QUOTE_LIMIT - 1]}…”" if len(shown) > QUOTE_LIMIT else f"“{shown}”"


def quote_apart(one: str, other: str) -> tuple[str, str]:
    """Quote two texts so that their first difference is seen, wherever in them it stands."""
    shown = [" ".join(text.split()) for text in (one, other)]
    if max(map(len, shown)) > QUOTE_LIMIT:
        alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(*shown, strict=False)))
        start = max(0, alike - QUOTE_LIMIT // 2)
        shown = [f"…{text[start:].lstrip()}" if start else text for text in shown]
    return quote(shown[0]), quote(shown[1])


def listing(names: Iterable[str], *, limit: int = 6) -> str:
    """Join names for a message, at most `limit` of them, the rest counted."""
    quoted = [quote(name) for name in names]
    rest = len(quoted) - limit
    return ", ".join(quoted) if rest <= 0 else f"{', '.join(quoted[:limit])} và {rest} mục khác"
