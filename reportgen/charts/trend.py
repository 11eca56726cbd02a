"""The nation's median over the years: one dot on a stem for each published year.

The axis starts at zero although dots alone would not need it: the stems are read as lengths, and five years
of wages on a cut axis look like a leap. Nothing is drawn between the years. A year without a figure keeps its
place, with a short dash over the ground and its words below; a top-coded one is an open arrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from reportgen.charts.base import Chart, ChartStyle, Datum, sentence, tint
from reportgen.charts.canvas import Canvas
from reportgen.charts.lanes import Want, spread
from reportgen.charts.scale import Scale, top
from reportgen.charts.text import ASCENT_EM, DESCENT_EM, Font, width, wrap
from reportgen.values import dataclass

_STEM_PT = 44.0
_DOT_PT = 3.6
_ABOVE_CAP_PT = 7.0


@dataclass(frozen=True, slots=True)
class Year:
    """One year's median, in US dollars a year or an hour."""

    year: str
    median: Datum


@dataclass(frozen=True, slots=True)
class Trend:
    """Years in order, with none left out: a missing one is a Datum without a value.

    The first and the last published year carry their figures. `change` is a finished label of the change
    between them ("+18 % in four years"), set between the two figures where it fits; empty to leave it out.
    """

    title: str
    years: tuple[Year, ...]
    change: str = ""


@lru_cache(20)  # states of an occupation share it
def draw(data: Trend, style: ChartStyle) -> Chart:
    """Stems evenly spaced over the width."""
    canvas = Canvas(style)
    bold, plain, small = Font(style.size_pt + 0.6, 600), Font(style.size_pt), Font(style.small_pt)
    known = [i for i, year in enumerate(data.years) if year.median.known]
    if not known:
        return canvas.chart(_notes(canvas, data.years, 0), _alt(data))
    edges = [width(data.years[i].median.label, bold) / 2 for i in (known[0], known[-1])]
    edges += [width(year.year, small) / 2 for year in (data.years[0], data.years[-1])]
    inset = max(*edges, _DOT_PT) + 1
    step = (style.width_pt - 2 * inset) / max(len(data.years) - 1, 1)
    places = [inset + i * step for i in range(len(data.years))]

    open_topped = any(year.median.top_coded for year in data.years)
    figures_foot = (ASCENT_EM + DESCENT_EM) * bold.size_pt + 2
    ceiling = figures_foot + _DOT_PT + (_ABOVE_CAP_PT if open_topped else 0)
    ground = ceiling + _STEM_PT
    scale = Scale(0, top(year.median.value for year in data.years), ground, ceiling)
    canvas.strokes([((0, ground), (style.width_pt, ground))], style.rule)
    _stems(canvas, data, places, scale)

    named = sorted({known[0], known[-1]})
    wants = [Want(places[i], width(data.years[i].median.label, bold)) for i in named]
    centres = spread(wants, 0, style.width_pt, 4) or [places[i] for i in named]
    for i, centre in zip(named, centres, strict=True):
        median = data.years[i].median
        height = scale(median.value or 0.0) - (_ABOVE_CAP_PT if median.top_coded else 0)
        canvas.text(centre, height - _DOT_PT - 2 - DESCENT_EM * bold.size_pt, median.label, bold, align="middle")
    if len(known) > 1:
        _change(canvas, data, (places[known[0]], places[known[-1]]), bold, plain)
    for place, year in zip(places, data.years, strict=True):
        baseline = ground + 2.5 + ASCENT_EM * small.size_pt
        canvas.text(place, baseline, year.year, small, fill=style.grey, align="middle")
    gone = [x for x, year in zip(places, data.years, strict=True) if not year.median.known]
    canvas.strokes([((x - 3.5, ground - 6), (x + 3.5, ground - 6)) for x in gone], style.grey, 1.1)
    foot = ground + 2.5 + (ASCENT_EM + DESCENT_EM) * small.size_pt
    inner = data.years[known[0] + 1 : known[-1]]
    noted = [year for year in data.years if not year.median.known or (year.median.top_coded and year in inner)]
    return canvas.chart(_notes(canvas, noted, foot + 1), _alt(data))


def _stems(canvas: Canvas, data: Trend, places: list[float], scale: Scale) -> None:
    style, ground = canvas.style, scale.start
    medians = [year.median for year in data.years]
    tops = [(x, scale(median.value or 0.0), median) for x, median in zip(places, medians, strict=True)]
    stems = [((x, ground), (x, y)) for x, y, median in tops if median.known]
    canvas.strokes(stems, tint(style.accent, 0.45), 2.2)
    for x, y, median in tops:
        if median.known and not median.top_coded:
            canvas.circle(x, y, _DOT_PT, style.accent)
    caps = [(x, y) for x, y, median in tops if median.top_coded]
    arrows = [((x - 3.4, y - 1.6), (x, y - _ABOVE_CAP_PT + 1), (x + 3.4, y - 1.6)) for x, y in caps]
    canvas.strokes([*arrows, *(((x, y), (x, y - _ABOVE_CAP_PT + 1)) for x, y in caps)], style.accent, 1.3)


def _change(canvas: Canvas, data: Trend, ends: tuple[float, float], bold: Font, plain: Font) -> None:
    """The change between the figures of the first and last year, over the stems of the years between."""
    known = [year.median.label for year in data.years if year.median.known]
    left = ends[0] + width(known[0], bold) / 2 + 6
    right = ends[1] - width(known[-1], bold) / 2 - 6
    if data.change and width(data.change, plain) <= right - left:
        baseline = ASCENT_EM * bold.size_pt
        canvas.text((left + right) / 2, baseline, data.change, plain, fill=canvas.style.grey, align="middle")


def _notes(canvas: Canvas, years: Sequence[Year], y: float) -> float:
    """Words for the years without a figure and the caps without a label, from `y` down; returns the foot."""
    plain, words = Font(canvas.style.small_pt), Font(canvas.style.small_pt, italic=True)
    for label in dict.fromkeys(year.median.label for year in years):
        named = [year for year in years if year.median.label == label]
        font = plain if named[0].median.known else words
        note = f"{', '.join(year.year for year in named)}: {label}"
        for line in wrap(note, font, canvas.style.width_pt):
            canvas.text(0, y + ASCENT_EM * font.size_pt, line, font, fill=canvas.style.grey)
            y += 1.25 * font.size_pt
    return y


def _alt(data: Trend) -> str:
    return sentence(data.title, [*(f"{year.year} {year.median.label}" for year in data.years), data.change])
