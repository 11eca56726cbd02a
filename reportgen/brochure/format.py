"""Figures → printed text (US English). The one place where numbers become words on paper.

Signs are real minus signs (U+2212) and a figure is tied to its unit by a non-breaking space, so that no line breaks
between them. English is written here; Babel, which is slow to load, writes dates in other languages.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from functools import lru_cache

from reportgen.model.wage import PayPeriod, Wage, WageState

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOT_PUBLISHED = "not published"
_DOLLAR, _CENT = Decimal(1), Decimal("0.01")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
UNIT = {PayPeriod.ANNUAL: f"a{NBSP}year", PayPeriod.HOURLY: f"an{NBSP}hour"}


def count(number: int) -> str:
    """A number of jobs: 187,910."""
    return f"{number:,}"


# States of an occupation print most of its figures again.
@lru_cache(1_000)
def dollars(amount_usd: float, period: PayPeriod) -> str:
    """$47,230 for annual, $24.16 for hourly pay."""
    unit = _DOLLAR if period is PayPeriod.ANNUAL else _CENT
    amount = Decimal(str(amount_usd)).quantize(unit, rounding=ROUND_HALF_EVEN)
    return f"-${-amount:,}" if amount < 0 else f"${amount:,}"


def wage(of: Wage) -> str:
    """A wage as printed: $47,230; $239,200+ for a top-coded one; words when it is not published."""
    if of.amount_usd is None:
        return NOT_PUBLISHED
    text = dollars(of.amount_usd, of.period)
    return f"{text}+" if of.state is WageState.TOP_CODED else text


def wage_with_unit(of: Wage) -> str:
    """$47,230 a year; "$239,200 or more a year" for a top-coded one."""
    if of.amount_usd is None:
        return NOT_PUBLISHED
    more = f"{NBSP}or{NBSP}more" if of.state is WageState.TOP_CODED else ""
    return f"{dollars(of.amount_usd, of.period)}{more}{NBSP}{UNIT[of.period]}"


@lru_cache(1_000)
def percent(value: float, decimals: int = 0) -> str:
    """7% or 7.1%, half rounded away from zero, with a real minus sign."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,}%"
    return f"{MINUS}{text}" if rounded < 0 else text


def signed_percent(value: float, decimals: int = 0) -> str:
    """+7.1%, −6%, 0%: the sign is always printed except for zero."""
    text = percent(value, decimals)
    is_zero = not any(digit in text for digit in "123456789")
    return text if is_zero or value < 0 else f"+{text}"


def ordinal(number: int) -> str:
    """1st, 2nd, 3rd, 11th, 91st."""
    suffix = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def joined(items: list[str] | tuple[str, ...], word: str = "and") -> str:
    """a, b, and c."""
    if len(items) <= 2:
        return f" {word} ".join(items)
    return f"{', '.join(items[:-1])}, {word} {items[-1]}"


def span(first: int, last: int) -> str:
    """2024–34, as the publisher writes its period."""
    return f"{first}\N{EN DASH}{last % 100:02d}"


def long_date(day: date, language: str = "en") -> str:
    """November 24, 2026; 24 de noviembre de 2026 in "es". Raises ValueError for a language without dates."""
    if language == "en":
        return f"{_MONTHS[day.month - 1]}{NBSP}{day.day},{NBSP}{day.year}"
    from babel import Locale, UnknownLocaleError
    from babel.dates import format_date

    try:
        return str(format_date(day, "long", locale=Locale.parse(language, sep="-"))).replace(" ", NBSP)
    except UnknownLocaleError as error:
        raise ValueError(str(error)) from None


def capitalised(text: str) -> str:
    """The text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
