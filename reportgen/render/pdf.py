"""HTML -> PDF bytes. The only module that imports WeasyPrint, and only when a page is made: it takes 0.9 s.

One font configuration and one parsed style sheet serve all documents of a process and layout (faster, and a fresh
one for each document leaks).
"""

from __future__ import annotations

import gc
import logging
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import resources, scratch
from reportgen.brochure.brand import Logo
from reportgen.errors import EnvironmentLacksError
from reportgen.render import drawing, large, style_faults, tree
from reportgen.render.arrange import arrange
from reportgen.render.columns import fold
from reportgen.render.copies import sheet
from reportgen.render.fetch import Confinement, refusal, require_drawable
from reportgen.render.greyscale import grey_picture, make_grey
from reportgen.render.joined import join
from reportgen.render.language import is_multilingual, languages_tagged
from reportgen.render.layout import Layout
from reportgen.render.libraries import import_weasyprint
from reportgen.render.links import check_tree
from reportgen.render.marks import Trim
from reportgen.render.paper import Paper
from reportgen.render.printing import AS_USUAL, PrintOptions
from reportgen.render.repair import About, pages_of, repair

VARIANTS = ("pdf/ua-1", "pdf/a-2a")
_STYLE_SHEET = "print.css"
# Pages are laid out much taller than the paper, so that nothing breaks over to a next page; `arrange` then drops
# what the layout allows, sets the true height, and says what still does not fit.
_TALLER_PT = 2000.0
_PT_PER_PX, _SAME_PT = 0.75, 1.0
_NOTES = ("footnote-", "note-")
_UNUSUAL = re.compile(r"footnote|note\(|list-item|::marker|@import")
_APT_GET = "sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"


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
    weasyprint = _weasyprint()
    is_large, copies = printing.large_print, 1 if printing.large_print else layout.use.copies
    engine = _engine(layout.chain, layout.name, paper, is_large)
    fetcher = engine.fetcher
    if logo is not None or printing.greyscale:
        fetcher = _fetcher(layout.chain, logo, printing.greyscale)
    with _logged() as messages, _refusals(layout.name):
        base = layout.folder.as_uri() + "/"
        root = tree.parse(html)
        if root is None:
            page = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
        else:
            page = _parsed_html()(root, base, fetcher, plain=engine.plain and not _UNUSUAL.search(html))
        check_tree(page.etree_element, layout.name)
        drawn = _take_out_drawings(page.etree_element)
        document = page.render(
            stylesheets=list(engine.sheets),
            font_config=engine.fonts,
            pdf_variant="pdf/ua-1",
        )
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
        arranged = arrange(laid_out._page_box, taller_pt=_TALLER_PT)
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

    with _logged() as messages, languages_tagged() if laid_out.is_multilingual else nullcontext():
        data = laid_out.document.write_pdf(
            zoom=zoom, pdf_variant=variant, pdf_tags=True, uncompressed_pdf=True, finisher=finish
        )
    return data, tuple(messages)


@contextmanager
def collection_put_off(*, collects: bool) -> Iterator[None]:
    """Put off Python's cyclic garbage collection to the end of a document.

    A document is one heap that lives until it is done: looking for garbage meanwhile, as Python does some hundred
    times, finds none and costs a tenth of the rendering. WeasyPrint's is full of cycles: without a collection at the
    end (`collects`) memory grows.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
        if collects:
            gc.collect()


@dataclass(frozen=True, slots=True)
class _Engine:
    fonts: Any
    sheets: tuple[Any, ...]
    fetcher: Any
    plain: bool  # no style sheet uses what WeasyPrint's rules for every element are for


@cache
def _engine(chain: tuple[Path, ...], name: str, paper: Paper, is_large: bool = False) -> _Engine:
    """Fonts and style sheets, from the oldest ancestor to the layout itself, the paper's size last."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), _fetcher(chain, None)
    # It keeps a copy of each font for Pango in a temporary folder, which is there for good when the process is killed.
    fonts._folder = Path(tempfile.mkdtemp(prefix="fonts-", dir=scratch.of_this_process()))
    height_pt = paper.height_pt + (0.0 if is_large else _TALLER_PT)
    page_rule = f"@page {{ size: {paper.width_pt}pt {height_pt}pt; margin: {paper.margin_pt}pt }}"
    names = (_STYLE_SHEET, large.STYLE_SHEET) if is_large else (_STYLE_SHEET,)
    faults: list[str] = []
    with _refusals(name):
        files = [file for each in names for folder in reversed(chain) if (file := folder / each).is_file()]
        plain = not any(_UNUSUAL.search(file.read_text(encoding="utf-8")) for file in files)
        sheets = [weasyprint.CSS(string=page_rule, font_config=fonts, url_fetcher=fetcher)]
        for file in files:
            with _logged() as messages:
                sheets.append(weasyprint.CSS(filename=file, font_config=fonts, url_fetcher=fetcher))
            faults += style_faults.in_sheet(file, messages)
    if faults:
        raise style_faults.refused(name, faults)
    gc.collect()
    gc.freeze()  # what is there now stays: modules, fonts, style sheets need not be looked through after each document
    return _Engine(fonts, tuple(sheets), fetcher, plain)


