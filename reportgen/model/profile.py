"""One occupation in one area, as the official sources describe it: frozen values, each with its origin.

A figure that a source does not publish is None (or a `Wage` that is not available); a list without entries is empty.
Nothing here is formatted and nothing is worded: that is the brochure's work.
"""

from __future__ import annotations

from enum import StrEnum

from reportgen.model.area import Area
from reportgen.model.soc import SocCode
from reportgen.model.source import Citation, Origin
from reportgen.model.wage import Wage, WageDistribution
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class WageEstimate:
    """OEWS employment and wages of one occupation in one area. Employment None = not published."""

    area: Area
    soc: SocCode
    employment_jobs: int | None
    jobs_per_1000: float | None
    location_quotient: float | None
    annual: WageDistribution
    hourly: WageDistribution
    annual_only: bool
    hourly_only: bool
    origin: Origin

    @property
    def has_any_figure(self) -> bool:
        return self.employment_jobs is not None or self.annual.is_published or self.hourly.is_published


@dataclass(frozen=True, slots=True)
class Rank:
    """A place among the areas that publish the figure: `position` (ties share it) of `count`."""

    position: int
    count: int
    tied: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A row of the table of places: an area's estimate and its median's difference from the nation's, in percent."""

    estimate: WageEstimate
    delta_percent: int | None
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """Medians to hold the occupation's against, in the same area and release. `major_title` names the SOC group."""

    all_occupations: WageEstimate | None
    major_group: WageEstimate | None
    major_title: str


@dataclass(frozen=True, slots=True)
class PriceAdjustedMedian:
    """The annual median in the prices of the average state: wage / (price index / 100).

    `same_year` False: the newest price index in the store is of another year than the wage, which must be said.
    """

    amount_usd: int
    price_index: float
    price_year: int
    wage_period: str
    same_year: bool
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """The national annual median of one May."""

    period: str
    median: Wage
    origin: Origin


class GrowthBand(StrEnum):
    MUCH_FASTER = "much faster than average"
    FASTER = "faster than average"
    AS_FAST = "as fast as average"
    SLOWER = "slower than average"
    LITTLE_OR_NO_CHANGE = "little or no change"
    DECLINE = "decline"


@dataclass(frozen=True, slots=True)
class Projection:
    """The national projection. `growth_band` None: the edition has no published cut-offs for its words."""

    base_year: int
    projected_year: int
    employment_base_jobs: int
    employment_projected_jobs: int
    change_jobs: int
    change_percent: float
    all_occupations_percent: float
    openings_annual_jobs: int
    self_employed_percent: float | None
    growth_band: GrowthBand | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class StateProjection:
    """The state's own projection, of its own period; its openings are not comparable between states."""

    period: str
    employment_base_jobs: int | None
    employment_projected_jobs: int | None
    change_percent: float | None
    openings_annual_jobs: int | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class EntryRequirement:
    """What BLS says is typical for entry, in its words. None: it says that none is needed.

    `same_education_median_usd` is the nation's annual median of all occupations with this entry education, with its
    origin; None where the store lacks it.
    """

    education: str
    experience: str | None
    training: str | None
    origin: Origin
    same_education_median_usd: int | None
    same_education_origin: Origin | None


@dataclass(frozen=True, slots=True)
class Share:
    """A named percentage of a whole."""

    name: str
    percent: float


@dataclass(frozen=True, slots=True)
class Attainment:
    """Schooling of the workers of 25 years and more, from least to most. `exact_match` False: of a wider occupation."""

    shares: tuple[Share, ...]
    exact_match: bool
    origin: Origin


class InterestArea(StrEnum):
    """Holland's six, in O*NET's order and numbering (1 = Realistic … 6 = Conventional)."""

    REALISTIC = "Realistic"
    INVESTIGATIVE = "Investigative"
    ARTISTIC = "Artistic"
    SOCIAL = "Social"
    ENTERPRISING = "Enterprising"
    CONVENTIONAL = "Conventional"


@dataclass(frozen=True, slots=True)
class InterestProfile:
    """O*NET interest scores (1-7) in the order of `InterestArea`, and the high points as published.

    `combined_from` counts the O*NET occupations that were averaged; with more than one the high points are ours:
    the areas in the order of the averaged scores, as many as the members mostly have.
    """

    scores: tuple[float, ...]
    high_points: tuple[InterestArea, ...]
    combined_from: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class RatedElement:
    """One skill, area of knowledge, ability or activity. `score` is O*NET's standard score, 0-100."""

    element_id: str
    name: str
    score: int


