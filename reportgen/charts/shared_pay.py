"""What each of several occupations pays, on one axis from zero: a block each, the state's bar over the nation's.

The state's bar carries its figures; the nation's is thinner, grey and named, and carries them only where the state
publishes none. A dashed line is the median of all jobs in the first place.
"""

from __future__ import annotations

from reportgen.charts import blocks
from reportgen.charts.axis import bottom_axis
from reportgen.charts.base import Chart, ChartStyle, Datum, Tick, sentence
from reportgen.charts.canvas import Canvas
from reportgen.charts.pay_bar import PayBar, PayRow
from reportgen.charts.scale import Scale, top
from reportgen.charts.text import Font, width
from reportgen.values import dataclass

_NAMES_PART = 0.27  # of the width
_SPACE_PT = 4.0  # between the end of a bar and its figure
_BESIDE_PT = 6.0  # between columns of words
_LARGEST_AT, _CAP_AT = 0.985, 0.88  # of the scale, where the largest value lies; with a cap the arrow needs room
_THIN_BOX_PT = 6.0


@dataclass(frozen=True, slots=True)
class Paid:
    """An occupation: its letter, its name, and a row for each place. `PayRow.name` is the place, for the alt text."""

    letter: str
    name: str
    rows: tuple[PayRow, ...]


@dataclass(frozen=True, slots=True)
class SharedPay:
    """`places` are the words beside the bars, one or two; `ticks` in the unit of the rows, from zero."""

    title: str
    places: tuple[str, ...]
    items: tuple[Paid, ...]
    ticks: tuple[Tick, ...]
    reference: Datum | None = None
    reference_word: str = ""
    low_word: str = "lowest tenth below"
    median_word: str = "median"
    high_word: str = "highest tenth above"
    gap_pt: float = blocks.GAP_PT


def draw(data: SharedPay, style: ChartStyle) -> Chart:
    """Draw the blocks, as high as they need."""
    canvas, bars = Canvas(style), len(data.places)
    names_at = blocks.BADGE_PT + 5
    room = style.width_pt * _NAMES_PART - names_at
    places_at = names_at + blocks.name_width([item.name for item in data.items], style.size_pt, room) + 2 * _BESIDE_PT
    small = Font(style.small_pt)
    words_end = places_at + max(width(place, small) for place in data.places)
    scale = _scale(data, words_end + _BESIDE_PT, style)
    foot = blocks.foot(len(data.items), bars, data.gap_pt) + 3
    if data.reference and data.reference.value is not None:
        words = f"{data.reference_word} {data.reference.label}"
        blocks.reference(canvas, words, data.reference.value, scale, words_end + _BESIDE_PT, foot)
    for item, y in zip(data.items, blocks.tops(len(data.items), bars, data.gap_pt), strict=True):
        middle = y + blocks.block_pt(bars) / 2
        blocks.badge(canvas, item.letter, middle)
        blocks.name(canvas, item.name, names_at, room, middle)
        _block(canvas, data, item, scale, y, places_at)
    foot = bottom_axis(canvas, scale, foot, data.ticks)
    return canvas.chart(foot + 0.5, _alt(data))


def _block(canvas: Canvas, data: SharedPay, item: Paid, scale: Scale, y: float, places_at: float) -> None:
    """The bars of one occupation; the first that there is has its figures over and beside it."""
    small, told = Font(canvas.style.small_pt), False
    for place, row in enumerate(item.rows):
        is_first = place == 0
        if row.missing:
            middle = y + blocks.BAR_PT / 2
            words = Font(canvas.style.size_pt, italic=True)
            blocks.label(canvas, scale.start, middle, row.missing, words, align="start", fill=canvas.style.grey)
            y += blocks.BAR_PT
        else:
            y += 0.0 if told else blocks.LABELS_PT
            tall = blocks.BAR_PT if is_first else blocks.SECOND_PT
            middle = y + tall / 2
            colour = canvas.style.accent if is_first else canvas.style.grey
            bar = PayBar(canvas, row, scale, middle, colour, 9.0 if is_first else _THIN_BOX_PT)
            bar.range_and_box()
            bar.dot()
            if not told:
                _figures(canvas, row, scale, middle, middle - tall / 2 - blocks.LABELS_PT / 2 + 1)
            told = True
            y += tall
        blocks.label(canvas, places_at, middle, data.places[place], small, align="start", fill=canvas.style.grey)


def _figures(canvas: Canvas, row: PayRow, scale: Scale, middle: float, above: float) -> None:
    """The ends beside the bar and the median over its dot; where only the median is known, that."""
    size = canvas.style.size_pt
    plain, bold = Font(size - 0.6), Font(size + 0.6, 600)
    if row.pct10.known and not row.pct10.top_coded:
        x = scale(row.pct10.value or 0.0) - _SPACE_PT
        blocks.label(canvas, x, middle, row.pct10.label, plain, align="end")
    if row.pct90.known:
        x = (scale.end if row.pct90.top_coded else scale(row.pct90.value or 0.0)) + _SPACE_PT
        blocks.label(canvas, x, middle, row.pct90.label, plain, align="start")
    if row.median.known:
        half = width(row.median.label, bold) / 2
        x = min(scale(row.median.value or 0.0), canvas.style.width_pt - half)
        blocks.label(canvas, x, above, row.median.label, bold, align="middle")


def _scale(data: SharedPay, left: float, style: ChartStyle) -> Scale:
    """As long as the figures beside the ends leave it, and so far right that the lowest has room at its left."""
    shown = [row for item in data.items for row in item.rows if not row.missing]
    figures = [figure for row in shown for figure in row.percentiles]
    figures += [data.reference] if data.reference else []
    capped = any(figure.top_coded for figure in figures)
    highest = top(figure.value for figure in figures) / (_CAP_AT if capped else _LARGEST_AT)
    font = Font(style.size_pt - 0.6)

    def longest(start: float) -> float:
        rooms = [style.width_pt - start]
        for row in shown:
            if row.pct90.value is not None:
                part = 1.0 if row.pct90.top_coded else row.pct90.value / highest
                rooms.append((style.width_pt - start - _SPACE_PT - width(row.pct90.label, font)) / part)
        return min(rooms)

    lacking = [
        width(row.pct10.label, font) + _SPACE_PT + 2 - row.pct10.value / highest * longest(left)
        for row in shown
        if row.pct10.value is not None
    ]
    start = left + 1.1 * max([0.0, *lacking])
    return Scale(0, highest, start, start + longest(start))


def _alt(data: SharedPay) -> str:
    parts = []
    for item in data.items:
        told = [_told(data, row) for row in item.rows]
        parts.append(f"{item.letter}, {item.name}: {', '.join(told)}")
    if data.reference:
        parts.append(f"{data.reference_word} {data.reference.label}")
    return sentence(data.title, parts)


def _told(data: SharedPay, row: PayRow) -> str:
    if row.missing:
        return f"{row.name} {row.missing[:1].lower()}{row.missing[1:]}"
    words = (data.median_word, data.low_word, data.high_word)
    figures = (row.median, row.pct10, row.pct90)
    return f"{row.name} " + ", ".join(f"{word} {figure.label}" for word, figure in zip(words, figures, strict=True))
