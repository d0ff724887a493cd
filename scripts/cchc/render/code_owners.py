"""`.github/CODEOWNERS`: who must approve what is not an agency's own (threat G07), from the registry alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from cchc.schema import RegistryFile

_HEADER = """# Do cchc owners ghi từ nhom_loi của data/don-vi.yml; đừng sửa tay.
# Mọi tệp phải có nhóm lõi duyệt, trừ báo cáo và tiến độ: ai được duyệt đề nghị cũng duyệt được.
"""
_NOBODY = "# Danh bạ chưa ghi nhom_loi nên chưa ai phải duyệt; ghi xong thì chạy lại cchc owners.\n"
_OF_AGENCIES = ("/data/ke-hoach/*/bao-cao/", "/data/ke-hoach/*/tien-do/")
_LOGIN = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?")


class NotALoginError(Exception):
    """A name in the registry cannot be an account's; says so in Vietnamese."""


def code_owners_text(registry: RegistryFile, as_of: dt.date) -> str:
    """Write the file: the core group owns everything, nobody in particular the agencies' own files.

    Args:
        registry: the agencies and the core group.
        as_of: the day on which an account of the core group must be valid.

    Raises:
        NotALoginError: a name of the core group is no name of an account.
    """
    core = [account.login for account in registry.core if account.is_valid_on(as_of)]
    for login in core:
        if not _LOGIN.fullmatch(login):
            message = f"nhom_loi của data/don-vi.yml: “{login}” không phải tên tài khoản; ghi đúng tên trên nơi lưu kho"
            raise NotALoginError(message)
    if not core:
        return f"{_HEADER}{_NOBODY}"
    owners = " ".join(f"@{login}" for login in core)
    return f"{_HEADER}* {owners}\n" + "".join(f"{place}\n" for place in _OF_AGENCIES)
