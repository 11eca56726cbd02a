"""HTML -> pages -> PDF bytes, by WeasyPrint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import nullcontext
from typing import Any

from reportgen.brochure.brand import Logo
from reportgen.render import boxes, drawing, large, style_faults, tree, weasy
from reportgen.render.arrange import arrange
from reportgen.render.columns import fold
from reportgen.render.copies import sheet
from reportgen.render.greyscale import make_grey
from reportgen.render.joined import join
from reportgen.render.language import is_multilingual, languages_tagged
from reportgen.render.layout import Layout
from reportgen.render.links import check_tree
from reportgen.render.marks import Trim
from reportgen.render.paper import Paper
from reportgen.render.printing import AS_USUAL, PrintOptions
from reportgen.render.repair import About, pages_of, repair
from reportgen.values import dataclass

VARIANTS = ("pdf/ua-1", "pdf/a-2a")
_PT_PER_PX, _SAME_PT = 0.75, 1.0


@dataclass(frozen=True, slots=True)
class Finding:
    """What does not fit, in words, and the page of the layout (from 1) that it belongs to."""

    page: int
    text: str

    def __str__(self) -> str:
        return f"page {self.page}: {self.text}"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """Pages before they are painted. `findings` says what does not fit; `warnings` is what WeasyPrint logged.

    `left_out` holds the beginnings of the items that were dropped for want of room.
    """

    document: Any
    pages: int
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    left_out: tuple[Finding, ...]
    is_multilingual: bool = False
    printing: PrintOptions = AS_USUAL
    trim: Trim | None = None

    @property
    def dropped(self) -> int:
        return len(self.left_out)


def lay_out(
    html: str, layout: Layout, paper: Paper, *, logo: Logo | None = None, printing: PrintOptions = AS_USUAL
) -> LaidOut:
    """Lay the HTML out with the layout's style sheets, and arrange each page. `logo` is a brand's, by its address.

    Large print flows over pages as it comes.

    Raises ReportgenError for a file or an address that may not be used, EnvironmentLacksError without Pango.
    """
    weasyprint = weasy.load()
    is_large, copies = printing.large_print, 1 if printing.large_print else layout.use.copies
    engine = weasy.engine_of(layout.chain, layout.name, paper, is_large)
    fetcher = engine.fetcher
    if logo is not None or printing.greyscale:
        fetcher = weasy.fetcher_of(layout.chain, logo, printing.greyscale)
    with weasy.logged() as messages, weasy.refusals(layout.name):
        base = layout.folder.as_uri() + "/"
        root = tree.parse(html)
        if root is None:
            page = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
        else:
            page = weasy.parsed_html()(root, base, fetcher, plain=engine.plain and not weasy.UNUSUAL.search(html))
        check_tree(page.etree_element, layout.name)
        drawn = _take_out_drawings(page.etree_element)
        document = page.render(
            stylesheets=list(engine.sheets),
            font_config=engine.fonts,
            pdf_variant="pdf/ua-1",
        )
    # WeasyPrint takes every comma for the end of a keyword, and drops one that comes again, as in “Installation,
    # Maintenance, and Repair Workers …, Installation, Maintenance, and Repair”.
    document.metadata.keywords = [
        meta.get("content", "") for meta in page.etree_element.iter("meta") if meta.get("name") == "keywords"
    ]
    _put_in_drawings(document, drawn, engine.fonts)
    findings, left_out = [], []
    for number, laid_out in enumerate(document.pages, 1):
        width_pt = laid_out.width * _PT_PER_PX
        if abs(width_pt - paper.width_pt) > _SAME_PT:
            wide = f"the page is {width_pt:,.0f} pt wide instead of {paper.width_pt:,.0f}: a style sheet sets its size"
            findings.append(Finding(number, wide))
        if is_large:
            findings += [Finding(number, text) for text in large.findings(laid_out._page_box)]
            continue
        fold(laid_out._page_box)
        arranged = arrange(laid_out._page_box, taller_pt=weasy.TALLER_PT)
        findings += [Finding(number, text) for text in arranged.findings]
        left_out += [Finding(number, text) for text in arranged.left_out]
    # A page gathers its links and bookmarks when it is made: make each anew, now that boxes have moved.
    document.pages[:] = [sheet(laid_out, copies) for laid_out in document.pages]
    trim = None
    if printing.is_trimmed:
        scale = large.ENLARGED if is_large else 1.0
        trim = Trim(printing.bleed_pt(paper), printing.slug_pt(paper), printing.marks, scale)
        trim.apply(document.pages, copies, _boxes)
    warnings = tuple(style_faults.in_page(layout.chain, message) for message in messages)
    return LaidOut(
        document, len(document.pages), tuple(findings), warnings, tuple(left_out), is_multilingual(html),
        printing, trim,
    )  # fmt: skip


def paint(laid_out: LaidOut, about: About | None = None, *, variant: str = "pdf/ua-1") -> tuple[bytes, tuple[str, ...]]:
    """The PDF and what WeasyPrint logged. With what it is to say of itself it is finished, without only to look at."""
    from reportgen.render.write import written

    printing = laid_out.printing
    zoom = large.ENLARGED if printing.large_print else 1.0

    def finish(document: Any, pdf: Any) -> None:
        if laid_out.trim is not None:
            laid_out.trim.set_boxes(pages_of(pdf))
        if printing.large_print:
            join(pdf, document.pages)
        if printing.greyscale:
            make_grey(pdf)
        if about is not None:
            repair(pdf, about, variant=variant, scale=zoom)
        pdf.write = lambda output, *_: output.write(written(pdf))

    with weasy.logged() as messages, languages_tagged() if laid_out.is_multilingual else nullcontext():
        data = laid_out.document.write_pdf(
            zoom=zoom, pdf_variant=variant, pdf_tags=True, uncompressed_pdf=True, finisher=finish
        )
    return data, tuple(messages)


def _take_out_drawings(root: Any) -> dict[Any, list[Any]]:
    """Empty the SVGs that we paint ourselves, so that no style is computed and no box made for what is in them."""
    drawn = {svg: list(svg) for svg in root.iter(f"{tree.SVG}svg") if drawing.is_ours(svg)}
    for svg, elements in drawn.items():
        for element in elements:
            svg.remove(element)
    return drawn


def _put_in_drawings(document: Any, drawn: Mapping[Any, list[Any]], fonts: Any) -> None:
    for svg, elements in drawn.items():
        svg.extend(elements)
    for page in document.pages:
        for box in _boxes(page._page_box):
            if box.element in drawn and hasattr(box, "replacement"):
                box.replacement = drawing.Drawing(box.element, box.replacement, fonts)


def _boxes(box: Any) -> Iterator[Any]:
    """The box and all within, margin boxes too."""
    waiting = [box]
    while waiting:
        box = boxes.laid_out(waiting.pop())
        yield box
        waiting += getattr(box, "children", ())
