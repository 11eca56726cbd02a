"""A workbook looked through before it is opened. Opened at once, some would take all the memory: a packed giant, a
lone cell in the last corner of a sheet, a long text that a thousand cells use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import IO

from reportgen.tables.archive import ArchiveFault, opened, read_members
from reportgen.tables.sheet_xml import Found, look_through, sheet_members
from reportgen.values import dataclass

# The reader makes a text of its own for every cell, also of one that is stored once.
_MOST_CHARACTERS = 200_000_000
_MOST_TIMES = 4  # all sheets together, of what one may have


class TooLargeSheet(ArchiveFault):
    """A sheet reaches over more cells than may be."""

    def __init__(self, found: Found) -> None:
        self.rows, self.columns = found.rows, found.columns
        super().__init__(
            f"is too large: a sheet of it reaches down to row {found.rows:,} and over {found.columns:,} columns"
        )


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found in each sheet, by its name and in their order."""

    sheets: Mapping[str, Found]

    @property
    def first(self) -> Found:
        return next(iter(self.sheets.values()), Found())


def survey(data: IO[bytes], *, most_bytes: int, most_cells: int) -> Survey:
    """Look through every member. Raises ArchiveFault, and ExpatError for a sheet that is no XML.

    `most_bytes` counts all members unpacked, `most_cells` the cells of one sheet, empty ones included.
    """
    by_member: dict[str, Found] = {}
    strings: list[int] = []
    cells = 0
    with opened(data, most_bytes=most_bytes) as archive:
        for member, packed in read_members(archive):
            found = look_through(packed, is_xml=member.filename.endswith(".xml"), most_cells=most_cells)
            if found.rows * found.columns > most_cells:
                raise TooLargeSheet(found)
            cells += found.rows * found.columns
            if cells > _MOST_TIMES * most_cells:
                raise ArchiveFault(f"is too large: its sheets reach over more than {cells:,} cells together")
            by_member[member.filename] = found
            strings = max(strings, found.strings, key=sum)
        for found in by_member.values():
            if found.characters(strings) > _MOST_CHARACTERS:
                raise ArchiveFault(f"comes to more than {_MOST_CHARACTERS // 1_000_000} million characters in a sheet")
        names = sheet_members(archive)
    return Survey({name: by_member.get(member, Found()) for name, member in names.items()})
