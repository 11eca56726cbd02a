"""Paints the boxes of a page in the order that CSS gives (its appendix E), as WeasyPrint does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.render.press.boxes import Box, LineBox, Run
from reportgen.render.press.chart import draw
from reportgen.render.press.ink import Ink
from reportgen.render.press.logo import SCHEME
from reportgen.render.press.prints import Moved, Printed

# Operators that paint a picture of a file at the origin, in CSS pixels.
Pictures = Callable[[Any, str], str]


@dataclass(slots=True)
class _Context:
    """What is painted as a whole: a positioned box, a float, or an inline block."""

    box: Box
    blocks: list[Box | Moved] = field(default_factory=list)
    floats: list[_Context | Moved] = field(default_factory=list)
    lines: list[LineBox | Moved] = field(default_factory=list)
    positioned: list[Any] = field(default_factory=list)


def paint(root: Box, ink: Ink, pictures: Pictures) -> dict[int, int]:
    """Paint a box and all in it. Returns the number of the marked content of each run and drawing, by its id."""
    painter = _Painter(ink, pictures)
    context = _Context(root)
    painter.sort(root.children, context, context.positioned)
    painter.context(context)
    return painter.marks


class _Painter:
    def __init__(self, ink: Ink, pictures: Pictures) -> None:
        self._ink, self._pictures = ink, pictures
        self.marks: dict[int, int] = {}

    def sort(self, boxes: Iterable[Any], into: _Context, positioned: list[Any]) -> None:
        """Put boxes and what they hold where their turn comes."""
        for box in boxes:
            if isinstance(box, LineBox):
                into.lines.append(box)
                # WeasyPrint cuts drawings off at their edges, so that they are painted after what is not positioned.
                positioned += (
                    _Context(part) for part in box.children if isinstance(part, Box) and part.drawing is not None
                )
            elif (at := box.at) is not None:
                printed = self.printed(box)
                if printed.blocks:
                    into.blocks.append(Moved(printed.blocks, *at))
                if printed.floats:
                    into.floats.append(Moved(printed.floats, *at))
                if printed.lines:
                    into.lines.append(Moved(printed.lines, *at))
                if printed.positioned:
                    positioned.append(Moved(printed.positioned, *at))
            else:
                self._sort_box(box, into, positioned)

    def _sort_box(self, box: Box, into: _Context, positioned: list[Any]) -> None:
        if box.style.position != "static":
            place = len(positioned)
            context = _Context(box)
            self.sort(box.children, context, positioned)
            positioned.insert(place, context)
        elif box.is_floated():
            context = _Context(box)
            self.sort(box.children, context, positioned)
            into.floats.append(context)
        else:
            if box.style.display in ("block", "table"):
                into.blocks.append(box)
            self.sort(box.children, into, positioned)

    def printed(self, box: Box) -> Printed:
        """What a piece paints that is set down."""
        placement = box.placement
        assert placement is not None
        printed: Printed | None = placement.printed
        if printed is None or printed.palette != self._ink.palette:
            printed = placement.printed = self._print(box, Printed(self._ink.palette))
        return printed

    def _print(self, box: Box, printed: Printed) -> Printed:
        context = _Context(box)
        self._sort_box(box, context, context.positioned)
        count = 0
        for turn, items in (
            ("row", [box] if box.style.display == "row" else []),
            *(("blocks", context.blocks), ("floats", context.floats), ("lines", context.lines)),
            ("positioned", context.positioned),
        ):
            if not items:
                continue
            painter = _Painter(self._ink.for_print(), self._pictures)
            getattr(painter, turn)(items)
            if painter._ink.operators:
                setattr(printed, turn, painter._ink.as_print())
                printed.numbers |= {key: count + number for key, number in painter.marks.items()}
                count += painter._ink.marks
        return printed

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
        self.blocks(context.blocks)
        self.floats(context.floats)
        self.lines(context.lines)
        self.positioned(context.positioned)

    def blocks(self, blocks: Sequence[Box | Moved]) -> None:
        self._in_turn(blocks, self._block)

    def floats(self, contexts: Sequence[_Context | Moved]) -> None:
        self._in_turn(contexts, self.context)

    positioned = floats

    def lines(self, lines: Sequence[LineBox | Moved]) -> None:
        self._in_turn(lines, self._line)

    def _in_turn(self, items: Sequence[Any], paint: Callable[[Any], None]) -> None:
        for item in items:
            if isinstance(item, Moved):
                self._ink.print(*item)
            else:
                paint(item)

    def _block(self, box: Box) -> None:
        if box.element_tag == "img":
            self._logo(box)
        elif box.style.display == "table":
            self._table(box)
        else:
            self._ground(box)

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
            if row.at is None:
                self.row([row])
            elif (grounds := self.printed(row).row) is not None:
                self._ink.print(grounds, *row.at)
        places = [row.at or (row.position_x, row.position_y) for row in rows]
        x, lowest = places[-1]
        places.append((x, lowest + rows[-1].height))
        for (width, colour), (x, y) in zip(table.rules, places, strict=False):  # rows may be left out
            if width:
                self._ink.artifact()
                self._ink.rule(x, y, table.width, width, colour)
                self._ink.end()

    def row(self, rows: Sequence[Box]) -> None:
        """The grounds of rows and their cells."""
        for row in rows:
            if row.style.background:
                self._ink.artifact()
                self._ink.area(row.position_x, row.position_y, row.width, row.height, row.style.background)
                self._ink.end()
            for cell in row.children:
                self._ground_of_cell(cell)

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
                self.sort(child.children, context, context.positioned)
                self.context(context)
