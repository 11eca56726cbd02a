"""How many jobs there will be: two points and the slope between, and the change beside that of all jobs.

The slope stands on zero, so that its steepness is the true one; it is a straight line between the only two
years that are published.
"""

from __future__ import annotations

from functools import lru_cache

from reportgen.charts.base import Chart, ChartStyle, Datum, sentence
from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale, top
from reportgen.charts.text import ASCENT_EM, CAP_HEIGHT_EM, DESCENT_EM, Font, shorten, width, wrap
from reportgen.values import dataclass

_SIDE_BY_SIDE_FROM_PT = 290.0
_GUTTER_PT = 26.0
_SLOPE_PT = 46.0
_DOT_PT = 3.6
_YEARS_PT = 4.8  # between the ground and the years: room for a dot on the ground
_BAR_PT = 9.0
_ARROW_PT = 8.0  # the arrow before a label and the space after it


@dataclass(frozen=True, slots=True)
class Change:
    """One bar of percent change; `change.value` in percent, negative for a decline."""

    name: str
    change: Datum


@dataclass(frozen=True, slots=True)
class Growth:
    """Jobs in the first and the last year, in any one unit, and changes in percent, this occupation first.

    `difference` is the finished label of the jobs won or lost ("34,900 more jobs"), empty to leave it out.
    """

    title: str
    first_year: str
    first: Datum
    last_year: str
    last: Datum
    changes: tuple[Change, ...]
    jobs_head: str = "Jobs"
    change_head: str = "Change in ten years"
    difference: str = ""


@lru_cache(20)  # states of an occupation share it
def draw(data: Growth, style: ChartStyle) -> Chart:
    """Side by side where there is room, else one above the other."""
    canvas = Canvas(style)
    if style.width_pt >= _SIDE_BY_SIDE_FROM_PT:
        panel = (style.width_pt - _GUTTER_PT) / 2
        left = _slope(canvas, data, 0, 0, panel)
        right = _changes(canvas, data, panel + _GUTTER_PT, 0, panel, ground=_ground(style))
        height = max(left, right)
    else:
        middle = _slope(canvas, data, 0, 0, style.width_pt) + 9
        height = _changes(canvas, data, 0, middle, style.width_pt)
    return canvas.chart(height, _alt(data))


def _head(canvas: Canvas, text: str, x: float, y: float, room: float) -> float:
    font = Font(canvas.style.small_pt, 600)
    canvas.text(x, y + ASCENT_EM * font.size_pt, shorten(text, font, room), font, fill=canvas.style.grey)
    return y + 1.35 * font.size_pt


def _ground(style: ChartStyle) -> float:
    """Where the slope's zero line lies under the top of its panel."""
    return 1.35 * style.small_pt + style.size_pt + 6 + _SLOPE_PT


def _slope(canvas: Canvas, data: Growth, x: float, y: float, room: float) -> float:
    """Two dots over their years on a ground of zero; returns the foot."""
    style = canvas.style
    y = _head(canvas, data.jobs_head, x, y, room)
    bold, small = Font(style.size_pt + 1, 600), Font(style.small_pt)
    missing = Font(style.size_pt, italic=True)
    points = (data.first, data.last)
    fonts = [bold if point.known else missing for point in points]
    inset = max(width(point.label, font) / 2 for point, font in zip(points, fonts, strict=True)) + 1
    inset = min(inset, room / 4)
    places = (x + inset, x + room - inset)
    ground = y - 1.35 * style.small_pt + _ground(style)
    scale = Scale(0, top(point.value for point in points), ground, ground - _SLOPE_PT)
    heights = [ground - 4 if point.value is None else scale(point.value) for point in points]
    if all(point.known for point in points):
        corners = list(zip(places, heights, strict=True))
        canvas.area([*corners, (places[1], ground), (places[0], ground)], style.accent_tint_16)
        canvas.strokes([tuple(corners)], style.accent, 1.6)
        _difference(canvas, data, corners, ground)
    canvas.strokes([((x, ground), (x + room, ground))], style.rule)
    steepness = abs(heights[1] - heights[0]) / (places[1] - places[0])
    for i, (point, font, place, height) in enumerate(zip(points, fonts, places, heights, strict=True)):
        if point.known:
            canvas.circle(place, height, _DOT_PT + 0.8, "#ffffff")
            canvas.circle(place, height, _DOT_PT, style.accent)
        # Where the slope rises towards this label, the label makes way.
        rises = (heights[1 - i] < height) and all(p.known for p in points)
        clear = max(_DOT_PT + 2.5, steepness * width(point.label, font) / 2 + 2.5 if rises else 0)
        canvas.text(
            place,
            height - clear - DESCENT_EM * 0.5 * font.size_pt,
            point.label,
            font,
            fill=None if point.known else style.grey,
            align="middle",
        )
        year = data.last_year if i else data.first_year
        canvas.text(place, ground + _YEARS_PT + ASCENT_EM * small.size_pt, year, small, fill=style.grey, align="middle")
    return ground + _YEARS_PT + (ASCENT_EM + DESCENT_EM) * small.size_pt


