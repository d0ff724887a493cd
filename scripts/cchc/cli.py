"""The `cchc` command: parses words, calls the layers below, prints, and chooses the exit code.

Exit codes: 0 clean (warnings allowed), 1 errors in the data, 2 wrong use, 3 a defect of ours.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from cchc.check import check
from cchc.dates import NotADateError, parse_date
from cchc.diagnostics import has_errors
from cchc.render.findings import FORMATS
from cchc.usage import WRONG_USE, Parser

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cchc.diagnostics import Diagnostic
    from cchc.model import Dataset

CLEAN, DATA_ERRORS, DEFECT = 0, 1, 3

# A command lives for seconds and drops little: collecting garbage less often makes a build a tenth faster.
_RARE_COLLECTION = (100_000, 20, 20)


def _date(text: str) -> dt.date:
    try:
        return parse_date(text)
    except NotADateError as problem:
        raise argparse.ArgumentTypeError(str(problem)) from problem


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="cchc",
        description="Kế hoạch cải thiện Chỉ số cải cách hành chính: kiểm tra dữ liệu và dựng trang công khai.",
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="LỆNH", parser_class=Parser)

    def command(name: str, summary: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=summary, description=summary)
        one.add_argument(
            "--data",
            type=Path,
            default=Path("data"),
            metavar="THƯ_MỤC",
            help="thư mục dữ liệu (mặc định: data)",
        )
        one.add_argument(
            "--as-of",
            type=_date,
            metavar="NGÀY",
            help="tính đến ngày, ví dụ 2023-10-15 (mặc định: ngày ghi trong tinh.yml, nếu không có thì hôm nay)",
        )
        return one

    checking = command("check", "Kiểm tra toàn bộ dữ liệu, in mọi lỗi và cảnh báo")
    checking.add_argument("--format", choices=tuple(FORMATS), default="text", help="dạng kết quả (mặc định: text)")
    for name, summary in (
        ("build", "Kiểm tra, tổng hợp, dựng và kiểm tra lại trang công khai"),
        ("serve", "Dựng trang, mở ở máy mình và dựng lại mỗi khi dữ liệu đổi"),
    ):
        building = command(name, summary)
        building.add_argument(
            "--out",
            type=Path,
            default=Path("build"),
            metavar="THƯ_MỤC",
            help="nơi ghi kết quả (mặc định: build)",
        )
        building.add_argument("--chinh-thuc", action="store_true", help="không công bố nếu còn dữ liệu minh họa")
        if name == "serve":
            building.add_argument("--port", type=int, default=8000, metavar="CỔNG", help="cổng (mặc định: 8000)")
    command("status", "Cơ quan nào đã nộp, chậm, còn thiếu gì")
    formatting = command("fmt", "Viết lại tệp dữ liệu theo dạng thống nhất, không đổi nội dung")
    formatting.add_argument("--check", action="store_true", help="chỉ cho xem chỗ sẽ đổi, không ghi")
    formatting.add_argument(
        "paths", type=Path, nargs="*", metavar="TỆP", help="tệp hay thư mục trong thư mục dữ liệu (mặc định: tất cả)"
    )
    approving = command("approve", "Khóa kế hoạch đã ban hành: ghi khoa.yml")
    approving.add_argument("year", type=int, metavar="NĂM", help="năm của kế hoạch")
    starting = command("new", "Ghi tệp mẫu cho một cơ quan, điền sẵn những gì đã biết")
    starting.add_argument("agency", metavar="CƠ_QUAN", help="mã cơ quan, ví dụ so-noi-vu")
    starting.add_argument("--year", type=int, metavar="NĂM", help="năm của kế hoạch (mặc định: kế hoạch mới nhất)")
    starting.add_argument(
        "--kind",
        choices=("bao-cao", "tien-do"),
        default="bao-cao",
        help="bao-cao: báo cáo, điền sẵn tiêu chí mất điểm; tien-do: tiến độ, điền sẵn nhiệm vụ (mặc định: bao-cao)",
    )
    exporting = command("export", "Xuất kế hoạch thành văn bản Word")
    exporting.add_argument("format", choices=("docx",), metavar="DẠNG", help="docx: văn bản Word")
    exporting.add_argument("--year", type=int, metavar="NĂM", help="năm của kế hoạch (mặc định: kế hoạch mới nhất)")
    exporting.add_argument(
        "--agency", metavar="CƠ_QUAN", help="chỉ báo cáo và nhiệm vụ của cơ quan có mã này, ví dụ so-noi-vu"
    )
    exporting.add_argument("--template", type=Path, metavar="TỆP", help="tệp Word cho mượn kiểu chữ")
    exporting.add_argument(
        "--out", type=Path, metavar="TỆP", help="nơi ghi (mặc định: build/ke-hoach-<năm>[-<cơ quan>].docx)"
    )
    about = "Ghi lược đồ JSON Schema của từng loại tệp, cho trình soạn thảo"
    schemas = commands.add_parser("schema", help=about, description=about)
    schemas.add_argument(
        "--out",
        type=Path,
        default=Path("docs/luoc-do"),
        metavar="THƯ_MỤC",
        help="nơi ghi lược đồ (mặc định: docs/luoc-do)",
    )
    schemas.add_argument("--check", action="store_true", help="không ghi, chỉ so với các lược đồ đang có")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    options = _parser().parse_args(arguments)
    gc.set_threshold(*_RARE_COLLECTION)
    command = _COMMANDS[options.command]
    try:
        code = command(options)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return DEFECT
    except BrokenPipeError:  # who reads us left early: nothing more can be said, and nothing was found to be clean
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DEFECT
    except Exception as defect:  # noqa: BLE001 -- an official must never meet a traceback
        return _report_defect(defect)
    return code


def run() -> NoReturn:
    """Run one command and leave at once: freeing what a build has read would take a tenth of a second."""
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _report_defect(defect: Exception) -> int:
    import traceback  # noqa: PLC0415 -- only when something is wrong

    from cchc.build import BuildError  # noqa: PLC0415 -- only when something is wrong

    if isinstance(defect, BuildError):
        print(f"cchc: {defect}", file=sys.stderr)
    else:
        print(
            f"cchc: lỗi của chính công cụ ({type(defect).__name__}: {defect}); dữ liệu của bạn không bị đổi.",
            file=sys.stderr,
        )
        if os.environ.get("CCHC_TRACEBACK"):
            traceback.print_exception(defect)
        else:
            print("Chạy lại với CCHC_TRACEBACK=1 và gửi kết quả cho nhóm phát triển.", file=sys.stderr)
    print("Trang đã công bố trước đó vẫn giữ nguyên.", file=sys.stderr)
    return DEFECT


def _read(options: argparse.Namespace) -> tuple[Dataset, dt.date, list[Diagnostic]]:
    return check(options.data, options.as_of)


def _print_findings(dataset: Dataset, as_of: dt.date, found: list[Diagnostic], layout: str = "text") -> int:
    shown = FORMATS[layout](dataset, found, as_of)
    sys.stdout.writelines(shown.splitlines(keepends=True))  # by lines, so that a reader who left is soon noticed
    return DATA_ERRORS if has_errors(found) else CLEAN


def _check(options: argparse.Namespace) -> int:
    return _print_findings(*_read(options), options.format)


def _build(options: argparse.Namespace) -> int:
    dataset, as_of, found = _read(options)
    if _print_findings(dataset, as_of, found):
        print("Không dựng trang khi dữ liệu còn lỗi; trang cũ giữ nguyên.", file=sys.stderr)
        return DATA_ERRORS
    if options.chinh_thuc and (invented := _illustrative_files(dataset)):
        print("Không công bố chính thức dữ liệu minh họa; còn các tệp:", *invented, sep="\n  ", file=sys.stderr)
        return DATA_ERRORS
    from cchc.build import build_site  # noqa: PLC0415 -- `check` must not pay for what only `build` needs
    from cchc.git import revision_of  # noqa: PLC0415 -- the same

    pages = build_site(dataset, options.data, as_of, revision_of(options.data), options.out)
    print(f"Đã dựng {pages} trang, tính đến ngày {as_of:%d/%m/%Y}: {options.out / 'site'}")
    return CLEAN


def _illustrative_files(dataset: Dataset) -> list[str]:
    from cchc.render.view import stated_files  # noqa: PLC0415 -- only needed here
    from cchc.schema import Nature, stated_natures  # noqa: PLC0415 -- only needed here

    places = (
        place
        for file in stated_files(dataset)
        for place, nature in stated_natures(file)
        if nature is Nature.ILLUSTRATIVE
    )
    return sorted({place.path for place in places})


def _serve(options: argparse.Namespace) -> int:
    from cchc.serve import serve  # noqa: PLC0415 -- only `serve` needs it

    return serve(lambda: _build(options), options.out / "site", watched=[options.data, Path("docs")], port=options.port)


def _status(options: argparse.Namespace) -> int:
    from cchc.render.status import status_text  # noqa: PLC0415 -- `check` must not pay for it
    from cchc.report import report_on  # noqa: PLC0415 -- `check` must not pay for it

    dataset, as_of, found = _read(options)
    if has_errors(found):
        return _print_findings(dataset, as_of, found)
    reports = [report_on(dataset, cycle, as_of) for cycle in reversed(tuple(dataset.cycles.values()))]
    sys.stdout.write(status_text(dataset, reports))
    return CLEAN


def _approve(options: argparse.Namespace) -> int:
    from cchc.render.lock import lock_text  # noqa: PLC0415 -- `check` must not pay for it

    dataset, as_of, found = _read(options)
    blocking = [finding for finding in found if finding.rule != "giai-doan"]
    if has_errors(blocking):
        return _print_findings(dataset, as_of, found)
    cycle = dataset.cycles.get(options.year)
    place = options.data / "ke-hoach" / str(options.year) / "khoa.yml"
    if cycle is None or not cycle.file.stage.is_issued or cycle.file.issuance is None:
        wanted = "“trang_thai” phải là “da-ban-hanh” và có “ban_hanh” (so, ngay)"
        print(f"cchc: kế hoạch {options.year} chưa ban hành: {wanted}.", file=sys.stderr)
        return DATA_ERRORS
    if place.exists():
        print(f"cchc: {place} đã có; kế hoạch đã khóa chỉ thay đổi qua dieu-chinh.yml.", file=sys.stderr)
        return DATA_ERRORS
    place.write_text(lock_text(cycle), "utf-8", newline="\n")
    print(f"Đã khóa {len(list(cycle.proposed_tasks()))} nhiệm vụ: {place}")
    return CLEAN


def _fmt(options: argparse.Namespace) -> int:
    from cchc.formatting import drafts, lies_in  # noqa: PLC0415 -- `check` must not pay for it
    from cchc.render.findings.text import harmless, told  # noqa: PLC0415 -- only needed here

    paths = options.paths or [options.data]
    for path in paths:
        if not path.exists() or not lies_in(path, options.data):
            print(f"cchc: không có “{path}” trong thư mục dữ liệu “{options.data}”.", file=sys.stderr)
            return WRONG_USE
    found, findings = drafts(options.data, paths)
    for draft in found:
        if options.check:
            sys.stdout.write(harmless(draft.difference()))
        else:
            draft.write()
            print(f"Đã sửa lại định dạng: {draft.path.as_posix()}")
    sys.stdout.write(harmless(told(findings)))
    if findings:
        print("Tệp còn lỗi được giữ nguyên; sửa lỗi rồi định dạng lại.")
    elif not found:
        print("Mọi tệp đã đúng định dạng.")
    elif options.check:
        print(f"{len(found)} tệp chưa đúng định dạng; chạy “cchc fmt” để sửa.")
    return DATA_ERRORS if findings or (found and options.check) else CLEAN


def _new(options: argparse.Namespace) -> int:
    from cchc.lookup import NotFoundError  # noqa: PLC0415 -- the same
    from cchc.new import NoFormError, is_blocked, write_form  # noqa: PLC0415 -- `check` must not pay for it

    dataset, as_of, found = _read(options)
    if is_blocked(found):
        return _print_findings(dataset, as_of, found)
    try:
        place = write_form(options.data, dataset, as_of, options.kind, options.agency, options.year)
    except (NotFoundError, NoFormError) as problem:
        print(f"cchc: {problem}", file=sys.stderr)
        return DATA_ERRORS
    print(f"Đã ghi {place}\nĐiền các mục còn trống rồi chạy cchc check.")
    return CLEAN


def _export(options: argparse.Namespace) -> int:
    from cchc.export.word import TemplateError, word_document  # noqa: PLC0415 -- `check` must not pay for it
    from cchc.lookup import NotFoundError, find_agency, find_cycle  # noqa: PLC0415 -- the same

    dataset, as_of, found = _read(options)
    if has_errors(found):
        return _print_findings(dataset, as_of, found)
    try:
        cycle = find_cycle(dataset, options.year)
        agency = find_agency(dataset, options.agency) if options.agency else None
        content = word_document(dataset, cycle, agency, as_of, options.template)
    except (NotFoundError, TemplateError) as problem:
        print(f"cchc: {problem}", file=sys.stderr)
        return DATA_ERRORS
    name = f"ke-hoach-{cycle.year}{f'-{agency.id}' if agency else ''}.docx"
    place = options.out or Path("build") / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    print(f"Đã ghi {place}, tính đến ngày {as_of:%d/%m/%Y}.")
    return CLEAN


def _schema(options: argparse.Namespace) -> int:
    from cchc.json_schema import differences, schema_texts  # noqa: PLC0415 -- `check` must not pay for it

    wanted = schema_texts()
    if options.check:
        wrong = differences(options.out, wanted)
        if wrong:
            print("Lược đồ khác với mô hình dữ liệu; chạy cchc schema để ghi lại:", *wrong, sep="\n  ", file=sys.stderr)
        return DATA_ERRORS if wrong else CLEAN
    options.out.mkdir(parents=True, exist_ok=True)
    for name, text in wanted.items():
        (options.out / name).write_text(text, "utf-8", newline="\n")
    print(f"Đã ghi {len(wanted)} lược đồ: {options.out}")
    return CLEAN


_COMMANDS = {
    "check": _check,
    "build": _build,
    "serve": _serve,
    "status": _status,
    "fmt": _fmt,
    "approve": _approve,
    "new": _new,
    "export": _export,
    "schema": _schema,
}
