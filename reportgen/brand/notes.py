"""What is no fault of a brand, but well to know before it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.brand.logo import LogoFacts
from reportgen.brochure.brand import Brand
from reportgen.render.brand_parts import BrandParts

_SHARP_DPI = 300
_POINTS_IN_INCH = 72


def notes_on(brand: Brand, logo: LogoFacts | None) -> Iterator[str]:
    """A sentence or two each."""
    parts = BrandParts(brand)
    if logo and logo.drawn_px:
        dpi = logo.drawn_px / parts.largest_logo[1] * _POINTS_IN_INCH
        if dpi < _SHARP_DPI:
            yield (
                f"The logo is {logo.drawn_px} pixels high, {dpi:.0f} an inch on paper; {_SHARP_DPI} look sharp. "
                "Ask for a larger one, or for an SVG."
            )
    if logo and logo.is_too_pale:
        yield "The logo is white or nearly so and cannot be seen on white paper. Ask for its dark form."
    if not parts.fits_foot:
        yield "The name is too long for the foot of the pages and is cut there. Give a short_name."
