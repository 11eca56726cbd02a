"""What printing the books takes: sheets, sides, ink, and what it costs at given prices. Nothing is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from reportgen.book.books import BookPlan
from reportgen.book.coverage import Ink
from reportgen.book.merge.part import Page, Part
from reportgen.book.packs import Key
from reportgen.book.summary import pages_of_summary
from reportgen.book.tally import Tally, side_pieces, tally
from reportgen.book.units import Piece, Unit, units_of
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Prices:
    """In the user's own currency; None where none was given."""

    sheet: float | None = None
    colour_side: float | None = None
    mono_side: float | None = None

    @property
    def are_given(self) -> bool:
        return any(price is not None for price in (self.sheet, self.colour_side, self.mono_side))


@dataclass(frozen=True, slots=True)
class Costs:
    """Of paper, of sides in colour, and of sides in black only."""

    sheets: float
    colour_sides: float
    mono_sides: float

    @property
    def total(self) -> float:
        return self.sheets + self.colour_sides + self.mono_sides


@dataclass(frozen=True, slots=True)
class Estimate:
    """`colour_sides` and `mono_sides` add up to the printed sides. Sides of brochures that were not measured count as
    coloured; `unmeasured_sides` says how many. `ink` is the average of a brochure's page, None when none was measured.
    """

    tally: Tally
    books: int
    colour_sides: int
    mono_sides: int
    unmeasured_sides: int
    ink: Ink | None

    def costs(self, prices: Prices) -> Costs:
        """A price that is not given counts as nothing."""
        return Costs(
            self.tally.sheets * (prices.sheet or 0),
            self.colour_sides * (prices.colour_side or 0),
            self.mono_sides * (prices.mono_side or 0),
        )


def estimate(
    plans: Sequence[BookPlan],
    pages: Mapping[Key, int],
    page_size_pt: tuple[float, float],
    ink: Mapping[Key, Sequence[Ink]],
    *,
    duplex: bool,
    impose: str | None,
) -> Estimate:
    """`pages` is how many each brochure has; `ink`, for each page, of those that were measured."""
    blank = Page((0.0, 0.0, *page_size_pt), b"", (), b"")
    brochures = {key: Part((blank,) * count, []) for key, count in pages.items()}
    units = [_units(plan, brochures, Part((blank,), [])) for plan in plans]
    tallies = [
        tally(of_book, plan.groups, duplex=duplex, impose=impose) for of_book, plan in zip(units, plans, strict=True)
    ]
    kinds: Counter[str] = Counter()
    printed: list[Ink] = []
    for unit in (unit for of_book in units for unit in of_book):
        for side in side_pieces(unit, duplex=duplex, impose=impose):
            inks = list(_inks(side, ink))
            printed += (each for each in inks if each is not None)
            if side:
                kinds[_kind(inks)] += 1
    return Estimate(
        tally=Tally(*(sum(getattr(each, field.name) for each in tallies) for field in fields(Tally))),
        books=len(plans),
        colour_sides=kinds["colour"] + kinds["unmeasured"],
        mono_sides=kinds["mono"],
        unmeasured_sides=kinds["unmeasured"],
        ink=_average(printed) if printed else None,
    )


def _units(plan: BookPlan, brochures: Mapping[Key, Part], sheet: Part) -> list[Unit]:
    group_sheets = {group.number: sheet for group in plan.groups if group.label}
    student_sheets = {pack.student.row: sheet for group in plan.groups for pack in group.packs}
    return units_of(
        [sheet] * pages_of_summary(len(plan.groups), sheet.pages[0].height_pt),
        plan.groups,
        group_sheets,
        student_sheets,
        brochures,
    )


def _inks(side: Sequence[tuple[Piece, int]], ink: Mapping[Key, Sequence[Ink]]) -> Iterator[Ink | None]:
    """Of the brochures' pages on a side; our own sheets are black."""
    for piece, page in side:
        if piece.brochure is not None:
            measured = ink.get(piece.brochure.key)
            yield measured[page] if measured else None


def _kind(inks: Sequence[Ink | None]) -> str:
    if any(each is not None and each.is_coloured for each in inks):
        return "colour"
    return "unmeasured" if None in inks else "mono"


def _average(inks: Sequence[Ink]) -> Ink:
    count = len(inks)
    black, colour = sum(each.black for each in inks) / count, sum(each.colour for each in inks) / count
    return Ink(black, colour, any(each.is_coloured for each in inks))
