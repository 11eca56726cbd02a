"""HTML -> PDF bytes. The only module that imports WeasyPrint, and only when a page is made: it takes 0.9 s.

One font configuration and one parsed style sheet serve all documents of a process and layout (faster, and a fresh
one for each document leaks).
"""

from __future__ import annotations

import gc
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from copy import copy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.brochure.brand import Logo
from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.render import drawing, tree
from reportgen.render.arrange import arrange
from reportgen.render.columns import fold
from reportgen.render.copies import sheet
from reportgen.render.fetch import Confinement, refusal
from reportgen.render.language import is_multilingual, languages_tagged
from reportgen.render.layout import Layout
from reportgen.render.libraries import import_weasyprint
from reportgen.render.links import check_tree
from reportgen.render.paper import Paper
from reportgen.render.repair import About, repair

VARIANTS = ("pdf/ua-1", "pdf/a-2a")
_STYLE_SHEET = "print.css"
# Pages are laid out much taller than the paper, so that nothing breaks over to a next page; `arrange` then drops
# what the layout allows, sets the true height, and says what still does not fit.
_TALLER_PT = 2000.0
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
    """Pages before they are painted. `findings` says what does not fit; `warnings` is what WeasyPrint logged."""

    document: Any
    pages: int
    findings: tuple[Finding, ...]
    warnings: tuple[str, ...]
    dropped: int
    is_multilingual: bool = False


def lay_out(html: str, layout: Layout, paper: Paper, *, logo: Logo | None = None) -> LaidOut:
    """Lay the HTML out with the layout's style sheets, and arrange each page. `logo` is a brand's, by its address.

    Raises ReportgenError for a file or an address that may not be used, EnvironmentLacksError without Pango.
    """
    weasyprint = _weasyprint()
    engine = _engine(layout.chain, layout.name, paper)
    fetcher = engine.fetcher if logo is None else _fetcher(layout.chain, logo)
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
    findings, dropped = [], 0
    for number, laid_out in enumerate(document.pages, 1):
        fold(laid_out._page_box)
        arranged = arrange(laid_out._page_box, taller_pt=_TALLER_PT)
        findings += [Finding(number, text) for text in arranged.findings]
        dropped += arranged.dropped
    # A page gathers its links and bookmarks when it is made: make each anew, now that boxes have moved.
    document.pages[:] = [sheet(laid_out, layout.use.copies) for laid_out in document.pages]
    return LaidOut(document, len(document.pages), tuple(findings), tuple(messages), dropped, is_multilingual(html))


def paint(laid_out: LaidOut, about: About | None = None, *, variant: str = "pdf/ua-1") -> tuple[bytes, tuple[str, ...]]:
    """The PDF and what WeasyPrint logged. With what it is to say of itself it is finished, without only to look at."""
    from reportgen.render.write import written

    def finish(_: Any, pdf: Any) -> None:
        if about is not None:
            repair(pdf, about, variant=variant)
        pdf.write = lambda output, *_: output.write(written(pdf))

    with _logged() as messages, languages_tagged() if laid_out.is_multilingual else nullcontext():
        data = laid_out.document.write_pdf(pdf_variant=variant, pdf_tags=True, uncompressed_pdf=True, finisher=finish)
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
def _engine(chain: tuple[Path, ...], name: str, paper: Paper) -> _Engine:
    """Fonts and style sheets, from the oldest ancestor to the layout itself, the paper's size last."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), _fetcher(chain, None)
    page_rule = f"@page {{ size: {paper.width_pt}pt {paper.height_pt + _TALLER_PT}pt; margin: {paper.margin_pt}pt }}"
    with _logged() as messages, _refusals(name):
        files = [folder / _STYLE_SHEET for folder in reversed(chain) if (folder / _STYLE_SHEET).is_file()]
        plain = not any(_UNUSUAL.search(file.read_text(encoding="utf-8")) for file in files)
        sheets = [weasyprint.CSS(filename=file, font_config=fonts, url_fetcher=fetcher) for file in files]
        sheets.insert(0, weasyprint.CSS(string=page_rule, font_config=fonts, url_fetcher=fetcher))
    if messages:
        raise ReportgenError(f"The style sheet of layout “{name}” is not right: {messages[0]}", cure="Correct it.")
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


def _fetcher(chain: tuple[Path, ...], logo: Logo | None) -> Any:
    _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    confinement = Confinement(*chain, resources.folder("assets"))

    class ConfinedFetcher(URLFetcher):  # type: ignore[misc]
        """Gives the logo, and reads files inside the confinement; whatever else is asked for ends the rendering."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:
            if logo is not None and url == logo.address:
                return URLFetcherResponse(url, logo.data, {"Content-Type": _KINDS[f".{logo.kind}"]})
            path = confinement.allowed(url)
            kind = _KINDS.get(path.suffix.lower(), "application/octet-stream")
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return ConfinedFetcher()


_KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".ttf": "font/ttf"}


@contextmanager
def _refusals(name: str) -> Iterator[None]:
    """WeasyPrint ends a rendering with a BaseException, which nothing above would catch."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        cause = error.__cause__ or error.__context__
        raise refusal(name, str(cause or error)) from error


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
