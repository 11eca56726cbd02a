"""Brand files and logos made for the tests, good ones and bad ones."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

from PIL import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10">{}</svg>'
GOOD_SVG = SVG.format('<path d="M0 0h20v10H0z" fill="#d01020"/>')
LONG_NAME = (
    "Northeastern Consolidated Independent School District and Regional Career and Technical Education Center at Pine"
)


def brand_file(
    folder: Path, text: str = "", name: str = 'name = "Harbor View High School"', **files: str | bytes
) -> Path:
    """`school.toml` with the line `name` before `text`; other files by their names with "_" for the dot."""
    folder.mkdir(exist_ok=True)
    for key, content in files.items():
        stem, _, ending = key.rpartition("_")
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{stem}.{ending}").write_bytes(data)
    path = folder / "school.toml"
    path.write_text(f"{name}\n{text}", encoding="utf-8")
    return path


def png(
    size: tuple[int, int] = (300, 300),
    colour: tuple[int, ...] = (208, 16, 32),
    mode: str = "RGB",
    margin: int = 0,
) -> bytes:
    """A picture of one colour; with a margin, that much around it is transparent."""
    image = Image.new("RGBA" if margin else mode, size, (0, 0, 0, 0) if margin else colour)
    if margin:
        image.paste((*colour[:3], 255), (margin, margin, size[0] - margin, size[1] - margin))
    saved = io.BytesIO()
    image.save(saved, "PNG")
    return saved.getvalue()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_of(*chunks: bytes) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def blank_png(width: int, height: int) -> bytes:
    """A one-bit picture: a file of a few kilobytes, however many pixels it has."""
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9)
    return png_of(chunk(b"IHDR", header), chunk(b"IDAT", rows), chunk(b"IEND", b""))


def nested_uses(levels: int, each: int = 10) -> str:
    """A drawing that a few lines ask to be drawn `each` to the power of `levels` times."""
    groups = ['<g id="a0"><path d="M0 0h1v1z"/></g>']
    for level in range(1, levels + 1):
        uses = f"<use href='#a{level - 1}'/>" * each
        groups.append(f'<g id="a{level}">{uses}</g>')
    return SVG.format(f"<defs>{''.join(groups)}</defs><use href='#a{levels}'/>")


ENTITY_BOMB = (
    '<?xml version="1.0"?>\n<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "' + f"&{chr(97 + n)};" * 10 + '">' for n in range(8))
    + ']>\n<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><title>&i;</title></svg>'
)
# Drawings that may not become a logo, and what is said of each.
BAD_SVGS = {
    "script": (SVG.format("<script>alert(1)</script>"), "holds a script (its line 1)"),
    "handler": (SVG.format('<path d="M0 0h1" onclick="x()"/>'), "holds a script (onclick=…)"),
    "handler_of_the_root": (GOOD_SVG.replace("viewBox", 'onload="x()" viewBox'), "holds a script (onload=…)"),
    "picture": (SVG.format('<image href="https://example.org/x.png"/>'), "a picture of dots or of another file"),
    "embedded": (SVG.format('<image href="data:image/png;base64,AAAA"/>'), "a picture of dots or of another file"),
    "other_file": (SVG.format('<use href="other.svg#a"/>'), "refers to 'other.svg#a' outside of itself"),
    "file": (
        SVG.replace("viewBox", 'xmlns:x="http://www.w3.org/1999/xlink" viewBox').format(
            '<use x:href="file:///etc/passwd"/>'
        ),
        "refers to 'file:///etc/passwd' outside of itself",
    ),
    "paint": (SVG.format('<path d="M0 0h1" fill="url(https://example.org/#a)"/>'), "outside of itself"),
    "style_attribute": (SVG.format('<path style="fill:URL( \'//x.org\' )"/>'), "outside of itself"),
    "import": (SVG.format("<style>@import 'x.css';</style>"), "style holds @"),
    "font": (SVG.format("<style>@font-face{src:url(x.ttf)}</style>"), "style holds @"),
    "escape": (SVG.format("<style>a{fill:u\\72l(x)}</style>"), "style holds a backslash"),
    "foreign": (SVG.format("<foreignObject><p>x</p></foreignObject>"), "<foreignObject>"),
    "link": (SVG.format('<a href="https://example.org"><path d="M0 0"/></a>'), "<a>"),
    "letters": (SVG.format("<text>School</text>"), "letters as text"),
    "animation": (SVG.format('<rect width="1" height="1"><animate attributeName="x"/></rect>'), "the logo moves"),
    "filter": (SVG.format("<filter id='f'/>"), "<filter>"),
    "doctype": ("<!DOCTYPE svg>" + GOOD_SVG, "has a DOCTYPE"),
    "entities": (ENTITY_BOMB, "has a DOCTYPE, which may define entities (its line 2)"),
    "unknown_entity": (SVG.format("<title>&nbsp;</title>"), "undefined entity in its line 1"),
    "instruction": ('<?xml-stylesheet href="x.css"?>' + GOOD_SVG, "an instruction <?xml-stylesheet"),
    "cut_off": (GOOD_SVG[:-9], "is no whole SVG"),
    "uses": (nested_uses(9), "more than 20,000 shapes"),
    "ring": (SVG.format('<g id="a"><use href="#a"/></g>'), "repeats a part inside itself"),
    "ring_of_masks": (
        SVG.format('<style>.m{mask:url(#m)}</style><mask id="m"><path class="m" d="M0 0h1v1z"/></mask>'),
        "repeats a part inside itself",
    ),
    "deep": (SVG.format("<g>" * 80 + "</g>" * 80), "nested more than 60 deep"),
    "number": (SVG.format('<path d="M0 0h1e30"/>'), "holds the number 1e30"),
    "style_number": (SVG.format("<style>.a{stroke-width:1e300}</style>"), "holds the number 1e300"),
    "no_size": ('<svg xmlns="http://www.w3.org/2000/svg"/>', "does not say how large it is"),
    "no_drawing": ("<svg/>", "begins with <svg>, not with <svg> of SVG"),
    "too_tall": ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 100"/>', "too tall and narrow"),
    "too_large": (SVG.format(f'<path d="{"M0 0h1" * 50000}"/>'), "at most 250 KB"),
}  # fmt: skip
_HEADER = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
BAD_PNGS = {
    "pixels": (blank_png(8000, 5000), "the logo has 8,000 × 5,000 pixels, 40 million; at most 4 million are read"),
    "cut_off": (png()[:200], "damaged PNG"),
    "altered": (png().replace(b"IDAT", b"IDAX", 1), "damaged PNG"),
    "no_header": (png_of(chunk(b"IEND", b"")), "damaged PNG"),
    "no_pixels": (png_of(chunk(b"IHDR", _HEADER), chunk(b"IEND", b"")), "damaged PNG"),
    "no_such_kind": (
        png_of(chunk(b"IHDR", _HEADER[:9] + b"\x07" + _HEADER[10:]), chunk(b"IDAT", zlib.compress(bytes(9))),
               chunk(b"IEND", b"")), "cannot be decoded",
    ),
    "few_rows": (
        png_of(chunk(b"IHDR", _HEADER[:4] + b"\0\0\0\x09" + _HEADER[8:]), chunk(b"IDAT", zlib.compress(bytes(9))),
               chunk(b"IEND", b"")), "damaged PNG",
    ),
    "not_zlib": (
        png_of(chunk(b"IHDR", _HEADER), chunk(b"IDAT", b"rubbish"), chunk(b"IEND", b"")), "damaged PNG",
    ),
    "empty": (png(colour=(0, 0, 0, 0), mode="RGBA"), "every pixel is transparent"),
    "jpeg": (b"\xff\xd8\xff\xe0" + bytes(100), "is a JPEG file, whatever its name says"),
    "words": (b"a picture of a lighthouse", "is no picture"),
    "nothing": (b"", "is no picture"),
    "wide": (png((1300, 100)), "too wide and low"),
    "bytes": (png_of(chunk(b"IHDR", _HEADER), chunk(b"tEXt", bytes(2_000_000))), "at most 2,000 KB are read"),
}  # fmt: skip
