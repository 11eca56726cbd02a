"""What holds for every input of the parsers and formatters: formatted figures read back, any text gives a value or a
refusal in words."""

from __future__ import annotations

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl.utils
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reportgen.batch.address_words import address_of
from reportgen.batch.names import LONGEST_BYTES, file_name, slug
from reportgen.brand.address import check_address
from reportgen.brand.problem import Refused
from reportgen.brochure import format as printed
from reportgen.errors import ReportgenError, quoted, visible
from reportgen.model.area import Area, AreaKind
from reportgen.model.soc import SocCode
from reportgen.model.wage import PayPeriod
from reportgen.sources import cells, codes
from reportgen.sources.toml_lines import TomlLines
from reportgen.tables import archive, sheet_xml
from reportgen.tables.dates import code_before_date, is_date
from reportgen.tables.delimited import DELIMITERS, delimited_rows, find_delimiter
from reportgen.tables.hidden import first_hidden
from reportgen.tables.text import decode

ANY = st.one_of(
    st.text(),
    st.text(alphabet="0123456789,.-+eE*#%$ \u0663", max_size=12),
    st.from_regex(r"\d\d-?\d{4}(\.\d\d)?", fullmatch=True),
)
WORD = st.text(st.characters(blacklist_categories=("Cs", "Cc", "Zl", "Zp"), blacklist_characters='"'), max_size=12)


# --- formatters ---------------------------------------------------------------------------------------------------


def number_in(text: str) -> Decimal:
    return Decimal(text.replace("\N{MINUS SIGN}", "-").translate({ord(each): None for each in "$,%+"}))


@given(st.integers(0, 10**9))
def test_counts_read_back(number: int) -> None:
    assert int(printed.count(number).replace(",", "")) == number
    assert re.fullmatch(r"\d{1,3}(,\d{3})*", printed.count(number))
    assert int(re.sub(r"\D", "", printed.ordinal(number))) == number


@given(st.decimals(0, 5_000_000, places=2))
def test_pay_reads_back(amount: Decimal) -> None:
    for period, half in ((PayPeriod.ANNUAL, Decimal("0.5")), (PayPeriod.HOURLY, Decimal("0.005"))):
        text = printed.dollars(float(amount), period)
        assert abs(number_in(text) - amount) <= half
        assert re.fullmatch(r"\$\d{1,3}(,\d{3})*(\.\d\d)?", text)


@given(st.decimals(-100, 1_000, places=3), st.integers(0, 2))
def test_percentages_read_back_with_their_sign(value: Decimal, decimals: int) -> None:
    text = printed.signed_percent(float(value), decimals)
    read = number_in(text)
    assert abs(read - value) <= Decimal("0.5").scaleb(-decimals)
    assert text.startswith("+") == (read > 0) and text.startswith("\N{MINUS SIGN}") == (read < 0)
    assert "-" not in text
    assert number_in(printed.percent(float(value), decimals)) == read


@given(st.lists(st.text("abc", min_size=1), max_size=5))
def test_lists_hold_every_item(items: list[str]) -> None:
    text = printed.joined(items)
    assert re.split(r", and |, | and ", text) == (items or [""])


