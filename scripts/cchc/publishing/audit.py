"""The independent counter: totals recomputed from the raw files, sharing no code with what renders the pages.

It reads plain YAML and adds up again; `verify` compares the result with the figures on the pages (threat S04).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator
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
        live = [task for task in _tasks(data / "ke-hoach" / year, as_of) if not task["withdrawn"]]
        totals[f"ke-hoach/{year}/", "nhiem-vu"] = Decimal(len(live))
        totals |= _by_unit(_read(data / "don-vi.yml"), year, plan, live)
        totals |= _by_leader(data, year, plan)
        if plan["trang_thai"] in {"da-ban-hanh", "da-ket-thuc"}:
            led = Counter(task["lead"] for task in live)
            totals |= {(f"tien-do/{year}/", f"chu-tri:{agency}"): Decimal(number) for agency, number in led.items()}
        if year == years[-1]:
            totals["", "nhiem-vu"] = Decimal(len(live))
            totals |= _gaps(data, plan, live)
    totals |= _by_criterion(data)
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
                        "lead": new.get((task["ma"], "chu_tri"), task["chu_tri"]),
                        "units": {
                            unit
                            for key in ("thuc_hien", "phoi_hop")
                            for unit in new.get((task["ma"], key), task.get(key)) or []
                        },
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


def _by_unit(
    registry: Any,  # noqa: ANN401 -- plain YAML
    year: str,
    plan: Any,  # noqa: ANN401 -- plain YAML
    tasks: list[dict[str, Any]],
) -> Iterator[tuple[tuple[str, str], Decimal]]:
    """Count the tasks of each agency, of each group on its page and its members', and those that heirs took over."""
    units = {unit["ma"]: unit for unit in registry["don_vi"]}
    led = Counter(task["lead"] for task in tasks)
    for agency in {*plan["bao_cao"], *led}:
        yield (f"co-quan/{agency}/", f"nhiem-vu:{year}"), Decimal(led[agency])
    for agency, number in led.items():
        heir = units[agency].get("ke_thua_boi")
        while heir:
            yield (f"co-quan/{heir}/", f"ke-thua:{agency}:{year}"), Decimal(number)
            heir = units[heir].get("ke_thua_boi")
    for group in registry.get("nhom") or []:
        number = sum(group["ma"] in task["units"] for task in tasks)
        for id_, unit in units.items() if number else ():
            began, ended = (_iso(unit.get(key, year))[:4] for key in ("tu_ngay", "den_ngay"))
            if unit["loai"] in group["loai"] and began <= year <= ended:
                yield (f"co-quan/{id_}/", f"nhom:{group['ma']}:{year}"), Decimal(number)
        if number:
            yield (f"co-quan/nhom/{group['ma']}/", f"nhiem-vu:{year}"), Decimal(number)


def _by_leader(data: Path, year: str, plan: Any) -> Iterator[tuple[tuple[str, str], Decimal]]:  # noqa: ANN401 -- plain YAML
    for answered in plan["danh_gia"]:
        id_ = answered["bo_chi_so"]
        framework = _read(data / "bo-chi-so" / f"{id_}.yml")
        results = _read(data / "ket-qua" / answered["nam"] / f"{id_}.yml")
        by_leader: dict[str, Decimal] = defaultdict(Decimal)
        for code, gap in _leaf_gaps(framework, results).items():
            leaders = plan["phan_cong"][id_]
            by_leader[next(leaders[above] for above in reversed(_prefixes(code)) if above in leaders)] += gap
        for agency, gap in by_leader.items() if framework["cach_tinh"] == "tong" else ():
            yield (f"co-quan/{agency}/", f"mat:{year}:{id_}"), gap


def _by_criterion(data: Path) -> Iterator[tuple[tuple[str, str], Decimal]]:
    """Recompute what every criterion missed in every year that was scored."""
    for path in sorted((data / "ket-qua").glob("*/*.yml")):
        results = _read(path)
        framework = _read(data / "bo-chi-so" / path.name)
        page = f"tieu-chi/{path.stem}"
        gaps: dict[str, Decimal] = defaultdict(Decimal)
        if framework["cach_tinh"] == "tong":
            for code, gap in _leaf_gaps(framework, results).items():
                for above in _prefixes(code):
                    gaps[above] += gap
        else:
            gaps |= _missed(_nodes(framework), results)
        for code, gap in gaps.items():
            yield (f"{page}/{code}/", f"mat:{path.parent.name}"), gap


def _gaps(data: Path, plan: Any, tasks: list[dict[str, Any]]) -> Iterator[tuple[tuple[str, str], Decimal]]:  # noqa: ANN401 -- plain YAML
    headline = True
    for answered in plan["danh_gia"]:
        id_ = answered["bo_chi_so"]
        framework = _read(data / "bo-chi-so" / f"{id_}.yml")
        results = _read(data / "ket-qua" / answered["nam"] / f"{id_}.yml")
        if not results.get("diem"):
            continue
        gaps = _leaf_gaps(framework, results)
        for code, gap in gaps.items():
            yield ("diem-mat/", f"tieu-chi:{id_}/{code}"), gap
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


def _leaf_gaps(framework: Any, results: Any) -> dict[str, Decimal]:  # noqa: ANN401 -- plain YAML
    return _missed(_leaves(framework), results)


def _missed(nodes: Iterable[Any], results: Any) -> dict[str, Decimal]:  # noqa: ANN401 -- plain YAML
    """Give what each scored node missed, by code, those at their maximum left out."""
    points = results.get("diem") or {}
    gaps = {one["ma"]: _number(one["diem_toi_da"]) - _number(points[one["ma"]]) for one in nodes if one["ma"] in points}
    return {code: gap for code, gap in gaps.items() if gap}


def _nodes(framework: Any) -> Iterator[Any]:  # noqa: ANN401 -- plain YAML
    for domain in framework["linh_vuc"]:
        yield domain
        for criterion in domain.get("tieu_chi") or []:
            yield criterion
            yield from criterion.get("thanh_phan") or []


def _leaves(framework: Any) -> Iterator[Any]:  # noqa: ANN401 -- plain YAML
    for domain in framework["linh_vuc"]:
        for criterion in domain.get("tieu_chi") or [domain]:
            yield from criterion.get("thanh_phan") or [criterion]


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))
