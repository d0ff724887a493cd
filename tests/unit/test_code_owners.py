"""CODEOWNERS is written from the registry alone, and the one in the repository is that."""

from __future__ import annotations

import datetime as dt
import shutil
from typing import TYPE_CHECKING

import pytest

from cchc.check import check
from cchc.render.code_owners import NotALoginError, code_owners_text
from conftest import BASE, EXAMPLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cchc.schema import RegistryFile
    from conftest import Outcome

DAY = dt.date(2023, 10, 15)


@pytest.fixture
def registry(tmp_path: Path) -> RegistryFile:
    """The registry of the drills: two accounts in the core group."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / "_de-nghi", tmp_path, dirs_exist_ok=True)
    found = check(tmp_path / "data", DAY)[0].registry
    assert found is not None
    return found


@pytest.mark.threat("G07")
def test_the_core_group_owns_everything_but_what_agencies_write(registry: RegistryFile) -> None:
    """The last pattern that matches decides: agencies' own files have nobody in particular."""
    assert code_owners_text(registry, DAY).splitlines()[2:] == [
        "* @nguoi-tong-hop @nguoi-tong-hop-hai",
        "/data/ke-hoach/*/bao-cao/",
        "/data/ke-hoach/*/tien-do/",
    ]


@pytest.mark.threat("G06")
def test_an_account_that_has_lapsed_approves_nothing(registry: RegistryFile) -> None:
    """Its last day is still its own."""
    first, second = registry.core
    lapsed = registry.model_copy(update={"core": (first.model_copy(update={"until_on": DAY}), second)})
    assert "@nguoi-tong-hop " in code_owners_text(lapsed, DAY)
    assert "@nguoi-tong-hop " not in code_owners_text(lapsed, DAY + dt.timedelta(days=1))


@pytest.mark.parametrize("login", ["", "hai ten", "a @b", "/data/", "a\n* @b", "-a", "nhóm"])
def test_a_name_that_no_account_can_have_is_refused(login: str, registry: RegistryFile) -> None:
    """It could add an owner or a pattern."""
    strange = registry.model_copy(update={"core": (registry.core[0].model_copy(update={"login": login}),)})
    with pytest.raises(NotALoginError, match="không phải tên tài khoản"):
        code_owners_text(strange, DAY)


def test_the_file_in_the_repository_is_the_registry_s(
    cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As schemas are: generated, committed, checked."""
    monkeypatch.chdir(ROOT)
    assert cchc("owners", "--check").code == 0


def test_a_file_that_differs_is_told_and_written_anew(base_tree: Path, cchc: Callable[..., Outcome]) -> None:
    """`--check` writes nothing."""
    wanted = base_tree / ".github" / "CODEOWNERS"
    refused = cchc("owners", "--check")
    assert (refused.code, refused.err) == (
        1,
        "cchc: .github/CODEOWNERS khác danh bạ; chạy cchc owners để ghi lại\n",
    )
    assert not wanted.exists()
    assert cchc("owners").code == 0
    assert "chưa ghi nhom_loi" in wanted.read_text("utf-8")
    assert cchc("owners", "--check").code == 0
