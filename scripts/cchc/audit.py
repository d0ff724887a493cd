"""The independent counter: totals recomputed from the raw files, sharing no code with what renders the pages.

It reads plain YAML and adds up again; `verify` compares the result with the figures on the pages (threat S04).
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator
    from pathlib import Path

_WORST_ON_HOME = 5
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def expected_totals(data: Path, as_of: dt.date) -> dict[tuple[str, str], Decimal]:
    """Recompute the figures that pages mark with `data-tong`.

    Args:
        data: the data tree, known to be without errors.
        as_of: the day the site speaks of: later adjustments do not count yet.

    Returns:
        Values by page address (relative to the site's root) and name of the figure. Points are the framework's.
    """
    totals: dict[tuple[str, str], Decimal] = {}
    years = sorted(path.name for path in (data / "ke-hoach").iterdir()) if (data / "ke-hoach").is_dir() else []
    for year in years:
        plan = _read(data / "ke-hoach" / year / "ke-hoach.yml")
        tasks = list(_tasks(data / "ke-hoach" / year, as_of))
        live = [task for task in tasks if not task["withdrawn"]]
        totals[f"ke-hoach/{year}/", "nhiem-vu"] = Decimal(len(live))
        for agency in plan["bao_cao"]:
            mine = [task for task in tasks if agency in {task["owner"], task["lead"]}]
            totals[f"co-quan/{agency}/", "nhiem-vu"] = Decimal(len(mine))
        if year == years[-1]:
            totals["", "nhiem-vu"] = Decimal(len(live))
            totals |= _gaps(data, plan, live)
    return totals


def _read(path: Path) -> Any:  # noqa: ANN401 -- plain YAML, whatever it holds
    return yaml.load(path.read_text("utf-8-sig"), Loader=_LOADER)  # noqa: S506 -- a base loader: every scalar stays text


def _tasks(folder: Path, as_of: dt.date) -> Iterator[dict[str, Any]]:
    adjustments = folder / "dieu-chinh.yml"
    entries = _read(adjustments)["dieu_chinh"] if adjustments.exists() else []
    moved = [entry for entry in entries if _iso(entry["ngay"]) <= as_of.isoformat()]
    withdrawn = {entry["nhiem_vu"] for entry in moved if entry.get("loai") == "bai-bo"}
    new = {
        (entry["nhiem_vu"], key): value for entry in moved for key, value in (entry.get("gia_tri_moi") or {}).items()
    }
    for path in sorted((folder / "bao-cao").glob("*.yml")):
        submission = _read(path)
        for group in ("phan_tich", "duy_tri"):
            for entry in submission.get(group) or []:
                for task in entry.get("nhiem_vu") or []:
                    yield {
                        "owner": submission["co_quan"],
                        "lead": new.get((task["ma"], "chu_tri"), task["chu_tri"]),
                        "withdrawn": task["ma"] in withdrawn,
                        "criteria": [
                            entry["tieu_chi"],
                            *(new.get((task["ma"], "cung_cho"), task.get("cung_cho")) or []),
                        ],
                        "target": new.get((task["ma"], "diem_phan_dau"), task.get("diem_phan_dau")),
                    }


def _iso(text: str) -> str:
    if "/" in text:
        day, month, year = text.split("/")
        return f"{year}-{int(month):02}-{int(day):02}"
    return str(text)


def _gaps(data: Path, plan: Any, tasks: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], Decimal]]:  # noqa: ANN401 -- plain YAML
    headline = True
    for answered in plan["danh_gia"]:
        id_ = answered["bo_chi_so"]
        framework = _read(data / "bo-chi-so" / f"{id_}.yml")
        results = _read(data / "ket-qua" / answered["nam"] / f"{id_}.yml")
        if not results.get("diem"):
            continue
        gaps = {
            leaf["ma"]: _number(leaf["diem_toi_da"]) - _number(results["diem"][leaf["ma"]])
            for leaf in _leaves(framework)
        }
        gaps = {code: gap for code, gap in gaps.items() if gap}
        for code, gap in gaps.items():
            yield ("diem-mat/", f"tieu-chi:{id_}/{code}"), gap
            yield (f"tieu-chi/{id_}/{code}/", "mat"), gap
        if headline and framework["cach_tinh"] == "tong":
            headline = False
            yield from _headline(id_, framework, results, gaps, plan["phan_cong"][id_], tasks)


def _headline(  # noqa: PLR0913, PLR0917 -- one call, six plain tables
    id_: str,
    framework: Any,  # noqa: ANN401 -- plain YAML
    results: Any,  # noqa: ANN401 -- plain YAML
    gaps: dict[str, Decimal],
    leaders: dict[str, str],
    tasks: list[dict[str, Any]],
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    by_prefix: dict[str, Decimal] = defaultdict(Decimal)
    by_leader: dict[str, Decimal] = defaultdict(Decimal)
    by_method: dict[str, Decimal] = defaultdict(Decimal)
    served = {ref for task in tasks for ref in task["criteria"]}
    covered = Decimal(0)
    for code, gap in gaps.items():
        above = _prefixes(code)
        for prefix in above:
            by_prefix[prefix] += gap
        by_leader[next(leaders[prefix] for prefix in reversed(above) if prefix in leaders)] += gap
        covered += gap if any(f"{id_}/{prefix}" in served for prefix in above) else 0
    whole = sum(gaps.values(), Decimal(0))
    for page in ("", "diem-mat/"):
        yield (page, "dat"), _number(results["tong"]["diem"])
        yield (page, "mat"), whole
        yield (page, "tieu-chi-mat"), Decimal(len(gaps))
        yield (page, "co-nhiem-vu"), covered
        yield (page, "chua-co-nhiem-vu"), whole - covered
        for domain in framework["linh_vuc"]:
            yield (page, f"linh-vuc:{domain['ma']}"), by_prefix[domain["ma"]]
    for code in sorted(gaps, key=lambda code: -gaps[code])[:_WORST_ON_HOME]:
        yield ("", f"tieu-chi:{id_}/{code}"), gaps[code]
    for leaf in _leaves(framework):
        by_method[leaf["phuong_phap"]] += gaps.get(leaf["ma"], 0)
    for method, gap in by_method.items():
        yield ("diem-mat/", f"phuong-phap:{method}"), gap
    yield from _projection(id_, framework, _number(results["tong"]["diem"]), covered, tasks)
    for agency, gap in by_leader.items():
        yield ("diem-mat/", f"co-quan:{agency}"), gap
        yield (f"co-quan/{agency}/", "mat"), gap
    for code, gap in by_prefix.items():
        yield (f"tieu-chi/{id_}/{code}/", "mat"), gap


def _projection(
    id_: str,
    framework: Any,  # noqa: ANN401 -- plain YAML
    achieved: Decimal,
    covered: Decimal,
    tasks: list[dict[str, Any]],
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    aims = [_number(task["target"]) for task in tasks if task["target"] and task["criteria"][0].startswith(f"{id_}/")]
    targeted = min(sum(aims, Decimal(0)), covered)
    whole = _number(framework["diem_toi_da"])
    yield ("diem-mat/", "diem-phan-dau"), targeted
    yield ("diem-mat/", "neu-dat-phan-dau"), min(achieved + targeted, whole)
    yield ("diem-mat/", "neu-lay-lai-het"), min(achieved + covered, whole)


def _prefixes(code: str) -> list[str]:
    steps = code.split(".")
    return [".".join(steps[: depth + 1]) for depth in range(len(steps))]


def _leaves(framework: Any) -> Iterator[Any]:  # noqa: ANN401 -- plain YAML
    for domain in framework["linh_vuc"]:
        for criterion in domain.get("tieu_chi") or [domain]:
            yield from criterion.get("thanh_phan") or [criterion]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
