"""The rules of the strengths and challenges. Each takes a profile and gives a `Finding`, or None.

None means that the figure is missing or does not reach the threshold (`data/rules/judgements.toml`): a rule without
data says nothing. A finding cites the very cells that it was made from.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from functools import cache
from typing import Any

from reportgen import resources
from reportgen.brochure import format as fmt
from reportgen.brochure import names, outlook
from reportgen.brochure.pay import median, period_of, wages_of
from reportgen.brochure.value import Judgement
from reportgen.model.profile import EntryRequirement, GrowthBand, OccupationProfile, Projection
from reportgen.model.source import Citation
from reportgen.model.wage import PayPeriod
from reportgen.values import dataclass

# O*NET work context elements.
_EXACT, _REPEAT, _DISEASE, _FREEDOM, _PUBLIC = "4.C.3.b.4", "4.C.3.b.7", "4.C.2.c.1.b", "4.C.3.b.8", "4.C.1.b.1.f"


@dataclass(frozen=True, slots=True)
class Finding:
    """A judgement with the cells that it was made from."""

    judgement: Judgement
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """`key` is the rule's section in `judgements.toml`."""

    key: str
    find: Callable[[OccupationProfile], Finding | None]


@cache
def _document() -> dict[str, dict[str, Any]]:
    path = resources.folder("data") / "rules" / "judgements.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def threshold(key: str, name: str) -> Any:
    return _document()[key][name]


def rule_in_words(key: str) -> str:
    """The rule with its threshold, and where the threshold is from."""
    section = _document()[key]
    numbers = {
        name: ", ".join(value) if isinstance(value, list) else f"{value:,}" if isinstance(value, int) else value
        for name, value in section.items()
    }
    return f"{section['rule'].format(**numbers)} ({section['source']})"


# --- pay ----------------------------------------------------------------------------------------------------------


def pay_above_all(profile: OccupationProfile) -> Finding | None:
    return _pay_against_all(profile, above=True)


def pay_below_all(profile: OccupationProfile) -> Finding | None:
    return _pay_against_all(profile, above=False)


def _pay_against_all(profile: OccupationProfile, *, above: bool) -> Finding | None:
    period = period_of(profile)
    beside = profile.comparison.all_occupations
    if beside is None:
        return None
    own, other = median(profile.here, period), median(beside, period)
    if own.amount_usd is None or other.known_usd is None:
        return None
    # A top-coded median is at least its cap, so it is above whatever lies below the cap.
    is_above = own.amount_usd > other.known_usd
    is_below = own.is_known and own.amount_usd < other.known_usd
    if not (is_above if above else is_below):
        return None
    place = "U.S." if profile.area.is_nation else profile.area.name
    word = "above" if above else "below"
    column = f"{period.value}_median_usd"
    return Finding(
        Judgement(
            f"Pay {word} the {place} median for all jobs",
            f"{fmt.wage(own)} against {fmt.wage(other)} {fmt.UNIT[period]}",
        ),
        (profile.here.origin.citation(column), beside.origin.citation(column)),
    )


def more_than_same_schooling(profile: OccupationProfile) -> Finding | None:
    return _pay_against_same_schooling(profile, above=True)


def less_than_same_schooling(profile: OccupationProfile) -> Finding | None:
    return _pay_against_same_schooling(profile, above=False)


def _pay_against_same_schooling(profile: OccupationProfile, *, above: bool) -> Finding | None:
    """The nation's median against that of all jobs with the same entry education (BLS gives it for the nation only)."""
    entry, own = profile.entry, profile.nation.annual.median
    if entry is None or entry.same_education_median_usd is None or entry.same_education_origin is None:
        return None
    other, ratio = entry.same_education_median_usd, threshold("same_schooling", "ratio")
    if own.amount_usd is None or (above and own.amount_usd < other * ratio):
        return None
    if not above and (not own.is_known or own.amount_usd > other / ratio):
        return None
    year = PayPeriod.ANNUAL
    return Finding(
        Judgement(
            f"Pays {'more' if above else 'less'} than most jobs with the same schooling",
            f"U.S. median {fmt.wage(own)}; jobs with the same entry education "
            f"{fmt.dollars(other, year)} {fmt.UNIT[year]}",
        ),
        (
            profile.nation.origin.citation("annual_median_usd"),
            entry.same_education_origin.citation("annual_median_usd"),
        ),
    )


def wide_pay_range(profile: OccupationProfile) -> Finding | None:
    period = period_of(profile)
    low, top = wages_of(profile.here, period).pct10, wages_of(profile.here, period).pct90
    if low.known_usd is None or top.amount_usd is None:
        return None
    if top.amount_usd < low.known_usd * threshold("pay_range", "ratio"):
        return None
    return Finding(
        Judgement(
            "Pay that can rise a long way",
            f"the lowest tenth earn under {fmt.wage(low)}, "
            f"the highest tenth over {fmt.dollars(top.amount_usd, period)}",
        ),
        tuple(profile.here.origin.citation(f"{period.value}_{each}_usd") for each in ("pct10", "pct90")),
    )


# --- growth and openings ------------------------------------------------------------------------------------------


def growing(profile: OccupationProfile) -> Finding | None:
    return _growth(profile, "Jobs growing {band}", GrowthBand.MUCH_FASTER, GrowthBand.FASTER)


def shrinking(profile: OccupationProfile) -> Finding | None:
    return _growth(profile, "Fewer of these jobs ten years on", GrowthBand.DECLINE)


