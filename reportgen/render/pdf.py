"""HTML -> PDF bytes. The only module that imports WeasyPrint, and only when a page is made: it takes 0.9 s.

One font configuration and one parsed style sheet serve all documents of a process and layout (faster, and a fresh
one for each document leaks).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import resources
from reportgen.errors import EnvironmentLacksError, ReportgenError
from reportgen.render.arrange import arrange
from reportgen.render.fetch import Confinement, refusal
from reportgen.render.layout import Layout
from reportgen.render.links import check_tree
from reportgen.render.paper import Paper

VARIANTS = ("pdf/ua-1", "pdf/a-2a")
_STYLE_SHEET = "print.css"
# Pages are laid out much taller than the paper, so that nothing breaks over to a next page; `arrange` then drops
# what the layout allows, sets the true height, and says what still does not fit.
_TALLER_PT = 2000.0
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


def lay_out(html: str, layout: Layout, paper: Paper, *, brand_folder: Path | None = None) -> LaidOut:
    """Lay the HTML out with the layout's style sheets, and arrange each page.

    Raises ReportgenError for a file or an address that may not be used, EnvironmentLacksError without Pango.
    """
    weasyprint = _weasyprint()
    engine = _engine(layout.chain, layout.name, paper)
    fetcher = engine.fetcher if brand_folder is None else _fetcher(layout.chain, brand_folder)
    with _logged() as messages, _refusals(layout.name):
        base = layout.folder.as_uri() + "/"
        page = weasyprint.HTML(string=html, base_url=base, url_fetcher=fetcher)
        check_tree(page.etree_element, layout.name)
        document = page.render(
            stylesheets=list(engine.sheets),
            font_config=engine.fonts,
            cache=engine.images if brand_folder is None else {},
            pdf_variant="pdf/ua-1",
        )
    findings, dropped = [], 0
    for number, laid_out in enumerate(document.pages, 1):
        arranged = arrange(laid_out._page_box, taller_pt=_TALLER_PT)
        findings += [Finding(number, text) for text in arranged.findings]
        dropped += arranged.dropped
    # A page gathers its links and bookmarks when it is made: make each anew, now that boxes have moved.
    document.pages[:] = [type(laid_out)(laid_out._page_box) for laid_out in document.pages]
    return LaidOut(document, len(document.pages), tuple(findings), tuple(messages), dropped)


def paint(laid_out: LaidOut, *, variant: str = "pdf/ua-1") -> tuple[bytes, tuple[str, ...]]:
    """The PDF as WeasyPrint writes it, and what it logged. `repair` has to follow."""
    with _logged() as messages:
        data = laid_out.document.write_pdf(pdf_variant=variant, pdf_tags=True, uncompressed_pdf=True)
    return data, tuple(messages)


@dataclass(frozen=True, slots=True)
class _Engine:
    fonts: Any
    sheets: tuple[Any, ...]
    fetcher: Any
    images: dict[str, Any]


@cache
def _engine(chain: tuple[Path, ...], name: str, paper: Paper) -> _Engine:
    """Fonts and style sheets, from the oldest ancestor to the layout itself, the paper's size last."""
    weasyprint = _weasyprint()
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), _fetcher(chain, None)
    page_rule = f"@page {{ size: {paper.width_pt}pt {paper.height_pt + _TALLER_PT}pt; margin: {paper.margin_pt}pt }}"
    with _logged() as messages, _refusals(name):
        sheets = [
            weasyprint.CSS(filename=folder / _STYLE_SHEET, font_config=fonts, url_fetcher=fetcher)
            for folder in reversed(chain)
            if (folder / _STYLE_SHEET).is_file()
        ]
        sheets.insert(0, weasyprint.CSS(string=page_rule, font_config=fonts, url_fetcher=fetcher))
    if messages:
        raise ReportgenError(f"The style sheet of layout “{name}” is not right: {messages[0]}", cure="Correct it.")
    return _Engine(fonts, tuple(sheets), fetcher, {})


def _fetcher(chain: tuple[Path, ...], brand_folder: Path | None) -> Any:
    _weasyprint()
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    roots = [*chain, resources.folder("assets"), *([brand_folder] if brand_folder else [])]
    confinement = Confinement(*roots)

    class ConfinedFetcher(URLFetcher):  # type: ignore[misc]
        """Reads files inside the confinement; whatever else is asked for ends the rendering."""

        def __init__(self) -> None:
            super().__init__(allowed_protocols={"file"}, allow_redirects=False, fail_on_errors=True)

        def fetch(self, url: str, headers: Any = None) -> Any:
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
        import weasyprint
    except OSError as error:
        raise EnvironmentLacksError(
            f"A system library that draws text is missing ({str(error).splitlines()[0]}).",
            cure=f"Debian, Ubuntu: {_APT_GET}\nmacOS: brew install pango",
        ) from error
    return weasyprint
