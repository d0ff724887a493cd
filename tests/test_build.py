"""From a data tree to a published site: complete, reproducible, and never half-published."""

from __future__ import annotations

import hashlib
import html
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from cchc.check import check
from cchc.cli import main
from cchc.figures.report import report_on
from cchc.publishing.audit import expected_totals
from cchc.publishing.verify import verify_site
from conftest import BASE, ROOT
from repositories import git, lay_out, repository

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from decimal import Decimal
    from pathlib import Path

    from cchc.figures.report import CycleReport
    from conftest import Outcome

ADDED = ("build.json", "du-lieu/", "lich/", "mau/", "nguon-tin/")  # what a build adds to what MkDocs makes
OURS = ("nhat-ky/index.html", "so-lieu/index.html", *ADDED)
CCHC = [sys.executable, "-m", "cchc"]


def fingerprint(site: Path) -> dict[str, str]:
    """Hash every file of a site."""
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small repository to build in, as the current directory."""
    monkeypatch.chdir(lay_out(tmp_path, BASE / "data"))
    return tmp_path


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small repository, built once; tests that change it work on a copy."""
    place = lay_out(tmp_path_factory.mktemp("built"), BASE / "data")
    subprocess.run([*CCHC, "build"], cwd=place, check=True, capture_output=True)
    return place


def judged(place: Path) -> tuple[dict[tuple[str, str], Decimal], list[CycleReport], dt.date]:
    """Recompute what the checks on the result need."""
    dataset, as_of, _ = check(place / "data", None)
    reports = [report_on(dataset, cycle, as_of) for cycle in dataset.cycles.values()]
    return expected_totals(place / "data", as_of), reports, as_of


# --- reproducible ---------------------------------------------------------------------------------------


