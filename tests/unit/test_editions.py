"""Editions: frozen byte for byte, never written over, read by every later version, compared with today."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from cchc.reading.editions import FrozenTask, NotAnEditionError, differences, kept_editions, read_frozen
from cchc.render.citation import edition_citation
from cchc.revisions.losses import editions_touched
from cchc.revisions.ownership import agency_of
from conftest import EXAMPLES
from unit.trees import dataset_of, lines, places, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

LIST = "an-ban/2023/an-ban.yml"
FILE = "an-ban/2023/2023-q2.json"
FROZEN = (EXAMPLES / "ok-an-ban/data" / FILE).read_bytes()  # written by the first version; never made again


@pytest.fixture
def kept(base_tree: Path) -> Path:
    """Give the small tree with one edition, as of 30 June 2023."""
    shutil.copytree(EXAMPLES / "ok-an-ban/data", base_tree / "data", dirs_exist_ok=True)
    return base_tree


def altered(change: Callable[[Any], object]) -> bytes:
    """Change what the edition says, as JSON."""
    content = json.loads(FROZEN)
    change(content)
    return json.dumps(content).encode()


def task(code: str, **values: object) -> FrozenTask:
    """Make a task as an edition has it."""
    row = next(row for row in json.loads(FROZEN)["bang"]["nhiem_vu"] if row["ma"] == "SNV-01")
    return FrozenTask.model_validate(row | {"ma": code} | values)


# --- the command ------------------------------------------------------------------------------------------


@pytest.mark.threat("O03")
@pytest.mark.threat("B05")
@pytest.mark.threat("X06")
def test_an_edition_is_what_export_writes_of_the_same_tree_and_day(
    base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Anyone makes the same bytes again: from the commit that the edition names, with a command that is older."""
    done = cchc("edition", "2023", "2023-thang-9", "--ten", "Tháng 9: năm 2023", "--as-of", "2023-09-30")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Đã chốt data/an-ban/2023/2023-thang-9.json, tính đến ngày 30/09/2023.\n")
    assert cchc("export", "json", "--year", "2023", "--as-of", "2023-09-30", "--out", "mot.json").code == 0
    frozen = base_tree / "data/an-ban/2023/2023-thang-9.json"
    assert frozen.read_bytes() == (base_tree / "mot.json").read_bytes()
    assert cchc("check").findings == []
    assert cchc("fmt", "--check").code == 0


