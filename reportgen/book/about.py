"""What a book says of itself: title, sources, how it wants to be printed, and whether it is for printing only."""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape

from reportgen.book.merge.part import Part
from reportgen.book.merge.syntax import text
from reportgen.render.repair import DATA_DATE_KEY, DATES_KEY, PRINTED_KEY, RELEASES_KEY, SOURCES_KEY
from reportgen.values import dataclass

PRINT_ONLY = "Print only: without tags for screen readers; hand out the brochures themselves as files."
_MERGED = {RELEASES_KEY: ", ", DATES_KEY: "\n", SOURCES_KEY: "\n", DATA_DATE_KEY: "; ", PRINTED_KEY: "; "}
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" \
xmlns:xmp="http://ns.adobe.com/xap/1.0/">\
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>\
<dc:creator><rdf:Seq><rdf:li>reportgen</rdf:li></rdf:Seq></dc:creator>\
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>\
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>\
<pdf:Producer>reportgen</pdf:Producer><xmp:CreatorTool>reportgen</xmp:CreatorTool></rdf:Description>{accessible}\
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_PDF_UA = (
    '<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    "><pdfuaid:part>1</pdfuaid:part></rdf:Description>"
)


@dataclass(frozen=True, slots=True)
class About:
    """`short_edge`: sheets are turned over at the short side. `duplex` False: printed on one side only."""

    title: str
    subject: str
    language: str
    duplex: bool
    short_edge: bool = False


def information(about: About, parts: Iterable[Part], *, print_only: bool) -> bytes:
    """The document information: what the brochures say of their figures, each once."""
    merged: dict[str, dict[str, None]] = {key: {} for key in _MERGED}
    for part in parts:
        for key, words in part.facts.items():
            merged[key].update(dict.fromkeys(words.split(_MERGED[key])))
    entries = {
        "/Title": about.title, "/Author": "reportgen", "/Creator": "reportgen", "/Producer": "reportgen",
        "/Subject": _subject(about, print_only),
        **({"/Keywords": "print only"} if print_only else {}),
        **{key: _MERGED[key].join(sorted(words)) for key, words in merged.items() if words},
    }  # fmt: skip
    return b"<<" + b"".join(key.encode() + text(words) for key, words in entries.items()) + b">>"


def metadata(about: About, *, print_only: bool) -> bytes:
    """The same as XMP, with the mark of PDF/UA where the book is accessible."""
    return _XMP.format(
        title=escape(about.title),
        subject=escape(_subject(about, print_only)),
        language=escape(about.language),
        accessible="" if print_only else _PDF_UA,
    ).encode()


def preferences(about: About) -> bytes:
    """Hints for the printing dialog: both sides, no scaling, the tray by the size of the page."""
    duplex = "Simplex" if not about.duplex else "DuplexFlipShortEdge" if about.short_edge else "DuplexFlipLongEdge"
    return b"<</DisplayDocTitle true/Duplex/%s/PickTrayByPDFSize true/PrintScaling/None>>" % duplex.encode()


def _subject(about: About, print_only: bool) -> str:
    return f"{PRINT_ONLY} {about.subject}" if print_only else about.subject
