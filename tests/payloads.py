"""A valid data tree whose every free-text field holds hostile text, and the site built from it (threats H01, H02).

The schema itself says which fields are free text (`Line`, `Prose`), so a new field is attacked the day it is
added. Each field holds a marker of its own (`k017z`), by which tests find it again on the pages.
"""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

import yaml

from cchc.cli import main
from cchc.reading.load import PLACES
from cchc.schema import Input, LockFile
from cchc.schema.fields import Line, Prose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).parent.parent
BASE = ROOT / "tests" / "examples" / "_base"
EDITION = BASE.with_name("ok-an-ban")  # frozen when the format was new; no later version makes it again
SLOT = "§"

# Runs in a browser if it is ever markup: the group that the browser tests load.
_RUNNING = (
    "<script>window.__pwn=1</script>§",
    "<img src=x onerror=window.__pwn=1>§",
    "<svg onload=window.__pwn=1>§</svg>",
    '"><script>window.__pwn=1</script>§',
    "' autofocus onfocus='window.__pwn=1' x='§",
    "<iframe src=javascript:parent.__pwn=1>§</iframe>",
)
_TEMPLATES = (
    "{{ 7*7 }} §",
    "{% raw %}§",
    "{{ cycler.__init__.__globals__.os.popen('touch canary') }}§",
    "{# § #}",
    "!!python/object/apply:os.system ['touch canary'] §",
    "!ENV [HOME, §]",
)
_MARKDOWN = (
    "# Tiêu đề § {: onclick=x }",
    "§ {#id .cls onclick=x}",
    "[§](javascript:window.__pwn=1)",
    "![§](https://evil.example/x.png)",
    "<https://evil.example/§>",
    '!!! danger "§"',
)
_BLOCKS = (
    "| § | b |\n| --- | --- |\n| c | d |",
    "- § {: onclick=x }",
    "    § thụt vào",
    "```\n§\n```",
    "§\n===\n---",
    "[TOC]\n[§]: https://evil.example/ 'x'\n*[§]: x",
)
_MARKUP = (
    "<!-- § -->",
    "§ ]]> <![CDATA[",
    "</div></article></main>§",
    "&lt;script&gt;§&#60;/script&#62;",
    "</title></textarea></style>§",
    '" autofocus onfocus="window.__pwn=1" x="§',
)
_MORE = (
    "`§` ``code``",
    "**§** __đậm__ ~~x~~ ==y==",
    ":material-skull: § :smile:",
    "<base href=https://evil.example/><meta http-equiv=refresh content=0>§",
    "<style>*{display:none}</style>§",
    r"\<b\> \u003cscript\u003e § $\sum$ ${7*7} <%= 7*7 %>",
)
GROUPS = (_RUNNING, _TEMPLATES, _MARKDOWN, _BLOCKS, _MARKUP, _MORE)
MARKER = re.compile(r"k\d{3}z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One free-text value of the tree: its marker, where it stands (`bao-cao:van_ban.so`), one line or prose."""

    number: int
    where: str
    is_line: bool

    @property
    def marker(self) -> str:
        """What tests look for on the pages."""
        return f"k{self.number:03}z"

    def text(self, group: tuple[str, ...]) -> str:
        """Give this slot's hostile text; which payload stands first and last differs from slot to slot."""
        start = self.number % len(group)
        payloads = (*group[start:], *group[:start])
        if self.is_line:
            joined = " ".join(" ".join(payload.split()) for payload in payloads)
        else:
            joined = ("\n\n" if self.number % 2 else "\n").join(payloads)
        return joined.replace(SLOT, self.marker)

    def harmless(self, group: tuple[str, ...]) -> str:
        """Give plain words with the same marker and as many lines as the hostile text."""
        return re.sub(r"[^\n]+", f"chữ thường {self.marker}", self.text(group).strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A built site: where its files are, and what stands in each slot."""

    tree: Path
    slots: tuple[Slot, ...]
    texts: dict[str, str]

    @property
    def site(self) -> Path:
        """The directory to serve."""
        return self.tree / "build" / "site"

    @property
    def urls(self) -> list[str]:
        """The addresses of the generated pages: those that data reaches."""
        generated = self.tree / "build" / "docs"
        written = {path.relative_to(ROOT / "docs") for path in (ROOT / "docs").rglob("*.md")}
        found = (path.relative_to(generated) for path in sorted(generated.rglob("index.md")))
        return [path.as_posix().removesuffix("index.md") for path in found if path not in written]

    def page(self, url: str) -> bytes:
        """Read a page."""
        return (self.site / url / "index.html").read_bytes()


def fill(tree: Path, text_of: Callable[[Slot], str]) -> tuple[Slot, ...]:
    """Fill a copy of the example tree and its edition's list; its plan is not approved yet.

    Args:
        tree: an empty directory to work in.
        text_of: the text to put in a slot.
    """
    shutil.copytree(BASE, tree, dirs_exist_ok=True)
    shutil.copytree(EDITION / "data", tree / "data", dirs_exist_ok=True)
    (tree / "data/ke-hoach/2023/khoa.yml").unlink()
    return tuple(_fill_tree(tree / "data", text_of))


def run(tree: Path, *commands: Sequence[str]) -> None:
    """Run commands in a tree; each must succeed."""
    said = io.StringIO()
    with contextlib.chdir(tree), contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        codes = {main(command) for command in commands}
    assert codes == {0}, said.getvalue()


def build(tree: Path, text_of: Callable[[Slot], str]) -> Built:
    """Fill a tree, approve its plan, freeze it as of an earlier day and build its site; the arguments are `fill`'s."""
    slots = fill(tree, text_of)
    shutil.copytree(ROOT / "docs", tree / "docs")
    shutil.copy(ROOT / "mkdocs.yml", tree)
    # Hand-written Markdown is ours and may use anything; here every article is to hold data alone.
    (tree / "docs" / "nhat-ky.md").write_text("# Nhật ký\n", "utf-8")
    edition = ["edition", "2023", "2023-thang-9", "--ten", "Tháng 9 năm 2023", "--as-of", "2023-09-30"]
    run(tree, ["approve", "2023"], edition, ["build"])
    return Built(tree=tree, slots=slots, texts={slot.marker: text_of(slot) for slot in slots})


def _fill_tree(data: Path, text_of: Callable[[Slot], str]) -> Iterator[Slot]:
    number = 0
    for path in sorted(data.rglob("*.yml")):
        relative = path.relative_to(data).as_posix()
        model = next(place.model for place in PLACES if place.pattern.fullmatch(relative))
        content: dict[str, Any] = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- a base loader: every scalar stays text
        _add_structure(relative, content)
        for where, is_line, holder, key in _texts(model, content, _kind(relative)):
            slot = Slot(number=number, where=where, is_line=is_line)
            number += 1
            holder[key] = text_of(slot)
            yield slot
        dumped = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1_000_000)
        path.write_text(dumped, "utf-8", newline="\n")


def _kind(relative: str) -> str:
    parts = relative.removesuffix(".yml").split("/")
    return parts[-1] if len(parts) == 1 or parts[-1] in {"ke-hoach", "dieu-chinh"} else _folder(parts)


def _folder(parts: list[str]) -> str:
    return next(part for part in reversed(parts[:-1]) if not part.isdigit())


def text_kind(hint: Any) -> object:  # noqa: ANN401 -- type annotations are untyped
    """Give `Line` or `Prose` when a field's annotation holds free text, whatever it is wrapped in."""
    if hint in (Line, Prose):
        return Line if hint == Line else Prose
    return next((kind for inner in get_args(hint) if (kind := text_kind(inner))), None)


def model_in(hint: Any) -> type[Input] | None:  # noqa: ANN401 -- type annotations are untyped
    """Give the input model that a field's annotation holds."""
    if isinstance(hint, type) and issubclass(hint, Input):
        return hint
    return next((model for inner in get_args(hint) if (model := model_in(inner))), None)


def hints(model: type[Input]) -> Iterator[tuple[str, Any]]:
    """Give each key of a model with its annotation."""
    annotations = get_type_hints(model, include_extras=True)
    for attribute in model.model_fields:
        yield model.key_of(attribute), annotations[attribute]


def all_texts(model: type[Input], where: str) -> Iterator[str]:
    """Name every free-text field that the schema allows in a file of this model."""
    joint = "" if where.endswith(":") else "."
    for key, hint in hints(model):
        inner = model_in(hint)
        if inner:
            yield from all_texts(inner, f"{where}{joint}{key}")
        elif text_kind(hint):
            yield f"{where}{joint}{key}"


def every_text() -> set[str]:
    """Name every free-text field of the schema; `khoa.yml` only repeats what stands elsewhere."""
    kinds = {
        "tinh": PLACES[0],
        "don-vi": PLACES[1],
        "bo-chi-so": PLACES[2],
        "ket-qua": PLACES[3],
        "ke-hoach": PLACES[4],
        "bao-cao": PLACES[5],
        "tien-do": PLACES[6],
        "dieu-chinh": PLACES[7],
        "an-ban": PLACES[9],
    }
    assert [place.model for place in PLACES if place not in kinds.values()] == [LockFile]
    return {name for kind, place in kinds.items() for name in all_texts(place.model, f"{kind}:")}


def _texts(model: type[Input], content: dict[str, Any], where: str) -> Iterator[tuple[str, bool, Any, Any]]:
    """Walk the text fields of a file: name, whether one line, and where to write; absent ones are added."""
    joint = "" if where.endswith(":") else "." if ":" in where else ":"
    for key, hint in hints(model):
        name = f"{where}{joint}{key}"
        inner = model_in(hint)
        kind = text_kind(hint)
        if inner:
            found = content.get(key) or []
            for one in found if isinstance(found, list) else [found]:
                for record in one.values() if _is_table(hint) else [one]:
                    yield from _texts(inner, record, name)
        elif kind and "tuple" in str(hint):
            content.setdefault(key, [SLOT])
            for index in range(len(content[key])):
                yield name, kind is Line, content[key], index
        elif kind:
            content.setdefault(key, SLOT)
            yield name, kind is Line, content, key


def _is_table(hint: Any) -> bool:  # noqa: ANN401 -- type annotations are untyped
    return getattr(hint, "__origin__", None) is dict


SOURCE = {"url": "https://nguon.example/a"}


def _add_structure(relative: str, content: dict[str, Any]) -> None:
    """Add the groups that the example tree leaves out, so that each text field of the schema stands somewhere."""
    if relative != "tinh.yml" and not relative.startswith("an-ban/"):
        content["nguon"] = [dict(SOURCE), {}]
    for end, add in _ADDITIONS.items():
        if re.fullmatch(end, relative):
            add(content)


def _to_registry(content: dict[str, Any]) -> None:
    content["nhom_loi"] = [{"id": "18"}]
    content["don_vi"][0]["tai_khoan"] = [{"id": "17"}]
    content["don_vi"][3] |= {"den_ngay": "2023-06-30", "ke_thua_boi": "so-noi-vu"}


def _to_framework(content: dict[str, Any]) -> None:
    content["can_cu"] = {"ngay": "2022-03-01"}
    for domain in content["linh_vuc"]:
        domain["nguon"] = [dict(SOURCE)]
        for criterion in domain["tieu_chi"]:
            criterion["nguon"] = [dict(SOURCE)]
            for part in criterion.get("thanh_phan", []):
                part["nguon"] = [dict(SOURCE)]


def _to_results(content: dict[str, Any]) -> None:
    content["tong"]["nguon"] = [dict(SOURCE)]
    content["chenh_lech"] = {"diem": "0"}
    content["phan"] = [{"diem": "5", "diem_toi_da": "6"}, {"diem": "2.75", "diem_toi_da": "4"}]
    content["so_sanh"] = [{"diem": "9", "tinh_chat": "minh-hoa", "nguon": [dict(SOURCE)]}]


def _to_cycle(content: dict[str, Any]) -> None:
    content["van_ban_giao"]["nguon"] = [dict(SOURCE)]
    content["muc_tieu"] = {"par-index-2022": {"diem": "8,5", "xep_hang": "20"}}


def _to_submission(content: dict[str, Any]) -> None:
    for entry in (content["phan_tich"][0], *content.get("duy_tri", [])):
        entry["nhiem_vu"][0]["chi_so_ket_qua"] = {"hien_tai": "1", "muc_tieu": "2"}
    if content["co_quan"] == "so-tu-phap":
        content["xac_nhan"] = [{"nhiem_vu": "SNV-01", "y_kien": "khong-dong-y", "ngay": "2023-05-24"}]
    else:
        for entry in (content["phan_tich"][0], content["phan_tich"][2]):
            entry["nhiem_vu"][0]["thuc_hien"].append("so-tu-phap")


def _to_progress(content: dict[str, Any]) -> None:
    content["cap_nhat"][-1]["nhiem_vu"][0].setdefault("minh_chung", []).append(dict(SOURCE))
    if content["co_quan"] == "so-tu-phap":
        content["xac_nhan"] = [{"nhiem_vu": "SNV-03", "y_kien": "dong-y", "ngay": "2023-05-25"}]


def _to_adjustments(content: dict[str, Any]) -> None:
    content["dieu_chinh"][0]["gia_tri_moi"]["chi_so_ket_qua"] = {"hien_tai": "1", "muc_tieu": "2"}
    content["dieu_chinh"] += [
        {"ngay": "2023-08-30", "van_ban": {"ngay": "2023-08-28"}, "nhiem_vu": code, "loai": kind}
        for code, kind in (("SNV-04", "bai-bo"), ("SNV-03", "bo-sung"))
    ]


_ADDITIONS: dict[str, Callable[[dict[str, Any]], None]] = {
    r"don-vi\.yml": _to_registry,
    r"bo-chi-so/.+": _to_framework,
    r"ket-qua/2022/par-index-2022\.yml": _to_results,
    r".+/ke-hoach\.yml": _to_cycle,
    r".+/bao-cao/.+": _to_submission,
    r".+/tien-do/.+": _to_progress,
    r".+/dieu-chinh\.yml": _to_adjustments,
}
