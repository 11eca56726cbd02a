"""Strengths and challenges from figures, each with its reason; the thresholds are `data/rules/judgements.toml`.

A rule gives a judgement with its reason and the origin of its figures, or None when its figure is missing or does
not reach the threshold. The order of the lists is the order in which they are printed.
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
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import Judgement, Judgements
from reportgen.model.profile import GrowthBand, OccupationProfile
from reportgen.model.source import Origin
from reportgen.model.wage import PayPeriod

Finding = tuple[Judgement, tuple[Origin, ...]]
Rule = Callable[[OccupationProfile], Finding | None]
_MOST = 4

_EXACT, _REPEAT, _DISEASE, _FREEDOM, _PUBLIC = "4.C.3.b.4", "4.C.3.b.7", "4.C.2.c.1.b", "4.C.3.b.8", "4.C.1.b.1.f"


@cache
def thresholds() -> dict[str, Any]:
    path = resources.folder("data") / "rules" / "judgements.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def judgements(profile: OccupationProfile, sources: SourceList) -> Judgements | None:
    """At most four strengths and four challenges; None when no rule has anything to say."""
    strengths = [found for rule in STRENGTHS if (found := rule(profile))][:_MOST]
    challenges = [found for rule in CHALLENGES if (found := rule(profile))][:_MOST]
    if not strengths and not challenges:
        return None
    origins = [origin for _, cited in (*strengths, *challenges) for origin in cited]
    return Judgements(
        tuple(judgement for judgement, _ in strengths),
        tuple(judgement for judgement, _ in challenges),
        sources.cite(*origins),
    )


def _pay_against_all(profile: OccupationProfile, above: bool) -> Finding | None:
    period = period_of(profile)
    beside = profile.comparison.all_occupations
    if beside is None:
        return None
    own, other = median(profile.here, period), median(beside, period)
    if not own.is_published or other.known_usd is None or own.amount_usd is None:
        return None
    # A top-coded median is at least its cap, so it is above whatever lies below the cap.
    is_above = own.amount_usd > other.known_usd
    is_below = own.is_known and own.amount_usd < other.known_usd
    if not (is_above if above else is_below):
        return None
    place = "U.S." if profile.area.is_nation else profile.area.name
    word = "above" if above else "below"
    reason = f"{fmt.wage(own)} against {fmt.wage(other)} {fmt.UNIT[period]}"
    return Judgement(f"Pay {word} the {place} median for all jobs", reason), (profile.here.origin, beside.origin)


def _pay_above_all(profile: OccupationProfile) -> Finding | None:
    return _pay_against_all(profile, above=True)


def _pay_below_all(profile: OccupationProfile) -> Finding | None:
    return _pay_against_all(profile, above=False)


def _pay_against_same_schooling(profile: OccupationProfile, above: bool) -> Finding | None:
    """The nation's median against that of all jobs with the same entry education (BLS gives it for the nation only)."""
    entry, own = profile.entry, profile.nation.annual.median
    if entry is None or entry.same_education_median_usd is None or entry.same_education_origin is None:
        return None
    other = entry.same_education_median_usd
    ratio = thresholds()["same_schooling"]["ratio"]
    if own.amount_usd is None or (above and own.amount_usd < other * ratio):
        return None
    if not above and (not own.is_known or own.amount_usd > other / ratio):
        return None
    word = "more" if above else "less"
    other_text = fmt.dollars(other, PayPeriod.ANNUAL)
    reason = f"U.S. median {fmt.wage(own)}; jobs with the same entry education {other_text} {fmt.UNIT[PayPeriod.ANNUAL]}"
    text = f"Pays {word} than most jobs with the same schooling"
    return Judgement(text, reason), (profile.nation.origin, entry.same_education_origin)


def _more_than_same_schooling(profile: OccupationProfile) -> Finding | None:
    return _pay_against_same_schooling(profile, above=True)


def _less_than_same_schooling(profile: OccupationProfile) -> Finding | None:
    return _pay_against_same_schooling(profile, above=False)


