"""How the jobs of several occupations will change, on one axis: a bar each, right of zero for growth, left for decline.

The sign, the arrow and the side tell growth from decline without colour. A dashed line is the change of all jobs.
"""

from __future__ import annotations

from reportgen.charts import blocks
from reportgen.charts.base import Chart, ChartStyle, Datum, sentence
from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale
from reportgen.charts.text import CAP_HEIGHT_EM, Font, width
from reportgen.values import dataclass

_BAR_PT = 11.0
_ARROW_PT = 8.0  # the arrow and the space after it
_SPACE_PT = 4.0


@dataclass(frozen=True, slots=True)
class Grown:
    """An occupation: its letter, its name (for the alt text), and its change in percent."""

    letter: str
    name: str
    change: Datum


@dataclass(frozen=True, slots=True)
class SharedGrowth:
    """`bars` and `gap_pt` are those of the chart beside, whose lines these keep to."""

    title: str
    items: tuple[Grown, ...]
    reference: Datum
    reference_word: str
    bars: int = 1
    gap_pt: float = blocks.GAP_PT


def draw(data: SharedGrowth, style: ChartStyle) -> Chart:
    """Draw the bars, as high as the chart beside it without its axis."""
    canvas, font = Canvas(style), Font(style.size_pt, 600)
    scale = _scale(data, blocks.BADGE_PT + 8, style)
    foot = blocks.foot(len(data.items), data.bars, data.gap_pt) + 3
    zero = scale(0.0)
    if data.reference.value is not None:
        words = f"{data.reference_word} {data.reference.label}"
        blocks.reference(canvas, words, data.reference.value, scale, 0.0, foot)
    canvas.strokes([((zero, blocks.tops(1, 1)[0]), (zero, foot))], style.ink, 0.8)
    for item, y in zip(data.items, blocks.tops(len(data.items), data.bars, data.gap_pt), strict=True):
        middle = y + blocks.block_pt(data.bars) / 2
        blocks.badge(canvas, item.letter, middle)
        _bar(canvas, item.change, scale, zero, middle, font)
    return canvas.chart(foot + 0.5, _alt(data))


def _bar(canvas: Canvas, change: Datum, scale: Scale, zero: float, middle: float, font: Font) -> None:
    style = canvas.style
    if change.value is None:
        words = Font(style.size_pt, italic=True)
        blocks.label(canvas, zero + _SPACE_PT, middle, change.label, words, align="start", fill=style.grey)
        return
    end = scale(change.value)
    if end != zero:
        canvas.rect(min(zero, end), middle - _BAR_PT / 2, max(abs(end - zero), 0.8), _BAR_PT, style.accent)
    if change.value < 0:
        x = end - _SPACE_PT
        blocks.label(canvas, x, middle, change.label, font, align="end")
        _arrow(canvas, x - width(change.label, font) - _ARROW_PT, middle, font, up=False)
    else:
        x = end + _SPACE_PT
        arrow = _ARROW_PT if change.value > 0 else 0.0
        blocks.label(canvas, x + arrow, middle, change.label, font, align="start")
        if arrow:
            _arrow(canvas, x, middle, font, up=True)


def _arrow(canvas: Canvas, x: float, middle: float, font: Font, *, up: bool) -> None:
    """On a white ground, as the figure beside it."""
    half = CAP_HEIGHT_EM * font.size_pt / 2
    tip, base = (middle - half, middle + half) if up else (middle + half, middle - half)
    canvas.rect(x - 1, middle - half - 1, _ARROW_PT, 2 * half + 2, "#ffffff")
    canvas.area([(x, base), (x + 2.75, tip), (x + 5.5, base)], canvas.style.ink)


def _scale(data: SharedGrowth, left: float, style: ChartStyle) -> Scale:
    """Room for each figure outside its bar, on the side where its bar ends."""
    font = Font(style.size_pt, 600)
    values = [item.change.value for item in data.items if item.change.value is not None]
    values += [data.reference.value] if data.reference.value is not None else []
    low, high = min([0.0, *values]), max([0.0, *values])
    labels = [width(item.change.label, font) for item in data.items if item.change.known]
    room = max(labels, default=0.0) + _ARROW_PT + _SPACE_PT + 2
    start = left + (room if low < 0 else 0.0)
    return Scale(low, high if high > low else low + 1, start, style.width_pt - (room if high > 0 or low == 0 else 0.0))


def _alt(data: SharedGrowth) -> str:
    told = [f"{item.letter}, {item.name} {item.change.label}" for item in data.items]
    return sentence(data.title, [*told, f"{data.reference_word} {data.reference.label}"])
