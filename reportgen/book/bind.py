"""Binds one book: reads its brochures, draws its sheets, puts all in order, and looks at the result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.book.about import About
from reportgen.book.assemble import assemble
from reportgen.book.check import require_sound
from reportgen.book.imposition import BOOKLET, FOUR_UP
from reportgen.book.library import Library
from reportgen.book.merge.part import Part
from reportgen.book.packs import Group, Key, Pack, labelled
from reportgen.book.separators import GroupSheet, StudentSheet, Style, draw_group, draw_student
from reportgen.book.sheets import Sheets
from reportgen.book.summary import Row, Summary, draw_summary, pages_of_summary
from reportgen.book.tally import Tally, tally
from reportgen.book.units import units_of
from reportgen.errors import ReportgenError, UsageError
from reportgen.render.repair import PRINTED_KEY
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Binding:
    """How a book is made. `impose` is one of `imposition.IMPOSITIONS`, None for page after page.

    `paper` is the sheet's name as it is printed; `code` begins the codes of all separators.
    """

    style: Style
    duplex: bool
    impose: str | None
    paper: str
    code: str


@dataclass(frozen=True, slots=True)
class Bound:
    """A book, checked, and what it comes to. `tagged`: it is accessible; otherwise it is for printing only."""

    data: bytes
    tally: Tally
    tagged: bool


def bind(label: str, groups: Sequence[Group], there: Mapping[Key, Path], how: Binding, library: Library) -> Bound:
    """Make the book of these groups, whose packs hold brochures of `there` only.

    Raises ReportgenError when a brochure cannot be read or the result is not sound.
    """
    keys = dict.fromkeys(brochure.key for group in groups for pack in group.packs for brochure in pack.brochures)
    brochures = {key: library.part(there[key]) for key in keys}
    first = next(iter(brochures.values())).pages[0]
    short_edge = require_foldable(first.width_pt > first.height_pt, how.impose)
    typefaces = library.typefaces()

    def sheets() -> Sheets:
        return Sheets(first.width_pt, first.height_pt, typefaces)

    group_sheets = _group_sheets(groups, sheets(), how)
    student_sheets = _student_sheets(groups, sheets(), brochures, how)
    blank = [Part(brochures[next(iter(keys))].pages[:1], [])] * pages_of_summary(len(groups), first.height_pt)
    units = units_of(blank, groups, group_sheets, student_sheets, brochures)
    counted = tally(units, groups, duplex=how.duplex, impose=how.impose)
    summary = sheets()
    draw_summary(summary, _summary(label, groups, counted, brochures, short_edge, how, summary), how.style)
    units = units_of(summary.parts(), groups, group_sheets, student_sheets, brochures)
    language = next(iter(brochures.values())).language
    subject = f"{counted.brochures:,} brochures for {counted.students:,} students"
    about = About(f"Print book: {label}", subject, language, how.duplex, short_edge)
    made = assemble(units, about, impose=how.impose)
    require_sound(made, duplex=how.duplex)
    if len(made.pages) != counted.sides:
        raise ReportgenError(f"The book has {len(made.pages)} pages instead of {counted.sides}. It was not kept.")
    return Bound(made.data, counted, made.tagged)


def require_foldable(landscape: bool, impose: str | None) -> bool:
    """Whether sheets are turned over at the short edge. Raises UsageError for a booklet of pages that lie on a side."""
    if impose == BOOKLET and landscape:
        raise UsageError(
            "A booklet needs upright pages, and this layout's lie on their side.",
            cure="Choose another layout, or --impose 2up.",
        )
    return landscape if impose in (None, FOUR_UP) else not landscape


def _group_sheets(groups: Sequence[Group], sheets: Sheets, how: Binding) -> dict[int, Part]:
    named = [group for group in groups if group.label]
    for place, group in enumerate(named):
        if place:
            sheets.next()
        packs = group.packs
        count = sum(pack.copies * len(pack.brochures) for pack in packs)
        lines = [
            f"{len(packs):,} {'student' if len(packs) == 1 else 'students'}",
            f"{count:,} {'brochure' if count == 1 else 'brochures'}",
        ]
        above = f"Group {place + 1} of {len(named)}" if len(named) > 1 else "Group"
        code = f"{how.code}-G{group.number:02}"
        draw_group(sheets, GroupSheet(_group_name(group, sheets), above, lines, code), how.style)
    return dict(zip((group.number for group in named), sheets.parts(), strict=True)) if named else {}


def _student_sheets(
    groups: Sequence[Group], sheets: Sheets, brochures: Mapping[Key, Part], how: Binding
) -> dict[int, Part]:
    rows: list[int] = []
    for group in groups:
        for pack in group.packs:
            if rows:
                sheets.next()
            draw_student(sheets, _student_sheet(group, pack, sheets, brochures, how), how.style)
            rows.append(pack.student.row)
    return dict(zip(rows, sheets.parts(), strict=True))


def _student_sheet(
    group: Group, pack: Pack, sheets: Sheets, brochures: Mapping[Key, Part], how: Binding
) -> StudentSheet:
    student = pack.student
    counted = f"Student {pack.number:,} of {len(group.packs):,}"
    above = f"{_group_name(group, sheets)} · {counted}" if group.label else counted
    # The group's own value is not said twice.
    said = [labelled(student.homeroom, "homeroom"), labelled(student.grade, "grade")]
    below = [printable(words, sheets) for words in said if words and words != group.label]
    name = printable(student.name, sheets)
    if student.name and not name:
        below.append("the name has letters that cannot be printed here: see the list")
    lines = []
    for each in pack.brochures:
        count = len(brochures[each.key].pages)
        lines.append((each.title, f"{each.key[1].name}, {count} {'page' if count == 1 else 'pages'}"))
    return StudentSheet(
        name=name or f"Row {student.row}",
        above=above,
        below=" · ".join(filter(None, below)),
        lines=lines,
        copies=pack.copies,
        missing=pack.missing,
        code=f"{how.code}-{student.row:04}",
        step=pack.number - 1,
    )


def _group_name(group: Group, sheets: Sheets) -> str:
    return printable(group.label, sheets) or f"Group {group.number}"


def printable(words: str, sheets: Sheets) -> str:
    """The words where the fonts have all of their letters; "" otherwise, since half a name would be another's."""
    return "" if sheets.bold.lacks(words) or sheets.regular.lacks(words) else words


def _summary(
    label: str,
    groups: Sequence[Group],
    counted: Tally,
    brochures: Mapping[Key, Part],
    short_edge: bool,
    how: Binding,
    sheets: Sheets,
) -> Summary:
    dates = {part.facts[PRINTED_KEY] for part in brochures.values() if PRINTED_KEY in part.facts}
    rows = [
        Row(
            _group_name(group, sheets), len(group.packs), sum(pack.copies * len(pack.brochures) for pack in group.packs)
        )
        for group in groups
    ]
    return Summary(
        label=printable(label, sheets) or "Brochures",
        tally=counted,
        careers=len({soc for soc, _ in brochures}),
        rows=rows if len(rows) > 1 else (),
        missing=sum(pack.copies * len(pack.missing) for group in groups for pack in group.packs),
        paper=how.paper,
        duplex=how.duplex,
        short_edge=short_edge,
        impose=how.impose,
        printed_on=next(iter(dates)) if len(dates) == 1 else "",
    )
