"""What the XML of a sheet says before the workbook is opened: how far it reaches, and which cells hold errors."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

Place = tuple[int, int]  # row and column, from 1


@dataclass(slots=True)
class Found:
    """Cells without a value take no place, however far out they were once formatted. Not a sheet: (0, 0)."""

    rows: int = 0
    columns: int = 0
    errors: dict[Place, str] = field(default_factory=dict)


def look_through(packed: IO[bytes], *, is_xml: bool) -> Found:
    """Go through a member of a workbook, as far as it is a sheet. Raises ExpatError or ValueError for a damaged one."""
    finder = _Finder()
    for chunk in iter(lambda: packed.read(1 << 16), b""):
        try:
            finder.parser.Parse(chunk)
        except expat.ExpatError:
            if finder.is_sheet or is_xml:
                raise
            return Found()
        if finder.is_sheet is False:
            return Found()
    return finder.found


def first_sheet_member(archive: zipfile.ZipFile) -> str:
    """The member that holds the first sheet; "" when the workbook does not say so in the usual way."""
    try:
        book = _elements(archive.read("xl/workbook.xml"))
        relations = _elements(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:
        return ""
    sheet = next((attributes for tag, attributes in book if tag == "sheet"), {})
    wanted = next((value for name, value in sheet.items() if name.endswith(":id")), "")
    target = next((each.get("Target", "") for _, each in relations if wanted and each.get("Id") == wanted), "")
    return posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """(tag without prefix, attributes) of every element, in order."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(xml, True)
    return found


class _Finder:
    def __init__(self) -> None:
        self.is_sheet: bool | None = None  # None: no element yet
        self.found = Found()
        self._row = self._column = 0
        self._is_error = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self.is_sheet is None:
            self.is_sheet = tag == "worksheet"
        if not self.is_sheet:
            return
        self.parser.CharacterDataHandler = None
        reference = attributes.get("r", "")
        if tag == "row":
            self._row, self._column = int(reference) if reference else self._row + 1, 0
        elif tag == "c":
            letters = reference.rstrip("0123456789")
            self._column = _column_number(letters) if letters else self._column + 1
            self._row = int(reference[len(letters) :] or self._row)
            self._is_error = attributes.get("t") == "e"
        elif tag in ("v", "is"):
            self.found.rows = max(self.found.rows, self._row)
            self.found.columns = max(self.found.columns, self._column)
            if self._is_error:
                self.parser.CharacterDataHandler = self._error

    def _error(self, text: str) -> None:
        place = self._row, self._column
        self.found.errors[place] = (self.found.errors.get(place, "") + text).strip()


def _column_number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
