"""Editors are told what the checker holds: published schemas are the models', accept all that is right, explain it."""

from __future__ import annotations

import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator  # type: ignore[import-untyped]  # no stubs are locked
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor

from cchc import schema
from cchc.export.json_file import SCHEMA_FILE
from cchc.reading.json_schema import KINDS, modeline, schema_texts
from cchc.reading.load import PLACES
from conftest import BASE, EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

PUBLISHED = ROOT / "docs" / "luoc-do"
MODEL_KINDS = {model: kind for kind, (model, _) in KINDS.items()}
VALID = [ROOT / "data", *(path / "data" for path in (BASE, *sorted(EXAMPLES.glob("ok-*"))) if (path / "data").exists())]
DIACRITICS = re.compile("[à-ỹđ]", re.IGNORECASE)

# Rules about the shape of one value: what an editor can see without knowing the rest.
SHAPE_RULES = (
    "thieu-truong",
    "truong-la",
    "kieu-gia-tri",
    "gia-tri-ngoai-danh-sach",
    "thieu-gia-tri",
    "mot-dong",
    "qua-dai",
    "ma-khong-dung",
    "dia-chi-khong-dung",
    "lien-he-khong-dung",
    "so-khong-dung",
    "ngay-khong-dung",
    "thoi-han-khong-dung",
)
# What no schema can see: YAML has made a number of it, or it takes the list of time zones.
BEYOND_A_SCHEMA = {"gia-tri-ngoai-danh-sach-mui-gio", "so-khong-dung-dau-cham-nghin", "so-khong-dung-mu"}


def yaml_1_1(text: str) -> Any:  # noqa: ANN401 -- plain YAML
    """Read as older tools do: `no` is false, `012` is ten, `1:30` is ninety."""
    return yaml.safe_load(text)


class CoreConstructor(SafeConstructor):
    """Builds what the core schema of YAML 1.2 knows: dates are text there."""


CoreConstructor.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def yaml_1_2(text: str) -> Any:  # noqa: ANN401 -- plain YAML
    """Read as editors do."""
    reader = YAML(typ="safe", pure=True)
    reader.Constructor = CoreConstructor
    return reader.load(io.StringIO(text))


READERS = (yaml_1_1, yaml_1_2)


def as_json(value: Any) -> Any:  # noqa: ANN401 -- plain YAML
    """Give what a JSON Schema speaks of: keys are text, and so are dates, which JSON does not know."""
    return json.loads(json.dumps(value, default=str))


def kind_of(relative: str) -> str:
    """Name the kind of the file at a place below `data/`."""
    return next(MODEL_KINDS[place.model] for place in PLACES if place.pattern.fullmatch(relative))


def validators() -> dict[str, Draft7Validator]:
    """Give the published schema of each kind."""
    return {kind: Draft7Validator(json.loads((PUBLISHED / f"{kind}.schema.json").read_text("utf-8"))) for kind in KINDS}


def problems(data: Path, path: Path, read: Callable[[str], Any]) -> list[str]:
    """Say what the schema of a file's kind has against it."""
    checker = validators()[kind_of(path.relative_to(data).as_posix())]
    value = as_json(read(path.read_text("utf-8-sig")))
    return [f"{path}: {problem.json_path}: {problem.message}" for problem in checker.iter_errors(value)]


def described(node: Any) -> Iterator[tuple[str, dict[str, Any]]]:  # noqa: ANN401 -- a JSON Schema
    """Walk every key of a schema with what is said of it."""
    if isinstance(node, dict):
        yield from node.get("properties", {}).items()
        for member in node.values():
            yield from described(member)
    elif isinstance(node, list):
        for member in node:
            yield from described(member)


def test_published_schemas_are_the_models(cchc: Callable[..., Outcome]) -> None:
    """Whoever changes a model publishes its schema with it: generator and checker are one pair."""
    assert cchc("schema", "--out", str(PUBLISHED), "--check").err == ""
    assert {path.name for path in PUBLISHED.iterdir()} == {*schema_texts(), SCHEMA_FILE}


def test_a_difference_is_named(tmp_path: Path, cchc: Callable[..., Outcome]) -> None:
    """A schema that was changed, lost or left over is told by name; writing mends it."""
    assert cchc("schema", "--out", str(tmp_path)).out == f"Đã ghi 11 lược đồ: {tmp_path}\n"
    assert cchc("schema", "--out", str(tmp_path), "--check").code == 0
    (tmp_path / "khoa.schema.json").write_text("{}\n", "utf-8")
    (tmp_path / "tinh.schema.json").unlink()
    (tmp_path / "cu.schema.json").touch()
    outcome = cchc("schema", "--out", str(tmp_path), "--check")
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "Lược đồ khác với mô hình dữ liệu; chạy cchc schema để ghi lại:",
        f"  {tmp_path}/cu.schema.json: thừa",
        f"  {tmp_path}/khoa.schema.json: khác",
        f"  {tmp_path}/tinh.schema.json: thiếu",
    ]


