"""Shapes text with HarfBuzz, as Pango does beneath WeasyPrint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from reportgen import resources
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.style import ASCENT, DESCENT, FAMILY
from reportgen.render.press.subset import TrueType

_UNITS = 1024
_KEPT = 1_500  # texts: those of an occupation recur in each state, and plans go by occupation
_APART = {"liga": False, "clig": False, "dlig": False}
_FACE = re.compile(r"@font-face\s*\{([^}]*)\}")
_FAMILY = re.compile(r"font-family:\s*[\"']?([^;\"'}]+)")
_SOURCE = re.compile(r"src:\s*url\(([^)]+)\)")
_WEIGHT = re.compile(r"font-weight:\s*(\d+)")
_ITALIC = re.compile(r"font-style:\s*italic")


class Shaped(NamedTuple):
    """Shaped text: of each glyph its number, the first character that it stands for, and its advance in pixels."""

    numbers: list[int]
    places: list[int]
    advances: list[float]


class Face:
    """A font file. Text is measured at a size in pixels, in the units of Pango: 1/1024 of a pixel."""

    def __init__(self, key: str, path: Path) -> None:
        import uharfbuzz

        self.key, self.path = key, path
        self._harfbuzz = uharfbuzz
        self._face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(path)))
        self._font = uharfbuzz.Font(self._face)
        self.units_per_em: int = self._face.upem
        self.outlines = TrueType(path)
        if self.outlines.ascent_and_descent != (self.units_per_em * ASCENT, self.units_per_em * -DESCENT):
            raise NotPressedError(f"lines of another height: {path.name}")
        self.shape = lru_cache(_KEPT)(self._shape)
        self.width = lru_cache(_KEPT)(self._width)
        self._at = lru_cache(100)(self._scaled)
        self.nominal = cache(self._nominal)

    def _scaled(self, size: float) -> Any:
        font = self._harfbuzz.Font(self._face)
        font.scale = (int(size * _UNITS), int(size * _UNITS))
        return font

    def _shape(self, text: str, size: float, is_spaced: bool = False) -> Shaped:
        """Left-to-right text of one style; letters with space between them are not joined.

        Raises NotPressedError for a character that the font lacks.
        """
        buffer = self._harfbuzz.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Latn", "en"
        self._harfbuzz.shape(self._at(size), buffer, _APART if is_spaced else {})
        infos = buffer.glyph_infos
        numbers, places = [info.codepoint for info in infos], [info.cluster for info in infos]
        if 0 in numbers:
            raise NotPressedError(f"no glyph for {text[places[numbers.index(0)]]!r}")
        positions = [position.position for position in buffer.glyph_positions]
        if any(x or y for x, y, _, _ in positions):
            raise NotPressedError(f"a mark on a letter in “{text:.40}”")
        return Shaped(numbers, places, [advance / _UNITS for _, _, advance, _ in positions])

    def _nominal(self, glyph: int) -> int:
        """Advance in thousandths of an em, as the PDF says it."""
        return round(self.outlines.advance(glyph) * 1000 / self.units_per_em)

    def glyph_of(self, char: str) -> int:
        """The glyph of a character by itself. Raises NotPressedError where the font has none."""
        found: int | None = self._font.get_nominal_glyph(ord(char))
        if not found:
            raise NotPressedError(f"no glyph for {char!r}")
        return found

    def _width(self, text: str, size: float, is_spaced: bool = False) -> float:
        """Pixels that a line of text takes, without the space between spaced letters."""
        return sum(self.shape(text, size, is_spaced).advances)

    @cached_property
    def x_height(self) -> float:
        """Height of the letter x."""
        extents: Any = self._font.get_glyph_extents(self._font.get_nominal_glyph(ord("x")))
        return float(extents.y_bearing) / self.units_per_em


def face_of(key: str, faces: Mapping[str, Face]) -> Face:
    """The face of a weight, with an i for italics. Raises NotPressedError where there is none."""
    try:
        return faces[key]
    except KeyError:
        raise NotPressedError(f"no font of weight {key}") from None


def faces_of(sheets: list[tuple[Path, str]]) -> dict[str, Face]:
    """The faces of the `@font-face` rules in style sheets, by weight and an i for italics.

    Raises NotPressedError for other than the family that the press knows.
    """
    faces = {}
    roots = (resources.folder("assets").resolve(), *(path.parent.resolve() for path, _ in sheets))
    for path, css in sheets:
        for rule in _FACE.findall(css):
            source, weight, family = _SOURCE.search(rule), _WEIGHT.search(rule), _FAMILY.search(rule)
            if family is None or family[1].strip() != FAMILY:
                raise NotPressedError(f"a font other than {FAMILY}")
            if source is None:
                raise NotPressedError("a font that is no file")
            key = f"{weight[1] if weight else 400}{'i' if _ITALIC.search(rule) else ''}"
            file = (path.parent / source[1].strip("\"'")).resolve()
            if not (file.is_file() and any(file.is_relative_to(root) for root in roots)):
                raise NotPressedError("a font that is not in the layout's folder")  # which WeasyPrint's fetcher refuses
            faces[key] = Face(key, file)
    return faces
