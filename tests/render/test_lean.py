"""What is done past WeasyPrint for speed gives the page that WeasyPrint alone gives."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import partial
from typing import Any
from xml.etree.ElementTree import Element

import pypdfium2
import pytest
import tinyhtml5

from reportgen.brochure.value import Brochure
from reportgen.charts import ChartStyle
from reportgen.charts.canvas import Canvas
from reportgen.charts.text import Font
from reportgen.render import available_layouts, drawing, load_layout, pdf, render_pdf, tree, weasy
from reportgen.render.html import render_html
from reportgen.render.layout import Layout
from reportgen.render.paper import paper_named
from tests.render.brochures import ALL, RICH

_LETTER = paper_named("letter")
_HTML = "<!doctype html><html><head><title>t</title></head><body>{}</body></html>"


by_weasyprint = partial(render_pdf, press=False)


def page(brochure: Brochure, layout: Layout) -> str:
    return render_html(brochure, layout, layout.densities[:1] * layout.pages, _LETTER)


def told(element: Element) -> Any:
    return element.tag, dict(element.attrib), element.text or "", element.tail or "", [told(child) for child in element]


@pytest.mark.parametrize("name", ["rich", "sparse", "bare", "stuffed", "with_week"])
@pytest.mark.parametrize("layout", available_layouts(), ids=lambda layout: layout.name)
def test_the_tree_is_the_html_parsers(layout: Layout, name: str) -> None:
    html = page(ALL[name], layout)
    root = tree.parse(html)
    assert root is not None, "our own templates take the fast way"
    assert told(root) == told(tinyhtml5.parse(html, namespace_html_elements=False))


@pytest.mark.parametrize(
    "body",
    [
        "<p>one<p>two",
        "<p><div>moved out</div></p>",
        "<table><tr><td>a row without its body</td></tr></table>",
        "<table><tbody>words</tbody></table>",
        "<ul><p>in no item</p></ul>",
        "<b><b>twice</b></b>",
        "<p>one < two</p>",
        "<p>never closed",
        "<p></b></p>",
        "<a href='single'>quoted</a>",
        "<!-- a comment -->",
        "<script>1</script>",
        "<style>p { color: red }</style>",
        '<p id="a" ID="b">an attribute twice</p>',
        "<div/>",
        "<svg><foreignObject></foreignObject></svg>",
        '<svg xlink:href="#a"></svg>',
        "<pre>\nkept</pre>",
        "a carriage\rreturn",
    ],
)
def test_what_needs_an_html_parser_is_left_to_one(body: str) -> None:
    assert tree.parse(_HTML.format(body)) is None


@pytest.mark.parametrize("html", ["", "<p>bare</p>", _HTML.format("").replace("<head>", ""), _HTML.format("") + "<p>"])
def test_a_page_without_its_frame_is_left_to_the_html_parser(html: str) -> None:
    assert tree.parse(html) is None


def test_entities_spaces_and_case_come_out_as_html_has_them() -> None:
    html = _HTML.format('\n<P Class="a&amp;b"  data-x>1 &lt; 2&nbsp;&eacute; &amp <BR/>é</P>\n') + " \n"
    root = tree.parse(html)
    assert root is not None
    assert told(root) == told(tinyhtml5.parse(html, namespace_html_elements=False))


def drawings(html: str) -> Iterator[Element]:
    root = tree.parse(html)
    assert root is not None
    return root.iter(f"{tree.SVG}svg")


@pytest.mark.parametrize("layout", available_layouts(), ids=lambda layout: layout.name)
@pytest.mark.parametrize("name", ["rich", "top_coded", "hourly_only", "sparse"])
def test_every_chart_is_painted_without_weasyprints_svg(layout: Layout, name: str) -> None:
    charts = list(drawings(page(ALL[name], layout)))
    assert charts
    assert all(map(drawing.is_ours, charts))


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="2" height="2" rx="1"/>',
        '<rect width="50%" height="2"/>',
        '<rect width="2" height="2" fill="red"/>',
        '<rect width="2" height="2" style="fill:red"/>',
        '<path d="M0 0C1 1 2 2 3 3"/>',
        '<path d="m0 0h5"/>',
        '<path d="M0 0h5" transform="rotate(9)"/>',
        '<text x="1" y="1" text-anchor="end">a</text>',
        '<text x="1 2" y="1">ab</text>',
        '<text y="1">a</text>',
        '<text x="1" y="1"> a</text>',
        '<text x="1" y="1">a  b</text>',
        '<g><rect width="2" height="2"/></g>',
    ],
)
def test_another_drawing_is_left_to_weasyprint(inside: str) -> None:
    root = '<svg viewBox="0 0 9 9" width="9pt" height="9pt" font-family="Source Sans 3" font-size="9" fill="#000000">'
    (kept,) = drawings(_HTML.format(f'{root}<rect x="1" y="1" width="2" height="2"/></svg>'))
    assert drawing.is_ours(kept)
    (other,) = drawings(_HTML.format(f"{root}{inside}</svg>"))
    assert not drawing.is_ours(other)


def pictures(data: bytes) -> list[Any]:
    return [page.render(scale=100 / 72).to_numpy().astype("int16") for page in pypdfium2.PdfDocument(data)]


def texts(data: bytes) -> list[str]:
    """Without spaces: WeasyPrint sets the letters of an SVG one by one."""
    pages = pypdfium2.PdfDocument(data)
    return ["".join(page.get_textpage().get_text_bounded().split()) for page in pages]


@pytest.mark.parametrize(
    ("layout", "name"), [("sidebar", "rich"), ("handout", "top_coded"), ("handout", "sparse"), ("profile", "rich")]
)
def test_the_pages_look_as_weasyprint_alone_makes_them(layout: str, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lean = by_weasyprint(ALL[name], load_layout(layout))
    monkeypatch.setattr(tree, "parse", lambda html: None)
    monkeypatch.setattr(drawing, "is_ours", lambda svg: False)
    plain = by_weasyprint(ALL[name], load_layout(layout))
    assert texts(lean.data) == texts(plain.data)
    assert (lean.pages, lean.densities, lean.findings, lean.warnings) == (
        plain.pages, plain.densities, plain.findings, plain.warnings,
    )  # fmt: skip
    for ours, theirs in zip(pictures(lean.data), pictures(plain.data), strict=True):
        apart = abs(ours - theirs).max(axis=2)
        # Letters of the charts stand up to a fifth of a pixel elsewhere: some of their edges are another grey.
        assert (apart > 48).mean() < 0.002
        assert apart.max() < 200


def test_letters_of_a_chart_stand_where_they_were_measured(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(ChartStyle(300))
    for line, font in enumerate((Font(9.8, 600), Font(8.8), Font(8.8, italic=True))):
        canvas.text(5, 15 + 14 * line, "Offers of an office staff: draft, craft, AVATAR To Yes", font)
    layout = load_layout("handout")
    html = page(ALL["bare"], layout).replace("</body>", f"<div>{canvas.chart(60, 'words').svg}</div></body>")
    lean, _ = pdf.paint(pdf.lay_out(html, layout, _LETTER))
    monkeypatch.setattr(drawing, "is_ours", lambda svg: False)
    plain, _ = pdf.paint(pdf.lay_out(html, layout, _LETTER))
    assert texts(lean) == texts(plain)
    (ours,), (theirs,) = pictures(lean), pictures(plain)
    assert abs(ours - theirs).max() < 160, "ligatures, or kerning at spaces, would move letters by half a pixel"


def test_no_style_asks_for_font_features() -> None:
    # WeasyPrint never frees what it makes for them, some 100 bytes a text: 0.15 MB a brochure.
    for layout in available_layouts():
        for folder in layout.chain:
            sheet = folder / "print.css"
            assert not sheet.is_file() or "font-variant" not in sheet.read_text(encoding="utf-8")


def test_footnotes_notes_and_list_items_get_all_of_weasyprints_rules() -> None:
    for words in ("float: footnote", "position: note(a)", "display: list-item", 'li::marker { content: "x" }'):
        assert weasy.UNUSUAL.search(words)


def test_the_garbage_collector_runs_again_after_a_document() -> None:
    by_weasyprint(RICH, load_layout("handout"))
    assert gc.isenabled()
    gc.disable()
    try:
        by_weasyprint(RICH, load_layout("handout"))
        assert not gc.isenabled(), "whoever switched it off keeps it off"
    finally:
        gc.enable()
