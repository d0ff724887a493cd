"""`cchc answer`: the comment and the status of a pull request, written where it stands."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from cchc.commands.hosted import add_github, github_of
from cchc.commands.shared import CLEAN, complain
from cchc.git import NoCommitError
from cchc.hosting.answer import answer, answer_queue
from cchc.hosting.github import GitHubError

_COMMIT = re.compile(r"[0-9a-f]{40}")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of `cchc answer`."""
    parser.add_argument("head", type=_commit, metavar="BẢN", help="mã đủ 40 ký tự của bản mới nhất trong đề nghị")
    add_github(parser)
    parser.add_argument("--queue", action="store_true", help="bản thuộc hàng chờ gộp: chỉ ghi trạng thái")
    parser.add_argument(
        "--run-id", type=int, metavar="SỐ", help="số của lần chạy kiểm tra, để nhận xét dẫn tới nhật ký"
    )
    parser.add_argument(
        "--repo", type=Path, default=Path(), metavar="THƯ_MỤC", help="bản sao của kho, đứng ở nhánh chính"
    )


def run(options: argparse.Namespace) -> int:
    """Answer, and say what was written; nothing is written of a commit that is no longer the newest."""
    say = answer_queue if options.queue else answer
    github = github_of(options)
    more_at = f"{github.home}/actions/runs/{options.run_id}" if options.run_id else ""
    try:
        for line in say(github, options.repo, options.head, more_at):
            print(line)
    except (GitHubError, NoCommitError) as problem:
        return complain(problem)
    return CLEAN


def _commit(text: str) -> str:
    if not _COMMIT.fullmatch(text):
        message = f"mã của bản gồm đúng 40 chữ số và chữ a–f; đang ghi “{text}”"
        raise argparse.ArgumentTypeError(message)
    return text
