"""One copy of each font for a whole book.

Every brochure brings the glyphs that it needs as a font file of its own, 15 KB in all. Subsets of the same font are
told by equal outlines under equal numbers, and become one file with the glyphs of all. What is no such subset (other
outlines, other encodings) is taken over as it is.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Mapping
from itertools import count
from pathlib import Path
from typing import Any

from reportgen.book.merge.emit import Spacing
from reportgen.book.merge.face import Face, Meanings
from reportgen.book.merge.sfnt import FontFile, read_font
from reportgen.values import dataclass

_PAIR = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
_SINGLES = re.compile(rb"beginbfchar(.*?)endbfchar", re.DOTALL)
_RANGES = re.compile(rb"beginbfrange(.*?)endbfrange", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]{4})>\s*<([0-9A-Fa-f]+)>")
# Hyphens, dashes, the slash and the blanks, as hexadecimal digits.
_NO_BLANK_AFTER = frozenset({"002d", "2010", "2011", "00ad", "2013", "2014", "002f", "0020", "00a0", "200b"})
_FEWEST_IN_COMMON = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """A font of a brochure: the face that it became, what is set in it, and how its lines end."""

    face: Face
    meanings: Meanings
    spacing: Spacing


class Fonts:
    """The fonts of all brochures of a run."""

    def __init__(self) -> None:
        self._faces: list[Face] = []

    def take(self, font: Any) -> Taken | None:
        """Add the glyphs of a PDF font; None for one of another kind, which is carried over as it is."""
        if str(font.get("/Subtype")) != "/Type0" or str(font.get("/Encoding")) != "/Identity-H":
            return None
        inner = font.DescendantFonts[0]
        descriptor = inner.FontDescriptor
        if str(inner.get("/CIDToGIDMap")) != "/Identity" or "/FontFile2" not in descriptor or "/ToUnicode" not in font:
            return None
        meanings = _meanings(font.ToUnicode.read_bytes())
        try:
            file = read_font(descriptor.FontFile2.read_bytes())
            name = str(font.BaseFont)[1:].partition("+")[2]
            face = self._agreeing(name, file, meanings) or self._new(name, file, _numbers(descriptor))
            face.add(file, meanings)
        except (ValueError, IndexError):  # no TrueType, or not whole
            return None
        return Taken(face, meanings, _spacing(meanings))

    def of_file(self, path: Path) -> Typeface:
        """The font of a file, for text of our own: one that brochures have brought already, where it is the same."""
        file = read_font(path.read_bytes())
        found = next((face for face in self._faces if face.in_common(file, face.outlines) >= _FEWEST_IN_COMMON), None)
        return Typeface(path, file, found or self._new(path.stem, file, _from_tables(file)))

    def _agreeing(self, name: str, file: FontFile, glyphs: Iterable[int]) -> Face | None:
        for face in self._faces:
            same_units = face.file.units_per_em == file.units_per_em
            if face.name == name and same_units and face.in_common(file, glyphs) >= 0:
                return face
        return None

    def _new(self, name: str, file: FontFile, descriptor: Mapping[str, float]) -> Face:
        short = re.sub(r"[^A-Za-z0-9]", "", name).encode() or b"Font"
        taken = {face.resource for face in self._faces}
        resource = next(each for n in count() if (each := b"/" + short + (b"%d" % n if n else b"")) not in taken)
        face = Face(name, resource, file, descriptor)
        face.add(file, (0,))
        self._faces.append(face)
        return face


class Typeface:
    """A font file to set text of our own in."""

    def __init__(self, path: Path, file: FontFile, face: Face) -> None:
        from fontTools.ttLib import TTFont

        self._file, self.face = file, face
        with TTFont(path, lazy=True) as font:
            self._glyph_of: dict[int, int] = {code: font.getGlyphID(name) for code, name in font.getBestCmap().items()}

    def lacks(self, text: str) -> bool:
        """Whether a character has no glyph."""
        return any(ord(character) not in self._glyph_of for character in text)

    def width(self, text: str, size_pt: float) -> float:
        """How wide the text is set, in points."""
        advances = (self._file.metrics[self._glyph_of.get(ord(character), 0)][0] for character in text)
        return sum(advances) * size_pt / self._file.units_per_em

    def encode(self, text: str) -> tuple[bytes, Meanings]:
        """The text as a PDF string in this font, and the glyphs that it takes."""
        glyphs = [self._glyph_of.get(ord(character), 0) for character in text]
        self.face.add(self._file, glyphs)
        meanings = {glyph: character.encode("utf-16-be").hex() for glyph, character in zip(glyphs, text, strict=True)}
        return b"<" + b"".join(b"%04x" % glyph for glyph in glyphs) + b">", meanings


def _spacing(meanings: Meanings) -> Spacing:
    codes = {text: glyph.to_bytes(2) for glyph, text in meanings.items()}
    return Spacing(codes.get("0020", b""), frozenset(code for text, code in codes.items() if text in _NO_BLANK_AFTER))


def _numbers(descriptor: Any) -> dict[str, float]:
    kept = ("/Ascent", "/Descent", "/CapHeight", "/ItalicAngle", "/StemV", "/Flags")
    return {key: float(descriptor[key]) for key in kept if key in descriptor}


def _from_tables(file: FontFile) -> dict[str, float]:
    ascent, descent = (value * 1000 / file.units_per_em for value in struct.unpack_from(">hh", file.tables["hhea"], 4))
    return {
        "/Ascent": ascent, "/Descent": descent, "/CapHeight": ascent, "/ItalicAngle": 0, "/StemV": 80, "/Flags": 4,
    }  # fmt: skip


def _meanings(table: bytes) -> dict[int, str]:
    """Glyph → the characters that it stands for, as hexadecimal digits of UTF-16."""
    found: dict[int, str] = {}
    for block in _SINGLES.findall(table):
        found.update((int(glyph, 16), text.decode().lower()) for glyph, text in _PAIR.findall(block))
    for block in _RANGES.findall(table):
        for first, last, text in _RANGE.findall(block):
            start = int(text, 16)
            for step in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + step] = f"{start + step:0{len(text)}x}"
    return found
