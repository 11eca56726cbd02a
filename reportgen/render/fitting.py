"""Lays a document out so that its pages fit, before anything is painted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.brochure.document import Document
from reportgen.render import pdf
from reportgen.render.html import render_html
from reportgen.render.layout import Layout
from reportgen.render.paper import Paper
from reportgen.render.printing import AS_USUAL, PrintOptions
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class Fitted:
    """The pages as they will be painted, the HTML that they come from, and the densities that they needed."""

    laid_out: Any
    html: str
    densities: tuple[str, ...]
    findings: tuple[str, ...]


def fit(
    document: Document,
    layout: Layout,
    sheet: Paper,
    *,
    accent: str | None = None,
    printing: PrintOptions = AS_USUAL,
    lay_out: Callable[[str], Any] | None = None,
) -> Fitted:
    """A page that does not hold everything drops the items that the layout
    allows it to, then takes the next tighter density.

    `lay_out` makes pages of HTML, with `pages`, `findings` and `dropped` as `pdf.LaidOut` has; WeasyPrint without it.
    `findings` says what does not fit even so, and a number of pages other than the layout's. Large print drops nothing
    and takes the pages that it needs.
    """
    tightness = [0] * layout.pages
    while True:
        densities = tuple(layout.densities[tight] for tight in tightness)
        html = render_html(document, layout, densities, sheet, accent=accent, large_print=printing.large_print)
        if lay_out:
            laid_out = lay_out(html)
        else:
            laid_out = pdf.lay_out(html, layout, sheet, logo=document.brand.logo, printing=printing)
        if printing.large_print:
            break
        crowded = {finding.page for finding in laid_out.findings if finding.page <= layout.pages}
        tighter = [number for number in crowded if tightness[number - 1] + 1 < len(layout.densities)]
        if not tighter:
            break
        for number in tighter:
            tightness[number - 1] += 1
    findings = tuple(map(str, laid_out.findings))
    if laid_out.pages != layout.pages and not printing.large_print:
        findings = (f"{laid_out.pages} pages instead of {layout.pages}", *findings)
    return Fitted(laid_out, html, densities, findings)
