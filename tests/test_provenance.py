"""What was published can be traced and rebuilt: `build.json`, links to the data's lines, heads of pages."""

from __future__ import annotations

import hashlib
import io
import json
import re
import subprocess
import sys
from email.message import Message
from typing import TYPE_CHECKING, Any
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree as ET

import lxml.html
import pytest

from conftest import BASE, ROOT
from repositories import git, lay_out, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's own data, committed and built."""
    place = repository(lay_out(tmp_path_factory.mktemp("repository"), ROOT / "data"))
    subprocess.run([sys.executable, "-m", "cchc", "build"], cwd=place, check=True, capture_output=True)
    return place


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository to build in, as the current directory."""
    monkeypatch.chdir(repository(lay_out(tmp_path, BASE / "data")))
    return tmp_path


def manifest(place: Path) -> dict[str, Any]:
    """Read what a site says of itself."""
    found: dict[str, Any] = json.loads((place / "build" / "site" / "build.json").read_text("utf-8"))
    return found


def pages(place: Path) -> dict[str, lxml.html.HtmlElement]:
    """Parse the pages of a site that have an address of their own."""
    site = place / "build" / "site"
    return {
        path.parent.relative_to(site).as_posix(): lxml.html.document_fromstring(path.read_bytes())
        for path in sorted(site.rglob("index.html"))
    }


# --- build.json -----------------------------------------------------------------------------------------


@pytest.mark.threat("B05")
def test_every_published_file_is_listed_with_its_hash(built: Path) -> None:
    """Whoever rebuilds compares one file, and sees which other differs when it does."""
    site = built / "build" / "site"
    wanted = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    del wanted["build.json"]
    listed = manifest(built)["files"]
    assert [one["path"] for one in listed] == sorted(wanted)
    for one in listed:
        content = wanted[one["path"]]
        assert (one["size"], one["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


@pytest.mark.threat("B05")
def test_the_manifest_names_what_the_site_was_made_from(built: Path) -> None:
    """Commit, day, nature of the data, locked packages, tool: and no clock."""
    described = manifest(built)
    del described["files"]
    assert described == {
        "format": 1,
        "tool": "cchc 0.1.0",
        "as_of": "2023-10-15",
        "commit": git(built, "rev-parse", "HEAD"),
        "committed_at": "2026-11-20T08:30:00+07:00",
        "is_committed": True,
        "natures": ["chinh-thuc", "suy-ra", "minh-hoa"],
        "lock_sha256": hashlib.sha256((ROOT / "requirements.lock").read_bytes()).hexdigest(),
    }


@pytest.mark.threat("S11")
def test_the_journal_tells_the_history_of_the_data(built: Path) -> None:
    """What commits changed stands under what decisions did, with a way to each commit."""
    (told,) = pages(built)["nhat-ky"].find_class("lich-su")
    assert "Dữ liệu minh họa." in told.xpath("string(preceding::*[@role='note'][1][preceding::h2[@id='lich-su']])")
    (only,) = told.xpath("ul/li")
    assert only.text_content().startswith(f"20/11/2026, bản {git(built, 'rev-parse', 'HEAD')[:10]}: thêm ")
    assert urlsplit(only.xpath("p//a/@href")[0]).path.endswith(f"/commit/{git(built, 'rev-parse', 'HEAD')}")


@pytest.mark.threat("B05")
def test_a_changed_tree_is_not_passed_off_as_its_commit(house: Path, cchc: Callable[..., Outcome]) -> None:
    """The foot, the manifest, the instructions and the links all say that no commit holds this."""
    sha = git(house, "rev-parse", "HEAD")
    assert cchc("build").code == 0
    assert manifest(house)["is_committed"] is True
    registry = house / "data" / "don-vi.yml"
    registry.write_text(registry.read_text("utf-8").replace("Sở Tài chính", "Sở Tài chính mới"), "utf-8")
    assert cchc("build").code == 0
    assert (manifest(house)["commit"], manifest(house)["is_committed"]) == (sha, False)
    found = pages(house)
    foot = " ".join(found["."].find_class("chan-trang")[0].text_content().split())
    assert f"Bản chưa ghi vào lịch sử của kho dữ liệu, sửa từ bản {sha[:10]}." in foot
    assert "Hãy chờ bản đã ghi rồi mới trích dẫn." in found["so-lieu"].text_content()
    assert {link.split("/blob/")[1].split("/")[0] for link in source_links(found)} == {"main"}


def test_without_git_the_site_is_built_and_says_so(
    house: Path, cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A machine without Git publishes a site that claims no commit."""
    monkeypatch.setenv("PATH", str(house))
    assert cchc("build").code == 0
    assert (manifest(house)["commit"], manifest(house)["is_committed"]) == (None, False)
    foot = " ".join(pages(house)["."].find_class("chan-trang")[0].text_content().split())
    assert "Bản chưa ghi vào lịch sử của kho dữ liệu." in foot


