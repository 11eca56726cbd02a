"""A plan file → rows of words, as they stand: CSV, TSV, XLSX or JSON Lines. What the words mean is `plan_rows`'."""

from __future__ import annotations

import csv
import datetime
import difflib
import io
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportgen.batch.plan_problem import PlanProblem
from reportgen.errors import UsageError

COLUMNS = ("occupation", "state", "layout", "brand", "output", "group")
REQUIRED = "occupation"
KINDS = (".csv", ".tsv", ".xlsx", ".jsonl")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row by column; `number` is the one that a spreadsheet or text editor shows (from 1)."""

    number: int
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """The words of a column, "" where it is empty or absent."""
        return self.cells.get(column, "")


def read_plan(path: Path) -> tuple[list[PlanRow], list[PlanProblem]]:
    """The rows that are of form, and everything that is not. Raises UsageError for a file that is no such table."""
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UsageError(
            f"{path} is no plan: its name does not end in {', '.join(KINDS)}.",
            cure="Save it as CSV (UTF-8), TSV, Excel workbook (.xlsx) or JSON Lines.",
        )
    try:
        if kind == ".jsonl":
            return _from_json_lines(_text(path))
        table = _workbook_rows(path) if kind == ".xlsx" else _text_rows(_text(path), "\t" if kind == ".tsv" else None)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.", cure="Check the path.") from None
    return _from_table(path, list(table))


def _text(path: Path) -> str:
    data = path.read_bytes()
    try:
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise UsageError(
            f"{path} is not in UTF-8: line {line} holds the byte 0x{data[error.start]:02X}.",
            cure="In Excel, save it as “CSV UTF-8 (Comma delimited)”, or hand over the .xlsx itself.",
        ) from None


def _text_rows(text: str, delimiter: str | None) -> Iterator[tuple[int, list[str]]]:
    heading = text.partition("\n")[0]
    # Excel writes semicolons where the comma is the decimal sign.
    mark = delimiter or (";" if ";" in heading and "," not in heading else ",")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    number = 1
    try:
        for cells in reader:
            yield number, [cell.strip() for cell in cells]
            number = reader.line_num + 1
    except csv.Error as error:
        raise UsageError(f"Line {reader.line_num} of the plan is no row: {error}.", cure="Correct that line.") from None


def _workbook_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, IndexError) as error:
        raise UsageError(f"{path} is no Excel workbook: {error}.", cure="Save it again as .xlsx.") from None
    for number, cells in enumerate(rows, 1):
        yield number, [_as_typed(cell) for cell in cells]


def _as_typed(cell: Any) -> str:
    """The words of a cell. Excel makes numbers of codes, and a month of 11-2021: they are put back."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.date) and cell.day == 1:  # a datetime is one too
        return f"{cell.month:02}-{cell.year}"
    return str(cell).strip()


def _from_table(path: Path, table: Sequence[tuple[int, list[str]]]) -> tuple[list[PlanRow], list[PlanProblem]]:
    filled = [(number, cells) for number, cells in table if any(cells)]
    if not filled:
        raise UsageError(f"{path} is empty.", cure=f"Its first row names the columns: {', '.join(COLUMNS)}.")
    heading_number, headings = filled[0]
    while headings and not headings[-1]:
        headings = headings[:-1]
    names = [heading.lower() for heading in headings]
    problems = list(_heading_problems(heading_number, names))
    rows = []
    for number, cells in filled[1:]:
        while len(cells) > len(names) and not cells[-1]:
            cells = cells[:-1]
        if len(cells) != len(names):
            problems.append(
                PlanProblem(
                    number, "", "", f"it has {len(cells)} cells, the heading has {len(names)}",
                    "Give every row as many; put quotes around a cell that holds a comma.",
                )
            )  # fmt: skip
            continue
        rows.append(PlanRow(number, dict(zip(names, cells, strict=True))))
    return rows, problems


def _heading_problems(number: int, names: Sequence[str]) -> Iterator[PlanProblem]:
    yield from _unknown(number, names)
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield PlanProblem(number, name, "", "the column stands there twice", "Keep one of them.")
    if REQUIRED not in names:
        yield PlanProblem(number, REQUIRED, "", "the column is missing", "Add it: a code, a title or words of one.")


def _unknown(number: int, names: Iterable[str]) -> Iterator[PlanProblem]:
    for name in names:
        if name not in COLUMNS:
            near = difflib.get_close_matches(name, COLUMNS, n=1)
            cure = f"Did you mean “{near[0]}”?" if near else f"The columns are {', '.join(COLUMNS)}."
            yield PlanProblem(number, name, "", "there is no such column", cure)


def _from_json_lines(text: str) -> tuple[list[PlanRow], list[PlanProblem]]:
    rows: list[PlanRow] = []
    problems: list[PlanProblem] = []
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except ValueError as error:
            problems.append(PlanProblem(number, "", "", f"it is no JSON ({error})", "Correct the line."))
            continue
        if not isinstance(value, dict):
            problems.append(PlanProblem(number, "", "", "it is no JSON object", 'Write {"occupation": "29-2072", …}.'))
            continue
        names = {str(name).strip().lower(): cell for name, cell in value.items()}
        faults = list(_unknown(number, names))
        for name, cell in names.items():
            if cell is not None and not isinstance(cell, str | int):
                faults.append(PlanProblem(number, name, json.dumps(cell), "it is no text", "Write it in quotes."))
        problems += faults
        if not faults:
            rows.append(
                PlanRow(number, {name: "" if cell is None else str(cell).strip() for name, cell in names.items()})
            )
    if not (rows or problems):
        raise UsageError("The plan is empty.", cure='Each line is a brochure: {"occupation": "29-2072"}.')
    return rows, problems
