"""`cchc export pdf`: the words of the Word file, tagged, in embedded letters, the same bytes everywhere."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import docx
import pikepdf
import pytest
import typst

from cchc.basics.text import forbidden_characters, nfc
from cchc.cli import main
from cchc.export import pdf as pdf_package
from cchc.export.document.form import LANGUAGE, Style
from cchc.export.document.model import Column, OfficialDocument, Paragraph, SideBySide, Table
from cchc.export.pdf import pdf_file
from cchc.figures.report import report_on
from cchc.reading.load import load
from conftest import ROOT
from payloads import GROUPS, Slot, fill, run
from pdf_reading import Run, fonts, runs, squeezed, tags, text_of
from test_new import start_collecting
from test_word import TEXTS, whole
from unit.trees import AS_OF, CYCLE, SNV_SUBMISSION, edit

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cchc.export.document.model import Block
    from conftest import Outcome

OUT = "build/ke-hoach-2023.pdf"
A_MILLIMETRE = 72 / 25.4  # in points
# What would run, read, refer or vanish if agencies' text were typst's markup.
TYPST = (
    '#read("/etc/passwd") §',
    '#import "@preview/cetz:0.3.0": * §',
    "#panic(1) § #eval(sys.inputs.document)",
    "$x^2$ *đậm* _nghiêng_ @ref <nhan> §",
    r"\ § \u{41} `#let x = 1` ```typ #x```",
    "= Tiêu đề § // ghi chú /* mất */ ~ -- --- ...",
)


@pytest.fixture
def export(cchc: Callable[..., Outcome], tmp_path: Path) -> Callable[..., pikepdf.Pdf]:
    """Export from the current tree, and open the result."""

    def made(*arguments: str) -> pikepdf.Pdf:
        place = tmp_path / "doc.pdf"
        done = cchc("export", "pdf", "--out", str(place), *arguments)
        assert done.code == 0, done
        return pikepdf.open(place)

    return made


@pytest.fixture(scope="module")
def real_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Export the repository's own plan."""
    place = tmp_path_factory.mktemp("pdf") / "plan.pdf"
    assert main(["export", "pdf", "--data", str(ROOT / "data"), "--out", str(place)]) == 0
    return place


@pytest.fixture(scope="module")
def real(real_place: Path) -> pikepdf.Pdf:
    """Open the repository's own plan."""
    return pikepdf.open(real_place)


@pytest.fixture(scope="module")
def real_runs(real: pikepdf.Pdf) -> list[Run]:
    """Find every letter of the repository's own plan."""
    return runs(real)


def saying(*blocks: Block) -> pikepdf.Pdf:
    """Set a document that says these things and nothing else."""
    content = OfficialDocument(title="Thử", as_of=AS_OF, mark="", watermark="", body=blocks, annexes=())
    return pikepdf.open(io.BytesIO(pdf_file(content)))


def aside(found: list[Run]) -> list[list[str]]:
    """List, page by page, what is no text: page numbers, marks, repeated heads."""
    pages: list[list[str]] = [[] for _ in range(found[-1].page)]
    for one in found:
        if one.mark is None:
            pages[one.page - 1].append(one.letters)
    return pages


def kinds(pdf: pikepdf.Pdf) -> Counter[str]:
    """Count the tags of each kind but two: `Div` says where a page ended, and an `Em` that goes over it is two."""
    return Counter(tag for tag, _ in tags(pdf) if tag not in {"Div", "Em"})


@pytest.mark.threat("X04")
@pytest.mark.threat("S04")
def test_the_plan_holds_every_task_of_the_report(
    real: pikepdf.Pdf, tmp_path: Path, cchc: Callable[..., Outcome]
) -> None:
    """Each in the list and in its group, by code, with all its letters read back; and all else the Word file says."""
    dataset, _ = load(ROOT / "data")
    report = report_on(dataset, dataset.cycles[2023], AS_OF)
    text = text_of(real)
    assert cchc("export", "docx", "--data", str(ROOT / "data"), "--out", str(tmp_path / "doc.docx")).code == 0
    assert text.upper() == squeezed(whole(docx.Document(str(tmp_path / "doc.docx")))).upper()
    assert len(report.states) == 148
    for state in report.states:
        assert text.count(squeezed(f"- {state.task.code}: {state.task.content}")) == 1
        assert text.count(state.task.code) >= 2
    assert squeezed("Mất 15,53 điểm ở 71 tiêu chí: 14,22 điểm đã có nhiệm vụ khắc phục") in text


