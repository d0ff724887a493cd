"""Whatever agencies validly write, the site is built and its figures equal the independent counter's (threat S04).

Each case changes the small tree at random, seeded: stages, missing agencies, dropped analyses, tasks without
progress, odd deadlines, shared criteria, withdrawals, hostile text, other days. `cchc build` reads its own result
back, so exit code 0 means that every check on the result held.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from conftest import BASE
from repositories import lay_out

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Outcome

DEADLINES = ("thường xuyên", "hằng quý đến 30/9/2023", "Quý II/2023", "6 tháng đầu năm 2023", "năm 2023")
SHARED = ("par-index-2022/2", "par-index-2022/1.1.1", "sipas-2022/1")
STAGES = ("lay-bao-cao", "du-thao", "da-trinh", "da-ban-hanh", "da-ban-hanh", "da-ket-thuc")
DAYS = ("2023-04-01", "2023-05-14", "2023-06-12", "2023-09-01", "2023-12-31", "2025-03-01")
HOSTILE = "\n\n# Tiêu đề {{ x }}\n    - mục <b>"
CYCLE = Path("data/ke-hoach/2023")


def read(path: Path) -> Any:  # noqa: ANN401 -- plain YAML
    """Read plain YAML, every scalar as text."""
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 -- a base loader: every scalar stays text


def write(path: Path, content: object) -> None:
    """Write plain YAML."""
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=1_000_000), "utf-8")


def shake_plan(dice: random.Random) -> bool:
    """Put the cycle at a random stage; returns whether it is issued and must be approved anew."""
    plan = read(CYCLE / "ke-hoach.yml")
    plan["trang_thai"] = dice.choice(STAGES)
    (CYCLE / "khoa.yml").unlink()
    issued = plan["trang_thai"] in {"da-ban-hanh", "da-ket-thuc"}
    if not issued:
        del plan["ban_hanh"]
        (CYCLE / "dieu-chinh.yml").unlink()
    if dice.random() < 0.3:
        plan["ket_thuc"] = "2023-12-20"
    plan["chu_ky_cap_nhat"] = dice.choice(("hang-thang", "hang-quy"))
    write(CYCLE / "ke-hoach.yml", plan)
    return issued


def shake_submission(dice: random.Random, path: Path) -> set[str]:
    """Drop and change parts of a submission, or all of it; returns the task codes that are left."""
    if dice.random() < 0.15:
        path.unlink()
        return set()
    submission = read(path)
    submission["phan_tich"] = [entry for entry in submission["phan_tich"] if dice.random() > 0.2]
    for entry in submission["phan_tich"]:
        if entry["tieu_chi"].endswith("1.1.2") and dice.random() < 0.3:
            entry["tieu_chi"] = dice.choice(("par-index-2022/1.1", "par-index-2022/1"))
        if dice.random() < 0.2:
            entry["nhiem_vu"] = []
        for task in entry["nhiem_vu"]:
            if dice.random() < 0.4:
                task["thoi_han"] = dice.choice(DEADLINES)
                task["cung_cho"] = [dice.choice(SHARED)]
                task["chu_tri"] = dice.choice(("so-tai-chinh", "huyen-mau", "so-tu-phap"))
                task["noi_dung"] += HOSTILE
    write(path, submission)
    groups = (*submission["phan_tich"], *submission.get("duy_tri", []))
    return {task["ma"] for entry in groups for task in entry["nhiem_vu"]}


def shake_progress(dice: random.Random, path: Path, codes: set[str]) -> None:
    """Keep only what speaks of tasks that are left, or nothing."""
    progress = read(path)
    for update in progress["cap_nhat"]:
        update["nhiem_vu"] = [entry for entry in update["nhiem_vu"] if entry["ma"] in codes]
        for entry in update["nhiem_vu"]:
            if entry["trang_thai"] != "hoan-thanh":
                entry["kho_khan"] = "Chờ ý kiến."
    progress["cap_nhat"] = [update for update in progress["cap_nhat"] if update["nhiem_vu"]]
    if not codes or dice.random() < 0.2:
        path.unlink()
    else:
        write(path, progress)


def shake_adjustments(dice: random.Random, codes: set[str]) -> None:
    """Withdraw a task, move another to other hands."""
    path = CYCLE / "dieu-chinh.yml"
    if "SNV-02" not in codes:
        path.unlink()
        return
    adjustments = read(path)
    withdrawn, reassigned = ({"van_ban": {"so": "MH-9/TB-UBND", "ngay": "2023-09-01"}, "ly_do": "Đổi."} for _ in "12")
    moved = {"chu_tri": "so-tai-chinh", "cung_cho": ["par-index-2022/2.1"]}
    adjustments["dieu_chinh"] += [
        {"ngay": "2023-09-01", "nhiem_vu": dice.choice(sorted(codes)), "loai": "bai-bo", **withdrawn},
        {"ngay": "2023-09-02", "nhiem_vu": "SNV-02", "gia_tri_moi": moved, **reassigned},
    ]
    write(path, adjustments)


@pytest.mark.threat("S04")
@pytest.mark.threat("S09")
@pytest.mark.parametrize("seed", range(12))
def test_a_random_valid_plan_is_built_and_adds_up(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cchc: Callable[..., Outcome]
) -> None:
    """Check, build and status agree on every valid tree, whatever its state and day."""
    monkeypatch.chdir(lay_out(tmp_path / "house", BASE / "data"))
    dice = random.Random(seed)  # noqa: S311 -- a reproducible shake, no secret
    issued = shake_plan(dice)
    codes: set[str] = set()
    for path in sorted((CYCLE / "bao-cao").iterdir()):
        mine = shake_submission(dice, path)
        shake_progress(dice, CYCLE / "tien-do" / path.name, mine)
        codes |= mine
    if issued:
        shake_adjustments(dice, codes)
        approved = cchc("approve", "2023")
        assert approved.code == 0, approved.out + approved.err
    for command in ("build", "status"):
        outcome = cchc(command, "--as-of", dice.choice(DAYS))
        assert outcome.code == 0, outcome.out + outcome.err
