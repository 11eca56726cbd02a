"""Finishes WeasyPrint's PDF: what it leaves undone for tagged PDF, and what the document says of itself.

It works on WeasyPrint's own objects before they are written. It makes page margin boxes artifacts (WeasyPrint #1836),
gives header cells a scope, figures a bounding box in points, links a description, and drops structure elements that
hold nothing or say nothing.
"""

from __future__ import annotations

from html import escape  # xml.sax.saxutils would import urllib, http and ssl
from typing import Any

from reportgen.values import dataclass

PRODUCER = "WeasyPrint 70.0"
RELEASES_KEY = "/ReportgenReleases"
# Further keys of the document information, each a list with one entry on a line.
DATES_KEY = "/ReportgenReleaseDates"
SOURCES_KEY = "/ReportgenSources"
DATA_DATE_KEY = "/ReportgenDataDate"
PRINTED_KEY = "/ReportgenPrinted"
_PX = 0.75
_BARE = {"S", "P", "Pg", "K"}
_MAY_BE_EMPTY = frozenset({"/TD", "/TH", "/Figure", "/Link", "/Form"})
_PDF_UA_IN_PDF_A = """\
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>"""


@dataclass(frozen=True, slots=True)
class About:
    """What the file says of itself besides the title, author, subject and keywords that come from the HTML.

    `release_dates` are the releases with their periods, `credits` the sources as printed. `turned_over_short_edge`:
    so a printer has to turn a sheet that lies, or its back comes out upside down.
    """

    language: str
    releases: tuple[str, ...]
    credits: tuple[str, ...] = ()
    release_dates: tuple[str, ...] = ()
    data_date: str = ""
    printed_on: str = ""
    turned_over_short_edge: bool = False


def repair(pdf: Any, about: About, *, variant: str = "pdf/ua-1", scale: float = 1.0) -> None:
    """Repair a `pydyf.PDF` in place. `scale`: it was drawn so much larger than it was laid out."""
    tree = _Tree(pdf, _PX * scale)
    tree.repair()
    for page in pages_of(pdf):
        tree.margin_boxes_to_artifacts(page)
        for reference in page.get("Annots", ()):
            annotation = object_of(pdf, reference)
            annotation["F"] = 4  # print it
            action = annotation.get("A", {})
            if annotation["Subtype"] == "/Link" and "Contents" not in annotation and "URI" in action:
                annotation["Contents"] = action["URI"]
    _describe(pdf, about, variant)


def object_of(pdf: Any, reference: Any) -> Any:
    """The object of a `pydyf.PDF` that `reference` (b"12 0 R") names."""
    return pdf.objects[int(reference[:-4])]


def pages_of(pdf: Any) -> list[Any]:
    """The dictionaries of the pages of a `pydyf.PDF`."""
    return [pdf.objects[number] for number in pdf.pages["Kids"][::3]]


class _Tree:
    """The structure tree of one document."""

    def __init__(self, pdf: Any, px: float) -> None:
        self._pdf, self._px = pdf, px
        self._root = object_of(pdf, pdf.catalog["StructTreeRoot"])
        nums = object_of(pdf, self._root["ParentTree"])["Nums"]
        self._parents = dict(zip(nums[::2], nums[1::2], strict=True))
        self._linked: set[int] = set()

    def repair(self) -> None:
        """Walk the tree once."""
        for reference in self._root["K"]:
            self._walk(object_of(self._pdf, reference), in_head=False)

    def _walk(self, element: Any, *, in_head: bool) -> bool:
        """Repair what is below; returns False for an element that holds nothing and may go."""
        kind = element.get("S")
        if kind is None:
            return True  # a reference to an annotation
        self._linked.add(element.number)
        in_head = in_head or kind == "/THead"
        kids = element["K"]
        # What is no reference is the number of marked content.
        kids[:] = [
            inner
            for kid in kids
            if kid.__class__ is not bytes or self._walk(object_of(self._pdf, kid), in_head=in_head)
            for inner in self._without_span(kid, element)
        ]
        if kind == "/TH":
            element["A"]["Scope"] = "/Column" if in_head else "/Row"
        elif kind == "/Figure":
            bottom = object_of(self._pdf, element["Pg"])["TrimBox"][3]
            left, top, right, low = (value * self._px for value in element["A"]["BBox"])
            element["A"]["BBox"][:] = [round(value, 3) for value in (left, bottom - low, right, bottom - top)]
        del element["Type"]  # may be left out, and is the same a thousand times
        if not any(kid.__class__ is int for kid in kids):
            element.pop("Pg", None)  # the page of marked content of its own, of which there is none
        if kids or kind in _MAY_BE_EMPTY:
            return True
        element.free = "f"
        return False

    def _without_span(self, kid: Any, parent: Any) -> list[Any]:
        """The kid itself; of a span that has nothing but marked content what it holds. There is one around each run."""
        span = object_of(self._pdf, kid) if kid.__class__ is bytes else None
        if span is None or span.get("S") != "/Span" or span.keys() != _BARE:
            return [kid]
        marks, page = span["K"], span["Pg"]
        if any(mark.__class__ is not int for mark in marks) or parent.setdefault("Pg", page) != page:
            return [kid]
        elements = self._parents[object_of(self._pdf, page)["StructParents"]]
        for mark in marks:
            elements[mark] = parent.reference
        span.free = "f"
        return list(marks)

    def margin_boxes_to_artifacts(self, page: Any) -> None:
        """Content whose element hangs on no tree is a margin box."""
        elements = self._parents[page["StructParents"]]
        loose = {place for place, each in enumerate(elements) if int(each[:-4]) not in self._linked}
        found, stream = 0, object_of(self._pdf, page["Contents"]).stream
        for place, item in enumerate(stream):
            if isinstance(item, dict) and item.get("MCID") in loose:
                stream[place - 1 : place + 1] = "/Artifact", b"<</Type /Pagination>>"
                found += 1
        if found != len(loose):
            raise AssertionError(f"{len(loose)} margin boxes in the structure, {found} in the page")
        for place in loose:
            elements[place] = b"null"


def _describe(pdf: Any, about: About, variant: str) -> None:
    """Language, releases, and the mark of the second standard where the file keeps two."""
    import pydyf

    catalog = pdf.catalog
    catalog["Lang"] = pydyf.String(about.language)
    catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
    if about.turned_over_short_edge:
        catalog["ViewerPreferences"]["Duplex"] = "/DuplexFlipShortEdge"
    if "Outlines" in catalog:
        catalog["PageMode"] = "/UseOutlines"
    for key, text in (
        (RELEASES_KEY, ", ".join(about.releases)),
        (DATES_KEY, "\n".join(about.release_dates)),
        (SOURCES_KEY, "\n".join(about.credits)),
        (DATA_DATE_KEY, about.data_date),
        (PRINTED_KEY, about.printed_on),
    ):
        if text or key == RELEASES_KEY:
            pdf.info[key[1:]] = pydyf.String(text)
    releases, language = (escape(text, quote=False) for text in (", ".join(about.releases), about.language))
    extra = (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:source>{releases}</dc:source>"
        f"<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>"
    )
    if variant != "pdf/ua-1":
        extra += _PDF_UA_IN_PDF_A
    metadata = object_of(pdf, catalog["Metadata"])
    (written,) = metadata.stream
    end = written.rindex(b"</rdf:RDF>")
    metadata.stream = [written[:end] + extra.encode() + written[end:]]
