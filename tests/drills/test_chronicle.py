"""What was quietly changed: histories played in Git repositories, told by `cchc history`."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from markdown_it import MarkdownIt

from cchc.check import check
from cchc.git import revision_of
from cchc.publishing.build import read_history
from cchc.publishing.reproduce import obstacles
from cchc.render.chronicle.html import NoBlankError, history_html, tell
from cchc.render.manifest import Manifest
from cchc.render.view import View
from conftest import EXAMPLES
from drills.play import (
    CYCLE,
    MAIN,
    REGISTRY,
    SNV_SUBMISSION,
    STP_PROGRESS,
    STP_SUBMISSION,
    begin,
    collecting,
    commit,
    edit,
    merge,
    propose,
)
from repositories import git, repository

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

    Cchc = Callable[..., Outcome]

RESULTS = "data/ket-qua/2022/par-index-2022.yml"
LOCK = f"{CYCLE}/khoa.yml"
SCORE, TOTAL = '"1.2": 2.5', "diem: 7.75"
HOSTILE = "@so-noi-vu #12 <script>alert(1)</script> [x](https://lua.example) ``` ::error::y {{ 7 }}"


def history(cchc: Cchc, place: Path, *more: str) -> list[dict[str, Any]]:
    """Tell the history for a machine, the newest commit first."""
    outcome = cchc("history", "--repo", str(place), "--format", "json", *more)
    assert (outcome.code, outcome.err) == (0, "")
    shown: list[dict[str, Any]] = json.loads(outcome.out)["commits"]
    return shown


def text(cchc: Cchc, place: Path, *more: str) -> str:
    """Tell the history for people."""
    outcome = cchc("history", "--repo", str(place), *more)
    assert (outcome.code, outcome.err) == (0, "")
    return outcome.out


def correct(place: Path, points: str) -> None:
    """Correct a published score, and the total with it."""
    edit(place, RESULTS, SCORE, f'"1.2": {points}')
    edit(place, RESULTS, TOTAL, f"diem: {float(points) + 5.25}")


def values(changes: list[dict[str, Any]]) -> list[tuple[str, str, str]]:
    """Give the place, the old and the new value of what differs."""
    return [(one["place"], one["before"], one["after"]) for file in changes for one in file["values"]]


@pytest.mark.threat("S11")
def test_a_corrected_figure_stands_out_with_its_old_value(tmp_path: Path, cchc: Cchc) -> None:
    """First of all that is told of the commit; what became of the plan's figures stands below."""
    place = begin(tmp_path)
    correct(place, "2.0")
    commit(place)
    newest, first = history(cchc, place)
    assert values(newest["corrected"]) == [("tong.diem", "7,75", "7,25"), ("diem[1.2]", "2,5", "2")]
    assert (newest["files"], newest["errors"]) == ([], 0)
    assert first["corrected"] == []
    told = text(cchc, place, "--limit", "1")
    assert f"- Sửa điều đã công bố ở “{RESULTS}”:\n  - Kết quả chung, điểm: “7,75” → “7,25”\n" in told
    assert "  - Điểm từng tiêu chí 1.2: “2,5” → “2”\n- Kế hoạch 2023:\n" in told


@pytest.mark.threat("T07")
def test_a_forged_author_date_moves_nothing(tmp_path: Path, cchc: Cchc) -> None:
    """The day is that of the commit as it stands in the branch, in Việt Nam; a day before the last one is told."""
    place = begin(tmp_path)
    edit(place, STP_PROGRESS, "phan_tram: 60", "phan_tram: 70")
    commit(place, at="2026-11-22T18:30:00+00:00", authored="2023-01-01T00:00:00+07:00")
    edit(place, STP_PROGRESS, "phan_tram: 70", "phan_tram: 80")
    commit(place, at="2026-11-21T08:00:00+07:00")
    shown = history(cchc, place)
    assert [(one["on"], one["is_backdated"]) for one in shown] == [
        ("2026-11-21", True),
        ("2026-11-23", False),
        ("2026-11-20", False),
    ]
    told = text(cchc, place)
    assert "2023-01-01" not in told
    assert "01/01/2023" not in told
    assert told.count("- Ngày không đáng tin: bản này ghi ngày trước ngày của bản đứng ngay trước nó.\n") == 1