# --- cchc verify ----------------------------------------------------------------------------------------


@pytest.mark.threat("B05")
def test_a_rebuild_of_the_published_commit_is_the_published_site(house: Path, cchc: Callable[..., Outcome]) -> None:
    """Anyone with the commit finds the same bytes, and is told of each file that differs, is missing or too many."""
    assert cchc("build", "--as-of", "2023-08-01").code == 0
    published = house / "build" / "site" / "build.json"
    same = cchc("verify", str(published.parent))
    files = json.loads(published.read_text("utf-8"))["files"]
    assert (same.code, same.err) == (0, "")
    assert f"Giống từng byte: {len(files)} tệp" in same.out
    assert "tính đến 01/08/2023" in same.out
    changed = published.read_text("utf-8").replace(files[0]["sha256"], "0" * 64).replace(files[1]["path"], "la.html")
    other = house.parent / "khac.json"
    other.write_text(changed, "utf-8")
    differs = cchc("verify", str(other))
    assert differs.code == 1
    assert differs.err.splitlines() == [
        "3 tệp không giống bản đã công bố:",
        f"  {files[0]['path']}: nội dung khác (công bố {'0' * 64}, dựng lại {files[0]['sha256']})",
        f"  {files[1]['path']}: chỉ có khi dựng lại",
        "  la.html: chỉ có ở trang đã công bố",
    ]


def _described(house: Path, **changes: object) -> Path:
    """Write a manifest of no files that the committed tree could have given, but for the changes."""
    lock = hashlib.sha256((house / "requirements.lock").read_bytes()).hexdigest()
    described = {
        "format": 1,
        "tool": "cchc 0.1.0",
        "as_of": "2023-10-15",
        "commit": git(house, "rev-parse", "HEAD"),
        "committed_at": "2026-11-20T08:30:00+07:00",
        "is_committed": True,
        "natures": ["minh-hoa"],
        "lock_sha256": lock,
        "files": [],
    }
    place = house.parent / "build.json"
    place.write_text(json.dumps(described | changes), "utf-8")
    return place


@pytest.mark.threat("B05")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"is_committed": False}, "trang ấy không dựng từ một bản đã ghi vào kho"),
        ({"commit": None}, "trang ấy không dựng từ một bản đã ghi vào kho"),
        ({"commit": "0" * 40}, f"trang ấy dựng từ bản {'0' * 40}; chạy “git checkout {'0' * 40}” rồi “make site”"),
        ({"lock_sha256": "0" * 64}, "requirements.lock ở đây khác tệp đã dùng khi dựng trang ấy"),
        ({"format": 2}, "build.json này theo dạng 2; bản cchc đang dùng chỉ đọc được dạng 1"),
        ({"files": "không"}, "đây không phải tệp build.json của một trang do cchc dựng"),
    ],
)
def test_what_cannot_be_compared_is_said_before_anything_is_built(
    house: Path, cchc: Callable[..., Outcome], changes: dict[str, object], said: str
) -> None:
    """The message says what to do first."""
    outcome = cchc("verify", str(_described(house, **changes)))
    assert (outcome.code, outcome.out) == (1, "")
    assert outcome.err.startswith(f"cchc: {said}")


def test_a_changed_tree_is_not_compared(house: Path, cchc: Callable[..., Outcome]) -> None:
    """It would differ for reasons that say nothing of the published site."""
    place = _described(house)
    (house / "docs" / "gioi-thieu.md").write_text("khác", "utf-8")
    outcome = cchc("verify", str(place))
    assert (outcome.code, "thư mục này có thay đổi chưa ghi vào kho" in outcome.err) == (1, True)


def test_a_site_that_is_not_there_is_said_in_vietnamese(house: Path, cchc: Callable[..., Outcome]) -> None:
    """Not in the words of the system."""
    outcome = cchc("verify", str(house / "khong-co"))
    assert (outcome.code, outcome.err) == (1, f"cchc: không có tệp {house}/khong-co/build.json\n")


@pytest.mark.parametrize("address", ["http://cchc.example/", "ftp://cchc.example/build.json", "file:///etc/passwd"])
def test_a_manifest_comes_over_https_only(house: Path, cchc: Callable[..., Outcome], address: str) -> None:
    """What is compared with must not be changed on its way."""
    outcome = cchc("verify", address)
    assert (outcome.code, "địa chỉ phải bắt đầu bằng https://" in outcome.err) == (1, True)
    assert house.is_dir()


