"""What people choose by its name, and the id that a data file writes for it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from cchc.basics.fixes import near_miss
from cchc.render.words import word
from cchc.schema import Opinion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from cchc.model import Cycle, Dataset
    from cchc.schema.choice import Choice
    from cchc.schema.fields import CriterionRef

_OPINIONS = {Opinion.AGREES: "Đồng ý", Opinion.OBJECTS: "Không đồng ý"}


class Names:
    """Names of one sort. Each id is shown by its first name, and understood by every name that is its alone."""

    def __init__(self, names_by_id: Mapping[str, Sequence[str]], title: str, offered: Iterable[str] = ()) -> None:
        """Take names by id; `title` says what they name, `offered` which ids are to choose from, all if empty."""
        first = Counter(_key(names[0]) for names in names_by_id.values())
        self.title = title
        self._shown = {
            id_: names[0] if first[_key(names[0])] == 1 else f"{names[0]} ({id_})" for id_, names in names_by_id.items()
        }
        self.offered = tuple(self._shown[id_] for id_ in (tuple(offered) or names_by_id))
        meant: dict[str, set[str]] = {}
        for id_, names in names_by_id.items():
            for name in (id_, self._shown[id_], *names):
                meant.setdefault(_key(name), set()).add(id_)
        self._ids = {key: next(iter(ids)) for key, ids in meant.items() if len(ids) == 1}

    def shown(self, id_: str) -> str:
        """Give the name of an id; an id that names nothing stands for itself."""
        return self._shown.get(id_, id_)

    def id_of(self, name: str) -> str | None:
        """Give the id that a name stands for, whatever its case and spacing."""
        return self._ids.get(_key(name))

    def hint(self, name: str) -> str:
        """Suggest the name that another was probably meant to be."""
        return near_miss(name, self._shown.values(), f"chọn trong danh sách của ô, hoặc xem cột “{self.title}”").hint


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()


def agency_names(dataset: Dataset, cycle: Cycle) -> Names:
    """Name the agencies; those of the plan's year are offered."""
    names = {one.id: (one.name, one.short_name, one.abbreviation) for one in dataset.agencies.values()}
    return Names(names, "Cơ quan", _of_the_year(dataset, cycle))


def unit_names(dataset: Dataset, cycle: Cycle) -> Names:
    """Name agencies and groups of agencies."""
    names: dict[str, Sequence[str]] = {one.id: (one.name,) for one in dataset.groups.values()}
    names |= {one.id: (one.name, one.short_name, one.abbreviation) for one in dataset.agencies.values()}
    return Names(names, "Cơ quan hay nhóm đơn vị", (*dataset.groups, *_of_the_year(dataset, cycle)))


def _of_the_year(dataset: Dataset, cycle: Cycle) -> list[str]:
    return [one.id for one in dataset.agencies.values() if one.existed_in(cycle.year)]


def criterion_names(dataset: Dataset, cycle: Cycle, title: str, offered: Iterable[CriterionRef] = ()) -> Names:
    """Name every criterion of the frameworks that a plan answers, by references as data files write them."""
    names = {
        f"{framework.id}/{node.code}": (f"{framework.file.abbreviation} {node.code}. {node.name}",)
        for framework, _ in dataset.evaluated(cycle)
        for node in framework.criteria.values()
    }
    return Names(names, title, (ref for ref in map(str, offered) if ref in names))


def choice_names(choices: type[Choice], title: str) -> Names:
    """Name the words of a list as pages do."""
    names = {one.value: (_OPINIONS[one] if isinstance(one, Opinion) else word(one).capitalize(),) for one in choices}
    return Names(names, title)
