"""Wages as they are published: an amount, an open top, or not available."""

from __future__ import annotations

from enum import StrEnum

from reportgen.values import dataclass


class WageState(StrEnum):
    KNOWN = "known"
    TOP_CODED = "top_coded"
    NOT_AVAILABLE = "not_available"


class PayPeriod(StrEnum):
    ANNUAL = "annual"
    HOURLY = "hourly"


@dataclass(frozen=True, slots=True)
class Wage:
    """One published wage in US dollars per `period`.

    `amount_usd` is the amount when known, the published floor when top-coded ("$239,200 or more"), None otherwise.
    A top-coded wage has no delta and no place in a rank: use `known_usd` wherever a number is computed with.
    """

    period: PayPeriod
    state: WageState
    amount_usd: float | None

    def __post_init__(self) -> None:
        if (self.amount_usd is None) != (self.state is WageState.NOT_AVAILABLE):
            raise ValueError("a wage has an amount exactly when it is known or top-coded")

    @property
    def is_known(self) -> bool:
        return self.state is WageState.KNOWN

    @property
    def is_published(self) -> bool:
        """Known or top-coded: something can be printed."""
        return self.state is not WageState.NOT_AVAILABLE

    @property
    def known_usd(self) -> float | None:
        """The amount when it is exact, else None."""
        return self.amount_usd if self.state is WageState.KNOWN else None


@dataclass(frozen=True, slots=True)
class WageDistribution:
    """Five percentiles and the mean of one pay period, in US dollars."""

    period: PayPeriod
    pct10: Wage
    pct25: Wage
    median: Wage
    pct75: Wage
    pct90: Wage
    mean: Wage

    @property
    def percentiles(self) -> tuple[Wage, Wage, Wage, Wage, Wage]:
        return (self.pct10, self.pct25, self.median, self.pct75, self.pct90)

    @property
    def is_published(self) -> bool:
        return any(wage.is_published for wage in self.percentiles)
