"""Keeps labels apart on a line."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Want:
    """A label that wants its centre at `centre`; the heavier, the less it gives way. Points."""

    centre: float
    width: float
    weight: float = 1.0


def spread(wants: Sequence[Want], low: float, high: float, gap: float) -> tuple[float, ...] | None:
    """Centres near the wanted ones, in the given order, `gap` apart and inside `low`..`high`.

    None when they do not fit on one line. Neighbours that touch move together, by their weights.
    """
    if not wants:
        return ()
    if sum(want.width for want in wants) + gap * (len(wants) - 1) > high - low + 1e-9:
        return None
    # Measured from the centre the first label of a row would have, touching labels share one place.
    offsets = [0.0]
    for left, right in pairwise(wants):
        offsets.append(offsets[-1] + (left.width + right.width) / 2 + gap)
    groups: list[tuple[float, float, int]] = []
    for want, offset in zip(wants, offsets, strict=True):
        place, weight, count = want.centre - offset, want.weight, 1
        while groups and groups[-1][0] > place:
            other, other_weight, other_count = groups.pop()
            place = (place * weight + other * other_weight) / (weight + other_weight)
            weight, count = weight + other_weight, count + other_count
        groups.append((place, weight, count))
    places = [place for place, _, count in groups for _ in range(count)]
    first = low + wants[0].width / 2
    last = high - wants[-1].width / 2 - offsets[-1]
    return tuple(min(max(place, first), last) + offset for place, offset in zip(places, offsets, strict=True))
