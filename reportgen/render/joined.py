"""What goes on from page to page is one structure element, not one a page: a table, a list, a section.

WeasyPrint makes elements anew on each page. A screen reader would meet a second table without an end to the first; and
the heading row, which is printed again on each page, would be read again as well: it becomes an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from reportgen.render.repair import object_of

_TAGS = {
    "section": ("/Sect",), "div": ("/Div",), "ul": ("/L",), "ol": ("/L",), "li": ("/LI", "/LBody"), "p": ("/P",),
    "table": ("/Table",), "tbody": ("/TBody",),
}  # fmt: skip


def join(pdf: Any, pages: Sequence[Any]) -> None:
    """Join the elements of a `pydyf.PDF` that was made of these pages of WeasyPrint, in place."""
    root = object_of(pdf, pdf.catalog["StructTreeRoot"])
    (document,) = (object_of(pdf, reference) for reference in root["K"])
    references = pdf.page_references
    goes_on = [tuple(_goes_on(one._page_box, two._page_box)) for one, two in pairwise(pages)]
    # From the last page to the first, so that what is joined is whole when it is joined to what comes before.
    for number in range(len(goes_on), 0, -1):
        path = [tag for name in goes_on[number - 1] for tag in _TAGS[name]]
        kids = document["K"]
        place = next((i for i, each in enumerate(kids) if object_of(pdf, each)["Pg"] == references[number]), 0)
        if path and place and _joined(pdf, object_of(pdf, kids[place - 1]), object_of(pdf, kids[place]), path):
            del kids[place]


def _joined(pdf: Any, first: Any, second: Any, path: Sequence[str]) -> bool:
    """Put what `second` holds into `first`, where both are the element that `path` begins with."""
    if not path or first["S"] != path[0] or second["S"] != path[0]:
        return False
    if path[0] == "/Table":
        _drop_repeated_head(pdf, first, second)
    before, after = first["K"], list(second["K"])
    # What holds marks of its page itself cannot hold those of another.
    if any(kid.__class__ is int for kid in (*before, *after)):
        return False
    if before and after and _joined(pdf, object_of(pdf, before[-1]), object_of(pdf, after[0]), path[1:]):
        del after[0]
    for kid in after:
        object_of(pdf, kid)["P"] = first.reference
    before.extend(after)
    second.free = "f"
    return True


def _drop_repeated_head(pdf: Any, first: Any, second: Any) -> None:
    """Leave out the heading row of the second part; its cells are told of the first part's headings."""
    heads = [kid for kid in second["K"] if object_of(pdf, kid)["S"] == "/THead"]
    original = next((kid for kid in first["K"] if object_of(pdf, kid)["S"] == "/THead"), None)
    if not heads or original is None:
        return
    same = {
        two["ID"].string: one["ID"]
        for one, two in zip(_cells(pdf, original), _cells(pdf, heads[0]), strict=True)
        if "ID" in one and "ID" in two
    }
    for kid in second["K"]:
        for cell in _cells(pdf, kid):
            headers = cell.get("A", {}).get("Headers")
            if headers is not None:
                headers[:] = [same.get(each.string, each) for each in headers]
    second["K"][:] = [kid for kid in second["K"] if kid not in heads]


def _cells(pdf: Any, reference: Any) -> Iterator[Any]:
    element = object_of(pdf, reference)
    if element.get("S") in ("/TH", "/TD"):
        yield element
        return
    for kid in element.get("K", ()):
        if kid.__class__ is bytes:
            yield from _cells(pdf, kid)


def _goes_on(page: Any, following: Any) -> Iterator[str]:
    """The names of the elements that the next page goes on with, the outermost first."""
    one, two = _body(page), _body(following)
    while True:
        one, two = _edge(one, -1), _edge(two, 0)
        if one is None or two is None or one.element is not two.element:
            return
        if one.element_tag not in _TAGS:
            return
        # A wrapper, and the table in it, are boxes of one element.
        if getattr(one, "is_table_wrapper", False):
            one, two = one.get_wrapped_table(), two.get_wrapped_table()
        yield one.element_tag


def _body(page: Any) -> Any:
    box = page
    while box is not None and getattr(box, "element_tag", "") != "body":
        box = next((child for child in box.children if getattr(child, "element_tag", "") in ("html", "body")), None)
    return box


def _edge(box: Any, place: int) -> Any:
    """The first or last child, past heads of tables."""
    children = [child for child in getattr(box, "children", ()) if getattr(child, "element_tag", "") != "thead"]
    return children[place] if children else None
