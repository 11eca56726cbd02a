"""The ground of charts that compare occupations: a block each, one below the other, on one scale.

Charts that stand beside each other have blocks of the same height, so that a reader can go along a line. A letter in a
ring tells each block, without colour and where there is no room for its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale
from reportgen.charts.text import ASCENT_EM, CAP_HEIGHT_EM, DESCENT_EM, Font, width, wrap

BADGE_PT = 13.0
LABELS_PT = 11.0  # a line of figures over a bar
BAR_PT = 12.0
SECOND_PT = 10.0  # a thinner bar below
GAP_PT, CLOSE_GAP_PT = 8.0, 4.0
_HEAD_PT = 12.5
_NAME_LINES = 3


def block_pt(bars: int) -> float:
    """Height of a block with one or two bars."""
    return LABELS_PT + BAR_PT + (SECOND_PT if bars > 1 else 0.0)


def tops(count: int, bars: int, gap_pt: float = GAP_PT) -> tuple[float, ...]:
    """Where the blocks begin, below a line for the word on what they are held against."""
    return tuple(_HEAD_PT + place * (block_pt(bars) + gap_pt) for place in range(count))


def foot(count: int, bars: int, gap_pt: float = GAP_PT) -> float:
    """Where the last block ends."""
    return tops(count, bars, gap_pt)[-1] + block_pt(bars)


def badge(canvas: Canvas, letter: str, middle: float) -> None:
    """The letter in a ring at the left, its middle at `middle`."""
    font, radius = Font(canvas.style.size_pt, 600), BADGE_PT / 2
    canvas.circle(radius, middle, radius, "#ffffff", stroke=canvas.style.ink, line=1.0)
    baseline = middle + CAP_HEIGHT_EM * font.size_pt / 2
    canvas.text(radius, baseline, letter, font, align="middle")


def name(canvas: Canvas, text: str, x: float, room: float, middle: float) -> None:
    """A name of up to three lines, its middle at `middle`."""
    font = Font(canvas.style.size_pt, 600)
    lines = wrap(text, font, room, _NAME_LINES)
    leading = 1.15 * font.size_pt
    first = middle - leading * (len(lines) - 1) / 2 + CAP_HEIGHT_EM * font.size_pt / 2
    for place, line in enumerate(lines):
        canvas.text(x, first + place * leading, line, font)


def name_width(names: Sequence[str], size_pt: float, room: float) -> float:
    """What the widest of the names takes when it is broken as `name` breaks it."""
    font = Font(size_pt, 600)
    return max(width(line, font) for text in names for line in wrap(text, font, room, _NAME_LINES))


def reference(canvas: Canvas, words: str, value: float, scale: Scale, low: float, to: float) -> None:
    """A dashed line from the head down to `to`, with words over it that begin right of `low`."""
    x, font = scale(value), Font(canvas.style.small_pt)
    extent = width(words, font)
    left = min(max(x - extent / 2, low), canvas.style.width_pt - extent)
    canvas.text(left, ASCENT_EM * font.size_pt, words, font, fill=canvas.style.grey)
    canvas.strokes([((x, (ASCENT_EM + DESCENT_EM) * font.size_pt + 1), (x, to))], canvas.style.grey, 0.8, dash="2 2")


def label(
    canvas: Canvas, x: float, middle: float, text: str, font: Font, *, align: str, fill: str | None = None
) -> None:
    """A figure on a white ground, so that no line runs through it."""
    extent = width(text, font)
    left = x - {"start": 0.0, "middle": extent / 2, "end": extent}[align]
    tall = (ASCENT_EM + DESCENT_EM) * font.size_pt
    canvas.rect(left - 2, middle - tall / 2 - 1, extent + 4, tall + 2, "#ffffff")
    canvas.text(x, middle + CAP_HEIGHT_EM * font.size_pt / 2, text, font, align=align, fill=fill)
