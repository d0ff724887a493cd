"""Walking `data/`: every file is recognised by its place and name, or it is a finding."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from pathlib import Path

import pytest

from cchc.check import check
from cchc.reading.load import PLACE_HELP, load
from conftest import BASE
from unit.trees import (
    AS_OF,
    CYCLE,
    FRAMEWORK,
    LOCK,
    RESULTS,
    SNV_PROGRESS,
    SNV_SUBMISSION,
    dataset_of,
    edit,
    findings,
    lines,
    rules,
    write,
)

NOT_READ = "tệp này không đúng chỗ hoặc không đúng tên nên sẽ không được đọc"
NO_ATTACHMENT = "tài liệu kiểm chứng không tải lên đây: ghi tên, số, ngày và địa chỉ https trong minh_chung"


def test_the_base_tree_is_read_whole(base_tree: Path) -> None:
    """Nothing is wrong with the examples' base, at any date."""
    dataset = dataset_of(base_tree)
    assert list(dataset.agencies) == ["so-noi-vu", "so-tu-phap", "so-tai-chinh", "huyen-mau"]
    assert list(dataset.frameworks) == ["par-index-2022", "sipas-2022"]
    assert list(dataset.results) == [(2022, "par-index-2022"), (2022, "sipas-2022")]
    assert list(dataset.cycles) == [2023]
    assert sorted(dataset.cycles[2023].submissions) == ["so-noi-vu", "so-tu-phap"]
    assert sorted(dataset.cycles[2023].progress) == ["so-noi-vu", "so-tu-phap"]
    assert dataset.unreadable == frozenset()
    assert dataset.orphans == ()
    assert findings(base_tree) == []


@pytest.mark.threat("T06")
@pytest.mark.parametrize(
    "as_of", [dt.date(2023, 1, 1), dt.date(2023, 7, 2), AS_OF, dt.date(2023, 12, 31), dt.date(2030, 6, 1)]
)
def test_the_day_of_the_check_never_makes_an_error(base_tree: Path, as_of: dt.date) -> None:
    """A tree that was accepted on one day is not refused on another: dates only warn."""
    assert {str(finding.severity) for finding in findings(base_tree, as_of)} <= {"cảnh báo"}


# --- names and places -----------------------------------------------------------------------------------


@pytest.mark.threat("F03")
@pytest.mark.parametrize(
    ("relative", "hint"),
    [
        (
            "ke-hoach/2023/bao-cao/so-tai-chinh.yaml",
            "đổi tên thành “data/ke-hoach/2023/bao-cao/so-tai-chinh.yml”",
        ),
        ("ke-hoach/2023/bao-cao/so-tai-chinh.YML", "đổi tên thành “data/ke-hoach/2023/bao-cao/so-tai-chinh.yml”"),
        (
            "ke-hoach/2023/bao-cao/so-tai-chinh.yml.txt",
            "đổi tên thành “data/ke-hoach/2023/bao-cao/so-tai-chinh.yml”",
        ),
        ("ke-hoach/2023/bao-cao/So-Tai-Chinh.yml", "đổi tên thành “data/ke-hoach/2023/bao-cao/so-tai-chinh.yml”"),
        ("ke-hoach/2023/bao-cao/so-tai-chinh", f"các tệp được dùng: {PLACE_HELP}"),
        ("ke-hoach/2023/bao-cao/so_tai_chinh.yml", f"các tệp được dùng: {PLACE_HELP}"),
        ("ke-hoach/2023/bao-cao/2023/so-tai-chinh.yml", f"các tệp được dùng: {PLACE_HELP}"),
        ("ke-hoach/2023/so-tai-chinh.yml", f"các tệp được dùng: {PLACE_HELP}"),
        ("ke-hoach/23/ke-hoach.yml", f"các tệp được dùng: {PLACE_HELP}"),
        ("ghi-chu.md", f"các tệp được dùng: {PLACE_HELP}"),
        (".gitkeep", f"các tệp được dùng: {PLACE_HELP}"),
        ("Thumbs.db", f"các tệp được dùng: {PLACE_HELP}"),
    ],
)
def test_no_file_is_silently_ignored(base_tree: Path, relative: str, hint: str) -> None:
    """A wrong ending, a wrong case, a wrong folder: each is one error that says what to do."""
    write(base_tree, relative, (BASE / "data" / SNV_SUBMISSION).read_bytes())
    assert lines(base_tree) == [f"data/{relative}:1:1: lỗi: {NOT_READ} — {hint} [tep-la]"]


