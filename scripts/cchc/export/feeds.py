"""Atom feeds (RFC 4287) of what happened to the plans: whole, per agency, per domain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from cchc.export.news import news_of
from cchc.render import links

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.export.news import News
    from cchc.figures.report import CycleReport
    from cchc.render.view import View
    from cchc.schema.fields import CriterionRef

MAX_ENTRIES = 200  # a reader who was away for years finds the rest on the site
_ATOM = "http://www.w3.org/2005/Atom"
_MIDNIGHT = "T00:00:00+07:00"  # the data states days


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: its address below the site's root, what it is about, the page it belongs to, its news."""

    path: str
    title: str
    page: str
    news: tuple[News, ...]


def feeds(view: View, reports: Sequence[CycleReport]) -> Iterator[Feed]:
    """List every feed: one of all news, one for each agency a plan expects something of, one for each domain."""
    everything = news_of(view, reports)
    province = view.dataset.province
    name = province.full_name if province else ""
    about = f"Cải thiện Chỉ số cải cách hành chính {name}"
    yield Feed(path=links.FEED, title=about, page=links.HOME, news=everything)
    for agency in expected_agencies(reports):
        own = tuple(one for one in everything if agency in one.agencies)
        title = f"{view.agencies[agency].name}: {about}"
        yield Feed(path=links.agency_feed(agency), title=title, page=links.agency(agency), news=own)
    for ref in _domains(view):
        own = tuple(
            one for one in everything if any(ref.covers(served.framework, served.code) for served in one.criteria)
        )
        title = f"{view.criterion(ref).name} ({view.framework(ref.framework).file.abbreviation}): {about}"
        yield Feed(path=links.domain_feed(ref), title=title, page=links.criterion(ref), news=own)


def expected_agencies(reports: Sequence[CycleReport]) -> tuple[str, ...]:
    """Name the agencies that must report to a plan or lead a task of one, by id."""
    reporting = {agency for report in reports for agency in report.cycle.file.reporters}
    return tuple(sorted(reporting | {task.lead for report in reports for task in report.tasks}))


def _domains(view: View) -> list[CriterionRef]:
    return [
        view.ref(domain) for _, framework in sorted(view.dataset.frameworks.items()) for domain in framework.domains
    ]


def feed_bytes(view: View, feed: Feed) -> bytes:
    """Write a feed; one without news was last changed when it was last looked at."""
    ET.register_namespace("", _ATOM)
    root = ET.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    address = view.address(feed.path)
    _add(root, "id", address)
    _add(root, "title", feed.title)
    _add(root, "updated", f"{(feed.news[0].on if feed.news else view.as_of).isoformat()}{_MIDNIGHT}")
    _link(root, "self", address, "application/atom+xml")
    _link(root, "alternate", view.address(feed.page), "text/html")
    _add(ET.SubElement(root, f"{{{_ATOM}}}author"), "name", feed.title)
    for one in feed.news[:MAX_ENTRIES]:
        entry = ET.SubElement(root, f"{{{_ATOM}}}entry")
        _add(entry, "id", f"{view.address(links.JOURNAL)}#{one.id}")
        _add(entry, "title", one.title)
        _add(entry, "updated", f"{one.on.isoformat()}{_MIDNIGHT}")
        _link(entry, "alternate", view.address(one.page), "text/html")
        _add(entry, "content", "\n".join(one.lines)).set("type", "text")
    ET.indent(root, " ")
    written: bytes = ET.tostring(root, "utf-8", xml_declaration=True)
    return written + b"\n"


def _add(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_ATOM}}}{name}")
    child.text = text
    return child


def _link(parent: ET.Element, relation: str, address: str, kind: str) -> None:
    ET.SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "href": address, "type": kind})
