"""Bring files to their canonical form, and never change what they say: every new text is read again and compared."""

from __future__ import annotations

import difflib
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.reading.canonical import canonical
from cchc.reading.decoding import decode
from cchc.reading.load import read_file
from cchc.reading.source import read_source
from cchc.reading.tree import Folder
from cchc.reading.validate import validate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cchc.basics.diagnostics import Diagnostic
    from cchc.schema import Input

_DIFF_LINES = 60
_READABLE = 0o644


class UnfaithfulError(Exception):
    """The canonical text does not say what the file says: a defect of ours, told in Vietnamese."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A file that is not in its canonical form: its bytes and the text that would replace them."""

    path: Path
    before: bytes
    after: str

    def difference(self) -> list[str]:
        """Show what would change, as the lines of a unified diff that is cut when it is long."""
        text, _ = decode(self.path.as_posix(), self.before, len(self.before))
        old, new = (text or "").splitlines(), self.after.splitlines()
        name = self.path.as_posix()
        lines = list(difflib.unified_diff(old, new, name, f"{name} (đã định dạng)", n=1, lineterm=""))
        if not lines:
            return [f"{name}: chỉ khác cách lưu (BOM, dấu xuống dòng, cách ghép dấu chữ Việt)"]
        rest = len(lines) - _DIFF_LINES
        return [*lines[:_DIFF_LINES], f"… và {rest} dòng khác"] if rest > 0 else lines

    def write(self) -> None:
        """Replace the file."""
        put(self.path, self.after)


def put(path: Path, text: str) -> None:
    """Write a file, or replace it, in one step: it is never half written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile("wb", dir=path.parent, prefix=".dinh-dang-", delete=False) as handle:
        new = Path(handle.name)
        try:
            handle.write(text.encode())
            handle.close()
            if path.exists():
                shutil.copymode(path, new)
            else:
                new.chmod(_READABLE)  # a temporary file is its maker's alone
            new.replace(path)
        finally:
            new.unlink(missing_ok=True)


def drafts(data: Path, paths: Sequence[Path]) -> tuple[list[Draft], list[Diagnostic]]:
    """Format the files of a data tree that lie at or below some paths; nothing is written.

    Returns:
        A draft for each file that would change, and the findings of those that cannot be formatted.

    Raises:
        UnfaithfulError: when a canonical text would not say the same.
    """
    found: list[Draft] = []
    findings: list[Diagnostic] = []
    tree = Folder(data)
    for relative, kind in tree.files():
        path = data / relative
        if not any(lies_in(path, wanted) for wanted in paths):
            continue
        file = read_file(tree, relative, kind)
        findings += file.findings
        if file.record is not None:
            after = rewritten(path.as_posix(), file.raw, file.record)
            if after.encode() != file.raw:
                found.append(Draft(path=path, before=file.raw, after=after))
    return found, sorted(findings)


def rewritten(shown: str, raw: bytes, record: Input) -> str:
    """Give the canonical text of a file, read again and found to say the same.

    Raises:
        UnfaithfulError: when it would not; names the file as `shown`.
    """
    text, _ = decode(shown, raw, len(raw))
    after = canonical(text or "", record)
    again = read_source(shown, after.encode()).root
    same, _ = validate(type(record), again) if again is not None else (None, [])
    if same is None or _content(same) != _content(record):
        message = f"định dạng {shown} sẽ làm đổi nội dung"
        raise UnfaithfulError(message)
    return after


def _content(record: Input) -> dict[str, object]:
    return record.model_dump(exclude_unset=True)


def lies_in(path: Path, place: Path) -> bool:
    """Tell whether a path is a place or lies below it, as they are written: no link is followed."""
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(place))  # noqa: PTH100 -- `resolve` follows links
