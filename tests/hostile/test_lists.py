"""Rosters and plans with harm in their cells: it is printed as the text that it is, or refused with row and column."""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from reportgen.store.reader import open_store
from reportgen.tables import survey
from reportgen.tables.sheet_xml import look_through
from tests.book.making import texts
from tests.roster.workbooks import edited, workbook

from .conftest import Cli

TEXTS = {
    "html": "<b>Ana</b><script>alert(1)</script>",
    "css": "</title><style>@page{size:100000in}</style>",
    "jinja": "{{7*7}}{% include 'x' %}",
    "quotes": "Ana\" onload='x' style=\"",
    "link": "javascript:alert(1)",
    "formula": '=HYPERLINK("file:///etc/passwd")',
    "python": "__import__('os').system('id')",
    "percent": "%s%n{0}$(id)`id`",
}
HIDDEN = {
    "nul": "A\0na",
    "bidi": "A\u202ena",
    "zero width": "A\u200bna",
    "escape": "A\x1b[31mna",
    "tag": "A\U000e0041na",
}
FIELDS = ("name", "homeroom", "grade", "email", "language", "state", "careers", "copies")
GOOD = ("Ana Li", "7A", "8", "ana@x.org", "en", "TX", "Electricians", "1")


def as_csv(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8")


def as_json_lines(rows: Sequence[Sequence[str]]) -> bytes:
    names, *others = rows
    return "\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in others).encode()


FORMS: dict[str, Callable[[Sequence[Sequence[str]]], bytes]] = {
    ".csv": as_csv,
    ".tsv": lambda rows: as_csv(rows, "\t"),
    ".xlsx": workbook,
}


def with_cell(field: str, cell: str) -> list[Sequence[str]]:
    return [FIELDS, tuple(cell if name == field else good for name, good in zip(FIELDS, GOOD, strict=True))]


# --- rosters ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("field", FIELDS)
def test_harmful_words_of_a_roster_are_words(cli: Cli, field: str) -> None:
    for form in (".csv", ".tsv"):
        for cell in TEXTS.values():
            path = Path(f"students{form}")
            path.write_bytes(FORMS[form](with_cell(field, cell)))
            result = cli("roster", "check", str(path), "--json")
            found = json.loads(result.stdout)
            if field in ("name", "homeroom") or (field == "grade" and len(cell) <= 20):
                assert result.exit_code == 0, (cell, result.output)
            else:
                assert result.exit_code == 2
                assert {problem["row"] for problem in found["problems"]} == {2}
                assert field in {problem["column"] for problem in found["problems"]}


@pytest.mark.parametrize("cell", HIDDEN.values(), ids=HIDDEN)
def test_what_nobody_sees_is_left_out_of_a_roster(cli: Cli, cell: str) -> None:
    path = Path("students.csv")
    path.write_bytes(as_csv(with_cell("homeroom", cell)))
    result = cli("roster", "check", str(path))
    if "\0" in cell:
        assert result.exit_code == 2 and "holds NUL bytes" in result.stderr
        return
    assert result.exit_code == 0
    assert "invisible characters" in result.stdout
    assert result.output.replace("\n", "").isprintable()


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("form", FORMS)
def test_a_word_of_three_thousand_letters_is_refused(cli: Cli, form: str, field: str) -> None:
    path = Path(f"students{form}")
    path.write_bytes(FORMS[form](with_cell(field, "x" * 3000)))
    result = cli("roster", "check", str(path))
    assert result.exit_code == 2
    assert f"row 2, {field} “x" in result.stdout and "3,000 characters" in result.stdout
    assert len(result.output) < 3_000


def test_names_are_printed_as_they_are_written(cli: Cli) -> None:
    names = [*TEXTS.values(), "x" * 100]
    rows = [FIELDS, *((name, "Room 9", "8", "", "", "TX", "Electricians", "1") for name in names)]
    Path("students.csv").write_bytes(as_csv(rows))
    result = cli("batch", "students.csv", "--group-by", "homeroom", "--book", "--labels", "avery-5160")
    assert result.exit_code == 0, result.output
    printed = texts(Path("output/book.pdf").read_bytes())
    (labels,) = texts(next(Path("output").glob("labels.pdf")).read_bytes())
    for name in names:
        (sheet,) = (page for page in printed if name[:12] in page)
        assert "Electricians" in sheet
        assert name[:8] in labels
    assert len(printed) < 100  # no style sheet of a name made pages of its own


def test_nothing_of_a_roster_is_a_formula_when_it_is_written_again(cli: Cli) -> None:
    rows = [FIELDS, *(tuple(TEXTS["formula"] if name in ("name", "homeroom") else good
                            for name, good in zip(FIELDS, GOOD, strict=True)) for _ in range(2))]  # fmt: skip
    Path("students.csv").write_bytes(as_csv(rows))
    result = cli("batch", "students.csv", "--group-by", "homeroom", "--book")
    assert result.exit_code == 0, result.output
    with Path("output/books.csv").open(encoding="utf-8", newline="") as handle:
        cells = [cell for row in csv.reader(handle) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert not [path.name for path in Path("output").iterdir() if "HYPERLINK" in path.name]


# --- workbooks of both --------------------------------------------------------------------------------------------


def roster_book(change: Callable[[bytes], bytes] = lambda sheet: sheet) -> bytes:
    return edited(workbook([("name", "careers"), ("Ana", "Electricians"), ("Bo", "Electricians")]), change)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (roster_book(lambda xml: xml.replace(b' r="B3"', b' r="XFD1048576"')), "reaches down to row 1,048,576"),
        (roster_book(lambda xml: xml.replace(b' r="B3"', b' r="' + b"A" * 999_999 + b'3"')), "no Excel workbook"),
        (roster_book(lambda xml: xml.replace(b"<sheetData>", b"<sheetData><row>")), "no Excel workbook"),
        (roster_book(lambda xml: xml.replace(b"<v>", b"<v>&a;")[:-20]), "no Excel workbook"),
        (roster_book()[:-40], "no Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "protected with a password"),
        (b"<html><table><tr><td>name", "web page"),
    ],
)
def test_a_hostile_workbook_is_refused(cli: Cli, data: bytes, words: str) -> None:
    for name, command in (("students.xlsx", ("roster", "check")), ("plan.xlsx", ("batch",))):
        Path(name).write_bytes(data)
        result = cli(*command, name)
        assert result.exit_code == 2, result.output
        assert words in result.stderr or "no Excel workbook" in result.stderr


def test_a_workbook_cut_off_at_every_half_kilobyte_is_refused(cli: Cli) -> None:
    whole = roster_book()
    for end in range(0, len(whole), 512):
        Path("students.xlsx").write_bytes(whole[:end])
        result = cli("roster", "check", "students.xlsx")
        assert result.exit_code == 2 and result.stderr.startswith("Error: students.xlsx")


def test_a_pipe_is_not_waited_for(cli: Cli) -> None:
    for name, command in (("students.csv", ("roster", "check")), ("plan.jsonl", ("batch",))):
        os.mkfifo(name)
        result = cli(*command, name)
        assert result.exit_code == 2 and f"{name} is no file" in result.stderr


def test_entities_are_not_multiplied(cli: Cli) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<?xml version="1.0"?><!DOCTYPE worksheet [<!ENTITY e0 "lol">{entities}]>'.encode()
    data = roster_book(lambda xml: bomb + xml.replace(b"<t>Bo</t>", b"<t>&e11;</t>"))
    Path("students.xlsx").write_bytes(data)
    assert cli("roster", "check", "students.xlsx").exit_code == 2


def test_a_text_used_in_every_cell_takes_no_memory(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(survey, "_MOST_CHARACTERS", 1_000_000)
    cells = b"".join(b'<c t="s"><v>0</v></c>' for _ in range(40))
    data = roster_book(lambda xml: xml.replace(b"</sheetData>", b"<row>" + cells + b"</row></sheetData>"))
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a") as opened:
        opened.writestr("xl/sharedStrings.xml", b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>")
    Path("students.xlsx").write_bytes(out.getvalue())
    result = cli("roster", "check", "students.xlsx")
    assert result.exit_code == 2 and "1 million characters" in result.stderr


def test_a_formula_without_its_result_is_no_empty_cell(cli: Cli) -> None:
    Path("students.xlsx").write_bytes(workbook([("name", "careers"), ("Ana", "=A1"), ("=A2", "Electricians")]))
    result = cli("roster", "check", "students.xlsx")
    assert result.exit_code == 2
    assert "row 2, careers “#FORMULA!”: it is an error of the spreadsheet" in result.stdout
    assert "row 3, name “#FORMULA!”: it is an error of the spreadsheet" in result.stdout


def test_marks_of_a_sheet_are_counted_before_they_are_kept() -> None:
    row = b'<c t="e"><v>#N/A</v></c>' * 100_002
    sheet = io.BytesIO(b"<worksheet><sheetData><row>" + row + b"</row></sheetData></worksheet>")
    with pytest.raises(ValueError, match="hold formulas or errors"):
        look_through(sheet, is_xml=True)  # type: ignore[arg-type]


# --- plans --------------------------------------------------------------------------------------------------------

COLUMNS = ("occupation", "state", "layout", "brand", "output", "group")
ROW = ("29-2072", "TX", "", "", "", "")


@pytest.mark.parametrize("form", [".csv", ".tsv", ".jsonl"])
@pytest.mark.parametrize("column", COLUMNS)
def test_harmful_words_of_a_plan_are_words(cli: Cli, column: str, form: str) -> None:
    for cell in TEXTS.values():
        rows = [COLUMNS, tuple(cell if name == column else good for name, good in zip(COLUMNS, ROW, strict=True))]
        Path(f"plan{form}").write_bytes({**FORMS, ".jsonl": as_json_lines}[form](rows))
        result = cli("batch", f"plan{form}", "--dry-run")
        if column == "group" or (column == "output" and result.exit_code == 0):
            assert result.exit_code == 0, (cell, result.output)
            assert not set('<>/\\"') & set(cell) or column == "group"
        else:
            assert result.exit_code == 2, (cell, result.output)
            assert f"row {1 if form == '.jsonl' else 2}, {column} “" in result.stderr


@pytest.mark.parametrize("cell", [*HIDDEN.values(), "\ud800", "x" * 3000], ids=[*HIDDEN, "half", "long"])
@pytest.mark.parametrize("column", COLUMNS)
def test_what_nobody_sees_is_refused_in_a_plan(cli: Cli, column: str, cell: str) -> None:
    rows = [COLUMNS, tuple(cell if name == column else good for name, good in zip(COLUMNS, ROW, strict=True))]
    Path("plan.jsonl").write_bytes(as_json_lines(rows))
    result = cli("batch", "plan.jsonl")
    assert result.exit_code == 2
    assert f"row 1, {column} “" in result.stderr
    assert "nobody sees" in result.stderr or "3,000 characters" in result.stderr
    assert result.output.replace("\n", "").isprintable() and len(result.output) < 1_500
    assert not Path("output").exists()


@pytest.mark.parametrize(
    "line",
    ["[" * 100_000, "9" * 5_000, '{"occupation": ' + "9" * 5_000 + "}", '{"occupation": true}', "NaN", '{"\\ud800": 1}',
     '{"occupation": {"a": ' + "[1]," * 3 + "}}", "\x00", '{"occupation": 1e400}'],
    ids=range(9),
)  # fmt: skip
def test_json_that_is_no_row_is_told_by_its_line(cli: Cli, line: str) -> None:
    Path("plan.jsonl").write_text('{"occupation": "29-2072", "state": "TX"}\n' + line, encoding="utf-8")
    result = cli("batch", "plan.jsonl")
    assert result.exit_code == 2
    assert "row 2" in result.stderr
    assert result.output.replace("\n", "").isprintable() and len(result.output) < 2_000


def test_the_store_is_only_read(cli: Cli, tiny_store: Path) -> None:
    before = tiny_store.read_bytes()
    Path("plan.csv").write_text("occupation\n'; DROP TABLE occupation; --\n")
    assert cli("batch", "plan.csv").exit_code == 2
    assert tiny_store.read_bytes() == before
    with open_store(tiny_store) as store:
        assert store.occupation_titles
