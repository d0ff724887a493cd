"""Different ways to write the same thing, for search: whichever is typed finds the others."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cchc.schema import Agency

FILE = "assets/synonyms.json"
SYNONYMS = (
    ("CCHC", "cải cách hành chính"),
    ("TTHC", "thủ tục hành chính"),
    ("DVC", "dịch vụ công"),
    ("DVCTT", "dịch vụ công trực tuyến"),
    ("CBCC", "cán bộ, công chức"),
    ("CCVC", "công chức, viên chức"),
    ("CBCCVC", "cán bộ, công chức, viên chức"),
    ("UBND", "Ủy ban nhân dân"),
    ("HĐND", "Hội đồng nhân dân"),
    ("BCĐ", "Ban Chỉ đạo"),
    ("CNTT", "công nghệ thông tin"),
    ("CĐS", "chuyển đổi số"),
    ("CQĐT", "chính quyền điện tử"),
    ("QPPL", "quy phạm pháp luật"),
    ("VBQPPL", "văn bản quy phạm pháp luật"),
    ("ĐVSN", "đơn vị sự nghiệp"),
    ("ĐVSNCL", "đơn vị sự nghiệp công lập"),
    ("KTXH", "KT-XH", "kinh tế - xã hội"),
    ("BPMC", "bộ phận một cửa"),
    ("PAR Index", "Chỉ số cải cách hành chính", "Chỉ số CCHC"),
    ("SIPAS", "Chỉ số hài lòng"),
)


def as_json(agencies: Iterable[Agency]) -> str:
    """Write the groups above and each agency's three names as JSON, a list of lists."""
    names = [(one.abbreviation, one.name, one.short_name) for one in agencies]
    groups = [*SYNONYMS, *(tuple(dict.fromkeys(group)) for group in names)]
    return json.dumps(groups, ensure_ascii=False, separators=(",", ":"))
