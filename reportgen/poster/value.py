"""The poster as a value: every word and figure finished, before any HTML.

How many occupations it shows depends on the paper, so it holds them all, in the order in which they are chosen, and
the sentence on the choice for every number of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from reportgen.brochure.document import Document
from reportgen.brochure.value import PayMark
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class PosterRow:
    """One occupation. `band` is the place of its entry education, from 0 for the most.

    `pay` is drawn to scale; without an annual figure its amount is None, and its label is the hourly figure, or words
    where none is published. `change_percent` is for the arrow; where it is None, `growth` is words.
    """

    soc: str
    title: str
    band: int
    band_title: str
    pay: PayMark
    pay_published: bool
    change_percent: float | None
    growth: str
    openings: str
    openings_published: bool


@dataclass(frozen=True, slots=True)
class PosterBand:
    """The occupations of one entry education, the best paid first."""

    title: str
    rows: tuple[PosterRow, ...]


@dataclass(frozen=True, slots=True)
class PosterHeads:
    """The heads over the figures."""

    pay: str
    growth: str
    openings: str


@dataclass(frozen=True, slots=True)
class PosterLink:
    """The official page about the group: a sentence, the address, and its printed form."""

    sentence: str
    url: str
    printed_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster(Document):
    """A group in a place. `rows`: those with the most openings first. `choices[n - 1]` says which n are shown.

    `soc` is the SOC major group's code, "" for a group of the Handbook. `notes` say what the figures are.
    """

    subject: ClassVar[str] = "poster"

    rows: tuple[PosterRow, ...]
    choices: tuple[str, ...]
    heads: PosterHeads
    notes: tuple[str, ...]
    link: PosterLink

    def bands(self, count: int) -> tuple[PosterBand, ...]:
        """The first `count` rows by entry education, the most schooling first; in a band the best paid first."""
        return bands_of(self.rows[:count])


def bands_of(rows: Sequence[PosterRow]) -> tuple[PosterBand, ...]:
    """Rows by entry education, the most schooling first; in a band the best paid first, those without pay last."""
    ordered = sorted(rows, key=lambda row: (row.band, -(row.pay.amount_usd or 0), row.title))
    grouped = groupby(ordered, key=lambda row: row.band_title)
    return tuple(PosterBand(title, tuple(members)) for title, members in grouped)
