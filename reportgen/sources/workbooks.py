"""Workbooks → rows of strings; each is looked through before it is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from python_calamine import CalamineWorkbook

from reportgen.errors import SourceError
from reportgen.sources import unpacking
from reportgen.tables.archive import ArchiveFault
from reportgen.tables.survey import Survey, survey

# The largest official sheet has 1.2 million.
_MOST_CELLS = 5_000_000
_ZIP_MAGIC = b"PK\x03\x04"
_OLE_MAGIC = b"\xd0\xcf\x11\xe0"


def open_workbook(path: Path) -> CalamineWorkbook:
    """Open a workbook. Raises SourceError for what is none, or too large."""
    with path.open("rb") as handle:
        magic = handle.read(512)
    if magic.startswith(_OLE_MAGIC):
        raise SourceError("is an encrypted or old-format workbook", file=path.name, expected="an .xlsx workbook")
    if not magic.startswith(_ZIP_MAGIC):
        looks = "a web page" if magic.lstrip().lower().startswith((b"<!doctype", b"<html")) else "no workbook"
        raise SourceError(f"is {looks}", file=path.name, expected="an .xlsx workbook")
    survey_of(path)
    with _odd_workbooks(path):
        return CalamineWorkbook.from_path(str(path))


def sheet_headings(path: Path, rows: int = 12) -> dict[str, list[list[str]]]:
    """The first `rows` rows of every sheet, for recognising a workbook by its content."""
    book = open_workbook(path)
    with _odd_workbooks(path):
        return {
            name: [
                [_cell_text(cell) for cell in row]
                for row in book.get_sheet_by_name(name).to_python(nrows=rows, skip_empty_area=False)
            ]
            for name in book.sheet_names
        }


def sheet_rows(path: Path, book: CalamineWorkbook, sheet: str) -> list[list[str]]:
    """All rows of a sheet. Raises SourceError when there is no such sheet."""
    if sheet not in book.sheet_names:
        have = ", ".join(f"“{name}”" for name in book.sheet_names)
        raise SourceError(f"has no sheet “{sheet}”; it has {have}", file=path.name)
    with _odd_workbooks(path):
        rows = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[_cell_text(cell) for cell in row] for row in rows]


def survey_of(path: Path) -> Survey:
    """What a workbook holds that is seen before it is opened. Raises SourceError."""
    facts = path.stat()
    return _surveyed(path, facts.st_mtime_ns, facts.st_size)


@lru_cache(maxsize=4)
def _surveyed(path: Path, modified_ns: int, size_bytes: int) -> Survey:
    """What a workbook holds, looked through before it is opened. The time of change keeps it fresh."""
    try:
        with path.open("rb") as handle:
            return survey(handle, most_bytes=unpacking.MAX_UNPACKED_BYTES, most_cells=_MOST_CELLS)
    except ArchiveFault as fault:
        raise SourceError(str(fault), file=path.name) from None
    except OSError:
        raise
    except Exception as error:  # expat's, and plain ones for odd XML
        raise SourceError(f"cannot be read as a workbook: {error}", file=path.name) from None


@contextmanager
def _odd_workbooks(path: Path) -> Iterator[None]:
    """Calamine has a family of errors, and a panic inside it is no Exception to Python: all become a SourceError."""
    try:
        yield
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise SourceError(f"cannot be read as a workbook: {error}", file=path.name) from None


def _cell_text(cell: object) -> str:
    """A workbook cell as the text that a reader sees: 20390.0 is “20390”, True is “TRUE”."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    return str(cell)
