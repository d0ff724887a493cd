"""`cchc new`: a form that is refused until filled, right once filled, and never put over a file."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from cchc.basics.diagnostics import has_errors
from cchc.check import check
from cchc.figures.gaps import leaf_gaps
from conftest import EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Outcome

GOLDEN = EXAMPLES / "_mau"
CYCLE = "data/ke-hoach/2023"
ANSWERS = {
    "tinh_chat": "minh-hoa",
    "so": "MH-01/BC-MAU",
    "ngay": "20/6/2023",
    "ton_tai": "Còn việc chưa làm.",
    "loai": "chu-quan",
    "noi_dung": "Vì sao, làm gì.",
    "san_pham": "01 báo cáo",
    "thoi_han": "Quý III/2023",
    "trang_thai": "dang-thuc-hien",
    "phan_tram": "40",
    "y_kien": "dong-y",
}


def start_collecting(tree: Path) -> None:
    """Take a tree back to before anything was submitted."""
    cycle = tree / CYCLE
    for name in ("bao-cao", "tien-do"):
        shutil.rmtree(cycle / name)
    for name in ("khoa.yml", "dieu-chinh.yml"):
        (cycle / name).unlink()
    plan = (cycle / "ke-hoach.yml").read_text("utf-8")
    plan = re.sub(r"ban_hanh:\n(?:  .*\n)+", "", plan.replace("da-ban-hanh", "lay-bao-cao"))
    (cycle / "ke-hoach.yml").write_text(plan, "utf-8")


def fill(path: Path) -> None:
    """Answer every blank of a form, as an official would: after the colon, or as a list below."""

    def answer(line: re.Match[str]) -> str:
        indent, key = " " * len(line[1]), line[2]
        if key == "thuc_hien":
            return f"{line[0]}\n{indent}  - {path.stem}"
        return f"{line[0]} {ANSWERS[key]}" if key in ANSWERS else line[0]

    path.write_text(re.sub(r"^([ -]*)(\w+):$", answer, path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


@pytest.fixture
def real_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the committed data, with nothing submitted yet, and work there."""
    shutil.copytree(ROOT / "data", tmp_path / "data")
    start_collecting(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_agency_gets_its_gaps_and_fills_them(real_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Untouched, a form is refused for its blanks alone; filled, it stands; it holds the agency's gaps, no other."""
    dataset, _, _ = check(real_tree / "data", None)
    cycle = dataset.cycles[2023]
    forms = [real_tree / CYCLE / "bao-cao" / f"{agency}.yml" for agency in cycle.file.reporters]
    assert len(forms) == 6
    for form in forms:
        outcome = cchc("new", form.stem)
        assert outcome.out == f"Đã ghi {CYCLE}/bao-cao/{form.name}\nĐiền các mục còn trống rồi chạy cchc check.\n"
    found = check(real_tree / "data", None)[2]
    assert {finding.span.path for finding in found} == {str(form) for form in forms}
    assert {finding.rule for finding in found} == {"thieu-truong"}
    assert [finding.message for finding in found if not finding.message.endswith(" đang để trống")] == []
    for form in forms:
        fill(form)
    filled, _, found = check(real_tree / "data", None)
    assert not has_errors(found)
    submissions = filled.cycles[2023].submissions
    named = {agency: {str(entry.criterion) for entry in file.analyses} for agency, file in submissions.items()}
    wanted: dict[str, set[str]] = {agency: set() for agency in cycle.file.reporters}
    for framework, results in dataset.evaluated(cycle):
        for code in leaf_gaps(framework, results):
            wanted[cycle.leading_agency(framework, code) or ""].add(f"{framework.id}/{code}")
    assert named == wanted
    assert sum(map(len, wanted.values())) > 60


@pytest.mark.parametrize("kind", ["bao-cao", "tien-do"])
def test_a_form_is_golden(
    kind: str, base_tree: Path, cchc: Callable[..., Outcome], request: pytest.FixtureRequest
) -> None:
    """An agency reads exactly these words."""
    form = base_tree / CYCLE / kind / "so-noi-vu.yml"
    if kind == "bao-cao":
        start_collecting(base_tree)
    else:
        form.unlink()
    assert cchc("new", "so-noi-vu", "--kind", kind).code == 0
    golden = GOLDEN / f"{kind}.yml"
    if request.config.getoption("--bless"):
        shutil.copy(form, golden)
    assert form.read_text("utf-8") == golden.read_text("utf-8")


def test_a_progress_form_is_refused_until_filled(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Only what must be reported is asked for; what may be left blank may."""
    form = base_tree / CYCLE / "tien-do" / "so-noi-vu.yml"
    form.unlink()
    assert cchc("new", "so-noi-vu", "--kind", "tien-do").code == 0
    findings = cchc("check").findings
    assert len(findings) == 2 + 4 * 2
    assert [line for line in findings if " đang để trống — " not in line] == []
    fill(form)
    assert cchc("check").code == 0


def test_an_agency_without_a_report_gets_a_form_for_its_word(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Every task that asks it stands there, to be answered or taken out; answered, the file stands."""
    form = base_tree / CYCLE / "tien-do" / "so-tai-chinh.yml"
    assert cchc("new", "so-tai-chinh", "--kind", "tien-do").code == 0
    assert "  # STP-01, Sở Tư pháp đề xuất, giao thực hiện: Trình bãi bỏ, thay thế 04" in form.read_text("utf-8")
    assert len(cchc("check").findings) == 3
    fill(form)
    assert cchc("check").findings == []
    assert "đồng ý 1" in cchc("status").out


def test_a_report_form_ends_with_what_others_ask_as_comments(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """They need no answer; with the signs taken away as the form says, they can be answered."""
    form = base_tree / CYCLE / "bao-cao" / "so-tai-chinh.yml"
    assert cchc("new", "so-tai-chinh").code == 0
    text, sign, replies = form.read_text("utf-8").partition("# xac_nhan:\n")
    assert sign
    form.write_text(text.replace("phan_tich:\n", "") + re.sub("^# ", "", sign + replies, flags=re.MULTILINE), "utf-8")
    fill(form)
    assert [line for line in cchc("check").findings if "lỗi" in line] == []
    assert "đồng ý 1" in cchc("status").out


def test_a_name_full_of_yaml_is_only_a_comment(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """What a framework calls a criterion cannot become a key, a value or a second comment's end."""
    start_collecting(base_tree)
    framework = base_tree / "data" / "bo-chi-so" / "par-index-2022.yml"
    name = 'ten: "Kiểm tra: ma: {x} # [y] \\"z\\" --- %TAG"'
    framework.write_text(framework.read_text("utf-8").replace("ten: Kiểm tra", name), "utf-8")
    assert cchc("new", "so-noi-vu").code == 0
    form = base_tree / CYCLE / "bao-cao" / "so-noi-vu.yml"
    assert '  # 1.2. Kiểm tra: ma: {x} # [y] "z" --- %TAG: tối đa 3,' in form.read_text("utf-8")
    fill(form)
    assert cchc("check").code == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["so-noi-vu"], f"cchc: {CYCLE}/bao-cao/so-noi-vu.yml đã có nên không ghi đè; mở tệp đó và viết tiếp.\n"),
        (["so-noi-v"], "cchc: không có cơ quan mã “so-noi-v” — có phải “so-noi-vu”?\n"),
        (["xyz"], "cchc: không có cơ quan mã “xyz” — xem các mã trong don-vi.yml\n"),
        (["so-noi-vu", "--year", "2020"], "cchc: chưa có kế hoạch 2020; cần tệp ke-hoach/<năm>/ke-hoach.yml.\n"),
        (
            ["huyen-mau", "--kind", "tien-do"],
            (
                "cchc: Ủy ban nhân dân huyện Mẫu chưa có báo cáo đọc được cho kế hoạch 2023, cũng không có việc cơ "
                "quan khác giao chờ ý kiến, nên chưa có gì để báo.\n"
            ),
        ),
    ],
)
def test_what_cannot_be_written_is_told(
    words: list[str], message: str, base_tree: Path, cchc: Callable[..., Outcome]
) -> None:
    """Nothing is written over, nothing is written for nobody."""
    before = {path: path.read_bytes() for path in base_tree.rglob("*.yml")}
    outcome = cchc("new", *words)
    assert (outcome.code, outcome.out, outcome.err) == (1, "", message)
    assert {path: path.read_bytes() for path in base_tree.rglob("*.yml")} == before


def test_errors_in_what_a_form_is_made_from_come_first(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """A form from half-read results would hide gaps; another agency's unfinished file hides nothing."""
    start_collecting(base_tree)
    assert cchc("new", "so-noi-vu").code == 0
    assert cchc("new", "so-tu-phap").code == 0
    (base_tree / "data" / "ket-qua" / "2022" / "par-index-2022.yml").write_text("a: b\n", "utf-8")
    refused = cchc("new", "so-tai-chinh")
    assert refused.code == 1
    assert "không có mục nào tên “a” ở đây" in refused.out
    assert not (base_tree / CYCLE / "bao-cao" / "so-tai-chinh.yml").exists()
