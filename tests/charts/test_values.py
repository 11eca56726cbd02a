"""Marks lie where their values say: bars start at zero and are as long as they should be."""

from __future__ import annotations

import pytest

from reportgen.charts import ChartStyle, Datum, comparison, exposure, growth, interests, pay_range, trend

from . import samples
from .drawing import Drawing, read

STYLE = ChartStyle(350)


def slanted(drawing: Drawing) -> list[tuple[tuple[float, float], tuple[float, float]]]:
    return [line for line in drawing.segments() if line[0][0] != line[1][0] and line[0][1] != line[1][1]]


def test_compared_bars_start_together_at_zero_and_keep_proportion() -> None:
    drawing = read(comparison.draw(samples.COMPARISON["usual"], STYLE).svg)
    solid = drawing.bars(STYLE.accent, STYLE.quiet)
    assert [bar.left for bar in solid] == [solid[0].left] * 3
    expected = [solid[0].width * value / 47_230 for value in (47_230, 79_610, 47_500)]
    assert [bar.width for bar in solid] == pytest.approx(expected, rel=1e-3)


def test_a_figure_that_is_not_published_has_words_and_no_bar() -> None:
    drawing = read(comparison.draw(samples.COMPARISON["none"], STYLE).svg)
    assert drawing.bars() == []
    assert [text.what for text in drawing.texts()].count("Not published") == 4


def test_interests_are_sorted_from_zero_to_ten() -> None:
    drawing = read(interests.draw(samples.INTERESTS["three"], STYLE).svg)
    figures = [text.what for text in drawing.texts() if text.what[0].isdigit()]
    assert figures == ["6.7", "6.7", "6.2", "2.3", "1.2"]
    tracks = drawing.bars(STYLE.accent_tint_8)
    filled = [bar for bar in drawing.bars() if bar not in tracks]
    assert {bar.left for bar in filled} == {tracks[0].left}
    expected = [tracks[0].width * score / 10 for score in (6.7, 6.7, 6.2, 2.3, 1.2)]
    assert [bar.width for bar in filled] == pytest.approx(expected, abs=0.02)
    assert [bar.what == STYLE.accent for bar in filled] == [True, True, True, False, False]


@pytest.mark.parametrize(("case", "own", "grows"), [("rise", 7.1, True), ("decline", -19.8, False)])
def test_changes_grow_from_one_zero_line(case: str, own: float, grows: bool) -> None:
    drawing = read(growth.draw(samples.GROWTH[case], STYLE).svg)
    (mine,), (others,) = drawing.bars(STYLE.accent), drawing.bars(STYLE.quiet)
    assert (mine.left if grows else mine.right) == pytest.approx(others.left, abs=0.02)
    assert mine.width / others.width == pytest.approx(abs(own) / 3.1, rel=0.01)


def test_slope_stands_on_zero() -> None:
    drawing = read(growth.draw(samples.GROWTH["boom"], STYLE).svg)
    ground = max(y for line in drawing.segments() for _, y in line if line[0][0] < 160)
    first, last = (ground - dot.middle[1] for dot in drawing.dots(STYLE.accent))
    assert first / last == pytest.approx(12_900 / 19_400, rel=0.01)


def test_growth_draws_no_slope_to_an_unpublished_year() -> None:
    slopes = {
        case: [line for line in slanted(read(growth.draw(samples.GROWTH[case], STYLE).svg)) if line[0][0] < 160]
        for case in ("half", "rise")
    }
    assert slopes["half"] == []
    assert slopes["rise"] != []


def test_pay_lies_on_an_axis_from_zero() -> None:
    drawing = read(pay_range.draw(samples.PAY["state_nation"], STYLE).svg)
    zero = next(text for text in drawing.texts() if text.what == "$0")
    forty = next(text for text in drawing.texts() if text.what == "$40,000")
    at_zero, at_forty = zero.middle[0], forty.middle[0]
    places = [dot.middle[0] for dot in drawing.dots(STYLE.accent, STYLE.grey)]
    expected = [at_zero + (at_forty - at_zero) * median / 40_000 for median in (47_230, 50_250)]
    assert places == pytest.approx(expected, abs=0.1)


def test_a_median_above_the_cap_is_hollow_and_said_once() -> None:
    drawing = read(pay_range.draw(samples.PAY["top_median"], STYLE).svg)
    assert drawing.dots(STYLE.accent) == []
    assert [text.what for text in drawing.texts()].count("$239,200+") == 2


