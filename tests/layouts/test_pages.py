"""Every layout with every shape of data: what a reader sees, and what a screen reader gets."""

from __future__ import annotations

import io
import re
from functools import cache

import page
import pikepdf
import pypdfium2
import pytest

from reportgen.render import RenderedPdf, check_rendered, inspect_pdf, load_layout, render_pdf
from tests.render.brochures import ALL, RICH

LAYOUTS = {"sidebar": 2, "handout": 1, "profile": 4, "trifold": 2, "card": 1}
LANDSCAPE = ("trifold", "card")
SIZES = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}
FORBIDDEN = re.compile(r"\b(nan|None(?! needed)|n/a|null|undefined|True|False)\b|\{\{|\}\}|\[\]|\(\)")
SMALLEST_TEXT_PT = 7.5

CASES = [(layout, name, "letter") for layout in LAYOUTS for name in ALL]
CASES += [(layout, name, "a4") for layout in LAYOUTS for name in ("rich", "stuffed")]


@cache
def rendered(layout: str, name: str, paper: str = "letter") -> RenderedPdf:
    return render_pdf(ALL[name], load_layout(layout), paper=paper)


@cache
def text_of(layout: str, name: str, paper: str = "letter") -> str:
    document = pypdfium2.PdfDocument(rendered(layout, name, paper).data)
    text = "\n".join(document[i].get_textpage().get_text_range() for i in range(len(document)))
    return re.sub(r"\s+", " ", text.replace("\ufffe", "-"))


@pytest.mark.parametrize(("layout", "name", "paper"), CASES)
def test_a_page_is_whole(layout: str, name: str, paper: str) -> None:
    result = rendered(layout, name, paper)
    check_rendered(result, ALL[name], load_layout(layout))
    assert result.pages == LAYOUTS[layout]
    assert result.warnings == ()
    report = inspect_pdf(result.data)
    assert report.problems == ()
    assert report.conformance.startswith("PDF/UA-1: passes")
    assert set(report.page_sizes_pt) == {SIZES[paper][::-1] if layout in LANDSCAPE else SIZES[paper]}
    assert report.heading_levels.count(1) == 1
    assert all(font.embedded and "Source" in font.name for font in report.fonts)
    assert not FORBIDDEN.search(text_of(layout, name, paper)), FORBIDDEN.search(text_of(layout, name, paper))


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_figures_are_on_the_page(layout: str) -> None:
    text = text_of(layout, "rich")
    for figure in (
        "Medical Records Specialists",
        "$47,230",
        "20,390",
        "$50,250",
        "Texas",
        "Postsecondary nondegree award",
    ):
        assert figure in text.replace("\u00a0", " ")


@pytest.mark.parametrize("layout", ["sidebar", "profile"])
def test_the_wage_table_is_complete(layout: str) -> None:
    text = text_of(layout, "rich").replace("\u00a0", " ")
    for row in RICH.places.rows if RICH.places else ():
        name = f"{row.name} your state" if row.is_chosen else row.name
        assert f"{name} {row.jobs} {row.median} {row.delta}".replace("\u00a0", " ") in text


@pytest.mark.parametrize(
    ("layout", "order"),
    [
        (
            "sidebar",
            [
                "Medical Records Specialists",
                "Median pay",
                "In short",
                "What would I do?",
                "What is good about it?",
                "What could be hard?",
                "How do I get there?",
                "Key facts",
                "Does it suit me?",
                "What does it pay?",
                "Where are the jobs?",
                "Will there be jobs?",
                "What can I do now?",
                "Grade 9",
                "Take biology",
                "Grade 10",
                "Take health science",
                "Printed",
            ],
        ),
        (
            "handout",
            [
                "Medical Records Specialists",
                "What would I do?",
                "What does it pay?",
                "How do I get there?",
                "What can I do now?",
            ],
        ),
    ],
)
def test_text_comes_out_in_reading_order(layout: str, order: list[str]) -> None:
    text = text_of(layout, "rich").replace("\u00a0", " ")
    places = [text.index(heading) for heading in order]
    assert places == sorted(places)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_missing_figures_are_told_in_words(layout: str) -> None:
    text = text_of(layout, "sparse").replace("\u00a0", " ")
    assert "Not published for Wyoming" in text
    assert "Does it suit me?" not in text
    assert "Will machines change it?" not in text


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_same_bytes_come_out_twice(layout: str) -> None:
    assert render_pdf(RICH, load_layout(layout)).data == rendered(layout, "rich").data


def test_the_file_says_what_it_is() -> None:
    report = inspect_pdf(rendered("sidebar", "rich").data)
    assert report.title == "Medical Records Specialists: Texas"
    assert report.author == "reportgen"
    assert report.language == "en"
    assert report.releases == ("oews-2024", "projections-2024-34", "onet-30.1")
    with pikepdf.open(io.BytesIO(rendered("sidebar", "rich").data)) as pdf:
        assert "29-2072" in str(pdf.docinfo["/Keywords"])
        assert str(pdf.docinfo["/Subject"]) == RICH.tagline
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Medical Records Specialists"]


def test_margin_boxes_are_artifacts_and_headers_have_scopes() -> None:
    with pikepdf.open(io.BytesIO(rendered("sidebar", "rich").data)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        assert len(re.findall(rb"/Artifact ?<</Type ?/Pagination>> ?BDC", content)) >= 2
    # What is an artifact is not in the tree, so a screen reader does not read it between the sections.
    assert "/TH" not in inspect_pdf(rendered("sidebar", "rich").data).problems


@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_text_is_smaller_than_captions(layout: str) -> None:
    document = pypdfium2.PdfDocument(rendered(layout, "rich").data)
    for number in range(len(document)):
        for thing in document[number].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT]):
            size = pypdfium2.raw.c_float()
            pypdfium2.raw.FPDFTextObj_GetFontSize(thing.raw, size)
            matrix = thing.get_matrix()
            assert size.value * abs(matrix.d) >= SMALLEST_TEXT_PT * 0.99


def test_solid_ink_covers_less_than_an_eighth_of_the_page() -> None:
    """Averaged darkness of the rendered page, text included."""
    document = pypdfium2.PdfDocument(rendered("sidebar", "rich").data)
    for number in range(len(document)):
        grey = document[number].render(scale=0.5).to_pil().convert("L")
        histogram = grey.histogram()
        dark = sum(histogram[:150])
        assert dark / (grey.width * grey.height) < 1 / 8


def test_one_file_keeps_both_standards() -> None:
    data = render_pdf(RICH, load_layout("sidebar"), variant="pdf/a-2a").data
    for profile in (page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2A):
        report = page.validate_pdf_bytes(data, profile=profile)
        assert report.is_compliant, [failure.message for failure in report.failures]


def test_the_work_life_index_is_printed_where_there_is_one() -> None:
    text = text_of("profile", "with_week").replace("\u00a0", " ")
    assert "How heavy is the week?" in text
    assert text.count("6.2 of 10") == 2  # the section, and a row of the key facts
    assert "Work-life index" in text
    assert "Work-life index" not in text_of("profile", "rich")
    assert "Work-life index" not in text_of("sidebar", "with_week")
