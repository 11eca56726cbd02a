"""The links and other annotations of a brochure, as they are written for each of its copies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reportgen.book.merge.asset import Asset
from reportgen.book.merge.carry import Carrier
from reportgen.book.merge.syntax import plain
from reportgen.book.merge.tag_templates import Numbering
from reportgen.book.merge.template import Template, TemplateBuilder

_OF_THE_FILE = frozenset({"/P", "/Parent", "/StructParent", "/Popup", "/Dest", "/A"})


def link_templates(pdf: Any, carrier: Carrier) -> list[tuple[Template, ...]]:
    """Of each page. The dictionaries are left open, for the key of the structure to be added."""
    targets = _Targets(pdf)
    counts = tuple(len(page.obj.get("/Annots", ())) for page in pdf.pages)
    numbering = Numbering(len(pdf.pages), counts, 0)
    return [
        tuple(_template(each, targets, numbering, carrier) for each in page.obj.get("/Annots", ()))
        for page in pdf.pages
    ]


class _Targets:
    """Where links within a brochure lead."""

    def __init__(self, pdf: Any) -> None:
        self._pdf = pdf
        self._places: Mapping[tuple[int, int], int] = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}

    def of(self, link: Any) -> tuple[int, bytes] | None:
        """(page, how it is shown) of a link within the file; None for another."""
        from pikepdf import Array, Dictionary

        action = link.get("/A")
        target = link.get("/Dest") or (action.get("/D") if action is not None and str(action.S) == "/GoTo" else None)
        if target is not None and not isinstance(target, Array):
            target = self._named(str(target))
        if isinstance(target, Dictionary):
            target = target.get("/D")
        if not isinstance(target, Array) or target[0].objgen not in self._places:
            return None
        return self._places[target[0].objgen], b"".join(b" " + plain(each) for each in list(target)[1:])

    def _named(self, name: str) -> Any:
        from pikepdf import NameTree

        names = self._pdf.Root.get("/Names", {})
        if "/Dests" in names:
            return NameTree(names.Dests).get(name)
        return self._pdf.Root.get("/Dests", {}).get(name)


def _template(annotation: Any, targets: _Targets, numbering: Numbering, carrier: Carrier) -> Template:
    builder = TemplateBuilder().add(b"<<")
    for key, value in sorted(annotation.items()):
        if key not in _OF_THE_FILE:
            builder.add(key.encode() + b" ").value(carrier.copy(value))
    if (target := targets.of(annotation)) is not None:
        builder.add(b"/Dest[").reference(numbering.page(target[0])).add(target[1] + b"]")
    elif "/A" in annotation:
        builder.add(b"/A ").value((Asset(carrier.body(annotation.A)),))
    return builder.done()
