"""WeasyPrint as we use it: with our style sheets, confined to the layout's files, its log read.

It is imported only when it has a page to make: that takes 0.9 s. One font configuration and one parsed style sheet
serve all documents of a process and layout (faster, and a fresh one for each document leaks).
"""

from __future__ import annotations

import atexit
import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from copy import copy
from functools import cache
from pathlib import Path
from typing import Any

from reportgen import garbage, resources, scratch
from reportgen.brochure.brand import Logo
from reportgen.errors import EnvironmentLacksError
from reportgen.render import large, style_faults
from reportgen.render.fetch import Confinement, refusal, require_drawable
from reportgen.render.greyscale import grey_picture
from reportgen.render.libraries import import_weasyprint
from reportgen.render.paper import Paper
from reportgen.values import dataclass

# Pages are laid out much taller than the paper, so that nothing breaks over to a next page; `arrange` then drops
# what the layout allows, sets the true height, and says what still does not fit.
TALLER_PT = 2000.0
# What a page may hold for which WeasyPrint's whole style sheet is needed: see `parsed_html`.
UNUSUAL = re.compile(r"footnote|note\(|list-item|::marker|@import")
_STYLE_SHEET = "print.css"
_NOTES = ("footnote-", "note-")
_APT_GET = "sudo apt-get update && sudo apt-get install -y libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
_PIXELS = ("image/png", "image/jpeg")
_NO_PICTURE = ("text/css", "font/ttf")
_KINDS = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png", ".jpg": "image/jpeg", ".ttf": "font/ttf"}


@dataclass(frozen=True, slots=True)
class Engine:
    """What serves all documents of a layout and paper in a process."""

    fonts: Any
    sheets: tuple[Any, ...]
    fetcher: Any
    plain: bool  # no style sheet uses what WeasyPrint's rules for every element are for


@cache
def engine_of(chain: tuple[Path, ...], name: str, paper: Paper, is_large: bool = False) -> Engine:
    """Fonts and style sheets, from the oldest ancestor to the layout itself, the paper's size last."""
    weasyprint = load()
    from weasyprint.text.fonts import FontConfiguration

    fonts, fetcher = FontConfiguration(), fetcher_of(chain, None)
    # It keeps a copy of each font for Pango in a temporary folder, which is there for good when the process is killed.
    fonts._folder = Path(tempfile.mkdtemp(prefix="fonts-", dir=scratch.of_this_process()))
    # That folder goes with the process; WeasyPrint would want to remove it when half of Python is gone already.
    atexit.register(setattr, fonts, "_folder", None)
    height_pt = paper.height_pt + (0.0 if is_large else TALLER_PT)
    page_rule = f"@page {{ size: {paper.width_pt}pt {height_pt}pt; margin: {paper.margin_pt}pt }}"
    names = (_STYLE_SHEET, large.STYLE_SHEET) if is_large else (_STYLE_SHEET,)
    faults: list[str] = []
    with refusals(name):
        files = [file for each in names for folder in reversed(chain) if (file := folder / each).is_file()]
        plain = not any(UNUSUAL.search(file.read_text(encoding="utf-8")) for file in files)
        sheets = [weasyprint.CSS(string=page_rule, font_config=fonts, url_fetcher=fetcher)]
        for file in files:
            with logged() as messages:
                sheets.append(weasyprint.CSS(filename=file, font_config=fonts, url_fetcher=fetcher))
            faults += style_faults.in_sheet(file, messages)
    if faults:
        raise style_faults.refused(name, faults)
    garbage.settle()  # modules, fonts, style sheets
    return Engine(fonts, tuple(sheets), fetcher, plain)


@cache
def parsed_html() -> Any:
    """A WeasyPrint document around a tree that is parsed already, with its style sheet for what such a page holds."""
    weasyprint = load()
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


def fetcher_of(chain: tuple[Path, ...], logo: Logo | None, is_grey: bool = False) -> Any:
    """What loads the files of a page: those of the layout's folders, of the assets, and the brand's logo."""
    load()
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


@contextmanager
def refusals(name: str) -> Iterator[None]:
    """WeasyPrint ends a rendering with a BaseException, which nothing above would catch."""
    from weasyprint.urls import FatalURLFetchingError

    try:
        yield
    except FatalURLFetchingError as error:
        cause = error.__cause__ or error.__context__
        is_circle = isinstance(cause, RecursionError)
        raise refusal(name, "its style sheets import each other" if is_circle else str(cause or error)) from error


@contextmanager
def logged() -> Iterator[list[str]]:
    """What WeasyPrint logs meanwhile, each message once."""
    import logging

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


def load() -> Any:
    """WeasyPrint. Raises EnvironmentLacksError without Pango."""
    try:
        weasyprint = import_weasyprint()
    except OSError as error:
        raise EnvironmentLacksError(
            f"A system library that draws text is missing ({str(error).splitlines()[0]}).",
            cure=f"Debian, Ubuntu: {_APT_GET}\nmacOS: brew install pango",
        ) from error
    return weasyprint
