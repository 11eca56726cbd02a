"""What a table says of itself before its cells are laid out: the rules between its rows, the widths of its columns."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.render.press.boxes import Box
from reportgen.render.press.errors import NotPressedError


def rules(table: Box, rows: Sequence[Box]) -> list[tuple[float, str]]:
    """Width and colour of the rules above each row and below the last: of those that meet, the widest."""
    for box in [table, *table.children, *rows, *(cell for row in rows for cell in row.children)]:
        if box.style.borders[1][0] or box.style.borders[3][0]:
            raise NotPressedError("upright rules in a table")
    above = [row.style.borders[0] for row in rows]
    below = [row.style.borders[2] for row in rows]
    for box in [table, *table.children, *(cell for row in rows for cell in row.children)]:
        if box.style.borders[0][0] or box.style.borders[2][0]:
            raise NotPressedError("rules of other than rows in a table")
    return [
        above[0],
        *(max(pair, key=lambda rule: rule[0]) for pair in zip(below, above[1:], strict=False)),
        below[-1],
    ]


def columns(table: Box, cells: Sequence[Box]) -> list[float]:
    """Widths of the columns: those that the first row says, and the rest in equal parts."""
    widths: list[float | None] = []
    for cell in cells:
        length = cell.style.width
        if length is None:
            widths.append(None)
            continue
        width, edges = length[0] + length[1] * table.width, cell.padding_left + cell.padding_right
        if not table.style.fixed and length[0]:
            raise NotPressedError("a column in points in a table that is measured")
        widths.append(width + edges if table.style.fixed and not cell.style.border_box else width)
    left = table.width - sum(width for width in widths if width is not None)
    open_ = widths.count(None)
    if left < 0 or (left > 0.01 and not open_):
        raise NotPressedError("widths of columns that do not add up")
    return [left / open_ if width is None else width for width in widths]
