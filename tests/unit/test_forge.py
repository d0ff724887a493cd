"""Addresses in the public repository: a line of a file, a commit, a report of an error."""

from __future__ import annotations

import datetime as dt
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from cchc.git import Revision
from cchc.render.forge import FORM, PAGE, Forge
from cchc.schema import ProvinceFile
from conftest import ROOT

SHA = "0123456789abcdef0123456789abcdef01234567"
REVISION = Revision(sha=SHA, committed_at=dt.datetime(2026, 11, 20, tzinfo=dt.UTC), is_exact=True)
CHANGED = Revision(sha=SHA, committed_at=REVISION.committed_at, is_exact=False)


def forge(revision: Revision | None, repository: str = "https://git.example/tinh/cchc", branch: str = "main") -> Forge:
    """A forge whose site lies under a path."""
    province = ProvinceFile.model_construct(
        name="Mẫu", code="00", repository=repository, branch=branch, site_url="https://cchc.example/trang/"
    )
    return Forge(province=province, revision=revision)


def test_a_line_is_linked_at_the_commit_that_was_built() -> None:
    """The link keeps leading to what the page was made from, whatever changes later."""
    wanted = f"https://git.example/tinh/cchc/blob/{SHA}/data/don-vi.yml#L12"
    assert forge(REVISION).line("data/don-vi.yml", 12) == wanted


@pytest.mark.parametrize("revision", [None, CHANGED])
def test_a_line_that_no_commit_holds_is_linked_on_the_branch(revision: Revision | None) -> None:
    """Lines of a changed tree need not be the commit's; a branch's name may hold what an address may not."""
    wanted = "https://git.example/tinh/cchc/blob/nh%C3%A1nh/m%E1%BB%9Bi%20%231/data/a.yml#L1"
    assert forge(revision, branch="nhánh/mới #1").line("data/a.yml", 1) == wanted


def test_a_folder_is_linked_at_the_same_commit() -> None:
    """Counts of tasks lead to the files that were counted; GitLab puts a dash before what is not a project."""
    assert forge(REVISION).folder("data/ke-hoach/2023/bao-cao") == (
        f"https://git.example/tinh/cchc/tree/{SHA}/data/ke-hoach/2023/bao-cao"
    )
    assert (
        forge(None, "https://gitlab.example/tinh/cchc").folder("data")
        == "https://gitlab.example/tinh/cchc/-/tree/main/data"
    )


def test_a_commit_has_an_address_when_there_is_one() -> None:
    """Without Git nothing is claimed."""
    assert forge(CHANGED).commit() == f"https://git.example/tinh/cchc/commit/{SHA}"
    assert forge(None).commit() == ""


@pytest.mark.parametrize("repository", ["https://git.example/tinh/cchc/", "https://git.example/tinh/cchc.git"])
def test_a_repository_may_be_written_as_it_is_cloned(repository: str) -> None:
    """With a slash or `.git` at its end."""
    assert forge(REVISION, repository).commit() == f"https://git.example/tinh/cchc/commit/{SHA}"


def test_a_report_names_page_day_and_commit_and_asks_what_is_wrong() -> None:
    """Nothing need be looked up by who reports, nor by who mends."""
    address = forge(REVISION).report("tieu-chi/par-index-2022/1.1.2/")
    parts, asked = urlsplit(address), parse_qs(urlsplit(address).query)
    assert f"{parts.scheme}://{parts.netloc}{parts.path}" == "https://git.example/tinh/cchc/issues/new"
    assert asked["title"] == ["Báo sai sót: /tieu-chi/par-index-2022/1.1.2/"]
    (body,) = asked["body"]
    assert body.splitlines()[:2] == [
        "Trang: https://cchc.example/trang/tieu-chi/par-index-2022/1.1.2/",
        f"Bản: {SHA}",
    ]
    assert "đừng ghi thông tin cá nhân" in body
    assert PAGE not in address


def test_the_report_fills_in_fields_that_the_form_has() -> None:
    """What the address carries is dropped in silence when the form knows no such field."""
    form = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / FORM).read_text("utf-8"))
    fields = {part["id"] for part in form["body"] if "id" in part}
    asked = parse_qs(urlsplit(forge(REVISION).report("ke-hoach/2023/")).query)
    assert asked["template"] == [FORM]
    assert asked.keys() - {"template", "title", "body"} <= fields
    assert asked["trang"] == ["https://cchc.example/trang/ke-hoach/2023/"]
    assert asked["ban"] == [SHA]
    assert asked["title"][0].startswith(form["title"])


def test_gitlab_has_its_own_addresses() -> None:
    """Its pages stand behind `/-/`, and its form names its parts otherwise."""
    gitlab = forge(REVISION, "https://gitlab.example/tinh/cchc")
    assert gitlab.line("data/a.yml", 1) == f"https://gitlab.example/tinh/cchc/-/blob/{SHA}/data/a.yml#L1"
    assert gitlab.commit() == f"https://gitlab.example/tinh/cchc/-/commit/{SHA}"
    asked = parse_qs(urlsplit(gitlab.report("")).query)
    assert asked["issue[title]"] == ["Báo sai sót: /"]
    assert asked["issue[description]"][0].startswith("Trang: https://cchc.example/trang/\n")
