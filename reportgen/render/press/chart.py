"""Draws the elements of our charts (`charts/canvas.py`) into a page, as `render/drawing.py` does for WeasyPrint."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportgen.render import drawing
from reportgen.render.press.boxes import Box
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.fonts import Face
from reportgen.render.press.ink import Ink, shown
from reportgen.render.press.pen import Pen
from reportgen.render.tree import SVG


def draw(box: Box, ink: Ink) -> None:
    """Draw the SVG of a box. Raises NotPressedError for one that is none of ours."""
    if box.drawn is None:
        box.drawn = _drawn(box.drawing, ink.apart())
    x, y, scale = _place(box)
    ink.raw(f"q\n{scale:.6f} 0 0 {scale:.6f} {x:.3f} {y:.3f} cm\n4 M\n")
    ink.take(box.drawn)
    ink.raw("Q\n")


def _drawn(svg: Any, ink: Ink) -> Ink:
    """The drawing at its own origin, in its own units. Its colours are its own, not the page's variables."""
    if not drawing.is_ours(svg):
        raise NotPressedError("a drawing that is none of our charts")
    for element in svg:
        kind = element.tag.removeprefix(SVG)
        if kind == "text":
            _text(element, svg, ink)
        elif kind != "title":
            ink.raw(_shape(kind, tuple(sorted(element.items())), svg.get("fill")))
            ink.forget()
    return ink


def _place(box: Box) -> tuple[float, float, float]:
    """Where the drawing's own origin lies, and the pixels of its unit."""
    _, _, width, height = map(float, box.drawing.get("viewBox").split())
    scale = min(box.width / width, float(box.height) / height)
    x = box.content_box_x() + (box.width - scale * width) / 2
    return x, box.content_box_y() + (float(box.height) - scale * height) / 2, scale


def _text(element: Any, svg: Any, ink: Ink) -> None:
    size = float(element.get("font-size") or svg.get("font-size"))
    face = ink.face(f"{element.get('font-weight', '400')}{'i' if element.get('font-style') == 'italic' else ''}")
    shifts = tuple(map(float, element.get("dx", "").split()))
    text = shown(face, size, *_letters(face, element.text or "", shifts, size))
    ink.set_fill(element.get("fill") or svg.get("fill"))
    ink.show(text, float(element.get("x")), float(element.get("y", 0)))


@lru_cache(1_000)
def _letters(face: Face, text: str, shifts: Sequence[float], size: float) -> tuple[str, dict[int, str]]:
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
    pen = Pen()
    drawing.shape(pen, kind, dict(attributes), inherited, colour=str)
    return pen.operators()
