"""Every file that is published beside the pages, written out: what it is, for whom, and what makes its bytes."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from cchc.basics.dates import format_date
from cchc.excel.form import form_bytes
from cchc.excel.offered import offered
from cchc.export import catalogue_files, csv_files, database, json_file, workbook
from cchc.export.bundle import about_text, bundle_bytes
from cchc.export.document import agency_document, plan_document
from cchc.export.feeds import expected_agencies, feed_bytes, feeds
from cchc.export.open_data import open_data
from cchc.export.tables import TABLES
from cchc.figures.offices import offices_of
from cchc.reading.editions import kept_editions
from cchc.render import links
from cchc.render.downloads import Download, Shelf
from cchc.render.view import View

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from cchc.export.document.model import OfficialDocument
    from cchc.export.open_data import OpenData
    from cchc.figures.report import CycleReport
    from cchc.git import Revision
    from cchc.model import Dataset

_JSON = "application/json"
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


# Only the process that makes the files pays for the libraries that set them.
def _as_word(content: OfficialDocument) -> bytes:
    from cchc.export.word import word_file  # noqa: PLC0415 -- as above

    return word_file(content, None)


def _as_pdf(content: OfficialDocument) -> bytes:
    from cchc.export.pdf import pdf_file  # noqa: PLC0415 -- as above

    return pdf_file(content)


def _as_calendar(view: View, reports: Sequence[CycleReport], agency: str | None) -> bytes:
    from cchc.export.calendars import calendar_bytes  # noqa: PLC0415 -- as above

    return calendar_bytes(view, reports, agency)


class _Form(NamedTuple):
    media_type: str
    audience: str
    to_bytes: Callable[[OfficialDocument], bytes]


_WORD = _Form(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "Cơ quan soạn thảo, in, trình ký",
    _as_word,
)
_PDF = _Form("application/pdf", "Ai muốn đọc, in, lưu trữ; dùng được với trình đọc màn hình", _as_pdf)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A file to publish; `content` is None for what lies among the documents already, or is made of the whole site."""

    download: Download
    content: Callable[[], bytes] | None


def published_files(
    dataset: Dataset, reports: Sequence[CycleReport], as_of: dt.date, revision: Revision | None
) -> tuple[Published, ...]:
    """List every file; nothing is computed before a content is asked for.

    Args:
        dataset: a data set without errors.
        reports: every cycle's, the newest first.
        as_of: the day they speak of.
        revision: the commit that the tree stands on, if known.
    """
    data = cache(lambda: open_data(dataset, reports, as_of, revision))
    view = View(dataset, as_of, revision)
    files = [*_whole(data), *_tables(data), *_documents(dataset, reports, as_of)]
    files += [
        *_forms(dataset, reports),
        *_feeds(view, reports),
        *_calendars(view, reports),
        *_editions(dataset),
        _BUNDLE,
    ]
    listed = [(one.download.path, one.download.title, one.download.media_type) for one in files]
    catalogue = Published(
        download=Download(
            path=f"{links.DATA}{catalogue_files.DCAT_FILE}",
            shelf=Shelf.DATA,
            title="Mô tả bộ số liệu theo DCAT",
            audience="Cổng dữ liệu, danh mục dữ liệu mở",
            media_type="application/ld+json",
        ),
        content=lambda: catalogue_files.dcat_text(data(), listed).encode(),
    )
    return (*files, catalogue)


def bundle_of(site: Path, dataset: Dataset, as_of: dt.date) -> bytes:
    """Pack a finished site so that it opens from a disk."""
    view = View(dataset, as_of, None)
    about = about_text(_name(dataset), format_date(as_of), view.address(""))
    code = dataset.province.code if dataset.province else ""
    return bundle_bytes(site, f"cchc-{code}-{as_of.isoformat()}", about, view.address)


def contents_of(files: Sequence[Published]) -> dict[str, bytes]:
    """Make the bytes of every file, by its path below the site's root."""
    return {one.download.path: one.content() for one in files if one.content}


def _whole(data: Callable[[], OpenData]) -> Iterator[Published]:
    def file(name: str, title: str, audience: str, media_type: str, content: Callable[[], bytes]) -> Published:
        download = Download(
            path=f"{links.DATA}{name}", shelf=Shelf.DATA, title=title, audience=audience, media_type=media_type
        )
        return Published(download=download, content=content)

    yield file(
        workbook.FILE,
        "Sổ Excel: mỗi bảng một trang tính, có lời giới thiệu và từ điển",
        "Cán bộ, phóng viên; mở bằng Excel, LibreOffice",
        _XLSX,
        lambda: workbook.workbook_bytes(data()),
    )
    yield file(
        json_file.FILE,
        "Mọi bảng dạng JSON, kèm ngày tính, nguồn, giấy phép",
        "Người viết phần mềm",
        _JSON,
        lambda: json_file.json_text(data()).encode(),
    )
    yield Published(
        download=Download(
            path=json_file.SCHEMA_PATH,
            shelf=Shelf.DATA,
            title="Lược đồ của tệp JSON (JSON Schema)",
            audience="Người viết phần mềm",
            media_type="application/schema+json",
        ),
        content=None,
    )
    yield file(
        database.FILE,
        "Cơ sở dữ liệu SQLite: mọi bảng, có khóa, có từ điển",
        "Người phân tích dữ liệu bằng SQL",
        "application/vnd.sqlite3",
        lambda: database.database_bytes(data()),
    )
    yield file(
        catalogue_files.PACKAGE_FILE,
        "Mô tả các tệp CSV ở dưới (Data Package): kiểu của từng cột, khóa, mã băm",
        "Công cụ dữ liệu mở, ví dụ frictionless",
        _JSON,
        lambda: catalogue_files.package_text(data()).encode(),
    )