def slow(profile: OccupationProfile) -> Finding | None:
    return _growth(profile, "Little growth in the number of jobs", GrowthBand.LITTLE_OR_NO_CHANGE, GrowthBand.SLOWER)


def _growth(profile: OccupationProfile, text: str, *bands: GrowthBand) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.growth_band not in bands:
        return None
    reason = (
        f"{fmt.signed_percent(figures.change_percent, 1)} in the U.S., {outlook.years(figures)}; "
        f"all occupations {fmt.signed_percent(figures.all_occupations_percent, 1)}"
    )
    return Finding(
        Judgement(text.format(band=figures.growth_band.value), reason), (figures.origin.citation("change_percent"),)
    )


def many_openings(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.openings_annual_jobs < threshold("many_openings", "at_least_annual"):
        return None
    return _openings(figures, "Many openings", f"about {outlook.openings(figures)}")


def few_openings(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.openings_annual_jobs > threshold("few_openings", "at_most_annual"):
        return None
    return _openings(figures, "Few openings", outlook.openings(figures))


def _openings(figures: Projection, text: str, number: str) -> Finding:
    reason = f"{number} a{fmt.NBSP}year across the U.S., {outlook.years(figures)}"
    return Finding(Judgement(text, reason), (figures.origin.citation("openings_annual_jobs"),))


# --- the area -----------------------------------------------------------------------------------------------------


def common_here(profile: OccupationProfile) -> Finding | None:
    quotient = profile.here.location_quotient
    if profile.area.is_nation or quotient is None or quotient < threshold("location_quotient", "high"):
        return None
    return _quotient(profile, "More", quotient)


def rare_here(profile: OccupationProfile) -> Finding | None:
    quotient = profile.here.location_quotient
    if profile.area.is_nation or quotient is None or quotient > threshold("location_quotient", "low"):
        return None
    return _quotient(profile, "Less", quotient)


def _quotient(profile: OccupationProfile, word: str, quotient: float) -> Finding:
    return Finding(
        Judgement(
            f"{word} common in {profile.area.in_prose} than elsewhere",
            f"{quotient:.2f} times the national share of jobs",
        ),
        (profile.here.origin.citation("location_quotient"),),
    )


def few_jobs_here(profile: OccupationProfile) -> Finding | None:
    jobs = profile.here.employment_jobs
    if profile.area.is_nation or jobs is None or jobs > threshold("few_jobs", "at_most_jobs"):
        return None
    return Finding(
        Judgement(f"Few jobs in {profile.area.in_prose}", f"{fmt.count(jobs)} jobs in the whole {profile.area.noun}"),
        (profile.here.origin.citation("employment_jobs"),),
    )


# --- the way in ---------------------------------------------------------------------------------------------------


def short_schooling(profile: OccupationProfile) -> Finding | None:
    return _schooling(profile.entry, "short_schooling", "A start without college")


def long_schooling(profile: OccupationProfile) -> Finding | None:
    return _schooling(profile.entry, "long_schooling", "Long schooling before the first job")


def _schooling(entry: EntryRequirement | None, key: str, text: str) -> Finding | None:
    if entry is None or entry.education not in threshold(key, "levels"):
        return None
    reason = f"typical for entry: {names.education(entry.education)}"
    return Finding(Judgement(text, reason), (entry.origin.citation("education"),))


def experience_first(profile: OccupationProfile) -> Finding | None:
    if profile.entry is None or profile.entry.experience is None:
        return None
    reason = f"typical: {names.lowered(profile.entry.experience)} in a related occupation"
    return Finding(Judgement("Experience needed first", reason), (profile.entry.origin.citation("experience"),))


# --- the work -----------------------------------------------------------------------------------------------------


def freedom(profile: OccupationProfile) -> Finding | None:
    return _context(profile, "freedom", _FREEDOM, "Freedom to plan the day", "deciding on tasks and priorities")


def repetition(profile: OccupationProfile) -> Finding | None:
    return _context(profile, "repetition", _REPEAT, "The same tasks again and again", "repeating the same tasks")


def exactness(profile: OccupationProfile) -> Finding | None:
    return _context(profile, "exactness", _EXACT, "Mistakes matter", "being exact or accurate")


def public(profile: OccupationProfile) -> Finding | None:
    return _context(profile, "public", _PUBLIC, "Customers all day", "dealing with customers or the public")


def disease(profile: OccupationProfile) -> Finding | None:
    return _context(profile, "disease", _DISEASE, "Exposure to disease", "exposed to disease or infections")


def _context(profile: OccupationProfile, key: str, element_id: str, text: str, what: str) -> Finding | None:
    if profile.context is None:
        return None
    score = next((each for each in profile.context.scores if each.element_id == element_id), None)
    if score is None or score.score < threshold(key, "at_least_score"):
        return None
    reason = f"{what}: {score.score} of 100 (O*NET answers of {score.vintage.replace('-', '–')})"
    return Finding(Judgement(text, reason), (profile.context.origin.citation("score"),))


def exposed(profile: OccupationProfile) -> Finding | None:
    high = [each for each in profile.exposure if each.percentile >= threshold("exposure", "at_least_percentile")]
    if len(high) < threshold("exposure", "at_least_studies"):
        return None
    reason = f"in the most exposed quarter of occupations in {len(high)} of {len(profile.exposure)} measures"
    return Finding(
        Judgement("Work that AI or machines may change", reason),
        tuple(each.origin.citation(each.measure) for each in high),
    )
