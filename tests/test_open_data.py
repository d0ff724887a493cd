"""Open data: every format read back says what the tables say, the tables what the independent counter says."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import Counter, defaultdict
from contextlib import closing
from decimal import Decimal
from typing import TYPE_CHECKING
from zipfile import ZipFile

import openpyxl
import pytest
from frictionless import Package, system
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator, FormatChecker  # type: ignore[import-untyped]  # no stubs are locked

from cchc.check import check
from cchc.export.catalogue_files import dcat_text
from cchc.export.csv_files import guarded, unguarded
from cchc.export.data_files import DATA_FILES
from cchc.export.json_file import json_schema_text
from cchc.export.open_data import OpenData, open_data
from cchc.export.tables import TABLES, Kind, Value
from cchc.export.workbook import TooLargeError, workbook_bytes
from cchc.figures.report import report_on
from cchc.publishing.audit import expected_totals
from cchc.render.licence import LICENCE
from conftest import BASE, ROOT
from payloads import GROUPS, Slot, fill, run
from unit.trees import edit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from conftest import Outcome

Rows = list[dict[str, Value]]
STARTS = ("=", "+", "-", "@", "'=", "'")  # the other starts are refused when a file is read
FORMULA = '{}HYPERLINK("https://xau.example","§");=1+1,+2|@x'  # separators inside, each before a start


def published(data: Path) -> OpenData:
    """Compute the open data of a tree."""
    dataset, as_of, _ = check(data, None)
    return open_data(dataset, [report_on(dataset, cycle, as_of) for cycle in dataset.cycles.values()], as_of, None)


@pytest.fixture(scope="module")
def real() -> OpenData:
    """The open data of this repository."""
    return published(ROOT / "data")


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> OpenData:
    """The open data of a tree whose every text begins as a formula or holds markup."""
    tree = tmp_path_factory.mktemp("hostile")

    def text_of(slot: Slot) -> str:
        if slot.number % 2:
            return slot.text(GROUPS[slot.number % len(GROUPS)])
        return FORMULA.format(STARTS[slot.number // 2 % len(STARTS)]).replace("§", slot.marker)

    fill(tree, text_of)
    run(tree, ["approve", "2023"])
    return published(tree / "data")


@pytest.fixture(params=["real", "hostile"])
def data(request: pytest.FixtureRequest) -> OpenData:
    """Both in turn."""
    found = request.getfixturevalue(request.param)
    assert isinstance(found, OpenData)
    return found


def expected(data: OpenData) -> dict[str, Rows]:
    """The tables as dictionaries."""
    return {
        one.table.id: [dict(zip([column.id for column in one.table.columns], row, strict=True)) for row in one.rows]
        for one in data.tables
    }


def files(data: OpenData, kind: str) -> dict[str, bytes]:
    """Write one format."""
    return dict(DATA_FILES[kind](data))


def typed(id_: str, column: str, value: object) -> Value:
    """Give a value that was read back the type that its column promises."""
    table = next(one for one in TABLES if one.id == id_)
    kind = next(one.kind for one in table.columns if one.id == column)
    if value is None or value == "":
        return None
    if kind is Kind.DATE:
        return value.date() if isinstance(value, dt.datetime) else dt.date.fromisoformat(str(value))
    if kind is Kind.BOOLEAN:
        return {"True": True, "true": True, "1": True, "False": False, "false": False, "0": False}[str(value)]
    if kind is Kind.NUMBER:
        return Decimal(str(value))
    return int(str(value)) if kind is Kind.INTEGER else str(value)


# --- every format says the same --------------------------------------------------------------------------


def read_json(data: OpenData) -> dict[str, Rows]:
    """Read the JSON file back."""
    (content,) = files(data, "json").values()
    loaded = json.loads(content, parse_float=Decimal)["bang"]
    return {
        table: [{name: typed(table, name, value) for name, value in row.items()} for row in rows]
        for table, rows in loaded.items()
    }


def read_csv(data: OpenData) -> dict[str, Rows]:
    """Read the CSV files back, by the rule that the documents state."""
    found = {}
    for name, content in files(data, "csv").items():
        if name.endswith(".csv"):
            assert content.startswith(b"\xef\xbb\xbf")
            table = name.removeprefix("csv/").removesuffix(".csv")
            rows = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
            texts = {one.id for each in TABLES if each.id == table for one in each.columns if one.kind is Kind.TEXT}
            found[table] = [
                {name: typed(table, name, unguarded(cell) if name in texts else cell) for name, cell in row.items()}
                for row in rows
            ]
    return found


def read_xlsx(data: OpenData) -> dict[str, Rows]:
    """Read the workbook back."""
    (content,) = files(data, "xlsx").values()
    book = openpyxl.load_workbook(io.BytesIO(content))
    found = {}
    for table in TABLES:
        header, *rows = book[table.title].iter_rows(values_only=True)
        assert [*header] == [column.title for column in table.columns]
        ids = [column.id for column in table.columns]
        found[table.id] = [
            {name: typed(table.id, name, value) for name, value in zip(ids, row, strict=True)} for row in rows
        ]
    return found


def read_sqlite(data: OpenData) -> dict[str, Rows]:
    """Read the database back."""
    (content,) = files(data, "sqlite").values()
    with closing(sqlite3.connect(":memory:")) as base:
        base.deserialize(content)
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        base.row_factory = sqlite3.Row
        return {
            table.id: [
                {name: typed(table.id, name, row[name]) for name in row.keys()}  # noqa: SIM118 -- a row is no mapping
                for row in base.execute(f"SELECT * FROM {table.id} ORDER BY rowid")  # noqa: S608 -- a name of ours
            ]
            for table in TABLES
        }


@pytest.mark.threat("X01")
@pytest.mark.threat("X03")
@pytest.mark.threat("X04")
@pytest.mark.threat("X05")
@pytest.mark.parametrize("read", [read_json, read_csv, read_xlsx, read_sqlite])
def test_what_is_read_back_is_what_was_computed(read: Callable[[OpenData], dict[str, Rows]], data: OpenData) -> None:
    """Same rows, same order, same values to the last digit and the last accent, whatever the texts hold."""
    found, wanted = read(data), expected(data)
    assert found.keys() == wanted.keys()
    for table, rows in wanted.items():
        assert found[table] == rows, table
    assert all(wanted.values())


@pytest.mark.threat("S04")
def test_the_tables_say_what_the_independent_counter_says(real: OpenData) -> None:
    """Tasks, gaps and leaders counted from the raw files equal those read back from the JSON file."""
    tables = read_json(real)
    totals = expected_totals(ROOT / "data", real.as_of)
    live = [row for row in tables["nhiem_vu"] if not row["da_bai_bo"]]
    assert len(live) == totals["ke-hoach/2023/", "nhiem-vu"] == tables["ke_hoach"][0]["so_nhiem_vu"]
    assert sum(Counter(row["trang_thai"] for row in live).values()) == len(live)
    led = Counter(row["chu_tri"] for row in live)
    assert {f"chu-tri:{agency}": count for agency, count in led.items()} == {
        name: count for (page, name), count in totals.items() if page == "tien-do/2023/" and name.startswith("chu-tri:")
    }
    points = {row["ma"]: row for row in tables["diem_mat"] if row["bo_chi_so"] == "par-index-2022"}
    assert sum_of(points, "diem_mat") == totals["diem-mat/", "mat"]
    assert len(points) == totals["diem-mat/", "tieu-chi-mat"]
    uncovered = {code: row for code, row in points.items() if not row["so_nhiem_vu"]}
    assert sum_of(uncovered, "diem_mat") == totals["diem-mat/", "chua-co-nhiem-vu"]
    gaps: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for row in tables["diem"]:
        if row["diem_mat"]:
            gaps[f"tieu-chi/{row['bo_chi_so']}/{row['ma']}/", f"mat:{row['nam']}"] += Decimal(str(row["diem_mat"]))
    assert gaps == {key: value for key, value in totals.items() if key[0].startswith("tieu-chi/")}


def sum_of(rows: Mapping[Value, Mapping[str, Value]], column: str) -> Decimal:
    """Add a column up."""
    return sum((Decimal(str(row[column])) for row in rows.values()), Decimal(0))


def test_statuses_are_those_of_the_report(real: OpenData) -> None:
    """Counted from the rows of tasks, the four classes are the plan's."""
    tables = expected(real)
    (plan,) = tables["ke_hoach"]
    counted = Counter(row["trang_thai"] for row in tables["nhiem_vu"] if row["trang_thai"])
    for status, column in (
        ("hoan-thanh-dung-han", "hoan_thanh_dung_han"),
        ("hoan-thanh-qua-han", "hoan_thanh_qua_han"),
        ("chua-hoan-thanh-trong-han", "chua_hoan_thanh_trong_han"),
        ("chua-hoan-thanh-qua-han", "chua_hoan_thanh_qua_han"),
    ):
        assert counted[status] == plan[column]


