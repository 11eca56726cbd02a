"""A file that a person made → its rows."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reportgen.errors import UsageError
from reportgen.tables.delimited import DELIMITERS, delimited_rows, find_delimiter
from reportgen.tables.text import decode
from reportgen.tables.workbook import OLD_MAGIC, ZIP_MAGIC, read_workbook
from reportgen.values import dataclass

_WEB_PAGE = ("<!doctype", "<html", "<table", "<?xml")


@dataclass(frozen=True, slots=True)
class Limits:
    """What a file may have at most. A workbook may reach over `most_rows` × 50 cells, empty ones included."""

    most_rows: int
    most_bytes: int

    @property
    def most_cells(self) -> int:
        return self.most_rows * 50


DEFAULT_LIMITS = Limits(most_rows=100_000, most_bytes=20_000_000)


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` are (row as a spreadsheet counts it, cells without blanks around them), empty rows left out.

    `form` says in words what the file was read as: "text with commas, UTF-8". `encoding` ("" for a workbook) is an
    assumption from `assumed_from_line` on (0: nowhere). `unread_sheets` are the further sheets of a workbook.
    """

    form: str
    rows: list[tuple[int, list[str]]]
    encoding: str = ""
    assumed_from_line: int = 0
    unread_sheets: tuple[str, ...] = ()


def read_table(path: Path, *, limits: Limits = DEFAULT_LIMITS, guesses: bool = False) -> Table:
    """The table of a file; a workbook is known by its content, .tsv has tabs, the delimiter of other text is found.

    `guesses` lets the encoding be assumed (`text.decode`). Raises UsageError for a file that cannot be read, is too
    large, or is no table.
    """
    data = read_bytes(path, limits)
    kind = path.suffix.lower()
    if kind == ".xlsx" or data.startswith((ZIP_MAGIC, OLD_MAGIC)):
        sheet = read_workbook(data, path, most_cells=limits.most_cells)
        table = Table(
            f"Excel workbook, sheet “{sheet.name}”", _filled(enumerate(sheet.rows, 1)), unread_sheets=sheet.others
        )
    else:
        decoded = decode(data, path, guesses=guesses)
        if decoded.text[:200].lstrip().lower().startswith(_WEB_PAGE):
            raise UsageError(
                f"{path} is a web page under another name.", cure="Open it in Excel and save it again as .xlsx."
            )
        delimiter = "\t" if kind == ".tsv" else find_delimiter(decoded.text)
        form = f"text with {DELIMITERS[delimiter]}s, {decoded.encoding}"
        rows = _filled(delimited_rows(decoded.text, delimiter, path))
        table = Table(form, rows, decoded.encoding, decoded.assumed_from_line)
    if len(table.rows) > limits.most_rows:
        raise UsageError(
            f"{path} has {len(table.rows):,} rows; {limits.most_rows:,} are the most.", cure="Divide it into files."
        )
    return table


def _filled(rows: Iterable[tuple[int, list[str]]]) -> list[tuple[int, list[str]]]:
    return [(number, cells) for number, cells in rows if any(cells)]


def read_bytes(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """The bytes of a file. Raises UsageError when it cannot be read or is too large."""
    if path.exists() and not (path.is_file() or path.is_dir()):  # a pipe, which would keep us waiting
        raise UsageError(f"{path} is no file.", cure="Check the path.")
    try:
        with path.open("rb") as handle:
            data = handle.read(limits.most_bytes + 1)
    except OSError as error:
        raise UsageError(f"{path} cannot be read: {error.strerror or error}.", cure="Check the path.") from None
    if len(data) > limits.most_bytes:
        raise UsageError(
            f"{path} is larger than {limits.most_bytes // 1_000_000} MB.",
            cure="Divide it into files, and leave out pictures and columns that are not needed.",
        )
    return data
