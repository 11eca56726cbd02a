"""The bars of a table column share one zero and one scale."""

import pytest

from reportgen.charts.delta_cell import LEAST_SPAN, DeltaBar, scale_for


def test_zero_lies_between_falls_and_rises() -> None:
    scale = scale_for([-10, 30, None])
    assert scale.zero_percent == 25
    assert scale.bar(30) == DeltaBar(25, 75, below=False)
    assert scale.bar(-10) == DeltaBar(0, 25, below=True)


def test_no_delta_no_bar() -> None:
    scale = scale_for([-5, 5])
    assert scale.bar(None) is None
    assert scale.bar(0) is None


def test_values_outside_are_held_in_the_cell() -> None:
    bar = scale_for([-10, 30]).bar(90)
    assert bar is not None
    assert bar.left_percent + bar.width_percent == 100


@pytest.mark.parametrize("deltas", [[1, 2], [-1, -2], [-1, 1], [], [None], [0]])
def test_small_differences_do_not_fill_the_cell(deltas: list[float | None]) -> None:
    scale = scale_for(deltas)
    assert scale.high - scale.low == pytest.approx(LEAST_SPAN)
    for delta in deltas:
        bar = scale.bar(delta)
        assert bar is None or bar.width_percent == pytest.approx(abs(delta or 0) / LEAST_SPAN * 100)