class _Answer(io.BytesIO):
    """What a server answers, as `urlopen` gives it."""

    def __init__(self, url: str, content: bytes) -> None:
        super().__init__(content)
        self.url = url


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (_Answer("https://cchc.example/build.json", b"{}"), "đây không phải tệp build.json"),
        (_Answer("http://cchc.example/build.json", b"{}"), "máy chủ dẫn sang địa chỉ không an toàn"),
        (_Answer("https://cchc.example/build.json", b" " * (16 * 1024 * 1024 + 1)), "tệp lớn hơn 16 MiB"),
        (OSError("mất mạng"), "không đọc được https://cchc.example/build.json: mất mạng"),
        (
            HTTPError("https://cchc.example/build.json", 404, "Not Found", Message(), None),
            "không đọc được https://cchc.example/build.json: máy chủ trả lời 404\n",
        ),
    ],
)
def test_what_a_server_answers_is_not_trusted(
    house: Path,
    cchc: Callable[..., Outcome],
    monkeypatch: pytest.MonkeyPatch,
    answer: _Answer | OSError,
    said: str,
) -> None:
    """Another scheme behind a redirection, an endless answer, a page that is no manifest, no answer."""

    def asked(address: str, timeout: float) -> _Answer:
        assert (address, timeout) == ("https://cchc.example/build.json", 30)
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr("urllib.request.urlopen", asked)
    outcome = cchc("verify", "https://cchc.example/")
    assert (outcome.code, said in outcome.err) == (1, True)
    assert house.is_dir()


# --- from a figure to its line --------------------------------------------------------------------------


def source_links(found: dict[str, lxml.html.HtmlElement]) -> list[str]:
    """List every link of the pages that leads to a line of the data."""
    return [str(link) for page in found.values() for link in page.xpath("//a/@href[contains(., '/blob/')]")]


@pytest.mark.threat("B05")
def test_every_link_to_the_data_leads_to_a_line_of_the_commit_that_was_built(built: Path) -> None:
    """At that commit the file is there, and has such a line."""
    sha = git(built, "rev-parse", "HEAD")
    lengths: dict[str, int] = {}
    links = source_links(pages(built))
    for link in links:
        at, _, name = unquote(urlsplit(link).path).partition("/blob/")[2].partition("/")
        assert at == sha
        if name not in lengths:
            lengths[name] = len(git(built, "show", f"{sha}:{name}").splitlines())
        assert 1 <= int(urlsplit(link).fragment.removeprefix("L")) <= lengths[name]
    assert len(links) > 500


@pytest.mark.threat("B05")
def test_every_computed_figure_names_what_it_was_computed_from(built: Path) -> None:
    """In the caption of its table, or beside its sentence; a figure that was read leads to its line instead."""
    sha = git(built, "rev-parse", "HEAD")
    folders: set[str] = set()
    seen = 0
    for url, page in pages(built).items():
        for figure in page.find_class("tong"):
            if figure.xpath("ancestor::a[contains(@class, 'nguon-so')]"):
                continue
            tables = figure.xpath("ancestor::table/caption")
            (place,) = tables or figure.xpath("ancestor::div[@class='khoi']")
            told = ".//*[@class='nguon'][starts-with(normalize-space(), 'Nguồn: tính từ ')]/a/@href"
            named = place.xpath(f"{told} | .//a[@class='nguon-so']/@href")
            behind = [str(link) for link in named if "/data/" in link]
            assert behind, (url, figure.text_content())
            folders |= {link.partition(f"/tree/{sha}/")[2] for link in behind if "/tree/" in link}
            seen += 1
    assert seen > 300
    assert folders == {"data/ke-hoach/2023/bao-cao", "data/ke-hoach/2023/tien-do"}
    for folder in folders:
        assert git(built, "cat-file", "-t", f"{sha}:{folder}") == "tree"


@pytest.mark.threat("B05")
def test_no_two_sources_of_a_page_share_a_name(built: Path) -> None:
    """A screen reader lists links without their surroundings: one name, one place."""
    for url, page in pages(built).items():
        places: dict[str, set[str]] = {}
        for link in page.xpath("//article//*[@class='nguon']/a"):
            places.setdefault(link.text_content(), set()).add(link.get("href"))
        assert [name for name, found in places.items() if len(found) > 1] == [], url


@pytest.mark.threat("B05")
def test_the_line_behind_a_figure_holds_the_figure(built: Path) -> None:
    """A score leads to its own line; a maximum to the entry of its criterion, a few lines long."""
    seen = 0
    for page in pages(built).values():
        for figure in page.find_class("nguon-so"):
            parts = urlsplit(figure.get("href"))
            name = unquote(parts.path).partition("/data/")[2]
            lines = (built / "data" / name).read_text("utf-8").splitlines()
            first = int(parts.fragment.removeprefix("L")) - 1
            here = " ".join(lines[first : first + (6 if name.startswith("bo-chi-so/") else 1)])
            shown = float(figure.text_content().replace(",", "."))
            values = re.findall(r"(?<=[ \"])\d+(?:[.,]\d+)?(?=\"| |$)", here)
            assert shown in [float(value.replace(",", ".")) for value in values], (figure.text_content(), here)
            seen += 1
    assert seen > 150


