"""The first page of a book: what is in it, and how to print it."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.book.imposition import BOOKLET
from reportgen.book.separators import Style
from reportgen.book.setting import fitted, shortened
from reportgen.book.sheets import MARGIN_PT, Sheets
from reportgen.book.tally import Tally
from reportgen.values import dataclass

_ROW_PT = 18.0
# What the table of groups leaves to other words: on the first page, on those that follow.
_OTHER_WORDS_PT = (500.0, 140.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A group in the table: its label, students and brochures."""

    label: str
    students: int
    brochures: int


@dataclass(frozen=True, slots=True)
class Summary:
    """The words of the first page. `rows` is empty when there is only one group."""

    label: str
    tally: Tally
    careers: int
    rows: Sequence[Row]
    missing: int
    paper: str
    duplex: bool
    short_edge: bool
    impose: str | None
    printed_on: str


def pages_of_summary(groups: int, height_pt: float) -> int:
    """How many pages of this height the summary takes."""
    first, following = _rows(height_pt)
    return 1 + max(0, -(-(groups - first) // following)) if groups > 1 else 1


def _rows(height_pt: float) -> tuple[int, int]:
    """How many groups there is room for, on the first page and on each that follows."""
    first, following = (int((height_pt - other) / _ROW_PT) for other in _OTHER_WORDS_PT)
    return max(0, first), following


def draw_summary(sheets: Sheets, summary: Summary, style: Style) -> None:
    """Draw it, on as many sheets as `pages_of_summary` says."""
    y = MARGIN_PT + 22
    sheets.write("Print book", MARGIN_PT, y, 13, grey=True)
    size, lines = fitted(
        summary.label, sheets.bold.width, sheets.right_pt - MARGIN_PT, one_line=(38, 32, 27), two_lines=(27, 21, 16)
    )
    y += 10
    for place, words in enumerate(lines):
        y += size * 1.1
        sheets.write(words, MARGIN_PT, y, size, bold=True, kind="P" if place else "H1")
    y += 22
    sheets.rule(y)
    y += 12
    for name, value in _facts(summary):
        y += _ROW_PT + 2
        sheets.write(name, MARGIN_PT, y, 13, grey=True)
        sheets.write(value, MARGIN_PT + 150, y, 13)
    y += 34
    sheets.write("Before you print", MARGIN_PT, y, 15, bold=True, kind="H2")
    for words in _instructions(summary, style):
        y += _ROW_PT
        sheets.write(shortened(words, sheets.regular.width, 12.5, sheets.right_pt - MARGIN_PT), MARGIN_PT, y, 12.5)
    if summary.rows:
        _draw_rows(sheets, summary.rows, y + 34)


def _draw_rows(sheets: Sheets, rows: Sequence[Row], y: float) -> None:
    sheets.write("Groups, in this order", MARGIN_PT, y, 15, bold=True, kind="H2")
    first, following = _rows(sheets.height_pt)
    for place, row in enumerate(rows):
        if place >= first and (place - first) % following == 0:
            sheets.next()
            y = MARGIN_PT + 22
            sheets.write("Groups, continued", MARGIN_PT, y, 15, bold=True, kind="H2")
        y += _ROW_PT
        words = shortened(row.label, sheets.regular.width, 12.5, sheets.right_pt - MARGIN_PT - 200)
        sheets.write(words, MARGIN_PT, y, 12.5)
        sheets.write(_counted(row.students, "student"), sheets.right_pt - 100, y, 12.5, right=True)
        sheets.write(_counted(row.brochures, "brochure"), sheets.right_pt, y, 12.5, right=True)


def _facts(summary: Summary) -> list[tuple[str, str]]:
    tally = summary.tally
    found = [
        ("Students", f"{tally.students:,}"),
        ("Brochures", f"{tally.brochures:,}, on {_counted(summary.careers, 'career')}"),
        ("Separators", _counted(tally.separators, "page")),
        ("Paper", _counted(tally.sheets, "sheet")),
        ("Sides", f"{tally.printed_sides:,} printed, {tally.white_sides:,} left white"),
    ]
    if summary.printed_on:
        found.append(("Brochures of", summary.printed_on))
    if summary.missing:
        found.append(("Left out", f"{_counted(summary.missing, 'brochure')} that could not be made"))
    return found


def _instructions(summary: Summary, style: Style) -> list[str]:
    edge = "short" if summary.short_edge else "long"
    lines = [
        f"Print on both sides, turned over at the {edge} edge." if summary.duplex else "Print on one side only.",
        f"Actual size on {summary.paper} paper: no scaling, no fitting to the page.",
    ]
    if style.tray:
        lines.append(f"Separators: {style.tray}.")
    if summary.impose == BOOKLET:
        lines.append("Fold the sheets behind each separator together, in the middle.")
    lines.append("Separators show names of students: keep them inside the school, then shred them.")
    return lines


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
