"""How one finds one's way in a book: bookmarks by group and student, labels of pages. No names in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportgen.book.merge.syntax import text
from reportgen.book.merge.writer import Writer
from reportgen.book.units import BROCHURE, GROUP, STUDENT, SUMMARY, Piece


@dataclass(slots=True)
class Bookmark:
    """`page` is the object that it leads to."""

    words: str
    page: int
    below: list[Bookmark] = field(default_factory=list)


def bookmarks(pieces: Sequence[tuple[Piece, int]]) -> list[Bookmark]:
    """`pieces` in the order of the book, each with the page that it begins on. Sets after the first are not named."""
    tops: list[Bookmark] = []
    groups: dict[int, Bookmark] = {}
    students: dict[int, Bookmark] = {}
    for piece, page in pieces:
        if piece.kind == SUMMARY and not tops:
            tops.append(Bookmark("About this book", page))
        elif piece.kind == GROUP and piece.group is not None:
            groups[piece.group.number] = Bookmark(piece.group.label, page)
            tops.append(groups[piece.group.number])
        elif piece.kind == STUDENT and piece.group is not None and piece.pack is not None:
            row = piece.pack.student.row
            students[row] = Bookmark(f"Student {piece.pack.number} (row {row})", page)
            above = groups.get(piece.group.number)
            (above.below if above else tops).append(students[row])
        elif piece.kind == BROCHURE and piece.pack is not None and piece.brochure is not None:
            below = students[piece.pack.student.row].below
            if all(each.words != piece.brochure.title for each in below):
                below.append(Bookmark(piece.brochure.title, page))
    return tops


def write_outline(writer: Writer, tops: Sequence[Bookmark]) -> int:
    """The object of the outline. What is below a bookmark is closed."""
    root = writer.reserve()
    first = _write(writer, tops, root)
    writer.put(
        root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, first + len(tops) - 1, len(tops))
    )
    return root


def _write(writer: Writer, bookmarks: Sequence[Bookmark], parent: int) -> int:
    first = writer.reserve(len(bookmarks))
    for place, each in enumerate(bookmarks):
        number = first + place
        body = b"<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]" % (text(each.words), parent, each.page)
        if place:
            body += b"/Prev %d 0 R" % (number - 1)
        if place + 1 < len(bookmarks):
            body += b"/Next %d 0 R" % (number + 1)
        if each.below:
            below = _write(writer, each.below, number)
            body += b"/First %d 0 R/Last %d 0 R/Count %d" % (below, below + len(each.below) - 1, -len(each.below))
        writer.put(number, body + b">>")
    return first


def page_labels(starts: Sequence[tuple[int, Piece]]) -> bytes:
    """The tree of page labels: i, ii for the first pages, then 2.14-1: group 2, row 14, first page of that pack.

    `starts` are the indexes of the pages where something else begins.
    """
    entries, labelled = [], None
    for index, piece in starts:
        if piece.kind == SUMMARY:
            key, entry = ("",), b"<</S/r>>"
        elif piece.pack is None:
            group = piece.group.number if piece.group else 0
            key, entry = (f"{group}",), b"<</S/D/P%s>>" % text(f"{group}-")
        else:
            group = piece.group.number if piece.group else 0
            prefix = f"{group}.{piece.pack.student.row}-"
            key, entry = (prefix,), b"<</S/D/P%s>>" % text(prefix)
        if key != labelled:
            entries.append(b"%d %s" % (index, entry))
            labelled = key
    return b"<</Nums[%s]>>" % b" ".join(entries)
