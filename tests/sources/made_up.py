"""Small files in the official layouts, with made-up values, and faults that are planted in them.

A row is a dict of official headings. Occupation codes and element names are real, since importers refuse others;
titles and figures are invented.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from reportgen.errors import SourceError
from reportgen.sources import importers, spec
from reportgen.sources.imported import ImportedFile
from reportgen.sources.spec import FileSpec

Row = dict[str, str]


@dataclass(frozen=True)
class Fault:
    """A change to good rows, and where the error must point. `row` counts from 1, the headings' row included."""

    name: str
    change: Callable[[list[Row]], object]
    row: int | None
    column: str | None
    words: str


def put(position: int, heading: str, cell: str) -> Callable[[list[Row]], object]:
    """A change that overwrites one cell; position 0 is the first row below the headings."""

    def change(rows: list[Row]) -> None:
        assert heading in rows[position]
        rows[position][heading] = cell

    return change


def repeat(position: int) -> Callable[[list[Row]], object]:
    """A change that puts a copy of one row at the end."""
    return lambda rows: rows.append(dict(rows[position]))


def drop(position: int) -> Callable[[list[Row]], object]:
    return lambda rows: rows.pop(position)


def description(release_key: str, part: str) -> FileSpec:
    return spec.release_spec(release_key).file(part)


def write(path: Path, columns: Sequence[str], rows: Sequence[Row], delimiter: str = "\t") -> Path:
    """Write a text file as O*NET does: tabs, CRLF, nothing quoted."""
    lines = [delimiter.join(columns), *(delimiter.join(row[name] for name in columns) for row in rows)]
    path.write_bytes("".join(f"{line}\r\n" for line in lines).encode())
    return path


def import_as(path: Path, release_key: str, part: str) -> ImportedFile:
    """Import a made-up file; the row counts of the real edition are not asked for."""
    return importers.import_file(
        path, spec.release_spec(release_key), replace(description(release_key, part), expected_rows={})
    )


def import_rows(folder: Path, release_key: str, part: str, rows: Sequence[Row]) -> ImportedFile:
    """Write rows in the layout of a text file's description and import them."""
    file = description(release_key, part)
    delimiter = "," if file.format == "csv" else "\t"
    path = write(folder / "made-up.txt", file.tables[0].columns, rows, delimiter)
    return import_as(path, release_key, part)


def assert_refused(folder: Path, release_key: str, part: str, rows: list[Row], fault: Fault) -> None:
    """Plant the fault in good rows: the import must stop, and say where and what."""
    import_rows(folder, release_key, part, rows)
    fault.change(rows)
    with pytest.raises(SourceError) as caught:
        import_rows(folder, release_key, part, rows)
    assert_points(caught.value, fault.row, fault.column, fault.words)


def assert_points(error: SourceError, row: int | None, column: str | None, words: str) -> None:
    assert words in str(error)
    assert (error.row, error.column) == (row, column), str(error)
    for part in (f"row {row}" if row else "", f"column {column}" if column else ""):
        assert part in str(error)
