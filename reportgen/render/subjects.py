"""What a layout can be for: `for = "…"` in layout.toml. One brochure, unless it says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from reportgen.brochure.value import Brochure
from reportgen.comparison.value import CareerComparison
from reportgen.poster.value import Poster
from reportgen.values import dataclass

BROCHURE = "brochure"


@dataclass(frozen=True, slots=True)
class Subject:
    """`command` makes a PDF with such a layout; `sections` are those that its layout.toml may state; `papers` the inch
    paper and the metric one that it is printed on.
    """

    command: str
    sections: tuple[str, ...]
    papers: tuple[str, str] = ("letter", "a4")


def _sections(document: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(document))


SUBJECTS: Mapping[str, Subject] = {
    BROCHURE: Subject("reportgen brochure", _sections(Brochure)),
    "comparison": Subject("reportgen compare", _sections(CareerComparison)),
    "poster": Subject("reportgen poster", _sections(Poster), ("tabloid", "a3")),
}


def paper_like(paper: str, subject: str) -> str:
    """The paper for a subject that is to a brochure's what `paper` ("letter" or "a4") is."""
    return SUBJECTS[subject].papers[SUBJECTS[BROCHURE].papers.index(paper)]
