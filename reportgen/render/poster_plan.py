"""How a poster's rows fill their room: how many occupations, in what size, how long each bar.

All of it is measured before anything is laid out. Type that has to be read from two metres leaves room for some ten
to fifteen occupations, so the choice is made here: the largest size that holds them all, else as many as the smallest
size holds. The page check of every layout then says whether it was right.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportgen.charts.scale import Scale, top
from reportgen.charts.text import Font, width
from reportgen.errors import ReportgenError
from reportgen.poster.value import Poster, PosterRow
from reportgen.render.headline import fit
from reportgen.values import dataclass

SMALLEST_PT = 24.0  # what can be read from two metres
_LARGER_PT = (38.0, 35.0, 32.0, 30.0, 28.0, 26.0)
_LARGEST_BAND_PT = 28.0
# In ems of the rows' size: a line of a title; the line of the bar and the figures; the bar; gaps, which grow where
# there is room, up to what still holds the rows together.
_LINE, _BAR_LINE, _BAR = 1.1, 1.0, 0.6
_ROW_GAP, _WIDEST_ROW_GAP = 0.25, 1.5
# In ems of their own size: the heading of a band, and the gaps above and below it.
_BAND, _BAND_GAP, _WIDEST_BAND_GAP = 1.32, 0.17, 1.2
_ARROW = 0.75  # the arrow before a change and the space after it
_GAP_PT = 10.0  # between a bar and its figure
_COLUMN_GAP_PT = 19.0
_LEAST_BARS = 0.3  # of the width: larger type may not take it
_CHOICE_PT = ((26.0, 2), (SMALLEST_PT, 2), (SMALLEST_PT, 3), (SMALLEST_PT, 4))
_HEAD_LINE_PT = 27.0
_FEWEST_HEAD_LINES = 3  # over the figures


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """An occupation with its title in lines. `bar_pt` 0: there is no bar. `label_pt`: where the pay stands after it."""

    row: PosterRow
    lines: tuple[str, ...]
    bar_pt: float
    label_pt: float


@dataclass(frozen=True, slots=True)
class PlannedBand:
    title: str
    rows: tuple[PlannedRow, ...]


@dataclass(frozen=True, slots=True)
class PosterPlan:
    """Sizes in points. `choice` says in lines which occupations are shown, left of the heads of the figures.

    `bars_pt` is the first column, in which bars and titles begin; a title may run over the others.
    """

    choice: tuple[str, ...]
    choice_pt: float
    bands: tuple[PlannedBand, ...]
    size_pt: float
    line_pt: float
    bar_line_pt: float
    bar_pt: float
    row_gap_pt: float
    band_size_pt: float
    band_pt: float
    band_gap_pt: float
    bars_pt: float
    pay_pt: float
    growth_pt: float
    openings_pt: float
    heads_pt: float
    height_pt: float


def plan(poster: Poster, width_pt: float, height_pt: float) -> PosterPlan:
    """The rows in a room. Raises ReportgenError where it does not hold a single one."""
    most = planned = None
    for count in range(1, len(poster.rows) + 1):
        planned = _planned(poster, count, SMALLEST_PT, width_pt)
        if planned.height_pt > height_pt:
            break
        most = planned
    if most is None:
        raise ReportgenError(
            f"A poster of {poster.title} has no room for an occupation.", cure="Choose a larger paper with --paper."
        )
    if most is planned:  # all of them: perhaps larger
        larger = (_planned(poster, len(poster.rows), size, width_pt) for size in _LARGER_PT)
        fitting = (each for each in larger if each.height_pt <= height_pt and each.bars_pt >= _LEAST_BARS * width_pt)
        most = next(fitting, most)
    return _opened(most, height_pt - most.height_pt)


def _planned(poster: Poster, count: int, size: float, width_pt: float) -> PosterPlan:
    """So many rows in this size with the smallest gaps."""
    rows, heads = poster.rows[:count], poster.heads
    paid = [row.pay for row in rows if row.pay.amount_usd is not None]
    pay = _column([each.label for each in paid], heads.pay, size, _GAP_PT - _COLUMN_GAP_PT)
    pay += _point(size) if any(each.open_ended for each in paid) else 0.0
    growth = _column([row.growth for row in rows], heads.growth, size, size * _ARROW)
    openings = _column([row.openings for row in rows], heads.openings, size)
    bars = width_pt - pay - growth - openings
    scale = Scale(0, top(each.amount_usd for each in paid), 0, bars)
    bands = tuple(
        PlannedBand(band.title, tuple(_row(row, scale, size, width_pt) for row in band.rows))
        for band in poster.bands(count)
    )
    choice = fit(poster.choices[count - 1], bars, _CHOICE_PT)
    band_size = min(size, _LARGEST_BAND_PT)
    head_lines = max(_FEWEST_HEAD_LINES, len(choice.lines) + 1)
    lines = sum(len(row.lines) for band in bands for row in band.rows)
    height = head_lines * _HEAD_LINE_PT
    height += size * (lines * _LINE + count * (_BAR_LINE + _ROW_GAP))
    height += band_size * len(bands) * (_BAND + 2 * _BAND_GAP)
    return PosterPlan(
        choice=choice.lines,
        choice_pt=choice.size_pt,
        bands=bands,
        size_pt=size,
        line_pt=size * _LINE,
        bar_line_pt=size * _BAR_LINE,
        bar_pt=size * _BAR,
        row_gap_pt=size * _ROW_GAP,
        band_size_pt=band_size,
        band_pt=band_size * _BAND,
        band_gap_pt=band_size * _BAND_GAP,
        bars_pt=bars,
        pay_pt=pay,
        growth_pt=growth,
        openings_pt=openings,
        heads_pt=head_lines * _HEAD_LINE_PT,
        height_pt=height,
    )


def _opened(planned: PosterPlan, left_pt: float) -> PosterPlan:
    """What is left over goes between the rows, and around the headings of the bands."""
    count = sum(len(band.rows) for band in planned.bands)
    more = min(left_pt * 0.75 / count, (_WIDEST_ROW_GAP - _ROW_GAP) * planned.size_pt)
    around = (left_pt - more * count) / (2 * len(planned.bands))
    return replace(
        planned,
        row_gap_pt=planned.row_gap_pt + more,
        band_gap_pt=planned.band_gap_pt + min(around, (_WIDEST_BAND_GAP - _BAND_GAP) * planned.band_size_pt),
    )


def _row(row: PosterRow, scale: Scale, size: float, width_pt: float) -> PlannedRow:
    lines = fit(row.title, width_pt, ((size, 2), (size, 3), (size, 4))).lines
    if row.pay.amount_usd is None:
        return PlannedRow(row, lines, 0.0, 0.0)
    bar = scale(row.pay.amount_usd)
    return PlannedRow(row, lines, bar, bar + _GAP_PT + (_point(size) if row.pay.open_ended else 0.0))


def _point(size: float) -> float:
    """How far the point of a bar with an open end may stick out."""
    return size * _BAR / 2


def _column(labels: Iterable[str], head: str, size: float, extra: float = 0.0) -> float:
    """As wide as its widest figure or head, with the gap before it."""
    figures = max((width(label, Font(size, 600)) for label in labels), default=0.0) + extra
    # Of a head as much stands on a line as there is room for, but no word is parted.
    words = max(width(word, Font(SMALLEST_PT)) for word in head.split(" "))
    return max(figures, words) + _COLUMN_GAP_PT
