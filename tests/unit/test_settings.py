"""The live repository is compared with what the files say, and what is missing is told in Vietnamese."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from cchc.hosting.github import GitHub, GitHubError
from cchc.hosting.settings import discrepancies
from cchc.schema import Account
from conftest import ROOT
from drills.fake_github import HOME, FakeGitHub, serving

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

FOLDER = ROOT / ".github"
CORE = (Account.model_construct(login="nguoi-tong-hop", id=9001),)
RULESET = f"{HOME}/rulesets/3"


def as_wanted() -> FakeGitHub:
    """A repository that is set up exactly as the files say; a ruleset may hold more."""
    ruleset = json.loads((FOLDER / "rulesets" / "main.json").read_text("utf-8"))
    ruleset["rules"].append({"type": "required_signatures"})
    answers: dict[str, Any] = {
        f"{HOME}/rulesets": [{"id": 2, "name": "khac"}, {"id": 3, "name": "main"}],
        RULESET: ruleset | {"id": 3},
        "/users/nguoi-tong-hop": {"id": 9001},
    }
    for one in yaml.safe_load((FOLDER / "rulesets" / "repository.yml").read_text("utf-8")):
        path = one["path"].replace("{owner}", "tinh")
        place = answers.setdefault(path if path.startswith("/") else f"{HOME}/{path}".rstrip("/"), {})
        *above, key = one["key"].split(".")
        for name in above:
            place = place.setdefault(name, {})
        place[key] = one["value"]
    return FakeGitHub(answers=answers)


def told(fake: FakeGitHub, *core: Account) -> list[str]:
    """What is missing."""
    with serving(fake) as github:
        return list(discrepancies(github, FOLDER, core or CORE))


def test_a_repository_set_up_as_the_files_say_has_nothing_missing() -> None:
    """Only read: nothing is changed on the way."""
    fake = as_wanted()
    assert told(fake) == []
    assert all(one.startswith("GET ") for one in fake.requests)


@pytest.mark.threat("G09")
def test_a_ruleset_that_is_not_there_is_told_with_where_to_import_it() -> None:
    """Nothing else of it can be said."""
    fake = as_wanted()
    del fake.answers[f"{HOME}/rulesets"][1]
    assert told(fake) == [
        (
            "chưa có bộ quy tắc nhánh “main”: nhập tệp .github/rulesets/main.json ở Settings, Rules, Rulesets, "
            "Import a ruleset"
        )
    ]


def set_to(value: object, *keys: str | int) -> Callable[[dict[str, Any]], None]:
    """Change one value of a ruleset."""

    def change(ruleset: dict[str, Any]) -> None:
        place: Any = ruleset
        for key in keys[:-1]:
            place = place[key]
        place[keys[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        pytest.param(set_to("evaluate", "enforcement"), 'phải là "active"; đang là "evaluate"', id="only tried"),
        pytest.param(
            set_to([{"actor_type": "OrganizationAdmin"}], "bypass_actors"),
            'bypass_actors: phải là []; đang là [{"actor_type": "OrganizationAdmin"}]',
            marks=pytest.mark.threat("G09"),
            id="somebody may pass",
        ),
        pytest.param(
            set_to(False, "rules", 2, "parameters", "dismiss_stale_reviews_on_push"),  # noqa: FBT003 -- a value of JSON
            "dismiss_stale_reviews_on_push: phải là true; đang là false",
            marks=pytest.mark.threat("G10"),
            id="old approvals stay",
        ),
        pytest.param(
            set_to([{"context": "gate"}], "rules", 3, "parameters", "required_status_checks"),
            'đang là [{"context": "gate"}]',
            marks=[pytest.mark.threat("G13"), pytest.mark.threat("G12")],
            id="a check from anybody",
        ),
        pytest.param(
            lambda ruleset: ruleset["rules"].pop(1),
            "non_fast_forward: phải có quy tắc này; đang không có",
            marks=pytest.mark.threat("O02"),
            id="history may be rewritten",
        ),
        pytest.param(
            lambda ruleset: ruleset.pop("bypass_actors"),
            "bypass_actors: phải là []; không xem được (chưa bật, hoặc mã truy cập không có quyền quản trị)",
            id="not shown",
        ),
    ],
)
def test_each_difference_of_the_ruleset_is_told(change: Callable[[dict[str, Any]], None], expected: str) -> None:
    """What must be, what is; what cannot be seen is not taken for good."""
    fake = as_wanted()
    change(fake.answers[RULESET])
    (line,) = told(fake)
    assert line.startswith("bộ quy tắc nhánh “main”, ")
    assert line.endswith(expected)


@pytest.mark.threat("G17")
def test_each_difference_of_the_settings_is_told() -> None:
    """By a name that people understand, with where the forge keeps it; a place that is not there counts once a key."""
    fake = as_wanted()
    fake.answers[f"{HOME}/actions/permissions/workflow"]["default_workflow_permissions"] = "write"
    del fake.answers[f"{HOME}/environments/github-pages"]
    assert told(fake) == [
        (
            "Quy trình tự động mặc định chỉ được đọc (actions/permissions/workflow, default_workflow_permissions): "
            'phải là "read"; đang là "write"'
        ),
        (
            "Chỉ nhánh được bảo vệ mới công bố được (environments/github-pages, "
            "deployment_branch_policy.protected_branches): phải là true; không xem được (chưa bật, hoặc mã truy cập "
            "không có quyền quản trị)"
        ),
    ]


@pytest.mark.threat("G14")
def test_an_organisation_that_lets_members_in_by_a_password_alone_is_told() -> None:
    """Only its owners are shown this; to others it cannot be seen, which is said."""
    fake = as_wanted()
    fake.answers["/orgs/tinh"] = {"two_factor_requirement_enabled": False}
    (line,) = told(fake)
    assert line.startswith("Tổ chức đòi mọi thành viên xác thực hai bước (/orgs/tinh, ")
    assert line.endswith("phải là true; đang là false")


@pytest.mark.threat("G05")
def test_a_name_that_now_belongs_to_somebody_else_is_told() -> None:
    """CODEOWNERS knows names only; the registry knows numbers."""
    fake = as_wanted()
    fake.answers["/users/nguoi-tong-hop"]["id"] = 5
    gone = Account.model_construct(login="da-nghi", id=9002)
    assert told(fake, *CORE, gone) == [
        "tài khoản “nguoi-tong-hop” của nhóm lõi phải mang mã số 9001; trên GitHub mang mã số 5",
        "tài khoản “da-nghi” của nhóm lõi phải mang mã số 9002; trên GitHub không còn",
    ]


def test_a_forge_that_does_not_answer_is_no_difference() -> None:
    """Nothing could be compared, and that is what is said."""
    silent = GitHub(repository="tinh/cchc", token="", root="http://127.0.0.1:9")
    with pytest.raises(GitHubError, match="không nói chuyện được"):
        list(discrepancies(silent, FOLDER, CORE))


def test_the_command_tells_all_at_once(cchc: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch) -> None:
    """This repository's own registry names no core group yet: the one thing missing."""
    monkeypatch.chdir(ROOT)
    with serving(as_wanted()) as github:
        monkeypatch.setenv("GITHUB_API_URL", github.root)
        monkeypatch.setenv("GITHUB_TOKEN", github.token)
        outcome = cchc("settings", "--github", github.repository)
    assert outcome.code == 1
    assert outcome.err == (
        "1 thiết lập của tinh/cchc khác các tệp trong .github:\n"
        "  danh bạ chưa ghi nhom_loi: chưa ai phải duyệt thay đổi về mã nguồn, quy trình, danh bạ\n"
    )
