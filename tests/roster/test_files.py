"""The same list in every kind of file that a school has."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from reportgen.errors import UsageError
from reportgen.roster.read import Examination, examine, read_roster
from reportgen.store.reader import Store

from .conftest import Look
from .workbooks import edited, workbook

ROWS = [
    ["Name", "Home Room", "Careers"],
    ["José Núñez", "7A", "Bakers; Lawyers"],
    ["Ana Li", "7B", "Farmers, Ranchers, and Other Agricultural Managers"],
]
ROOT = Path(__file__).resolve().parents[2]


def text(delimiter: str) -> str:
    quoted = [[f'"{cell}"' if delimiter in cell else cell for cell in row] for row in ROWS]
    return "\r\n".join(delimiter.join(row) for row in quoted) + "\r\n"


def known(found: Examination) -> list[tuple[int, str, str, list[str]]]:
    return [
        (student.row, student.name, student.homeroom, [career.soc.value for career in student.careers])
        for student in found.roster.students
    ]


EXPECTED = [(2, "José Núñez", "7A", ["51-3011", "23-1011"]), (3, "Ana Li", "7B", ["11-9013"])]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-16-be-mark", "utf-32", "cp1252"]
)
def test_encodings_and_delimiters(look: Look, delimiter: str, encoding: str) -> None:
    if encoding == "utf-16-be-mark":
        data = b"\xfe\xff" + text(delimiter).encode("utf-16-be")
    else:
        data = text(delimiter).encode(encoding)
    found = look(data)
    assert not found.problems
    assert known(found) == EXPECTED
    assumed = [warning for warning in found.warnings if "assumption" in warning.what]
    assert [(warning.row, "Windows-1252" in warning.what) for warning in assumed] == (
        [(2, True)] if encoding == "cp1252" else []
    )


@pytest.mark.parametrize("name", ["students.tsv", "students.txt", "STUDENTS.CSV"])
def test_other_endings(look: Look, name: str) -> None:
    assert known(look(text("\t"), name)) == EXPECTED


def test_workbook(look: Look) -> None:
    found = look(workbook(ROWS, "Notes"), "students.xlsx")
    assert known(found) == EXPECTED
    assert found.table.unread_sheets == ("Notes",)
    assert known(look(workbook(ROWS), "students.csv")) == EXPECTED  # under a wrong name


def test_rows_are_those_that_a_spreadsheet_shows(look: Look) -> None:
    found = look('Grade 7,,\n\nname,homeroom,careers\n"Ana\nLi",7A,"Bakers\nLawyers"\n\nBo,7B,Cooks\n')
    assert found.heading_row == 3
    assert known(found) == [(4, "Ana Li", "7A", ["51-3011", "23-1011"])]
    assert [problem.row for problem in found.problems] == [6]
    found = look(workbook([["List"], [], *ROWS]), "students.xlsx")
    assert [row for row, *_ in known(found)] == [4, 5]


def test_excel_says_its_delimiter(look: Look) -> None:
    found = look("sep=;\nname;careers\nAna;Bakers\n")
    assert known(found) == [(3, "Ana", "", ["51-3011"])]


def test_old_line_ends_and_blanks_before_quotes(look: Look) -> None:
    found = look('name, careers\rAna, "Bakers, Lawyers"\rBo, Bakers\r')
    assert [codes for *_, codes in known(found)] == [["51-3011", "23-1011"], ["51-3011"]]


def test_what_excel_made_of_codes(look: Look) -> None:
    rows: list[list[Any]] = [["name", "grade", "careers"], ["Ana", 7.0, 292072], ["Bo", 8, datetime.date(2021, 11, 1)]]
    found = look(workbook(rows), "students.xlsx")
    assert [(student.grade, student.careers[0].soc.value) for student in found.roster.students] == [
        ("7", "29-2072"), ("8", "11-2021"),
    ]  # fmt: skip
    rows = [["homeroom", "careers"], [datetime.date(2026, 3, 2), "Bakers"], ["3-2", "Bakers"]]
    (problem,) = look(workbook(rows), "students.xlsx").problems
    assert (problem.row, problem.column, problem.value) == (2, "homeroom", "2026-03-02")
    found = look("name,careers\nAna,Nov-21\nBo,2021-11-01\nCy,11/1/2021\n")
    assert [student.careers[0].soc.value for student in found.roster.students] == ["11-2021", "11-2021"]
    (problem,) = found.problems
    assert (problem.row, problem.column, problem.value) == (2, "careers", "Nov-21")
    assert [soc.value for soc in problem.candidates] == ["11-2021", "11-3021", "11-3121", "11-9021", "11-9121"]


def test_formulas_count_as_their_results(look: Look) -> None:
    data = workbook([["name", "careers"], ["Ana", "=UPPER(B3)"], ["Bo", "=1/0"]])
    data = edited(data, lambda sheet: sheet.replace(b"<f>UPPER(B3)</f><v></v>", b"<f>UPPER(B3)</f><v>BAKERS</v>"))
    data = edited(data, lambda sheet: sheet.replace(b'<c r="B2"', b'<c r="B2" t="str"'))
    data = edited(data, lambda sheet: sheet.replace(b'<c r="B3">', b'<c r="B3" t="e">'))
    data = edited(data, lambda sheet: sheet.replace(b"<f>1/0</f><v></v>", b"<f>1/0</f><v>#DIV/0!</v>"))
    found = look(data, "students.xlsx")
    assert known(found) == [(2, "Ana", "", ["51-3011"])]
    assert found.problems[0].value == "#DIV/0!"


def test_the_sample_of_the_docs(store: Store) -> None:
    found = examine(ROOT / "docs" / "students.csv", store, area=store.areas["48"])
    assert not found.problems and not found.warnings
    assert len(found.roster.students) == found.row_count == 7


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
LOCKED = OLE + "EncryptedPackage".encode("utf-16-le") + bytes(100)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("students.csv", b"", "is empty"),
        ("students.csv", b"\n,,\n", "is empty"),
        ("students.csv", b"name,careers\n", "names no student"),
        ("students.csv", b"name,careers\nAna,\x81\n", "neither UTF-8 nor Windows-1252: line 2 holds the byte 0x81"),
        ("students.csv", b"name,careers\nA\0na,Bakers\n", "NUL bytes"),
        ("students.csv", b"\xff\xfen\0a", "is damaged: it begins as UTF-16"),
        ("students.csv", b'name,careers\nAna,"Bakers\nBo,Cooks\n', "is no row: unexpected end of data"),
        ("students.csv", b"<html><table><tr><td>name</td></tr></table>", "is a web page"),
        ("students.xlsx", b"no workbook", "is no Excel workbook"),
        ("students.xlsx", b"PK\x03\x04 torn", "is no Excel workbook"),
        ("students.xlsx", LOCKED, "protected with a password"),
        ("students.xls", OLE, "a workbook of an old kind (.xls)"),
        ("students.doc", b"x", "is no roster"),
        ("students.csv", b"name,careers\n" + b"Ana,Bakers\n" * 100_000, "has 100,001 rows; 100,000 are the most"),
        ("students.csv", b"x" * 20_000_001, "is larger than 20 MB"),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
def test_files_that_are_no_roster(store: Store, tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_roster(path, store, area=None)
    assert said in caught.value.what
    assert caught.value.cure or "damaged" in said


def test_a_folder_or_nothing(store: Store, tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(UsageError):
            read_roster(path, store, area=None)


def test_a_lone_cell_far_out_is_refused_before_it_takes_the_memory(look: Look) -> None:
    data = workbook(ROWS)
    far = edited(data, lambda sheet: sheet.replace(b'r="C3"', b'r="XFD1048576"'))
    with pytest.raises(UsageError, match="down to row 1,048,576 and over 16,384 columns"):
        look(far, "students.xlsx")
    bare = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'  # formatted once, without a value
    assert known(look(edited(data, lambda sheet: sheet.replace(b"</sheetData>", bare)), "students.xlsx")) == EXPECTED
