"""Several O*NET occupations for one OEWS code."""

from __future__ import annotations

from reportgen.profile.combining import combined_mean, representative_codes


def test_the_codes_own_occupation_stands_for_it() -> None:
    values = {"29-1141.00": 4.0, "29-1141.01": 1.0}
    assert combined_mean(["29-1141.00", "29-1141.01"], values) == 4.0


def test_specialities_stand_in_by_their_mean_where_the_own_one_has_no_value() -> None:
    assert combined_mean(["15-1299.00", "15-1299.01", "15-1299.02"], {"15-1299.01": 2.0, "15-1299.02": 4.0}) == 3.0


def test_a_combined_code_takes_the_mean_of_its_soc_codes_not_of_all_occupations() -> None:
    codes = ["29-2011.00", "29-2011.01", "29-2012.00", "29-2012.01"]
    values = {"29-2011.01": 1.0, "29-2012.00": 4.0, "29-2012.01": 9.0}
    assert combined_mean(codes, values) == 2.5


def test_without_a_value_there_is_none() -> None:
    assert combined_mean(["29-2072.00"], {}) is None
    assert combined_mean([], {"29-2072.00": 1.0}) is None


def test_lists_come_from_the_same_occupations() -> None:
    codes = ["29-2011.00", "29-2011.01", "29-2012.00"]
    assert representative_codes(codes, {"29-2011.01", "29-2012.00"}) == ["29-2011.01", "29-2012.00"]
