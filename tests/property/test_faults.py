"""One fault put into a random place of a valid tree: it is told at its own file and line (threat M01)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from property.trees import FILES, check_files

if TYPE_CHECKING:
    from collections.abc import Callable

LINE = re.compile(r"(?P<indent> *)(?P<dash>- )?(?P<key>[\w.\"'-]+): (?P<value>.+)")
ENUMS = {
    "tinh_chat",
    "loai",
    "don_vi_do",
    "cach_tinh",
    "phuong_phap",
    "chu_ky_cap_nhat",
    "trang_thai",
}
DATES = {"ngay", "tinh_den_ngay", "ngay_hoan_thanh", "ngay_duyet", "truoc"}
NUMBERS = {"nam", "ke_hoach", "diem", "diem_toi_da", "xep_hang", "tren", "phan_tram", "diem_phan_dau"}
REQUIRED = {
    "bo_chi_so",
    "cach_tinh",
    "chu_ky_cap_nhat",
    "chu_tri",
    "co_quan",
    "diem",
    "diem_toi_da",
    "don_vi_do",
    "ke_hoach",
    "kho_git",
    "ly_do",
    "ma",
    "ma_bam",
    "nam",
    "ngay_duyet",
    "nhiem_vu",
    "noi_dung",
    "phan_tram",
    "san_pham",
    "ten",
    "ten_ngan",
    "ten_tat",
    "tieu_chi",
    "tinh_chat",
    "ton_tai",
    "tong_hop",
    "trang_thai",
    "trang_web",
    "viet_tat",
}
# Mappings whose keys are data (codes, ids), so that no key is unknown or required there.
FREE = {"diem", "phan_cong", "par-index-2022", "sipas-2022", "gia_tri"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line `key: value` of a file of the base tree, by index, and the key of the mapping around it."""

    relative: str
    index: int
    indent: int
    dash: bool
    key: str
    value: str
    parent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A tree with one fault: where, of which rule."""

    files: dict[str, str]
    relative: str
    line: int
    rule: str


def _places() -> list[Place]:
    found = []
    for relative, text in FILES.items():
        lines = text.splitlines()
        for index, line in enumerate(lines):
            if not (match := LINE.fullmatch(line)):
                continue
            indent = len(match["indent"]) + len(match["dash"] or "")
            found.append(
                Place(
                    relative=relative,
                    index=index,
                    indent=indent,
                    dash=bool(match["dash"]),
                    key=match["key"].strip("\"'"),
                    value=match["value"],
                    parent=_parent(lines, index, indent),
                )
            )
    return found


def _parent(lines: list[str], index: int, indent: int) -> str:
    """Name the key whose value the mapping is, or whose list it is in."""
    for line in reversed(lines[:index]):
        bare = line.lstrip(" ")
        depth = len(line) - len(bare)
        opens = line.endswith(":") and not bare.startswith("#")
        if bare.startswith("- "):
            depth, bare = depth + 2, bare[2:]
        if opens and (depth < indent or (depth == indent - 2 and bare.startswith("nhiem_vu"))):
            return bare.rstrip(":").strip("\"'")
    return ""


PLACES = _places()


def _of(keys: set[str]) -> list[Place]:
    return [place for place in PLACES if place.key in keys and place.parent != "gia_tri"]


def _with_line(place: Place, text: str) -> dict[str, str]:
    lines = FILES[place.relative].splitlines()
    lines[place.index] = text
    return {**FILES, place.relative: "\n".join(lines) + "\n"}


def _head(place: Place) -> str:
    """Give the line up to its value."""
    return FILES[place.relative].splitlines()[place.index][: -len(place.value)]


def _bad_value(place: Place, value: str, rule: str) -> Fault:
    return Fault(
        files=_with_line(place, _head(place) + value),
        relative=place.relative,
        line=place.index + 1,
        rule=rule,
    )


def bad_enum(place: Place) -> Fault:
    """Put a word where a choice is wanted."""
    return _bad_value(place, "khong-ro", "gia-tri-ngoai-danh-sach")


def bad_date(place: Place) -> Fault:
    """Put a day that no calendar has."""
    return _bad_value(place, "31/2/2023", "ngay-khong-dung")


def bad_number(place: Place) -> Fault:
    """Put a word where a number is wanted."""
    return _bad_value(place, "mười", "so-khong-dung")


def unknown_key(place: Place) -> Fault:
    """Add a key that no file knows below a line."""
    lines = FILES[place.relative].splitlines()
    lines.insert(place.index + 1, f"{' ' * place.indent}qqqq: 1")
    return Fault(
        files={**FILES, place.relative: "\n".join(lines) + "\n"},
        relative=place.relative,
        line=place.index + 2,
        rule="truong-la",
    )


def missing_key(place: Place) -> Fault:
    """Take a required key away; its mapping begins where the fault is told."""
    lines = FILES[place.relative].splitlines()
    del lines[place.index]
    if place.dash:
        following = lines[place.index]
        assert following.startswith(" " * place.indent)
        lines[place.index] = f"{' ' * (place.indent - 2)}- {following[place.indent :]}"
        first = place.index
    else:
        first = _first_line(lines, place)
    return Fault(
        files={**FILES, place.relative: "\n".join(lines) + "\n"},
        relative=place.relative,
        line=first + 1,
        rule="thieu-truong",
    )


def _first_line(lines: list[str], place: Place) -> int:
    """Find the first line of the mapping a line was taken from."""
    first = place.index
    for index in range(place.index - 1, -1, -1):
        bare = lines[index].lstrip(" ")
        depth = len(lines[index]) - len(bare)
        if bare.startswith("#") and not place.indent:
            continue
        if bare.startswith("- ") and depth == place.indent - 2:
            return index
        if depth < place.indent:
            break
        if depth == place.indent:
            first = index
    return first


def duplicate_key(place: Place) -> Fault:
    """Write a key and its value once more below."""
    lines = FILES[place.relative].splitlines()
    lines.insert(place.index + 1, " " * place.indent + lines[place.index][place.indent :])
    return Fault(
        files={**FILES, place.relative: "\n".join(lines) + "\n"},
        relative=place.relative,
        line=place.index + 2,
        rule="trung-khoa",
    )


def unquoted_colon(place: Place) -> Fault:
    """Put a sentence with a colon where a value stands, without quotes."""
    return _bad_value(place, "Theo dõi: từng tháng", "cu-phap")


def bad_indent(place: Place) -> Fault:
    """Push a line in by one space."""
    line = FILES[place.relative].splitlines()[place.index]
    return Fault(
        files=_with_line(place, f" {line}"),
        relative=place.relative,
        line=place.index + 1,
        rule="cu-phap",
    )


def _follows_its_like(place: Place) -> bool:
    """Tell whether the line above is a key with its value at the same depth."""
    return not place.dash and any(
        (other.relative, other.index, other.indent) == (place.relative, place.index - 1, place.indent)
        for other in PLACES
    )


FAULTS: dict[str, tuple[Callable[[Place], Fault], list[Place]]] = {
    "unknown-key": (unknown_key, [place for place in PLACES if place.parent not in FREE]),
    "bad-enum": (bad_enum, _of(ENUMS)),
    "bad-date": (bad_date, _of(DATES)),
    "bad-number": (
        bad_number,
        [*_of(NUMBERS), *(place for place in PLACES if place.parent == "diem" and place.key[0].isdigit())],
    ),
    "duplicate-key": (duplicate_key, PLACES),
    "unquoted-colon": (unquoted_colon, PLACES),
    "bad-indent": (bad_indent, [place for place in PLACES if _follows_its_like(place)]),
    "missing-key": (missing_key, _of(REQUIRED)),
}


def test_faults_have_many_places() -> None:
    """The base tree is large enough for the property to mean something."""
    counts = {name: len(places) for name, (_, places) in FAULTS.items()}
    assert {name: count >= 15 for name, count in counts.items()} == dict.fromkeys(FAULTS, True)


@pytest.mark.threat("M01")
@pytest.mark.parametrize("kind", sorted(FAULTS))
@settings(max_examples=100)
@given(data=st.data())
def test_a_fault_is_told_at_its_own_line(kind: str, data: st.DataObject) -> None:
    """File, line and rule of one of the findings are the fault's; no finding is about another file."""
    make, places = FAULTS[kind]
    fault = make(data.draw(st.sampled_from(places)))
    _, findings, prefix = check_files(fault.files)
    told = [(finding.span.path.removeprefix(prefix), finding.span.line, finding.rule) for finding in findings]
    assert (fault.relative, fault.line, fault.rule) in told
    assert {relative for relative, _, _ in told} == {fault.relative}


@pytest.mark.threat("M02")
@pytest.mark.parametrize("kind", sorted(FAULTS))
@settings(max_examples=100)
@given(data=st.data())
def test_a_fault_is_told_once(kind: str, data: st.DataObject) -> None:
    """One mistake is one finding."""
    make, places = FAULTS[kind]
    fault = make(data.draw(st.sampled_from(places)))
    _, findings, _ = check_files(fault.files)
    assert [finding.rule for finding in findings] == [fault.rule]
