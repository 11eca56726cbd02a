"""A font of a run of books: the glyphs that its brochures need, and the objects that it becomes in one book."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportgen.book.merge.sfnt import FontFile, Outline, write_font
from reportgen.book.merge.writer import Writer

_IN_BLOCK = 100

# Glyph → the characters that it stands for, as hexadecimal digits of UTF-16.
Meanings = Mapping[int, str]


@dataclass(slots=True, eq=False)
class Face:
    """`resource` is its name among a page's resources, in all books; `file` is one of the subsets that it came from."""

    name: str
    resource: bytes
    file: FontFile
    descriptor: Mapping[str, float]
    outlines: dict[int, Outline] = field(default_factory=dict)
    metrics: dict[int, tuple[int, int]] = field(default_factory=dict)

    def number_in(self, writer: Writer) -> int:
        """Its object in a file. `write_faces` writes it when all that is set in it is known."""
        if self not in writer.placed:
            writer.placed[self] = writer.reserve()
        return writer.placed[self]

    def in_common(self, file: FontFile, glyphs: Iterable[int]) -> int:
        """How many of the glyphs have an outline in both; -1 when one looks different."""
        common = 0
        for glyph in glyphs:
            known = self.outlines.get(glyph)
            if known is not None and known != file.outline(glyph):
                return -1
            common += known is not None
        return common

    def add(self, file: FontFile, glyphs: Iterable[int]) -> None:
        """Take glyphs of a file that agrees. Raises ValueError or IndexError when the file is not whole."""
        for glyph in glyphs:
            if glyph not in self.metrics:
                outline = file.outline(glyph)
                self.metrics[glyph] = file.metrics[glyph]
                if outline is not None:
                    self.outlines[glyph] = outline


def write_faces(writer: Writer, uses: Iterable[tuple[Face, Meanings]]) -> None:
    """Write the fonts that a book refers to, each with the glyphs that are used there."""
    meanings: dict[Face, dict[int, Counter[str]]] = {}
    for face, glyphs in uses:
        counts = meanings.setdefault(face, {})
        for glyph, text in glyphs.items():
            counts.setdefault(glyph, Counter())[text] += 1
    for face, counts in meanings.items():
        if face in writer.placed:
            _write(writer, face, counts)


def _write(writer: Writer, face: Face, counts: Mapping[int, Counter[str]]) -> None:
    glyphs = sorted({0, *counts})
    metrics = {glyph: face.metrics[glyph] for glyph in glyphs}
    outlines = {glyph: face.outlines[glyph] for glyph in glyphs if glyph in face.outlines}
    data, box = write_font(face.file.tables, outlines, metrics)
    tag = "".join(chr(65 + each % 26) for each in hashlib.sha256(data).digest()[:6])
    name = f"/{tag}+{face.name}".encode()
    scale = 1000 / face.file.units_per_em
    file, descriptor, inner, text = (writer.reserve() for _ in range(4))
    writer.put_stream(file, b"/Length1 %d" % len(data), data)
    numbers = b"".join(f"{key} {value:g}".encode() for key, value in face.descriptor.items())
    sides = b" ".join(b"%d" % round(side * scale) for side in box)
    writer.put(
        descriptor,
        b"<</Type/FontDescriptor/FontName%s/FontFile2 %d 0 R/FontBBox[%s]%s>>" % (name, file, sides, numbers),
    )
    widths = b"".join(b"%d[%s]" % (first, b" ".join(row)) for first, row in _runs(metrics, scale))
    writer.put(
        inner,
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont%s"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/CIDToGIDMap/Identity/FontDescriptor %d 0 R/W[%s]>>" % (name, descriptor, widths),
    )
    writer.put_stream(text, b"", _to_unicode(counts))
    writer.put(
        face.number_in(writer),
        b"<</Type/Font/Subtype/Type0/BaseFont%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, inner, text),
    )


def _runs(metrics: Mapping[int, tuple[int, int]], scale: float) -> Sequence[tuple[int, list[bytes]]]:
    """Widths of glyphs in a row."""
    runs: list[tuple[int, list[bytes]]] = []
    for glyph, (advance, _) in metrics.items():
        if not runs or glyph != runs[-1][0] + len(runs[-1][1]):
            runs.append((glyph, []))
        runs[-1][1].append(f"{advance * scale:.3f}".rstrip("0").rstrip(".").encode())
    return runs


def _to_unicode(counts: Mapping[int, Counter[str]]) -> bytes:
    pairs = [
        # The most frequent, and of those the first by code, so that the order of the brochures does not count.
        b"<%04x> <%s>" % (glyph, min(texts, key=lambda text: (-texts[text], text)).encode())
        for glyph, texts in sorted(counts.items())
    ]
    blocks = [pairs[at : at + _IN_BLOCK] for at in range(0, len(pairs), _IN_BLOCK)]
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        b"/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        b"/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        b"1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        + b"".join(b"%d beginbfchar\n%s\nendbfchar\n" % (len(each), b"\n".join(each)) for each in blocks)
        + b"endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    )