@pytest.mark.threat("S11")
def test_nothing_hides_behind_a_broken_commit(tmp_path: Path, cchc: Cchc) -> None:
    """A figure changed while its file, or another, was broken is told when the file can be read again."""
    place = begin(tmp_path)
    good = (place / RESULTS).read_text("utf-8")
    (place / RESULTS).write_text(f"{good}  - hỏng\n", "utf-8")
    commit(place)
    (place / RESULTS).write_text(good, "utf-8")
    correct(place, "2.0")
    commit(place)
    mended, broken, first = history(cchc, place)
    assert (broken["errors"], broken["unreadable"], broken["plans"]) == (1, [RESULTS], None)
    assert values(mended["corrected"]) == [("tong.diem", "7,75", "7,25"), ("diem[1.2]", "2,5", "2")]
    assert mended["corrected"][0]["compared_with"] == mended["compared_with"] == first["sha"]
    assert mended["plans"][0]["coverage"][0]["gap"] == "2.75"
    told = text(cchc, place)
    assert f"(so với bản {first['sha'][:10]}, bản gần nhất đọc được tệp này):\n" in told
    assert f"- Kế hoạch được so với bản {first['sha'][:10]}, bản không lỗi gần nhất\n" in told
    assert "- Theo các quy tắc hiện nay, dữ liệu ở bản này có 1 lỗi nên không so được kế hoạch\n" in told


@pytest.mark.threat("O03")
def test_an_edition_frozen_is_a_file_added_and_no_unreadable_one(tmp_path: Path, cchc: Cchc) -> None:
    """Its bytes are not compared value by value; that they changed, or are gone, is told."""
    place = begin(tmp_path)
    shutil.copytree(EXAMPLES / "ok-an-ban/data", place / "data", dirs_exist_ok=True)
    commit(place)
    frozen = place / "data/an-ban/2023/2023-q2.json"
    frozen.write_bytes(frozen.read_bytes() + b" ")
    commit(place)
    spoilt, added, _ = history(cchc, place)
    assert (added["errors"], added["unreadable"]) == (0, [])
    assert (spoilt["errors"], spoilt["unreadable"]) == (1, [])
    assert "- Tệp: sửa “data/an-ban/2023/2023-q2.json”\n" in text(cchc, place)


@pytest.mark.threat("S11")
def test_nothing_hides_behind_a_file_taken_away(tmp_path: Path, cchc: Cchc) -> None:
    """What a removed file of results said is told in full, and what it says otherwise once it is back."""
    place = begin(tmp_path)
    good = (place / RESULTS).read_text("utf-8")
    (place / RESULTS).unlink()
    commit(place)
    (place / RESULTS).write_text(good.replace("xep_hang: 38", "xep_hang: 8"), "utf-8")
    commit(place)
    back, gone, _ = history(cchc, place)
    assert ("diem[1.2]", "2,5", "") in values(gone["corrected"])
    assert gone["touched"] == [{"path": RESULTS, "way": "removed"}]
    assert values(back["corrected"]) == [("tong.xep_hang", "38", "8")]


@pytest.mark.threat("S11")
def test_what_was_locked_stands_out(tmp_path: Path, cchc: Cchc) -> None:
    """An approved deadline rewritten in the lock and in the submission alike: no rule of one tree can see it."""
    place = begin(tmp_path)
    old = (place / LOCK).read_text("utf-8")
    edit(place, SNV_SUBMISSION, "thoi_han: Quý III/2023", "thoi_han: Quý IV/2023")
    edit(place, LOCK, "thoi_han: Quý III/2023", "thoi_han: Quý IV/2023")
    assert old != (place / LOCK).read_text("utf-8")
    commit(place)
    newest = history(cchc, place)[0]
    assert ("nhiem_vu[SNV-01].gia_tri[thoi_han]", "Quý III/2023", "Quý IV/2023") in values(newest["corrected"])