@cache
def _parsed_html() -> Any:
    """A WeasyPrint document around a tree that is parsed already, with its style sheet for what such a page holds."""
    weasyprint = _weasyprint()
    from weasyprint.html import UA_STYLESHEET

    # WeasyPrint's own style sheet makes six pseudo-elements of every element, which are three quarters of all styles
    # that it computes. They show in footnotes, notes and list items only.
    plain_sheet, matcher = copy(UA_STYLESHEET), copy(UA_STYLESHEET.matcher)
    of_any = [selector for selector in matcher.other_selectors if not str(selector[3]).startswith(_NOTES)]
    matcher.other_selectors = [selector for selector in of_any if selector[3] != "marker"]
    by_name = dict(matcher.lower_local_name_selectors)
    by_name["li"] = [*by_name.get("li", ()), *(selector for selector in of_any if selector[3] == "marker")]
    matcher.lower_local_name_selectors, plain_sheet.matcher = by_name, matcher
    base: Any = weasyprint.HTML

    class ParsedHtml(base):  # type: ignore[misc]
        def __init__(self, root: Any, base_url: str, fetcher: Any, *, plain: bool) -> None:
            self.base_url, self.url_fetcher, self.media_type, self._plain = base_url, fetcher, "print", plain
            self.wrapper_element = weasyprint.cssselect2.ElementWrapper.from_html_root(root, content_language=None)
            self.etree_element = self.wrapper_element.etree_element

        def _ua_stylesheets(self, forms: bool = False) -> list[Any]:
            return [plain_sheet] if self._plain and not forms else list(super()._ua_stylesheets(forms))

    return ParsedHtml


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
    """The box and all within, those positioned absolutely (behind a placeholder) and margin boxes too."""
    waiting = [box]
    while waiting:
        box = waiting.pop()
        box = getattr(box, "_box", None) or box
        yield box
        waiting += getattr(box, "children", ())


def _fetcher(chain: tuple[Path, ...], logo: Logo | None, is_grey: bool = False) -> Any:
    _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    confinement = Confinement(*chain, resources.folder("assets"))

    class ConfinedFetcher(URLFetcher):  # type: ignore[misc]
        """Gives the logo, and reads files inside the confinement; whatever else is asked for ends the rendering."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:
            if logo is not None and url == logo.address:
                data, kind = logo.data, _KINDS[f".{logo.kind}"]
            else:
                path = confinement.allowed(url)
                data, kind = path.read_bytes(), _KINDS.get(path.suffix.lower(), "application/octet-stream")
                if kind not in _NO_PICTURE:
                    require_drawable(path, data)
            if is_grey and kind in _PIXELS:
                data, kind = grey_picture(data), _KINDS[".png"]
            return URLFetcherResponse(url, data, {"Content-Type": kind})

    return ConfinedFetcher()


_PIXELS = ("image/png", "image/jpeg")
_NO_PICTURE = ("text/css", "font/ttf")
_KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".ttf": "font/ttf"}


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """WeasyPrint ends a rendering with a BaseException, which nothing above would catch."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        cause = error.__cause__ or error.__context__
        is_circle = isinstance(cause, RecursionError)
        raise refusal(name, "its style sheets import each other" if is_circle else str(cause or error)) from error


@contextmanager
def _logged() -> Iterator[list[str]]:
    """What WeasyPrint logs meanwhile, each message once."""
    messages: list[str] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if (text := record.getMessage()) not in messages:
                messages.append(text)

    logger, collector = logging.getLogger("weasyprint"), Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield messages
    finally:
        logger.removeHandler(collector)


def _weasyprint() -> Any:
    try:
        weasyprint = import_weasyprint()
    except OSError as error:
        raise EnvironmentLacksError(
            f"A system library that draws text is missing ({str(error).splitlines()[0]}).",
            cure=f"Debian, Ubuntu: {_APT_GET}\nmacOS: brew install pango",
        ) from error
    return weasyprint
