"""What the job pays: a bar from the 10th to the 90th percentile for the state, over one for the nation.

Thin line: 10th to 90th percentile; box: 25th to 75th; dot: median. The fine upright tick is the median of all
jobs in the same place. The axis starts at zero. A top-coded end is an open arrow.
"""

from __future__ import annotations

from reportgen.charts.axis import bottom_axis
from reportgen.charts.base import Chart, ChartStyle, Datum, Tick, sentence
from reportgen.charts.canvas import Canvas
from reportgen.charts.lanes import Want, spread
from reportgen.charts.pay_bar import PayBar, PayRow
from reportgen.charts.scale import Scale, top
from reportgen.charts.text import ASCENT_EM, CAP_HEIGHT_EM, DESCENT_EM, Font, width, wrap
from reportgen.values import dataclass

__all__ = ["PayRange", "PayRow", "draw"]

_NAMES_BESIDE_FROM_PT = 300.0
_BAND_PT = 12.0
_LEADING = 1.15  # of a name, of its size
_GAP_PT = 8.0
_LABEL_GAP_PT = 7.0
_LARGEST_AT = 0.96  # part of the scale where the largest value lies,
_CAP_AT = 0.88  # and where it lies when something is above the cap: the arrow needs room


@dataclass(frozen=True, slots=True)
class PayRange:
    """Rows from top to bottom, the reader's place first; `title` opens the alt text ("Yearly pay").

    The words stand over the figures of the first bar, and in the alt text. `ticks` in the unit of the rows,
    from zero (see `scale.nice_ticks`); without ticks the axis is a bare line.
    """

    title: str
    rows: tuple[PayRow, ...]
    ticks: tuple[Tick, ...] = ()
    low_word: str = "lowest 10%"
    quarter_word: str = "lowest quarter below"
    median_word: str = "median"
    three_quarters_word: str = "top quarter above"
    high_word: str = "top 10%"
    reference_word: str = "All jobs"


def draw(data: PayRange, style: ChartStyle) -> Chart:
    """Draw the rows, as high as they need."""
    canvas = Canvas(style)
    beside = style.width_pt >= _NAMES_BESIDE_FROM_PT
    bold, words = Font(style.size_pt, 600), Font(style.size_pt, italic=True)
    room, lines = (style.width_pt * 0.22, 2) if beside else (style.width_pt, 1)
    names = [wrap(row.name, bold, room, lines) for row in data.rows]
    start = max((width(line, bold) for name in names for line in name), default=0.0) + 12 if beside else 0.5
    scale = _scale(data, start, style.width_pt - 0.5)

    y = 0.0
    zero_from: float | None = None
    for place, (row, name) in enumerate(zip(data.rows, names, strict=True)):
        y += _GAP_PT if place else 0.0
        if not beside:
            canvas.text(0, y + ASCENT_EM * bold.size_pt, name[0], bold)
            y += 1.3 * bold.size_pt
        if row.missing:
            # A name of two lines reaches above and below the words beside it.
            beyond = _LEADING * bold.size_pt * (len(name) - 1) / 2
            y += beyond
            middle = y + (ASCENT_EM - CAP_HEIGHT_EM / 2) * words.size_pt
            for line in wrap(row.missing, words, style.width_pt - start):
                canvas.text(start, y + ASCENT_EM * words.size_pt, line, words, fill=style.grey)
                y += 1.25 * words.size_pt
            y += beyond
        else:
            bar = _Bar(canvas, data, row, scale, style.grey if place else style.accent)
            y = bar.draw(y, with_words=zero_from is None)
            middle = bar.middle
            zero_from = middle - _BAND_PT / 2 if zero_from is None else zero_from
        if beside:
            _name(canvas, name, bold, middle)
    if zero_from is not None:
        y += 3
        if beside:  # in a column the line of zero would cut through the names
            canvas.strokes([((start, zero_from), (start, y))], style.rule)
        y = bottom_axis(canvas, scale, y, data.ticks)
    return canvas.chart(y + 0.5, _alt(data))


def _scale(data: PayRange, start: float, end: float) -> Scale:
    shown = [row for row in data.rows if not row.missing]
    figures = [figure for row in shown for figure in (*row.percentiles, row.reference) if figure]
    highest = top(figure.value for figure in figures)
    largest_at = _CAP_AT if any(figure.top_coded for figure in figures) else _LARGEST_AT
    return Scale(0, highest / largest_at, start, end)


def _name(canvas: Canvas, lines: tuple[str, ...], font: Font, middle: float) -> None:
    """A name of one or two lines, its middle on the bar's."""
    leading = _LEADING * font.size_pt
    first = middle - leading * (len(lines) - 1) / 2 + CAP_HEIGHT_EM * font.size_pt / 2
    for i, line in enumerate(lines):
        canvas.text(0, first + i * leading, line, font)


