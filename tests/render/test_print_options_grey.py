"""`--greyscale`: every colour of the PDF is a grey, and reads as well."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from PIL import Image

from reportgen.brochure.brand import Brand, Logo
from reportgen.render import inspect_pdf
from reportgen.render.greyscale import grey_of
from reportgen.render.palette import accents, colours_for, contrast
from tests.pdf_text import pages
from tests.render.brochures import RICH
from tests.render.printed import printed, printed_one, structure

_COLOURING = {"rg", "RG", "k", "K", "sc", "SC", "scn", "SCN", "cs", "CS"}
_SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">
<defs><linearGradient id="g"><stop offset="0" stop-color="#d00"/><stop offset="1" stop-color="#00d"/></linearGradient>
</defs>
<rect width="40" height="20" fill="url(#g)"/><circle cx="9" cy="9" r="5" fill="#0a0"/></svg>"""


def png() -> bytes:
    picture, out = Image.new("RGBA", (40, 20), (200, 0, 0, 255)), io.BytesIO()
    picture.putpixel((0, 0), (0, 0, 200, 0))
    picture.save(out, "PNG")
    return out.getvalue()


def branded(kind: str, data: bytes) -> Brand:
    return Brand("Harbor View", "", "", accent="#1d4e89", second="#c68900", logo=Logo(kind, data, 2.0))


def colours_in(data: bytes) -> Iterator[tuple[str, Any]]:
    """Every operator, picture and gradient that is not grey."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        drawings = [each for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        forms = [each for each in drawings if each.get("/Subtype") == "/Form" or "/PatternType" in each]
        for drawing in (*pdf.pages, *forms):
            for operands, operator in pikepdf.parse_content_stream(drawing):
                if str(operator) in _COLOURING and str(operands[-1])[:2] not in ("/P", "/p"):  # a pattern, by its name
                    yield str(operator), str(operands)
        for each in pdf.objects:
            if isinstance(each, pikepdf.Stream) and each.get("/Subtype") == "/Image":
                if each.ColorSpace != "/DeviceGray":
                    yield "picture", str(each.ColorSpace)
            elif isinstance(each, pikepdf.Dictionary) and "/ShadingType" in each and each.ColorSpace != "/DeviceGray":
                yield "gradient", str(each.ColorSpace)


@pytest.mark.parametrize("words", ["greyscale", "greyscale marks"])
def test_every_colour_is_grey(words: str) -> None:
    made, coloured = printed(words), printed("")
    assert (made.laid_out_because == "") is (words == "greyscale"), "both ways of making pages are looked at"
    assert list(colours_in(made.data)) == []
    assert list(colours_in(coloured.data)) != []
    assert inspect_pdf(made.data).problems == ()
    assert pages(made.data) == pages(coloured.data)
    assert structure(made.data) == structure(coloured.data)


@pytest.mark.parametrize(("kind", "data"), [("png", png()), ("svg", _SVG)])
def test_a_logo_is_grey_too(kind: str, data: bytes) -> None:
    brochure = replace(RICH, brand=branded(kind, data))
    assert list(colours_in(printed_one(brochure, "greyscale").data)) == []
    assert any(what in ("picture", "gradient") for what, _ in colours_in(printed_one(brochure).data))


def test_greys_have_the_contrast_of_the_colours() -> None:
    for major in accents():
        colours = colours_for(major)
        pairs = [(colours.accent, "#ffffff"), (colours.grey, colours.tint_16), (colours.ink, colours.tint_16)]
        for one, other in pairs:
            assert contrast(grey(one), grey(other)) == pytest.approx(contrast(one, other), rel=0.03)


def grey(colour: str) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return "#" + f"{round(grey_of(red, green, blue) * 255):02x}" * 3
