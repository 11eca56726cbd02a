"""What a book comes to: students, brochures, sheets and sides of paper."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.book.imposition import imposed
from reportgen.book.packs import Group
from reportgen.book.units import BROCHURE, Piece, Unit, sides_of
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Tally:
    """`brochures` counts copies. `printed_sides` have something on them, `white_sides` nothing; `separators` are pages
    of our own: the first ones, and those before groups and students."""

    students: int
    brochures: int
    separators: int
    sheets: int
    printed_sides: int
    white_sides: int

    @property
    def sides(self) -> int:
        """Pages of the file."""
        return self.printed_sides + self.white_sides


def tally(units: Sequence[Unit], groups: Sequence[Group], *, duplex: bool, impose: str | None) -> Tally:
    """Count without making anything."""
    printed = white = sheets = 0
    for unit in units:
        filled = [bool(side) for side in side_pieces(unit, duplex=duplex, impose=impose)]
        printed += sum(filled)
        white += len(filled) - sum(filled)
        sheets += -(-len(filled) // 2) if duplex else len(filled)
    return Tally(
        students=sum(len(group.packs) for group in groups),
        brochures=sum(pack.copies * len(pack.brochures) for group in groups for pack in group.packs),
        separators=sum(1 for unit in units for piece in unit.pieces if piece.kind != BROCHURE),
        sheets=sheets,
        printed_sides=printed,
        white_sides=white,
    )


def side_pieces(unit: Unit, *, duplex: bool, impose: str | None) -> list[list[tuple[Piece, int]]]:
    """What lies on each side of the unit's sheets: pieces and their pages; nothing on a white one."""
    if impose is None:
        sides = sides_of(unit, duplex=duplex)
        return [[(side.piece, side.page)] if side.piece else [] for side in sides]
    return [
        [(cell.side.piece, cell.side.page) for cell in side.cells if cell.side.piece]
        for side in imposed(unit, impose, duplex=duplex)
    ]
