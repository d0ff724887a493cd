"""Feeds and calendars: what happened and what falls due, told from the data's own days."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import feedparser
import icalendar
import pytest

from cchc.export.calendars import calendar_bytes
from cchc.export.feeds import Feed, feed_bytes, feeds
from cchc.render.view import View
from payloads import GROUPS
from unit.trees import ADJUSTMENTS, AS_OF, CYCLE, SNV_SUBMISSION, dataset_of, edit, report_of

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://mau.example/"


def feeds_of(tree: Path, as_of: dt.date = AS_OF) -> dict[str, Feed]:
    """Give every feed of a tree by its path."""
    view = View(dataset_of(tree), as_of, None)
    return {feed.path: feed for feed in feeds(view, [report_of(tree, as_of)])}


def atom(tree: Path, path: str = "nguon-tin/tat-ca.xml", as_of: dt.date = AS_OF) -> bytes:
    """Write one feed of a tree."""
    return feed_bytes(View(dataset_of(tree), as_of, None), feeds_of(tree, as_of)[path])


def calendar(tree: Path, agency: str | None = None) -> dict[str, icalendar.Event]:
    """Write the calendar of a tree and read it again: events by id, without the site's address."""
    written = calendar_bytes(View(dataset_of(tree), AS_OF, None), [report_of(tree)], agency)
    read = icalendar.Calendar.from_ical(written)
    assert isinstance(read, icalendar.Calendar)
    assert len({event.uid for event in read.events}) == len(read.events)
    return {event.uid.removeprefix(SITE): event for event in read.events}


# --- news -----------------------------------------------------------------------------------------------


def test_news_are_what_the_data_dates_the_newest_first(base_tree: Path) -> None:
    """Reports, the issue, updates and decisions; each says when it was invented."""
    news = feeds_of(base_tree)["nguon-tin/tat-ca.xml"].news
    assert [(one.on.isoformat(), one.title, one.page) for one in news] == [
        ("2023-10-05", "[Minh họa] Sở Nội vụ cập nhật tiến độ 1 nhiệm vụ", "co-quan/so-noi-vu/"),
        ("2023-10-02", "[Minh họa] Sở Tư pháp cập nhật tiến độ 1 nhiệm vụ", "co-quan/so-tu-phap/"),
        ("2023-08-20", "[Minh họa] Sửa đổi nhiệm vụ SNV-02 của Sở Nội vụ", "nhiem-vu/2023/SNV-02/"),
        ("2023-07-03", "[Minh họa] Sở Nội vụ cập nhật tiến độ 2 nhiệm vụ", "co-quan/so-noi-vu/"),
        ("2023-06-12", "[Minh họa] Ban hành Kế hoạch cải thiện Chỉ số mẫu năm 2023", "ke-hoach/2023/"),
        ("2023-05-12", "[Minh họa] Sở Nội vụ báo cáo cho kế hoạch 2023", "co-quan/so-noi-vu/"),
        ("2023-05-10", "[Minh họa] Sở Tư pháp báo cáo cho kế hoạch 2023", "co-quan/so-tu-phap/"),
    ]
    assert news[2].lines == (
        "Kiểm tra đột xuất không báo trước tại 05 Bộ phận Một cửa.",
        "Thời hạn hoàn thành: “trước 30/11/2023” thành “trước 15/12/2023”.",
        "Văn bản số MH-05/TB-UBND ngày 18/08/2023.",
        "Lý do: Chờ kết quả rà soát địa bàn.",
    )


def test_official_news_carry_no_mark(base_tree: Path) -> None:
    """The mark means something only if it is not everywhere."""
    for relative in (CYCLE, ADJUSTMENTS):
        edit(base_tree, relative, "tinh_chat: minh-hoa", "tinh_chat: chinh-thuc\nnguon:\n  - ten: Công báo")
    news = feeds_of(base_tree)["nguon-tin/tat-ca.xml"].news
    assert [one.title for one in news if not one.title.startswith("[Minh họa]")] == [
        "Sửa đổi nhiệm vụ SNV-02 của Sở Nội vụ",
        "Ban hành Kế hoạch cải thiện Chỉ số mẫu năm 2023",
    ]