@pytest.mark.threat("F11")
@pytest.mark.parametrize("name", ["minh-chung.pdf", "anh.PNG", "anh.jpeg", "bieu.xlsx", "bao-cao.docx"])
def test_attachments_are_refused(base_tree: Path, name: str) -> None:
    """Evidence is a link: a document that is uploaded is an error that says so."""
    write(base_tree, f"ke-hoach/2023/tien-do/{name}", b"%PDF-1.7")
    assert lines(base_tree) == [f"data/ke-hoach/2023/tien-do/{name}:1:1: lỗi: {NOT_READ} — {NO_ATTACHMENT} [tep-la]"]


@pytest.mark.threat("F02")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("..yml", "..yml"),
        ("...", "..."),
        ("..\\tinh.yml", "..\\tinh.yml"),
        ("a b.yml", "a b.yml"),
        ("sở-nội-vụ.yml", "sở-nội-vụ.yml"),
        ("x.yml\n::error::y", "x.yml���error��y"),
        ("tinh.yml:1:1: lỗi", "tinh.yml�1�1� lỗi"),
        ("\u202etxt.yml", "�txt.yml"),
    ],
)
def test_names_outside_the_pattern_are_refused_and_shown_safely(base_tree: Path, name: str, shown: str) -> None:
    """A name holds small letters, digits and hyphens; what it holds else cannot forge a line of output."""
    write(base_tree, f"bo-chi-so/{name}", "a: b\n")
    found = findings(base_tree)
    assert [finding.rule for finding in found] == ["tep-la"]
    place, _, message = str(found[0]).partition(": lỗi: ")
    assert place == f"{base_tree.as_posix()}/data/bo-chi-so/{shown}:1:1"
    assert "\n" not in message


@pytest.mark.threat("F02")
@pytest.mark.parametrize(
    ("relative", "old", "new"),
    [
        (SNV_SUBMISSION, "co_quan: so-noi-vu", "co_quan: ../../don-vi"),
        (FRAMEWORK, "ma: par-index-2022", "ma: ../../../etc/passwd"),
        (CYCLE, "tong_hop: so-noi-vu", "tong_hop: /etc/passwd"),
        (SNV_SUBMISSION, "par-index-2022/1.1.2", "../par-index-2022/1.1.2"),
    ],
)
def test_no_value_is_a_path(base_tree: Path, relative: str, old: str, new: str) -> None:
    """Ids become names of pages: a path in one is refused."""
    edit(base_tree, relative, old, new)
    assert rules(base_tree) == ["ma-khong-dung"]


@pytest.mark.threat("F04")
@pytest.mark.parametrize("name", ["sipas-2022.yml.", "sipas-2022.yml ", "SIPAS-2022.yml", "sipas-2022 .yml"])
def test_names_that_collide_on_windows_are_refused(base_tree: Path, name: str) -> None:
    """A trailing dot or space and a second case of the same name never stand beside the file they shadow."""
    write(base_tree, f"bo-chi-so/{name}", (BASE / "data" / "bo-chi-so" / "sipas-2022.yml").read_bytes())
    assert [(finding.rule, finding.span.path.rpartition("/")[2]) for finding in findings(base_tree)] == [
        ("tep-la", name)
    ]


@pytest.mark.threat("F04")
def test_composed_and_decomposed_names_are_both_refused(base_tree: Path) -> None:
    """No name with diacritics is accepted, so none can collide after normalisation."""
    write(base_tree, "bo-chi-so/ch\u1ec9-s\u1ed1.yml", "a: b\n")
    write(base_tree, "bo-chi-so/chi\u0309-so\u0302\u0301.yml", "a: b\n")
    assert rules(base_tree) == ["tep-la", "tep-la"]


@pytest.mark.threat("F04")
@pytest.mark.parametrize("name", ["aux", "con", "nul", "prn", "com1", "lpt9"])
def test_device_names_of_windows_are_refused(base_tree: Path, name: str) -> None:
    """`aux.yml` cannot be checked out on Windows, where most contributors are."""
    text = (BASE / "data" / "bo-chi-so" / "sipas-2022.yml").read_text("utf-8")
    write(base_tree, f"bo-chi-so/{name}.yml", text.replace("ma: sipas-2022", f"ma: {name}"))
    assert rules(base_tree) == ["tep-la"]


# --- links and special files ----------------------------------------------------------------------------


