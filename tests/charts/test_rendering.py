"""What WeasyPrint makes of the charts: no complaint, tagged figures, text that can be found."""

import importlib
import io

import page as page_validation
import pikepdf
import pypdfium2
import pytest

from reportgen.charts import Chart, ChartStyle
from reportgen.charts.canvas import Canvas
from reportgen.charts.text import Font, width

from .drawing import NS, read
from .rendering import pdf_of
from .test_every_chart import CASES


def charts(name: str, width_pt: float) -> list[Chart]:
    module = importlib.import_module(f"reportgen.charts.{name}")
    return [module.draw(data, ChartStyle(width_pt)) for data in CASES[name].values()]


@pytest.mark.parametrize("name", CASES)
def test_page_of_every_case_is_clean_tagged_and_readable(name: str) -> None:
    made = charts(name, 350)
    rendered = pdf_of(*(chart.svg for chart in made))
    assert rendered.messages == ()
    document = pypdfium2.PdfDocument(rendered.pdf)
    assert len(document) == 1
    text = document[0].get_textpage().get_text_range()
    squeezed = "".join(text.split())
    for chart in made:
        for node in read(chart.svg).root.iter(f"{NS}text"):
            assert "".join((node.text or "").split()) in squeezed
    assert [alt for kind, alt in tags(rendered.pdf) if kind == "/Figure"] == [chart.alt for chart in made]


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Structure elements in reading order with their alt texts."""
    found: list[tuple[str, str]] = []

    def walk(element: pikepdf.Object) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                walk(kid)
        elif isinstance(element, pikepdf.Dictionary):
            if "/S" in element:
                found.append((str(element.S), str(element.get("/Alt", ""))))
            if "/K" in element:
                walk(element.K)

    with pikepdf.open(io.BytesIO(pdf)) as document:
        walk(document.Root.StructTreeRoot.K)
    return found


def test_file_passes_pdf_ua() -> None:
    rendered = pdf_of(*(charts(name, 264)[0].svg for name in CASES))
    report = page_validation.validate_pdf_bytes(rendered.pdf, profile=page_validation.ValidationProfile.PDF_UA_1)
    assert [failure.message for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.parametrize("font", [Font(20), Font(20, 600), Font(20, italic=True)])
def test_text_is_as_wide_as_measured(font: Font) -> None:
    """Our measure against the page itself: the end of the text lies where it was computed."""
    text = "Texas $47,230 To Avail"
    canvas = Canvas(ChartStyle(400, size_pt=20))
    canvas.text(0, 20, text, font)
    rendered = pdf_of(canvas.chart(30, "Text.").svg)
    textpage = pypdfium2.PdfDocument(rendered.pdf)[0].get_textpage()
    found = textpage.search(text).get_next()
    assert found is not None
    boxes = [textpage.get_charbox(i, loose=True) for i in range(found[0], found[0] + found[1])]
    assert boxes[-1][2] - boxes[0][0] == pytest.approx(width(text, font), abs=0.3)
