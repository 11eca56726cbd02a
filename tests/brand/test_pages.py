"""What a reader gets of a brand: its words, its colours, its logo, its code, and pages that hold together."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import cache
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageChops

from reportgen.brand import read_brand
from reportgen.brand.start import sample_file
from reportgen.brochure.brand import Brand, Dated
from reportgen.brochure.value import Brochure
from reportgen.errors import ReportgenError
from reportgen.render import RenderedPdf, check_rendered, inspect_pdf, load_layout, render_pdf
from reportgen.render.review import review
from tests.pdf_text import pages
from tests.render.brochures import ALL, RICH, SPARSE, STUFFED
from tests.render.test_confinement import layout_with

from .files import GOOD_SVG, LONG_NAME, SVG, brand_file, png

RED = (208, 16, 32)  # the logo of the tests
SCALE = 2.0
HOSTILE = "{{7*7}} </title><style>*{display:none}</style> & “Sons”"


def branded(brochure: Brochure, brand: Brand) -> Brochure:
    dates = (Dated("en", RICH.printed_on), Dated("es", "24 de noviembre de 2026"))
    return replace(brochure, brand=brand, printed_dates=dates[: len(brand.date_languages)])


def with_logo(
    folder: Path, logo: str | bytes, lines: str = "", name: str = 'name = "Harbor View High School"'
) -> Brand:
    ending = "png" if isinstance(logo, bytes) else "svg"
    return read_brand(brand_file(folder, f'logo = "logo.{ending}"\n{lines}', name, **{f"logo_{ending}": logo})).brand


@cache
def sample() -> RenderedPdf:
    return render_pdf(branded(RICH, read_brand(sample_file()).brand), load_layout("handout"))


def drawn(data: bytes, page: int = 0) -> Image.Image:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=SCALE).to_pil().convert("RGB")
    finally:
        document.close()


def box_of(image: Image.Image, colour: tuple[int, int, int]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a colour, in points."""
    near = [image.getchannel(band).point(lambda v, c=c: 255 * (abs(v - c) < 3)) for band, c in zip("RGB", colour)]  # type: ignore[misc]  # noqa: B905
    mask = Image.merge("RGB", near).convert("L").point(lambda value: 255 * (value > 250))
    box = mask.getbbox()
    assert box, f"{colour} is nowhere"
    left, top, right, bottom = (side / SCALE for side in box)
    return left, top, right, bottom


