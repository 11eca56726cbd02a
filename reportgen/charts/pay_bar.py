"""A bar of pay on a scale: a thin line between the outer tenths, a box around the middle half, a dot at the median."""

from __future__ import annotations

from reportgen.charts.base import Datum, tint
from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class PayRow:
    """Five percentiles of pay in one place, in US dollars a year or an hour.

    `reference` is the median of all jobs in that place, None to leave it out. With `missing` the words stand
    in place of the bar and the percentiles are not looked at.
    """

    name: str
    pct10: Datum
    pct25: Datum
    median: Datum
    pct75: Datum
    pct90: Datum
    reference: Datum | None = None
    missing: str = ""

    @property
    def percentiles(self) -> tuple[Datum, ...]:
        """The five, from the lowest."""
        return (self.pct10, self.pct25, self.median, self.pct75, self.pct90)


@dataclass(frozen=True, slots=True)
class PayBar:
    """One row on its scale, its middle at `middle`, as high as `box_pt`; an open end is an arrow to the scale's end."""

    canvas: Canvas
    row: PayRow
    scale: Scale
    middle: float
    colour: str
    box_pt: float = 9.0

    def range_and_box(self) -> None:
        """All but the dot, which is to lie over what is drawn between."""
        self._range()
        self._box()

    def dot(self) -> None:
        """The median: hollow where it is only known to be above the cap."""
        median, radius = self.row.median, 4.0 * self.box_pt / 9.0
        if median.value is not None:
            x, fill = self.scale(median.value), "#ffffff" if median.top_coded else self.colour
            self.canvas.circle(x, self.middle, radius + 0.9, "#ffffff")
            self.canvas.circle(x, self.middle, radius, fill, stroke=self.colour, line=1.3)

    def _range(self) -> None:
        """The line with its ends; a dashed arrow towards what is above the cap."""
        row, y, end = self.row, self.middle, self.scale.end
        known = [figure for figure in row.percentiles if figure.value is not None]
        if not known:
            return
        left, right = (self.scale(figure.value or 0.0) for figure in (known[0], known[-1]))
        lines: list[tuple[tuple[float, float], ...]] = [((left, y), (right, y))]
        if row.pct10.known and not row.pct10.top_coded:
            lines.append(((left, y - 3), (left, y + 3)))
        if known[-1].top_coded:
            self.canvas.strokes([((right, y), (end - 1, y))], self.colour, 1.3, dash="2.4 1.6")
            lines.append(((end - 4.5, y - 3.5), (end - 0.7, y), (end - 4.5, y + 3.5)))
        elif row.pct90.known:
            lines.append(((right, y - 3), (right, y + 3)))
        self.canvas.strokes(lines, self.colour, 1.3)

    def _box(self) -> None:
        """The middle half; without its right side where the upper quarter begins above the cap."""
        low, high = self.row.pct25, self.row.pct75
        if low.value is None or high.value is None or low.top_coded:
            return
        left, right = self.scale(low.value), self.scale(high.value)
        above, below = self.middle - self.box_pt / 2, self.middle + self.box_pt / 2
        fill = tint(self.colour, 0.3)
        if not high.top_coded:
            self.canvas.rect(left, above, max(right - left, 1.6), self.box_pt, fill, stroke=self.colour, line=0.9)
            return
        self.canvas.rect(left, above, right - left, self.box_pt, fill)
        edge = 0.45  # the outline lies inside, as on the others
        sides = ((right, above + edge), (left + edge, above + edge), (left + edge, below - edge))
        self.canvas.strokes([(*sides, (right, below - edge))], self.colour, 2 * edge)
