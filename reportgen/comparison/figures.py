"""The rows of figures: pay, jobs, openings, growth, and what is typical for entry, each word from the brochures' code.

A figure that is the highest of all is marked only where every occupation has one to hold against it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.brochure import format as fmt
from reportgen.brochure import outlook, preparation
from reportgen.brochure.pay import wages_of
from reportgen.brochure.sources import SourceList
from reportgen.comparison.value import Cell, Row
from reportgen.model.profile import OccupationProfile, WageEstimate
from reportgen.model.source import Origin
from reportgen.model.wage import PayPeriod, WageDistribution

Profiles = Sequence[OccupationProfile]
NO_VALUE = Cell(fmt.NOT_PUBLISHED, published=False)
_US = "U.S."


def period_of(profiles: Profiles) -> PayPeriod:
    """The period in which all are compared: by the hour as soon as one of them is paid so only, else by the year."""
    return PayPeriod.HOURLY if any(each.here.hourly_only for each in profiles) else PayPeriod.ANNUAL


def rows(profiles: Profiles, sources: SourceList) -> tuple[Row, ...]:
    """All rows, in the order in which they are printed."""
    area = profiles[0].area
    period = period_of(profiles)
    found = [_wages("pay", area.name if not area.is_nation else _US, [each.here for each in profiles], period, sources)]
    if not area.is_nation:
        found.append(_wages("pay_us", _US, [each.nation for each in profiles], period, sources))
    found += [_jobs(profiles, sources), _openings(profiles, sources), _growth(profiles, sources)]
    return (*found, *_entry(profiles, sources))


def only_other_period(estimate: WageEstimate, period: PayPeriod) -> str:
    """Words for pay that is published for the other period only, "" where that is not so."""
    if wages_of(estimate, period).is_published:
        return ""
    other = PayPeriod.ANNUAL if period is PayPeriod.HOURLY else PayPeriod.HOURLY
    if not wages_of(estimate, other).is_published:
        return ""
    return f"only pay {'by the year' if other is PayPeriod.ANNUAL else 'by the hour'} is published"


def _wages(key: str, place: str, estimates: Sequence[WageEstimate], period: PayPeriod, sources: SourceList) -> Row:
    cells = [_wage(each, period) for each in estimates]
    medians = [wages_of(each, period).median for each in estimates]
    # A top-coded wage is above every known one, and not to be told from another of its kind.
    values = [(not wage.is_known, wage.amount_usd) if wage.amount_usd is not None else None for wage in medians]
    marked = _marked(cells, values, "highest")
    label = f"Median pay {fmt.UNIT[period]}, {place}"
    return Row(key, label, "lowest to highest tenth", marked, _cite(sources, estimates))


def _wage(estimate: WageEstimate, period: PayPeriod) -> Cell:
    wages = wages_of(estimate, period)
    if wages.median.is_published:
        return Cell(fmt.wage(wages.median), _range(wages))
    words = only_other_period(estimate, period)
    if not words:
        return NO_VALUE
    other = PayPeriod.ANNUAL if period is PayPeriod.HOURLY else PayPeriod.HOURLY
    return Cell(fmt.wage_with_unit(wages_of(estimate, other).median), words)


def _range(wages: WageDistribution) -> str:
    if not (wages.pct10.is_published and wages.pct90.is_published):
        return f"range {fmt.NOT_PUBLISHED}"
    return f"{fmt.wage(wages.pct10)} to {fmt.wage(wages.pct90)}"


def _jobs(profiles: Profiles, sources: SourceList) -> Row:
    area = profiles[0].area
    cells = []
    for each in profiles:
        here, nation = each.here.employment_jobs, each.nation.employment_jobs
        note = "" if area.is_nation else f"of {fmt.count(nation)} in the {_US}" if nation is not None else ""
        cells.append(
            Cell(fmt.count(here), note)
            if here is not None
            else Cell(fmt.NOT_PUBLISHED, note.replace("of ", ""), published=False)
        )
    marked = _marked(cells, [each.here.employment_jobs for each in profiles], "most")
    label = f"Jobs, {_US if area.is_nation else area.name}"
    cited = [each.here for each in profiles] + [each.nation for each in profiles if not area.is_nation]
    return Row("jobs", label, "", marked, _cite(sources, cited))


def _openings(profiles: Profiles, sources: SourceList) -> Row:
    found = [each.projection for each in profiles]
    cells = [Cell(outlook.openings(each)) if each else NO_VALUE for each in found]
    values = [each.openings_annual_jobs if each else None for each in found]
    cited = sources.cite(*(each.origin for each in found if each))
    label = f"Openings a{fmt.NBSP}year, {_US}"
    return Row("openings", label, "new jobs and people who leave", _marked(cells, values, "most"), cited)


def _growth(profiles: Profiles, sources: SourceList) -> Row:
    found = [each.projection for each in profiles]
    years = "".join(f", {outlook.years(each)}" for each in [each for each in found if each][:1])
    cells = [
        Cell(fmt.signed_percent(each.change_percent, 1), each.growth_band.value if each.growth_band else "")
        if each
        else NO_VALUE
        for each in found
    ]
    values = [each.change_percent if each else None for each in found]
    grows = max((value for value in values if value is not None), default=0) > 0
    cited = sources.cite(*(each.origin for each in found if each))
    label = f"Job growth, {_US}{years}"
    return Row("growth", label, "", _marked(cells, values, "fastest") if grows else tuple(cells), cited)


def _entry(profiles: Profiles, sources: SourceList) -> list[Row]:
    cited = sources.cite(*(each.entry.origin for each in profiles if each.entry))
    of: tuple[tuple[str, str, str, Callable[[OccupationProfile], str]], ...] = (
        ("schooling", "Schooling", "typical for entry", preparation.education_label),
        ("experience", "Related experience", "", preparation.experience_label),
        ("training", "Training at work", "", preparation.training_label),
    )
    return [
        Row(key, label, note, tuple(Cell(words(each), published=each.entry is not None) for each in profiles), cited)
        for key, label, note, words in of
    ]


def _marked(cells: Sequence[Cell], values: Sequence[object], word: str) -> tuple[Cell, ...]:
    """The cells, the highest of `values` marked; none where a value is missing or two are level."""
    if any(value is None for value in values):
        return tuple(cells)
    highest = max(values)  # type: ignore[type-var]
    if sum(value == highest for value in values) > 1:
        return tuple(cells)
    return tuple(
        Cell(cell.value, cell.note, word, cell.published) if value == highest else cell
        for cell, value in zip(cells, values, strict=True)
    )


def _cite(sources: SourceList, estimates: Sequence[WageEstimate]) -> tuple[int, ...]:
    origins: list[Origin] = [each.origin for each in estimates]
    return sources.cite(*origins)
