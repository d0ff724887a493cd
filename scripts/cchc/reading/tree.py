"""Where the files of a data tree are read from: a folder of this machine, or bytes taken from Git's objects."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Tree(Protocol):
    """A data tree; paths are relative to it, written with "/".

    `root` is how findings name the tree. A file's kind is empty, or says what it is where it is not a regular file.
    """

    @property
    def root(self) -> str:
        """How findings name the tree."""

    def exists(self) -> bool:
        """Tell whether there is such a tree at all."""

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield each file's path and kind."""

    def folders(self, parent: str) -> list[str]:
        """Name the folders directly in another one."""

    def read(self, relative: str, limit: int) -> tuple[bytes, int]:
        """Give a file's first `limit` bytes at most, and its size."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A directory; findings name it as it was written."""

    path: Path

    @property
    def root(self) -> str:
        """How findings name the tree."""
        return self.path.as_posix().rstrip("/")

    def exists(self) -> bool:
        """Tell whether it is a directory."""
        return self.path.is_dir()

    def files(self) -> Iterator[tuple[str, str]]:
        """Walk the directory by name; links are named, not followed."""
        for directory, folders, files in os.walk(self.path):
            here = Path(directory)
            folders.sort()
            for name in sorted(files + [folder for folder in folders if (here / folder).is_symlink()]):
                path = here / name
                kind = "" if stat.S_ISREG(path.lstat().st_mode) else "liên kết hoặc tệp đặc biệt"
                yield path.relative_to(self.path).as_posix(), kind

    def folders(self, parent: str) -> list[str]:
        """Name the folders directly in another one."""
        return [one.name for one in self.path.glob(f"{parent}/*")]

    def read(self, relative: str, limit: int) -> tuple[bytes, int]:
        """Give a file's first `limit` bytes at most, and its size."""
        with (self.path / relative).open("rb") as handle:
            return handle.read(limit), os.fstat(handle.fileno()).st_size


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A file held in memory; of one that is too large to be read, or no regular file, there is no content."""

    kind: str
    size: int
    content: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A tree held in memory, by relative path: hostile files are checked without ever lying on a disk."""

    root: str
    held: Mapping[str, Held]

    def exists(self) -> bool:
        """Git knows no empty directories."""
        return bool(self.held)

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield each file's path and kind, by path."""
        for relative in sorted(self.held):
            yield relative, self.held[relative].kind

    def folders(self, parent: str) -> list[str]:
        """Name the folders directly in another one."""
        below = (path.removeprefix(f"{parent}/") for path in self.held if path.startswith(f"{parent}/"))
        return sorted({path.partition("/")[0] for path in below if "/" in path})

    def read(self, relative: str, limit: int) -> tuple[bytes, int]:
        """Give a file's first `limit` bytes at most, and its size."""
        one = self.held[relative]
        return one.content[:limit], one.size


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A tree as it would be with a file more, or with another content of one."""

    below: Tree
    relative: str
    content: bytes

    @property
    def root(self) -> str:
        """How findings name the tree."""
        return self.below.root

    def exists(self) -> bool:
        """Tell whether there is such a tree at all."""
        return self.below.exists()

    def files(self) -> Iterator[tuple[str, str]]:
        """Yield each file's path and kind, by path."""
        yield from sorted({**dict(self.below.files()), self.relative: ""}.items())

    def folders(self, parent: str) -> list[str]:
        """Name the folders directly in another one."""
        return self.below.folders(parent)

    def read(self, relative: str, limit: int) -> tuple[bytes, int]:
        """Give a file's first `limit` bytes at most, and its size."""
        if relative == self.relative:
            return self.content[:limit], len(self.content)
        return self.below.read(relative, limit)
