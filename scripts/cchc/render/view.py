"""What templates may ask: names, words, numbers, dates, links. Data text is always escaped (decision 2)."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, TypeVar

from jinja2 import Environment, FileSystemBytecodeCache, PackageLoader, StrictUndefined, Undefined, pass_context
from markupsafe import Markup

from cchc.basics.dates import format_date
from cchc.basics.decimals import format_decimal, plain
from cchc.basics.text import sort_key
from cchc.figures.freeze import written
from cchc.figures.journal import events_of
from cchc.render import filters, links, origins
from cchc.render.citation import task_citation
from cchc.render.forge import Forge
from cchc.render.licence import LICENCE
from cchc.render.words import field_title, word
from cchc.schema import AdjustmentKind, Nature, Outcome, stated_natures
from cchc.schema.fields import CriterionRef

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from jinja2.runtime import Context

    from cchc.basics.diagnostics import Span
    from cchc.figures.freeze import FrozenValue
    from cchc.git import Revision
    from cchc.model import Criterion, Dataset, Framework
    from cchc.schema import Agency, AgencyGroup, Sourced

    Unit = TypeVar("Unit", Agency, AgencyGroup)

# Marks a line of Markdown in a template's output; data can never hold it (control characters are refused).
_MARKDOWN_LINE = "\x01"
_AS_REFERENCES = str.maketrans({char: f"&#{ord(char)};" for char in "&<>\"'{}"} | {"\n": " "})
_ASCII_PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")


def as_heading(text: str) -> Markup:
    """Write data text so that Markdown sees plain letters: ASCII punctuation as numeric character references."""
    letters = _ASCII_PUNCTUATION.sub(lambda match: f"&#{ord(match.group())};", " ".join(text.split()))
    return Markup(letters)  # noqa: S704 -- every character that HTML or Markdown obeys was just replaced


@lru_cache(maxsize=8192)
def as_text(text: str) -> Markup:
    """Write data text inside HTML: escaped, on one line, braces as references so that no template sees them."""
    return Markup(text.translate(_AS_REFERENCES))  # noqa: S704 -- whatever HTML obeys was just replaced


def as_prose(text: str) -> Markup:
    """Write multi-line data text inside HTML: line ends kept as line breaks."""
    return Markup("<br>").join(as_text(line) for line in text.split("\n"))


def heading(level: int, text: str, anchor: str = "") -> Markup:
    """Write a Markdown heading with a permanent anchor."""
    suffix = f" {{#{anchor}}}" if anchor else ""
    return Markup("{}{} {}{}\n").format(_MARKDOWN_LINE, "#" * level, as_heading(text), suffix)


def assemble(front_matter: dict[str, object], body: str) -> str:
    """Join a template's output into one Markdown file.

    Every run of HTML becomes one raw block without blank lines, where Markdown does not look; headings stand
    between them.
    """
    lines = [
        "---",
        *(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front_matter.items()),
        "---",
        "",
    ]
    html: list[str] = []

    def flush() -> None:
        if html:
            lines.extend(['<div class="khoi">', *html, "</div>", ""])
            html.clear()

    for line in body.replace(_MARKDOWN_LINE, f"\n{_MARKDOWN_LINE}").split("\n"):
        stripped = line.strip()
        if stripped.startswith(_MARKDOWN_LINE):
            flush()
            lines.extend([stripped.removeprefix(_MARKDOWN_LINE), ""])
        elif stripped:
            html.append(stripped)
    flush()
    return "\n".join(lines)


def _finalize(value: object) -> object:
    """Let only text and numbers onto a page: a stray None or object is a defect, never a word (threat H09)."""
    if isinstance(value, Markup):
        return value
    if isinstance(value, str):
        return as_text(value)
    if isinstance(value, Undefined):
        return str(value)  # raises, naming what is undefined
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    message = f"a template put {value!r} on a page"
    raise TypeError(message)


class View:
    """Names, links and words over one data set at one date."""

    def __init__(self, dataset: Dataset, as_of: dt.date, revision: Revision | None) -> None:
        self.dataset = dataset
        self.as_of = as_of
        self.revision = revision
        self.forge = Forge(province=dataset.province, revision=revision) if dataset.province else None
        self.agencies = dataset.agencies
        self.groups = dataset.groups

    def environment(self) -> Environment:
        """Make the template environment: autoescape always, undefined names fail the build."""
        environment = Environment(
            loader=PackageLoader("cchc.render"),
            autoescape=True,
            undefined=StrictUndefined,
            finalize=_finalize,
            bytecode_cache=FileSystemBytecodeCache(),
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.filters |= {
            "number": format_decimal,
            "machine": plain,
            "date": format_date,
            "word": word,
            "prose": as_prose,
            "label": as_heading,
            "lower_first": lambda text: text[:1].lower() + text[1:],
            "upper_first": lambda text: text[:1].upper() + text[1:],
            "percent_of": percent_of,
            "share_of": share_of,
        }
        environment.globals |= {
            "view": self,
            "links": links,
            "filters": filters,
            "licence": LICENCE,
            "origins": origins,
            "heading": heading,
            "url": _url,
            "Nature": Nature,
            "AdjustmentKind": AdjustmentKind,
            "events_of": events_of,
            "task_citation": partial(task_citation, self.dataset),
            "field_title": field_title,
            "files": stated_files(self.dataset),
        }
        return environment

    @property
    def natures(self) -> frozenset[Nature]:
        """Every nature that the data states, of a file or of anything in it."""
        return natures_of(self.dataset)

    def unit_name(self, id_: str) -> str:
        """Name an agency or a group of agencies shortly."""
        if id_ in self.agencies:
            return self.agencies[id_].short_name
        return self.groups[id_].name

    def in_official_order(self, pairs: Iterable[tuple[str, object]]) -> list[tuple[str, object]]:
        """Sort pairs that begin with an agency's id as the registry lists the agencies."""
        rank = {id_: number for number, id_ in enumerate(self.agencies)}
        return sorted(pairs, key=lambda pair: rank[pair[0]])

    def criterion(self, ref: CriterionRef) -> Criterion:
        """Look a criterion up that the rules have found to exist."""
        return self.dataset.frameworks[ref.framework].criteria[ref.code]

    def framework(self, id_: str) -> Framework:
        """Look a framework up."""
        return self.dataset.frameworks[id_]

    def ref(self, criterion: Criterion) -> CriterionRef:
        """Make the reference of a criterion."""
        return CriterionRef(framework=criterion.framework, code=criterion.code)

    def unit_of(self, framework: str) -> str:
        """Give the unit of a framework's values."""
        return word(self.dataset.frameworks[framework].file.unit)

    def successor(self, agency: Agency) -> Agency | None:
        """Give the agency that stands in an agency's place at the end of the chain, if it was succeeded."""
        heirs = self.dataset.heirs(agency.id)
        return self.agencies[heirs[-1]] if heirs else None

    def predecessors(self, agency: Agency) -> list[Agency]:
        """List the agencies whose place an agency took, at once or by way of others, by name."""
        return self.by_name(one for one in self.agencies.values() if agency.id in self.dataset.heirs(one.id))

    def told(self, field: str, value: FrozenValue) -> str:
        """Write an approved value of a task as its page does: names for ids, "" for nothing."""
        if isinstance(value, tuple):
            return "; ".join(map(self._name_of, value))
        if isinstance(value, Outcome):
            return f"{value.name}: {format_decimal(value.current)} → {format_decimal(value.target)} {value.unit}"
        if isinstance(value, Decimal):
            return format_decimal(value)
        return self.unit_name(value) if field == "lead" and isinstance(value, str) else written(value)

    def _name_of(self, one: str | CriterionRef) -> str:
        if isinstance(one, str):
            return self.unit_name(one)
        return f"{self.framework(one.framework).file.abbreviation} {one.code}"

    def by_name(self, units: Iterable[Unit]) -> list[Unit]:
        """Sort agencies or groups by name, as Vietnamese dictionaries do."""
        return sorted(units, key=lambda one: sort_key(one.name))

    def file_name(self, span: Span) -> str:
        """Name a data file as the repository has it."""
        return f"data/{span.path.removeprefix(self.dataset.root).lstrip('/')}"

    def source_url(self, span: Span) -> str:
        """Give the address of a line in the public repository."""
        return self.forge.line(self.file_name(span), span.line) if self.forge else ""

    def address(self, path: str) -> str:
        """Write a path below the site's root as a full address, to be read or typed elsewhere."""
        return f"{self.dataset.province.site_url.rstrip('/')}/{path}" if self.dataset.province else path

    def source_name(self, span: Span) -> str:
        """Name a line of the data as a reader may look it up."""
        return f"{self.file_name(span)}, dòng {span.line}"


