"""One mistake, one finding (M02): every file broken in turn, files out of place, mistakes that many files echo."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc.basics.diagnostics import Severity
from cchc.check import check
from conftest import BASE, ROOT

if TYPE_CHECKING:
    from cchc.basics.diagnostics import Diagnostic

AS_OF = dt.date(2023, 10, 15)
YEAR = "data/ke-hoach/2023"
TREES = {"base": BASE, "real": ROOT}
FILES = [
    pytest.param(tree, path.relative_to(root).as_posix(), id=f"{tree}-{path.relative_to(root / 'data')}")
    for tree, root in TREES.items()
    for path in sorted((root / "data").rglob("*.yml"))
]
OPTIONAL = ("/dieu-chinh.yml", "/tien-do/")


def errors() -> list[Diagnostic]:
    """Check the tree in the current directory."""
    return [finding for finding in check(Path("data"), AS_OF)[2] if finding.severity is Severity.ERROR]


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Copy both trees once; a test puts back what it takes away."""
    copies = {}
    for name, root in TREES.items():
        copies[name] = tmp_path_factory.mktemp(name)
        shutil.copytree(root / "data", copies[name] / "data")
    return copies


@pytest.mark.threat("M02")
@pytest.mark.threat("B01")
@pytest.mark.parametrize(("tree", "name"), FILES)
def test_a_file_that_cannot_be_read_is_one_finding(
    tree: str, name: str, trees: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever file it is: broken, emptied or with a key too many it is told at itself, and nothing else is said."""
    monkeypatch.chdir(trees[tree])
    path = Path(name)
    text = path.read_text("utf-8")
    try:
        for broken in (f'a: "b\n{text}', "", f"{text}qqqq: 1\n"):
            path.write_text(broken, "utf-8")
            assert [finding.span.path for finding in errors()] == [name]
    finally:
        path.write_text(text, "utf-8")


@pytest.mark.threat("M02")
@pytest.mark.parametrize(("tree", "name"), FILES)
def test_a_file_that_is_gone_is_one_finding_at_most(
    tree: str, name: str, trees: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Required files are missed once, wherever they are missed first; optional ones not at all."""
    monkeypatch.chdir(trees[tree])
    path = Path(name)
    aside = path.rename(trees[tree] / "aside")
    try:
        found = errors()
    finally:
        aside.rename(path)
    optional = any(part in name for part in OPTIONAL) or name.startswith("data/ket-qua/2023/")
    assert len(found) == (0 if optional else 1)


@pytest.mark.threat("M01")
@pytest.mark.threat("M02")
@pytest.mark.parametrize(
    ("name", "old", "new", "rule"),
    [
        ("data/don-vi.yml", "- ma: so-noi-vu", "- ma: so-noi-vuu", "co-quan-khong-co"),
        ("data/don-vi.yml", "- ma: so-tu-phap", "- ma: so-tuphap", "co-quan-khong-co"),
        ("data/don-vi.yml", "ten_tat: SNV", "ten_tat: SVN", "tien-to-ma-nhiem-vu"),
        ("data/bo-chi-so/par-index-2022.yml", "ma: par-index-2022", "ma: par-index-2023", "ten-tep-khac-ma"),
        ("data/bo-chi-so/par-index-2022.yml", '- ma: "1"', '- ma: "7"', "ma-khong-noi-cap"),
        ("data/bo-chi-so/par-index-2022.yml", '- ma: "1.1"', '- ma: "1.7"', "ma-khong-noi-cap"),
        ("data/bo-chi-so/par-index-2022.yml", "diem_toi_da: 6", "diem_toi_da: 66", "tong-diem-toi-da"),
        ("data/bo-chi-so/sipas-2022.yml", "diem_toi_da: 100", "diem_toi_da: -100", "tong-diem-toi-da"),
        (f"{YEAR}/ke-hoach.yml", "truoc: 2023-05-15", "truocc: 2023-05-15", "truong-la"),
        (f"{YEAR}/ke-hoach.yml", "  par-index-2022:", "  par-index-202:", "phan-cong-sai-tieu-chi"),
        (f"{YEAR}/dieu-chinh.yml", "thoi_han: trước", "thoihan: trước", "truong-la"),
        (f"{YEAR}/tien-do/so-noi-vu.yml", "- ngay: 2023-07-03", "- ngay: 2026-07-03", "thu-tu-cap-nhat"),
        (f"{YEAR}/tien-do/so-noi-vu.yml", "- ngay: 2023-10-05", "- ngay: 2026-10-05", "ngay-tuong-lai"),
        (f"{YEAR}/bao-cao/so-noi-vu.yml", "thoi_han: 30/6/2023", "thoi_han: 30/6/2024", "nhiem-vu-da-duyet"),
        (f"{YEAR}/bao-cao/so-tu-phap.yml", "diem_phan_dau: 1", "diem_phan_dau: 11", "qua-diem-mat"),
    ],
)
@pytest.mark.usefixtures("base_tree")
def test_a_mistake_that_many_places_echo_is_told_once_at_its_line(name: str, old: str, new: str, rule: str) -> None:
    """Not at the places that are right and only disagree with it."""
    path = Path(name)
    text = path.read_text("utf-8")
    start = text.index(old)
    path.write_text(text[:start] + new + text[start + len(old) :], "utf-8")
    told = [(finding.span.path, finding.span.line, finding.rule) for finding in check(Path("data"), AS_OF)[2]]
    assert told == [(name, text.count("\n", 0, start) + 1, rule)]


@pytest.mark.threat("M02")
@pytest.mark.parametrize("old", ["- ma: so-noi-vu", "- ma: so-tu-phap", "- ma: so-tai-chinh", "- ma: ubnd-cap-huyen"])
@pytest.mark.usefixtures("base_tree")
def test_an_id_that_stands_twice_is_one_finding(old: str) -> None:
    """What the other agency was called is missed everywhere, and that is not said."""
    path = Path("data/don-vi.yml")
    path.write_text(path.read_text("utf-8").replace(old, "- ma: huyen-mau"), "utf-8")
    assert [finding.rule for finding in check(Path("data"), AS_OF)[2]] == ["trung-ma-don-vi"]


@pytest.mark.threat("M02")
@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        (f"{YEAR}/bao-cao/so-noi-vu.yml", f"{YEAR}/tien-do/so-noi-vu.yml", "tep-la"),
        (f"{YEAR}/tien-do/so-noi-vu.yml", f"{YEAR}/bao-cao/so-noi-vu.yml", "tep-la"),
        (f"{YEAR}/bao-cao/so-noi-vu.yml", f"{YEAR}/so-noi-vu.yml", "tep-la"),
        (f"{YEAR}/bao-cao/so-noi-vu.yml", "data/so-noi-vu.yml", "tep-la"),
        (f"{YEAR}/bao-cao/so-noi-vu.yml", "data/ke-hoach/2024/bao-cao/so-noi-vu.yml", "ten-tep-khac-ma"),
        (f"{YEAR}/bao-cao/so-noi-vu.yml", f"{YEAR}/bao-cao/so-tai-chinh.yml", "ten-tep-khac-ma"),
        (f"{YEAR}/ke-hoach.yml", "data/ke-hoach/2024/ke-hoach.yml", "ten-tep-khac-ma"),
        ("data/bo-chi-so/par-index-2022.yml", "data/bo-chi-so/par-index-2023.yml", "ten-tep-khac-ma"),
        ("data/ket-qua/2022/par-index-2022.yml", "data/ket-qua/2023/par-index-2022.yml", "ten-tep-khac-ma"),
    ],
)
@pytest.mark.usefixtures("base_tree")
def test_a_file_in_the_wrong_place_is_one_finding(source: str, target: str, rule: str) -> None:
    """It is told at the file as it stands, and what it should have been is not missed too."""
    Path(target).parent.mkdir(parents=True, exist_ok=True)
    Path(source).replace(target)
    assert [(finding.span.path, finding.rule) for finding in check(Path("data"), AS_OF)[2]] == [(target, rule)]