@given(st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_dates_read_back(day: datetime.date) -> None:
    text = printed.long_date(day).replace(printed.NBSP, " ")
    assert datetime.datetime.strptime(text, "%B %d, %Y").date() == day


@given(st.text())
def test_visible_words_have_nothing_hidden(text: str) -> None:
    shown = visible(text)
    assert visible(shown) == shown
    assert not first_hidden(shown.replace("\n", ""))
    assert len(quoted(text * 50)) <= 401 * 10 and "\n" not in quoted(text)


# --- cells of official files --------------------------------------------------------------------------------------

PARSERS: dict[str, Callable[[str], Any]] = {
    "text": cells.text, "integer": cells.integer, "decimal": cells.decimal, "soc": cells.soc, "onet": cells.onet_soc,
    "jobs": cells.employment_jobs, "annual": cells.annual_wage_usd, "hourly": cells.hourly_wage_usd,
    "thousands": cells.thousands_as_count, "known soc": codes.known_soc, "area": codes.known_area,
    "soc 2010": codes.known_soc2010, "known onet": codes.known_onet_soc, "title": cells.title_with_note("[1]"),
    "share": cells.number_between(0, 100), "whole": cells.integer_between(0, 100),
}  # fmt: skip


@pytest.mark.parametrize("name", PARSERS)
@given(cell=ANY)
def test_a_cell_is_a_value_or_refused(name: str, cell: str) -> None:
    try:
        value = PARSERS[name](cell)
    except ValueError as error:
        assert str(error)
        return
    if isinstance(value, int | float):
        assert abs(value) <= 1e12
        read = float(cell.strip().replace(",", "")) * (1000 if name == "thousands" else 1)
        assert value == pytest.approx(read, abs=1)
    elif isinstance(value, str):
        assert value.strip() and not first_hidden(value)


@given(st.integers(-(10**9) + 1, 10**9 - 1))
def test_whole_numbers_read_back(number: int) -> None:
    assert cells.integer(str(number)) == cells.integer(f" {number:,} ") == number
    assert cells.decimal(f"{number:,}.0") == number


@given(st.integers(0, 999_999))
def test_marks_are_no_numbers(number: int) -> None:
    assert cells.employment_jobs("**") == "**" and cells.annual_wage_usd("#") == "#"
    for cell in (f"{number}*", f"#{number}", f"**{number}", f"${number}", f"{number}%", f"{number}e3"):
        for parser in (cells.employment_jobs, cells.annual_wage_usd, cells.hourly_wage_usd):
            with pytest.raises(ValueError, match="not"):
                parser(cell)


@given(ANY)
def test_soc_codes(text: str) -> None:
    if not SocCode.looks_like(text):
        with pytest.raises(ValueError, match="not a SOC code"):
            SocCode(text)
        return
    code = SocCode(text)
    assert str(code) == text and code.major.major == code.major


# --- tables of a school -------------------------------------------------------------------------------------------


@given(st.lists(st.lists(WORD.map(str.strip), min_size=3, max_size=3), min_size=1), st.sampled_from([*DELIMITERS]))
def test_rows_read_back(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    assert [cells for _, cells in delimited_rows(out.getvalue(), delimiter, Path("a.csv"))] == rows


@given(st.text(max_size=200))
def test_any_text_has_a_delimiter_and_rows_or_a_refusal(text: str) -> None:
    delimiter = find_delimiter(text)
    assert delimiter in DELIMITERS
    try:
        list(delimited_rows(text, delimiter, Path("a.csv")))
    except ReportgenError as error:
        assert error.cure


@given(WORD, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]))
def test_encodings_read_back(text: str, encoding: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(encoding), Path("a.csv")).text == text


@given(st.binary(max_size=60), st.booleans())
def test_any_bytes_are_text_or_refused(data: bytes, guesses: bool) -> None:
    try:
        assert isinstance(decode(data, Path("a.csv"), guesses=guesses).text, str)
    except ReportgenError as error:
        assert "a.csv" in error.what


@given(st.integers(1, 12), st.integers(1900, 9999))
def test_a_code_that_became_a_month_is_put_back(month: int, end: int) -> None:
    code = f"{month:02}-{end:04}"
    for shown in (f"{end:04}-{month:02}-01", f"{end:04}-{month:02}-01 00:00:00", f"{month}/1/{end:04}"):
        assert is_date(shown) and code_before_date(shown) == code
    assert code_before_date(code) == code and not is_date(code)


@given(st.integers(1, 18_278))
def test_columns_of_a_sheet(number: int) -> None:
    assert sheet_xml._column_number(openpyxl.utils.get_column_letter(number)) == number


@given(st.dictionaries(st.text("abc/", min_size=1, max_size=5), st.binary(max_size=300), max_size=4), st.booleans())
def test_members_of_an_archive_read_back(members: dict[str, bytes], packs: bool) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED if packs else zipfile.ZIP_STORED) as made:
        for name, data in members.items():
            made.writestr(name, data)
    with archive.opened(out, most_bytes=10_000) as opened:
        assert {info.filename: packed.read() for info, packed in archive.read_members(opened)} == members


# --- names and addresses ------------------------------------------------------------------------------------------


@given(st.from_regex(r"[0-9]{2}-[0-9]{4}", fullmatch=True), st.text(max_size=300))
def test_file_names_are_plain_and_short(code: str, title: str) -> None:
    texas = Area("48", "TX", "Texas", AreaKind.STATE, "Texas")
    name = file_name(SocCode(code), title, texas)
    assert len(name.encode()) < LONGEST_BYTES
    assert re.fullmatch(r"\d\d-\d{4}(-[a-z0-9-]+)?-TX\.pdf", name)
    assert slug(slug(title)) == slug(title)


@given(st.one_of(st.text(), st.text("htps:/.aé@%?#[]\\ \u202e", max_size=25).map(lambda end: f"https://a.org{end}")))
@example("https://a.org?@b.org")
def test_web_addresses_are_what_they_look_like_or_refused(text: str) -> None:
    try:
        found = check_address(text)
    except Refused as refused:
        assert refused.what and refused.cure
        return
    assert found == text and found.isascii() and found.lower().startswith("https://") and "@" not in found.split("/")[2]


@given(st.text("s3gfile:/.a@?#bkt\\ ", max_size=25))
def test_addresses_of_stores_are_folders_or_refused(text: str) -> None:
    try:
        address = address_of(text)
    except ReportgenError as error:
        assert error.cure
        return
    assert ".." not in address.parts and "?" not in address.words


@given(st.text(max_size=200), st.text("abc", min_size=1, max_size=4))
def test_every_place_of_a_toml_file_has_a_line(text: str, key: str) -> None:
    assert 1 <= TomlLines(text).line((key, 0), key) <= text.count("\n") + 1
