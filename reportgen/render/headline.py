"""Fits a title: the largest size at which it takes few lines, broken so that no line is left nearly empty.

CSS in WeasyPrint can neither balance lines nor shrink text to a width.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from html import unescape
from itertools import combinations, pairwise

from reportgen.charts.text import Font, width
from reportgen.values import dataclass

_WEIGHT = 700
_LONGEST_TIE = 24  # characters; more would leave a hole at the end of the line before


@dataclass(frozen=True, slots=True)
class Headline:
    """Lines to set at `size_pt`, one under the other."""

    lines: tuple[str, ...]
    size_pt: float


def fit(text: str, width_pt: float, sizes: Sequence[tuple[float, int]]) -> Headline:
    """Try sizes with the number of lines that each may take, in order; the last is taken whatever comes."""
    lines, place = _fitted(text, width_pt, tuple(map(tuple, sizes)))
    return Headline(lines, sizes[place][0])


@lru_cache(200, typed=True)
def _fitted(text: str, width_pt: float, sizes: tuple[tuple[float, int], ...]) -> tuple[tuple[str, ...], int]:
    """The lines, and the place of their size."""
    words = text.split()
    for place, (size, most) in enumerate(sizes):
        for count in range(1, min(most, len(words)) + 1):
            lines = _balanced(words, count, Font(size, _WEIGHT))
            if max(width(line, Font(size, _WEIGHT)) for line in lines) <= width_pt:
                return lines, place
    return (text,), len(sizes) - 1


def _balanced(words: Sequence[str], count: int, font: Font) -> tuple[str, ...]:
    """The break into `count` lines whose longest line is shortest; of equals, the one that ends a line at a comma."""
    best: tuple[tuple[float, int], tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        lines = tuple(" ".join(words[a:b]) for a, b in pairwise(edges))
        cost = (round(max(width(line, font) for line in lines)), -sum(line.endswith(",") for line in lines[:-1]))
        if best is None or cost < best[0]:
            best = (cost, lines)
    assert best is not None
    return best[1]


@lru_cache(1_000, typed=True)  # a text that is markup stays markup
def without_widow(text: str, fewest_words: int = 4) -> str:
    """Tie the last two words together when they are short, so that none stands alone on a line; in texts of at least
    `fewest_words` words.
    """
    head, _, last = text.rpartition(" ")
    tied = len(head.rpartition(" ")[2]) + 1 + len(last)
    is_long = head and head.count(" ") + 2 >= fewest_words
    return f"{head}\u00a0{last}" if is_long and tied <= _LONGEST_TIE else text


def fits_beside(heading: str, words: str, room_pt: float) -> bool:
    """Whether small words (as HTML) fit on the line of a section's heading."""
    return width(heading, Font(11.5, _WEIGHT)) + width(unescape(words), Font(7.5)) + 8 <= room_pt
