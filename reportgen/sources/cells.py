"""What one cell may hold. Each parser takes the text of a cell and returns a value or raises ValueError.

`column(table, field, parser)` applies a parser to a column and turns its ValueError into a SourceError with the row.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from reportgen.model.soc import SocCode
from reportgen.sources.reading import RawTable
from reportgen.tables.dates import is_date
from reportgen.tables.hidden import first_hidden

_INTEGER = re.compile(r"-?\d{1,3}(,\d{3})+\Z|-?\d+\Z", re.ASCII)
_DECIMAL = re.compile(r"-?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?\Z|-?\.\d+\Z", re.ASCII)

_NUMBER_OR_DATE = re.compile(r"[-+]?[\d.,:/ -]+(?:e[-+]?\d+)?\Z|nan\Z|[-+]?inf(?:inity)?\Z", re.IGNORECASE)
_LARGEST = 1_000_000_000  # the nation has some 170 million jobs; codes of commodities and tasks have eight digits
_MOST_DIGITS = 30  # with commas
_LONGEST_WORD = 120
SPREADSHEET_ERRORS = frozenset(
    {"#N/A", "#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#FORMULA!"}
)

# The marks of OEWS (workbook, "Field Descriptions").
WAGE_NOT_AVAILABLE = "*"
EMPLOYMENT_NOT_AVAILABLE = "**"
TOP_CODED = "#"


def column(table: RawTable, field: str, parser: Callable[[str], Any]) -> list[Any]:
    """Parse one column. Raises SourceError with file, row and official column for the first bad cell."""
    parsed: list[Any] = []
    known: dict[str, Any] = {}  # most columns repeat their texts: each distinct one is parsed once
    for row, text in zip(table.frame.index, table.frame[field].tolist(), strict=True):
        if text not in known:
            try:
                known[text] = parser(text)
            except ValueError as error:
                raise table.error(str(error), row=int(row), field=field) from None
        parsed.append(known[text])
    return parsed


def text(cell: str) -> str:
    """A name or title: not empty, nothing that nobody sees, no word longer than a line; no number, date, error or
    formula, which a spreadsheet puts where words were."""
    stripped = cell.strip()
    if not stripped:
        raise ValueError("the cell is empty; a text was expected")
    if hidden := first_hidden(stripped):
        raise ValueError(f"the text “{stripped}” holds a control character or one that nobody sees, {hidden}")
    if len(stripped) > _LONGEST_WORD and (longest := max(map(len, stripped.split()))) > _LONGEST_WORD:
        raise ValueError(f"the text “{stripped}” holds a word of {longest:,} characters")
    if stripped.startswith("=") or stripped.upper() in SPREADSHEET_ERRORS:
        raise ValueError(f"“{stripped}” is a formula or an error of a spreadsheet")
    if _NUMBER_OR_DATE.match(stripped) or is_date(stripped):
        raise ValueError(f"“{stripped}” is a number or a date; a text was expected")
    return stripped


def integer(cell: str) -> int:
    """A whole number, with or without thousands commas, below what any source counts."""
    stripped = cell.strip()
    if not _INTEGER.match(stripped):
        raise ValueError(f"“{cell}” is not a whole number")
    value = int(stripped.replace(",", "")) if len(stripped) <= _MOST_DIGITS else _LARGEST
    if abs(value) >= _LARGEST:
        raise ValueError(f"“{cell}” is not a plausible number")
    return value


def decimal(cell: str) -> float:
    """A plain decimal number: no exponent, no NaN, no currency sign, nothing beyond what any source counts."""
    stripped = cell.strip()
    if not _DECIMAL.match(stripped):
        raise ValueError(f"“{cell}” is not a number")
    value = float(stripped.replace(",", ""))
    if abs(value) >= _LARGEST:
        raise ValueError(f"“{cell}” is not a plausible number")
    return value


def number_between(low: float, high: float) -> Callable[[str], float]:
    """A parser for a decimal in the closed range low..high."""

    def parse(cell: str) -> float:
        value = decimal(cell)
        if not low <= value <= high:
            raise ValueError(f"{cell} is outside the range {low:g} to {high:g}")
        return value

    return parse


def integer_between(low: int, high: int) -> Callable[[str], int]:
    """A parser for a whole number in the closed range low..high."""

    def parse(cell: str) -> int:
        value = integer(cell)
        if not low <= value <= high:
            raise ValueError(f"{cell} is outside the range {low} to {high}")
        return value

    return parse


def whole_between(low: int, high: int) -> Callable[[str], int]:
    """A parser for a whole number in the closed range low..high."""

    def parse(cell: str) -> int:
        value = integer(cell)
        if not low <= value <= high:
            raise ValueError(f"{cell} is outside the range {low:,} to {high:,}")
        return value

    return parse


def not_negative(parser: Callable[[str], Any]) -> Callable[[str], Any]:
    """`parser` for a number that cannot be below zero."""

    def parse(cell: str) -> Any:
        value = parser(cell)
        if value < 0:
            raise ValueError(f"{cell.strip()} is negative")
        return value

    return parse


def title_with_note(mark: str) -> Callable[[str], tuple[str, bool]]:
    """A parser for a title that may end in the footnote `mark` ("[1]"): the title, and whether the mark is there.

    Any other footnote stops the import: it would say something about the row that we do not know.
    """

    def parse(cell: str) -> tuple[str, bool]:
        title = text(cell)
        marked = title.endswith(mark)
        title = title.removesuffix(mark).rstrip()
        if re.search(r"\[\d+\]", title):
            raise ValueError(f"“{cell.strip()}” has a footnote other than {mark}")
        return text(title), marked

    return parse


def one_of(*allowed: str) -> Callable[[str], str]:
    """A parser for a fixed set of words."""

    def parse(cell: str) -> str:
        if cell.strip() not in allowed:
            raise ValueError(f"“{cell}” is not one of {', '.join(allowed)}")
        return cell.strip()

    return parse


def optional(parser: Callable[[str], Any], *missing: str) -> Callable[[str], Any]:
    """A parser that gives None for the cells in `missing` ("" always counts when none is named)."""
    absent = missing or ("",)
    return lambda cell: None if cell.strip() in absent else parser(cell)


def soc(cell: str) -> str:
    """A code of the form 29-2072."""
    stripped = cell.strip()
    if not SocCode.looks_like(stripped):
        raise ValueError(f"“{cell}” is not an occupation code of the form 29-2072")
    return stripped


def onet_soc(cell: str) -> str:
    """An O*NET-SOC code of the form 29-2072.00."""
    stripped = cell.strip()
    if not re.match(r"\d\d-\d{4}\.\d\d\Z", stripped, re.ASCII):
        raise ValueError(f"“{cell}” is not an O*NET-SOC code of the form 29-2072.00")
    return stripped


def employment_jobs(cell: str) -> int | str:
    """OEWS employment in jobs: a number or `**` (not available)."""
    stripped = _filled(cell, "a number of jobs or **")
    if stripped == EMPLOYMENT_NOT_AVAILABLE:
        return stripped
    value = integer(stripped)
    if value < 0:
        raise ValueError(f"employment cannot be {value}")
    return value


def annual_wage_usd(cell: str) -> int | str:
    """An annual wage in US dollars, `*` (not available) or `#` (top-coded)."""
    stripped = _filled(cell, "a wage, * or #")
    if stripped in (WAGE_NOT_AVAILABLE, TOP_CODED):
        return stripped
    value = integer(stripped)
    if not 1_000 <= value <= 5_000_000:
        raise ValueError(f"an annual wage of {value:,} dollars is not plausible")
    return value


def hourly_wage_usd(cell: str) -> float | str:
    """An hourly wage in US dollars, `*` (not available) or `#` (top-coded)."""
    stripped = _filled(cell, "a wage, * or #")
    if stripped in (WAGE_NOT_AVAILABLE, TOP_CODED):
        return stripped
    value = decimal(stripped)
    if not 1 <= value <= 2_500:
        raise ValueError(f"an hourly wage of {value:,.2f} dollars is not plausible")
    return value


def _filled(cell: str, expected: str) -> str:
    stripped = cell.strip()
    if not stripped:
        raise ValueError(f"the cell is empty; {expected} was expected")
    return stripped


def thousands_as_count(cell: str) -> int:
    """A figure printed in thousands (194.8) as a count (194800)."""
    return round(decimal(cell) * 1000)
