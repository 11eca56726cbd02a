"""A font as it goes into a file. Most documents need nothing but the usual characters, and share one."""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache

from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.fonts import Face
from reportgen.render.streams import packed
from reportgen.values import dataclass

_USUAL = (
    *" ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789$%&'()+,-./:;?",
    *"\u00a0\u2013\u2019\u00b7\u2212*\u00ae",
    *("ff", "fi", "fl", "ffi", "ft", "tt"),  # ligatures, where the font has them
)


@dataclass(frozen=True, slots=True)
class Embedded:
    """Compressed streams, and the widths as the PDF lists them. `length` is that of the font file, in bytes."""

    tag: str
    program: bytes
    length: int
    widths: str
    unicode: bytes


@cache
def usual(face: Face) -> dict[int, str]:
    """Glyphs of the usual characters, with the text of each."""
    found: dict[int, str] = {}
    for text in _USUAL:
        try:
            numbers, places, _ = face.shape(text, 16.0)
        except NotPressedError:
            continue
        for glyph, place, after in zip(numbers, places, [*places[1:], len(text)], strict=True):
            found.setdefault(glyph, text[place:after])
        if len(text) == 1:
            found.setdefault(face.glyph_of(text), text)
    return found


@lru_cache(64)
def embedded(face: Face, beyond: tuple[tuple[int, str], ...]) -> Embedded:
    """The usual glyphs and those `beyond` them."""
    glyphs = dict(sorted({**usual(face), **dict(beyond)}.items()))
    data = face.outlines.subset(glyphs)
    digest = hashlib.sha256(data).digest()
    return Embedded(
        "".join(chr(65 + byte % 26) for byte in digest[:6]),
        packed(data),
        len(data),
        _widths([(glyph, face.nominal(glyph)) for glyph in glyphs]),
        packed(_to_unicode(glyphs)),
    )


def _widths(glyphs: list[tuple[int, int]]) -> str:
    """As the PDF lists them: the number of a first glyph, then the widths from it on."""
    out, expected = [], -1
    for glyph, width in glyphs:
        out.append(f" {width}" if glyph == expected else f"]{glyph}[{width}")
        expected = glyph + 1
    return "".join(out)[1:] + "]"


def _to_unicode(glyphs: dict[int, str]) -> bytes:
    lines = [f"<{glyph:04x}> <{text.encode('utf-16-be').hex()}>" for glyph, text in glyphs.items()]
    blocks = "".join(
        f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n"
        for block in (lines[start : start + 100] for start in range(0, len(lines), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n{blocks}endcmap\n"
        "CMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
