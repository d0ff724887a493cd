"""Walk `data/`: every file is recognised by its place and name, or it is a finding (threats F01–F05, F10)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, TypeVar

from cchc import schema
from cchc.basics.diagnostics import Diagnostic, Span, error, quote
from cchc.model import Cycle, Dataset, build_framework
from cchc.reading.decoding import MAX_BYTES, oversize, scale_of
from cchc.reading.source import Source, read_source
from cchc.reading.tree import Folder
from cchc.reading.validate import validate
from cchc.schema.fields import SLUG

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from cchc.basics.nodes import Map
    from cchc.reading.tree import Tree

    Read = Callable[[Tree, str, str], "FileRead"]

Record = TypeVar("Record", bound=schema.Input)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a kind of file lives; `identity` pairs each named part of the path with the attribute that repeats it."""

    pattern: re.Pattern[str]
    model: type[schema.Input]
    identity: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """One file as read: its bytes, and its record or the findings that say why there is none; an edition has neither.

    `absent` are the paths whose absence from the data those findings explain.
    """

    raw: bytes
    record: schema.Input | None
    findings: list[Diagnostic]
    absent: set[str]


def _place(pattern: str, model: type[schema.Input], **identity: str) -> Place:
    return Place(pattern=re.compile(pattern), model=model, identity=tuple(identity.items()))


