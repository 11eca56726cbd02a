"""A QR code as one SVG path. ReportLab's encoder makes the modules; it is imported only when one is drawn."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import find_spec, module_from_spec, spec_from_file_location
from itertools import pairwise
from pathlib import Path
from typing import Any

from reportgen.charts.base import Chart, ChartStyle
from reportgen.charts.canvas import Canvas
from reportgen.charts.qr_mask import best_mask
from reportgen.values import dataclass

QUIET_MODULES = 4
SMALLEST_MODULE_PT = 0.85  # 0.3 mm: below it school printers blur
GOOD_MODULE_PT = 1.15  # 0.4 mm: read by every phone at arm's length
_MOST_BYTES = 300


@dataclass(frozen=True, slots=True)
class QrCode:
    """What the code says (an address) and the sentence that says where it leads."""

    text: str
    alt: str


@lru_cache(maxsize=512)
def modules(text: str) -> tuple[tuple[bool, ...], ...]:
    """Rows of dark modules without the quiet zone: correction level M, the smallest version that fits.

    Raises ValueError for an empty text and for more than 300 bytes. Kept: it takes longer than drawing a chart, and an
    occupation has one code in all states.
    """
    encoder = _encoder()
    if not 0 < len(text.encode()) <= _MOST_BYTES:
        raise ValueError(f"a QR code takes 1 to {_MOST_BYTES} bytes, not {len(text.encode())}")
    code = encoder.QRCode(None, encoder.QRErrorCorrectLevel.M)
    code.addData(encoder.QR8bitByte(text.encode()))
    code.version = code.calculate_version()
    code.makeImpl(False, best_mask(encoder, code))
    return tuple(tuple(bool(dark) for dark in row) for row in code.modules)


@cache
def _encoder() -> Any:
    """ReportLab's encoder by its file: its package would load half of ReportLab, 0.1 s."""
    package = find_spec("reportlab")
    for folder in (package and package.submodule_search_locations) or ():
        path = Path(folder) / "graphics" / "barcode" / "qrencoder.py"
        spec = spec_from_file_location("reportgen.charts._qrencoder", path) if path.is_file() else None
        if spec and spec.loader:
            module = module_from_spec(spec)
            spec.loader.exec_module(module)
            return module
    from reportlab.graphics.barcode import qrencoder

    return qrencoder


def good_width_pt(text: str) -> float:
    """Width that gives modules of 0.4 mm, quiet zone included, in points."""
    return GOOD_MODULE_PT * (len(modules(text)) + 2 * QUIET_MODULES)


@lru_cache(20)  # states of an occupation share it
def draw(data: QrCode, style: ChartStyle) -> Chart:
    """The code in the style's ink, `style.width_pt` wide and high, with its quiet zone in white.

    Raises ValueError where the modules would be smaller than 0.3 mm.
    """
    rows = modules(data.text)
    module = style.width_pt / (len(rows) + 2 * QUIET_MODULES)
    if module < SMALLEST_MODULE_PT:
        raise ValueError(f"a QR code of {len(rows)} modules needs more than {style.width_pt:g} pt")
    canvas = Canvas(style)
    canvas.rect(0, 0, style.width_pt, style.width_pt, "#ffffff")
    canvas.grid_path(_path(data.text), module, QUIET_MODULES * module)
    return canvas.chart(style.width_pt, data.alt)


@lru_cache(maxsize=512)
def _path(text: str) -> str:
    return "".join(map(_closed, outlines(modules(text))))


def outlines(rows: Sequence[Sequence[bool]]) -> list[list[tuple[int, int]]]:
    """Closed outlines of the dark areas, in modules: no seams between neighbours, unlike rectangles."""
    size = len(rows)

    def dark(x: int, y: int) -> bool:
        return 0 <= x < size and 0 <= y < size and rows[y][x]

    # Every border between dark and light, walked with the dark on its right.
    following: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for y in range(size):
        for x in range(size):
            if rows[y][x]:
                corners = ((x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1))
                neighbours = ((x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y))
                for i, neighbour in enumerate(neighbours):
                    if not dark(*neighbour):
                        following.setdefault(corners[i], []).append(corners[(i + 1) % 4])
    loops = []
    while following:
        start = at = next(iter(following))
        loop = [start]
        while True:
            to = following[at].pop()
            if not following[at]:
                del following[at]
            if len(loop) > 1 and _straight(loop[-2], at, to):
                loop.pop()
            if to == start:
                break
            loop.append(to)
            at = to
        loops.append(loop)
    return loops


def _straight(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> bool:
    return a[0] == b[0] == c[0] or a[1] == b[1] == c[1]


def _closed(loop: list[tuple[int, int]]) -> str:
    """Path data of one outline, in steps along the grid."""
    steps = [f"h{x - from_x}" if y == from_y else f"v{y - from_y}" for (from_x, from_y), (x, y) in pairwise(loop)]
    return f"M{loop[0][0]} {loop[0][1]}{''.join(steps)}z"
