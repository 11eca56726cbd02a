"""The structure tree of a page: what a screen reader is told. The one that WeasyPrint and `render/repair.py` make."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportgen.render.press.boxes import Box, LineBox, Run
from reportgen.render.press.prints import Printed, Told
from reportgen.render.press.style import Style
from reportgen.render.tree import SVG

_KINDS = {
    "div": "Div", "span": "Span", "main": "Part", "article": "Art", "section": "Sect", "blockquote": "BlockQuote",
    "p": "P", "dl": "L", "ul": "L", "ol": "L", "li": "LI", "table": "Table", "thead": "THead", "tbody": "TBody",
    "tfoot": "TFoot", "caption": "Caption", "figcaption": "Caption", "img": "Figure", f"{SVG}svg": "Figure",
    **{tag: tag.upper() for tag in ("h1", "h2", "h3", "h4", "h5", "h6", "tr", "th", "td")},
}  # fmt: skip
_MAY_BE_EMPTY = frozenset({"TD", "TH", "Figure", "Link"})


@dataclass(slots=True)
class Link:
    """An address and its area on the page: left, top, right, bottom in CSS pixels."""

    address: str
    area: tuple[float, float, float, float]


@dataclass(slots=True)
class Element:
    """A structure element of one page. `kids` are elements, links and numbers of marked content."""

    kind: str
    kids: list[Any] = field(default_factory=list)
    alt: str = ""
    area: tuple[float, float, float, float] | None = None
    scope: str = ""
    key: str = ""
    headers: tuple[str, ...] = ()
    language: str = ""


@dataclass(slots=True)
class Heading:
    """A bookmark: its level, its words, and its place on the page in CSS pixels."""

    level: int
    words: str
    x: float
    y: float


def structure(root: Box, marks: Mapping[int, int], page: int) -> Element:
    """The elements for the content of the page of that number; what holds nothing is left out."""
    element: Element
    (element,) = _Tagger(marks, page).elements(root, "")
    _prune(element)
    return element


def headings(box: Box) -> Iterator[Heading]:
    """The bookmarks of a page, in the order of the document."""
    for child in box.children:
        if not isinstance(child, Box):
            continue
        if child.at is None:
            yield from _headings(child)
            continue
        printed = _printed(child)
        if printed.headings is None:
            printed.headings = list(_headings(child))
        x, y = child.at
        for each in printed.headings:
            yield Heading(each.level, each.words, each.x + x, each.y + y)


def _headings(box: Box) -> Iterator[Heading]:
    """Of the box itself and what it holds."""
    if box.style.bookmark and not box.pseudo and not box.is_anonymous:
        words = " ".join(_words(box).split(" ")).strip()
        yield Heading(box.style.bookmark, words, box.position_x + box.margin_left, box.position_y + box.margin_top)
    yield from headings(box)


def _words(box: Any) -> str:
    if isinstance(box, Run):
        return box.text
    joint = " " if box.children and isinstance(box.children[0], LineBox) else ""
    return joint.join(_words(child) for child in box.children)


class _Tagger:
    def __init__(self, marks: Mapping[int, int], page: int) -> None:
        self._marks, self._page, self._tables = marks, page, 0

    def elements(self, box: Box, parent: str) -> Iterator[Any]:
        """The box's element, or marked content where it needs none."""
        if box.at is None:
            yield from self._elements(box, parent)
        elif (told := self._told(box, box.at, parent)).kids:
            yield told

    def _elements(self, box: Box, parent: str) -> Iterator[Any]:
        kind = _KINDS.get(box.element_tag, "NonStruct")
        if kind in ("TD", "TH") and parent in ("TD", "TH"):
            kind = "NonStruct"
        elif kind == "LI" and parent == "LI":
            kind = "LBody"
        elif kind == "LI" and parent == "LBody":
            kind = "NonStruct"
        elif kind == "LI":
            yield Element("LI", [self._element(box, "LBody")])
            return
        element = self._element(box, kind)
        yield from element.kids if _says_nothing(element) else [element]

    def _told(self, box: Box, at: tuple[float, float], parent: str) -> Told:
        """What a piece of standing type tells that belongs there."""
        printed = _printed(box)
        if parent not in printed.told:
            kids = _Tagger(printed.numbers, self._page)._elements(box, parent)
            printed.told[parent] = [kid for kid in kids if not isinstance(kid, Element) or _prune(kid)]
        return Told(printed.told[parent], printed.marks(), *at)

    def _element(self, box: Box, kind: str) -> Element:
        element = Element(kind)
        if not (box.pseudo or box.is_anonymous):
            element.language = box.element.get("lang", "")
        if kind == "Figure":
            x, y = box.content_box_x(), box.content_box_y()
            element.area = (x, y, x + box.width, y + float(box.height))
            element.alt = (
                box.element.get("alt", "") if box.drawing is None else box.drawing.findtext(f"{SVG}title") or ""
            )
            element.kids.append(self._marks[id(box)])
            return element
        for child in box.children:
            if isinstance(child, LineBox):
                element.kids += self._line(child, kind)
            else:
                element.kids += self.elements(child, kind)
        if kind == "Table":
            self._name_headers(box, element)
        return element

    def _line(self, line: LineBox, parent: str) -> list[Any]:
        if all(isinstance(child, Run) and not child.inside for child in line.children):
            return [mark for child in line.children if (mark := self._marks.get(id(child))) is not None]
        return self._inline([(_around(child), child) for child in line.children], 0, parent)

    def _inline(self, children: Sequence[tuple[tuple[Any, ...], Any]], depth: int, parent: str) -> list[Any]:
        """Elements for the inline boxes around these pieces of a line, from this depth on."""
        kids: list[Any] = []
        for around, group in groupby(children, lambda child: child[0][depth : depth + 1]):
            pieces = list(group)
            if not around:
                for _, piece in pieces:
                    if not isinstance(piece, Run):
                        kids += self.elements(piece, parent)
                    elif (mark := self._marks.get(id(piece))) is not None:
                        kids.append(mark)
                continue
            ((element, style),) = around
            name = element.tag if element is not None else ""
            made = Element("Link" if name == "a" else _KINDS.get(name, "NonStruct"))
            if element is not None:
                made.language = element.get("lang", "")
            if name == "a":
                made.kids.append(Link(element.get("href", ""), _area([piece for _, piece in pieces], style)))
            made.kids += self._inline(pieces, depth + 1, made.kind)
            kids += made.kids if _says_nothing(made) else [made]
        return kids

    def _name_headers(self, table: Box, element: Element) -> None:
        """Say of each header cell what it heads, and of each other cell which those are."""
        self._tables += 1
        columns: dict[int, str] = {}
        rows = [
            (group.kind, made, row)
            for group, box in zip(element.kids, table.children, strict=True)
            for made, row in zip(map(_made, group.kids), box.children, strict=True)
        ]
        for place, (group, made, row) in enumerate(rows):
            key = ""
            for column, (cell, box) in enumerate(zip(made.kids, row.children, strict=True)):
                if cell.kind == "TH":
                    cell.key = f"{self._page}-{self._tables}-{place}-{column}"
                    cell.scope = "Column" if group == "THead" else "Row"
                    if box.element.get("scope") == "row":
                        key = cell.key
                    else:
                        columns[column] = cell.key
                else:
                    cell.headers = tuple(filter(None, (key, columns.get(column, ""))))


def _printed(piece: Box) -> Printed:
    """What a piece painted that is set down."""
    assert piece.placement is not None
    printed: Printed = piece.placement.printed
    return printed


def _made(kid: Any) -> Any:
    """The element, a piece's own, too."""
    return kid.kids[0] if isinstance(kid, Told) else kid


def _says_nothing(element: Element) -> bool:
    """A span around nothing but marked content, as `render/repair.py` takes them out."""
    return element.kind == "Span" and not element.language and all(isinstance(kid, int) for kid in element.kids)


def _around(child: Any) -> tuple[Any, ...]:
    return tuple(child.inside) if isinstance(child, Run) else ()


def _area(pieces: Sequence[Any], style: Style) -> tuple[float, float, float, float]:
    left = min(piece.position_x for piece in pieces)
    right = max(piece.position_x + piece.margin_width() for piece in pieces)
    top = pieces[0].position_y - style.baseline
    return left, top, right, top + style.line_height


def _prune(element: Element) -> bool:
    """Take out what holds nothing; returns whether this holds something."""
    element.kids = [kid for kid in element.kids if not isinstance(kid, Element) or _prune(kid)]
    return bool(element.kids) or element.kind in _MAY_BE_EMPTY
