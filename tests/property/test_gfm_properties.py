"""Nothing that an agency can write becomes a link, a mention, an issue's number or HTML in a comment (threat W09)."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cchc.render.review.gfm import EMPTY, block, code, prose, row

GFM = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
# What a forge makes something of in plain text, beside Markdown: mentions, issues, commits, addresses, emoji.
LIVE = re.compile(r"@|#|<|>|https?:|www\.|\bGH-\d|:\w+:|\b[0-9a-f]{7,40}\b|\w\.\w*[a-z]")
PIECES = (
    *(
        "@so-noi-vu",
        "#12",
        "GH-7",
        "to/kho#3",
        "https://x.example",
        "www.x.example",
        "a@b.vn",
        "0a1b2c3d4e5f",
        ":tada:",
    ),
    *("`", "``", "```", "~~~", "|", "\\|", "\\", "*", "**", "_", "~~", "[x](https://x.example)", "![x](y)", "[x]: y"),
    *(
        "<b>",
        "<!--",
        "-->",
        "<script>",
        "&lt;",
        "&#64;",
        "# ",
        "- ",
        "1. ",
        "> ",
        "---",
        "===",
        "\n",
        "\n\n",
        "    ",
        "\t",
    ),
    *(
        "Sở Nội vụ",
        "“Quý",
        "III/2023”",
        "3.2.1",
        "0,75",
        "31/12/2023",
        "KH&ĐT",
        "x&lt;",
        "a&#64;b",
        "(trống)",
        "–",
        "→",
        "%",
        "…",
        "::error::",
        "##[",
    ),
)
TEXT = st.lists(st.sampled_from(PIECES) | st.text(max_size=4), max_size=12).map("".join) | st.lists(
    st.sampled_from(PIECES), max_size=12
).map(" ".join)


def read_back(markdown: str) -> str:
    """Give a reader's text; fails if anything in it is more than text, emphasis of ours, code or a table."""
    shown = []
    for token in GFM.parse(markdown):
        assert token.type in {"inline", "fence"} or token.type.partition("_")[0] in {
            *("paragraph", "bullet", "list", "table", "thead", "tbody", "tr", "th", "td"),
        }, token
        plain = ""
        for child in token.children or ():
            assert child.type in {"text", "code_inline"}, child
            plain += child.content if child.type == "text" else " "
            shown.append(child.content)
        assert not LIVE.search(plain), plain
    return "".join(shown)


def flat(text: str) -> str:
    """Write a text as the comment does: on one line, without characters that have no shape."""
    return "".join(char if char.isprintable() else "�" for char in " ".join(text.split()))


@pytest.mark.threat("W09")
@given(TEXT)
def test_a_sentence_is_read_as_it_was_written(text: str) -> None:
    """Letter for letter, and nothing of it is live; personal data, which is masked, aside."""
    shown = read_back(f"Xem {prose(text)}")
    assert shown == f"Xem {flat(text)}".rstrip() or "•" in shown


@pytest.mark.threat("W09")
@given(TEXT)
def test_a_value_is_read_as_it_was_written(text: str) -> None:
    """On one line of code, whatever ticks are in it."""
    shown = read_back(f"Từ {code(text)} sang")
    assert shown == f"Từ {flat(text) or EMPTY} sang" or "•" in shown or "…" in shown


@pytest.mark.threat("W09")
@given(TEXT, TEXT)
def test_a_row_keeps_its_cells(one: str, other: str) -> None:
    """No bar of the text opens a cell of its own, and nothing of it is live."""
    table = "\n".join([row("A", "B"), "|---|---|", row(prose(one), code(other))])
    tokens = GFM.parse(table)
    cells = [inline for before, inline in pairwise(tokens) if before.type == "td_open"]
    assert len(cells) == 2
    assert cells[1].content.replace("¦", "|") == code(other)
    read_back(table)


@pytest.mark.threat("W09")
@given(st.lists(TEXT.map(flat), min_size=1, max_size=4))
def test_a_block_ends_where_it_ends(lines: list[str]) -> None:
    """No ticks of the text close it."""
    (fence,) = (token for token in GFM.parse("\n".join(["- x", *block(lines, "  ")])) if token.type == "fence")
    assert fence.content == "\n".join(lines) + "\n"