_YEAR = r"ke-hoach/(?P<year>\d{4})"
PLACES = (
    _place(r"tinh\.yml", schema.ProvinceFile),
    _place(r"don-vi\.yml", schema.RegistryFile),
    _place(rf"bo-chi-so/(?P<id>{SLUG})\.yml", schema.FrameworkFile, id="id"),
    _place(rf"ket-qua/(?P<year>\d{{4}})/(?P<id>{SLUG})\.yml", schema.ResultsFile, year="year", id="framework"),
    _place(rf"{_YEAR}/ke-hoach\.yml", schema.CycleFile, year="year"),
    _place(rf"{_YEAR}/bao-cao/(?P<id>{SLUG})\.yml", schema.SubmissionFile, year="plan", id="agency"),
    _place(rf"{_YEAR}/tien-do/(?P<id>{SLUG})\.yml", schema.ProgressFile, year="plan", id="agency"),
    _place(rf"{_YEAR}/dieu-chinh\.yml", schema.AdjustmentsFile, year="plan"),
    _place(rf"{_YEAR}/khoa\.yml", schema.LockFile, year="plan"),
    _place(r"an-ban/(?P<year>\d{4})/an-ban\.yml", schema.EditionsFile, year="plan"),
)
# An edition, kept as bytes; its name begins with the year of its plan.
_FROZEN = re.compile(r"an-ban/(\d{4})/\1(?:-[a-z0-9]+)+\.json")
# The keys by which the files of two folders are told apart: what is theirs and not the other's.
_CONTENT = {
    "bao-cao": schema.SubmissionFile.keys().keys() - schema.ProgressFile.keys().keys(),
    "tien-do": schema.ProgressFile.keys().keys() - schema.SubmissionFile.keys().keys(),
}
PLACE_HELP = (
    "tinh.yml, don-vi.yml, bo-chi-so/<mã>.yml, ket-qua/<năm>/<mã>.yml, ke-hoach/<năm>/ke-hoach.yml, "
    "ke-hoach/<năm>/bao-cao/<cơ quan>.yml, ke-hoach/<năm>/tien-do/<cơ quan>.yml"
)
_DEVICE_NAMES = {"aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
REQUIRED = ("tinh.yml", "don-vi.yml")


def load(data: Path) -> tuple[Dataset, list[Diagnostic]]:
    """Read a data tree from a directory; findings name files as `data` is written."""
    return load_tree(Folder(data))


def load_tree(tree: Tree, read: Read | None = None) -> tuple[Dataset, list[Diagnostic]]:
    """Read a data tree.

    Args:
        tree: the tree.
        read: reads one file, as `read_file` does unless something else is given.

    Returns:
        What could be read, and the findings about files that are out of place, unreadable or of the wrong shape.
    """
    findings: list[Diagnostic] = []
    records: dict[str, schema.Input] = {}
    frozen: dict[str, bytes] = {}
    unreadable: set[str] = set()
    root = tree.root
    if not tree.exists():
        findings.append(
            error(
                Span(path=root),
                "thieu-tep",
                f"không có thư mục dữ liệu {quote(root)}",
                "chạy lệnh ở thư mục gốc của kho",
            )
        )
    for relative, kind in tree.files():
        file = (read or read_file)(tree, relative, kind)
        findings += file.findings
        unreadable |= file.absent
        if file.record is not None:
            records[relative] = file.record
        elif not file.findings:
            frozen[relative] = file.raw
    findings += [
        error(
            Span(path=f"{root}/{name}"),
            "thieu-tep",
            f"thiếu tệp bắt buộc {root}/{name}",
            "khôi phục từ lịch sử của kho, hoặc viết lại theo mẫu",
        )
        for name in REQUIRED
        if tree.exists() and name not in records and name not in unreadable
    ]
    return _assemble(root, records, frozen, frozenset(unreadable - records.keys())), findings


def read_file(tree: Tree, relative: str, kind: str = "") -> FileRead:
    """Read one file of a data tree; `kind` says what it is where it is not a regular file."""
    shown = f"{tree.root}/{printable(relative)}"
    place = _place_of(relative)
    if kind or not (place or _FROZEN.fullmatch(relative)):
        finding = _not_a_file(shown, kind) if kind else _stray(shown, relative)
        absent = {relative, _corrected(relative), *(() if kind else _homes(tree, relative))}
        return FileRead(raw=b"", record=None, findings=[finding], absent=absent)
    raw, size = tree.read(relative, scale_of(relative) * MAX_BYTES + 1)
    if place is None:
        too_large = oversize(shown, size)
        return FileRead(
            raw=raw, record=None, findings=[too_large] if too_large else [], absent={relative} if too_large else set()
        )
    record, findings, absent = _read(read_source(shown, raw, size), place, relative)
    return FileRead(raw=raw, record=record, findings=findings, absent=absent)


def _not_a_file(shown: str, what: str) -> Diagnostic:
    return error(Span(path=shown), "tep-la", f"chỉ nhận tệp thường; đây là {what}", "xóa đi và tải lên tệp .yml")


def _place_of(relative: str) -> Place | None:
    """Recognise a file by its path; names that Windows keeps for devices are nobody's (threat F04)."""
    if PurePosixPath(relative).stem in _DEVICE_NAMES:
        return None
    return next((place for place in PLACES if place.pattern.fullmatch(relative)), None)


def printable(relative: str) -> str:
    """Write a path, which may hold anything, so that a finding can name it on its line."""
    return "".join(
        char if char.isprintable() and char != ":" else "�" for char in relative.encode("utf-8", "replace").decode()
    )


def _corrected(relative: str) -> str:
    """Give the path that a file of the wrong ending or case was meant to have."""
    return re.sub(r"\.(yaml|yml|yml\.txt)$", ".yml", relative.lower())


def _homes(tree: Tree, relative: str) -> Iterator[str]:
    """Give the places of agencies' files where a stray file may be missed, by its name."""
    name = PurePosixPath(_corrected(relative)).name
    for year in tree.folders("ke-hoach"):
        yield from (f"ke-hoach/{year}/{folder}/{name}" for folder in _CONTENT)


def _stray(shown: str, relative: str) -> Diagnostic:
    fixed = _corrected(relative)
    if fixed != relative and any(place.pattern.fullmatch(fixed) for place in PLACES):
        hint = f"đổi tên thành “{shown.removesuffix(relative)}{fixed}”"
    elif re.search(r"\.(pdf|docx?|xlsx?|png|jpe?g)$", relative, re.IGNORECASE):
        hint = "tài liệu kiểm chứng không tải lên đây: ghi tên, số, ngày và địa chỉ https trong minh_chung"
    else:
        hint = f"các tệp được dùng: {PLACE_HELP}"
    return error(Span(path=shown), "tep-la", "tệp này không đúng chỗ hoặc không đúng tên nên sẽ không được đọc", hint)


def _read(source: Source, place: Place, relative: str) -> tuple[schema.Input | None, list[Diagnostic], set[str]]:
    """Turn a source into a record, or into findings and the paths whose absence from the data they explain."""
    if source.root is None:
        return None, list(source.findings), {relative}
    if meant := _meant_place(source.root, relative):
        message = f"nội dung này là của thư mục {quote(PurePosixPath(meant).parent.name)}"
        hint = f"chuyển tệp thành {source.path.removesuffix(relative)}{meant}"
        return None, [error(Span(path=source.path), "tep-la", message, hint)], {relative, meant}
    record, findings = validate(place.model, source.root)
    match = place.pattern.fullmatch(relative)
    if record is None or match is None:
        return None, findings, {relative}
    for part, attribute in place.identity:
        inside, named = str(getattr(record, attribute)), match[part]
        if inside != named:
            what = "tên thư mục" if part == "year" else "tên tệp"
            message = f"“{place.model.key_of(attribute)}” phải trùng với {what} là {quote(named)}"
            meant = relative[: match.start(part)] + inside + relative[match.end(part) :]
            hint = f"sửa thành “{named}”, hoặc đổi tên tệp thành {source.path.removesuffix(relative)}{meant}"
            finding = error(record.span(attribute), "ten-tep-khac-ma", f"{message}; đang ghi {quote(inside)}", hint)
            return None, [*findings, finding], {relative, meant}
    return record, findings, set()


def _meant_place(root: Map, relative: str) -> str | None:
    """Give the path that a submission among the updates, or updates among the submissions, was meant to have."""
    for folder, other in (("tien-do", "bao-cao"), ("bao-cao", "tien-do")):
        is_other = any(key in root for key in _CONTENT[other]) and not any(key in root for key in _CONTENT[folder])
        if f"/{folder}/" in relative and is_other:
            return relative.replace(f"/{folder}/", f"/{other}/")
    return None


def _assemble(
    root: str, records: dict[str, schema.Input], frozen: dict[str, bytes], unreadable: frozenset[str]
) -> Dataset:
    def of(model: type[Record]) -> list[Record]:
        return [record for record in records.values() if isinstance(record, model)]

    provinces, registries = of(schema.ProvinceFile), of(schema.RegistryFile)
    cycles = {}
    for file in of(schema.CycleFile):
        year = file.year
        adjustments = [record for record in of(schema.AdjustmentsFile) if record.plan == year]
        locks = [record for record in of(schema.LockFile) if record.plan == year]
        cycles[year] = Cycle(
            file=file,
            submissions={record.agency: record for record in of(schema.SubmissionFile) if record.plan == year},
            progress={record.agency: record for record in of(schema.ProgressFile) if record.plan == year},
            adjustments=adjustments[0] if adjustments else None,
            lock=locks[0] if locks else None,
        )
    of_a_cycle: tuple[schema.OfACycle, ...] = (
        *of(schema.SubmissionFile),
        *of(schema.ProgressFile),
        *of(schema.AdjustmentsFile),
        *of(schema.LockFile),
        *of(schema.EditionsFile),
    )
    return Dataset(
        root=root,
        province=provinces[0] if provinces else None,
        registry=registries[0] if registries else None,
        frameworks={file.id: build_framework(file) for file in of(schema.FrameworkFile)},
        results={(file.year, file.framework): file for file in of(schema.ResultsFile)},
        cycles=dict(sorted(cycles.items())),
        editions={file.plan: file for file in of(schema.EditionsFile)},
        frozen=frozen,
        orphans=tuple((record.plan, record.span("plan")) for record in of_a_cycle if record.plan not in cycles),
        unreadable=unreadable,
    )
