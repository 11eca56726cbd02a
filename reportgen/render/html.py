"""`Brochure` + `Layout` -> HTML. Templates choose and place; they compute no figure.

A template sees: `b` (the brochure), `words`, `fit` (least and most items of
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

from reportgen.brochure.value import Brochure
from reportgen.charts.text import Font, shorten
from reportgen.errors import ReportgenError
from reportgen.render import headline
from reportgen.render.brand_parts import BrandParts
from reportgen.render.credits import credits_for, ranges
from reportgen.render.figures import Figures
from reportgen.render.layout import Layout
from reportgen.render.links import is_safe
from reportgen.render.palette import colours_of
from reportgen.render.paper import Paper
from reportgen.render.template_cache import CompiledTemplates
from reportgen.render.words import words_for


def render_html(
    brochure: Brochure, layout: Layout, densities: Sequence[str], paper: Paper, *, accent: str | None = None
) -> str:
    """The page as HTML, with a density for each of the layout's pages.

    Raises ReportgenError for a template that is wrong or asks for what is not there.
    """
    context = context_for(brochure, layout, densities, paper, accent=accent)
    try:
        return environment_for(layout).get_template(layout.template).render(context)
    except jinja2.TemplateNotFound as error:
        raise ReportgenError(
            f"The layout “{layout.name}” has no template {error.name}.", cure=f"Add it to {layout.folder}."
        ) from error
    except jinja2.TemplateSyntaxError as error:
        raise ReportgenError(f"{error.filename}, line {error.lineno}: {error.message}.") from error
    except jinja2.UndefinedError as error:
        raise ReportgenError(
            f"The layout “{layout.name}” asks for what a brochure does not have: {error.message}.",
            cure="See docs on the values that a template sees.",
        ) from error


def context_for(
    brochure: Brochure, layout: Layout, densities: Sequence[str], paper: Paper, *, accent: str | None = None
) -> dict[str, Any]:
    """What a template sees."""
    colours = colours_of(brochure, accent)
    words = words_for(layout.chain, brochure.language)
    return {
        "b": brochure,
        "layout": layout,
        "densities": densities,
        "fit": layout.fit,
        "credits": credits_for(brochure, layout.sections),
        "paper": paper,
        "brand": BrandParts(brochure.brand),
        "colours": colours,
        "words": words,
        "figures": Figures(brochure, colours, words),
        "headline": headline.fit,
        "group": brochure.major_soc[:2],
    }


def environment_for(layout: Layout) -> jinja2.Environment:
    """Where the layout's templates are found, with the filters."""
    return _environment(layout.chain)


@cache
def _environment(chain: tuple[Path, ...]) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([str(folder) for folder in chain]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=CompiledTemplates(),
    )
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
