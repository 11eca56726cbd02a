"""An Excel workbook → rows of cells, as Excel shows them: the results of formulas, not the formulas."""

from __future__ import annotations

import datetime
import io
from pathlib import Path
from typing import Any

from reportgen.errors import UsageError
from reportgen.tables.archive import ArchiveFault, DamagedArchive
from reportgen.tables.sheet_xml import Place
from reportgen.tables.survey import TooLargeSheet, survey
from reportgen.values import dataclass

OLD_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and the wrapping of a workbook with a password
ZIP_MAGIC = b"PK\x03\x04"
_MOST_UNPACKED_BYTES = 400_000_000
_SAVE_AGAIN = "Open it in Excel and save it again as .xlsx."


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first sheet; `others` are the names of the further ones, which are not read."""

    name: str
    others: tuple[str, ...]
    rows: list[list[str]]


def read_workbook(data: bytes, path: Path, *, most_cells: int) -> Sheet:
    """The first sheet from cell A1 on. Raises UsageError for what is no .xlsx, or reaches over `most_cells` cells."""
    from python_calamine import CalamineWorkbook

    if data.startswith(OLD_MAGIC):
        raise _old_or_locked(data, path)
    errors = _looked_through(data, path, most_cells)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # calamine has a family of errors; a panic inside it is no Exception to Python
        raise _no_workbook(path, str(error)) from None
    name, *others = book.sheet_names
    words = [[_as_text(cell) for cell in row] for row in rows]
    for (row, column), mark in errors.items():
        if row <= len(words) and column <= len(words[row - 1]):
            words[row - 1][column - 1] = mark
    return Sheet(name, tuple(others), words)


def _old_or_locked(data: bytes, path: Path) -> UsageError:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return UsageError(
            f"{path} is protected with a password.", cure="Save it in Excel without one (File, Info, Protect Workbook)."
        )
    return UsageError(f"{path} is a workbook of an old kind (.xls).", cure=_SAVE_AGAIN)


def _as_text(cell: Any) -> str:
    """The words of a cell. Excel makes numbers of codes: 292072.0 is put back to 292072. A day is 2026-09-12."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return str(cell.date())
    return str(cell).strip()


def _looked_through(data: bytes, path: Path, most_cells: int) -> dict[Place, str]:
    """The cells of the first sheet that hold an error (#N/A), which the reader takes for empty ones."""
    try:
        return survey(io.BytesIO(data), most_bytes=_MOST_UNPACKED_BYTES, most_cells=most_cells).first.errors
    except TooLargeSheet as fault:
        raise UsageError(
            f"{path} {fault}.",
            cure="Delete the empty rows and columns after the last student (a blank far out counts as filled), "
            "or copy the students into a new workbook.",
        ) from None
    except DamagedArchive as fault:
        raise _no_workbook(path, fault.reason) from None
    except ArchiveFault as fault:
        raise UsageError(f"{path} {fault}.", cure=_SAVE_AGAIN) from None
    except Exception as error:  # expat's, and plain ones for odd XML
        raise _no_workbook(path, str(error)) from None


def _no_workbook(path: Path, reason: str) -> UsageError:
    return UsageError(f"{path} is no Excel workbook: {reason.rstrip('.')}.", cure=_SAVE_AGAIN)
