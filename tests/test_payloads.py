"""Hostile text in every field is shown as text: parsed pages hold nothing but what harmless text would give.

Threats H01 (markup), H02 (template and YAML injection), H03 (autoescape). The browser's half of the proof is
in `browser/test_smoke.py`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import lxml.html
import pytest
import yaml

from payloads import GROUPS, MARKER, ROOT, Built, build, every_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Outcome

TEMPLATES = sorted((ROOT / "scripts/cchc/render/templates").iterdir())
GROUP_NAMES = ("running", "templates", "markdown", "blocks", "markup", "more")

# Where readers meet each field: at least one page of this form shows it.
TASK, AGENCY, PLAN = r"nhiem-vu/2023/\w+-\d+/", r"co-quan/[a-z-]+/", r"ke-hoach/2023/"
EDITION = r"an-ban/2023/[a-z0-9-]+/"
NODE, FRAMEWORK, FIGURES, JOURNAL = r"tieu-chi/[a-z0-9-]+/[\d.]+/", r"tieu-chi/[a-z0-9-]+/", r"so-lieu/", r"nhat-ky/"
SHOWN = {
    "an-ban:an_ban.ghi_chu": EDITION,
    "an-ban:an_ban.ten": EDITION,
    "bao-cao:duy_tri.nhiem_vu.chi_so_ket_qua.don_vi": TASK,
    "bao-cao:duy_tri.nhiem_vu.chi_so_ket_qua.ten": TASK,
    "bao-cao:duy_tri.nhiem_vu.noi_dung": TASK,
    "bao-cao:duy_tri.nhiem_vu.san_pham": TASK,
    "bao-cao:ket_qua_dat_duoc": AGENCY,
    "bao-cao:nguon.ten": FIGURES,
    "bao-cao:phan_tich.nguyen_nhan.noi_dung": NODE,
    "bao-cao:phan_tich.nhiem_vu.chi_so_ket_qua.don_vi": TASK,
    "bao-cao:phan_tich.nhiem_vu.chi_so_ket_qua.ten": TASK,
    "bao-cao:phan_tich.nhiem_vu.noi_dung": TASK,
    "bao-cao:phan_tich.nhiem_vu.san_pham": TASK,
    "bao-cao:phan_tich.ton_tai": NODE,
    "bao-cao:van_ban.so": AGENCY,
    "bao-cao:xac_nhan.ly_do": TASK,
    "bao-cao:y_kien_khac": AGENCY,
    "bo-chi-so:can_cu.so": FRAMEWORK,
    "bo-chi-so:can_cu.trich_yeu": FRAMEWORK,
    "bo-chi-so:linh_vuc.giai_thich": NODE,
    "bo-chi-so:linh_vuc.nguon.ten": FRAMEWORK,
    "bo-chi-so:linh_vuc.ten": NODE,
    "bo-chi-so:linh_vuc.tieu_chi.giai_thich": NODE,
    "bo-chi-so:linh_vuc.tieu_chi.nguon.ten": FRAMEWORK,
    "bo-chi-so:linh_vuc.tieu_chi.ten": NODE,
    "bo-chi-so:linh_vuc.tieu_chi.thanh_phan.giai_thich": NODE,
    "bo-chi-so:linh_vuc.tieu_chi.thanh_phan.nguon.ten": FRAMEWORK,
    "bo-chi-so:linh_vuc.tieu_chi.thanh_phan.ten": NODE,
    "bo-chi-so:nguon.ten": FIGURES,
    "bo-chi-so:ten": FRAMEWORK,
    "tien-do:cach_suy_ra": FIGURES,
    "tien-do:xac_nhan.ly_do": TASK,
    "ket-qua:cach_suy_ra": FIGURES,
    "ke-hoach:cach_suy_ra": FIGURES,
    "don-vi:cach_suy_ra": FIGURES,
    "dieu-chinh:cach_suy_ra": FIGURES,
    "bo-chi-so:cach_suy_ra": FIGURES,
    "bao-cao:cach_suy_ra": FIGURES,
    "dieu-chinh:dieu_chinh.van_ban.trich_yeu": JOURNAL,
    "tinh:ghi_chu": FIGURES,
    "ke-hoach:ban_hanh.trich_yeu": PLAN,
    "ke-hoach:can_cu": PLAN,
    "ke-hoach:noi_nhan": PLAN,
    "ket-qua:chenh_lech.ly_do": FIGURES,
    "bo-chi-so:ten_cap": NODE,
    "bo-chi-so:viet_tat": FRAMEWORK,
    "dieu-chinh:dieu_chinh.gia_tri_moi.chi_so_ket_qua.don_vi": JOURNAL,
    "dieu-chinh:dieu_chinh.gia_tri_moi.chi_so_ket_qua.ten": JOURNAL,
    "dieu-chinh:dieu_chinh.gia_tri_moi.noi_dung": JOURNAL,
    "dieu-chinh:dieu_chinh.gia_tri_moi.san_pham": JOURNAL,
    "dieu-chinh:dieu_chinh.ly_do": JOURNAL,
    "dieu-chinh:dieu_chinh.van_ban.so": JOURNAL,
    "dieu-chinh:nguon.ten": FIGURES,
    "don-vi:don_vi.ten": AGENCY,
    "don-vi:don_vi.ten_ngan": AGENCY,
    "don-vi:nguon.ten": FIGURES,
    "don-vi:nhom.ten": PLAN,
    "ke-hoach:ban_hanh.so": PLAN,
    "ke-hoach:muc_dich": PLAN,
    "ke-hoach:nguon.ten": FIGURES,
    "ke-hoach:ten": PLAN,
    "ke-hoach:to_chuc_thuc_hien": PLAN,
    "ke-hoach:van_ban_giao.nguon.ten": PLAN,
    "ke-hoach:van_ban_giao.so": PLAN,
    "ke-hoach:van_ban_giao.trich_yeu": PLAN,
    "ke-hoach:yeu_cau": PLAN,
    "ket-qua:nguon.ten": FIGURES,
    "ket-qua:phan.ten": FIGURES,
    "ket-qua:so_sanh.cach_suy_ra": FIGURES,
    "ket-qua:so_sanh.nguon.ten": FIGURES,
    "ket-qua:so_sanh.ten": FIGURES,
    "ket-qua:tong.cach_suy_ra": FIGURES,
    "ket-qua:tong.nguon.ten": FIGURES,
    "tien-do:cap_nhat.nhiem_vu.ket_qua": TASK,
    "tien-do:cap_nhat.nhiem_vu.kho_khan": TASK,
    "tien-do:cap_nhat.nhiem_vu.minh_chung.so": TASK,
    "tien-do:cap_nhat.nhiem_vu.minh_chung.ten": TASK,
    "tien-do:nguon.ten": FIGURES,
}
# Kept in the data for documents, reviewers and scripts; the day a page shows one, the other tests hold it too.
NOT_SHOWN = {
    "bao-cao:van_ban.trich_yeu",
    "bo-chi-so:linh_vuc.cach_suy_ra",
    "bo-chi-so:linh_vuc.tieu_chi.cach_suy_ra",
    "bo-chi-so:linh_vuc.tieu_chi.thanh_phan.cach_suy_ra",
    "don-vi:don_vi.tai_khoan.ten",
    "don-vi:nhom_loi.ten",
    "ke-hoach:van_ban_giao.cach_suy_ra",
    "tinh:ma",
    "tinh:ngon_ngu",
    "tinh:nhanh",
}

_CELL = {"role", "class", "scope", "colspan", "data-nhan", "data-gia", "data-khoa"}
_MARKS = {f"data-loc-{name}" for name in ("co-quan", "linh-vuc", "trang-thai", "han", "phuong-phap", "nhiem-vu")}
# Tags that an article may hold, each with its attributes beside `id` and `class`.
ALLOWED: dict[str, set[str]] = {
    "article": {"data-md-component"},
    "a": {"href", "rel", "aria-label", "data-cot", "download"},
    "button": {"type", "form", "data-tai"},
    "caption": set(),
    "code": {"data-dong", "data-ma-bam"},
    "data": {"data-tong", "value"},
    "circle": {"cx", "cy", "r"},
    "defs": set(),
    "details": {"data-search-exclude"},
    "div": {"role", "tabindex", "aria-label", "data-search-exclude"},
    "form": {"aria-label", "data-loc", "data-search-exclude", "hidden"},
    "input": {"name", "type", "autocomplete", "spellcheck"},
    "label": {"for"},
    "nav": {"aria-label", "data-search-exclude"},
    "option": {"value"},
    "p": {
        *("role", "aria-hidden", "data-nv", "data-trang-thai", "data-search-exclude"),
        *("data-cot", "data-loc-trong", "hidden"),
    },
    "pattern": {"width", "height", "patternunits", "patterntransform"},
    "rect": {"x", "y", "width", "height", "fill"},
    "select": {"name"},
    "span": {"data-cot", "data-dung-luong", "data-search-exclude"},
    "svg": {"width", "height", "role", "aria-label", "aria-hidden", "focusable"},
    "table": {"role", "data-search-exclude", "data-dem"},
    "tbody": {"role"},
    "td": _CELL,
    "tfoot": {"role"},
    "th": _CELL,
    "thead": {"role"},
    "time": {"datetime"},
    "tr": {"role", "data-nv", "data-cap", "data-tim", "data-la", *_MARKS},
    "ul": {"data-cot"},
} | {
    tag: set()
    for tag in (
        *("br", "dd", "del", "dl", "dt", "h1", "h2", "h3", "ins", "li", "ol", "output", "section"),
        *("strong", "summary"),
    )
}
# Where a link may lead: the licence, and what the data itself names.
OUR_HOSTS = ("creativecommons.org", "kho-ma.example", "nguon.example")
# Where rows stand in the order of their names: other names, another order of the same rows.
IN_ORDER_OF_NAMES = {"co-quan/"}
# Attributes that carry data text, and so may differ from what harmless text gives.
TEXT_ATTRIBUTES = {"aria-label", "content", "data-cot", "data-nhan", "title"}


@dataclass(slots=True, kw_only=True)
class Parsed:
    """A built site with its pages parsed."""

    built: Built
    pages: dict[str, lxml.html.HtmlElement] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Parse every generated page."""
        self.pages = {url: lxml.html.document_fromstring(self.built.page(url)) for url in self.built.urls}

    def article(self, url: str) -> lxml.html.HtmlElement:
        """Give the part of a page that we write."""
        (found,) = self.pages[url].iter("article")
        return found


