from __future__ import annotations

import pytest

from reportgen.roster.careers import CareerFault, CareerReader
from reportgen.store.reader import Store

FARMERS = "Farmers, Ranchers, and Other Agricultural Managers"


@pytest.fixture(scope="module")
def reader(store: Store) -> CareerReader:
    return CareerReader(store)


def codes(reader: CareerReader, cell: str) -> list[str]:
    careers, faults = reader.read(cell)
    assert not faults
    return [career.soc.value for career in careers]


def fault(reader: CareerReader, cell: str) -> CareerFault:
    _, (found,) = reader.read(cell)
    return found


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("Lawyers; 29-2072; Bakers", ["23-1011", "29-2072", "51-3011"]),
        ("bakers | LAWYERS", ["51-3011", "23-1011"]),
        ("Bakers\nLawyers\r\n\n", ["51-3011", "23-1011"]),
        ("Veterinarians / Firefighters", ["29-1131", "33-2011"]),
        ("Bakers, Lawyers, ", ["51-3011", "23-1011"]),
        (FARMERS, ["11-9013"]),
        (f"Bakers, {FARMERS}, 29-2072", ["51-3011", "11-9013", "29-2072"]),
        (f"{FARMERS}; Bakers", ["11-9013", "51-3011"]),
        ("Heating, Air Conditioning, and Refrigeration Mechanics and Installers", ["49-9021"]),
        (
            "Sales Representatives, Wholesale and Manufacturing, Except Technical and Scientific Products, Bakers",
            ["41-4012", "51-3011"],
        ),
        ("29-2072", ["29-2072"]),
        ("292072", ["29-2072"]),
        ("29-2072.00", ["29-2072"]),
        ("29-2072 Medical Records Specialists", ["29-2072"]),
        ("29-2072.00 - Medical Records Specialists", ["29-2072"]),
        ("Medical Records Specialists (29-2072)", ["29-2072"]),
        (f"11-9013 {FARMERS}", ["11-9013"]),
        (f"{FARMERS} (11-9013), Bakers", ["11-9013", "51-3011"]),
        ("29-1141: nurse", ["29-1141"]),  # words that fit several do not contradict the code
        ("medical coder", ["29-2072"]),
        ("29-2072, Lawyers, 51-3011", ["29-2072", "23-1011", "51-3011"]),
        (
            "Registered Nurses, Medical Records Specialists, Software Developers, Electricians, Lawyers, Bakers, "
            "Veterinarians, Firefighters, Dental Hygienists",
            ["29-1141", "29-2072", "15-1252", "47-2111", "23-1011", "51-3011", "29-1131", "33-2011", "29-1292"],
        ),
        ("Bakers; baker; 51-3011", ["51-3011"]),  # once
        ("11-2021", ["11-2021"]),
        ("2021-11-01", ["11-2021"]),
        ("Bakers;\u200b Lawyers\u00a0", ["51-3011", "23-1011"]),
        ("", []),
        (" ; | , ", []),
    ],
)
def test_cells(reader: CareerReader, cell: str, expected: list[str]) -> None:
    assert codes(reader, cell) == expected


def test_each_says_what_the_cell_said(reader: CareerReader) -> None:
    (career, _), _ = reader.read("electrician; Bakers")
    assert (career.words, career.title) == ("electrician", "Electricians")
    (career,), _ = reader.read(FARMERS)
    assert career.words == FARMERS


def test_words_that_fit_several(reader: CareerReader) -> None:
    found = fault(reader, "Bakers; nurse")
    assert found.words == "nurse"
    assert found.what.startswith("it fits ")
    assert "  29-1141 Registered Nurses\n" in found.cure
    assert "`reportgen occupations search" in found.cure
    assert found.candidates[0].value == "29-1141"


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("softwear enginer", "15-1252"), ("medcal recrds", "29-2072"), ("carpinter", "47-2031"),
        ("graphic desinger", "27-1024"), ("elecrtician", "47-2111"), ("29-2073", "29-2072"),
    ],
)  # fmt: skip
def test_misspelt_words(reader: CareerReader, words: str, meant: str) -> None:
    found = fault(reader, words)
    assert meant in [soc.value for soc in found.candidates]
    assert "Did you mean" in found.cure


@pytest.mark.parametrize(
    ("words", "what", "cure"),
    [
        ("xqzt", "it is no occupation that is known", "`reportgen occupations search WORDS`"),
        ("29-0000", "29-0000 is not one occupation but the group", "Write one occupation of the group."),
        ("13-1021", "does not publish 13-1021 by itself", "It is part of 13-1020 Buyers and Purchasing Agents"),
        ("51-3011 Lawyers", "the code is 51-3011 Bakers, and the words are 23-1011 Lawyers", "Keep the one"),
        ("x" * 200, "it is too long to be an occupation", "with semicolons between them"),
        ("12-Sep", "a spreadsheet made a date of a code", "Format the column as text"),
    ],
)
def test_other_faults(reader: CareerReader, words: str, what: str, cure: str) -> None:
    found = fault(reader, words)
    assert what in found.what
    assert cure in found.cure


def test_a_column_of_essays_does_not_take_for_ever(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.roster.careers._MOST_SUGGESTED", 1)
    reader = CareerReader(store)
    assert fault(reader, "carpinter").candidates
    late = fault(reader, "elecrtician")
    assert not late.candidates
    assert "occupations search" in late.cure
