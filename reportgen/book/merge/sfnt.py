"""A TrueType font file as a PDF embeds it: glyphs by number, and a file made of some of them.

Glyphs have the numbers of the font that the subset was cut from: WeasyPrint keeps them, so that glyphs of two subsets
can stand in one file. Only the parts of composite glyphs (the accent of é) have numbers of the subset's own: an
`Outline` therefore holds its parts themselves.
"""

from __future__ import annotations

import io
import itertools
import struct
from collections.abc import Mapping
from dataclasses import field
from functools import lru_cache

from reportgen.values import dataclass

_TABLES = ("glyf", "loca", "hmtx", "hhea", "maxp", "head")
_LOCA_FORMAT_AT = 50  # in head
_METRICS_COUNT_AT = 34  # in hhea
_GLYPH_COUNT_AT = 4  # in maxp
# Flags of a composite glyph's parts.
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX, _INSTRUCTIONS = 0x1, 0x8, 0x20, 0x40, 0x80, 0x100


@dataclass(frozen=True, slots=True)
class Outline:
    """A glyph without instructions. Two are equal when they look the same: `data` may end in bytes that fill up.

    `metrics` are advance and left side bearing. In a composite glyph's data the numbers of its `parts` are 0; they
    stand at `places`.
    """

    key: bytes
    metrics: tuple[int, int]
    parts: tuple[Outline, ...] = ()
    places: tuple[int, ...] = ()
    data: bytes = field(default=b"", compare=False)


@dataclass(frozen=True, slots=True)
class FontFile:
    """`metrics` are advance and left side bearing of every glyph, in font units."""

    tables: Mapping[str, bytes]
    metrics: tuple[tuple[int, int], ...]
    glyphs: Mapping[int, bytes]

    @property
    def units_per_em(self) -> int:
        return int(struct.unpack_from(">H", self.tables["head"], 18)[0])

    def outline(self, number: int) -> Outline | None:
        """None for a glyph without marks, such as the blank. Raises ValueError for one that is not whole."""
        data = self.glyphs.get(number)
        if data is None:
            return None
        try:
            if struct.unpack_from(">h", data)[0] >= 0:
                return _simple(data, self.metrics[number])
            plain, found = _composite(data)
        except struct.error as error:
            raise ValueError(f"glyph {number} is not whole") from error
        parts = tuple(part for part in (self.outline(each) for each, _ in found) if part is not None)
        if len(parts) < len(found):
            raise ValueError(f"glyph {number} lacks a part")
        places = tuple(place for _, place in found)
        return Outline(plain.rstrip(b"\0"), self.metrics[number], parts, places, plain)


def read_font(data: bytes) -> FontFile:
    """Raises ValueError for a font without TrueType outlines, or one that is not whole."""
    from fontTools.ttLib import TTLibError
    from fontTools.ttLib.sfnt import SFNTReader

    try:
        reader = SFNTReader(io.BytesIO(data))
        tables = {tag: bytes(reader[tag]) for tag in _TABLES}
        return FontFile(tables, _metrics(tables), _glyphs(tables))
    except (TTLibError, struct.error, KeyError, AssertionError) as error:
        raise ValueError(f"no TrueType font that can be read: {error}") from error


def _glyphs(tables: Mapping[str, bytes]) -> dict[int, bytes]:
    is_long = struct.unpack_from(">h", tables["head"], _LOCA_FORMAT_AT)[0]
    starts = struct.unpack_from(f">{_glyph_count(tables) + 1}{'L' if is_long else 'H'}", tables["loca"])
    step = 1 if is_long else 2
    ranges = enumerate(itertools.pairwise(starts))
    return {number: tables["glyf"][start * step : end * step] for number, (start, end) in ranges if end > start}


def _metrics(tables: Mapping[str, bytes]) -> tuple[tuple[int, int], ...]:
    count, full = _glyph_count(tables), struct.unpack_from(">H", tables["hhea"], _METRICS_COUNT_AT)[0]
    pairs = [struct.unpack_from(">Hh", tables["hmtx"], 4 * place) for place in range(full)]
    rest = struct.unpack_from(f">{count - full}h", tables["hmtx"], 4 * full)
    return (*((advance, bearing) for advance, bearing in pairs), *((pairs[-1][0], bearing) for bearing in rest))


