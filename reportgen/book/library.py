"""The brochures of a run, each taken apart once, however many books it goes into."""

from __future__ import annotations

from pathlib import Path

from reportgen.book.merge.fonts import Fonts
from reportgen.book.merge.part import Part, read_part
from reportgen.book.sheets import Typefaces


class Library:
    """Read what is there when it is asked for the first time."""

    def __init__(self) -> None:
        self._fonts = Fonts()
        self._parts: dict[Path, Part] = {}

    def part(self, path: Path) -> Part:
        """A finished brochure. Raises ReportgenError for a file that is no whole PDF."""
        if path not in self._parts:
            self._parts[path] = read_part(path, self._fonts)
        return self._parts[path]

    def typefaces(self) -> Typefaces:
        """The fonts for sheets of our own; to be asked for when the brochures of the book have been read."""
        return Typefaces.of(self._fonts)
