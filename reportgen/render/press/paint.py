"""Paints the boxes of a page in the order that CSS gives (its appendix E), as WeasyPrint does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportgen.render.press.boxes import Box, LineBox, Run
from reportgen.render.press.chart import draw
from reportgen.render.press.ink import Ink
from reportgen.render.press.logo import SCHEME

# Operators that paint a picture of a file at the origin, in CSS pixels.
Pictures = Callable[[Any, str], str]


@dataclass(slots=True)
class _Context:
    """What is painted as a whole: a positioned box, a float, or an inline block."""

    box: Box
    blocks: list[Box] = field(default_factory=list)
    floats: list[_Context] = field(default_factory=list)
    lines: list[LineBox] = field(default_factory=list)
    positioned: list[_Context] = field(default_factory=list)


def paint(root: Box, ink: Ink, pictures: Pictures) -> dict[int, int]:
    """Paint a box and all in it. Returns the number of the marked content of each run and drawing, by its id."""
    painter = _Painter(ink, pictures)
    context = _Context(root)
    _sort(root, context, context.positioned)
    painter.context(context)
    return painter.marks


def _sort(box: Box, into: _Context, positioned: list[_Context]) -> None:
    """Put what a box holds where its turn comes."""
    for child in box.children:
        if isinstance(child, LineBox):
            into.lines.append(child)
            # WeasyPrint cuts drawings off at their edges, so that they are painted after what is not positioned.
            positioned += (
                _Context(part) for part in child.children if isinstance(part, Box) and part.drawing is not None
            )
            continue
        if child.style.position != "static":
            place = len(positioned)
            context = _Context(child)
            _sort(child, context, positioned)
            positioned.insert(place, context)
        elif child.is_floated():
            context = _Context(child)
            _sort(child, context, positioned)
            into.floats.append(context)
        else:
            if child.style.display in ("block", "table"):
                into.blocks.append(child)
            _sort(child, into, positioned)


class _Painter:
    def __init__(self, ink: Ink, pictures: Pictures) -> None:
        self._ink, self._pictures = ink, pictures
        self.marks: dict[int, int] = {}

    def context(self, context: _Context) -> None:
        if context.box.drawing is not None:
            self.marks[id(context.box)] = self._ink.mark("Figure")
            draw(context.box, self._ink)
            self._ink.end()
            return
        if context.box.element_tag == "img":
            self._logo(context.box)
        else:
            self._ground(context.box)
        for block in context.blocks:
            if block.element_tag == "img":
                self._logo(block)
            elif block.style.display == "table":
                self._table(block)
            else:
                self._ground(block)
        for each in context.floats:
            self.context(each)
        for line in context.lines:
            self._line(line)
        for each in context.positioned:
            self.context(each)

    def _logo(self, box: Box) -> None:
        """A logo that says what no text beside it does."""
        assert box.style.picture is not None
        self.marks[id(box)] = self._ink.mark("Figure")
        self._ink.logo(box.style.picture, box.content_box_x(), box.content_box_y())
        self._ink.end()

    def _ground(self, box: Box) -> None:
        """Background and borders."""
        style = box.style
        if not style.has_ground:
            return
        ink = self._ink
        x, y = box.position_x + box.margin_left, box.position_y + box.margin_top
        width, height = box.border_width(), box.border_height()
        ink.artifact()
        if style.background and width > 0 and height > 0:
            ink.area(x, y, width, height, style.background, style.corners)
        if style.picture:
            self._picture(box, x + box.border_left_width, y + box.border_top_width)
        (top, right, bottom, left) = style.borders
        if top[0] and top == right == bottom == left:
            ink.frame((x, y, width, height), style.corners, top[0], top[1])
        else:
            borders = (top[0], right[0], bottom[0], left[0])
            for index in (0, 2, 3, 1):
                if borders[index]:
                    ink.edge(index, (x, y, width, height), style.corners, borders, style.borders[index][1])
        ink.end()

    def _picture(self, box: Box, x: float, y: float) -> None:
        picture = box.style.picture
        assert picture is not None
        x += picture.x[0] + picture.x[1] * (box.padding_width() - picture.width)
        y += picture.y[0] + picture.y[1] * (box.padding_height() - picture.height)
        if picture.file.startswith(SCHEME):
            self._ink.logo(picture, x, y)
            return
        self._ink.raw(
            f"q\n1 0 0 1 {x:.3f} {y:.3f} cm\n{self._pictures(picture, self._ink.colour(box.style.colour))}Q\n"
        )

    def _table(self, table: Box) -> None:
        self._ground(table)
        rows = [row for group in table.children for row in group.children]
        for row in rows:
            if row.style.background:
                self._ink.artifact()
                self._ink.area(row.position_x, row.position_y, row.width, row.height, row.style.background)
                self._ink.end()
            for cell in row.children:
                self._ground_of_cell(cell)
        edges = [*((row, row.position_y) for row in rows), *((row, row.position_y + row.height) for row in rows[-1:])]
        for (width, colour), (row, y) in zip(table.rules, edges, strict=False):
            if width:
                self._ink.artifact()
                self._ink.rule(row.position_x, y, row.width, width, colour)
                self._ink.end()

    def _ground_of_cell(self, cell: Box) -> None:
        if cell.style.background:
            self._ink.artifact()
            self._ink.area(
                cell.position_x, cell.position_y, cell.border_width(), cell.border_height(), cell.style.background
            )
            self._ink.end()

    def _line(self, line: LineBox) -> None:
        for child in line.children:
            if isinstance(child, Run):
                if child.text and not child.text.isspace():
                    self.marks[id(child)] = self._ink.words(child)
            elif child.drawing is None:
                context = _Context(child)
                _sort(child, context, context.positioned)
                self.context(context)
