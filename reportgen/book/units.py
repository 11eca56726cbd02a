"""Groups → the sheets of a book in order: what stands on a front, what on a back, what is left white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportgen.book.merge.part import Part
from reportgen.book.packs import Brochure, Group, Key, Pack
from reportgen.values import dataclass

SUMMARY, GROUP, STUDENT, BROCHURE = "summary", "group", "student", "brochure"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the book at one of its places. `brochure` is set for a brochure, `pack` for all that is a student's."""

    kind: str
    part: Part
    group: Group | None = None
    pack: Pack | None = None
    brochure: Brochure | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """Pieces that stay together when sheets are folded or cut: the set of brochures of one person."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """A page of the book; `piece` None: left white. `is_front`: it has to lie on the front of a sheet."""

    piece: Piece | None
    page: int = 0
    is_front: bool = False


def units_of(
    summary: Sequence[Part],
    groups: Sequence[Group],
    group_sheets: Mapping[int, Part],
    student_sheets: Mapping[int, Part],
    brochures: Mapping[Key, Part],
) -> list[Unit]:
    """The book in order. Group sheets are by the number of the group, student sheets by the row of the student.

    A student's copies follow each other as sets. The separator belongs to the set of a student who gets one.
    """
    units = [Unit(tuple(Piece(SUMMARY, part) for part in summary))]
    for group in groups:
        if group.number in group_sheets:
            units.append(Unit((Piece(GROUP, group_sheets[group.number], group),)))
        for pack in group.packs:
            cover = Piece(STUDENT, student_sheets[pack.student.row], group, pack)
            pieces = tuple(Piece(BROCHURE, brochures[each.key], group, pack, each) for each in pack.brochures)
            if pack.copies == 1:
                units.append(Unit((cover, *pieces)))
            else:
                units += [Unit((cover,)), *[Unit(pieces)] * (pack.copies if pieces else 0)]
    return units


def sides_of(unit: Unit, *, duplex: bool) -> list[Side]:
    """The pages of a unit; with `duplex` every piece begins on a front, and a white back is put in where it must be."""
    sides = []
    for piece in unit.pieces:
        sides += [Side(piece, page, page == 0) for page in range(len(piece.part.pages))]
        if duplex and len(sides) % 2:
            sides.append(Side(None))
    return sides
