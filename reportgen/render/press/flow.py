"""Lays boxes out: blocks below each other, floats, tables, what is positioned absolutely. As CSS 2 has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.render.press import lines, tables
from reportgen.render.press.boxes import Box
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.floats import Floats
from reportgen.render.press.fonts import Face
from reportgen.render.press.grow import Placed
from reportgen.render.press.room import Room
from reportgen.render.press.style import PX, Length

_GRACE = 0.01  # pixels by which words may be too wide for a cell


def lay_out(box: Box, faces: Mapping[str, Face], x: float, y: float, width: float) -> None:
    """Lay out a page's content at x, y, in a containing block of this width."""
    box.position_x, box.position_y = x, y
    box.resolve(width)
    _width(box, width)
    flow = _Flow(faces)
    flow.container(box, [], Floats())


def set_alone(box: Box, faces: Mapping[str, Face], room: Room) -> bool:
    """Lay out a piece of a page at the origin, in the room that it finds there; whether it has all that it needs."""
    return _Flow(faces).alone(box, room)


class _Flow:
    def __init__(self, faces: Mapping[str, Face]) -> None:
        self._faces = faces

    def container(self, box: Box, adjoining: list[float], floats: Floats) -> tuple[list[float], bool]:
        """Lay out what a block holds, and set its height. Returns adjoining margins, and whether they go through."""
        placement = box.placement
        if placement is None:
            return self._container(box, adjoining, floats)
        if floats.reach_below(box.position_y + min([0.0, *adjoining])):
            return placement.lay_out_once(box, lambda: self._container(box, adjoining, floats))
        own = Floats()
        key = (box.width, box.margin_top, box.margin_bottom, box.padding_top, box.padding_bottom, *adjoining)
        (after, through), inner = placement.stand(box, key, lambda: (self._container(box, adjoining, own), own.boxes))
        for each in inner:
            each.is_met = False  # by what is outside
        floats.boxes += inner
        return list(after), through

    def alone(self, box: Box, room: Room) -> bool:
        placement = box.placement
        assert placement is not None
        if room.table:
            return self._row_alone(box, room)
        box.width, box.margin_top, box.margin_bottom, box.padding_top, box.padding_bottom, *adjoining = room.key
        box.margin_right, box.margin_left, box.padding_right, box.padding_left, *borders = room.sides
        box.border_top_width, box.border_right_width, box.border_bottom_width, box.border_left_width = borders
        own = Floats()
        placement.lay_out(box, room.key, lambda: (self._container(box, adjoining, own), own.boxes))
        return True

    def _row_alone(self, row: Box, room: Room) -> bool:
        *widths, above, below = room.key
        if len(row.children) != len(widths):
            return False
        row.width = room.table
        for cell in row.children:
            self._resolve_cell(cell, row.width, above, below)
        for cell, limit in zip(row.children, room.limits, strict=False):
            if self._least(cell) > limit:
                return False
        assert row.placement is not None
        row.placement.lay_out(row, room.key, lambda: self._cells(row, widths))
        return True

    def _resolve_cell(self, cell: Box, width: float, above: float, below: float) -> None:
        cell.resolve(width)
        cell.margin_top = cell.margin_right = cell.margin_bottom = cell.margin_left = 0.0
        cell.border_top_width, cell.border_bottom_width = above, below

    def _container(self, box: Box, adjoining: list[float], floats: Floats) -> tuple[list[float], bool]:
        if box.style.display == "table":
            return self._table(box, adjoining)
        if box.separates():
            floats = Floats()
        adjoining.append(box.margin_top)
        own = adjoining
        collapses = not (box.border_top_width or box.padding_top or box.separates())
        if collapses:
            y = box.position_y
        else:
            box.position_y += _collapsed(adjoining) - box.margin_top
            adjoining = []
            y = box.content_box_y()
        absolute: list[Box] = []
        had_flow = False
        if box.inline is not None:
            y += _collapsed(adjoining)
            if collapses:
                box.position_y += _collapsed(own) - box.margin_top
                y = box.content_box_y()
            adjoining, collapses, had_flow = [], False, True
            y = self._inline(box, y, floats)
        for child in box.children if box.inline is None else ():
            child.position_x, child.position_y = box.content_box_x(), y
            if child.is_absolutely_positioned():
                child.position_y += _collapsed(adjoining)
                absolute.append(child)
            elif child.is_floated():
                child.position_y += _collapsed(adjoining)
                self._float(child, box, floats)
            else:
                y, adjoining = self._in_flow(child, box, y, adjoining, floats, not had_flow and collapses)
                had_flow = True
        if collapses:
            box.position_y += _collapsed(own) - box.margin_top
        through = False
        height = _length(box.style.height, 0.0)
        if not had_flow:
            margin = _collapsed(adjoining)
            flat = not (box.border_top_width or box.padding_top or box.border_bottom_width or box.padding_bottom)
            clears = box.style.clear and floats.clear(box.position_y + margin) is not None
            if flat and not height and not box.style.least_height and not clears:
                through = True
            else:
                y += margin
                adjoining = []
        elif height is not None:
            adjoining = []
        if box.border_bottom_width or box.padding_bottom or box.separates():
            y += _collapsed(adjoining)
            adjoining = []
        if height is None:
            box.height = max(0.0, y - box.content_box_y())
            if box.separates() and floats.boxes:
                lowest = max(each.position_y + each.margin_height() for each in floats.boxes)
                box.height = max(box.height, lowest - box.content_box_y())
        else:
            edges = box.padding_top + box.padding_bottom + box.border_top_width + box.border_bottom_width
            box.height = max(0.0, height - edges) if box.style.border_box else height
        if absolute:
            self._absolute(absolute, box)
        if least := box.style.least_height:  # after what is positioned in it, as WeasyPrint has it
            edges = box.padding_top + box.padding_bottom + box.border_top_width + box.border_bottom_width
            box.height = max(box.height, least - edges if box.style.border_box else least)
        return adjoining, through

    def _in_flow(
        self, child: Box, box: Box, y: float, adjoining: list[float], floats: Floats, is_first: bool
    ) -> tuple[float, list[float]]:
        child.resolve(box.width)
        before, follow = [], 0.0
        if is_first and box.children[0] is not child:
            # What floats before the first block follows its margin, which is the box's, too.
            before = box.children[: box.children.index(child)]
            follow = _collapsed([*adjoining, child.margin_top]) - _collapsed(adjoining)
            for each in before:
                each.translate(0.0, follow)
        if child.style.clear:
            clearance = floats.clear(y + _collapsed([*adjoining, child.margin_top]))
            if clearance is not None:
                for each in before:
                    each.translate(0.0, -follow)
                # Below the floats, whatever its margins are. Those of the box around it end here.
                if is_first and _collapsed(adjoining) != box.margin_top:
                    raise NotPressedError("a first child that clears floats")
                y = max(each.position_y + each.margin_height() for each in floats.boxes)
                child.position_y, adjoining = y - child.margin_top, []
        if child.drawing is not None:
            raise NotPressedError("a drawing outside of lines")
        _width(child, box.width)
        after, through = self.container(child, adjoining, floats)
        if not through:
            y = child.position_y + child.margin_top + child.border_height()
        return y, [*after, child.margin_bottom]

    def _inline(self, box: Box, y: float, floats: Floats) -> float:
        assert box.inline is not None
        left, right = box.content_box_x(), box.content_box_x() + box.width
        box.children = []
        for part in box.inline:
            if isinstance(part, Placed):
                self._placed(part.box, box)

        def room(top: float, height: float, least: float) -> tuple[float, float, float]:
            return floats.avoid(top, height, least, left, right) if floats.boxes else (top, left, right)

        return lines.set_lines(box, box.inline, self._faces, y, room)

    def _placed(self, box: Box, parent: Box) -> None:
        """Lay out an inline block or a drawing in a line; the line puts it in its place."""
        box.position_x = box.position_y = 0.0
        box.resolve(parent.width)
        if box.drawing is not None:
            box.width, box.height = (_points(box.drawing.get(name)) for name in ("width", "height"))
            return
        self._fit(box, parent.width)
        self.container(box, [], Floats())

    def _float(self, child: Box, box: Box, floats: Floats) -> None:
        child.resolve(box.width)
        if child.style.clear and (clearance := floats.clear(child.position_y)) is not None:
            child.position_y += clearance
        self._fit(child, box.width)
        self.container(child, [], Floats())
        if not child.border_height():
            raise NotPressedError("a float of no height")
        if floats.boxes:
            child.translate(0.0, max(0.0, floats.boxes[-1].position_y - child.position_y))
        left, right = box.content_box_x(), box.content_box_x() + box.width
        y, near, far = floats.avoid(child.position_y, child.margin_height(), child.margin_width(), left, right)
        x = far - child.margin_width() if child.style.floats == "right" else near
        child.translate(x - child.position_x, y - child.position_y)
        floats.boxes.append(child)

    def _fit(self, box: Box, available: float) -> None:
        """The width of a box that is as wide as what it holds, unless it says how wide."""
        if box.style.width is not None:
            _width(box, available)
            return
        edges = box.margin_width() - box.width
        box.width = min(self._longest(box), available - edges)

    def _longest(self, box: Box) -> float:
        if box.inline is not None:
            for part in box.inline:
                if isinstance(part, Placed):
                    self._placed(part.box, box)
            return lines.longest(box.inline, self._faces)
        if box.children:
            raise NotPressedError("a box as wide as the blocks in it")
        return 0.0

    def _absolute(self, children: Sequence[Box], box: Box) -> None:
        """Place what is positioned in `box`, which has to be the box that positions refer to."""
        if box.style.position == "static":
            raise NotPressedError("an absolute position in a box that has none")
        wide, high = box.padding_width(), box.padding_height()
        for child in children:
            child.resolve(wide)
            top, right, bottom, left = child.style.offsets
            near, far = _length(left, wide), _length(right, wide)
            if child.style.width is not None:
                _width(child, wide)
            elif near is not None and far is not None:
                child.width = wide - near - far - (child.margin_width() - child.width)
            else:
                self._fit(child, wide - (near or far or 0.0))
            if top is not None and bottom is not None and child.style.height is None:
                raise NotPressedError("an absolute position between a top and a bottom")
            self.container(child, [], Floats())
            x, y = child.position_x, child.position_y
            if near is not None:
                x = box.padding_box_x() + near
            elif far is not None:
                x = box.padding_box_x() + wide - far - child.margin_width()
            if top is not None:
                y = box.padding_box_y() + top[0] + top[1] * high
            elif bottom is not None:
                y = box.padding_box_y() + high - bottom[0] - bottom[1] * high - child.margin_height()
            child.translate(x - child.position_x, y - child.position_y)

    def _table(self, table: Box, adjoining: list[float]) -> tuple[list[float], bool]:
        adjoining.append(table.margin_top)
        table.position_y += _collapsed(adjoining) - table.margin_top
        rows = [row for group in table.children for row in group.children]
        count = len(rows[0].children)
        if not table.style.collapses or any(len(row.children) != count for row in rows):
            raise NotPressedError("a table with other than collapsed borders, or with spans")
        table.rules = rules = tables.rules(table, rows)
        for row, above, below in zip(rows, rules[:-1], rules[1:], strict=True):
            for cell in row.children:
                self._resolve_cell(cell, table.width, above[0] / 2, below[0] / 2)
        table.border_top_width, table.border_bottom_width = rules[0][0] / 2, rules[-1][0] / 2
        widths = tables.columns(table, rows[0].children)
        limits: tuple[float, ...] | None = ()
        if not table.style.fixed:
            own = widths
            widths = self._widened(table, rows, widths)
            limits = (
                tuple(
                    width + _GRACE - cell.padding_left - cell.padding_right
                    for width, cell in zip(widths, rows[0].children, strict=True)
                )
                if widths is own
                else None
            )
        for row in rows:
            if row.placement is not None:
                row.placement.limits = limits
        y = table.content_box_y()
        for group in table.children:
            group.position_x, group.position_y, group.width = table.content_box_x(), y, table.width
            for row in group.children:
                row.position_x, row.position_y, row.width = table.content_box_x(), y, table.width
                self._row(row, widths)
                y += row.height
            group.height = y - group.position_y
        table.height = y - table.content_box_y()
        return [], False

    def _widened(self, table: Box, rows: Sequence[Box], widths: list[float]) -> list[float]:
        """Of two columns, one with a share: what the words of the other need at the least goes before the share."""
        edges = [cell.padding_left + cell.padding_right for cell in rows[0].children]
        least = [
            max(self._least(row.children[column]) for row in rows) + edges[column] for column in range(len(widths))
        ]
        if all(width >= need - _GRACE for width, need in zip(widths, least, strict=True)):
            return widths
        if len(widths) != 2 or sum(least) > table.width:
            raise NotPressedError("a table whose words are too wide")
        wished = [
            max(need, width) if cell.style.width else need
            for need, width, cell in zip(least, widths, rows[0].children, strict=True)
        ]
        part = (table.width - sum(least)) / (sum(wished) - sum(least))
        return [need + part * (wish - need) for need, wish in zip(least, wished, strict=True)]

    def _least(self, cell: Box) -> float:
        if cell.inline is None:
            if cell.children:
                raise NotPressedError("blocks in a table that is measured")
            return 0.0
        if cell.least is None:
            cell.least = lines.least(cell.inline, self._faces)
        return cell.least

    def _row(self, row: Box, widths: Sequence[float]) -> None:
        if row.placement is None:
            self._cells(row, widths)
            return
        first = row.children[0]
        key = (*widths, first.border_top_width, first.border_bottom_width)
        row.placement.stand(row, key, lambda: self._cells(row, widths))

    def _cells(self, row: Box, widths: Sequence[float]) -> None:
        """Lay out the cells of a row, and set its height."""
        x = row.position_x
        for cell, width in zip(row.children, widths, strict=True):
            cell.position_x, cell.position_y = x, row.position_y
            cell.width = 0.0
            cell.width = width - cell.border_width()
            self.container(cell, [], Floats())
            x += width
        row.height = height = max(cell.border_height() for cell in row.children)
        for cell in row.children:
            extra = height - cell.border_height()
            if extra and cell.style.raised == "bottom":
                cell.padding_top += extra
                for child in cell.children:
                    child.translate(0.0, extra)
            elif extra and cell.style.raised == "top":
                cell.padding_bottom += extra
            elif cell.style.raised not in ("top", "bottom"):
                raise NotPressedError("vertical-align of a cell")


def _width(box: Box, available: float) -> None:
    """The width that the box's style says, or else all that is available."""
    edges = box.padding_left + box.padding_right + box.border_left_width + box.border_right_width
    width = box.style.width
    if width is None:
        box.width = available - edges - box.margin_left - box.margin_right
    else:
        box.width = width[0] + width[1] * available
        if box.style.border_box:
            box.width = max(0.0, box.width - edges)


def _length(length: Length | None, share_of: float) -> float | None:
    return None if length is None else length[0] + length[1] * share_of


def _points(text: str) -> float:
    return float(text.removesuffix("pt")) * PX


def _collapsed(margins: Sequence[float]) -> float:
    return max([0.0, *margins]) + min([0.0, *margins])
