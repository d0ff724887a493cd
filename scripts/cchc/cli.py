"""The `cchc` command: finds the verb, hands it its arguments, and chooses the exit code.

Exit codes: 0 clean (warnings allowed), 1 errors in the data, 2 wrong use, 3 a defect of ours.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
import traceback
from typing import TYPE_CHECKING, NoReturn

from cchc.basics.usage import Parser

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

DEFECT = 3

# A command lives for seconds and drops little: collecting garbage less often makes a build a tenth faster.
_RARE_COLLECTION = (100_000, 20, 20)

# Only the module of the verb that was asked for is imported: `check` must not pay for what only `build` needs.
COMMANDS = {
    "check": "Kiểm tra toàn bộ dữ liệu, in mọi lỗi và cảnh báo",
    "build": "Kiểm tra, tổng hợp, dựng và kiểm tra lại trang công khai",
    "verify": "Dựng lại và so từng tệp với một trang đã công bố",
    "live": "Bản vừa dựng có được thay trang đang chạy không",
    "serve": "Dựng trang, mở ở máy mình và dựng lại mỗi khi dữ liệu đổi",
    "status": "Cơ quan nào đã nộp, chậm, còn thiếu gì",
    "queue": "Việc đang chờ: báo cáo, ý kiến, cập nhật nào chưa có, chờ ai, bao nhiêu ngày",
    "new": "Ghi tệp mẫu cho một cơ quan, điền sẵn những gì đã biết",
    "import": "Ghi tệp dữ liệu từ mẫu Excel mà cơ quan đã điền",
    "fmt": "Viết lại tệp dữ liệu theo dạng thống nhất, không đổi nội dung",
    "approve": "Khóa kế hoạch đã ban hành: ghi khoa.yml",
    "edition": "Chốt ấn bản: giữ số liệu của một kế hoạch, tính đến một ngày, ở địa chỉ không bao giờ đổi",
    "export": "Xuất kế hoạch thành văn bản Word, PDF, hoặc mọi số liệu thành Excel, CSV, JSON, SQLite",
    "review": "Xem một đề nghị thay đổi: được gộp chưa, trang công khai sẽ khác thế nào",
    "owners": "Ghi .github/CODEOWNERS: ai phải duyệt tệp nào, theo danh bạ",
    "answer": "Ghi nhận xét và trạng thái vào đề nghị thay đổi trên GitHub",
    "settings": "So thiết lập của kho trên GitHub với các tệp trong .github",
    "history": "Dữ liệu đã đổi những gì, từng lần, theo lịch sử của kho",
    "schema": "Ghi lược đồ JSON Schema của từng loại tệp, cho trình soạn thảo",
}


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the words of a command line; the namespace holds `run`, the function of the verb."""
    parser = Parser(
        prog="cchc",
        description="Kế hoạch cải thiện Chỉ số cải cách hành chính: kiểm tra dữ liệu và dựng trang công khai.",
    )
    verbs = parser.add_subparsers(required=True, metavar="LỆNH", parser_class=Parser)
    asked = next((word for word in arguments if not word.startswith("-")), None)
    for verb, summary in COMMANDS.items():
        one = verbs.add_parser(verb, help=summary, description=summary)
        if verb == asked:
            module = importlib.import_module(f"cchc.commands.{verb}")
            module.configure(one)
            one.set_defaults(run=module.run)
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    gc.set_threshold(*_RARE_COLLECTION)
    try:
        options = _parse(sys.argv[1:] if arguments is None else arguments)
        code: int = options.run(options)
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
