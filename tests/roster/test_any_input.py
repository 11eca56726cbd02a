"""Whatever stands in a file: a roster or an error with words, never another exception, never a hidden character."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from reportgen.errors import ReportgenError
from reportgen.roster.read import examine, read_roster
from reportgen.roster.value import Student
from reportgen.store.reader import Store, open_store
from tests.store import tiny

from .workbooks import SHEET, edited, workbook

FIELDS = ("name", "homeroom", "grade", "email", "language", "state", "careers", "copies")
TEXT = st.text(max_size=30)
ODD = ["nurse", "Texs", "=1+1", "\u202eElectricians", "7\r\nA", "12-Sep", "#N/A"]
ROW = st.tuples(
    *(
        st.one_of(st.sampled_from(good), st.sampled_from(good), TEXT, st.sampled_from(ODD))
        for good in (
            ["", "Ana"], ["", "7A"], ["", "8"], ["", "a@x.org"], ["", "es"], ["", "TX"], ["Electricians", "29-2072"],
            ["", "3"],
        )
    )
)  # fmt: skip
BYTES = st.one_of(
    st.binary(max_size=300),
    st.text(max_size=200).map(lambda text: ("name,careers\n" + text).encode("utf-8", "surrogatepass")),
    st.binary(max_size=100).map(lambda data: b"name;careers\nAna;Electricians\n" + data),
    st.binary(max_size=100).map(lambda data: b"\xff\xfe" + "name\tcareers\n".encode("utf-16-le") + data),
)
WORKBOOK = workbook([["name", "careers"], ["Ana", "Electricians"], [1.5, True]])
ANY_PLACE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A small one: random words are looked for in all of its titles."""
    with open_store(tiny.make(tmp_path_factory.mktemp("tiny") / "store.sqlite")) as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("any")


def texts(student: Student) -> list[str]:
    return [
        student.name, student.homeroom, student.grade, student.email, student.language,
        *(career.words for career in student.careers),
    ]  # fmt: skip


def attempt(path: Path, store: Store) -> None:
    """Read it, and look at what came of it."""
    try:
        roster = read_roster(path, store, area=None, skip_bad=True).roster
    except ReportgenError as error:
        assert not any(unicodedata.category(each) in ("Cc", "Cf") and each != "\n" for each in str(error))
        return
    event("a roster")
    assert roster.students
    for student in roster.students:
        assert student.careers
        assert student.copies >= 1
        for text in texts(student):
            assert not any(unicodedata.category(each) in ("Cc", "Cf", "Cs", "Zl", "Zp") for each in text)


@ANY_PLACE
@given(data=BYTES, ending=st.sampled_from([".csv", ".tsv", ".txt", ".xlsx"]))
def test_any_bytes(data: bytes, ending: str, folder: Path, store: Store) -> None:
    path = folder / f"any{ending}"
    path.write_bytes(data)
    attempt(path, store)


@ANY_PLACE
@given(rows=st.lists(ROW, max_size=4))
def test_any_cells(rows: list[tuple[str, ...]], folder: Path, store: Store) -> None:
    path = folder / "cells.tsv"
    quoted = ["\t".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in (FIELDS, *rows)]
    path.write_bytes("\n".join(quoted).encode("utf-8", "replace"))
    attempt(path, store)


@ANY_PLACE
@given(places=st.lists(st.tuples(st.integers(0, 1500), st.sampled_from(b'<>/"0129aAr= \x00\xff')), max_size=4))
def test_any_workbook(places: list[tuple[int, int]], folder: Path, store: Store) -> None:
    def spoil(sheet: bytes) -> bytes:
        spoilt = bytearray(sheet)
        for place, value in places:
            spoilt[place % len(spoilt)] = value
        return bytes(spoilt)

    path = folder / "any.xlsx"
    path.write_bytes(edited(WORKBOOK, spoil, SHEET))
    attempt(path, store)


def test_problems_hold_nothing_hidden(folder: Path, store: Store) -> None:
    path = folder / "hidden.csv"
    path.write_text("name,ho\u202emeroom,careers\nA,7A,x\u202eq\u0007zt\n", encoding="utf-8")
    (problem,) = examine(path, store, area=None).problems
    assert problem.value == "xqzt"
