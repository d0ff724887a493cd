"""Rules about text and work that stand twice."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cchc.basics.diagnostics import Diagnostic, warning
from cchc.basics.text import words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from cchc.basics.diagnostics import Span
    from cchc.model import Cycle, Dataset, ProposedTask
    from cchc.schema import Analysis, Input, Upkeep
    from cchc.schema.fields import CriterionRef

_SHORTEST_COPY = 8  # words: two officials may well write the same shorter sentence
_SAME_WORK = 0.6  # share of common words; different work on one criterion stays below a third


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    """A text where it stands; `is_shared`: within one agency it may hold for several criteria."""

    what: str
    text: str
    record: Input
    attribute: str
    agency: str
    entry: Analysis | Upkeep
    serves: tuple[CriterionRef, ...] = ()
    is_shared: bool = False

    @property
    def span(self) -> Span:
        """The place of the text."""
        return self.record.span(self.attribute)


def texts_are_not_copied(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Tồn tại, nguyên nhân, nội dung nhiệm vụ không chép nguyên văn từ chỗ khác trong cùng kế hoạch.

    Một nguyên nhân chung cho nhiều tiêu chí của cùng một cơ quan thì được nhắc lại.
    """
    for cycle in dataset.cycles.values():
        seen: dict[tuple[str, str], _Passage] = {}
        for passage in _passages(cycle):
            said = re.findall(r"\w+", passage.text.lower())  # numbers too: they tell one task from another
            if len(said) < _SHORTEST_COPY:
                continue
            first = seen.setdefault((passage.what, " ".join(said)), passage)
            if first is not passage and _is_copy(passage, first):
                message = f"{passage.what} này trùng nguyên văn với {first.span.path} dòng {first.span.line}"
                hint = "viết theo đúng tình hình của tiêu chí và cơ quan mình"
                yield warning(passage.span, "chep-lai", message, hint)


def _passages(cycle: Cycle) -> Iterator[_Passage]:
    for agency, submission in sorted(cycle.submissions.items()):
        for entry in submission.analyses:
            yield _Passage(
                what="tồn tại", text=entry.shortfall, record=entry, attribute="shortfall", agency=agency, entry=entry
            )
            for cause in entry.causes:
                yield _Passage(
                    what="nguyên nhân",
                    text=cause.content,
                    record=cause,
                    attribute="content",
                    agency=agency,
                    entry=entry,
                    is_shared=True,
                )
    for proposed in cycle.proposed_tasks():
        yield _Passage(
            what="nội dung",
            text=proposed.task.content,
            record=proposed.task,
            attribute="content",
            agency=proposed.agency,
            entry=proposed.entry,
            serves=proposed.criteria,
        )


def _is_copy(passage: _Passage, first: _Passage) -> bool:
    """Tell whether a repeated text is the mistake itself, and neither legitimate nor told by another rule."""
    if passage.agency != first.agency:
        return not set(passage.serves) & set(first.serves)  # both at work on one criterion: that is told instead
    if passage.entry is first.entry:
        return True
    return not passage.is_shared and passage.entry.criterion != first.entry.criterion


def work_is_not_done_twice(dataset: Dataset, _as_of: dt.date) -> Iterator[Diagnostic]:
    """Hai cơ quan không nên cùng làm một việc cho một tiêu chí, kể cả tiêu chí nêu ở “cung_cho”."""
    for cycle in dataset.cycles.values():
        by_criterion: dict[CriterionRef, list[tuple[ProposedTask, frozenset[str]]]] = defaultdict(list)
        for proposed in cycle.proposed_tasks():
            said = frozenset(words(proposed.task.content))
            if first := _same_work(proposed, said, by_criterion):
                span = first.task.span("content")
                message = (
                    f"việc này gần như trùng với nhiệm vụ “{first.task.code}” của {first.agency} "
                    f"({span.path} dòng {span.line}), cùng phục vụ một tiêu chí"
                )
                hint = "thống nhất một cơ quan chủ trì, cơ quan kia ghi ở phoi_hop; hoặc nêu rõ phần việc của mỗi bên"
                yield warning(proposed.task.span("content"), "trung-viec", message, hint)
            for ref in proposed.criteria:
                by_criterion[ref].append((proposed, said))


def _same_work(
    proposed: ProposedTask,
    said: frozenset[str],
    by_criterion: dict[CriterionRef, list[tuple[ProposedTask, frozenset[str]]]],
) -> ProposedTask | None:
    """Find an earlier task of another agency for one of the same criteria that says nearly the same."""
    for ref in proposed.criteria:
        for other, also_said in by_criterion[ref]:
            if other.agency != proposed.agency and len(said & also_said) >= _SAME_WORK * len(said | also_said):
                return other
    return None