@pytest.mark.threat("F01")
@pytest.mark.parametrize("target", ["/etc/passwd", "../../../tinh.yml", "khong-co"])
def test_a_link_to_a_file_is_refused(base_tree: Path, target: str) -> None:
    """A symbolic link is never followed, whatever it points to."""
    (base_tree / "data" / "ke-hoach" / "2023" / "bao-cao" / "so-tai-chinh.yml").symlink_to(target)
    assert lines(base_tree) == [
        (
            "data/ke-hoach/2023/bao-cao/so-tai-chinh.yml:1:1: lỗi: chỉ nhận tệp thường; đây là liên kết hoặc tệp đặc "
            "biệt — xóa đi và tải lên tệp .yml [tep-la]"
        )
    ]


@pytest.mark.threat("F01")
def test_a_link_in_the_place_of_a_file_is_one_finding(base_tree: Path) -> None:
    """A required file that is a link is not also reported as missing, nor read."""
    province = base_tree / "data" / "tinh.yml"
    target = base_tree / "elsewhere.yml"
    shutil.move(province, target)
    province.symlink_to(target)
    dataset, found = load(base_tree / "data")
    assert [finding.rule for finding in found] == ["tep-la"]
    assert dataset.province is None
    assert dataset.unreadable == {"tinh.yml"}


@pytest.mark.threat("F01")
def test_a_link_to_a_folder_is_refused_and_not_entered(base_tree: Path) -> None:
    """A linked folder is one finding; what it holds is not read."""
    (base_tree / "data" / "ke-hoach" / "2024").symlink_to(base_tree / "data" / "ke-hoach" / "2023")
    assert [(finding.rule, finding.span.path) for finding in findings(base_tree)] == [
        ("tep-la", f"{base_tree.as_posix()}/data/ke-hoach/2024")
    ]


@pytest.mark.threat("F01")
def test_a_pipe_is_refused_without_being_opened(base_tree: Path) -> None:
    """A named pipe would block whoever opens it."""
    os.mkfifo(base_tree / "data" / "bo-chi-so" / "ong.yml")
    assert rules(base_tree) == ["tep-la"]


# --- size -----------------------------------------------------------------------------------------------


@pytest.mark.threat("F05")
def test_the_size_limit_holds_on_disk(base_tree: Path) -> None:
    """262144 bytes are read from disk, 262145 are not."""
    place = base_tree / "data" / "tinh.yml"
    text = place.read_text("utf-8")
    place.write_text(text + "#" + "x" * (262_144 - len(text.encode()) - 1), "utf-8")
    assert place.stat().st_size == 262_144
    assert findings(base_tree) == []
    with place.open("ab") as handle:
        handle.write(b"x")
    assert rules(base_tree) == ["tep-qua-lon"]


@pytest.mark.threat("F05")
def test_a_large_file_is_told_its_true_size(base_tree: Path) -> None:
    """The message shows the size on disk."""
    write(base_tree, "tinh.yml", b"x" * 1_048_576)
    assert lines(base_tree) == [
        "data/tinh.yml:1:1: lỗi: mỗi tệp tối đa 256 KiB; tệp này 1024 KiB — hãy tách bớt nội dung [tep-qua-lon]"
    ]


# --- identity -------------------------------------------------------------------------------------------


@pytest.mark.threat("F10")
@pytest.mark.parametrize(
    ("relative", "old", "new", "finding"),
    [
        (
            SNV_SUBMISSION,
            "co_quan: so-noi-vu",
            "co_quan: so-tu-phap",
            (
                ":1:10: lỗi: “co_quan” phải trùng với tên tệp là “so-noi-vu”; đang ghi “so-tu-phap” — sửa "
                "thành “so-noi-vu”, "
                "hoặc đổi tên tệp thành data/ke-hoach/2023/bao-cao/so-tu-phap.yml [ten-tep-khac-ma]"
            ),
        ),
        (
            SNV_PROGRESS,
            "ke_hoach: 2023",
            "ke_hoach: 2024",
            (
                ":2:11: lỗi: “ke_hoach” phải trùng với tên thư mục là “2023”; đang ghi “2024” — sửa thành “2023”, "
                "hoặc đổi tên tệp thành data/ke-hoach/2024/tien-do/so-noi-vu.yml [ten-tep-khac-ma]"
            ),
        ),
        (
            FRAMEWORK,
            "ma: par-index-2022",
            "ma: par-index-2023",
            (
                ":1:5: lỗi: “ma” phải trùng với tên tệp là “par-index-2022”; đang ghi “par-index-2023” — "
                "sửa thành “par-index-2022”, "
                "hoặc đổi tên tệp thành data/bo-chi-so/par-index-2023.yml [ten-tep-khac-ma]"
            ),
        ),
        (
            RESULTS,
            "nam: 2022",
            "nam: 2021",
            (
                ":2:6: lỗi: “nam” phải trùng với tên thư mục là “2022”; đang ghi “2021” — sửa thành “2022”, "
                "hoặc đổi tên tệp thành data/ket-qua/2021/par-index-2022.yml [ten-tep-khac-ma]"
            ),
        ),
        (
            LOCK,
            "ke_hoach: 2023",
            "ke_hoach: 2022",
            (
                ":2:11: lỗi: “ke_hoach” phải trùng với tên thư mục là “2023”; đang ghi “2022” — sửa thành “2023”, "
                "hoặc đổi tên tệp thành data/ke-hoach/2022/khoa.yml [ten-tep-khac-ma]"
            ),
        ),
    ],
)
def test_the_name_of_a_file_is_the_id_inside(base_tree: Path, relative: str, old: str, new: str, finding: str) -> None:
    """A file that says it is another is one error at the id."""
    edit(base_tree, relative, old, new)
    assert lines(base_tree) == [f"data/{relative}{finding}"]


