"""Growth: the projection, and what studies say of machines."""

from __future__ import annotations

from reportgen.brochure import format as fmt
from reportgen.brochure import names
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import Exposure, ExposureDot, Projection
from reportgen.model.profile import GrowthBand, OccupationProfile
from reportgen.model.profile import Projection as Figures

# How the published words stand in a sentence about jobs.
BAND_IN_PROSE = {
    GrowthBand.MUCH_FASTER: "much faster than the average for all occupations",
    GrowthBand.FASTER: "faster than the average for all occupations",
    GrowthBand.AS_FAST: "about as fast as the average for all occupations",
    GrowthBand.SLOWER: "slower than the average for all occupations",
}
# Studies further apart than this many percentile points are said to disagree.
_DISAGREEMENT = 40


def years(figures: Figures) -> str:
    """2024–34."""
    return fmt.span(figures.base_year, figures.projected_year)


def growth_sentence(figures: Figures, subject: str) -> str:
    """What the nation's jobs are projected to do, in the edition's own words where it has them."""
    period = f"from {figures.base_year} to {figures.projected_year}"
    change = figures.change_percent
    if change == 0:
        start = f"Across the U.S., the number of jobs for {subject} is projected to stay the same {period}"
    else:
        verb = "grow" if change > 0 else "shrink"
        start = f"Across the U.S., jobs for {subject} are projected to {verb} {fmt.percent(abs(change), 1)} {period}"
    if figures.growth_band in BAND_IN_PROSE:
        return (
            f"{start}, {BAND_IN_PROSE[figures.growth_band]} ({fmt.signed_percent(figures.all_occupations_percent, 1)})."
        )
    return f"{start}; all occupations: {fmt.signed_percent(figures.all_occupations_percent, 1)}."


def openings(figures: Figures) -> str:
    """Openings a year as printed. The publisher prints hundreds, so its 0.0 thousand is some number below 50."""
    return fmt.count(figures.openings_annual_jobs) if figures.openings_annual_jobs else "fewer than 50"


def openings_sentence(figures: Figures) -> str:
    number = f"About {openings(figures)}" if figures.openings_annual_jobs else fmt.capitalised(openings(figures))
    return f"{number} openings a{fmt.NBSP}year are expected across the U.S."


def projection(profile: OccupationProfile, sources: SourceList) -> Projection | None:
    figures = profile.projection
    if figures is None:
        return None
    own = profile.state_projection
    sentences = [openings_sentence(figures) + _replacement(figures)]
    if own and own.change_percent is not None:
        sentences.append(
            f"{fmt.capitalised(profile.area.in_prose)}’s own projection, made earlier for "
            f"{own.period.replace('-', '–')}: {fmt.signed_percent(own.change_percent, 1)}."
        )
    return Projection(
        base_year=figures.base_year,
        projected_year=figures.projected_year,
        base_jobs=figures.employment_base_jobs,
        base_label=fmt.count(figures.employment_base_jobs),
        projected_jobs=figures.employment_projected_jobs,
        projected_label=fmt.count(figures.employment_projected_jobs),
        change_percent=figures.change_percent,
        change_label=fmt.signed_percent(figures.change_percent, 1),
        all_percent=figures.all_occupations_percent,
        all_label=fmt.signed_percent(figures.all_occupations_percent, 1),
        band=fmt.capitalised(figures.growth_band.value) if figures.growth_band else "",
        openings_label=openings(figures),
        sentences=tuple(sentences),
        sources=sources.cite(figures.origin, own.origin if own and own.change_percent is not None else None),
    )


def _replacement(figures: Figures) -> str:
    """Most openings replace people who leave: said only where the figures say so."""
    new_jobs_a_year = figures.change_jobs / (figures.projected_year - figures.base_year)
    if figures.openings_annual_jobs and new_jobs_a_year < figures.openings_annual_jobs / 2:
        return " Most of them replace people who change occupations or retire."
    return ""


def exposure(profile: OccupationProfile, sources: SourceList) -> Exposure | None:
    """A dated range over the studies, never one number, and one honest sentence."""
    readings = profile.exposure
    if not readings:
        return None
    low = min(reading.percentile for reading in readings)
    high = max(reading.percentile for reading in readings)
    first, last = readings[0].year, readings[-1].year
    dated = str(first) if first == last else f"{first}\N{EN DASH}{last}"
    if len(readings) == 1:
        where = f"One study ({dated}) ranks the occupation at the {fmt.ordinal(low)} percentile of exposure."
    else:
        number = _COUNT.get(len(readings), str(len(readings)))
        between = f"between the {fmt.ordinal(low)} and the {fmt.ordinal(high)} percentile"
        where = f"{number} measures ({dated}) rank it {between}."
    sentences = [where, "They show what machines could do; none predicts job losses."]
    if high - low > _DISAGREEMENT:
        sentences.append("They disagree widely: each asks a different question.")
    dots = tuple(
        ExposureDot(f"{reading.study} {reading.year}", reading.year, reading.percentile) for reading in readings
    )
    return Exposure(dots, tuple(sentences), sources.cite(*(reading.origin for reading in readings)))


_COUNT = {2: "Two", 3: "Three", 4: "Four", 5: "Five", 6: "Six"}


def place_sentence(profile: OccupationProfile) -> str:
    """How the state's number of jobs stands among the others, for the insights."""
    rank = profile.employment_rank
    jobs = profile.here.employment_jobs
    if rank is None or jobs is None:
        return ""
    area = fmt.capitalised(profile.area.in_prose)
    if rank.position == 1 and not rank.tied:
        return f"{area} has more of these jobs than any other state: {fmt.count(jobs)}."
    place = f"shares the {fmt.ordinal(rank.position)} place" if rank.tied else f"ranks {fmt.ordinal(rank.position)}"
    return (
        f"{area} has {fmt.count(jobs)} of these jobs and {place} among the {rank.count} states and territories "
        f"that publish a figure."
    )


def subject(profile: OccupationProfile) -> str:
    return names.workers(profile.sentence_title)