@pytest.mark.threat("X04")
@pytest.mark.parametrize("arguments", [[], ["--agency", "so-noi-vu"], ["--agency", "so-tu-phap"]])
def test_word_and_pdf_say_the_same_letter_for_letter(
    base_tree: Path, export: Callable[..., pikepdf.Pdf], cchc: Callable[..., Outcome], arguments: list[str]
) -> None:
    """One content, two files; what only one could say would be said by nobody."""
    assert cchc("export", "docx", "--out", "doc.docx", *arguments).code == 0
    in_word = squeezed(whole(docx.Document(str(base_tree / "doc.docx"))))
    in_pdf = text_of(export(*arguments))
    assert len(in_pdf) > 1000
    assert in_pdf.upper() == in_word.upper()  # capitals of a style are letters in one and a look in the other


def test_heads_of_tables_are_repeated_beside_the_text(real_runs: list[Run]) -> None:
    """Whoever reads paper sees them on every page of the list, a screen reader hears them once."""
    repeated = [page for page in aside(real_runs) if "Nhiệm vụ, giải pháp" in page]
    assert len(repeated) > 20


@pytest.mark.threat("L07")
def test_a_screen_reader_finds_language_title_headings_and_tables(real: pikepdf.Pdf) -> None:
    """PDF/UA-1 and PDF/A-2a are claimed, and typst writes nothing that breaks them; what they ask for is there."""
    root = real.Root
    metadata = root.Metadata.read_bytes().decode()
    assert "<pdfuaid:part>1<" in metadata
    assert "<pdfaid:part>2<" in metadata
    assert str(root.Lang) == LANGUAGE
    assert bool(root.MarkInfo.Marked)
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert '<rdf:li xml:lang="x-default">Kế hoạch cải thiện Chỉ số' in metadata
    counted = kinds(real)
    assert counted["H1"] == 4 + 3
    assert counted["H2"] == 3 * 3
    assert counted["Table"] == counted["Caption"] == counted["THead"] == counted["TBody"] == 8
    heads = [element for tag, element in tags(real) if tag == "TH"]
    assert len(heads) == counted["TH"] == 5 + 5 + 9 + 9 + 8 + 8 + 8 + 5
    assert all("Column" in str(head.A) for head in heads)


def test_headings_are_bookmarks(real: pikepdf.Pdf) -> None:
    """A reader jumps to a part or an annex."""
    with real.open_outline() as outline:
        titles = [one.title for one in outline.root]
        assert [one.title[:2] for one in outline.root[1].children] == ["1.", "2.", "3."]
    assert titles == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. KẾT QUẢ VÀ ĐIỂM MẤT",
        "III. NHIỆM VỤ, GIẢI PHÁP",
        "IV. TỔ CHỨC THỰC HIỆN",
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]


def test_pages_are_those_of_the_decree(real: pikepdf.Pdf, real_runs: list[Run]) -> None:
    """A4; the number centred on top but on no first page; annexes landscape, counted from 1; nothing in the margins."""
    shapes = [tuple(round(float(side) / A_MILLIMETRE) for side in page.mediabox[2:]) for page in real.pages]
    first_annex = shapes.index((297, 210))
    assert set(shapes[:first_annex]) == {(210, 297)}
    assert set(shapes[first_annex:]) == {(297, 210)}
    labels = [int(one.get("/St", 0)) for one in real.Root.PageLabels.Nums if isinstance(one, pikepdf.Dictionary)]
    assert len(labels) == len(shapes)
    assert [number for number, label in enumerate(labels) if label == 1][:2] == [0, first_annex]
    for label, letters in zip(labels, aside(real_runs), strict=True):
        assert [one for one in letters if one.isdecimal()] == ([] if label == 1 else [str(label)])
    for one in real_runs:
        width, height = shapes[one.page - 1]
        if one.mark is not None:
            assert 30 <= round(one.x / A_MILLIMETRE, 2) <= width - 20
            assert 20 <= round(one.y / A_MILLIMETRE, 2) <= height - 20


