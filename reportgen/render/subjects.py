"""What a layout can be for: `for = "…"` in layout.toml. One brochure, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields

from reportgen.values import dataclass

BROCHURE = "brochure"


def _brochure() -> type:
    from reportgen.brochure.value import Brochure

    return Brochure


def _comparison() -> type:
    from reportgen.comparison.value import CareerComparison

    return CareerComparison


def _poster() -> type:
    from reportgen.poster.value import Poster

    return Poster


@dataclass(frozen=True, slots=True)
class Subject:
    """`command` makes a PDF with such a layout; `papers` are the inch paper and the metric one that it is printed on.

    `document` gives the class of what is printed; only that of the layout in hand is imported.
    """

    command: str
    document: Callable[[], type]
    papers: tuple[str, str] = ("letter", "a4")

    @property
    def sections(self) -> tuple[str, ...]:
        """Those that its layout.toml may state."""
        return tuple(field.name for field in fields(self.document()))


SUBJECTS: Mapping[str, Subject] = {
    BROCHURE: Subject("reportgen brochure", _brochure),
    "comparison": Subject("reportgen compare", _comparison),
    "poster": Subject("reportgen poster", _poster, ("tabloid", "a3")),
}


def paper_like(paper: str, subject: str) -> str:
    """The paper for a subject that is to a brochure's what `paper` ("letter" or "a4") is."""
    return SUBJECTS[subject].papers[SUBJECTS[BROCHURE].papers.index(paper)]
