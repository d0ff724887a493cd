"""Whether a site that was built may take the place of the one that is live (threats B06, T08)."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cchc.basics.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from cchc.render.manifest import Manifest

_AHEAD = dt.timedelta(days=2)  # a day for time zones, a day for a clock that is a little wrong


def impediments(
    live: Manifest, built: Manifest, there: dt.date, *, is_fixed: bool, is_ancestor: Callable[[str, str], bool]
) -> Iterator[str]:
    """Say in Vietnamese why the built site may not follow the live one; nothing when it may.

    Args:
        live: what is published now.
        built: what would be published.
        there: which day it is by the clock of the server that publishes.
        is_fixed: whether the province itself fixes the day, so that it may lie before the live one's.
        is_ancestor: tells whether a commit is the other itself or comes before it.
    """
    if built.commit is None or not built.is_committed:
        yield "bản vừa dựng có thay đổi chưa ghi vào kho: không ai dựng lại được đúng nó"
    elif live.commit is not None and not is_ancestor(live.commit, built.commit):
        yield f"trang đang chạy dựng từ bản {live.commit}, không phải bản đứng trước {built.commit} trong lịch sử kho"
    if built.as_of < live.as_of and not is_fixed:
        yield (
            f"bản vừa dựng tính đến {format_date(built.as_of)}, trước trang đang chạy ({format_date(live.as_of)}): "
            "xem lại đồng hồ của máy dựng"
        )
    if built.as_of > there + _AHEAD:
        yield (
            f"bản vừa dựng tính đến {format_date(built.as_of)}, mà máy chủ của trang mới ở ngày {format_date(there)}: "
            "xem lại đồng hồ của máy dựng"
        )
