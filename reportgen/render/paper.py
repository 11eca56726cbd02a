"""The papers that a brochure is printed on, and how a layout uses a sheet of one."""

from __future__ import annotations

from dataclasses import replace

from reportgen.errors import UsageError
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and its margin on all sides, in points."""

    name: str
    width_pt: float
    height_pt: float
    margin_pt: float = 36.0

    @property
    def content_width_pt(self) -> float:
        """Width between the margins."""
        return self.width_pt - 2 * self.margin_pt

    @property
    def content_height_pt(self) -> float:
        """Height between the margins."""
        return self.height_pt - 2 * self.margin_pt


@dataclass(frozen=True, slots=True)
class Use:
    """What `[paper]` in layout.toml says. `copies` of the page stand side by side on a sheet, to be cut apart."""

    landscape: bool = False
    margin_pt: float = 36.0
    copies: int = 1

    def page_on(self, sheet: Paper) -> Paper:
        """The page that is laid out on a sheet given upright: turned, or its part of the sheet."""
        sides = (sheet.height_pt, sheet.width_pt) if self.landscape else (sheet.width_pt, sheet.height_pt)
        return replace(sheet, width_pt=sides[0] / self.copies, height_pt=sides[1], margin_pt=self.margin_pt)


PAPERS = {
    "letter": Paper("letter", 612.0, 792.0),
    "a4": Paper("a4", 595.28, 841.89),
    "tabloid": Paper("tabloid", 792.0, 1224.0),
    "a3": Paper("a3", 841.89, 1190.55),
}


def paper_named(name: str) -> Paper:
    """The paper of that name, in any case. Raises UsageError for another."""
    try:
        return PAPERS[name.lower()]
    except KeyError:
        raise UsageError(f"There is no paper “{name}”.", cure=f"Papers: {', '.join(PAPERS)}.") from None
