"""Files → checked raw tables: every cell a string, every heading as the edition's description says.

What is checked here is true of every source: the file is what its format says, the sheet exists, the headings are
exactly the expected ones in the expected order, no row has more or fewer cells than the heading. What a cell may
hold is the importers' business.
"""

from __future__ import annotations

import csv
import gzip
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from reportgen.errors import SourceError
from reportgen.sources.spec import FileSpec, TableSpec

# The largest official file is under 40 MB unpacked; a workbook that unpacks to more is damaged or hostile.
MAX_UNPACKED_BYTES = 600 * 1024 * 1024
_ZIP_MAGIC = b"PK\x03\x04"
_GZIP_MAGIC = b"\x1f\x8b"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


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
        book = _open_workbook(path)
        return {
            table.sheet or "": _from_rows(path.name, table, _sheet_rows(path, book, table)) for table in spec.tables
        }
    (table,) = spec.tables
    rows = list(text_rows(path, spec.format, spec.encoding))
    return {"": _from_rows(path.name, table, rows)}


def sheet_headings(path: Path, rows: int = 12) -> dict[str, list[list[str]]]:
    """The first `rows` rows of every sheet, for recognising a workbook by its content."""
    book = _open_workbook(path)
    return {
        name: [
            [_cell_text(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(nrows=rows, skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def read_text(path: Path, encoding: str = "utf-8") -> str:
    """The text of a file, gunzipped when it is gzip. Raises SourceError when it is not text of this encoding."""
    data = _read_bytes(path)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise SourceError("is UTF-16 text", file=path.name, expected=f"{encoding} text as the publisher has it")
    head = data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if head.startswith((b"<!doctype", b"<html")):
        raise SourceError("is a web page, not data: the download was blocked or the address has moved", file=path.name)
    if b"\x00" in data:
        raise SourceError("holds NUL bytes: it is not a text file", file=path.name)
    try:
        return data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceError("has bytes that are not valid text", file=path.name, row=line, expected=encoding) from None


def text_rows(path: Path, file_format: str, encoding: str) -> Iterator[list[str]]:
    """The rows of a comma- or tab-separated file, as strings.

    Tab-separated files of O*NET quote nothing, so a lone quotation mark is an ordinary character there.
    """
    text = io.StringIO(read_text(path, encoding), newline="")
    if file_format == "csv":
        reader = csv.reader(text, skipinitialspace=True, strict=True)
    else:
        reader = csv.reader(text, delimiter="\t", quoting=csv.QUOTE_NONE)
    try:
        yield from reader
    except csv.Error as error:
        raise SourceError(f"cannot be read as {file_format}: {error}", file=path.name, row=reader.line_num) from None


def _read_bytes(path: Path) -> bytes:
    with path.open("rb") as handle:
        data = handle.read(MAX_UNPACKED_BYTES + 1)
    if data.startswith(_GZIP_MAGIC):
        try:
            with gzip.open(io.BytesIO(data)) as handle:
                data = handle.read(MAX_UNPACKED_BYTES + 1)
        except (OSError, EOFError) as error:
            raise SourceError(f"is a damaged gzip file: {error}", file=path.name) from None
    if len(data) > MAX_UNPACKED_BYTES:
        raise SourceError("unpacks to more than 600 MB", file=path.name, expected="an official file")
    return data


def check_zip(path: Path) -> None:
    """Raise SourceError unless `path` is a whole zip archive (a workbook is one) of a reasonable size."""
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(item.file_size for item in archive.infolist())
            if unpacked > MAX_UNPACKED_BYTES:
                raise SourceError(f"unpacks to {unpacked:,} bytes", file=path.name, expected="at most 600 MB")
            damaged = archive.testzip()
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError) as error:
        raise SourceError(f"is a damaged or incomplete archive: {error}", file=path.name) from None
    if damaged:
        raise SourceError(f"is damaged: its member {damaged} does not match its checksum", file=path.name)


def _open_workbook(path: Path) -> CalamineWorkbook:
    with path.open("rb") as handle:
        magic = handle.read(512)
    if magic.startswith(_OLE_MAGIC):
        raise SourceError("is an encrypted or old-format workbook", file=path.name, expected="an .xlsx workbook")
    if not magic.startswith(_ZIP_MAGIC):
        looks = "a web page" if magic.lstrip().lower().startswith((b"<!doctype", b"<html")) else "no workbook"
        raise SourceError(f"is {looks}", file=path.name, expected="an .xlsx workbook")
    check_zip(path)
    try:
        return CalamineWorkbook.from_path(str(path))
    except Exception as error:  # calamine raises its own family of errors, and plain ones for odd XML
        raise SourceError(f"cannot be read as a workbook: {error}", file=path.name) from None


def _sheet_rows(path: Path, book: CalamineWorkbook, table: TableSpec) -> list[list[str]]:
    assert table.sheet is not None
    if table.sheet not in book.sheet_names:
        have = ", ".join(f"“{name}”" for name in book.sheet_names)
        raise SourceError(f"has no sheet “{table.sheet}”; it has {have}", file=path.name)
    sheet = book.get_sheet_by_name(table.sheet)
    return [[_cell_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]


def _cell_text(cell: object) -> str:
    """A workbook cell as the text that a reader sees: 20390.0 is “20390”, True is “TRUE”."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)


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
    if missing or surplus:
        parts = []
        if missing:
            parts.append("lacks " + ", ".join(f"“{name}”" for name in missing[:4]))
        if surplus:
            parts.append("has the unknown " + ", ".join(f"“{name}”" for name in surplus[:4]))
        what = "the heading row " + " and ".join(parts)
    else:
        place = next(i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b) if found else 0
        what = f"the columns are in another order: column {place + 1} is “{found[place]}”, not “{expected[place]}”"
    raise SourceError(what, file=file_name, sheet=spec.sheet, row=spec.header_row, expected=f"{len(expected)} columns")
