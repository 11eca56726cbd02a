"""`Brochure` (or another `Document`) + `Layout` -> HTML. Templates choose and place; they compute no figure.

A template sees: `b` (the brochure, or what else the layout is for), `words`, `fit` (least and most items of
a list), `densities` (a class for each page), `credits`, `paper`, `colours`,
`figures` (charts), `brand` (the brand's parts, measured), `headline(text, width_pt, sizes)`, `group` ("29"), and the
filters `tie` (no last word alone), `ranges`, `fits_beside`, `web` and `clip(width_pt, size_pt)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import jinja2

from reportgen.brochure.document import Document
from reportgen.charts.text import Font, shorten
from reportgen.errors import ReportgenError
from reportgen.render import headline, large, sandbox, template_errors
from reportgen.render.brand_parts import BrandParts
from reportgen.render.credits import credits_for, ranges
from reportgen.render.figures_of import figures_of
from reportgen.render.layout import Layout
from reportgen.render.legible import require_visible
from reportgen.render.links import is_safe
from reportgen.render.palette import colours_of
from reportgen.render.paper import Paper
from reportgen.render.template_cache import CompiledTemplates
from reportgen.render.words import words_for
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Named:
    """What a template is told of its layout: nothing that leads to files."""

    name: str
    title: str
    pages: int
    sections: tuple[str, ...]


def render_html(
    document: Document,
    layout: Layout,
    densities: Sequence[str],
    paper: Paper,
    *,
    accent: str | None = None,
    large_print: bool = False,
) -> str:
    """The page as HTML, with a density for each of the layout's pages; or its large print.

    Raises ReportgenError for a template that is wrong or asks for what is not there, and for words that hide something.
    """
    context = context_for(document, layout, densities, paper, accent=accent)
    if large_print:
        context["figures"].label_pt = large.LABEL_PT
    template = large.TEMPLATE if large_print else layout.template
    try:
        html = sandbox.rendered(environment_for(layout).get_template(template), context)
    except ReportgenError:
        raise
    except Exception as error:
        told = template_errors.as_error(error, layout, context)
        if told is None:
            raise
        raise told from error
    require_visible(html, document)
    return html


def context_for(
    document: Document, layout: Layout, densities: Sequence[str], paper: Paper, *, accent: str | None = None
) -> dict[str, Any]:
    """What a template sees."""
    colours = colours_of(document, accent)
    words = words_for(layout.chain, document.language)
    return {
        "b": document,
        "layout": Named(layout.name, layout.title, layout.pages, layout.sections),
        "densities": densities,
        "fit": layout.fit,
        "credits": credits_for(document, layout.sections),
        "paper": paper,
        "brand": BrandParts(document.brand),
        "colours": colours,
        "words": words,
        "figures": figures_of(document, colours, words),
        "headline": headline.fit,
        "group": document.major_soc[:2],
    }


def environment_for(layout: Layout) -> jinja2.Environment:
    """Where the layout's templates are found, with the filters."""
    return _environment(layout.chain)


@cache
def _environment(chain: tuple[Path, ...]) -> jinja2.Environment:
    environment = sandbox.environment(chain, CompiledTemplates())
    environment.filters["tie"] = headline.without_widow
    environment.filters["fits_beside"] = headline.fits_beside
    environment.filters["ranges"] = ranges
    environment.filters["web"] = _web
    environment.filters["clip"] = _clip
    return environment


def _web(address: str) -> str:
    """An address for `href`; raises ReportgenError for one that may not be linked to."""
    if not is_safe(address):
        raise ReportgenError(
            f"The address {address:.80!r} cannot be linked to.", cure="Use https, http or mailto addresses."
        )
    return address


def _clip(text: str, width_pt: float, size_pt: float) -> str:
    """As many words as one line holds, for running heads."""
    return shorten(text, Font(size_pt), width_pt)
