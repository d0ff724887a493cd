"""Command lines in Vietnamese: help, and what to say of wrong use."""

from __future__ import annotations

import argparse
import re
from typing import NoReturn

WRONG_USE = 2  # exit code

_MESSAGES = (
    (r"the following arguments are required: (.+)", r"thiếu \1"),
    (r"unrecognized arguments: (.+)", r"không hiểu \1"),
    (r"argument (\S+): invalid choice: (.+) \(choose from (.+)\)", r"\1 không nhận \2; chọn một trong: \3"),
    (r"argument (\S+): expected one argument", r"\1 cần một giá trị đi kèm"),
    (r"argument ([^:]+): (.+)", r"\1: \2"),
)


class _Formatter(argparse.HelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 -- argparse's own untyped signature
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, **options: object) -> None:
        super().__init__(add_help=False, formatter_class=_Formatter, allow_abbrev=False, **options)  # type: ignore[arg-type]  # argparse passes its own options through here
        self._positionals.title = "Lệnh và tham số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này")

    def error(self, message: str) -> NoReturn:
        """Say what was wrong, and leave."""
        for pattern, words in _MESSAGES:
            if re.fullmatch(pattern, message, re.DOTALL):
                message = re.sub(pattern, words, message, flags=re.DOTALL)
                break
        self.exit(WRONG_USE, f"cchc: dùng sai: {message}\nXem hướng dẫn: {self.prog} --help\n")