def test_approved_values_and_adjustments_explain_what_stands(real: OpenData) -> None:
    """Going from the approved deadline through the adjustments gives the deadline of the task."""
    tables = expected(real)
    approved = {row["ma"]: row["thoi_han"] for row in tables["nhiem_vu_da_duyet"]}
    moves = [row for row in tables["dieu_chinh"] if row["muc"] == "thoi_han"]
    assert moves
    for row in reversed(moves):
        assert approved[row["nhiem_vu"]] == row["gia_tri_cu"]
        approved[row["nhiem_vu"]] = row["gia_tri_moi"]
    assert approved == {row["ma"]: row["thoi_han"] for row in tables["nhiem_vu"]}


def test_every_row_says_its_nature_and_leads_to_a_line_of_the_data(data: OpenData) -> None:
    """Provenance ends every table."""
    for one in data.tables:
        assert [column.id for column in one.table.columns[-3:]] == ["tinh_chat", "tep", "dong"]
    for row in expected(data)["nhiem_vu"] if data.title.endswith("Đắk Lắk") else ():
        lines = (ROOT / str(row["tep"])).read_text("utf-8").splitlines()
        assert f"ma: {row['ma']}" in lines[int(str(row["dong"])) - 1]


def test_keys_tell_rows_apart_and_required_cells_are_filled(data: OpenData) -> None:
    """What the published schema promises holds."""
    for one in data.tables:
        ids = [column.id for column in one.table.columns]
        assert len({*ids}) == len({column.title for column in one.table.columns}) == len(ids)
        assert all(re.fullmatch("[a-z]+(?:_[a-z]+)*", id_) for id_ in (one.table.id, *ids))
        assert [*one.table.key] == ids[: len(one.table.key)]
        if one.table.key:
            keys = Counter(tuple(row[ids.index(name)] for name in one.table.key) for row in one.rows)
            assert max(keys.values(), default=1) == 1
        for number, column in enumerate(one.table.columns):
            values = {row[number] for row in one.rows}
            assert not column.is_required or None not in values
            assert not column.choices or values <= {*column.choices, None}


