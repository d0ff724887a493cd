"""Addresses in the public repository: a line, a folder, a commit, a report of an error with its form begun."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

if TYPE_CHECKING:
    from cchc.git import Revision
    from cchc.schema import ProvinceFile

# Stands in a report's form for the address of the page; the theme's footer puts each page's own there.
PAGE = "DIA-CHI-TRANG"
FORM = "sai-sot.yml"  # in .github/ISSUE_TEMPLATE; its fields `trang` and `ban` are filled in
_REPORT = """Trang: {address}
{revision}
Chỗ sai (con số, câu chữ):

Đúng ra là:

Nguồn để đối chiếu (văn bản, đường dẫn):

Nội dung này công khai: đừng ghi thông tin cá nhân của bạn hay của người khác.
"""


@dataclass(frozen=True, kw_only=True)  # no slots: thousands of links share what it remembers
class Forge:
    """The host of the repository: GitHub's way of writing addresses, which Gitea shares for issues, or GitLab's."""

    province: ProvinceFile
    revision: Revision | None

    @cached_property
    def _is_gitlab(self) -> bool:
        return "gitlab" in (urlsplit(self.province.repository).hostname or "")

    @cached_property
    def _home(self) -> str:
        home = self.province.repository.rstrip("/").removesuffix(".git")
        return f"{home}/-" if self._is_gitlab else home

    @cached_property
    def _at(self) -> str:
        return quote(self.revision.sha if self.revision and self.revision.is_exact else self.province.branch)

    def line(self, path: str, line: int) -> str:
        """Address of a line: at the commit that was built, for good; on the branch while that is unknown."""
        return f"{self._home}/blob/{self._at}/{quote(path)}#L{line}"

    def folder(self, path: str) -> str:
        """Address of a folder, as it was at the commit that was built."""
        return f"{self._home}/tree/{self._at}/{quote(path)}"

    def changes(self) -> str:
        """Address of the list of proposed changes that wait for review."""
        return f"{self._home}/{'merge_requests' if self._is_gitlab else 'pulls'}"

    def commit(self, sha: str = "") -> str:
        """Address of a commit, unless another is named of the one that the tree stands on; empty when unknown."""
        named = sha or (self.revision.sha if self.revision else "")
        return f"{self._home}/commit/{named}" if named else ""

    def report_form(self) -> str:
        """Address that opens a report of an error on the page whose address takes the place of `PAGE`."""
        sha = self.revision.sha if self.revision else ""
        address = f"{self.province.site_url.rstrip('/')}/{PAGE}"
        title = f"Báo sai sót: /{PAGE}"
        text = _REPORT.format(address=address, revision=f"Bản: {sha}\n" if sha else "")
        if self._is_gitlab:
            asked = {"issue[title]": title, "issue[description]": text}
        else:  # GitHub fills in the form; where there are no forms, the text is used
            asked = {"template": FORM, "title": title, "trang": address, "ban": sha, "body": text}
        return f"{self._home}/issues/new?{urlencode(asked, quote_via=quote)}"

    def report(self, page: str) -> str:
        """Address that opens a report of an error on a page, named by its address below the site's root."""
        return self.report_form().replace(PAGE, quote(page))
