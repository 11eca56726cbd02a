"""`render_pdf`: a brochure (or another document) and a layout in, a finished PDF out."""

from __future__ import annotations

from reportgen import garbage
from reportgen.brochure.document import Document
from reportgen.errors import ReportgenError, UnfitPageError, UsageError
from reportgen.render import glyphs, large, legible, pdf
from reportgen.render.fitting import fit
from reportgen.render.layout import Layout
from reportgen.render.layout_sources import is_shipped
from reportgen.render.paper import Paper, paper_named
from reportgen.render.press.errors import NotPressedError
from reportgen.render.press.press import press_for
from reportgen.render.printing import AS_USUAL, PrintOptions, require_printable
from reportgen.render.repair import About
from reportgen.values import dataclass


@dataclass(frozen=True, slots=True)
class RenderedPdf:
    """`densities` are those that the pages needed; `dropped` counts the items left out for want of room.

    `findings` says what did not fit even at the tightest, `warnings` what WeasyPrint complained of, `unprintable` which
    characters the layout's fonts lack. `laid_out_because` says why WeasyPrint laid the pages out; it is empty where the
    press set them.
    """

    data: bytes
    pages: int
    warnings: tuple[str, ...]
    findings: tuple[str, ...]
    densities: tuple[str, ...]
    dropped: int
    laid_out_because: str = ""
    unprintable: str = ""


# What to do about each kind of problem of a page.
_CURES = {
    "fit": "Shorten the texts of the occupation, or choose a layout with more room.",
    "glyph": "Write it in letters of the layout's fonts, or give the layout a font that holds them (@font-face).",
    "warning": "Correct the layout, or the file that is named; `reportgen layouts check` looks for all such.",
}
# WeasyPrint's word for what `unprintable` says of the whole page.
_NO_GLYPH = ".notdef glyph"


def render_pdf(
    document: Document,
    layout: Layout,
    *,
    paper: str = "letter",
    variant: str = "pdf/ua-1",
    accent: str | None = None,
    press: bool = True,
    printing: PrintOptions = AS_USUAL,
) -> RenderedPdf:
    """Print a brochure, or what else the layout is for, fitted to its pages (see `fitting.fit`).

    `paper` is "letter" or "a4"; `variant` "pdf/ua-1" or "pdf/a-2a" (then both standards in one file); `accent`
    (#rrggbb) replaces the brand's and the group's colour. Whether a result with findings is used is the caller's
    decision: see `check_rendered`. The press sets what it can (see docs/press.md), unless `press` is false. Raises
    UsageError for a layout that cannot be printed as `printing` asks.
    """
    if variant not in pdf.VARIANTS:
        raise UsageError(f"There is no PDF variant “{variant}”.", cure=f"Variants: {', '.join(pdf.VARIANTS)}.")
    if layout.subject != document.subject:
        raise UsageError(f"The layout “{layout.name}” is for a {layout.subject}, not for a {document.subject}.")
    require_printable(layout, printing)
    sheet = paper_named(paper)
    page = large.page_on(sheet) if printing.large_print else layout.page_on(sheet)
    try:
        if not press or variant != "pdf/ua-1":
            raise NotPressedError(variant if press else "not asked for")
        if printing.large_print or printing.is_trimmed:
            raise NotPressedError(f"printed with {', '.join(printing.words)}")
        return _pressed(document, layout, page, accent, printing)
    except NotPressedError as error:
        because = str(error)
    return _laid_out(document, layout, page, accent, variant, because, printing)


@garbage.put_off(collects=True)
def _laid_out(
    document: Document,
    layout: Layout,
    page: Paper,
    accent: str | None,
    variant: str,
    because: str,
    printing: PrintOptions,
) -> RenderedPdf:
    """Laid out and painted by WeasyPrint."""
    try:
        fitted = fit(document, layout, page, accent=accent, printing=printing)
        laid_out = fitted.laid_out
        data, warnings = pdf.paint(laid_out, about_document(document, layout, printing), variant=variant)
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        if is_shipped(layout.folder):
            raise
        raise ReportgenError(
            f"The layout “{layout.name}” ({layout.folder}) cannot be laid out: {type(error).__name__}: {error}.",
            cure="Its HTML or CSS asks for what no page can be: a size, a number or a nesting beyond all measure.",
        ) from error
    unprintable = legible.unprintable(fitted.html, glyphs.families_of(layout.chain))
    every_warning = dict.fromkeys((*laid_out.warnings, *warnings))
    kept = tuple(text for text in every_warning if not (unprintable and text.startswith(_NO_GLYPH)))
    return RenderedPdf(
        data, laid_out.pages, kept, fitted.findings, fitted.densities, laid_out.dropped, because, unprintable
    )


@garbage.put_off(collects=False)
def _pressed(
    document: Document, layout: Layout, page: Paper, accent: str | None, printing: PrintOptions = AS_USUAL
) -> RenderedPdf:
    """Set by the press. Raises NotPressedError for what it cannot make, and where anything does not fit."""
    press = press_for(layout, page)
    fitted = fit(document, layout, page, accent=accent, lay_out=press.set)
    if fitted.findings:
        raise NotPressedError(f"something does not fit: {fitted.findings[0]}")
    proof = fitted.laid_out
    about, logo = about_document(document, layout, printing), document.brand.logo
    data = press.print(proof, about, logo=logo, is_grey=printing.greyscale)
    return RenderedPdf(data, proof.pages, (), (), fitted.densities, proof.dropped)


def laid_out_because(document: Document, layout: Layout, *, paper: str = "letter") -> str:
    """Why the press would leave this document to WeasyPrint; "" where it sets it itself."""
    try:
        _pressed(document, layout, layout.page_on(paper_named(paper)), None)
    except NotPressedError as error:
        return str(error)
    return ""


def about_document(document: Document, layout: Layout, printing: PrintOptions = AS_USUAL) -> About:
    """What its PDF says of itself."""
    return About(
        document.language,
        document.release_keys,
        credits=tuple(line.credit for line in document.sources),
        release_dates=document.release_dates,
        data_date=document.data_date,
        printed_on=document.printed_on,
        turned_over_short_edge=layout.use.landscape and layout.pages > 1 and not printing.large_print,
    )


def check_rendered(rendered: RenderedPdf, document: Document, layout: Layout) -> None:
    """Raises UnfitPageError for a page that is not handed out: it did not fit, or WeasyPrint complained."""
    problems = (
        *(("fit", text) for text in rendered.findings),
        *(("glyph", text) for text in (rendered.unprintable,) if text),
        *(("warning", text) for text in rendered.warnings),
    )
    logo = document.brand.logo
    if logo and any(logo.address in text for _, text in problems):
        raise ReportgenError(
            f"The logo of {document.brand.name} cannot be drawn.", cure="Save it as “plain SVG”, or as PNG."
        )
    if problems:
        raise UnfitPageError(
            f"{legible.name_of(document)} does not fit the layout “{layout.name}”: "
            f"{'; '.join(text.rstrip('.') for _, text in problems)}.",
            cure="\n".join(_CURES[kind] for kind in dict.fromkeys(kind for kind, _ in problems)),
            problems=problems,
        )
