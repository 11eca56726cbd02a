"""Mailing labels: names on sheets of labels as shops sell them. For printing only."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from reportgen import resources
from reportgen.book.about import PRINT_ONLY
from reportgen.book.packs import labelled
from reportgen.book.setting import fitted, shortened
from reportgen.roster.value import Student
from reportgen.values import dataclass

_REGULAR, _BOLD = "reportgen-regular", "reportgen-bold"
_PADDING_PT = 9.0


@dataclass(frozen=True, slots=True)
class LabelSheet:
    """A sheet of labels, measures in points. `left` and `top` are where the first label begins on the sheet."""

    width: float
    height: float
    columns: int
    rows: int
    label_width: float
    label_height: float
    left: float
    top: float
    step_across: float
    step_down: float

    def place(self, number: int) -> tuple[float, float]:
        """Left and upper edge, from the upper left corner of the sheet, of a label (from 0, row after row)."""
        row, column = divmod(number, self.columns)
        return self.left + column * self.step_across, self.top + row * self.step_down


# Avery 5160: 30 labels of 2 5/8 × 1 inch on letter paper, 1/2 inch below its upper edge, 3/16 from its left one, with
# gaps of 1/8 between the columns and none between the rows.
SHEETS = {
    "avery-5160": LabelSheet(
        width=612, height=792, columns=3, rows=10, label_width=189, label_height=72, left=13.5, top=36,
        step_across=198, step_down=72,
    ),
}  # fmt: skip


def draw_labels(students: Sequence[Student], sheet: str, code: str) -> bytes:
    """A PDF with a label for each student: the name, homeroom and grade where the roster has them, and the code that
    the separator has too."""
    from reportlab.pdfgen.canvas import Canvas

    form, out = SHEETS[sheet], io.BytesIO()
    _register()
    canvas: Any = Canvas(out, (form.width, form.height), invariant=1, initialFontName=_REGULAR)
    canvas.setTitle("Mailing labels")
    canvas.setAuthor("reportgen")
    canvas.setCreator("reportgen")
    canvas.setSubject(PRINT_ONLY)
    canvas.setKeywords("print only")
    canvas.setViewerPreference("PrintScaling", "None")
    for number, student in enumerate(students):
        on_sheet = number % (form.columns * form.rows)
        if number and not on_sheet:
            canvas.showPage()
        left, top = form.place(on_sheet)
        _draw(canvas, form, left, top, student, f"{code}-{student.row:04}")
    canvas.save()
    return out.getvalue()


def _draw(canvas: Any, form: LabelSheet, left: float, top: float, student: Student, code: str) -> None:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    room = form.label_width - 2 * _PADDING_PT
    x, y = left + _PADDING_PT, form.height - top
    name = student.name if student.name and _has_all(student.name) else f"Row {student.row}"
    size, lines = fitted(
        name, lambda words, size: stringWidth(words, _BOLD, size), room, one_line=(13, 12, 11), two_lines=(12, 11, 10)
    )
    y -= 24 if len(lines) == 1 else 18
    for line in lines:
        canvas.setFont(_BOLD, size)
        canvas.drawString(x, y, line)
        y -= size * 1.1
    said = [labelled(student.homeroom, "homeroom"), labelled(student.grade, "grade")]
    below = " · ".join(words for words in said if words and _has_all(words))
    for words, size, grey, step in ((below, 10.5, 0, 3), (code, 8, 0.35, 16)):
        y -= step
        canvas.setFont(_REGULAR, size)
        canvas.setFillGray(grey)
        canvas.drawString(x, y, shortened(words, lambda text, at: stringWidth(text, _REGULAR, at), size, room))
    canvas.setFillGray(0)


def _register() -> None:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    folder = resources.folder("assets") / "fonts"
    for name, file in ((_REGULAR, "SourceSans3-Regular.ttf"), (_BOLD, "SourceSans3-Bold.ttf")):
        if name not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(name, str(folder / file)))


def _has_all(words: str) -> bool:
    """Whether the font has every letter."""
    from reportlab.pdfbase.pdfmetrics import getFont

    known = getFont(_BOLD).face.charToGlyph
    return all(ord(character) in known for character in words)
