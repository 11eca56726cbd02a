"""OEWS rows → wage estimates, places, ranks and comparisons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.model.area import Area
from reportgen.model.profile import Comparison, Place, PriceAdjustedMedian, TrendPoint, WageEstimate
from reportgen.model.soc import ALL_OCCUPATIONS, SocCode
from reportgen.model.wage import PayPeriod, Wage, WageDistribution, WageState
from reportgen.profile import rules
from reportgen.store.reader import Row, Store

PLACES_SHOWN = 10
_PLACES_NAMED = 5
_TOP_CODED, _NOT_AVAILABLE = "#", "*"


def estimate(store: Store, soc: SocCode, area: Area) -> WageEstimate | None:
    """The default edition's estimate of one occupation (or group) in one area; None when it has no row."""
    row = store.wage_row(soc.value, area)
    return from_row(store, row) if row else None


def from_row(store: Store, row: Row) -> WageEstimate:
    """A row of `wage_estimate` as a value. Marks become states; the release's cap gives `#` its amount."""
    area = store.areas[row["area_fips"]]
    cap = store.wage_caps_usd.get(row["release_id"])
    return WageEstimate(
        area=area,
        soc=SocCode(row["soc"]),
        employment_jobs=row["employment_jobs"] if isinstance(row["employment_jobs"], int) else None,
        jobs_per_1000=row["jobs_per_1000"],
        location_quotient=row["location_quotient"],
        annual=_distribution(row, PayPeriod.ANNUAL, _cap(cap, PayPeriod.ANNUAL)),
        hourly=_distribution(row, PayPeriod.HOURLY, _cap(cap, PayPeriod.HOURLY)),
        annual_only=bool(row["annual_only"]),
        hourly_only=bool(row["hourly_only"]),
        origin=store.origin(row, f"occupation {row['soc']}, area {area.name}"),
    )


def headline_median(of: WageEstimate) -> Wage:
    """The median that represents the occupation: annual, or hourly where only hourly wages are released."""
    return of.hourly.median if of.hourly_only else of.annual.median


def headline_of(store: Store, row: Row | None) -> Wage | None:
    """`headline_median` of a row of `wage_estimate`; None without a row."""
    if row is None:
        return None
    period = PayPeriod.HOURLY if row["hourly_only"] else PayPeriod.ANNUAL
    cap = store.wage_caps_usd.get(row["release_id"])
    return _wage(row[f"{period.value}_median_usd"], period, _cap(cap, period))


def median_delta(here: WageEstimate, nation: WageEstimate) -> int | None:
    """The median's difference from the nation's in percent; None for the nation and where one is not exact."""
    if here.area.is_nation:
        return None
    return rules.delta_percent(headline_median(here).known_usd, headline_median(nation).known_usd)


def all_places(store: Store, soc: SocCode) -> list[WageEstimate]:
    """Every state and territory that publishes the occupation, most jobs first, then by name; unpublished jobs last."""
    found = [from_row(store, row) for row in store.wage_rows(soc.value) if len(row["area_fips"]) == 2]
    return sorted(found, key=lambda each: (-(each.employment_jobs or -1), each.area.name))


def where_published(store: Store, soc: SocCode) -> str:
    """The beginning of a sentence: "Published in California (CA), Guam (GU) and 12 more"; the most jobs first."""
    places = all_places(store, soc)
    if not places:
        return "No state publishes it"
    named = ", ".join(f"{each.area.name} ({each.area.abbreviation})" for each in places[:_PLACES_NAMED])
    more = f" and {len(places) - _PLACES_NAMED} more" if len(places) > _PLACES_NAMED else ""
    return f"Published in {named}{more}"


def places_table(everywhere: list[WageEstimate], nation: WageEstimate, chosen: Area) -> tuple[Place, ...]:
    """The ten areas with most jobs; the chosen one is added in its order of jobs where it is not among them."""
    with_jobs = [each for each in everywhere if each.employment_jobs is not None]
    shown = with_jobs[:PLACES_SHOWN]
    if not chosen.is_nation and all(each.area != chosen for each in shown):
        shown += [each for each in everywhere if each.area == chosen]
    return tuple(Place(each, median_delta(each, nation), each.area == chosen) for each in shown)


def comparison(store: Store, major: SocCode, area: Area) -> Comparison:
    """All occupations and the SOC major group, same area and release."""
    return Comparison(
        all_occupations=estimate(store, ALL_OCCUPATIONS, area),
        major_group=estimate(store, major, area),
        major_title=store.group_titles.get(major.value, ""),
    )


def national_trend(store: Store, soc: SocCode) -> tuple[TrendPoint, ...]:
    """The national annual median of every edition in the store that has the occupation, oldest first."""
    points = []
    for release_id in store.release_ids("oews-national"):
        row = store.row("wage_estimate", release_id=release_id, soc=soc.value, area_fips=store.nation.fips)
        if row:
            each = from_row(store, row)
            points.append(TrendPoint(each.origin.release.period, each.annual.median, each.origin))
    return tuple(points)


def price_level(store: Store, area: Area, year: int) -> Row | None:
    """The row of the area's price index of that year, or of the newest before it."""
    release_id = store.newest("price-parity")
    rows = (
        []
        if release_id is None
        else store.query(
            """SELECT * FROM price_parity WHERE release_id = :release AND area_fips = :fips AND measure = 'all items'
           AND year <= :year ORDER BY year DESC LIMIT 1""",
            release=release_id,
            fips=area.fips,
            year=year,
        )
    )
    return rows[0] if rows else None


def price_adjusted_median(
    store: Store, here: WageEstimate, level: Callable[[Area, int], Row | None]
) -> PriceAdjustedMedian | None:
    """The annual median at the prices of the average state, with the index of the same year or the newest before it.

    `level` gives the row of an area's index, as `price_level` does.
    """
    median = here.annual.median.known_usd
    if median is None or here.area.is_nation:
        return None
    wage_year = int(here.origin.release.period[-4:])
    row = level(here.area, wage_year)
    if row is None:
        return None
    parity = store.origin(row, f"{here.area.name}, all items, {row['year']}")
    return PriceAdjustedMedian(
        amount_usd=rules.whole(median / (row["price_index"] / 100) / 10) * 10,  # OEWS rounds annual wages to tens
        price_index=row["price_index"],
        price_year=row["year"],
        wage_period=here.origin.release.period,
        same_year=row["year"] == wage_year,
        citations=(
            here.origin.citation("annual_median_usd", rules.PRICE_RULE),
            parity.citation("price_index", rules.PRICE_RULE),
        ),
    )


def _cap(caps: tuple[int, float] | None, period: PayPeriod) -> float | None:
    return None if caps is None else caps[1] if period is PayPeriod.HOURLY else caps[0]


def _distribution(row: Row, period: PayPeriod, cap_usd: float | None) -> WageDistribution:
    def wage(measure: str) -> Wage:
        return _wage(row[f"{period.value}_{measure}_usd"], period, cap_usd)

    return WageDistribution(
        period, wage("pct10"), wage("pct25"), wage("median"), wage("pct75"), wage("pct90"), wage("mean")
    )


def _wage(cell: Any, period: PayPeriod, cap_usd: float | None) -> Wage:
    if cell is None or cell == _NOT_AVAILABLE:
        return Wage(period, WageState.NOT_AVAILABLE, None)
    if cell == _TOP_CODED:
        if cap_usd is None:
            raise ValueError("a top-coded wage in a release without a cap")
        return Wage(period, WageState.TOP_CODED, cap_usd)
    return Wage(period, WageState.KNOWN, cell)
