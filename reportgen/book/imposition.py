"""Several pages on one side of a sheet: two or four up, or as a booklet to be folded. For printing only.

Each unit (what one student gets) is imposed by itself, so that no sheet holds pages of two people.
"""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.book.units import Side, Unit, sides_of
from reportgen.values import dataclass

BOOKLET, TWO_UP, FOUR_UP = "booklet", "2up", "4up"
IMPOSITIONS = (BOOKLET, TWO_UP, FOUR_UP)
# Columns and rows of a side.
_GRIDS = {BOOKLET: (2, 1), TWO_UP: (2, 1), FOUR_UP: (2, 2)}
_WHITE = Side(None)


@dataclass(frozen=True, slots=True)
class Cell:
    """A page on a side: how much it is scaled, and where its lower left corner goes."""

    side: Side
    scale: float
    x_pt: float
    y_pt: float


@dataclass(frozen=True, slots=True)
class ImposedSide:
    """One side of a sheet."""

    width_pt: float
    height_pt: float
    cells: tuple[Cell, ...]


def imposed(unit: Unit, how: str, *, duplex: bool) -> list[ImposedSide]:
    """The sides of a unit, on sheets as large as its first page.

    A booklet is a pile of sheets to be folded in the middle: its pages follow without white ones between, up to a
    multiple of four. Two and four up keep the fronts and backs of the book, so that both pages of a brochure lie side
    by side.
    """
    columns, rows = _GRIDS[how]
    first = unit.pieces[0].part.pages[0]
    width, height = first.width_pt, first.height_pt
    if rows != columns:
        # Two pages stand beside each other on a sheet that lies on its side; pages that lie, above each other.
        width, height = height, width
        if first.width_pt > first.height_pt:
            columns, rows = rows, columns
    if how == BOOKLET:
        orders = _booklet(sides_of(unit, duplex=False))
    else:
        orders = _in_a_row(sides_of(unit, duplex=duplex), columns * rows, duplex=duplex)
    return [ImposedSide(width, height, tuple(_cells(order, width, height, columns, rows))) for order in orders]


def _booklet(pages: list[Side]) -> list[list[Side]]:
    """Two pages a side: last and first, second and last but one, and so on to the middle."""
    pages = [*pages, *[_WHITE] * (-len(pages) % 4)]
    orders = []
    for sheet in range(len(pages) // 4):
        first, last = 2 * sheet, len(pages) - 1 - 2 * sheet
        orders += [[pages[last], pages[first]], [pages[first + 1], pages[last - 1]]]
    return orders


def _in_a_row(pages: list[Side], count: int, *, duplex: bool) -> list[list[Side]]:
    whole = 2 * count if duplex else count
    pages = [*pages, *[_WHITE] * (-len(pages) % whole)]
    return [pages[at : at + count] for at in range(0, len(pages), count)]


def _cells(order: Sequence[Side], width: float, height: float, columns: int, rows: int) -> list[Cell]:
    cell_width, cell_height = width / columns, height / rows
    cells = []
    for place, side in enumerate(order):
        if side.piece is None:
            continue
        page = side.piece.part.pages[side.page]
        scale = min(cell_width / page.width_pt, cell_height / page.height_pt)
        left = (place % columns) * cell_width + (cell_width - scale * page.width_pt) / 2
        bottom = height - (place // columns + 1) * cell_height + (cell_height - scale * page.height_pt) / 2
        cells.append(Cell(side, scale, left, bottom))
    return cells
