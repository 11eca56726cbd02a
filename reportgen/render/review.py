"""Reviews a brochure in a layout as a proofreader would, mostly without painting it: `reportgen layouts check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from reportgen.brochure.document import Document
from reportgen.charts.base import tint
from reportgen.render import glyphs, pdf
from reportgen.render.api import about_document
from reportgen.render.fitting import Fitted, fit
from reportgen.render.layout import Layout
from reportgen.render.palette import RULE, Colours, accents, colours_for, colours_of, contrast
from reportgen.render.paper import paper_named
from reportgen.render.presence import absent, printed_in
from reportgen.render.shown import Mark, Shown, Text, shown_on
from reportgen.values import dataclass

SMALLEST_TEXT_PT = 7.5
TEXT_CONTRAST = 4.5
MARK_CONTRAST = 3.0
_TALL_EM = 0.5  # of a line, what ink surely covers above the baseline
_TOUCHING_PT = 1.5

KINDS = ("fit", "size", "contrast", "glyph", "section", "overlap", "warning", "error")


@dataclass(frozen=True, slots=True)
class Violation:
    """`kind` is one of KINDS."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Review:
    """What is wrong, and what the layout allowed itself to leave out: whole sections, single items, tighter pages.

    `items` are those items, each with its page. `laid_out_because` says why the press leaves the pages to WeasyPrint;
    "" where it does not, or was not asked.
    """

    violations: tuple[Violation, ...]
    left_out: tuple[str, ...] = ()
    dropped: int = 0
    tight_pages: int = 0
    items: tuple[str, ...] = ()
    laid_out_because: str = ""


def review(document: Document, layout: Layout, *, paper: str = "letter", painted: bool = False) -> Review:
    """Lay the brochure out and look at every text and mark.

    `painted` also paints it, which takes half as long again: only drawing a chart can warn then.
    """
    fitted = fit(document, layout, layout.page_on(paper_named(paper)))
    return _reviewed(fitted, document, layout, pdf.paint(fitted.laid_out)[1] if painted else ())


def proof(document: Document, layout: Layout, *, paper: str = "letter") -> tuple[bytes, Review]:
    """The PDF as it is, fit to be handed out or not, and its review."""
    fitted = fit(document, layout, layout.page_on(paper_named(paper)))
    data, warnings = pdf.paint(fitted.laid_out, about_document(document, layout))
    return data, _reviewed(fitted, document, layout, warnings)


def _reviewed(fitted: Fitted, document: Document, layout: Layout, painting: Sequence[str]) -> Review:
    colours = colours_of(document)
    warnings = [*fitted.laid_out.warnings, *painting]
    pages = [shown_on(page._page_box) for page in fitted.laid_out.document.pages]
    words = "".join(text.text for page in pages for text in page.texts)
    missing = absent(document, layout, words)
    never = absent(document, layout, printed_in(fitted.html)) if missing else ()
    found = [
        *(Violation("fit", text) for text in fitted.findings),
        *(Violation("section", f"{name} is stated but not printed") for name in never),
        *(Violation("warning", text) for text in dict.fromkeys(warnings)),
    ]
    for number, page in enumerate(pages, 1):
        found += [Violation(kind, f"page {number}: {text}") for kind, text in _look(page, layout, colours)]
    return Review(
        tuple(dict.fromkeys(found)),
        tuple(name for name in missing if name not in never),
        fitted.laid_out.dropped,
        _tight(fitted, layout),
        tuple(map(str, fitted.laid_out.left_out)),
    )


def palette_violations() -> tuple[Violation, ...]:
    """The accents of all groups on their grounds, and ink and grey on them; charts use the same colours."""
    found = []
    for major in accents():
        colours = colours_for(major)
        pairs = [
            *((colours.accent, ground, TEXT_CONTRAST) for ground in ("#ffffff", colours.tint_8)),
            *((colours.grey, ground, TEXT_CONTRAST) for ground in ("#ffffff", colours.tint_8)),
            *((colours.ink, ground, TEXT_CONTRAST) for ground in ("#ffffff", colours.tint_8, colours.tint_16)),
            (colours.accent, colours.tint_16, MARK_CONTRAST),
        ]
        for colour, ground, least in pairs:
            if (value := contrast(colour, ground)) < least:
                found.append(Violation("contrast", f"group {major}: {colour} on {ground} is {value:.1f}, not {least}"))
    return tuple(found)


def _look(page: Shown, layout: Layout, colours: Colours) -> Iterator[tuple[str, str]]:
    held = glyphs.families_of(layout.chain)
    for text in page.texts:
        if text.size_pt < SMALLEST_TEXT_PT * 0.999:
            yield "size", f"“{text.text.strip():.30}” is {text.size_pt:.1f} pt"
        if (value := contrast(text.colour, text.ground)) < TEXT_CONTRAST:
            yield "contrast", f"“{text.text.strip():.30}”: {text.colour} on {text.ground} is {value:.1f}"
        for char in glyphs.missing(text.text, text.families, held):
            yield "glyph", f"{char} (U+{ord(char):04X}) in “{text.text.strip():.30}” is in no font of the layout"
    for mark in page.marks:
        if not _is_seen(mark, colours):
            yield "contrast", f"{mark.what}: {', '.join(mark.colours)} on {mark.ground}"
    yield from (("fit", f"{name} is clipped") for name in page.clipped)
    yield from (("overlap", words) for words in _overlaps(page.texts))


def _is_seen(mark: Mark, colours: Colours) -> bool:
    """Tints and rules are grounds: what they hold is told by marks or outlines on them, or by a label."""
    grounds = _grounds(colours.accent, colours.grey)
    return any(colour.lower() in grounds or contrast(colour, mark.ground) >= MARK_CONTRAST for colour in mark.colours)


@cache
def _grounds(*colours: str) -> frozenset[str]:
    return frozenset({RULE, "#ffffff", *(tint(colour, part / 100) for colour in colours for part in range(1, 61))})


def _overlaps(texts: Sequence[Text]) -> Iterator[str]:
    """Texts of which one runs into another."""
    ordered = sorted(texts, key=lambda text: text.y)
    for place, text in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.y - other.size_pt * _TALL_EM >= text.y:
                if other.y - text.y > 40:
                    break
                continue
            shared = min(text.x + text.width_pt, other.x + other.width_pt) - max(text.x, other.x)
            if shared > _TOUCHING_PT:
                yield f"“{text.text.strip():.30}” runs into “{other.text.strip():.30}”"


def _tight(fitted: Fitted, layout: Layout) -> int:
    return sum(density != layout.densities[0] for density in fitted.densities)
