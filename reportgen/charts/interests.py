"""Is it for me? Six bars out of ten, the highest first, the published high points marked.

High points are told three times, for print in grey: a filled badge with the letter, a dark bar and bold type.
"""

from __future__ import annotations

from functools import lru_cache

from reportgen.charts.base import Chart, ChartStyle, Datum, sentence, tint
from reportgen.charts.canvas import Canvas
from reportgen.charts.scale import Scale
from reportgen.charts.text import CAP_HEIGHT_EM, Font, shorten, width
from reportgen.values import dataclass

_SHORTEST_BAR_PT = 90.0  # with less beside the words, the bars go under them
_COLUMN_GAP_PT = 9.0
_BADGE_EM = 1.31
_BAR_PT = 7.0


@dataclass(frozen=True, slots=True)
class Interest:
    """One interest: its letter, name ("Realistic"), meaning ("hands-on work") and score out of ten."""

    letter: str
    name: str
    meaning: str
    score: Datum
    high: bool = False


@dataclass(frozen=True, slots=True)
class Interests:
    """The interests in any order: they are sorted by score here, the unscored last.

    `high_word` is what the alt text calls a high point.
    """

    title: str
    items: tuple[Interest, ...]
    high_word: str = "high point"


@lru_cache(20)  # states of an occupation share it
def draw(data: Interests, style: ChartStyle) -> Chart:
    """One line for each interest; in a narrow column the words stand above the bars."""
    items = sorted(data.items, key=lambda item: (item.score.value is None, -(item.score.value or 0.0)))
    canvas = Canvas(style)
    bold, plain = Font(style.size_pt, 600), Font(style.size_pt)
    names = max((width(item.name, bold) for item in items), default=0.0)
    meanings = max((width(item.meaning, plain) for item in items), default=0.0)
    figures = max((width(item.score.label, bold) for item in items if item.score.known), default=0.0)
    words_at = _BADGE_EM * style.size_pt + 5
    bar_at = words_at + names + meanings + 2 * _COLUMN_GAP_PT
    beside = style.width_pt - bar_at - figures >= _SHORTEST_BAR_PT
    scale = Scale(0, 10, bar_at if beside else words_at, style.width_pt - figures - 5)
    badge, em = _BADGE_EM * style.size_pt, style.size_pt
    pitch = (1.82 if beside else 2.9) * em
    for place, item in enumerate(items):
        words_y = place * pitch + badge / 2 - (0 if beside else 0.05 * em)
        baseline = words_y + CAP_HEIGHT_EM * em / 2
        _badge(canvas, item, place * pitch + (badge if not beside else badge / 2), badge / 2)
        extent = canvas.text(words_at, baseline, item.name, bold if item.high else plain)
        meaning_at = words_at + (names if beside else extent) + _COLUMN_GAP_PT * (1 if beside else 0.6)
        meaning = shorten(item.meaning, plain, style.width_pt - meaning_at)
        canvas.text(meaning_at, baseline, meaning, plain, fill=style.grey)
        _bar(canvas, item, scale, words_y + (0 if beside else 1.24 * em))
    height = (len(items) - 1) * pitch + badge + (0 if beside else 1.1 * em)
    return canvas.chart(height, _alt(data, items))


def _badge(canvas: Canvas, item: Interest, y: float, r: float) -> None:
    style = canvas.style
    font = Font(style.small_pt, 600)
    if item.high:
        canvas.circle(r, y, r, style.accent)
    else:
        canvas.circle(r, y, r, "#ffffff", stroke=style.rule, line=0.8)
    fill = "#ffffff" if item.high else style.grey
    canvas.text(r, y + CAP_HEIGHT_EM * font.size_pt / 2, item.letter, font, fill=fill, align="middle")


def _bar(canvas: Canvas, item: Interest, scale: Scale, y: float) -> None:
    style = canvas.style
    font = Font(style.size_pt, 600 if item.high else 400, italic=not item.score.known)
    baseline = y + CAP_HEIGHT_EM * style.size_pt / 2
    if item.score.value is None:
        canvas.text(scale.start, baseline, item.score.label, font, fill=style.grey)
        return
    end = scale(item.score.value)
    canvas.rect(scale.start, y - _BAR_PT / 2, scale.end - scale.start, _BAR_PT, style.accent_tint_8)
    if end > scale.start:
        fill = style.accent if item.high else tint(style.accent, 0.42)
        canvas.rect(scale.start, y - _BAR_PT / 2, end - scale.start, _BAR_PT, fill)
        if not item.high:  # paler than 3:1
            canvas.outline(scale.start, y - _BAR_PT / 2, end - scale.start, _BAR_PT, style.accent)
    canvas.text(style.width_pt, baseline, item.score.label, font, align="end")


def _alt(data: Interests, items: list[Interest]) -> str:
    return sentence(
        data.title,
        (
            f"{item.name} ({item.meaning}) {item.score.label}" + (f", {data.high_word}" if item.high else "")
            for item in items
        ),
    )
