"""Labels are kept apart: on one line, and around a strip."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts.lanes import Want, spread
from reportgen.charts.leaders import arrange
from reportgen.charts.scale import Scale, nice_ticks, top

wants = st.lists(st.builds(Want, st.floats(-50, 450), st.floats(1, 70), st.sampled_from([1.0, 4.0])), max_size=7).map(
    lambda found: sorted(found, key=lambda want: want.centre)
)


@given(wants, st.floats(0, 8))
def test_spread_labels_keep_order_distance_and_bounds(found: list[Want], gap: float) -> None:
    centres = spread(found, 0, 400, gap)
    room = sum(want.width for want in found) + gap * max(len(found) - 1, 0)
    if room > 400.001:
        assert centres is None
        return
    assert centres is not None
    edges = [(centre - want.width / 2, centre + want.width / 2) for centre, want in zip(centres, found, strict=True)]
    assert all(left >= -1e-6 and right <= 400 + 1e-6 for left, right in edges)
    assert all(after[0] - before[1] >= gap - 1e-6 for before, after in pairwise(edges))


def test_labels_with_room_stay_where_they_want() -> None:
    assert spread([Want(50, 20), Want(100, 20)], 0, 200, 5) == (50, 100)


def test_the_heavier_label_gives_way_less() -> None:
    light, heavy = spread([Want(100, 40, 1), Want(110, 40, 4)], 0, 300, 5) or (0, 0)
    assert heavy - 110 < 100 - light
    assert heavy - light == pytest.approx(45)


@given(st.lists(st.tuples(st.floats(4, 346), st.floats(20, 140)), max_size=6).map(sorted))
def test_arranged_labels_touch_neither_labels_nor_leaders(points: list[tuple[float, float]]) -> None:
    for a, b in combinations(arrange(points, 350, 4.2), 2):
        assert a.lane > 0
        assert not (a.lane == b.lane and a.touches(b))
        assert not (a.covers(b) and a.lane <= b.lane)
        assert not (b.covers(a) and b.lane <= a.lane)


def test_labels_too_long_for_the_width_are_not_arranged() -> None:
    assert arrange([(50, 200)], 100, 4) == []


@pytest.mark.parametrize(
    ("highest", "ticks"),
    [
        (81_000, (0, 25_000, 50_000, 75_000)),
        (239_200, (0, 100_000, 200_000)),
        (104.9, (0, 50, 100)),
        (24.0, (0, 10, 20)),
        (100, (0, 25, 50, 75, 100)),
        (0, (0,)),
    ],
)
def test_ticks_are_round(highest: float, ticks: tuple[float, ...]) -> None:
    assert nice_ticks(highest) == ticks


@given(st.floats(0.01, 1e7))
def test_ticks_are_few_and_reach_far(highest: float) -> None:
    ticks = nice_ticks(highest)
    assert 2 <= len(ticks) <= 5
    assert 0.5 * highest < ticks[-1] <= highest * (1 + 1e-9)


def test_scale_holds_values_at_its_ends() -> None:
    scale = Scale(0, 10, 100, 200)
    assert (scale(0), scale(5), scale(12), scale(-1)) == (100, 150, 200, 100)


def test_top_of_nothing_is_usable() -> None:
    assert top([]) == top([None, 0]) == 1
    assert top([None, 3, 2]) == 3
