"""The operators of a page on its sheet: once, or several times side by side, as `render/copies.py` has it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.render.copies import DASH_PT, GREY, LINE_PT
from reportgen.render.press.pen import number
from reportgen.render.press.style import PX

_MARKS = re.compile(r"^(?:/\w+ ?(?:<<.*>>)?B[DM]C|EMC)\n", re.MULTILINE)


def stream(parts: Sequence[str], width_pt: float, height_pt: float, copies: int) -> bytes:
    """The content of a sheet for pages of this size. `parts` are operators in CSS pixels, each on lines of its own.

    Copies after the first are artifacts, without marks of their own.
    """
    place = f"{1 / PX:g} 0 0 {-1 / PX:g} 0 {height_pt:g} cm\n"
    page = f"{place}{''.join(parts)}"
    if copies == 1:
        return page.encode("ascii")
    again = f"q\n{_MARKS.sub('', page)}Q\n"
    line = _cut_line(height_pt)
    others = (f"q\n1 0 0 1 {number(copy * width_pt)} 0 cm\n{again}{line}Q\n" for copy in range(1, copies))
    return f"q\n{page}Q\n/Artifact BMC\n{''.join(others)}EMC\n".encode("ascii")


def _cut_line(height_pt: float) -> str:
    """From above, as the dashes of the other way go."""
    grey, dash = (" ".join(map(number, values)) for values in (GREY, DASH_PT))
    high = number(height_pt)
    return f"q\n{grey} RG\n{number(LINE_PT)} w\n[{dash}] 0 d\n0 {high} m\n0 0 l\nS\nQ\n"