def _glyph_count(tables: Mapping[str, bytes]) -> int:
    return int(struct.unpack_from(">H", tables["maxp"], _GLYPH_COUNT_AT)[0])


@lru_cache(maxsize=4096)
def _simple(data: bytes, metrics: tuple[int, int]) -> Outline:
    at = 10 + 2 * int(struct.unpack_from(">h", data)[0])
    length = struct.unpack_from(">H", data, at)[0]
    plain = data[:at] + b"\0\0" + data[at + 2 + length :]
    return Outline(plain.rstrip(b"\0"), metrics, data=plain)


def _composite(data: bytes) -> tuple[bytes, list[tuple[int, int]]]:
    """The glyph without instructions and numbers of parts, and (number, place) of each part."""
    found, at, flags = [], 10, _MORE
    plain = bytearray(data)
    while flags & _MORE:
        flags, number = struct.unpack_from(">HH", data, at)
        found.append((number, at + 2))
        struct.pack_into(">HH", plain, at, flags & ~_INSTRUCTIONS, 0)
        at += 4 + (4 if flags & _WORDS else 2)
        at += 8 if flags & _MATRIX else 4 if flags & _TWO_SCALES else 2 if flags & _SCALE else 0
    return bytes(plain[:at]), found


def write_font(
    tables: Mapping[str, bytes],
    outlines: Mapping[int, Outline],
    metrics: Mapping[int, tuple[int, int]],
) -> tuple[bytes, tuple[int, int, int, int]]:
    """A font file with these glyphs under their numbers, and their parts behind; and the box around all of them.

    `tables` are those of any subset of the font.
    """
    from fontTools.ttLib.sfnt import SFNTWriter

    placed = _Placed(outlines, metrics)
    glyphs, starts = bytearray(), [0]
    for number in range(placed.count):
        data = placed.data.get(number, b"")
        glyphs += data + bytes(-len(data) % 4)
        starts.append(len(glyphs))
    sides = [struct.unpack_from(">4h", outline.data, 2) for outline in outlines.values()] or [(0, 0, 0, 0)]
    lefts, bottoms, rights, tops = zip(*sides, strict=True)
    box = (min(lefts), min(bottoms), max(rights), max(tops))
    head, heading, most = (bytearray(tables[tag]) for tag in ("head", "hhea", "maxp"))
    struct.pack_into(">4h", head, 36, *box)
    struct.pack_into(">h", head, _LOCA_FORMAT_AT, 1)
    struct.pack_into(">H", heading, _METRICS_COUNT_AT, placed.count)
    struct.pack_into(">H", most, _GLYPH_COUNT_AT, placed.count)
    made = {
        "glyf": bytes(glyphs),
        "head": bytes(head),
        "hhea": bytes(heading),
        "hmtx": b"".join(struct.pack(">Hh", *placed.metrics.get(number, (0, 0))) for number in range(placed.count)),
        "loca": struct.pack(f">{placed.count + 1}L", *starts),
        "maxp": bytes(most),
    }
    out = io.BytesIO()
    writer = SFNTWriter(out, len(made), sfntVersion="\0\1\0\0")
    for tag, table in made.items():
        writer[tag] = table
    writer.close()
    return out.getvalue(), box


class _Placed:
    """Gives the parts of composite glyphs numbers: that of a glyph that looks so, or new ones behind the last."""

    def __init__(self, outlines: Mapping[int, Outline], metrics: Mapping[int, tuple[int, int]]) -> None:
        self.count = max((0, *outlines, *metrics)) + 1
        self.data: dict[int, bytes] = {}
        self.metrics = dict(metrics)
        self._number_of = {outline: number for number, outline in sorted(outlines.items(), reverse=True)}
        for number, outline in sorted(outlines.items()):
            self.data[number] = self._whole(outline)

    def _whole(self, outline: Outline) -> bytes:
        data = bytearray(outline.data)
        for part, place in zip(outline.parts, outline.places, strict=True):
            if part not in self._number_of:
                self._number_of[part] = self.count
                self.count += 1
                # A glyph may take its advance from a part of it.
                self.metrics[self._number_of[part]] = part.metrics
                self.data[self._number_of[part]] = self._whole(part)
            struct.pack_into(">H", data, place, self._number_of[part])
        return bytes(data)
