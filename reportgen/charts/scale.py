"""From a value to a place on the page."""

from __future__ import annotations

import math
from collections.abc import Iterable

from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    """A straight scale: `low` lies at `start`, `high` at `end` (points); values outside stay at the ends."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        """Place of the value in points."""
        part = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.0
        return self.start + min(1.0, max(0.0, part)) * (self.end - self.start)


def top(values: Iterable[float | None]) -> float:
    """The largest known value, or 1 where there is none above zero, so that a scale can be made of it."""
    return max((value for value in values if value is not None and value > 0), default=1.0)


def nice_ticks(highest: float, most: int = 4) -> tuple[float, ...]:
    """Round places from zero up to `highest`, at most `most` steps of 1, 2, 2.5 or 5 times a power of ten.

    The caller formats them: nice_ticks(81_000) is (0, 25_000, 50_000, 75_000).
    """
    if highest <= 0:
        return (0.0,)
    power = 10.0 ** math.floor(math.log10(highest / most))
    steps = (power * factor for factor in (1, 2, 2.5, 5, 10, 20))
    step = next(step for step in steps if highest / step < most + 1e-9)
    return tuple(step * i for i in range(math.floor(highest / step + 1e-9) + 1))
