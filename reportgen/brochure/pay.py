"""Pay: the range chart, the wage table, comparisons, price levels and the national trend."""

from __future__ import annotations

from reportgen.brochure import format as fmt
from reportgen.brochure import names
from reportgen.brochure.sources import SourceList
from reportgen.brochure.value import (
    Comparison,
    ComparisonBar,
    Pay,
    PayMark,
    PayRow,
    PlaceRow,
    Places,
    PriceAdjusted,
    Trend,
    TrendDot,
)
from reportgen.model.profile import OccupationProfile, WageEstimate
from reportgen.model.wage import PayPeriod, Wage, WageDistribution, WageState


def period_of(profile: OccupationProfile) -> PayPeriod:
    """Annual, or hourly for the few occupations that publish hourly wages only. One is never turned into the other."""
    return PayPeriod.HOURLY if profile.here.hourly_only else PayPeriod.ANNUAL


def wages_of(estimate: WageEstimate, period: PayPeriod) -> WageDistribution:
    return estimate.hourly if period is PayPeriod.HOURLY else estimate.annual


def median(estimate: WageEstimate, period: PayPeriod) -> Wage:
    return wages_of(estimate, period).median


def mark(wage: Wage) -> PayMark:
    return PayMark(wage.amount_usd, fmt.wage(wage), wage.state is WageState.TOP_CODED)


def pay(profile: OccupationProfile, sources: SourceList) -> Pay | None:
    """The range from the 10th to the 90th percentile, the state over the nation; None when neither is published."""
    period = period_of(profile)
    estimates = [profile.nation] if profile.area.is_nation else [profile.here, profile.nation]
    if not any(wages_of(each, period).is_published for each in estimates):
        return None
    rows = tuple(pay_row(each, period) for each in estimates)
    all_jobs = profile.comparison.all_occupations
    # All occupations have annual and hourly medians, but an extract may lack the hourly one.
    all_median = median(all_jobs, period) if all_jobs else None
    shown = all_median if all_median and all_median.is_published else None
    return Pay(
        rows=rows,
        all_jobs=mark(shown) if shown else None,
        all_jobs_label=f"All jobs in {names.place(profile.area)}" if shown else "",
        unit=fmt.UNIT[period],
        sentences=_pay_sentences(profile, period),
        sources=sources.cite(*(each.origin for each in estimates), all_jobs.origin if all_jobs and shown else None),
    )


def pay_row(estimate: WageEstimate, period: PayPeriod) -> PayRow:
    """The percentiles of one area, or the words for pay that it does not publish."""
    low, lower, middle, upper, top = (mark(wage) for wage in wages_of(estimate, period).percentiles)
    published = wages_of(estimate, period).is_published
    missing = "" if published else f"{fmt.capitalised(fmt.NOT_PUBLISHED)} for {names.place(estimate.area)}"
    return PayRow(estimate.area.name, (low, lower, middle, upper, top), missing)


def _pay_sentences(profile: OccupationProfile, period: PayPeriod) -> tuple[str, ...]:
    here = wages_of(profile.here, period)
    found = []
    place = names.place(profile.area)
    if here.pct10.is_known and here.pct90.is_published:
        found.append(
            f"In {place}, the lowest-paid tenth earn less than {fmt.wage(here.pct10)}; the highest-paid tenth earn "
            f"{_more_than(here.pct90)} {fmt.UNIT[period]}."
        )
    elif not here.is_published and not profile.area.is_nation:
        found.append(f"Wages for {place} are not published; the figures are for the whole United States.")
    elif here.median.is_published and not profile.area.is_nation and not here.pct90.is_published:
        found.append(f"For {place}, the data hold the median only.")
    if profile.here.hourly_only:
        found.append("Only hourly wages are published for this occupation: work is often not year-round, full time.")
    elif profile.here.annual_only:
        found.append("Only annual wages are published for this occupation.")
    return tuple(found)


def _more_than(wage: Wage) -> str:
    text = fmt.dollars(wage.amount_usd or 0, wage.period)
    return f"{text} or more" if wage.state is WageState.TOP_CODED else f"more than {text}"


