"""What every engine of the benchmark is given: brochures, as HTML and as plain blocks of text, tables and charts.

Both are taken from the pages that reportgen printed: what it left out for want of room is left out here, so that each
engine sets the same words in two pages.
"""

from __future__ import annotations

import datetime
import multiprocessing
import os
import pickle
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from reportgen.brochure.compose import compose
from reportgen.brochure.value import Brochure
from reportgen.model.soc import SocCode
from reportgen.profile.build import ProfileBuilder
from reportgen.render import load_layout
from reportgen.render.fitting import fit
from reportgen.render.layout import Layout
from reportgen.render.paper import paper_named
from reportgen.sources.editorial_choice import text_for
from reportgen.store import location, resolve
from reportgen.store.reader import Store

ElementTree.register_namespace("", "http://www.w3.org/2000/svg")

Pair = tuple[str, str]  # occupation and area: a SOC code, and a postal code or US

OCCUPATIONS = ("29-2072", "15-1252", "47-2111", "25-2021")
STATES = (
    "TX", "CA", "NY", "AL", "AZ", "CO", "FL", "GA", "IL", "IN", "KY", "LA", "MA", "MD", "MI", "MN", "MO", "NC", "NJ", "OH",
    "PA", "TN", "VA", "WA",
)  # fmt: skip
LAYOUT = "sidebar"
ROOT = Path(__file__).resolve().parents[1]
PRINTED_ON = datetime.date(2026, 1, 1)
_SVG = "{http://www.w3.org/2000/svg}"

# Stands in for what reportgen does after WeasyPrint's layout: page size, running lines, the sources at the foot.
_PAGE_CSS = """
@page { size: 612pt 792pt; margin: 36pt }
.running { display: none }
.sheet { position: relative; height: 719pt; overflow: hidden }
.sources { position: absolute; bottom: 0; left: 0; right: 0 }
.notes { position: static }
.columns-2 { columns: 2; column-gap: 14pt }
.columns-2 li { margin-right: 0 }
* { -webkit-print-color-adjust: exact }
"""


