"""Draws the elements of our charts (`charts/canvas.py`) into a page, as `render/drawing.py` does for WeasyPrint."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from math import pi, sqrt
from typing import Any

from reportgen.render import drawing
from reportgen.render.press.boxes import Box
from reportgen.render.press.fonts import Face
from reportgen.render.press.ink import Ink
from reportgen.render.press.learn import NotPressedError
from reportgen.render.tree import SVG

_STEP = re.compile(r"([MLhvzZ])([-0-9. ]*)")


def draw(box: Box, ink: Ink) -> None:
    """Draw the SVG of a box. Raises NotPressedError for one that is none of ours."""
    svg = box.drawing
    if not drawing.is_ours(svg):
        raise NotPressedError("a drawing that is none of our charts")
    x, y, scale = place(box)
    ink.raw(f"q\n{scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f} cm\n4 M\n")
    ink.forget()
    for element in svg:
        kind = element.tag.removeprefix(SVG)
        if kind == "text":
            _text(element, svg, ink)
        elif kind != "title":
            ink.raw(_shape(kind, tuple(sorted(element.items())), svg.get("fill")))
            ink.forget()
    ink.raw("Q\n")
    ink.forget()


def place(box: Box) -> tuple[float, float, float]:
    """Where the drawing's own origin lies, and the pixels of its unit."""
    _, _, width, height = map(float, box.drawing.get("viewBox").split())
    scale = min(box.width / width, float(box.height) / height)
    x = box.content_box_x() + (box.width - scale * width) / 2
    return x, box.content_box_y() + (float(box.height) - scale * height) / 2, scale


def _text(element: Any, svg: Any, ink: Ink) -> None:
    size = float(element.get("font-size") or svg.get("font-size"))
    face = ink.face(f"{element.get('font-weight', '400')}{'i' if element.get('font-style') == 'italic' else ''}")
    shifts = tuple(map(float, element.get("dx", "").split()))
    shown, glyphs = _shown(face, element.text or "", shifts, size)
    ink.set_fill(element.get("fill") or svg.get("fill"))
    ink.show(face, size, float(element.get("x")), float(element.get("y", 0)), shown, glyphs)


@lru_cache(1_000)
def _shown(face: Face, text: str, shifts: Sequence[float], size: float) -> tuple[str, dict[int, str]]:
    """Each letter by itself, moved by what the chart says before it."""
    glyphs, out = {}, []
    for index, char in enumerate(text):
        glyph = face.glyph_of(char)
        glyphs[glyph] = char
        shift = shifts[index] if index < len(shifts) else 0.0
        if shift:
            out.append(f"{-1000 * shift / size:.0f}")
        out.append(f"<{glyph:04x}>")
    return f"[{''.join(out)}]".replace("><", ""), glyphs


@lru_cache(2_000)
def _shape(kind: str, attributes: tuple[tuple[str, str], ...], inherited: str) -> str:
    element = dict(attributes)
    fill, stroke = element.get("fill", inherited), element.get("stroke", "none")
    out = []
    if placed := element.get("transform"):
        x, y, scale = re.findall(r"-?[0-9.]+", placed)
        out.append(f"q\n{scale} 0 0 {scale} {x} {y} cm\n")
    if fill != "none":
        out.append(f"{_rgb(fill)} rg\n")
    if stroke != "none":
        dash = element.get("stroke-dasharray", "")
        out.append(f"{_rgb(stroke)} RG\n{element.get('stroke-width', '1')} w\n[{dash}] 0 d\n")
    out.append(_OUTLINES[kind](element))
    star = "*" if element.get("fill-rule") == "evenodd" else ""
    if fill != "none" and stroke != "none":
        out.append(f"B{star}\n")
    else:
        out.append(f"f{star}\n" if fill != "none" else "S\n" if stroke != "none" else "n\n")
    if placed:
        out.append("Q\n")
    return "".join(out)


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[place : place + 2], 16) / 255:.4g}" for place in (1, 3, 5))


def _rect(element: dict[str, str]) -> str:
    return " ".join(element.get(name, "0") for name in ("x", "y", "width", "height")) + " re\n"


def _circle(element: dict[str, str]) -> str:
    x, y, r = (float(element.get(name, "0")) for name in ("cx", "cy", "r"))
    c = r / sqrt(pi)  # WeasyPrint's own approximation
    corners = (
        ((x + r, y + c), (x + c, y + r), (x, y + r)), ((x - c, y + r), (x - r, y + c), (x - r, y)),
        ((x - r, y - c), (x - c, y - r), (x, y - r)), ((x + c, y - r), (x + r, y - c), (x + r, y)),
    )  # fmt: skip
    curves = "".join(" ".join(f"{a:.3f} {b:.3f}" for a, b in points) + " c\n" for points in corners)
    return f"{x + r:.3f} {y:.3f} m\n{curves}h\n"


def _path(element: dict[str, str]) -> str:
    x = y = 0.0
    out = []
    for step, numbers in _STEP.findall(element["d"]):
        if step in "zZ":
            out.append("h\n")
        elif step in "hv":
            x, y = (x + float(numbers), y) if step == "h" else (x, y + float(numbers))
            out.append(f"{x:g} {y:g} l\n")
        else:
            x, y = map(float, numbers.split())
            out.append(f"{x:g} {y:g} {'m' if step == 'M' else 'l'}\n")
    return "".join(out)


_OUTLINES = {"rect": _rect, "circle": _circle, "path": _path}