@pytest.mark.threat("B04")
def test_the_full_site_is_byte_identical_under_another_clock_zone_locale_hash_seed_and_file_order(
    tmp_path: Path,
) -> None:
    """Same tree at the same commit, same bytes: pages, and what `build.json` says of them."""
    first = lay_out(tmp_path / "a", ROOT / "data")
    second = tmp_path / "b" / "nơi khác"
    for path in sorted(first.rglob("*"), reverse=True):  # files appear on disk in the opposite order
        if path.is_file():
            copy = second / path.relative_to(first)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
    runs = (
        (first, {"TZ": "UTC", "PYTHONHASHSEED": "1", "LC_ALL": "C"}, 0o022),
        (second, {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"}, 0o027),
    )
    for place, environment, mask in runs:
        repository(place)
        subprocess.run(
            [*CCHC, "build"], cwd=place, env=os.environ | environment, umask=mask, check=True, capture_output=True
        )
    sites = [fingerprint(place / "build" / "site") for place, _, _ in runs]
    assert len(sites[0]) > 300
    assert sites[0] == sites[1]
    assert git(first, "rev-parse", "HEAD") in (first / "build" / "site" / "build.json").read_text("utf-8")
    assert fingerprint(first / "build" / "docs") == fingerprint(second / "build" / "docs")


@pytest.mark.threat("S10")
def test_a_change_taken_back_leaves_no_trace(house: Path, cchc: Callable[..., Outcome]) -> None:
    """The site depends on the tree and the day alone."""
    assert cchc("build").code == 0
    before = fingerprint(house / "build" / "site")
    registry = house / "data" / "don-vi.yml"
    text = registry.read_text("utf-8")
    registry.write_text(text.replace("Sở Tài chính", "Sở Tài chính mới"), "utf-8")
    assert cchc("build").code == 0
    assert fingerprint(house / "build" / "site") != before
    registry.write_text(text, "utf-8")
    assert cchc("build").code == 0
    assert fingerprint(house / "build" / "site") == before


def test_plain_mkdocs_builds_the_same_documents(built: Path, tmp_path: Path) -> None:
    """Pages are plain files: no hook of ours is needed to turn them into the site (decision 1).

    Only what tells of the finished files is ours to add.
    """
    target = tmp_path / "site"
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--strict", "--config-file", "build/mkdocs.yml"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": "1697328000", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([*command, "--site-dir", str(target)], cwd=built, env=environment, check=True)
    sites = [fingerprint(target), fingerprint(built / "build" / "site")]
    plain, ours = ({name: one for name, one in site.items() if not name.startswith(OURS)} for site in sites)
    assert plain == ours
    added = {name for name in sites[1] if name.startswith(ADDED)}
    assert sites[1].keys() - sites[0].keys() == added


@pytest.mark.threat("F07")
def test_a_tree_saved_by_notepad_gives_the_same_site(house: Path, built: Path, cchc: Callable[..., Outcome]) -> None:
    """A byte order mark and CRLF line ends change nothing for the public."""
    for path in (house / "data").rglob("*.yml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert cchc("build").code == 0
    assert fingerprint(house / "build" / "site") == fingerprint(built / "build" / "site")


# --- never half-published -------------------------------------------------------------------------------


@pytest.mark.threat("B01")
def test_bad_data_leaves_the_old_site_untouched(house: Path, cchc: Callable[..., Outcome]) -> None:
    """One bad file: exit 1, its finding, and the last good site as it was."""
    assert cchc("build").code == 0
    before = fingerprint(house / "build")
    plan = house / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    plan.write_text(plan.read_text("utf-8").replace("tong_hop: so-noi-vu", "tong_hop: so-noi-v"), "utf-8")
    outcome = cchc("build")
    assert outcome.code == 1
    assert "ke-hoach.yml:13:11: lỗi: không có cơ quan “so-noi-v” trong don-vi.yml" in outcome.out
    assert outcome.err == "Không dựng trang khi dữ liệu còn lỗi; trang cũ giữ nguyên.\n"
    assert fingerprint(house / "build") == before


@pytest.mark.threat("B02")
def test_a_build_killed_at_any_moment_leaves_a_whole_site(built: Path, tmp_path: Path) -> None:
    """Kill it early, late and in between: what stands is the old site or the new one, complete."""
    place = shutil.copytree(built, tmp_path / "house")
    old = fingerprint(place / "build" / "site")
    registry = place / "data" / "don-vi.yml"
    registry.write_text(registry.read_text("utf-8").replace("Sở Tài chính", "Sở Tài chính mới"), "utf-8")
    started = time.monotonic()
    subprocess.run([*CCHC, "build", "--out", "other"], cwd=place, check=True, capture_output=True)
    whole = time.monotonic() - started
    new = fingerprint(place / "other" / "site")
    assert new != old
    for tenth in (1, 3, 5, 7, 8, 9, 10):
        process = subprocess.Popen([*CCHC, "build"], cwd=place, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(whole * tenth / 10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        assert fingerprint(place / "build" / "site") in (old, new)
    subprocess.run([*CCHC, "build"], cwd=place, check=True, capture_output=True)
    assert fingerprint(place / "build" / "site") == new
    assert sorted(path.name for path in (place / "build").iterdir()) == ["docs", "mkdocs.yml", "site"]


@pytest.mark.threat("B02")
def test_a_full_disk_leaves_the_old_site_untouched(built: Path, tmp_path: Path) -> None:
    """A write that fails in the middle is told as our defect, without a traceback, and changes nothing."""
    place = shutil.copytree(built, tmp_path / "house")
    before = fingerprint(place / "build")
    finished = subprocess.run(
        [*CCHC, "build"],
        cwd=place,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000)),
    )
    assert finished.returncode == 3
    assert "Traceback" not in finished.stderr + finished.stdout
    assert "Trang đã công bố trước đó vẫn giữ nguyên." in finished.stderr
    assert fingerprint(place / "build") == before


@pytest.mark.threat("B02")
def test_where_names_cannot_be_exchanged_two_renames_do_and_a_kill_between_them_is_mended(
    house: Path, cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """On other systems the old site is set aside first; the next build puts it back if the new one never came."""
    monkeypatch.setattr("cchc.publishing.build._exchange", lambda *_: False)
    assert cchc("build").code == 0
    assert cchc("build").code == 0
    site = house / "build" / "site"
    before = fingerprint(site)
    site.rename(house / "build" / ".dang-dung-cu-site")
    (house / "docs" / "gioi-thieu.md").write_text("# Giới thiệu\n\n[hỏng](khong-co.md)\n", "utf-8")
    assert cchc("build").code == 3
    assert fingerprint(site) == before
    assert sorted(path.name for path in (house / "build").iterdir()) == ["docs", "mkdocs.yml", "site"]


def test_a_page_that_fails_to_render_publishes_nothing(
    house: Path, cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A broken link in a hand-written document is refused by MkDocs, and by us with its words."""
    assert cchc("build").code == 0
    before = fingerprint(house / "build")
    monkeypatch.delenv("CCHC_TRACEBACK", raising=False)
    (house / "docs" / "gioi-thieu.md").write_text("# Giới thiệu\n\n[hỏng](khong-co.md)\n", "utf-8")
    outcome = cchc("build")
    assert outcome.code == 3
    assert "khong-co.md" in outcome.err
    assert fingerprint(house / "build") == before


@pytest.mark.threat("B03")
def test_illustrative_data_is_refused_when_the_site_must_be_official(house: Path, cchc: Callable[..., Outcome]) -> None:
    """`--chinh-thuc` names every file that still holds invented values."""
    outcome = cchc("build", "--chinh-thuc")
    assert outcome.code == 1
    assert "data/ke-hoach/2023/bao-cao/so-tu-phap.yml" in outcome.err
    assert not (house / "build").exists()


# --- the checks on the result can fail ------------------------------------------------------------------


def spoil(place: Path, page: str, before: str, after: str) -> list[str]:
    """Change one snippet of one built page and run the checks on the result."""
    path = place / "build" / "site" / page / "index.html"
    text = path.read_text("utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), "utf-8")
    totals, reports, _ = judged(place)
    return verify_site(place / "build" / "site", {""}, totals, reports)


@pytest.mark.threat("S04")
def test_a_sound_site_passes_every_check(built: Path) -> None:
    """The other tests of this part each break one thing."""
    totals, reports, _ = judged(built)
    assert verify_site(built / "build" / "site", {"", "diem-mat/"}, totals, reports) == []
    assert len(totals) > 20


# `echo -n 'let a = 1' | openssl dgst -sha256 -binary | base64`
INLINE = "'sha256-LAfYd7pbFUgwfQu8b4q135PeTG2z+/coPEUYCd74eCQ='"


@pytest.mark.parametrize(
    ("page", "before", "after", "problem"),
    [
        ("", "2,25</data>", "2,26</data>", "/: con số “mat” trên trang là 2,26, bộ đếm độc lập tính được 2,25"),
        ("diem-mat", 'data-tong="mat"', 'data-tong="x"', "/diem-mat/: thiếu con số “mat” (bộ đếm độc lập: 2,25)"),
        (
            "diem-mat",
            'data-tong="neu-lay-lai-het" value="10"',
            'data-tong="neu-lay-lai-het" value="9.99"',
            "/diem-mat/: con số “neu-lay-lai-het” trên trang là 10,00, bộ đếm độc lập tính được 10",
        ),
        (
            "diem-mat",
            'data-tong="phuong-phap:dieu-tra"',
            'data-tong="phuong-phap:tham-dinh"',
            "/diem-mat/: thiếu con số “phuong-phap:dieu-tra” (bộ đếm độc lập: 0,5)",
        ),
        (
            "",
            'data-tong="tieu-chi:par-index-2022/2.1"',
            'data-tong="tieu-chi:par-index-2022/1.2"',
            "/: thiếu con số “tieu-chi:par-index-2022/2.1” (bộ đếm độc lập: 1)",
        ),
        (
            "ke-hoach/2023",
            'data-nv="SNV-02"',
            'data-nv="SNV-01"',
            "/ke-hoach/2023/: nhiệm vụ SNV-01 phải xuất hiện 1 lần; thấy 2",
        ),
        ("so-lieu", 'href="../co-quan/"', 'href="../co-qua/"', "/so-lieu/: liên kết hỏng: ../co-qua/"),
        (
            "ke-hoach",
            'href="2023/#nhom-1"',
            'href="2023/#nhom-9"',
            "/ke-hoach/: liên kết tới mốc không có: 2023/#nhom-9",
        ),
        ("", 'id="linh-vuc"', 'id="ke-hoach"', "/: mã “ke-hoach” dùng 2 lần"),
        (
            "nhat-ky",
            "<article",
            '<script src="https://cdn.example/x.js"></script><article',
            "/nhat-ky/: tải tài nguyên từ máy chủ khác: https://cdn.example/x.js",
        ),
        (
            "nhat-ky",
            "</article>",
            "<script>let a = 1</script></article>",
            f"/nhat-ky/: chính sách nội dung chặn một đoạn mã viết thẳng trong trang: {INLINE}",
        ),
        (
            "so-lieu",
            "<h1 ",
            '<h1 style="color: red" ',
            "/so-lieu/: chính sách nội dung chặn kiểu hoặc mã viết thẳng trong trang: color: red",
        ),
        (
            "diem-mat",
            'http-equiv="Content-Security-Policy"',
            'http-equiv="x"',
            "/diem-mat/: thiếu chính sách nội dung (Content-Security-Policy)",
        ),
        (
            "diem-mat",
            " (số liệu minh họa) - CCHC Mẫu</title>",
            " - CCHC Mẫu</title>",
            "/diem-mat/: có số liệu minh họa mà tiêu đề hoặc mô tả không nói",
        ),
        ("gioi-thieu", 'name="description"', 'name="x"', "/gioi-thieu/: thiếu mô tả (description)"),
        (
            "gioi-thieu",
            "</article>",
            "{{ page }}</article>",
            "/gioi-thieu/: còn sót “{{” của khuôn mẫu hoặc lỗi chương trình",
        ),
        (
            "tien-do/2023",
            'data-tong="trang-thai:hoan-thanh-dung-han" value="1">1<',
            'data-tong="trang-thai:hoan-thanh-dung-han" value="1">3<',
            "/tien-do/2023/: “hoan-thanh-dung-han” ghi 3, các trang nhiệm vụ có 1",
        ),
        (
            "co-quan/so-tu-phap",
            'data-tong="trang-thai:2023:chua-hoan-thanh-qua-han" value="1">1<',
            'data-tong="trang-thai:2023:chua-hoan-thanh-qua-han" value="1">2<',
            "/co-quan/so-tu-phap/: “chua-hoan-thanh-qua-han” ghi 2, các trang nhiệm vụ có 1",
        ),
        (
            "co-quan/huyen-mau",
            'data-tong="nhom:ubnd-cap-huyen:2023" value="1">1<',
            'data-tong="nhom:ubnd-cap-huyen:2023" value="2">2<',
            "/co-quan/huyen-mau/: con số “nhom:ubnd-cap-huyen:2023” trên trang là 2, bộ đếm độc lập tính được 1",
        ),
        (
            "co-quan/nhom/ubnd-cap-huyen",
            'data-nv="SNV-01"',
            'data-nv="SNV-09"',
            "/co-quan/nhom/ubnd-cap-huyen/: nhiệm vụ SNV-01 phải xuất hiện 1 lần; thấy 0",
        ),
    ],
)
@pytest.mark.threat("S04")
@pytest.mark.threat("H05")
@pytest.mark.threat("H07")
@pytest.mark.threat("H09")
def test_each_check_on_the_result_catches_its_fault(  # noqa: PLR0913, PLR0917 -- two fixtures and the columns of the table
    built: Path, tmp_path: Path, page: str, before: str, after: str, problem: str
) -> None:
    """A check that cannot fail is no check."""
    place = shutil.copytree(built, tmp_path / "house")
    assert problem in spoil(place, page, before, after)


@pytest.mark.threat("H10")
def test_a_missing_page_is_caught(built: Path, tmp_path: Path) -> None:
    """A page that was rendered must have been published."""
    place = shutil.copytree(built, tmp_path / "house")
    shutil.rmtree(place / "build" / "site" / "tieu-chi" / "par-index-2022" / "2.1")
    totals, reports, _ = judged(place)
    problems = verify_site(place / "build" / "site", {"tieu-chi/par-index-2022/2.1/"}, totals, reports)
    assert "thiếu trang /tieu-chi/par-index-2022/2.1/" in problems
    assert any("liên kết hỏng" in problem for problem in problems)


@pytest.mark.threat("B09")
def test_what_is_no_plain_file_or_too_much_is_caught(built: Path, tmp_path: Path) -> None:
    """A host unpacks links and devices as it likes, and refuses what is too large."""
    place = shutil.copytree(built, tmp_path / "house")
    site = place / "build" / "site"
    (site / "ra-ngoai").symlink_to("/etc")
    os.mkfifo(site / "ong")
    with (site / "thua.bin").open("wb") as large:
        large.truncate(100_000_001)
    totals, reports, _ = judged(place)
    problems = verify_site(site, {""}, totals, reports)
    assert "ong: không phải tệp thường" in problems
    assert "ra-ngoai: không phải tệp thường" in problems
    assert sum("quá 100000000 byte" in one for one in problems) == 1


@pytest.mark.threat("H10")
def test_a_page_that_no_link_leads_to_is_caught(built: Path, tmp_path: Path) -> None:
    """A page may be well made and linked from its own kin, and still be out of every reader's reach."""
    place = shutil.copytree(built, tmp_path / "house")
    site = place / "build" / "site"
    for name in ("le-loi", "le-loi/con"):
        (site / name).mkdir()
        shutil.copy(site / "gioi-thieu" / "index.html", site / name)
    totals, reports, _ = judged(place)
    orphans = [one for one in verify_site(site, {""}, totals, reports) if one.endswith("dẫn tới từ trang chủ")]
    assert orphans == [f"/{name}/: không có đường nào dẫn tới từ trang chủ" for name in ("le-loi", "le-loi/con")]


# --- files beside the pages -----------------------------------------------------------------------------


def listed(place: Path) -> dict[str, tuple[str, str]]:
    """What the page of figures says of each file: size and hash, by path."""
    text = (place / "build" / "site" / "so-lieu" / "index.html").read_text("utf-8")
    sizes = dict(re.findall(r'data-dung-luong="([^"]+)">([^<]+)<', text))
    hashes = dict(re.findall(r'data-ma-bam="([^"]+)">([^<]+)<', text))
    assert sizes.keys() == hashes.keys()
    return {path: (sizes[path], hashes[path]) for path in sizes}


def test_every_file_beside_the_pages_is_listed_with_its_size_and_hash(built: Path) -> None:
    """What a reader compares after downloading is true, and nothing lies there that no page speaks of."""
    site = built / "build" / "site"
    found = listed(built)
    hashes = fingerprint(site)
    assert {path: digest for path, (_, digest) in found.items()} == {path: hashes[path] for path in found}
    assert {path for path in hashes if path.startswith("du-lieu/")} <= found.keys()
    for ending in ("docx", "pdf"):
        assert found[f"du-lieu/v1/van-ban/ke-hoach-2023.{ending}"][0].endswith("\N{NO-BREAK SPACE}KB")
    manifest = {one["path"] for one in json.loads((site / "build.json").read_text("utf-8"))["files"]}
    assert found.keys() <= manifest


@pytest.mark.threat("X04")
def test_pages_lead_to_the_files_that_hold_them(built: Path) -> None:
    """A plan and an agency offer their document; every table has its explanation; files are what the command writes."""
    site = built / "build" / "site"
    for page, document in (
        ("ke-hoach/2023", "ke-hoach-2023.docx"),
        ("ke-hoach/2023", "ke-hoach-2023.pdf"),
        ("co-quan/so-noi-vu", "ke-hoach-2023-so-noi-vu.docx"),
    ):
        text = (site / page / "index.html").read_text("utf-8")
        for name in (f"van-ban/{document}", "so-lieu.xlsx", "csv/nhiem_vu.csv"):
            assert f'href="../../du-lieu/v1/{name}" download=""' in text
    dictionary = page_text(built, "so-lieu/tu-dien")
    assert "chua-hoan-thanh-qua-han : Chưa hoàn thành, quá hạn." in dictionary
    command = [*CCHC, "export", "xlsx", "--out", "mot.xlsx"]
    subprocess.run(command, cwd=built, check=True, capture_output=True)
    assert (built / "mot.xlsx").read_bytes() == (site / "du-lieu/v1/so-lieu.xlsx").read_bytes()


@pytest.mark.threat("B01")
def test_a_file_that_cannot_be_made_publishes_nothing(
    house: Path, cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failure in the process beside MkDocs is a failure of the build."""

    def fail(_files: object) -> dict[str, bytes]:
        raise OSError

    monkeypatch.setattr("cchc.publishing.build.contents_of", fail)
    monkeypatch.delenv("CCHC_TRACEBACK", raising=False)
    assert cchc("build").code == 3
    assert list((house / "build").iterdir()) == []


# --- what users would expect ----------------------------------------------------------------------------


def page_text(place: Path, page: str) -> str:
    """The visible text of a built page's article, on one line."""
    text = (place / "build" / "site" / page / "index.html").read_text("utf-8")
    article = text[text.index("<article") : text.index("</article>")]
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", article)).split())


def test_the_sentence_tells_the_ledger(built: Path) -> None:
    """How much was missed, where, and how much of it has a task."""
    assert "đạt 7,75 /10 điểm PAR Index , xếp thứ 38/63 minh họa , mất 2,25 điểm ở 3 tiêu chí" in page_text(built, "")


def test_an_adjusted_deadline_is_shown_old_and_new(built: Path) -> None:
    """What was quietly changed cannot stay quiet."""
    for page in ("", "nhat-ky", "nhiem-vu/2023/SNV-02"):
        text = page_text(built, page)
        assert "trước 30/11/2023" in text
        assert "trước 15/12/2023" in text


def without(place: Path, *names: str) -> None:
    """Take files away from the data."""
    for name in names:
        path = place / "data" / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def test_a_criterion_analysed_as_a_whole_covers_what_lies_below_it(house: Path, cchc: Callable[..., Outcome]) -> None:
    """An agency may answer 1.1 instead of 1.1.2: the task covers the leaf, and stands on both pages."""
    without(house, "ke-hoach/2023/khoa.yml")
    submission = house / "data" / "ke-hoach" / "2023" / "bao-cao" / "so-noi-vu.yml"
    text = submission.read_text("utf-8")
    submission.write_text(text.replace("tieu_chi: par-index-2022/1.1.2", "tieu_chi: par-index-2022/1.1"), "utf-8")
    assert cchc("approve", "2023").code == 0
    assert cchc("build").code == 0
    assert "2,25 điểm đã có nhiệm vụ khắc phục, 0,00 điểm chưa có" in page_text(house, "")
    for page in ("tieu-chi/par-index-2022/1.1", "tieu-chi/par-index-2022/1.1.2"):
        assert "SNV-01" in page_text(house, page)
    assert "1.1.2. Mức độ hoàn thành kế hoạch" not in page_text(house, "ke-hoach/2023")


@pytest.mark.threat("S03")
def test_an_agency_that_never_answers_keeps_its_row(house: Path, cchc: Callable[..., Outcome]) -> None:
    """A missing submission is a row that says so, not a shorter table."""
    without(
        house,
        "ke-hoach/2023/bao-cao",
        "ke-hoach/2023/tien-do",
        "ke-hoach/2023/khoa.yml",
        "ke-hoach/2023/dieu-chinh.yml",
    )
    plan = house / "data" / "ke-hoach" / "2023" / "ke-hoach.yml"
    text = plan.read_text("utf-8").replace("trang_thai: da-ban-hanh", "trang_thai: lay-bao-cao")
    plan.write_text(text[: text.index("ban_hanh:")], "utf-8")
    assert cchc("build").code == 0
    assert page_text(house, "tien-do/2023").count("Chưa nộp") == 2
    assert "Cơ quan chưa nộp báo cáo phân tích cho kế hoạch 2023." in page_text(house, "co-quan/so-noi-vu")
    assert "2,25 điểm chưa có" in page_text(house, "")
    outcome = cchc("status")
    assert "Sở Tư pháp: chưa nộp, 154 ngày (nộp –, hạn 14/05/2023)" in outcome.out


def test_a_province_that_has_only_registered_itself_gets_a_site(house: Path, cchc: Callable[..., Outcome]) -> None:
    """No framework, no results, no cycle yet: every page says so in words."""
    without(house, "bo-chi-so", "ket-qua", "ke-hoach")
    assert cchc("build").code == 0
    assert "Chưa có kết quả đánh giá nào" in page_text(house, "")
    assert "Chưa có kỳ kế hoạch nào." in page_text(house, "ke-hoach")


def test_only_a_total_is_shown_as_only_a_total(house: Path, cchc: Callable[..., Outcome]) -> None:
    """A year whose leaves were never published has a total and its source, no invented leaves."""
    without(house, "ke-hoach", "ket-qua/2022")
    year = house / "data" / "ket-qua" / "2023"
    year.mkdir()
    total = "  diem: 8\n  tinh_chat: suy-ra\n  cach_suy_ra: 9 − 1 = 8\n"
    (year / "par-index-2022.yml").write_text(
        f"bo_chi_so: par-index-2022\nnam: 2023\ntinh_chat: minh-hoa\ntong:\n{total}", "utf-8"
    )
    assert cchc("build").code == 0
    assert "2023 PAR Index 8,00 điểm – suy ra 9 − 1 = 8." in page_text(house, "so-lieu")


def test_a_collective_name_means_only_agencies_that_existed_in_the_plans_year(
    house: Path, cchc: Callable[..., Outcome]
) -> None:
    """A district founded in 2025 took no part in 2023, whatever "UBND các huyện" means today; one that ended did."""
    registry = house / "data" / "don-vi.yml"
    unit = "  - ma: huyen-{0}\n    ten: UBND huyện {0}\n    ten_ngan: UBND {0}\n    ten_tat: {1}\n    loai: huyen\n"
    added = f"{unit.format('moi', 'MOI')}    tu_ngay: 2025-01-01\n{unit.format('cu', 'CU')}    den_ngay: 2024-12-31\n"
    registry.write_text(registry.read_text("utf-8") + added, "utf-8")
    assert cchc("build").code == 0
    assert "UBND huyện moi không hoạt động trong năm 2023." in page_text(house, "co-quan/huyen-moi")
    assert "1 nhiệm vụ giao chung cho UBND các huyện" in page_text(house, "co-quan/huyen-cu")
    group = page_text(house, "co-quan/nhom/ubnd-cap-huyen")
    assert "UBND cu" in group
    assert "UBND moi" not in group


def test_an_invented_total_never_stands_among_published_ones(house: Path, cchc: Callable[..., Outcome]) -> None:
    """Other provinces' real results are no place for an illustrative figure of ours."""
    results = house / "data" / "ket-qua" / "2022" / "par-index-2022.yml"
    other = "so_sanh:\n  - ten: Tỉnh Khác\n    diem: 7.5\n    tinh_chat: suy-ra\n    cach_suy_ra: 8 − 0,5 = 7,5\n"
    results.write_text(results.read_text("utf-8") + other, "utf-8")
    assert cchc("build").code == 0
    text = page_text(house, "so-lieu")
    table = text[text.index("PAR Index năm 2022 đã công bố") :]
    assert table.startswith(
        "PAR Index năm 2022 đã công bố Đơn vị Kết quả (điểm) Xếp hạng Tính chất Nguồn Tỉnh Khác 7,50 –"
    )
    assert "Tỉnh Mẫu: chưa có số liệu công bố" in table
    assert "7,75" not in table.partition("chưa có số liệu công bố")[0]


def test_a_task_of_a_merged_department_is_found_under_its_successor(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A 2023 task of Sở Kế hoạch và Đầu tư leads to Sở Tài chính, and the other way round."""
    place = lay_out(tmp_path / "full", ROOT / "data")
    monkeypatch.chdir(place)
    assert main(["build"]) == 0
    assert "(nay là Sở Tài chính )" in page_text(place, "nhiem-vu/2023/SKHDT-01")
    assert "nay do Sở Tài chính kế thừa" in page_text(place, "co-quan/so-ke-hoach-va-dau-tu")
    heir = page_text(place, "co-quan/so-tai-chinh")
    assert "Kế thừa Sở KH&ĐT (hoạt động đến 19/02/2025 )" in heir
    assert "nhiệm vụ năm 2023 của Sở KH&ĐT nay do Sở Tài chính chịu trách nhiệm" in heir
    assert "SKHDT-01" in heir
    for page in sorted(path.parent for path in (place / "build" / "site" / "nhiem-vu").rglob("index.html")):
        assert "Dữ liệu minh họa." in page_text(place, page.relative_to(place / "build" / "site").as_posix())
