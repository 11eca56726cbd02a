"""How a document is printed, whatever it is and whatever layout it has: for a print shop, in greys, in large print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from reportgen.errors import UsageError
from reportgen.render.layout import Layout, available_layouts
from reportgen.render.paper import Paper
from reportgen.values import dataclass

_MM_PT = 72 / 25.4
_METRIC = ("a4", "a3")
_METRIC_BLEED_PT = 3 * _MM_PT
_INCH_BLEED_PT = 9.0  # an eighth of an inch
_MARKS_PT = 21.0  # beyond the bleed: a gap and the marks


@dataclass(frozen=True, slots=True)
class PrintOptions:
    """`bleed`: backgrounds that reach the edge go on beyond it, to be cut off. `marks`: where to cut. `greyscale`: no
    colours. `large_print`: nothing smaller than 18 points, on as many pages as that takes.
    """

    bleed: bool = False
    marks: bool = False
    greyscale: bool = False
    large_print: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """Those that are on, as the command line has them without dashes: ("bleed", "large-print")."""
        return tuple(name.replace("_", "-") for name in _NAMES if getattr(self, name))

    @property
    def is_trimmed(self) -> bool:
        """Whether the sheet is larger than the page, and is cut."""
        return self.bleed or self.marks

    def bleed_pt(self, paper: Paper) -> float:
        """How far beyond the page's edge backgrounds go: 1/8 in of inch papers, 3 mm of metric ones."""
        return _usual_bleed_pt(paper) if self.bleed else 0.0

    def slug_pt(self, paper: Paper) -> float:
        """How much the sheet is larger than the page, on each side. Marks begin where a bleed would end."""
        if self.marks:
            return _usual_bleed_pt(paper) + _MARKS_PT
        return self.bleed_pt(paper)


_NAMES = tuple(field.name for field in fields(PrintOptions))
AS_USUAL = PrintOptions()


def require_printable(layout: Layout, options: PrintOptions) -> None:
    """Raise UsageError when the layout cannot be printed so."""
    if options.large_print and not layout.has_large_print:
        fitting = [each.name for each in available_layouts(layout.subject) if each.has_large_print]
        raise UsageError(
            f"There is no large print of the layout “{layout.name}”.",
            cure=f"Choose one that may take more pages: --layout {_one_of(fitting)}."
            if fitting
            else "Leave --large-print out.",
        )


def _one_of(names: Sequence[str]) -> str:
    """a, b or c."""
    *others, last = names
    return f"{', '.join(others)} or {last}" if others else last


def _usual_bleed_pt(paper: Paper) -> float:
    return _METRIC_BLEED_PT if paper.name in _METRIC else _INCH_BLEED_PT
