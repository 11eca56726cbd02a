"""What stands on the sheets between the brochures: for whom the next ones are, how many, and a code without a name."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.book.setting import fitted, shortened
from reportgen.book.sheets import MARGIN_PT, Sheets
from reportgen.values import dataclass

_EDGE_PT = 18.0  # what office printers leave white
_TAB_PT = 16.0
_STEPS = 12
_FOOT_PT = 72.0
_QUIET_PT = 18.0  # of a Code 128, left of its first bar


@dataclass(frozen=True, slots=True)
class Style:
    """How separators are told apart from brochures. `tray` is a note for who fills the printer, "" for none."""

    barcode: str = "code128"
    tray: str = ""


@dataclass(frozen=True, slots=True)
class StudentSheet:
    """The words of a student's separator. `lines` are (brochure, place and pages)."""

    name: str
    above: str
    below: str
    lines: Sequence[tuple[str, str]]
    copies: int
    missing: Sequence[str]
    code: str
    step: int


@dataclass(frozen=True, slots=True)
class GroupSheet:
    """The words of a group's separator."""

    label: str
    above: str
    lines: Sequence[str]
    code: str


def draw_student(sheets: Sheets, sheet: StudentSheet, style: Style) -> None:
    """A tab at the edge steps down from student to student, so that the sheet is found in a pile."""
    room = sheets.height_pt - 2 * _EDGE_PT
    sheets.block(
        sheets.width_pt - _EDGE_PT - _TAB_PT, _EDGE_PT + room * (sheet.step % _STEPS) / _STEPS, _TAB_PT, room / _STEPS
    )
    y = MARGIN_PT + 22
    sheets.write(sheet.above, MARGIN_PT, y, 13, grey=True)
    size, lines = _large(sheet.name, sheets, 44)
    y += 12
    for line in lines:
        y += size * 1.08
        sheets.write(line, MARGIN_PT, y, size, bold=True, kind="H2")
    if sheet.below:
        y += 26
        sheets.write(sheet.below, MARGIN_PT, y, 17)
    y += 24
    sheets.rule(y)
    y += 28
    count = len(sheet.lines)
    sheets.write(f"{count} {'brochure' if count == 1 else 'brochures'} behind this sheet", MARGIN_PT, y, 14, bold=True)
    if sheet.copies > 1:
        sheets.write(f"{sheet.copies:,} copies of each", sheets.right_pt, y, 14, bold=True, right=True)
    last = sheets.height_pt - MARGIN_PT - _FOOT_PT - (22 + 18 * len(sheet.missing) if sheet.missing else 0)
    shown = sheet.lines if y + 20 * count <= last else sheet.lines[: max(1, int((last - y) / 20) - 1)]
    for title, note in shown:
        y += 20
        note_width = sheets.regular.width(note, 11)
        sheets.write(note, sheets.right_pt, y, 11, grey=True, right=True)
        sheets.write(
            shortened(title, sheets.regular.width, 13, sheets.right_pt - MARGIN_PT - note_width - 12), MARGIN_PT, y, 13
        )
    if len(shown) < count:
        y += 20
        sheets.write(f"and {count - len(shown)} more", MARGIN_PT, y, 13)
    if sheet.missing:
        _draw_missing(sheets, sheet.missing, y + 18)
    _draw_foot(sheets, sheet.code, style)


def draw_group(sheets: Sheets, sheet: GroupSheet, style: Style) -> None:
    """A bar along the whole edge: a group begins."""
    sheets.block(sheets.width_pt - _EDGE_PT - _TAB_PT, _EDGE_PT, _TAB_PT, sheets.height_pt - 2 * _EDGE_PT)
    y = sheets.height_pt * 0.24
    sheets.write(sheet.above, MARGIN_PT, y, 15, grey=True)
    size, lines = _large(sheet.label, sheets, 64)
    y += 14
    for line in lines:
        y += size * 1.08
        sheets.write(line, MARGIN_PT, y, size, bold=True, kind="H2")
    y += 30
    sheets.rule(y)
    y += 12
    for words in sheet.lines:
        y += 24
        sheets.write(words, MARGIN_PT, y, 17)
    _draw_foot(sheets, sheet.code, style)


def _large(words: str, sheets: Sheets, largest: float) -> tuple[float, list[str]]:
    """In one line if it need not be much smaller, else in two."""
    return fitted(
        words,
        sheets.bold.width,
        sheets.right_pt - MARGIN_PT - _TAB_PT,
        one_line=(largest, largest * 0.85, largest * 0.7),
        two_lines=(largest * 0.7, largest * 0.55, largest * 0.42),
    )


def _draw_missing(sheets: Sheets, missing: Sequence[str], y: float) -> None:
    height = 22 + 18 * len(missing)
    sheets.frame(MARGIN_PT, y, sheets.right_pt - MARGIN_PT, height)
    sheets.write("Not in this pack:", MARGIN_PT + 10, y + 18, 13, bold=True)
    for place, title in enumerate(missing, 1):
        words = shortened(title, sheets.regular.width, 13, sheets.right_pt - MARGIN_PT - 20)
        sheets.write(words, MARGIN_PT + 10, y + 18 + 18 * place, 13)


def _draw_foot(sheets: Sheets, code: str, style: Style) -> None:
    top = sheets.height_pt - MARGIN_PT - _FOOT_PT
    if style.barcode == "qr":
        sheets.qr(code, MARGIN_PT - 8, top, 78)
        sheets.write(code, MARGIN_PT + 78, top + 44, 12)
    else:
        sheets.code_128(code, MARGIN_PT - _QUIET_PT, top + 6, 44)
        sheets.write(code, MARGIN_PT, top + 68, 12)
    sheets.write("Separator sheet, not for handing out", sheets.right_pt, top + 68, 11, grey=True, right=True)
    if style.tray:
        words = shortened(f"Paper or tray: {style.tray}", sheets.bold.width, 13, sheets.width_pt / 2)
        sheets.write(words, sheets.right_pt, top + 48, 13, bold=True, right=True)