@pytest.mark.threat("O03")
def test_nothing_writes_over_an_edition(kept: Path, cchc: Callable[..., Outcome]) -> None:
    """Neither the command, nor formatting; a second edition leaves the first as it was."""
    before = (kept / "data" / LIST).read_text("utf-8")
    again = cchc("edition", "2023", "2023-q2", "--ten", "Quý II năm 2023")
    assert (again.code, again.err) == (
        1,
        "cchc: data/an-ban/2023/2023-q2.json đã có; ấn bản đã chốt không bao giờ sửa: chọn mã khác.\n",
    )
    assert cchc("edition", "2023", "2023-q3", "--ten", "Quý III năm 2023", "--as-of", "2023-09-30").code == 0
    assert cchc("fmt").code == 0
    assert (kept / "data" / FILE).read_bytes() == FROZEN
    assert (kept / "data" / LIST).read_text("utf-8").startswith(before)
    assert [one.entry.id for one in kept_editions(dataset_of(kept))] == ["2023-q3", "2023-q2"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("2023", "q2", "--ten", "Quý II"), "mã ấn bản gồm năm của kế hoạch, gạch nối, rồi tên kỳ không dấu"),
        (("2023", "2023-../../x", "--ten", "Quý II"), "mã ấn bản gồm năm của kế hoạch"),
        (("2023", "2022-q2", "--ten", "Quý II"), "mã ấn bản gồm năm của kế hoạch"),
        (("2024", "2024-q1", "--ten", "Quý I"), "chưa có kế hoạch 2024"),
        (("2023", "2023-q4", "--ten", "Quý IV 😀"), "không thêm được ấn bản vào data/an-ban/2023/an-ban.yml"),
        (("2023", "2023-q4", "--ten", "IV" * 400), "giá trị này dài tối đa 600 ký tự"),
    ],
)
def test_what_may_not_be_an_edition_leaves_no_trace(
    words: tuple[str, ...], told: str, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """A code that is no code, a plan that is none, a name that no data file may hold."""
    refused = cchc("edition", *words)
    assert refused.code == 1
    assert told in refused.err
    assert not (base_tree / "data/an-ban").exists()


def test_an_edition_of_data_with_errors_is_refused(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """What could not be published is not frozen either."""
    write(base_tree, "la.yml", "a: b\n")
    assert cchc("edition", "2023", "2023-q2", "--ten", "Quý II").code == 1
    assert not (base_tree / "data/an-ban").exists()


# --- reading ----------------------------------------------------------------------------------------------


@pytest.mark.threat("S07")
def test_the_first_edition_ever_made_is_still_read() -> None:
    """Version 1 of the open data may gain columns; what a page shows of an edition stays."""
    data = read_frozen(FROZEN)
    assert (data.plan, data.as_of, data.commit) == (2023, dt.date(2023, 6, 30), None)
    assert [one.code for one in data.tasks] == ["SNV-01", "SNV-02", "SNV-03", "SNV-04", "STP-01"]
    (result, *_) = data.results
    assert (result.index_name, data.gaps(result, covered=False), data.gaps(result, covered=True)) == (
        "PAR Index",
        (3, result.max_points - result.points),
        (3, result.max_points - result.points),
    )


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        (b"", "không đúng cú pháp JSON"),
        (FROZEN[:-3], "không đúng cú pháp JSON"),
        (b"\xff" + FROZEN, "không đúng cú pháp JSON"),
        (b'{"bang": ' + b"[" * 100_000, "không đúng cú pháp JSON"),
        (b"[]", "không đúng cú pháp JSON"),
        (altered(lambda one: one.update(phien_ban=2)), "mục “phien_ban” thiếu hoặc sai"),
        (altered(lambda one: one.update(commit="x" * 40)), "mục “commit” thiếu hoặc sai"),
        (altered(lambda one: one.update(tinh_chat=["that"])), "mục “tinh_chat.0” thiếu hoặc sai"),
        (altered(lambda one: one.update(ten="a\x01# b")), "mục “ten” thiếu hoặc sai"),
        (altered(lambda one: one.update(ten="a" * 8_001)), "mục “ten” thiếu hoặc sai"),
        (
            altered(lambda one: one["bang"]["nhiem_vu"][2].pop("noi_dung")),
            "mục “bang.nhiem_vu.2.noi_dung” thiếu hoặc sai",
        ),
        (altered(lambda one: one["bang"].update(ke_hoach=[])), "mục “bang.ke_hoach.0” thiếu hoặc sai"),
    ],
)
def test_what_is_no_edition_is_refused_with_its_place(raw: bytes, told: str) -> None:
    """Cut off, nested without end, of another version, or with a character that no page may hold."""
    with pytest.raises(NotAnEditionError, match=told):
        read_frozen(raw)


@pytest.mark.threat("F05")
def test_an_edition_has_at_most_4_mebibytes(kept: Path) -> None:
    """More is not read; nothing else is then said of it."""
    write(kept, FILE, FROZEN + b" " * (4 * 1024 * 1024 - len(FROZEN)))
    assert places(kept) == [f"data/{LIST}:8:13 an-ban-bi-sua"]
    write(kept, FILE, FROZEN + b" " * (4 * 1024 * 1024 - len(FROZEN) + 1))
    assert lines(kept) == [
        f"data/{FILE}:1:1: lỗi: mỗi tệp tối đa 4096 KiB; tệp này 4097 KiB — hãy tách bớt nội dung [tep-qua-lon]"
    ]


