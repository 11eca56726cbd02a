"""`render_pdf`: a brochure and a layout in, a finished PDF out."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.brochure.value import Brochure
from reportgen.errors import ReportgenError, UnfitPageError, UsageError
from reportgen.render import pdf
from reportgen.render.fitting import fit
from reportgen.render.layout import Layout
from reportgen.render.paper import Paper, paper_named
from reportgen.render.press.learn import NotPressedError
from reportgen.render.press.press import press_for
from reportgen.render.repair import About


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`densities` are those that the pages needed; `dropped` counts the items left out for want of room.

    `findings` says what did not fit even at the tightest, `warnings` what WeasyPrint complained of. `laid_out_because`
    says why WeasyPrint laid the pages out; it is empty where the press set them.
    """

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    findings: tuple[str, ...]
    densities: tuple[str, ...]
    dropped: int
    laid_out_because: str = ""


def render_pdf(
    brochure: Brochure,
    layout: Layout,
    *,
    paper: str = "letter",
    variant: str = "pdf/ua-1",
    accent: str | None = None,
    press: bool = True,
) -> RenderedPdf:
    """Print the brochure, fitted to its pages (see `fitting.fit`).

    `paper` is "letter" or "a4"; `variant` "pdf/ua-1" or "pdf/a-2a" (then both standards in one file); `accent`
    (#rrggbb) replaces the brand's and the group's colour. Whether a result with findings is used is the caller's
    decision: see `check_rendered`. The press sets what it can (see docs/press.md), unless `press` is false.
    """
    if variant not in pdf.VARIANTS:
        raise UsageError(f"There is no PDF variant “{variant}”.", cure=f"Variants: {', '.join(pdf.VARIANTS)}.")
    page = layout.page_on(paper_named(paper))
    try:
        if not press or variant != "pdf/ua-1":
            raise NotPressedError(variant if press else "not asked for")
        return _pressed(brochure, layout, page, accent)
    except NotPressedError as error:
        because = str(error)
    return _laid_out(brochure, layout, page, accent, variant, because)


@pdf.collection_put_off(collects=True)
def _laid_out(
    brochure: Brochure, layout: Layout, page: Paper, accent: str | None, variant: str, because: str
) -> RenderedPdf:
    """Laid out and painted by WeasyPrint."""
    fitted = fit(brochure, layout, page, accent=accent)
    laid_out = fitted.laid_out
    data, warnings = pdf.paint(laid_out, _about(brochure, layout), variant=variant)
    every_warning = tuple(dict.fromkeys((*laid_out.warnings, *warnings)))
    return RenderedPdf(
        data, laid_out.pages, every_warning, fitted.findings, fitted.densities, laid_out.dropped, because
    )


@pdf.collection_put_off(collects=False)
def _pressed(brochure: Brochure, layout: Layout, page: Paper, accent: str | None) -> RenderedPdf:
    """Set by the press. Raises NotPressedError for what it cannot make, and where anything does not fit."""
    press = press_for(layout, page)
    fitted = fit(brochure, layout, page, accent=accent, lay_out=press.set)
    if fitted.findings:
        raise NotPressedError(f"something does not fit: {fitted.findings[0]}")
    proof = fitted.laid_out
    data = press.print(proof, _about(brochure, layout), logo=brochure.brand.logo)
    return RenderedPdf(data, proof.pages, (), (), fitted.densities, proof.dropped)


def _about(brochure: Brochure, layout: Layout) -> About:
    return About(
        brochure.language,
        brochure.release_keys,
        credits=tuple(line.credit for line in brochure.sources),
        release_dates=brochure.release_dates,
        data_date=brochure.data_date,
        printed_on=brochure.printed_on,
        turned_over_short_edge=layout.use.landscape and layout.pages > 1,
    )


def check_rendered(rendered: RenderedPdf, brochure: Brochure, layout: Layout) -> None:
    """Raises UnfitPageError when something did not fit or WeasyPrint complained: such a page is not handed out."""
    problems = (
        *(("fit", text) for text in rendered.findings),
        *(("warning", text) for text in rendered.warnings),
    )
    logo = brochure.brand.logo
    if logo and any(logo.address in text for _, text in problems):
        raise ReportgenError(
            f"The logo of {brochure.brand.name} cannot be drawn.", cure="Save it as “plain SVG”, or as PNG."
        )
    if problems:
        raise UnfitPageError(
            f"{brochure.soc} {brochure.title} ({brochure.area_abbreviation}) does not fit the layout "
            f"“{layout.name}”: {'; '.join(text for _, text in problems)}.",
            cure="Shorten the texts of the occupation, or choose a layout with more room.",
            problems=problems,
        )
