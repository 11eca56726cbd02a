from __future__ import annotations

import pytest

from reportgen.store import search
from reportgen.store.reader import Store


def test_exact_and_official_titles_come_first(store: Store) -> None:
    found = search.search(store, "nurse")
    assert {match.soc for match in found} >= {"29-1141", "29-1171"}
    assert search.search(store, "electricians")[0].soc == "47-2111"


def test_alternate_title_says_what_it_was_found_by(store: Store) -> None:
    (match,) = search.search(store, "medical cod")
    assert (match.soc, match.title, match.matched) == ("29-2072", "Medical Records Specialists", "Medical Coder")


@pytest.mark.parametrize(
    ("text", "soc"),
    [("medical records specialist", "29-2072"), ("Helpers Electricians", "47-3013"), ("electricians", "47-2111"),
     ("nurse", None)],
)  # fmt: skip
def test_exact_title_without_case_punctuation_and_plural(store: Store, text: str, soc: str | None) -> None:
    assert search.exact_title(store, text) == soc


@pytest.mark.parametrize(("one", "other"), [("Secretaries", "secretary"), ("Coaches", "coach"), ("Glasses", "glass")])
def test_plurals(one: str, other: str) -> None:
    assert search.is_same_title(one, other)


@pytest.mark.parametrize(
    ("text", "title"),
    [("regstered nurse", "Registered Nurses"), ("softwear developer", "Software Developers"),
     ("elecrticians", "Electricians")],
)  # fmt: skip
def test_misspelt_words_are_spelt_as_those_of_titles(store: Store, text: str, title: str) -> None:
    assert search.suggestions(store, text)[0] == title


@pytest.mark.parametrize("text", ["0_0", "_", "\ua7b2x", "\u00e9lan", '"', "*", "nurse_"])
def test_odd_words_find_nothing_and_raise_nothing(store: Store, text: str) -> None:
    assert search.search(store, text) == []