# --- JSON and its schema ----------------------------------------------------------------------------------


def test_the_json_file_is_valid_under_the_published_schema(data: OpenData) -> None:
    """The schema is the committed one, and refuses what is not so."""
    schema = json.loads((ROOT / "docs/luoc-do/so-lieu-v1.schema.json").read_text("utf-8"))
    assert schema == json.loads(json_schema_text())
    Draft7Validator.check_schema(schema)
    checker = Draft7Validator(schema, format_checker=FormatChecker())
    loaded = json.loads(files(data, "json")["so-lieu.json"])
    assert [*checker.iter_errors(loaded)] == []
    assert loaded["phien_ban"] == 1
    assert loaded["tinh_den_ngay"] == data.as_of.isoformat()
    loaded["bang"]["nhiem_vu"][0]["trang_thai"] = "xong"
    del loaded["bang"]["nhiem_vu"][1]["ma"]
    assert len([*checker.iter_errors(loaded)]) == 2


# --- CSV --------------------------------------------------------------------------------------------------


@pytest.mark.threat("X01")
@pytest.mark.parametrize("before", ["", " ", "  ", "\n"])
@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_a_text_that_begins_as_a_formula_is_written_as_text(start: str, before: str) -> None:
    """The ten starts, also after white space, get an apostrophe that the reader takes away."""
    text = f"{before}{start}1+1"
    assert guarded(text) == f"'{text}"
    assert unguarded(guarded(text)) == text