@pytest.fixture(scope="module", params=range(len(GROUPS)), ids=GROUP_NAMES)
def group(request: pytest.FixtureRequest) -> int:
    """Go through the groups of payloads."""
    return int(request.param)


@pytest.fixture(scope="module")
def hostile(group: int, tmp_path_factory: pytest.TempPathFactory) -> Parsed:
    """Build the site in which every field holds one group of payloads."""
    tree = tmp_path_factory.mktemp(f"hostile-{GROUP_NAMES[group]}")
    return Parsed(built=build(tree, lambda slot: slot.text(GROUPS[group])))


@pytest.fixture(scope="module")
def harmless_by_shape() -> dict[tuple[int, ...], Parsed]:
    """Remember the harmless sites: groups whose payloads have equally many lines share one."""
    return {}


@pytest.fixture(scope="module")
def harmless(
    group: int, harmless_by_shape: dict[tuple[int, ...], Parsed], tmp_path_factory: pytest.TempPathFactory
) -> Parsed:
    """Build the site in which every field holds plain words, in as many lines as the payloads have."""
    shape = tuple(payload.count("\n") for payload in GROUPS[group])
    if shape not in harmless_by_shape:
        tree = tmp_path_factory.mktemp("harmless")
        built = build(tree, lambda slot: slot.harmless(GROUPS[group]))
        harmless_by_shape[shape] = Parsed(built=built)
    return harmless_by_shape[shape]


