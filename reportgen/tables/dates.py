"""What a spreadsheet made a date of, and what it was before."""

from __future__ import annotations

import re

_FIRST_OF_MONTH = re.compile(r"(\d{4})-(\d\d)-01(?: 00:00(?::00)?)?\Z", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/0?1/(\d{4})\Z", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = "|".join(_MONTHS)
_DATE = re.compile(
    rf"""(?: \d{{4}}-\d\d-\d\d (?:[ T]\d\d:\d\d(?::\d\d)?)?   # 2026-09-12
          | \d{{1,2}}/\d{{1,2}}/(?:\d\d|\d{{4}})                  # 9/12/2026
          | \d{{1,2}}-(?:{_MONTH})(?:-\d\d(?:\d\d)?)?            # 12-Sep
          | (?:{_MONTH})-\d\d(?:\d\d)? )\Z                       # Nov-21
    """,
    re.VERBOSE | re.ASCII | re.IGNORECASE,
)
_MONTH_YEAR = re.compile(rf"({_MONTH})-(\d\d)\Z", re.ASCII | re.IGNORECASE)


def is_date(text: str) -> bool:
    """Whether `text` is how a workbook or a spreadsheet's CSV writes a date."""
    return bool(_DATE.match(text))


def code_before_date(text: str) -> str:
    """The code that a spreadsheet took for a month (11-2021), where the date tells all of it; else `text`."""
    if match := _FIRST_OF_MONTH.match(text):
        return f"{match[2]}-{match[1]}"
    if match := _SLASHED.match(text):
        return f"{int(match[1]):02}-{match[2]}"
    return text


def codes_before_month(text: str, codes: list[str]) -> list[str]:
    """Those of `codes` that a spreadsheet shows as `text`: "Nov-21" is 11-2021, 11-3021 or 11-9121.

    No spreadsheet has dates before 1900, so 11-1021 stays what it is.
    """
    match = _MONTH_YEAR.match(text)
    if not match:
        return []
    month = f"{_MONTHS.index(match[1].lower()) + 1:02}-"
    return [code for code in codes if code.startswith(month) and code.endswith(match[2]) and code[3:] >= "1900"]
