"""What a document says of itself: the entries of its information dictionary, and the same as XMP."""

from __future__ import annotations

from html import escape
from typing import Any

from reportgen.render import repair

_NAMESPACES = (
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
)


def information(root: Any, about: repair.About) -> dict[str, str]:
    """Title, author and so on from the HTML's head, and where the figures come from."""
    head = root.find("head")
    said = {meta.get("name"): meta.get("content", "") for meta in head.iter("meta")}
    entries = {
        "Title": head.findtext("title") or "",
        "Author": said.get("author", ""),
        "Subject": said.get("description", ""),
        "Keywords": said.get("keywords", ""),
        "Creator": said.get("generator", ""),
        "Producer": repair.PRODUCER,
        repair.RELEASES_KEY[1:]: ", ".join(about.releases),
        repair.DATES_KEY[1:]: "\n".join(about.release_dates),
        repair.SOURCES_KEY[1:]: "\n".join(about.credits),
        repair.DATA_DATE_KEY[1:]: about.data_date,
        repair.PRINTED_KEY[1:]: about.printed_on,
    }
    return {key: text for key, text in entries.items() if text}


def metadata(entries: dict[str, str], about: repair.About) -> str:
    """The XMP packet."""
    parts = ["<rdf:Description rdf:about='' pdfuaid:part='1'/>"]
    producer = escape(entries["Producer"])
    parts.append(f"<rdf:Description rdf:about='' pdf:Producer=\"{producer}\"/>")
    parts.append(_description(f"<dc:title>{_default(entries.get('Title', ''))}</dc:title>"))
    if author := entries.get("Author"):
        parts.append(_description(f"<dc:creator><rdf:Seq><rdf:li>{_escaped(author)}</rdf:li></rdf:Seq></dc:creator>"))
    if subject := entries.get("Subject"):
        parts.append(_description(f"<dc:description>{_default(subject)}</dc:description>"))
    if keywords := entries.get("Keywords"):
        parts.append(_description(f"<pdf:Keywords>{_escaped(keywords)}</pdf:Keywords>"))
    if creator := entries.get("Creator"):
        parts.append(_description(f"<xmp:CreatorTool>{_escaped(creator)}</xmp:CreatorTool>"))
    parts.append(
        _description(
            f"<dc:source>{_escaped(', '.join(about.releases))}</dc:source>"
            f"<dc:language><rdf:Bag><rdf:li>{_escaped(about.language)}</rdf:li></rdf:Bag></dc:language>"
        )
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
        f'<rdf:RDF {_NAMESPACES}>{"".join(parts)}</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end="w"?>'
    )


def viewing(about: repair.About) -> str:
    """How the document is to be shown and printed."""
    turned = "/Duplex/DuplexFlipShortEdge" if about.turned_over_short_edge else ""
    return f"/DisplayDocTitle true{turned}"


def _description(inner: str) -> str:
    return f"<rdf:Description rdf:about=''>{inner}</rdf:Description>"


def _default(text: str) -> str:
    return f"<rdf:Alt><rdf:li xml:lang='x-default'>{_escaped(text)}</rdf:li></rdf:Alt>"


def _escaped(text: str) -> str:
    return escape(text, quote=False)
