"""Where a printed figure came from: `explain(profile, "median")`.

Each field names one figure of the profile and the citation of its cell; a derived figure cites what it was computed
from and the rule.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable
from typing import Any

from reportgen.errors import NoSuchDataError, UsageError
from reportgen.model.profile import OccupationProfile, Rank, WageEstimate
from reportgen.model.source import Citation, Origin
from reportgen.model.wage import Wage, WageState
from reportgen.profile import rules
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure in words, what it is called, the cells it comes from (none: it is not in the store), and the rule."""

    field: str
    label: str
    value: str
    citations: tuple[Citation, ...]
    rule: str


Explainer = Callable[[OccupationProfile, str], Explanation]
NOT_PUBLISHED = "not published"


def explain(profile: OccupationProfile, field: str) -> Explanation:
    """Explain one field of the profile.

    Raises UsageError for an unknown field, NoSuchDataError when the store has nothing for it.
    """
    explainer = FIELDS.get(field.lower().replace("_", "-"))
    if explainer is None:
        close = difflib.get_close_matches(field.lower(), FIELDS, n=3, cutoff=0.4)
        hint = f"Did you mean {', '.join(close)}? " if close else ""
        raise UsageError(f"There is no field “{field}”.", cure=f"{hint}The fields are: {', '.join(FIELDS)}.")
    return explainer(profile, field)


def _wage_field(period: str, measure: str, label: str) -> Explainer:
    def explainer(profile: OccupationProfile, field: str) -> Explanation:
        estimate = profile.here
        wage: Wage = getattr(getattr(estimate, period), measure)
        column = f"{period}_{measure}_usd"
        citation = estimate.origin.citation(column)
        return Explanation(
            field, f"{label}, {estimate.area.name}, {citation.release.period}", _wage_words(wage), (citation,), ""
        )

    return explainer


def _wage_words(wage: Wage) -> str:
    if wage.amount_usd is None:
        return f"{NOT_PUBLISHED} (marked * by BLS, or not released for this occupation)"
    more = " or more (marked # by BLS)" if wage.state is WageState.TOP_CODED else ""
    decimals = 0 if wage.period.value == "annual" else 2
    return f"${wage.amount_usd:,.{decimals}f}{more}, {wage.period.value}"


def _estimate_field(attribute: str, label: str) -> Explainer:
    def explainer(profile: OccupationProfile, field: str) -> Explanation:
        value = getattr(profile.here, attribute)
        words = NOT_PUBLISHED if value is None else f"{value:,}"
        return Explanation(
            field, f"{label}, {profile.here.area.name}", words, (profile.here.origin.citation(attribute),), ""
        )

    return explainer


def _delta(profile: OccupationProfile, field: str) -> Explanation:
    def cell(estimate: WageEstimate) -> Citation:
        column = "hourly_median_usd" if estimate.hourly_only else "annual_median_usd"
        return estimate.origin.citation(column, rules.DELTA_RULE)

    words = "no figure" if profile.median_delta_percent is None else f"{profile.median_delta_percent:+d} %"
    return Explanation(
        field,
        f"Median in {profile.area.name} against the nation",
        words,
        (cell(profile.here), cell(profile.nation)),
        rules.DELTA_RULE,
    )


def _rank_field(attribute: str, column: str, label: str) -> Explainer:
    def explainer(profile: OccupationProfile, field: str) -> Explanation:
        rank: Rank | None = getattr(profile, attribute)
        if rank is None:
            raise NoSuchDataError(f"There is no {label.lower()} of {profile.title} in {profile.area.name}.", cure="")
        words = f"{rank.position} of {rank.count}" + (", shared" if rank.tied else "")
        return Explanation(field, label, words, (profile.here.origin.citation(column),), rules.RANK_RULE)

    return explainer


def _projection_field(attribute: str, label: str, rule: str = "") -> Explainer:
    def explainer(profile: OccupationProfile, field: str) -> Explanation:
        figures = profile.projection
        if figures is None:
            raise NoSuchDataError(f"The store has no projection for {profile.title}.", cure="")
        value = getattr(figures, attribute)
        words = NOT_PUBLISHED if value is None else f"{value:,}" if isinstance(value, int | float) else str(value)
        column = "change_percent" if attribute == "growth_band" else attribute
        source = rule
        if attribute == "growth_band":
            edition = rules.growth_words(figures.origin.release.period)
            source = edition.source if edition else rule
        return Explanation(field, label, words, (figures.origin.citation(column, source),), source)

    return explainer


def _entry_field(attribute: str, label: str) -> Explainer:
    def explainer(profile: OccupationProfile, field: str) -> Explanation:
        if profile.entry is None:
            raise NoSuchDataError(f"The store has no entry requirement for {profile.title}.", cure="")
        words = getattr(profile.entry, attribute) or "None (BLS names no requirement)"
        return Explanation(field, label, words, (profile.entry.origin.citation(attribute),), "")

    return explainer


def _interests(profile: OccupationProfile, field: str) -> Explanation:
    found = profile.interests
    if found is None:
        raise NoSuchDataError(f"O*NET has no interests for {profile.title}.", cure="")
    words = ", ".join(area.value for area in found.high_points) or "no high points"
    rule = rules.COMBINING_RULE if found.combined_from > 1 else ""
    return Explanation(field, "Interest high points", words, (found.origin.citation("", rule),), rule)


def _skills(profile: OccupationProfile, field: str) -> Explanation:
    if profile.skills is None:
        raise NoSuchDataError(f"The store has no skills for {profile.title}.", cure="")
    words = ", ".join(f"{each.name} {each.score}" for each in profile.skills.elements[:6])
    rule = rules.STANDARD_SCORE_RULE if profile.skills.source.value == "O*NET" else "percentile rank, as published"
    return Explanation(
        field, f"Top skills ({profile.skills.source.value})", words, (profile.skills.origin.citation(),), rule
    )


