"""The arithmetic of the field, each with its source; `RULES` words it for `data explain` and the docs."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache
from typing import Any

from reportgen import resources
from reportgen.model.profile import GrowthBand, Rank
from reportgen.model.soc import SocCode
from reportgen.values import dataclass

DELTA_RULE = "round((area / nation - 1) x 100), half away from zero"
STANDARD_SCORE_RULE = "(score - lowest) / (highest - lowest) x 100, as O*NET standardises its scales"
RANK_RULE = "place among the areas that publish the figure; equal figures share a place"
PRICE_RULE = "wage / (regional price parity / 100)"
SHARE_RULE = "industry employment / national employment of the occupation, same release"
PERCENTILE_RULE = "share of the study's occupations with a lower value, ties counted half"
WORK_LIFE_RULE = "10 x (1 - mean of O*NET work week, work schedules and time pressure, each on 0-1)"
COMBINING_RULE = (
    "the O*NET occupation with the SOC code's own .00; without one, the plain mean of its specialities; "
    "for a code that combines several SOC codes, the plain mean of those"
)


def whole(value: float | Decimal) -> int:
    """Round to a whole number, half away from zero (as BLS does), not half to even."""
    return int(Decimal(str(value)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


@lru_cache(1_000)  # an occupation's table of places is nearly the same in every state
def delta_percent(here: float | None, nation: float | None) -> int | None:
    """The difference of `here` from `nation` in whole percent; None where one of them has no exact figure."""
    if here is None or not nation:
        return None
    return whole((Decimal(str(here)) / Decimal(str(nation)) - 1) * 100)


def standard_score(value: float, low: float, high: float) -> int:
    """O*NET's standardised score, 0-100."""
    return whole((Decimal(str(value)) - Decimal(str(low))) / (Decimal(str(high)) - Decimal(str(low))) * 100)


def rank_of(value: float | None, published: Iterable[float]) -> Rank | None:
    """The place of `value` among the published values (which include it), the highest being 1."""
    if value is None:
        return None
    values = list(published)
    return Rank(
        position=1 + sum(1 for other in values if other > value),
        count=len(values),
        tied=values.count(value) > 1,
    )


def percentile(value: float, values: Iterable[float]) -> int:
    """The percentile rank of `value` among `values` (which include it), 0-100, ties counted half."""
    ordered = list(values)
    below = sum(1 for other in ordered if other < value)
    equal = sum(1 for other in ordered if other == value)
    return whole((below + equal / 2) / len(ordered) * 100)


@dataclass(frozen=True, slots=True)
class GrowthWords:
    """The published cut-offs of one edition of the projections, highest first: (at least, words).

    `whole_percent` holds the occupations whose whole percent in the Handbook is not the rounded printed decimal: the
    Handbook rounds the unrounded change, so that a printed 4.5 may be its 4 or its 5.
    """

    period: str
    bands: tuple[tuple[int | None, GrowthBand], ...]
    whole_percent: Mapping[str, int]
    source: str

    def band(self, soc: SocCode, change_percent: float) -> GrowthBand:
        """The words for an occupation's published change, taken on the whole percent as the Handbook prints it."""
        percent = self.whole_percent.get(soc.value, whole(change_percent))
        return next(band for at_least, band in self.bands if at_least is None or percent >= at_least)


@cache
def growth_words(period: str) -> GrowthWords | None:
    """The cut-offs of the edition `period`, or None: an edition without published cut-offs gets no words."""
    path = resources.folder("data") / "rules" / "growth-words.toml"
    editions: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["edition"]
    for edition in editions:
        if edition["period"] == period:
            bands = tuple((band.get("at_least"), GrowthBand(band["words"])) for band in edition["bands"])
            return GrowthWords(period, bands, edition.get("whole_percent", {}), edition["source"])
    return None
