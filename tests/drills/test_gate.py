"""What may not come in is refused by Git's records of it: modes, sizes, numbers; then nothing of it is read."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from cchc import git as boundary
from cchc.revisions.review import review
from drills.play import CYCLE, MAIN, PROPOSAL, SNV_PROGRESS, STP, STP_PROGRESS, begin, commit, propose
from repositories import git

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from cchc.revisions.review import Review

LIMIT = 256 * 1024


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A repository in which a pull request has begun."""
    begin(tmp_path / "kho")
    propose(tmp_path / "kho")
    return tmp_path / "kho"


def put(place: Path, mode: str, name: str, content: bytes = b"x\n") -> str:
    """Commit an entry of any mode, as only Git itself writes them; gives the object's id."""
    if mode == "160000":
        oid = "1" * 40
    else:
        command = ["git", "hash-object", "-w", "--stdin"]
        oid = subprocess.run(command, cwd=place, input=content, capture_output=True, check=True).stdout.decode().strip()
    git(place, "update-index", "--add", "--cacheinfo", f"{mode},{oid},{name}")
    git(place, "commit", "--quiet", "--message", "Thêm")
    return oid


def found(place: Path, author: int | None = STP) -> list[str]:
    """Review the pull request; gives the findings as they are printed."""
    return [str(one) for one in review(place, MAIN, PROPOSAL, author=author).findings]


@pytest.mark.threat("F01")
@pytest.mark.parametrize(
    ("mode", "what"),
    [("120000", "liên kết"), ("160000", "kho con (submodule)"), ("100755", "tệp có quyền chạy")],
)
def test_only_regular_files_are_data(place: Path, mode: str, what: str) -> None:
    """A link into the machine, a repository in the repository, a program."""
    put(place, mode, f"{CYCLE}/tien-do/so-tu-phap.yml", b"/etc/passwd")
    lines = found(place)
    assert f"{STP_PROGRESS}:1:1: lỗi: chỉ nhận tệp thường; đây là {what} — xóa đi và tải lên tệp .yml [tep-la]" in lines
    assert not any("root:" in line for line in lines)


@pytest.mark.threat("F01")
@pytest.mark.parametrize(("mode", "what"), [("120000", "liên kết"), ("160000", "kho con (submodule)")])
def test_links_and_submodules_come_in_nowhere(place: Path, mode: str, what: str) -> None:
    """Not for the core group, and not outside the data: a link in the documents would be published."""
    put(place, mode, "docs/lien-ket.md", b"/etc/passwd")
    assert found(place, None) == [
        f"docs/lien-ket.md:1:1: lỗi: chỉ nhận tệp thường; đây là {what} — thay bằng tệp thường [tep-la]"
    ]