def test_a_list_that_cannot_be_read_is_the_only_finding(kept: Path) -> None:
    """The files it would list are not also strangers."""
    write(kept, LIST, "ke_hoach: 2023\n")
    assert places(kept) == [f"data/{LIST}:1:1 thieu-truong"]


@pytest.mark.parametrize(
    "name", ["an-ban/2023/q2.json", "an-ban/2023/2022-q2.json", "an-ban/2023/2023-Q2.json", "x.json"]
)
def test_other_json_is_a_stray_file(name: str, base_tree: Path) -> None:
    """Only an edition, in its folder, named after its plan's year."""
    write(base_tree, name, FROZEN)
    assert places(base_tree) == [f"data/{name}:1:1 tep-la"]


# --- who may, and what a pull request may not ----------------------------------------------------------------


def test_editions_are_the_core_groups() -> None:
    """No agency freezes what all of them wrote."""
    assert agency_of(f"data/{FILE}") is None
    assert agency_of(f"data/{LIST}") is None


@pytest.mark.threat("O03")
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("sha256: d", "sha256: e", "bị sửa"),
        ("2023-06-30", "2023-06-29", "bị sửa"),
        ("ma: 2023-q2", "ma: 2023-q9", "bị bỏ"),
        ("ten: Quý II", "ten: Quý hai", ""),
    ],
)
def test_a_review_refuses_an_edition_that_is_not_as_it_was(kept: Path, old: str, new: str, told: str) -> None:
    """Even where file and list agree with one another; its name may be put better."""
    before = dataset_of(kept)
    text = (kept / "data" / LIST).read_text("utf-8")
    assert old in text
    write(kept, LIST, text.replace(old, new))
    found = [finding.message for finding in editions_touched(before, dataset_of(kept))]
    assert found == (
        [f"ấn bản đã chốt “2023-q2” {told}; người đã trích dẫn không còn tìm thấy số liệu ấy"] if told else []
    )


@pytest.mark.threat("O03")
def test_a_review_refuses_to_lose_every_edition(kept: Path) -> None:
    """List and file taken away together."""
    before = dataset_of(kept)
    shutil.rmtree(kept / "data/an-ban")
    (finding,) = editions_touched(before, dataset_of(kept))
    assert str(finding).endswith("[lui-giai-doan]")
    assert finding.span.path.endswith(LIST)


@pytest.mark.usefixtures("kept")
def test_an_official_site_has_no_invented_edition(cchc: Callable[..., Outcome]) -> None:
    """Invented figures do not come back through the archive."""
    refused = cchc("build", "--chinh-thuc")
    assert refused.code == 1
    assert f"  data/{LIST}\n" in refused.err


# --- compared with today ------------------------------------------------------------------------------------


def test_differences_name_what_changed_what_is_new_and_what_is_gone() -> None:
    """In today's order, those that are gone at the end; a task that stayed is not told."""
    then = [task("A-01"), task("A-02"), task("A-03", phan_tram=10)]
    now = [task("A-04"), task("A-03", phan_tram=30, thoi_han="Quý IV/2023"), task("A-01")]
    found = [(one.task.code, one.fields, one.then is None, one.now is None) for one in differences(then, now)]
    assert found == [
        ("A-04", (), True, False),
        ("A-03", ("percent", "deadline"), False, False),
        ("A-02", (), False, True),
    ]


def test_an_edition_is_cited_by_what_never_changes(kept: Path) -> None:
    """Its code, day and hash; whoever copies it copies that it was invented."""
    (edition,) = kept_editions(dataset_of(kept))
    assert edition_citation(edition, "https://mau.example/an-ban/2023/2023-q2/") == (
        "Cải thiện Chỉ số cải cách hành chính tỉnh Mẫu, kế hoạch 2023, ấn bản 2023-q2, "
        "dữ liệu minh họa, không phải số liệu chính thức, tính đến ngày 30/06/2023, "
        f"SHA-256 {edition.entry.sha256}, https://mau.example/an-ban/2023/2023-q2/"
    )
