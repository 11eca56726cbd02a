"""What the XML of a workbook says before the workbook is opened: how far a sheet reaches, which cells hold errors or
formulas, and how much text it comes to."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from xml.parsers import expat

from reportgen.tables.archive import Unpacked

Place = tuple[int, int]  # row and column, from 1
UNCOMPUTED = "#FORMULA!"  # our mark for a formula that was saved without its result, which Excel always saves
_LONGEST_MARK = 20
_MOST_MARKS = 100_000  # of errors, and of formulas: each takes memory here
_SHEET, _STRINGS, _OTHER = "worksheet", "sst", "other"


@dataclass(slots=True)
class Found:
    """Cells without a value take no place, however far out they were once formatted. Not a sheet: (0, 0).

    `strings` has the lengths of the workbook's shared texts where this member holds them; `uses` says how often a sheet
    uses each, by its number as it is written.
    """

    rows: int = 0
    columns: int = 0
    errors: dict[Place, str] = field(default_factory=dict)
    formulas: set[Place] = field(default_factory=set)
    strings: list[int] = field(default_factory=list)
    uses: dict[str, int] = field(default_factory=dict)

    def characters(self, strings: list[int]) -> int:
        """How many characters the shared texts of this sheet come to, each counted as often as it is used."""
        return sum(
            times * strings[int(number)]
            for number, times in self.uses.items()
            if number.isdecimal() and int(number) < len(strings)
        )


def look_through(packed: Unpacked, *, is_xml: bool, most_cells: int | None = None) -> Found:
    """Go through a member of a workbook, as far as it is a sheet or holds texts. Raises ExpatError or ValueError for
    a damaged one. Past `most_cells` it stops: what was found until then is enough to refuse it.
    """
    finder = _Finder()
    for chunk in iter(lambda: packed.read(1 << 16), b""):
        if finder.kind == _OTHER:
            continue  # read on to its end, where the checksum is compared
        try:
            finder.parser.Parse(chunk)
        except expat.ExpatError:
            if finder.kind is not None or is_xml:
                raise
            finder.kind = _OTHER
        if most_cells is not None and finder.found.rows * finder.found.columns > most_cells:
            break
    finder.finish()
    return finder.found


def sheet_members(archive: zipfile.ZipFile) -> dict[str, str]:
    """The member that holds each sheet, by the sheet's name and in their order; {} when the workbook does not say so
    in the usual way.
    """
    try:
        book = _elements(archive.read("xl/workbook.xml"))
        relations = _elements(archive.read("xl/_rels/workbook.xml.rels"))
    except KeyError:
        return {}
    targets = {each.get("Id", ""): each.get("Target", "") for _, each in relations}
    return dict(_placed(book, targets))


def _placed(book: list[tuple[str, dict[str, str]]], targets: dict[str, str]) -> Iterator[tuple[str, str]]:
    for tag, attributes in book:
        if tag == "sheet":
            wanted = next((value for name, value in attributes.items() if name.endswith(":id")), "")
            target = targets.get(wanted, "")
            yield attributes.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """(tag without prefix, attributes) of every element, in order."""
    found: list[tuple[str, dict[str, str]]] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, attributes: found.append((name.rpartition(":")[2], attributes))
    parser.Parse(xml, True)
    return found


class _Finder:
    def __init__(self) -> None:
        self.kind: str | None = None  # None: no element yet
        self.found = Found()
        self._row = self._column = 0
        self._type = self._text = ""
        self._is_formula = False
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start

    def finish(self) -> None:
        self._end_cell()

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(":")[2]
        if self.kind is None:
            self.kind = tag if tag in (_SHEET, _STRINGS) else _OTHER
        if self.kind == _SHEET:
            self._in_sheet(tag, attributes)
        elif self.kind == _STRINGS and tag == "si":
            self.found.strings.append(0)
            self.parser.CharacterDataHandler = self._in_string

    def _in_sheet(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "c":
            self._end_cell()
            reference = attributes.get("r", "")
            letters = reference.rstrip("0123456789")
            self._column = _column_number(letters) if letters else self._column + 1
            self._row = int(reference[len(letters) :] or self._row)
            self._type = attributes.get("t", "")
        elif tag == "v" or tag == "is":
            self.found.rows = max(self.found.rows, self._row)
            self.found.columns = max(self.found.columns, self._column)
            if self._is_formula or self._type in ("s", "e"):
                self._text = ""
                self.parser.CharacterDataHandler = self._in_value
        elif tag == "f":
            self._is_formula = True
        elif tag == "row":
            self._end_cell()
            reference = attributes.get("r", "")
            self._row, self._column = int(reference) if reference else self._row + 1, 0

    def _end_cell(self) -> None:
        if not (self._is_formula or self._type in ("s", "e")):
            return
        found, place, text = self.found, (self._row, self._column), self._text.strip()
        if self._type == "s":
            found.uses[text] = found.uses.get(text, 0) + 1
        elif self._type == "e":
            found.errors[place] = text or UNCOMPUTED
        elif not text and self._type != "str":
            found.errors[place] = UNCOMPUTED
        if self._is_formula:
            found.formulas.add(place)
        if max(len(found.errors), len(found.formulas)) > _MOST_MARKS:
            raise ValueError(f"more than {_MOST_MARKS:,} cells of a sheet hold formulas or errors")
        self._type, self._text, self._is_formula = "", "", False
        self.parser.CharacterDataHandler = None

    def _in_value(self, text: str) -> None:
        self._text = (self._text + text)[:_LONGEST_MARK]

    def _in_string(self, text: str) -> None:
        self.found.strings[-1] += len(text)


def _column_number(letters: str) -> int:
    if len(letters) > 3 or not letters.isascii() or not letters.isalpha():
        raise ValueError(f"“{letters:.20}” is no column")
    return sum((ord(letter) - ord("A") + 1) * 26**place for place, letter in zip(count(), reversed(letters.upper())))