def _difference(canvas: Canvas, data: Growth, corners: list[tuple[float, float]], ground: float) -> None:
    """The jobs won or lost under the slope: in its middle, or at the higher end where the middle is too low."""
    font = Font(canvas.style.small_pt)
    (left, left_y), (right, right_y) = corners
    half = width(data.difference, font) / 2
    if not data.difference or 2 * half > right - left - 12:
        return
    slope = Scale(left, right, left_y, right_y)
    for x in ((left + right) / 2, left + half + 6 if left_y < right_y else right - half - 6):
        under = max(slope(x - half), slope(x + half))
        if ground - under >= 1.2 * font.size_pt:
            baseline = (under + ground + CAP_HEIGHT_EM * font.size_pt) / 2
            canvas.text(x, baseline, data.difference, font, align="middle")
            return


def _changes(canvas: Canvas, data: Growth, x: float, y: float, room: float, *, ground: float | None = None) -> float:
    """A bar for each change, right of the zero line for growth and left of it for decline; returns the foot.

    With `ground` the bars spread until the last one stands on it.
    """
    style = canvas.style
    y = _head(canvas, data.change_head, x, y, room) + 2
    bold, plain = Font(style.size_pt, 600), Font(style.size_pt)
    values = [change.change.value for change in data.changes if change.change.value is not None]
    labels = (width(item.change.label, bold) for item in data.changes if item.change.known)
    label_room = max(labels, default=0.0) + _ARROW_PT + 5.5
    low, high = min([0.0, *values]), max([0.0, *values])
    start = x + (label_room if low < 0 else 0)
    scale = Scale(low, high, start + 0.5, x + room - (label_room if high > 0 or low == 0 else 0))
    zero = scale(0.0) if values else start + 0.5
    fonts = [plain if place else bold for place in range(len(data.changes))]
    names = [wrap(item.name, font, room) for item, font in zip(data.changes, fonts, strict=True)]
    leading = 1.22 * style.size_pt
    gap = 5.0
    if ground is not None and len(names) > 1:
        used = sum(leading * len(lines) + _BAR_PT for lines in names)
        gap = min(16.0, max(gap, (ground - y - used) / (len(names) - 1)))
    bar_tops = []
    for place, (item, font, lines) in enumerate(zip(data.changes, fonts, names, strict=True)):
        y += gap if place else 0
        for line in lines:
            canvas.text(x, y + ASCENT_EM * font.size_pt, line, font)
            y += leading
        bar_tops.append(y)
        _change_bar(canvas, item.change, font, zero, scale, y, style.quiet if place else style.accent)
        y += _BAR_PT
    # Drawn piecewise, so that it does not run through the names.
    canvas.strokes([((zero, bar - 1), (zero, bar + _BAR_PT + 1)) for bar in bar_tops], style.ink, 0.8)
    return y + 1.5


def _change_bar(canvas: Canvas, change: Datum, font: Font, zero: float, scale: Scale, y: float, colour: str) -> None:
    style = canvas.style
    baseline = y + _BAR_PT / 2 + CAP_HEIGHT_EM * font.size_pt / 2
    if change.value is None:
        canvas.text(zero + 4, baseline, change.label, font._replace(weight=400, italic=True), fill=style.grey)
        return
    end = scale(change.value)
    if end != zero:
        canvas.rect(min(zero, end), y, abs(end - zero), _BAR_PT, colour)
    label = width(change.label, font)
    if change.value < 0:
        canvas.text(end - 4, baseline, change.label, font, align="end")
        _arrow(canvas, end - 4 - label - _ARROW_PT, baseline, font, colour, up=False)
    else:
        beside = end + 4
        if change.value > 0:
            _arrow(canvas, beside, baseline, font, colour, up=True)
            beside += _ARROW_PT
        canvas.text(beside, baseline, change.label, font)


def _arrow(canvas: Canvas, x: float, baseline: float, font: Font, colour: str, *, up: bool) -> None:
    tall = CAP_HEIGHT_EM * font.size_pt
    tip, base = (baseline - tall, baseline - 0.4) if up else (baseline, baseline - tall + 0.4)
    canvas.area([(x, base), (x + 2.75, tip), (x + 5.5, base)], colour)


def _alt(data: Growth) -> str:
    told = [
        f"{data.jobs_head} {data.first_year} {data.first.label}, {data.last_year} {data.last.label}",
        data.difference,
        f"{data.change_head}: " + ", ".join(f"{c.name} {c.change.label}" for c in data.changes),
    ]
    return sentence(data.title, told)
