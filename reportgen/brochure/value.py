"""The brochure as a value: every word and figure finished, before any HTML.

A layout prints what is here and computes nothing. A section that has nothing to say is None (or an empty tuple) and
is left out. `sources` of a section are numbers into `Brochure.sources`. Numbers beside labels (`amount_usd`,
`percent`) are for drawing charts to scale; what is printed is always the label.
"""

from __future__ import annotations

from typing import ClassVar

from reportgen.brochure.document import Document, SourceNumbers
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One of the large figures: `key`: "pay", "jobs", "growth", "schooling". `published` False: `value` is words."""

    key: str
    label: str
    value: str
    note: str
    published: bool
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of the key facts. `published` False: `value` says that the figure is missing."""

    label: str
    value: str
    published: bool


@dataclass(frozen=True, slots=True)
class KeyFacts:
    rows: tuple[Fact, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Sentences:
    """Running text: paragraphs, or items of a list (`insights`, duties)."""

    items: tuple[str, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class NamedLine:
    """A name and one line about it (a specialisation, a step of the pathway)."""

    name: str
    line: str


@dataclass(frozen=True, slots=True)
class NamedLines:
    items: tuple[NamedLine, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class SkillsAndTools:
    """Two columns: what one works with, and what one is good at. `technical_source` labels where each came from."""

    technical: tuple[str, ...]
    personal: tuple[str, ...]
    note: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class SkillBar:
    name: str
    score: int
    label: str


@dataclass(frozen=True, slots=True)
class TopSkills:
    """`scale_note` says in words what the 0-100 scores are."""

    bars: tuple[SkillBar, ...]
    scale_note: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Judgement:
    """A strength or a challenge with its reason in figures."""

    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Judgements:
    strengths: tuple[Judgement, ...]
    challenges: tuple[Judgement, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class PayMark:
    """A wage on the pay chart: `amount_usd` None = not published; `open_ended` = "or more" (label "$239,200+")."""

    amount_usd: float | None
    label: str
    open_ended: bool


@dataclass(frozen=True, slots=True)
class PayRow:
    """One bar: the 10th, 25th, 50th, 75th and 90th percentile of one area. `missing` says so when none is published."""

    area: str
    marks: tuple[PayMark, PayMark, PayMark, PayMark, PayMark]
    missing: str


@dataclass(frozen=True, slots=True)
class Pay:
    """Pay rows (the state first, then the nation), the median of all jobs beside, and sentences on them.

    `unit` is "a year" or "an hour".
    """

    rows: tuple[PayRow, ...]
    all_jobs: PayMark | None
    all_jobs_label: str
    unit: str
    sentences: tuple[str, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A row of the wage table. `delta_percent` None: `delta` is words or a dash with a meaning ("same year" …)."""

    name: str
    jobs: str
    jobs_published: bool
    median: str
    median_published: bool
    delta: str
    delta_percent: int | None
    is_chosen: bool
    is_nation: bool


@dataclass(frozen=True, slots=True)
class Places:
    """States with most jobs, and their wages. `marker` is beside the chosen row ("your state", "your territory")."""

    heading: str
    rows: tuple[PlaceRow, ...]
    marker: str
    note: str
    unit: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class ComparisonBar:
    """One bar. `group` is what is compared ("All occupations"), `area` the series ("Texas", "United States")."""

    group: str
    area: str
    mark: PayMark


@dataclass(frozen=True, slots=True)
class Comparison:
    bars: tuple[ComparisonBar, ...]
    unit: str
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Projection:
    """Jobs now and ten years on, the change beside that of all occupations, in words and to scale."""

    base_year: int
    projected_year: int
    base_jobs: int
    base_label: str
    projected_jobs: int
    projected_label: str
    change_percent: float
    change_label: str
    all_percent: float
    all_label: str
    band: str
    openings_label: str
    sentences: tuple[str, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class TrendDot:
    year: int
    mark: PayMark


@dataclass(frozen=True, slots=True)
class Trend:
    dots: tuple[TrendDot, ...]
    unit: str
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class InterestBar:
    """An interest area on /10. `words` says what it is ("hands-on work")."""

    name: str
    letter: str
    words: str
    score_on_ten: float
    label: str
    is_high_point: bool


@dataclass(frozen=True, slots=True)
class Interests:
    """Sorted bars, the high-point letters as published ("CI"), and one sentence on how to read them."""

    bars: tuple[InterestBar, ...]
    letters: str
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class ExposureDot:
    """A study's percentile rank among occupations; `label` is its short name with the year."""

    label: str
    year: int
    percentile: int


@dataclass(frozen=True, slots=True)
class Exposure:
    dots: tuple[ExposureDot, ...]
    sentences: tuple[str, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class IndustryShare:
    name: str
    percent: float
    label: str


@dataclass(frozen=True, slots=True)
class Workplaces:
    """Where they work: settings (from our texts) and the industries with most of the jobs."""

    settings: tuple[str, ...]
    industries: tuple[IndustryShare, ...]
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class SimilarOccupation:
    title: str
    median: str
    median_published: bool
    education: str


@dataclass(frozen=True, slots=True)
class Similar:
    rows: tuple[SimilarOccupation, ...]
    note: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class ChecklistGroup:
    """Tick boxes of one time: "Grade 9" … "After high school"."""

    heading: str
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Checklist:
    groups: tuple[ChecklistGroup, ...]
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class Video:
    """A career video: the address for the link and the QR code, and the short form that is printed."""

    url: str
    printed_url: str
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class PriceAdjusted:
    label: str
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True)
class WorkLife:
    """The work-life index: `index` on 0-10 for drawing, `label` as printed ("6.2 of 10")."""

    index: float
    label: str
    sentence: str
    sources: SourceNumbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Brochure(Document):
    """One occupation in one place, ready to be laid out. See the module's note on sections that are left out."""

    subject: ClassVar[str] = "brochure"

    summary: Sentences | None
    key_figures: tuple[KeyFigure, ...]
    key_facts: KeyFacts
    insights: Sentences | None
    duties: Sentences | None
    specialisations: NamedLines | None
    skills_and_tools: SkillsAndTools | None
    top_skills: TopSkills | None
    pathway: NamedLines | None
    workplaces: Workplaces | None
    pay: Pay | None
    comparison: Comparison | None
    price_adjusted: PriceAdjusted | None
    trend: Trend | None
    places: Places | None
    projection: Projection | None
    exposure: Exposure | None
    interests: Interests | None
    difficulty: Sentences | None
    good_fit: Sentences | None
    judgements: Judgements | None
    checklist: Checklist | None
    video: Video | None
    similar: Similar | None
    # Names of licenses and certifications with their issuers, and questions for a job shadow; from our texts only.
    credentials: NamedLines | None = None
    ask_a_worker: Sentences | None = None
    # Only where the store holds the three O*NET figures that it is computed from (not in the shipped one).
    work_life: WorkLife | None = None