def _growing(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.growth_band not in (GrowthBand.MUCH_FASTER, GrowthBand.FASTER):
        return None
    reason = (
        f"{fmt.signed_percent(figures.change_percent, 1)} in the U.S., {outlook.years(figures)}; "
        f"all occupations {fmt.signed_percent(figures.all_occupations_percent, 1)}"
    )
    return Judgement(f"Jobs growing {figures.growth_band.value}", reason), (figures.origin,)


def _shrinking(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.growth_band is not GrowthBand.DECLINE:
        return None
    reason = f"{fmt.signed_percent(figures.change_percent, 1)} in the U.S., {outlook.years(figures)}"
    return Judgement("Fewer of these jobs ten years on", reason), (figures.origin,)


def _slow(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.growth_band not in (GrowthBand.LITTLE_OR_NO_CHANGE, GrowthBand.SLOWER):
        return None
    reason = (
        f"{fmt.signed_percent(figures.change_percent, 1)} in the U.S., {outlook.years(figures)}; "
        f"all occupations {fmt.signed_percent(figures.all_occupations_percent, 1)}"
    )
    return Judgement("Little growth in the number of jobs", reason), (figures.origin,)


def _many_openings(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.openings_annual_jobs < thresholds()["many_openings"]["at_least_annual"]:
        return None
    reason = f"about {fmt.count(figures.openings_annual_jobs)} a{fmt.NBSP}year across the U.S., {outlook.years(figures)}"
    return Judgement("Many openings", reason), (figures.origin,)


def _few_openings(profile: OccupationProfile) -> Finding | None:
    figures = profile.projection
    if figures is None or figures.openings_annual_jobs > thresholds()["few_openings"]["at_most_annual"]:
        return None
    reason = f"{outlook.openings(figures)} a{fmt.NBSP}year across the U.S., {outlook.years(figures)}"
    return Judgement("Few openings", reason), (figures.origin,)


def _common_here(profile: OccupationProfile) -> Finding | None:
    quotient = profile.here.location_quotient
    if profile.area.is_nation or quotient is None or quotient < thresholds()["location_quotient"]["high"]:
        return None
    reason = f"{quotient:.1f} times the national share of jobs"
    return Judgement(f"More common in {profile.area.in_prose} than elsewhere", reason), (profile.here.origin,)


def _rare_here(profile: OccupationProfile) -> Finding | None:
    quotient = profile.here.location_quotient
    if profile.area.is_nation or quotient is None or quotient > thresholds()["location_quotient"]["low"]:
        return None
    reason = f"{quotient:.1f} times the national share of jobs"
    return Judgement(f"Less common in {profile.area.in_prose} than elsewhere", reason), (profile.here.origin,)


def _few_jobs_here(profile: OccupationProfile) -> Finding | None:
    jobs = profile.here.employment_jobs
    if profile.area.is_nation or jobs is None or jobs > thresholds()["few_jobs"]["at_most_jobs"]:
        return None
    return Judgement(f"Few jobs in {profile.area.in_prose}", f"{fmt.count(jobs)} jobs in the whole {profile.area.noun}"), (
        profile.here.origin,
    )


def _wide_pay_range(profile: OccupationProfile) -> Finding | None:
    here = wages_of(profile.here, period_of(profile))
    low, top = here.pct10, here.pct90
    if low.known_usd is None or top.amount_usd is None:
        return None
    if top.amount_usd < low.known_usd * thresholds()["pay_range"]["ratio"]:
        return None
    reason = f"the lowest tenth earn under {fmt.wage(low)}, the highest tenth over {fmt.wage(top)}"
    return Judgement("Pay that can rise a long way", reason), (profile.here.origin,)


def _short_schooling(profile: OccupationProfile) -> Finding | None:
    if profile.entry is None or profile.entry.education not in thresholds()["short_schooling"]["levels"]:
        return None
    reason = f"typical for entry: {education_in_prose(profile.entry.education)}"
    return Judgement("A start without college", reason), (profile.entry.origin,)


def _long_schooling(profile: OccupationProfile) -> Finding | None:
    if profile.entry is None or profile.entry.education not in thresholds()["long_schooling"]["levels"]:
        return None
    reason = f"typical for entry: {education_in_prose(profile.entry.education)}"
    return Judgement("Long schooling before the first job", reason), (profile.entry.origin,)


def _experience_first(profile: OccupationProfile) -> Finding | None:
    if profile.entry is None or profile.entry.experience is None:
        return None
    reason = f"typical: {names.lowered(profile.entry.experience)} in a related occupation"
    return Judgement("Experience needed first", reason), (profile.entry.origin,)


def _context_rule(element_id: str, threshold: str, text: str, what: str) -> Rule:
    def rule(profile: OccupationProfile) -> Finding | None:
        if profile.context is None:
            return None
        score = next((each for each in profile.context.scores if each.element_id == element_id), None)
        if score is None or score.score < thresholds()["work_context"][threshold]:
            return None
        reason = f"{what}: {score.score} of 100 (O*NET answers of {score.vintage.replace('-', '–')})"
        return Judgement(text, reason), (profile.context.origin,)

    return rule


def _exposed(profile: OccupationProfile) -> Finding | None:
    limit = thresholds()["exposure"]
    high = [each for each in profile.exposure if each.percentile >= limit["percentile"]]
    if len(high) < limit["studies"]:
        return None
    reason = f"in the most exposed quarter of occupations in {len(high)} of {len(profile.exposure)} measures"
    return Judgement("Work that AI or machines may change", reason), tuple(each.origin for each in high)


def education_in_prose(education: str) -> str:
    """A BLS education level inside a sentence: "a postsecondary nondegree award", "no formal credential"."""
    plain = education.replace("'", "’")
    if plain.startswith("No formal"):
        return "no formal educational credential"
    if plain == "Some college, no degree":
        return "some college, no degree"
    article = "an" if plain[0] in "AEIOU" else "a"
    return f"{article} {plain[0].lower()}{plain[1:]}"


STRENGTHS: tuple[Rule, ...] = (
    _pay_above_all,
    _growing,
    _more_than_same_schooling,
    _many_openings,
    _common_here,
    _short_schooling,
    _wide_pay_range,
    _context_rule(_FREEDOM, "freedom", "Freedom to plan the day", "deciding on tasks and priorities"),
)
CHALLENGES: tuple[Rule, ...] = (
    _shrinking,
    _pay_below_all,
    _less_than_same_schooling,
    _slow,
    _long_schooling,
    _experience_first,
    _few_jobs_here,
    _few_openings,
    _rare_here,
    _exposed,
    _context_rule(_REPEAT, "repetition", "The same tasks again and again", "repeating the same tasks"),
    _context_rule(_EXACT, "exact", "Mistakes matter", "being exact or accurate"),
    _context_rule(_PUBLIC, "public", "Customers all day", "dealing with customers or the public"),
    _context_rule(_DISEASE, "disease", "Exposure to disease", "exposed to disease or infections"),
)
