"""The comment as a forge takes it: short enough, exact about what is left out, and inert whatever agencies write."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cchc.basics.diagnostics import Diagnostic, Span, error, warning
from cchc.render.review.markdown import MARKER, MAX_LENGTH, render
from cchc.revisions.review import Review, review
from drills.play import MAIN, PROPOSAL, STP, STP_PROGRESS, STP_SUBMISSION, begin, collecting, commit, edit, propose

if TYPE_CHECKING:
    from pathlib import Path

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
MESSAGE = "điểm phải là số từ 0 đến 1; đang ghi “@so-noi-vu <b>#12</b> [x](https://x.example) ``` | 1,5”"
HOSTILE = (
    "@so-noi-vu xem #12, GH-7 và to/kho#3, https://lua.example, www.lua.example, a|b, `x`, ``y``, ```",
    "<script>alert(1)</script> <img src=x onerror=y> <!-- --> &lt;b&gt; ![a](b) [c](https://lua.example)",
    "::error::x ##[error]y --- *a* _b_ ~~c~~ # d > e :tada: 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567",
)


@pytest.fixture(scope="module")
def calm(tmp_path_factory: pytest.TempPathFactory) -> Review:
    """A review in which nothing is wrong."""
    place = begin(tmp_path_factory.mktemp("kho"))
    propose(place)
    edit(place, STP_PROGRESS, "phan_tram: 60", "phan_tram: 70")
    commit(place)
    return review(place, MAIN, PROPOSAL, author=STP)


def many(errors: int, warnings: int, message: str) -> tuple[Diagnostic, ...]:
    """Make findings, each in a file of its own, so that none is like another."""
    places = [Span(path=f"data/ke-hoach/2023/tien-do/co-quan-{n:04}.yml", line=7) for n in range(errors + warnings)]
    made = [error(place, "so-khong-dung", message, "viết 0,5") for place in places[:errors]]
    return (*made, *(warning(place, "chep-lai", message) for place in places[errors:]))


def told(comment: str, noun: str) -> int:
    """Count what a section tells and what it says it does not."""
    section = comment.partition({"lỗi": "### Cần sửa", "cảnh báo": "### Nên xem lại"}[noun])[2].partition("\n### ")[0]
    rest = re.search(rf"^… và (\d+) {noun} nữa chưa hiện ở đây; ", section, re.MULTILINE)
    return section.count("\n- **`") + (int(rest[1]) if rest else 0)


@pytest.mark.threat("W10")
def test_two_thousand_findings_fit(calm: Review) -> None:
    """As many as there is room for, the others counted; what follows still has its place."""
    findings = many(2_000, 300, MESSAGE)
    comment = render(replace(calm, findings=findings), "https://xem.example/1")
    assert 55_000 < len(comment) <= 60_000
    assert told(comment, "lỗi") == 2_000
    assert told(comment, "cảnh báo") == 300
    assert comment.count("xem đủ ở <https://xem.example/1>") >= 2
    assert "### Tệp nào của ai" in comment
    assert "còn 2000 điều phải sửa" in comment
    assert len(comment.encode()) < 1024 * 1024


@pytest.mark.threat("W10")
@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.integers(0, 400), st.integers(0, 400), st.integers(1, 1_500))
def test_no_comment_is_too_long_and_none_miscounts(calm: Review, errors: int, warnings: int, length: int) -> None:
    """However many findings of whatever length."""
    comment = render(replace(calm, findings=many(errors, warnings, "chữ " * (length // 4))))
    assert len(comment) <= MAX_LENGTH
    assert told(comment, "lỗi") == errors
    assert told(comment, "cảnh báo") == warnings


@pytest.mark.threat("W07")
@pytest.mark.threat("W09")
def test_hostile_text_stays_text(tmp_path: Path) -> None:
    """In tasks, causes, findings, names of files and reasons: no link but ours, no HTML but our marker."""
    place = begin(tmp_path / "kho", collecting)
    propose(place)
    one, two, three = (text.replace("'", "''") for text in HOSTILE)
    edit(place, STP_SUBMISSION, "Trình bãi bỏ, thay thế 04 văn bản đã có kết luận rà soát.", f"'{one}'")
    edit(place, STP_SUBMISSION, "Cơ quan soạn thảo chậm đăng ký sửa đổi.", f"'{two}'")
    edit(place, STP_SUBMISSION, "04 văn bản được bãi bỏ hoặc thay thế", f"'{three}'")
    strange = place / "data" / "@so-noi-vu #12 <b>`|.yml"
    strange.write_text("x\n", "utf-8")
    commit(place)
    comments = [render(review(place, MAIN, PROPOSAL, author=STP, message=f"Lý do: {one}"))]
    strange.unlink()
    commit(place)
    comments.append(render(review(place, MAIN, PROPOSAL, author=STP)))
    assert "### Giá trị khác đi trong từng tệp" in comments[1]
    for comment in comments:
        assert not re.search(r"^\s*::|##\[", comment, re.MULTILINE)
        html, links, plain = _live_parts(comment)
        assert html == [f"{MARKER}\n"]
        assert {link.partition("/huong-dan/quy-tac/")[0] for link in links} <= {"https://mau.example"}
        assert not re.search(r"@|#\d|GH-\d|https?:|www\.|<|:tada:|0a1b2c3", plain), plain


def _live_parts(comment: str) -> tuple[list[str], list[str], str]:
    """Parse a comment; gives its HTML, the addresses it links to, and the text that stands outside code."""
    html, links, plain = [], [], ""
    for token in GFM.parse(comment):
        html += [token.content] if token.type == "html_block" else []
        for child in token.children or ():
            html += [child.content] if child.type == "html_inline" else []
            links += [str(child.attrs.get("href") or child.attrs.get("src"))] if child.attrs else []
            plain += child.content if child.type == "text" else " "
    return html, links, plain
