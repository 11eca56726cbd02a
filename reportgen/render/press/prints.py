"""What standing type paints and tells, for every page that has it: at the origin, to be moved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportgen.render.press.ink import Print


class Moved(NamedTuple):
    """A print, and where it is painted."""

    print: Print
    x: float
    y: float


@dataclass(slots=True)
class Printed:
    """Of a piece in one palette: prints by when they are painted, its structure elements, its bookmarks.

    `numbers` are those of the marked content of its runs and drawings by their ids, counted through its own prints.
    """

    palette: Mapping[str, str]
    row: Print | None = None  # a row's grounds
    blocks: Print | None = None
    floats: Print | None = None
    lines: Print | None = None
    positioned: Print | None = None
    numbers: dict[int, int] = field(default_factory=dict)
    told: dict[str, list[Any]] = field(default_factory=dict)  # by what its parent is told as
    headings: list[Any] | None = None

    def marks(self) -> list[int]:
        """The numbers on the page where it was painted last, by those of its own."""
        every = (self.row, self.blocks, self.floats, self.lines, self.positioned)
        return [number for each in every if each for number in range(each.number, each.number + each.marks)]


class Told(NamedTuple):
    """Structure elements and numbers of a piece's own; what the numbers are on the page, and where it stands."""

    kids: list[Any]
    marks: list[int]
    x: float
    y: float
