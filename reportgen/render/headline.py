"""Fits a title: the largest size at which it takes few lines, broken so that no line is left nearly empty.

CSS in WeasyPrint can neither balance lines nor shrink text to a width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from reportgen.charts.text import Font, width

_WEIGHT = 700


@dataclass(frozen=True, slots=True)
class Headline:
    """Lines to set at `size_pt`, one under the other."""

    lines: tuple[str, ...]
    size_pt: float


def fit(text: str, width_pt: float, sizes: Sequence[tuple[float, int]]) -> Headline:
    """Try sizes with the number of lines that each may take, in order; the last is taken whatever comes."""
    words = text.split()
    for size, most in sizes:
        for count in range(1, min(most, len(words)) + 1):
            lines = _balanced(words, count, Font(size, _WEIGHT))
            if max(width(line, Font(size, _WEIGHT)) for line in lines) <= width_pt:
                return Headline(lines, size)
    return Headline((text,), sizes[-1][0])


def _balanced(words: Sequence[str], count: int, font: Font) -> tuple[str, ...]:
    """The break into `count` lines whose longest line is shortest; of equals, the one that ends a line at a comma."""
    best: tuple[tuple[float, int], tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(words)), count - 1):
        edges = (0, *cuts, len(words))
        lines = tuple(" ".join(words[a:b]) for a, b in pairwise(edges))
        cost = (round(max(width(line, font) for line in lines)), -sum(line.endswith(",") for line in lines[:-1]))
        if best is None or cost < best[0]:
            best = (cost, lines)
    assert best is not None  # noqa: S101 - count <= len(words)
    return best[1]


def without_widow(text: str) -> str:
    """Tie the last two words of a heading together when there are more than three."""
    head, _, last = text.rpartition(" ")
    return f"{head}\u00a0{last}" if head.count(" ") >= 2 else text
