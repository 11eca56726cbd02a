"""The papers that a brochure is printed on."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.errors import UsageError


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


PAPERS = {
    "letter": Paper("letter", 612.0, 792.0),
    "a4": Paper("a4", 595.28, 841.89),
}


def paper_named(name: str) -> Paper:
    """The paper of that name, in any case. Raises UsageError for another."""
    try:
        return PAPERS[name.lower()]
    except KeyError:
        raise UsageError(f"There is no paper “{name}”.", cure=f"Papers: {', '.join(PAPERS)}.") from None
