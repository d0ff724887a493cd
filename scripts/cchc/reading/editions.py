"""Editions: what was published of a plan as of one day, kept byte for byte (threats O03, S07).

An edition is a file of open data (`export/json_file.py`, version 1). Its readers here ask for the columns that a page
shows of it; that version promises that these stay, so every later tool reads every edition.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 -- pydantic reads the annotations
import hashlib
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from cchc.basics.text import forbidden_characters
from cchc.schema import Edition, Nature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from cchc.model import Dataset

_MAX_TEXT = 8_000  # characters


def _clean(text: str) -> str:
    """Refuse what no data file may hold: JSON can write any character by its number."""
    if forbidden_characters(text):
        message = "forbidden characters"
        raise ValueError(message)
    return text


Text = Annotated[str, StringConstraints(max_length=_MAX_TEXT), AfterValidator(_clean)]


class _Row(BaseModel):
    model_config = ConfigDict(frozen=True, strict=True, defer_build=True)


class FrozenTask(_Row):
    """A task as one edition has it; of a plan that is not in force a task has no status."""

    code: Text = Field(alias="ma")
    criterion: Text = Field(alias="ten_tieu_chi")
    content: Text = Field(alias="noi_dung")
    lead: Text = Field(alias="ten_chu_tri")
    implementers: Text | None = Field(alias="ten_thuc_hien")
    deliverable: Text = Field(alias="san_pham")
    deadline: Text = Field(alias="thoi_han")
    status: Text | None = Field(alias="ten_trang_thai")
    percent: int | None = Field(alias="phan_tram")
    is_withdrawn: bool = Field(alias="da_bai_bo")


class FrozenGap(_Row):
    """A criterion that missed points, in its index's unit, and how many tasks serve it."""

    index: Text = Field(alias="bo_chi_so")
    points: Decimal = Field(alias="diem_mat")
    tasks: int = Field(alias="so_nhiem_vu")


class FrozenResult(_Row):
    """What a place scored in an index."""

    index: Text = Field(alias="bo_chi_so")
    index_name: Text = Field(alias="ten_bo_chi_so")
    year: int = Field(alias="nam")
    is_own: bool = Field(alias="la_noi_nay")
    points: Decimal = Field(alias="diem")
    max_points: Decimal = Field(alias="diem_toi_da")
    unit: Text = Field(alias="ten_don_vi_do")
    rank: int | None = Field(alias="xep_hang")
    out_of: int | None = Field(alias="tren")
    nature: Nature = Field(alias="tinh_chat")


class _Plan(_Row):
    year: int = Field(alias="nam")
    name: Text = Field(alias="ten")


class _Tables(_Row):
    plans: tuple[_Plan] = Field(alias="ke_hoach")
    results: tuple[FrozenResult, ...] = Field(alias="ket_qua")
    gaps: tuple[FrozenGap, ...] = Field(alias="diem_mat")
    tasks: tuple[FrozenTask, ...] = Field(alias="nhiem_vu")


class FrozenData(_Row):
    """The content of an edition: open data of one plan."""

    version: Literal[1] = Field(alias="phien_ban")
    title: Text = Field(alias="ten")
    as_of: dt.date = Field(alias="tinh_den_ngay")
    commit: Annotated[str, StringConstraints(pattern=r"\A[0-9a-f]{40}\z")] | None
    natures: tuple[Nature, ...] = Field(alias="tinh_chat")
    tables: _Tables = Field(alias="bang")

    @property
    def plan(self) -> int:
        """The year of its plan."""
        return self.tables.plans[0].year

    @property
    def tasks(self) -> tuple[FrozenTask, ...]:
        """Every task, those withdrawn included."""
        return self.tables.tasks

    @property
    def results(self) -> list[FrozenResult]:
        """What the place itself scored."""
        return [one for one in self.tables.results if one.is_own]

    def gaps(self, result: FrozenResult, *, covered: bool) -> tuple[int, Decimal | None]:
        """Count the criteria that missed points in a result, or only those that tasks serve, and sum their points.

        The sum is None in an index whose total is not the sum of its criteria.
        """
        gaps = [one for one in self.tables.gaps if one.index == result.index]
        is_summed = sum((one.points for one in gaps), Decimal()) == result.max_points - result.points
        chosen = [one for one in gaps if one.tasks or not covered]
        return len(chosen), sum((one.points for one in chosen), Decimal()) if is_summed else None


class NotAnEditionError(Exception):
    """Bytes are no open data that this version reads; says in Vietnamese what is wrong."""


@lru_cache(maxsize=256)
def read_frozen(raw: bytes) -> FrozenData:
    """Read the content of an edition.

    Raises:
        NotAnEditionError: it is none.
    """
    try:
        return FrozenData.model_validate_json(raw)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        message = f"mục “{place}” thiếu hoặc sai" if place else "không đúng cú pháp JSON"
        raise NotAnEditionError(message) from problem


def digest_of(raw: bytes) -> str:
    """Give the SHA-256 of an edition in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def path_of(year: int, id_: str) -> str:
    """Name the file of an edition below the data tree."""
    return f"an-ban/{year}/{id_}.json"


@dataclass(frozen=True, kw_only=True)  # no slots: what is asked for is read once and kept
class KeptEdition:
    """An edition with its bytes."""

    plan: int
    entry: Edition
    raw: bytes

    @cached_property
    def data(self) -> FrozenData:
        """What the bytes say; of a data set without errors they can be read."""
        return read_frozen(self.raw)

    @property
    def is_illustrative(self) -> bool:
        """Whether anything in it was invented."""
        return Nature.ILLUSTRATIVE in self.data.natures


def kept_editions(dataset: Dataset) -> Iterator[KeptEdition]:
    """Walk the editions of a data set without errors: the newest plan first, of a plan the latest day first."""
    for year, file in sorted(dataset.editions.items(), reverse=True):
        for entry in sorted(file.entries, key=lambda one: one.as_of, reverse=True):
            yield KeptEdition(plan=year, entry=entry, raw=dataset.frozen[path_of(year, entry.id)])


def status_counts(tasks: Sequence[FrozenTask]) -> Counter[str]:
    """Count tasks that still stand by their status."""
    return Counter(task.status for task in tasks if task.status and not task.is_withdrawn)


# What of a task is compared, in the order in which readers ask.
_COMPARED = ("is_withdrawn", "status", "percent", "deadline", "content", "lead", "implementers", "deliverable")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskDifference:
    """A task that an edition and today tell otherwise; one side is None where it is only on the other.

    `fields` are the attributes of `FrozenTask` that differ, of a task that is on both sides.
    """

    then: FrozenTask | None
    now: FrozenTask | None
    fields: tuple[str, ...]

    @property
    def task(self) -> FrozenTask:
        """The task as it is known last."""
        known = self.now or self.then
        assert known  # noqa: S101 -- one side is there
        return known


def differences(then: Sequence[FrozenTask], now: Sequence[FrozenTask]) -> Iterator[TaskDifference]:
    """Yield the tasks that are not as they were: changed and new ones in today's order, then those that are gone."""
    before = {task.code: task for task in then}
    for task in now:
        old = before.pop(task.code, None)
        fields = tuple(name for name in _COMPARED if old and getattr(old, name) != getattr(task, name))
        if old is None or fields:
            yield TaskDifference(then=old, now=task, fields=fields)
    yield from (TaskDifference(then=task, now=None, fields=()) for task in before.values())
