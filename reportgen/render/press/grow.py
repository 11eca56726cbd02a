"""Elements with their styles -> boxes, not yet laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import islice
from typing import Any

from reportgen.render.arrange import NOTED
from reportgen.render.press.boxes import Box
from reportgen.render.press.computed import Styles
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.logo import SCHEME
from reportgen.render.press.placement import Placement
from reportgen.render.press.standing import Piece
from reportgen.render.press.style import PX, Picture, Style
from reportgen.render.tree import SVG
from reportgen.values import dataclass

_DECLARATION = re.compile(r"\s*([a-z-]+)\s*:\s*(-?[0-9.]+)(pt|%)\s*$")
_LOGO = re.compile(r"\s*background-image\s*:\s*url\((" + SCHEME + r"[0-9a-z.]+)\)\s*$")
_FLOAT = re.compile(r"\s*float\s*:\s*(left|right)\s*$")
_NO_EFFECT = re.compile(r"\s*image-rendering\s*:\s*crisp-edges\s*$")  # on where things stand
_DRAWN = f"{SVG}svg"


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of inline content. `inside` are the inline elements around it, the outermost first, with their styles.

    `lead` and `trail` are the margins of those that begin and end with it.
    """

    text: str
    style: Style
    inside: tuple[tuple[Any, Style], ...]
    element: Any
    lead: float = 0.0
    trail: float = 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A box that stands in a line."""

    box: Box
    inside: tuple[tuple[Any, Style], ...]


class LineBreak:
    """`<br>`."""


Pieces = Mapping[Any, Piece]


def grow(root: Any, styles: Mapping[Any, Styles], pieces: Pieces) -> tuple[list[Box], dict[str, Box]]:
    """The boxes of `body`'s children, and running elements by their names. `pieces` are those kept standing, by their
    elements: they have their boxes from before, or keep those that they are given."""
    body = root.find("body")
    assert body is not None
    running: dict[str, Box] = {}
    sheets = []
    for child in body:
        box = _box(child, _own(child, styles), styles, pieces)
        if box.style.position.startswith("running "):
            running[box.style.position.removeprefix("running ")] = box
        else:
            sheets.append(box)
    return sheets, running


def grow_piece(piece: Piece, styles: Mapping[Any, Styles]) -> None:
    """Give a piece that stands by itself its boxes."""
    _box(piece.element, _own(piece.element, styles), styles, {piece.element: piece})


def _own(element: Any, styles: Mapping[Any, Styles]) -> Style:
    style = styles[element].own
    written = element.get("style")
    if element.tag == "img":
        return _of_logo(element.get("src"), _with(style, written or ""))
    return _with(style, written) if written and element.tag != _DRAWN else style


def _of_logo(address: str, style: Style) -> Style:
    """With a brand's logo all over the box."""
    width, height = style.width, style.height
    if not address.startswith(SCHEME) or style.display != "block" or style.position != "static":
        raise NotPressedError("an img that is no logo")
    if not width or not height or width[1] or height[1]:
        raise NotPressedError("a logo of no size")
    return replace(style, picture=Picture(address, width[0], height[0], (0.0, 0.0), (0.0, 0.0)))


@lru_cache(1_000)
def _with(style: Style, written: str) -> Style:
    """With what a `style` attribute says: widths, places, sizes of type, and a logo."""
    address = ""
    for part in filter(str.strip, written.split(";")):
        if _NO_EFFECT.fullmatch(part):
            continue
        if logo := _LOGO.fullmatch(part):
            address = logo[1]
            continue
        if (floats := _FLOAT.fullmatch(part)) and style.floats in ("none", floats[1]):
            style = replace(style, floats=floats[1])
            continue
        declaration = _DECLARATION.fullmatch(part)
        if declaration is None:
            raise NotPressedError(f"style=“{part.strip():.40}”")
        name, value, unit = declaration[1], float(declaration[2]), declaration[3]
        length = (value * PX, 0.0) if unit == "pt" else (0.0, value / 100)
        if name == "width":
            style = replace(style, width=length)
        elif name == "height" and unit == "pt":
            style = replace(style, height=length)
        elif name == "margin-top" and unit == "pt":
            style = replace(style, margin=(length, *style.margin[1:]))
        elif name == "left":
            style = replace(style, offsets=(*style.offsets[:3], length))
        elif name == "top" and unit == "pt":
            style = replace(style, offsets=(length, *style.offsets[1:]))
        elif name == "font-size" and unit == "pt":
            style = replace(style, size=length[0])
        elif name == "line-height" and unit == "pt":
            style = replace(style, line_height=length[0])
        else:
            raise NotPressedError(f"style=“{part.strip():.40}”")
    return _of_logo(address, style) if address else style


def _box(element: Any, style: Style, styles: Mapping[Any, Styles], pieces: Pieces) -> Box:
    piece = pieces.get(element)
    if piece is None:
        return _grown(element, style, styles, pieces)
    if piece.box is None:
        piece.box = _grown(element, style, styles, pieces)
        if element.tag != _DRAWN:
            piece.box.placement = Placement()
            piece.box.is_plain = not any(NOTED.intersection(each.keys()) for each in islice(element.iter(), 1, None))
    box: Box = piece.box
    return box


