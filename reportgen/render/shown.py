"""What a laid-out page shows, read from its boxes: texts and marks with sizes, colours and the ground below them.

Nothing is painted for it. Charts are inline SVG made by `charts/`, of which this reads the same few elements.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import Any

from reportgen.charts.text import Font, width
from reportgen.values import dataclass

_PT = 0.75  # points in a CSS pixel
_WHITE = "#ffffff"
_NUMBER = re.compile(r"\s*-?(\d+\.?\d*|\.\d+)")
_HEX = re.compile(r"#[0-9a-fA-F]{6}")
_CLOSED = ("rect", "circle", "path")

Box = Any  # weasyprint's boxes are untyped


@dataclass(frozen=True, slots=True)
class Text:
    """A run of text on one line; sizes and places in points from the page's upper left corner, `y` its baseline."""

    text: str
    size_pt: float
    colour: str
    ground: str
    families: tuple[str, ...]
    x: float
    y: float
    width_pt: float


@dataclass(frozen=True, slots=True)
class Mark:
    """A filled or outlined shape without text: `colours` are its fill and its outline."""

    what: str
    colours: tuple[str, ...]
    ground: str


@dataclass(slots=True)
class Shown:
    """One page. `clipped` names boxes that cut off what they hold."""

    texts: list[Text] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    clipped: list[str] = field(default_factory=list)


def shown_on(page: Box) -> Shown:
    """Read a page box, margin boxes included."""
    shown = Shown()
    _read(page, _WHITE, shown)
    return shown


def _read(box: Box, ground: str, shown: Shown) -> None:
    background = getattr(box, "background", None)
    own = _opaque(background.color) if background is not None else None
    children = [getattr(child, "_box", None) or child for child in getattr(box, "children", ())]
    if own and not children:
        shown.marks.append(Mark(_name(box), tuple(filter(None, (own, _outline(box)))), ground))
    ground = own or ground
    text = getattr(box, "text", None)
    if isinstance(text, str):
        if text.strip():
            shown.texts.append(_text(box, text, ground))
        return
    if _is_svg(box):
        _Drawing(box, ground, shown).read()
        return
    if box.style["overflow"] != "visible" and _lowest(children) > box.position_y + box.margin_height() + 1:
        shown.clipped.append(_name(box))
    for child in children:
        _read(child, ground, shown)


def _text(box: Box, text: str, ground: str) -> Text:
    style = box.style
    return Text(
        text,
        float(style["font_size"]) * _PT,
        _opaque(style["color"]) or ground,
        ground,
        tuple(style["font_family"]),
        box.position_x * _PT,
        (box.position_y + box.baseline) * _PT,
        box.width * _PT,
    )


def _lowest(boxes: list[Box]) -> float:
    return max((box.position_y + box.margin_height() for box in boxes), default=0.0)


def _name(box: Box) -> str:
    element = box.element
    return "page" if element is None else str(element.get("class") or element.tag)


def _is_svg(box: Box) -> bool:
    return hasattr(box, "replacement") and str(getattr(box.element, "tag", "")).endswith("}svg")


def _opaque(colour: Any) -> str | None:
    """#rrggbb, or None for what is transparent."""
    if colour is None or isinstance(colour, str) or colour.alpha == 0:
        return None
    return "#" + "".join(f"{round(255 * min(1, max(0, part))):02x}" for part in colour.to("srgb").coordinates)


def _number(value: str | None) -> float:
    """The number at the start of an SVG attribute; 0 without one."""
    found = _NUMBER.match(value or "")
    return float(found[0]) if found else 0.0


def _outline(box: Box) -> str | None:
    return _opaque(box.style["border_left_color"]) if box.border_left_width else None


class _Drawing:
    """An inline SVG. Rectangles become the ground of what is drawn on them later."""

    def __init__(self, box: Box, ground: str, shown: Shown) -> None:
        self._svg, self._shown = box.element, shown
        self._x, self._y = box.content_box_x() * _PT, box.content_box_y() * _PT
        view = [_number(part) for part in self._svg.get("viewBox", "").replace(",", " ").split()]
        self._scale = box.width * _PT / view[2] if len(view) == 4 and view[2] else 1.0
        self._page_ground = ground
        self._grounds: list[tuple[float, float, float, float, str]] = []

    def read(self) -> None:
        for element in self._svg:
            tag = str(element.tag).rpartition("}")[2]
            if tag == "text":
                self._text(element)
            elif tag in _CLOSED:
                self._mark(element, tag)

    def _inherited(self, element: Any, name: str, otherwise: str) -> str:
        return str(element.get(name) or self._svg.get(name) or otherwise)

    def _text(self, element: Any) -> None:
        text = element.text or ""
        size = _number(self._inherited(element, "font-size", "16"))
        x, y = _number(element.get("x")), _number(element.get("y"))
        extent = width(
            text, Font(size, int(_number(element.get("font-weight")) or 400), element.get("font-style") == "italic")
        )
        self._shown.texts.append(
            Text(
                text,
                size * self._scale,
                self._colour(element),
                self._ground(x + extent / 2, y - size / 3),
                (self._inherited(element, "font-family", ""),),
                self._x + x * self._scale,
                self._y + y * self._scale,
                extent * self._scale,
            )
        )

    def _colour(self, element: Any) -> str:
        fill = self._inherited(element, "fill", "#000000")
        return fill if _HEX.fullmatch(fill) else "#000000"

    def _mark(self, element: Any, tag: str) -> None:
        fill, stroke = self._inherited(element, "fill", "#000000"), element.get("stroke")
        colours = tuple(colour for colour in (fill, stroke) if colour and _HEX.fullmatch(colour))
        if not colours:
            return
        ground = self._page_ground
        if tag == "rect":
            x, y, w, h = (_number(element.get(name)) for name in ("x", "y", "width", "height"))
            ground = self._ground(x + w / 2, y + h / 2)
            if _HEX.fullmatch(fill):
                self._grounds.append((x, y, x + w, y + h, fill))
        elif tag == "circle":
            cx, cy, r = (_number(element.get(name)) for name in ("cx", "cy", "r"))
            ground, r = self._ground(cx, cy), r * 0.7
            if _HEX.fullmatch(fill):
                self._grounds.append((cx - r, cy - r, cx + r, cy + r, fill))
        self._shown.marks.append(Mark(f"{tag} of a chart", colours, ground))

    def _ground(self, x: float, y: float) -> str:
        on = (
            colour
            for left, top, right, bottom, colour in reversed(self._grounds)
            if left <= x <= right and top <= y <= bottom
        )
        return next(on, self._page_ground)
