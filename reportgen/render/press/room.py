"""Rooms and places of pieces on pages that are arranged."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple


class Room(NamedTuple):
    """What a piece finds where it is to stand: all that it is laid out by, besides its own words.

    `kind` is its element's in the style book, `key` that of its placement, `sides` are its margins, paddings and
    borders at the sides. For a row `table` is the width of its table, and `limits` are the widths that the words of its
    cells may need, where the table goes by them. `is_beside` says that something keeps beside what floats in it.
    """

    kind: int
    key: tuple[float, ...]
    sides: tuple[float, ...]
    table: float
    limits: tuple[float, ...]
    is_beside: bool


class Place(NamedTuple):
    """Where a piece of a page stands: in `parent` at `place`, moved to x, y. Without a parent it was left out.

    Without a room the piece is the page's own: it was set for it alone. Without `measures` it is known by its words.
    """

    room: Room | None
    measures: Hashable = None
    parent: Any = None
    place: int = 0
    x: float = 0.0
    y: float = 0.0
