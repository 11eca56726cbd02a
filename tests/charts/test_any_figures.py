"""Charts of figures drawn at random: whatever is published, no label may collide."""

import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportgen.charts import Chart, ChartStyle, Datum, comparison, exposure, growth, pay_range, trend
from reportgen.charts.text import CAP_HEIGHT_EM

from . import samples
from .drawing import read

widths = st.floats(165, 540)
wages = st.integers(18_000, 239_000)
maybe_wages = st.one_of(st.none(), wages, st.just(samples.CAP))


def assert_clear(chart: Chart) -> None:
    drawing = read(chart.svg)
    assert drawing.texts_outside() == []
    assert drawing.texts_touching() == []
    assert drawing.texts_crossed() == []
    assert drawing.marks_outside() == []


def wage(value: object) -> Datum:
    return value if isinstance(value, Datum) else samples.usd(value)  # type: ignore[arg-type]


@st.composite
def pay_rows(draw: st.DrawFn, name: str) -> pay_range.PayRow:
    known = sorted(draw(st.lists(wages, min_size=5, max_size=5)))
    capped_from = draw(st.integers(0, 5))
    figures = [samples.usd(value) for value in known[:capped_from]] + [samples.CAP] * (5 - capped_from)
    missing = draw(st.sets(st.integers(0, 4), max_size=2))
    figures = [samples.usd(None) if i in missing else figure for i, figure in enumerate(figures)]
    return pay_range.PayRow(name, *figures, reference=samples.usd(draw(wages)))


def test_a_name_of_two_lines_without_figures() -> None:
    unpublished = replace(samples.PAY["state_nation"].rows[0], name="District of Columbia", missing="Not published")
    data = replace(samples.PAY["state_nation"], rows=(unpublished, samples.PAY["state_nation"].rows[1]))
    chart = pay_range.draw(data, ChartStyle(340))
    assert ">Columbia<" in chart.svg
    baselines = [float(y) for y in re.findall(r'<text[^>]* y="([-0-9.]+)"', chart.svg)]
    assert min(baselines) > CAP_HEIGHT_EM * ChartStyle(340).size_pt


@given(pay_rows("Massachusetts"), pay_rows("United States"), widths)
def test_pay_range(state: pay_range.PayRow, nation: pay_range.PayRow, width: float) -> None:
    data = replace(samples.PAY["state_nation"], rows=(state, nation))
    assert_clear(pay_range.draw(data, ChartStyle(width)))


@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), max_size=6), widths)
def test_exposure(percentiles: list[int | None], width: float) -> None:
    assert_clear(exposure.draw(samples.exposure(*percentiles), ChartStyle(width)))


@given(
    st.integers(100, 9_000_000),
    st.integers(100, 9_000_000),
    st.one_of(st.none(), st.floats(-60, 80)),
    widths,
)
def test_growth(first: int, last: int, change: float | None, width: float) -> None:
    data = samples.growth(first, last, change, "123,400 more jobs")
    assert_clear(growth.draw(data, ChartStyle(width)))


@given(st.lists(maybe_wages, min_size=1, max_size=6), widths)
def test_trend(medians: list[object], width: float) -> None:
    data = samples.trend(*map(wage, medians), change="+33 % in four years")
    assert_clear(trend.draw(data, ChartStyle(width)))


@given(st.lists(st.tuples(maybe_wages, maybe_wages), min_size=1, max_size=4), widths)
def test_comparison(rows: list[tuple[object, object]], width: float) -> None:
    named = [(samples.LONG_TITLE[:n], tuple(map(wage, row))) for n, row in zip((70, 45, 15, 15), rows, strict=False)]
    data = samples.comparison(("North Carolina", "United States"), *named)
    assert_clear(comparison.draw(data, ChartStyle(width)))
