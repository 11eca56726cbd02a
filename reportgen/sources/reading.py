"""Files → checked raw tables: every cell a string, every heading as the edition's description says.

What is checked here is true of every source: the file is what its format says, the sheet exists, the headings are
exactly the expected ones in the expected order, no row has more or fewer cells than the heading. What a cell may
hold is the importers' business.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pandas as pd
from python_calamine import CalamineWorkbook

from reportgen.errors import SourceError, is_of_the_machine
from reportgen.sources.spec import FileSpec, TableSpec
from reportgen.tables.archive import ArchiveFault, opened, read_members
from reportgen.tables.sheet_xml import Found
from reportgen.tables.survey import Survey, survey

# The largest official file is under 40 MB unpacked; a workbook that unpacks to more is damaged or hostile.
MAX_UNPACKED_BYTES = 600_000_000
# The largest official sheet has 1.2 million.
_MOST_CELLS = 5_000_000
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
        return {table.sheet or "": _from_sheet(path, book, table) for table in spec.tables}
    (table,) = spec.tables
    rows = list(text_rows(path, spec.format, spec.encoding))
    found = _from_rows(path.name, table, rows)
    _require_last_line(path, spec)
    return {"": found}


def sheet_headings(path: Path, rows: int = 12) -> dict[str, list[list[str]]]:
    """The first `rows` rows of every sheet, for recognising a workbook by its content."""
    book = _open_workbook(path)
    with _odd_workbooks(path):
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


def gunzipped(path: Path, most_bytes: int = MAX_UNPACKED_BYTES) -> bytes:
    """The first bytes of a file, unpacked when it is gzip. Raises SourceError for damaged gzip."""
    with path.open("rb") as handle:
        is_gzip = handle.read(2) == _GZIP_MAGIC
        handle.seek(0)
        try:
            return gzip.GzipFile(fileobj=handle).read(most_bytes) if is_gzip else handle.read(most_bytes)
        except (OSError, EOFError, zlib.error) as error:
            if isinstance(error, OSError) and is_of_the_machine(error):
                raise
            raise SourceError(f"is a damaged gzip file: {error}", file=path.name) from None


def _read_bytes(path: Path) -> bytes:
    data = gunzipped(path, MAX_UNPACKED_BYTES + 1)
    if len(data) > MAX_UNPACKED_BYTES:
        raise SourceError("unpacks to more than 600 MB", file=path.name, expected="an official file")
    return data


def _require_last_line(path: Path, spec: FileSpec) -> None:
    """A file that was cut off within its last cell has all its rows, and one wrong figure."""
    data = _read_bytes(path)
    if not data.endswith((b"\n", b"\r")) and hashlib.sha256(path.read_bytes()).hexdigest() != spec.sha256:
        raise SourceError(
            "ends within a line: it may have been cut off", file=path.name, row=len(data.splitlines()),
            expected="a line end after the last row",
        )  # fmt: skip


def check_zip(path: Path) -> None:
    """Raise SourceError unless `path` is a whole zip archive (a workbook is one) of a reasonable size."""
    try:
        with path.open("rb") as handle, opened(handle, most_bytes=MAX_UNPACKED_BYTES) as archive:
            for _, packed in read_members(archive):
                while packed.read(1 << 20):
                    pass
    except ArchiveFault as fault:
        raise SourceError(str(fault), file=path.name) from None


@lru_cache(maxsize=4)
def _surveyed(path: Path, modified_ns: int, size_bytes: int) -> Survey:
    """What a workbook holds, looked through before it is opened. The time of change keeps it fresh."""
    try:
        with path.open("rb") as handle:
            return survey(handle, most_bytes=MAX_UNPACKED_BYTES, most_cells=_MOST_CELLS)
    except ArchiveFault as fault:
        raise SourceError(str(fault), file=path.name) from None
    except OSError:
        raise
    except Exception as error:  # expat's, and plain ones for odd XML
        raise SourceError(f"cannot be read as a workbook: {error}", file=path.name) from None


def _survey_of(path: Path) -> Survey:
    facts = path.stat()
    return _surveyed(path, facts.st_mtime_ns, facts.st_size)


def _open_workbook(path: Path) -> CalamineWorkbook:
    with path.open("rb") as handle:
        magic = handle.read(512)
    if magic.startswith(_OLE_MAGIC):
        raise SourceError("is an encrypted or old-format workbook", file=path.name, expected="an .xlsx workbook")
    if not magic.startswith(_ZIP_MAGIC):
        looks = "a web page" if magic.lstrip().lower().startswith((b"<!doctype", b"<html")) else "no workbook"
        raise SourceError(f"is {looks}", file=path.name, expected="an .xlsx workbook")
    _survey_of(path)
    with _odd_workbooks(path):
        return CalamineWorkbook.from_path(str(path))


@contextmanager
def _odd_workbooks(path: Path) -> Iterator[None]:
    """Calamine has a family of errors, and a panic inside it is no Exception to Python: all become a SourceError."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise SourceError(f"cannot be read as a workbook: {error}", file=path.name) from None


def _from_sheet(path: Path, book: CalamineWorkbook, spec: TableSpec) -> RawTable:
    table = _from_rows(path.name, spec, _sheet_rows(path, book, spec))
    _refuse_computed(table, _survey_of(path).sheets.get(spec.sheet or "", Found()))
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


def _sheet_rows(path: Path, book: CalamineWorkbook, table: TableSpec) -> list[list[str]]:
    assert table.sheet is not None
    if table.sheet not in book.sheet_names:
        have = ", ".join(f"“{name}”" for name in book.sheet_names)
        raise SourceError(f"has no sheet “{table.sheet}”; it has {have}", file=path.name)
    with _odd_workbooks(path):
        rows = book.get_sheet_by_name(table.sheet).to_python(skip_empty_area=False)
    return [[_cell_text(cell) for cell in row] for row in rows]


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