def _tables(data: Callable[[], OpenData]) -> Iterator[Published]:
    def content(number: int) -> bytes:
        return csv_files.csv_bytes(data().tables[number])

    for number, table in enumerate(TABLES):
        download = Download(
            path=links.table_file(table.id),
            shelf=Shelf.TABLES,
            title=f"{table.title}: {table.about[:1].lower()}{table.about[1:]}",
            audience="Ai dùng bảng tính, R, Python",
            media_type="text/csv",
        )
        yield Published(download=download, content=partial(content, number))


def _documents(dataset: Dataset, reports: Sequence[CycleReport], as_of: dt.date) -> Iterator[Published]:
    def file(form: _Form, path: str, title: str, content: Callable[[], OfficialDocument]) -> Published:
        download = Download(
            path=path, shelf=Shelf.DOCUMENTS, title=title, audience=form.audience, media_type=form.media_type
        )
        return Published(download=download, content=lambda: form.to_bytes(content()))

    view = View(dataset, as_of, None)
    for report in reports:
        year, plan = report.year, partial(plan_document, view, report)
        for ending, form in (("docx", _WORD), ("pdf", _PDF)):
            yield file(form, links.plan_document(year, ending), f"Kế hoạch năm {year} của {_place(dataset)}", plan)
        for id_, office in offices_of(dataset, report).items():
            if office.has_document:  # in Word alone: a build has no time to set every agency's PDF
                title = f"{office.agency.name}: báo cáo và nhiệm vụ năm {year}"
                content = partial(agency_document, view, office)
                yield file(_WORD, links.agency_document(year, id_, "docx"), title, content)


def _forms(dataset: Dataset, reports: Sequence[CycleReport]) -> Iterator[Published]:
    for report in reports:
        for form in offered(dataset, report):
            download = Download(
                path=links.form(form.kind, form.year, form.agency.id),
                shelf=Shelf.FORMS,
                title=f"{form.agency.name}: {_FORMS[form.kind]} {form.year}",
                audience="Cơ quan nộp báo cáo, cập nhật tiến độ; điền xong gửi như hướng dẫn “Bằng Excel”",
                media_type=_XLSX,
            )
            yield Published(download=download, content=partial(form_bytes, form, report.judged_on))


_FORMS = {"bao-cao": "báo cáo cho kế hoạch", "tien-do": "cập nhật tiến độ kế hoạch"}


def _feeds(view: View, reports: Sequence[CycleReport]) -> Iterator[Published]:
    for feed in feeds(view, reports):
        download = Download(
            path=feed.path,
            shelf=Shelf.NEWS,
            title=feed.title,
            audience="Ai muốn biết ngay khi có thay đổi; mở bằng phần mềm đọc tin",
            media_type="application/atom+xml",
        )
        yield Published(download=download, content=partial(feed_bytes, view, feed))


def _calendars(view: View, reports: Sequence[CycleReport]) -> Iterator[Published]:
    def calendar(path: str, title: str, agency: str | None) -> Published:
        download = Download(
            path=path,
            shelf=Shelf.CALENDARS,
            title=title,
            audience="Ai theo dõi thời hạn; thêm vào lịch của điện thoại, máy tính",
            media_type="text/calendar",
        )
        return Published(download=download, content=partial(_as_calendar, view, reports, agency))

    yield calendar(links.CALENDAR, "Mọi mốc và thời hạn nhiệm vụ", None)
    for agency in expected_agencies(reports):
        title = f"Các mốc và nhiệm vụ do {view.agencies[agency].name} chủ trì"
        yield calendar(links.agency_calendar(agency), title, agency)


def _editions(dataset: Dataset) -> Iterator[Published]:
    for edition in kept_editions(dataset):
        download = Download(
            path=links.edition_file(edition.plan, edition.entry.id),
            shelf=Shelf.EDITIONS,
            title=f"Kế hoạch {edition.plan}, {edition.entry.name}: tính đến ngày {format_date(edition.entry.as_of)}",
            audience="Ai cần trích dẫn, so với về sau",
            media_type=_JSON,
        )
        yield Published(download=download, content=partial(bytes, edition.raw))


_BUNDLE = Published(
    download=Download(
        path=links.BUNDLE,
        shelf=Shelf.OFFLINE,
        title="Mọi trang, có tìm kiếm, và mọi tệp ở trên: giải nén rồi mở index.html",
        audience="Nơi mạng yếu; lưu trữ",
        media_type="application/zip",
    ),
    content=None,
)


def _name(dataset: Dataset) -> str:
    return f"Cải thiện Chỉ số cải cách hành chính {_place(dataset)}"


def _place(dataset: Dataset) -> str:
    return dataset.province.full_name if dataset.province else ""
