"""A phone reads what was put in."""

import subprocess
import sys

import pypdfium2
import pytest
import zxingcpp
from reportlab.graphics.barcode import qrencoder

from reportgen.charts import ChartStyle, qr

from .drawing import NS, read
from .rendering import pdf_of

VIDEO = "https://cdn.careeronestop.org/OccVids/OccupationVideos/29-2072.00.mp4"


def scanned(svg: str, dpi: int = 200) -> list[str]:
    page = pypdfium2.PdfDocument(pdf_of(svg).pdf)[0]
    found = zxingcpp.read_barcodes(page.render(scale=dpi / 72).to_pil())
    assert all(code.ec_level == "M" for code in found)
    return [code.text for code in found]


@pytest.mark.parametrize("text", [VIDEO, "HTTPS://EXAMPLE.ORG/A", "https://example.org/año?a=1&b=2", "7", "x" * 213])
def test_code_is_read_from_the_page(text: str) -> None:
    chart = qr.draw(qr.QrCode(text, "Scan for the video."), ChartStyle(qr.good_width_pt(text)))
    assert scanned(chart.svg) == [text]


def test_code_is_read_at_its_smallest() -> None:
    width = qr.SMALLEST_MODULE_PT * (len(qr.modules(VIDEO)) + 2 * qr.QUIET_MODULES)
    assert scanned(qr.draw(qr.QrCode(VIDEO, "Video."), ChartStyle(width + 0.01)).svg, dpi=300) == [VIDEO]
    with pytest.raises(ValueError, match="modules"):
        qr.draw(qr.QrCode(VIDEO, "Video."), ChartStyle(width - 0.1))


def test_drawing_is_one_path_with_its_alt_and_quiet_zone() -> None:
    chart = qr.draw(qr.QrCode(VIDEO, "Scan for a video & more."), ChartStyle(90))
    drawing = read(chart.svg)
    assert drawing.root[0].text == chart.alt == "Scan for a video & more."
    assert [node.tag.removeprefix(NS) for node in drawing.root] == ["title", "rect", "path"]
    assert (chart.width_pt, chart.height_pt) == (90, 90)
    assert qr.draw(qr.QrCode(VIDEO, "Scan for a video & more."), ChartStyle(90)) == chart


def test_outlines_of_a_ring_and_of_touching_corners() -> None:
    ring = [[True] * 3, [True, False, True], [True] * 3]
    assert sorted(map(len, qr.outlines(ring))) == [4, 4]
    corners = [[True, False], [False, True]]
    assert sum(map(len, qr.outlines(corners))) in (7, 8)


@pytest.mark.parametrize("text", ["", "x" * 301])
def test_texts_that_make_no_code_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="bytes"):
        qr.modules(text)


def test_smallest_version_is_used() -> None:
    assert len(qr.modules("x" * 14)) == 21  # version 1 at level M holds 14 bytes
    assert len(qr.modules("x" * 15)) == 25


@pytest.mark.parametrize("length", [*range(1, 40), 62, 90, 121, 154, 180, 213, 300])
def test_the_mask_is_the_one_that_the_encoder_would_choose(length: int) -> None:
    text = (f"{length}https://example.org/a?{length * 7919:x}&" * 30)[:length]
    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(qrencoder.QR8bitByte(text.encode()))
    code.make()
    assert qr.modules(text) == tuple(tuple(map(bool, row)) for row in code.modules)


def test_importing_loads_nothing_heavy() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, reportgen.charts.qr; print('reportlab' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert loaded.stdout.strip() == "False"
