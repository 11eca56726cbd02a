"""`render_pdf`: a brochure and a layout in, a finished PDF out."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.brochure.value import Brochure
from reportgen.errors import ReportgenError, UsageError
from reportgen.render import pdf
from reportgen.render.fitting import fit
from reportgen.render.layout import Layout
from reportgen.render.paper import paper_named
from reportgen.render.repair import About, repair


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`densities` are those that the pages needed; `dropped` counts the items left out for want of room.

    `findings` says what did not fit even at the tightest, `warnings` what WeasyPrint complained of.
    """

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    findings: tuple[str, ...]
    densities: tuple[str, ...]
    dropped: int


@pdf.collected_after()
def render_pdf(
    brochure: Brochure,
    layout: Layout,
    *,
    paper: str = "letter",
    variant: str = "pdf/ua-1",
    accent: str | None = None,
    brand_folder: Path | None = None,
) -> RenderedPdf:
    """Print the brochure, fitted to its pages (see `fitting.fit`).

    `paper` is "letter" or "a4"; `variant` "pdf/ua-1" or "pdf/a-2a" (then both standards in one file); `accent`
    (#rrggbb) replaces the group's colour. Whether a result with findings is used is the caller's decision:
    see `check_rendered`.
    """
    if variant not in pdf.VARIANTS:
        raise UsageError(f"There is no PDF variant “{variant}”.", cure=f"Variants: {', '.join(pdf.VARIANTS)}.")
    sheet = paper_named(paper)
    fitted = fit(brochure, layout, sheet, accent=accent, brand_folder=brand_folder)
    laid_out = fitted.laid_out
    data, warnings = pdf.paint(laid_out, variant=variant)
    finished = repair(data, _about(brochure), variant=variant)
    every_warning = tuple(dict.fromkeys((*laid_out.warnings, *warnings)))
    return RenderedPdf(finished, laid_out.pages, every_warning, fitted.findings, fitted.densities, laid_out.dropped)


def _about(brochure: Brochure) -> About:
    return About(
        brochure.language,
        brochure.release_keys,
        credits=tuple(line.credit for line in brochure.sources),
        release_dates=brochure.release_dates,
        data_date=brochure.data_date,
        printed_on=brochure.printed_on,
    )


def check_rendered(rendered: RenderedPdf, brochure: Brochure, layout: Layout) -> None:
    """Raises ReportgenError when something did not fit or WeasyPrint complained: such a page is not handed out."""
    problems = (*rendered.findings, *rendered.warnings)
    if problems:
        raise ReportgenError(
            f"{brochure.soc} {brochure.title} ({brochure.area_abbreviation}) does not fit the layout "
            f"“{layout.name}”: {'; '.join(problems)}.",
            cure="Shorten the texts of the occupation, or choose a layout with more room.",
        )