def places(profile: OccupationProfile, sources: SourceList) -> Places | None:
    """The states with most jobs; the chosen state is always among them; the nation is the first row."""
    if not profile.places:
        return None
    period = period_of(profile)
    nation = PlaceRow(
        name="United States",
        jobs=_jobs(profile.nation.employment_jobs),
        jobs_published=profile.nation.employment_jobs is not None,
        median=fmt.wage(median(profile.nation, period)),
        median_published=median(profile.nation, period).is_published,
        delta="baseline",
        delta_percent=None,
        is_chosen=profile.area.is_nation,
        is_nation=True,
    )
    rows = [nation]
    for place in profile.places:
        wage = median(place.estimate, period)
        rows.append(
            PlaceRow(
                name=place.estimate.area.name,
                jobs=_jobs(place.estimate.employment_jobs),
                jobs_published=place.estimate.employment_jobs is not None,
                median=fmt.wage(wage),
                median_published=wage.is_published,
                delta=_delta(place.delta_percent, wage),
                delta_percent=place.delta_percent,
                is_chosen=place.is_chosen,
                is_nation=False,
            )
        )
    count = sum(1 for place in profile.places if place.estimate.employment_jobs is not None)
    note = f"Median wage {fmt.UNIT[period]}; the difference is from the U.S. median."
    chosen = next((place for place in profile.places if place.is_chosen), None)
    if chosen and count > len(profile.places) - 1 and profile.employment_rank and profile.employment_rank.position > 10:
        note += f" {chosen.estimate.area.name} is added at the foot."
    return Places(
        heading="States with most jobs",
        rows=tuple(rows),
        marker="" if profile.area.is_nation else f"your {profile.area.noun}",
        note=note,
        unit=fmt.UNIT[period],
        sources=sources.cite(profile.nation.origin, *(place.estimate.origin for place in profile.places)),
    )


def _jobs(employment: int | None) -> str:
    return fmt.count(employment) if employment is not None else fmt.NOT_PUBLISHED


def _delta(percent: int | None, wage: Wage) -> str:
    if percent is not None:
        return fmt.signed_percent(percent)
    return "not comparable" if wage.is_published else "no figure"


def comparison(profile: OccupationProfile, sources: SourceList) -> Comparison | None:
    """This occupation, its major group and all occupations, in the state and the nation."""
    period = period_of(profile)
    areas = [(profile.nation, profile.national_comparison)]
    if not profile.area.is_nation:
        areas.insert(0, (profile.here, profile.comparison))
    bars, cited = [], []
    for own, beside in areas:
        triple = (
            ("This occupation", own),
            (names.short_group(beside.major_title), beside.major_group),
            ("All occupations", beside.all_occupations),
        )
        for label, estimate in triple:
            if estimate is None or (estimate is not own and not median(estimate, period).is_published):
                continue
            bars.append(ComparisonBar(label, own.area.name, mark(median(estimate, period))))
            cited.append(estimate.origin)
    if sum(1 for bar in bars if bar.mark.amount_usd is not None) < 2:
        return None
    return Comparison(tuple(bars), fmt.UNIT[period], _comparison_sentence(profile, period), sources.cite(*cited))


def _comparison_sentence(profile: OccupationProfile, period: PayPeriod) -> str:
    beside = profile.comparison.all_occupations
    own = median(profile.here, period).known_usd
    other = median(beside, period).known_usd if beside else None
    if own is None or other is None:
        return ""
    place = names.place(profile.area)
    if own == other:
        return f"The median is the same as that of all jobs in {place}."
    word = "above" if own > other else "below"
    return f"The median is {word} that of all jobs in {place} ({fmt.dollars(other, period)})."


def price_adjusted(profile: OccupationProfile, sources: SourceList) -> PriceAdjusted | None:
    """What the state's median buys, at the prices of the average state; says so when the years differ."""
    adjusted = profile.price_adjusted
    if adjusted is None:
        return None
    label = fmt.dollars(adjusted.amount_usd, PayPeriod.ANNUAL)
    level = (
        "as high as" if adjusted.price_index == 100 else "higher than" if adjusted.price_index > 100 else "lower than"
    )
    distance = fmt.percent(abs(adjusted.price_index - 100), 1)
    by = "" if adjusted.price_index == 100 else f"{distance} "
    text = (
        f"Prices in {profile.area.in_prose} are {by}{level} the U.S. average, so the median buys what "
        f"{label} buys at average U.S. prices."
    )
    if not adjusted.same_year:
        text += f" (Price levels of {adjusted.price_year}, the latest published; wages of {adjusted.wage_period}.)"
    return PriceAdjusted(label, text, sources.cite(*adjusted.citations))


def trend(profile: OccupationProfile, sources: SourceList) -> Trend | None:
    """The national median of each May in the store; None with fewer than three published points."""
    if period_of(profile) is PayPeriod.HOURLY:
        return None
    points = [point for point in profile.trend if point.median.is_published]
    if len(points) < 3:
        return None
    dots = tuple(TrendDot(int(point.period[-4:]), mark(point.median)) for point in points)
    first, last = points[0], points[-1]
    sentence = ""
    if first.median.known_usd and last.median.known_usd:
        sentence = (
            f"The U.S. median went from {fmt.wage(first.median)} ({first.period}) to {fmt.wage(last.median)} "
            f"({last.period}), not adjusted for inflation."
        )
    return Trend(dots, fmt.UNIT[PayPeriod.ANNUAL], sentence, sources.cite_series([point.origin for point in points]))