def stated_files(dataset: Dataset) -> list[Sourced]:
    """List every file whose nature is stated, by path."""
    found: list[Sourced] = [framework.file for framework in dataset.frameworks.values()]
    found += dataset.results.values()
    for cycle in dataset.cycles.values():
        found += [cycle.file, *cycle.submissions.values(), *cycle.progress.values()]
        found += [cycle.adjustments] if cycle.adjustments else []
    found += [dataset.registry] if dataset.registry else []
    return sorted(found, key=lambda file: file.here.path)


def natures_of(dataset: Dataset) -> frozenset[Nature]:
    """Name every nature that a data set states, of a file or of anything in it."""
    return frozenset(nature for file in stated_files(dataset) for _, nature in stated_natures(file))


def percent_of(part: Decimal | int, whole: Decimal | int) -> str:
    """Write a share as a number from 0 to 100 with at most one digit, for text and for drawings alike."""
    return plain((Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.1"))) if whole else "0"


def share_of(part: Decimal | int, whole: Decimal | int) -> str:
    """Write a share for readers, the same number as in drawings: "36,1 %", never broken between lines."""
    return f"{percent_of(part, whole).replace('.', ',')}\N{NO-BREAK SPACE}%"


@pass_context
def _url(context: Context, target: str) -> str:
    page: Any = context["page"]
    return links.relative(target, page.url)
