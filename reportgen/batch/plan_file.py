"""A plan file → rows of words, as they stand: CSV, TSV, XLSX or JSON Lines. What the words mean is `plan_rows`'."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from reportgen.batch.plan_problem import PlanProblem
from reportgen.errors import UsageError, visible
from reportgen.tables.dates import code_before_date
from reportgen.tables.heading import below_heading
from reportgen.tables.hidden import first_hidden
from reportgen.tables.read import read_bytes, read_table
from reportgen.tables.text import decode
from reportgen.values import dataclass

COLUMNS = ("occupation", "state", "layout", "brand", "output", "group")
REQUIRED = "occupation"
_LONGEST_CELL, _LONGEST_QUOTED = 500, 60
KINDS = (".csv", ".tsv", ".xlsx", ".jsonl")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row by column; `number` is the one that a spreadsheet shows (from 1)."""

    number: int
    cells: dict[str, str]

    def cell(self, column: str) -> str:
        """The words of a column, "" where it is empty or absent."""
        return self.cells.get(column, "")


def read_plan(path: Path) -> tuple[list[PlanRow], list[PlanProblem]]:
    """The rows that are of form, and everything that is not. Raises UsageError for a file that is no such table."""
    rows, problems = _read(path)
    good = []
    for row in rows:
        faults = [fault for column, cell in row.cells.items() for fault in _cell_faults(row.number, column, cell)]
        problems += faults
        good += [] if faults else [row]
    return good, problems


def _cell_faults(number: int, column: str, cell: str) -> Iterator[PlanProblem]:
    """What is wrong with a cell whatever it means. Problems quote no more of it than a line holds."""
    if hidden := first_hidden(cell):
        what = f"it holds a character that nobody sees, {hidden}"
        yield PlanProblem(number, column, visible(cell[:_LONGEST_QUOTED]), what, "Type the cell anew.")
    elif len(cell) > _LONGEST_CELL:
        what = f"it has {len(cell):,} characters, {_LONGEST_CELL:,} are the most"
        yield PlanProblem(number, column, f"{cell[:_LONGEST_QUOTED]}…", what, "Shorten it.")


def _read(path: Path) -> tuple[list[PlanRow], list[PlanProblem]]:
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise UsageError(
            f"{path} is no plan: its name does not end in {', '.join(KINDS)}.",
            cure="Save it as CSV (UTF-8), TSV, Excel workbook (.xlsx) or JSON Lines.",
        )
    if kind == ".jsonl":
        return _from_json_lines(decode(read_bytes(path), path).text)
    return _from_rows(path, read_table(path).rows)


def _from_rows(path: Path, table: Sequence[tuple[int, list[str]]]) -> tuple[list[PlanRow], list[PlanProblem]]:
    if not table:
        raise UsageError(f"{path} is empty.", cure=f"Its first row names the columns: {', '.join(COLUMNS)}.")
    below = below_heading(table)
    names = [heading.lower() for heading in below.headings]
    problems = list(_heading_problems(below.number, names))
    problems += [PlanProblem(each.row, each.column, each.value, each.what, each.cure) for each in below.problems]
    # Excel makes a month of 11-2021, in whatever column: it is put back.
    return [
        PlanRow(row, dict(zip(names, map(code_before_date, cells), strict=True))) for row, cells in below.rows
    ], problems


def _heading_problems(number: int, names: Sequence[str]) -> Iterator[PlanProblem]:
    yield from _unknown(number, names)
    for name in sorted({name for name in names if name and names.count(name) > 1}):
        yield PlanProblem(number, name, "", "the column stands there twice", "Keep one of them.")
    if REQUIRED not in names:
        yield PlanProblem(number, REQUIRED, "", "the column is missing", "Add it: a code, a title or words of one.")


def _unknown(number: int, names: Iterable[str]) -> Iterator[PlanProblem]:
    for name in names:
        if name not in COLUMNS:
            name = visible(name if len(name) <= _LONGEST_QUOTED else f"{name[:_LONGEST_QUOTED]}…")
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
        except (ValueError, RecursionError) as error:  # also numbers of thousands of digits, thousands of brackets
            problems.append(PlanProblem(number, "", "", f"it is no JSON ({error})", "Correct the line."))
            continue
        if not isinstance(value, dict):
            problems.append(PlanProblem(number, "", "", "it is no JSON object", 'Write {"occupation": "29-2072", …}.'))
            continue
        names = {str(name).strip().lower(): cell for name, cell in value.items()}
        faults = list(_unknown(number, names))
        for name, cell in names.items():
            if cell is not None and (not isinstance(cell, str | int) or isinstance(cell, bool)):
                said = json.dumps(cell)[:_LONGEST_QUOTED]
                faults.append(PlanProblem(number, name, said, "it is no text", "Write it in quotes."))
        problems += faults
        if not faults:
            rows.append(
                PlanRow(number, {name: "" if cell is None else str(cell).strip() for name, cell in names.items()})
            )
    if not (rows or problems):
        raise UsageError("The plan is empty.", cure='Each line is a brochure: {"occupation": "29-2072"}.')
    return rows, problems
