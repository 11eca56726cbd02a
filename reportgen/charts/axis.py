"""The foot of a chart: a rule, short ticks, and as many of their labels as fit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from reportgen.charts.base import Tick
from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale
from reportgen.charts.text import ASCENT_EM, DESCENT_EM, Font, width

_TICK_PT = 3.0
_APART_PT = 6.0


def bottom_axis(canvas: Canvas, scale: Scale, y: float, ticks: Iterable[Tick]) -> float:
    """Draw the rule at `y`, and ticks and labels under it for what lies on the scale; returns the foot."""
    told = [tick for tick in ticks if scale.low <= tick.value <= scale.high]
    lines: list[tuple[tuple[float, float], ...]] = [((scale.start, y), (scale.end, y))]
    lines += [((scale(tick.value), y), (scale(tick.value), y + _TICK_PT)) for tick in told]
    canvas.strokes(lines, canvas.style.rule, 0.6)
    return tick_labels(canvas, scale, y + _TICK_PT + 1, told) if told else y + 1


def tick_labels(canvas: Canvas, scale: Scale, y: float, ticks: Sequence[Tick]) -> float:
    """Set the labels with their heads at `y`, centred on their places but inside the chart; returns the foot.

    Where they do not all fit, every second is left out, or more, so that the rest stay evenly spaced.
    """
    font = Font(canvas.style.small_pt)
    for step in range(1, len(ticks) + 1):
        spans = [_span(tick, scale, font, canvas.style.width_pt) for tick in ticks[::step]]
        if all(before[1] + _APART_PT <= after[0] for before, after in pairwise(spans)):
            break
    for tick, (left, _) in zip(ticks[::step], spans, strict=True):
        canvas.text(left, y + ASCENT_EM * font.size_pt, tick.label, font, fill=canvas.style.grey)
    return y + (ASCENT_EM + DESCENT_EM) * font.size_pt


def _span(tick: Tick, scale: Scale, font: Font, right_edge: float) -> tuple[float, float]:
    extent = width(tick.label, font)
    left = min(max(scale(tick.value) - extent / 2, 0.0), right_edge - extent)
    return left, left + extent
