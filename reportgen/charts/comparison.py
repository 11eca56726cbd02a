"""Is that much? Bars from zero for this occupation, its group and all occupations, in two places.

The first place is a solid bar, the second an outlined tint: the two differ in print without colour. The first
occupation has the accent, the others are grey. A top-coded bar has an open end and an arrow.
"""

from __future__ import annotations

from reportgen.charts.base import Chart, ChartStyle, Datum, sentence, tint
from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale, top
from reportgen.charts.text import ASCENT_EM, CAP_HEIGHT_EM, Font, width, wrap
from reportgen.values import dataclass

_NAMES_BESIDE_FROM_PT = 300.0
_BAR_EM = 1.08
_BAR_GAP_PT = 2.0
_GAP_PT = 8.0
_ARROW_PT = 9.0


@dataclass(frozen=True, slots=True)
class Compared:
    """One occupation or group and its figure in each place, in the places' order."""

    name: str
    figures: tuple[Datum, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One or two places ("Texas", "United States") and rows, this occupation first; US dollars.

    Each place is named once, after the figure of the first row.
    """

    title: str
    places: tuple[str, ...]
    rows: tuple[Compared, ...]


def draw(data: Comparison, style: ChartStyle) -> Chart:
    """Names beside the bars, or above them in a narrow column."""
    canvas = Canvas(style)
    beside = style.width_pt >= _NAMES_BESIDE_FROM_PT
    fonts = [Font(style.size_pt, 400 if place else 600) for place in range(len(data.rows))]
    room = style.width_pt * (0.3 if beside else 1.0)
    names = [wrap(row.name, font, room, lines=3) for row, font in zip(data.rows, fonts, strict=True)]
    widest = [width(line, font) for lines, font in zip(names, fonts, strict=True) for line in lines]
    start = max(widest, default=0.0) + 10 if beside else 0.5
    scale = _scale(data, start, style)
    leading, bar_pt = 1.18 * style.size_pt, _BAR_EM * style.size_pt
    y, zero = 1.0, []
    for place, (row, font, lines) in enumerate(zip(data.rows, fonts, names, strict=True)):
        y += _GAP_PT if place else 0
        bars = len(row.figures) * bar_pt + (len(row.figures) - 1) * _BAR_GAP_PT
        block = max(bars, leading * len(lines)) if beside else bars
        baseline = y + ASCENT_EM * style.size_pt
        if beside:
            baseline = y + (block - leading * (len(lines) - 1) + CAP_HEIGHT_EM * style.size_pt) / 2
        for i, line in enumerate(lines):
            canvas.text(0, baseline + i * leading, line, font)
        y += 0 if beside else leading * len(lines) + 1
        bar_y = y + (block - bars) / 2
        zero.append(((start, bar_y - 1), (start, bar_y + bars + 1)))
        for series, figure in enumerate(row.figures):
            _bar(canvas, data, figure, scale, bar_y, row=place, series=series)
            bar_y += bar_pt + _BAR_GAP_PT
        y += block
    if beside and zero:
        zero = [(zero[0][0], zero[-1][1])]
    canvas.strokes(zero, style.ink, 0.7)
    return canvas.chart(y + 1, _alt(data))


def _scale(data: Comparison, start: float, style: ChartStyle) -> Scale:
    """As long as the labels after the bars allow: each row's own label decides, not the widest of all."""
    highest = top(figure.value for row in data.rows for figure in row.figures)
    lengths = [style.width_pt - start]
    for place, row in enumerate(data.rows):
        for series, figure in enumerate(row.figures):
            if figure.value is not None and figure.value > 0:
                room = style.width_pt - start - _label_width(data, figure, style, place, series)
                lengths.append(room * highest / figure.value)
    return Scale(0, highest, start, start + max(min(lengths), 1.0))


def _label_width(data: Comparison, figure: Datum, style: ChartStyle, row: int, series: int) -> float:
    extent = 4 + width(figure.label, Font(style.size_pt, 400 if row else 600))
    if row == 0:
        extent += 5 + width(data.places[series], Font(style.small_pt))
    return extent + (_ARROW_PT if figure.top_coded else 0)


def _bar(canvas: Canvas, data: Comparison, figure: Datum, scale: Scale, y: float, *, row: int, series: int) -> None:
    """One bar with its figure after it, and the place's name where it is the first row."""
    style = canvas.style
    tall = _BAR_EM * style.size_pt
    baseline = y + (tall + CAP_HEIGHT_EM * style.size_pt) / 2
    if figure.value is None:
        x = scale.start + 5
        x += canvas.text(x, baseline, figure.label, Font(style.size_pt, italic=True), fill=style.grey)
    else:
        colour = style.quiet if row else style.accent
        end = scale(figure.value)
        _shape(canvas, scale.start, end, y, tall, colour, solid=series == 0, open_end=figure.top_coded)
        x = end + 4 + (_ARROW_PT if figure.top_coded else 0)
        x += canvas.text(x, baseline, figure.label, Font(style.size_pt, 400 if row else 600))
    place = data.places[series]
    if row == 0 and place not in figure.label:
        canvas.text(x + 5, baseline, place, Font(style.small_pt), fill=style.grey)


def _shape(
    canvas: Canvas, start: float, end: float, y: float, tall: float, colour: str, *, solid: bool, open_end: bool
) -> None:
    if solid:
        canvas.rect(start, y, end - start, tall, colour)
    elif open_end:
        canvas.rect(start, y, end - start, tall, tint(colour, 0.2))
        sides = (y + 0.4, y + tall - 0.4)
        canvas.strokes([((start, side), (end, side)) for side in sides], colour, 0.8)
    else:
        canvas.rect(start, y, end - start, tall, tint(colour, 0.2), stroke=colour)
    if open_end:
        tails = (end + 1.6, end + 5.2)
        canvas.strokes([((x, y), (x + 3.6, y + tall / 2), (x, y + tall)) for x in tails], colour, 1.2)


def _alt(data: Comparison) -> str:
    told = []
    for row in data.rows:
        figures = zip(data.places, row.figures, strict=True)
        told.append(f"{row.name}: {', '.join(f'{place} {figure.label}' for place, figure in figures)}")
    return sentence(data.title, told)
