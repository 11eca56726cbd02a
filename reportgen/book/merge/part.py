"""What a book is put together from: a finished brochure or a sheet of our own, ready to be written many times."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Any

from reportgen.book.merge.asset import Value
from reportgen.book.merge.carry import Carrier
from reportgen.book.merge.face import Face, Meanings
from reportgen.book.merge.fonts import Fonts
from reportgen.book.merge.links import link_templates
from reportgen.book.merge.operators import number
from reportgen.book.merge.tag_templates import Numbering
from reportgen.book.merge.tags import (
    Element,
    Marked,
    UntaggableError,
    joins,
    read_elements,
    remove_marked,
    without_wrappers,
)
from reportgen.book.merge.template import Template
from reportgen.errors import ReportgenError
from reportgen.render.repair import DATA_DATE_KEY, DATES_KEY, PRINTED_KEY, RELEASES_KEY, SOURCES_KEY
from reportgen.render.streams import packed
from reportgen.values import dataclass

FACTS = (RELEASES_KEY, DATES_KEY, SOURCES_KEY, DATA_DATE_KEY, PRINTED_KEY)
_BOXES = ("/TrimBox", "/BleedBox", "/ArtBox", "/CropBox")


@dataclass(frozen=True, slots=True)
class Page:
    """`box_pt` is left, bottom, right, top; `content` packed as the writer does it; `boxes` are entries of the page."""

    box_pt: tuple[float, float, float, float]
    content: bytes
    resources: Value
    boxes: bytes
    links: tuple[Template, ...] = ()

    @property
    def width_pt(self) -> float:
        return self.box_pt[2] - self.box_pt[0]

    @property
    def height_pt(self) -> float:
        return self.box_pt[3] - self.box_pt[1]


@dataclass(frozen=True, slots=True)
class Part:
    """`elements` None: its tags cannot be carried over. `glyphs` is what is set in which font; `facts` are our own keys
    in its document information."""

    pages: tuple[Page, ...]
    elements: list[Element] | None
    glyphs: tuple[tuple[Face, Meanings], ...] = ()
    language: str = "en"
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def numbering(self) -> Numbering:
        count = sum(1 for top in self.elements or () for _ in top.walk())
        return Numbering(len(self.pages), tuple(len(page.links) for page in self.pages), count)


def read_part(path: Path, fonts: Fonts) -> Part:
    """Take a finished brochure apart. Raises ReportgenError for a file that is no whole PDF."""
    import pikepdf

    try:
        with pikepdf.open(path) as pdf:
            return _read(pdf, fonts)
    except (OSError, pikepdf.PdfError) as error:
        raise ReportgenError(
            f"{path} cannot be read: {error}.", cure="Delete it and run the same command again: it is made anew."
        ) from error


def _read(pdf: Any, fonts: Fonts) -> Part:
    try:
        elements: list[Element] | None = read_elements(pdf)
    except UntaggableError:
        elements = None
    for element in elements or ():
        without_wrappers(element)
    carrier = Carrier(fonts)
    links = link_templates(pdf, carrier)
    pages: list[Page] = []
    gone: set[Marked] = set()
    for place, page in enumerate(pdf.pages):
        page.contents_coalesce()
        pairs = {pair for element in elements or () for pair in joins(element, place)}
        data = page.obj.Contents.read_bytes() if "/Contents" in page.obj else b""
        carried = carrier.content(data, page.resources, pairs)
        gone |= {Marked(place, mark) for mark in carried.gone}
        left, bottom, right, top = (float(side) for side in page.mediabox)
        box = (left, bottom, right, top)
        pages.append(Page(box, packed(carried.content), carried.resources, _boxes(page.obj), links[place]))
    for element in elements or ():
        remove_marked(element, frozenset(gone))
        element.kind = "/Art" if element.kind == "/Document" else element.kind
    information = pdf.docinfo
    return Part(
        tuple(pages),
        elements,
        tuple((taken.face, taken.meanings) for taken in carrier.taken.values() if taken),
        str(pdf.Root.get("/Lang", "en")),
        {key: str(information[key]) for key in FACTS if key in information},
    )


def _boxes(page: Any) -> bytes:
    """The boxes that say something, and whether the page is turned."""
    media = [float(side) for side in page.MediaBox]
    kept = b"/MediaBox[%s]" % b" ".join(number(side, 3) for side in media)
    for key in _BOXES:
        if key in page and [float(side) for side in page[key]] != media:
            kept += key.encode() + b"[%s]" % b" ".join(number(float(side), 3) for side in page[key])
    return kept + (b"/Rotate %d" % int(page.Rotate) if "/Rotate" in page else b"")
