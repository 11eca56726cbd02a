"""The arithmetic of the field."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.model.profile import GrowthBand, Rank
from reportgen.model.soc import SocCode
from reportgen.profile import rules


@pytest.mark.parametrize(
    ("here", "nation", "expected"),
    [
        # Published by the states' tables for 29-2072, May 2024.
        (47230, 50250, -6),
        (59700, 50250, 19),
        (45990, 50250, -8),
        (62250, 50250, 24),
        (49420, 50250, -2),
        # A half goes away from zero, on both sides.
        (1025, 1000, 3),
        (975, 1000, -3),
        (1000, 1000, 0),
    ],
)
def test_delta_is_rounded_half_away_from_zero(here: int, nation: int, expected: int) -> None:
    assert rules.delta_percent(here, nation) == expected


@pytest.mark.parametrize(("here", "nation"), [(None, 50250), (47230, None), (None, None)])
def test_delta_of_a_missing_figure_is_missing(here: int | None, nation: int | None) -> None:
    assert rules.delta_percent(here, nation) is None


@given(st.integers(1_000, 5_000_000), st.integers(1_000, 5_000_000))
def test_delta_and_its_mirror_have_opposite_signs(here: int, nation: int) -> None:
    there, back = rules.delta_percent(here, nation), rules.delta_percent(nation, here)
    assert there is not None and back is not None
    assert there * back <= 0


def test_rank_shares_ties_and_counts_published_values_only() -> None:
    published = [20390, 5280, 5280, 4990]
    assert rules.rank_of(5280, published) == Rank(position=2, count=4, tied=True)
    assert rules.rank_of(4990, published) == Rank(position=4, count=4, tied=False)
    assert rules.rank_of(None, published) is None


@pytest.mark.parametrize(
    ("percent", "band"),
    [
        (7.1, GrowthBand.MUCH_FASTER),
        (6.5, GrowthBand.MUCH_FASTER),
        (6.4, GrowthBand.FASTER),
        (5.0, GrowthBand.FASTER),
        (4.4, GrowthBand.AS_FAST),
        (3.0, GrowthBand.AS_FAST),
        (2.4, GrowthBand.SLOWER),
        (0.5, GrowthBand.SLOWER),
        (0.4, GrowthBand.LITTLE_OR_NO_CHANGE),
        (-0.4, GrowthBand.LITTLE_OR_NO_CHANGE),
        (-0.5, GrowthBand.DECLINE),
        (-36.1, GrowthBand.DECLINE),
    ],
)
def test_growth_words_go_by_the_whole_percent(percent: float, band: GrowthBand) -> None:
    words = rules.growth_words("2024-34")
    assert words is not None
    assert words.band(SocCode("99-9999"), percent) is band


@pytest.mark.parametrize(
    ("soc", "printed", "band"),
    [
        # The Handbook prints 4 % for carpenters and 0 % for retail salespersons.
        ("47-2031", 4.5, GrowthBand.AS_FAST),
        ("41-2031", -0.5, GrowthBand.LITTLE_OR_NO_CHANGE),
        ("11-9199", 4.5, GrowthBand.AS_FAST),
    ],
)
def test_growth_words_follow_the_handbook_where_it_rounds_the_other_way(
    soc: str, printed: float, band: GrowthBand
) -> None:
    words = rules.growth_words("2024-34")
    assert words is not None
    assert words.band(SocCode(soc), printed) is band


def test_an_edition_without_cut_offs_gets_no_words() -> None:
    assert rules.growth_words("2025-35") is None


def test_standard_score_is_onets() -> None:
    assert rules.standard_score(3.0, 1, 5) == 50
    assert rules.standard_score(4.12, 1, 5) == 78


def test_percentile_counts_ties_half() -> None:
    assert rules.percentile(2, [1, 2, 2, 3]) == 50
    assert rules.percentile(3, [1, 2, 2, 3]) == 88
