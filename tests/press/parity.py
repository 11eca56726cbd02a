"""What a reader gets of two PDFs, compared: words and their places, tags, links, bookmarks, what they say, pixels."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

import numpy
import pikepdf
import pypdfium2

SCALE = 1.5  # pixels a point
WORD_PT = 0.2  # by which a word may stand elsewhere
AREA_PT = 0.3
DARK = 100  # of 255, by which a pixel may differ where letters are smoothed otherwise
PIXELS = 0.0025  # the share of pixels that may differ more than that: letters and edges of bars, smoothed otherwise
SQUARE, SHADE = 6, 60  # pixels a side, and how much darker all of it may be: a bar of another length is few pixels
_TOKEN = re.compile(
    rb"/\w+\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC|/Artifact\b[^\n]*?\bB(?:DC|MC)|\bEMC\b|/(\S+)\s+[\d.]+\s+Tf|<([0-9a-fA-F]+)>"
)
_UNICODE = re.compile(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>")


def differences(one: bytes, other: bytes) -> list[str]:
    """In words, the most telling first; empty for files that no reader can tell apart."""
    return [*_words(one, other), *_inner(one, other), *_pixels(one, other)]


def _words(one: bytes, other: bytes) -> Iterator[str]:
    for number, (mine, theirs) in enumerate(zip_longest(_pages(one), _pages(other)), 1):
        if mine is None or theirs is None:
            yield f"page {number} is in one of them only"
            continue
        for (word, x, y), (word2, x2, y2) in zip(mine, theirs, strict=False):
            if word != word2:
                yield f"page {number}: “{word}” instead of “{word2}”"
                break
            if abs(x - x2) > WORD_PT or abs(y - y2) > WORD_PT:
                yield f"page {number}: “{word}” stands {x - x2:+.2f}, {y - y2:+.2f} pt elsewhere"
                break
        if len(mine) != len(theirs):
            yield f"page {number}: {len(mine)} words instead of {len(theirs)}"


def _pages(data: bytes) -> Iterator[list[tuple[str, float, float]]]:
    """The words of each page in reading order, each with the left foot of its first letter's box, in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            text = page.get_textpage()
            found = []
            for word in re.finditer(r"\S+", text.get_text_range().replace("\ufffe", "-").replace("\xa0", " ")):
                left, bottom, _, _ = text.get_charbox(word.start())
                found.append((word[0], left, bottom))
            yield found
    finally:
        document.close()


def _inner(one: bytes, other: bytes) -> Iterator[str]:
    with pikepdf.open(io.BytesIO(one)) as mine, pikepdf.open(io.BytesIO(other)) as theirs:
        for name, look in (("structure", _structure), ("link", _links), ("bookmark", _bookmarks), ("entry", _entries)):
            for left, right in zip_longest(look(mine), look(theirs)):
                if left is None or right is None or not _alike(left, right):
                    yield f"{name}: {left} instead of {right}"
                    break


def _alike(left: Any, right: Any) -> bool:
    if isinstance(left, float):
        return abs(left - right) <= AREA_PT
    if isinstance(left, tuple):
        return len(left) == len(right) and all(map(_alike, left, right))
    return bool(left == right)


def _structure(pdf: Any) -> Iterator[tuple[Any, ...]]:
    """Each element with its depth, its attributes, and the text of its marked content."""
    texts = {page.objgen: _marked(page) for page in pdf.pages}
    names: dict[str, str] = {}  # header cells by the order in which they stand, whatever their IDs are

    def walk(node: Any, depth: int) -> Iterator[tuple[Any, ...]]:
        kids = node.get("/K", [])
        kids = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        text = "".join(texts[node.Pg.objgen].get(int(kid), "") for kid in kids if not isinstance(kid, pikepdf.Object))
        attributes = node.get("/A", {})
        key = names.setdefault(str(node["/ID"]), str(len(names))) if "/ID" in node else ""
        headers = tuple(names.get(str(header), "?") for header in attributes.get("/Headers", ()))
        area = tuple(float(edge) for edge in attributes.get("/BBox", ()))
        yield depth, str(node.S), str(node.get("/Alt", "")), str(attributes.get("/Scope", "")), key, headers, area, text
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid, depth + 1)

    (root,) = pdf.Root.StructTreeRoot.K
    yield from walk(root, 0)


