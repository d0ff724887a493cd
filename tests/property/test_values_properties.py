"""Values survive being written and read again, in whatever form they were typed."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.basics.dates import NotADateError, format_date, parse_date
from cchc.basics.deadline import Deadline, NotADeadlineError, parse_deadline
from cchc.basics.decimals import NotADecimalError, format_decimal, parse_decimal, plain
from cchc.basics.text import fold, forbidden_characters, nfc, sort_key
from cchc.figures.freeze import digest_of
from cchc.figures.report import report_on
from cchc.reading.privacy import find_personal_data, mask
from cchc.reading.source import read_source
from property.trees import AS_OF, FILES, check_files

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2035, 12, 31)
DAYS = [FIRST + dt.timedelta(days=offset) for offset in range((LAST - FIRST).days + 1)]
VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
TONES = ["", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323"]
LETTERS = [unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES]
VIETNAMESE = st.text(alphabet=[*LETTERS, *"bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX 0123456789/-,."], max_size=60)


@pytest.mark.threat("Y06")
def test_every_day_from_2020_to_2035_survives_every_way_of_writing_it() -> None:
    """Both forms, with and without zeros, with every separator; no other day is ever read."""
    assert len(DAYS) == 5_844
    for day in DAYS:
        forms = [day.isoformat(), format_date(day)]
        forms += [f"{day.day}{sign}{day.month}{sign}{day.year}" for sign in "/-."]
        assert [parse_date(form) for form in forms] == [day] * 5


@pytest.mark.threat("T03")
def test_every_day_from_2020_to_2035_is_a_deadline() -> None:
    """A day is its own deadline, "trước" is the day before, a period ends with its last day."""
    for day in DAYS:
        assert parse_deadline(format_date(day)).last_on == day
        assert parse_deadline(f"trước {format_date(day)}").last_on == day - dt.timedelta(days=1)
        month_end = parse_deadline(f"tháng {day.month}/{day.year}").last_on
        assert month_end is not None
        assert month_end >= day
        assert (month_end + dt.timedelta(days=1)).day == 1
        assert (month_end.year, month_end.month) == (day.year, day.month)
        quarter_end = parse_deadline(f"Quý {(day.month + 2) // 3}/{day.year}").last_on
        assert quarter_end is not None
        assert dt.timedelta(0) <= quarter_end - day < dt.timedelta(days=92)


@pytest.mark.threat("Y06")
@given(st.text(alphabet="0123456789/-. ngàytháờước", max_size=14))
def test_a_date_is_read_as_it_stands_or_refused(text: str) -> None:
    """What is read is the day that the digits name."""
    try:
        day = parse_date(text)
    except NotADateError:
        return
    digits = [int(part) for part in text.replace("/", "-").replace(".", "-").split("-")]
    assert sorted(digits) == sorted([day.year, day.month, day.day])


@pytest.mark.threat("T03")
@given(st.text(max_size=40) | VIETNAMESE)
def test_any_words_are_a_deadline_or_refused(text: str) -> None:
    """No words raise anything but the one refusal."""
    try:
        deadline = parse_deadline(text)
    except NotADeadlineError:
        return
    assert isinstance(deadline, Deadline)


@pytest.mark.threat("Y05")
@given(st.decimals(min_value=-999_999_999, max_value=999_999_999, places=2))
def test_numbers_with_two_places_survive(value: Decimal) -> None:
    """Written for people or for machines, the number is the same when read again."""
    assert parse_decimal(format_decimal(value)) == value
    assert parse_decimal(format_decimal(value, 2)) == value
    assert parse_decimal(plain(value)) == value


@pytest.mark.threat("Y05")
@given(st.decimals(min_value=-999_999, max_value=999_999, places=4))
def test_numbers_with_four_places_survive(value: Decimal) -> None:
    """Four places are never ambiguous."""
    assert parse_decimal(format_decimal(value, 4)) == value
    assert parse_decimal(format_decimal(value, 4).replace(",", ".")) == value


@pytest.mark.threat("Y05")
@given(st.integers(min_value=1, max_value=999).filter(lambda thousandths: thousandths % 10))
def test_thousandths_survive(thousandths: int) -> None:
    """What the tool writes in a hint (0,125) it must read in a file."""
    value = Decimal(thousandths) / 1000
    assert parse_decimal(format_decimal(value)) == value


@pytest.mark.threat("Y05")
@given(st.text(alphabet="0123456789.,- eE+\u00a0_", max_size=12))
def test_a_number_is_read_as_it_stands_or_refused(text: str) -> None:
    """Comma and point are the same sign, and nothing is rounded, grouped or scaled."""
    try:
        value = parse_decimal(text)
    except NotADecimalError:
        return
    assert value == Decimal(text.replace(",", "."))
    assert value.is_finite()


@pytest.mark.threat("U01")
@given(VIETNAMESE)
def test_composed_and_decomposed_text_are_one(text: str) -> None:
    """Compared, sorted, folded, hashed: however it was typed."""
    decomposed = unicodedata.normalize("NFD", text)
    assert nfc(decomposed) == nfc(text)
    assert sort_key(nfc(decomposed)) == sort_key(nfc(text))
    assert fold(decomposed) == fold(text)
    assert digest_of({"a": nfc(decomposed)}) == digest_of({"a": nfc(text)})
    assert forbidden_characters(nfc(decomposed)) == forbidden_characters(text) == []


@pytest.mark.threat("U01")
@given(st.lists(VIETNAMESE.map(lambda text: f"x{text}"), min_size=1, max_size=5, unique_by=nfc))
def test_composed_and_decomposed_files_read_the_same(words: list[str]) -> None:
    """Keys and values, plain and quoted, at the same places."""
    text = "".join(f"'{word}': \"{word}\"\n" for word in words)
    composed = read_source("a", text.encode())
    decomposed = read_source("a", unicodedata.normalize("NFD", text).encode())
    assert decomposed.findings == composed.findings
    assert decomposed.root == composed.root
    if composed.root is not None and decomposed.root is not None:
        assert decomposed.root.key_spans == composed.root.key_spans


@pytest.mark.threat("U01")
@settings(max_examples=50)
@given(st.sets(st.sampled_from(sorted(FILES))))
def test_composed_and_decomposed_trees_give_the_same_report(chosen: set[str]) -> None:
    """Whichever files are decomposed, every computed result is the same."""
    files = {
        relative: unicodedata.normalize("NFD", text) if relative in chosen else text for relative, text in FILES.items()
    }
    dataset, findings, _ = check_files(files)
    assert findings == []
    base, _, _ = check_files(FILES)
    mine, theirs = report_on(dataset, dataset.cycles[2023], AS_OF), report_on(base, base.cycles[2023], AS_OF)
    assert mine.status_counts == theirs.status_counts
    assert mine.submissions == theirs.submissions
    assert [one.ledger.gap for one in mine.evaluations] == [one.ledger.gap for one in theirs.evaluations]
    assert [(task.content, task.deadline, task.lead) for task in mine.tasks] == [
        (task.content, task.deadline, task.lead) for task in theirs.tasks
    ]


@pytest.mark.threat("U07")
@given(st.permutations(["Đắk Lắk", "Đà Nẵng", "Dân", "An", "Ăn", "Ấn", "án", "An 2", "An 10", "ở", "o", "ô"]))
def test_the_order_of_input_does_not_change_the_sorted_order(names: list[str]) -> None:
    """The collation is total: one sorted order for each set of names."""
    expected = ["An", "án", "An 2", "An 10", "Ăn", "Ấn", "Dân", "Đà Nẵng", "Đắk Lắk", "o", "ô", "ở"]
    assert sorted(names, key=sort_key) == expected


@pytest.mark.threat("L01")
@given(
    st.sampled_from(["0", "+84", "0084", "+84 "]),
    st.sampled_from(["90", "91", "98", "32", "38", "56", "70", "79", "81", "97"]),
    st.text(alphabet="0123456789", min_size=7, max_size=7),
    st.sampled_from(["", " ", ".", "-"]),
    st.sampled_from(["", "ĐT ", "gọi: ", "(", "“"]),
    st.sampled_from(["", " ", ".", ";", ")", "”", " (giờ hành chính)"]),
)
def test_every_mobile_number_is_found_and_masked(  # noqa: PLR0913, PLR0917 -- one argument for each part of a number
    country: str, carrier: str, rest: str, sign: str, before: str, after: str
) -> None:
    """Any carrier, country code, separator and surrounding; the number itself is never shown."""
    number = f"{country}{carrier}{rest[0]}{sign}{rest[1:4]}{sign}{rest[4:]}"
    found = find_personal_data(f"{before}{number}{after}")
    assert found is not None
    assert found.offset == len(before)
    assert rest[4:] not in found.masked
    assert found.masked == mask(number)


@pytest.mark.threat("L01")
@given(st.binary(min_size=32, max_size=32))
def test_no_digest_is_taken_for_personal_data(raw: bytes) -> None:
    """`khoa.yml` holds a digest for every task."""
    assert find_personal_data(f"ma_bam: {raw.hex()}") is None


@pytest.mark.threat("L01")
@given(st.integers(min_value=0, max_value=10**12), st.sampled_from(DAYS), st.integers(min_value=1, max_value=9_999))
def test_no_amount_date_or_document_is_taken_for_personal_data(amount: int, day: dt.date, number: int) -> None:
    """Amounts with dots, dates and document numbers are what plans consist of."""
    money = f"{amount:,}".replace(",", ".")
    text = f"Quyết định {number:02d}/{day.year}/QĐ-UBND ngày {day:%d/%m/%Y}: {money} đồng, {number}/KH-UBND, {day}"
    assert find_personal_data(text) is None
