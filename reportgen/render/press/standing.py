"""Type that is kept standing: what was set once is set up again on the next page that has the same words.

From state to state most paragraphs, list items, rows and charts of an occupation's brochure are the same to the letter.
Each such piece of HTML keeps its elements, its boxes and the places of its lines. A piece belongs to one proof at a
time: it is taken out for it, and put back when the proof was printed. It is laid out at the origin and then moved to
its place, the first time, too, so that no page shows what was printed before it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

_MOST = 600  # pieces; the richest layout has some two hundred and fifty


class Piece:
    """A piece of HTML with its element, and its box once it was grown. `kind` is its element's in the style book."""

    __slots__ = ("box", "element", "kind", "text")

    def __init__(self, text: str, element: Any) -> None:
        self.text, self.element = text, element
        self.kind = -1
        self.box: Any = None


class Standing:
    """The pieces that wait for their next page, the longest unused first."""

    def __init__(self) -> None:
        self._waiting: dict[str, list[Piece]] = {}
        self._count = 0

    def take(self, text: str) -> Piece | None:
        """A piece of these words that no page has."""
        pieces = self._waiting.pop(text, None)
        if not pieces:
            return None
        self._count -= 1
        piece = pieces.pop()
        if pieces:
            self._waiting[text] = pieces
        return piece

    def put_back(self, pieces: Sequence[Piece]) -> None:
        """Keep the pieces of a page that is done with."""
        for piece in pieces:
            piece.element.tail = None  # what stood after it
            self._waiting.setdefault(piece.text, []).append(piece)
        self._count += len(pieces)
        while self._count > _MOST:
            oldest = next(iter(self._waiting))
            self._count -= len(self._waiting.pop(oldest))


class Taken:
    """The pieces of one proof, by their elements: see `tree.Kept`."""

    def __init__(self, standing: Standing) -> None:
        self._standing = standing
        self.pieces: dict[Any, Piece] = {}
        self.afterwards: list[Callable[[], None]] = []  # what else is put back with them
        self.is_put_back = False

    @property
    def known(self) -> frozenset[Any]:
        """The elements that were on a page before."""
        return frozenset(element for element, piece in self.pieces.items() if piece.box is not None)

    def take(self, html: str) -> Any:
        piece = self.piece(html)
        return piece.element if piece else None

    def piece(self, html: str) -> Piece | None:
        piece = self._standing.take(html)
        if piece is not None:
            self.pieces[piece.element] = piece
        return piece

    def keep(self, html: str, element: Any) -> None:
        self.add(html, element)

    def add(self, html: str, element: Any) -> Piece:
        piece = self.pieces[element] = Piece(html, element)
        return piece

    def give_back(self, pieces: Sequence[Piece]) -> None:
        """These are not needed after all."""
        for piece in pieces:
            del self.pieces[piece.element]
        self._standing.put_back(pieces)

    def forgo(self, piece: Piece) -> None:
        """It stays where it is, and is no other page's."""
        del self.pieces[piece.element]

    def put_back(self) -> None:
        """The proof is done with: its boxes are another's from now on."""
        for put_back in self.afterwards:
            put_back()
        self._standing.put_back(list(self.pieces.values()))
        self.pieces, self.is_put_back = {}, True
