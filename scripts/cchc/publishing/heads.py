"""What the head of a built page must say: title, description, and a policy that allows its own scripts and no more.

The content security policy is a `<meta>` of the theme's override (threat H05). A browser obeys it without a word,
so what it would block is looked for here: inline scripts whose hash it does not list, inline styles, handlers.
"""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

import lxml.etree

if TYPE_CHECKING:
    from collections.abc import Iterator

_TITLE, _DESCRIPTION, _POLICY, _SCRIPTS, _BLOCKED = (
    lxml.etree.XPath(query, smart_strings=False)
    for query in (
        "string(/html/head/title)",
        "string(/html/head/meta[@name='description']/@content)",
        "string(/html/head/meta[@http-equiv='Content-Security-Policy']/@content)",
        "//script[not(@src)][not(@type) or @type='text/javascript' or @type='module']/text()",
        "//style/text() | //@style | //@*[starts-with(name(), 'on')]",
    )
)
_ILLUSTRATIVE = "minh họa"


def head_problems(document: Any, *, is_illustrative: bool) -> Iterator[str]:  # noqa: ANN401 -- the stubs name an element type that is private
    """Judge the head of a page that readers find by search.

    Args:
        document: the parsed page.
        is_illustrative: whether invented figures stand on it: who finds it by search must be told so at once.
    """
    title, description = str(_TITLE(document)), str(_DESCRIPTION(document))
    if not description:
        yield "thiếu mô tả (description)"
    if is_illustrative and not (_ILLUSTRATIVE in title and _ILLUSTRATIVE in description):
        yield "có số liệu minh họa mà tiêu đề hoặc mô tả không nói"


def policy_problems(document: Any) -> Iterator[str]:  # noqa: ANN401 -- as above
    """List what a page's content security policy would block, or that it has none."""
    policy = str(_POLICY(document))
    if not policy:
        yield "thiếu chính sách nội dung (Content-Security-Policy)"
        return
    for script in cast("list[str]", _SCRIPTS(document)):
        source = _source(script)
        if source not in policy:
            yield f"chính sách nội dung chặn một đoạn mã viết thẳng trong trang: {source}"
    for code in cast("list[str]", _BLOCKED(document)):
        yield f"chính sách nội dung chặn kiểu hoặc mã viết thẳng trong trang: {code}"


@lru_cache(maxsize=64)
def _source(script: str) -> str:
    """Name an inline script as a policy does."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