@pytest.mark.threat("X01")
@given(st.text("'=+-@＝ \t\r\na;", max_size=6))
def test_the_rule_is_reversible_for_any_text(text: str) -> None:
    """What begins with an apostrophe gets one too."""
    assert unguarded(guarded(text)) == text
    assert guarded("Văn bản") == "Văn bản"


@pytest.mark.threat("X01")
def test_separators_inside_a_text_are_quoted(hostile: OpenData) -> None:
    """Every text cell stands in quotes, so no separator ends it; lines end as RFC 4180 wants."""
    content = files(hostile, "csv")["csv/nhiem_vu.csv"].decode("utf-8-sig")
    assert "HYPERLINK" in content
    assert content.endswith("\r\n")
    bare = re.sub(r'"(?:[^"]|"")*"', "", content)
    assert re.fullmatch(r"[0-9.,\r\n-]*", bare)


# --- Excel ------------------------------------------------------------------------------------------------


@pytest.mark.threat("X01")
def test_no_cell_of_the_workbook_is_a_formula_or_a_link(hostile: OpenData) -> None:
    """Whatever a text begins with, Excel is told that it is text."""
    with ZipFile(io.BytesIO(files(hostile, "xlsx")["so-lieu.xlsx"])) as package:
        sheets = [name for name in package.namelist() if name.startswith("xl/worksheets/")]
        assert len([name for name in sheets if name.endswith(".xml")]) == len(TABLES) + 2
        for name in sheets:
            assert not re.search(rb"<f[ >/]|<hyperlink", package.read(name)), name
        assert not [name for name in package.namelist() if "external" in name.lower() or name.endswith(".bin")]


