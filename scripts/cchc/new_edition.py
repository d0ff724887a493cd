"""`cchc edition`: what is published of a plan on one day, frozen beside the data and listed; never over an edition."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import yaml

from cchc.export.json_file import json_text
from cchc.export.open_data import open_data
from cchc.figures.report import report_on
from cchc.lookup import find_cycle
from cchc.reading.editions import digest_of, path_of
from cchc.reading.formatting import rewritten
from cchc.reading.json_schema import modeline
from cchc.reading.source import read_source
from cchc.reading.validate import validate
from cchc.schema import EditionsFile

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from cchc.git import Revision
    from cchc.model import Dataset

_HEADER = "# Do `cchc edition` ghi; mã băm và tệp .json cạnh đây không bao giờ sửa. Tên, ghi chú thì sửa được.\n"


class NoEditionError(Exception):
    """No edition was written; says why, in Vietnamese."""


def write_edition(  # noqa: PLR0913, PLR0917 -- one command's words
    data: Path, dataset: Dataset, as_of: dt.date, revision: Revision | None, year: int, id_: str, name: str
) -> Path:
    """Freeze a year's plan as of a day.

    Args:
        data: the tree to write into.
        dataset: the same tree, without errors.
        as_of: the day the edition speaks of.
        revision: the commit that the tree stands on, if known.
        year: the plan's.
        id_: the edition's code.
        name: what people call it.

    Returns:
        The file of the edition.

    Raises:
        NotFoundError: there is no such plan.
        NoEditionError: the code or the name may not be used.
    """
    cycle = find_cycle(dataset, year)
    if not re.fullmatch(rf"{year}(?:-[a-z0-9]+)+", id_):
        message = f"mã ấn bản gồm năm của kế hoạch, gạch nối, rồi tên kỳ không dấu, ví dụ {year}-q3; đang ghi “{id_}”"
        raise NoEditionError(message)
    place = data / path_of(year, id_)
    raw = json_text(open_data(dataset, [report_on(dataset, cycle, as_of)], as_of, revision, is_partial=True)).encode()
    entry = {"ma": id_, "ten": name, "tinh_den_ngay": as_of.isoformat(), "sha256": digest_of(raw)}
    listed = _listed(place.with_name("an-ban.yml"), dataset.editions.get(year), year, entry)
    place.parent.mkdir(parents=True, exist_ok=True)
    try:
        with place.open("xb") as file:
            file.write(raw)
    except FileExistsError:
        message = f"{place} đã có; ấn bản đã chốt không bao giờ sửa: chọn mã khác."
        raise NoEditionError(message) from None
    place.with_name("an-ban.yml").write_text(listed, "utf-8", newline="\n")
    return place


def _listed(place: Path, had: EditionsFile | None, year: int, entry: dict[str, str]) -> str:
    """Write the list of a plan's editions with one more at its end."""
    shown = f"an-ban/{year}/an-ban.yml"
    fresh = f"{modeline('an-ban', shown)}{_HEADER}ke_hoach: {year}\nan_ban:\n"
    begun = rewritten(shown, place.read_bytes(), had) if had else fresh
    item = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=10_000)
    raw = (begun + "".join(f"  {line}\n" for line in item.splitlines())).encode()
    source = read_source(shown, raw)
    record, found = validate(EditionsFile, source.root) if source.root is not None else (None, list(source.findings))
    if record is None:
        message = f"không thêm được ấn bản vào {place}: {found[0].message}"
        raise NoEditionError(message)
    return rewritten(shown, raw, record)