@dataclass(frozen=True, slots=True)
class _Label:
    """A figure over the bar with the word that explains it."""

    figure: Datum
    word: str
    font: Font
    place: float
    weight: float

    def want(self, word_font: Font | None) -> Want:
        """The room it wants: the figure's, and the word's where words are set."""
        word = width(self.word, word_font) if word_font else 0.0
        return Want(self.place, max(width(self.figure.label, self.font), word), self.weight)


class _Bar:
    """One row being drawn: figures above, the bar, the reference below."""

    def __init__(self, canvas: Canvas, data: PayRange, row: PayRow, scale: Scale, colour: str) -> None:
        self.canvas, self.data, self.row, self.scale, self.colour = canvas, data, row, scale, colour
        self.middle = 0.0

    def draw(self, y: float, *, with_words: bool) -> float:
        """Draw from `y` down; returns the foot."""
        y = self._figures(y, with_words)
        self.middle = y + _BAND_PT / 2
        bar = PayBar(self.canvas, self.row, self.scale, self.middle, self.colour)
        bar.range_and_box()
        y = self._reference(y + _BAND_PT)
        bar.dot()
        return y

    def _figures(self, y: float, with_words: bool) -> float:
        """The ends and the median in one line over their marks; returns its foot."""
        labels = self._labels()
        small = Font(self.canvas.style.small_pt)
        low, high = self.scale.start + 2.5, self.canvas.style.width_pt

        def spread_out(word_font: Font | None, gap: float) -> tuple[float, ...] | None:
            return spread([label.want(word_font) for label in labels], low, high, gap)

        centres = spread_out(small, _LABEL_GAP_PT) if with_words else None
        if centres:
            for label, centre in zip(labels, centres, strict=True):
                baseline = y + ASCENT_EM * small.size_pt
                self.canvas.text(centre, baseline, label.word, small, fill=self.canvas.style.grey, align="middle")
            y += 1.12 * small.size_pt
        else:
            centres = spread_out(None, _LABEL_GAP_PT - 2) or spread_out(None, 1.0)
        size = self.canvas.style.size_pt + 1
        for label, centre in zip(labels, centres or [label.place for label in labels], strict=True):
            fill = None if label.figure.known else self.canvas.style.grey
            baseline = y + ASCENT_EM * size
            self.canvas.text(centre, baseline, label.figure.label, label.font, fill=fill, align="middle")
        return y + (ASCENT_EM + DESCENT_EM) * size + 1

    def _labels(self) -> list[_Label]:
        """What is printed over the bar, from the left; a missing figure stands beside its neighbours."""
        row, size = self.row, self.canvas.style.size_pt
        places = [self._place(figure) for figure in row.percentiles if figure.known]
        first, last = (places[0], places[-1]) if places else (self.scale.start, self.scale.start)
        labels = []
        for figure, word, font, otherwise, weight in (
            (row.pct10, self.data.low_word, Font(size), first - 20, 1),
            (row.median, self.data.median_word, Font(size + 1, 600), (first + last) / 2, 4),
            (row.pct90, self.data.high_word, Font(size), last + 20, 1),
        ):
            if word != self.data.median_word and figure.top_coded and row.median.top_coded:
                continue  # the median's label says it already
            if figure.known:
                labels.append(_Label(figure, word, font, self._place(figure), weight))
            else:
                labels.append(_Label(figure, word, Font(size, italic=True), otherwise, weight))
        return labels

    def _place(self, figure: Datum) -> float:
        return self.scale.end if figure.top_coded else self.scale(figure.value or 0.0)

    def _reference(self, y: float) -> float:
        """The tick of all jobs through the bar that ends at `y`, and its label; returns the foot."""
        reference, style = self.row.reference, self.canvas.style
        if reference is None or reference.value is None:
            return y
        x = self.scale(reference.value)
        self.canvas.strokes([((x, y - _BAND_PT + 0.3), (x, y + 2.5))], style.ink, 0.9)
        font = Font(style.small_pt)
        label = f"{self.data.reference_word} {reference.label}"
        extent = width(label, font)
        left = min(max(x - extent / 2, self.scale.start + 2.5), style.width_pt - extent)
        self.canvas.text(left, y + 3.5 + CAP_HEIGHT_EM * font.size_pt, label, font, fill=style.grey)
        return y + 3.5 + (CAP_HEIGHT_EM + DESCENT_EM) * font.size_pt


def _alt(data: PayRange) -> str:
    words = (data.low_word, data.quarter_word, data.median_word, data.three_quarters_word, data.high_word)
    parts = []
    for row in data.rows:
        if row.missing:
            parts.append(f"{row.name}: {row.missing}")
            continue
        told = [f"{word} {figure.label}" for word, figure in zip(words, row.percentiles, strict=True)]
        if row.reference:
            told.append(f"{data.reference_word} {row.reference.label}")
        parts.append(f"{row.name}: {', '.join(told)}")
    return sentence(data.title, parts)
