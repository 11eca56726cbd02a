"""Measures and breaks text set in Source Sans 3, without reading a font file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import combinations, pairwise
from typing import NamedTuple

from reportgen.charts.font_metrics import ADVANCES, KERNING

ASCENT_EM = 0.74  # top of d, l, $ and of capitals with accents left out
DESCENT_EM = 0.21  # foot of g, p, y
CAP_HEIGHT_EM = 0.66
_UNMEASURED = 620  # thousandths of an em, for a character outside the table: wider than most


class Font(NamedTuple):
    """A face of Source Sans 3 at a size in points. A tuple: texts are kept by it, and it compares quickly."""

    size_pt: float
    weight: int = 400
    italic: bool = False

    @property
    def face(self) -> str:
        """Name of the face in `font_metrics`."""
        if self.italic:
            return "italic"
        return "regular" if self.weight < 500 else "semibold" if self.weight < 650 else "bold"


@cache
def _advances(face: str) -> dict[str, int]:
    return {char: advance for advance, chars in ADVANCES[face].items() for char in chars}


@cache
def _kerning(face: str) -> dict[str, int]:
    return {pairs[i : i + 2]: value for value, pairs in KERNING[face].items() for i in range(0, len(pairs), 2)}


@lru_cache(300)  # a kilobyte each
def kerns(text: str, font: Font) -> tuple[float, ...]:
    """Shift in points before each character; WeasyPrint sets SVG letters one by one, unkerned."""
    pairs = _kerning(font.face)
    return tuple(pairs.get(text[max(i - 1, 0) : i + 1], 0) * font.size_pt / 1000 for i in range(len(text)))


@lru_cache(2_000)
def width(text: str, font: Font) -> float:
    """Width of one line of text in points, kerned."""
    advances = _advances(font.face)
    advance = sum(advances.get(char, _UNMEASURED) for char in text)
    return advance * font.size_pt / 1000 + sum(kerns(text, font))


def shorten(text: str, font: Font, width_pt: float) -> str:
    """The text, or as many of its words as fit into `width_pt` with an ellipsis.

    A word is cut only where whole words would leave less than half of what fits.
    """
    if width(text, font) <= width_pt:
        return text
    cut = text
    while cut and width(cut.rstrip(" ,") + "…", font) > width_pt:
        cut = cut[:-1]
    words = cut if text[len(cut)] == " " else cut.rpartition(" ")[0]
    return (words if 2 * len(words) > len(cut) else cut).rstrip(" ,") + "…"


@lru_cache(300)
def wrap(text: str, font: Font, width_pt: float, lines: int = 2) -> tuple[str, ...]:
    """Break text between words into the fewest lines of `width_pt`, at most `lines`, as even as they can be.

    What does not fit the last line is cut with an ellipsis.
    """
    words = text.split(" ")
    for count in range(1, min(lines, len(words)) + 1):
        broken = min(_broken(words, count), key=lambda rows: max(width(row, font) for row in rows))
        if max(width(row, font) for row in broken) <= width_pt:
            return broken
    if lines == 1 or len(words) == 1:
        return (shorten(text, font, width_pt),)
    fit = next((i for i in range(len(words) - 1, 1, -1) if width(" ".join(words[:i]), font) <= width_pt), 1)
    head, rest = " ".join(words[:fit]), " ".join(words[fit:])
    return (shorten(head, font, width_pt), *wrap(rest, font, width_pt, lines - 1))


def _broken(words: list[str], count: int) -> Iterator[tuple[str, ...]]:
    """Every way to set the words in `count` lines."""
    for places in combinations(range(1, len(words)), count - 1):
        bounds = (0, *places, len(words))
        yield tuple(" ".join(words[a:b]) for a, b in pairwise(bounds))
