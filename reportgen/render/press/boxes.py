"""Boxes of a page, with the names that `render/arrange.py` knows from WeasyPrint. CSS pixels, y downwards."""

from __future__ import annotations

from typing import Any

from reportgen.render.press.placement import Placement
from reportgen.render.press.style import Style


class Box:
    """A block, a float, a table part, an inline block, or a drawing (then `drawing` is its SVG element).

    `element` is that of the HTML; boxes without one of their own (`is_anonymous`) carry their parent's.
    """

    __slots__ = (
        "border_bottom_width", "border_left_width", "border_right_width", "border_top_width", "children", "drawing",
        "drawn", "element", "element_tag", "height", "inline", "is_anonymous", "is_met", "is_plain", "least",
        "margin_bottom", "margin_left", "margin_right", "margin_top", "padding_bottom", "padding_left",
        "padding_right", "padding_top", "placement", "position_x", "position_y", "pseudo", "rules", "style", "width",
    )  # fmt: skip
    moves_whole = True  # backgrounds are placed with the box, when it is painted

    def __init__(self, element: Any, style: Style, *, pseudo: str = "", is_anonymous: bool = False) -> None:
        self.element, self.style, self.pseudo, self.is_anonymous = element, style, pseudo, is_anonymous
        self.element_tag = f"{element.tag}::{pseudo}" if pseudo else element.tag
        self.children: list[Any] = []
        self.inline: list[Any] | None = None  # content that is set in lines, before the layout
        self.drawing: Any = None
        self.least: float | None = None  # of a cell: width of the longest word in it
        self.drawn: Any = None  # the drawing as it was painted (`chart.py`)
        self.placement: Placement | None = None  # of a piece that is kept standing
        self.is_met = False  # of a float: whether anything had to keep beside it
        self.is_plain = False  # nothing in it has attributes for `render/arrange.py`
        self.rules: list[tuple[float, str]] = []  # of a table: width and colour above each row and below the last
        self.position_x = self.position_y = self.width = 0.0
        self.height: Any = "auto"
        self.margin_top = self.margin_right = self.margin_bottom = self.margin_left = 0.0
        self.padding_top = self.padding_right = self.padding_bottom = self.padding_left = 0.0
        self.border_top_width = self.border_right_width = self.border_bottom_width = self.border_left_width = 0.0

    def resolve(self, width: float) -> None:
        """Set margins, paddings and borders for a containing block as wide as this."""
        style = self.style
        top, right, bottom, left = style.margin
        self.margin_top = top[0] + top[1] * width if top else 0.0
        self.margin_right = right[0] + right[1] * width if right else 0.0
        self.margin_bottom = bottom[0] + bottom[1] * width if bottom else 0.0
        self.margin_left = left[0] + left[1] * width if left else 0.0
        top, right, bottom, left = style.padding
        self.padding_top = top[0] + top[1] * width
        self.padding_right = right[0] + right[1] * width
        self.padding_bottom = bottom[0] + bottom[1] * width
        self.padding_left = left[0] + left[1] * width
        borders = style.borders
        self.border_top_width, self.border_right_width = borders[0][0], borders[1][0]
        self.border_bottom_width, self.border_left_width = borders[2][0], borders[3][0]

    @property
    def at(self) -> tuple[float, float] | None:
        """Where a piece of standing type belongs that is set down, its boxes at the origin; None for any other box."""
        return None if self.placement is None else self.placement.at

    def padding_width(self) -> float:
        return self.width + self.padding_left + self.padding_right

    def padding_height(self) -> float:
        return float(self.height) + self.padding_top + self.padding_bottom

    def border_width(self) -> float:
        return self.padding_width() + self.border_left_width + self.border_right_width

    def border_height(self) -> float:
        return self.padding_height() + self.border_top_width + self.border_bottom_width

    def margin_width(self) -> float:
        return self.border_width() + self.margin_left + self.margin_right

    def margin_height(self) -> float:
        return self.border_height() + self.margin_top + self.margin_bottom

    def content_box_x(self) -> float:
        return self.position_x + self.margin_left + self.padding_left + self.border_left_width

    def content_box_y(self) -> float:
        return self.position_y + self.margin_top + self.padding_top + self.border_top_width

    def padding_box_x(self) -> float:
        return self.position_x + self.margin_left + self.border_left_width

    def padding_box_y(self) -> float:
        return self.position_y + self.margin_top + self.border_top_width

    def is_floated(self) -> bool:
        return self.style.floats != "none"

    def is_absolutely_positioned(self) -> bool:
        return self.style.position == "absolute"

    def is_in_normal_flow(self) -> bool:
        return self.style.floats == "none" and self.style.position in ("static", "relative")

    def separates(self) -> bool:
        """Whether floats and margins in it stay in it."""
        style = self.style
        return style.floats != "none" or style.position == "absolute" or style.display in ("inline-block", "cell")

    def translate(self, dx: float = 0.0, dy: float = 0.0) -> None:
        self.position_x += dx
        self.position_y += dy
        for child in self.children:
            child.translate(dx, dy)

    def deepcopy(self) -> Box:
        new = Box.__new__(type(self))
        for name in Box.__slots__:
            setattr(new, name, getattr(self, name))
        new.children = [child.deepcopy() for child in self.children]
        new.placement = None
        return new


