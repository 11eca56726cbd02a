"""Writes the structure elements of one page, and its links."""

from __future__ import annotations

from reportgen.render.press.objects import Objects, string
from reportgen.render.press.prints import Told
from reportgen.render.press.style import PX
from reportgen.render.press.tags import Element, Link


class PageStructure:
    """`links` are the numbers of the page's annotations; `waiting` those that still need a place in the parent tree,
    each with its text so far and its element."""

    def __init__(self, objects: Objects, page: int, page_height_pt: float) -> None:
        self._objects, self._page, self._high = objects, page, page_height_pt
        self._of_mark: dict[int, int] = {}
        self.links: list[int] = []
        self.waiting: list[tuple[int, str, int]] = []

    def parents(self) -> str:
        """For each number of marked content, its element; null for what is none of the structure's."""
        count = max(self._of_mark, default=-1) + 1
        return (
            f"[{' '.join(f'{self._of_mark[mark]} 0 R' if mark in self._of_mark else 'null' for mark in range(count))}]"
        )

    def add(self, element: Element, parent: int, own: Told | None = None) -> int:
        """Write an element and all below it; returns its number. In a piece, `own` says where it stands."""
        number = self._objects.number()
        kids, page = list[str](), ""
        for kid in element.kids:
            each_of = kid if isinstance(kid, Told) else own
            for each in kid.kids if isinstance(kid, Told) else (kid,):
                if isinstance(each, int):
                    mark = each_of.marks[each] if each_of else each
                    kids.append(str(mark))
                    self._of_mark[mark] = number
                    page = f"/Pg {self._page} 0 R"
                elif isinstance(each, Link):
                    kids.append(f"{self._link(each, number, each_of)} 0 R")
                else:
                    kids.append(f"{self.add(each, number, each_of)} 0 R")
        language = f"/Lang{string(element.language)}" if element.language else ""
        self._objects.put(
            number,
            f"<</S/{element.kind}/P {parent} 0 R{page}{self._more(element, own)}{language}/K[{' '.join(kids)}]>>",
        )
        return number

    def _more(self, element: Element, own: Told | None) -> str:
        if element.area is not None:
            alt = f"/Alt{string(element.alt)}" if element.alt else ""
            return f"{alt}/A<</O/Layout/BBox{self._area(element.area, own)}>>"
        if element.kind == "TH":
            return f"/ID{string(element.key)}/A<</O/Table/Scope/{element.scope}>>"
        if element.kind == "TD":
            return f"/A<</O/Table/Headers[{''.join(map(string, element.headers))}]>>"
        return ""

    def _link(self, link: Link, element: int, own: Told | None) -> int:
        annotation, address = self._objects.number(), string(link.address)
        self.links.append(annotation)
        text = (
            f"<</Type/Annot/Subtype/Link/Rect{self._area(link.area, own)}/BS<</W 0>>/F 4"
            f"/A<</Type/Action/S/URI/URI{address}>>/Contents{address}"
        )
        self.waiting.append((annotation, text, element))
        return self._objects.add(f"<</Type/OBJR/Obj {annotation} 0 R/Pg {self._page} 0 R>>")

    def _area(self, area: tuple[float, float, float, float], own: Told | None) -> str:
        x, y = (own.x, own.y) if own else (0.0, 0.0)
        left, top, right, bottom = area
        left, right, top, bottom = (left + x) / PX, (right + x) / PX, (top + y) / PX, (bottom + y) / PX
        return f"[{left:.3f} {self._high - bottom:.3f} {right:.3f} {self._high - top:.3f}]"
