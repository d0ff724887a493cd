"""The kinds of value a data file may hold: each reads text, or says what to write instead.

Each is an annotated type for the input models, so that one definition serves checking and JSON Schema.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import BeforeValidator, StringConstraints

from cchc.basics.dates import FIRST_YEAR, LAST_YEAR, NotADateError, parse_date
from cchc.basics.deadline import Deadline, NotADeadlineError, parse_deadline
from cchc.basics.decimals import NotADecimalError, parse_decimal
from cchc.basics.diagnostics import Fix, quote
from cchc.basics.fixes import Suggestion
from cchc.basics.text import fold
from cchc.schema import editors
from cchc.schema.editors import describe, describe_integer

if TYPE_CHECKING:
    from collections.abc import Callable

SLUG = r"[a-z0-9]+(?:-[a-z0-9]+)*"
CODE = r"\d{1,2}(?:\.\d{1,2}){0,2}"
TASK_CODE = r"[A-Z][A-Z0-9]{0,11}-\d{2,3}"
SHA256 = "[0-9a-f]{64}"
EMPTY_SHA256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # of no bytes at all
REF = f"{SLUG}/{CODE}"
ABBREVIATION = "[A-Z][A-Z0-9]{0,11}"


_HTTPS = re.compile(r"https://[A-Za-z0-9.-]+(?:/[A-Za-z0-9/._~%?&=+,;:!()@-]*)?(?:#[A-Za-z0-9._-]*)?")


class RefusedError(ValueError):
    """A value that may not stand where it stands: rule id, what must hold, what to write.

    `key` names the one key of a record at which the mistake stands, where it is not the record as a whole.
    """

    def __init__(self, rule: str, message: str, hint: str = "", fix: Fix | None = None, *, key: str = "") -> None:
        super().__init__(message)
        self.rule = rule
        self.message = message
        self.hint = hint
        self.fix = fix
        self.key = key


def scalar(value: object) -> str:
    """Insist on a single text value.

    Raises:
        RefusedError: for a list or a group of keys.
    """
    if not isinstance(value, str):
        message = "chỗ này phải là một giá trị, không phải danh sách hay nhóm mục"
        raise RefusedError("kieu-gia-tri", message, "viết trên cùng dòng, sau dấu hai chấm")
    return value


def _reader(read: Callable[[str], Any]) -> BeforeValidator:
    return BeforeValidator(
        lambda value: read(value) if isinstance(value, str) else value if _is_typed(value) else scalar(value)
    )


def _is_typed(value: object) -> bool:
    return isinstance(value, (dt.date, Decimal, Deadline, CriterionRef, int)) and not isinstance(value, bool)


def _line(text: str) -> str:
    if "\n" in text:
        raise RefusedError("mot-dong", "giá trị này phải nằm trên một dòng", "bỏ chỗ xuống dòng")
    return _prose(text)


def _prose(text: str) -> str:
    stripped = text.strip()
    if "\n" in stripped:
        stripped = "\n".join(line.rstrip() for line in stripped.split("\n"))
    if not stripped:
        raise RefusedError("thieu-gia-tri", "mục này không được để trống", "điền nội dung hoặc xóa cả dòng")
    return stripped


def _decimal(text: str) -> Decimal:
    try:
        return parse_decimal(text)
    except NotADecimalError as problem:
        if problem.instead:
            raise RefusedError("so-khong-dung", str(problem), fix=Fix(text, problem.instead)) from problem
        raise RefusedError("so-khong-dung", str(problem), *_without_unit(text)) from problem


def _date(text: str) -> dt.date:
    try:
        return parse_date(text)
    except NotADateError as problem:
        raise RefusedError("ngay-khong-dung", str(problem), *_meant_date(problem)) from problem


def _meant_date(problem: NotADateError) -> Suggestion:
    if not problem.instead:
        return Suggestion("")
    return Suggestion(f"có phải {problem.instead}?", Fix(problem.found, problem.instead))


def _deadline(text: str) -> Deadline:
    try:
        return parse_deadline(_line(text))
    except NotADeadlineError as problem:
        meant = _meant_date(problem.date) if problem.date else ()
        raise RefusedError("thoi-han-khong-dung", str(problem), *meant) from problem


def _integer(lowest: int, highest: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,12}", text) or not lowest <= int(text) <= highest:
            message = f"phải là số nguyên từ {lowest} đến {highest}; đang ghi “{text[:40]}”"
            raise RefusedError("so-khong-dung", message, *_without_unit(text))
        return int(text)

    return read


def _without_unit(text: str) -> Suggestion:
    """Suggest the number alone for a number that carries its unit, as in `40%` or `1,25 điểm`."""
    match = re.fullmatch(r"(-?\d+(?:[.,]\d+)?)(?:\s*%|\s+\D+)", text)
    if match is None:
        return Suggestion("")
    return Suggestion(f"chỉ ghi số, không ghi đơn vị: {match[1]}", Fix(text, match[1]))


def _matching(pattern: str, what: str, example: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def read(text: str) -> str:
        if not compiled.fullmatch(text):
            meant = _MENDED[pattern](text)
            fix = Fix(text, meant) if compiled.fullmatch(meant) else None
            raise RefusedError("ma-khong-dung", f"{what}; đang ghi “{text[:40]}”", f"ví dụ: {example}", fix)
        return text

    return read


# How a code that is not in form was probably meant, by the form.
_MENDED: dict[str, Callable[[str], str]] = {
    SLUG: lambda text: re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-"),
    CODE: lambda text: text.replace(",", ".").strip(". "),
    TASK_CODE: lambda text: re.sub(r"\W*(\d+)$", lambda number: f"-{number[1]:0>2}", fold(text).upper()),
    SHA256: lambda text: re.sub(r"[^0-9a-f]", "", text.lower()),
    ABBREVIATION: lambda text: re.sub(r"[^A-Z0-9]", "", fold(text).upper()),
}


def _https(text: str) -> str:
    """Accept only a plain https address: no user, port, control character or look-alike host (threat H04)."""
    message = "địa chỉ phải bắt đầu bằng https:// và chỉ gồm chữ không dấu, số và dấu thường gặp"
    if not _HTTPS.fullmatch(text):
        secure = re.sub("^http://", "https://", text)
        fix = Fix(text, secure) if secure != text and _HTTPS.fullmatch(secure) else None
        raise RefusedError("dia-chi-khong-dung", f"{message}; đang ghi “{text[:60]}”", fix=fix)
    host = urlsplit(text).hostname or ""
    if not re.fullmatch(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", host) or "xn--" in host:
        raise RefusedError("dia-chi-khong-dung", f"tên máy chủ trong địa chỉ không hợp lệ: “{host[:60]}”")
    return text


def _place_name(text: str) -> str:
    """Accept only what a theme may print unescaped: the site's name stands in every page's head (threat H01)."""
    name = _line(text)
    if not all(char.isalnum() or char in " -'’." for char in name):
        message = f"tên tỉnh, thành phố chỉ gồm chữ, số, dấu cách, dấu gạch nối; đang ghi {quote(name)}"
        raise RefusedError("ma-khong-dung", message, "ví dụ: Đắk Lắk")
    return name


def _time_zone(text: str) -> str:
    if text not in available_timezones():
        message = f"không có múi giờ tên {quote(text)}"
        vietnam = "Asia/Ho_Chi_Minh"
        raise RefusedError("gia-tri-ngoai-danh-sach", message, f"ghi: {vietnam}", Fix(text, vietnam))
    return text


def _contact(text: str) -> str:
    address = _https(text)
    host = urlsplit(address).hostname or ""
    if not (host == "gov.vn" or host.endswith(".gov.vn")):
        raise RefusedError(
            "lien-he-khong-dung",
            "địa chỉ liên hệ phải thuộc miền .gov.vn",
            "ví dụ: https://so-noi-vu.tinh-vi-du.gov.vn/",
        )
    return address


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CriterionRef:
    """A reference to a criterion: the framework's id and the criterion's code."""

    framework: str
    code: str

    def covers(self, framework: str, code: str) -> bool:
        """Tell whether a criterion is the one named or lies below it."""
        return framework == self.framework and (code == self.code or code.startswith(f"{self.code}."))

    def __str__(self) -> str:
        """Write the reference as data files write it."""
        return f"{self.framework}/{self.code}"


def _criterion_ref(text: str) -> CriterionRef:
    framework, slash, code = text.partition("/")
    if not slash or not re.fullmatch(SLUG, framework) or not re.fullmatch(CODE, code):
        message = f"tiêu chí ghi theo dạng mã-bộ-chỉ-số/mã-tiêu-chí; đang ghi “{text[:40]}”"
        raise RefusedError("ma-khong-dung", message, "ví dụ: par-index-2022/1.1.2")
    return CriterionRef(framework=framework, code=code)


LINE_LENGTH, PROSE_LENGTH, NAME_LENGTH = 600, 4000, 60
LAST_ACCOUNT = 99_999_999_999  # forges count accounts up; a number of 12 digits would read as a person's

Line = Annotated[
    str,
    StringConstraints(max_length=LINE_LENGTH),
    _reader(_line),
    describe("Cần một dòng chữ", types=editors.TEXT, pattern=editors.LINE, maxLength=LINE_LENGTH),
]
Prose = Annotated[
    str,
    StringConstraints(max_length=PROSE_LENGTH),
    _reader(_prose),
    describe("Cần một đoạn văn", types=editors.TEXT, pattern=editors.PROSE, maxLength=PROSE_LENGTH),
]
Score = Annotated[
    Decimal,
    _reader(_decimal),
    describe("Cần một số", "0,75", "12", types=("number", "string"), pattern=editors.DECIMAL),
]
Date = Annotated[dt.date, _reader(_date), describe("Cần một ngày", "30/9/2023", "2023-09-30", pattern=editors.DATE)]
DeadlineField = Annotated[
    Deadline,
    _reader(_deadline),
    describe(
        "Cần một thời hạn", "30/9/2023", "trước 30/9/2023", "Quý III/2023", "hằng tháng", pattern=editors.DEADLINE
    ),
]
Year = Annotated[int, _reader(_integer(FIRST_YEAR, LAST_YEAR)), describe_integer(FIRST_YEAR, LAST_YEAR, "2023", "2024")]
Percent = Annotated[int, _reader(_integer(0, 100)), describe_integer(0, 100, "40", "100")]
Count = Annotated[int, _reader(_integer(1, 999_999)), describe_integer(1, 999_999, "28", "63")]
AccountId = Annotated[
    int, _reader(_integer(1, LAST_ACCOUNT)), describe_integer(1, LAST_ACCOUNT, "1024025", "218345678")
]
PlaceName = Annotated[
    str,
    StringConstraints(max_length=NAME_LENGTH),
    _reader(_place_name),
    describe("Cần tên gọi bằng chữ", types=editors.TEXT, pattern=editors.PLACE_NAME, maxLength=NAME_LENGTH),
]
TimeZone = Annotated[
    str, _reader(_time_zone), describe("Cần tên một múi giờ", "Asia/Ho_Chi_Minh", "Asia/Bangkok", pattern=editors.LINE)
]
Slug = Annotated[
    str,
    _reader(_matching(SLUG, "mã phải là chữ thường không dấu, số và dấu gạch nối", "so-noi-vu")),
    describe("Cần một mã", "so-noi-vu", "ubnd-cap-huyen", types=editors.TEXT, pattern=editors.whole(SLUG)),
]
Abbreviation = Annotated[
    str,
    _reader(_matching(ABBREVIATION, "tên viết tắt phải là chữ in hoa không dấu", "SNV")),
    describe("Cần tên viết tắt", "SNV", "VPUBND", types=("string", "boolean"), pattern=editors.whole(ABBREVIATION)),
]
Code = Annotated[
    str,
    _reader(_matching(CODE, "mã tiêu chí phải là các số cách nhau bằng dấu chấm", "1.1.2")),
    describe(
        "Cần mã tiêu chí",
        "1.1.2",
        "3",
        types=("string", "number"),
        pattern=editors.whole(CODE),
        minimum=0,
        maximum=99.99,
    ),
]
TaskCode = Annotated[
    str,
    _reader(_matching(TASK_CODE, "mã nhiệm vụ gồm tên viết tắt của cơ quan, gạch nối và số thứ tự", "SNV-01")),
    describe("Cần mã nhiệm vụ", "SNV-01", "SNV-02", pattern=editors.whole(TASK_CODE)),
]
Sha256 = Annotated[
    str,
    _reader(_matching(SHA256, "mã băm SHA-256 gồm 64 chữ số và chữ cái từ a đến f", EMPTY_SHA256)),
    describe("Cần mã băm SHA-256", EMPTY_SHA256, types=("string", "number"), pattern=editors.whole(SHA256)),
]
Ref = Annotated[
    CriterionRef,
    _reader(_criterion_ref),
    describe("Cần mã đầy đủ của tiêu chí", "par-index-2022/1.1.2", "sipas-2022/1.1", pattern=editors.whole(REF)),
]
Https = Annotated[str, _reader(_https), describe("Cần một địa chỉ bắt đầu bằng https://", pattern=editors.HTTPS)]
Contact = Annotated[
    str, _reader(_contact), describe("Cần một địa chỉ https thuộc miền .gov.vn", pattern=editors.CONTACT)
]
