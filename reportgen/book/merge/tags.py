"""The structure of a finished brochure, read from its file and made small.

Elements that say nothing (a Span or Div without attributes around what its parent may hold itself) are left out; a
page of text has several for each line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from itertools import pairwise
from typing import Any

from reportgen.book.merge.syntax import plain
from reportgen.values import dataclass

# Written as they are. Others (ID, class, role, associated files) would need tables of their own in the book.
_ATTRIBUTES = frozenset({"/A", "/Alt", "/ActualText", "/Lang", "/E", "/T"})
_STRUCTURE = frozenset({"/S", "/P", "/K", "/Pg", "/Type", "/R"})
# The header cells of a cell by their names, which would have to differ from copy to copy. Scopes say the same.
_HEADERS, _NAME = "/Headers", "/ID"
_DEEPER_BY = 1  # the heading of the book's first page is its only H1
_LOWEST_HEADING = 6


class UntaggableError(Exception):
    """A structure that cannot be carried over: the book is then without tags, and says so."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Marked content: the page within the brochure and its number."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Linked:
    """An annotation: the page within the brochure and its place among the annotations there."""

    page: int
    place: int


@dataclass(slots=True, eq=False)
class Element:
    """`attributes` is PDF syntax; `page` the one that the element starts on, None when it names none."""

    kind: str
    attributes: bytes = b""
    page: int | None = None
    kids: list[Element | Marked | Linked] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        """The element and all below, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()


def read_elements(pdf: Any) -> list[Element]:
    """The topmost elements of an open pikepdf document. Raises UntaggableError."""
    from pikepdf import Array

    root = pdf.Root.get("/StructTreeRoot")
    if root is None or any(key in root for key in ("/IDTree", "/RoleMap", "/ClassMap", "/Namespaces")):
        raise UntaggableError
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    links = {
        annotation.objgen: Linked(number, place)
        for number, page in enumerate(pdf.pages)
        for place, annotation in enumerate(page.obj.get("/Annots", ()))
    }
    top = root.K if isinstance(root.K, Array) else [root.K]
    return [_read(each, None, pages, links) for each in top]


def _read(node: Any, page: int | None, pages: Mapping[Any, int], links: Mapping[Any, Linked]) -> Element:
    from pikepdf import Array, Dictionary

    keys = set(node.keys())
    if keys - _ATTRIBUTES - _STRUCTURE - {_NAME} or (_NAME in keys and b"/Scope" not in _inline(node.get("/A"))):
        raise UntaggableError
    if "/Pg" in keys:
        page = _known(pages.get(node.Pg.objgen))
    attributes = b"".join(key.encode() + _inline(node[key]) for key in sorted(keys & _ATTRIBUTES))
    element = Element(_heading_below(str(node.S)), attributes, page)
    kids = node.get("/K", ())
    for kid in kids if isinstance(kids, Array) else [kids]:
        if isinstance(kid, int):
            element.kids.append(Marked(_known(page), int(kid)))
        elif isinstance(kid, Dictionary) and "/S" in kid:
            element.kids.append(_read(kid, page, pages, links))
        elif isinstance(kid, Dictionary) and "/MCID" in kid and "/Stm" not in kid:
            on = pages.get(kid.Pg.objgen) if "/Pg" in kid else page
            element.kids.append(Marked(_known(on), int(kid.MCID)))
        elif isinstance(kid, Dictionary) and "/Obj" in kid and kid.Obj.objgen in links:
            element.kids.append(links[kid.Obj.objgen])
        else:
            raise UntaggableError
    return element


def _known(page: int | None) -> int:
    """The page of some content; an element may name none, or one that is not in the file."""
    if page is None:
        raise UntaggableError
    return page


def _inline(value: Any) -> bytes:
    from pikepdf import Array, Dictionary

    if isinstance(value, Dictionary):
        kept = sorted((key, each) for key, each in value.items() if key != _HEADERS)
        return b"<<%s>>" % b"".join(key.encode() + _inline(each) for key, each in kept)
    if isinstance(value, Array):
        return b"[%s]" % b" ".join(map(_inline, value))
    written = plain(value)
    return written if written[:1] in b"/(<" else b" " + written


def _heading_below(kind: str) -> str:
    if kind[:2] == "/H" and kind[2:].isdigit():
        return f"/H{min(int(kind[2:]) + _DEEPER_BY, _LOWEST_HEADING)}"
    return kind


def without_wrappers(element: Element) -> None:
    """Put the children of elements that say nothing in their place, all the way down."""
    kids: list[Element | Marked | Linked] = []
    for kid in element.kids:
        if isinstance(kid, Element):
            without_wrappers(kid)
        if isinstance(kid, Element) and not kid.attributes and _says_nothing(kid):
            kids += kid.kids
        else:
            kids.append(kid)
    element.kids = kids


def _says_nothing(element: Element) -> bool:
    if element.kind == "/Span":
        return all(isinstance(kid, Marked) for kid in element.kids)
    return element.kind in ("/Div", "/NonStruct") and all(isinstance(kid, Element) for kid in element.kids)


def joins(element: Element, page: int) -> set[tuple[int, int]]:
    """Pairs of marked content of a page that follow each other within one element."""
    found = set()
    for each in element.walk():
        for before, after in pairwise(each.kids):
            if isinstance(before, Marked) and isinstance(after, Marked) and before.page == after.page == page:
                found.add((before.number, after.number))
    return found


def remove_marked(element: Element, gone: frozenset[Marked]) -> None:
    """Forget marked content that became part of the one before it."""
    for each in element.walk():
        each.kids = [kid for kid in each.kids if kid not in gone]
