"""Two to four occupations side by side in one place, as a value: every word and figure finished, before any HTML.

What is said of each occupation stands in the order of `CareerComparison.careers`. What is missing is a cell with
words, never no cell. Numbers beside labels are for drawing to one scale; what is printed is always the label.
"""

from __future__ import annotations

from typing import ClassVar

from reportgen.brochure.document import Document, SourceNumbers
from reportgen.brochure.value import PayMark, PayRow
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Career:
    """One of the occupations. `letter` ("A") stands for it where its title has no room, and tells it without colour."""

    letter: str
    title: str
    soc: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What one occupation has in a row. `published` False: `value` says that it is missing.

    `mark` is a word where the figure stands out ("highest"), `note` what belongs to it (its range, its band).
    """

    value: str
    note: str = ""
    mark: str = ""
    published: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of all occupations, each in a cell. `key`: "pay", "pay_us", "jobs", "openings", "growth" and so on."""

    key: str
    label: str
    note: str
    cells: tuple[Cell, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class SharedPay:
    """Pay ranges on one axis: for each occupation the state's bar and the nation's, or the nation's alone.

    `places` names the bars; `all_jobs` is the median of all jobs in the first place; `reading` says what is drawn.
    """

    places: tuple[str, ...]
    bars: tuple[tuple[PayRow, ...], ...]
    all_jobs: PayMark | None
    all_jobs_label: str
    unit: str
    reading: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class GrowthBar:
    """The projected change of one occupation's jobs. `percent` None: none is published, and `label` says so."""

    percent: float | None
    label: str


@dataclass(frozen=True, slots=True)
class SharedGrowth:
    """Growth on one axis, and that of all occupations; `period` is "2024–34"."""

    period: str
    bars: tuple[GrowthBar, ...]
    all_percent: float
    all_label: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Score:
    """A place on a scale that all share. `percent` of the scale's length; None: none is published."""

    percent: float | None
    label: str
    stands_out: bool = False


@dataclass(frozen=True, slots=True)
class ScoreRow:
    name: str
    words: str
    cells: tuple[Score, ...]


@dataclass(frozen=True, slots=True)
class Scores:
    """Several rows on one scale: the interests, the conditions of the work. `scale` says what it runs from and to."""

    rows: tuple[ScoreRow, ...]
    scale: str
    note: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Span:
    """From the lowest to the highest of the studies' percentile ranks, 0-100; None: no study covers it."""

    low: int | None
    high: int | None
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class Spans:
    """How exposed to machines the occupations are, on one scale."""

    cells: tuple[Span, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Lists:
    """A few lines on each occupation; none where nobody has written any."""

    cells: tuple[tuple[str, ...], ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class CareerComparison(Document):
    """Ready to be laid out. A section that says nothing of any of the occupations is None.

    `title` and `soc` join those of the occupations. `major_soc`, which gives the colour, is the group of the first;
    `group_title` is empty where the others are of another.
    """

    subject: ClassVar[str] = "comparison"

    careers: tuple[Career, ...]
    figures: tuple[Row, ...]
    pay: SharedPay | None
    growth: SharedGrowth | None
    duties: Lists | None
    interests: Scores | None
    conditions: Scores | None
    exposure: Spans | None
    strengths: Lists | None
    challenges: Lists | None
    pathway: Lists | None
    next_steps: Lists | None
