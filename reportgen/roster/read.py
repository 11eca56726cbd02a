"""A roster file → students with their careers, or every problem of the file at once.

For commands:

    found = read_roster(path, store, area=default, mapping=mapping, skip_bad=skip_bad)

`area` is for the rows without a state: what `--state` names; None: the nation. `mapping` and the options come from
`reportgen.cli.roster_options`, whose `load_roster` also prints the warnings and what was left out.

Any problem raises `RosterError` (a UsageError, exit code 2; its `problems` holds all of them). With `skip_bad` the
rows with problems are left out, each whole; it still raises `RosterError` for a faulty heading or when no row is
left. A file that is no readable table raises UsageError. `examine` raises for no bad row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from reportgen.errors import UsageError
from reportgen.model.area import Area
from reportgen.roster.cells import clean
from reportgen.roster.columns import Columns, find_columns
from reportgen.roster.problem import RosterError, RosterProblem
from reportgen.roster.rows import RowReader
from reportgen.roster.value import Roster
from reportgen.store.reader import Store
from reportgen.tables.heading import below_heading
from reportgen.tables.read import Table, read_table
from reportgen.values import dataclass

KINDS = (".csv", ".tsv", ".txt", ".xlsx")
_HEADING_WITHIN_ROWS = 10


@dataclass(frozen=True, slots=True)
class Examination:
    """What a file holds. `roster` has the students of the rows without a problem.

    `heading_problems` leave nothing to read. `warnings` stop nothing: repeated students, empty names, characters that
    were taken out, an assumed encoding. `row_count` counts the rows below the heading that are not empty;
    `stateless_rows` are those of students whose state cell is empty.
    """

    roster: Roster
    heading_problems: tuple[RosterProblem, ...]
    problems: tuple[RosterProblem, ...]
    warnings: tuple[RosterProblem, ...]
    table: Table
    columns: Columns
    heading_row: int
    row_count: int
    stateless_rows: int


def read_roster(
    path: Path,
    store: Store,
    *,
    area: Area | None,
    mapping: Mapping[str, Sequence[str]] = {},
    skip_bad: bool = False,
) -> Examination:
    """What a file holds that something can be made from; with `skip_bad`, of the rows without a problem.

    `area` is for the rows without a state; None: the nation. `mapping` is field → headings, for columns that are not
    known by their names. Raises RosterError with every problem, UsageError for what is no readable table.
    """
    found = examine(path, store, area=area, mapping=mapping)
    require_usable(found, skip_bad=skip_bad)
    return found


def examine(path: Path, store: Store, *, area: Area | None, mapping: Mapping[str, Sequence[str]] = {}) -> Examination:
    """Everything about a file at once. Raises UsageError only for what is no readable table."""
    if path.suffix.lower() not in KINDS and path.suffix.lower() != ".xls":  # an .xls gets words of its own below
        raise UsageError(
            f"{path} is no roster: its name does not end in {', '.join(KINDS)}.",
            cure="Save it as Excel workbook (.xlsx) or CSV.",
        )
    table = read_table(path, guesses=True)
    if not table.rows:
        raise UsageError(f"{path} is empty.", cure="Its first row names the columns: name, homeroom, email, careers …")
    at, columns, heading_problems = _find_heading(table, mapping)
    below = below_heading(table.rows, at)
    reader = RowReader(store, columns, area or store.nation)
    problems, students = [], []
    if not heading_problems:
        problems = [RosterProblem(each.row, "", "", each.what, each.cure) for each in below.problems]
        taken = (reader.take(row, cells) for row, cells in below.rows)
        students = [student for student in taken if student is not None]
    return Examination(
        roster=Roster(path, tuple(students)),
        heading_problems=tuple(heading_problems),
        problems=tuple(sorted((*problems, *reader.problems), key=lambda each: each.row)),
        warnings=(*_assumed(table), *reader.warnings),
        table=table,
        columns=columns,
        heading_row=below.number,
        row_count=len(below.rows) + len(below.problems),
        stateless_rows=reader.stateless_rows,
    )


def require_usable(found: Examination, *, skip_bad: bool) -> None:
    """Raise RosterError unless something can be made: no problem, or with `skip_bad` some row without any."""
    path = found.roster.path
    if found.heading_problems:
        cure = "Say with --column which column is which, or rename the columns."
        raise RosterError(path, found.heading_problems, cure=cure)
    if not found.roster.students:
        if found.problems:
            raise RosterError(path, found.problems, cure="No row is without a problem: correct the file.")
        raise UsageError(f"{path} names no student.", cure="Add a row for each below the heading.")
    if found.problems and not skip_bad:
        cure = "Correct the file and run the command again, or leave such rows out with --skip-bad."
        raise RosterError(path, found.problems, cure=cure)


def _find_heading(table: Table, mapping: Mapping[str, Sequence[str]]) -> tuple[int, Columns, list[RosterProblem]]:
    """The first of the leading rows that names the careers: reports have titles above. Else the very first."""
    found = []
    for place, (number, cells) in enumerate(table.rows[:_HEADING_WITHIN_ROWS]):
        columns, problems = find_columns([clean(cell) for cell in _until_last(cells)], mapping, number)
        if columns.has_careers and sum(map(bool, cells)) > 1:
            return place, columns, problems
        found.append((place, columns, problems))
    return found[0]


def _until_last(cells: Sequence[str]) -> Sequence[str]:
    end = max(place for place, cell in enumerate(cells) if cell)
    return cells[: end + 1]


def _assumed(table: Table) -> list[RosterProblem]:
    if not table.assumed_from_line:
        return []
    what = f"from here on, letters such as é and ñ were read as {table.encoding}, which is an assumption"
    cure = "Look at the names in the result. Saving the file as CSV UTF-8 leaves no doubt."
    return [RosterProblem(table.assumed_from_line, "", "", what, cure)]