def test_every_letter_is_embedded_and_can_be_copied(real: pikepdf.Pdf) -> None:
    """The four faces of one font, each with its table of letters."""
    assert real.check_pdf_syntax() == []
    names = set()
    for font in fonts(real):
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile3" in descriptor
        assert "/ToUnicode" in font
        names.add(str(descriptor.FontName).partition("+")[2])
    assert names == {f"LibertinusSerif-{face}" for face in ("Regular", "Semibold", "Italic", "SemiboldItalic")}


@pytest.mark.parametrize("style", [Style.BODY, Style.HEADING_2, Style.CRITERION, Style.HEADING_3])
def test_every_character_that_data_may_hold_can_be_set_in_every_face(style: Style) -> None:
    """All of Vietnamese, stacked diacritics too: typst refuses a letter that the font lacks."""
    allowed = [one for one in map(chr, range(0x21, 0x2300)) if not forbidden_characters(nfc(one)) and nfc(one) == one]
    letters = [one for one in allowed if not re.match("[\u0300-\u036f]", one)]
    assert {"Ệ", "ỡ", "ự", "đ", "₫"} < set(letters)
    above = Paragraph(Style.HEADING_1, "I"), Paragraph(Style.HEADING_2, "1")  # levels of headings follow each other
    assert text_of(saying(*above, Paragraph(style, " ".join(letters)))) == "I1" + "".join(letters)


@pytest.mark.threat("X06")
def test_the_bytes_depend_on_nothing_but_the_data(tmp_path: Path, real_place: Path, real: pikepdf.Pdf) -> None:
    """Neither on the time zone, the locale, the order of sets nor the current directory."""
    made = []
    for number, zone in enumerate(("Asia/Ho_Chi_Minh", "America/Los_Angeles")):
        place, home = tmp_path / f"{number}.pdf", tmp_path / zone[:4]
        home.mkdir()
        surroundings = os.environ | {"TZ": zone, "LC_ALL": ("C", "C.UTF-8")[number], "PYTHONHASHSEED": str(number + 1)}
        command = [sys.executable, "-m", "cchc", "export", "pdf", "--data", str(ROOT / "data"), "--out", str(place)]
        subprocess.run(command, cwd=home, env=surroundings | {"PYTHONPATH": str(ROOT / "scripts")}, check=True)
        made.append(place.read_bytes())
    assert made[0] == made[1] == real_place.read_bytes()
    assert str(real.docinfo["/CreationDate"]).startswith(f"D:{AS_OF:%Y%m%d}000000")


def test_a_draft_and_invented_figures_are_marked_on_every_page(
    base_tree: Path, export: Callable[..., pikepdf.Pdf]
) -> None:
    """The mark above, the watermark across; an issued plan is no draft."""
    invented = "SỐ LIỆU MINH HỌA – không phải văn bản, số liệu chính thức"
    issued = aside(runs(export()))
    assert all(invented in page for page in issued)
    assert not any("DỰ THẢO" in page for page in issued)
    start_collecting(base_tree)
    draft = export()
    assert all({invented, "DỰ THẢO"} <= set(page) for page in aside(runs(draft)))
    assert squeezed("Số: /KH-UBND") in text_of(draft)
    for path in sorted((base_tree / "data").rglob("*.yml")):
        official = r"\1tinh_chat: chinh-thuc\n\1nguon:\n\1  - ten: Công báo"
        path.write_text(re.sub(r"(?m)^( *)tinh_chat: minh-hoa", official, path.read_text("utf-8")), "utf-8")
    assert not any(invented in page for page in aside(runs(export())))


def test_an_agency_without_a_report_has_its_tasks_alone(base_tree: Path, export: Callable[..., pikepdf.Pdf]) -> None:
    """A document without a heading is one all the same."""
    dataset, _ = load(base_tree / "data")
    silent = next(id_ for id_ in dataset.agencies if id_ not in dataset.cycles[2023].submissions)
    made = export("--agency", silent)
    assert squeezed("Cơ quan chưa có báo cáo phân tích cho kế hoạch này.") in text_of(made)
    assert "H1" not in {tag for tag, _ in tags(made)}


