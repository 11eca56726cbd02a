"""Paints our charts into WeasyPrint's page itself, past its SVG machinery.

WeasyPrint lays out each letter of an SVG text twice; the charts of one brochure cost it a third of the rendering. This
draws the few elements that `charts/canvas.py` writes, each text as one line. An SVG that holds anything else is left
to WeasyPrint, with the same look.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import inf, pi, sqrt
from typing import Any

from reportgen.charts.text import Font, width
from reportgen.render.tree import SVG

_SHAPES = {
    "rect": frozenset({"x", "y", "width", "height"}),
    "circle": frozenset({"cx", "cy", "r"}),
    "path": frozenset({"d", "fill-rule", "transform", "stroke-dasharray"}),
    "text": frozenset({"x", "y", "dx", "font-size", "font-weight", "font-style"}),
}
_PAINT = frozenset({"fill", "stroke", "stroke-width"})
_ROOT = frozenset({"role", "width", "height", "viewBox", "font-family", "font-size", "fill", "style", "class"})
_STYLES = ("", "font-kerning:none")
_COLOUR = re.compile(r"#[0-9a-f]{6}|none")
_NUMBERS = re.compile(r"-?[0-9.]+(?: -?[0-9.]+)*")
_STEP = re.compile(r"([MLhvzZ])([-0-9. ]*)")
_PATH = re.compile(r"(?:M-?[0-9.]+ -?[0-9.]+(?:L-?[0-9.]+ -?[0-9.]+|[hv]-?[0-9.]+)*[zZ]?)+")
_PLACED = re.compile(r"translate\((-?[0-9.]+) (-?[0-9.]+)\) scale\((-?[0-9.]+)\)")
_WEIGHTS = ("400", "600", "700")
_SPACES = re.compile(r"^ | $|  |[\t\n]")
_PIECES = re.compile(r"(?<=\s)(?=\S)|(?<=f)(?=[ft])")
_MEASURED = "Source Sans 3"


def is_ours(svg: Any) -> bool:
    """Whether an SVG element holds only what can be drawn here."""
    view = svg.get("viewBox", "").split()
    known = {name for name in svg.attrib if not name.startswith("{")} <= _ROOT
    if not known or view[:2] != ["0", "0"] or len(view) != 4 or svg.get("style", "") not in _STYLES:
        return False
    if not svg.get("font-family", "").startswith(_MEASURED):
        return False
    if not svg.get("font-size", "").replace(".", "").isdigit() or not _COLOUR.fullmatch(svg.get("fill", "")):
        return False
    return all(_is_ours(element) for element in svg)


def _is_ours(element: Any) -> bool:
    kind = element.tag.removeprefix(SVG)
    if kind == "title":
        return True
    if kind not in _SHAPES or len(element) or not (_SHAPES[kind] | _PAINT).issuperset(element.keys()):
        return False
    if kind == "text" and not _is_plain_text(element):
        return False
    return all(_value_is_ours(name, value) for name, value in element.items())


def _is_plain_text(element: Any) -> bool:
    """One line at a place of its own, without the spaces that SVG takes away."""
    return "x" in element.attrib and "stroke" not in element.attrib and not _SPACES.search(element.text or "")


def _value_is_ours(name: str, value: str) -> bool:
    match name:
        case "fill" | "stroke":
            return _COLOUR.fullmatch(value) is not None
        case "d":
            return _PATH.fullmatch(value) is not None
        case "transform":
            return _PLACED.fullmatch(value) is not None
        case "fill-rule":
            return value == "evenodd"
        case "font-weight":
            return value in _WEIGHTS
        case "font-style":
            return value == "italic"
        case "dx" | "stroke-dasharray":
            return _NUMBERS.fullmatch(value) is not None
        case _:
            return _NUMBERS.fullmatch(value) is not None and " " not in value


class Drawing:
    """Stands in for `image`, WeasyPrint's own of the same SVG, in a box that is laid out already."""

    def __init__(self, svg: Any, image: Any, font_config: Any) -> None:
        self._svg, self._font_config = svg, font_config
        self.get_intrinsic_size = image.get_intrinsic_size

    def draw(self, stream: Any, wide: float, high: float, _style: Any) -> None:
        """Paint into a page's content stream, as wide and high in CSS pixels."""
        svg = self._svg
        _, _, view_width, view_height = map(float, svg.get("viewBox").split())
        scale = min(wide / view_width, high / view_height)
        stream.push_state()
        stream.transform(a=scale, d=scale, e=(wide - scale * view_width) / 2, f=(high - scale * view_height) / 2)
        stream.set_miter_limit(4)  # SVG's, not PDF's
        for element in svg:
            kind = element.tag.removeprefix(SVG)
            if kind == "text":
                self._text(stream, element)
            elif kind != "title":
                shape(stream, kind, element, svg.get("fill"))
        stream.pop_state()

    def _text(self, stream: Any, element: Any) -> None:
        from weasyprint.draw.text import draw_first_line
        from weasyprint.matrix import Matrix
        from weasyprint.text.line_break import split_first_line

        svg, text = self._svg, element.text or ""
        font = Font(
            float(element.get("font-size") or svg.get("font-size")),
            int(element.get("font-weight", 400)),
            element.get("font-style") == "italic",
        )
        style = _style(svg.get("font-family"), font, self._font_config)
        x, y = float(element.get("x")), float(element.get("y", 0))
        stream.set_color(_colour(element.get("fill") or svg.get("fill")))
        stream.begin_text()
        # In pieces, since the charts measure without the kerning at spaces and the ligatures (ff, ft) that Pango would
        # apply to a line. To switch them off instead leaks memory: WeasyPrint never frees a layout's font features.
        start = 0
        for piece in _PIECES.split(text):
            layout, _, _, _, _, baseline = split_first_line(piece, style, None, inf, 0)
            layout.reactivate(style)
            before = width(text[: start + 1], font) - width(piece[:1], font)
            place = Matrix(d=-1, e=x + before, f=y)
            draw_first_line(stream, _Line(layout, style, baseline), "none", "none", place)
            layout.deactivate()
            start += len(piece)
        stream.end_text()


