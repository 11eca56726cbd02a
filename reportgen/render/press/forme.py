"""Formes: pages that stay locked up, for the next one that differs from them in words only.

A page is arranged by what its pieces measure, not by what they say. Where each piece of a page takes the same room as
the one in its place on a page before, all is arranged already: what says something else is put in its place, and the
rest stands there. Where one of them measures otherwise, the page is arranged from nothing, and kept as well.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable, Sequence
from itertools import islice
from typing import Any, NamedTuple

from reportgen.render import tree
from reportgen.render.press.boxes import Box
from reportgen.render.press.compositor import Compositor
from reportgen.render.press.room import Place, Room
from reportgen.render.press.standing import Piece, Taken
from reportgen.values import dataclass

_MOST = 32  # pages that are kept; the states of an occupation need no more


@dataclass(frozen=True, slots=True)
class Pressed:
    """A page that is set and arranged, what does not fit it, and how many items it leaves out."""

    box: Box
    findings: tuple[str, ...]
    dropped: int


class Sheet:
    """A sheet of a document, that is to be filled: all that it has in common with others, and its pieces."""

    def __init__(self, shell: Any, kind: int, html: str) -> None:
        self._shell, self._html = shell, html
        rest, self.texts = tree.in_pieces(html)
        self.common = (kind, rest)
        self.pieces: Sequence[Piece] = ()

    def read(self, taken: Taken) -> bool:
        """Fill the shell; whether it is well nested."""
        count = len(taken.pieces)
        is_nested = tree.fill(self._shell, self._html, taken)
        pieces = list(islice(taken.pieces.values(), count, None))
        if [piece.text for piece in pieces] == self.texts:
            self.pieces = pieces
        return is_nested


class _Kept(NamedTuple):
    page: Pressed
    places: Sequence[Place]


class _Step:
    """What pages have in common up to a piece: the room that it finds there. Without one it is known by its words."""

    __slots__ = ("kept", "next", "room")

    def __init__(self, room: Room | None = None) -> None:
        self.room = room
        self.next: dict[Hashable, _Step] = {}
        self.kept: _Kept | None = None  # after the last piece, unless a proof has it


class Formes:
    """The pages of one layout, by all that they have in common."""

    def __init__(self) -> None:
        self._first: OrderedDict[Hashable, _Step] = OrderedDict()  # the longest unused first
        self._pages: dict[Hashable, int] = {}

    def take(self, sheet: Sheet, taken: Taken, compositor: Compositor) -> Pressed | None:
        """A page with the pieces of the sheet in their places, for the proof that has these pieces."""
        step = self._first.get(sheet.common)
        if step is None:
            return None
        self._first.move_to_end(sheet.common)
        pieces = list[Piece | None]()
        for text in sheet.texts:
            piece: Piece | None = None
            label: Hashable = text
            if step.room is not None:
                piece = compositor.take(text, step.room.kind)
                label = compositor.measure(piece, step.room) if piece else None
            pieces.append(piece)
            step = step.next.get(label)
            if step is None:
                break
        if step is None or step.kept is None or not _fill(step.kept, sheet.texts, pieces, compositor):
            taken.give_back([piece for piece in pieces if piece])
            return None
        page = step.kept.page
        _lend(step, step.kept, taken)
        return page

    def keep(self, sheet: Sheet, page: Pressed, taken: Taken, compositor: Compositor) -> None:
        """Keep a page that was arranged from nothing, once the proof that has it is done with it."""
        if not sheet.pieces:
            return
        places = compositor.settle(page.box, sheet.pieces)
        step = self._step(sheet, places)
        if step is not None:
            _lend(step, _Kept(page, places), taken)

    def _step(self, sheet: Sheet, places: Sequence[Place]) -> _Step | None:
        """Where a page with these places is kept; None where others like it are known by less than it."""
        rooms = [place.room if place.measures is not None else None for place in places]
        step = self._first.setdefault(sheet.common, _Step(rooms[0]))
        self._pages[sheet.common] = self._pages.get(sheet.common, 0) + 1
        while sum(self._pages.values()) > _MOST and len(self._pages) > 1:
            oldest, _ = self._first.popitem(last=False)
            del self._pages[oldest]
        for room, place, text, follower in zip(rooms, places, sheet.texts, [*rooms[1:], None], strict=True):
            if step.room is not None and step.room != room:
                return None
            step = step.next.setdefault(text if step.room is None else place.measures, _Step(follower))
        return step


def _lend(step: _Step, kept: _Kept, taken: Taken) -> None:
    """Leave it to one proof alone, until that is done with it."""

    def put_back() -> None:
        for place in kept.places:
            if place.parent is not None:
                place.parent.children[place.place] = None  # the piece goes its own way
        step.kept = kept

    step.kept = None
    taken.afterwards.append(put_back)


def _fill(kept: _Kept, texts: Sequence[str], pieces: list[Piece | None], compositor: Compositor) -> bool:
    """Put the pieces in their places; whether all could be, and none sticks out."""
    for index, (place, text) in enumerate(zip(kept.places, texts, strict=True)):
        if place.room is None:
            continue
        piece = pieces[index]
        if piece is None:
            piece = pieces[index] = compositor.take(text, place.room.kind)
            if piece is None:
                return False
            compositor.measure(piece, place.room)
        if not compositor.place(piece, place, kept.page.box):
            return False
    return True