@pytest.mark.threat("F05")
def test_a_file_that_is_too_large_is_not_read(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its size is told; the last size that may be is read."""
    asked: list[str] = []
    contents = boundary.contents

    def listening(repository: Path, oids: Iterable[str]) -> dict[str, bytes]:
        wanted = list(oids)
        asked.extend(wanted)
        return contents(repository, wanted)

    monkeypatch.setattr(boundary, "contents", listening)
    large = put(place, "100644", STP_PROGRESS, b"# " + b"a" * (LIMIT - 1))
    (line,) = (one for one in found(place) if "[tep-qua-lon]" in one)
    assert line.startswith(f"{STP_PROGRESS}:1:1: lỗi: mỗi tệp tối đa 256 KiB; tệp này 257 KiB")
    assert large not in asked
    last = put(place, "100644", STP_PROGRESS, b"# " + b"a" * (LIMIT - 2))
    assert not any("[tep-qua-lon]" in one for one in found(place))
    assert last in asked


@pytest.mark.threat("F05")
@pytest.mark.parametrize(
    ("size", "is_refused"), [(5 * 1024 * 1024, False), (5 * 1024 * 1024 + 1, True)], ids=["last", "first"]
)
def test_more_than_five_mebibytes_are_not_read(place: Path, size: int, *, is_refused: bool) -> None:
    """Whoever sends them."""
    put(place, "100644", "docs/assets/anh.bin", bytes(size))
    lines = found(place, None)
    assert [line.partition(" [")[2] for line in lines] == (["qua-nhieu-tep]"] if is_refused else [])


@pytest.mark.threat("F11")
@pytest.mark.parametrize("name", ["minh-chung.pdf", "anh.png", "Báo cáo.docx"])
def test_evidence_is_a_link(place: Path, name: str) -> None:
    """An attachment is refused by its place, for its sender and for what it is."""
    put(place, "100644", f"{CYCLE}/tien-do/{name}", b"%PDF")
    assert [line.rpartition("[")[2] for line in found(place)] == ["khong-duoc-sua]", "tep-la]"]


@pytest.mark.threat("F05")
def test_a_pointer_into_another_store_is_no_file(place: Path) -> None:
    """What Git LFS leaves in the place of a file holds nothing to check."""
    put(place, "100644", STP_PROGRESS, b"version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 7\n")
    assert any("[tep-rong]" in line for line in found(place))


@pytest.mark.threat("F06")
@pytest.mark.parametrize("name", [".gitattributes", "data/.gitattributes", f"{CYCLE}/tien-do/.gitattributes"])
def test_nobody_hides_a_difference(place: Path, name: str) -> None:
    """What makes a forge fold a file away is the core group's."""
    put(place, "100644", name, b"* -diff linguist-generated\n")
    assert any(line.startswith(f"{name}:1:1: ") and "[khong-duoc-sua]" in line for line in found(place))


@pytest.mark.threat("G04")
def test_many_files_hide_none(place: Path) -> None:
    """A hundred and one files are compared as trees: the one of another agency is found among them."""
    for number in range(100):
        (place / f"a{number:03}.txt").write_text("x\n", "utf-8")
    (place / SNV_PROGRESS).write_text("co_quan: so-noi-vu\n", "utf-8")
    commit(place)
    result = review(place, MAIN, PROPOSAL, author=STP)
    assert len(result.touched) == 101
    assert [str(one.span.path) for one in result.findings if one.rule == "khong-duoc-sua"][-1] == SNV_PROGRESS
    assert [one.rule for one in result.findings if one.rule != "khong-duoc-sua"] == ["qua-nhieu-tep"]


@pytest.mark.threat("F02")
@pytest.mark.threat("F04")
@pytest.mark.parametrize(
    "name", ["data/aux.yml", "data/DON-VI.yml", "data/a\u0301.yml", "data/x .yml", "data/x\ny.yml", "data/\\x.yml"]
)
def test_a_strange_name_is_printed_on_one_line_and_refused(place: Path, name: str) -> None:
    """Devices of Windows, other cases, other compositions of letters, spaces, line ends."""
    put(place, "100644", name)
    lines = found(place)
    assert [line.rpartition("[")[2] for line in lines] == ["khong-duoc-sua]", "tep-la]"]
    assert not any("\n" in line for line in lines)


def test_a_base_that_went_on_is_what_is_merged_into(place: Path) -> None:
    """What others merged meanwhile is neither the sender's doing nor undone by it."""
    (place / STP_PROGRESS).write_text((place / STP_PROGRESS).read_text("utf-8").replace("60", "70"), "utf-8")
    commit(place)
    git(place, "switch", "--quiet", MAIN)
    (place / SNV_PROGRESS).write_text((place / SNV_PROGRESS).read_text("utf-8").replace("40", "45"), "utf-8")
    commit(place)
    result: Review = review(place, MAIN, PROPOSAL, author=STP)
    assert [one.path for one in result.touched] == [STP_PROGRESS]
    assert result.findings == ()
    (plan,) = result.plans or ()
    assert [one.after.task.code for one in plan.states] == ["STP-01"]