def test_every_kind_of_file_has_a_schema() -> None:
    """No file that the reader knows is left without."""
    assert set(MODEL_KINDS) == {place.model for place in PLACES}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_speaks_vietnamese_to_the_end(kind: str) -> None:
    """Every key has a title and a sentence, every allowed word its meaning; nothing meant for developers leaks."""
    text = schema_texts()[f"{kind}.schema.json"]
    made = json.loads(text)
    Draft7Validator.check_schema(made)
    keys = list(described(made))
    assert len(keys) > 5
    for key, about in keys:
        assert about["title"], key
        assert about["description"].endswith("."), key
        assert DIACRITICS.search(about["title"] + about["description"]), key
    for words in re.finditer(r'"enum": (\[[^]]*\]),\s*"enumDescriptions": (\[[^]]*\])', text):
        values, meanings = json.loads(words[1]), json.loads(words[2])
        assert len(values) == len(meanings)
        assert all(meaning.endswith(".") for meaning in meanings)
    assert text.count('"enum":') == text.count('"enumDescriptions":')
    docstrings = {(getattr(schema, name).__doc__ or "").splitlines()[0] for name in schema.__all__}
    assert [line for line in docstrings if line in text] == []
    assert text.count('"properties":') == text.count('"additionalProperties": false')


def test_no_schema_names_a_province_or_an_address_of_its_own() -> None:
    """The same contract serves every province, wherever it is published."""
    province = yaml_1_2((ROOT / "data" / "tinh.yml").read_text("utf-8"))["ten"]
    for text in schema_texts().values():
        assert province not in text
        assert '"$id"' not in text
        assert '"$ref"' not in text


@pytest.mark.threat("Y04")
@pytest.mark.parametrize("read", READERS, ids=lambda read: read.__name__)
@pytest.mark.parametrize("data", VALID, ids=lambda data: data.parent.name)
def test_what_the_checker_accepts_no_editor_marks(data: Path, read: Callable[[str], Any]) -> None:
    """Every valid file passes, whatever types its reader gives to plain values."""
    files = sorted(data.rglob("*.yml"))
    assert files
    assert [problem for path in files for problem in problems(data, path, read)] == []


def refused_by_shape() -> list[Path]:
    """List the examples of shape rules, and leave out what no schema can see."""
    named = [path for rule in SHAPE_RULES for path in sorted(EXAMPLES.glob(f"err-{rule}*"))]
    return [path for path in named if path.name.removeprefix("err-") not in BEYOND_A_SCHEMA]


@pytest.mark.parametrize("example", refused_by_shape(), ids=lambda path: path.name)
def test_a_wrong_shape_is_marked_while_typing(example: Path) -> None:
    """What the checker would refuse for its shape, the editor shows before it is sent."""
    data = example / "data"
    assert [problem for path in data.rglob("*.yml") for problem in problems(data, path, yaml_1_2)]


@pytest.mark.parametrize("name", sorted(BEYOND_A_SCHEMA))
def test_what_a_schema_cannot_see_is_the_checkers(name: str) -> None:
    """The list of exceptions holds no more than it must."""
    data = EXAMPLES / f"err-{name}" / "data"
    assert [problem for path in data.rglob("*.yml") for problem in problems(data, path, yaml_1_2)] == []


def test_every_data_file_begins_by_naming_its_schema() -> None:
    """Whoever opens a file, in any clone and without a network, is helped while typing."""
    for path in (ROOT / "data").rglob("*.yml"):
        first = path.read_text("utf-8").splitlines()[0]
        relative = path.relative_to(ROOT / "data").as_posix()
        assert first + "\n" == modeline(kind_of(relative), relative), relative
        named = (path.parent / first.partition("$schema=")[2]).resolve()
        assert named == PUBLISHED / f"{kind_of(relative)}.schema.json"
        assert named.is_file()


def test_every_file_to_copy_names_its_schema() -> None:
    """What a guide offers for copying carries the line too, under the line that says where the file belongs."""
    shown = [
        places
        for path in sorted((ROOT / "docs").rglob("*.md"))
        for places in re.findall(r"^# data/(\S+\.yml)\n(.*\n)", path.read_text("utf-8"), re.MULTILINE)
    ]
    assert len(shown) > 8
    for relative, below in shown:
        assert below == modeline(kind_of(relative), relative), relative


def test_another_tool_agrees(tmp_path: Path) -> None:
    """A checker with JavaScript's regular expressions accepts the committed data."""
    by_kind: dict[str, list[Path]] = {}
    for path in sorted((ROOT / "data").rglob("*.yml")):
        by_kind.setdefault(kind_of(path.relative_to(ROOT / "data").as_posix()), []).append(path)
    assert set(by_kind) == set(KINDS)
    for kind, files in by_kind.items():
        command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(PUBLISHED / f"{kind}.schema.json")]
        finished = subprocess.run([*command, *files], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert finished.returncode == 0, finished.stdout + finished.stderr
