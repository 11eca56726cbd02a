"""Sheets of our own in a book (separators, the first page), drawn with ReportLab.

Their text is set in the fonts that the brochures have brought into the book, by glyph numbers, so that no font is
there twice; and it is tagged, so that the book stays accessible where its brochures are.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from reportgen import resources
from reportgen.book.merge.asset import Value
from reportgen.book.merge.carry import resource_entries
from reportgen.book.merge.content import Names, shorten
from reportgen.book.merge.face import Face
from reportgen.book.merge.fonts import Fonts, Typeface
from reportgen.book.merge.part import Page, Part
from reportgen.book.merge.syntax import text
from reportgen.book.merge.tags import Element, Marked
from reportgen.render.streams import packed
from reportgen.values import dataclass

MARGIN_PT = 45.0
_GREY = 0.35


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The bundled fonts."""

    regular: Typeface
    bold: Typeface

    @staticmethod
    def of(fonts: Fonts) -> Typefaces:
        """Ask for them when all brochures have been read, so that theirs are found."""
        folder = resources.folder("assets") / "fonts"
        return Typefaces(
            fonts.of_file(folder / "SourceSans3-Regular.ttf"), fonts.of_file(folder / "SourceSans3-Bold.ttf")
        )


class Sheets:
    """Draws sheets of one size, one after the other. Lengths in points from the upper left corner."""

    def __init__(self, width_pt: float, height_pt: float, typefaces: Typefaces) -> None:
        from reportlab.pdfgen.canvas import Canvas

        self.width_pt, self.height_pt = width_pt, height_pt
        self.regular, self.bold = typefaces.regular, typefaces.bold
        self._out = io.BytesIO()
        self._canvas: Any = Canvas(self._out, (width_pt, height_pt), pageCompression=0, invariant=1)
        self._elements: list[list[Element]] = [[]]
        self._marks = 0
        self._glyphs: list[dict[Face, dict[int, str]]] = [{}]

    @property
    def right_pt(self) -> float:
        """Where text ends."""
        return self.width_pt - MARGIN_PT

    def next(self) -> None:
        """Begin another sheet."""
        self._canvas.showPage()
        self._elements.append([])
        self._glyphs.append({})
        self._marks = 0

    def write(
        self, words: str, x: float, y: float, size_pt: float, *,
        bold: bool = False, grey: bool = False, kind: str = "P", right: bool = False,
    ) -> None:  # fmt: skip
        """One line of text on the baseline `y`, from `x` or, with `right`, up to it. `kind` is its element."""
        face = self.bold if bold else self.regular
        if right:
            x -= face.width(words, size_pt)
        encoded, meanings = face.encode(words)
        self._glyphs[-1].setdefault(face.face, {}).update(meanings)
        with self._marked(kind):
            self._canvas.setFillGray(_GREY if grey else 0)
            self._canvas.addLiteral(
                f"BT {face.face.resource.decode()} {size_pt:g} Tf 1 0 0 1 {x:.2f} {self.height_pt - y:.2f} Tm "
                f"{encoded.decode()} Tj ET"
            )

    def rule(self, y: float, *, thick_pt: float = 0.75) -> None:
        """A line across the sheet."""
        self.block(MARGIN_PT, y, self.right_pt - MARGIN_PT, thick_pt)

    def block(self, x: float, y: float, width: float, height: float) -> None:
        """A black area; `y` is its upper edge."""
        with self._artifact():
            self._canvas.setFillGray(0)
            self._canvas.rect(x, self.height_pt - y - height, width, height, stroke=0, fill=1)

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        """An outline; `y` is its upper edge."""
        with self._artifact():
            self._canvas.setStrokeGray(0)
            self._canvas.setLineWidth(1)
            self._canvas.rect(x, self.height_pt - y - height, width, height, stroke=1, fill=0)

    def code_128(self, words: str, x: float, y: float, height: float) -> None:
        """A bar code with its quiet zones; `y` is its upper edge."""
        from reportlab.graphics.barcode.code128 import Code128

        code = Code128(words, barHeight=height, barWidth=1.1, humanReadable=False, quiet=True)
        with self._figure(f"Bar code: {words}", x, y, code.width, height):
            self._canvas.setFillGray(0)
            code.drawOn(self._canvas, x, self.height_pt - y - height)

    def qr(self, words: str, x: float, y: float, size: float) -> None:
        """A QR code with its quiet zone; `y` is its upper edge."""
        from reportgen.charts.qr import QUIET_MODULES, modules, outlines

        rows = modules(words)
        module = size / (len(rows) + 2 * QUIET_MODULES)
        left, top = x + QUIET_MODULES * module, self.height_pt - y - QUIET_MODULES * module
        with self._figure(f"QR code: {words}", x, y, size, size):
            self._canvas.setFillGray(0)
            path = self._canvas.beginPath()
            for (start_x, start_y), *others in outlines(rows):
                path.moveTo(left + start_x * module, top - start_y * module)
                for to_x, to_y in others:
                    path.lineTo(left + to_x * module, top - to_y * module)
                path.close()
            self._canvas.drawPath(path, stroke=0, fill=1, fillMode=0)

    def parts(self) -> list[Part]:
        """The sheets as parts of the book, in the order in which they were drawn."""
        import pikepdf

        self._canvas.showPage()
        self._canvas.save()
        fonts: dict[bytes, Value] = {each.face.resource: (each.face,) for each in (self.regular, self.bold)}
        made = []
        with pikepdf.open(io.BytesIO(self._out.getvalue())) as pdf:
            for page, elements, glyphs in zip(pdf.pages, self._elements, self._glyphs, strict=True):
                short = shorten(page.obj.Contents.read_bytes(), Names())
                entries = resource_entries({b"/Font": fonts}, short.used)
                boxes = b"/MediaBox[0 0 %.6g %.6g]" % (self.width_pt, self.height_pt)
                sides = (0.0, 0.0, self.width_pt, self.height_pt)
                made.append(
                    Part((Page(sides, packed(short.content), entries, boxes),), elements, tuple(glyphs.items()))
                )
        return made

    @contextmanager
    def _marked(self, kind: str, attributes: bytes = b"") -> Iterator[None]:
        self._elements[-1].append(Element(f"/{kind}", attributes, 0, [Marked(0, self._marks)]))
        self._canvas.addLiteral(f"/{kind} <</MCID {self._marks}>> BDC")
        self._marks += 1
        yield
        self._canvas.addLiteral("EMC")

    @contextmanager
    def _artifact(self) -> Iterator[None]:
        self._canvas.addLiteral("/Artifact BMC")
        yield
        self._canvas.addLiteral("EMC")

    def _figure(self, words: str, x: float, y: float, width: float, height: float) -> Any:
        bottom = self.height_pt - y - height
        box = b" ".join(b"%.6g" % side for side in (x, bottom, x + width, bottom + height))
        return self._marked("Figure", b"/Alt" + text(words) + b"/A<</O/Layout/BBox[%s]>>" % box)
