"""Findings in SARIF 2.1.0, the format of code scanning services and editors (OASIS, with errata 01)."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from cchc.basics.diagnostics import Severity
from cchc.render.findings.excerpt import Sources
from cchc.render.findings.json import dumped
from cchc.render.findings.summary import help_address
from cchc.rules import ADVICE, TOPICS, sentence

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.model import Dataset
    from cchc.rules import Check

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"


def render(dataset: Dataset, findings: Sequence[Diagnostic], as_of: dt.date) -> str:
    """Write one run with every rule of the rulebook and every finding; columns count code points."""
    rules = [
        _rule(dataset, id_, rule, topic) for topic, rules_by_id in TOPICS.items() for id_, rule in rules_by_id.items()
    ]
    index_by_id = {rule["id"]: index for index, rule in enumerate(rules)}
    sources, seen = Sources(), Counter[str]()
    run = {
        "tool": {"driver": {"name": "cchc", "language": "vi", "rules": rules}},
        "language": "vi",
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True}],
        "properties": {"asOf": as_of.isoformat()},
        "results": [_result(finding, index_by_id[finding.rule], sources, seen) for finding in findings],
    }
    return dumped({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(dataset: Dataset, id_: str, rule: Check | str, topic: str) -> dict[str, Any]:
    address = help_address(dataset, id_)
    return {
        "id": id_,
        "shortDescription": {"text": sentence(rule)},
        "fullDescription": {"text": sentence(rule)},
        "defaultConfiguration": {"level": "warning" if topic == ADVICE else "error"},
        "properties": {"tags": [topic]},
        **({"helpUri": address} if address.startswith("https:") else {}),
    }


def _result(finding: Diagnostic, index: int, sources: Sources, seen: Counter[str]) -> dict[str, Any]:
    span = finding.span
    excerpt = sources.excerpt_of(finding)
    identity = "\n".join((span.path, finding.rule, finding.message, excerpt.shown.strip() if excerpt else ""))
    fingerprint = hashlib.sha256(identity.encode()).hexdigest()
    seen[fingerprint] += 1
    location = {
        "physicalLocation": {
            "artifactLocation": _artifact(span.path),
            "region": {"startLine": span.line, "startColumn": span.column},
        }
    }
    return {
        "ruleId": finding.rule,
        "ruleIndex": index,
        "level": "error" if finding.severity is Severity.ERROR else "warning",
        "message": {"text": f"{finding.message} — {finding.hint}" if finding.hint else finding.message},
        "locations": [location],
        "partialFingerprints": {"cchc/v1": f"{fingerprint}:{seen[fingerprint]}"},
        **_fixes(finding, sources),
    }


def _fixes(finding: Diagnostic, sources: Sources) -> dict[str, Any]:
    """Write the correction as a replacement, where its place in the file is known to the letter."""
    place = sources.place_of(finding)
    if place is None or place.instead is None or not place.is_exact:
        return {}
    deleted = {"startLine": finding.span.line, "startColumn": place.start + 1, "endColumn": place.end + 1}
    replacement = {"deletedRegion": deleted, "insertedContent": {"text": place.instead}}
    change = {"artifactLocation": _artifact(finding.span.path), "replacements": [replacement]}
    words = finding.hint or finding.message
    return {"fixes": [{"description": {"text": words}, "artifactChanges": [change]}]}


def _artifact(path: str) -> dict[str, str]:
    """Name a file below where the command ran; one named from the root of the machine keeps its whole name."""
    if Path(path).is_absolute():
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(path), "uriBaseId": _ROOT}
