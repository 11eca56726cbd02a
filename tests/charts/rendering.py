"""Puts charts on a page with WeasyPrint, as the layouts do."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from functools import cache

from reportgen.render.libraries import import_weasyprint
from reportgen.resources import folder

import_weasyprint()  # without the processes that it would start to look for its libraries
import weasyprint  # noqa: E402
from weasyprint.text.fonts import FontConfiguration  # noqa: E402

_FACES = (("Regular", 400, "normal"), ("It", 400, "italic"), ("Semibold", 600, "normal"), ("Bold", 700, "normal"))


@dataclass(frozen=True)
class Rendered:
    pdf: bytes
    messages: tuple[str, ...]


@cache
def _page() -> tuple[weasyprint.CSS, FontConfiguration]:
    fonts = FontConfiguration()
    faces = "".join(
        f"@font-face{{font-family:'Source Sans 3';font-weight:{weight};font-style:{style};"
        f"src:url('{(folder('assets') / 'fonts' / f'SourceSans3-{name}.ttf').as_uri()}')}}"
        for name, weight, style in _FACES
    )
    css = f"{faces}@page{{size:8.5in 22in;margin:.5in}}body{{font:9.5pt 'Source Sans 3'}}svg{{display:block}}"
    return weasyprint.CSS(string=css, font_config=fonts), fonts


class _Kept(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def pdf_of(*svgs: str) -> Rendered:
    """One tagged page with the charts one below the other, and whatever WeasyPrint complained about."""
    css, fonts = _page()
    kept = _Kept()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(kept)
    try:
        html = f'<html lang="en"><title>Charts</title><body><h1>Charts</h1>{"".join(svgs)}</body></html>'
        pdf = weasyprint.HTML(string=html).write_pdf(stylesheets=[css], font_config=fonts, pdf_variant="pdf/ua-1")
    finally:
        logger.removeHandler(kept)
    return Rendered(pdf, tuple(kept.messages))