class _Line:
    """What WeasyPrint's text drawing asks of a box."""

    def __init__(self, layout: Any, style: Any, baseline: float) -> None:
        self.pango_layout, self.style, self.baseline, self.text = layout, style, baseline, layout.text


class _Style(dict[str, Any]):
    font_config: Any


@cache
def _style(families: str, font: Font, font_config: Any) -> _Style:
    from weasyprint.css.properties import INITIAL_VALUES

    style = _Style(INITIAL_VALUES)
    style.font_config = font_config
    style["font_family"] = [family.strip("\"' ") for family in families.split(",")]
    style["font_size"], style["font_weight"] = font.size_pt, font.weight
    style["font_style"] = "italic" if font.italic else "normal"
    return style


@cache
def _colour(value: str) -> Any:
    from weasyprint.svg.utils import color

    return color(value)


def shape(stream: Any, kind: str, element: Any, inherited: str, colour: Callable[[str], Any] = _colour) -> None:
    """Paint a rectangle, circle or path. `colour` makes of #rrggbb what the stream takes."""
    fill, stroke = element.get("fill", inherited), element.get("stroke", "none")
    filled, stroked = fill != "none", stroke != "none"
    placed = element.get("transform")
    if placed:
        x, y, scale = map(float, _PLACED.fullmatch(placed).groups())  # type: ignore[union-attr]
        stream.push_state()
        stream.transform(a=scale, d=scale, e=x, f=y)
    if filled:
        stream.set_color(colour(fill))
    if stroked:
        stream.set_color(colour(stroke), stroke=True)
        stream.set_line_width(float(element.get("stroke-width", 1)))
        stream.set_dash(tuple(map(float, element.get("stroke-dasharray", "").split())), 0)
    _OUTLINES[kind](stream, element)
    even_odd = element.get("fill-rule") == "evenodd"
    if filled and stroked:
        stream.fill_and_stroke(even_odd)
    elif filled:
        stream.fill(even_odd)
    elif stroked:
        stream.stroke()
    else:
        stream.end()
    if placed:
        stream.pop_state()


def _rect(stream: Any, element: Any) -> None:
    stream.rectangle(*(float(element.get(name, 0)) for name in ("x", "y", "width", "height")))


def _circle(stream: Any, element: Any) -> None:
    circle(stream, *(float(element.get(name, 0)) for name in ("cx", "cy", "r")))


def circle(stream: Any, x: float, y: float, r: float) -> None:
    """The outline of a circle around x, y."""
    c = r / sqrt(pi)  # WeasyPrint's own approximation
    stream.move_to(x + r, y)
    stream.curve_to(x + r, y + c, x + c, y + r, x, y + r)
    stream.curve_to(x - c, y + r, x - r, y + c, x - r, y)
    stream.curve_to(x - r, y - c, x - c, y - r, x, y - r)
    stream.curve_to(x + c, y - r, x + r, y - c, x + r, y)
    stream.close()


def _path(stream: Any, element: Any) -> None:
    x = y = 0.0
    for step, numbers in _STEP.findall(element.get("d")):
        if step in "zZ":
            stream.close()
        elif step in "hv":
            x, y = (x + float(numbers), y) if step == "h" else (x, y + float(numbers))
            stream.line_to(x, y)
        else:
            x, y = map(float, numbers.split())
            (stream.move_to if step == "M" else stream.line_to)(x, y)


_OUTLINES = {"rect": _rect, "circle": _circle, "path": _path}