@pytest.mark.parametrize(
    ("as_of", "count"),
    [(dt.date(2023, 5, 11), 1), (dt.date(2023, 8, 19), 4), (dt.date(2023, 8, 20), 5), (dt.date(2030, 1, 1), 7)],
)
def test_what_has_not_happened_yet_is_no_news(base_tree: Path, as_of: dt.date, count: int) -> None:
    """A site as of an earlier day tells what was known then."""
    assert len(feeds_of(base_tree, as_of)["nguon-tin/tat-ca.xml"].news) == count


def test_two_decisions_on_one_task_on_one_day_are_two_news(base_tree: Path) -> None:
    """No entry of a feed takes another's place."""
    place = base_tree / "data" / ADJUSTMENTS
    entry = "  - ngay: 2023-08-20\n    van_ban:\n      so: MH-06\n      ngay: 2023-08-18\n    nhiem_vu: SNV-02\n"
    entry += "    gia_tri_moi:\n      san_pham: 04 thông báo\n    ly_do: Ít hơn.\n"
    place.write_text(place.read_text("utf-8") + entry, "utf-8")
    ids = [one.id for one in feeds_of(base_tree)["nguon-tin/tat-ca.xml"].news if one.id.startswith("dieu-chinh")]
    assert sorted(ids) == ["dieu-chinh/2023/SNV-02/2023-08-20/1", "dieu-chinh/2023/SNV-02/2023-08-20/2"]


# --- Atom -----------------------------------------------------------------------------------------------


def test_there_is_a_feed_for_all_for_each_agency_expected_and_for_each_domain(base_tree: Path) -> None:
    """Each holds what concerns it: an agency that only takes part in a task hears of its changes."""
    found = {path: [one.id.partition("/")[0] for one in feed.news] for path, feed in feeds_of(base_tree).items()}
    assert found == {
        "nguon-tin/tat-ca.xml": ["tien-do", "tien-do", "dieu-chinh", "tien-do", "ban-hanh", "bao-cao", "bao-cao"],
        "nguon-tin/co-quan/so-noi-vu.xml": ["tien-do", "dieu-chinh", "tien-do", "ban-hanh", "bao-cao"],
        "nguon-tin/co-quan/so-tu-phap.xml": ["tien-do", "dieu-chinh", "ban-hanh", "bao-cao"],
        "nguon-tin/linh-vuc/par-index-2022-1.xml": ["tien-do", "dieu-chinh", "tien-do", "ban-hanh", "bao-cao"],
        "nguon-tin/linh-vuc/par-index-2022-2.xml": ["tien-do", "ban-hanh", "bao-cao"],
        "nguon-tin/linh-vuc/sipas-2022-1.xml": ["dieu-chinh", "tien-do", "ban-hanh", "bao-cao"],
    }


def test_a_feed_is_well_formed_atom(base_tree: Path) -> None:
    """RFC 4287, sections 4.1.1 and 4.1.2: what a feed and an entry must have, once; ids are addresses and unique."""
    written = atom(base_tree)
    root = ET.fromstring(written)  # noqa: S314 -- we wrote it
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    assert {link.get("rel") for link in root.findall(f"{ATOM}link")} == {"self", "alternate"}
    ids = [entry.findtext(f"{ATOM}id", "") for entry in entries]
    assert len(set(ids)) == len(ids) == 7
    assert all(id_.startswith(f"{SITE}nhat-ky/#") for id_ in ids)
    read = feedparser.parse(written)
    assert not read.bozo
    assert read.feed.updated == "2023-10-05T00:00:00+07:00"
    assert read.entries[2].link == f"{SITE}nhiem-vu/2023/SNV-02/"
    assert read.entries[2].content[0].value.endswith("Lý do: Chờ kết quả rà soát địa bàn.")


