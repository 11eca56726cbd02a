"""Finishes WeasyPrint's PDF: what it leaves undone for tagged PDF, and what the document says of itself.

The only module that writes with pikepdf. It makes page margin boxes artifacts (WeasyPrint #1836), gives header cells
a scope, figures a bounding box in points, links a description, and drops empty structure elements.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    import pikepdf

RELEASES_KEY = "/ReportgenReleases"
# Further keys of the document information, each a list with one entry on a line.
DATES_KEY = "/ReportgenReleaseDates"
SOURCES_KEY = "/ReportgenSources"
DATA_DATE_KEY = "/ReportgenDataDate"
PRINTED_KEY = "/ReportgenPrinted"
_PX = 0.75
_MAY_BE_EMPTY = frozenset({"/TD", "/TH", "/Figure", "/Link", "/Form"})
_MARKED = re.compile(rb"/[A-Za-z0-9]+\s*<<\s*/MCID\s+(\d+)\s*>>\s*BDC")
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

    `release_dates` are the releases with their periods, `credits` the sources as printed.
    """

    language: str
    releases: tuple[str, ...]
    credits: tuple[str, ...] = ()
    release_dates: tuple[str, ...] = ()
    data_date: str = ""
    printed_on: str = ""


def repair(data: bytes, about: About, *, variant: str = "pdf/ua-1") -> bytes:
    """The finished PDF. The same bytes come out for the same bytes put in."""
    import pikepdf

    with pikepdf.open(io.BytesIO(data)) as pdf:
        tree = _Tree(pdf)
        tree.repair()
        for page in pdf.pages:
            tree.margin_boxes_to_artifacts(page)
            for annotation in page.obj.get("/Annots", ()):
                annotation.F = 4  # print it
                if annotation.Subtype == pikepdf.Name.Link and "/Contents" not in annotation and "/A" in annotation:
                    annotation.Contents = annotation.A.get("/URI", pikepdf.String(""))
        _describe(pdf, about, variant)
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
        )
    return out.getvalue()


class _Tree:
    """The structure tree of one document."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        from pikepdf import Array, Dictionary

        self._array, self._dictionary = Array, Dictionary
        self._pdf = pdf
        self._root: Any = pdf.Root.StructTreeRoot
        nums = self._root.ParentTree.Nums
        self._parents = {int(nums[i]): nums[i + 1] for i in range(0, len(nums), 2)}
        self._linked: set[tuple[int, int]] = set()

    def repair(self) -> None:
        """Walk the tree once."""
        self._walk(self._root.K, in_head=False)

    def _walk(self, node: Any, *, in_head: bool) -> bool:
        """Repair what is below; returns False for an element that holds nothing and may go."""
        if isinstance(node, self._array):
            kept = [child for child in node if self._walk(child, in_head=in_head)]
            if len(kept) < len(node):
                while len(node):
                    del node[-1]
                node.extend(kept)
            return len(kept) > 0
        if not isinstance(node, self._dictionary) or "/S" not in node:
            return True  # a number of marked content, or a reference to an annotation
        kind = str(node.S)
        self._linked.add(node.objgen)
        kids = node.get("/K")
        full = self._walk(kids, in_head=in_head or kind == "/THead") if kids is not None else False
        if kind == "/TH":
            attributes = node.get("/A") or self._dictionary()
            attributes["/O"] = _name("/Table")
            attributes["/Scope"] = _name("/Column" if in_head else "/Row")
            node["/A"] = attributes
        elif kind == "/Figure" and "/A" in node:
            height = float(node.Pg.MediaBox[3])
            left, top, right, bottom = (float(value) * _PX for value in node.A.BBox)
            box = (left, height - bottom, right, height - top)
            node.A["/BBox"] = self._array([round(value, 3) for value in box])
        return full or kind in _MAY_BE_EMPTY

    def margin_boxes_to_artifacts(self, page: Any) -> None:
        """Content whose element hangs on no tree is a margin box."""
        if "/StructParents" not in page.obj:
            return
        elements = self._parents[int(page.obj.StructParents)]
        loose = {i for i, element in enumerate(elements) if element is not None and element.objgen not in self._linked}
        if not loose:
            return
        content, found = page.obj.Contents.read_bytes(), 0

        def artifact(match: re.Match[bytes]) -> bytes:
            nonlocal found
            if int(match[1]) not in loose:
                return match[0]
            found += 1
            return b"/Artifact <</Type /Pagination>> BDC"

        content = _MARKED.sub(artifact, content)
        if found != len(loose):
            raise AssertionError(f"{len(loose)} margin boxes in the structure, {found} in the page")
        page.obj.Contents = self._pdf.make_stream(content)
        for i in loose:
            elements[i] = None


def _name(text: str) -> Any:
    from pikepdf import Name

    return Name(text)


def _describe(pdf: pikepdf.Pdf, about: About, variant: str) -> None:
    """Language, releases, and the mark of the second standard where the file keeps two."""
    from pikepdf import Dictionary, Name, String

    root: Any = pdf.Root
    root.Lang = String(about.language)
    root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    if "/Outlines" in root:
        root.PageMode = Name.UseOutlines
    pdf.docinfo[RELEASES_KEY] = String(", ".join(about.releases))
    for key, text in (
        (DATES_KEY, "\n".join(about.release_dates)),
        (SOURCES_KEY, "\n".join(about.credits)),
        (DATA_DATE_KEY, about.data_date),
        (PRINTED_KEY, about.printed_on),
    ):
        if text:
            pdf.docinfo[key] = String(text)
    extra = (
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:source>{escape(', '.join(about.releases))}</dc:source>"
        f"<dc:language><rdf:Bag><rdf:li>{escape(about.language)}</rdf:li></rdf:Bag></dc:language></rdf:Description>"
    )
    if variant != "pdf/ua-1":
        extra += _PDF_UA_IN_PDF_A
    written = root.Metadata.read_bytes()
    end = written.rindex(b"</rdf:RDF>")
    stream = pdf.make_stream(written[:end] + extra.encode() + written[end:])
    stream.Type, stream.Subtype = Name.Metadata, Name.XML
    root.Metadata = stream
