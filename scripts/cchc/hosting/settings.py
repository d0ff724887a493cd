"""The repository's settings on GitHub compared with what the files in `.github` say they are (threats G09–G14, G17).

Only read: whoever administers the repository mends what differs. A token that may not see a setting gets that said.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import yaml

from cchc.hosting.github import GitHubError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from cchc.hosting.github import GitHub
    from cchc.schema import Account

RULESET, SETTINGS = "rulesets/main.json", "rulesets/repository.yml"
_HIDDEN = object()  # stands where GitHub shows nothing


def discrepancies(github: GitHub, folder: Path, core: Iterable[Account]) -> Iterator[str]:
    """Say in Vietnamese what is missing or otherwise.

    Args:
        github: the repository's place on GitHub.
        folder: `.github`, which says what must be.
        core: accounts of the core group, whose names must still be theirs.

    Raises:
        GitHubError: GitHub cannot be reached.
    """
    yield from _of_ruleset(github, json.loads((folder / RULESET).read_text("utf-8")))
    yield from _of_settings(github, yaml.safe_load((folder / SETTINGS).read_text("utf-8")))
    yield from _of_accounts(github, core)


def _of_ruleset(github: GitHub, wanted: dict[str, Any]) -> Iterator[str]:
    """Compare a branch's rules; more rules than wanted may stand, fewer may not."""
    where = f"bộ quy tắc nhánh “{wanted['name']}”"
    found = next((one for one in github.every("rulesets") if one["name"] == wanted["name"]), None)
    if found is None:
        yield f"chưa có {where}: nhập tệp .github/{RULESET} ở Settings, Rules, Rulesets, Import a ruleset"
        return
    live = github.get(f"rulesets/{found['id']}")
    for key in ("target", "enforcement", "conditions", "bypass_actors"):
        yield from _otherwise(f"{where}, {key}", wanted[key], live.get(key, _HIDDEN))
    rules = {rule["type"]: rule for rule in live.get("rules", ())}
    for rule in wanted["rules"]:
        place = f"{where}, {rule['type']}"
        if rule["type"] not in rules:
            yield f"{place}: phải có quy tắc này; đang không có"
            continue
        given = rules[rule["type"]].get("parameters", {})
        for key, value in rule.get("parameters", {}).items():
            yield from _otherwise(f"{place}, {key}", value, given.get(key, _HIDDEN))


def _of_settings(github: GitHub, wanted: list[dict[str, Any]]) -> Iterator[str]:
    answers: dict[str, Any] = {}
    owner, _, _ = github.repository.partition("/")
    for one in wanted:
        path = one["path"].replace("{owner}", owner)
        if path not in answers:
            answers[path] = _seen(github, path)
        value = answers[path]
        for key in one["key"].split("."):
            value = value.get(key, _HIDDEN) if isinstance(value, dict) else _HIDDEN
        yield from _otherwise(f"{one['name']} ({path or 'kho'}, {one['key']})", one["value"], value)


def _of_accounts(github: GitHub, core: Iterable[Account]) -> Iterator[str]:
    """A name may have been given up and taken by somebody else: the number tells (threat G05)."""
    accounts = tuple(core)
    if not accounts:
        yield "danh bạ chưa ghi nhom_loi: chưa ai phải duyệt thay đổi về mã nguồn, quy trình, danh bạ"
    for account in accounts:
        found = _seen(github, f"/users/{account.login}")
        number = found.get("id") if isinstance(found, dict) else None
        if number != account.id:
            what = f"mang mã số {number}" if number else "không còn"
            yield f"tài khoản “{account.login}” của nhóm lõi phải mang mã số {account.id}; trên GitHub {what}"


def _seen(github: GitHub, path: str) -> Any:  # noqa: ANN401 -- JSON, looked into by who asks
    try:
        return github.get(path)
    except GitHubError as problem:
        if problem.code:  # refused or not there; without an answer nothing can be compared
            return _HIDDEN
        raise


def _otherwise(what: str, wanted: object, found: object) -> Iterator[str]:
    if found is _HIDDEN:
        yield f"{what}: phải là {_told(wanted)}; không xem được (chưa bật, hoặc mã truy cập không có quyền quản trị)"
    elif found != wanted:
        yield f"{what}: phải là {_told(wanted)}; đang là {_told(found)}"


def _told(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
