"""How much a line holds."""

from __future__ import annotations

import pytest

from reportgen.render import load_layout
from reportgen.render.paper import paper_named
from reportgen.render.press import lines
from reportgen.render.press.grow import Text
from reportgen.render.press.press import press_for
from reportgen.render.press.style import Style

WORDS = "Read your first pay stub and find out what each line"
UNIT = 1 / 1024  # pixels: the least by which Pango's widths differ


@pytest.mark.parametrize(("over", "holds"), [(0.0, "line"), (1e-7, "line"), (UNIT, "each"), (0.0098, "each")])
def test_what_is_a_little_too_wide_goes_to_the_next_line(over: float, holds: str) -> None:
    faces = press_for(load_layout("handout"), paper_named("letter"))._faces
    style = Style("block", size=12.0, line_height=15.0)
    (sequence,) = lines.sequences([Text(WORDS, style, (), None)], faces)
    end = lines._end(sequence, 0, lines.width_of(WORDS, style, faces) - over, faces)
    assert WORDS[:end].split()[-1] == holds
