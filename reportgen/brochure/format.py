"""Figures → printed text (US English). The one place where numbers become words on paper.

Signs are real minus signs (U+2212) and a figure is tied to its unit by a non-breaking space, so that no line breaks
between them.
"""

from __future__ import annotations

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from reportgen.model.wage import PayPeriod, Wage, WageState

LOCALE = "en_US"
NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
NOT_PUBLISHED = "not published"
UNIT = {PayPeriod.ANNUAL: f"a{NBSP}year", PayPeriod.HOURLY: f"an{NBSP}hour"}


def count(number: int) -> str:
    """A number of jobs: 187,910."""
    return str(format_decimal(number, locale=LOCALE))


def dollars(amount_usd: float, period: PayPeriod) -> str:
    """$47,230 for annual, $24.16 for hourly pay."""
    pattern = "¤#,##0" if period is PayPeriod.ANNUAL else "¤#,##0.00"
    return str(format_currency(amount_usd, "USD", pattern, locale=LOCALE, currency_digits=False))


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


def percent(value: float, decimals: int = 0) -> str:
    """7% or 7.1%, half rounded away from zero, with a real minus sign."""
    rounded = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text = str(format_decimal(abs(rounded), pattern, locale=LOCALE)) + "%"
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


def long_date(day: date) -> str:
    """November 24, 2026."""
    return str(format_date(day, "MMMM d, y", locale=LOCALE)).replace(" ", NBSP)


def capitalised(text: str) -> str:
    """The text with its first letter in upper case and the rest as it is."""
    return text[:1].upper() + text[1:]
