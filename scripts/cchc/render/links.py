"""The site's permanent addresses, relative to its root; those of pages end in "/"."""

from __future__ import annotations

import posixpath
from functools import lru_cache
from typing import TYPE_CHECKING

from cchc.basics.text import fold

if TYPE_CHECKING:
    from cchc.schema.fields import CriterionRef

HOME = ""
GAPS = "diem-mat/"
PLANS = "ke-hoach/"
PROGRESS = "tien-do/"
AGENCIES = "co-quan/"
CRITERIA = "tieu-chi/"
JOURNAL = "nhat-ky/"
FIGURES = "so-lieu/"
DOWNLOADS = "so-lieu/#tai-ve"
DICTIONARY = "so-lieu/tu-dien/"
EDITIONS = "an-ban/"
RULES = "huong-dan/quy-tac/"
MANIFEST = "build.json"
FEED = "nguon-tin/tat-ca.xml"
CALENDAR = "lich/tat-ca.ics"
DATA = "du-lieu/v1/"  # open data; another version of the tables has another folder
WORKBOOK = f"{DATA}so-lieu.xlsx"
BUNDLE = f"{DATA}trang-ngoai-tuyen.zip"
HOW_TO_SUBMIT = "huong-dan/nop-bao-cao/"
HOW_TO_UPDATE = "huong-dan/cap-nhat-tien-do/"
HOW_TO_USE_EXCEL = "huong-dan/nop-bao-cao/#excel"
GLOSSARY = "huong-dan/thuat-ngu/"
HOW_TO_READ_FINDINGS = "huong-dan/doc-thong-bao/"


def plan(year: int) -> str:
    """Address of a year's consolidated plan."""
    return f"{PLANS}{year}/"


def progress(year: int) -> str:
    """Address of a year's progress page."""
    return f"{PROGRESS}{year}/"


def queue(year: int) -> str:
    """Address of the page that tells what waits on whom in a year's plan."""
    return f"{PROGRESS}{year}/viec-cho/"


def agency(id_: str) -> str:
    """Address of an agency."""
    return f"{AGENCIES}{id_}/"


def form(kind: str, year: int, agency: str) -> str:
    """Address of the workbook in which an agency reports (`bao-cao`) or updates (`tien-do`)."""
    return f"mau/{kind}-{year}-{agency}.xlsx"


def agency_feed(id_: str) -> str:
    """Address of the feed of an agency."""
    return f"nguon-tin/co-quan/{id_}.xml"


def domain_feed(ref: CriterionRef) -> str:
    """Address of the feed of a domain."""
    return f"nguon-tin/linh-vuc/{ref.framework}-{ref.code}.xml"


def agency_calendar(id_: str) -> str:
    """Address of the calendar of an agency."""
    return f"lich/{id_}.ics"


def group(id_: str) -> str:
    """Address of a group of agencies that documents name together."""
    return f"{AGENCIES}nhom/{id_}/"


def term(anchor: str) -> str:
    """Address of a term's definition."""
    return f"{GLOSSARY}#{anchor}"


def framework(id_: str) -> str:
    """Address of an index framework."""
    return f"{CRITERIA}{id_}/"


def criterion(ref: CriterionRef) -> str:
    """Address of a criterion at any level."""
    return f"{CRITERIA}{ref.framework}/{ref.code}/"


def task(year: int, code: str) -> str:
    """Address of a task."""
    return f"nhiem-vu/{year}/{code}/"


def table_file(id_: str) -> str:
    """Address of a published table as CSV."""
    return f"{DATA}csv/{id_}.csv"


def plan_document(year: int, form: str) -> str:
    """Address of a year's plan as an official document, `form` being the file's extension."""
    return f"{DATA}van-ban/ke-hoach-{year}.{form}"


def agency_document(year: int, id_: str, form: str) -> str:
    """Address of the document of an agency's report and tasks."""
    return f"{DATA}van-ban/ke-hoach-{year}-{id_}.{form}"


def edition(year: int, id_: str) -> str:
    """Address of an edition of a year's plan."""
    return f"{EDITIONS}{year}/{id_}/"


def edition_file(year: int, id_: str) -> str:
    """Address of the file that an edition is: no version of the tables, for it never changes."""
    return f"du-lieu/an-ban/{year}/{id_}.json"


def rule(id_: str) -> str:
    """Address of a rule, which the checker prints beside its findings."""
    return f"{RULES}{id_}/"


def topic_anchor(topic: str) -> str:
    """Anchor of a topic on the page that lists the rules."""
    return fold(topic).replace(" ", "-")


@lru_cache(maxsize=65536)
def relative(target: str, page: str) -> str:
    """Write an address as a link on a page, so that the site works under any path and from a disk.

    An address that does not end in "/" is a file's, the empty one the home page's.
    """
    address, mark, anchor = target.partition("#")
    path = posixpath.relpath(f"/{address}", f"/{page}") if address != page else "."
    if address and not address.endswith("/"):
        return f"{path}{mark}{anchor}"
    return f"{path}/{mark}{anchor}" if path != "." else f"./{mark}{anchor}"