def test_a_feed_without_news_is_one_all_the_same(base_tree: Path) -> None:
    """Who subscribes early must not meet an error."""
    written = atom(base_tree, as_of=dt.date(2023, 5, 1))
    assert feedparser.parse(written).feed.updated == "2023-05-01T00:00:00+07:00"
    assert b"<entry>" not in written


@pytest.mark.threat("H01")
@pytest.mark.parametrize("payload", [payload for group in GROUPS for payload in group])
def test_text_of_agencies_is_text_in_feeds_and_calendars(base_tree: Path, payload: str) -> None:
    """Whatever an agency writes comes out of a reader as it was written, spaces apart."""
    flat = " ".join(payload.split())
    quoted = "'" + flat.replace("'", "''") + "'"
    edit(base_tree, ADJUSTMENTS, "Chờ kết quả rà soát địa bàn.", quoted)
    edit(base_tree, SNV_SUBMISSION, "san_pham: 05 thông báo kết luận kiểm tra", f"san_pham: {quoted}")
    contents = [entry.content[0] for entry in feedparser.parse(atom(base_tree)).entries]
    assert contents[2].type == "text/plain"
    entry = ET.fromstring(atom(base_tree)).findall(f"{ATOM}entry/{ATOM}content")[2]  # noqa: S314 -- we wrote it
    assert (entry.text or "").endswith(f"Lý do: {flat}")
    assert f"Sản phẩm: {flat}\n" in str(calendar(base_tree)["nhiem-vu/2023/SNV-02/"].description)


# --- iCalendar ------------------------------------------------------------------------------------------


def test_the_calendar_holds_milestones_and_every_task_on_its_last_day_on_time(base_tree: Path) -> None:
    """A whole day each, to its end; after adjustments."""
    events = calendar(base_tree)
    due = {f"nhiem-vu/2023/{state.task.code}/": state.due_on.isoformat() for state in report_of(base_tree).states}
    assert len(due) == 5
    assert {name: event.start.isoformat() for name, event in events.items()} == {
        "moc/2023/nop-bao-cao": "2023-05-14",
        "moc/2023/trinh-ke-hoach": "2023-05-29",
        "moc/2023/ban-hanh": "2023-06-12",
        "moc/2023/ket-thuc": "2023-12-31",
        **due,
    }
    changed = events["nhiem-vu/2023/SNV-02/"]
    assert changed.start == dt.date(2023, 12, 14)
    assert str(changed.summary).startswith("[Minh họa] Hạn SNV-02: Kiểm tra đột xuất")
    assert all(event.end - event.start == dt.timedelta(days=1) for event in events.values())


def test_an_agency_has_its_own_tasks_and_the_milestones(base_tree: Path) -> None:
    """What it does not lead is another's to do."""
    names = list(calendar(base_tree, "so-tu-phap"))
    assert [name for name in names if name.startswith("nhiem-vu")] == ["nhiem-vu/2023/STP-01/"]
    assert len([name for name in names if name.startswith("moc/")]) == 4


def test_a_plan_that_is_not_in_force_has_no_deadlines_of_tasks_yet(base_tree: Path) -> None:
    """What is only proposed binds nobody."""
    edit(base_tree, CYCLE, "trang_thai: da-ban-hanh", "trang_thai: da-trinh")
    assert [name for name in calendar(base_tree) if name.startswith("nhiem-vu")] == []


def test_lines_are_as_short_as_the_standard_asks(base_tree: Path) -> None:
    """RFC 5545, section 3.1: 75 octets and CRLF; a letter is never cut in two."""
    written = calendar_bytes(View(dataset_of(base_tree), AS_OF, None), [report_of(base_tree)])
    assert max(map(len, written.split(b"\r\n"))) <= 75
    assert b"\n" not in written.replace(b"\r\n", b"")
    assert all(line.decode("utf-8") is not None for line in written.split(b"\r\n"))
    for event in calendar(base_tree).values():
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)
