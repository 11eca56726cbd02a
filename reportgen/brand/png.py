"""A PNG logo: its header is read before anything is decoded, and only what draws is kept of it."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.brand.problem import Refused
from reportgen.values import dataclass

if TYPE_CHECKING:
    from PIL.Image import Image

SIGNATURE = b"\x89PNG\r\n\x1a\n"
MOST_PIXELS = 4_000_000
# 600 dots an inch in the largest box that a layout gives a logo; more would only make every file larger.
_WIDEST_PX, _HIGHEST_PX = 1200, 400
_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND"})
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
_PALEST_INK = 200  # of 255: a logo without anything darker cannot be seen on white paper


@dataclass(frozen=True, slots=True)
class Png:
    """The picture as it goes into the pages, its size as given and without empty margins, in pixels."""

    data: bytes
    width_px: int
    height_px: int
    drawn_width_px: int
    drawn_height_px: int
    is_too_pale: bool


def read_png(data: bytes) -> Png:
    """Check and reduce a PNG. Raises Refused for one that is damaged or has too many pixels."""
    chunks = list(_chunks(data))
    width, height = _size(chunks)
    if width * height > MOST_PIXELS:
        raise Refused(
            f"the logo has {width:,} × {height:,} pixels, {width * height / 1e6:.0f} million; "
            f"at most {MOST_PIXELS / 1e6:.0f} million are read",
            "Save a smaller copy: 1,000 pixels on the longer side are plenty.",
        )
    _require_rows(chunks, width, height)
    # Without text, colour profiles and other extras, which could be large or odd.
    lean = SIGNATURE + b"".join(_written(kind, body) for kind, body in chunks if kind in _KEPT)
    image = _decoded(lean)
    box = image.getchannel("A").getbbox()
    if box is None:
        raise Refused("the logo is empty: every pixel is transparent", "Save it again.")
    image = image.crop(box)
    drawn = image.size
    image.thumbnail((_WIDEST_PX, _HIGHEST_PX))
    is_opaque = image.getchannel("A").getextrema()[0] == 255
    saved = io.BytesIO()
    (image.convert("RGB") if is_opaque else image).save(saved, "PNG")
    return Png(saved.getvalue(), width, height, *drawn, _is_too_pale(image))


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Type and content of each chunk up to the end mark, their checksums compared."""
    at, kind = len(SIGNATURE), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body, check = data[at + 8 : at + 8 + length], data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != int.from_bytes(check, "big"):
            raise Refused("the logo is a damaged PNG file", "Save or download it again.")
        yield kind, body
        at += 12 + length


def _size(chunks: list[tuple[bytes, bytes]]) -> tuple[int, int]:
    kind, header = chunks[0]
    width, height = int.from_bytes(header[:4], "big"), int.from_bytes(header[4:8], "big")
    if kind != b"IHDR" or len(header) != 13 or not (width and height):
        raise Refused("the logo is a damaged PNG file", "Save or download it again.")
    return width, height


def _require_rows(chunks: list[tuple[bytes, bytes]], width: int, height: int) -> None:
    """All rows of pixels have to be there. Pillow lets it pass once WeasyPrint is loaded, which tells it to."""
    depth, colours, interlaced = chunks[0][1][8], chunks[0][1][9], chunks[0][1][12]
    wanted = height * (1 + (width * depth * _CHANNELS.get(colours, 1) + 7) // 8)
    try:
        rows = zlib.decompressobj().decompress(b"".join(body for kind, body in chunks if kind == b"IDAT"), wanted)
    except zlib.error:
        rows = b""
    if not rows or (len(rows) < wanted and not interlaced):
        raise Refused("the logo is a damaged PNG file", "Save or download it again.")


def _written(kind: bytes, body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + kind + body + zlib.crc32(kind + body).to_bytes(4, "big")


def _decoded(data: bytes) -> Image:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=["PNG"]) as image:
            image.load()
            if image.mode.startswith("I"):  # 16 bits of grey
                return image.point(lambda value: value / 256).convert("L").convert("RGBA")
            return image.convert("RGBA")
    except (OSError, ValueError, SyntaxError, zlib.error) as error:
        raise Refused(f"the logo cannot be decoded ({error})", "Save or download it again.") from None


def _is_too_pale(image: Image) -> bool:
    from PIL import Image

    paper = Image.new("RGBA", image.size, "white")
    greys = Image.alpha_composite(paper, image).convert("L").histogram()
    return not any(greys[: _PALEST_INK + 1])