def _marked(page: Any) -> dict[int, str]:
    """Text of a page's marked content by its number."""
    fonts = {}
    for name, font in page.Resources.Font.items():
        pairs = _UNICODE.findall(font.ToUnicode.read_bytes())
        fonts[name[1:].encode()] = {
            glyph.lower(): bytes.fromhex(text.decode()).decode("utf-16-be") for glyph, text in pairs
        }
    found: dict[int, str] = {}
    mark, font = None, b""
    for number, name, shown in _TOKEN.findall(page.Contents.read_bytes()):
        if number:
            mark = int(number)
            found[mark] = ""
        elif name:
            font = name
        elif shown and mark is not None:
            glyphs = (shown[place : place + 4].lower() for place in range(0, len(shown), 4))
            found[mark] += "".join(fonts[font].get(glyph, "?") for glyph in glyphs)
        elif not shown:
            mark = None
    # One glyph draws both spaces; WeasyPrint's files say of it what it stood for first.
    return {number: text.replace("\xa0", " ").strip() for number, text in found.items()}


def _links(pdf: Any) -> Iterator[tuple[Any, ...]]:
    for number, page in enumerate(pdf.pages, 1):
        for link in page.obj.get("/Annots", ()):
            left, bottom, right, top = (float(edge) for edge in link.Rect)
            area = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
            yield number, str(link.A.URI), str(link.Contents), int(link.F), area


def _bookmarks(pdf: Any) -> Iterator[tuple[Any, ...]]:
    pages = {page.objgen: number for number, page in enumerate(pdf.pages, 1)}

    def walk(node: Any, level: int) -> Iterator[tuple[Any, ...]]:
        item = node.get("/First")
        while item is not None:
            place = item.Dest
            yield level, str(item.Title), pages[place[0].objgen], float(place[2]), float(place[3])
            yield from walk(item, level + 1)
            item = item.get("/Next")

    yield from walk(pdf.Root.get("/Outlines", {}), 1)


def _entries(pdf: Any) -> Iterator[tuple[str, str]]:
    yield "Lang", str(pdf.Root.Lang)
    yield "PageMode", str(pdf.Root.get("/PageMode"))
    for name in sorted(pdf.docinfo.keys()):
        yield name, str(pdf.docinfo[name])
    with pdf.open_metadata() as said:
        for name in sorted(said):
            yield name, str(said[name])


def _pixels(one: bytes, other: bytes) -> Iterator[str]:
    for number, (mine, theirs) in enumerate(zip(_drawn(one), _drawn(other), strict=False), 1):
        if mine.shape != theirs.shape:
            yield f"page {number}: another size"
        elif (share := (abs(mine - theirs) > DARK).mean()) > PIXELS:
            yield f"page {number}: {share:.2%} of the pixels differ"
        elif (squares := abs(_squares(mine - theirs))).max() > SHADE:
            row, column = divmod(int(squares.argmax()), squares.shape[1])
            place = ", ".join(f"{SQUARE * each / SCALE:.0f}" for each in (column, row))
            yield f"page {number}: another drawing at {place} pt"


def _squares(pixels: Any) -> Any:
    """The mean of each square."""
    rows, columns = (side // SQUARE for side in pixels.shape)
    whole = pixels[: rows * SQUARE, : columns * SQUARE]
    return whole.reshape(rows, SQUARE, columns, SQUARE).mean(axis=(1, 3))


def _drawn(data: bytes) -> Iterator[Any]:
    document = pypdfium2.PdfDocument(data)
    try:
        for page in document:
            yield numpy.asarray(page.render(scale=SCALE, grayscale=True).to_numpy()).astype("int16").squeeze()
    finally:
        document.close()