def test_a_merge_is_one_change_whatever_it_brought(tmp_path: Path, cchc: Cchc) -> None:
    """The branch's own line is walked: commits of a pull request, and their days, are not told."""
    place = begin(tmp_path, collecting)
    propose(place)
    edit(place, STP_SUBMISSION, "thoi_han: tháng 8/2023", "thoi_han: Quý III/2023")
    commit(place, at="2026-11-01T08:00:00+07:00")
    edit(place, STP_SUBMISSION, "thoi_han: Quý III/2023", "thoi_han: Quý IV/2023")
    commit(place, at="2026-11-02T08:00:00+07:00")
    merge(place)
    newest, first = history(cchc, place)
    assert newest["sha"] == git(place, "rev-parse", MAIN)
    assert first["sha"] == git(place, "rev-parse", f"{MAIN}^1")
    assert newest["on"] == "2026-11-20"
    assert newest["plans"][0]["edited"] == [
        {
            "task": "STP-01",
            "fields": [{"field": "deadline", "before": "tháng 8/2023", "after": "Quý IV/2023", "days_moved": 122}],
        }
    ]
    assert "    - Thời hạn hoàn thành: “tháng 8/2023” → “Quý IV/2023” (lùi 122 ngày)\n" in text(cchc, place)


def test_a_renamed_file_is_one_gone_and_one_new(tmp_path: Path, cchc: Cchc) -> None:
    """As reviewers see it; the agency that is new in the registry is named."""
    place = begin(tmp_path, collecting)
    edit(
        place,
        REGISTRY,
        "  - ma: huyen-mau\n",
        "  - ma: so-moi\n    ten: Sở Mới\n    ten_ngan: Sở Mới\n    ten_tat: SM\n    loai: so\n  - ma: huyen-mau\n",
    )
    git(place, "mv", STP_SUBMISSION, f"{CYCLE}/bao-cao/so-moi.yml")
    commit(place)
    newest = history(cchc, place)[0]
    assert [(one["path"], one["way"]) for one in newest["touched"]] == [
        (REGISTRY, "edited"),
        (f"{CYCLE}/bao-cao/so-moi.yml", "added"),
        (STP_SUBMISSION, "removed"),
    ]
    assert newest["agencies_added"] == ["Sở Mới"]
    assert newest["errors"] > 0


def test_only_the_data_are_told(tmp_path: Path, cchc: Cchc) -> None:
    """Commits beside the data are none of it; a repository without data has nothing to tell; form alone is said."""
    place = begin(tmp_path / "kho")
    (place / "README.md").write_text("Khác\n", "utf-8")
    commit(place)
    content = (place / STP_PROGRESS).read_text("utf-8")
    (place / STP_PROGRESS).write_text(f"# Ghi chú\n{content}", "utf-8")
    commit(place)
    assert len(history(cchc, place)) == 2
    assert "- Chỉ đổi cách viết, không đổi giá trị nào.\n" in text(cchc, place, "--limit", "1")
    empty = tmp_path / "trong"
    empty.mkdir()
    (empty / "README.md").write_text("Không có dữ liệu\n", "utf-8")
    repository(empty)
    assert history(cchc, empty) == []
    assert "0 lần dữ liệu thay đổi" in text(cchc, empty)


