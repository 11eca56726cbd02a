"""Will machines change it? A strip from 0 to 100, one dot per study, each labelled with its name and year.

0 to 100 is the percentile among occupations: the studies' own scales are not comparable, their order is.
"""

from __future__ import annotations

from functools import lru_cache

from reportgen.charts.axis import tick_labels
from reportgen.charts.base import Chart, ChartStyle, Datum, Tick, sentence, tint
from reportgen.charts.canvas import Canvas
from reportgen.charts.leaders import Label, arrange
from reportgen.charts.scale import Scale
from reportgen.charts.text import ASCENT_EM, CAP_HEIGHT_EM, DESCENT_EM, Font, shorten, width, wrap
from reportgen.values import dataclass

_ONE_STRIP_FROM_PT = 220.0
_STRIP_PT = 11.0
_DOT_PT = 4.2
_ASIDE_PT = 3.0  # how far a dot steps off the middle towards its label where dots crowd
_ROW_PT = 12.0
_CLEAR_PT = 3.0  # between the strip and the nearest label
_SPACE_PT = 3.5  # between a figure and the name after it
_QUARTERS = (0.08, 0.16, 0.26, 0.38)  # tints of the strip, from least to most exposed


@dataclass(frozen=True, slots=True)
class Study:
    """One study's placing: `percentile.value` 0-100 among occupations, its label "87" or "87th"."""

    name: str
    year: str
    percentile: Datum

    @property
    def said(self) -> str:
        """Name and year as printed."""
        return f"{self.name} {self.year}".strip()


@dataclass(frozen=True, slots=True)
class Exposure:
    """Up to about seven studies in any order; `ticks` put words under the strip, from 0 to 100."""

    title: str
    studies: tuple[Study, ...]
    ticks: tuple[Tick, ...] = (Tick(0, "least exposed"), Tick(50, "middle"), Tick(100, "most exposed"))


@lru_cache(20)  # states of an occupation share it
def draw(data: Exposure, style: ChartStyle) -> Chart:
    """The strip with labels above and below it; unplaced studies are listed under it in words.

    In a narrow column, or where the labels do not fit around one strip, each study has a strip of its own.
    """
    canvas = Canvas(style)
    placed = sorted(
        (study for study in data.studies if study.percentile.value is not None),
        key=lambda study: study.percentile.value or 0.0,
    )
    scale = Scale(0, 100, _DOT_PT, style.width_pt - _DOT_PT)
    points = [(scale(study.percentile.value or 0.0), _extent(study, style)) for study in placed]
    labels = arrange(points, style.width_pt, _DOT_PT) if style.width_pt >= _ONE_STRIP_FROM_PT else []
    y = _one_strip(canvas, placed, labels, scale) if labels else _own_strips(canvas, data, scale)
    if placed and data.ticks:
        y = tick_labels(canvas, scale, y + 3, data.ticks)
    font = Font(style.small_pt, italic=True)
    unplaced = [f"{s.said}: {s.percentile.label}" for s in data.studies if not s.percentile.known]
    unplaced = [note.replace(" ", "\N{NO-BREAK SPACE}") for note in unplaced]
    for line in wrap("; ".join(unplaced), font, style.width_pt, lines=4) if unplaced else ():
        canvas.text(0, y + 2 + ASCENT_EM * font.size_pt, line, font, fill=style.grey)
        y += 1.25 * font.size_pt
    return canvas.chart(y + 1, _alt(data))


def _one_strip(canvas: Canvas, placed: list[Study], labels: list[Label], scale: Scale) -> float:
    """The common strip between its rows of labels; returns the foot."""
    rows_above = max((label.lane for label in labels if label.above), default=0)
    rows_below = max((label.lane for label in labels if not label.above), default=0)
    strip = rows_above * _ROW_PT + _CLEAR_PT if rows_above else 0.0
    foot = strip + _STRIP_PT
    _strip(canvas, scale, strip)
    strong, plain = _fonts(canvas.style)
    leaders, dots = [], []
    for place, (study, label) in enumerate(zip(placed, labels, strict=True)):
        beside = [labels[j].x for j in (place - 1, place + 1) if 0 <= j < len(labels)]
        crowded = any(abs(label.x - x) < 2 * _DOT_PT for x in beside)
        y = strip + _STRIP_PT / 2 + (0 if not crowded else -_ASIDE_PT if label.above else _ASIDE_PT)
        if label.above:
            baseline = strip - _CLEAR_PT - (label.lane - 1) * _ROW_PT - DESCENT_EM * plain.size_pt
            end = baseline - CAP_HEIGHT_EM * plain.size_pt
        else:
            end = baseline = foot + _CLEAR_PT + (label.lane - 1) * _ROW_PT + ASCENT_EM * plain.size_pt
        dots.append((label.x, y))
        leaders.append(((label.x, y), (label.x, end)))
        used = canvas.text(label.left, baseline, study.percentile.label, strong)
        canvas.text(label.left + used + _SPACE_PT, baseline, study.said, plain)
    canvas.strokes(leaders, canvas.style.accent, 0.7)
    for x, y in dots:
        canvas.circle(x, y, _DOT_PT, canvas.style.accent, stroke="#ffffff", line=0.9)
    return foot + (rows_below * _ROW_PT + _CLEAR_PT if rows_below else 0)


def _own_strips(canvas: Canvas, data: Exposure, scale: Scale) -> float:
    """A thin strip under the name of each study; returns the foot."""
    style, y = canvas.style, 0.0
    strong, plain = _fonts(style)
    for study in data.studies:
        if study.percentile.value is not None:
            figure = width(study.percentile.label, strong)
            baseline = y + ASCENT_EM * plain.size_pt
            canvas.text(0, baseline, shorten(study.said, plain, style.width_pt - figure - 6), plain)
            canvas.text(style.width_pt, baseline, study.percentile.label, strong, align="end")
            y = baseline + DESCENT_EM * plain.size_pt + 1.5
            _strip(canvas, scale, y, _STRIP_PT / 2)
            x = scale(study.percentile.value)
            canvas.circle(x, y + _STRIP_PT / 4, _DOT_PT, style.accent, stroke="#ffffff", line=0.9)
            y += _STRIP_PT / 2 + 5
    return y - 2 if y else 0.0


def _fonts(style: ChartStyle) -> tuple[Font, Font]:
    return Font(style.size_pt, 600), Font(style.size_pt)


def _extent(study: Study, style: ChartStyle) -> float:
    strong, plain = _fonts(style)
    return width(study.percentile.label, strong) + _SPACE_PT + width(study.said, plain)


def _strip(canvas: Canvas, scale: Scale, y: float, height: float = _STRIP_PT) -> None:
    for quarter, part in enumerate(_QUARTERS):
        left, right = scale(25 * quarter), scale(25 * quarter + 25)
        left, right = (0.0 if quarter == 0 else left), (canvas.style.width_pt if quarter == 3 else right)
        canvas.rect(left, y, right - left, height, tint(canvas.style.accent, part))
    # The palest quarter would not show on a tinted column.
    canvas.outline(0.0, y, canvas.style.width_pt, height, tint(canvas.style.accent, 0.5))


def _alt(data: Exposure) -> str:
    return sentence(data.title, (f"{study.said} {study.percentile.label}" for study in data.studies))
