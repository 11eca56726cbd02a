"""Files → checked raw tables: every cell a string, every heading as the edition's description says.

What is checked here is true of every source: the file is what its format says, the sheet exists, the headings are
exactly the expected ones in the expected order, no row has more or fewer cells than the heading. What a cell may
hold is the importers' business.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from reportgen.errors import SourceError
from reportgen.sources.spec import FileSpec, TableSpec
from reportgen.sources.text_files import require_last_line, text_rows
from reportgen.sources.workbooks import open_workbook, sheet_rows, survey_of
from reportgen.tables.sheet_xml import Found
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class RawTable:
    """A table as strings. `frame` has our field names as columns and the file's row numbers (from 1) as its index."""

    file_name: str
    spec: TableSpec
    frame: pd.DataFrame

    def error(self, what: str, *, row: int | None = None, field: str | None = None, expected: str = "") -> SourceError:
        """A SourceError that points into this table; `field` is our name, the message uses the official one."""
        return SourceError(
            what,
            file=self.file_name,
            sheet=self.spec.sheet,
            row=row,
            column=self.spec.fields[field] if field else None,
            expected=expected,
        )


def read_tables(path: Path, spec: FileSpec) -> dict[str, RawTable]:
    """Read every table that `spec` describes, keyed by sheet name ("" for a text file).

    Raises SourceError when the file is not of its format or a heading, sheet or row is not as described.
    """
    if spec.format == "xlsx":
        book = open_workbook(path)
        return {table.sheet or "": _from_sheet(path, book, table) for table in spec.tables}
    (table,) = spec.tables
    rows = list(text_rows(path, spec.format, spec.encoding))
    found = _from_rows(path.name, table, rows)
    require_last_line(path, spec)
    return {"": found}


def _from_sheet(path: Path, book: CalamineWorkbook, spec: TableSpec) -> RawTable:
    table = _from_rows(path.name, spec, sheet_rows(path, book, spec.sheet or ""))
    _refuse_computed(table, survey_of(path).sheets.get(spec.sheet or "", Found()))
    return table


def _refuse_computed(table: RawTable, found: Found) -> None:
    """No cell that we read may be an error or the result of a formula: publishers write plain figures."""
    fields = {place: field for field, heading in table.spec.fields.items()
              for place, name in enumerate(table.spec.columns, 1) if name == heading}  # fmt: skip
    rows = frozenset(table.frame.index)
    for row, column in sorted({*found.errors, *found.formulas}):
        if row in rows and column in fields:
            mark = found.errors.get((row, column))
            what = f"the cell is an error, {mark}" if mark else "the cell is computed by a formula"
            raise table.error(what, row=row, field=fields[column], expected="the publisher's own figure or words")


def _from_rows(file_name: str, spec: TableSpec, rows: Sequence[list[str]]) -> RawTable:
    start = spec.header_row
    if len(rows) < start:
        raise SourceError(
            f"has {len(rows)} rows", file=file_name, sheet=spec.sheet, expected=f"headings in row {start}"
        )
    _check_headings(file_name, spec, rows[start - 1])
    width = len(spec.columns)
    # A column without a heading is empty, unless a field is read from it (the titles of the SOC structure).
    unnamed = [place for place, heading in enumerate(spec.columns) if not heading and "" not in spec.fields.values()]
    kept: list[list[str]] = []
    numbers: list[int] = []
    for number, row in enumerate(rows[start:], start=start + 1):
        if spec.footer and row and row[0].lstrip().startswith(spec.footer):
            break
        if not any(cell.strip() for cell in row):
            continue
        # Sheets are rectangular already; in text files a missing or surplus cell means that columns have shifted.
        if len(row) != width and (spec.sheet is None or any(row[width:]) or len(row) < width):
            raise SourceError(
                f"has {len(row)} cells", file=file_name, sheet=spec.sheet, row=number, expected=f"{width}, one a column"
            )
        for place in unnamed:
            if row[place].strip():
                raise SourceError(
                    f"“{row[place]}” stands under no heading",
                    file=file_name,
                    sheet=spec.sheet,
                    row=number,
                    expected=f"column {place + 1} to be empty",
                )
        kept.append(row[:width])
        numbers.append(number)
    if not kept:
        raise SourceError("has headings but no rows", file=file_name, sheet=spec.sheet)
    frame = pd.DataFrame(kept, columns=list(spec.columns), index=numbers, dtype=object)
    by_heading = {heading: field for field, heading in spec.fields.items()}
    frame = frame[list(spec.fields.values())].rename(columns=by_heading)
    return RawTable(file_name=file_name, spec=spec, frame=frame)


def _check_headings(file_name: str, spec: TableSpec, row: Sequence[str]) -> None:
    found = [cell.strip() for cell in row]
    while len(found) > len(spec.columns) and not found[-1]:
        found.pop()
    expected = list(spec.columns)
    if found == expected:
        return
    missing = [name for name in expected if name not in found]
    surplus = [name for name in found if name not in expected]
    repeated = [name for name in dict.fromkeys(found) if found.count(name) > max(1, expected.count(name))]
    if missing or surplus:
        parts = []
        if missing:
            parts.append("lacks " + ", ".join(f"“{name}”" for name in missing[:4]))
        if surplus:
            parts.append("has the unknown " + ", ".join(f"“{name}”" for name in surplus[:4]))
        what = "the heading row " + " and ".join(parts)
    elif repeated or len(found) != len(expected):
        what = "the heading row repeats " + ", ".join(f"“{name}”" for name in repeated[:4] or found[-1:])
    else:
        place = next(i for i, (a, b) in enumerate(zip(found, expected, strict=True)) if a != b)
        what = f"the columns are in another order: column {place + 1} is “{found[place]}”, not “{expected[place]}”"
    raise SourceError(what, file=file_name, sheet=spec.sheet, row=spec.header_row, expected=f"{len(expected)} columns")