def _grown(element: Any, style: Style, styles: Mapping[Any, Styles], pieces: Pieces) -> Box:
    box = Box(element, style)
    if element.tag == _DRAWN:
        box.drawing = element
        return box
    if style.display in ("table", "row", "header", "row-group"):
        box.children = [
            _box(child, _own(child, styles), styles, pieces) for child in element if child.tag != "colgroup"
        ]
        return box
    content: list[Any] = []
    _collect(element, style, (), styles, pieces, content)
    _fill(box, content)
    return box


def _collect(
    element: Any, style: Style, inside: tuple[tuple[Any, Style], ...],
    styles: Mapping[Any, Styles], pieces: Pieces, into: list[Any],
) -> None:  # fmt: skip
    """Append boxes, texts and breaks in order."""
    resized = element.get("style") and ("font-size" in element.get("style") or "line-height" in element.get("style"))
    _add_generated(element, styles[element].before, "before", inside, into)
    if element.text:
        into.append(Text(element.text, style, inside, element))
    for child in element:
        own = _own(child, styles)
        if child.tag == "br":
            into.append(LineBreak())
        elif own.display == "none":
            pass
        elif own.display == "inline" and own.floats == "none" and child.tag != _DRAWN:
            if resized:
                raise NotPressedError("an element in one whose style attribute sets the size of type")
            start = len(into)
            _collect(child, own, (*inside, (child, own)), styles, pieces, into)
            _add_margins(own, into, start)
        else:
            box = _box(child, own, styles, pieces)
            into.append(Placed(box, inside) if own.display in ("inline", "inline-block") and not _is_out(own) else box)
        if child.tail:
            into.append(Text(child.tail, style, inside, element))
    _add_generated(element, styles[element].after, "after", inside, into)


def _add_margins(style: Style, content: list[Any], start: int) -> None:
    """Give the margins of an inline element to its first and last text."""
    (_, right, _, left), edges = style.margin, (*style.padding, *style.borders)
    if any(edge[0] for edge in edges) or style.background or style.corners:
        raise NotPressedError("an inline element with borders, padding or a background")
    if not (left and left[0]) and not (right and right[0]):
        return
    inner = content[start:]
    if not inner or not all(isinstance(part, Text) for part in (inner[0], inner[-1])):
        raise NotPressedError("margins around other than words")
    if left:
        content[start] = replace(content[start], lead=content[start].lead + left[0])
    if right:
        content[-1] = replace(content[-1], trail=content[-1].trail + right[0])


def _is_out(style: Style) -> bool:
    return style.floats != "none" or style.position == "absolute"


def _add_generated(element: Any, style: Style | None, pseudo: str, inside: tuple[Any, ...], into: list[Any]) -> None:
    if style is None or style.content is None:
        return
    if style.display == "inline" and not _is_out(style):
        into.append(Text(style.content, style, (*inside, (None, style)), element))
        return
    box = Box(element, style, pseudo=pseudo)
    if style.content:
        _fill(box, [Text(style.content, style, (), element)])
    into.append(Placed(box, inside) if style.display == "inline-block" and not _is_out(style) else box)


def _fill(box: Box, content: list[Any]) -> None:
    """One sequence of lines, or blocks; where blocks and words are mixed, the words go into boxes of their own."""
    if not any(isinstance(part, Box) for part in content):
        box.inline = content if _has_words(content) else None
        return
    waiting: list[Any] = []
    for part in content:
        if not isinstance(part, Box):
            waiting.append(part)
            continue
        if _has_words(waiting):
            if not part.is_in_normal_flow():
                raise NotPressedError("words before what floats or is positioned among them")
            box.children.append(_wrapped(waiting, box))
        waiting = []
        box.children.append(part)
    if _has_words(waiting):
        if box.children[-1].is_absolutely_positioned():
            raise NotPressedError("words after what is positioned among them")
        box.children.append(_wrapped(waiting, box))


def _wrapped(content: list[Any], parent: Box) -> Box:
    box = Box(parent.element, _anonymous(parent.style), is_anonymous=True)
    box.element_tag = parent.element_tag
    box.inline = content
    return box


def _has_words(content: list[Any]) -> bool:
    return any(not isinstance(part, Text) or part.text.strip() for part in content)


class AnonymousStyle(Style):
    """Of a box that no element asked for; `render/arrange.py` knows it by the name."""

    __slots__ = ()


@lru_cache(1_000)
def _anonymous(style: Style) -> Style:
    """Only what is inherited."""
    return AnonymousStyle(
        "block", colour=style.colour, size=style.size, weight=style.weight, italic=style.italic,
        line_height=style.line_height, letter_spacing=style.letter_spacing, align=style.align, indent=style.indent,
        wraps=style.wraps, collapses=style.collapses,
    )  # fmt: skip
