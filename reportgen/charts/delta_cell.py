"""The small diverging bar in a table cell, as percentages of the cell's width for a positioned element.

No SVG: the figure stands in the cell as text, the bar is ornament, and an image would become a tagged figure.
"""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.values import dataclass

LEAST_SPAN = 20.0  # percentage points: differences of one or two percent must not fill the cell


@dataclass(frozen=True, slots=True)
class DeltaBar:
    """Where the bar lies, in percent of the cell's width; `below` when it runs left of zero."""

    left_percent: float
    width_percent: float
    below: bool


@dataclass(frozen=True, slots=True)
class DeltaScale:
    """One scale for all cells of a column, from `low` <= 0 to `high` >= 0 percent."""

    low: float
    high: float

    @property
    def zero_percent(self) -> float:
        """Where zero lies, in percent of the cell's width."""
        return round(-self.low / (self.high - self.low) * 100, 2)

    def bar(self, delta: float | None) -> DeltaBar | None:
        """The bar of a delta in percent, held inside the cell; None where there is no delta or it is zero."""
        if not delta:
            return None
        length = min(max(delta, self.low), self.high) / (self.high - self.low) * 100
        left = self.zero_percent + min(length, 0.0)
        return DeltaBar(round(left, 2), round(abs(length), 2), delta < 0)


def scale_for(deltas: Iterable[float | None]) -> DeltaScale:
    """The scale that holds all known deltas and zero, at least `LEAST_SPAN` wide."""
    known = [delta for delta in deltas if delta is not None]
    low, high = min([0.0, *known]), max([0.0, *known])
    lacking = max(0.0, LEAST_SPAN - (high - low))
    if low == 0 or high == 0:
        return DeltaScale(low - lacking, high) if low < 0 else DeltaScale(low, high + lacking)
    return DeltaScale(low - lacking / 2, high + lacking / 2)
