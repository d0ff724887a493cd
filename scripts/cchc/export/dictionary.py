"""The page that explains the published tables column by column, made from their own definitions."""

from __future__ import annotations

from cchc.export.tables import KIND_NAMES, TABLES, VERSION
from cchc.render import links
from cchc.render.site import Page


def dictionary_page() -> Page:
    """Give the data dictionary: it depends on no data."""
    return Page(
        url=links.DICTIONARY,
        title="Từ điển số liệu",
        template="dictionary.html",
        description="Từng bảng, từng cột của số liệu tải về: tên, kiểu, nghĩa, các mã; cách đọc từng dạng tệp.",
        context={"tables": TABLES, "kinds": KIND_NAMES, "version": VERSION},
    )
