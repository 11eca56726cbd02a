"""The structure of a brochure as it is written for each of its copies: everything but the numbers is fixed."""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.book.merge.tags import Element, Linked, Marked
from reportgen.book.merge.template import Template, TemplateBuilder
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where the numbers of a copy stand in its list: the element above, the pages, the annotations (those of the
    first page first), the elements in reading order, the keys of the pages and then of the annotations."""

    pages: int
    annotations: tuple[int, ...]
    elements: int

    def page(self, page: int) -> int:
        return 1 + page

    def annotation(self, linked: Linked) -> int:
        return 1 + self.pages + sum(self.annotations[: linked.page]) + linked.place

    def element(self, place: int) -> int:
        return 1 + self.pages + sum(self.annotations) + place

    def page_key(self, page: int) -> int:
        return self.element(self.elements) + page

    def annotation_key(self, linked: Linked) -> int:
        return self.page_key(self.pages) + sum(self.annotations[: linked.page]) + linked.place


def element_templates(tops: list[Element], numbering: Numbering) -> list[Template]:
    """The elements as they are written for a copy, in reading order."""
    order = [each for top in tops for each in top.walk()]
    place_of = {id(element): place for place, element in enumerate(order)}
    above = {id(kid): place for place, element in enumerate(order) for kid in element.kids if isinstance(kid, Element)}
    return [_template(each, above.get(id(each)), place_of, numbering) for each in order]


def _template(element: Element, above: int | None, place_of: Mapping[int, int], numbering: Numbering) -> Template:
    builder = TemplateBuilder()
    builder.add(b"<</S%s/P " % element.kind.encode()).reference(0 if above is None else numbering.element(above))
    own = next((kid.page for kid in element.kids if not isinstance(kid, Element)), None)
    page = own if own is not None else element.page if element.attributes else None
    if page is not None:
        builder.add(b"/Pg ").reference(numbering.page(page))
    if element.kids:
        builder.add(b"/K[")
        for kid in element.kids:
            if isinstance(kid, Element):
                builder.reference(numbering.element(place_of[id(kid)]))
            else:
                _add_content(builder, kid, page, numbering)
            builder.add(b" ")
        builder.add(b"]")
    return builder.add(element.attributes).add(b">>").done()


def _add_content(builder: TemplateBuilder, kid: Marked | Linked, page: int | None, numbering: Numbering) -> None:
    if isinstance(kid, Marked) and kid.page == page:
        builder.add(b"%d" % kid.number)
        return
    if isinstance(kid, Marked):
        builder.add(b"<</Type/MCR/MCID %d" % kid.number)
    else:
        builder.add(b"<</Type/OBJR/Obj ").reference(numbering.annotation(kid))
    if kid.page != page:
        builder.add(b"/Pg ").reference(numbering.page(kid.page))
    builder.add(b">>")


def parents_template(tops: list[Element], numbering: Numbering) -> Template:
    """The leaf of the parent tree for a copy: which element each mark and annotation belongs to."""
    owners: dict[Marked | Linked, int] = {}
    for place, element in enumerate(each for top in tops for each in top.walk()):
        owners.update((kid, place) for kid in element.kids if not isinstance(kid, Element))
    links = [Linked(page, place) for page, count in enumerate(numbering.annotations) for place in range(count)]
    builder = TemplateBuilder().add(b"<</Limits[").number(numbering.page_key(0)).add(b" ")
    builder.number(numbering.page_key(0) + numbering.pages + len(links) - 1).add(b"]/Nums[")
    for page in range(numbering.pages):
        marks = {kid.number: place for kid, place in owners.items() if isinstance(kid, Marked) and kid.page == page}
        builder.number(numbering.page_key(page)).add(b"[")
        for number in range(max(marks, default=-1) + 1):
            _add_owner(builder, marks.get(number), numbering)
        builder.add(b"]")
    for linked in links:
        builder.number(numbering.annotation_key(linked)).add(b" ")
        _add_owner(builder, owners.get(linked), numbering)
    return builder.add(b"]>>").done()


def _add_owner(builder: TemplateBuilder, place: int | None, numbering: Numbering) -> None:
    if place is None:
        builder.add(b"null ")
    else:
        builder.reference(numbering.element(place)).add(b" ")
