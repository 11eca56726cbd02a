"""The logo of a brand: which file it is, what kind of picture, and whether it may go on the pages."""

from __future__ import annotations

import difflib
import os
from pathlib import Path

from reportgen.brand.png import SIGNATURE, read_png
from reportgen.brand.problem import Refused
from reportgen.brand.svg import read_svg
from reportgen.brochure.brand import Logo
from reportgen.values import dataclass

LARGEST_PNG_BYTES = 2_000_000
LARGEST_SVG_BYTES = 250_000
_TALLEST, _WIDEST = 1 / 5, 12.0  # width by height
_OTHER_KINDS = {
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "WebP",
    b"%PDF": "PDF",
    b"BM": "BMP",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"\x1f\x8b": "compressed SVG (.svgz)",
    b"%!PS": "EPS",
    b"\0\0\x01\0": "icon (.ico)",
}


@dataclass(frozen=True, slots=True)
class LogoFacts:
    """What was found: `kind` "PNG" or "SVG", the file's bytes, its size in pixels (SVG: in its own units).

    `drawn_px` are the rows of pixels that are left without empty margins, 0 for an SVG.
    """

    file: str
    kind: str
    bytes: int
    width: float
    height: float
    drawn_px: int = 0
    is_too_pale: bool = False


def read_logo(words: str, folder: Path) -> tuple[Logo, LogoFacts]:
    """The logo that a brand file in `folder` names, without alternative text. Raises Refused."""
    path = _inside(words, folder)
    data = _read(path)
    if data.startswith(SIGNATURE):
        png = read_png(data)
        logo = Logo("png", png.data, png.drawn_width_px / png.drawn_height_px)
        facts = LogoFacts(
            words, "PNG", len(data), png.width_px, png.height_px, png.drawn_height_px, png.is_too_pale
        )  # fmt: skip
    elif _looks_like_svg(data):
        if len(data) > LARGEST_SVG_BYTES:
            raise _too_large(len(data), LARGEST_SVG_BYTES)
        svg = read_svg(data)
        logo = Logo("svg", svg.data, svg.width / svg.height)
        facts = LogoFacts(words, "SVG", len(data), svg.width, svg.height)
    else:
        kind = next((name for magic, name in _OTHER_KINDS.items() if data.startswith(magic)), "")
        what = f"{words} is a {kind} file, whatever its name says" if kind else f"{words} is no picture"
        raise Refused(what, "Save the logo as PNG or SVG.")
    if not _TALLEST <= logo.ratio <= _WIDEST:
        shape = "tall and narrow" if logo.ratio < 1 else "wide and low"
        raise Refused(
            f"the logo is too {shape} for the pages ({facts.width:g} × {facts.height:g})",
            f"Choose a form of it that is at most {1 / _TALLEST:g} times as high as wide, or "
            f"{_WIDEST:g} times as wide as high; cut off empty margins.",
        )
    return logo, facts


def _inside(words: str, folder: Path) -> Path:
    """The file, which may not lie outside of the brand file's folder, by whatever way."""
    here = "Put the logo beside the brand file and write its name alone."
    relative = Path(words)
    if "\\" in words or (len(words) > 1 and words[1] == ":"):
        raise Refused("it is a path of Windows", here)
    if relative.is_absolute() or words.startswith("~"):
        raise Refused("it is no file beside the brand file", here)
    if ".." in relative.parts:
        raise Refused("it leads out of the brand file's folder", here)
    root = folder.resolve()
    try:
        path = (root / relative).resolve(strict=True)
    except (OSError, RuntimeError, ValueError):
        names = [each.name for ending in ("png", "svg", "PNG", "SVG") for each in folder.glob(f"*.{ending}")]
        near = difflib.get_close_matches(words, names, n=1, cutoff=0.5)
        raise Refused("there is no such file", f"Did you mean “{near[0]}”?" if near else here) from None
    if not path.is_relative_to(root):
        raise Refused("it is a link that leads out of the brand file's folder", "Put a copy of the file there.")
    if not path.is_file():
        raise Refused("it is no file", here)
    return path


def _read(path: Path) -> bytes:
    try:
        # Nothing that a name can stand for may keep us waiting: a pipe, say, put there since it was looked at.
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(LARGEST_PNG_BYTES + 1)
    except OSError as error:
        raise Refused(f"it cannot be read: {error.strerror or error}", "Check the file and its rights.") from None
    if len(data) > LARGEST_PNG_BYTES:
        raise _too_large(path.stat().st_size, LARGEST_PNG_BYTES)
    return data


def _too_large(size_bytes: int, most_bytes: int) -> Refused:
    return Refused(
        f"the logo has {size_bytes / 1000:,.0f} KB; at most {most_bytes / 1000:,.0f} KB are read",
        "Save a smaller or simpler copy of it.",
    )


def _looks_like_svg(data: bytes) -> bool:
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return head.startswith(b"<") and b"svg" in data.replace(b"\0", b"")[:LARGEST_SVG_BYTES]
