"""Figures as they are printed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.brochure import format as fmt
from reportgen.model.wage import PayPeriod, Wage, WageState


@pytest.mark.parametrize(
    ("wage", "short", "with_unit"),
    [
        (Wage(PayPeriod.ANNUAL, WageState.KNOWN, 47230), "$47,230", "$47,230 a year"),
        (Wage(PayPeriod.HOURLY, WageState.KNOWN, 24.1), "$24.10", "$24.10 an hour"),
        (Wage(PayPeriod.ANNUAL, WageState.TOP_CODED, 239200), "$239,200+", "$239,200 or more a year"),
        (Wage(PayPeriod.HOURLY, WageState.TOP_CODED, 115.0), "$115.00+", "$115.00 or more an hour"),
        (Wage(PayPeriod.ANNUAL, WageState.NOT_AVAILABLE, None), "not published", "not published"),
    ],
)
def test_wages(wage: Wage, short: str, with_unit: str) -> None:
    assert fmt.wage(wage) == short
    assert fmt.wage_with_unit(wage).replace(fmt.NBSP, " ") == with_unit


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (7.1, 1, "+7.1%"),
        (-6, 0, "−6%"),
        (0, 0, "0%"),
        (0.04, 1, "0.0%"),
        (-0.04, 1, "0.0%"),
        (0.5, 0, "+1%"),
        (-2.5, 0, "−3%"),
    ],
)
def test_signed_percent(value: float, decimals: int, text: str) -> None:
    assert fmt.signed_percent(value, decimals) == text


@given(st.integers(0, 200_000_000))
def test_counts_read_back(number: int) -> None:
    assert int(fmt.count(number).replace(",", "")) == number


@given(st.floats(-99, 999, allow_nan=False))
def test_percent_reads_back_to_its_rounding(value: float) -> None:
    text = fmt.percent(value, 1)
    assert abs(float(text.rstrip("%").replace(fmt.MINUS, "-").replace(",", "")) - value) <= 0.0500001
    assert "-" not in text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (22, "22nd"),
        (91, "91st"),
        (111, "111th"),
    ],
)
def test_ordinals(number: int, text: str) -> None:
    assert fmt.ordinal(number) == text


def test_lists_and_dates() -> None:
    assert fmt.joined(["a"]) == "a"
    assert fmt.joined(["a", "b"]) == "a and b"
    assert fmt.joined(["a", "b", "c"], "or") == "a, b, or c"
    assert fmt.long_date(date(2026, 11, 4)).replace(fmt.NBSP, " ") == "November 4, 2026"
    assert fmt.span(2024, 2034) == "2024–34"


def test_a_wage_has_an_amount_exactly_when_something_is_published() -> None:
    with pytest.raises(ValueError, match="amount"):
        Wage(PayPeriod.ANNUAL, WageState.KNOWN, None)
    with pytest.raises(ValueError, match="amount"):
        Wage(PayPeriod.ANNUAL, WageState.NOT_AVAILABLE, 1.0)


def test_english_is_written_as_babel_writes_it() -> None:
    from babel.dates import format_date
    from babel.numbers import format_currency, format_decimal

    for number in (0, 1, 7, 99, 100, 999, 1000, 1005, 123456, 2950050, 99999950, 123456789):
        amount = number / 100
        for period, pattern in ((PayPeriod.ANNUAL, "¤#,##0"), (PayPeriod.HOURLY, "¤#,##0.00")):
            expected = format_currency(amount, "USD", pattern, locale="en_US", currency_digits=False)
            assert fmt.dollars(amount, period) == expected
        assert fmt.count(number) == format_decimal(number, locale="en_US")
        for decimals, pattern in enumerate(("#,##0", "#,##0.0", "#,##0.00")):
            exact = round(amount, decimals)
            assert fmt.percent(exact, decimals) == format_decimal(exact, pattern, locale="en_US") + "%"
    for month in range(1, 13):
        day = date(2026, month, 2 * month)
        assert fmt.long_date(day) == format_date(day, "MMMM d, y", locale="en_US").replace(" ", fmt.NBSP)
