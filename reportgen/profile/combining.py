"""Several O*NET occupations for one OEWS code: whose values stand for it.

The rule (`rules.COMBINING_RULE`), in two steps:

1. Within one SOC code, the O*NET occupation with that very code (29-1141.00) stands for it where it has the value: its
   definition is the SOC's. Its specialities (29-1141.01 …) stand in only where it has none, by their plain mean.
2. An OEWS code that combines several SOC codes (29-2010 of 29-2011 and 29-2012) takes the plain mean over those.

No weights: O*NET publishes no employment for its specialities, and a made-up weight would be worse than none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TypeVar

Value = TypeVar("Value")


def representatives(onet_codes: Iterable[str], holders: Mapping[str, Value]) -> list[list[Value]]:
    """The values that stand for each member SOC code: one list a member, empty members left out.

    `onet_codes` are the O*NET-SOC codes that the crosswalk joins to one OEWS code; `holders` maps those that have a
    value to it.
    """
    chosen: list[list[Value]] = []
    for own, codes in _members(tuple(onet_codes)):
        held = [own] if own in holders else [code for code in codes if code in holders]
        if held:
            chosen.append([holders[code] for code in held])
    return chosen


@lru_cache(4000)  # all occupations; each is asked for once a study and once a table of O*NET
def _members(onet_codes: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The codes by their SOC code, in order, each with the SOC code's own."""
    return tuple((f"{soc}.00", tuple(codes)) for soc, codes in groupby(sorted(onet_codes), key=itemgetter(slice(7))))


def combined_mean(onet_codes: Iterable[str], values: Mapping[str, float]) -> float | None:
    """The value that stands for the OEWS code, by the rule; None when no member has one."""
    groups = representatives(onet_codes, values)
    if not groups:
        return None
    means = [sum(group) / len(group) for group in groups]
    return sum(means) / len(means)


def representative_codes(onet_codes: Iterable[str], holders: Iterable[str]) -> list[str]:
    """The O*NET codes whose lists (titles, technology, related occupations) stand for the OEWS code."""
    groups = representatives(onet_codes, {code: code for code in holders})
    return [code for group in groups for code in group]