def test_line_ends_of_agencies_are_kept(base_tree: Path, export: Callable[..., pikepdf.Pdf]) -> None:
    """A list that an agency typed stays a list."""
    path = base_tree / "data" / SNV_SUBMISSION
    text = path.read_text("utf-8")
    path.write_text(
        re.sub(r"(?m)^( +)ton_tai: .+$", r"\1ton_tai: |-\n\1  Dòng một\n\1  Dòng hai", text, count=1), "utf-8"
    )
    lines = [one for one in runs(export("--agency", "so-noi-vu")) if re.search("Dòng (một|hai)", one.letters)]
    assert lines[0].y > lines[1].y


def test_a_word_wider_than_its_cell_stays_in_it() -> None:
    """It goes on in the next line, and reads as one word; names of any length keep to their side of the head."""
    long = "ƯỞ" * 150
    columns = (Column(title="Mã", share=13), Column(title="Tên", share=147))
    table = Table(title="Bảng", columns=columns, rows=((long, "ngắn"),))
    head = SideBySide(shares=(62, 98), left=(Paragraph(Style.ISSUER, long),), right=(Paragraph(Style.NATION, "C"),))
    body = Paragraph(Style.BODY, long)
    assert text_of(saying(head, table, body)) == squeezed(f"{long}C Bảng Mã Tên {long} ngắn {long}")
    for block, right_edge in ((head, 30 + 62), (table, 30 + 13), (body, 210 - 20)):
        letters = [one for one in runs(saying(block)) if one.letters in {*"ƯỞ"}]
        assert len(letters) == len(long)
        assert max(one.x for one in letters) < (right_edge - 3) * A_MILLIMETRE


@pytest.mark.threat("H02")
@pytest.mark.parametrize("group", [TYPST, GROUPS[-1]], ids=["typst", "more"])
def test_hostile_text_stays_text(tmp_path: Path, group: tuple[str, ...]) -> None:
    """Every text stands there letter for letter, and is neither a link, nor a form, nor a script, nor a heading."""
    documents = {}
    for kind, text_in in (("hostile", Slot.text), ("harmless", Slot.harmless)):
        tree = tmp_path / kind
        tree.mkdir()
        slots = fill(tree, partial(_in_slot, text_in, group))
        run(tree, ["approve", "2023"], ["export", "pdf"], ["export", "pdf", "--agency", "so-noi-vu"])
        documents[kind] = [pikepdf.open(one) for one in sorted((tree / "build").iterdir())]
    assert len(documents["hostile"]) == 2
    text = "".join(text_of(one) for one in documents["hostile"]).upper()
    shown = {slot.where for slot in slots if squeezed(slot.text(group)).rstrip(".;").upper() in text}
    assert sorted(TEXTS - shown) == []
    for hostile, harmless in zip(documents["hostile"], documents["harmless"], strict=True):
        assert kinds(hostile) == kinds(harmless)
        assert not any("/Annots" in page for page in hostile.pages)
        assert set(hostile.Root.keys()) == set(harmless.Root.keys())


def _in_slot(text_in: Callable[[Slot, tuple[str, ...]], str], group: tuple[str, ...], slot: Slot) -> str:
    return text_in(slot, group)


def test_typst_sees_no_file_but_its_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a template that asked for one would get none."""
    monkeypatch.setattr(pdf_package, "_HERE", tmp_path)
    for wanted in ("/etc/passwd", "../../../../etc/passwd", str(ROOT / "pyproject.toml")):
        (tmp_path / "template.typ").write_text(f'#read("{wanted}")', "utf-8")
        with pytest.raises(typst.TypstError, match=r"not found|escape"):
            saying()


def test_styles_are_lent_to_word_files_alone(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Asking a PDF for them is wrong use, and nothing is written."""
    done = cchc("export", "pdf", "--template", "mau.docx")
    assert (done.code, done.err) == (2, "cchc: --template chỉ dùng với docx.\n")
    assert not (base_tree / OUT).exists()


def test_data_with_errors_becomes_no_document(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """What cannot be published cannot be sent either."""
    edit(base_tree, CYCLE, "tong_hop: so-noi-vu", "tong_hop: so-khac")
    assert cchc("export", "pdf").code == 1
    assert not (base_tree / OUT).exists()
