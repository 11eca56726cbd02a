"""Large print: one column that flows over as many pages as it takes, with nothing under 18 points.

A page is laid out at half its size and drawn at twice, so that the sections, charts and marks of the usual layouts
serve as they are: 9 points in `large.html` and `large.css` are 18 on paper.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reportgen.render import arrange
from reportgen.render.paper import Paper

ENLARGED = 2.0
SMALLEST_PT = 18.0  # on paper; what organizations of readers with low vision ask for
TEMPLATE, STYLE_SHEET = "large.html", "large.css"
# Of charts, before it is enlarged: their small labels are 0.9 smaller.
LABEL_PT = SMALLEST_PT / ENLARGED + 0.9
_MARGIN_PT = 43.2  # on paper: a hand that holds the sheet covers no words


def page_on(sheet: Paper) -> Paper:
    """The page that the templates fill, on a sheet given upright."""
    return replace(
        sheet,
        width_pt=sheet.width_pt / ENLARGED,
        height_pt=sheet.height_pt / ENLARGED,
        margin_pt=_MARGIN_PT / ENLARGED,
    )


def findings(page: Any) -> Iterator[str]:
    """What does not fit a page that is laid out, in words."""
    yield from arrange.sticking_out(page)