# --- what is missing ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["tinh.yml", "don-vi.yml"])
def test_required_files_are_missed(base_tree: Path, name: str) -> None:
    """Province and registry must be there."""
    (base_tree / "data" / name).unlink()
    path = f"{base_tree.as_posix()}/data/{name}"
    missing = [str(finding) for finding in findings(base_tree) if finding.rule == "thieu-tep"]
    hint = "khôi phục từ lịch sử của kho, hoặc viết lại theo mẫu"
    assert missing == [f"{path}:1:1: lỗi: thiếu tệp bắt buộc {path} — {hint} [thieu-tep]"]


def test_a_missing_folder_is_one_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who runs the command elsewhere is told where to run it."""
    monkeypatch.chdir(tmp_path)
    _, _, found = check(Path("data"), AS_OF)
    assert [str(finding) for finding in found] == [
        "data:1:1: lỗi: không có thư mục dữ liệu “data” — chạy lệnh ở thư mục gốc của kho [thieu-tep]"
    ]


@pytest.mark.threat("M02")
@pytest.mark.parametrize(
    ("relative", "line"),
    [
        ("tinh.yml", 1),
        ("don-vi.yml", 1),
        (FRAMEWORK, 1),
        (RESULTS, 1),
        (CYCLE, 1),
        (SNV_SUBMISSION, 1),
        (SNV_PROGRESS, 1),
        (LOCK, 1),
        ("ke-hoach/2023/dieu-chinh.yml", 1),
    ],
)
def test_a_file_that_does_not_parse_is_one_finding(base_tree: Path, relative: str, line: int) -> None:
    """Nothing else is said about what an unreadable file would have held."""
    write(base_tree, relative, "x: 'chưa đóng nháy\n")
    found = findings(base_tree)
    assert [(finding.rule, finding.span.line) for finding in found] == [("cu-phap", line)]
    assert found[0].span.path == f"{base_tree.as_posix()}/data/{relative}"


@pytest.mark.threat("Y12")
@pytest.mark.parametrize("zone", ["Asia/Hanoi", "../../etc/passwd", "UTC+7"])
def test_an_unknown_time_zone_is_a_finding(base_tree: Path, zone: str) -> None:
    """A wrong `mui_gio` is a mistake in the data, not a defect of the tool."""
    edit(base_tree, "tinh.yml", "tinh_den_ngay: 2023-10-15", f"mui_gio: {zone}")
    assert [finding.span.line for finding in findings(base_tree, None)] == [5]


# --- order ----------------------------------------------------------------------------------------------


@pytest.mark.threat("S09")
def test_the_order_in_which_files_were_written_changes_nothing(base_tree: Path, tmp_path: Path) -> None:
    """Whatever order the file system keeps, the data set is the same."""
    names = sorted(path.relative_to(BASE).as_posix() for path in BASE.rglob("*.yml"))
    other = tmp_path / "other"
    for name in reversed(names):
        write(other, name.removeprefix("data/"), (BASE / name).read_bytes())
    mine, theirs = dataset_of(base_tree), dataset_of(other)
    assert mine.results == theirs.results
    assert mine.cycles == theirs.cycles
    assert list(mine.agencies) == list(theirs.agencies)
    assert list(mine.frameworks) == list(theirs.frameworks)
    assert list(mine.cycles[2023].submissions) == list(theirs.cycles[2023].submissions)