def figures(data: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(each.Alt) for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Alt")]


def test_the_words_of_the_sample_are_on_the_page() -> None:
    (text,) = pages(sample().data)
    for words in (
        "Harbor View High School", "Who can help me?", "Ms. Ana Rivera", "career counselor", "Career Center, room 114",
        "(555) 010-0114", "harborview.example/careers", "Scan: Book a time to talk", "offers its career programs",
        "Printed November 24, 2026 / 24 de noviembre de 2026.", "careers@",
    ):  # fmt: skip
        assert words in text.replace("\u200b", "")
    assert text.count("Harbor View High School") == 3  # head, own words under the sources, foot
    assert "reportgen" not in text.replace("reportgen has modified", "")


def test_the_sample_is_accessible_and_says_whose_it_is() -> None:
    check_rendered(sample(), RICH, load_layout("handout"))
    report = inspect_pdf(sample().data)
    assert report.problems == ()
    assert report.conformance.startswith("PDF/UA-1: passes")
    assert report.author == "Harbor View High School"
    assert "https://harborview.example/careers/book" in report.links
    assert not any("Harbor" in alt for alt in figures(sample().data))  # the name stands beside the logo


def test_words_in_another_language_are_tagged_so() -> None:
    with pikepdf.open(io.BytesIO(sample().data)) as pdf:
        tags = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Span"]
        assert [str(tag.Lang) for tag in tags if "/Lang" in tag] == ["es"]
    plain = render_pdf(branded(RICH, Brand("Lincoln", "", "")), load_layout("handout"))
    assert b"/Lang" in plain.data or pikepdf.open(io.BytesIO(plain.data)).Root.Lang == "en"


def test_the_accent_is_the_schools_and_the_second_colour_is_in_the_lines() -> None:
    image = drawn(sample().data)
    left, _, right, _ = box_of(image, (0x1D, 0x4E, 0x89))
    assert (left, right) == (pytest.approx(36, abs=1), pytest.approx(576, abs=1))
    left, top, right, bottom = box_of(image, (0xC6, 0x89, 0x00))
    assert right - left > 530 and bottom - top > 300  # the strip under the figures, and the line over the sources
    with pytest.raises(AssertionError, match="nowhere"):
        box_of(image, (0x0E, 0x70, 0x88))  # the colour of the occupation's group


def test_a_brand_without_a_logo_looks_the_same_both_ways(tmp_path: Path) -> None:
    lines = (
        'accent = "#1d4e89"\nsecond = "#c68900"\ncounselor = "Ms. Lee"\nqr = "https://school.example"\nfooter = "1912"'
    )
    brochure = branded(SPARSE, read_brand(brand_file(tmp_path, lines)).brand)
    pressed = render_pdf(brochure, load_layout("handout"))
    assert pressed.laid_out_because == ""
    one, other = drawn(pressed.data), drawn(render_pdf(brochure, load_layout("handout"), press=False).data)
    assert box_of(one, (0xC6, 0x89, 0x00)) == box_of(other, (0xC6, 0x89, 0x00))
    different = ImageChops.difference(one, other).convert("L").point(lambda value: 255 * (value > 60))
    assert different.histogram()[255] < 0.002 * one.width * one.height


def test_one_code_a_page_and_it_is_the_schools() -> None:
    image = drawn(sample().data).resize((1836, 2376))
    codes = [code.text for code in zxingcpp.read_barcodes(image)]
    assert codes == ["https://harborview.example/careers/book"]


@pytest.mark.parametrize("kind", ["png", "svg"])
def test_a_logo_stands_in_the_head_in_its_own_shape(tmp_path: Path, kind: str) -> None:
    logo: str | bytes = png((600, 300), RED) if kind == "png" else GOOD_SVG
    brochure = branded(SPARSE, with_logo(tmp_path, logo, "show_name = false"))
    made = render_pdf(brochure, load_layout("handout"), variant="pdf/a-2a")
    check_rendered(made, brochure, load_layout("handout"))
    left, top, right, bottom = box_of(drawn(made.data), RED)
    assert right == pytest.approx(576, abs=0.6)  # the right margin
    assert top > 18 and bottom == pytest.approx(54, abs=0.6)  # on the line of the group
    assert (right - left) / (bottom - top) == pytest.approx(2, rel=0.05)
    assert figures(made.data)[0] == "Harbor View High School"
    report = inspect_pdf(made.data)
    assert report.problems == ()
    assert "PDF/A-2a: passes" in report.conformance


def test_what_a_template_would_run_is_printed_as_it_is(tmp_path: Path) -> None:
    brand = read_brand(brand_file(tmp_path, f"footer = '{HOSTILE}'", name=f"name = '{HOSTILE}'")).brand
    brochure = branded(SPARSE, brand)
    made = render_pdf(brochure, load_layout("handout"))
    check_rendered(made, brochure, load_layout("handout"))
    (text,) = pages(made.data)
    assert text.count(HOSTILE) == 3
    assert "What does it pay?" in text
    assert inspect_pdf(made.data).author == HOSTILE


DARKEST = Brand("Blackstone Academy", "Room 7", "", accent="#000000", second="#000000")


@pytest.mark.parametrize("layout", ["sidebar", "handout", "profile"])
@pytest.mark.parametrize("case", ["long_and_stuffed", "darkest", "palest"])
def test_pages_hold_every_brand(tmp_path: Path, layout: str, case: str) -> None:
    tall = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 100"><path d="M0 0h20v100H0z"/></svg>'
    longest = (
        'counselor = "Dr. Maria Guadalupe Hernández-Fitzgerald, lead college and career counselor"\n'
        'contact = "Building C, second floor, room 2114 | (555) 010-0199 extension 4417 | '
        'career.center@northeastern-consolidated.example"\n'
        'web = "https://northeastern-consolidated.example/departments/career-and-technical-education"\n'
        f'qr = "https://northeastern-consolidated.example/{"a" * 104}"\n'
        f'footer = "{"The district does not discriminate in its programs. " * 5}"\ndate_languages = ["en", "es"]'
    )
    match case:
        case "long_and_stuffed":
            brochure = branded(STUFFED, with_logo(tmp_path, tall, longest, f'name = "{LONG_NAME}"'))
        case "darkest":
            brochure = branded(ALL["sparse"], DARKEST)  # its own state is not published: grey words on the dark tint
        case _:
            pale = read_brand(brand_file(tmp_path, 'accent = "#fffde0"\nsecond = "#ffe97f"')).brand
            brochure = branded(ALL["longest_title"], pale)
    result = review(brochure, load_layout(layout))
    assert result.violations == ()


def test_only_the_brands_own_logo_is_given(tmp_path: Path) -> None:
    brand = with_logo(tmp_path / "brand", GOOD_SVG)
    assert brand.logo
    own, other = brand.logo.address, brand.logo.address.replace("brand:", "brand:0")
    for name, wanted, brochure in (("a", other, branded(ALL["bare"], brand)), ("b", own, ALL["bare"])):
        folder = layout_with(tmp_path / name, f'<img alt="x" src="{wanted}">')
        with pytest.raises(ReportgenError, match="only files of the layout and the assets"):
            render_pdf(brochure, load_layout(folder))


def test_a_logo_that_cannot_be_drawn_is_told_as_such(tmp_path: Path) -> None:
    brochure = branded(SPARSE, with_logo(tmp_path, SVG.format('<path d="M0 0h9v9z" transform="rotate(x)"/>')))
    layout = load_layout("handout")
    with pytest.raises(ReportgenError, match="The logo of Harbor View High School cannot be drawn"):
        check_rendered(render_pdf(brochure, layout), brochure, layout)


def test_the_notes_under_whom_to_ask_ask_something_else() -> None:
    brand = read_brand(sample_file()).brand
    texts = pages(render_pdf(branded(SPARSE, brand), load_layout("sidebar")).data)
    assert "Who can help me?" in texts[1] and "What I will ask" in texts[1]
    assert "Who can help me" not in texts[0]