@pytest.mark.threat("X03")
def test_sheets_are_typed_filtered_frozen_and_ready_to_print(real: OpenData) -> None:
    """Dates are dates, numbers numbers; header row stays in sight and on every printed page, which lies across."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes(real)))
    assert book.sheetnames[0] == "Giới thiệu"
    assert book.sheetnames[-1] == "Từ điển"
    told = "\n".join(f"{row[0]}: {row[1]}" for row in book["Giới thiệu"].iter_rows(values_only=True))
    assert "Tính đến ngày: 2023-10-15 00:00:00" in told
    assert "không trích dẫn như số liệu thật" in told
    assert LICENCE.url in told
    for sheet in book:
        assert str(sheet.freeze_panes).endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
    tasks = book["Nhiệm vụ"]
    assert tasks.freeze_panes == "C2"  # the plan's year and the task's code
    letters = {cell.value: cell.coordinate.rstrip("1") for cell in tasks[1]}
    folded = {title for title, letter in letters.items() if tasks.column_dimensions[letter].hidden}
    assert folded >= {"Chủ trì (mã)", "Trạng thái (mã)", "Dòng"}
    assert not folded & {"Mã nhiệm vụ", "Chủ trì", "Thời hạn", "Trạng thái", "Tính chất số liệu"}
    types = {title.value: cell.data_type for title, cell in zip(tasks[1], tasks[2], strict=True)}
    assert types["Ngày cuối còn đúng hạn"] == "d"
    assert types["Phần trăm"] == types["Điểm phấn đấu"] == "n"
    assert types["Sắp đến hạn"] == "b"
    assert types["Mã tiêu chí"] == "s"
    assert f"{book.properties.created:%Y-%m-%d}" == "2023-10-15"


@pytest.mark.threat("X02")
def test_a_text_too_long_for_a_cell_is_never_cut(base_tree: Path) -> None:
    """Longer than any text that is read: refused loudly, not shortened."""
    data = published(base_tree / "data")
    long = OpenData(**{name: getattr(data, name) for name in OpenData.__slots__} | {"title": "a" * 32_768})
    with pytest.raises(TooLargeError):
        workbook_bytes(long)


# --- catalogues -------------------------------------------------------------------------------------------


def test_the_data_package_is_valid(hostile: OpenData, tmp_path: Path) -> None:
    """An independent reader finds types, keys, sizes and hashes as described."""
    for name, content in files(hostile, "csv").items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    assert report.stats["tasks"] == len(TABLES)
    package = json.loads((tmp_path / "datapackage.json").read_text("utf-8"))
    assert package["licenses"] == [{"name": "CC-BY-4.0", "title": LICENCE.name, "path": LICENCE.url}]
    (tmp_path / "csv" / "nhiem_vu.csv").write_bytes(b"")
    with system.use_context(trusted=True):
        assert not Package(str(tmp_path / "datapackage.json")).validate().valid


def test_the_licence_is_the_one_that_the_repository_states() -> None:
    """Nothing is promised that the licence file does not grant."""
    stated = (ROOT / "LICENSE-DATA.md").read_text("utf-8")
    assert LICENCE.name in stated
    assert LICENCE.url in stated


def test_catalogues_find_every_file(real: OpenData) -> None:
    """DCAT lists what it is given, with full addresses."""
    loaded = json.loads(dcat_text(real, [("du-lieu/v1/so-lieu.json", "JSON", "application/json")]))
    assert loaded["@type"] == "dcat:Dataset"
    (one,) = loaded["dcat:distribution"]
    assert one["dcat:downloadURL"] == {"@id": "https://cchc.example/du-lieu/v1/so-lieu.json"}
    assert loaded["dcterms:license"] == {"@id": LICENCE.url}


# --- the same bytes everywhere; the command ---------------------------------------------------------------


@pytest.mark.threat("X06")
def test_the_bytes_are_the_same_under_another_zone_locale_hash_seed_and_directory(tmp_path: Path) -> None:
    """Two processes, two machines' habits, one result for each format."""
    program = (
        "import sys; from cchc.cli import main\n"
        "for kind in ('json', 'xlsx', 'sqlite', 'csv'):\n"
        "    assert main(['export', kind, '--data', sys.argv[1], '--out', sys.argv[2] + '/' + kind]) == 0"
    )
    found: list[dict[str, bytes]] = []
    for name, environment in (
        ("a", {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
        ("b", {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
    ):
        place = tmp_path / name
        place.mkdir()
        data = os.path.relpath(BASE / "data", place) if name == "b" else str(BASE / "data")
        subprocess.run(
            [sys.executable, "-c", program, data, "out"],
            cwd=place,
            env=os.environ | environment,
            check=True,
            capture_output=True,
        )
        out = place / "out"
        found.append({path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()})
    assert len(found[0]) == 3 + len(TABLES) + 1
    assert found[0] == found[1]


def test_the_command_says_where_it_wrote(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """Each format has its usual place; a year narrows the tables to what its plan answers."""
    assert cchc("export", "json").out == "Đã ghi build/so-lieu.json, tính đến ngày 15/10/2023.\n"
    assert cchc("export", "csv").out == "Đã ghi build/so-lieu, tính đến ngày 15/10/2023.\n"
    assert (base_tree / "build/so-lieu/csv/nhiem_vu.csv").exists()
    assert cchc("export", "json", "--year", "2023", "--out", "mot.json").code == 0
    years = [
        {row["nam"] for row in json.loads((base_tree / name).read_text("utf-8"))["bang"]["ket_qua"]}
        for name in ("build/so-lieu.json", "mot.json")
    ]
    assert years[1] < years[0] or years[1] == years[0] == {2022}
    assert cchc("export", "json", "--year", "1999").code == 1
    refused = cchc("export", "xlsx", "--agency", "so-noi-vu")
    assert (refused.code, refused.err) == (2, "cchc: --agency chỉ dùng với docx và pdf.\n")


def test_nothing_is_written_while_the_data_has_errors(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """No half-true numbers leave the house."""
    edit(base_tree, "ke-hoach/2023/ke-hoach.yml", "tong_hop: so-noi-vu", "tong_hop: so-noi-v")
    assert cchc("export", "xlsx").code == 1
    assert not (base_tree / "build").exists()


def test_a_tree_without_plans_and_results_gives_empty_tables(base_tree: Path) -> None:
    """Every table is there with its header; every format can be written."""
    for name in ("ke-hoach", "ket-qua"):
        for path in sorted((base_tree / "data" / name).rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    data = published(base_tree / "data")
    filled = {table for table, rows in expected(data).items() if rows}
    assert filled == {"tieu_chi", "co_quan", "nhom_don_vi"}
    for read in (read_json, read_csv, read_xlsx, read_sqlite):
        assert read(data) == expected(data)
