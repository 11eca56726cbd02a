"""Words → occupation, area, group."""

from __future__ import annotations

import pytest

from reportgen.errors import NoSuchDataError, UsageError
from reportgen.store import resolve
from reportgen.store.reader import Store


@pytest.mark.parametrize(
    ("words", "soc"),
    [
        ("29-2072", "29-2072"),
        (" 292072 ", "29-2072"),
        ("29-2072.00", "29-2072"),
        ("Medical Records Specialists", "29-2072"),
        ("medical  records", "29-2072"),
        ("records med", "29-2072"),
        ("electrician", "47-2111"),  # the whole title, although another title holds the word too
        ("registered nurse", "29-1141"),
        ("software engineer", "15-1252"),  # an alternate title of one occupation
        ("clinician", "29-1171"),  # one occupation's alternate title holds it
    ],
)
def test_occupation_is_found(store: Store, words: str, soc: str) -> None:
    assert resolve.occupation(store, words).value == soc


def test_words_of_several_official_titles_are_ambiguous(store: Store) -> None:
    # "Nurse" is an alternate title of 29-1141 alone, yet official titles hold the word: no guess.
    with pytest.raises(UsageError) as caught:
        resolve.occupation(store, "nurse")
    assert "29-1141  Registered Nurses" in caught.value.what
    assert "29-1171  Nurse Practitioners" in caught.value.what


def test_words_of_several_alternate_titles_are_ambiguous(store: Store) -> None:
    with pytest.raises(UsageError, match="fits 2 occupations"):
        resolve.occupation(store, "coding")


@pytest.mark.parametrize(
    ("words", "suggested"),
    [("medcal recrds specialist", "Medical Records Specialists"), ("xx electrican yy", "Electricians")],
)
def test_unknown_words_get_suggestions(store: Store, words: str, suggested: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve.occupation(store, words)
    assert suggested in caught.value.cure


def test_unknown_code_gets_near_codes(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        resolve.occupation(store, "29-2079")
    assert "29-2072 Medical Records Specialists" in caught.value.cure


def test_group_code_is_no_occupation(store: Store) -> None:
    with pytest.raises(UsageError) as caught:
        resolve.occupation(store, "29-0000")
    assert "--group 29-0000" in caught.value.cure


def test_code_that_oews_combines_names_the_combined_one(store: Store) -> None:
    with pytest.raises(NoSuchDataError) as caught:
        resolve.occupation(store, "13-1021")
    assert "13-1020 Buyers and Purchasing Agents" in caught.value.cure


@pytest.mark.parametrize("words", ["", "   ", "!!", "%", '"', "medical*records'--"])
def test_odd_words_never_crash(store: Store, words: str) -> None:
    try:
        resolve.occupation(store, words)
    except UsageError as error:
        assert error.cure


@pytest.mark.parametrize("words", ["TX", "tx", "Texas", "TEXAS", "48", " texas "])
def test_area_by_abbreviation_name_and_fips(store: Store, words: str) -> None:
    assert resolve.area(store, words).abbreviation == "TX"


@pytest.mark.parametrize(
    ("words", "abbreviation"),
    [
        ("US", "US"), ("usa", "US"), ("United States", "US"), ("the United States", "US"), ("00", "US"), ("0", "US"),
        ("6", "CA"), ("new york", "NY"), ("Washington", "WA"), ("Washington, D.C.", "DC"), ("d.c.", "DC"),
        ("the District of Columbia", "DC"), ("guam", "GU"), ("U.S.", "US"),
    ],
)  # fmt: skip
def test_area_in_many_spellings(store: Store, words: str, abbreviation: str) -> None:
    assert resolve.area(store, words).abbreviation == abbreviation


@pytest.mark.parametrize(("words", "hint"), [("Texs", "Texas (TX)"), ("Kalifornia", "California (CA)"), ("99", "48")])
def test_unknown_area_is_refused_with_a_hint(store: Store, words: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve.area(store, words)
    assert hint in caught.value.cure


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("29", ["29-0000"]),
        ("29-0000", ["29-0000"]),
        ("healthcare", ["29-0000", "31-0000"]),
        ("healthcare support occupations", ["31-0000"]),
        ("computer", ["15-0000"]),
    ],
)
def test_groups(store: Store, words: str, codes: list[str]) -> None:
    assert [soc.value for soc in resolve.groups(store, words)] == codes


@pytest.mark.parametrize("words", ["cooking", "00", "occupations", "", "99-0000"])
def test_unknown_group_lists_the_groups(store: Store, words: str) -> None:
    with pytest.raises(UsageError) as caught:
        resolve.groups(store, words)
    assert "29-0000  Healthcare Practitioners" in caught.value.cure