def test_exposure_runs_from_end_to_end() -> None:
    drawing = read(exposure.draw(samples.exposure(0, 25, 100), STYLE).svg)
    low, quarter, high = (dot.middle[0] for dot in drawing.dots(STYLE.accent))
    assert (low, high) == (pytest.approx(4.2), pytest.approx(345.8))
    assert quarter == pytest.approx(low + (high - low) / 4, abs=0.02)


def test_trend_stems_stand_on_zero() -> None:
    drawing = read(trend.draw(samples.TREND["rise"], STYLE).svg)
    stems = [line for line in drawing.segments() if line[0][0] == line[1][0]]
    lengths = [start[1] - end[1] for start, end in stems]
    assert lengths == pytest.approx(
        [lengths[-1] * value / 50_250 for value in (37_790, 40_300, 43_120, 46_590, 50_250)], abs=0.02
    )


def test_missing_years_keep_their_places() -> None:
    drawing = read(trend.draw(samples.TREND["hole"], STYLE).svg)
    assert len(drawing.dots(STYLE.accent)) == 3
    texts = [text.what for text in drawing.texts()]
    assert {"2021", "2022", "2023", "2024", "2025", "2022, 2023: not published"} <= set(texts)


def test_markup_in_words_is_only_text() -> None:
    hostile = "<b a=\"1\">&amp; 'x'</b>]]>"
    data = pay_range.PayRange(hostile, (samples.row(hostile, 1, 2, 3, 4, 5),))
    drawing = read(pay_range.draw(data, ChartStyle(500, font_family='"Source Sans 3", sans-serif')).svg)
    assert hostile in (drawing.root[0].text or "")
    assert hostile in [text.what for text in drawing.texts()]
    assert drawing.root.get("font-family") == '"Source Sans 3", sans-serif'


@pytest.mark.parametrize("colour", ["red", "#fff", "url(#x)", '#123456"', "#12345g"])
def test_colours_are_checked(colour: str) -> None:
    with pytest.raises(ValueError, match="accent"):
        ChartStyle(300, accent=colour)


@pytest.mark.parametrize(("value", "capped"), [(float("nan"), False), (float("inf"), False), (None, True)])
def test_figures_that_are_none_are_refused(value: float | None, capped: bool) -> None:
    with pytest.raises(ValueError, match=r"\$1"):
        Datum(value, "$1", top_coded=capped)


def test_small_type_is_refused() -> None:
    with pytest.raises(ValueError, match=r"7\.5"):
        ChartStyle(300, size_pt=7)


def test_a_top_coded_label_is_never_a_plain_bar() -> None:
    capped = read(comparison.draw(samples.COMPARISON["capped"], STYLE).svg)
    plain = read(comparison.draw(samples.comparison(samples.BOTH, ("Surgeons", (239_200, 239_200))), STYLE).svg)
    assert len(slanted(capped)) == 8  # two arrows of two strokes for each bar
    assert slanted(plain) == []


def test_all_jobs_is_a_tick_at_its_median_with_its_label() -> None:
    drawing = read(pay_range.draw(samples.PAY["high_pay"], STYLE).svg)
    labels = [text for text in drawing.texts() if text.what.startswith("All jobs")]
    assert [label.what for label in labels] == ["All jobs $47,500", "All jobs $49,500"]
    zero = next(text for text in drawing.texts() if text.what == "$0").middle[0]
    fifty = next(text for text in drawing.texts() if text.what == "$50,000").middle[0]
    for label, median in zip(labels, (47_500, 49_500), strict=True):
        place = zero + (fifty - zero) * median / 50_000
        assert label.middle[0] == pytest.approx(place, abs=0.1)
        assert any(line[0][0] == line[1][0] == pytest.approx(place, abs=0.1) for line in drawing.segments())


def test_what_is_above_the_cap_is_an_open_arrow_to_the_edge() -> None:
    drawing = read(pay_range.draw(samples.PAY["top_ends"], STYLE).svg)
    assert len(slanted(drawing)) == 4  # two arrow heads
    assert max(x for line in slanted(drawing) for x, _ in line) > STYLE.width_pt - 2
    capped = [text for text in drawing.texts() if text.what == "$239,200+"]
    assert [text.right for text in capped] == pytest.approx([STYLE.width_pt] * 2, abs=0.1)
    assert slanted(read(pay_range.draw(samples.PAY["state_nation"], STYLE).svg)) == []
