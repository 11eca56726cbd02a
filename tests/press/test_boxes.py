"""Boxes as CSS has them, set by the press and by WeasyPrint: what the layouts use, and what they do not use yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.render import render_pdf
from tests.press.own_layout import own_layout
from tests.press.parity import differences
from tests.render.brochures import BARE

CASES = {
    "from the right and from below": (
        ".in { position: relative; height: 90pt; padding: 5pt; background-color: #dde }"
        ".at { position: absolute; right: 10pt; bottom: 7pt; padding: 2pt; background-color: #a22 }"
        ".wide { position: absolute; left: 8%; right: 12pt; bottom: 30% }"
        ".low { position: absolute; right: 5%; top: 4pt; width: 30% }",
        '<div class="in"><p>In it</p><p class="at">As wide as its words</p><p class="wide">Between two sides</p>'
        '<p class="low">A third of it, of which the right side is given</p></div>',
    ),
    "corners": (
        ".a { border-radius: 9pt 0 4pt 20pt; background-color: #dde; height: 40pt }"
        ".b { border-radius: 3pt 3pt 0 0; border: 1pt solid #222; height: 30pt; margin: 6pt 0 }"
        ".c { border-radius: 12pt; border-bottom: 5pt solid #a22; background-color: #dde; height: 40pt }"
        ".d { border-radius: 12pt / 6pt; border-left: 4pt solid #a22; border-top: 2pt solid #222; height: 40pt }"
        ".e { border-radius: 90pt; background-color: #666; height: 20pt; width: 50pt }",
        "".join(f'<div class="{name}"></div>' for name in "abcde"),
    ),
    "least heights": (
        ".a { min-height: 30pt; background-color: #dde; margin: 5pt 0 9pt }"
        ".b { min-height: 9pt; background-color: #ccd; padding: 3pt }"
        ".c { min-height: 30pt; box-sizing: border-box; padding: 6pt; border-top: 2pt solid #222 }"
        ".d { min-height: 25pt; float: left; width: 40%; background-color: #dde }",
        '<div class="a"></div><div class="b">Two<br>lines</div><div class="c">One</div><div class="d"></div>'
        "<p>Beside a float without words</p>",
    ),
    "a float before the first block of a box, whose margin it follows": (
        ".f { float: right; margin-top: 4pt } .s { margin-top: 9pt; background-color: #dde }",
        '<div><p class="f">Follows</p><div class="s">The first block</div></div>',
    ),
    "a list of floats that ends below them": (
        "li { float: left; width: 46% } ul::after { content: ''; display: block; clear: both }"
        "ul { margin-top: 6pt } .n { background-color: #dde }",
        '<ul><li>One</li><li>Two<br>lines</li><li>Three</li></ul><p class="n">Below</p>',
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_boxes_stand_where_weasyprint_puts_them(case: str, tmp_path: Path) -> None:
    css, html = CASES[case]
    layout = own_layout(tmp_path, f'<section class="sheet"><h1>Boxes</h1>{html}</section>', css)
    pressed, laid_out = (render_pdf(BARE, layout, press=press) for press in (True, False))
    assert pressed.laid_out_because == ""
    assert differences(pressed.data, laid_out.data) == []