@pytest.mark.threat("O02")
def test_a_rewritten_history_is_noticed(tmp_path: Path, cchc: Cchc) -> None:
    """Whoever kept the name of a commit asks what came after it: gone from the branch, that is told, exit code 2."""
    place = begin(tmp_path)
    correct(place, "2.0")
    commit(place)
    kept = git(place, "rev-parse", "HEAD")
    assert history(cchc, place, "--since", kept) == []
    git(place, "commit", "--quiet", "--amend", "--message", "Khác")
    outcome = cchc("history", "--repo", str(place), "--since", kept)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith(f"cchc: bản “{kept}” không nằm trong lịch sử của “HEAD”: lịch sử đã bị viết lại")
    for wrong in ("khong-co", "--all", "0" * 40):
        assert cchc("history", "--repo", str(place), f"--since={wrong}").code == 2
    assert cchc("history", "--repo", str(tmp_path.parent)).code == 2
    for wrong in ("0", "-1", "x"):
        with pytest.raises(SystemExit, match="2"):
            cchc("history", "--repo", str(place), f"--limit={wrong}")


def test_a_shallow_copy_says_where_it_ends(tmp_path: Path, cchc: Cchc) -> None:
    """Its oldest commit is nobody's beginning: what it brought is unknown, and is not told as if it were new."""
    place = begin(tmp_path / "kho")
    for percent in (70, 80):
        edit(place, STP_PROGRESS, f"phan_tram: {percent - 10}", f"phan_tram: {percent}")
        commit(place)
    git(tmp_path, "clone", "--quiet", "--depth=2", f"file://{place}", "ban-sao")
    outcome = cchc("history", "--repo", str(tmp_path / "ban-sao"), "--format", "json")
    shown = json.loads(outcome.out)
    assert shown["is_cut_off"]
    assert [values(one["files"]) for one in shown["commits"]] == [
        [("cap_nhat[02/10/2023].nhiem_vu[STP-01].phan_tram", "70", "80")]
    ]
    assert "git fetch --unshallow" in text(cchc, tmp_path / "ban-sao")


@pytest.mark.threat("L04")
@pytest.mark.threat("W09")
@pytest.mark.parametrize("layout", ["text", "markdown", "json"])
def test_nobody_is_named_and_hostile_text_is_inert(tmp_path: Path, cchc: Cchc, layout: str) -> None:
    """Neither who committed nor what they wrote; what agencies write is shown and obeyed by nothing."""
    place = begin(tmp_path)
    edit(place, STP_PROGRESS, "Văn bản còn lại chờ ý kiến của hai huyện.", f'"{HOSTILE}"')
    (place / CYCLE / "tien-do" / "a\n::error::b @x.yml").touch()
    commit(place, "Lời ghi riêng của tester@example.invalid")
    told = text(cchc, place, "--format", layout)
    assert "example.invalid" not in told
    assert "Tester" not in told
    assert "Lời ghi riêng" not in told
    assert "alert(1)" in told
    assert not re.search(r"^\s*::", told, re.MULTILINE)
    if layout == "markdown":
        html = MarkdownIt("commonmark", {"html": True}).render(told)
        outside = re.sub(r"<code>.*?</code>", "", html, flags=re.DOTALL)
        assert set(re.findall(r"<(\w+)", outside)) <= {"h1", "h2", "p", "ul", "li", "strong", "a"}
        assert set(re.findall(r'href="([^"]+)"', outside)) <= set(re.findall(r"https://kho-ma\S+/[0-9a-f]{40}", told))
        assert not re.search(r"[@#]\w", outside)


@pytest.mark.threat("L01")
def test_personal_data_that_were_taken_out_are_not_told_again(tmp_path: Path, cchc: Cchc) -> None:
    """A file with a phone number could not be read then, so nothing of it is repeated now."""
    place = begin(tmp_path)
    good = (place / STP_PROGRESS).read_text("utf-8")
    edit(place, STP_PROGRESS, "Văn bản còn lại chờ ý kiến của hai huyện.", "Hỏi số 0912 345 678.")
    commit(place)
    (place / STP_PROGRESS).write_text(good, "utf-8")
    commit(place)
    for layout in ("text", "markdown", "json"):
        assert "345" not in text(cchc, place, "--format", layout)


# --- on the journal's page ------------------------------------------------------------------------------