def _exposure(profile: OccupationProfile, field: str) -> Explanation:
    if not profile.exposure:
        raise NoSuchDataError(f"No study in the store covers {profile.title}.", cure="")
    words = "; ".join(
        f"{each.study} {each.year}: {each.value:.3g}, percentile {each.percentile} of {each.occupations} occupations"
        for each in profile.exposure
    )
    citations = tuple(each.origin.citation("value", rules.PERCENTILE_RULE) for each in profile.exposure)
    return Explanation(field, "Automation and AI exposure", words, citations, rules.PERCENTILE_RULE)


def _price_adjusted(profile: OccupationProfile, field: str) -> Explanation:
    adjusted = profile.price_adjusted
    if adjusted is None:
        raise NoSuchDataError(f"There is no price-adjusted median of {profile.title} in {profile.area.name}.", cure="")
    note = "" if adjusted.same_year else f" (prices of {adjusted.price_year}, wages of {adjusted.wage_period})"
    return Explanation(
        field, "Median at average U.S. prices", f"${adjusted.amount_usd:,}{note}", adjusted.citations, rules.PRICE_RULE
    )


def _work_life(profile: OccupationProfile, field: str) -> Explanation:
    if profile.work_life is None:
        raise NoSuchDataError(
            "The store has no O*NET work week, schedule and time pressure figures.",
            cure="Import the full O*NET archive: its Work Context table has them.",
        )
    citation = profile.work_life.origin.citation("score", rules.WORK_LIFE_RULE)
    words = f"{profile.work_life.index} of 10 (O*NET {profile.work_life.vintage})"
    return Explanation(field, "Work-life index", words, (citation,), rules.WORK_LIFE_RULE)


def _industries(profile: OccupationProfile, field: str) -> Explanation:
    if profile.industries is None:
        raise NoSuchDataError(f"The store has no industries for {profile.title}.", cure="")
    words = "; ".join(f"{each.title} {each.share_percent} %" for each in profile.industries.leading)
    citation = profile.industries.origin.citation("employment_jobs", rules.SHARE_RULE)
    return Explanation(field, "Leading industries, U.S.", words, (citation,), rules.SHARE_RULE)


def _listed(attribute: str, label: str) -> Explainer:
    def explainer(profile: OccupationProfile, field: str) -> Explanation:
        found = getattr(profile, attribute)
        if found is None:
            raise NoSuchDataError(f"The store has no {label.lower()} for {profile.title}.", cure="")
        origin: Origin = found.origin
        return Explanation(field, label, _WORDS[attribute](profile), (origin.citation(),), "")

    return explainer


_WORDS: dict[str, Callable[[OccupationProfile], str]] = {
    "programs": lambda profile: "; ".join(f"{each.cip} {each.title}" for each in _some(profile.programs).programs),
    "video": lambda profile: _some(profile.video).url,
    "job_zone": lambda profile: f"{_some(profile.job_zone).zone} of 5",
    "state_projection": lambda profile: (
        f"{_some(profile.state_projection).change_percent:+} %, {_some(profile.state_projection).period}"
    ),
}


def _some(value: Any) -> Any:
    assert value is not None
    return value


FIELDS: dict[str, Explainer] = {
    "employment": _estimate_field("employment_jobs", "Jobs"),
    "jobs-per-1000": _estimate_field("jobs_per_1000", "Jobs per 1,000"),
    "location-quotient": _estimate_field("location_quotient", "Location quotient"),
    "median": _wage_field("annual", "median", "Median annual wage"),
    "mean": _wage_field("annual", "mean", "Mean annual wage"),
    "pct10": _wage_field("annual", "pct10", "10th percentile, annual"),
    "pct25": _wage_field("annual", "pct25", "25th percentile, annual"),
    "pct75": _wage_field("annual", "pct75", "75th percentile, annual"),
    "pct90": _wage_field("annual", "pct90", "90th percentile, annual"),
    "hourly-median": _wage_field("hourly", "median", "Median hourly wage"),
    "hourly-mean": _wage_field("hourly", "mean", "Mean hourly wage"),
    "delta": _delta,
    "employment-rank": _rank_field("employment_rank", "employment_jobs", "Rank by jobs"),
    "median-rank": _rank_field("median_rank", "annual_median_usd", "Rank by median"),
    "price-adjusted-median": _price_adjusted,
    "employment-base": _projection_field("employment_base_jobs", "Jobs in the projection's base year, U.S."),
    "employment-projected": _projection_field("employment_projected_jobs", "Projected jobs, U.S."),
    "growth": _projection_field("change_percent", "Projected change in percent, U.S."),
    "growth-words": _projection_field("growth_band", "Growth in words"),
    "openings": _projection_field("openings_annual_jobs", "Openings a year, U.S."),
    "self-employed": _projection_field("self_employed_percent", "Self-employed in percent, U.S."),
    "state-projection": _listed("state_projection", "State projection"),
    "education": _entry_field("education", "Typical education for entry"),
    "experience": _entry_field("experience", "Experience in a related occupation"),
    "training": _entry_field("training", "On-the-job training"),
    "job-zone": _listed("job_zone", "Job zone"),
    "interests": _interests,
    "skills": _skills,
    "industries": _industries,
    "programs": _listed("programs", "Programmes of study"),
    "exposure": _exposure,
    "work-life": _work_life,
    "video": _listed("video", "Career video"),
}
