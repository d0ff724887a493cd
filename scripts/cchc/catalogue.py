"""The catalogue of rules: what each demands, with the examples of mistakes that the tests run (threat M03).

An example lays one mistake over a small valid tree, `_base`, and states what the checker prints of it; so where the
two trees differ stand a wrong excerpt and its right counterpart, both proved. An example of a pull request states what
its review says, and tells in two sentences what was sent and what to send instead.
"""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.reading.excerpts import Rows, compare, lines_of
from cchc.rules import ADVICE, TOPICS, sentence

if TYPE_CHECKING:
    from pathlib import Path

_BASE = "_base"
_FINDING = re.compile(r"^(.+?):(\d+):\d+: (?:lỗi|cảnh báo): .+ \[([a-z0-9-]+)\]$", re.MULTILINE)
_MARK = re.compile(r"[ ]*# LỖI$", re.MULTILINE)  # where an example's mistake stands
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_KINDS = {
    r"data/tinh\.yml": "nơi triển khai",
    r"data/don-vi\.yml": "danh bạ đơn vị",
    r"data/bo-chi-so/.+": "bộ chỉ số",
    r"data/ket-qua/.+": "kết quả",
    r".+/ke-hoach\.yml": "kỳ kế hoạch",
    r".+/bao-cao/.+": "báo cáo của cơ quan",
    r".+/tien-do/.+": "tiến độ của cơ quan",
    r".+/dieu-chinh\.yml": "điều chỉnh sau ban hành",
    r".+/khoa\.yml": "nội dung đã khóa",
    r"data/an-ban/.+": "ấn bản",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One mistake: the file and line where it is found, the checker's words, and both sides of it.

    A side is rows, a sentence on what rows cannot show (a file that is missing, or should not be), or both.
    """

    name: str
    file: str
    line: int
    message: str
    wrong: Rows
    wrong_note: str
    right: Rows
    right_note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule as the public reads it; its clearest case first."""

    id: str
    topic: str
    sentence: str
    is_blocking: bool
    cases: tuple[Case, ...]

    @property
    def kinds(self) -> list[str]:
        """Name the kinds of files that the cases stand in."""
        files = {case.file for case in self.cases}
        return [kind for pattern, kind in _KINDS.items() if any(re.fullmatch(pattern, file) for file in files)]


def read_catalogue(examples: Path) -> list[Rule]:
    """List every rule, by topic; where the examples are not at hand, without cases.

    Args:
        examples: the directory of examples, `tests/examples` of the repository.
    """
    cases: defaultdict[str, dict[object, Case]] = defaultdict(dict)
    for expected in sorted(examples.glob("err-*/expected.txt"), key=lambda path: path.parent.name):
        if finding := _FINDING.search(expected.read_text("utf-8")):
            case = _case(expected.parent, finding[1], int(finding[2]), finding[0])
            cases[finding[3]].setdefault((case.message, case.wrong), case)  # what reads alike is told once
    for expected in sorted(examples.glob("pr-*/expected.txt"), key=lambda path: path.parent.name):
        if finding := _FINDING.search(expected.read_text("utf-8")):
            cases[finding[3]][expected.parent.name] = _story(expected.parent, finding[1], finding[0])
    return [
        Rule(
            id=id_,
            topic=topic,
            sentence=sentence(rule),
            is_blocking=topic != ADVICE,
            cases=tuple(cases[id_].values()),
        )
        for topic, rules in TOPICS.items()
        for id_, rule in rules.items()
    ]


def _case(example: Path, file: str, line: int, message: str) -> Case:
    base = example.parent / _BASE
    absent = _lines(example / "xoa.txt")
    is_own = file in absent or (example / file).is_symlink() or (example / file).exists()
    path = (example if is_own else base) / file
    wrong = _text(path)
    right = _mended(wrong or "", line, _lines(example / "sua.txt")) or _text(base / file)
    rows, mended = compare(wrong or "", right or "", line)
    told = _what_is_wrong(path, wrong, rows)
    if right is None and message.startswith(f"{file}:1:1: "):
        rows, told = (), told or "Chỗ sai là tên hoặc nơi đặt tệp, không phải nội dung."
    elsewhere = ", ".join(absent) if wrong == right else ""
    return Case(
        name=example.name,
        file=file,
        line=line,
        message=message,
        wrong=rows,
        wrong_note=f"Không có {elsewhere}." if elsewhere else told,
        right=mended,
        right_note=f"Có {elsewhere}." if elsewhere else _what_to_do(mended, [base / name for name in absent], wrong),
    )


def _story(example: Path, file: str, message: str) -> Case:
    """Tell of a pull request: what is wrong with it is no line of a file."""
    sent, instead = _lines(example / "chuyen.txt")
    return Case(
        name=example.name,
        file=file,
        line=1,
        message=message,
        wrong=(),
        wrong_note=sent,
        right=(),
        right_note=instead,
    )


def _mended(text: str, line: int, instead: list[str]) -> str:
    """Put lines in the place of a wrong one; nothing where none are given."""
    lines = lines_of(text)
    return "\n".join([*lines[: line - 1], *instead, *lines[line:]]) if instead else ""


def _what_is_wrong(path: Path, text: str | None, rows: Rows) -> str:
    """Tell what no excerpt could show; nothing where one can."""
    if path.is_symlink():
        return "Đây là một liên kết, không phải tệp."
    if not path.exists():
        return "Thiếu tệp này."
    if text is None:
        return "Tệp không ở bảng mã UTF-8 nên không hiện được ở đây."
    if not text.strip():
        return "Tệp không có chữ nào."
    return "" if rows else "Đoạn này giống dữ liệu cá nhân nên không hiện ở đây."


def _what_to_do(mended: Rows, removed: list[Path], wrong: str | None) -> str:
    """Tell how to mend what no line mends; nothing where one does, or where the whole file is shown."""
    if not mended:
        same = [path for path in removed if wrong and _text(path) == wrong]
        return f"Tên đúng của tệp là {same[0].name}." if same else "Làm như thông báo gợi ý."
    if wrong and not any(row.is_marked for row in mended):
        return "Bỏ dòng sai cùng các dòng đi kèm nó, hoặc sửa như thông báo gợi ý."
    return ""


def _lines(path: Path) -> list[str]:
    return lines_of(path.read_text("utf-8")) if path.exists() else []


def _text(path: Path) -> str | None:
    """Read a file of an example without the mark of its mistake; None where there is no text to read."""
    if path.is_symlink() or not path.is_file():
        return None
    raw = path.read_bytes()
    if raw.startswith(_UTF_16) or b"\0" in raw[:2]:
        return None
    return _MARK.sub("", raw.decode("utf-8-sig", errors="replace").replace("\r\n", "\n"))
