"""Sets single pieces for pages that are arranged already (`forme.py`), and says where a page's own pieces stand."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from reportgen.render import tree
from reportgen.render.arrange import NOTED, may_stand, reach
from reportgen.render.links import check_tree
from reportgen.render.press import flow
from reportgen.render.press.boxes import Box
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.fonts import Face
from reportgen.render.press.grow import grow_piece
from reportgen.render.press.learn import StyleBook
from reportgen.render.press.placement import Placement
from reportgen.render.press.room import Place, Room
from reportgen.render.press.standing import Piece, Taken


class Compositor:
    """Works for one proof, of the layout of this name."""

    def __init__(self, taken: Taken, styles: StyleBook, faces: Mapping[str, Face], layout: str) -> None:
        self._taken, self._styles, self._faces, self._layout = taken, styles, faces, layout

    def take(self, text: str, kind: int) -> Piece | None:
        """The piece of these words, of that kind in the style book, with its box.

        None for one that has to be set with its page. Raises ReportgenError for an address that may not be linked to.
        """
        piece = self._taken.piece(text)
        if piece is None:
            element = tree.piece(text)
            if element is None:
                return None
            piece = self._taken.add(text, element)
        if piece.kind != kind or piece.box is None:
            check_tree(piece.element, self._layout)
            styles = self._styles.within(piece.element, kind)
            if styles is None:
                return None
            piece.kind, piece.box = kind, None
            try:
                grow_piece(piece, styles)
            except NotPressedError:
                return None
        return piece

    def measure(self, piece: Piece, room: Room) -> Hashable:
        """All that a page is arranged by of a piece, laid out in this room; None where that cannot be told."""
        placement = piece.box.placement
        if placement is None:
            return None
        if placement.measured[0] is not room:
            try:
                measures = self._measured(piece.box, placement, room)
            except NotPressedError:
                measures = None
            placement.measured = room, measures
            placement.lift()
        known: Hashable = placement.measured[1]
        return known

    def _measured(self, box: Box, placement: Placement, room: Room) -> Hashable:
        if not flow.set_alone(box, self._faces, room):
            return None
        result, measures = placement.measures()
        noted = () if box.is_plain else tuple(_noted(box.element))
        if room.table:
            return measures, noted, tuple((cell.style.width, cell.style.borders) for cell in box.children)
        (after, through), _ = result
        return tuple(after), through, measures, noted, placement.floats(across=room.is_beside)

    def place(self, piece: Piece, place: Place, page: Box) -> bool:
        """Put it where it belongs on the page; whether it does not stick out."""
        if place.parent is None:
            return True
        box = place.parent.children[place.place] = piece.box
        placement = box.placement
        placement.set_down(box, (place.x, place.y))
        if placement.reach is None:
            placement.reach = reach(box)
        return may_stand(page, placement.reach, place.x, place.y)

    def settle(self, page: Box, pieces: Sequence[Piece]) -> list[Place]:
        """The places of the pieces of a page that is arranged. Those without a room are the page's own from now on."""
        standing = dict(_standing(page, {id(piece.box) for piece in pieces}))
        return [self._settled(page, piece, *standing.get(id(piece.box), (None, 0))) for piece in pieces]

    def _settled(self, page: Box, piece: Piece, parent: Any, index: int) -> Place:
        room = _room_of(piece)
        if room is None:
            self._taken.forgo(piece)
            return Place(None)
        box = piece.box
        x, y = box.placement.offset(box)
        measures = self.measure(piece, room)
        place = Place(room, None if _fits_its_words(box) else measures, parent, index, x, y)
        self.place(piece, place, page)
        return place


def _standing(box: Any, pieces: set[int]) -> Iterator[tuple[int, tuple[Any, int]]]:
    """For each of the boxes by its id: in what it stands, and where in there."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        for index, child in enumerate(box.children):
            if id(child) in pieces:
                yield id(child), (box, index)
            else:
                waiting.append(child)


def _noted(element: Any) -> Iterator[tuple[int, str, str]]:
    """The attributes for `arrange.py` of what is in an element, and whose they are."""
    for place, each in enumerate(element.iter()):
        yield from ((place, name, value) for name, value in each.items() if place and name in NOTED)


def _room_of(piece: Piece) -> Room | None:
    """The room that a piece found on its page; None for one that another could not be put into."""
    box = piece.box
    placement = None if box is None else box.placement
    if placement is None or placement.limits is None or not placement.may_stand_elsewhere(box):
        return None
    if box.style.display == "inline-block":
        return None  # it stands in a line
    sides = (
        *(box.margin_right, box.margin_left, box.padding_right, box.padding_left),
        *(box.border_top_width, box.border_right_width, box.border_bottom_width, box.border_left_width),
    )
    table = box.width if box.style.display == "row" else 0.0
    is_beside = any(each.is_met for each in placement.floating)
    return _room(piece.kind, placement.key, sides, table, placement.limits, is_beside)


@lru_cache(2_000)
def _room(*values: Any) -> Room:
    """The one that is equal."""
    return Room(*values)


def _fits_its_words(box: Box) -> bool:
    """Whether a box is as wide as its words, so that they decide where what follows stands."""
    style = box.style
    return style.width is None and (style.floats != "none" or style.position == "absolute")
