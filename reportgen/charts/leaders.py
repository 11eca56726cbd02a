"""Labels hung from points of a line by leaders, above and below it, so that nothing touches."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

from reportgen.values import dataclass

_BESIDE_PT = 3.5  # between a leader and its label
_APART_PT = 6.0  # between two labels of one row
_CLEAR_PT = 2.0  # between a label and another's leader
_SAME_PT = 1.5  # leaders closer than this are drawn as one


@dataclass(frozen=True, slots=True)
class Label:
    """A label of `extent` points beside its leader at `x`; `lane` counts rows outwards, 0 is none yet."""

    x: float
    extent: float
    above: bool
    to_right: bool
    lane: int = 0

    @property
    def left(self) -> float:
        """Where its text starts."""
        return self.x + _BESIDE_PT if self.to_right else self.x - _BESIDE_PT - self.extent

    @property
    def span(self) -> tuple[float, float]:
        """The room that it takes, leader included."""
        return (self.x - 1, self.left + self.extent) if self.to_right else (self.left, self.x + 1)

    def covers(self, other: Label) -> bool:
        """Whether its text lies across the leader of `other`, so that it must be further out."""
        low, high = self.span
        within = low - _CLEAR_PT < other.x < high + _CLEAR_PT
        return self.above == other.above and within and abs(self.x - other.x) > _SAME_PT

    def touches(self, other: Label) -> bool:
        """Whether the two cannot share a row."""
        (low, high), (other_low, other_high) = self.span, other.span
        return self.above == other.above and low < other_high + _APART_PT and other_low < high + _APART_PT


def arrange(points: Sequence[tuple[float, float]], width_pt: float, dot_pt: float) -> list[Label]:
    """Labels for points (x, extent of the label), sorted by x, in the fewest rows; empty where none fits.

    Of equal arrangements the one with more labels above and to the right of their leaders. Dots of radius
    `dot_pt` that would hide each other get different sides where that is possible.
    """
    best: list[Label] = []
    lowest = float("inf")
    for tried in _choices(points, width_pt):
        labels = _rows(tried)
        if labels:
            above = max((label.lane for label in labels if label.above), default=0)
            below = max((label.lane for label in labels if not label.above), default=0)
            hidden = sum(a.above == b.above and b.x - a.x < 2 * dot_pt for a, b in pairwise(labels))
            awry = sum((not label.above) + 2 * (not label.to_right) for label in labels)
            cost = above + below + 3 * hidden + 0.1 * max(above, below) + 0.01 * awry
            if cost < lowest - 1e-9:
                best, lowest = labels, cost
    return best


def _choices(points: Sequence[tuple[float, float]], width_pt: float) -> Iterator[list[Label]]:
    """Every choice of sides; the first labels run to the right, the last to the left, all inside."""
    for turn in range(len(points), -1, -1):
        directions = [place < turn for place in range(len(points))]
        row = [Label(x, extent, True, right) for (x, extent), right in zip(points, directions, strict=True)]
        if all(0 <= label.left <= width_pt - label.extent for label in row):
            for sides in product((True, False), repeat=len(points)):
                yield [
                    Label(label.x, label.extent, above, label.to_right) for label, above in zip(row, sides, strict=True)
                ]


def _rows(labels: list[Label]) -> list[Label]:
    """The labels with their rows, innermost first; empty where two lie across each other's leaders."""
    lanes = [0] * len(labels)
    waiting = set(range(len(labels)))
    while waiting:
        free = (i for i in sorted(waiting) if not any(labels[i].covers(labels[j]) for j in waiting - {i}))
        i = next(free, None)
        if i is None:
            return []
        placed = [j for j in range(len(labels)) if j not in waiting]
        lane = 1 + max((lanes[j] for j in placed if labels[i].covers(labels[j])), default=0)
        while any(lanes[j] == lane and labels[i].touches(labels[j]) for j in placed):
            lane += 1
        lanes[i] = lane
        waiting.remove(i)
    return [
        Label(label.x, label.extent, label.above, label.to_right, lane)
        for label, lane in zip(labels, lanes, strict=True)
    ]
