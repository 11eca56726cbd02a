"""Turns pages into small pictures and compares them.

A page is drawn four times as large and averaged down, so that the anti-aliasing of another version of the renderer
hardly shows. What differs clearly counts by small squares: an element that has moved by a point, or changed its colour,
fills several pixels of a square; a different smoothing of edges does not. Text or a tint of another colour changes the
mean of its squares instead, which smoothing does not.
"""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

DPI = 60
LARGER = 4
COLOURS = 48
SQUARE_PX = 12
CLEAR = 32  # of 255, in any channel
MOST_CLEAR_IN_A_SQUARE = 6  # pixels
MEAN = 5  # of 255, in any channel, between the means of a square


def pages_of(pdf: bytes, *, smoothing: str | None = None) -> list[Image.Image]:
    """The pages at 60 dpi; `smoothing` is pdfium's: None, "lcd" or "print"."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_drawn(page, smoothing) for page in document]
    finally:
        document.close()


def _drawn(page: pypdfium2.PdfPage, smoothing: str | None) -> Image.Image:
    width, height = (int(side * DPI / 72) for side in page.get_size())
    large = page.render(scale=DPI / 72 * LARGER, optimize_mode=smoothing).to_pil().convert("RGB")
    return large.crop((0, 0, width * LARGER, height * LARGER)).reduce(LARGER)


def as_stored(page: Image.Image) -> bytes:
    """A PNG with a palette: a few kilobytes."""
    out = io.BytesIO()
    # Without the rounds of k-means, flat tints come out a dozen steps off.
    few = page.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, kmeans=3, dither=Image.Dither.NONE)
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def differing_squares(stored: Image.Image, made: Image.Image) -> list[tuple[int, int, int, int]]:
    """Squares (left, top, right, bottom) in which the pictures differ clearly; the whole page where sizes differ."""
    if stored.size != made.size:
        return [(0, 0, *made.size)]
    red, green, blue = ImageChops.difference(stored, made).split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    red, green, blue = ImageChops.difference(stored.reduce(SQUARE_PX), made.reduce(SQUARE_PX)).split()
    means = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    squares = []
    for top in range(0, made.height, SQUARE_PX):
        for left in range(0, made.width, SQUARE_PX):
            square = (left, top, min(left + SQUARE_PX, made.width), min(top + SQUARE_PX, made.height))
            clear = sum(most.crop(square).histogram()[CLEAR:])
            if clear > MOST_CLEAR_IN_A_SQUARE or means.getpixel((left // SQUARE_PX, top // SQUARE_PX)) > MEAN:
                squares.append(square)
    return squares


def picture_of(stored: Image.Image, made: Image.Image, squares: list[tuple[int, int, int, int]]) -> Image.Image:
    """Stored, made, and made with the differing squares in red, side by side."""
    marked = made.copy()
    draw = ImageDraw.Draw(marked)
    for square in squares:
        draw.rectangle(square, outline="#ff0000")
    both = Image.new("RGB", (stored.width + 2 * made.width, max(stored.height, made.height)), "#ffffff")
    for place, image in ((0, stored), (stored.width, made), (stored.width + made.width, marked)):
        both.paste(image, (place, 0))
    return both


def read(path: Path) -> Image.Image:
    """A stored page."""
    return Image.open(io.BytesIO(path.read_bytes())).convert("RGB")
