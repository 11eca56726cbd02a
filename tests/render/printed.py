"""Brochures printed with options, each once, and what a reader gets of them."""

from __future__ import annotations

import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2

from reportgen.brochure.value import Brochure
from reportgen.render import RenderedPdf, load_layout, render_pdf
from reportgen.render.printing import PrintOptions
from tests.render.brochures import ALL


def options(words: str) -> PrintOptions:
    """ "bleed large-print" as a value."""
    return PrintOptions(**{word.replace("-", "_"): True for word in words.split()})


@cache
def printed(words: str, layout: str | Path = "handout", brochure: str = "rich", paper: str = "letter") -> RenderedPdf:
    """A made-up brochure by its name in `brochures.ALL`."""
    return printed_one(ALL[brochure], words, layout, paper)


def printed_one(
    brochure: Brochure, words: str = "", layout: str | Path = "handout", paper: str = "letter"
) -> RenderedPdf:
    made = render_pdf(brochure, load_layout(layout), paper=paper, printing=options(words))
    assert (made.findings, made.warnings) == ((), ())
    return made


def boxes(data: bytes, name: str) -> list[tuple[float, ...]]:
    """A box of every page, from its dictionary: it has to stand there."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [tuple(round(float(value), 2) for value in page.obj[f"/{name}"]) for page in pdf.pages]


def pixels(data: bytes, page: int = 0, scale: float = 2.0) -> Any:
    """A page with all around it, as Pillow's RGB image, `scale` pixels a point."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=scale).to_pil().convert("RGB")
    finally:
        document.close()


def structure(data: bytes) -> list[tuple[int, str]]:
    """Depth and kind of every structure element, in reading order."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [(depth, str(element.S)) for depth, element in elements(pdf.Root.StructTreeRoot.K, 0)]


def areas(data: bytes) -> list[tuple[float, ...]]:
    """Where every figure stands, as its tag says."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [each for _, each in elements(pdf.Root.StructTreeRoot.K, 0) if str(each.S) == "/Figure"]
        return [tuple(round(float(value), 2) for value in each.A.BBox) for each in found]


def elements(node: Any, depth: int) -> Iterator[tuple[int, Any]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child, depth)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield depth, node
        yield from elements(node.get("/K", pikepdf.Array()), depth + 1)