def told_on_page(place: Path) -> str:
    """Write the history as the page of the journal shows it."""
    dataset, as_of, _ = check(place / "data", None)
    revision = revision_of(place / "data")
    return history_html(View(dataset, as_of, revision), read_history(place / "data", revision))


def texts(element: Any, query: str) -> list[str]:  # noqa: ANN401 -- lxml names no type of its own for an element
    """Give the texts of what a query finds."""
    return [one.text_content() for one in element.xpath(query)]


@pytest.mark.threat("S11")
@pytest.mark.threat("L04")
def test_the_page_shows_old_values_and_obeys_none(tmp_path: Path) -> None:
    """A corrected figure in sight, all else folded, tasks' fields too; text is text, and nobody is named."""
    place = begin(tmp_path, collecting)
    correct(place, "2.0")
    edit(place, STP_SUBMISSION, "thoi_han: tháng 8/2023", "thoi_han: Quý IV/2023")
    edit(place, STP_SUBMISSION, "Cơ quan soạn thảo chậm đăng ký sửa đổi.", f"'{HOSTILE}'")
    commit(place, authored="2023-01-01T00:00:00+07:00")
    html = told_on_page(place)
    newest, first = lxml.html.fragments_fromstring(html)[1]
    assert texts(newest, "ul/li") == [
        "Kết quả chung, điểm: 7,75 → 7,25",
        "Điểm từng tiêu chí 1.2: 2,5 → 2",
    ]
    folded = texts(newest, "details//li")
    assert (
        "Phân tích par-index-2022/2.1, nhiệm vụ, giải pháp STP-01, thời hạn hoàn thành: tháng 8/2023 → Quý IV/2023"
        in folded
    )
    assert newest.xpath("p//a/@href") == [f"https://kho-ma.example/mau/commit/{git(place, 'rev-parse', 'HEAD')}"]
    assert (newest.xpath("p//time/text()"), first.xpath("p//time/text()")) == (["20/11/2026"], ["20/11/2026"])
    assert any("alert(1)" in one for one in folded)
    assert not re.search(r"<script|\{\{|Tester|example\.invalid|01/01/2023", html)


@pytest.mark.threat("B05")
def test_a_copy_without_the_whole_history_tells_none(tmp_path: Path) -> None:
    """Whoever rebuilds a commit gets the same page or is told why not; without Git the page says so too."""
    place = begin(tmp_path / "kho")
    edit(place, STP_PROGRESS, "phan_tram: 60", "phan_tram: 70")
    commit(place)
    whole = told_on_page(place)
    git(tmp_path, "clone", "--quiet", f"file://{place}", "du")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{place}", "thieu")
    assert told_on_page(tmp_path / "du") == whole
    absent = '<p class="trong">Trang này dựng ở nơi không có đủ lịch sử của kho, nên không kể được ở đây.</p>\n'
    assert told_on_page(tmp_path / "thieu").lstrip("\n") == absent
    shutil.rmtree(tmp_path / "du" / ".git")
    assert told_on_page(tmp_path / "du").lstrip("\n") == absent
    revision = revision_of(tmp_path / "thieu" / "data")
    assert revision is not None
    published = Manifest(
        format=1,
        tool="cchc",
        as_of=dt.date(2023, 10, 15),
        commit=revision.sha,
        committed_at=revision.committed_at,
        is_committed=True,
        natures=(),
        lock_sha256=None,
        files=(),
    )
    (obstacle,) = obstacles(published, revision, None)
    assert obstacle.endswith("chạy “git fetch --unshallow”")


@pytest.mark.parametrize("times", [0, 2])
def test_a_page_without_its_one_place_is_not_published(times: int) -> None:
    """A template that changed alone would lose the history silently."""
    place = '<div class="lich-su" data-search-exclude="">chưa đọc</div>'
    assert tell(f"a{place}b", "<p>x</p>") == 'a<div class="lich-su" data-search-exclude=""><p>x</p></div>b'
    with pytest.raises(NoBlankError, match=f"{times} places"):
        tell(place * times, "")