# --- the head of a page ---------------------------------------------------------------------------------


def meta(page: lxml.html.HtmlElement, name: str) -> str:
    """Read one `<meta>` of a page."""
    return str(page.xpath(f"string(//meta[@name='{name}' or @property='{name}']/@content)"))


@pytest.mark.threat("H12")
def test_every_page_has_an_address_a_title_and_a_description_of_its_own(built: Path) -> None:
    """A copy of the site elsewhere still names the original; no two pages look alike in a list."""
    found = pages(built)
    for url, page in found.items():
        address = "https://cchc.example/" if url == "." else f"https://cchc.example/{url}/"
        assert page.xpath("string(//link[@rel='canonical']/@href)") == address
        assert meta(page, "og:url") == address
        assert 20 <= len(meta(page, "description")) <= 200, url
        assert meta(page, "og:description") == meta(page, "description")
        assert str(page.xpath("string(//title)")).startswith(meta(page, "og:title"))
        assert page.get("lang") == "vi"
    titles = [str(page.xpath("string(//title)")) for page in found.values()]
    assert len(set(titles)) == len(titles)


@pytest.mark.threat("B10")
@pytest.mark.threat("H12")
def test_every_page_says_which_day_and_commit_it_shows(built: Path) -> None:
    """Whoever meets an old copy, or one elsewhere, can tell; the page that is not found says it too."""
    sha = git(built, "rev-parse", "HEAD")
    not_found = lxml.html.document_fromstring((built / "build" / "site" / "404.html").read_bytes())
    for page in (*pages(built).values(), not_found):
        (foot,) = page.find_class("chan-trang")
        text = " ".join(foot.text_content().split())
        assert text.startswith("Tính đến ngày 15/10/2023 (ngày cố định). Có dữ liệu minh họa:")
        assert f"Bản {sha[:10]} của kho dữ liệu." in text
        assert foot.xpath("count(.//a[@href='https://kho-ma.example/cchc/commit/" + sha + "'])") == 1


@pytest.mark.threat("H11")
def test_no_page_has_a_form_that_sends_anything(built: Path) -> None:
    """A page shown inside another's frame has nothing to be tricked into: forms are the theme's, and go nowhere."""
    for url, page in pages(built).items():
        assert page.xpath("//form[@action or @method]") == [], url
        policy = str(page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)"))
        assert "form-action 'none'" in policy


def test_what_is_shared_shows_a_picture_that_is_there(built: Path) -> None:
    """A static picture without the province's name, and words for those who do not see it."""
    page = pages(built)["diem-mat"]
    picture = meta(page, "og:image").removeprefix("https://cchc.example/")
    content = (built / "build" / "site" / picture).read_bytes()
    assert content.startswith(b"\x89PNG")
    size = int.from_bytes(content[16:20]), int.from_bytes(content[20:24])
    assert size == (int(meta(page, "og:image:width")), int(meta(page, "og:image:height"))) == (1200, 630)
    assert meta(page, "og:image:alt")
    assert meta(page, "og:locale") == "vi_VN"


@pytest.mark.parametrize("url", [".", "diem-mat", "ke-hoach/2023", "tien-do/2023", "co-quan/so-noi-vu", "so-lieu"])
def test_what_a_search_shows_of_invented_figures_says_so(built: Path, url: str) -> None:
    """Somebody who reads only the result of a search is not misled."""
    page = pages(built)[url]
    assert meta(page, "description").startswith("Số liệu minh họa. ")
    assert meta(page, "og:title").endswith(" (số liệu minh họa)")


def test_guides_and_rules_are_not_called_invented(built: Path) -> None:
    """Only figures are."""
    found = pages(built)
    for url in ("gioi-thieu", "huong-dan/doc-trang", "huong-dan/quy-tac", "huong-dan/quy-tac/hoan-thanh"):
        assert "minh họa)" not in meta(found[url], "og:title")


@pytest.mark.threat("H10")
def test_search_engines_find_every_page(built: Path) -> None:
    """`robots.txt` allows them and names the map, which lists each page once."""
    site = built / "build" / "site"
    robots = (site / "robots.txt").read_text("utf-8")
    assert robots == "User-agent: *\nAllow: /\n\nSitemap: https://cchc.example/sitemap.xml"
    listed = [str(one.text) for one in ET.parse(site / "sitemap.xml").getroot().iter() if one.tag.endswith("loc")]  # noqa: S314 -- a file of ours
    wanted = ["https://cchc.example/" + ("" if url == "." else f"{url}/") for url in pages(built)]
    assert sorted(listed) == sorted(wanted)
