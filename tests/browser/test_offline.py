"""The bundle, unpacked on a disk: pages, links, pictures of the plan and search without a server."""

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import lxml.html
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from browser.conftest import Served

BUNDLE = "du-lieu/v1/trang-ngoai-tuyen.zip"


@pytest.fixture(scope="module")
def unpacked(site: Served, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle as someone unpacks it from a USB stick; gives its one folder."""
    place = tmp_path_factory.mktemp("usb")
    with zipfile.ZipFile(site.root / BUNDLE) as archive:
        archive.extractall(place)
    (folder,) = place.iterdir()
    return folder


@pytest.mark.threat("X07")
def test_the_bundle_holds_regular_files_below_one_folder(site: Served) -> None:
    """No absolute name, no way out, no link, nothing that swells: what unpacks is what is listed."""
    content = (site.root / BUNDLE).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(set(names))
    assert {name.partition("/")[0] for name in names} == {"cchc-66-2023-10-15"}
    assert all(re.fullmatch(r"[a-z0-9-]+(?:/[A-Za-z0-9._-]+)+", name) for name in names)
    assert not any(".." in name.split("/") for name in names)
    assert {entry.external_attr >> 16 for entry in entries} == {0o100644}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert sum(entry.file_size for entry in entries) < 40 * len(content)


def test_every_link_of_every_page_leads_to_a_file_of_the_bundle(unpacked: Path) -> None:
    """A folder opened from a disk is a list of files, not a page."""
    pages = sorted(unpacked.rglob("*.html"))
    assert len(pages) > 300
    broken = []
    for page in pages:
        for _, _, link, _ in lxml.html.HtmlElement.iterlinks(lxml.html.document_fromstring(page.read_bytes())):
            path = re.split(r"[#?]", link)[0]
            if path and not path.startswith(("https:", "mailto:", "tel:")) and not (page.parent / path).is_file():
                broken.append(f"{page.relative_to(unpacked)}: {link}")
    assert broken == []


def test_the_bundle_says_what_it_is(unpacked: Path) -> None:
    """Whoever finds the stick knows what to open, as of when, under which terms."""
    told = (unpacked / "DOC-TRUOC.txt").read_bytes().decode("utf-8-sig")
    assert "Mở tệp index.html bằng trình duyệt" in told
    assert "tính đến ngày 15/10/2023" in told
    assert "CC BY 4.0" in told
    assert "gói này" in (unpacked / "so-lieu" / "index.html").read_text("utf-8")


@pytest.mark.threat("H05")
def test_pages_search_and_filter_work_from_a_disk(unpacked: Path, browser: Browser) -> None:
    """Typed without marks; the page found opens as a file; nothing is asked of the network, nothing fails."""
    page = browser.new_page()
    asked: list[str] = []
    failed: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda problem: failed.append(str(problem)))
    page.on("console", lambda said: failed.append(said.text) if said.type == "error" else None)
    page.goto((unpacked / "co-quan" / "so-noi-vu" / "index.html").as_uri())
    page.locator(".md-search__input").click()
    page.keyboard.type("cai cach thu tuc")
    first = page.locator(".md-search-result__link").first
    first.wait_for()
    assert "Cải cách thủ tục" in first.inner_text()
    first.click()
    page.wait_for_url(re.compile(r"^file:.*/tieu-chi/par-index-2022/3/index\.html(?:[?#]|$)"))
    page.goto((unpacked / "ke-hoach" / "2023" / "index.html").as_uri())
    page.get_by_label("Tìm chữ").first.fill("dat dai")
    page.wait_for_function("document.querySelectorAll('tr[data-nv]:not([hidden])').length < 148")
    assert page.locator("tr[data-nv]:visible").count() > 0
    assert {address.partition(":")[0] for address in asked} <= {"file", "data"}
    assert failed == []
    page.close()