class SkillSource(StrEnum):
    ONET = "O*NET"
    BLS = "BLS Employment Projections"


@dataclass(frozen=True, slots=True)
class Skills:
    """The highest skills first. O*NET importance on 0-100; from BLS a percentile rank among occupations, 0-100.

    `imputed`: BLS took the values from similar occupations.
    """

    source: SkillSource
    elements: tuple[RatedElement, ...]
    imputed: bool
    origin: Origin


@dataclass(frozen=True, slots=True)
class Ratings:
    """A domain of O*NET ratings (knowledge, abilities, work activities), highest first."""

    elements: tuple[RatedElement, ...]
    combined_from: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class WorkStyle:
    """A work style that O*NET counts as distinctive for the occupation, rank 1 first."""

    name: str
    rank: int


@dataclass(frozen=True, slots=True)
class WorkStyles:
    styles: tuple[WorkStyle, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class ContextScore:
    """A work context figure, 0-100, with the O*NET years that it comes from."""

    element_id: str
    name: str
    score: int
    vintage: str


@dataclass(frozen=True, slots=True)
class WorkContext:
    scores: tuple[ContextScore, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class WorkLife:
    """How much the work leaves of the week, 0-10: 10 x (1 - mean of work week, schedule and time pressure on 0-1)."""

    index: float
    vintage: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class Technologies:
    """Software by name, those that employers ask for often ("hot", "in demand") first."""

    names: tuple[str, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class Industry:
    """Employment of the occupation in one industry (4-digit NAICS), and its share of the occupation's jobs."""

    naics: str
    title: str
    employment_jobs: int
    share_percent: float


@dataclass(frozen=True, slots=True)
class Industries:
    leading: tuple[Industry, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class JobZone:
    """O*NET job zone, 1 (little preparation) to 5 (extensive)."""

    zone: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class RelatedOccupation:
    """A related occupation that OEWS publishes, with its median in the same area, else the nation's."""

    soc: SocCode
    title: str
    median: Wage
    median_area: Area
    entry_education: str | None
    origin: Origin


@dataclass(frozen=True, slots=True)
class Program:
    """A programme of study (Classification of Instructional Programs, 2020)."""

    cip: str
    title: str


@dataclass(frozen=True, slots=True)
class Programs:
    programs: tuple[Program, ...]
    origin: Origin


@dataclass(frozen=True, slots=True)
class CareerVideo:
    url: str
    verified_on: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class HandbookLink:
    title: str
    url: str
    origin: Origin


@dataclass(frozen=True, slots=True)
class ExposureReading:
    """What one study says: its own value, and the percentile rank (0-100) among the OEWS occupations it covers."""

    study: str
    year: int
    measure: str
    value: float
    percentile: int
    occupations: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class OccupationProfile:
    """Everything that the store knows of one occupation in one area.

    `sentence_title` is the title in sentence case, as the projections print it, with its capitals where they belong.
    """

    soc: SocCode
    title: str
    sentence_title: str
    title_origin: Origin
    alternate_titles: tuple[str, ...]
    area: Area
    major_title: str
    here: WageEstimate
    nation: WageEstimate
    median_delta_percent: int | None
    employment_rank: Rank | None
    median_rank: Rank | None
    places: tuple[Place, ...]
    comparison: Comparison
    national_comparison: Comparison
    price_adjusted: PriceAdjustedMedian | None
    trend: tuple[TrendPoint, ...]
    projection: Projection | None
    state_projection: StateProjection | None
    entry: EntryRequirement | None
    attainment: Attainment | None
    job_zone: JobZone | None
    interests: InterestProfile | None
    skills: Skills | None
    knowledge: Ratings | None
    abilities: Ratings | None
    activities: Ratings | None
    styles: WorkStyles | None
    context: WorkContext | None
    work_life: WorkLife | None
    technologies: Technologies | None
    industries: Industries | None
    related: tuple[RelatedOccupation, ...]
    programs: Programs | None
    video: CareerVideo | None
    handbook: HandbookLink | None
    exposure: tuple[ExposureReading, ...]
    tasks: tuple[str, ...]
    tasks_origin: Origin | None