class Source:
    """Composes brochures, with the store opened once."""

    def __init__(self) -> None:
        self._store = Store.open(location.store_to_read())
        self._builder = ProfileBuilder(self._store)
        self.layout: Layout = load_layout(LAYOUT)

    def brochure(self, occupation: str, state: str) -> Brochure:
        soc = SocCode(occupation)
        profile = self._builder.build(soc, resolve.area(self._store, state))
        return compose(profile, printed_on=PRINTED_ON, text=text_for(soc))

    def country(self, occupations: int) -> list[Pair]:
        """So many occupations, evenly spread, in every area that publishes them, in the order of a batch."""
        published = {area.abbreviation: self._store.published_in(area) for area in self._store.areas.values()}
        everywhere = [
            soc for soc in published["US"] if sum(soc in socs for socs in published.values()) > len(published) // 2
        ]
        chosen = everywhere[:: max(1, len(everywhere) // occupations)][:occupations]
        return [(soc, area) for soc in chosen for area, socs in published.items() if soc in socs]


def prepare(folder: Path, pairs: Sequence[Pair]) -> None:
    """Write what the other engines are given of each pair, for `prepared`."""
    todo = [pair for pair in dict.fromkeys(pairs) if not _file(folder, pair).exists()]
    with multiprocessing.get_context("spawn").Pool(os.cpu_count(), _start, (folder,)) as pool:
        for number, _ in enumerate(pool.imap_unordered(_prepare, todo), 1):
            print(f"\rinput for the other engines: {number} of {len(todo)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)


def prepared(folder: Path, pair: Pair) -> Content:
    content: Content = pickle.loads(_file(folder, pair).read_bytes())  # noqa: S301 (written by `prepare` a moment ago)
    return content


def _file(folder: Path, pair: Pair) -> Path:
    return folder / f"{'-'.join(pair)}.pickle"


_at: tuple[Source, Path] | None = None


def _start(folder: Path) -> None:
    global _at
    _at = Source(), folder


def _prepare(pair: Pair) -> None:
    assert _at is not None
    source, folder = _at
    _file(folder, pair).write_bytes(pickle.dumps(content_of(source.brochure(*pair), source.layout)))


@dataclass(frozen=True, slots=True)
class Page:
    """Blocks of the whole width at the top and the foot, and of the two columns between; see `_blocks`."""

    top: list[dict[str, Any]]
    main: list[dict[str, Any]]
    side: list[dict[str, Any]]
    foot: list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Content:
    """One brochure for the other engines."""

    html: str
    pages: list[Page]
    accent: str
    title: str


def content_of(brochure: Brochure, layout: Layout) -> Content:
    """Lay the brochure out and read what is on its pages."""
    fitted = fit(brochure, layout, paper_named("letter"))
    document = fitted.laid_out.document
    shown: set[Any] = set()
    for page in document.pages:
        _note(page._page_box, shown)
    root = document._html.etree_element
    _prune(root, shown)
    accent = str(root.get("style")).partition("--accent:")[2][:7]
    head, body = root.find("head"), root.find("body")
    for folder in reversed(layout.chain):
        if (folder / "print.css").is_file():
            ElementTree.SubElement(head, "link", rel="stylesheet", href=(folder / "print.css").as_uri())
    ElementTree.SubElement(head, "style").text = _PAGE_CSS
    pages = [_page(sheet) for sheet in body if sheet.tag == "section"]
    for svg in root.iter():  # HTML has no prefixes
        if isinstance(svg.tag, str):
            svg.tag = svg.tag.removeprefix(_SVG)
            svg.attrib.pop("{http://www.w3.org/2000/xmlns/}xmlns", None)
    html = "<!DOCTYPE html>\n" + ElementTree.tostring(root, encoding="unicode", method="html")
    return Content(html, pages, accent, brochure.title)


def _note(box: Any, shown: set[Any]) -> None:
    box = getattr(box, "_box", None) or box
    if box.element is not None:
        shown.add(box.element)
    for child in getattr(box, "children", ()):
        _note(child, shown)


def _prune(element: Any, shown: set[Any]) -> None:
    for child in list(element):
        if child.tag == "head" or child.tag == f"{_SVG}svg":
            continue
        if child not in shown and child.tag not in ("br", "wbr"):
            element.remove(child)
        else:
            _prune(child, shown)


def _page(sheet: Any) -> Page:
    page = Page([], [], [], [])
    for part in sheet:
        kind = (part.get("class") or "").split()
        into = page.side if "side" in kind else page.main if "main" in kind else page.top
        _blocks(part, page.foot if "sources" in kind else into)
    return page


def _blocks(element: Any, into: list[dict[str, Any]]) -> None:
    """Append blocks: kind "h1" … "p", "figures", "list", "table" or "chart", in reading order."""
    kind = element.get("class") or ""
    match element.tag:
        case "h1" | "h2" | "h3" | "p":
            into.append({"kind": element.tag, "class": kind, "text": _text(element)})
        case "ul" if kind == "figures":
            into.append({"kind": "figures", "items": [[_text(p) for p in item.iter("p")] for item in element]})
        case "ul" | "ol":
            into.append({"kind": "list", "class": kind, "items": [_item(item) for item in element]})
        case "table":
            rows = [[_text(cell) for cell in row] for row in element.iter("tr")]
            into.append({"kind": "table", "class": kind, "rows": rows, "bars": _bars(element)})
        case name if name == f"{_SVG}svg":
            element.attrib.pop("{http://www.w3.org/2000/xmlns/}xmlns", None)
            element.tail = None
            chart = ElementTree.tostring(element, encoding="unicode")
            size = [float(element.get(name).removesuffix("pt")) for name in ("width", "height")]
            into.append({"kind": "chart", "svg": chart, "size": size, "alt": element.findtext(f"{_SVG}title")})
        case _:
            if "own" in kind.split() or "lines" in kind.split():
                into.append({"kind": "rule", "class": kind})
            for child in element:
                _blocks(child, into)


def _item(item: Any) -> dict[str, str]:
    bold = item.find("b")
    lead = _text(bold) if bold is not None else ""
    return {"lead": lead, "text": _text(item)[len(lead) :].strip()}


def _bars(table: Any) -> list[list[float]]:
    """Left and width in percent of the small bars in the last column, one a row; empty where a row has none."""
    found = []
    for row in table.iter("tr"):
        bars = [div for div in row.iter("div") if "delta-bar" in (div.get("class") or "")]
        style = bars[0].get("style", "") if bars else ""
        found.append([float(part.partition(":")[2].rstrip("%")) for part in style.split(";") if part])
    return found


def _text(element: Any) -> str:
    for line_break in element.iter("br"):
        line_break.text = " "
    return " ".join("".join(element.itertext()).replace("\u200b", "").split(" ")).replace("\n", " ").strip()