def _elements(root: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    yield from root.iter(lxml.html.etree.Element)


def _squeezed(text: str) -> str:
    """Drop white space and case, which pages may change (`<br>` for line ends, lower case inside a sentence)."""
    return "".join(text.split()).casefold()


def _skeleton(root: lxml.html.HtmlElement) -> list[tuple[str, dict[str, str]]]:
    """List a page's elements with their attributes; of attributes that hold data text only that they do."""
    return [
        (
            str(element.tag),
            {
                str(name): "…" if name in TEXT_ATTRIBUTES and MARKER.search(str(value)) else _neutral(str(value))
                for name, value in element.items()
            },
        )
        for element in _elements(root)
    ]


def _neutral(value: str) -> str:
    """Write what is made of data text without it: a heading's anchor, branch and line in a link to the data."""
    for prefix in ("https://kho-ma.example/mau/blob/", "https://kho-ma.example/mau/tree/"):
        if value.startswith(prefix):
            return prefix + re.sub(r"#L\d+$", "", value[value.rindex("/data/") :])
    return "#…" if re.fullmatch(r"#?[\w-]*k\d{3}z[\w-]*", value) else value


@pytest.mark.threat("H01")
def test_the_corpus_reaches_every_text_field_of_the_schema(hostile: Parsed) -> None:
    """A text field that the schema gains is attacked, and someone says where readers meet it."""
    assert {slot.where for slot in hostile.built.slots} == every_text()
    assert every_text() == SHOWN.keys() | NOT_SHOWN
    assert not SHOWN.keys() & NOT_SHOWN


@pytest.mark.threat("H01")
def test_an_article_holds_only_allowed_tags_and_attributes(hostile: Parsed) -> None:
    """Read back by a parser, no payload has become a tag, an attribute or an address."""
    wrong = []
    for url in hostile.pages:
        for element in _elements(hostile.article(url)):
            tag, names = str(element.tag), {str(name) for name, _ in element.items()}
            wrong += [f"/{url}: <{tag}>"] if tag not in ALLOWED else []
            wrong += [f"/{url}: <{tag} {name}>" for name in names - ALLOWED.get(tag, set()) - {"id", "class"}]
            address = element.get("href", "")
            parts = urlsplit(address)
            if parts.scheme not in {"", "https"} or parts.hostname not in {None, *OUR_HOSTS}:
                wrong.append(f"/{url}: {address}")
    assert wrong == []


@pytest.mark.threat("H01")
@pytest.mark.threat("H06")
def test_hostile_text_gives_the_same_page_as_harmless_text(harmless: Parsed, hostile: Parsed) -> None:
    """Head, header, contents list, article and footer: the same elements with the same attributes."""
    assert harmless.pages.keys() == hostile.pages.keys()
    for url, page in hostile.pages.items():
        found, wanted = _skeleton(page), _skeleton(harmless.pages[url])
        if url in IN_ORDER_OF_NAMES:
            found, wanted = sorted(found, key=str), sorted(wanted, key=str)
        assert found == wanted, url
        scripts = [element.text for element in page.iter("script")]
        assert scripts == [element.text for element in harmless.pages[url].iter("script")], url


@pytest.mark.threat("H01")
def test_every_payload_is_shown_literally_where_it_belongs(harmless: Parsed, hostile: Parsed) -> None:
    """Wherever a field is shown it is shown whole, as typed, as often as harmless text is."""
    shown: dict[str, set[str]] = defaultdict(set)
    where = {slot.marker: slot.where for slot in hostile.built.slots}
    for url in hostile.pages:
        text = _squeezed(hostile.article(url).text_content())
        plain = _squeezed(harmless.article(url).text_content())
        for marker in sorted(set(MARKER.findall(text + plain))):
            wanted = _squeezed(hostile.built.texts[marker])
            expected = plain.count(_squeezed(harmless.built.texts[marker]))
            assert expected > 0, (url, where[marker])
            assert text.count(wanted) == expected, (url, where[marker], hostile.built.texts[marker])
            assert text.count(marker) == expected * wanted.count(marker), (url, where[marker])
            shown[where[marker]].add(url)
    missing = {name: form for name, form in SHOWN.items() if not any(re.fullmatch(form, url) for url in shown[name])}
    assert missing == {}


@pytest.mark.threat("H01")
def test_titles_and_descriptions_hold_the_text_as_typed(harmless: Parsed, hostile: Parsed) -> None:
    """The head of a page, what search engines and tabs show, holds the text and nothing escaped twice."""
    seen = 0
    for url, page in hostile.pages.items():
        for path in ("string(//title)", "string(//meta[@name='description']/@content)"):
            text, plain = _squeezed(str(page.xpath(path))), _squeezed(str(harmless.pages[url].xpath(path)))
            for marker in sorted(set(MARKER.findall(plain))):
                wanted = _squeezed(hostile.built.texts[marker])
                # A description may be cut short, so its beginning counts; ours is what it says of invented data.
                begun = text.removeprefix(_squeezed("Số liệu minh họa.")).removesuffix("…")
                assert wanted in text or (len(begun) > 60 and wanted.startswith(begun)), (url, path)
                seen += 1
    assert seen > 20


@pytest.mark.threat("H02")
def test_nothing_that_data_says_is_run_during_a_build(hostile: Parsed) -> None:
    """No template, YAML tag or snippet in the data was obeyed: the canary file was never touched."""
    assert list(hostile.built.tree.rglob("*canary*")) == []


@pytest.mark.threat("H06")
def test_the_search_index_holds_no_markup_from_data(harmless: Parsed, hostile: Parsed) -> None:
    """What search puts back on the page as HTML has the tags that harmless text gives, and no others."""
    first, second = (
        json.loads((site.built.site / "search/search_index.json").read_text("utf-8")) for site in (harmless, hostile)
    )
    assert len(first["docs"]) == len(second["docs"])
    for plain, document in zip(first["docs"], second["docs"], strict=True):
        for key in ("title", "text"):
            assert re.findall(r"<[^>]*>?", document[key]) == re.findall(r"<[^>]*>?", plain[key]), document["location"]


@pytest.mark.threat("H01")
@pytest.mark.parametrize(
    "payload", [payload for group in GROUPS for payload in group if re.search(r"[<>&\"{}]", payload)]
)
def test_the_provinces_name_cannot_be_hostile(payload: str, base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """The name stands in the head of every page, written by the theme, whose templates do not escape: letters only."""
    province = base_tree / "data" / "tinh.yml"
    quoted = json.dumps(" ".join(payload.split()), ensure_ascii=False)
    province.write_text(province.read_text("utf-8").replace("ten: Mẫu", f"ten: {quoted}"), "utf-8")
    outcome = cchc("check")
    assert outcome.code == 1
    assert [line.rpartition("[")[2] for line in outcome.findings] == ["ma-khong-dung]"]
    assert outcome.findings[0].startswith("data/tinh.yml:1:6: lỗi: ")


# --- H02, H03: what the configuration and the templates may not hold -----------------------------------


def _config() -> dict[str, object]:
    loaded = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    assert isinstance(loaded, dict)
    return loaded


@pytest.mark.threat("H02")
def test_mkdocs_runs_nothing_that_could_obey_data() -> None:
    """Only the search plugin; no hooks; no extension that reads templates, files or Markdown inside HTML."""
    config = _config()
    plugins, extensions = config["plugins"], config["markdown_extensions"]
    assert isinstance(plugins, list)
    assert isinstance(extensions, list)
    assert [name for plugin in plugins for name in (plugin if isinstance(plugin, dict) else [plugin])] == ["search"]
    assert "hooks" not in config
    named = {name for one in extensions for name in (one if isinstance(one, dict) else [one])}
    assert named <= {"abbr", "admonition", "attr_list", "def_list", "footnotes", "tables", "toc"}


@pytest.mark.threat("H02")
def test_mkdocs_yml_carries_no_tag_that_runs_or_reads() -> None:
    """`!ENV`, `!relative` and `!!python/…` have no place in the configuration."""
    assert re.findall(r"(?m)^[^#\n]*[\s:\[]!\S+", (ROOT / "mkdocs.yml").read_text("utf-8")) == []


def source_of(template: Path) -> str:
    """Give a template's source; the one page that is no part of the site begins as a page, with a style of its own."""
    source = template.read_text("utf-8")
    if template.name == "checklist.html":
        source, pages = re.subn(r"\A<!doctype html>\n", "", source)
        source, styles = re.subn(r"<style>(?:(?!\{[{%#])[^<])*</style>", "", source)
        assert (pages, styles) == (1, 1)
    return source


@pytest.mark.threat("H03")
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_never_turns_escaping_off(template: Path) -> None:
    """No `safe` filter, no `autoescape` block, no `Markup`, no inline script or handler."""
    source = source_of(template)
    assert re.findall(r"\|\s*(?:safe|tojson|striptags|urlize|xmlattr)\b|autoescape|Markup\s*\(", source) == []
    assert re.findall(r"<script|<style|\bon[a-z]+=|\bstyle=|javascript:", source) == []


@pytest.mark.threat("H03")
@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_a_template_quotes_every_attribute(template: Path) -> None:
    """An unquoted attribute could be broken by a space in the data."""
    source = re.sub(r"\{#.*?#\}|\{%.*?%\}", "", source_of(template), flags=re.DOTALL)
    source = re.sub(r"\{\{.*?\}\}", "_", source, flags=re.DOTALL)
    tags = re.findall(r"<[^<>]*>?", source)
    quoted = r"""</?[a-z][a-z0-9]*(?:\s+[a-zA-Z][\w:-]*="[^"<>]*")*\s*>"""
    assert [tag for tag in tags if not re.fullmatch(quoted, tag)] == []


@pytest.mark.threat("H03")
def test_only_the_view_declares_text_to_be_html() -> None:
    """`Markup` is made in one module, where each use says why it is safe."""
    users = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "scripts").rglob("*.py")
        if re.search(r"\bMarkup\b", path.read_text("utf-8"))
    }
    assert users == {"scripts/cchc/render/view.py"}


@pytest.mark.threat("O03")
def test_editions_are_published_byte_for_byte_with_their_hash_on_their_page(hostile: Parsed) -> None:
    """What lies in the data lies on the site; the page tells its hash, and so does the page that lists every file."""
    frozen = sorted((hostile.built.tree / "data/an-ban/2023").glob("*.json"))
    assert [path.stem for path in frozen] == ["2023-q2", "2023-thang-9"]
    for path in frozen:
        raw = path.read_bytes()
        assert (hostile.built.site / "du-lieu/an-ban/2023" / path.name).read_bytes() == raw
        for url in (f"an-ban/2023/{path.stem}/", "an-ban/", "so-lieu/"):
            assert hashlib.sha256(raw).hexdigest() in hostile.article(url).text_content(), url