class LineBox:
    """A line: its runs of text, inline boxes and inline blocks, from left to right."""

    __slots__ = ("children", "element", "element_tag", "height", "position_x", "position_y", "style", "width")
    margin_top = margin_bottom = padding_bottom = border_bottom_width = 0.0
    moves_whole = True

    def __init__(self, parent: Box) -> None:
        self.element, self.element_tag, self.style = parent.element, parent.element_tag, parent.style
        self.children: list[Any] = []
        self.position_x = self.position_y = self.width = self.height = 0.0

    def margin_height(self) -> float:
        return self.height

    def content_box_y(self) -> float:
        return self.position_y

    def is_floated(self) -> bool:
        return False

    is_absolutely_positioned = is_floated

    def is_in_normal_flow(self) -> bool:
        return True

    def translate(self, dx: float = 0.0, dy: float = 0.0) -> None:
        self.position_x += dx
        self.position_y += dy
        for child in self.children:
            child.translate(dx, dy)

    def deepcopy(self) -> LineBox:
        new = LineBox.__new__(LineBox)
        for name in LineBox.__slots__:
            setattr(new, name, getattr(self, name))
        new.children = [child.deepcopy() for child in self.children]
        return new


class Run:
    """Text of one style on one line. `position_y` is its baseline; `inside` are the inline elements around it."""

    __slots__ = (
        "element",
        "element_tag",
        "height",
        "inside",
        "position_x",
        "position_y",
        "shown",
        "style",
        "text",
        "width",
    )
    margin_top = margin_bottom = padding_bottom = border_bottom_width = 0.0
    moves_whole = True
    children: tuple[Any, ...] = ()

    def __init__(self, text: str, style: Style, inside: tuple[Any, ...], element: Any) -> None:
        self.text, self.style, self.inside = text, style, inside
        self.element, self.element_tag = element, element.tag
        self.shown: Any = None  # the text as it was painted (`ink.py`)
        self.position_x = self.position_y = self.width = self.height = 0.0

    def margin_width(self) -> float:
        return self.width

    def margin_height(self) -> float:
        return self.height

    def is_floated(self) -> bool:
        return False

    is_absolutely_positioned = is_floated

    def translate(self, dx: float = 0.0, dy: float = 0.0) -> None:
        self.position_x += dx
        self.position_y += dy

    def deepcopy(self) -> Run:
        new = Run.__new__(Run)
        for name in Run.__slots__:
            setattr(new, name, getattr(self, name))
        return new
