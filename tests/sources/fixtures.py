"""Small workbooks and text files in the official layouts, with made-up figures, and the official files themselves.

A row is a dict of official headings to the text that a reader sees; in a workbook figures are stored as numbers, as
the publishers do. Codes, areas and headings are real, since importers refuse others.
"""

from __future__ import annotations

import csv
import re
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest

import reportgen.store
from reportgen.errors import SourceError
from reportgen.sources import importers, spec
from reportgen.sources.imported import ImportedFile
from reportgen.sources.spec import FileSpec, ReleaseSpec, TableSpec

from .made_up import Fault, Row, assert_points

Sheets = dict[str, list[Row]]  # sheet ("" for a text file) → rows
_NUMBER = re.compile(r"-?\d+(\.\d+)?\Z")
# Codes that publishers keep as text although they look like numbers.
_TEXT = {"AREA", "AREA_TYPE", "NAICS", "OWN_CODE"}


def described(release_key: str, name: str) -> tuple[ReleaseSpec, FileSpec]:
    """The description of the file `name`, without the row counts of the real edition."""
    release = spec.release_spec(release_key)
    (file,) = [file for file in release.files if name.lower() in file.names]
    return release, replace(file, expected_rows={})


def write(path: Path, file: FileSpec, sheets: Mapping[str, Sequence[Row]]) -> Path:
    """Write rows in the layout of a description: a workbook, or a comma- or tab-separated file."""
    if file.format == "xlsx":
        book = openpyxl.Workbook()
        assert book.active is not None
        book.remove(book.active)
        for table in file.tables:
            sheet = book.create_sheet(table.sheet)
            for _ in range(table.header_row - 1):
                sheet.append(["A line above the headings"])
            for line in _lines(table, sheets[table.sheet or ""]):
                sheet.append([_stored(heading, cell) for heading, cell in zip(table.columns, line, strict=False)])
        book.save(path)
        return path
    (table,) = file.tables
    with path.open("w", encoding=file.encoding, newline="") as handle:
        csv.writer(handle, delimiter="," if file.format == "csv" else "\t").writerows(_lines(table, sheets[""]))
    return path


def _lines(table: TableSpec, rows: Sequence[Row]) -> list[list[str]]:
    notes = [[f"{mark} a note under the table"] for mark in table.footer]
    return [list(table.columns), *([row[heading] for heading in table.columns] for row in rows), *notes]


def _stored(heading: str, cell: str) -> object:
    return float(cell) if heading not in _TEXT and _NUMBER.match(cell) else cell


def import_made_up(folder: Path, release_key: str, name: str, sheets: Mapping[str, Sequence[Row]]) -> ImportedFile:
    release, file = described(release_key, name)
    return importers.import_file(write(folder / name, file, sheets), release, file)


def assert_refused(
    folder: Path, release_key: str, name: str, sheets: Sheets, fault: Fault, sheet: str | None = None
) -> None:
    """Plant the fault in good rows (of `sheet`, or of the first): the import stops, and says where and what."""
    import_made_up(folder, release_key, name, sheets)
    fault.change(sheets[sheet if sheet is not None else next(iter(sheets))])
    with pytest.raises(SourceError) as caught:
        import_made_up(folder, release_key, name, sheets)
    assert name in str(caught.value)
    assert_points(caught.value, fault.row, fault.column, fault.words)


def fault(
    name: str, position: int, heading: str, cell: str, words: str, *, row: int | None = None, first_row: int = 2
) -> Fault:
    """A cell overwritten in data row `position` (from 0); the error points at it unless `row` says otherwise."""

    def change(rows: list[Row]) -> None:
        assert heading in rows[position], f"the layout has no column {heading}"
        rows[position][heading] = cell

    return Fault(name, change, row or position + first_row, heading, words)


def named(faults: Sequence[Fault]) -> dict[str, object]:
    """Arguments for `pytest.mark.parametrize`: one test a fault, called by its name."""
    return {"argnames": "fault", "argvalues": faults, "ids": [each.name for each in faults]}


def wages(row: Row, annual: Sequence[str] = (), hourly: Sequence[str] = ()) -> Row:
    """`row` with other wages: mean, 10th, 25th, median, 75th, 90th percentile; only headings that the row has."""
    measures = ("MEAN", "PCT10", "PCT25", "MEDIAN", "PCT75", "PCT90")
    for letter, values in (("A", annual), ("H", hourly)):
        for measure, value in zip(measures, values, strict=False):
            if f"{letter}_{measure}" in row:
                row[f"{letter}_{measure}"] = value
    return row


def oews_row(file: FileSpec, soc: str = "29-2072", level: str = "detailed", **cells: str) -> Row:
    """A row of Texas in any OEWS layout, with made-up figures that contradict nothing."""
    official = {
        "AREA": "48",
        "AREA_TITLE": "Texas",
        "AREA_TYPE": "2",
        "PRIM_STATE": "TX",
        "NAICS": "000000",
        "NAICS_TITLE": "Cross-industry",
        "I_GROUP": "cross-industry",
        "OWN_CODE": "1235",
        "OCC_CODE": soc,
        "OCC_TITLE": f"Made-up title of {soc}",
        "O_GROUP": level,
        "TOT_EMP": "1230",
        "JOBS_1000": "1.5",
        "LOC_QUOTIENT": "1.07",
        "H_MEAN": "24.5",
        "A_MEAN": "50960",
        "H_PCT10": "15.01",
        "H_PCT25": "18.2",
        "H_MEDIAN": "23.1",
        "H_PCT75": "29.9",
        "H_PCT90": "38",
        "A_PCT10": "31220",
        "A_PCT25": "37860",
        "A_MEDIAN": "48050",
        "A_PCT75": "62190",
        "A_PCT90": "79040",
    }
    return {**{heading: official.get(heading, "") for heading in file.tables[0].columns}, **cells}


@cache
def imported(path: Path) -> ImportedFile:
    """An official file, read once in a test run."""
    (found,) = importers.import_path(path)
    return found


def row_of(frame: pd.DataFrame, **keys: object) -> dict[str, object]:
    """The one row with these keys."""
    for name, value in keys.items():
        frame = frame[frame[name] == value]
    (found,) = frame.to_dict("records")
    return {str(name): value for name, value in found.items()}


def assert_fits_store(found: ImportedFile) -> None:
    """The columns are exactly the store's, the cells plain values, and SQLite takes every row with its keys."""
    connection = sqlite3.connect(":memory:")
    connection.executescript(Path(reportgen.store.__file__).with_name("schema.sql").read_text(encoding="utf-8"))
    for name, frame in [*found.shared.items(), *sorted(found.tables.items())]:
        of_table = [column[1] for column in connection.execute(f"PRAGMA table_info({name})")]
        filled = {"release_id": 1, "file_id": 1}
        ours = [column for column in of_table if column not in filled]
        assert sorted(frame.columns) == sorted(ours), name
        kinds = {type(cell) for column in frame for cell in frame[column].tolist()}
        assert kinds <= {int, float, str, type(None)}, (name, kinds)
        constants = [filled[column] for column in of_table if column in filled]
        order = [*ours, *(column for column in of_table if column in filled)]
        holes = ", ".join("?" * len(order))
        connection.executemany(
            f"INSERT INTO {name} ({', '.join(order)}) VALUES ({holes})",  # noqa: S608
            ([*row, *constants] for row in zip(*(frame[column].tolist() for column in ours), strict=True)),
        )
